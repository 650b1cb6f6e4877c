### Analysis: what each figure answers, its words, how it is counted.

## The pages

analysis-name-overview = Overview
analysis-name-abcxyz = ABC × XYZ
analysis-name-rfm = RFM
analysis-name-pareto = Pareto, 20/80
analysis-name-concentration = Concentration
analysis-name-ltv = Lifetime value
analysis-name-value = Value of the base
analysis-name-dynamics = Sales dynamics
analysis-name-kinds = New and repeat
analysis-name-retention = Retention (CRR)
analysis-name-cohorts = Cohorts
analysis-name-ladder = Loyalty ladder
analysis-name-sleeping = Sleeping and lost
analysis-name-one-time = One-time buyers

analysis-title-overview = Overview of the base
analysis-title-abcxyz = ABC × XYZ: volume and regularity
analysis-title-rfm = RFM: recency, frequency, money
analysis-title-pareto = Pareto: who brings 80%
analysis-title-concentration = Concentration and dependency
analysis-title-ltv = Lifetime value of a client
analysis-title-value = Value of the base today
analysis-title-dynamics = Sales dynamics
analysis-title-kinds = New and repeat clients
analysis-title-retention = Client retention
analysis-title-cohorts = Cohorts
analysis-title-ladder = Markers and the loyalty ladder
analysis-title-sleeping = Sleeping and lost clients
analysis-title-one-time = One-time buyers
analysis-title-order-check = Orders that look better than they are
analysis-title-arithmetic = What one point is worth here
analysis-title-indicators = Development indicators
analysis-title-movement = Movement between classes
analysis-title-warnings = Early warning: regular clients sliding away
analysis-title-stress = Stress test: a crisis on paper
analysis-title-white-space = White space: what clients do not buy yet
analysis-title-portrait = Portrait of the key clients

analysis-asks-overview = Is the base growing, and is it safe? Every number opens the clients behind it, every heading the page that explains it.
analysis-asks-abcxyz = Whom to hold, whom to develop, on whom to spend the least time?
analysis-asks-rfm = Who bought lately, often and much, and who is slipping away?
analysis-asks-pareto = How many clients bring most of the sales, and what do they have in common?
analysis-asks-concentration = Would we survive the loss of one client? Would each team and manager?
analysis-asks-ltv = What does one client bring in all, and which of the four factors can be raised?
analysis-asks-value = What will the clients we have bring in the next twelve months, and how sure is that?
analysis-asks-dynamics = Which products and groups grow, and which fall, against before?
analysis-asks-kinds = Do we live on new clients or on those who come back, and for how many years?
analysis-asks-retention = What share of clients stays with us from period to period?
analysis-asks-cohorts = How long do clients stay after their first purchase, and are newer ones better than older?
analysis-asks-ladder = Where on the way from a stranger to an advocate do clients stand, and where do they stop?
analysis-asks-sleeping = Who has been silent for longer than is usual for them, and whom should we call first?
analysis-asks-one-time = How many buy once and never again?

analysis-group-whole = At a glance
analysis-group-value = Value
analysis-group-movement = Movement
analysis-group-loyalty = Loyalty
analysis-menu = Figures of the analysis

## The question

analysis-question = What is counted
analysis-window = Window
analysis-window-12m = 1 year
analysis-window-36m = 3 years
analysis-window-60m = 5 years
analysis-window-all = All time
analysis-window-own = From – to…
analysis-as-of = As of
analysis-from = From
analysis-to = To
analysis-basis = By
analysis-basis-revenue = Revenue
analysis-basis-margin = Margin
analysis-period = Periods
analysis-period-month = Months
analysis-period-quarter = Quarters
analysis-compare = Compare with
analysis-by = Rows
analysis-by-product = Products
analysis-by-group = Groups
analysis-filters = Filters
analysis-filter-segment_id = Segment
analysis-filter-product_group_id = Product group
analysis-filter-manager_id = Manager
analysis-filter-region = Region
analysis-filter-all = All
analysis-filter-remove = Remove the filter: { $name }
analysis-print = Print
analysis-again = Try again

## How it is counted

