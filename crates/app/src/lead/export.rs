//! Taking leads out as a file: the same filter and the same masks as the list, the right to take
//! clients out, their quota of a day, and a line in the journal.

use domain::policy::{Action, Entity};
use serde_json::json;
use store::lead::ListQuery;
use tables::write::{Cell, Format, Shape};

use super::list::Request;
use super::{Error, seen};
use crate::App;
use crate::client::{ExportFormat, quota};
use crate::context::Context;
use crate::sheet::{Sheet, text_cell};

const COLUMNS: [(&str, Shape); 16] = [
    ("arrived_at", Shape::Text),
    ("way", Shape::Text),
    ("source", Shape::Text),
    ("state", Shape::Text),
    ("company", Shape::Text),
    ("person", Shape::Text),
    ("phone", Shape::Text),
    ("email", Shape::Text),
    ("settlement", Shape::Text),
    ("tax_number", Shape::Text),
    ("products", Shape::Text),
    ("temperature", Shape::Text),
    ("message", Shape::Text),
    ("reason", Shape::Text),
    ("client", Shape::Text),
    ("decided_by", Shape::Text),
];

/// The file, CSV or XLSX.
pub fn export(
    app: &App,
    ctx: &Context,
    request: &Request,
    format: ExportFormat,
) -> Result<Vec<u8>, Error> {
    ctx.may(Action::ClientExport)?;
    let scope = ctx.scope(Entity::Lead)?;
    let words = request.words();
    let query = ListQuery {
        scope: &scope,
        states: &request.states,
        way: request.way,
        source: request.source,
        client: request.client,
        decider: request.mine.then(|| ctx.actor.user()),
        author: request.written.then(|| ctx.actor.user()),
        words: &words,
        after: None,
        limit: i64::MAX,
    };
    let kind = match format {
        ExportFormat::Xlsx => Format::Xlsx,
        _ => Format::Csv,
    };
    let (file, rows) = app.db.read(|tx| {
        let mut sheet = Sheet::begin("leads", kind, &COLUMNS)?;
        let items = store::lead::list(tx, &query)?;
        let rows = items.len() as i64;
        for item in items {
            let item = seen(ctx, item)?.item;
            let data = &item.lead.data;
            let arrived = item.lead.arrived_at.to_string();
            sheet.row(&[
                Cell::Text(&arrived),
                Cell::Text(data.way.code()),
                text_cell(item.source.as_deref()),
                Cell::Text(data.state.code()),
                text_cell(data.company.as_deref()),
                text_cell(data.person.as_deref()),
                text_cell(data.phone.as_deref()),
                text_cell(data.email.as_deref()),
                text_cell(data.settlement.as_deref()),
                text_cell(data.tax_number.as_deref()),
                text_cell(data.products.as_deref()),
                text_cell(data.temperature.map(|of| of.code())),
                text_cell(item.lead.text.message.as_deref()),
                text_cell(data.reason.as_deref()),
                text_cell(item.client.as_ref().map(|(name, _)| name.as_str())),
                text_cell(item.decider.as_deref()),
            ])?;
        }
        Ok::<_, Error>((sheet.end()?, rows))
    })?;
    // The file leaves only after the line about it is durable.
    let details = json!({
        "list": "leads",
        "format": format.code(),
        "rows": rows,
        "columns": COLUMNS.map(|(name, _)| name),
    });
    app.db.write(|tx| quota::note(tx, ctx, rows, &details))??;
    Ok(file)
}
