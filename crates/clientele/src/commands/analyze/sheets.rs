//! The tables of an analysis.

use analysis::rfm::GROUPS;
use analysis::{Abc, NONE, State, Window, Xyz, concentration};
use ledger::{Ledger, Reason};

use super::chapters::buyer_name;
use super::figures::Figures;
use super::sheet::Holds::{Count, Money, Share, Text};
use super::sheet::{Sheet, Value};
use crate::words::Words;

/// The short name of a window: `12m`, `all` or `FROM..TO`.
pub fn window_name(window: Window) -> String {
    match window {
        Window::All => "all".to_owned(),
        Window::Rolling(months) | Window::FullMonths(months) => format!("{months}m"),
        Window::Days(from, to) => format!("{from}..{to}"),
    }
}

/// All tables but that of the clients, in the order of the report.
pub fn all(ledger: &Ledger, figures: &Figures, words: &Words) -> Vec<Sheet> {
    let mut sheets = vec![
        columns(ledger, words),
        left_out(ledger, words),
        matrix(figures),
        groups(figures, words),
        retention(figures),
        cohorts(figures),
        kinds(figures),
        sales(figures),
        products(ledger, &figures.products, "products", words),
    ];
    if let Some(by_group) = &figures.groups {
        sheets.push(products(ledger, by_group, "product_groups", words));
    }
    sheets.push(top(ledger, figures, words));
    if !figures.managers.is_empty() {
        sheets.push(managers(ledger, figures, words));
    }
    sheets.extend([states(figures, words), pareto(figures), one_time(figures)]);
    sheets
}

/// Which column was taken for what.
pub fn columns(ledger: &Ledger, words: &Words) -> Sheet {
    let mut sheet = Sheet::new(
        "columns",
        &[("role", Text), ("heading", Text), ("how", Text)],
    );
    for column in &ledger.layout.columns {
        let how = if column.given {
            "analyze-given"
        } else {
            "analyze-recognised"
        };
        sheet.rows.push(vec![
            words
                .get(&format!("analyze-role-{}", column.role.code()))
                .into(),
            column.heading.as_str().into(),
            words.get(how).into(),
        ]);
    }
    sheet
}

/// What was left out or noticed, with the first rows.
pub fn left_out(ledger: &Ledger, words: &Words) -> Sheet {
    let columns = [
        ("reason", Text),
        ("effect", Text),
        ("lines", Count),
        ("amount", Money),
        ("examples", Text),
    ];
    let mut sheet = Sheet::new("left_out", &columns);
    for reason in Reason::ALL {
        let Some(tally) = ledger.cleaning.tallies.get(&reason) else {
            continue;
        };
        let effect = if reason.leaves_out() {
            "analyze-left-out"
        } else {
            "analyze-kept"
        };
        let examples: Vec<String> = tally
            .samples
            .iter()
            .map(|s| example(ledger, s, words))
            .collect();
        sheet.rows.push(vec![
            words
                .get(&format!("analyze-reason-{}", reason.code()))
                .into(),
            words.get(effect).into(),
            tally.lines.into(),
            tally.amount_minor.into(),
            examples.join("; ").into(),
        ]);
    }
    sheet
}

fn example(ledger: &Ledger, sample: &ledger::Sample, words: &Words) -> String {
    let mut text = words.with(
        "analyze-row",
        &[("row", words.number(sample.row as i64).into())],
    );
    if let tables::Source::Workbook { sheets, .. } = &ledger.origin.source
        && sheets.len() > 1
        && let Some(sheet) = sheets.get(sample.sheet)
    {
        text = format!("{sheet}: {text}");
    }
    if let (Some(column), Some(value)) = (&sample.column, &sample.text) {
        text = format!("{text}, {column} = “{value}”");
    }
    text
}

/// ABC × XYZ of each window.
fn matrix(figures: &Figures) -> Sheet {
    let columns = [
        ("window", Text),
        ("abc", Text),
        ("xyz", Text),
        ("clients", Count),
        ("revenue", Money),
    ];
    let mut sheet = Sheet::new("abcxyz", &columns);
    for (window, matrix) in &figures.matrices {
        for abc in Abc::ALL {
            for xyz in Xyz::ALL {
                let cell = matrix.cell(abc, xyz);
                sheet.rows.push(vec![
                    window_name(*window).into(),
                    format!("{abc:?}").into(),
                    format!("{xyz:?}").into(),
                    cell.clients.into(),
                    cell.value_minor.into(),
                ]);
            }
        }
    }
    sheet
}