analysis-how = How this is counted
analysis-left-out = Left out
analysis-left-nothing = nothing
analysis-note-cards_as_of_now = Segments, regions, managers, relations and marks on cards are taken as they are now; orders and interactions as of { $day }.
analysis-omitted-lines_after = lines dated after the day of the analysis
analysis-omitted-lines_outside_window = lines outside the window
analysis-omitted-lines_of_other_products = lines of other product groups
analysis-omitted-lines_without_cost = lines without a known cost
analysis-omitted-clients_filtered = clients taken out by the filters or outside what you may see
analysis-how-overview =
    Each figure is counted by its own page; the change compares the window with the equally long one before it.
    The dotted end of a trend is a period that is still running.
analysis-how-abcxyz =
    ABC: clients by falling value. A while the clients before them bring less than { $a } of the sum, B up to { $b }, C the rest; who crosses the border stays above.
    XYZ: the coefficient of variation (standard deviation ÷ mean) of sales over the whole periods of the window, silent periods inside a client’s life counted as 0. X up to { $x }, Y up to { $y }, Z above, N under three periods.
    Clients whose sum is not above zero are class C and Z.
analysis-how-rfm =
    Clients are ranked by the day of their last purchase, the number of orders and the sum; each rank is cut into five equal parts, 5 is best. Equal clients share the lower score.
    The map adds up all M scores of a cell; the table has every code.
analysis-how-pareto =
    Clients by falling value; the base is the sum of the positive ones. The portrait compares the clients that bring 80% with the rest: the bar is the share among the first, the black line the share among the others.
    Gini is 0 when all bring the same and 1 when one brings everything. The Herfindahl index is the sum of squared shares in per cent: above 2,500 a market is called highly concentrated.
analysis-how-concentration =
    Share of a client in the positive revenue of the last 12 months. From 10% a client is key, 20–30% is a warning, above 40% a serious one, above 50% a critical dependency. Companies of one group count as one client; the group is chosen on the card.
    The day a threshold will be crossed continues the trend of the last periods; it is an estimate, not a promise.
analysis-how-ltv =
    LTV = average cheque × purchases a month × margin × life in months. Life is counted from the first to the last purchase, at least one month.
    A client who still buys has not lived to the end: the figure is what has been seen so far.
analysis-how-value =
    Purchases come from BG/NBD, a model of clients that buy at their own rates and leave one day; whether a client still buys from MBG/NBD; the money of a purchase from Gamma-Gamma. All are fitted to the clients you may see. Where they do not apply, the page says why and what is used instead.
    The interval is the doubt about the models' parameters. What single clients and the market will do is not in it: an expectation is no promise.
analysis-how-dynamics =
    The line of each period stands beside the same period a year earlier; products and groups are compared with the equally long window before. Returns reduce the month in which they happened.
    A product that was not sold before is called new; the running period is dotted.
analysis-how-kinds =
    A client is new in the year of the first purchase ever; in the next year it is in the second year of life, whether or not it bought in between.
    The first purchase is looked for in the whole ledger, not only in the window.
analysis-how-retention =
    CRR = (clients who bought in the period − new ones) ÷ clients who bought in the period before. It passes 100% when sleepers return.
    Strictly: those who bought in both periods ÷ those who bought in the period before. A usual loss is 10–20% a year.
analysis-how-cohorts =
    A cohort is everybody whose first purchase fell into the same period. The cell k periods later is the share of them that bought then, or their sales compared with the first period.
    The first cohort of a ledger holds the clients who were there before it began, and is marked. Hatched cells are still running.
analysis-how-ladder =
    Markers and steps are computed from events: consents, requests, refusals and purchases. 1 purchase – buyer, 2 – client, 3 and more – regular; an adherent buys only from us, an advocate also recommends us.
    A client is lost when silent for more than { $lost-times } of its own rhythms and { $lost-days } days, or when it said so.
analysis-how-sleeping =
    A client’s rhythm is the median gap between its purchase days, at least three days. Sleeping: silent for more than { $sleeping-times } rhythms and { $sleeping-days } days. Lost: more than { $lost-times } rhythms and { $lost-days } days.
    Clients with too few purchases borrow the rhythm of their segment.
