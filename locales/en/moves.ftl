### Movement between classes.

analysis-name-movement = Between classes
analysis-asks-movement = Who moved up and who moved down since the earlier day, and whose clients are they?
analysis-how-movement =
    Classes are counted anew for both days, from the orders, events and interactions up to each of them, by the same rules and with the window ending on that day. Without an earlier day it is three months before.
    Up and down follow the order of the classes as they stand here, from the best down. Clients too new to tell (N) and those without a rhythm are neither higher nor lower; a lost marker stands below all others.
    Who has no line in the window, or was not in the base yet, stands in no class: such clients came or left. The manager is who holds the client today.
analysis-empty-movement = Nobody stood in a class on either day. Choose other days or take a filter away.

moves-by = Classes
moves-kind-abc = ABC: volume
moves-kind-xyz = XYZ: regularity
moves-kind-rfm = RFM groups
moves-kind-step = Loyalty ladder
moves-kind-marker = Markers
moves-kind-state = Active, sleeping, lost
moves-kind-temperature = Temperature
moves-outside = in none
moves-flow = From class to class
moves-says = Since { $day }: up { $up }, down { $down }, came { $came }, left { $left }; where they stood: { $stayed }.
moves-way = Way
moves-way-up = Up
moves-way-down = Down
moves-way-changed = Changed
moves-way-came = Came
moves-way-left = Left
moves-way-stayed = Stayed
moves-value-then = Sum then
moves-value-now = Sum now
moves-clients-then = Clients then
moves-matrix = From × to
moves-matrix-says = Rows: the class then; columns: the class now. Each cell has its clients and what they bring now.
moves-corner = Then ↓ now →
moves-managers = By manager
moves-managers-says = Clients each one holds today that moved to a higher or lower class. A number opens its clients.
moves-nobody = Nobody’s clients
moves-change = Change of their sum

## Early warning

analysis-name-warnings = Early warning
analysis-asks-warnings = Which regular clients are on their way out, why, and how much is at stake?
analysis-how-warnings =
    Watched are clients with enough purchases to be regular and a rhythm of their own who do not sleep yet. Each is compared only with itself.
    Silence: longer than so many of its own rhythms. Volume and assortment: the last stretch of days against up to four stretches of the same length before it; the fall has to reach its threshold, and the last stretch has to be below every one of them. A no: it refused an offer or said that it stops since its last purchase.
    At risk is what the client brought in the last 365 days. All thresholds are settings.
analysis-empty-warnings = No regular client is active: there is nobody to watch.
warnings-reasons = What is at risk, by reason
warnings-says = { $clients ->
    [one] { $shown } of { $watched } watched clients shows a sign of leaving; { $value } a year is at risk.
   *[other] { $shown } of { $watched } watched clients show a sign of leaving; { $value } a year is at risk.
}
warnings-reason = Reason
warnings-reason-gap = Silent beyond its rhythm
warnings-reason-volume = Buys for less
warnings-reason-assortment = Buys fewer products
warnings-reason-refused = Said no
warnings-of-watched = Of those watched
warnings-risk = At risk, a year
warnings-list = Whom to talk to first
warnings-list-says = By what is at risk. A client that has gone to sleep leaves this list for that of the sleeping.
warnings-why = Why
warnings-none = No sign of leaving
warnings-none-text = Every regular client buys in its rhythm, for as much and as widely as before.
warnings-because-gap = { $idle ->
    [one] silent for { $idle } day at a rhythm of { $rhythm }
   *[other] silent for { $idle } days at a rhythm of { $rhythm }
}
warnings-because-volume = { $now } in { $days } days instead of { $usual } (−{ $fall })
warnings-because-assortment = { $now ->
    [one] { $now } product in { $days } days instead of { $usual }
   *[other] { $now } products in { $days } days instead of { $usual }
}
warnings-because-refused = said no on { $day }
warnings-do-gap = Call before the silence becomes a habit: ask what they need now, not why they are silent.
warnings-do-volume = Find out who takes the other part: look at the prices and terms of that competitor.
warnings-do-assortment = Show what they have stopped buying, and ask what replaced it.
warnings-do-refused = The head of sales calls: a no that is heard can still be taken back.

## Month ends

