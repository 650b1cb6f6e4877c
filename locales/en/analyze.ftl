### `clientele analyze`: the summary on screen, the report, refusals.

analyze-progress = Reading: { $rows } rows, { $share }
analyze-written = Written to { $folder }
analyze-cannot-write = cannot write { $folder }
analyze-cluster-missing =
    { $program } is neither beside this program nor on the search path; --cluster needs it.
    Build it from the sources: cargo build --release --manifest-path cluster/Cargo.toml
    and put cluster/target/release/{ $program } beside this program.
analyze-report-title = Analysis of { $file }
analyze-contents = Contents

analyze-origin-text = { $file }: text, encoding { $encoding }, delimiter “{ $delimiter }”, packing { $packing }
analyze-origin-workbook = { $file }: Excel workbook, sheets { $sheets }
analyze-origin-parquet = { $file }: Parquet
analyze-origin-other = { $file }, { $format }, table { $sheets }
analyze-sheets-joined = { $count ->
    [one] { $count } sheet
   *[other] { $count } sheets
} with the same heading are read as one table.
analyze-sheets-others = Not read: sheets { $sheets } hold other tables. Choose one with --sheet.
analyze-remark-mixed = Some texts are in another encoding than the rest; their letters are replaced by �.
analyze-remark-mojibake = { $share } of the words with non-Latin letters look like Cyrillic decoded with the wrong table. Export the file again as UTF-8.
analyze-remark-above = { $count ->
    [one] { $count } row
   *[other] { $count } rows
} above the heading left out.
analyze-remark-heading_rows = The heading has { $count } rows; their names are joined as “Contacts / Phone”.
analyze-remark-no_heading = The table has no heading: its columns are called 1, 2, 3…

analyze-recognised = recognised
analyze-given = given by --map
analyze-unused = Columns nothing was made of: { $columns }
analyze-rows = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
} read, { $used } used, { $out } left out.
analyze-overlap = Rows { $first }–{ $last } repeat an earlier part of the file ({ $from } – { $to }): { $lines ->
    [one] { $lines } line counted once
   *[other] { $lines } lines counted once
}.
analyze-overlap-not_checked = The lines of the orders are scattered over the file, so repeated parts were not looked for.
analyze-order-is-day = There are no order numbers: all that a client buys on a day is one order.
analyze-date-assumed = Nothing in the first rows tells days from months; the day was taken to come first. If that is wrong, write the dates as YYYY-MM-DD.
analyze-currency-unknown = The currency is not known; give it with --currency.
analyze-after-as_of = { $lines ->
    [one] { $lines } line after the as-of day does not count.
   *[other] { $lines } lines after the as-of day do not count.
}
analyze-outside-window = { $lines ->
    [one] { $lines } line outside the window does not count.
   *[other] { $lines } lines outside the window do not count.
}
analyze-left-out = left out
analyze-kept = kept
analyze-row = row { $row }
analyze-sheet = sheet { $sheet }
analyze-column = column { $column }
analyze-nothing = Nothing.
analyze-unnamed = (none)
analyze-more = { $shown } of { $all } rows; all of them are in { $file }.
analyze-top20 = 20% of the clients: { $share }

analyze-role-order = order
analyze-role-client = client
analyze-role-client_name = client's name
analyze-role-date = date
analyze-role-quantity = quantity
analyze-role-price = price
analyze-role-amount = amount
analyze-role-discount = discount
analyze-role-product = product
analyze-role-product_name = product's name
analyze-role-group = product group
analyze-role-country = country or region
analyze-role-manager = manager
analyze-role-cost = cost
analyze-role-currency = currency

analyze-reason-overlap = repeats an earlier part of the file
analyze-reason-no_client = no client
analyze-reason-price_not_positive = price of zero or less
analyze-reason-no_date = no date
analyze-reason-bad_date = unreadable date
analyze-reason-no_amount = no amount
analyze-reason-bad_number = unreadable number
analyze-reason-absurd = number or date out of all bounds
analyze-reason-other_currency = another currency
analyze-reason-cancelled = cancelled order, counted as a return
analyze-reason-return = return (negative amount)
analyze-reason-repeated = stands twice in its order
analyze-reason-zero_amount = amount of zero
analyze-reason-ragged = more or fewer cells than the heading