analysis-how-one-time =
    Share of clients with exactly one order ever, among all who bought by the day of the analysis, by the period of that order.
    The latest periods are too early to judge: their clients have hardly had time to return.

## Figures and columns

analysis-quarter = Q{ $quarter } { $year }
analysis-points = { $value } pp
analysis-clients = Clients
analysis-clients-share = Share of clients
analysis-share = Share
analysis-change = Change
analysis-difference = Difference
analysis-now = Now
analysis-before = Before
analysis-year-before = Year before
analysis-year = Year
analysis-unfinished = running
analysis-too-early = too early
analysis-group = Group
analysis-rule = Rule
analysis-state = State
analysis-step = Step
analysis-marker = Marker
analysis-manager = Manager
analysis-not-set = not set
analysis-not-there = not in the base
analysis-no-manager = Without a manager
analysis-no-team = Without a team
analysis-without-group = Without a group
analysis-next = What to do next
analysis-shade = Shade by
analysis-shade-value = Value
analysis-shade-clients = Clients
analysis-column-client = Client
analysis-column-class = Class
analysis-column-value = Sales
analysis-column-orders = Orders
analysis-column-last = Last purchase

## Overview

analysis-section-sales = Sales
analysis-section-clients = Clients
analysis-section-risks = Risks
analysis-figure-revenue = Revenue
analysis-figure-margin = Margin
analysis-figure-orders = Orders
analysis-figure-cheque = Average cheque
analysis-figure-clients = Clients who bought
analysis-figure-new_clients = New clients
analysis-figure-repeat_share = Share of repeat sales
analysis-figure-crr = Retention by quarter (CRR)
analysis-figure-a_clients = Clients of class A
analysis-figure-base_value = Value of the base
analysis-figure-sleeping = Sleeping
analysis-figure-lost = Lost
analysis-figure-one_time = One-time buyers
analysis-figure-top_client = Share of the largest client
analysis-figure-top20 = Share of the top 20%
analysis-than-before = from { $value }
analysis-no-before = nothing to compare with
analysis-drill-open = Show the clients
analysis-overview-says = { $direction ->
    [up] Sales are up { $share } on the period before
    [down] Sales are down { $share } on the period before
   *[same] Sales are level with the period before
} with { $clients ->
    [one] { $shown } client buying.
   *[other] { $shown } clients buying.
}

## ABC × XYZ

analysis-matrix = Clients by class
analysis-abc-A = { $a } of the sum
analysis-abc-B = the next { $b }
analysis-abc-C = the last { $c }
analysis-xyz-X = regular
analysis-xyz-Y = wavering
analysis-xyz-Z = irregular
analysis-xyz-N = too new
analysis-abcxyz-says = { $clients ->
    [one] { $shown } client of { $of } brings
   *[other] { $shown } clients of { $of } bring
} { $share } of the sum; { $regular ->
    [0] none of them buys regularly.
    [one] { $regular } of them buys regularly.
   *[other] { $regular } of them buy regularly.
}
analysis-class-AX = AX
analysis-class-AZ = AZ, BZ
analysis-class-BX = BX, BY
analysis-class-CZ = CZ
analysis-class-N = N
analysis-advice-AX = The most valuable: hold them. A personal manager, fixed terms, first to hear of news.
analysis-advice-AZ = Much, but unpredictable. Find out why the rhythm breaks; agree on a supply plan.
analysis-advice-BX = Regular and middle-sized: the reserve of class A. Offer more product groups.
analysis-advice-CZ = Rarely and little. The least of a manager’s time: mailings and self-service.
analysis-advice-N = Under three periods of life. Look at them again in a quarter; the second purchase decides.
analysis-cv-title = How regular clients are
analysis-cv = Coefficient of variation
analysis-cv-says = The median client varies by { $median } from period to period. X ends at { $x }, Y at { $y }.
analysis-cv-x = X ends
analysis-cv-y = Y ends
analysis-windows = The same classes in windows of 1, 3 and 5 years
analysis-younger = { $count ->
    [one] { $shown } client is
   *[other] { $shown } clients are
} younger than the window; their classes rest on a shorter life.
analysis-abc-movement = Movement between A, B and C
analysis-movement-says = Since { $day } { $up ->
    [one] { $up } client has
   *[other] { $up } clients have
} moved up and { $down } down.
analysis-was = Was
analysis-became = Became
analysis-warning-crowded_X = Nearly all clients are regular (X), so XYZ tells little here. Try quarters instead of months, or other thresholds in the settings.
analysis-warning-crowded_Y = Nearly all clients are wavering (Y), so XYZ tells little here. Try quarters instead of months, or other thresholds in the settings.
analysis-warning-crowded_Z = Nearly all clients are irregular (Z), so XYZ tells little here. Try quarters instead of months, or other thresholds in the settings.
analysis-warning-crowded_N = Nearly all clients are too new (N), so XYZ tells little here. Try quarters instead of months, or other thresholds in the settings.

