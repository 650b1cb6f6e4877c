//! Taking clients out as a file: a right of its own, the same filter and the same masks as the
//! list, and a line in the journal with what was asked, the columns and the number of rows.

use domain::client::filter::{ClientOrder, ClientTerm};
use domain::filter::{Test, Value};
use domain::policy::{Action, Entity};
use serde_json::json;
use store::client::{Item, ListQuery};
use tables::write::{Cell, Format as TableFormat, Shape};

pub(crate) mod quota;
pub(crate) mod vcard;

use super::list::{Understood, check_terms, understand_query};
use super::{ENTITY, Error, veil};
use crate::App;
use crate::context::Context;
use crate::sheet::{Sheet, text_cell};

/// As what clients are taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with commas.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// One JSON object a line.
    Ndjson,
    /// A table for programs.
    Parquet,
    /// Cards for an address book.
    Vcard,
}

impl Format {
    /// The stable code, also the ending of the file name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ndjson => "ndjson",
            Self::Parquet => "parquet",
            Self::Vcard => "vcf",
        }
    }
}

impl std::str::FromStr for Format {
    type Err = domain::code::UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [
            Self::Csv,
            Self::Xlsx,
            Self::Ndjson,
            Self::Parquet,
            Self::Vcard,
        ]
        .into_iter()
        .find(|format| format.code() == text)
        .ok_or(domain::code::UnknownCode("Format"))
    }
}

/// What to take out.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The search box.
    pub q: Option<String>,
    /// Conditions, all of which hold.
    pub terms: Vec<ClientTerm>,
    /// The order.
    pub order: ClientOrder,
    /// As what.
    pub format: Format,
}

const COLUMNS: [(&str, Shape); 23] = [
    ("id", Shape::Text),
    ("name", Shape::Text),
    ("kind", Shape::Text),
    ("relation", Shape::Text),
    ("marker", Shape::Text),
    ("ladder_step", Shape::Text),
    ("service_class", Shape::Text),
    ("temperature", Shape::Text),
    ("segment", Shape::Text),
    ("region", Shape::Text),
    ("manager", Shape::Text),
    ("tax_number", Shape::Text),
    ("phone", Shape::Text),
    ("email", Shape::Text),
    ("last_interaction_at", Shape::Text),
    ("abc", Shape::Text),
    ("xyz", Shape::Text),
    ("rfm", Shape::Text),
    ("revenue_minor", Shape::Whole),
    ("orders", Shape::Whole),
    ("last_day", Shape::Text),
    ("state", Shape::Text),
    ("created_at", Shape::Text),
];

/// The file.
pub fn export(app: &App, ctx: &Context, wish: &Wish) -> Result<Vec<u8>, Error> {
    ctx.may(Action::ClientExport)?;
    let scope = ctx.scope(Entity::Client)?;
    let (file, rows) = app.db.read(|tx| {
        check_terms(tx, ctx, &wish.terms)?;
        let understood = understand_query(tx, ctx, &scope, wish.q.as_deref())?;
        let mut sink = Sink::begin(wish.format)?;
        let mut rows = 0_i64;
        let asked = match understood {
            Understood::Nothing => return Ok::<_, Error>((sink.end()?, rows)),
            Understood::Everything => None,
            Understood::Asked(asked, _) => Some(asked),
        };
        let query = ListQuery {
            scope: &scope,
            terms: &wish.terms,
            asked: asked.as_ref(),
            order: wish.order,
            after: None,
            limit: i64::MAX,
        };
        store::client::each(tx, &query, |mut item| {
            item.phone = veil::veil_phone(ctx, item.phone.take());
            item.email = veil::veil_email(ctx, item.email.take());
            rows += 1;
            sink.row(&item)
        })?;
        Ok((sink.end()?, rows))
    })?;
    // The file leaves only after the line about it is durable.
    let details = json!({
        "format": wish.format.code(),
        "rows": rows,
        "columns": COLUMNS.map(|(name, _)| name),
        "filter": wish.terms.iter().map(told).collect::<Vec<_>>(),
        "query": wish.q,
    });
    app.db
        .write(|tx| Ok::<_, Error>(quota::note(tx, ctx, rows, &details)??))?;
    Ok(file)
}

