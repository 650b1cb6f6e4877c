//! Leads (R73–R75): written down by hand or at an exhibition, sent by a form of a web site or by
//! e-mail, seen in one inbox, and taken into the base, refused with a reason or put away as spam.

mod export;
mod folder;
mod form;
mod input;
mod list;
mod mail;
mod take;

use domain::channel::ChannelKind;
use domain::id::{ClientId, LeadId};
use domain::journal::JournalAction;
use domain::lead::words::conceal;
use domain::lead::{Lead, LeadData, LeadState, LeadText, LeadWay, ROWS_LIMIT};
use domain::policy::{Access, Action, Entity, Field, Forbidden};
use domain::setting::LEAD_EVENT;
use serde_json::json;
use store::lead::Arrival;
pub use store::lead::Item;

pub use export::export;
pub use folder::{Letters, collect};
pub(crate) use form::take_back as take_back_form;
pub use form::{
    Door, Error as FormError, Input as FormInput, Sending, add as add_form, change as change_form,
    door, list as forms, remove as remove_form, renew as renew_form, send, sources,
};
pub use input::Input;
pub use list::{Page, Place, Request, list};
pub use mail::arrive;
pub use take::{Known, Take, known, take};

use crate::client::{self, Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, setting};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "lead";

/// Why something is not done with a lead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such lead, or no such client, for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// Too many at once.
    #[error("too many rows")]
    TooMany,
    /// Something became of it already.
    #[error("decided already")]
    Decided,
    /// No letter.
    #[error("not a letter")]
    NotALetter,
    /// A letter larger than the setting allows.
    #[error("larger than {limit} KiB")]
    TooLarge {
        /// The most that is allowed, in KiB.
        limit: i64,
    },
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// The day's quota of rows taken out is spent.
    #[error(transparent)]
    QuotaSpent(#[from] client::QuotaSpent),
    /// The file could not be written.
    #[error(transparent)]
    File(#[from] tables::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// A lead as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The lead, contacts masked for the reader, without a client the reader may not see.
    pub item: Item,
    /// Some of its texts are masked or left out.
    pub masked: bool,
}

fn seen(ctx: &Context, mut item: Item) -> Result<Seen, Error> {
    let clients = ctx.scope(Entity::Client)?;
    item.client = item.client.filter(|(_, manager)| clients.covers(*manager));
    if item.client.is_none() {
        item.lead.data.client_id = None;
    }
    let shown = |field| ctx.actor.field(field) == Access::Shown;
    let masked = !(shown(Field::Phone) && shown(Field::Email));
    if masked {
        let data = &mut item.lead.data;
        data.phone = client::veil_value(ctx, ChannelKind::Phone, data.phone.take());
        data.email = client::veil_value(ctx, ChannelKind::Email, data.email.take());
        // Anything may stand in a text.
        for text in [
            &mut item.lead.text.message,
            &mut data.company,
            &mut data.person,
            &mut data.products,
        ] {
            *text = text.as_deref().map(conceal);
        }
        item.lead.text.raw = None;
    }
    Ok(Seen { item, masked })
}

/// What writing a lead did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The lead.
    pub seen: Seen,
    /// The journal line that undoes the whole; none when nothing was done.
    pub seq: Option<i64>,
    /// The same lead came before: it stands as it was.
    pub repeated: bool,
}

fn made(tx: &mut DbTx, ctx: &Context, id: LeadId, seq: Option<i64>) -> Result<Made, Error> {
    let scope = ctx.scope(Entity::Lead)?;
    let item = store::lead::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
    Ok(Made {
        seen: seen(ctx, item)?,
        seq,
        repeated: false,
    })
}

/// A lead that begins now.
fn begun(ctx: &Context, data: LeadData) -> Lead {
    Lead {
        id: ctx.id(),
        data,
        text: LeadText::default(),
        form_id: None,
        arrived_at: ctx.now,
        version: 1,
        created_at: ctx.now,
        created_by: ctx.actor.user(),
        updated_at: ctx.now,
    }
}

/// What became of an arrival.
enum Kept {
    /// It is written, with this journal line.
    New(i64),
    /// The same lead came before.
    Known(LeadId),
}

