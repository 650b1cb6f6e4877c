//! The clients behind a number as a file: the right of taking clients out, the columns of the list
//! with what stands on the cards beside them, and a line in the journal. The lift list has columns
//! of its own.

mod lift;

use analysis::Day;
use domain::policy::Action;
use serde_json::json;
use tables::write::{Cell as Value, Format as TableFormat, Shape};

use super::cell::Cell;
use super::drill::{Figures, Sort, clients};
use super::portrait::{Portrait, lift_list};
use super::question::Question;
use super::{Error, State};
use crate::App;
use crate::client::{ExportFormat, Listed, quota, vcard};
use crate::context::Context;
use crate::sheet::{Sheet, text_cell};

const COLUMNS: [(&str, Shape); 22] = [
    ("id", Shape::Text),
    ("name", Shape::Text),
    ("manager", Shape::Text),
    ("segment", Shape::Text),
    ("region", Shape::Text),
    ("relation", Shape::Text),
    ("marker", Shape::Text),
    ("ladder_step", Shape::Text),
    ("abc", Shape::Text),
    ("xyz", Shape::Text),
    ("rfm", Shape::Text),
    ("state", Shape::Text),
    ("value_minor", Shape::Whole),
    ("share", Shape::Float),
    ("revenue_minor", Shape::Whole),
    ("orders", Shape::Whole),
    ("cheque_minor", Shape::Whole),
    ("assortment", Shape::Whole),
    ("first_day", Shape::Day),
    ("last_day", Shape::Day),
    ("rhythm_days", Shape::Float),
    ("ltv_minor", Shape::Whole),
];

/// The clients of a cell as a file. `told` is how question and cell were written, for the journal.
pub fn export(
    app: &App,
    ctx: &Context,
    question: &Question,
    cell: &Cell,
    sort: Sort,
    format: ExportFormat,
    told: &serde_json::Value,
) -> Result<Vec<u8>, Error> {
    ctx.may(Action::ClientExport)?;
    let found = clients(app, ctx, question, cell, sort, None, u32::MAX)?;
    let rows = found.items.len();
    let lift = match cell {
        Cell::Lagging(key, _) => Some(lift_list(app, ctx, question, *key)?),
        _ => None,
    };
    let table = |format| match &lift {
        Some(lift) => lift::table(&found.items, lift, format),
        None => table(&found.items, format),
    };
    let file = match format {
        ExportFormat::Csv => table(TableFormat::Csv)?,
        ExportFormat::Xlsx => table(TableFormat::Xlsx)?,
        ExportFormat::Parquet => table(TableFormat::Parquet)?,
        ExportFormat::Ndjson => lines(&found.items, lift.as_ref()),
        ExportFormat::Vcard => cards(&found.items),
    };
    let columns: Vec<String> = match &lift {
        Some(_) => lift::columns().into_iter().map(|(name, _)| name).collect(),
        None => COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect(),
    };
    let details = json!({
        "format": format.code(),
        "rows": rows,
        "columns": columns,
        "asked": told,
        "as_of": found.parameters.as_of,
    });
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    app.db
        .write(|tx| Ok::<_, Error>(quota::note(tx, ctx, rows, &details)??))?;
    Ok(file)
}

fn state(of: State) -> &'static str {
    match of {
        State::Active => "active",
        State::Sleeping => "sleeping",
        State::Lost => "lost",
        State::None => "none",
    }
}

fn table(items: &[(Listed, Figures)], format: TableFormat) -> Result<Vec<u8>, Error> {
    let mut sheet = Sheet::begin("clients", format, &COLUMNS)?;
    for (item, figures) in items {
        let id = item.id.to_string();
        let day = |day: Option<Day>| day.map_or(Value::Empty, |day| Value::Day(day.number()));
        let float = |value: Option<f64>| value.map_or(Value::Empty, Value::Float);
        let whole = |value: Option<i64>| value.map_or(Value::Empty, Value::Whole);
        sheet.row(&[
            Value::Text(&id),
            Value::Text(&item.name),
            text_cell(item.manager.as_ref().map(|(_, name)| name.as_str())),
            text_cell(item.segment.as_ref().map(|(_, name)| name.as_str())),
            text_cell(item.region.as_deref()),
            Value::Text(item.relation.code()),
            Value::Text(item.marker.code()),
            Value::Text(item.ladder_step.code()),
            text_cell(figures.abc.as_deref()),
            text_cell(figures.xyz.as_deref()),
            text_cell(figures.rfm.as_deref()),
            Value::Text(state(figures.state)),
            Value::Whole(figures.value_minor),
            float(figures.share),
            Value::Whole(figures.revenue_minor),
            Value::Whole(figures.orders.into()),
            whole(figures.cheque_minor),
            Value::Whole(figures.assortment.into()),
            day(figures.first_day),
            day(figures.last_day),
            float(figures.rhythm_days),
            whole(figures.ltv_minor),
        ])?;
    }
    Ok(sheet.end()?)
}

fn cards(items: &[(Listed, Figures)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (item, _) in items {
        vcard::write(&mut bytes, item);
    }
    bytes
}

fn lines(items: &[(Listed, Figures)], lift: Option<&Portrait>) -> Vec<u8> {
    let lagging = lift.map(lift::by_client).unwrap_or_default();
    let mut bytes = Vec::new();
    for (item, figures) in items {
        let mut line = json!({
            "id": item.id,
            "name": item.name,
            "manager": item.manager.as_ref().map(|(_, name)| name),
            "segment": item.segment.as_ref().map(|(_, name)| name),
            "region": item.region,
            "relation": item.relation,
            "marker": item.marker,
            "ladder_step": item.ladder_step,
            "figures": figures,
        });
        if let Some((one, pattern)) = lagging.get(&item.id.uuid()) {
            line["lift"] = json!({ "pattern": pattern, "client": one });
        }
        bytes.extend_from_slice(line.to_string().as_bytes());
        bytes.push(b'\n');
    }
    bytes
}
