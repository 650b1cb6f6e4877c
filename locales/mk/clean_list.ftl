# Исчистени списоци: проверени и пуштени (R111).
nav-clean-lists = Исчистени списоци
clean-list-lead = Исчистен список се клиентите што ја поминале проверката и се пуштени во работа: влез во инката. Списокот повеќе не се менува; секој што не влегол има точно една причина.
clean-list-none = Сè уште не е пуштен ниту еден список
clean-list-none-text = Во менито на селекцијата изберете „Пушти исчистен список“: прво се гледа кој поминува и зошто другите не поминуваат.
clean-list-title = бр. { $number } { $name }
clean-list-by = Пуштен на { $day }, { $name }
clean-list-of = { $count ->
    [one] од { $shown } клиент
   *[other] од { $shown } клиенти
}
clean-list-release = Пушти исчистен список
clean-list-release-text = Секој клиент се проверува според поставките „Исчистен список“. Кој поминува, влегува во списокот и тој повеќе не се менува.
clean-list-release-do = { $count ->
    [one] Пушти { $shown } клиент
   *[other] Пушти { $shown } клиенти
}
clean-list-released = { $count ->
    [one] Пуштен е списокот бр. { $number }: { $shown } клиент
   *[other] Пуштен е списокот бр. { $number }: { $shown } клиенти
}
clean-list-withdraw = Повлечи го списокот
clean-list-withdraw-text = Списокот останува за читање, но од него повеќе не се земаат клиенти. Повлекувањето не може да се врати.
clean-list-withdraw-why = Зошто
clean-list-withdrawn = Повлечен
clean-list-withdrawn-by = Повлечен: { $name }, { $when }.
clean-list-outcomes = Што стана со клиентите
clean-list-outcome = Исход
clean-list-share = Удел
clean-list-all = Сите клиенти од збирот
clean-list-sources = По извори
clean-list-on = Во списокот
clean-list-out = Не влегле
clean-list-no-source = Изворот не е познат
clean-list-source-gone = Извор што повеќе го нема
clean-list-nobody = Никој
clean-list-deleted = Клиент што во меѓувреме е избришан
clean-list-same-as = ист како
clean-list-more = Прикажи уште
clean-list-rules = Проверено според
clean-list-rule-company = Компанијата има
clean-list-rule-private = Физичкото лице има
clean-list-rule-checked = Телефоните и е-поштата се проверени од
clean-list-rule-not = не се бара
clean-list-rule-lost = Изгубените клиенти се изземени
clean-list-outcome-released = Во списокот
clean-list-outcome-set_aside = Во карантин
clean-list-outcome-lost = Одбил или е изгубен
clean-list-outcome-no_name = Нема назив
clean-list-outcome-no_phone = Нема телефон
clean-list-outcome-bad_phone = Нема телефон што работи
clean-list-outcome-no_email = Нема е-пошта
clean-list-outcome-bad_email = Нема е-пошта што работи
clean-list-outcome-no_tax_number = Нема даночен број
clean-list-outcome-no_region = Нема адреса со регион
clean-list-outcome-no_segment = Нема сегмент
clean-list-outcome-no_source = Нема извор
clean-list-outcome-no_manager = Нема менаџер
clean-list-outcome-unchecked_phone = Телефонот одамна не е проверен
clean-list-outcome-unchecked_email = Е-поштата одамна не е проверена
clean-list-outcome-twin = Ист како друг клиент од списокот
gate-need-name = назив
gate-need-phone = телефон
gate-need-email = е-пошта
gate-need-tax_number = даночен број
gate-need-region = регион
gate-need-segment = сегмент
gate-need-source = извор
gate-need-manager = менаџер
