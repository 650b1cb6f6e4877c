### Клиенты: список, карточка, маркеры, лестница лояльности.

marker-white = Белый
marker-green = Зелёный
marker-yellow = Жёлтый
marker-golden_green = Золотисто-зелёный
marker-gold = Золотой
marker-platinum = Платиновый
marker-green_red = Зелёно-красный
marker-golden_red = Золотисто-красный
marker-platinum_red = Платиново-красный
marker-letter-white = Б
marker-letter-green = З
marker-letter-yellow = Ж
marker-letter-golden_green = З
marker-letter-gold = ЗЛ
marker-letter-platinum = ПЛ
marker-letter-green_red = З
marker-letter-golden_red = ЗЛ
marker-letter-platinum_red = ПЛ
marker-meaning-white = отношение пока неизвестно
marker-meaning-green = согласился на презентацию
marker-meaning-yellow = согласен получать рассылку
marker-meaning-golden_green = запрашивал информацию
marker-meaning-gold = покупал один-два раза
marker-meaning-platinum = покупал три раза и больше
marker-meaning-green_red = отказался до покупки
marker-meaning-golden_red = покупал, но потерян
marker-meaning-platinum_red = был постоянным, но потерян

ladder-none = Вне лестницы
ladder-buyer = Покупатель
ladder-client = Клиент
ladder-regular = Постоянный
ladder-adherent = Приверженец
ladder-advocate = Адвокат

client-title = Клиент
client-new = Новый клиент

