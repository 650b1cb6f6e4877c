//! One document with the main figures of a whole ledger under fixed, written definitions, so that
//! any ledger can be compared number by number with the answer of an independent tool.

mod make;
mod parts;

use crate::day::Day;
use crate::image::Image;
use serde::Serialize;
use std::collections::BTreeMap;

pub use parts::Parts;

/// Windows in months for which XYZ is given, when the ledger is that long.
pub const WINDOWS: [u32; 4] = [12, 24, 36, 60];

/// What each figure means.
const DEFINITIONS: [(&str, &str); 7] = [
    (
        "amount",
        "integer minor units: round_half_up(Quantity*Price*100) per line; revenue of a client = sum over its lines, returns (negative) included",
    ),
    (
        "ABC",
        "clients by revenue desc, id asc; T = sum of positive revenues; A while cumulative revenue BEFORE the client < 80 % of T, B while < 95 %, else C; revenue <= 0 -> C",
    ),
    (
        "XYZ",
        "CV = population sd / mean of monthly revenue; months from the month of the first order (inside the window) to the last FULL month of the window, zero months count as 0; X: CV<=0.10, Y: CV<=0.25, Z else or mean<=0; fewer than 3 months -> N (not enough history)",
    ),
    (
        "RFM",
        "R by last purchase date, F by number of orders, M by revenue; score = 1+floor(5*(rank-1)/n), rank = 1 + number of clients with a strictly smaller value (ties share); 5 = best (most recent, most, largest)",
    ),
    (
        "CRR",
        "quarter q: S = clients with a purchase in q-1, E = clients with a purchase in q, N = clients whose first purchase ever is in q; CRR=(E-N)/S*100; strict = |bought in q-1 and q|/S*100; a purchase = at least one positive line (not a cancellation)",
    ),
    (
        "cohort",
        "cohort = month of the first purchase; cell (c,k) = clients of the cohort with a purchase in month c+k; a purchase as in CRR",
    ),
    (
        "sleeping",
        "client with >=3 purchase days; rhythm = median gap between purchase days; sleeping when days since last purchase > 2 * rhythm AND > 30 days; lost when > 4 * rhythm AND > 90 days",
    ),
];

/// The document. Percentages and rates are rounded to the digits shown in the field's name's
/// figure; integers are exact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// Key of a figure and its meaning.
    pub definitions: BTreeMap<&'static str, &'static str>,
    /// The day everything is as of.
    pub as_of: Day,
    /// The last month that is over, as `2026-04`.
    pub last_full_month: String,
    /// Currency code of the amounts.
    pub currency: String,
    /// Lines.
    pub lines: u64,
    /// Clients with a line.
    pub clients: u64,
    /// Orders, those of returns only included.
    pub orders: u64,
    /// Net revenue.
    pub revenue_minor: i64,
    /// Classes by volume over the whole ledger.
    #[serde(rename = "ABC")]
    pub abc: AbcPart,
    /// Regularity by window (`12m` …).
    #[serde(rename = "XYZ")]
    pub xyz: BTreeMap<String, XyzPart>,
    /// Both by window, each window with its own ABC.
    #[serde(rename = "ABCXYZ")]
    pub abcxyz: BTreeMap<String, BTreeMap<String, u64>>,
    /// Scores.
    #[serde(rename = "RFM")]
    pub rfm: RfmPart,
    /// Retention by quarter.
    #[serde(rename = "CRR_quarterly")]
    pub crr: Vec<CrrPart>,
    /// Month of the first purchase and the clients that bought 0, 1, 2 … months later, up to the
    /// last full month.
    pub cohort_monthly: BTreeMap<String, Vec<u64>>,
    /// Concentration over the whole ledger.
    pub concentration: ConcentrationPart,
    /// Rhythm.
    pub sleeping: SleepingPart,
    /// Indicators.
    pub kpi: KpiPart,
    /// The last twelve full months against the twelve before.
    pub year_over_year: GrowthPart,
}

