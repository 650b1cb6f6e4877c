### Календарот.

calendar-view = Приказ
calendar-view-day = Ден
calendar-view-week = Недела
calendar-view-month = Месец
calendar-today = Денес
calendar-before = Порано
calendar-after = Подоцна
calendar-meeting = Закажи состанок
calendar-birthday = Роденден
calendar-moved = { $title }: { $when }
calendar-more = Задачите се повеќе од прикажаните: изберете помалку денови или еден вработен.
calendar-zone = Времето е на компанијата: { $zone }.
calendar-keys = Стрелките водат од ден до ден и од запис до запис, Shift и стрелка го преместуваат записот, Enter го отвора, C прави нов.
calendar-count = { $count ->
    [one] { $count } задача
   *[other] { $count } задачи
}
calendar-others = { $count ->
    [one] уште { $shown }
   *[other] уште { $shown }
}
calendar-empty = Ништо не е планирано
calendar-empty-text = Тука стојат задачите на своите денови, состаноците на своето време, ветувањата кон клиентите и родендените.
calendar-feed = Претплата
calendar-feed-text = Календарот на телефонот или компјутерот ги чита вашите задачи на тајна адреса – она што смеете да го видите во тој миг. Телефони и белешки нема. Кој ја знае адресата, чита без најава.
calendar-feed-make = Направи адреса
calendar-feed-renew = Нова адреса
calendar-feed-renew-text = Досегашната адреса престанува да работи; на сите програми што ја читаат им треба новата.
calendar-feed-once = Адресата се прикажува само сега. Додајте ја во календарот како претплата.
calendar-feed-address = Адреса
calendar-feed-since = Направена { $when }
calendar-feed-read = читана { $when }
calendar-feed-unread = сѐ уште не е читана
calendar-feed-off = Исклучи
calendar-feed-off-text = Програмите што ја читаат адресата повеќе ништо не добиваат.
calendar-feed-is-off = Адресата е исклучена
