# Сигналы рынка: кому мы стали нужны сейчас.
nav-signals = Сигналы
signal-new = Новый сигнал
signal-paste = Вставить список
signal-tab-open = В работу
signal-tab-mine = Мои
signal-tab-worked = Отработаны
signal-tab-dismissed = Отклонены
signal-tab-all = Все
signal-kind = Что изменилось
signal-kind-any = что угодно
signal-kind-migration = Кто-то переехал
signal-kind-infrastructure = Что-то построили или открыли
signal-kind-event = Крупное событие
signal-kind-progress = Технический прогресс
signal-kind-new_entity = Новое юридическое лицо
signal-kind-social_status = Люди на новом этапе жизни
signal-subject = О ком или о чём
signal-client = Клиент базы
signal-client-hint = Если он уже есть.
signal-text = Что известно
signal-day = Замечено
signal-due = Отработать до
signal-state = Состояние
signal-state-new = новый
signal-state-taken = взят
signal-state-worked = отработан
signal-state-dismissed = отклонён
signal-owner = Кто работает
signal-do = Действие
signal-take = Взять
signal-outcome = Что из этого вышло
signal-why = Почему отклонён
signal-make-client = Завести клиента
signal-make-task = Поставить задачу
signal-task-made = Задача поставлена.
signal-empty = Здесь нет сигналов
signal-empty-text = Открывается торговый центр, компания переезжает, появилась новая фирма: запишите сразу, по одному или списком, и кто-то возьмёт сигнал, пока он свеж.
signal-list = Список
signal-list-hint = По строке на каждый: о ком, затем табуляция или точка с запятой и что известно. Название, которое есть ровно у одного вашего клиента, относится к нему.
signal-put-in = { $count ->
    [one] Записать { $shown } сигнал
    [few] Записать { $shown } сигнала
   *[many] Записать { $shown } сигналов
}
signal-pasted = { $count ->
    [one] Записан { $shown } сигнал, о знакомых клиентах: { $known }.
    [few] Записано { $shown } сигнала, о знакомых клиентах: { $known }.
   *[many] Записано { $shown } сигналов, о знакомых клиентах: { $known }.
}
signal-none = Сигналов нет.
