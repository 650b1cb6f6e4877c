//! Every setting there is, with its meaning, default and range.

use super::{Choice, Definition, Form, Text, Whole};

settings! {
    whole {
        /// First month of the business year.
        CALENDAR_YEAR_START = "calendar.year_start", 1, 1..=12, "month";
        /// ABC: class A ends at this share of revenue.
        ABC_A = "analysis.abc_a", 80, 1..=99, "percent";
        /// ABC: class B ends at this share of revenue; C is the rest.
        ABC_B = "analysis.abc_b", 95, 2..=100, "percent";
        /// XYZ: class X ends at this variation of purchases.
        XYZ_X = "analysis.xyz_x", 10, 1..=1000, "percent";
        /// XYZ: class Y ends at this variation of purchases; Z is the rest.
        XYZ_Y = "analysis.xyz_y", 25, 1..=1000, "percent";
        /// RFM: how many scores each of the three letters has.
        RFM_SCORES = "analysis.rfm_scores", 5, 2..=9, "times";
        /// Sleeping: silent longer than so many hundredths of the client's own rhythm.
        SLEEPING_RHYTHM = "analysis.sleeping_rhythm", 200, 100..=1000, "percent";
        /// Sleeping: and longer than so many days.
        SLEEPING_DAYS = "analysis.sleeping_days", 30, 1..=3650, "days";
        /// Lost: silent longer than so many hundredths of the client's own rhythm.
        LOST_RHYTHM = "analysis.lost_rhythm", 400, 100..=2000, "percent";
        /// Lost: and longer than so many days.
        LOST_DAYS = "analysis.lost_days", 90, 1..=3650, "days";
        /// Concentration: the first alarm at this share of sales in one client.
        CONCENTRATION_ALARM = "analysis.concentration_alarm", 10, 1..=100, "percent";
        /// Probabilistic value: days ahead that are valued.
        VALUE_HORIZON = "value.horizon", 365, 30..=3650, "days";
        /// Probabilistic value: discount of money a year later.
        VALUE_DISCOUNT = "value.discount", 0, 0..=100, "percent";
        /// Probabilistic value: fewer clients with a repeat purchase are not enough for a model.
        VALUE_REPEATERS = "value.least_repeaters", 50, 10..=100000, "clients";
        /// Probabilistic value: under this variation of the gaps buying is regular.
        VALUE_REGULAR = "value.regular_variation", 50, 0..=100, "percent";
        /// Probabilistic value: over this correlation of frequency and money each client's own
        /// mean is used.
        VALUE_CORRELATION = "value.most_correlation", 30, 1..=100, "percent";
        /// Probabilistic value: share of the intervals that is right.
        VALUE_CONFIDENCE = "value.confidence", 90, 50..=99, "percent";
        /// Probabilistic value: a check that is further off is called bad.
        VALUE_BAD_CHECK = "value.bad_check", 25, 1..=1000, "percent";
        /// Portrait: a trait of fewer clients is not tried.
        PORTRAIT_LEAST = "portrait.least_clients", 10, 2..=100000, "clients";
        /// Portrait: chance that even one of the traits shown is there by accident.
        PORTRAIT_LEVEL = "portrait.level", 5, 1..=50, "percent";
        /// Portrait: share of the intervals of the lift that is right.
        PORTRAIT_CONFIDENCE = "portrait.confidence", 90, 50..=99, "percent";
        /// Early warning: silent longer than so many hundredths of the client's own rhythm …
        WARNING_GAP = "warning.gap", 150, 100..=1000, "percent";
        /// … and at least so many days.
        WARNING_GAP_DAYS = "warning.gap_days", 7, 1..=365, "days";
        /// Early warning: days of the stretches of which the last is compared with those before;
        /// never under two rhythms of the client.
        WARNING_STRETCH = "warning.stretch", 90, 14..=730, "days";
        /// Early warning: the value of the last stretch is down by so much.
        WARNING_VOLUME = "warning.volume", 30, 1..=100, "percent";
        /// Early warning: the number of different products is down by so much.
        WARNING_ASSORTMENT = "warning.assortment", 40, 1..=100, "percent";
        /// Indicators: a new client has so many months after its first purchase to become regular.
        REGULAR_MONTHS = "analysis.regular_months", 12, 1..=60, "months";
        /// White space: the clients of a segment are cut into so many bands by size.
        WHITESPACE_BANDS = "whitespace.bands", 4, 1..=20, "times";
        /// White space: fewer alike clients than this say nothing.
        WHITESPACE_LEAST_ALIKE = "whitespace.least_alike", 10, 1..=10000, "clients";
        /// White space: so many of the alike must buy a product group.
        WHITESPACE_LEAST_SHARE = "whitespace.least_share", 20, 1..=100, "percent";
        /// Order check: an order is big from so many hundredths of the usual one on.
        ORDERCHECK_BULK_TIMES = "ordercheck.bulk_times", 200, 110..=10000, "percent";
        /// Order check: a client or product below this share of the turnover is small.
        ORDERCHECK_SMALL_SHARE = "ordercheck.small_share", 2, 1..=100, "percent";
        /// Order check: a margin below this part of the amount is too little.
        ORDERCHECK_LEAST_MARGIN = "ordercheck.least_margin", 10, 0..=100, "percent";
        /// Order check: a product bought by at most so many clients in a year is custom.
        ORDERCHECK_CUSTOM_CLIENTS = "ordercheck.custom_clients", 1, 1..=100, "clients";
        /// Retention arithmetic: years looked ahead.
        RETENTION_HORIZON = "retention.horizon_years", 5, 1..=30, "years";
        /// Stress test: part of the clients that leaves in a crisis (the field counts on 30–50).
        CRISIS_LOST = "crisis.lost", 40, 0..=100, "percent";
        /// Stress test: part by which those who stay buy less (20–50).
        CRISIS_FALL = "crisis.fall", 35, 0..=100, "percent";
        /// Stress test: part of deliveries never paid (10–20 in a crisis, 1 in usual times).
        CRISIS_UNPAID = "crisis.unpaid", 15, 0..=100, "percent";
        /// Crisis alarm: the clients and the purchases of a quarter are both down by so much on
        /// the same quarter a year before.
        CRISIS_ALARM = "crisis.alarm", 30, 1..=100, "percent";
        /// Clients usually lost in a year: from …
        CRISIS_USUAL_LOW = "crisis.usual_low", 10, 0..=99, "percent";
        /// … to.
        CRISIS_USUAL_HIGH = "crisis.usual_high", 20, 1..=100, "percent";
        /// Clients lost in the first three months of a crisis: from …
        CRISIS_LOSS_LOW = "crisis.loss_low", 30, 0..=99, "percent";
        /// … to.
        CRISIS_LOSS_HIGH = "crisis.loss_high", 40, 1..=100, "percent";
        /// What a new client brings is learnt from those won in so many years …
        CRISIS_YEARS = "crisis.newcomer_years", 3, 1..=20, "years";
        /// … but not in the first months of the ledger: most of those were there before.
        CRISIS_SETTLE = "crisis.settle_months", 6, 0..=60, "months";
        /// Planned coefficient of acquisition, step 1: of the cleaned list get to know us.
        FUNNEL_ACQUAINTANCE = "funnel.acquaintance", 100, 1..=100, "percent";
        /// Step 2: of these hear the presentation and discuss terms.
        FUNNEL_PRESENTATION = "funnel.presentation", 80, 1..=100, "percent";
        /// Step 3: of these take the first delivery.
        FUNNEL_DELIVERY = "funnel.delivery", 80, 1..=100, "percent";
        /// Step 4: of these pay.
        FUNNEL_PAYMENT = "funnel.payment", 95, 1..=100, "percent";
        /// How many days a rate stays good when newer ones are missing: banks publish none on
        /// holidays.
        RATE_VALID_DAYS = "rate.valid_days", 10, 0..=366, "days";
        /// Import: values taken from one cell that holds several phones or e-mails.
        IMPORT_VALUES_PER_CELL = "import.values_per_cell", 5, 1..=20, "times";
        /// Import: years written with two digits up to this one are of this century.
        IMPORT_CENTURY = "import.century", 49, 0..=99, "years";
        /// Import: a date so many days after today is believed.
        IMPORT_DAYS_AHEAD = "import.days_ahead", 366, 0..=36500, "days";
        /// Import: dates before this year are not believed.
        IMPORT_OLDEST_YEAR = "import.oldest_year", 1900, 1000..=2100, "years";
        /// Import: a column is taken for a field when it is so sure.
        IMPORT_SURE = "import.sure", 50, 1..=100, "percent";
        /// Import: a file of a regular import has arrived whole when it has stood still so long.
        IMPORT_FEED_SETTLE = "import.feed_settle", 60, 1..=86400, "seconds";
        /// A session ends when unused for so long.
        SESSION_IDLE = "session.idle", 720, 5..=43200, "minutes";
        /// A session ends after so long in any case.
        SESSION_LIFETIME = "session.lifetime", 168, 1..=2160, "hours";
        /// Failed sign-ins allowed for one account from one network address within the window.
        LOGIN_FAILURES_ACCOUNT = "login.failures_per_account", 5, 1..=100, "times";
        /// Failed sign-ins allowed for one account from all addresses together: who guesses from
        /// many stays under a hundred an hour (ASVS 2.2.1).
        LOGIN_FAILURES_ANYWHERE = "login.failures_anywhere", 25, 1..=1000, "times";
        /// Failed sign-ins allowed from one address for all accounts together. Behind one office
        /// address sit many people, so it is far above the limit of one of them.
        LOGIN_FAILURES_ADDRESS = "login.failures_per_address", 50, 1..=10000, "times";
        /// The window in which failed sign-ins are counted.
        LOGIN_WINDOW = "login.window", 15, 1..=1440, "minutes";
        /// How long a password set by somebody else works.
        ONE_TIME_PASSWORD = "login.one_time_password", 72, 1..=720, "hours";
        /// Longest life of an API token.
        TOKEN_LIFETIME = "token.lifetime", 90, 1..=90, "days";
        /// Calendar: the working day begins at this hour …
        CALENDAR_WORK_FROM = "calendar.work_from", 9, 0..=23, "hours";
        /// … and ends at this one; free times are looked for between.
        CALENDAR_WORK_TO = "calendar.work_to", 18, 1..=24, "hours";
        /// Calendar: a meeting takes so long when nobody says otherwise.
        CALENDAR_MEETING = "calendar.meeting_length", 60, 5..=720, "minutes";
        /// Plan: contacts of a telemarketer on a working day, where the plan says nothing else (R127).
        PLAN_TELEMARKETER = "plan.telemarketer", 20, 0..=1000, "times";
        /// … of an active seller.
        PLAN_ACTIVE_SELLER = "plan.active_seller", 10, 0..=1000, "times";
        /// … of a client manager.
        PLAN_CLIENT_MANAGER = "plan.client_manager", 8, 0..=1000, "times";
        /// Looking ahead: the coefficients of an employee are drawn towards those of all by so many
        /// deals.
        PLAN_PRIOR = "plan.prior", 20, 0..=10000, "times";
        /// … and counted, with the average deal, over so many days.
        PLAN_DAYS = "plan.days", 182, 28..=430, "days";
        /// Coefficients: part of the intervals that is right.
        COEFFICIENT_CONFIDENCE = "coefficient.confidence", 90, 50..=99, "percent";
        /// Coefficients: so far from the plan is still on it.
        COEFFICIENT_TOLERANCE = "coefficient.tolerance", 5, 0..=50, "percent";
        /// Coefficients: the early signal looks at so many weeks together (R151).
        COEFFICIENT_STRETCH = "coefficient.stretch", 3, 1..=26, "times";
        /// Coefficients: from this chance on one employee counts as better than another.
        COEFFICIENT_SURE = "coefficient.sure", 95, 51..=99, "percent";
        /// Coefficients: days before and after a training that are compared.
        COEFFICIENT_EFFECT = "coefficient.effect", 56, 7..=364, "days";
        /// Programme of acquisition: sales are to rise by so much (R154) …
        PROGRAMME_LOW = "programme.low", 25, 0..=1000, "percent";
        /// … to so much.
        PROGRAMME_HIGH = "programme.high", 30, 0..=1000, "percent";
        /// Programme of acquisition: a client counts as won by it for so many days.
        PROGRAMME_DAYS = "programme.days", 365, 30..=3650, "days";
        /// Using this share of the functions open to one's role, or less, is called low (R271).
        ADOPTION_LOW = "report.adoption_low", 10, 0..=100, "percent";
        /// Tasks are made for at most so many clients at once.
        TASK_BATCH = "task.batch_limit", 1000, 1..=10000, "clients";
        /// Purchases from which a client is regular: platinum, and the third step of the ladder.
        REGULAR_PURCHASES = "client.regular_purchases", 3, 2..=100, "times";
        /// Key clients one employee can look after (R199).
        KEY_PER_MANAGER = "client.key_per_manager", 3, 1..=100, "clients";
        /// Rows of clients an employee with the right to export takes out in a day; the owner has no
        /// limit.
        EXPORT_ROWS = "export.rows_a_day", 10000, 0..=100000000, "clients";
        /// Quality: a check of a critical field stays good for so many months (R110).
        FRESHNESS_VALID = "freshness.valid_months", 12, 1..=120, "months";
        /// Part of the prospects that is to be renewed in a year (R108).
        FRESHNESS_YEAR = "freshness.year_norm", 20, 1..=100, "percent";
        /// In a crisis: part of the prospects that is to be renewed in a quarter (20–30, R109).
        FRESHNESS_QUARTER = "freshness.quarter_norm", 20, 1..=100, "percent";
        /// Weight in the score of a card: a phone outside of the quarantine.
        QUALITY_PHONE = "quality.weight_phone", 20, 0..=100, "times";
        /// … an e-mail.
        QUALITY_EMAIL = "quality.weight_email", 10, 0..=100, "times";
        /// … a tax number.
        QUALITY_TAX_NUMBER = "quality.weight_tax_number", 15, 0..=100, "times";
        /// … an address.
        QUALITY_ADDRESS = "quality.weight_address", 5, 0..=100, "times";
        /// … a contact person.
        QUALITY_PERSON = "quality.weight_person", 10, 0..=100, "times";
        /// … a person who decides.
        QUALITY_DECISION_MAKER = "quality.weight_decision_maker", 15, 0..=100, "times";
        /// … a market segment.
        QUALITY_SEGMENT = "quality.weight_segment", 5, 0..=100, "times";
        /// … where the client came from.
        QUALITY_SOURCE = "quality.weight_source", 5, 0..=100, "times";
        /// … a critical field checked lately.
        QUALITY_FRESH = "quality.weight_fresh", 15, 0..=100, "times";
        /// Duplicates: the base is looked through again when the last time is so many days ago; 0:
        /// only by hand.
        DUPLICATE_SWEEP_DAYS = "duplicate.sweep_days", 7, 0..=365, "days";
        /// Duplicates: at most so many pairs wait for a decision; those of least value are left out.
        DUPLICATE_MOST_PAIRS = "duplicate.most_pairs", 50000, 100..=1000000, "times";
        /// Duplicates: part of the pairs that is drawn by lot, to measure how often the engine is
        /// right; the same part of the questions are such pairs.
        DUPLICATE_SAMPLE_SHARE = "duplicate.sample_share", 20, 0..=100, "percent";
        /// Duplicates: drawn are at most so many pairs of each band of chance.
        DUPLICATE_SAMPLE = "duplicate.sample", 1000, 0..=20000, "times";
        /// Duplicates: what a doubling of the orders on both cards adds to the value of a decision …
        DUPLICATE_WEIGHT_ORDERS = "duplicate.weight_orders", 50, 0..=1000, "percent";
        /// … and that two employees hold the cards.
        DUPLICATE_WEIGHT_HOLDERS = "duplicate.weight_holders", 100, 0..=1000, "percent";
        /// Duplicates: how sure the intervals of the measured precision are.
        DUPLICATE_CONFIDENCE = "duplicate.confidence", 95, 50..=99, "percent";
        /// Duplicates: how wide such an interval may be.
        DUPLICATE_WIDTH = "duplicate.interval_width", 10, 1..=100, "percent";
        /// Duplicates: cards are merged without asking only where at least so many of a thousand
        /// pairs are right, by the lower end of the interval.
        DUPLICATE_PRECISION = "duplicate.least_precision", 995, 500..=1000, "permille";
        /// Duplicates: at most so many cards are merged into one without asking.
        DUPLICATE_LARGEST = "duplicate.largest_group", 4, 2..=5, "clients";
        /// Duplicates: from this chance on somebody of the base is shown to who types a client or person.
        DUPLICATE_SHOW = "duplicate.show_from", 20, 2..=100, "percent";
        /// Duplicates: from this chance on whoever adds one is asked, and a row of a file is doubtful.
        DUPLICATE_ASK = "duplicate.ask_from", 60, 2..=100, "percent";
        /// Duplicates: from this chance on a row of a file is taken for who stands in the base.
        DUPLICATE_SURE = "duplicate.sure_from", 99, 50..=100, "percent";
        /// Quarantine: what is set aside is looked at again after so many months (R101).
        QUARANTINE_RECHECK = "quarantine.recheck_months", 6, 1..=60, "months";
        /// Quarantine: a number is set aside after so many calls in a row that nobody answered.
        QUARANTINE_UNANSWERED = "quarantine.unanswered", 3, 1..=100, "times";
        /// Rest: a client is left alone for so many days after an effective contact (R114) …
        REST_DAYS = "rest.days", 30, 0..=366, "days";
        /// … a hot one …
        REST_HOT = "rest.days_hot", 30, 0..=366, "days";
        /// … a warm one …
        REST_WARM = "rest.days_warm", 30, 0..=366, "days";
        /// … a cold one …
        REST_COLD = "rest.days_cold", 30, 0..=366, "days";
        /// … one that buys from us.
        REST_CURRENT = "rest.days_current", 30, 0..=366, "days";
        /// Rest: contacts of one employee within so many hours count as one: a call, and the
        /// letter that was promised in it.
        REST_ROUND = "rest.round", 24, 0..=720, "hours";
        /// Rest: more contacts than this in a month, tried ones too, are called too many (R115).
        REST_MONTH = "rest.most_a_month", 4, 1..=100, "times";
        /// Inbox: days for which given tasks and taken clients are news.
        INBOX_NEWS = "inbox.news", 7, 1..=90, "days";
        /// Training: an employee is trained again within so many days (R285).
        TRAINING_EVERY = "training.every", 90, 1..=3650, "days";
        /// Funnel: days counted back for what reached each step of the board, and was won.
        FUNNEL_DAYS = "funnel.days", 56, 7..=730, "days";
        /// Refusals: the report is of so many days, when nobody says otherwise (R165).
        REFUSAL_WINDOW = "refusal.window", 14, 1..=366, "days";
        /// Refusals: who said that we have no such thing of something we have is taught it within so
        /// many days (R167).
        REFUSAL_LESSON_DAYS = "refusal.lesson_days", 7, 1..=90, "days";
        /// Refusals: a client that refused for good is not handed out again for so many days.
        REFUSAL_FINAL_DAYS = "refusal.final_days", 1825, 1..=3650, "days";
        /// Diagnosis: prospects are told nothing, from this part of them on that nobody spoke with (R177).
        DIAGNOSIS_UNKNOWN = "diagnosis.unknown", 50, 1..=100, "percent";
        /// Diagnosis: competitors win positions, from this part of the refusals on.
        DIAGNOSIS_COMPETITORS = "diagnosis.competitors", 40, 1..=100, "percent";
        /// Diagnosis: nobody needs the product now, from this part of the refusals on.
        DIAGNOSIS_MARKET = "diagnosis.market", 40, 1..=100, "percent";
        /// Diagnosis: too little is known of clients, from this part of those spoken with on of whom
        /// nobody knows who decides.
        DIAGNOSIS_INFORMATION = "diagnosis.information", 50, 1..=100, "percent";
        /// Diagnosis: a client costs too much, from this part of what new ones brought on.
        DIAGNOSIS_COST = "diagnosis.cost", 30, 1..=1000, "percent";
        /// Diagnosis: nobody works with objections, from this part of the trapped refusals on.
        DIAGNOSIS_OBJECTIONS = "diagnosis.objections", 30, 1..=100, "percent";
        /// Diagnosis: fewer things than this tell nothing.
        DIAGNOSIS_LEAST = "diagnosis.least", 20, 1..=100000, "times";
        /// Diagnosis: refusals and contacts of so many days are counted.
        DIAGNOSIS_DAYS = "diagnosis.days", 90, 7..=3650, "days";
        /// Diagnosis: a prospect is told nothing when nobody spoke with it for so many days.
        DIAGNOSIS_REACHED = "diagnosis.reached_days", 365, 7..=3650, "days";
        /// Scoring: points when what it could buy in a year, of the full potential (R171, R172).
        SCORING_POTENTIAL = "scoring.potential", 30, -100..=100, "points";
        /// Scoring: points when it is of class A by turnover (R171, R172).
        SCORING_CLASS_A = "scoring.class_a", 30, -100..=100, "points";
        /// Scoring: points when it is of class B by turnover (R171, R172).
        SCORING_CLASS_B = "scoring.class_b", 15, -100..=100, "points";
        /// Scoring: points when it is marked as key (R171, R172).
        SCORING_KEY_MARK = "scoring.key_mark", 20, -100..=100, "points";
        /// Scoring: points when it is hot (R171, R172).
        SCORING_HOT = "scoring.hot", 20, -100..=100, "points";
        /// Scoring: points when it is warm (R171, R172).
        SCORING_WARM = "scoring.warm", 10, -100..=100, "points";
        /// Scoring: points when its tax number is known (R171, R172).
        SCORING_TAX_NUMBER = "scoring.tax_number", 10, -100..=100, "points";
        /// Scoring: points when somebody has spoken with it within a year (R171, R172).
        SCORING_SPOKEN = "scoring.spoken", 10, -100..=100, "points";
        /// Scoring: points when who decides is known (R171, R172).
        SCORING_DECIDER = "scoring.decider", 10, -100..=100, "points";
        /// Scoring: points when a critical field was checked lately (R171, R172).
        SCORING_CHECKED = "scoring.checked", 5, -100..=100, "points";
        /// Scoring: points when it has paid within a year (R171, R172).
        SCORING_PAYS = "scoring.pays", 15, -100..=100, "points";
        /// Scoring: points when it owes for what it was sold too long ago (R171, R172).
        SCORING_DEBT = "scoring.debt", -30, -100..=100, "points";
        /// Scoring: points when it refused, and it is not yet time to come back (R171, R172).
        SCORING_REFUSED = "scoring.refused", -15, -100..=100, "points";
        /// Scoring: points when it is set aside (R171, R172).
        SCORING_SET_ASIDE = "scoring.set_aside", -20, -100..=100, "points";
        /// Scoring: the potential of a year that gives all its points, in the reporting currency.
        SCORING_POTENTIAL_FULL = "scoring.potential_full", 100000, 1..=1000000000, "currency";
        /// Scoring: the reliability of a client of whom nothing is known.
        SCORING_BEGIN = "scoring.begin", 50, 0..=100, "points";
        /// Scoring: a client owes when it has not paid for what it was sold so many days ago.
        SCORING_DEBT_DAYS = "scoring.debt_days", 60, 1..=3650, "days";
        /// Scoring: class A begins at this importance …
        SCORING_A = "scoring.from_a", 50, 1..=100, "points";
        /// … and class B at this one.
        SCORING_B = "scoring.from_b", 20, 1..=100, "points";
        /// Scoring: from this reliability on one can rely on a client …
        SCORING_RELIABLE = "scoring.from_reliable", 65, 1..=100, "points";
        /// … and from this one on it is doubtful; below it is unreliable.
        SCORING_DOUBTFUL = "scoring.from_doubtful", 35, 1..=100, "points";
        /// Rules: days for which it is worked out what a change would have done.
        RULE_LOOKBACK = "rule.lookback", 90, 7..=366, "days";
        /// Scripts: the longest main idea of a call (R133).
        SCRIPT_PITCH = "script.pitch", 60, 10..=600, "seconds";
        /// Scripts: words that are said in a minute.
        SCRIPT_PACE = "script.pace", 130, 60..=240, "words";
        /// Holding: days a telemarketer holds a client without the result, an agreed presentation; 0:
        /// without a term (R117).
        HOLDING_TELEMARKETER = "holding.term_telemarketer", 30, 0..=3650, "days";
        /// Holding: days an active seller holds a client without an order; 0: without a term.
        HOLDING_SELLER = "holding.term_active_seller", 90, 0..=3650, "days";
        /// Holding: days a client manager holds a client without an order; 0: without a term.
        HOLDING_CLIENT_MANAGER = "holding.term_client_manager", 365, 0..=3650, "days";
        /// Holding: days before the end of a term from which the holder is warned.
        HOLDING_WARN = "holding.warn", 7, 0..=365, "days";
        /// Holding: days before a client that was withdrawn from an employee goes to them again.
        HOLDING_COOLDOWN = "holding.cooldown", 90, 0..=3650, "days";
        /// Holding: clients a telemarketer holds at most; 0: any number.
        HOLDING_CAPACITY_TELEMARKETER = "holding.capacity_telemarketer", 300, 0..=100000, "clients";
        /// Holding: clients an active seller holds at most; 0: any number.
        HOLDING_CAPACITY_SELLER = "holding.capacity_active_seller", 250, 0..=100000, "clients";
        /// Holding: clients a client manager holds at most; 0: any number.
        HOLDING_CAPACITY_CLIENT_MANAGER = "holding.capacity_client_manager", 250, 0..=100000, "clients";
        /// Holding: clients taken and not yet worked from which no more are taken (R119); 0: any
        /// number.
        HOLDING_IDLE = "holding.most_idle", 20, 0..=100000, "clients";
        /// Pool: the conversion of an employee counts as if they had held so many clients more with
        /// the result of all (R122).
        POOL_PRIOR = "pool.prior", 20, 0..=100000, "clients";
        /// Pool: at most so many clients are handed out at once.
        POOL_MOST = "pool.most_at_once", 1000, 1..=100000, "clients";
        /// Conveyor: a client is ours from so many yes to the questions of the portrait on (R178).
        CONVEYOR_OURS = "conveyor.ours", 60, 1..=100, "percent";
        /// Conveyor: whoever was passed fewest clients in so many days is next.
        CONVEYOR_EVEN = "conveyor.even_days", 30, 1..=365, "days";
        /// Conveyor: a qualification is good for so many days; after that the client is asked again.
        CONVEYOR_GOOD = "conveyor.good_days", 30, 1..=365, "days";
        /// Conveyor: a client we refused is not handed out of the pool for so many days (R195).
        CONVEYOR_REFUSED = "conveyor.refused_days", 365, 0..=3650, "days";
        /// Conveyor: a client manager wakes a client that slept shorter than so many days, a seller
        /// one that slept longer (R187).
        CONVEYOR_WAKE_SELLER = "conveyor.seller_wakes_after", 365, 0..=3650, "days";
        /// Joint work: days of a simple hand-over.
        JOINT_SIMPLE = "joint.simple_days", 14, 1..=365, "days";
        /// Joint work: days of a gradual hand-over, in which both work the client (R186).
        JOINT_GRADUAL = "joint.gradual_days", 60, 1..=365, "days";
        /// Joint work: days for which somebody is called in (R187, R188).
        JOINT_CALLED = "joint.called_days", 30, 1..=365, "days";
        /// Fit of a deal: what we can make in a month, in the reporting currency; 0: not said (R193).
        FIT_CAPACITY = "fit.capacity_month", 0, 0..=1000000000000, "currency";
        /// Fit of a deal: it may take so much of what is made in its time (R193).
        FIT_CAPACITY_MOST = "fit.most_of_capacity", 100, 1..=1000, "percent";
        /// Fit of a deal: our turnover of a year, in the reporting currency; 0: not said (R193).
        FIT_TURNOVER = "fit.turnover_year", 0, 0..=1000000000000, "currency";
        /// Fit of a deal: it may be so much of a year's turnover (R193).
        FIT_TURNOVER_MOST = "fit.most_of_turnover", 50, 1..=1000, "percent";
        /// A head is at every key client again within so many days (R201).
        VISIT_EVERY = "visit.every", 90, 1..=3650, "days";
        /// Today: a client that was contacted or tried is not in the queue for so many hours.
        TODAY_RETRY = "today.retry", 3, 0..=168, "hours";
        /// Today: a client that turned to us is in the queue for so many days.
        TODAY_TURNED = "today.turned", 14, 1..=366, "days";
        /// Winning a lost key client back has to begin within so many working days (R250).
        WINBACK_START = "winback.start_days", 2, 0..=60, "days";
        /// A signal of the market is to be worked within so many days (R68).
        SIGNAL_DAYS = "signal.work_days", 14, 1..=365, "days";
        /// Forms of web sites: so many leads are taken from one network address within the window …
        LEAD_PER_ADDRESS = "lead.form_per_address", 10, 1..=10000, "times";
        /// … and so many by one form.
        LEAD_PER_FORM = "lead.form_per_form", 200, 1..=100000, "times";
        /// The window in which leads of forms are counted.
        LEAD_WINDOW = "lead.form_window", 60, 1..=1440, "minutes";
        /// Forms of web sites: the largest sending.
        LEAD_FORM_SIZE = "lead.form_size", 64, 1..=1024, "kilobytes";
        /// The largest letter that becomes a lead.
        LEAD_MAIL_SIZE = "lead.mail_size", 25600, 16..=32768, "kilobytes";
        /// A client that answered at least so much is asked for a recommendation (R78).
        REFERRAL_SCORE = "referral.from_score", 9, 0..=10, "times";
        /// … again after so many months.
        REFERRAL_AGAIN = "referral.again_months", 6, 1..=60, "months";
        /// Money owed: days to pay after the day of an order, where a client has no terms of its own.
        RECEIVABLE_TERM_DAYS = "receivable.term_days", 14, 0..=366, "days";
        /// Money owed: the first age of a debt ends so many days after it was due …
        RECEIVABLE_BUCKET_1 = "receivable.age_first", 30, 1..=3650, "days";
        /// … the second …
        RECEIVABLE_BUCKET_2 = "receivable.age_second", 60, 1..=3650, "days";
        /// … and the third; what is later is the oldest.
        RECEIVABLE_BUCKET_3 = "receivable.age_third", 90, 1..=3650, "days";
        /// Money owed: a debt that is later by more days is to be collected (R175) …
        RECEIVABLE_COLLECT_DAYS = "receivable.collect_days", 90, 1..=3650, "days";
        /// … and one that is later still is to be written off.
        RECEIVABLE_WRITE_OFF_DAYS = "receivable.write_off_days", 365, 1..=3650, "days";
        /// Money owed: part of deliveries that is planned never to be paid in usual times (R290).
        RECEIVABLE_LOSS_USUAL = "receivable.loss_usual", 1, 0..=100, "percent";
        /// The same in a crisis.
        RECEIVABLE_LOSS_CRISIS = "receivable.loss_crisis", 20, 0..=100, "percent";
        /// Blacklist: a client comes to it when its oldest debt is later by more days (R173) …
        BLACKLIST_DAYS = "blacklist.days", 30, 1..=3650, "days";
        /// … and it owes at least so much of what is late, in whole units of the reporting currency.
        BLACKLIST_LEAST = "blacklist.least", 0, 0..=1000000000, "currency";
        /// Contacts a telemarketer may reveal in a day.
        REVEAL_TELEMARKETER = "reveal.telemarketer", 30, 0..=10000, "times";
        /// Contacts an active seller may reveal in a day.
        REVEAL_ACTIVE_SELLER = "reveal.active_seller", 60, 0..=10000, "times";
        /// Contacts a client manager may reveal in a day.
        REVEAL_CLIENT_MANAGER = "reveal.client_manager", 40, 0..=10000, "times";
        /// Contacts a guardian may reveal in a day.
        REVEAL_GUARDIAN = "reveal.guardian", 20, 0..=10000, "times";
    }
    choice {
        /// Import: what becomes of rows that the base does not know.
        IMPORT_NEW = "import.new", "create", ["create", "skip"];
        /// Import: what becomes of rows that the base knows by a sure key.
        IMPORT_SAME = "import.same", "update", ["update", "merge", "skip"];
        /// Import: what becomes of rows that may be known.
        IMPORT_DOUBTFUL = "import.doubtful", "skip", ["create", "merge", "skip"];
        /// Import: who wins where the base and the file differ.
        IMPORT_WIN = "import.win", "fill_empty", ["keep_base", "take_file", "fill_empty", "newest"];
        /// Import: a value that cannot be read is left out, or its row waits until it is mended.
        IMPORT_UNREADABLE = "import.unreadable", "leave_out", ["leave_out", "refuse"];
        /// Gate: what happens when something is missing on a card that is saved (R106).
        GATE_SAVE = "gate.save", "warn", ["off", "warn", "refuse"];
        /// Gate: … on the card of a client that is given to a manager.
        GATE_ASSIGN = "gate.assign", "warn", ["off", "warn", "refuse"];
        /// Gate: … on the card of a client whose order begins to count (R103).
        GATE_ORDER = "gate.order", "warn", ["off", "warn", "refuse"];
        /// Cleaned list: whether the phones and e-mails it asks for must have been checked lately.
        CLEAN_LIST_CHECKED = "clean_list.checked", "ask", ["ask", "off"];
        /// Cleaned list: whether clients that refused or were lost are left out.
        CLEAN_LIST_LOST = "clean_list.lost", "leave_out", ["leave_out", "keep"];
        /// Holding: whether a client goes back to the pool when the term is over without a result.
        HOLDING_WITHDRAW = "holding.withdraw", "on", ["on", "off"];
        /// Conveyor: whether a client goes to a client manager only after its first deal (R183).
        CONVEYOR_DEAL = "conveyor.first_deal", "on", ["on", "off"];
        /// Fresh look: what is hidden from whoever is given a client of the pool that others gave up
        /// (R124).
        FRESH_LOOK_RETURNED = "fresh_look.returned", "off", ["off", "failures", "everything"];
        /// Responsibility: one manager does all for a client, or retention and development are separate
        /// and the matrix decides (R198).
        RESPONSIBILITY_MODE = "responsibility.mode", "one", ["one", "separate"];
        /// Duplicates: whether the base is looked through after clients were brought in.
        DUPLICATE_AFTER_IMPORT = "duplicate.after_import", "on", ["on", "off"];
        /// Duplicates: which record gives a field where cards are merged without asking.
        DUPLICATE_PRESET = "duplicate.preset", "fullest", ["survivor", "newest", "fullest"];
        /// What the entries of an exhibition become: leads of the inbox, or clients at once unless
        /// the base may know them already.
        LEAD_EVENT = "lead.event_makes", "lead", ["lead", "client"];
        /// Duplicates: whether a client or person that the base seems to have is added only when
        /// somebody says that it is another.
        DUPLICATE_ENTRY = "duplicate.at_entry", "ask", ["ask", "off"];
        /// Which contacts count against the plan: those that took place and solved their task (R129),
        /// or attempts too.
        PLAN_COUNTS = "plan.counts", "effective", ["effective", "all"];
        /// First day of the week.
        CALENDAR_WEEK_START = "calendar.week_start", "monday", ["monday", "sunday", "saturday"];
        /// Whether the prospects are to be renewed by the norm of a year or, in a crisis, by that of
        /// a quarter.
        FRESHNESS_MODE = "freshness.mode", "usual", ["usual", "crisis"];
        /// Which planned loss of payments counts now (R290).
        RECEIVABLE_TIMES = "receivable.times", "usual", ["usual", "crisis"];
        /// Blacklist: debtors are shown to whoever decides, or come to it by themselves at night.
        BLACKLIST_MODE = "blacklist.mode", "propose", ["propose", "automatic"];
        /// Whether heads of sales see the whole base or the clients of their team.
        HEAD_OF_SALES_SCOPE = "policy.head_of_sales_scope", "all", ["all", "team"];
    }
    text {
        /// Name of the company, as pages and reports show it.
        COMPANY_NAME = "company.name", "", Form::Line(120);
        /// Conveyor: the company's own questions of the portrait, separated by `;`; empty: the five
        /// built-in ones (R178).
        CONVEYOR_CRITERIA = "conveyor.criteria", "", Form::Line(1000);
        /// Currency of reports; every order is also kept in it.
        COMPANY_CURRENCY = "company.currency", "EUR", Form::Currency;
        /// Country of phones and tax numbers written without one.
        COMPANY_COUNTRY = "company.country", "MK", Form::Country;
        /// Time zone in which days begin.
        COMPANY_TIME_ZONE = "company.time_zone", "Europe/Skopje", Form::TimeZone;
        /// Gate: what stands on the card of a company when it is saved, as
        /// `name, phone, RU:tax_number`.
        GATE_COMPANY_SAVE = "gate.company_save", "name, phone", Form::Needs(200);
        /// Gate: the same of a private person.
        GATE_PRIVATE_SAVE = "gate.private_save", "name, phone", Form::Needs(200);
        /// Gate: what must be known of a company that is given to a manager.
        GATE_COMPANY_ASSIGN = "gate.company_assign", "name, phone", Form::Needs(200);
        /// Gate: the same of a private person.
        GATE_PRIVATE_ASSIGN = "gate.private_assign", "name, phone", Form::Needs(200);
        /// Gate: what must be known of a company before its order counts (R103).
        GATE_COMPANY_ORDER = "gate.company_order", "phone, name, email", Form::Needs(200);
        /// Gate: the same of a private person.
        GATE_PRIVATE_ORDER = "gate.private_order", "phone, name, email", Form::Needs(200);
        /// Cleaned list: what a company must have to be on it (R111).
        CLEAN_LIST_COMPANY = "clean_list.company", "name, phone", Form::Needs(200);
        /// Cleaned list: the same of a private person.
        CLEAN_LIST_PRIVATE = "clean_list.private", "name, phone", Form::Needs(200);
    }
}
