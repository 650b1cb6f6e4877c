//! Dependence on the largest clients: how their shares moved, and what would go with the largest.

use analysis::Period;
use analysis::concentration::{self, Buyer, Sales};
use analysis::departure::{self, Part};
use analysis::stress;
use domain::setting::{CRISIS_SETTLE, CRISIS_YEARS};

use super::super::charts::{self, Series};
use super::super::picture::{self, Picture};
use super::super::sheet::Holds::{Day as OneDay, Money, Share, Text};
use super::super::sheet::{Sheet, Value};
use super::{Asked, Chapter, buyer_name, count};

/// Largest clients whose shares are followed.
const TOP: usize = 10;
/// Of them drawn.
const DRAWN: usize = charts::COLOURS;

pub(super) fn chapters(asked: &Asked<'_>) -> Vec<Chapter> {
    let company = concentration::company(asked.view, asked.rows, TOP);
    let mut chapters = vec![shares(asked, &company)];
    chapters.extend(departing(asked, &company));
    chapters
}

fn shares(asked: &Asked<'_>, company: &concentration::Concentration) -> Chapter {
    let buyers: Vec<Buyer> = company.top.iter().map(|top| top.buyer).collect();
    let trends = concentration::trends(asked.view, Sales::Company, &buyers);
    let mut sheet = Sheet::new("concentration_trend", &[("client", Text)]);
    let days = trends.first().map(|trend| &trend.shares);
    let labels: Vec<String> = days
        .into_iter()
        .flatten()
        .map(|(day, _)| Period::Month.label(day.month()))
        .collect();
    sheet
        .columns
        .extend(labels.iter().map(|label| (label.clone(), Share)));
    sheet.columns.push(("crossing_level".to_owned(), Share));
    sheet.columns.push(("crossing".to_owned(), OneDay));
    let mut chapter = Chapter::new(sheet);
    let words = asked.words;
    let names: Vec<String> = company
        .top
        .iter()
        .map(|top| buyer_name(asked.ledger, top, words))
        .collect();
    for (name, trend) in names.iter().zip(&trends) {
        let mut row: Vec<Value> = vec![name.as_str().into()];
        row.extend(trend.shares.iter().map(|(_, share)| Value::from(*share)));
        let crossing = trend.crossing;
        row.push(crossing.map(|(level, _)| f64::from(level) / 100.0).into());
        row.push(crossing.map(|(_, day)| day).into());
        chapter.sheet.rows.push(row);
        if let Some((level, day)) = crossing {
            let values = [
                ("client", name.as_str().into()),
                (
                    "level",
                    words.percent(Some(f64::from(level) / 100.0)).into(),
                ),
                ("day", words.day(day).into()),
            ];
            chapter.lines.push(words.with("analyze-crossing", &values));
        }
    }
    let series: Vec<Series<'_>> = names
        .iter()
        .zip(&trends)
        .take(DRAWN)
        .map(|(name, trend)| Series {
            name,
            values: trend.shares.iter().map(|(_, share)| *share).collect(),
        })
        .collect();
    if !series.is_empty() {
        let unit = |share: f64| words.percent(Some(share));
        let title = chapter.sheet.title(words);
        chapter.pictures.push(Picture {
            svg: charts::lines(&title, &labels, &series, &unit),
            said: picture::say_series("", &labels, &series, &unit, words),
        });
    }
    chapter
}

/// What goes with the largest client or group of companies.
fn departing(asked: &Asked<'_>, company: &concentration::Concentration) -> Option<Chapter> {
    let largest = company.top.first()?;
    let rows = asked.rows.rows.iter().map(|row| row.client);
    let gone: Vec<u32> = rows
        .filter(|client| concentration::buyer(asked.view, *client) == largest.buyer)
        .collect();
    let losses = departure::departure(asked.view, &gone);
    let columns = [
        ("what", Text),
        ("name", Text),
        ("total", Money),
        ("gone_minor", Money),
        ("share", Share),
    ];
    let mut chapter = Chapter::new(Sheet::new("departure", &columns));
    let words = asked.words;
    let mut bars = Vec::new();
    let mut put = |what: &str, name: String, part: Part| {
        if part.gone_minor == 0 {
            return;
        }
        let what = words.get(what);
        if let Some(share) = part.share() {
            let label = if name.is_empty() {
                what.clone()
            } else {
                format!("{what}: {name}")
            };
            bars.push((label, share, words.percent(Some(share))));
        }
        chapter.sheet.rows.push(vec![
            what.into(),
            name.into(),
            part.all_minor.into(),
            part.gone_minor.into(),
            part.share().into(),
        ]);
    };
    put("analyze-column-revenue", String::new(), losses.value);
    if asked.ledger.image.has_costs() {
        put("analyze-column-margin", String::new(), losses.margin);
    }
    if !asked.ledger.managers.is_empty() {
        for (code, part) in &losses.managers {
            put(
                "analyze-role-manager",
                asked.of(&asked.ledger.managers, *code),
                *part,
            );
        }
    }
    for (code, part) in &losses.bought {
        put(
            "analyze-bought",
            asked.of(&asked.ledger.groups, *code),
            *part,
        );
    }
    let name = buyer_name(asked.ledger, largest, words);
    chapter
        .lines
        .push(words.with("analyze-departing", &[("client", name.into())]));
    let levels = &asked.view.parameters.concentration.alarms;
    let plan = departure::dilution(losses.value.gone_minor, company.total_minor, levels);
    for step in plan.iter().rev() {
        let values = [
            (
                "level",
                words.percent(Some(f64::from(step.level) / 100.0)).into(),
            ),
            ("money", asked.money(step.more_minor as f64).into()),
            ("growth", words.percent(step.growth).into()),
        ];
        chapter.lines.push(words.with("analyze-dilution", &values));
    }
    let won = stress::newcomers(asked.view, count(&CRISIS_YEARS), count(&CRISIS_SETTLE));
    if let Some(each) = won.first_year_minor.filter(|each| *each > 0.0) {
        let values = [
            ("each", asked.money(each).into()),
            (
                "count",
                ((losses.value.gone_minor as f64 / each).ceil() as i64).into(),
            ),
        ];
        chapter.lines.push(words.with("analyze-replaced", &values));
    }
    bars.truncate(picture::MOST_BARS);
    let title = chapter.sheet.title(words);
    chapter.pictures.extend(Picture::bars(&title, &bars, words));
    Some(chapter)
}