fn groups(figures: &Figures, words: &Words) -> Sheet {
    let columns = [
        ("group", Text),
        ("r", Text),
        ("f", Text),
        ("m", Text),
        ("clients", Count),
        ("revenue", Money),
    ];
    let mut sheet = Sheet::new("rfm", &columns);
    let range = |(low, high): (u8, u8)| {
        if low == high {
            low.to_string()
        } else {
            format!("{low}–{high}")
        }
    };
    for (group, sums) in GROUPS.iter().zip(&figures.rfm.groups) {
        sheet.rows.push(vec![
            words.get(&format!("analyze-rfm-{}", group.code)).into(),
            range(group.r).into(),
            range(group.f).into(),
            range(group.m).into(),
            sums.clients.into(),
            sums.value_minor.into(),
        ]);
    }
    sheet
}

/// Retention by quarter.
pub fn retention(figures: &Figures) -> Sheet {
    let columns = [
        ("period", Text),
        ("start", Count),
        ("end", Count),
        ("new", Count),
        ("kept", Count),
        ("returned", Count),
        ("gone", Count),
        ("crr", Share),
        ("crr_strict", Share),
    ];
    let mut sheet = Sheet::new("retention", &columns);
    for row in &figures.retention {
        let share = |crr: Option<f64>| crr.map(|crr| crr / 100.0);
        sheet.rows.push(vec![
            running(&row.period, row.unfinished),
            row.start.into(),
            row.end.into(),
            row.new.into(),
            row.kept.into(),
            row.returned.into(),
            row.lost.into(),
            share(row.crr).into(),
            share(row.crr_strict).into(),
        ]);
    }
    sheet
}

/// A period that is not over has an asterisk.
pub fn running(period: &str, unfinished: bool) -> Value {
    if unfinished {
        format!("{period}*").into()
    } else {
        period.into()
    }
}

/// Months of a cohort that are shown.
const COHORT_MONTHS: usize = 24;

fn cohorts(figures: &Figures) -> Sheet {
    let longest = figures
        .cohorts
        .iter()
        .map(|c| c.cells.len())
        .max()
        .unwrap_or(0);
    let mut sheet = Sheet::new("cohorts", &[("cohort", Text), ("clients", Count)]);
    let shown = longest.min(COHORT_MONTHS + 1);
    sheet
        .columns
        .extend((0..shown).map(|k| (format!("+{k}"), Count)));
    for cohort in &figures.cohorts {
        let mut row = vec![cohort.cohort.as_str().into(), cohort.clients.into()];
        for k in 0..shown {
            row.push(cohort.cells.get(k).map(|cell| cell.clients).into());
        }
        sheet.rows.push(row);
    }
    sheet
}

fn kinds(figures: &Figures) -> Sheet {
    let columns = [
        ("year", Text),
        ("life", Text),
        ("clients", Count),
        ("revenue", Money),
    ];
    let mut sheet = Sheet::new("kinds", &columns);
    for year in &figures.kinds {
        for life in &year.lives {
            sheet.rows.push(vec![
                running(&year.year.to_string(), year.unfinished),
                life.life.to_string().into(),
                life.clients.into(),
                life.value_minor.into(),
            ]);
        }
    }
    sheet
}

fn sales(figures: &Figures) -> Sheet {
    let columns = [
        ("period", Text),
        ("orders", Count),
        ("revenue", Money),
        ("year_before", Money),
    ];
    let mut sheet = Sheet::new("sales", &columns);
    for sales in &figures.products.periods {
        sheet.rows.push(vec![
            running(&sales.period, sales.unfinished),
            sales.orders.into(),
            sales.value_minor.into(),
            sales.year_before_minor.into(),
        ]);
    }
    sheet
}

