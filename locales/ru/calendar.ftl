### Календарь.

calendar-view = Вид
calendar-view-day = День
calendar-view-week = Неделя
calendar-view-month = Месяц
calendar-today = Сегодня
calendar-before = Раньше
calendar-after = Позже
calendar-meeting = Назначить встречу
calendar-birthday = День рождения
calendar-moved = { $title }: { $when }
calendar-more = Задач больше, чем показано: выберите меньше дней или одного сотрудника.
calendar-zone = Время – компании: { $zone }.
calendar-keys = Стрелки ведут от дня к дню и от записи к записи, Shift и стрелка переносят запись, Enter открывает её, C создаёт новую.
calendar-count = { $count ->
    [one] { $count } задача
    [few] { $count } задачи
   *[other] { $count } задач
}
calendar-others = { $count ->
    [one] ещё { $shown }
    [few] ещё { $shown }
   *[other] ещё { $shown }
}
calendar-empty = Ничего не запланировано
calendar-empty-text = Здесь стоят задачи на своих днях, встречи на своём времени, обещания клиентам и дни рождения.
calendar-feed = Подписка
calendar-feed-text = Календарь телефона или компьютера читает ваши задачи по тайному адресу – то, что вам можно видеть в эту минуту. Телефонов и примечаний в нём нет. Кто знает адрес, читает без входа.
calendar-feed-make = Создать адрес
calendar-feed-renew = Новый адрес
calendar-feed-renew-text = Прежний адрес перестанет работать; всем программам, которые его читают, понадобится новый.
calendar-feed-once = Адрес показан один раз. Добавьте его в календарь как подписку.
calendar-feed-address = Адрес
calendar-feed-since = Создан { $when }
calendar-feed-read = прочитан { $when }
calendar-feed-unread = ещё не читали
calendar-feed-off = Отключить
calendar-feed-off-text = Программы, которые читают адрес, больше ничего не получат.
calendar-feed-is-off = Адрес отключён
