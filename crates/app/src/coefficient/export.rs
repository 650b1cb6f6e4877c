//! The report as a table, for those who may take data out.

use domain::journal::JournalAction;
use domain::policy::Action;
use serde_json::json;
use tables::write::{Cell, Format, Shape};

use super::{Error, Fact, Report, Request, report};
use crate::App;
use crate::client::ExportFormat;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::sheet::Sheet;

const COLUMNS: [(&str, Shape); 10] = [
    ("employee", Shape::Text),
    ("week", Shape::Text),
    ("step", Shape::Text),
    ("reached", Shape::Whole),
    ("decided", Shape::Whole),
    ("passed", Shape::Whole),
    ("coefficient", Shape::Float),
    ("low", Shape::Float),
    ("high", Shape::Float),
    ("plan", Shape::Float),
];

/// A row for each employee and step, then for each week and step of all.
pub fn export(
    app: &App,
    ctx: &Context,
    request: &Request,
    format: ExportFormat,
) -> Result<Vec<u8>, Error> {
    ctx.may(Action::ClientExport)?;
    let report = report(app, ctx, request)?;
    let (file, rows) = write(&report, format)?;
    let details = json!({ "from": request.from, "to": request.to, "rows": rows });
    let id = Some(request.funnel.uuid());
    let line = Entry::note(JournalAction::Export, "coefficient", id, &details);
    app.db.write(|tx| journal::record(tx, ctx, line.clone()))?;
    Ok(file)
}

fn whole(of: u64) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

fn share(of: Option<f64>) -> Cell<'static> {
    of.map_or(Cell::Empty, Cell::Float)
}

fn write(report: &Report, format: ExportFormat) -> Result<(Vec<u8>, i64), tables::Error> {
    let format = match format {
        ExportFormat::Xlsx => Format::Xlsx,
        _ => Format::Csv,
    };
    let mut sheet = Sheet::begin("coefficients", format, &COLUMNS)?;
    let mut rows = 0;
    let mut add = |who: &str, week: &str, reached: &[i64], facts: &[Fact]| {
        for (step, head) in report.steps.iter().enumerate() {
            let fact = step.checked_sub(1).map(|at| facts[at]);
            let of = |of: fn(&Fact) -> Option<f64>| share(fact.as_ref().and_then(of));
            let count = |of: Option<u64>| of.map_or(Cell::Empty, |of| Cell::Whole(whole(of)));
            sheet.row(&[
                Cell::Text(who),
                Cell::Text(week),
                Cell::Text(head.name.as_deref().unwrap_or(&head.key)),
                Cell::Whole(reached[step]),
                count(fact.map(|fact| fact.decided)),
                count(fact.map(|fact| fact.passed)),
                of(|fact| fact.share),
                of(|fact| fact.low),
                of(|fact| fact.high),
                of(|fact| Some(fact.plan)),
            ])?;
            rows += 1;
        }
        Ok::<_, tables::Error>(())
    };
    for person in &report.people {
        let name = person.user.as_ref().map_or("", |user| &user.name);
        add(name, "", &person.reached, &person.facts)?;
    }
    for week in &report.weeks {
        add("", &week.from.to_string(), &week.reached, &week.facts)?;
    }
    add("", "", &report.whole.reached, &report.whole.facts)?;
    Ok((sheet.end()?, rows))
}
