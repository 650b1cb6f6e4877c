//! One document with the main figures of a whole ledger under fixed, written definitions, so that
//! any ledger can be compared number by number with the answer of an independent tool.

use crate::clients::{self, Rows};
use crate::day::{Day, Period};
use crate::image::Image;
use crate::parameters::{Activity, Buckets, Parameters, Window};
use crate::view::View;
use crate::xyz::{Coefficients, Xyz};
use crate::{abc, cohort, concentration, growth, kpi, quantile, retention, rfm, rhythm, xyz};
use serde::Serialize;
use std::collections::BTreeMap;

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

const QUARTERS_NOTE: &str =
    "same CV on 3-month buckets counted back from the last full month; clients with >=3 buckets";

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
    let parameters = Parameters {
        as_of,
        ..Parameters::default()
    };
    let view = View::new(image, &parameters, None);
    let rows = clients::rows(&view);
    let any_line = Parameters {
        activity: Activity::AnyLine,
        ..parameters.clone()
    };
    let documents = clients::rows(&view.with(&any_line));
    let month = Period::Month.last_full(view.as_of);
    let (xyz, abcxyz) = regularity(&view, month);
    Document {
        definitions: DEFINITIONS.into_iter().collect(),
        as_of: view.as_of,
        last_full_month: Period::Month.label(month),
        currency: currency.to_owned(),
        lines: image.lines() as u64 - view.left_out().lines_after,
        clients: rows.rows.len() as u64,
        orders: documents.rows.iter().map(|row| u64::from(row.orders)).sum(),
        revenue_minor: rows.rows.iter().map(|row| row.revenue_minor).sum(),
        abc: volume(&rows),
        xyz,
        abcxyz,
        rfm: scores(&view, &rows),
        crr: retention::table(&view, Period::Quarter)
            .into_iter()
            .map(crr)
            .collect(),
        cohort_monthly: cohorts(&view, month),
        concentration: heads(&view, &rows, name),
        sleeping: sleeping(&view),
        kpi: indicators(&view, &rows),
        year_over_year: years(&view),
    }
}

/// Rounded to this many digits after the point, as the shortest decimal of the float says.
fn round(number: f64, digits: usize) -> f64 {
    format!("{number:.digits$}")
        .parse()
        .expect("a printed float reads back")
}

fn percent(share: Option<f64>, digits: usize) -> Option<f64> {
    share.map(|share| round(share * 100.0, digits))
}

fn volume(rows: &Rows) -> AbcPart {
    let all = rows.rows.len() as f64;
    let class = |(abc, sums): (abc::Abc, abc::Sums)| {
        let share = rows.share(sums.value_minor);
        let clients_share = (all > 0.0).then(|| sums.clients as f64 / all);
        let part = ClassPart {
            clients: sums.clients,
            revenue_minor: sums.value_minor,
            revenue_share_pct: percent(
                share.map(|_| sums.value_minor as f64 / rows.value_minor as f64),
                3,
            ),
            clients_share_pct: percent(clients_share, 3),
        };
        (format!("{abc:?}"), part)
    };
    AbcPart {
        classes: abc::Abc::ALL
            .into_iter()
            .zip(abc::summary(rows))
            .map(class)
            .collect(),
        clients_with_revenue_le_0: rows.rows.iter().filter(|row| row.value_minor <= 0).count()
            as u64,
    }
}

type Matrices = BTreeMap<String, BTreeMap<String, u64>>;

