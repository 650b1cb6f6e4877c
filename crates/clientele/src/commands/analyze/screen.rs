//! The summary on screen: what was recognised, what was left out, the figures, the alarms.

use std::fmt::Write as _;

use analysis::{Abc, Xyz};
use ledger::Ledger;
use tables::{Remark, Source};

use super::chapters::buyer_name;
use super::figures::Figures;
use super::sheet::{Sheet, currency};
use super::sheets;
use crate::words::{Value, Words};

/// Rows of a table that the screen shows.
const ROWS: usize = 16;
/// Widest column on screen.
const WIDTH: usize = 60;

/// The summary.
pub fn summary(ledger: &Ledger, figures: &Figures, words: &Words) -> String {
    let mut text = String::new();
    for line in origin(ledger, words) {
        let _ = writeln!(text, "{line}");
    }
    heading(&mut text, &sheets::columns(ledger, words).title(words));
    text.push_str(&table(&sheets::columns(ledger, words), ledger, words));
    if !ledger.layout.unused.is_empty() {
        let unused = ledger.layout.unused.join(", ");
        let _ = writeln!(
            text,
            "{}",
            words.with("analyze-unused", &[("columns", unused.into())])
        );
    }
    heading(&mut text, &words.get("analyze-sheet-left_out"));
    for line in cleaning(ledger, figures, words) {
        let _ = writeln!(text, "{line}");
    }
    text.push_str(&table(&sheets::left_out(ledger, words), ledger, words));
    heading(&mut text, &words.get("analyze-key-figures"));
    for (name, value) in key_figures(ledger, figures, words) {
        let _ = writeln!(text, "  {name}: {value}");
    }
    for (window, matrix) in &figures.matrices {
        let name = sheets::window_name(*window);
        heading(
            &mut text,
            &words.with("analyze-matrix-of", &[("window", name.into())]),
        );
        text.push_str(&matrix_text(matrix, words));
    }
    let retention = sheets::retention(figures);
    heading(&mut text, &retention.title(words));
    text.push_str(&table(&retention, ledger, words));
    heading(&mut text, &words.get("analyze-alarms"));
    for line in alarms(ledger, figures, words) {
        let _ = writeln!(text, "  {line}");
    }
    text
}

/// A title, underlined.
pub fn heading(text: &mut String, title: &str) {
    let _ = writeln!(text, "\n{title}\n{}", "─".repeat(title.chars().count()));
}

/// The file and what is odd about it.
pub fn origin(ledger: &Ledger, words: &Words) -> Vec<String> {
    let origin = &ledger.origin;
    let mut lines = vec![match &origin.source {
        Source::Text {
            encoding,
            delimiter,
        } => {
            let delimiter = if *delimiter == '\t' {
                "TAB".to_owned()
            } else {
                delimiter.to_string()
            };
            let values = [
                ("file", origin.file.as_str().into()),
                ("encoding", encoding.as_str().into()),
                ("delimiter", delimiter.into()),
                ("packing", origin.packing.name().into()),
            ];
            words.with("analyze-origin-text", &values)
        }
        Source::Workbook { sheets, .. } => {
            let values = [
                ("file", origin.file.as_str().into()),
                ("sheets", sheets.join(", ").into()),
            ];
            words.with("analyze-origin-workbook", &values)
        }
        Source::Parquet => words.with(
            "analyze-origin-parquet",
            &[("file", origin.file.as_str().into())],
        ),
        Source::Other { format, sheets, .. } => words.with(
            "analyze-origin-other",
            &[
                ("file", origin.file.as_str().into()),
                ("format", format.name().into()),
                ("sheets", sheets.join(", ").into()),
            ],
        ),
    }];
    if let Source::Workbook { sheets, others } | Source::Other { sheets, others, .. } =
        &origin.source
    {
        if sheets.len() > 1 {
            lines.push(words.with("analyze-sheets-joined", &[("count", sheets.len().into())]));
        }
        if !others.is_empty() {
            lines.push(words.with(
                "analyze-sheets-others",
                &[("sheets", others.join(", ").into())],
            ));
        }
    }
    for remark in &origin.remarks {
        lines.push(match remark {
            Remark::MixedEncoding => words.get("analyze-remark-mixed"),
            Remark::Mojibake(permille) => {
                let share = words.percent(Some(f64::from(*permille) / 1000.0));
                words.with("analyze-remark-mojibake", &[("share", share.into())])
            }
            Remark::RowsAboveHeading(rows) => {
                words.with("analyze-remark-above", &[("count", (*rows).into())])
            }
            Remark::HeadingRows(rows) => {
                words.with("analyze-remark-heading_rows", &[("count", (*rows).into())])
            }
            Remark::NoHeading => words.get("analyze-remark-no_heading"),
        });
    }
    lines
}