fn products(
    ledger: &Ledger,
    dynamics: &analysis::dynamics::Dynamics,
    code: &'static str,
    words: &Words,
) -> Sheet {
    let columns = [
        ("name", Text),
        ("revenue", Money),
        ("before", Money),
        ("growth", Share),
        ("clients", Count),
        ("clients_before", Count),
        ("lines", Count),
    ];
    let mut sheet = Sheet::new(code, &columns);
    let names = if code == "products" {
        &ledger.products
    } else {
        &ledger.groups
    };
    for row in &dynamics.rows {
        let name = names.get(row.id as usize).filter(|_| row.id != NONE);
        sheet.rows.push(vec![
            name.cloned()
                .unwrap_or_else(|| words.get("analyze-unnamed"))
                .into(),
            row.value_minor.into(),
            row.previous_minor.into(),
            row.growth().into(),
            row.clients.into(),
            row.previous_clients.into(),
            row.lines.into(),
        ]);
    }
    sheet
}

/// The largest clients.
pub fn top(ledger: &Ledger, figures: &Figures, words: &Words) -> Sheet {
    let columns = [
        ("client", Text),
        ("revenue", Money),
        ("share", Share),
        ("level", Text),
    ];
    let mut sheet = Sheet::new("concentration", &columns);
    for top in &figures.concentration.top {
        sheet.rows.push(vec![
            buyer_name(ledger, top, words).into(),
            top.value_minor.into(),
            top.share.into(),
            top.level.map(|level| format!("> {level}%")).into(),
        ]);
    }
    sheet
}

fn managers(ledger: &Ledger, figures: &Figures, words: &Words) -> Sheet {
    let columns = [
        ("manager", Text),
        ("clients", Count),
        ("revenue", Money),
        ("largest", Text),
        ("share", Share),
        ("level", Text),
    ];
    let mut sheet = Sheet::new("managers", &columns);
    for (manager, concentration) in &figures.managers {
        let largest = concentration.top.first();
        sheet.rows.push(vec![
            manager_name(ledger, *manager, words).into(),
            concentration.clients.into(),
            concentration.total_minor.into(),
            largest.map(|top| buyer_name(ledger, top, words)).into(),
            largest.map(|top| top.share).into(),
            level(concentration).into(),
        ]);
    }
    sheet
}

fn level(concentration: &concentration::Concentration) -> Option<String> {
    let level = concentration.top.first()?.level?;
    Some(format!("> {level}%"))
}

/// Name of an employee.
pub fn manager_name(ledger: &Ledger, manager: u32, words: &Words) -> String {
    let known = ledger.managers.get(manager as usize).cloned();
    known.unwrap_or_else(|| words.get("analyze-unnamed"))
}

/// Stable name of a state.
pub fn state_code(state: State) -> &'static str {
    match state {
        State::Active => "active",
        State::Sleeping => "sleeping",
        State::Lost => "lost",
        State::None => "none",
    }
}

const STATES: [State; 4] = [State::Active, State::Sleeping, State::Lost, State::None];

fn states(figures: &Figures, words: &Words) -> Sheet {
    let mut sheet = Sheet::new(
        "states",
        &[("state", Text), ("clients", Count), ("revenue", Money)],
    );
    for state in STATES {
        let (mut clients, mut revenue) = (0u64, 0i64);
        for row in &figures.rows.rows {
            if figures.beats.state(row.client) == state {
                clients += 1;
                revenue += row.revenue_minor;
            }
        }
        let name = words.get(&format!("analyze-state-{}", state_code(state)));
        sheet
            .rows
            .push(vec![name.into(), clients.into(), revenue.into()]);
    }
    sheet
}

fn pareto(figures: &Figures) -> Sheet {
    let mut sheet = Sheet::new(
        "pareto",
        &[("clients_share", Share), ("revenue_share", Share)],
    );
    for point in &figures.pareto.curve {
        sheet
            .rows
            .push(vec![point.clients_share.into(), point.value_share.into()]);
    }
    sheet
}

fn one_time(figures: &Figures) -> Sheet {
    let columns = [
        ("period", Text),
        ("clients", Count),
        ("one_time", Count),
        ("share", Share),
    ];
    let mut sheet = Sheet::new("one_time", &columns);
    for once in &figures.one_time.periods {
        sheet.rows.push(vec![
            running(&once.period, once.unfinished),
            once.clients.into(),
            once.one_time.into(),
            once.share.into(),
        ]);
    }
    sheet
}