## RFM

analysis-rfm-map = Recency and frequency
analysis-rfm-says = { $clients ->
    [0] Nobody scores 5 in both recency and frequency.
    [one] { $shown } client scores 5 in both recency and frequency and brings { $share } of the sum.
   *[other] { $shown } clients score 5 in both recency and frequency and bring { $share } of the sum.
}
analysis-rfm-within = ≤ { $days } d
analysis-rfm-older = > { $days } d
analysis-rfm-from = ≥ { $orders } ord.
analysis-rfm-fewer = < { $orders } ord.
analysis-rfm-groups = Groups by rule
analysis-rfm-groups-says = The first rule that fits names the group.
analysis-rfm-champions = Champions
analysis-rfm-loyal = Loyal
analysis-rfm-big_spenders = Big spenders
analysis-rfm-promising = Promising
analysis-rfm-recent = Newcomers
analysis-rfm-need_attention = Need attention
analysis-rfm-cannot_lose = Must not be lost
analysis-rfm-at_risk = At risk
analysis-rfm-hibernating = Hibernating
analysis-rfm-lost = Lost
analysis-rfm-do-champions = Thank them, ask for recommendations.
analysis-rfm-do-loyal = Offer more product groups.
analysis-rfm-do-big_spenders = Few orders, large ones: agree on a plan of supply.
analysis-rfm-do-promising = Show what else there is.
analysis-rfm-do-recent = Welcome them, watch the second purchase.
analysis-rfm-do-need_attention = A call with an offer for a limited time.
analysis-rfm-do-cannot_lose = The head of sales calls in person.
analysis-rfm-do-at_risk = Call, ask what changed.
analysis-rfm-do-hibernating = Cheap channels only.
analysis-rfm-do-lost = One win-back offer, then leave in peace.

## Dynamics

analysis-dynamics-sales = Sales by period
analysis-dynamics-says = { $direction ->
    [up] Up { $share } on the window before
    [down] Down { $share } on the window before
   *[same] Level with the window before
}: { $grew ->
    [one] { $grew } line grew
   *[other] { $grew } lines grew
}, { $fell } fell.
analysis-dynamics-product-grew = Products that grew
analysis-dynamics-product-fell = Products that fell
analysis-dynamics-group-grew = Groups that grew
analysis-dynamics-group-fell = Groups that fell
analysis-new-product = new

## New and repeat

analysis-kinds-years = Sales by the client’s year of life
analysis-kinds-says = In { $year } new clients brought { $share } of sales; { $clients ->
    [one] { $shown } client bought for the first time.
   *[other] { $shown } clients bought for the first time.
}
analysis-life = { $more ->
    [yes] Year { $life } and on
   *[no] { $life ->
        [1] New this year
       *[other] Year { $life }
    }
}
analysis-life-column = Year of life
analysis-kinds-periods = New and repeat clients by period
analysis-kinds-periods-says = New: in the calendar year of the first purchase. Repeat: in a later one.
analysis-value-ever = Bought in all
analysis-new-clients = New clients
analysis-repeat-clients = Repeat clients
analysis-new-value = Sales to new
analysis-repeat-value = Sales to repeat
analysis-relations = Whom the base holds

## Retention

