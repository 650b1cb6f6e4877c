//! Everything a figure can be asked with, each number with its default. Nothing is hidden in code.

use crate::day::{Day, Period};
use serde::{Deserialize, Serialize};

/// Which days count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// From the first line of the ledger to the as-of day.
    #[default]
    All,
    /// This many months up to and including the as-of day: as of 2026-05-06 twelve months begin on
    /// 2025-05-07.
    Rolling(u32),
    /// The last this many calendar months that are over on the as-of day; the running month is out.
    FullMonths(u32),
    /// From a day to a day, both inside.
    Days(Day, Day),
}

/// What is added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Net revenue.
    #[default]
    Revenue,
    /// Net revenue less cost; lines without a known cost are left out.
    Margin,
}

/// What makes a client active on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// An order with at least one positive line; returns never count.
    #[default]
    Purchases,
    /// Any line, returns too.
    AnyLine,
}

/// Periods whose revenues XYZ compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Buckets {
    /// Calendar months.
    #[default]
    Month,
    /// Three calendar months, counted back from the last full month.
    Quarter,
    /// The client's own rhythm: its median gap between purchase days, rounded up to whole days.
    Rhythm,
}

/// Whose sales an order is when figures are made per employee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ManagerOf {
    /// The employee who holds the client.
    #[default]
    Client,
    /// The employee who made the order.
    Order,
}

/// Filters; an empty list lets everything through. A client has to pass all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Segment codes of the client.
    pub segments: Vec<u32>,
    /// Region codes of the client.
    pub regions: Vec<u32>,
    /// Codes of the employee who holds the client.
    pub managers: Vec<u32>,
    /// Product groups: only their lines make the ledger.
    pub product_groups: Vec<u32>,
}

/// Borders of ABC, in hundredths of a percent of the sum of positive revenues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct AbcBorders {
    /// A while the cumulative share before the client is below this: 80 %.
    pub a: u32,
    /// B while below this: 95 %.
    pub b: u32,
}

impl Default for AbcBorders {
    fn default() -> Self {
        Self { a: 8_000, b: 9_500 }
    }
}

/// Borders of XYZ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum XyzBorders {
    /// By value of the coefficient of variation: X up to the first, Y up to the second.
    Value(f64, f64),
    /// By share of the clients that have a coefficient, most regular first: the first share is X,
    /// up to the second Y. Equal coefficients share the better class.
    Share(f64, f64),
}

impl Default for XyzBorders {
    /// X up to 10 %, Y up to 25 %: what the field teaches.
    fn default() -> Self {
        Self::Value(0.10, 0.25)
    }
}

/// Settings of XYZ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Xyz {
    /// The periods compared: months.
    pub buckets: Buckets,
    /// The borders: 0.10 and 0.25 by value.
    pub borders: XyzBorders,
    /// With fewer periods of life than this a client is N: 3.
    pub least_periods: u32,
    /// Whether the running period is compared too: no.
    pub include_running: bool,
    /// A warning is due when one class holds more than this share of the clients: 0.9.
    pub warn_share: f64,
}

impl Default for Xyz {
    fn default() -> Self {
        Self {
            buckets: Buckets::Month,
            borders: XyzBorders::default(),
            least_periods: 3,
            include_running: false,
            warn_share: 0.9,
        }
    }
}

/// How a score from 1 to `bins` is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scoring {
    /// By rank: 1 + ⌊bins · (rank − 1) / n⌋; equal values share the lower score.
    #[default]
    Rank,
    /// By ascending borders: the score is 1 + the number of borders reached. For recency the
    /// borders are days since the last purchase, ascending, and fewer days score higher.
    Borders(Vec<i64>),
}

/// Settings of RFM.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Rfm {
    /// Scores run from 1 to this; the best is the highest: 5 (2 to 9).
    pub bins: u8,
    /// Scoring of recency.
    pub recency: Scoring,
    /// Scoring of the number of orders.
    pub frequency: Scoring,
    /// Scoring of the money.
    pub monetary: Scoring,
}

impl Default for Rfm {
    fn default() -> Self {
        Self {
            bins: 5,
            recency: Scoring::Rank,
            frequency: Scoring::Rank,
            monetary: Scoring::Rank,
        }
    }
}

/// When a client sleeps and when it is lost. Both conditions of a state have to hold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rhythm {
    /// Purchase days needed for an own rhythm: 3.
    pub least_days: u32,
    /// Sleeping after more than this many rhythms of silence: 2.
    pub sleeping_times: f64,
    /// … and more than this many days: 30.
    pub sleeping_days: i32,
    /// Lost after more than this many rhythms of silence: 4.
    pub lost_times: f64,
    /// … and more than this many days: 90.
    pub lost_days: i32,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self {
            least_days: 3,
            sleeping_times: 2.0,
            sleeping_days: 30,
            lost_times: 4.0,
            lost_days: 90,
        }
    }
}

/// Settings of concentration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Concentration {
    /// Shares of one client in the sales that raise an alarm, in percent: 10, 20, 30, 40, 50.
    pub alarms: Vec<u32>,
}

impl Default for Concentration {
    fn default() -> Self {
        Self {
            alarms: vec![10, 20, 30, 40, 50],
        }
    }
}

/// Settings of the simple lifetime value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ltv {
    /// Profitability in percent, used for a client whose margin is not known: 100, that is, the
    /// value is then revenue.
    pub margin_percent: f64,
    /// A life is at least this many months: 1.
    pub least_months: f64,
}

impl Default for Ltv {
    fn default() -> Self {
        Self {
            margin_percent: 100.0,
            least_months: 1.0,
        }
    }
}

/// What a [`crate::View`] is made with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameters {
    /// Nothing after this day is seen. Default: the last day of the ledger.
    pub as_of: Option<Day>,
    /// Which days count: all.
    pub window: Window,
    /// What is added up: revenue.
    pub basis: Basis,
    /// What makes a client active: purchases.
    pub activity: Activity,
    /// Whose sales an order is: of the employee who holds the client.
    pub manager_of: ManagerOf,
    /// Filters: none.
    pub filters: Filters,
    /// Borders of ABC: 80 and 95 %.
    pub abc: AbcBorders,
    /// Settings of XYZ.
    pub xyz: Xyz,
    /// Settings of RFM.
    pub rfm: Rfm,
    /// Settings of sleeping and lost.
    pub rhythm: Rhythm,
    /// Settings of concentration.
    pub concentration: Concentration,
    /// Settings of the simple lifetime value.
    pub ltv: Ltv,
    /// Period of retention: quarter.
    pub retention: Period,
    /// Period of the cohorts: month.
    pub cohorts: Period,
    /// Tables by period show at most this many periods, the latest: 1,200. It bounds the memory
    /// that a ledger with an absurd date can ask for.
    pub most_periods: u32,
    /// Two bounds in percent of buyers between which a share of one-time buyers is usual: 30, 50.
    pub one_time_band: (u32, u32),
    /// Threads to use at most: 2. The figures do not depend on it.
    pub threads: u32,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            as_of: None,
            window: Window::All,
            basis: Basis::Revenue,
            activity: Activity::Purchases,
            manager_of: ManagerOf::Client,
            filters: Filters::default(),
            abc: AbcBorders::default(),
            xyz: Xyz::default(),
            rfm: Rfm::default(),
            rhythm: Rhythm::default(),
            concentration: Concentration::default(),
            ltv: Ltv::default(),
            retention: Period::Quarter,
            cohorts: Period::Month,
            most_periods: 1_200,
            one_time_band: (30, 50),
            threads: 2,
        }
    }
}
