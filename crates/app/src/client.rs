//! Clients: adding, reading, changing, deleting. Each use case asks for the right, writes in one
//! transaction and journals; what a reader may not see is masked before it leaves here.

mod bulk;
mod card;
mod export;
mod input;
mod list;
mod standing;
mod veil;

use domain::client::{Client, ClientData, Standing};
use domain::id::ClientId;
use domain::journal::JournalAction;
use domain::policy::{Action, Entity, Forbidden, Scope};
use domain::setting::Settings;

pub(crate) use bulk::ids;
pub use bulk::{CHANGE_LIMIT, Chosen, Outcome, Tally, bulk, bulk_change};
pub use card::{Card, Figures, Past, Surroundings, card};
pub use export::quota::QuotaSpent;
pub use export::{Format as ExportFormat, Wish, export};
pub(crate) use export::{quota, vcard};
pub(crate) use input::read_channels;
pub use input::{Input, NewChannel, Patch, Refusal};
pub(crate) use list::listed;
pub use list::{Listed, Page, Place, Request, list, terms};
pub(crate) use standing::settle;
pub use standing::{purchases_changed, refresh_standing};
pub(crate) use veil::{client as veil_client, field_of, veil as veil_value, veil_channel};

use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::responsibility::{self, KeyLimit};
use crate::{App, DbError, DbTx, duplicate, gate, part, rest, setting};

/// Name of the feature in journal, codes and words.
pub(crate) const ENTITY: &str = "client";

/// Why something is not done with a client.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The field may not be used by this reader: neither to filter nor to count.
    #[error("{0} may not be read")]
    FieldForbidden(domain::policy::Field),
    /// No such client for this reader.
    #[error("no such client")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// It was changed by somebody else; as it is now, masked for the reader.
    #[error("changed since")]
    VersionConflict(Box<Client>),
    /// Another client has this identifier in the other system.
    #[error("the external id is taken")]
    ExternalIdTaken,
    /// The base seems to have it, and nobody said that this is another.
    #[error("seems to be in the base")]
    Duplicates(Vec<duplicate::Candidate>),
    /// The employee has as many key clients as one can look after (R199).
    #[error(transparent)]
    KeyLimit(#[from] KeyLimit),
    /// The cursor belongs to another list or order.
    #[error("not a place in this list")]
    BadCursor,
    /// The day's quota of rows taken out is spent.
    #[error(transparent)]
    QuotaSpent(#[from] QuotaSpent),
    /// The file could not be written.
    #[error(transparent)]
    File(#[from] tables::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    pub(crate) fn refused(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// Adds a client. Who may not assign clients adds them to their own. Whether the base has it
/// already is asked by [`duplicate::add_client`].
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Client, Error> {
    ctx.may(Action::ClientCreate)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let mut client = create_in(tx, ctx, &scope, input)?;
        veil::client(ctx, &mut client);
        Ok(client)
    })
}

/// The part of [`create`] that others use within their own transaction.
pub(crate) fn create_in(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    input: &Input,
) -> Result<Client, Error> {
    let settings = setting::load(tx)?;
    let country = settings.country();
    let mut data = ClientData::named(String::new(), country);
    if ctx.may(Action::ClientAssign).is_err() && scope.managers().is_some() {
        data.manager_id = ctx.actor.user_or_system();
    }
    let unassigned = data.clone();
    input.apply(&mut data, country, true)?;
    let channels = input.channels(data.tax_country)?;
    check_references(tx, ctx, &unassigned, &data)?;
    let id: ClientId = ctx.id();
    if let Some(external) = &data.external_id
        && store::client::external_id_taken(tx, external, id)?
    {
        return Err(Error::ExternalIdTaken);
    }
    let first = |kind| {
        channels
            .iter()
            .find(|channel| channel.kind == kind)
            .map(|channel| channel.value.clone())
    };
    let regular = settings.regular_purchases();
    let client = Client {
        id,
        standing: Standing::conclude(&data, 0, None, &[], false, regular),
        region: input
            .address()
            .and_then(|parts| (!parts.region.is_empty()).then(|| parts.region.clone())),
        main_phone: first(domain::channel::ChannelKind::Phone),
        main_email: first(domain::channel::ChannelKind::Email),
        data,
        version: 1,
        created_at: ctx.now,
        created_by: ctx.actor.user(),
        updated_at: ctx.now,
        deleted_at: None,
    };
    check_gates(&settings, None, &client)?;
    store::client::insert(tx, [&client])?;
    store::order::mark_changed(tx, id)?;
    journal::record(
        tx,
        ctx,
        Entry::create(ENTITY, id, &client.data).of_client(id),
    )?;
    for channel in channels {
        part::insert(tx, ctx, id, channel)?;
    }
    if let Some(address) = input.address_data()? {
        part::insert(tx, ctx, id, address)?;
    }
    Ok(client)
}

/// Changes what employees write; `version` is the one the change was made on.
pub fn update(
    app: &App,
    ctx: &Context,
    id: ClientId,
    version: i64,
    input: &Input,
) -> Result<Client, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let before = store::client::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        if before.version != version {
            return Err(conflict(ctx, before));
        }
        let mut after = change_in(tx, ctx, &before, input)?;
        veil::client(ctx, &mut after);
        Ok(after)
    })
}

