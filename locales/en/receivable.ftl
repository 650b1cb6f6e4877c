### Money owed: ages, debtors, terms, triage of debts, the blacklist.

nav-receivables = Money owed
receivable-owed = Owed
receivable-late = Late
receivable-late-days = Days late
receivable-third = What becomes of it
receivable-bought = Last purchase
receivable-debtors = { $count ->
    [one] by one client
   *[other] by { $shown } clients
}
receivable-share = { $share } of what is owed
receivable-outstanding = Days of sales outstanding
receivable-outstanding-text = what is owed, over the sales of 90 days
receivable-ages = How old the debts are
receivable-ages-says = { $share } of what is owed was late on { $day }.
receivable-age = Age
receivable-any-age = any
receivable-age-not-due = in time
receivable-age-first = late by up to { $first } days
receivable-age-second = { $from }–{ $second } days
receivable-age-third = { $from }–{ $third } days
receivable-age-older = { $from } days and more
receivable-part = Share
receivable-clients = Clients
receivable-orders = Orders
receivable-thirds = Triage of debts
receivable-thirds-text = By experience { $percent } % of old debts are written off at once, { $percent } % come back within a year with lawyers and security, and { $percent } % are owed by companies one can work with now. The rule proposes by the age of the oldest debt; people decide.
receivable-proposed = Proposed
receivable-decided-sum = Decided
receivable-decided-clients = Clients decided
receivable-proposes = proposed: { $third }
receivable-show = Show
receivable-show-all = all debtors
receivable-list = Debtors
receivable-late-by = late by { $days } days
receivable-in-time = in time
receivable-none = No such debtors
receivable-none-text = Choose another age or another list.
receivable-empty = Nobody owes anything
receivable-empty-text = Orders that have left and are not paid are shown here with their age. Bring orders and payments in, or write them by hand.
receivable-loss = Planned loss of payments
receivable-loss-text = The plan counts with losing { $percent } % of what is billed ({ $times ->
    [crisis] crisis
   *[usual] usual times
}). Late is what is not paid today.
receivable-loss-planned = Planned loss
receivable-month = Month
receivable-decide = Decide
receivable-undecide = Take the decision back
receivable-decide-title = { $count ->
    [one] What becomes of the debt of one client
   *[other] What becomes of the debts of { $shown } clients
}
receivable-decided = { $count ->
    [one] Decided for one client
   *[other] Decided for { $shown } clients
}
receivable-note = Note
receivable-assignee = Task for
receivable-no-task = nobody
debt-third-work = work on, on other terms
debt-third-collect = collect within a year
debt-third-write_off = write off
debt-third-text-work = The client is worked with now too. Give it terms of its own on the card: less, in stages, against a letter.
debt-third-text-collect = Lawyers or security collect it; a task says who.
debt-third-text-write-off = It costs more to collect than comes of it.
debt-task = Money owed: { $third }
receivable-open-orders = Not paid
receivable-open = Open
receivable-due = Due
receivable-due-on = due on { $day }
receivable-terms = { $days } days to pay
receivable-terms-limit = owes at most { $sum }
receivable-terms-prepaid = { $percent } % ahead
receivable-terms-edit = Terms
receivable-terms-saved = Terms saved
receivable-regime = Supplied
receivable-days = Days to pay
receivable-days-hint = Left empty: as in the settings.
receivable-limit = Owes at most, with a new order
receivable-percent = Paid before an order leaves, %
receivable-document = Letter
receivable-document-until = In force until
debt-regime-usual = as everybody
debt-regime-reduced = less
debt-regime-staged = in stages
debt-regime-pledge = against a pledge letter
debt-regime-letter_of_credit = against a letter of credit
debt-regime-text-usual = Orders are not held up by terms.
debt-regime-text-reduced = An order is agreed on only while what the client owes with it stays under the limit.
debt-regime-text-staged = An order leaves only when the share below is paid for it.
debt-regime-text-pledge = An order leaves only while a pledge letter is in force.
debt-regime-text-letter-of-credit = An order leaves only while a letter of credit is in force.

blacklist-title = Blacklist
blacklist-badge = blacklist
blacklist-hint = On the blacklist since { $day }: no contacts and no orders until it pays.
blacklist-text = no contacts, no orders until they pay
blacklist-candidates = To be looked at
blacklist-candidates-text = the rule would put them on the blacklist
blacklist-candidate = for the blacklist
blacklist-add = To the blacklist
blacklist-add-title = { $count ->
    [one] Put one client on the blacklist
   *[other] Put { $shown } clients on the blacklist
}
blacklist-add-text = Nobody contacts these clients and no order of theirs is agreed on until everything late is paid. Talks about the debt stay allowed.
blacklist-reason = Why
blacklist-added = { $count ->
    [0] They were on the blacklist already
    [one] One client is on the blacklist
   *[other] { $shown } clients are on the blacklist
}
blacklist-since = On the blacklist since { $day } ({ $by }).
blacklist-rule = by the rule
blacklist-late = Late then: { $sum }.
blacklist-lift = Take off the blacklist
blacklist-lift-text = The client may be contacted and supplied although it has not paid.
blacklist-lifted = Taken off the blacklist
blacklist-paid = paid
blacklist-past = Earlier stays on the blacklist: { $count }