client-name = Название
client-relation = Отношение
client-kind = Вид
client-ladder = Ступень лояльности
client-manager = Менеджер
client-manager-locked = Передавать клиентов могут только руководитель продаж и владелец.
client-pool = Общий пул
client-segment = Сегмент
client-source = Источник
client-region = Регион
client-competitor = Каким конкурентом пользуется
client-company-group = Группа компаний
client-tax-number = ИНН / налоговый номер
client-tax-country = Страна
client-website = Сайт
client-external-id = Код в другой системе
client-service-class = Класс обслуживания
client-temperature = Температура
client-vip = VIP
client-purchase-habits = Особенности покупки
client-deal-terms = Условия сделки
client-only-us = Покупает только у нас
client-recommends = Рекомендует нас
client-mailing-consent = Согласие на рассылку
client-publication-consent = Согласие на упоминание
client-marker = Маркер
client-revenue = Выручка
client-revenue-hint = Заказы за вычетом возвратов за период показателей
client-revenue-line = Выручка от { $from } до { $to }
client-orders = Заказы
client-last-order = Последний заказ
client-class = ABC XYZ
client-class-hint = ABC по выручке, XYZ по ровности покупок
client-rfm-hint = Давность, частота, деньги: 5 – лучшая оценка
client-r = Давность (R)
client-f = Частота (F)
client-m = Деньги (M)
client-state = Активность
client-last-interaction = Последний контакт
client-updated = Изменён
client-created = Добавлен
client-has = Что записано
client-has-phone = телефон
client-has-email = эл. почта
client-has-people = контактные лица
client-search = Название, ИНН, телефон, почта…
client-none-found = Таких клиентов нет
client-none-found-text = Измените запрос или уберите фильтр. Раскладка клавиатуры не важна.
client-empty = База пока пуста
client-empty-text = Здесь вместе будут клиенты, потенциальные, бывшие и клиенты конкурентов. Добавьте первого или загрузите список.
client-create = Создать
client-created-done = Клиент «{ $name }» добавлен
client-preview = Просмотр
client-export = Выгрузка
client-export-as = Выгрузить в { $format }
client-export-hint = В журнале останется, кто и что выгрузил.
client-bulk = Изменить
client-bulk-title = { $count ->
    [one] Изменить { $shown } клиента
    [few] Изменить { $shown } клиентов
   *[other] Изменить { $shown } клиентов
}
client-bulk-field = Что изменить
client-bulk-value = Новое значение
client-bulk-empty = оставьте пустым, чтобы очистить
client-bulk-check = Проверить
client-bulk-apply = Применить
client-bulk-will = { $count ->
    [one] Изменится { $shown } клиент.
    [few] Изменятся { $shown } клиента.
   *[other] Изменятся { $shown } клиентов.
}
client-bulk-same = { $count ->
    [one] У { $shown } клиента значение уже такое.
    [few] У { $shown } клиентов значение уже такое.
   *[other] У { $shown } клиентов значение уже такое.
}
client-bulk-refused = { $count ->
    [one] { $shown } клиента вам менять нельзя.
    [few] { $shown } клиентов вам менять нельзя.
   *[other] { $shown } клиентов вам менять нельзя.
}
client-bulk-done = { $count ->
    [one] Изменён { $shown } клиент
    [few] Изменены { $shown } клиента
   *[other] Изменено { $shown } клиентов
}
client-remove-ask = Удалить «{ $name }»?
client-remove-text = Карточка уйдёт из списков; её можно вернуть из журнала.
client-removed = «{ $name }» – карточка удалена
client-part-removed = Удалено: { $name }
client-parts = Разделы карточки
client-details = Данные
client-general = Общие
client-special = Специальные
client-timeline = История
client-facts = Факты
client-figures = Показатели
client-journal = Изменения
client-orders-tab = Заказы и оплаты
client-touched = контакт { $when }
client-touch-add = Записать контакт
client-fact-add = Добавить факт
client-one-person = Один контакт
client-one-person-hint = Клиент держится на одном человеке. Познакомьтесь с людьми других уровней.
client-channels = Контакты
client-channels-empty = Ни телефона, ни почты пока нет.
client-channel-add = Добавить контакт
client-channel-edit = Изменить контакт
client-channel-kind = Вид
client-channel-label = Для чего
client-channel-label-hint = приёмная, вечером, бухгалтерия…
client-channel-masked = Сейчас { $value }. Оставьте пустым, чтобы не менять.
client-addresses = Адреса
client-addresses-empty = Адреса пока нет.
client-address-add = Добавить адрес
client-address-edit = Изменить адрес
client-address-kind = Вид
client-billed = Отгружено
client-ahead = Предоплата
client-paid = Оплачено
client-due = Долг
client-orders-empty = Заказов пока нет
client-orders-empty-text = Первый заказ сделает маркер золотым.
client-payments = Оплаты
client-order-new = Новый заказ
client-order-number = Номер
client-order-day = День
client-order-status = Статус
client-order-total = Сумма
client-payment-amount = Сумма
client-payment-note = Примечание
client-as-of = На дату
client-days-ago = { $days ->
    [one] { $days } день назад
    [few] { $days } дня назад
   *[other] { $days } дней назад
}
client-figures-empty = Показателей пока нет
client-figures-empty-text = Они считаются по заказам.
client-figures-history = История показателей
client-journal-empty = Изменений пока нет
client-undone = отменено

relation-prospect = Потенциальный
relation-current = Текущий
relation-former = Бывший
relation-competitors = У конкурента
client-kind-company = Организация
client-kind-private = Частное лицо
service-class-ordinary = Обычный
service-class-vip = VIP
temperature-hot = Горячий
temperature-warm = Тёплый
temperature-cold = Холодный
client-state-active = Активный
client-state-sleeping = Спящий
client-state-lost = Потерянный
client-state-none = Без покупок

channel-kind-phone = Телефон
channel-kind-email = Эл. почта
channel-kind-site = Сайт
channel-kind-messenger = Мессенджер
channel-kind-social = Соцсеть
address-kind-actual = Фактический
address-kind-legal = Юридический
address-kind-delivery = Для доставки
address-kind-post = Почтовый
address-part-country = Страна
address-part-region = Регион
address-part-district = Район
address-part-settlement = Населённый пункт
address-part-street = Улица
address-part-house = Дом, офис
address-part-postcode = Индекс

