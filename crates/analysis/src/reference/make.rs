//! From the parts of a ledger to its document: the steps that need all the clients at once.

use std::collections::BTreeMap;

use super::parts::{COHORTS, Quarters, RETENTION, WindowPart};
use super::{
    AbcPart, ClassPart, ConcentrationPart, CrrPart, DEFINITIONS, Document, GrowthPart, KpiPart,
    Parts, QuarterPart, RfmPart, SleepingPart, XyzPart,
};
use crate::clients::Rows;
use crate::day::{Day, Period};
use crate::image::Image;
use crate::parameters::{Parameters, Window};
use crate::view::View;
use crate::xyz::{Coefficients, Xyz};
use crate::{abc, cohort, concentration, growth, kpi, quantile, retention, rfm, rhythm, xyz};

const QUARTERS_NOTE: &str =
    "same CV on 3-month buckets counted back from the last full month; clients with >=3 buckets";

impl Parts {
    /// The document of a ledger of which these are all the clients, as of the day they were folded
    /// for. `days` are the ledger's first and last day; `name` gives the identifier of a client.
    #[must_use]
    pub fn document(
        self,
        days: (Day, Day),
        as_of: Option<Day>,
        currency: &str,
        name: impl Fn(u32) -> String,
    ) -> Document {
        let mut frame = Image::default();
        frame.set_part_of(days);
        document(self, &frame, as_of, currency, name)
    }
}

/// The document of all the clients of a ledger; of the image only the days and the dimensions are
/// looked at.
pub(super) fn document(
    mut parts: Parts,
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
    let rows = Rows::of(std::mem::take(&mut parts.rows), &view);
    let month = Period::Month.last_full(view.as_of);
    let (mut xyz, mut abcxyz) = (BTreeMap::new(), BTreeMap::new());
    for window in parts.windows {
        let key = format!("{}m", window.months);
        let (part, matrix) = regularity(&view, window, month);
        xyz.insert(key.clone(), part);
        abcxyz.insert(key, matrix);
    }
    let quarters = retention::table_of(&view, RETENTION, &parts.retention);
    Document {
        definitions: DEFINITIONS.into_iter().collect(),
        as_of: view.as_of,
        last_full_month: Period::Month.label(month),
        currency: currency.to_owned(),
        lines: parts.lines,
        clients: rows.rows.len() as u64,
        orders: parts.orders,
        revenue_minor: rows.rows.iter().map(|row| row.revenue_minor).sum(),
        abc: volume(&rows),
        xyz,
        abcxyz,
        rfm: scores(&view, &rows),
        crr: quarters.into_iter().map(crr).collect(),
        cohort_monthly: cohorts(cohort::table_of(&view, COHORTS, &parts.cohorts), month),
        concentration: heads(&view, &rows, name),
        sleeping: sleeping(&rhythm::Beats::of(parts.beats, &view)),
        kpi: indicators(&rows, parts.gross_minor),
        year_over_year: years(parts.years.finished(&view)),
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

fn regularity(view: &View<'_>, part: WindowPart, month: i32) -> (XyzPart, BTreeMap<String, u64>) {
    let parameters = Parameters {
        window: Window::FullMonths(part.months),
        ..view.parameters.clone()
    };
    let rows = Rows::of(part.rows, &view.with(&parameters));
    let matrix = xyz::matrix(&rows, &parameters.xyz);
    let cells = abc::Abc::ALL.into_iter().flat_map(|abc| {
        let cell = move |xyz| (format!("{abc:?}{xyz:?}"), (abc, xyz));
        Xyz::ALL.into_iter().map(cell)
    });
    let counts = cells.map(|(code, (abc, xyz))| (code, matrix.cell(abc, xyz).clients));
    let first = month - i32::try_from(part.months).unwrap_or(0) + 1;
    let span = (Period::Month.label(first), Period::Month.label(month));
    let months = format!("{}..{}", span.0, span.1);
    let counts = counts.collect();
    (xyz_part(&matrix, &rows, part.quarters, months), counts)
}

fn xyz_part(matrix: &xyz::Matrix, rows: &Rows, quarters: Quarters, months: String) -> XyzPart {
    let up_to = |border: f64| {
        let coefficients = rows.rows.iter().filter_map(|row| row.cv);
        coefficients.filter(|&cv| cv <= border).count() as u64
    };
    XyzPart {
        classes: Xyz::ALL
            .into_iter()
            .map(|xyz| (format!("{xyz:?}"), matrix.of_xyz(xyz).clients))
            .collect(),
        cv_quantiles: cv_quantiles(&matrix.cv),
        cv_le_050: up_to(0.5),
        cv_le_1: up_to(1.0),
        quarterly_buckets: QuarterPart {
            note: QUARTERS_NOTE,
            clients: quarters.clients,
            cv_le_010: quarters.up_to[0],
            cv_le_025: quarters.up_to[1],
            cv_le_050: quarters.up_to[2],
            cv_le_1: quarters.up_to[3],
        },
        months,
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

fn cohorts(table: Vec<cohort::Cohort>, month: i32) -> BTreeMap<String, Vec<u64>> {
    table
        .into_iter()
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

fn sleeping(beats: &rhythm::Beats) -> SleepingPart {
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

fn indicators(rows: &Rows, gross_minor: i64) -> KpiPart {
    let kpi = kpi::of(rows, gross_minor);
    let to = |number: Option<f64>, digits| number.map(|number| round(number, digits));
    KpiPart {
        avg_cheque_minor: to(kpi.average_cheque_minor, 4),
        orders_per_client: to(kpi.orders_per_client, 6),
        assortment_mean: to(kpi.assortment_mean, 6),
        assortment_median: kpi.assortment_median,
        repeat_clients_pct: to(kpi.repeat_percent, 4),
    }
}

fn years(years: growth::YearOverYear) -> GrowthPart {
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