/// Counts of rows and what was assumed.
pub fn cleaning(ledger: &Ledger, figures: &Figures, words: &Words) -> Vec<String> {
    let (cleaning, left_out) = (&ledger.cleaning, &figures.left_out);
    let values = [
        ("rows", cleaning.raw.rows.into()),
        ("used", ledger.image.lines().into()),
        ("out", cleaning.left_out().into()),
    ];
    let mut lines = vec![words.with("analyze-rows", &values)];
    for overlap in &cleaning.overlaps {
        let day = |day| analysis::Day::new(day).map_or_else(String::new, |day| words.day(day));
        let values = [
            ("lines", Value::from(overlap.lines)),
            ("first", words.number(overlap.first_row as i64).into()),
            ("last", words.number(overlap.last_row as i64).into()),
            ("from", day(overlap.days.0).into()),
            ("to", day(overlap.days.1).into()),
        ];
        lines.push(words.with("analyze-overlap", &values));
    }
    for (key, count) in [
        ("analyze-after-as_of", left_out.lines_after),
        ("analyze-outside-window", left_out.lines_outside_window),
    ] {
        if count > 0 {
            lines.push(words.with(key, &[("lines", count.into())]));
        }
    }
    if cleaning.overlap_not_checked {
        lines.push(words.get("analyze-overlap-not_checked"));
    }
    if cleaning.order_is_client_day {
        lines.push(words.get("analyze-order-is-day"));
    }
    if ledger.layout.date_order_assumed {
        lines.push(words.get("analyze-date-assumed"));
    }
    if ledger.currency.is_none() {
        lines.push(words.get("analyze-currency-unknown"));
    }
    lines
}

/// The figures everybody asks for first, with their names.
pub fn key_figures(ledger: &Ledger, figures: &Figures, words: &Words) -> Vec<(String, String)> {
    let money = currency(ledger);
    let rows = &figures.rows.rows;
    let revenue: i64 = rows.iter().map(|row| row.revenue_minor).sum();
    let period = format!("{} – {}", words.day(figures.from), words.day(figures.to));
    let cheque = figures.kpi.average_cheque_minor;
    let growth = figures.years.net_retention_percent;
    let part = |percent: Option<f64>| words.percent(percent.map(|p| p / 100.0));
    let decimal = |n: Option<f64>| n.map_or_else(|| "–".to_owned(), |n| words.decimal(n, 2));
    let states = |state| {
        rows.iter()
            .filter(|r| figures.beats.state(r.client) == state)
            .count() as i64
    };
    let named: [(&str, String); 14] = [
        ("as_of", words.day(figures.as_of)),
        ("period", period),
        ("clients", words.number(rows.len() as i64)),
        ("orders", words.number(figures.kpi.orders)),
        ("revenue", words.money(revenue, money, true)),
        (
            "cheque",
            cheque.map_or_else(
                || "–".to_owned(),
                |c| words.money(c.round() as i64, money, true),
            ),
        ),
        ("orders_per_client", decimal(figures.kpi.orders_per_client)),
        ("assortment", decimal(figures.kpi.assortment_mean)),
        ("repeat", part(figures.kpi.repeat_percent)),
        ("one_time", words.percent(figures.one_time.share)),
        ("net_retention", part(growth)),
        (
            "top20",
            words.percent(figures.concentration.top20_percent.value_share),
        ),
        ("sleeping", words.number(states(analysis::State::Sleeping))),
        ("lost", words.number(states(analysis::State::Lost))),
    ];
    let products = ledger.layout.has(ledger::Role::Product);
    named
        .into_iter()
        .filter(|(code, _)| *code != "assortment" || products)
        .map(|(code, value)| (words.get(&format!("analyze-figure-{code}")), value))
        .collect()
}

