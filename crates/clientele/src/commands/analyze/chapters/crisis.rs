//! A crisis played on the base, and what a point of retention is worth.

use std::collections::HashMap;

use analysis::arithmetic::{self, Kept};
use analysis::stress::{self, Crisis, Draws, Stress};
use analysis::{Basis, Parameters, Window, clients};
use domain::setting::{
    CRISIS_FALL, CRISIS_LOST, CRISIS_SETTLE, CRISIS_UNPAID, CRISIS_USUAL_HIGH, CRISIS_YEARS,
    REGULAR_PURCHASES, RETENTION_HORIZON,
};

use super::super::super::value::valued::Valued;
use super::super::charts::{self, Series};
use super::super::picture::{self, Picture};
use super::super::sheet::Holds::{Money, Number, Share, Text};
use super::super::sheet::{Sheet, Value};
use super::{Asked, Chapter, count, part};

/// Crises played through, as on the server, with the same chance for the same ledger.
const DRAWS: Draws = Draws {
    count: 4_000,
    seed: 1,
};
/// Clients named at most.
const MOST_MATTERS: usize = 20;
/// A client that is almost sure to stay or to leave keeps a little of the other.
const LEAST: f64 = 1e-6;

pub(super) fn chapters(asked: &Asked<'_>, valued: Option<&Valued<'_>>) -> Vec<Chapter> {
    let mut chapters = Vec::from(crisis(asked, valued));
    chapters.extend(retention(asked));
    chapters
}

/// The chance of each client that the models see nothing more of it; empty when none applies.
fn silent(asked: &Asked<'_>, valued: Option<&Valued<'_>>) -> HashMap<u32, f64> {
    let Some(valued) = valued.filter(|valued| valued.models.used().is_some()) else {
        return HashMap::new();
    };
    let positive = asked.rows.rows.iter().filter(|row| row.value_minor > 0);
    positive
        .filter_map(|row| {
            let chance = valued.models.silent(valued.buyer_today(row.client)?)?;
            Some((row.client, chance.clamp(LEAST, 1.0 - LEAST)))
        })
        .collect()
}

fn crisis(asked: &Asked<'_>, valued: Option<&Valued<'_>>) -> [Chapter; 2] {
    let words = asked.words;
    let columns = [
        ("crisis", Text),
        ("lost", Share),
        ("fall", Share),
        ("unpaid", Share),
        ("clients_left", Number(0)),
        ("left", Money),
        ("low", Money),
        ("high", Money),
        ("worst", Money),
        ("best", Money),
        ("needed", Number(0)),
    ];
    let mut chapter = Chapter::new(Sheet::new("stress", &columns));
    let silent = silent(asked, valued);
    let natural = silent.values().sum::<f64>() / silent.len().max(1) as f64;
    let deep = Crisis {
        lost: part(&CRISIS_LOST),
        fall: part(&CRISIS_FALL),
        unpaid: part(&CRISIS_UNPAID),
    };
    let usual = Crisis {
        lost: part(&CRISIS_USUAL_HIGH),
        fall: 0.0,
        unpaid: 0.0,
    };
    let mut played = vec![("analyze-crisis-deep", deep, false)];
    if !silent.is_empty() {
        played.push(("analyze-crisis-deep_models", deep, true));
        let foreseen = Crisis {
            lost: natural,
            ..usual
        };
        played.push(("analyze-crisis-foreseen", foreseen, true));
    }
    played.push(("analyze-crisis-usual", usual, false));
    let newcomers = stress::newcomers(asked.view, count(&CRISIS_YEARS), count(&CRISIS_SETTLE));
    let mut first: Option<Stress> = None;
    for (key, crisis, by_models) in played {
        let odds = |client: u32| {
            let chance = silent.get(&client).filter(|_| by_models);
            let chance = chance.copied().unwrap_or(0.5);
            chance / (1.0 - chance)
        };
        let outcome = stress::stress(asked.rows, crisis, odds, DRAWS, MOST_MATTERS);
        let whole = |minor: f64| Value::from(minor.round() as i64);
        chapter.sheet.rows.push(vec![
            words.get(key).into(),
            crisis.lost.into(),
            crisis.fall.into(),
            crisis.unpaid.into(),
            outcome.clients_left.into(),
            whole(outcome.left_minor),
            whole(outcome.low_minor),
            whole(outcome.high_minor),
            whole(outcome.worst_minor),
            whole(outcome.best_minor),
            stress::needed(&outcome, crisis, &newcomers).into(),
        ]);
        first.get_or_insert(outcome);
    }
    let columns = [
        ("client", Text),
        ("revenue", Money),
        ("loss", Money),
        ("loss_share", Share),
    ];
    let mut matters = Chapter::new(Sheet::new("stress_clients", &columns));
    if let Some(outcome) = first {
        let values = [
            ("left", asked.money(outcome.left_minor).into()),
            ("all", asked.money(outcome.value_minor as f64).into()),
            ("low", asked.money(outcome.low_minor).into()),
            ("high", asked.money(outcome.high_minor).into()),
        ];
        chapter
            .lines
            .push(words.with("analyze-stress-left", &values));
        let labels: Vec<String> = outcome
            .bins
            .iter()
            .map(|bin| asked.money(bin.from_minor))
            .collect();
        let name = words.get("analyze-crises");
        let series = [Series {
            name: &name,
            values: outcome
                .bins
                .iter()
                .map(|bin| Some(f64::from(bin.crises)))
                .collect(),
        }];
        let unit = |crises: f64| words.decimal(crises, 0);
        if !labels.is_empty() {
            let title = chapter.sheet.title(words);
            chapter.pictures.push(Picture {
                svg: charts::columns(&title, &labels, &series, &unit),
                said: picture::say_series("", &labels, &series, &unit, words),
            });
        }
        for of in &outcome.matters {
            matters.sheet.rows.push(vec![
                asked.name(of.client).into(),
                of.value_minor.into(),
                (of.loss_minor.round() as i64).into(),
                of.loss_share.into(),
            ]);
        }
    }
    [chapter, matters]
}