fn regularity(view: &View<'_>, month: i32) -> (BTreeMap<String, XyzPart>, Matrices) {
    let (mut parts, mut matrices) = (BTreeMap::new(), Matrices::new());
    for months in WINDOWS {
        let window = Window::FullMonths(months);
        if !xyz::is_covered(view, window) {
            continue;
        }
        let by_month = Parameters {
            window,
            ..view.parameters.clone()
        };
        let mut by_quarter = by_month.clone();
        by_quarter.xyz.buckets = Buckets::Quarter;
        let rows = clients::rows(&view.with(&by_month));
        let quarters = clients::rows(&view.with(&by_quarter));
        let matrix = xyz::matrix(&rows, &by_month.xyz);
        let key = format!("{months}m");
        let cells = abc::Abc::ALL.into_iter().flat_map(|abc| {
            let cell = move |xyz| (format!("{abc:?}{xyz:?}"), (abc, xyz));
            Xyz::ALL.into_iter().map(cell)
        });
        let counts = cells.map(|(code, (abc, xyz))| (code, matrix.cell(abc, xyz).clients));
        matrices.insert(key.clone(), counts.collect());
        let first = month - i32::try_from(months).unwrap_or(0) + 1;
        let span = (Period::Month.label(first), Period::Month.label(month));
        parts.insert(
            key,
            xyz_part(
                &matrix,
                &rows,
                &quarters,
                &format!("{}..{}", span.0, span.1),
            ),
        );
    }
    (parts, matrices)
}

fn xyz_part(matrix: &xyz::Matrix, rows: &Rows, quarters: &Rows, months: &str) -> XyzPart {
    let up_to = |rows: &Rows, border: f64, least: u32| {
        let old = rows.rows.iter().filter(|row| row.periods >= least);
        old.filter(|row| row.cv.is_some_and(|cv| cv <= border))
            .count() as u64
    };
    let least = Parameters::default().xyz.least_periods;
    XyzPart {
        classes: Xyz::ALL
            .into_iter()
            .map(|xyz| (format!("{xyz:?}"), matrix.of_xyz(xyz).clients))
            .collect(),
        cv_quantiles: cv_quantiles(&matrix.cv),
        cv_le_050: up_to(rows, 0.5, 0),
        cv_le_1: up_to(rows, 1.0, 0),
        quarterly_buckets: QuarterPart {
            note: QUARTERS_NOTE,
            clients: quarters
                .rows
                .iter()
                .filter(|row| row.periods >= least)
                .count() as u64,
            cv_le_010: up_to(quarters, 0.10, least),
            cv_le_025: up_to(quarters, 0.25, least),
            cv_le_050: up_to(quarters, 0.5, least),
            cv_le_1: up_to(quarters, 1.0, least),
        },
        months: months.to_owned(),
    }
}

fn cv_quantiles(cv: &Coefficients) -> BTreeMap<String, f64> {
    cv.quantiles
        .iter()
        .map(|&(level, value)| (level.to_string(), round(value, 6)))
        .collect()
}

fn scores(view: &View<'_>, rows: &Rows) -> RfmPart {
    let summary = rfm::summary(rows, view.as_of, &view.parameters.rfm);
    let by = |score: fn(&(u8, u8, u8)) -> u8| {
        let mut counts: BTreeMap<String, u64> = (1..=5_u8).map(|s| (s.to_string(), 0)).collect();
        for (cell, sums) in &summary.cells {
            *counts.entry(score(cell).to_string()).or_default() += sums.clients;
        }
        counts
    };
    let codes: BTreeMap<String, u64> = summary
        .cells
        .iter()
        .map(|((r, f, m), sums)| (format!("{r}{f}{m}"), sums.clients))
        .collect();
    let of = |code: &str| codes.get(code).copied().unwrap_or(0);
    let buyers = || {
        rows.rows
            .iter()
            .filter_map(|row| Some((row.last?, row.orders)))
    };
    let days = |(last, _): (Day, u32)| f64::from(view.as_of.number() - last.number());
    RfmPart {
        clients: summary.clients,
        r: by(|cell| cell.0),
        f: by(|cell| cell.1),
        m: by(|cell| cell.2),
        n_distinct_codes: codes.len() as u64,
        best: of("555"),
        worst: of("111"),
        recency_days_quantiles: quantiles(
            buyers().map(days).collect(),
            &[0.1, 0.25, 0.5, 0.75, 0.9],
        ),
        orders_quantiles: quantiles(
            buyers().map(|(_, orders)| f64::from(orders)).collect(),
            &[0.1, 0.25, 0.5, 0.75, 0.9, 0.99],
        ),
        all_codes: codes,
    }
}

