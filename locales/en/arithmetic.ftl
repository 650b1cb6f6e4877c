### Order check and retention arithmetic.

analysis-name-order-check = Order check
analysis-asks-order-check = Which big orders only filled the client’s store, and which small ones bring no margin?
analysis-how-order-check =
    Usual order and usual gap are the medians of all the client’s purchase days before. An order of three usual ones should last three usual gaps: if the next purchase comes no sooner, the client buys as much as before, only in larger pieces.
    Small orders without a margin are looked for in the last twelve months, over lines with a known cost: custom goods that hardly anybody else buys, or whole orders of small clients. The shares are of the sales you may see. All borders are settings.
analysis-empty-order-check = No big orders in the window, and none without a margin.
check-big = Big orders and what came after
check-big-says = { $big ->
    [one] { $shown } order was
   *[other] { $shown } orders were
} at least { $times } times the usual one; after { $stocked } of them the client was silent as long as the goods lasted. That is no growth.
check-came = After the order
check-set-stocked = Only filled the store
check-set-grew = Bought sooner: growth
check-set-open = Goods still last
check-set-thin = Orders without a margin
check-stocked = Not growth, but stock
check-stocked-says = The rate before and after, as purchases of a year. Do not take the silence for sleep before the goods are used up, and do not count the big order as success.
check-day = Day
check-amount = Amount
check-usual = Usual
check-times = Times
check-usual-gap = Usual gap, days
check-lasts = Lasts, days
check-gap = Silence, days
check-still = { $days } and on
check-before = A year before
check-after = A year after
check-thin = Small orders without a margin
check-thin-says = Orders: { $total } for { $amount }, with a margin of { $margin } in all. Counted are goods whose buyers number at most { $clients }, and clients with less than { $small } of the turnover, where the margin is below { $least }.
check-thin-none = No such orders
check-thin-none-text = Every small order brings the margin it should.
check-why = Why
check-why-product = custom goods
check-why-client = small client
check-margin = Margin
check-margin-share = Margin, %
check-share = Of the turnover
analysis-name-arithmetic = Retention arithmetic
analysis-asks-arithmetic = What brings more: new good clients, turning indifferent ones, a larger cheque, or losing fewer?
analysis-how-arithmetic =
    Over the last twelve months. Good are the clients with the purchases of a regular one in them, indifferent the others who bought. More good: 1% of what the good bring. Turned: 1% of the indifferent bring what a good one brings. Cheque: 1% of all sales.
    Kept are the clients of the year before who bought in this one. A higher part of them is held over the horizon: each year the same part stays. Without an end the clients of a year bring r/(1 − r) more years; that is what the published figure of 25–95% of profit for five points goes back to.
    Before and since: strict retention of the last four whole quarters before the first day of the journal, and of the last four that began since. With fewer nothing is said.
analysis-empty-arithmetic = The arithmetic needs purchases in the last twelve months.
arithmetic-levers = One point of each lever, a year
arithmetic-levers-says = { $good } good clients (at least { $purchases } purchases a year) bring { $good-mean } each, { $indifferent } indifferent ones { $indifferent-mean }.
arithmetic-lever = Lever
arithmetic-lever-more_good = 1% more good clients
arithmetic-lever-turned = 1% of the indifferent become good
arithmetic-lever-cheque = Every cheque 1% larger
arithmetic-sales = Sales a year
arithmetic-margin = Margin a year
arithmetic-of-margin = margin { $margin }
arithmetic-raised = More clients kept
arithmetic-raised-says = Of { $clients } clients of the year before { $kept } bought this year ({ $rate }), { $yearly } each. If more of them stayed:
arithmetic-raised-unknown = There is no year before to compare with.
arithmetic-more = Retention higher by
arithmetic-clients = Clients who stay, a year
arithmetic-first-year = Sales, first year
arithmetic-first-year-margin = Margin, first year
arithmetic-horizon = Sales, years ahead: { $years }
arithmetic-horizon-margin = Margin, years ahead: { $years }
arithmetic-horizon-gain = Gain, years ahead: { $years }
arithmetic-endless-gain = Gain over the whole life
arithmetic-published = Published: five points more bring { $low }–{ $high } more profit. It fits the last line where retention is already high; over a few years the gain is smaller.
arithmetic-since = Retention before and since the base is kept here
arithmetic-before = Before { $day }
arithmetic-after = Since { $day }
arithmetic-quarters = whole quarters: { $quarters } of 4
arithmetic-gain = Gained
arithmetic-since-none = The journal is empty.
arithmetic-verdict-unknown = Not enough time yet: four whole quarters on each side are needed. Expected of a base that is kept is { $low }–{ $high }.
arithmetic-verdict-reached = The sources promise at least { $low }–{ $high }: reached.
arithmetic-verdict-below = The sources promise at least { $low }–{ $high }: not yet.
arithmetic-verdict-none = The sources promise at least { $low }–{ $high }: nothing gained yet. Look at who leaves and why.