moves-months = At the end of every month
moves-months-says = As it was kept when the month was over: a later order, another threshold or definition does not change it. A line marks the month from which another rule holds. Hatched months were made afterwards, from the orders the base held by then. Twelve months of sales, all products.
moves-months-none = No month has been kept yet: the first is kept in the night after it is over.
moves-month-others = others
moves-month-value = Sum of 12 months
moves-month-taken = Kept on
moves-month-late = { $day }, afterwards
moves-month-afterwards = made afterwards
moves-month-changed = Changed rules
moves-month-change = { $rule }: { $before } → { $now }
moves-rule-definition = Version of the definitions
moves-rule-abc-a = A ends at
moves-rule-abc-b = B ends at
moves-rule-xyz-x = X ends at
moves-rule-xyz-y = Y ends at
moves-rule-rfm-bins = RFM scores
moves-rule-sleeping-times = Sleeping, rhythms
moves-rule-sleeping-days = Sleeping, days
moves-rule-lost-times = Lost, rhythms
moves-rule-lost-days = Lost, days
moves-rule-regular-purchases = Regular from purchases

## Why a client stands where it stands

client-warned = On the way out: { $reasons }.
client-warned-more = All early warnings
why-title = Why these classes
why-says = As of today, sales from { $from } to { $to }, among all clients. The classes above are from last night. What would move the client holds while the others stay as they are today.
why-says-own = As of today, sales from { $from } to { $to }, among the clients you may see; the classes above are from last night, among all. What would move the client holds while the others stay as they are today.
why-failed = Why the client stands in its classes could not be told. Open the card again.
why-abc = { $sum }, place { $place } of { $clients }; those before it bring { $share }. A up to { $a }, B up to { $b }.
why-abc-rise = Another { $sum } today would make it { $class }.
why-abc-rise-until = Another { $sum } would make it { $class }; its own sum stays until { $day }, then the oldest sale leaves the window.
why-abc-fall = With { $sum } less it falls to { $class }.
why-xyz = Months vary by { $cv } around { $mean } over { $periods } months. X up to { $x }, Y up to { $y }.
why-xyz-new = { $periods ->
    [one] { $periods } whole month: three are needed to tell.
   *[other] { $periods } whole months: three are needed to tell.
}
why-xyz-none = The sum of its months is not above zero.
why-xyz-rise = { $months ->
    [one] { $months } month of { $sum }, until { $day }, would make it { $class }.
   *[other] { $months } months of { $sum } each, until { $day }, would make it { $class }.
}
why-r = { $days ->
    [one] Last purchase { $days } day ago.
   *[other] Last purchase { $days } days ago.
}
why-r-rise = An order today makes it { $score }.
why-f = { $orders ->
    [one] { $orders } order.
   *[other] { $orders } orders.
}
why-f-rise = { $more ->
    [one] { $more } more order makes it { $score }.
   *[other] { $more } more orders make it { $score }.
}
why-m = { $sum } in the window.
why-m-rise = Another { $sum } makes it { $score }.
why-group = RFM group
why-group-because = The first rule that fits { $r }-{ $f }-{ $m }.
why-group-after = One usual order today moves it to “{ $group }”.
why-group-stays = One usual order today leaves it where it is.
why-step = { $purchases ->
    [one] { $purchases } purchase; regular from { $regular }.
   *[other] { $purchases } purchases; regular from { $regular }.
}
why-step-purchases = { $more ->
    [one] { $more } more purchase makes it “{ $step }”.
   *[other] { $more } more purchases make it “{ $step }”.
}
why-step-by-only_us = “{ $step }” when it buys only from us.
why-step-by-recommends = “{ $step }” when it recommends us.
why-marker-nothing = Nothing is known about its attitude.
why-marker-presentation_agreed = Agreed to a presentation on { $day }.
why-marker-mailing = Does not mind mailings.
why-marker-info_requested = Asked for information on { $day }.
why-marker-refused = Refused on { $day }.
why-marker-stopped = Said that it stops on { $day }.
why-marker-purchases = Buys; the last purchase was on { $day }.
why-marker-silent = Silent far beyond its rhythm since { $day }.
why-marker-more = { $more ->
    [one] { $more } purchase makes it “{ $marker }”.
   *[other] { $more } purchases make it “{ $marker }”.
}
why-marker-by-presentation_agreed = “{ $marker }” when it agrees to a presentation.
why-marker-by-mailing_agreed = “{ $marker }” when it agrees to mailings.
why-marker-by-info_requested = “{ $marker }” when it asks for information.
why-state-own = Silence { $idle } d, own rhythm { $rhythm } d.
why-state-lent = Silence { $idle } d, rhythm of its segment { $rhythm } d: it has bought too seldom to have its own.
why-state-none = Silence { $idle } d; there is no rhythm to measure it by yet.
why-state-active = One more order until { $day } keeps it active.
why-state-sleeping = An order wakes it; after { $day } it is lost.
why-state-lost = An order brings it back.
moves-temperature = The temperature of a day is what employees had set on the card by its end; clients of whom nobody had said it stand outside.
