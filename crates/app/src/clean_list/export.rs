//! A cleaned list as a file: what is on it with how to reach them, and what was left out and why.

use std::collections::HashMap;

use domain::id::{CleanListId, ClientId};
use domain::policy::Action;
use serde_json::json;
use store::clean_list::RowQuery;
use tables::write::{Cell, Format as TableFormat, Shape};

use super::{Error, reader, with_twins};
use crate::App;
use crate::client::{self, ExportFormat, Listed, quota};
use crate::context::Context;
use crate::sheet::{Sheet, text_cell};

const COLUMNS: [(&str, Shape); 13] = [
    ("list", Shape::Whole),
    ("id", Shape::Text),
    ("name", Shape::Text),
    ("outcome", Shape::Text),
    ("reason", Shape::Text),
    ("same_as", Shape::Text),
    ("source", Shape::Text),
    ("segment", Shape::Text),
    ("region", Shape::Text),
    ("manager", Shape::Text),
    ("tax_number", Shape::Text),
    ("phone", Shape::Text),
    ("email", Shape::Text),
];

/// The file: every client of the set, with its outcome.
pub fn export(
    app: &App,
    ctx: &Context,
    id: CleanListId,
    format: ExportFormat,
) -> Result<Vec<u8>, Error> {
    ctx.may(Action::ClientExport)?;
    let scope = reader(ctx)?.ok_or(Error::NotFound)?;
    let told = format.code();
    let format = match format {
        ExportFormat::Csv => TableFormat::Csv,
        ExportFormat::Xlsx => TableFormat::Xlsx,
        ExportFormat::Parquet => TableFormat::Parquet,
        ExportFormat::Ndjson | ExportFormat::Vcard => {
            return Err(Error::refused("format", "code.unknown"));
        }
    };
    let (file, rows) = app.db.read(|tx| {
        let list = store::clean_list::find(tx, id)?.ok_or(Error::NotFound)?;
        let query = RowQuery {
            scope: &scope,
            list: id,
            reason: None,
            after: None,
            limit: i64::from(u32::MAX),
        };
        let rows = store::clean_list::rows(tx, &query)?;
        let rows = with_twins(tx, &scope, rows)?;
        let ids: Vec<ClientId> = rows.iter().map(|(row, _)| row.verdict.client_id).collect();
        let cards: HashMap<ClientId, Listed> = client::listed(tx, ctx, &scope, &ids)?
            .into_iter()
            .map(|item| (item.id, item))
            .collect();
        let tally = super::tally::of_list(tx, &scope, id)?;
        let sources: HashMap<_, _> = tally
            .sources
            .into_iter()
            .filter_map(|one| one.source)
            .collect();
        let mut sheet = Sheet::begin("clean_list", format, &COLUMNS)?;
        for (row, twin) in &rows {
            // a card that was deleted since leaves nothing but its line
            let card = cards.get(&row.verdict.client_id);
            let of = |text: fn(&Listed) -> Option<&str>| text_cell(card.and_then(text));
            let reason = row.verdict.reason;
            let source = row.verdict.source_id.and_then(|id| sources.get(&id));
            sheet.row(&[
                Cell::Whole(list.number),
                Cell::Text(&row.verdict.client_id.to_string()),
                of(|card| Some(&card.name)),
                Cell::Text(if reason.is_none() {
                    "released"
                } else {
                    "left_out"
                }),
                text_cell(reason.map(domain::clean_list::LeftOut::code)),
                text_cell(twin.as_deref()),
                text_cell(source.map(String::as_str)),
                of(|card| card.segment.as_ref().map(|(_, name)| name.as_str())),
                of(|card| card.region.as_deref()),
                of(|card| card.manager.as_ref().map(|(_, name)| name.as_str())),
                of(|card| card.tax_number.as_deref()),
                of(|card| card.phone.as_deref()),
                of(|card| card.email.as_deref()),
            ])?;
        }
        Ok::<_, Error>((sheet.end()?, rows.len()))
    })?;
    let details = json!({
        "format": told,
        "rows": rows,
        "columns": COLUMNS.map(|(name, _)| name),
        "clean_list": id,
    });
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    app.db
        .write(|tx| Ok::<_, Error>(quota::note(tx, ctx, rows, &details)??))?;
    Ok(file)
}
