//! Signals of the market (R68): put in by hand, pasted many at once or by API, taken by somebody,
//! worked or dismissed with a reason.

use domain::id::{ClientId, SignalId, UserId};
use domain::journal::JournalAction;
use domain::policy::{Action, Entity, Forbidden, Scope};
use domain::search::sort_keys;
use domain::setting::{SIGNAL_DAYS, Settings};
use domain::signal::{
    ROWS_LIMIT, SUBJECT_LIMIT, Signal, SignalData, SignalKind, SignalState, TEXT_LIMIT,
};
use domain::text;
use domain::user::UserState;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
pub use store::signal::Item;
use store::signal::ListQuery;
use uuid::Uuid;

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, setting};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "signal";

/// Why something is not done with signals.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such signal, or no such client, for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// Too many at once.
    #[error("too many rows")]
    TooMany,
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// What comes in about a signal; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// About which client.
    pub client_id: Patch<ClientId>,
    /// About whom or what; the client's name when absent.
    pub subject: Option<String>,
    /// Code of what changed; needed for a new one.
    pub kind: Option<String>,
    /// What is known.
    pub text: Patch<String>,
    /// When it was seen; today when absent.
    pub day: Option<Date>,
    /// The last day in time; by the setting when absent.
    pub due_day: Option<Date>,
    /// Code of how far it is.
    pub state: Option<String>,
    /// Who works on it.
    pub owner_id: Patch<UserId>,
    /// What came of it.
    pub outcome: Patch<String>,
}

impl Input {
    fn apply(&self, ctx: &Context, data: &mut SignalData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(subject) = &self.subject {
            match text::line(subject, SUBJECT_LIMIT) {
                Ok(subject) => data.subject = subject,
                Err(error) => refusals.push(Refusal::new("subject", error.code())),
            }
        }
        match self.kind.as_deref().map(str::parse) {
            Some(Ok(kind)) => data.kind = kind,
            Some(Err(_)) => refusals.push(Refusal::new("kind", "code.unknown")),
            None => {}
        }
        for (name, given, into) in [
            ("text", &self.text, &mut data.text),
            ("outcome", &self.outcome, &mut data.outcome),
        ] {
            match given.as_ref().map(|text| text.as_deref().map(str::trim)) {
                None => {}
                Some(None | Some("")) => *into = None,
                Some(Some(text)) => match text::block(text, TEXT_LIMIT) {
                    Ok(text) => *into = Some(text),
                    Err(error) => refusals.push(Refusal::new(name, error.code())),
                },
            }
        }
        data.client_id = self.client_id.unwrap_or(data.client_id);
        data.day = self.day.unwrap_or(data.day);
        data.due_day = self.due_day.unwrap_or(data.due_day);
        if let Some(owner) = self.owner_id {
            data.owner_id = owner;
            if owner.is_some() && data.state == SignalState::New {
                data.state = SignalState::Taken;
            }
        }
        match self.state.as_deref().map(str::parse) {
            Some(Ok(state)) => data.state = state,
            Some(Err(_)) => refusals.push(Refusal::new("state", "code.unknown")),
            None => {}
        }
        if data.settle(ctx.actor.user(), ctx.now).is_err() {
            refusals.push(Refusal::new("outcome", "field.missing"));
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }

    fn signal(&self, tx: &mut DbTx, ctx: &Context, settings: &Settings) -> Result<Signal, Error> {
        if self.kind.is_none() {
            return Err(Error::refused("kind", "field.missing"));
        }
        let scope = ctx.scope(Entity::Client)?;
        let day = self
            .day
            .unwrap_or_else(|| setting::today(settings, ctx.now));
        let due = day.checked_add(settings.whole(&SIGNAL_DAYS).days());
        let mut data = SignalData {
            client_id: None,
            subject: String::new(),
            kind: SignalKind::NewEntity,
            text: None,
            day,
            due_day: due.unwrap_or(Date::MAX),
            state: SignalState::New,
            owner_id: None,
            outcome: None,
            closed_at: None,
        };
        self.apply(ctx, &mut data)?;
        if data.client_id.is_none() && !data.subject.is_empty() {
            let keys = sort_keys(&data.subject);
            data.client_id = store::signal::client_named(tx, &scope, keys)?;
        }
        check(tx, ctx, &scope, None, &mut data)?;
        Ok(Signal {
            id: ctx.id(),
            data,
            version: 1,
            created_at: ctx.now,
            created_by: ctx.actor.user(),
            updated_at: ctx.now,
        })
    }
}

/// References lead somewhere the writer may see; who gives a signal to others may do so.
fn check(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    before: Option<&SignalData>,
    data: &mut SignalData,
) -> Result<(), Error> {
    if let Some(client) = data.client_id
        && before.is_none_or(|before| before.client_id != Some(client))
    {
        let found = store::client::find(tx, scope, client)?;
        let found = found.ok_or_else(|| Error::refused("client_id", "reference.unknown"))?;
        if data.subject.is_empty() {
            data.subject = found.data.name;
        }
    }
    if data.subject.is_empty() {
        return Err(Error::refused("subject", "text.empty"));
    }
    let me = ctx.actor.user();
    let had = before.and_then(|before| before.owner_id);
    if data.owner_id == had {
        return Ok(());
    }
    if [had, data.owner_id]
        .iter()
        .flatten()
        .any(|user| *user != me)
    {
        ctx.may(Action::TaskAssign)?;
    }
    if let Some(owner) = data.owner_id {
        let user = store::user::find(tx, owner)?;
        if user.is_none_or(|user| user.state != UserState::Active) {
            return Err(Error::refused("owner_id", "reference.unknown"));
        }
    }
    Ok(())
}

fn entry(signal: &Signal, entry: Entry) -> Entry {
    match signal.data.client_id {
        Some(client) => entry.of_client(client),
        None => entry,
    }
}

/// A signal as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The signal, without a client the reader may not see.
    pub item: Item,
    /// Not worked, and its day is over.
    pub overdue: bool,
}

