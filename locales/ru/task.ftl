# Задачи: что кому сделать к какому дню.
nav-tasks = Задачи
task-new = Новая задача
task-change = Задача
task-add = Добавить задачу
task-title = Что сделать
task-note = Подробнее
task-due = Срок
task-kind = Вид
task-kind-general = задача
task-kind-meeting = встреча
task-kind-promise = обещание клиенту
task-kind-visit = визит
task-day = День
task-deadline = Срок
task-time = Время
task-minutes = Минут
task-free = Свободно:
task-meeting = Назначить встречу
nav-reports = Отчёты
nav-funnel-report = Воронка: план и факт
nav-plans = План и факт
nav-pulse = День отдела
nav-calendar = Календарь
task-assignee = Исполнитель
task-assignee-me = вы
task-assignee-by = Кто делает
task-assignee-by-holder = менеджер каждого клиента
task-assignee-by-retention = кто удерживает клиента
task-assignee-by-development = кто развивает клиента
task-client = Клиент
task-state = Состояние
task-state-open = сделать
task-state-done = сделана
task-state-cancelled = отменена
task-state-any = все
task-result = Что получилось
task-do = Готово
task-overdue = просрочена
task-finish = Сделано: { $title }
task-reopen = Открыть снова: { $title }
task-done-key = задача сделана или снова открыта
task-now-open = Снова открыта: { $title }
task-now-done = Сделано: { $title }
task-now-cancelled = Отменена: { $title }
task-whose = Чьи задачи
task-whose-mine = Мои
task-whose-team = Моей команды
task-whose-all = Все
task-locked = Это чужая задача; вы можете её прочитать.
task-empty = Здесь нечего делать
task-empty-text = Задача говорит, что сделать, кому и к какому дню. Поставьте её здесь, в карточке клиента или сразу для целого списка из его панели.
task-batch = Поставить задачи
task-batch-check = Посчитать
task-batch-apply = Поставить
task-batch-will = { $count ->
    [one] Будет поставлена { $shown } задача
    [few] Будут поставлены { $shown } задачи
   *[many] Будут поставлены { $shown } задач
}
task-batch-for = { $count ->
    [one] { $shown } сотруднику.
    [few] { $shown } сотрудникам.
   *[many] { $shown } сотрудникам.
}
task-batch-without = { $count ->
    [one] Для { $shown } клиента исполнителя нет, задача не ставится.
    [few] Для { $shown } клиентов исполнителя нет, задачи не ставятся.
   *[many] Для { $shown } клиентов исполнителя нет, задачи не ставятся.
}
task-batch-done = { $count ->
    [one] Поставлена { $shown } задача
    [few] Поставлены { $shown } задачи
   *[many] Поставлено { $shown } задач
}
task-steps = Шаги
task-steps-hint = По одному на строке. Задача выполнена, когда выполнены все.
task-sample = Только столько клиентов каждого сотрудника
task-sample-hint = По жребию; пусто – все.
task-groups = Групповые задачи
task-groups-text = Задачи, поставленные вместе: насколько каждый продвинулся, по шагам.
task-groups-empty = Групповых задач пока нет
task-groups-empty-text = Выберите клиентов в списке или выборке и поставьте задачи одним действием: по всем или по выборке клиентов каждого сотрудника.
task-group-done = Выполнено
task-group-overdue = Просрочено
task-group-assignees = Сотрудники
task-group-made = Поставлены
task-group-all = Вместе
task-group-of = { $done } из { $all }