fn conflict(ctx: &Context, mut current: Client) -> Error {
    veil::client(ctx, &mut current);
    Error::VersionConflict(Box::new(current))
}

/// Applies a change to a client that was found within the actor's scope.
pub(crate) fn change_in(
    tx: &mut DbTx,
    ctx: &Context,
    before: &Client,
    input: &Input,
) -> Result<Client, Error> {
    let mut after = before.clone();
    input.apply(&mut after.data, before.data.tax_country, false)?;
    if after.data == before.data {
        return Ok(after);
    }
    check_references(tx, ctx, &before.data, &after.data)?;
    check_gates(&setting::load(tx)?, Some(before), &after)?;
    write(tx, ctx, before, &mut after)?;
    let entry = Entry::update(ENTITY, after.id, &before.data, &after.data);
    journal::record(tx, ctx, entry.of_client(after.id))?;
    Ok(after)
}

/// A card may be saved, and given to a manager, only with what the gates ask for.
fn check_gates(settings: &Settings, before: Option<&Client>, after: &Client) -> Result<(), Error> {
    gate::of_card(settings, before, after).map_err(Error::Invalid)
}

/// Writes changed data with what follows from it; the journal is the caller's.
fn write(tx: &mut DbTx, ctx: &Context, before: &Client, after: &mut Client) -> Result<(), Error> {
    if let Some(external) = &after.data.external_id
        && after.data.external_id != before.data.external_id
        && store::client::external_id_taken(tx, external, after.id)?
    {
        return Err(Error::ExternalIdTaken);
    }
    check_key_limit(tx, before, after)?;
    let flags = |data: &ClientData| (data.only_us, data.recommends, data.mailing_consent);
    if flags(&before.data) != flags(&after.data) {
        after.standing = standing::conclude(tx, after)?;
    }
    after.version = before.version + 1;
    after.updated_at = ctx.now;
    if !store::client::update(tx, before, after)? {
        return Err(Error::NotFound);
    }
    if rest::depends(&before.data, &after.data) {
        rest::settle(tx, after.id)?;
    }
    Ok(())
}

/// A key client is given only to who can look after one more (R199).
fn check_key_limit(tx: &mut DbTx, before: &Client, after: &Client) -> Result<(), Error> {
    let Some(manager) = after.data.manager_id else {
        return Ok(());
    };
    if before.data.manager_id == Some(manager) || !store::responsibility::is_key(tx, after.id)? {
        return Ok(());
    }
    match responsibility::key_limit(tx, manager, after.id)? {
        Some(limit) => Err(limit.into()),
        None => Ok(()),
    }
}

/// Gives a client the card that a merge, or its undoing, makes of it.
pub(crate) fn rewrite(
    tx: &mut DbTx,
    ctx: &Context,
    before: &Client,
    data: ClientData,
) -> Result<(), Error> {
    if data == before.data {
        return Ok(());
    }
    let mut after = Client {
        data,
        ..before.clone()
    };
    write(tx, ctx, before, &mut after)?;
    let entry = Entry::update(ENTITY, after.id, &before.data, &after.data);
    journal::record(tx, ctx, entry.of_client(after.id))?;
    Ok(())
}

/// Gives a client to an employee, or to the pool.
pub(crate) fn give(
    tx: &mut DbTx,
    ctx: &Context,
    client: &Client,
    manager: Option<domain::id::UserId>,
) -> Result<(), Error> {
    let data = ClientData {
        manager_id: manager,
        ..client.data.clone()
    };
    rewrite(tx, ctx, client, data)
}

/// Refuses when another client has the identifier in the other system that `client` would have
/// again.
pub(crate) fn free_external_id(tx: &mut DbTx, client: &Client) -> Result<(), Error> {
    match &client.data.external_id {
        Some(external) if store::client::external_id_taken(tx, external, client.id)? => {
            Err(Error::ExternalIdTaken)
        }
        _ => Ok(()),
    }
}