/// What deserves attention now.
pub fn alarms(ledger: &Ledger, figures: &Figures, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    let share = |share: f64| words.percent(Some(share));
    for top in &figures.concentration.top {
        if let Some(level) = top.level {
            let values = [
                ("client", buyer_name(ledger, top, words).into()),
                ("share", share(top.share).into()),
                ("level", format!("{level}%").into()),
            ];
            lines.push(words.with("analyze-alarm-client", &values));
        }
    }
    for (manager, concentration) in &figures.managers {
        let Some(top) = concentration.top.first() else {
            continue;
        };
        if let Some(level) = top.level.filter(|level| *level >= 20) {
            let values = [
                (
                    "manager",
                    sheets::manager_name(ledger, *manager, words).into(),
                ),
                ("client", buyer_name(ledger, top, words).into()),
                ("share", share(top.share).into()),
                ("level", format!("{level}%").into()),
            ];
            lines.push(words.with("analyze-alarm-manager", &values));
        }
    }
    if figures.one_time.against == Some(analysis::loyalty::Against::Above) {
        let value = words.percent(figures.one_time.share);
        lines.push(words.with("analyze-alarm-one_time", &[("share", value.into())]));
    }
    for (window, matrix) in &figures.matrices {
        if let Some(class) = matrix.crowded {
            let values = [
                ("class", format!("{class:?}").into()),
                ("window", sheets::window_name(*window).into()),
            ];
            lines.push(words.with("analyze-alarm-crowded", &values));
        }
    }
    let below = figures
        .rows
        .rows
        .iter()
        .filter(|row| row.revenue_minor <= 0)
        .count();
    if below > 0 {
        lines.push(words.with("analyze-alarm-below_zero", &[("count", below.into())]));
    }
    if lines.is_empty() {
        lines.push(words.get("analyze-no-alarms"));
    }
    lines
}

fn matrix_text(matrix: &analysis::xyz::Matrix, words: &Words) -> String {
    let mut rows = vec![vec![String::new()]];
    rows[0].extend(Xyz::ALL.iter().map(|xyz| format!("{xyz:?}")));
    for abc in Abc::ALL {
        let mut row = vec![format!("{abc:?}")];
        row.extend(
            Xyz::ALL
                .iter()
                .map(|xyz| words.number(matrix.cell(abc, *xyz).clients)),
        );
        rows.push(row);
    }
    aligned(&rows, |column| column > 0)
}

/// A table in columns of text; the first rows of a long one.
pub fn table(sheet: &Sheet, ledger: &Ledger, words: &Words) -> String {
    if sheet.rows.is_empty() {
        return format!("  {}\n", words.get("analyze-nothing"));
    }
    let money = currency(ledger);
    let columns = sheet.columns.len();
    let mut rows: Vec<Vec<String>> = vec![(0..columns).map(|c| sheet.heading(c, words)).collect()];
    // of periods, the last ones matter
    let from = if sheet.code == "retention" {
        sheet.rows.len().saturating_sub(ROWS)
    } else {
        0
    };
    for row in sheet.rows.iter().skip(from).take(ROWS) {
        let cells = row.iter().enumerate();
        rows.push(
            cells
                .map(|(c, value)| sheet.text(c, value, words, money))
                .collect(),
        );
    }
    aligned(&rows, |column| sheet.is_number(column))
}

fn aligned(rows: &[Vec<String>], right: impl Fn(usize) -> bool) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |c: usize| {
        rows.iter()
            .map(|row| row[c].chars().count())
            .max()
            .unwrap_or(0)
            .min(WIDTH)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::from(" ");
        for (c, value) in row.iter().enumerate() {
            let mut value: String = value
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            if value.chars().count() > WIDTH {
                value = value.chars().take(WIDTH - 1).chain(['…']).collect();
            }
            let room = " ".repeat(widths[c].saturating_sub(value.chars().count()));
            let _ = if right(c) {
                write!(line, " {room}{value} ")
            } else {
                write!(line, " {value}{room} ")
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
