//! The report as a table, for those who may take data out.

use domain::interaction::InteractionKind;
use domain::journal::JournalAction;
use domain::marker::Marker;
use domain::policy::Action;
use jiff::civil::Date;
use serde_json::json;
use tables::write::{Cell, Format, Shape};

use super::{Error, Report, Request, contacts};
use crate::App;
use crate::client::ExportFormat;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::sheet::Sheet;

const FIXED: [&str; 13] = [
    "employee",
    "from",
    "to",
    "contacts_planned",
    "effective",
    "attempts",
    "tasks_done",
    "tasks_open",
    "meetings",
    "tasks_overdue",
    "promises_overdue",
    "minutes_acquisition",
    "minutes_development",
];

/// One row for each employee and day or week; what belongs to the whole time stands in the row of
/// the whole, which comes last.
pub fn export(
    app: &App,
    ctx: &Context,
    request: &Request,
    format: ExportFormat,
) -> Result<Vec<u8>, Error> {
    ctx.may(Action::ClientExport)?;
    let report = contacts(app, ctx, request)?;
    let (file, rows) = write(&report, format)?;
    let details = json!({ "from": request.from, "to": request.to, "rows": rows });
    let line = Entry::note(JournalAction::Export, "report", None, &details);
    app.db.write(|tx| journal::record(tx, ctx, line.clone()))?;
    Ok(file)
}

fn write(report: &Report, format: ExportFormat) -> Result<(Vec<u8>, i64), tables::Error> {
    let format = match format {
        ExportFormat::Xlsx => Format::Xlsx,
        _ => Format::Csv,
    };
    let shape = |name: &'static str| match name {
        "employee" => Shape::Text,
        "from" | "to" => Shape::Day,
        _ => Shape::Whole,
    };
    let kinds = InteractionKind::ALL.iter().map(|kind| kind.code());
    let steps = Marker::ALL.iter().map(|step| step.code());
    let columns: Vec<(&str, Shape)> = FIXED
        .into_iter()
        .map(|name| (name, shape(name)))
        .chain(kinds.chain(steps).map(|name| (name, Shape::Whole)))
        .collect();
    let mut sheet = Sheet::begin("contacts", format, &columns)?;
    let mut rows = 0;
    let (first, last) = match report.periods.as_slice() {
        [] => return Ok((sheet.end()?, 0)),
        [first, .., last] => (first.0, last.1),
        [only] => *only,
    };
    for person in &report.people {
        for ((from, to), stretch) in report.periods.iter().zip(&person.stretches) {
            let mut cells = vec![
                Cell::Text(&person.user.name),
                Cell::Day(days(*from)),
                Cell::Day(days(*to)),
                Cell::Whole(stretch.planned),
                Cell::Whole(stretch.contacts.effective),
                Cell::Whole(stretch.contacts.attempts),
            ];
            cells.resize_with(columns.len(), || Cell::Empty);
            sheet.row(&cells)?;
            rows += 1;
        }
        let whole = person.whole;
        let mut cells = vec![
            Cell::Text(&person.user.name),
            Cell::Day(days(first)),
            Cell::Day(days(last)),
            Cell::Whole(whole.planned),
            Cell::Whole(whole.contacts.effective),
            Cell::Whole(whole.contacts.attempts),
            Cell::Whole(person.done),
            Cell::Whole(person.open),
            Cell::Whole(person.meetings),
            Cell::Whole(person.overdue),
            Cell::Whole(person.promises_overdue),
            Cell::Whole(person.acquisition),
            Cell::Whole(person.development),
        ];
        let of = |kind| person.kinds.get(kind).copied().unwrap_or_default();
        cells.extend(InteractionKind::ALL.iter().map(|kind| {
            let contacts = of(kind);
            Cell::Whole(contacts.effective + contacts.attempts)
        }));
        let steps = Marker::ALL.iter();
        cells.extend(steps.map(|step| Cell::Whole(person.steps.get(step).copied().unwrap_or(0))));
        sheet.row(&cells)?;
        rows += 1;
    }
    Ok((sheet.end()?, rows))
}

/// Days since 1970-01-01.
fn days(day: Date) -> i32 {
    (day - Date::constant(1970, 1, 1)).get_days()
}
