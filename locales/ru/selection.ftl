# Подборки: наборы клиентов под именем с правилом, по которому они найдены.
nav-selections = Подборки
selection-lead = Подборка – набор клиентов под именем вместе с вопросом, который их нашёл. Обновите её, чтобы увидеть, кто с тех пор пришёл и кто ушёл.
selection-field = В подборке
selection-actions = Что сделать с этим списком
selection-save = Сохранить подборку
selection-save-rule = Правило хранится вместе с подборкой, поэтому её можно будет обновить.
selection-save-ids = Клиенты взяты поштучно; правила, чтобы обновить набор, нет.
selection-name = Название
selection-note = Для чего она
selection-shared = Для всех
selection-shared-hint = Открыть может каждый; видит и считает каждый только доступных ему клиентов.
selection-made = { $count ->
    [one] «{ $name }» сохранена: { $shown } клиент
    [few] «{ $name }» сохранена: { $shown } клиента
   *[many] «{ $name }» сохранена: { $shown } клиентов
}
selection-open = Открыть
selection-change = Изменить
selection-renew = Обновить
selection-renew-title = Обновить «{ $name }»
selection-renewed = Обновлено: пришли { $came }, ушли { $left }
selection-came = Придут
selection-left = Уйдут
selection-more = { $count ->
    [one] и ещё { $count }
    [few] и ещё { $count }
   *[many] и ещё { $count }
}
selection-same = { $count ->
    [one] Никто не пришёл и не ушёл: { $shown } клиент.
    [few] Никто не пришёл и не ушёл: { $shown } клиента.
   *[many] Никто не пришёл и не ушёл: { $shown } клиентов.
}
selection-then = { $count ->
    [one] В ней будет { $shown } клиент.
    [few] В ней будет { $shown } клиента.
   *[many] В ней будет { $shown } клиентов.
}
selection-drawn = на { $when }
selection-clients = { $count ->
    [one] клиент
    [few] клиента
   *[many] клиентов
}
selection-origin-list = Список клиентов
selection-origin-chosen = Взяты поштучно
selection-remove-ask = Удалить «{ $name }»?
selection-remove-text = Клиенты останутся, уйдёт только набор. Удаление можно отменить в журнале.
selection-empty = Подборок пока нет
selection-empty-text = Откройте любое число анализа или отфильтруйте список клиентов и выберите «Сохранить подборку».
selection-on-card = Подборки
selection-export-refused = У вас нет права выгружать клиентов; оно есть у владельца и руководителя продаж.
