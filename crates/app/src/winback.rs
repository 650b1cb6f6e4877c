//! Cases of lost key clients: opened from the card, the early warning, the sleeping and the key
//! clients, worked on step by step.

use domain::id::{ClientId, WinbackId};
use domain::part::Part;
use domain::policy::{Action, Entity};
use domain::setting::WINBACK_START;
use domain::text;
use domain::winback::{
    NOTE_LIMIT, StepTaken, WinbackData, WinbackOutcome, WinbackStep, last_start,
};
use jiff::civil::Date;
use serde_json::json;
pub use store::winback::Item;
use store::winback::ListQuery;
use tables::write::{Cell, Format as TableFormat, Shape};

use crate::client::{ExportFormat, Patch, Refusal};
use crate::context::Context;
use crate::part::{self, Error, Kind};
use crate::person::{filled, keep};
use crate::sheet::{Sheet, text_cell};
use crate::{App, DbTx, setting};

/// What comes in about a case; absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Code of the reason.
    pub reason: Patch<String>,
    /// Code of the outcome.
    pub outcome: Option<String>,
    /// What is known.
    pub note: Patch<String>,
    /// The step that was taken.
    pub take: Option<Take>,
    /// Code of the step that was not taken after all: the last one.
    pub take_back: Option<String>,
}

/// A step that was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Take {
    /// Its code.
    pub step: String,
    /// Today when absent.
    pub day: Option<Date>,
    /// What came of it.
    pub note: Option<String>,
}

