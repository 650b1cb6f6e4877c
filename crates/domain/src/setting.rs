//! Settings: every number of a rule, with its meaning, default and range. A setting is a
//! constant of this module; a value out of its range cannot be kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::money::Currency;

/// A value of a setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A text or code.
    Text(String),
}

/// A setting that is a whole number.
#[derive(Debug)]
pub struct Whole {
    /// Its name, `group.thing`.
    pub name: &'static str,
    /// The value when nobody set one.
    pub default: i64,
    /// The smallest value.
    pub min: i64,
    /// The largest value.
    pub max: i64,
    /// What it counts: `minutes`, `hours`, `days`, `months`, `years`, `percent`, `times`, `clients`, or the
    /// number of a `month`.
    pub unit: &'static str,
}

/// A setting that is one of a few codes.
#[derive(Debug)]
pub struct Choice {
    /// Its name, `group.thing`.
    pub name: &'static str,
    /// The value when nobody set one.
    pub default: &'static str,
    /// The codes allowed.
    pub options: &'static [&'static str],
}

/// A setting that is a text.
#[derive(Debug)]
pub struct Text {
    /// Its name, `group.thing`.
    pub name: &'static str,
    /// The value when nobody set one.
    pub default: &'static str,
    /// What the text has to be.
    pub form: Form,
}

/// What a text setting has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A line of at most so many characters, which may be empty.
    Line(usize),
    /// An ISO 4217 code.
    Currency,
    /// An ISO 3166-1 alpha-2 code.
    Country,
    /// A name of the IANA time zone database.
    TimeZone,
    /// Values that a gate asks for, parted by commas, see [`crate::gate::Need`], of at most so many
    /// characters.
    Needs(usize),
}

/// A setting of any kind.
#[derive(Debug, Clone, Copy)]
pub enum Definition {
    /// A whole number.
    Whole(&'static Whole),
    /// One of a few codes.
    Choice(&'static Choice),
    /// A text.
    Text(&'static Text),
}

/// Why a value is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// No setting has this name.
    #[error("no such setting")]
    Unknown,
    /// A number where a text belongs, or the other way round.
    #[error("a value of another kind")]
    WrongKind,
    /// Outside the range.
    #[error("out of range")]
    OutOfRange {
        /// The smallest value.
        min: i64,
        /// The largest value.
        max: i64,
    },
    /// Not one of the codes, no currency, no time zone, no clean line.
    #[error("not an allowed value")]
    NotAllowed,
    /// A border that must lie below another does not.
    #[error("must be less than {above}")]
    NotBelow {
        /// The setting that must be greater.
        above: &'static str,
    },
}

impl SettingError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "setting.unknown",
            Self::WrongKind => "setting.wrong_kind",
            Self::OutOfRange { .. } => "setting.out_of_range",
            Self::NotAllowed => "setting.not_allowed",
            Self::NotBelow { .. } => "setting.not_below",
        }
    }
}

