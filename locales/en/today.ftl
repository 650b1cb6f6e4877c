### The day of an employee, the call screen, holding and the pool.

nav-today = Today
nav-pool = Distribution
nav-responsibility = Responsibility
nav-visits = Visits to key clients
today-queue = Whom to turn to
today-text = Clients you hold, the most urgent first. Those who rest or are set aside are not here.
today-why = Why now
today-since = Since
today-next = Next client
today-take = Take from the pool
today-taken = { $name }: now yours ({ $why }).
today-never = never contacted
today-untouched = untouched { $when }
today-ends = until { $day }
today-effective = Contacts today
today-tried = Tried today
today-held = Clients you hold
today-idle = Not worked yet
today-of = { $held } of { $most }
today-empty = Nobody waits for you
today-empty-text = Everybody you hold rests or was contacted lately. Take the next client from the pool, or ask the head of sales for some.
today-why-agreed = agreed for today
today-why-turned = turned to us
today-why-overdue = task overdue
today-why-due = task for today
today-why-returned = refused, time to come back
today-why-ending = term ends
today-why-hot = hot, may be contacted
today-why-warm = warm, may be contacted
today-why-open = may be contacted
today-why-cold = cold, may be contacted

call-title = Call
call-clock = Time since this page was opened
call-past = Last contacts
call-facts = What we know
call-result-title = What came of it
call-result-no_answer = no answer
call-result-call_later = call later
call-result-talked = talked
call-result-presentation = presentation agreed
call-result-information = asked for information
call-result-mailing = agreed to mailings
call-result-postponed = postponed
call-result-refused = refused
call-result-wrong_number = wrong number
call-record = Record, next
call-recorded = { $name }: { $result }
call-skip = Pass over

holding-until = Held until
holding-held-until = held until { $day }
holding-ending = Terms that end soon
holding-ending-text = Without a result by then the client goes back to the pool.
holding-history = Who held it
holding-ended-withdrawn = term over without a result
holding-ended-replaced = given to another
holding-ended-released = given back
holding-ended-gone = card deleted or merged
holding-goes-on = goes on
holding-results = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
holding-release = Give back to the pool
holding-release-ask = Give { $name } back to the pool?
holding-release-text = You will not see this client any more, unless it is given to you again.
holding-released = { $name } is in the pool again.
holding-extend = More time
holding-extend-days = Days from now
holding-extended = Held until { $day }.

pool-text = Clients that nobody holds are handed out in rounds: in each round everybody chosen gets the best client left that their role works, those with the better conversion first. First look, then do it; the whole can be undone.
pool-waiting = In the pool
pool-takers = To whom
pool-role = Role
pool-held = Holds
pool-conversion = Conversion
pool-conversion-hint = Stays with a result by all that ended or had one, corrected for how hard the lists were and drawn towards the mean of the role: few clients prove little.
pool-conversion-of = { $results } of { $stays }
pool-each = At most to each
pool-simulate = Show what would happen
pool-apply = { $count ->
    [one] Hand { $shown } client out
   *[other] Hand { $shown } clients out
}
pool-done = { $count ->
    [one] { $shown } client handed out.
   *[other] { $shown } clients handed out.
}
pool-shares = Who would get whom
pool-share-round = round { $round }, place { $place } by conversion
pool-nothing = Nobody in the pool fits: all rest, are set aside, or were lately withdrawn from these employees.
pool-nobody = Nobody can be given clients
pool-nobody-text = Telemarketers, active sellers and client managers can. Add employees with these roles.
pool-leave = Hand everything over
pool-leave-ask = Hand over all { $shown } clients of { $name }
pool-leave-text = Dealt evenly by name to those chosen. Choose nobody to put them into the pool. It can be undone as a whole.
pool-handed = { $count ->
    [one] { $shown } client of { $name } handed over.
   *[other] { $shown } clients of { $name } handed over.
}

absence-title = Away
absence-text = While you are away a colleague sees and works your clients. They stay yours.
absence-deputy = Who stands in
absence-from = First day away
absence-until = Last day away
absence-now = Away from { $from } to { $until }; { $name } stands in.
absence-standing-in = You stand in for { $name } from { $from } to { $until }: their clients are in your day.
absence-end = I am back
absence-ended = The absence is over.

function-retention = retention
function-development = development
responsible-clients-all = all clients
responsible-clients-key = key clients
responsible-clients-other = not key ones
responsible-title = Responsible
responsible-function-retention = Retains
responsible-function-development = Develops
responsible-of = { $function }, { $line }
responsible-nobody = nobody: no cell of the matrix covers this client
responsible-holder = holds the card: one manager does all
responsible-cell = by the matrix: { $parts }
responsible-several = several at once
responsible-all-lines = all lines
responsible-all-territories = all territories
responsible-key = Key client
responsible-no-territory = its region is in no territory
