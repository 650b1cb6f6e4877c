//! The tables of a valuation.

use analysis::value::{Ends, Fit, Kind, Row};

use super::super::analyze::sheet::Holds::{Count, Day, Money, Number, Share, Text};
use super::super::analyze::sheet::{Sheet, Value, client_name};
use super::document;
use super::valued::Valued;
use crate::words::Words;

/// Clients of the table of the most valuable.
const TOP: usize = 15;

/// All tables but that of the clients.
pub fn all(valued: &Valued<'_>, words: &Words) -> Vec<Sheet> {
    let mut sheets = vec![models(valued, words)];
    sheets.extend(calibration(valued));
    sheets.push(top(valued));
    sheets
}

/// The fits.
pub fn models(valued: &Valued<'_>, words: &Words) -> Sheet {
    let (models, confidence) = (&valued.models, valued.settings.confidence);
    let mut sheet = Sheet::new(
        "value_models",
        &[
            ("model", Text),
            ("parameters", Text),
            ("log_likelihood", Number(3)),
            ("slope", Text),
            ("clients", Count),
            ("steps", Count),
        ],
    );
    const GEOMETRIC: [&str; 4] = ["r", "α", "a", "b"];
    let timing = |name: String, kind: Kind, fit: &Fit<4>| {
        let ends = document::ends(models, kind, fit, confidence);
        row(name, fit, GEOMETRIC, ends, words)
    };
    let mut rows = Vec::new();
    rows.extend(
        models
            .bg
            .map(|fit| timing("BG/NBD".to_owned(), Kind::BG, &fit)),
    );
    rows.extend(
        models
            .mbg
            .map(|fit| timing("MBG/NBD".to_owned(), Kind::MBG, &fit)),
    );
    let pareto = models.pareto;
    rows.extend(pareto.map(|fit| {
        row(
            "Pareto/NBD".to_owned(),
            &fit,
            ["r", "α", "s", "β"],
            None,
            words,
        )
    }));
    let rhythm = models.rhythm;
    rows.extend(rhythm.map(|(k, fit)| timing(format!("MBG/CNBD-{k}"), Kind::regular(k), &fit)));
    rows.extend(models.money.map(|fit| {
        let ends = document::ends_of_money(models, &fit, confidence);
        row("Gamma-Gamma".to_owned(), &fit, ["p", "q", "v"], ends, words)
    }));
    sheet.rows = rows;
    sheet
}

/// Parameters are written with the ends of their intervals behind: `r 0.2426 (0.2225–0.2645)`.
fn row<const N: usize>(
    model: String,
    fit: &Fit<N>,
    names: [&str; N],
    ends: Option<[Ends; N]>,
    words: &Words,
) -> Vec<Value> {
    let parameters: Vec<String> = (0..N)
        .map(|i| {
            let value = format!("{} {}", names[i], words.decimal(fit.parameters[i], 4));
            match ends.map(|ends| ends[i]) {
                None => value,
                Some(Ends { low, high }) => {
                    let low = low.map_or("0".to_owned(), |low| words.decimal(low, 4));
                    let high = high.map_or("∞".to_owned(), |high| words.decimal(high, 4));
                    format!("{value} ({low}–{high})")
                }
            }
        })
        .collect();
    vec![
        model.into(),
        parameters.join("; ").into(),
        fit.log_likelihood.into(),
        format!("{:.0e}", fit.gradient_norm).into(),
        fit.clients.into(),
        fit.iterations.into(),
    ]
}

/// Predicted against actual by frequency, as means of a client.
pub fn calibration(valued: &Valued<'_>) -> Option<Sheet> {
    let check = valued.check.as_ref()?;
    let means = |row: &Row| {
        let clients = row.clients.max(1) as f64;
        [
            Some(row.actual),
            row.bg_nbd,
            row.mbg_nbd,
            row.pareto_nbd,
            row.mbg_cnbd_k,
        ]
        .map(|sum| sum.map(|sum| sum / clients))
    };
    let columns = ["actual", "bg_nbd", "mbg_nbd", "pareto_nbd", "mbg_cnbd_k"];
    // a model that was not fitted has no column
    let shown: Vec<usize> = (0..columns.len())
        .filter(|c| means(&check.total)[*c].is_some())
        .collect();
    let mut headings = vec![("x", Text), ("clients", Count)];
    headings.extend(shown.iter().map(|c| (columns[*c], Number(3))));
    let mut sheet = Sheet::new("value_calibration", &headings);
    let last = valued.settings.frequencies;
    for row in check.by_frequency.iter().chain([&check.total]) {
        let name = match row.x {
            Some(x) if x == last => format!("{x}+"),
            Some(x) => x.to_string(),
            None => "Σ".to_owned(),
        };
        let mut cells: Vec<Value> = vec![name.into(), row.clients.into()];
        cells.extend(shown.iter().map(|c| Value::from(means(row)[*c])));
        sheet.rows.push(cells);
    }
    Some(sheet)
}

/// The most valuable clients.
pub fn top(valued: &Valued<'_>) -> Sheet {
    let mut sheet = Sheet::new(
        "value_top",
        &[
            ("client", Text),
            ("value", Money),
            ("purchases", Number(2)),
            ("purchase", Money),
            ("p_alive", Share),
            ("last", Day),
        ],
    );
    for place in valued.by_value().into_iter().take(TOP) {
        let (buyer, expected) = (&valued.today.list[place], &valued.expected[place]);
        sheet.rows.push(vec![
            client_name(valued.ledger, buyer.client).into(),
            (expected.value_minor.round() as i64).into(),
            expected.purchases.into(),
            (expected.purchase_minor.round() as i64).into(),
            expected.p_alive.into(),
            buyer
                .first
                .plus_days(buyer.history.last.cast_signed())
                .into(),
        ]);
    }
    sheet
}

/// The columns of the table of clients.
pub fn headings() -> Sheet {
    Sheet::new(
        "value_clients",
        &[
            ("client", Text),
            ("name", Text),
            ("first", Day),
            ("last", Day),
            ("x", Count),
            ("t_x_weeks", Number(4)),
            ("t_weeks", Number(4)),
            ("repeat_mean", Money),
            ("p_alive", Share),
            ("expected_purchases", Number(6)),
            ("expected_purchase", Money),
            ("value", Money),
        ],
    )
}

/// The row of one client, under [`headings`].
pub fn row_of(valued: &Valued<'_>, place: usize) -> Vec<Value> {
    let (buyer, expected) = (&valued.today.list[place], &valued.expected[place]);
    let history = buyer.history;
    let weeks = |days: u32| f64::from(days) / analysis::value::WEEK;
    let mean = buyer.repeat_minor as f64 / f64::from(history.x.max(1));
    vec![
        valued.ledger.clients[buyer.client as usize].as_str().into(),
        valued.ledger.client_names[buyer.client as usize]
            .clone()
            .into(),
        buyer.first.into(),
        buyer.first.plus_days(history.last.cast_signed()).into(),
        history.x.into(),
        weeks(history.last).into(),
        weeks(history.age).into(),
        (history.x > 0).then(|| mean.round() as i64).into(),
        expected.p_alive.into(),
        expected.purchases.into(),
        (expected.purchase_minor.round() as i64).into(),
        (expected.value_minor.round() as i64).into(),
    ]
}