/// Writes an arrival and its line, unless the same lead came before.
fn keep(tx: &mut DbTx, ctx: &Context, arrival: &Arrival) -> Result<Kept, DbError> {
    if let Some(once) = &arrival.once
        && let Some(known) = store::lead::known(tx, once)?
    {
        return Ok(Kept::Known(known));
    }
    store::lead::insert(tx, [arrival])?;
    let line = Entry::create(ENTITY, arrival.lead.id, &arrival.lead.data);
    journal::record(tx, ctx, line)?;
    Ok(Kept::New(store::journal::last(tx)?))
}

/// The lead that came before. One that was taken back since is told as one that is not there.
fn repeated(tx: &mut DbTx, ctx: &Context, known: LeadId) -> Result<Made, Error> {
    let mut made = made(tx, ctx, known, None)?;
    made.repeated = true;
    Ok(made)
}

/// Writes a lead down. An entry of an exhibition becomes a client at once when the setting says so
/// and the base knows nobody like that.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Made, Error> {
    ctx.may(Action::LeadWrite)?;
    app.db.write(|tx| create_in(tx, ctx, input))
}

fn create_in(tx: &mut DbTx, ctx: &Context, input: &Input) -> Result<Made, Error> {
    let arrival = input.arrival(tx, ctx)?;
    let id = arrival.lead.id;
    let seq = match keep(tx, ctx, &arrival)? {
        Kept::New(seq) => seq,
        Kept::Known(known) => return repeated(tx, ctx, known),
    };
    let settings = setting::load(tx)?;
    let at_once =
        arrival.lead.data.way == LeadWay::Event && settings.choice(&LEAD_EVENT) == "client";
    if !at_once || !take::known_by_keys(tx, None, &arrival.lead.data)?.is_empty() {
        return made(tx, ctx, id, Some(seq));
    }
    let lead = arrival.lead;
    let taken = tx.savepoint(|tx| take::take_in(tx, ctx, &lead, &Take::default(), seq));
    match taken {
        Ok(seq) => made(tx, ctx, id, Some(seq)),
        // What the card asks for is missing: the lead waits in the inbox.
        Err(Error::Invalid(_) | Error::Forbidden(_)) => made(tx, ctx, id, Some(seq)),
        Err(other) => Err(other),
    }
}

/// What writing many did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Leads written.
    pub leads: i64,
    /// Of these: clients at once.
    pub clients: i64,
    /// Came before, and stand as they were.
    pub repeated: i64,
    /// The journal line that undoes the whole.
    pub seq: Option<i64>,
}

/// Writes many leads down, all or none; a refusal names its row: `rows[3].phone`.
pub fn create_many(app: &App, ctx: &Context, inputs: &[Input]) -> Result<Tally, Error> {
    ctx.may(Action::LeadWrite)?;
    if inputs.len() > ROWS_LIMIT {
        return Err(Error::TooMany);
    }
    app.db.write(|tx| {
        let first = store::journal::last(tx)? + 1;
        let mut tally = Tally::default();
        for (row, input) in inputs.iter().enumerate() {
            let made = create_in(tx, ctx, input).map_err(|error| in_row(row, error))?;
            if made.repeated {
                tally.repeated += 1;
                continue;
            }
            tally.leads += 1;
            tally.clients += i64::from(made.seen.item.lead.data.state == LeadState::Taken);
        }
        if tally.leads > 0 {
            tally.seq = Some(bulk_line(tx, ctx, first, None)?);
        }
        Ok(tally)
    })
}

/// The line by which all from `first` on is undone.
fn bulk_line(
    tx: &mut DbTx,
    ctx: &Context,
    first: i64,
    of: Option<(LeadId, ClientId)>,
) -> Result<i64, DbError> {
    let last = store::journal::last(tx)?;
    let details = json!({ "first": first, "last": last });
    let id = of.map(|(lead, _)| lead.uuid());
    let mut line = Entry::note(JournalAction::Bulk, ENTITY, id, &details);
    if let Some((_, client)) = of {
        line = line.of_client(client);
    }
    journal::record(tx, ctx, line)?;
    store::journal::last(tx)
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

/// One lead.
pub fn find(app: &App, ctx: &Context, id: LeadId) -> Result<Seen, Error> {
    let scope = ctx.scope(Entity::Lead)?;
    let item = app.db.read(|tx| store::lead::find(tx, &scope, id))?;
    seen(ctx, item.ok_or(Error::NotFound)?)
}

/// A change of a lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Its fields; the message stays.
    pub fields: Input,
    /// Code of what becomes of it: `new`, `refused`, `spam`.
    pub state: Option<String>,
    /// Why.
    pub reason: Patch<String>,
}