/// What a client refers to must be there, and giving it to somebody else is a right of its own.
fn check_references(
    tx: &mut DbTx,
    ctx: &Context,
    before: &ClientData,
    after: &ClientData,
) -> Result<(), Error> {
    use domain::dictionary::Dictionary;
    let mut refusals = Vec::new();
    let mut refer = |dictionary, field, old: Option<uuid::Uuid>, new: Option<uuid::Uuid>| match new
    {
        Some(id) if old != new => {
            if !store::dictionary::exists(tx, dictionary, id)? {
                refusals.push(Refusal::new(field, "reference.unknown"));
            }
            Ok(())
        }
        _ => Ok::<(), DbError>(()),
    };
    let uuid = |id: Option<domain::id::SegmentId>| id.map(|id| id.uuid());
    refer(
        Dictionary::Segment,
        "segment_id",
        uuid(before.segment_id),
        uuid(after.segment_id),
    )?;
    let uuid = |id: Option<domain::id::SourceId>| id.map(|id| id.uuid());
    refer(
        Dictionary::Source,
        "source_id",
        uuid(before.source_id),
        uuid(after.source_id),
    )?;
    let uuid = |id: Option<domain::id::CompetitorId>| id.map(|id| id.uuid());
    let (old, new) = (uuid(before.competitor_id), uuid(after.competitor_id));
    refer(Dictionary::Competitor, "competitor_id", old, new)?;
    let uuid = |id: Option<domain::id::CompanyGroupId>| id.map(|id| id.uuid());
    refer(
        Dictionary::CompanyGroup,
        "company_group_id",
        uuid(before.company_group_id),
        uuid(after.company_group_id),
    )?;
    if before.manager_id != after.manager_id {
        ctx.may(Action::ClientAssign)?;
        if let Some(manager) = after.manager_id
            && store::user::find(tx, manager)?.is_none()
        {
            refusals.push(Refusal::new("manager_id", "reference.unknown"));
        }
    }
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(refusals))
    }
}

/// Deletes a client: it is found no more, and can be brought back.
pub fn delete(app: &App, ctx: &Context, id: ClientId, version: i64) -> Result<(), Error> {
    ctx.may(Action::ClientDelete)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let client = store::client::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        if client.version != version {
            return Err(conflict(ctx, client));
        }
        store::client::set_deleted(tx, &client, ctx.now, Some(ctx.now))?;
        let entry = Entry::delete(ENTITY, id, &client.data).of_client(id);
        journal::record(tx, ctx, entry)?;
        Ok(())
    })
}

/// Brings a deleted client back.
pub fn restore(app: &App, ctx: &Context, id: ClientId) -> Result<Client, Error> {
    ctx.may(Action::ClientDelete)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let client = store::client::find_deleted(tx, &scope, id)?.ok_or(Error::NotFound)?;
        free_external_id(tx, &client)?;
        store::client::set_deleted(tx, &client, ctx.now, None)?;
        let entry = Entry::note(
            JournalAction::Restore,
            ENTITY,
            Some(id.uuid()),
            &client.data,
        );
        journal::record(tx, ctx, entry.of_client(id))?;
        let mut client = store::client::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        veil::client(ctx, &mut client);
        Ok(client)
    })
}

/// Takes a change of a client back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    let scope = ctx.scope(Entity::Client)?;
    let id = ClientId::from_uuid(undo.id);
    let current = store::client::find(tx, &scope, id)?;
    let deleted = match current {
        Some(_) => None,
        None => store::client::find_deleted(tx, &scope, id)?,
    };
    if current.is_none() && deleted.is_none() {
        return Err(UndoError::NotFound);
    }
    match undo.to_state(current.as_ref().map(|client| &client.data))? {
        Target::Absent => {
            if !undo.own_lead {
                ctx.may(Action::ClientDelete)?;
            }
            let client = current.ok_or(UndoError::NotFound)?;
            store::client::set_deleted(tx, &client, ctx.now, Some(ctx.now))?;
        }
        Target::Present(data) => match (current, deleted) {
            (Some(before), _) => {
                ctx.may(Action::ClientUpdate)?;
                check_references(tx, ctx, &before.data, &data).map_err(undo_error)?;
                let mut after = Client {
                    data,
                    ..before.clone()
                };
                write(tx, ctx, &before, &mut after).map_err(undo_error)?;
            }
            (None, Some(client)) => {
                ctx.may(Action::ClientDelete)?;
                free_external_id(tx, &client).map_err(undo_error)?;
                store::client::set_deleted(tx, &client, ctx.now, None)?;
            }
            (None, None) => return Err(UndoError::NotFound),
        },
    }
    Ok(())
}

pub(crate) fn undo_error(error: Error) -> UndoError {
    match error {
        Error::Forbidden(refusal) => UndoError::Forbidden(refusal),
        Error::Db(error) => UndoError::Db(error),
        Error::Invalid(refusals) => UndoError::Refused {
            code: refusals.first().map_or("client.invalid", |r| r.code),
        },
        Error::KeyLimit(_) => UndoError::Refused {
            code: "key.holder_limit",
        },
        Error::ExternalIdTaken => UndoError::Refused {
            code: "client.external_id_taken",
        },
        _ => UndoError::NotFound,
    }
}
