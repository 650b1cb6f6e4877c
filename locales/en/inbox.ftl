# The inbox: what one should know without looking for it.
nav-inbox = Inbox
inbox-text = What wants you now. A notice goes by itself when its reason does.
inbox-kind-promise = Promise to a client
inbox-kind-meeting = Meeting today
inbox-kind-overdue = Task overdue
inbox-kind-due = Task for today
inbox-kind-returned = Time to come back
inbox-kind-ending = Term ends
inbox-kind-withdrawn = Taken back
inbox-kind-given = Given to you
inbox-kind-deputy = You stand in
inbox-withdrawn = { $count ->
    [one] { $shown } client was taken back: the term ended without a result.
   *[other] { $shown } clients were taken back: the terms ended without a result.
}
inbox-given = { $count ->
    [one] { $title }
   *[other] { $title }: { $shown } tasks
}
inbox-deputy = For { $name }, until { $day }
inbox-ending = { $count ->
    [one] The term with a client ends without a result.
   *[other] The terms with { $shown } clients end without a result.
}
inbox-returned = { $count ->
    [one] { $shown } client that refused is to be asked again.
   *[other] { $shown } clients that refused are to be asked again.
}
inbox-done = Done with it
inbox-snooze = Put off until tomorrow
inbox-done-all = Done with all
inbox-marked = Out of the inbox
inbox-snoozed = Put off until tomorrow
inbox-empty = Nothing wants you
inbox-empty-text = Tasks that are due, promises, meetings, terms that end and what others give you will be here.
inbox-waiting = waiting: { $count }
