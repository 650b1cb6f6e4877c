### Квалитет на базата: колку се пополнети и проверени картичките.

nav-quality = Квалитет на податоците
quality-text = Што недостига или што е старо на картичките на клиентите што ги гледате. Секоја бројка ги отвора клиентите зад неа: се поправа во списокот или на картичката.
quality-score = Оценка на квалитетот
quality-of-100 = од 100
quality-due = За повторна проверка
quality-due-text = во карантин
quality-renewed = Обновени потенцијални
quality-norm-missing = норма { $norm } % за { $period ->
    [quarter] квартал
   *[year] година
}; остануваат { $shown }
quality-norm-kept = нормата од { $norm } % за { $period ->
    [quarter] квартал
   *[year] година
} е исполнета
quality-traits = Што имаат картичките
quality-traits-says = { $clients ->
    [one] { $shown } клиент. „Проверено“ значи: барем едно важно поле е проверено од { $since }.
   *[other] { $shown } клиенти. „Проверено“ значи: барем едно важно поле е проверено од { $since }.
}
quality-trait = Дел од картичката
quality-have = Имаат
quality-lack = Немаат
quality-weight = Тежина
quality-groups = Списоци и нивните сопственици
quality-groups-says = Квалитетот на купен список се гледа по тоа до колку може да се стигне и колку од нив некогаш купиле.
quality-by = По
quality-by-source = извор
quality-by-segment = сегмент
quality-by-manager = менаџер
quality-clients = Клиенти
quality-bought = Купиле
quality-aside = Во карантин
quality-nothing = не е запишано
quality-trend = Оценка по денови
quality-day = Ден
quality-fields = Како се користат полињата
quality-fields-says = Поле што речиси не се пополнува и по кое никој не бара не мора да се чува: помалку прашања, помалку за чување.
quality-field = Поле
quality-filled = Пополнето
quality-views = Зачувани погледи со него
quality-none = Сè уште нема клиенти
quality-none-text = Кога базата ќе има клиенти, тука се гледа што недостига на картичките.
quality-checked = Проверено
quality-never = никогаш
quality-verify = Проверено денес: { $field }
quality-verify-all = Сè е проверено денес
quality-verified-now = Забележано: проверено денес
quality-lacks = Недостига
quality-verified = Последна проверка
quality-trait-phone = исправен телефон
quality-trait-email = е-пошта
quality-trait-tax_number = даночен број
quality-trait-address = адреса
quality-trait-person = лице за контакт
quality-trait-decision_maker = кој одлучува
quality-trait-segment = сегмент
quality-trait-source = извор
quality-trait-fresh = проверено
critical-field-name = име
critical-field-tax_number = даночен број
critical-field-phone = телефони
critical-field-email = е-пошта
critical-field-address = адреси
critical-field-people = луѓе
