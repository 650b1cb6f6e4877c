# Tasks: what somebody has to do by a day.
nav-tasks = Tasks
task-new = New task
task-change = Task
task-add = Add the task
task-title = What to do
task-note = More about it
task-due = Due
task-kind = Kind
task-kind-general = task
task-kind-meeting = meeting
task-kind-promise = promise to a client
task-kind-visit = visit
task-day = Day
task-deadline = Deadline
task-time = Time
task-minutes = Minutes
task-free = Free:
task-meeting = Book a meeting
nav-reports = Reports
nav-funnel-report = Funnel: plan and fact
nav-plans = Plan and fact
nav-pulse = Department today
nav-calendar = Calendar
task-assignee = Who does it
task-assignee-me = you
task-assignee-by = Who does it
task-assignee-by-holder = each client’s manager
task-assignee-by-retention = who retains the client
task-assignee-by-development = who develops the client
task-client = Client
task-state = State
task-state-open = to do
task-state-done = done
task-state-cancelled = cancelled
task-state-any = all
task-result = What came of it
task-do = Done
task-overdue = overdue
task-finish = Done: { $title }
task-reopen = Open again: { $title }
task-done-key = task done, or open again
task-now-open = Open again: { $title }
task-now-done = Done: { $title }
task-now-cancelled = Cancelled: { $title }
task-whose = Whose tasks
task-whose-mine = Mine
task-whose-team = My team’s
task-whose-all = All
task-locked = This task is somebody else’s; you may read it.
task-empty = Nothing to do here
task-empty-text = A task says what is to be done, by whom and by when. Make one here, on the card of a client, or for a whole list from its bar.
task-batch = Make tasks
task-batch-check = Count
task-batch-apply = Make them
task-batch-will = { $count ->
    [one] { $shown } task will be made,
   *[other] { $shown } tasks will be made,
}
task-batch-for = { $count ->
    [one] for { $shown } employee.
   *[other] for { $shown } employees.
}
task-batch-without = { $count ->
    [one] { $shown } client has nobody for it and is left out.
   *[other] { $shown } clients have nobody for it and are left out.
}
task-batch-done = { $count ->
    [one] { $shown } task is made
   *[other] { $shown } tasks are made
}
task-steps = Steps
task-steps-hint = One a line. The task is done when all of them are.
task-sample = Only so many clients of each employee
task-sample-hint = Drawn by lot; empty: all.
task-groups = Group tasks
task-groups-text = Tasks that were made together: how far everybody is, step by step.
task-groups-empty = No group tasks yet
task-groups-empty-text = Choose clients in a list or a selection and make tasks for them in one step: for all, or for a sample of those of each employee.
task-group-done = Done
task-group-overdue = Overdue
task-group-assignees = Employees
task-group-made = Made
task-group-all = Together
task-group-of = { $done } of { $all }