analysis-retention-crr = Retention by period
analysis-retention-says = { $period }: CRR { $crr }, strictly { $strict }; { $returned ->
    [one] { $shown } sleeper came back.
   *[other] { $shown } sleepers came back.
}
analysis-crr-strict = Strict CRR
analysis-retention-flow = Who stayed, came and left
analysis-retention-flow-says = Above the line those who bought; below it those who bought in the period before and not in this one.
analysis-set-start = At the start
analysis-set-end = At the end
analysis-set-new = New
analysis-set-repeat = Repeat
analysis-set-kept = Stayed
analysis-set-returned = Came back
analysis-set-lost = Did not buy
analysis-set-top20 = The top 20% of clients
analysis-set-for80 = Clients that bring 80%
analysis-set-marked = Clients marked as key on their card
analysis-set-rest = The other clients

## Cohorts

analysis-cohorts-title = Clients of each first period, later
analysis-cohorts-says = One period after the first purchase { $near } buy again{ $known ->
    [yes] ; { $period } { $far }.
   *[no] .
}
analysis-after-month-12 = a year later
analysis-after-quarter-4 = a year later
analysis-cohort = First purchase
analysis-cohort-age = Periods later
analysis-cohort-value = Cells show
analysis-cohort-value-clients = Clients
analysis-cohort-value-revenue = Sales
analysis-existing = existing base

## Ladder and markers

analysis-ladder-title = The funnel and its skirt
analysis-ladder-says = { $prospects } prospects before the first purchase, { $buyers } on the ladder after it; { $loyal ->
    [one] { $shown } has become regular.
   *[other] { $shown } have become regular.
}
analysis-ladder-funnel = Before the first purchase
analysis-ladder-skirt = After it
analysis-ladder-off = Refused or lost
analysis-ladder-buyer = one purchase
analysis-ladder-client = a second purchase
analysis-ladder-regular = three and more, also elsewhere
analysis-ladder-adherent = buys only from us
analysis-ladder-advocate = buys from us and recommends
analysis-entered = Entered
analysis-left = Left
analysis-step-movement = Movement between steps
analysis-markers-title = The nine markers
analysis-markers-says = Computed from events, never set by hand.
analysis-no-vip = Nobody is marked VIP. When all clients are equal, the best ones get the service of the average one.

## Pareto

analysis-pareto-title = Share of clients and share of sales
analysis-pareto-portrait = What they have in common: the portrait
analysis-pareto-says = { $clients } clients of { $of } ({ $share }) bring 80% of sales.
analysis-pareto-reading = { $clients } of clients bring { $share }
analysis-pareto-x = share of clients, largest first
analysis-pareto-equal = if all were equal
analysis-pareto-top20 = The top 20% bring
analysis-pareto-for80 = 80% come from
analysis-gini = Gini
analysis-gini-note = 0 – all equal, 1 – one brings everything
analysis-hhi = Herfindahl index
analysis-hhi-note = above 2,500 – highly concentrated
analysis-trait-segment = Segment
analysis-trait-region = Region
analysis-trait-source = Source
analysis-trait-kind = Company or person
analysis-trait-places = Places
analysis-trait-competitor = Competitor
analysis-trait-product_group = Product group

## Concentration

analysis-alarms = Alarms
analysis-alarms-mild = { $count } more below { $level }
analysis-no-alarms = No client has passed a threshold, neither for the company nor for a team or a manager.
analysis-alarm-company = { $share } of the company’s sales hang on one client (above { $level }):
analysis-alarm-team = { $share } of the sales of the team { $team } hang on one client (above { $level }):
analysis-alarm-manager = { $share } of the sales of { $manager } hang on one client (above { $level }):
analysis-concentration-company = The company’s largest clients
analysis-concentration-says = The largest client brings { $share }; the top 20% bring { $top20 }. Gini { $gini }, Herfindahl { $hhi }.
analysis-concentration-trend = How the shares of the largest move
analysis-concentration-trend-says = Share in sales of the 12 months up to each period.
analysis-concentration-teams = By team
analysis-company-group =
    { $name } ({ $count ->
        [one] { $count } company
       *[other] { $count } companies
    })
analysis-company-group-members = Companies of the group
analysis-concentration-managers = By manager
analysis-concentration-managers-says = A client may be small for the company and everything for its manager.
analysis-above = Above
analysis-crossing = At this pace passes { $level } about { $day }

## Sleeping