fn seen(ctx: &Context, mut item: Item, today: Date) -> Result<Seen, Error> {
    let clients = ctx.scope(Entity::Client)?;
    item.client = item.client.filter(|(_, manager)| clients.covers(*manager));
    if item.client.is_none() {
        item.signal.data.client_id = None;
    }
    Ok(Seen {
        overdue: item.signal.data.is_overdue(today),
        item,
    })
}

fn shown(tx: &mut DbTx, ctx: &Context, id: SignalId) -> Result<Seen, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let today = setting::today(&setting::load(tx)?, ctx.now);
    let item = store::signal::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
    seen(ctx, item, today)
}

/// Writes a signal.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Seen, Error> {
    ctx.may(Action::ClientUpdate)?;
    app.db.write(|tx| {
        let settings = setting::load(tx)?;
        let signal = input.signal(tx, ctx, &settings)?;
        store::signal::insert(tx, [&signal])?;
        let line = Entry::create(ENTITY, signal.id, &signal.data);
        journal::record(tx, ctx, entry(&signal, line))?;
        shown(tx, ctx, signal.id)
    })
}

/// What writing many did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Signals written.
    pub signals: i64,
    /// Of these: about a client that the base has.
    pub with_client: i64,
    /// The journal line that undoes the whole.
    pub seq: Option<i64>,
}

/// Writes many signals, all or none; a refusal names its row: `rows[3].kind`.
pub fn create_many(app: &App, ctx: &Context, inputs: &[Input]) -> Result<Tally, Error> {
    ctx.may(Action::ClientUpdate)?;
    if inputs.len() > ROWS_LIMIT {
        return Err(Error::TooMany);
    }
    app.db.write(|tx| {
        let settings = setting::load(tx)?;
        let mut signals = Vec::with_capacity(inputs.len());
        for (row, input) in inputs.iter().enumerate() {
            let signal = input.signal(tx, ctx, &settings);
            signals.push(signal.map_err(|error| in_row(row, error))?);
        }
        if signals.is_empty() {
            return Ok(Tally::default());
        }
        store::signal::insert(tx, &signals)?;
        let first = store::journal::last(tx)? + 1;
        for signal in &signals {
            let line = Entry::create(ENTITY, signal.id, &signal.data);
            journal::record(tx, ctx, entry(signal, line))?;
        }
        let last = store::journal::last(tx)?;
        let details = json!({ "first": first, "last": last, "changed": signals.len() });
        let bulk = Entry::note(JournalAction::Bulk, ENTITY, None, &details);
        journal::record(tx, ctx, bulk)?;
        let known = signals.iter().filter(|one| one.data.client_id.is_some());
        Ok(Tally {
            signals: signals.len() as i64,
            with_client: known.count() as i64,
            seq: Some(store::journal::last(tx)?),
        })
    })
}