/// A condition as the journal tells it.
fn told(term: &ClientTerm) -> String {
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Id(id) => id.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
    };
    let texts = |values: &[Value]| values.iter().map(text).collect::<Vec<_>>().join(",");
    let field = term.field;
    match &term.test {
        Test::AnyOf(values) => format!("{field}={}", texts(values)),
        Test::NoneOf(values) => format!("{field}.not={}", texts(values)),
        Test::AtLeast(value) => format!("{field}.gte={}", text(value)),
        Test::AtMost(value) => format!("{field}.lte={}", text(value)),
        Test::Empty => format!("{field}.is=empty"),
        Test::Present => format!("{field}.is=present"),
    }
}

enum Sink {
    Table(Sheet),
    Lines(Vec<u8>),
    Cards(Vec<u8>),
}

impl Sink {
    fn begin(format: Format) -> Result<Self, Error> {
        let format = match format {
            Format::Csv => TableFormat::Csv,
            Format::Xlsx => TableFormat::Xlsx,
            Format::Parquet => TableFormat::Parquet,
            Format::Ndjson => return Ok(Self::Lines(Vec::new())),
            Format::Vcard => return Ok(Self::Cards(Vec::new())),
        };
        Ok(Self::Table(Sheet::begin("clients", format, &COLUMNS)?))
    }

    fn row(&mut self, item: &Item) -> Result<(), Error> {
        let id = item.id.to_string();
        let moment = item.last_interaction_at.map(|at| at.to_string());
        let created = item.created_at.to_string();
        let figures = item.figures.as_ref();
        let rfm = figures
            .and_then(|f| f.rfm)
            .map(|[r, f, m]| format!("{r}{f}{m}"));
        match self {
            Self::Table(sheet) => sheet.row(&[
                Cell::Text(&id),
                Cell::Text(&item.name),
                Cell::Text(item.kind.code()),
                Cell::Text(item.relation.code()),
                Cell::Text(item.marker.code()),
                Cell::Text(item.ladder_step.code()),
                Cell::Text(item.service_class.code()),
                text_cell(item.temperature.map(|of| of.code())),
                text_cell(item.segment.as_ref().map(|(_, name)| name.as_str())),
                text_cell(item.region.as_deref()),
                text_cell(item.manager.as_ref().map(|(_, name)| name.as_str())),
                text_cell(item.tax_number.as_deref()),
                text_cell(item.phone.as_deref()),
                text_cell(item.email.as_deref()),
                text_cell(moment.as_deref()),
                text_cell(figures.and_then(|f| f.abc.as_deref())),
                text_cell(figures.and_then(|f| f.xyz.as_deref())),
                text_cell(rfm.as_deref()),
                figures.map_or(Cell::Empty, |f| Cell::Whole(f.revenue_minor)),
                figures.map_or(Cell::Empty, |f| Cell::Whole(f.orders)),
                text_cell(figures.and_then(|f| f.last_day.as_deref())),
                text_cell(figures.map(|f| f.state.as_str())),
                Cell::Text(&created),
            ])?,
            Self::Cards(bytes) => vcard::write(bytes, item),
            Self::Lines(bytes) => {
                let line = json!({
                    "id": id,
                    "name": item.name,
                    "kind": item.kind,
                    "relation": item.relation,
                    "marker": item.marker,
                    "ladder_step": item.ladder_step,
                    "service_class": item.service_class,
                    "temperature": item.temperature,
                    "segment": item.segment.as_ref().map(|(_, name)| name),
                    "region": item.region,
                    "manager": item.manager.as_ref().map(|(_, name)| name),
                    "tax_number": item.tax_number,
                    "phone": item.phone,
                    "email": item.email,
                    "last_interaction_at": moment,
                    "abc": figures.and_then(|f| f.abc.as_ref()),
                    "xyz": figures.and_then(|f| f.xyz.as_ref()),
                    "rfm": rfm,
                    "revenue_minor": figures.map(|f| f.revenue_minor),
                    "orders": figures.map(|f| f.orders),
                    "last_day": figures.and_then(|f| f.last_day.as_ref()),
                    "state": figures.map(|f| &f.state),
                    "created_at": created,
                });
                bytes.extend_from_slice(line.to_string().as_bytes());
                bytes.push(b'\n');
            }
        }
        Ok(())
    }

    fn end(self) -> Result<Vec<u8>, Error> {
        match self {
            Self::Table(sheet) => Ok(sheet.end()?),
            Self::Lines(bytes) | Self::Cards(bytes) => Ok(bytes),
        }
    }
}
