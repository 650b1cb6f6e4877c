# Задачи: што кој треба да сработи до кој ден.
nav-tasks = Задачи
task-new = Нова задача
task-change = Задача
task-add = Додај задача
task-title = Што да се сработи
task-note = Повеќе за тоа
task-due = Рок
task-kind = Вид
task-kind-general = задача
task-kind-meeting = состанок
task-kind-promise = ветување кон клиент
task-kind-visit = посета
task-day = Ден
task-deadline = Рок
task-time = Време
task-minutes = Минути
task-free = Слободно:
task-meeting = Закажи состанок
nav-reports = Извештаи
nav-funnel-report = Инка: план и факт
nav-plans = План и факт
nav-pulse = Денот на одделот
nav-calendar = Календар
task-assignee = Кој ја работи
task-assignee-me = вие
task-assignee-by = Кој ја прави
task-assignee-by-holder = менаџерот на секој клиент
task-assignee-by-retention = кој го задржува клиентот
task-assignee-by-development = кој го развива клиентот
task-client = Клиент
task-state = Состојба
task-state-open = за работа
task-state-done = завршена
task-state-cancelled = откажана
task-state-any = сите
task-result = Што излезе
task-do = Готово
task-overdue = задоцнета
task-finish = Завршено: { $title }
task-reopen = Отвори повторно: { $title }
task-done-key = задачата е завршена или повторно отворена
task-now-open = Повторно отворена: { $title }
task-now-done = Завршено: { $title }
task-now-cancelled = Откажана: { $title }
task-whose = Чии задачи
task-whose-mine = Мои
task-whose-team = На мојот тим
task-whose-all = Сите
task-locked = Оваа задача е туѓа; може да ја прочитате.
task-empty = Тука нема што да се работи
task-empty-text = Задачата кажува што да се сработи, кој и до кога. Направете ја тука, на картичката на клиентот или за цел список од неговата лента.
task-batch = Направи задачи
task-batch-check = Изброј
task-batch-apply = Направи ги
task-batch-will = { $count ->
    [one] Ќе се направи { $shown } задача
   *[other] Ќе се направат { $shown } задачи
}
task-batch-for = { $count ->
    [one] за { $shown } вработен.
   *[other] за { $shown } вработени.
}
task-batch-without = { $count ->
    [one] { $shown } клиент нема кој да ја прави и се изостава.
   *[other] { $shown } клиенти немаат кој да ја прави и се изоставаат.
}
task-batch-done = { $count ->
    [one] Направена е { $shown } задача
   *[other] Направени се { $shown } задачи
}
task-steps = Чекори
task-steps-hint = По еден во ред. Задачата е завршена кога се завршени сите.
task-sample = Само толку клиенти на секој вработен
task-sample-hint = По ждрепка; празно: сите.
task-groups = Групни задачи
task-groups-text = Задачи поставени заедно: докаде е секој, чекор по чекор.
task-groups-empty = Сè уште нема групни задачи
task-groups-empty-text = Изберете клиенти во список или избор и поставете им задачи во еден чекор: за сите или за примерок од клиентите на секој вработен.
task-group-done = Завршени
task-group-overdue = Задоцнети
task-group-assignees = Вработени
task-group-made = Поставени
task-group-all = Заедно
task-group-of = { $done } од { $all }