/// ABC of the document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are the definition: see DEFINITIONS")]
pub struct AbcPart {
    #[serde(flatten)]
    pub classes: BTreeMap<String, ClassPart>,
    pub clients_with_revenue_le_0: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are the definition: see DEFINITIONS")]
pub struct ClassPart {
    pub clients: u64,
    pub revenue_minor: i64,
    pub revenue_share_pct: Option<f64>,
    pub clients_share_pct: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are the definition: see DEFINITIONS")]
pub struct XyzPart {
    #[serde(flatten)]
    pub classes: BTreeMap<String, u64>,
    pub cv_quantiles: BTreeMap<String, f64>,
    #[serde(rename = "cv_le_0.5")]
    pub cv_le_050: u64,
    pub cv_le_1: u64,
    pub quarterly_buckets: QuarterPart,
    pub months: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are the definition: see DEFINITIONS")]
pub struct QuarterPart {
    pub note: &'static str,
    pub clients: u64,
    #[serde(rename = "cv_le_0.10")]
    pub cv_le_010: u64,
    #[serde(rename = "cv_le_0.25")]
    pub cv_le_025: u64,
    #[serde(rename = "cv_le_0.5")]
    pub cv_le_050: u64,
    pub cv_le_1: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are the definition: see DEFINITIONS")]
pub struct RfmPart {
    #[serde(rename = "clients")]
    pub clients: u64,
    pub r: BTreeMap<String, u64>,
    pub f: BTreeMap<String, u64>,
    pub m: BTreeMap<String, u64>,
    #[serde(rename = "n_distinct_codes")]
    pub n_distinct_codes: u64,
    #[serde(rename = "555")]
    pub best: u64,
    #[serde(rename = "111")]
    pub worst: u64,
    #[serde(rename = "all_codes")]
    pub all_codes: BTreeMap<String, u64>,
    #[serde(rename = "recency_days_quantiles")]
    pub recency_days_quantiles: BTreeMap<String, f64>,
    #[serde(rename = "orders_quantiles")]
    pub orders_quantiles: BTreeMap<String, f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are the definition: see DEFINITIONS")]
pub struct CrrPart {
    pub quarter: String,
    #[serde(rename = "S")]
    pub s: u64,
    #[serde(rename = "E")]
    pub e: u64,
    #[serde(rename = "N")]
    pub n: u64,
    pub kept: u64,
    pub reactivated: u64,
    #[serde(rename = "CRR")]
    pub crr: Option<f64>,
    #[serde(rename = "CRR_strict")]
    pub crr_strict: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are the definition: see DEFINITIONS")]
pub struct ConcentrationPart {
    pub top1_pct: Option<f64>,
    pub top5_pct: Option<f64>,
    pub top10_pct: Option<f64>,
    pub top1pct_clients_pct: Option<f64>,
    pub top20pct_clients_pct: Option<f64>,
    pub clients_for_80pct: u64,
    #[serde(rename = "HHI")]
    pub hhi: Option<f64>,
    pub gini: Option<f64>,
    pub clients_above_pct: BTreeMap<String, u64>,
    pub top10: Vec<(String, i64)>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are the definition: see DEFINITIONS")]
pub struct SleepingPart {
    pub clients_with_rhythm: u64,
    pub sleeping: u64,
    pub lost: u64,
    pub median_rhythm_days: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are the definition: see DEFINITIONS")]
pub struct KpiPart {
    pub avg_cheque_minor: Option<f64>,
    pub orders_per_client: Option<f64>,
    pub assortment_mean: Option<f64>,
    pub assortment_median: Option<f64>,
    pub repeat_clients_pct: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are the definition: see DEFINITIONS")]
pub struct GrowthPart {
    pub prev: String,
    pub cur: String,
    pub in_both: u64,
    pub grew: u64,
    pub fell: u64,
    pub equal: u64,
    pub only_prev: u64,
    pub only_cur: u64,
    pub net_revenue_retention_pct: Option<f64>,
}

/// The document of a ledger as of its last day; `name` gives the identifier of a client.
#[must_use]
pub fn document(image: &Image, currency: &str, name: impl Fn(u32) -> String) -> Document {
    document_as_of(image, None, currency, name)
}

/// The document as of a day; without one, of the ledger's last day.
#[must_use]
pub fn document_as_of(
    image: &Image,
    as_of: Option<Day>,
    currency: &str,
    name: impl Fn(u32) -> String,
) -> Document {
    make::document(Parts::of(image, as_of), image, as_of, currency, name)
}
