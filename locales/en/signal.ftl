# Signals of the market: who may need us now who did not before.
nav-signals = Signals
signal-new = New signal
signal-paste = Paste a list
signal-tab-open = To be worked
signal-tab-mine = Mine
signal-tab-worked = Worked
signal-tab-dismissed = Dismissed
signal-tab-all = All
signal-kind = What changed
signal-kind-any = anything
signal-kind-migration = Somebody moved
signal-kind-infrastructure = Something was built or opened
signal-kind-event = A large event
signal-kind-progress = Technical progress
signal-kind-new_entity = A new legal entity
signal-kind-social_status = People in a new stage of life
signal-subject = About whom or what
signal-client = Client of the base
signal-client-hint = If it is there already.
signal-text = What is known
signal-day = Seen
signal-due = Work it by
signal-state = State
signal-state-new = new
signal-state-taken = taken
signal-state-worked = worked
signal-state-dismissed = dismissed
signal-owner = Who works it
signal-do = Do
signal-take = Take
signal-outcome = What came of it
signal-why = Why it is dismissed
signal-make-client = Make it a client
signal-make-task = Make a task
signal-task-made = The task is made.
signal-empty = No signals here
signal-empty-text = A shopping centre opens, a company moves, a new firm is registered: write it down as it is seen, one by one or as a pasted list, and somebody takes it while it is fresh.
signal-list = List
signal-list-hint = A line for each: about whom, then a tab or semicolon and what is known. A name that exactly one of your clients has is put to that client.
signal-put-in = { $count ->
    [one] Write { $shown } signal
   *[other] Write { $shown } signals
}
signal-pasted = { $count ->
    [one] { $shown } signal written, { $known } of them about known clients.
   *[other] { $shown } signals written, { $known } of them about known clients.
}
signal-none = No signals.