impl Change {
    fn decide(&self, ctx: &Context, data: &mut LeadData) -> Result<(), Error> {
        let Some(state) = &self.state else {
            return Ok(());
        };
        let unknown = |_| Error::refused("state", "code.unknown");
        let state: LeadState = state.parse().map_err(unknown)?;
        if state == LeadState::Taken {
            return Err(Error::refused("state", "code.unknown"));
        }
        // A client was made of it: that is undone as a whole, by the journal.
        if data.state == LeadState::Taken {
            return Err(Error::Decided);
        }
        let reason = match self.reason.clone().flatten() {
            Some(text) if !text.trim().is_empty() => {
                let reason = domain::text::line(&text, domain::lead::REASON_LIMIT);
                Some(reason.map_err(|error| Error::refused("reason", error.code()))?)
            }
            _ => None,
        };
        data.decide(state, reason, ctx.actor.user(), ctx.now)
            .map_err(|_| Error::refused("reason", "field.missing"))
    }
}

/// Corrects a lead, refuses it, puts it away or opens it again.
pub fn update(
    app: &App,
    ctx: &Context,
    id: LeadId,
    version: i64,
    change: &Change,
) -> Result<Made, Error> {
    ctx.may(Action::LeadTake)?;
    app.db.write(|tx| {
        let before = of_version(tx, ctx, id, version)?;
        let mut after = before.clone();
        change.fields.apply(tx, &mut after.data)?;
        change.decide(ctx, &mut after.data)?;
        let seq = write(tx, ctx, &before, after)?;
        made(tx, ctx, id, seq)
    })
}

fn of_version(tx: &mut DbTx, ctx: &Context, id: LeadId, version: i64) -> Result<Lead, Error> {
    let scope = ctx.scope(Entity::Lead)?;
    let found = store::lead::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
    if found.lead.version == version {
        Ok(found.lead)
    } else {
        Err(Error::VersionConflict {
            current: found.lead.version,
        })
    }
}

/// Writes a changed lead with its line.
fn write(
    tx: &mut DbTx,
    ctx: &Context,
    before: &Lead,
    mut after: Lead,
) -> Result<Option<i64>, DbError> {
    if after.data == before.data {
        return Ok(None);
    }
    after.version = before.version + 1;
    after.updated_at = ctx.now;
    store::lead::update(tx, &after)?;
    let mut line = Entry::update(ENTITY, after.id, &before.data, &after.data);
    if let Some(client) = after.data.client_id {
        line = line.of_client(client);
    }
    journal::record(tx, ctx, line)?;
    Ok(Some(store::journal::last(tx)?))
}

/// Takes a change of a lead back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    let id = LeadId::from_uuid(undo.id);
    let scope = ctx.scope(Entity::Lead)?;
    let current = store::lead::find(tx, &scope, id)?.map(|item| item.lead);
    let known = match &current {
        Some(lead) => Some(lead.clone()),
        None => store::lead::deleted(tx, id)?,
    };
    let known = known.ok_or(UndoError::NotFound)?;
    match undo.to_state(current.as_ref().map(|lead| &lead.data))? {
        Target::Absent => {
            ctx.may(Action::LeadWrite)?;
            store::lead::delete(tx, id, ctx.now)?;
        }
        Target::Present(data) => {
            ctx.may(Action::LeadTake)?;
            let clients = ctx.scope(Entity::Client)?;
            if let Some(client) = data.client_id
                && store::client::find(tx, &clients, client)?.is_none()
            {
                return Err(UndoError::Refused {
                    code: "reference.unknown",
                });
            }
            let back = Lead {
                data,
                version: known.version + 1,
                updated_at: ctx.now,
                ..known
            };
            store::lead::update(tx, &back)?;
        }
    }
    Ok(())
}
