### Побарувања: старост, должници, услови, тријажа на долговите, црна листа.

nav-receivables = Побарувања
receivable-owed = Долг
receivable-late = Доцни
receivable-late-days = Денови доцнење
receivable-third = Што со долгот
receivable-bought = Последна набавка
receivable-debtors = { $count ->
    [one] кај { $shown } клиент
   *[other] кај { $shown } клиенти
}
receivable-share = { $share } од долгот
receivable-outstanding = Денови на неплатена продажба
receivable-outstanding-text = долгот наспроти продажбата за 90 дена
receivable-ages = Старост на долговите
receivable-ages-says = На { $day } доцнеше { $share } од долгот.
receivable-age = Старост
receivable-any-age = која било
receivable-age-not-due = во рок
receivable-age-first = доцни до { $first } дена
receivable-age-second = { $from }–{ $second } дена
receivable-age-third = { $from }–{ $third } дена
receivable-age-older = { $from } дена и повеќе
receivable-part = Удел
receivable-clients = Клиенти
receivable-orders = Нарачки
receivable-thirds = Тријажа на долговите
receivable-thirds-text = Според искуството { $percent } % од старите долгови се отпишуваат веднаш, { $percent } % се враќаат во рок од една година со правници и обезбедување, а { $percent } % ги должат фирми со кои може да се работи и сега. Правилото предлага според староста на најстариот долг, одлучуваат луѓето.
receivable-proposed = Предложено
receivable-decided-sum = Одлучено
receivable-decided-clients = Одлучени клиенти
receivable-proposes = предложено: { $third }
receivable-show = Прикажи
receivable-show-all = сите должници
receivable-list = Должници
receivable-late-by = доцни { $days } дена
receivable-in-time = во рок
receivable-none = Нема такви должници
receivable-none-text = Изберете друга старост или друга листа.
receivable-empty = Никој не должи ништо
receivable-empty-text = Овде се испорачаните и неплатени нарачки со нивната старост. Внесете нарачки и уплати од датотека или рачно.
receivable-loss = Планирана загуба на уплати
receivable-loss-text = Планот смета со загуба од { $percent } % од испорачаното ({ $times ->
    [crisis] криза
   *[usual] вообичаено време
}). Доцни она што денес не е платено.
receivable-loss-planned = Планирана загуба
receivable-month = Месец
receivable-decide = Одлучи
receivable-undecide = Повлечи ја одлуката
receivable-decide-title = { $count ->
    [one] Што со долгот на { $shown } клиент
   *[other] Што со долговите на { $shown } клиенти
}
receivable-decided = { $count ->
    [one] Одлучено за { $shown } клиент
   *[other] Одлучено за { $shown } клиенти
}
receivable-note = Белешка
receivable-assignee = Задача за
receivable-no-task = никого
debt-third-work = да се работи под други услови
debt-third-collect = да се наплати во рок од година
debt-third-write_off = да се отпише
debt-third-text-work = Со клиентот може да се работи и сега. Дајте му услови на картичката: помалку, во етапи, со писмо.
debt-third-text-collect = Го наплаќаат правници или обезбедување; кој, пишува во задачата.
debt-third-text-write-off = Наплатата чини повеќе од долгот.
debt-task = Побарување: { $third }
receivable-open-orders = Неплатено
receivable-open = Отворено
receivable-due = Рок
receivable-due-on = рок { $day }
receivable-terms = { $days } дена за плаќање
receivable-terms-limit = должи најмногу { $sum }
receivable-terms-prepaid = { $percent } % однапред
receivable-terms-edit = Услови
receivable-terms-saved = Условите се зачувани
receivable-regime = Испорака
receivable-days = Денови за плаќање
receivable-days-hint = Празно: како во поставките.
receivable-limit = Должи најмногу, со нова нарачка
receivable-percent = Платено пред испорака, %
receivable-document = Писмо
receivable-document-until = Важи до
debt-regime-usual = како сите
debt-regime-reduced = помалку
debt-regime-staged = во етапи
debt-regime-pledge = со залошко писмо
debt-regime-letter_of_credit = со акредитив
debt-regime-text-usual = Условите не ги запираат нарачките.
debt-regime-text-reduced = Нарачка се прифаќа само додека долгот со неа е под границата.
debt-regime-text-staged = Нарачка заминува само кога за неа е платен уделот подолу.
debt-regime-text-pledge = Нарачка заминува само додека важи залошко писмо.
debt-regime-text-letter-of-credit = Нарачка заминува само додека важи акредитив.

blacklist-title = Црна листа
blacklist-badge = црна листа
blacklist-hint = На црната листа од { $day }: без контакти и нарачки додека не плати.
blacklist-text = без контакти и нарачки додека не платат
blacklist-candidates = За разгледување
blacklist-candidates-text = правилото би ги ставило на црната листа
blacklist-candidate = за црна листа
blacklist-add = На црната листа
blacklist-add-title = { $count ->
    [one] Стави { $shown } клиент на црната листа
   *[other] Стави { $shown } клиенти на црната листа
}
blacklist-add-text = Никој не ги контактира овие клиенти и не се прифаќа нивна нарачка додека не се плати сѐ што доцни. Разговорите за долгот остануваат дозволени.
blacklist-reason = Зошто
blacklist-added = { $count ->
    [0] Веќе беа на црната листа
    [one] { $shown } клиент е на црната листа
   *[other] { $shown } клиенти се на црната листа
}
blacklist-since = На црната листа од { $day } ({ $by }).
blacklist-rule = според правилото
blacklist-late = Тогаш доцнеше: { $sum }.
blacklist-lift = Тргни од црната листа
blacklist-lift-text = Клиентот ќе може да се контактира и да добива стока иако не платил.
blacklist-lifted = Тргнат од црната листа
blacklist-paid = плати
blacklist-past = Претходни престои на црната листа: { $count }