impl Input {
    fn apply(&self, data: &mut WinbackData, today: Date) -> Result<(), Error> {
        let mut refusals = Vec::new();
        match self
            .reason
            .as_ref()
            .map(|code| code.as_deref().map(str::parse))
        {
            Some(None) => data.reason = None,
            Some(Some(Ok(reason))) => data.reason = Some(reason),
            Some(Some(Err(_))) => refusals.push(Refusal::new("reason", "code.unknown")),
            None => {}
        }
        match self.outcome.as_deref().map(str::parse) {
            Some(Ok(outcome)) => data.outcome = outcome,
            Some(Err(_)) => refusals.push(Refusal::new("outcome", "code.unknown")),
            None => {}
        }
        let note = self
            .note
            .as_ref()
            .map(|note| filled(note).map(|note| text::block(note, NOTE_LIMIT)));
        keep(&mut refusals, "note", note, &mut data.note);
        if let Some(code) = &self.take_back {
            let step = code.parse::<WinbackStep>();
            let done = step
                .map_err(|_| "code.unknown")
                .and_then(|step| data.take_back(step));
            refusals.extend(done.err().map(|code| Refusal::new("take_back", code)));
        }
        if let Some(take) = &self.take {
            refusals.extend(take.apply(data, today).err());
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

impl Take {
    fn apply(&self, data: &mut WinbackData, today: Date) -> Result<(), Refusal> {
        let step = self.step.parse();
        let step = step.map_err(|_| Refusal::new("take.step", "code.unknown"))?;
        let note = filled(&self.note).map(|note| text::block(note, NOTE_LIMIT));
        let note = note
            .transpose()
            .map_err(|error| Refusal::new("take.note", error.code()))?;
        let day = self.day.unwrap_or(today);
        data.take(StepTaken { step, day, note }, today)
            .map_err(|code| {
                let field = match code {
                    "winback.day" => "take.day",
                    _ => "take.step",
                };
                Refusal::new(field, code)
            })
    }
}

impl Kind for WinbackData {
    const RIGHT: Action = Action::ClientUpdate;

    fn check(&self, tx: &mut DbTx, client: ClientId, id: Option<WinbackId>) -> Result<(), Error> {
        if self.outcome == WinbackOutcome::Open {
            let open = store::winback::open_of(tx, client)?;
            if open.is_some_and(|open| Some(open) != id) {
                return Err(Error::refused("outcome", "winback.open"));
            }
        }
        Ok(())
    }
}

/// The days that tell how a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Days {
    today: Date,
    /// Opened since then, a case is in time without a step.
    last_start: Date,
}

fn days(app: &App, ctx: &Context) -> Result<Days, Error> {
    let settings = setting::current(app)?;
    let today = setting::today(&settings, ctx.now);
    Ok(Days {
        today,
        last_start: last_start(today, settings.whole(&WINBACK_START)),
    })
}

/// Cases and how many there are.
#[derive(Debug, Clone, PartialEq)]
pub struct Cases {
    /// Those that nobody began in time first; at most [`MOST`].
    pub items: Vec<Item>,
    /// All that there are.
    pub total: i64,
    /// Opened since then, a case is in time without a step.
    pub last_start: Date,
}

/// The most cases in one list.
pub const MOST: i64 = 1_000;

/// The cases of the clients one may see: the open ones or all, those that nobody began in time
/// first, then those that wait longest.
pub fn list(app: &App, ctx: &Context, open: bool) -> Result<Cases, Error> {
    found(app, ctx, None, open)
}

/// The cases of a client.
pub fn of_client(app: &App, ctx: &Context, client: ClientId) -> Result<Cases, Error> {
    found(app, ctx, Some(client), false)
}

fn found(app: &App, ctx: &Context, client: Option<ClientId>, open: bool) -> Result<Cases, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let days = days(app, ctx)?;
    app.db.read(|tx| {
        if let Some(client) = client {
            store::client::find(tx, &scope, client)?.ok_or(Error::NotFound)?;
        }
        let query = ListQuery {
            scope: &scope,
            client,
            open,
            last_start: days.last_start,
            limit: MOST,
        };
        Ok(Cases {
            items: store::winback::list(tx, &query)?,
            total: store::winback::count(tx, &query)?,
            last_start: days.last_start,
        })
    })
}

/// Opens a case of a client; one at a time.
pub fn open(app: &App, ctx: &Context, client: ClientId, input: &Input) -> Result<Cases, Error> {
    let days = days(app, ctx)?;
    let mut data = WinbackData::opened(days.today);
    input.apply(&mut data, days.today)?;
    let part = part::create(app, ctx, client, &data)?;
    alone(app, ctx, &part)
}

/// Changes a case; `version` is the one the change was made on.
pub fn update(
    app: &App,
    ctx: &Context,
    id: WinbackId,
    version: i64,
    input: &Input,
) -> Result<Cases, Error> {
    let days = days(app, ctx)?;
    let part = part::update::<WinbackData>(app, ctx, id, version, |data, _| {
        input.apply(data, days.today)
    })?;
    alone(app, ctx, &part)
}

/// One case as the list tells it.
fn alone(app: &App, ctx: &Context, part: &Part<WinbackData>) -> Result<Cases, Error> {
    let mut cases = of_client(app, ctx, part.client_id)?;
    cases.items.retain(|item| item.winback.id == part.id);
    Ok(cases)
}

const COLUMNS: [(&str, Shape); 14] = [
    ("client_id", Shape::Text),
    ("client", Shape::Text),
    ("manager", Shape::Text),
    ("outcome", Shape::Text),
    ("overdue", Shape::Whole),
    ("opened_day", Shape::Text),
    ("reason", Shape::Text),
    ("next_step", Shape::Text),
    ("lunch", Shape::Text),
    ("visit", Shape::Text),
    ("what_if", Shape::Text),
    ("farewell", Shape::Text),
    ("referral", Shape::Text),
    ("note", Shape::Text),
];

/// The list as a file, with the day of every step; journalled. Only as a table.
pub fn export(
    app: &App,
    ctx: &Context,
    open: bool,
    format: ExportFormat,
) -> Result<Vec<u8>, crate::client::Error> {
    use crate::client::Error;
    ctx.may(Action::ClientExport)?;
    let table = match format {
        ExportFormat::Csv => TableFormat::Csv,
        ExportFormat::Xlsx => TableFormat::Xlsx,
        ExportFormat::Parquet => TableFormat::Parquet,
        ExportFormat::Ndjson | ExportFormat::Vcard => {
            return Err(Error::Invalid(vec![Refusal::new("format", "code.unknown")]));
        }
    };
    let cases = list(app, ctx, open).map_err(|error| match error {
        part::Error::Forbidden(refusal) => Error::Forbidden(refusal),
        part::Error::Db(error) => Error::Db(error),
        _ => Error::NotFound,
    })?;
    let mut sheet = Sheet::begin("winback", table, &COLUMNS)?;
    for item in &cases.items {
        let data = &item.winback.data;
        let client = item.winback.client_id.to_string();
        let opened = data.opened_day.to_string();
        let steps: Vec<String> = data.steps.iter().map(|of| of.day.to_string()).collect();
        let step = |at: usize| text_cell(steps.get(at).map(String::as_str));
        sheet.row(&[
            Cell::Text(&client),
            Cell::Text(&item.client),
            text_cell(item.manager.as_ref().map(|(_, name)| name.as_str())),
            Cell::Text(data.outcome.code()),
            Cell::Whole(data.overdue(cases.last_start).into()),
            Cell::Text(&opened),
            text_cell(data.reason.map(|of| of.code())),
            text_cell(data.next().map(|of| of.code())),
            step(0),
            step(1),
            step(2),
            step(3),
            step(4),
            text_cell(data.note.as_deref()),
        ])?;
    }
    let file = sheet.end()?;
    let rows = i64::try_from(cases.items.len()).unwrap_or(i64::MAX);
    let details = json!({
        "list": "winback",
        "format": format.code(),
        "rows": rows,
        "columns": COLUMNS.map(|(name, _)| name),
        "open": open,
    });
    app.db
        .write(|tx| Ok::<_, Error>(crate::client::quota::note(tx, ctx, rows, &details)??))?;
    Ok(file)
}