analyze-key-figures = Key figures
analyze-figure-as_of = As of
analyze-figure-period = Period
analyze-figure-clients = Clients
analyze-figure-orders = Orders
analyze-figure-revenue = Revenue, net of returns
analyze-figure-cheque = Average order
analyze-figure-orders_per_client = Orders per client
analyze-figure-assortment = Products per client
analyze-figure-repeat = Bought more than once
analyze-figure-one_time = Bought once only
analyze-figure-net_retention = Revenue kept from the year before
analyze-figure-top20 = Share of the top 20% of clients
analyze-figure-sleeping = Sleeping clients
analyze-figure-lost = Lost clients

analyze-alarms = Alarms
analyze-no-alarms = None.
analyze-alarm-client = { $client } brings { $share } of the sales: over { $level }.
analyze-alarm-manager = { $manager } depends on { $client }: { $share } of the sales, over { $level }.
analyze-alarm-one_time = { $share } of the clients bought once only, more than is usual (30–50%).
analyze-alarm-crowded = Over { $window }, more than 90% of the clients are in class { $class }: choose longer periods or other thresholds.
analyze-alarm-below_zero = { $count ->
    [one] { $count } client returned
   *[other] { $count } clients returned
} as much as they bought, or more.

analyze-matrix-of = ABC × XYZ over { $window }, clients

analyze-sheet-columns = Columns
analyze-note-columns = What each column of the file was taken for. Change it with --map.
analyze-sheet-left_out = Left out and noticed
analyze-note-left_out = Every line that does not count, with the reason; and what is odd about lines that do.
analyze-sheet-abcxyz = ABC and XYZ
analyze-note-abcxyz = ABC: clients by revenue; A brings the first 80%, B the next 15%, C the rest. XYZ: how even the months are (standard deviation ÷ mean); X up to 10%, Y up to 25%, Z above, N under three months. The running month is left out.
analyze-sheet-rfm = RFM groups
analyze-note-rfm = Recency, frequency and money scored 1 to 5 by rank; 5 is best. The ranges are the rule of each group.
analyze-sheet-retention = Retention by quarter
analyze-note-retention = CRR = (clients at the end − new) ÷ clients at the start. It passes 100% when sleepers return; strict CRR counts only those who bought in both quarters. * is not over yet.
analyze-sheet-cohorts = Cohorts
analyze-note-cohorts = Clients by month of the first purchase, and how many of them bought 0, 1, 2… months later. The first cohort holds the existing base.
analyze-sheet-kinds = New and repeat clients
analyze-note-kinds = Clients by year of their life with us: 1 is new this year. * is not over yet.
analyze-sheet-sales = Sales by month
analyze-note-sales = Net revenue, beside the same month of the year before. * is not over yet.
analyze-sheet-products = Products
analyze-note-products = Products by change against the window before.
analyze-sheet-product_groups = Product groups
analyze-note-product_groups = Groups of products by change against the window before.
analyze-sheet-concentration = Largest clients
analyze-note-concentration = Share of the sales of all clients. Alarms at 10, 20, 30, 40 and 50%.
analyze-sheet-managers = Managers
analyze-note-managers = Sales of each employee and the largest client in them.
analyze-sheet-states = Active, sleeping, lost
analyze-note-states = Measured by the client's own rhythm (median gap between purchase days): sleeping after two gaps and 30 days of silence, lost after four gaps and 90 days.
analyze-sheet-pareto = Pareto curve
analyze-note-pareto = Share of revenue that the largest clients bring.
analyze-sheet-one_time = One-time buyers
analyze-note-one_time = Clients by year of the first purchase, and those who never bought again.