macro_rules! settings {
    (
        whole { $($(#[$wmeta:meta])* $wname:ident = $wkey:literal, $wdefault:literal, $min:literal ..= $max:literal, $unit:literal;)+ }
        choice { $($(#[$cmeta:meta])* $cname:ident = $ckey:literal, $cdefault:literal, [$($option:literal),+];)+ }
        text { $($(#[$tmeta:meta])* $tname:ident = $tkey:literal, $tdefault:literal, $form:expr;)+ }
    ) => {
        $($(#[$wmeta])* pub static $wname: Whole = Whole {
            name: $wkey, default: $wdefault, min: $min, max: $max, unit: $unit,
        };)+
        $($(#[$cmeta])* pub static $cname: Choice = Choice {
            name: $ckey, default: $cdefault, options: &[$($option),+],
        };)+
        $($(#[$tmeta])* pub static $tname: Text = Text {
            name: $tkey, default: $tdefault, form: $form,
        };)+

        /// Every setting there is.
        pub static DEFINITIONS: &[Definition] = &[
            $(Definition::Text(&$tname),)+
            $(Definition::Choice(&$cname),)+
            $(Definition::Whole(&$wname),)+
        ];
    };
}

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
        /// Quarantine: what is set aside is looked at again after so many months (R101).
        QUARANTINE_RECHECK = "quarantine.recheck_months", 6, 1..=60, "months";
        /// Quarantine: a number is set aside after so many calls in a row that nobody answered.
        QUARANTINE_UNANSWERED = "quarantine.unanswered", 3, 1..=100, "times";
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
        /// First day of the week.
        CALENDAR_WEEK_START = "calendar.week_start", "monday", ["monday", "sunday", "saturday"];
        /// Whether the prospects are to be renewed by the norm of a year or, in a crisis, by that of
        /// a quarter.
        FRESHNESS_MODE = "freshness.mode", "usual", ["usual", "crisis"];
        /// Whether heads of sales see the whole base or the clients of their team.
        HEAD_OF_SALES_SCOPE = "policy.head_of_sales_scope", "all", ["all", "team"];
    }
    text {
        /// Name of the company, as pages and reports show it.
        COMPANY_NAME = "company.name", "", Form::Line(120);
        /// Currency of reports; every order is also kept in it.
        COMPANY_CURRENCY = "company.currency", "EUR", Form::Currency;
        /// Country of phones and tax numbers written without one.
        COMPANY_COUNTRY = "company.country", "MK", Form::Country;
        /// Time zone in which days begin.
        COMPANY_TIME_ZONE = "company.time_zone", "Europe/Skopje", Form::TimeZone;
        /// Gate: what must be known of a company before its order counts, as `phone, name, email`.
        GATE_COMPANY_ORDER = "gate.company_order", "", Form::Needs(200);
        /// Gate: the same of a private person.
        GATE_PRIVATE_ORDER = "gate.private_order", "", Form::Needs(200);
    }
}

impl Definition {
    /// The definition with this name.
    pub fn named(name: &str) -> Option<Self> {
        DEFINITIONS
            .iter()
            .copied()
            .find(|definition| definition.name() == name)
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole(setting) => setting.name,
            Self::Choice(setting) => setting.name,
            Self::Text(setting) => setting.name,
        }
    }

    /// The value when nobody set one.
    pub fn default(self) -> Value {
        match self {
            Self::Whole(setting) => Value::Whole(setting.default),
            Self::Choice(setting) => Value::Text(setting.default.to_owned()),
            Self::Text(setting) => Value::Text(setting.default.to_owned()),
        }
    }

    /// May it have this value?
    pub fn check(self, value: &Value) -> Result<(), SettingError> {
        match (self, value) {
            (Self::Whole(setting), Value::Whole(number)) => {
                let (min, max) = (setting.min, setting.max);
                if (min..=max).contains(number) {
                    Ok(())
                } else {
                    Err(SettingError::OutOfRange { min, max })
                }
            }
            (Self::Choice(setting), Value::Text(code)) => {
                allowed(setting.options.contains(&code.as_str()))
            }
            (Self::Text(setting), Value::Text(text)) => allowed(setting.form.holds(text)),
            _ => Err(SettingError::WrongKind),
        }
    }
}

impl Form {
    fn holds(self, text: &str) -> bool {
        match self {
            Self::Line(max) => {
                text.is_empty() || crate::text::line(text, max).as_deref() == Ok(text)
            }
            Self::Currency => text.parse::<Currency>().is_ok(),
            Self::Country => text.parse::<Country>().is_ok(),
            Self::TimeZone => is_time_zone(text),
            Self::Needs(max) => Self::Line(max).holds(text) && crate::gate::needs(text).is_some(),
        }
    }
}

/// Whether the text names a zone of the IANA database.
pub fn is_time_zone(text: &str) -> bool {
    text.len() <= 64 && jiff::tz::TimeZone::get(text).is_ok()
}

fn allowed(holds: bool) -> Result<(), SettingError> {
    if holds {
        Ok(())
    } else {
        Err(SettingError::NotAllowed)
    }
}

/// The values in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    changed: BTreeMap<&'static str, Value>,
}

impl Settings {
    /// Sets a value that passes its definition's check.
    pub fn set(&mut self, name: &str, value: Value) -> Result<(), SettingError> {
        let definition = Definition::named(name).ok_or(SettingError::Unknown)?;
        definition.check(&value)?;
        self.changed.insert(definition.name(), value);
        Ok(())
    }

    /// Borders that stand in pairs must stand in order; the first that does not, by its name.
    pub fn check_pairs(&self) -> Result<(), (&'static str, SettingError)> {
        let pairs = [
            (&ABC_A, &ABC_B),
            (&XYZ_X, &XYZ_Y),
            (&SLEEPING_RHYTHM, &LOST_RHYTHM),
            (&SLEEPING_DAYS, &LOST_DAYS),
            (&CRISIS_USUAL_LOW, &CRISIS_USUAL_HIGH),
            (&CRISIS_LOSS_LOW, &CRISIS_LOSS_HIGH),
        ];
        for (low, high) in pairs {
            if self.whole(low) >= self.whole(high) {
                return Err((low.name, SettingError::NotBelow { above: high.name }));
            }
        }
        Ok(())
    }

    /// The value in force.
    pub fn value(&self, definition: Definition) -> Value {
        let changed = self.changed.get(definition.name()).cloned();
        changed.unwrap_or_else(|| definition.default())
    }

    /// The number in force.
    pub fn whole(&self, setting: &'static Whole) -> i64 {
        match self.changed.get(setting.name) {
            Some(Value::Whole(number)) => *number,
            _ => setting.default,
        }
    }

    /// The code in force.
    pub fn choice(&self, setting: &'static Choice) -> &str {
        match self.changed.get(setting.name) {
            Some(Value::Text(code)) => code,
            _ => setting.default,
        }
    }

    /// The text in force.
    pub fn text(&self, setting: &'static Text) -> &str {
        match self.changed.get(setting.name) {
            Some(Value::Text(text)) => text,
            _ => setting.default,
        }
    }

    /// The currency of reports.
    pub fn currency(&self) -> Currency {
        self.text(&COMPANY_CURRENCY)
            .parse()
            .unwrap_or(Currency::EUR)
    }

    /// The country of phones and tax numbers written without one.
    pub fn country(&self) -> Country {
        self.text(&COMPANY_COUNTRY).parse().unwrap_or(Country::MK)
    }

    /// Purchases from which a client is regular.
    pub fn regular_purchases(&self) -> u32 {
        u32::try_from(self.whole(&REGULAR_PURCHASES)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests;