fn in_row(row: usize, error: Error) -> Error {
    match error {
        Error::Invalid(refusals) => Error::Invalid(
            refusals
                .into_iter()
                .map(|refusal| Refusal {
                    field: format!("rows[{row}].{}", refusal.field),
                    ..refusal
                })
                .collect(),
        ),
        other => other,
    }
}

/// Changes a signal: takes it, gives it, works it, dismisses it.
pub fn update(
    app: &App,
    ctx: &Context,
    id: SignalId,
    version: i64,
    input: &Input,
) -> Result<Seen, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let before = store::signal::find(tx, &scope, id)?;
        let before = before.ok_or(Error::NotFound)?.signal;
        if before.version != version {
            return Err(Error::VersionConflict {
                current: before.version,
            });
        }
        let mut after = before.clone();
        input.apply(ctx, &mut after.data)?;
        check(tx, ctx, &scope, Some(&before.data), &mut after.data)?;
        if after.data != before.data {
            after.version += 1;
            after.updated_at = ctx.now;
            store::signal::update(tx, &after)?;
            let line = Entry::update(ENTITY, id, &before.data, &after.data);
            journal::record(tx, ctx, entry(&after, line))?;
        }
        shown(tx, ctx, id)
    })
}

/// Which signals to list.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// In one of these states; none: in any.
    pub states: Vec<SignalState>,
    /// Of this kind.
    pub kind: Option<SignalKind>,
    /// Only those that the reader works on.
    pub mine: bool,
    /// About this client.
    pub client: Option<ClientId>,
    /// At most so many.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
}

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(Date, Uuid);

/// A page of signals.
#[derive(Debug, Clone)]
pub struct Page {
    /// The newest first.
    pub items: Vec<Seen>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// All that are found.
    pub total: i64,
}

/// The signals the reader may see.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let limit = request.limit.clamp(1, 1_000);
    let query = ListQuery {
        scope: &scope,
        states: &request.states,
        kind: request.kind,
        owner: request.mine.then(|| ctx.actor.user()),
        client: request.client,
        after: request
            .after
            .as_ref()
            .map(|place| (place.0, SignalId::from_uuid(place.1))),
        limit: i64::from(limit) + 1,
    };
    app.db.read(|tx| {
        let today = setting::today(&setting::load(tx)?, ctx.now);
        let mut items = store::signal::list(tx, &query)?;
        let total = store::signal::count(tx, &query)?;
        let more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let last = items.last().filter(|_| more);
        let next = last.map(|item| Place(item.signal.data.day, item.signal.id.uuid()));
        let items = items
            .into_iter()
            .map(|item| seen(ctx, item, today))
            .collect::<Result<_, Error>>()?;
        Ok(Page { items, next, total })
    })
}

/// Takes a change of a signal back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::ClientUpdate)?;
    let id = SignalId::from_uuid(undo.id);
    let scope = ctx.scope(Entity::Client)?;
    let current = store::signal::find(tx, &scope, id)?.map(|item| item.signal);
    let known = match &current {
        Some(signal) => Some(signal.clone()),
        None => store::signal::deleted(tx, id)?,
    };
    let known = known.ok_or(UndoError::NotFound)?;
    match undo.to_state(current.as_ref().map(|signal| &signal.data))? {
        Target::Absent => store::signal::delete(tx, id, ctx.now)?,
        Target::Present(mut data) => {
            let before = Some(&known.data);
            check(tx, ctx, &scope, before, &mut data).map_err(|error| match error {
                Error::Db(error) => UndoError::Db(error),
                Error::Forbidden(error) => UndoError::Forbidden(error),
                _ => UndoError::Refused {
                    code: "reference.unknown",
                },
            })?;
            let back = Signal {
                data,
                version: known.version + 1,
                updated_at: ctx.now,
                ..known
            };
            store::signal::update(tx, &back)?;
        }
    }
    Ok(())
}
