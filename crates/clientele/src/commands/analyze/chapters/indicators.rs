//! Indicators of development: by quarter, by region and product group.

use analysis::NONE;
use analysis::Period;
use analysis::indicators::{By, Regular, Sums, table, total, trend};
use domain::setting::{REGULAR_MONTHS, REGULAR_PURCHASES};

use super::super::charts::{self, Series};
use super::super::picture::{self, Picture};
use super::super::sheet::Holds::{Count, Money, Number, Share, Text};
use super::super::sheet::{Holds, Sheet, Value};
use super::super::sheets::{running, window_name};
use super::{Asked, Chapter, count};

const MEASURES: [(&str, Holds); 7] = [
    ("buyers", Count),
    ("deals", Number(2)),
    ("positions", Number(2)),
    ("cheque", Money),
    ("grew", Share),
    ("one_time_share", Share),
    ("regular", Share),
];

/// One of the measures.
type Measure = fn(&Sums) -> Option<f64>;

fn measures(sums: &Sums) -> Vec<Value> {
    vec![
        sums.buyers.into(),
        sums.deals_per_client().into(),
        sums.positions_per_client().into(),
        sums.cheque_minor().map(|minor| minor.round() as i64).into(),
        sums.grew_share().into(),
        sums.one_time_share().into(),
        sums.regular_share().into(),
    ]
}

pub(super) fn chapters(asked: &Asked<'_>) -> Vec<Chapter> {
    let regular = Regular {
        purchases: count(&REGULAR_PURCHASES),
        months: count(&REGULAR_MONTHS),
    };
    let mut chapters = vec![by_period(asked, regular)];
    chapters.extend(by_part(asked, regular));
    chapters
}

fn by_period(asked: &Asked<'_>, regular: Regular) -> Chapter {
    let mut columns = vec![("period", Text)];
    columns.extend(MEASURES);
    let mut sheet = Sheet::new("indicators", &columns);
    let points = trend(asked.whole, Period::Quarter, regular);
    for point in &points {
        let mut row = vec![running(&point.period, point.unfinished)];
        row.extend(measures(&point.sums));
        // whether they became regular cannot be told before their time is over
        if point.too_early {
            row.pop();
            row.push(Value::Empty);
        }
        sheet.rows.push(row);
    }
    let mut row = vec![window_name(asked.view.parameters.window).into()];
    row.extend(measures(&total(asked.view, regular)));
    sheet.rows.push(row);
    let mut chapter = Chapter::new(sheet);
    let values = [
        ("purchases", u64::from(regular.purchases).into()),
        ("months", u64::from(regular.months).into()),
    ];
    chapter
        .lines
        .push(asked.words.with("analyze-indicators-regular", &values));
    let finished: Vec<_> = points.iter().filter(|point| !point.unfinished).collect();
    if finished.is_empty() {
        return chapter;
    }
    let labels: Vec<String> = finished.iter().map(|point| point.period.clone()).collect();
    let words = asked.words;
    let mut draw = |names: &[&'static str], of: &[Measure], unit: &dyn Fn(f64) -> String| {
        let names: Vec<String> = names
            .iter()
            .map(|name| words.get(&format!("analyze-column-{name}")))
            .collect();
        let series: Vec<Series<'_>> = names
            .iter()
            .zip(of)
            .map(|(name, of)| Series {
                name,
                values: finished.iter().map(|point| of(&point.sums)).collect(),
            })
            .collect();
        let title = names.join(", ");
        chapter.pictures.push(Picture {
            svg: charts::lines(&title, &labels, &series, unit),
            said: picture::say_series("", &labels, &series, unit, words),
        });
    };
    draw(
        &["deals", "positions"],
        &[Sums::deals_per_client, Sums::positions_per_client],
        &|number| words.decimal(number, 1),
    );
    draw(&["cheque"], &[Sums::cheque_minor], &|minor| {
        asked.money(minor)
    });
    draw(
        &["grew", "one_time_share", "regular"],
        &[Sums::grew_share, Sums::one_time_share, Sums::regular_share],
        &|share| words.percent(Some(share)),
    );
    chapter
}

fn by_part(asked: &Asked<'_>, regular: Regular) -> Option<Chapter> {
    let mut columns = vec![("division", Text), ("name", Text)];
    columns.extend(MEASURES);
    let mut sheet = Sheet::new("indicators_parts", &columns);
    let divisions = [
        (By::Region, &asked.ledger.countries, "analyze-role-country"),
        (By::Group, &asked.ledger.groups, "analyze-role-group"),
    ];
    let mut items = Vec::new();
    for (by, names, role) in divisions {
        if names.is_empty() {
            continue;
        }
        let mut rows = table(asked.view, by, regular);
        rows.sort_by_key(|row| (std::cmp::Reverse(row.sums.gross_minor), row.code));
        for row in rows
            .iter()
            .filter(|row| row.code != NONE || row.sums.buyers > 0)
        {
            let name = asked.of(names, row.code);
            if let Some(minor) = row.sums.cheque_minor() {
                items.push((name.clone(), minor, asked.money(minor)));
            }
            let mut cells: Vec<Value> = vec![asked.words.get(role).into(), name.into()];
            cells.extend(measures(&row.sums));
            sheet.rows.push(cells);
        }
    }
    if sheet.rows.is_empty() {
        return None;
    }
    let mut chapter = Chapter::new(sheet);
    items.truncate(picture::MOST_BARS);
    let title = asked.words.get("analyze-column-cheque");
    chapter
        .pictures
        .extend(Picture::bars(&title, &items, asked.words));
    Some(chapter)
}