analysis-states = Clients by state
analysis-state-active = Active
analysis-state-sleeping = Sleeping
analysis-state-lost = Lost
analysis-state-none = Never bought
analysis-sleeping-says = { $sleeping ->
    [one] { $shown } client is sleeping
   *[other] { $shown } clients are sleeping
}, { $lost ->
    [one] { $lost-shown } is lost.
   *[other] { $lost-shown } are lost.
}
analysis-sleeping-list = Whom to call first
analysis-sleeping-list-says = The largest of those who are silent longer than is usual for them.
analysis-sleeping-none = Nobody is sleeping
analysis-sleeping-none-text = Everyone buys in their own rhythm.
analysis-idle = Silent, days
analysis-rhythm = Rhythm, days
analysis-rhythm-segment = { $days }, segment
analysis-times = Times
analysis-sleeping-term-sleeping = Sleeping
analysis-sleeping-term-lost = Lost
analysis-sleeping-term-segment = Rhythm of the segment
analysis-sleeping-do-sleeping = Call this week: ask how the last delivery went, offer the usual order.
analysis-sleeping-do-lost = Find the reason and write it down; one win-back offer, then a rest.
analysis-sleeping-do-segment = Too few purchases for a rhythm of their own: check by hand before calling.

## LTV

analysis-ltv-formula = Four factors of the average client
analysis-ltv-says = Half of the clients bring less than { $median }, the mean is { $mean }. { $share } of clients still buy, so their figure will grow.
analysis-ltv-cheque = Average cheque
analysis-ltv-frequency = Purchases a month
analysis-ltv-margin = Margin
analysis-ltv-life = Life, months
analysis-ltv-spread = How lifetime value is spread
analysis-ltv-spread-says = A few large clients pull the mean up; the median is the usual client.
analysis-ltv-segments = By segment
analysis-ltv-segments-says = Open the table to see which factor makes the difference.

## One-time buyers

analysis-one-time = Once only
analysis-came-back = Came back
analysis-one-time-says = { $share } of clients bought once and never again – { $place ->
    [above] above
    [inside] within
   *[below] below
} the band of { $low }–{ $high } usual in the field.
analysis-one-time-open = { $count ->
    [one] Show { $shown } client
   *[other] Show { $shown } clients
}
analysis-one-time-share = Share of one-time buyers by first purchase
analysis-one-time-share-says = Every client belongs to the period of its first purchase.
analysis-one-time-band = usual in the field
analysis-one-time-clients = First purchases: came back or not
analysis-first-purchase = First purchase

## Clients behind a figure

analysis-cell-all = Clients who bought
analysis-cell-class = Class { $name }
analysis-cell-move = { $from } → { $to }
analysis-cell-cv = Variation { $from }–{ $to }
analysis-cell-product = Clients who bought this
analysis-cell-product-left = Bought before, not now: { $name }
analysis-cell-life = { $year }: { $life ->
    [1] new clients
   *[other] year { $life } of life
}
analysis-cell-period = { $set }, { $period }
analysis-cell-cohort = First bought in { $period }
analysis-cell-cohort-at = First bought in { $period }, buying { $k } periods later
analysis-cell-concentration = Clients above { $level }
analysis-cell-manager = Clients of the manager
analysis-cell-worth-segment = Clients of the segment
analysis-cell-team = Clients of the team
analysis-cell-company-group = Companies of the group
analysis-cell-one-time = Bought once only
analysis-cell-one-time-at = Bought once only, in { $period }
analysis-cell-ltv = Lifetime value { $from } – { $to }
analysis-drill-sum = { $count ->
    [one] { $shown } client
   *[other] { $shown } clients
}
analysis-drill-orders = { $count ->
    [one] { $shown } order
   *[other] { $shown } orders
}
analysis-drill-sort = Order
analysis-drill-more = Show more
analysis-drill-none = No clients here
analysis-drill-none-text = The base has changed since the figure was counted, or these clients are outside what you may see.
analysis-sort-by-value = Largest first
analysis-sort-by-last_day = Bought lately first
analysis-sort-last_day = Silent longest first
analysis-sort-by-orders = Most orders first
analysis-sort-name = By name

## Nothing yet

