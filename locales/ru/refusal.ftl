# Отказы с причинами и когда вернуться.
nav-refusals = Отказы
refusal-tab-report = Отчёт
refusal-tab-list = Список
refusal-tab-reasons = Причины
refusal-text = Почему клиенты говорят НЕТ, за какие причины браться сначала и когда вернуться.
refusal-activity = Много отказов при многих контактах значит, что работа идёт: кто ищет новых клиентов, часто слышит НЕТ.
refusal-reason = Причина
refusal-reason-no_budget = нет бюджета
refusal-reason-has_supplier = есть поставщик
refusal-reason-too_expensive = высокая цена
refusal-reason-not_planned = закупки не запланированы
refusal-reason-does_not_fit = продукт не подходит, нет такой позиции
refusal-reason-not_interested = продукт не интересен в принципе
refusal-reason-delivery_terms = условия поставки
refusal-reason-head_office = закупает головной офис в другом месте
refusal-reason-not_told = причина не названа
refusal-unknown = неизвестная причина
refusal-why = Почему НЕТ?
refusal-real = Настоящая причина
refusal-real-none = не спросили
refusal-trap-supplier = Поставщик есть у всех, это не окончательная причина. Спросите: что должно быть иначе, чтобы вы попробовали нас?
refusal-untested = настоящую причину не спросили
refusal-untested-count = { $count ->
    [one] { $count } отказ, настоящую причину которого не спросили
    [few] { $count } отказа, настоящую причину которых не спросили
    [many] { $count } отказов, настоящую причину которых не спросили
   *[other] { $count } отказа, настоящую причину которых не спросили
}
refusal-asked = Что спрашивали
refusal-have = { $count ->
    [one] Это у нас есть:
   *[other] У нас есть:
}
refusal-have-text = Скажите об этом клиенту, прежде чем записать НЕТ. Если всё же запишете, урок по этому товару попадёт в ваше обучение.
refusal-had = это у нас есть
refusal-had-product = Что у нас из этого есть
refusal-had-count = { $count ->
    [one] { $count } раз у нас есть то, чего будто бы нет
    [few] { $count } раза у нас есть то, чего будто бы нет
    [many] { $count } раз у нас есть то, чего будто бы нет
   *[other] { $count } раза у нас есть то, чего будто бы нет
}
refusal-competitor = Покупает у
refusal-product = Товар
refusal-group = Товарная группа
refusal-step = Шаг воронки
refusal-step-none = вне шагов
refusal-back = Вернуться
refusal-back-hint = Если пусто: { $day }, по причине.
refusal-final-hint = Если пусто: не возвращаемся, причина окончательная.
refusal-back-none = окончательно
refusal-more = Три вопроса, открытая дверь
refusal-said-product = Что не устроило в товаре или услуге?
refusal-said-staff = Что не понравилось в работе сотрудников?
refusal-said-sale = Что раздражало во время продажи?
refusal-promise = Открытая дверь: что обещано
refusal-promise-hint = новый прайс-лист
refusal-promise-day = До
refusal-day = День
refusal-client = Клиент
refusal-manager = Чей клиент
refusal-employee = Сотрудник
refusal-from = С
refusal-to = По
refusal-count = Отказы
refusal-clients = Клиенты
refusal-share = Доля
refusal-cumulative = Вместе с теми, что выше
refusal-contacts = Контакты
refusal-per-100 = Отказов на 100 контактов
refusal-before = { $count } за столько же дней до этого
refusal-none = За эти дни отказов нет
refusal-none-text = Отказ записывают с причиной на экране звонка (клавиша 8), с любым контактом в карточке или на шаге сделки.
refusal-pareto = Причины, сначала самые частые
refusal-pareto-says = «{ $reason }» – это { $share } всех отказов. { $few ->
    [one] { $few } причина даёт
    [few] { $few } причины дают
    [many] { $few } причин дают
   *[other] { $few } причины дают
} { $together }: начните с этого.
refusal-by-employee = По сотрудникам
refusal-by-competitor = По конкурентам
refusal-by-product = По товарам
refusal-by-group = По товарным группам
refusal-by-step = По шагам воронки
refusal-by-week = По неделям
refusal-week = Неделя с
refusal-not-said = не сказано
refusal-list-empty = Ничего не подходит
refusal-list-empty-text = Измените дни или фильтры.
refusal-card = Отказы
refusal-card-none = Этот клиент ни разу не отказывал.
refusal-edit = Дополнить отказ
refusal-note = Что ещё сказали
refusal-reasons-text = Когда возвращаться к каждой причине, что ещё спросить и в каком порядке они стоят. Сказанное однажды остаётся в отчётах.
refusal-reason-name = Название
refusal-reason-from = Вернуться через, дней, от
refusal-reason-until = до
refusal-reason-trap = Ловушка
refusal-reason-trap-none = нет
refusal-reason-trap-supplier = спросить настоящую причину
refusal-reason-trap-catalogue = посмотреть в каталоге
refusal-reason-asks-competitor = спросить, у кого покупают
refusal-reason-asks-product = спросить, о каком товаре речь
refusal-reason-position = Место
refusal-reason-archived = больше не выбирается
refusal-reason-new = Новая причина
refusal-reason-final = окончательная
refusal-reason-days = { $from }–{ $to } дней
refusal-reason-remove = Удалить эту причину?