analyze-column-role = Part
analyze-column-heading = Column
analyze-column-how = How
analyze-column-reason = Reason
analyze-column-effect = Effect
analyze-column-lines = Lines
analyze-column-amount = Amount
analyze-column-examples = First rows
analyze-column-clients = Clients
analyze-column-revenue = Revenue
analyze-column-group = Group
analyze-column-r = R
analyze-column-f = F
analyze-column-m = M
analyze-column-period = Period
analyze-column-start = At start
analyze-column-end = At end
analyze-column-new = New
analyze-column-kept = Kept
analyze-column-returned = Returned
analyze-column-gone = Gone
analyze-column-crr = CRR
analyze-column-crr_strict = Strict CRR
analyze-column-cohort = Cohort
analyze-column-year = Year
analyze-column-life = Year of life
analyze-column-orders = Orders
analyze-column-year_before = Year before
analyze-column-name = Name
analyze-column-before = Before
analyze-column-growth = Growth
analyze-column-clients_before = Clients before
analyze-column-client = Client
analyze-column-share = Share
analyze-column-level = Level
analyze-column-manager = Manager
analyze-column-largest = Largest client
analyze-column-state = State
analyze-column-clients_share = Share of clients
analyze-column-revenue_share = Share of revenue
analyze-column-one_time = Once only

analyze-state-active = active
analyze-state-sleeping = sleeping
analyze-state-lost = lost
analyze-state-none = no rhythm yet

analyze-rfm-champions = Champions
analyze-rfm-loyal = Loyal
analyze-rfm-big_spenders = Big spenders
analyze-rfm-promising = Promising
analyze-rfm-recent = New
analyze-rfm-need_attention = Need attention
analyze-rfm-cannot_lose = Must not be lost
analyze-rfm-at_risk = At risk
analyze-rfm-hibernating = Hibernating
analyze-rfm-lost = Lost

analyze-refusal-table-not_found = there is no such file.
analyze-refusal-table-no_permission = you may not read this file.
analyze-refusal-table-io = cannot be read: { $detail }.
analyze-refusal-table-empty = the file is empty.
analyze-refusal-table-binary = this is neither text nor a known table format.
analyze-refusal-table-binary-cure = Give a CSV, TSV, XLSX or Parquet file (also packed as .gz or .zst).
analyze-refusal-table-not_a_table = no rows and columns can be seen here.
analyze-refusal-table-not_a_table-cure = Give a CSV, TSV, XLSX or Parquet file.
analyze-refusal-table-encrypted = the workbook has a password.
analyze-refusal-table-encrypted-cure = Save it without a password.
analyze-refusal-table-other_archive = this is { $detail }, not a table.
analyze-refusal-table-other_archive-cure = Save the table as .xlsx or CSV.
analyze-refusal-table-no_sheet = there is no sheet “{ $asked }”.
analyze-refusal-table-no_sheet-cure = Sheets: { $present }
analyze-refusal-table-over_limit = the file is over a limit that guards against hostile files: { $limit } is { $found }, at most { $allowed } is allowed.
analyze-refusal-table-over_limit-cure = If the file is honest, save it as CSV or split it.
analyze-refusal-table-damaged = the file is damaged or cut off: { $detail }.
analyze-refusal-table-damaged-cure = Export or copy it again.
analyze-refusal-table-unsupported = this cannot be read: { $detail }.
analyze-refusal-ledger-unknown_role = --map knows no “{ $role }”.
analyze-refusal-ledger-unknown_role-cure = It knows: { $present }
analyze-refusal-ledger-bad_map = --map cannot be read at “{ $detail }”.
analyze-refusal-ledger-bad_map-cure = Write it as order=Invoice,client="Customer ID".
analyze-refusal-ledger-no_such_column = there is no column “{ $column }”.
analyze-refusal-ledger-no_such_column-cure = Columns: { $present }
analyze-refusal-ledger-no_column = no column was recognised for: { $role }.
analyze-refusal-ledger-no_column-cure =
    Columns: { $present }
    Say which one it is: --map { $code }="…"
analyze-refusal-ledger-nothing_left = not one line can be used:
analyze-refusal-ledger-many_currencies = the amounts are in several currencies: { $present }.
analyze-refusal-ledger-many_currencies-cure = Choose one: --currency { $first }
analyze-refusal-ledger-too_large = { $detail }.

### `clientele value`

