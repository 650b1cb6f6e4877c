//! The value of the base, with its interval, how it was seen before, and how well the model
//! foretold what is known already.

use analysis::value::{Models, Settings, Total, buyers};
use analysis::{Day, Parameters, View};

use super::super::super::value::valued::{Valued, Wanted};
use super::super::super::value::{screen, sheets};
use super::super::charts;
use super::super::picture::Picture;
use super::super::sheet::Holds::{Count, Day as OneDay, Money, Number};
use super::super::sheet::Sheet;
use super::{Asked, Chapter};

/// Months back for which the value of the base is given too.
const MONTHS_BEFORE: [i32; 4] = [12, 9, 6, 3];

/// The ledger, valued; `None` without a purchase.
pub(super) fn valued<'a>(asked: &Asked<'a>) -> Option<Valued<'a>> {
    let wanted = Wanted {
        until: None,
        calibration_weeks: None,
        known: asked.view.parameters.as_of,
        settings: Settings::default(),
        pareto: false,
    };
    Valued::new(asked.ledger, &wanted)
}

pub(super) fn chapters(asked: &Asked<'_>, valued: &Valued<'_>) -> Vec<Chapter> {
    let mut chapters = vec![sums(asked, valued)];
    chapters.extend(calibration(asked, valued));
    chapters.push(Chapter::new(sheets::models(valued, asked.words)));
    chapters.push(Chapter::new(sheets::top(valued)));
    chapters
}

/// The value today, and as it was seen before.
fn sums(asked: &Asked<'_>, valued: &Valued<'_>) -> Chapter {
    let columns = [
        ("as_of", OneDay),
        ("clients", Count),
        ("alive", Number(0)),
        ("purchases", Number(0)),
        ("value", Money),
        ("low", Money),
        ("high", Money),
    ];
    let mut sheet = Sheet::new("value_base", &columns);
    let mut bars = Vec::new();
    let mut put = |day: Day, total: &Total, interval: Option<(f64, f64)>| {
        let whole = |minor: f64| minor.round() as i64;
        let value = asked.money(total.value_minor);
        bars.push((asked.words.day(day), total.value_minor, value));
        sheet.rows.push(vec![
            day.into(),
            total.clients.into(),
            total.alive.into(),
            total.purchases.into(),
            whole(total.value_minor).into(),
            interval.map(|(low, _)| whole(low)).into(),
            interval.map(|(_, high)| whole(high)).into(),
        ]);
    };
    for months in MONTHS_BEFORE {
        let day: Day = valued.today.until.plus_months(-months);
        let parameters = Parameters {
            as_of: Some(day),
            ..Parameters::default()
        };
        let view = View::new(&asked.ledger.image, &parameters, None);
        let then = buyers(&view, day, &valued.settings);
        if then.list.is_empty() {
            continue;
        }
        let models = Models::fit(&then, valued.models.unit, false, &valued.settings);
        put(day, &models.total(&then.list), None);
    }
    put(valued.today.until, &valued.total, valued.interval);
    let mut chapter = Chapter::new(sheet);
    chapter.lines = screen::total(valued, asked.words);
    chapter
        .lines
        .extend(screen::verdict(&valued.models, asked.words));
    let title = chapter.sheet.title(asked.words);
    chapter
        .pictures
        .extend(Picture::bars(&title, &bars, asked.words));
    chapter
}

/// What the model in use had said of each frequency against what came.
fn calibration(asked: &Asked<'_>, valued: &Valued<'_>) -> Option<Chapter> {
    let check = valued.check.as_ref()?;
    let mut chapter = Chapter::new(sheets::calibration(valued)?);
    chapter.lines = screen::checked(valued, check, asked.words);
    let timing = valued.models_then.timing;
    let points: Vec<(f64, f64, String)> = check
        .by_frequency
        .iter()
        .filter(|row| row.clients > 0)
        .filter_map(|row| {
            let clients = row.clients as f64;
            let name = row.x.map(|x| x.to_string()).unwrap_or_default();
            Some((row.said(timing)? / clients, row.actual / clients, name))
        })
        .collect();
    if !points.is_empty() {
        let words = asked.words;
        let said = points.iter().map(|(foretold, came, repeats)| {
            let values = [
                ("repeats", repeats.as_str().into()),
                ("foretold", words.decimal(*foretold, 2).into()),
                ("came", words.decimal(*came, 2).into()),
            ];
            words.with("analyze-calibration-point", &values)
        });
        let said: Vec<String> = said.collect();
        chapter.pictures.push(Picture {
            svg: charts::calibration(
                &chapter.sheet.title(words),
                &points,
                [
                    &words.get("analyze-foretold"),
                    &words.get("analyze-column-actual"),
                ],
                &|number| words.decimal(number, 1),
            ),
            said: said.join(" "),
        });
    }
    Some(chapter)
}
