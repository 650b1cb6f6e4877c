# Очищенные списки: проверены и выпущены (R111).
nav-clean-lists = Очищенные списки
clean-list-lead = Очищенный список – это клиенты, которые прошли проверку и выпущены в работу: вход воронки. Список больше не меняется; у каждого, кто в него не попал, ровно одна причина.
clean-list-none = Ещё ни один список не выпущен
clean-list-none-text = В меню подборки выберите «Выпустить очищенный список»: сначала видно, кто проходит и почему не проходят остальные.
clean-list-title = № { $number } { $name }
clean-list-by = Выпущен { $day }, { $name }
clean-list-of = { $count ->
    [one] из { $shown } клиента
    [few] из { $shown } клиентов
   *[many] из { $shown } клиентов
}
clean-list-release = Выпустить очищенный список
clean-list-release-text = Каждый клиент проверяется по настройкам «Очищенный список». Кто прошёл, попадает в список, и список больше не меняется.
clean-list-release-do = { $count ->
    [one] Выпустить { $shown } клиента
    [few] Выпустить { $shown } клиентов
   *[many] Выпустить { $shown } клиентов
}
clean-list-released = { $count ->
    [one] Выпущен список № { $number }: { $shown } клиент
    [few] Выпущен список № { $number }: { $shown } клиента
   *[many] Выпущен список № { $number }: { $shown } клиентов
}
clean-list-withdraw = Отозвать список
clean-list-withdraw-text = Список останется для чтения, но клиентов из него больше не берут. Отменить отзыв нельзя.
clean-list-withdraw-why = Почему
clean-list-withdrawn = Отозван
clean-list-withdrawn-by = Отозван: { $name }, { $when }.
clean-list-outcomes = Что стало с клиентами
clean-list-outcome = Итог
clean-list-share = Доля
clean-list-all = Все клиенты набора
clean-list-sources = По источникам
clean-list-on = В списке
clean-list-out = Не вошли
clean-list-no-source = Источник неизвестен
clean-list-source-gone = Источник, которого уже нет
clean-list-nobody = Никого
clean-list-deleted = Клиент, удалённый с тех пор
clean-list-same-as = тот же, что
clean-list-more = Показать ещё
clean-list-rules = По каким правилам проверено
clean-list-rule-company = У организации есть
clean-list-rule-private = У частного лица есть
clean-list-rule-checked = Телефоны и почта проверены с
clean-list-rule-not = не требуется
clean-list-rule-lost = Потерянные клиенты исключены
clean-list-outcome-released = В списке
clean-list-outcome-set_aside = В отстойнике
clean-list-outcome-lost = Отказался или потерян
clean-list-outcome-no_name = Нет названия
clean-list-outcome-no_phone = Нет телефона
clean-list-outcome-bad_phone = Нет рабочего телефона
clean-list-outcome-no_email = Нет эл. почты
clean-list-outcome-bad_email = Нет рабочей эл. почты
clean-list-outcome-no_tax_number = Нет налогового номера
clean-list-outcome-no_region = Нет адреса с регионом
clean-list-outcome-no_segment = Нет сегмента
clean-list-outcome-no_source = Нет источника
clean-list-outcome-no_manager = Нет ответственного
clean-list-outcome-unchecked_phone = Телефон давно не проверяли
clean-list-outcome-unchecked_email = Эл. почту давно не проверяли
clean-list-outcome-twin = Тот же, что другой клиент списка
gate-need-name = название
gate-need-phone = телефон
gate-need-email = эл. почта
gate-need-tax_number = налоговый номер
gate-need-region = регион
gate-need-segment = сегмент
gate-need-source = источник
gate-need-manager = ответственный
