# The rules of the day in plain words, their changes and what these would have done.
rule-text = What holds for everybody's day, in plain words. Change a number, look at what that would have done lately, then put it in force, at once or from a day on.
rule-rest-says = After an effective contact a client is left alone for { $days } days; a hot one for { $hot }, a warm one for { $warm }, a cold one for { $cold }, one that buys from us for { $current }. Contacts of one employee within { $round } hours count as one. More than { $month } contacts a month are called too many.
rule-holding-says = A telemarketer holds a client for { $telemarketer } days, an active seller for { $seller }, a client manager for { $manager }; a result begins the term anew (0: no term). The holder is warned { $warn } days before. Whoever lost a client waits { $cooldown } days before holding it again. Nobody takes more while { $idle } clients are not worked yet.
rule-pool-says = The measured conversion of an employee is drawn to the mean of the role as if { $prior } clients more had gone as on average. At most { $most } clients are handed out at once.
rule-today-says = Who was contacted or tried is not in the day for { $retry } hours. That a client turned to us is told for { $turned } days.
rule-inbox-says = Given tasks and taken clients are news for { $news } days.
rule-script-says = The main idea of a call takes at most { $pitch } seconds at { $pace } words a minute.
rule-from = From the day
rule-changed = { $count ->
    [one] { $shown } rule changed, not in force yet
   *[other] { $shown } rules changed, not in force yet
}
rule-preview = What would have happened
rule-apply = Put in force
rule-apply-later = Plan
rule-discard = Discard
rule-applied = In force now.
rule-planned = Planned from { $day }.
rule-would = Since { $day }, by the rules in force and by these:
rule-capped = There is more than was looked through; the numbers are of a part.
rule-effect = What
rule-effect-rest_refused = Contacts that the rest would have refused
rule-effect-withdrawn = Clients taken back without a result
rule-effect-over_capacity = Employees who hold more than they may (now)
rule-effect-hoarding = Employees with too many clients not worked (now)
rule-of = Of
rule-before = By the rules in force
rule-after = By these
rule-differ = With whom
rule-changes = Changes
rule-state-waiting = waits
rule-state-applied = in force
rule-state-cancelled = called off
rule-state-refused = did not fit
rule-cancel = Call off
rule-default = default
rule-note = By the contacts that were made and the last result of each stay; what people would have done instead is not known.
