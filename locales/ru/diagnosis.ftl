# Почему база не растёт.
nav-diagnosis = Диагностика
diagnosis-text = Почему база не растёт: шесть причин, каждая сверена с вашими цифрами с { $day }. Пороги – настройки.
diagnosis-there = { $count ->
    [0] Ни одна из шести причин в цифрах не видна.
    [one] В цифрах видна { $count } причина из шести.
    [few] В цифрах видны { $count } причины из шести.
    [many] В цифрах видны { $count } причин из шести.
   *[other] В цифрах видны { $count } причины из шести.
}
diagnosis-verdict-yes = да
diagnosis-verdict-no = нет
diagnosis-verdict-unclear = нельзя сказать
diagnosis-unclear = Записано слишком мало, чтобы сказать.
diagnosis-threshold = (причина – от { $percent } %)
diagnosis-behind = Что стоит за цифрой
diagnosis-cause-unknown = Потенциальные клиенты не знают о продукте
diagnosis-cause-competitors = Конкуренты ведут активную работу и отвоёвывают позиции
diagnosis-cause-market = Рынок не развивается или продукт не востребован
diagnosis-cause-information = Сотрудники не собирают информацию о клиентах
diagnosis-cause-cost = Слишком высокая стоимость одного клиента
diagnosis-cause-objections = С возражениями не работают
diagnosis-figure-unknown = с { $part } из { $of } потенциальных клиентов за год никто не поговорил.
diagnosis-figure-competitors = { $part } из { $of } отказов – в пользу другого поставщика.
diagnosis-figure-market = { $part } из { $of } отказов: нет бюджета, не запланировано, не интересно.
diagnosis-figure-information = у { $part } из { $of } клиентов, с которыми говорили, не известно, кто решает.
diagnosis-figure-cost = { $part } потрачено на источники, { $of } принесли клиенты, полученные за год.
diagnosis-figure-objections = { $part } из { $of } отказов, где нужен второй вопрос, приняты на слово или ошибочны.
diagnosis-do-unknown = Раздайте ждущих потенциальных клиентов и проследите, чтобы с каждым поговорили хотя бы раз в год.
diagnosis-do-competitors = Посмотрите, кого называют; предложите то, чего ваши клиенты у вас ещё не берут; спрашивайте настоящую причину за «есть поставщик».
diagnosis-do-market = Ищите тех, кому нужно сейчас: сигналы рынка, другие сегменты; возвращайтесь в день каждой причины.
diagnosis-do-information = В каждом разговоре спрашивайте, кто решает, и записывайте в карточку; хранитель базы видит, где этого нет.
diagnosis-do-cost = Сравните источники: тратьте на те, чьи клиенты покупают, откажитесь от тех, что только стоят.
diagnosis-do-objections = Тренируйте возражения: настоящая причина за НЕТ, выгоды продукта, что есть в каталоге.
diagnosis-act-unknown = Раздать клиентов
diagnosis-act-competitors = Белые пятна
diagnosis-act-market = Сигналы рынка
diagnosis-act-information = Качество карточек
diagnosis-act-cost = Источники
diagnosis-act-objections = Обучение