fn retention(asked: &Asked<'_>) -> [Chapter; 2] {
    let year = Parameters {
        window: Window::Rolling(12),
        basis: Basis::Revenue,
        ..asked.view.parameters.clone()
    };
    let view = asked.view.with(&year);
    let rows = clients::rows(&view);
    let least = count(&REGULAR_PURCHASES);
    let costs = asked.ledger.image.has_costs();
    let words = asked.words;
    let sales = arithmetic::levers(&rows, least, |row| row.revenue_minor);
    let margin = arithmetic::levers(&rows, least, |row| row.margin_minor.unwrap_or(0));
    let columns = [("lever", Text), ("revenue", Money), ("margin", Money)];
    let mut levers = Chapter::new(Sheet::new("levers", &columns));
    let mut bars = Vec::new();
    for (key, revenue, margin) in [
        (
            "analyze-lever-more_good",
            sales.more_good_minor,
            margin.more_good_minor,
        ),
        (
            "analyze-lever-turned",
            sales.turned_minor,
            margin.turned_minor,
        ),
        (
            "analyze-lever-cheque",
            Some(sales.cheque_minor),
            Some(margin.cheque_minor),
        ),
    ] {
        let whole = |minor: f64| minor.round() as i64;
        let name = words.get(key);
        bars.extend(revenue.map(|minor| (name.clone(), minor, asked.money(minor))));
        levers.sheet.rows.push(vec![
            name.into(),
            revenue.map(whole).into(),
            margin.filter(|_| costs).map(whole).into(),
        ]);
    }
    let mean = |part: arithmetic::Part| {
        part.mean_minor()
            .map_or_else(|| "–".to_owned(), |minor| asked.money(minor))
    };
    let values = [
        ("good", sales.good.clients.into()),
        ("each_good", mean(sales.good).into()),
        ("others", sales.indifferent.clients.into()),
        ("each_other", mean(sales.indifferent).into()),
        ("purchases", u64::from(least).into()),
    ];
    levers
        .lines
        .push(words.with("analyze-levers-clients", &values));
    let title = levers.sheet.title(words);
    levers.pictures.extend(Picture::bars(&title, &bars, words));
    [levers, raised(asked, &arithmetic::kept(&view), costs)]
}

fn raised(asked: &Asked<'_>, kept: &Kept, costs: bool) -> Chapter {
    let columns = [
        ("points", Number(0)),
        ("rate", Share),
        ("more_clients", Number(1)),
        ("revenue", Money),
        ("margin", Money),
        ("horizon_revenue", Money),
        ("horizon_gain", Share),
        ("endless_gain", Share),
    ];
    let mut chapter = Chapter::new(Sheet::new("raised", &columns));
    let words = asked.words;
    let Some(rate) = kept.rate().filter(|_| kept.kept > 0) else {
        chapter.lines.push(words.get("analyze-too-short"));
        return chapter;
    };
    let years = count(&RETENTION_HORIZON);
    let values = [
        ("before", kept.before.into()),
        ("kept", kept.kept.into()),
        ("rate", words.percent(Some(rate)).into()),
        ("years", u64::from(years).into()),
    ];
    chapter
        .lines
        .push(words.with("analyze-raised-kept", &values));
    let mut bars = Vec::new();
    for points in [1.0, 5.0] {
        let of = |money: i64| {
            let yearly = money as f64 / kept.kept as f64;
            arithmetic::raised(kept.before as f64, yearly, rate, points, years)
        };
        let (sales, margin) = (of(kept.revenue_minor), of(kept.margin_minor));
        let whole = |minor: f64| minor.round() as i64;
        let label = words.with("analyze-points", &[("points", (points as i64).into())]);
        bars.push((label, sales.year_minor, asked.money(sales.year_minor)));
        chapter.sheet.rows.push(vec![
            points.into(),
            sales.rate.into(),
            sales.clients.into(),
            whole(sales.year_minor).into(),
            costs.then(|| whole(margin.year_minor)).into(),
            whole(sales.horizon_minor).into(),
            sales.horizon_gain.into(),
            sales.endless_gain.into(),
        ]);
    }
    let title = chapter.sheet.title(words);
    chapter.pictures.extend(Picture::bars(&title, &bars, words));
    chapter
}