analysis-empty = Nothing to count yet
analysis-empty-orders = To the orders
analysis-empty-overview = As soon as there are orders, sales, clients and risks of the base stand here. Import orders or enter the first one.
analysis-empty-abcxyz = The matrix needs purchases inside the window. Choose a longer window or take a filter away.
analysis-empty-rfm = RFM needs purchases inside the window. Choose a longer window or take a filter away.
analysis-empty-pareto = The curve needs clients with sales above zero. Choose a longer window or take a filter away.
analysis-empty-concentration = Shares need sales in the last twelve months.
analysis-empty-ltv = Lifetime value needs clients with at least one purchase.
analysis-empty-value = The value is told from purchases. There is none yet.
analysis-empty-dynamics = There are no sales in the window nor a year before it. Choose a longer window or take a filter away.
analysis-empty-kinds = New and repeat clients are told apart from the first purchase on. There is none yet.
analysis-empty-retention = Retention compares two periods in a row. There are no purchases in them yet.
analysis-empty-cohorts = A cohort begins with a first purchase. There is none in the window.
analysis-empty-ladder = Markers and steps are computed from events and purchases of clients. The base has no clients yet.
analysis-empty-sleeping = Nobody has bought yet, so nobody can have fallen asleep.
analysis-empty-one-time = Nobody has bought yet.

## Value of the base

analysis-worth-sum = Expected in the next { $days } days
analysis-worth-says = { $clients ->
    [one] { $shown } client is
   *[other] { $shown } clients are
} expected to make { $purchases } purchases worth { $value }.
analysis-worth-interval = { $share } sure: between { $low } and { $high }.
analysis-worth-regularity = Variation of the gaps between purchases: { $value } (random buying 1, a clock 0).
analysis-worth-against-few_repeaters = Clients with a repeat purchase: { $value }; a model needs { $limit }.
analysis-worth-against-regular_gaps = Under { $limit } the clients buy too regularly for a model of random buying.
analysis-worth-against-correlated_money = Frequency and money hang together (correlation { $value }, over { $limit }): Gamma-Gamma is not to be trusted here.
analysis-worth-against-endless_money = The fitted mean money of a purchase is infinite.
analysis-worth-against-unsettled = The data do not tell the parameters.
analysis-worth-timing-bg_nbd = Purchases by BG/NBD; who still buys by MBG/NBD.
analysis-worth-timing-mbg_cnbd_k = Purchases and who still buys by MBG/CNBD-k, the model of regular buying.
analysis-worth-timing-own_gap = No model: a client goes on in its own mean gap unless it is silent for over two of them.
analysis-worth-money-gamma_gamma = Money of a purchase by Gamma-Gamma.
analysis-worth-money-own_mean = Money of a purchase: the client’s own mean from three repeat purchases on, else the mean of all.
analysis-worth-history = Value of the base over the last year
analysis-worth-history-says = What was expected of the same number of days ahead on each of these days, with what was known then.
analysis-worth-check = Foretold and come
analysis-worth-check-says = Fitted to the days until { $until } and compared with the days until { $known }: { $foretold } purchases foretold, { $actual } came ({ $off }).
analysis-worth-repeats = Repeat purchases
analysis-worth-came = Came
analysis-worth-foretold = Foretold
analysis-worth-alive = Still buying
analysis-worth-still = Still buys
analysis-worth-purchases = Purchases
analysis-worth-purchase = One purchase
analysis-worth-value = Value
analysis-worth-segments = Value by segment
analysis-worth-managers = Value by manager
analysis-worth-list = Clients of the greatest value
analysis-worth-list-says = Expected, not promised: one client can buy twice as much or nothing.
analysis-worth-models = Fitted models
analysis-worth-models-says = Time in weeks, money in whole units of the currency. In brackets how far a parameter of a model in use may be off ({ $share } sure).
analysis-worth-model = Model
analysis-worth-model-bg_nbd = BG/NBD
analysis-worth-model-mbg_nbd = MBG/NBD
analysis-worth-model-gamma_gamma = Gamma-Gamma
analysis-worth-parameters = Parameters
analysis-worth-likelihood = Log-likelihood
analysis-worth-check-bad = The model in use was off by more than { $limit }: take the value with great care.