interaction-kind-call = Звонок
interaction-kind-email = Письмо по эл. почте
interaction-kind-fax = Факс
interaction-kind-letter = Бумажное письмо
interaction-kind-conference_meeting = Встреча на мероприятии
interaction-kind-visit = Визит
interaction-kind-message = Сообщение
effect-effective = Состоялся
effect-attempt = Попытка
direction-out = Мы к ним
direction-in = Они к нам
outcome-none = Без особого итога
outcome-presentation_agreed = Согласие на презентацию
outcome-mailing_agreed = Согласие на рассылку
outcome-info_requested = Запросил информацию
outcome-postponed = Отложено
outcome-refused = Отказ
outcome-stopped = Прекратил покупать
interaction-what = Вид контакта
interaction-effect = Состоялся ли
interaction-note = О чём говорили
interaction-note-hint = В нескольких словах…
interaction-outcome = Итог
interaction-person = С кем
interaction-direction = Кто к кому
interaction-minutes = Минут
interaction-purpose = Для
interaction-purpose-auto = по клиенту
interaction-purpose-acquisition = привлечения
interaction-purpose-development = развития
interaction-purpose-collection = возврата долга
interaction-day = День, если не сегодня
interaction-hour = Время, если не сейчас
interaction-save = Записать
timeline-filter = Что показывать
timeline-all = Всё
timeline-interaction = Контакты
timeline-order = Заказы
timeline-payment = Оплата
timeline-fact = Факты
timeline-order-number = Заказ { $number }
timeline-in = входящий
timeline-today = Сегодня
timeline-yesterday = Вчера
timeline-more = Показать ещё
timeline-empty = Пока ничего не было
timeline-empty-text = Здесь по дням будут звонки, письма, визиты, заказы и оплаты.

fact-type = О чём
fact-about = О ком
fact-about-client = о клиенте
fact-value = Факт
fact-known = { $known ->
    [one] Известно { $known } из 12 личных сведений
    [few] Известно { $known } из 12 личных сведений
   *[other] Известно { $known } из 12 личных сведений
}
fact-ask = Спросите:
fact-empty = Пока ничего не известно. Факты остаются с клиентом, когда меняется менеджер.
fact-stale = старше года
fact-type-hobby = Хобби
fact-type-birthday = День рождения
fact-type-rest_place = Где любит отдыхать
fact-type-likes_work = Нравится ли работа
fact-type-successes = Успехи
fact-type-how_achieved = Как добился
fact-type-why_this_business = Почему этот бизнес
fact-type-business_subtleties = Тонкости бизнеса
fact-type-car = Автомобиль
fact-type-district = Район проживания
fact-type-sport_practised = Каким спортом занимается
fact-type-sport_achievements = Достижения в спорте
fact-type-decision_maker_contact = Как выйти на ЛПР
fact-type-working_hours = График работы
fact-type-how_to_get_appointment = Как попасть на встречу
fact-type-cuisine = Какую кухню любит
fact-type-family = Семья
fact-type-sex = Пол
fact-type-kpp = КПП
fact-type-registration_number = Регистрационный номер
fact-type-personal_number = Личный номер
fact-type-card_number = Номер карты
fact-type-activity = Чем занимаются
fact-type-score = Оценка из другой системы
fact-type-tag = Метка
fact-type-other = Другое

view-tabs = Сохранённые виды
view-menu = Вид
view-all = Все
view-name = Название вида
view-save-as = Сохранить как новый вид
view-update = Сохранить изменения вида
view-reset = Вернуть сохранённый вид
view-share = Показать всем
view-unshare = Оставить только себе
view-shared = Для всех
view-shared-hint = Вид увидят все; каждый – только со своими клиентами.
view-remove = Удалить вид
view-remove-ask = Удалить вид «{ $name }»?
view-remove-text = Клиенты останутся как есть.

country-RU = Россия
country-MK = Северная Македония
country-BY = Беларусь
country-KZ = Казахстан
country-RS = Сербия
country-BG = Болгария
country-DE = Германия
country-GB = Великобритания
country-US = США

client-outlook = Ожидается за следующие { $days } дн.
client-outlook-between = с уверенностью { $share }: { $low }–{ $high }
client-outlook-value = Стоимость
client-outlook-purchases = Покупок
client-outlook-alive = Ещё покупает
client-outlook-caution = Это ожидание по прошлым покупкам клиента и похожих на него, а не обещание. Интервал под стоимостью — для среднего по многим таким клиентам, под покупками — что может сделать один из них.
client-outlook-failed = Ожидание не удалось посчитать.