fn quantiles(mut values: Vec<f64>, levels: &[f64]) -> BTreeMap<String, f64> {
    values.sort_unstable_by(f64::total_cmp);
    let pairs = quantile::of_sorted(&values, levels).into_iter();
    pairs
        .map(|(level, value)| (level.to_string(), value))
        .collect()
}

fn crr(row: retention::Row) -> CrrPart {
    CrrPart {
        quarter: row.period,
        s: row.start,
        e: row.end,
        n: row.new,
        kept: row.kept,
        reactivated: row.returned,
        crr: row.crr.map(|crr| round(crr, 4)),
        crr_strict: row.crr_strict.map(|crr| round(crr, 4)),
    }
}

fn cohorts(view: &View<'_>, month: i32) -> BTreeMap<String, Vec<u64>> {
    let table = cohort::table(view, Period::Month).into_iter();
    table
        .map(|cohort| {
            let finished = usize::try_from(month - cohort.index + 1)
                .unwrap_or(0)
                .max(1);
            let cells = cohort.cells.iter().take(finished).map(|cell| cell.clients);
            (cohort.cohort, cells.collect())
        })
        .collect()
}

fn heads(view: &View<'_>, rows: &Rows, name: impl Fn(u32) -> String) -> ConcentrationPart {
    let company = concentration::company(view, rows, 10);
    ConcentrationPart {
        top1_pct: percent(company.top1.value_share, 4),
        top5_pct: percent(company.top5.value_share, 4),
        top10_pct: percent(company.top10.value_share, 4),
        top1pct_clients_pct: percent(company.top1_percent.value_share, 4),
        top20pct_clients_pct: percent(company.top20_percent.value_share, 4),
        clients_for_80pct: company.for80.clients,
        hhi: company.hhi.map(|hhi| round(hhi, 4)),
        gini: company.gini.map(|gini| round(gini, 6)),
        clients_above_pct: company
            .above
            .iter()
            .map(|(level, clients)| (level.to_string(), *clients))
            .collect(),
        top10: company
            .top
            .iter()
            .take(10)
            .map(|top| (name(top.client), top.value_minor))
            .collect(),
    }
}

fn sleeping(view: &View<'_>) -> SleepingPart {
    let beats = rhythm::beats(view);
    let own = || beats.beats.iter().filter(|beat| beat.own);
    let lost = own()
        .filter(|beat| beat.state == rhythm::State::Lost)
        .count() as u64;
    let sleeping = own()
        .filter(|beat| beat.state == rhythm::State::Sleeping)
        .count() as u64;
    SleepingPart {
        clients_with_rhythm: own().count() as u64,
        sleeping: sleeping + lost,
        lost,
        median_rhythm_days: beats.median_days,
    }
}

fn indicators(view: &View<'_>, rows: &Rows) -> KpiPart {
    let kpi = kpi::kpi(view, rows);
    let to = |number: Option<f64>, digits| number.map(|number| round(number, digits));
    KpiPart {
        avg_cheque_minor: to(kpi.average_cheque_minor, 4),
        orders_per_client: to(kpi.orders_per_client, 6),
        assortment_mean: to(kpi.assortment_mean, 6),
        assortment_median: kpi.assortment_median,
        repeat_clients_pct: to(kpi.repeat_percent, 4),
    }
}

fn years(view: &View<'_>) -> GrowthPart {
    let years = growth::year_over_year(view);
    GrowthPart {
        prev: years.previous,
        cur: years.current,
        in_both: years.in_both,
        grew: years.grew,
        fell: years.fell,
        equal: years.equal,
        only_prev: years.only_previous,
        only_cur: years.only_current,
        net_revenue_retention_pct: years.net_retention_percent.map(|percent| round(percent, 4)),
    }
}