analyze-value-no_purchase = no purchase up to the last day that is known
analyze-value-no_client = no client { $client }
analyze-value-total = Value of the base
analyze-value-sum = As of { $day }, { $clients ->
    [one] { $clients } client is
   *[other] { $clients } clients are
} expected to make { $purchases } purchases worth { $value } in the next { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
analyze-value-interval = { $share } sure: between { $low } and { $high }. That is the doubt about the models' parameters; what the market will do is not in it.
analyze-value-alive = Expected to be still buying: { $alive }.
analyze-value-verdict = Which models apply
analyze-value-regularity = Variation of the gaps between purchases: { $cv } (random buying 1, a clock 0).
analyze-value-correlation = Correlation of how often and how much: { $correlation }.
analyze-value-few = Only { $count ->
    [one] { $count } client has
   *[other] { $count } clients have
} a repeat purchase; a model needs { $needed }.
analyze-value-regular = That is under { $limit }: the clients buy too regularly for a model of random buying.
analyze-value-correlated = That is over { $limit }: Gamma-Gamma takes money and frequency for independent and is not to be trusted here.
analyze-value-endless = The fitted mean money of a purchase is infinite (q ≤ 1).
analyze-value-unsettled = The data do not tell the parameters: no top of the likelihood was found.
analyze-value-by_bg = Purchases: BG/NBD; who still buys: MBG/NBD, because for BG/NBD every one-time buyer does.
analyze-value-by_rhythm = Purchases and who still buys: MBG/CNBD-k, the model of regular buying.
analyze-value-by_own_gap = Purchases: no model; a client goes on in its own mean gap unless it is silent for over two of them.
analyze-value-by_gamma = Money of a purchase: Gamma-Gamma.
analyze-value-by_own_mean = Money of a purchase: the client's own mean where it has three repeat purchases, else the mean of all.
analyze-value-checked = Fitted to the days until { $until } and compared with the days until { $known }: { $actual } purchases came.
analyze-value-said = { $model } foretold { $said } ({ $off } off).

analyze-sheet-value_models = Fits
analyze-note-value_models = Time in weeks, money in whole units; in brackets the interval of each parameter by the profile of the likelihood. The slope is that of the mean log-likelihood by the logarithm of a parameter; 0 at the top.
analyze-sheet-value_calibration = Foretold and come
analyze-note-value_calibration = Mean purchases of a client after the calibration, by its repeat purchases in it.
analyze-sheet-value_top = Clients of the greatest value
analyze-note-value_top = Expected, not promised: one client can buy twice as much or nothing.
analyze-column-model = Model
analyze-column-parameters = Parameters
analyze-column-log_likelihood = Log-likelihood
analyze-column-slope = Slope
analyze-column-steps = Steps
analyze-column-x = Repeats
analyze-column-actual = Came
analyze-column-bg_nbd = BG/NBD
analyze-column-mbg_nbd = MBG/NBD
analyze-column-pareto_nbd = Pareto/NBD
analyze-column-mbg_cnbd_k = MBG/CNBD-k
analyze-column-value = Value
analyze-column-purchases = Purchases
analyze-column-purchase = One purchase
analyze-column-p_alive = Still buys
analyze-column-last = Last
analyze-value-bad_check = The model in use was off by more than a quarter: the past of this base is no good guide to its future. Take the value with great care.

### Chapters of the report

analyze-role-company_group = group of companies
analyze-company-group = { $name } (group, { $count ->
    [one] { $count } client
   *[other] { $count } clients
})
analyze-too-short = The ledger is too short for this.
analyze-say-largest = Largest: { $name }, { $value }.
analyze-say-least = Smallest: { $name }, { $value }.
analyze-say-series = { $series }: { $first } ({ $from }), then { $last } ({ $to }); highest { $most } ({ $at }).

analyze-sheet-movement = Movement between classes
analyze-note-movement = Every client by its class a year before and now. Up and down are steps to a better and a worse class; whoever had no orders in the window of a day (twelve months, unless --window says otherwise) stands in no class (–).
analyze-movement-days = From { $from } to { $to }.
analyze-kind-abc = ABC, by volume
analyze-kind-xyz = XYZ, by regularity
analyze-kind-rfm = Groups of RFM
analyze-kind-state = Active, sleeping, lost
analyze-way-up = up
analyze-way-down = down
analyze-way-changed = to a class of no other rank
analyze-way-came = came
analyze-way-left = left
analyze-way-stayed = stayed
analyze-sheet-class_months = Classes at the ends of months
analyze-note-class_months = Clients in each class on the last day of each month, over the window up to it (twelve months, unless --window says otherwise). * is not over yet.
analyze-sheet-warnings = Early warning
analyze-note-warnings = Regular clients (three purchases and more) who do not sleep yet but are on the way: silent for one and a half rhythms and 7 days, 30% less value or 40% fewer products than in the stretches before. At risk is what they bought in the last 365 days.
analyze-warning-sum = { $watched } regular clients watched, { $clients } of them warned of; at risk { $money } a year.
analyze-warning-gap = silent for too long
analyze-warning-volume = buys for less
analyze-warning-assortment = buys fewer products
analyze-sheet-indicators = Indicators of development
analyze-note-indicators = Deals and different products of a client, average cheque before returns, part of the clients of both years whose value grew, and of the clients won in the period: who bought once only and who became regular. The last row is the window. * is not over yet.
analyze-indicators-regular = Regular: { $purchases ->
    [one] { $purchases } purchase
   *[other] { $purchases } purchases
} within { $months ->
    [one] { $months } month
   *[other] { $months } months
} of the first.
analyze-sheet-indicators_parts = Indicators by part
analyze-note-indicators_parts = The same by country or region of the client and by product group, the largest sales first. A client belongs to each group it buys.
analyze-sheet-order_check = Big orders that filled a store
analyze-note-order_check = Orders of at least twice the usual size after which the client was silent as long as the goods last: the client does not buy more, only less often. Rates are purchases of a year before and after.
analyze-big-orders = Big orders in the window: { $orders } ({ $times } usual ones and more).
analyze-after-stocked = Filled the store
analyze-after-grew = The client grew
analyze-after-open = The goods still last
analyze-sheet-white_groups = White space by product group
analyze-note-white_groups = What clients do not buy of a group though clients of their size do: expected in a year.
analyze-white-sum = { $clients } clients could buy more, for { $money } a year. At least { $alike } alike clients are looked at, of whom { $share } must buy the group.
analyze-sheet-white_space = White space by client
analyze-note-white_space = The largest guesses. The median is what alike clients who buy the group buy of it in a year; expected is that times the part of them who buy it.
analyze-sheet-concentration_trend = Shares of the largest clients
analyze-note-concentration_trend = Share in the sales of the twelve months up to each month, and the day on which a straight line through the shares reaches the next alarm level, when that is within two years. A group of companies counts as one client.
analyze-crossing = { $client } will bring over { $level } from about { $day } if the share goes on like this.
analyze-sheet-departure = If the largest client leaves
analyze-note-departure = What goes with it: sales, margin, sales of each employee, and what is bought from suppliers by product group.
analyze-departing = The largest: { $client }.
analyze-dilution = To be under { $level }, the others must buy { $money } more ({ $growth }).
analyze-replaced = A new client brings { $each } in its first year, so { $count } new clients make up for it.
analyze-bought = Bought from suppliers
analyze-sheet-portrait = Portrait of the key clients
analyze-note-portrait = Traits that the largest fifth of the clients have more often than the rest. Lift: how many times more often a client with the trait is key; with its interval and the chance that it is an accident, corrected for all that was tried. That a trait goes with size does not make it the cause.
analyze-portrait-drawn = { $key } key clients of { $clients }; { $tried } traits and pairs tried, each with at least { $least } clients.
analyze-sheet-lagging = Like the key clients, but buying less
analyze-note-lagging = Clients with a trait of the key clients whose value is under the median of those who have it.
analyze-sheet-stress = A crisis
analyze-note-stress = Part of the clients leaves, those who stay buy less, part of the sales is never paid. Low and high: in one crisis of twenty less, in one of twenty more is left. Worst and best: just the largest or just the smallest leave. Needed: new clients that make up what is missing.
analyze-stress-left = Of { $all }, on average { $left } are left; in nine crises of ten between { $low } and { $high }.
analyze-crises = Crises of 4,000
analyze-crisis-deep = Deep crisis, everybody alike
analyze-crisis-deep_models = Deep crisis, by the models
analyze-crisis-foreseen = What the models foresee
analyze-crisis-usual = Usual loss of a year
analyze-sheet-stress_clients = Whom it hangs on
analyze-note-stress_clients = Clients of whom the deep crisis takes most if they are among those who leave.
analyze-sheet-levers = What one point is worth
analyze-note-levers = In a year: 1% more good clients; 1% of the others become good; every cheque 1% larger.
analyze-levers-clients = { $good } good clients ({ $purchases } purchases and more in the year) bring { $each_good } each, { $others } others { $each_other } each.
analyze-lever-more_good = 1% more good clients
analyze-lever-turned = 1% of the others become good
analyze-lever-cheque = Cheques 1% larger
analyze-sheet-raised = What keeping clients is worth
analyze-note-raised = More clients kept from year to year, for good: what that brings in the first year, over the horizon and without an end.
analyze-raised-kept = Of { $before } clients of the year before { $kept } bought this year: { $rate }. Horizon: { $years ->
    [one] { $years } year
   *[other] { $years } years
}.
analyze-points = { $points ->
    [one] { $points } point more
   *[other] { $points } points more
}
analyze-sheet-value_base = Value of the base
analyze-note-value_base = What the clients are expected to buy in the next 365 days, now and as it was seen before. The interval is the doubt about the parameters.
analyze-foretold = Foretold
analyze-calibration-point = { $repeats } repeats: foretold { $foretold }, came { $came }.

analyze-column-kind = Classes
analyze-column-from = From
analyze-column-to = To
analyze-column-way = Way
analyze-column-month = Month
analyze-column-reasons = Reasons
analyze-column-at_risk = At risk
analyze-column-rhythm_days = Rhythm, days
analyze-column-idle_days = Silent, days
analyze-column-now = Now
analyze-column-usual = Usual
analyze-column-products_now = Products now
analyze-column-products_usual = Products usually
analyze-column-buyers = Buyers
analyze-column-deals = Deals per client
analyze-column-positions = Products per client
analyze-column-cheque = Average cheque
analyze-column-grew = Grew
analyze-column-one_time_share = Once only
analyze-column-regular = Became regular
analyze-column-division = Part
analyze-column-day = Day
analyze-column-times = Times usual
analyze-column-usual_gap = Usual gap, days
analyze-column-lasts = Lasts, days
analyze-column-gap = Silent after it, days
analyze-column-rate_before = A year before it
analyze-column-rate_after = A year after it
analyze-column-expected = Expected a year
analyze-column-alike = Alike clients
analyze-column-alike_buyers = Of them buy it
analyze-column-median = Median
analyze-column-crossing_level = Next level
analyze-column-crossing = Reached
analyze-column-what = What
analyze-column-total = All
analyze-column-gone_minor = Goes
analyze-column-traits = Traits
analyze-column-key = Key clients
analyze-column-lift = Lift
analyze-column-lift_low = From
analyze-column-lift_high = To
analyze-column-chance = By accident
analyze-column-behind = Behind
analyze-column-missing = Missing
analyze-column-like = Like
analyze-column-less = Buys less of
analyze-column-crisis = Crisis
analyze-column-lost = Leave
analyze-column-fall = Buy less
analyze-column-unpaid = Unpaid
analyze-column-clients_left = Clients left
analyze-column-left = Left
analyze-column-low = Low
analyze-column-high = High
analyze-column-worst = Worst
analyze-column-best = Best
analyze-column-needed = Needed
analyze-column-loss = Would be missing
analyze-column-loss_share = Of what is left
analyze-column-lever = Lever
analyze-column-margin = Margin
analyze-column-points = Points more
analyze-column-rate = Kept then
analyze-column-more_clients = More clients
analyze-column-horizon_revenue = Over the horizon
analyze-column-horizon_gain = More by
analyze-column-endless_gain = Without an end
analyze-column-as_of = As of
analyze-column-alive = Still buying
