//! What hangs on a client: adding, changing, deleting people, channels, addresses, facts and
//! interactions. One set of use cases for all; each kind says what it checks and what follows
//! from its change.

use domain::blacklist::Blacklisted;
use domain::channel::ChannelData;
use domain::client::Client;
use domain::country::Country;
use domain::gate::Stage;
use domain::id::{ClientId, PersonId};
pub use domain::part::Part;
use domain::person::PersonData;
use domain::policy::{Action, Entity, Forbidden, Scope};
use domain::rest::Resting;
use serde_json::Value;
use store::part::Stored;
use uuid::Uuid;

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, duplicate, gate, setting};

/// Why something is not done with a part.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such part, or no such client, for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
        /// Its fields now, masked for the reader.
        fields: Value,
    },
    /// The client seems to have this person, and nobody said that this is another.
    #[error("seems to be at the client")]
    Duplicates(Vec<duplicate::Candidate>),
    /// The client rests between contacts.
    #[error(transparent)]
    Resting(Resting),
    /// The client is not worked with until it pays.
    #[error("on the blacklist")]
    Blacklisted(Blacklisted),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    /// One refused field.
    pub fn refused(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// What is particular to a kind of part.
pub trait Kind: Stored {
    /// The right to write it.
    const RIGHT: Action;

    /// Whether a gate may ask for it, so that it is not simply deleted.
    const GATED: bool = false;

    /// The person it refers to.
    fn person(&self) -> Option<PersonId> {
        None
    }

    /// Whether what it refers to besides client and person is there, or belongs to `client`, and
    /// it may stand beside the others of the client. `id` is none for a new one.
    fn check(&self, tx: &mut DbTx, client: ClientId, id: Option<Self::Id>) -> Result<(), Error> {
        let _ = (tx, client, id);
        Ok(())
    }

    /// What follows in the same transaction from `before` becoming `after`.
    fn follow(
        tx: &mut DbTx,
        client: &Client,
        before: Option<&Part<Self>>,
        after: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        let _ = (tx, client, before, after);
        Ok(())
    }

    /// The content as the reader may see it; `None`: not at all.
    fn veiled(ctx: &Context, part: Part<Self>) -> Option<Part<Self>> {
        let _ = ctx;
        Some(part)
    }
}

/// The most parts of one kind listed.
const LIMIT: i64 = 1_000;

/// The parts of a client.
pub fn list<D: Kind>(app: &App, ctx: &Context, client: ClientId) -> Result<Vec<Part<D>>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        client_of(tx, &scope, client)?;
        let parts = store::part::seen_of_client::<D>(tx, &scope, client, LIMIT)?;
        Ok(parts
            .into_iter()
            .filter_map(|part| D::veiled(ctx, part))
            .collect())
    })
}

/// The country of phones that a client writes without a prefix.
pub fn country(app: &App, ctx: &Context, client: ClientId) -> Result<Country, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db
        .read(|tx| Ok(client_of(tx, &scope, client)?.data.tax_country))
}

/// Parts with the names of their authors.
pub fn with_authors<D: Kind>(
    app: &App,
    parts: Vec<Part<D>>,
) -> Result<Vec<(Part<D>, String)>, Error> {
    app.db.read(|tx| {
        let names = store::user::names(tx)?;
        let name = |part: &Part<D>| names.get(&part.created_by).cloned().unwrap_or_default();
        Ok(parts
            .into_iter()
            .map(|part| {
                let name = name(&part);
                (part, name)
            })
            .collect())
    })
}

/// A part with the name of its author.
pub fn with_author<D: Kind>(app: &App, part: Part<D>) -> Result<(Part<D>, String), Error> {
    let author = part.created_by;
    let name = app
        .db
        .read(|tx| store::user::find(tx, author))?
        .map(|user| user.name);
    Ok((part, name.unwrap_or_default()))
}

/// Adds a part to a client.
pub fn create<D: Kind>(
    app: &App,
    ctx: &Context,
    client: ClientId,
    data: &D,
) -> Result<Part<D>, Error> {
    ctx.may(D::RIGHT)?;
    let scope = ctx.scope(Entity::Client)?;
    let part = app
        .db
        .write(|tx| create_in(tx, ctx, &scope, client, data))?;
    D::veiled(ctx, part).ok_or(Error::NotFound)
}

/// The part of [`create`] that others use within their own transaction.
pub(crate) fn create_in<D: Kind>(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    client: ClientId,
    data: &D,
) -> Result<Part<D>, Error> {
    let client = client_of(tx, scope, client)?;
    check_references(tx, scope, client.id, None, None, data)?;
    let part = insert(tx, ctx, client.id, data.clone())?;
    D::follow(tx, &client, None, Some(&part))?;
    Ok(part)
}

/// Writes and journals a new part; the caller sees to what follows from it.
pub(crate) fn insert<D: Stored>(
    tx: &mut DbTx,
    ctx: &Context,
    client: ClientId,
    data: D,
) -> Result<Part<D>, DbError> {
    let part = drawn(ctx, client, data);
    insert_all(tx, ctx, std::slice::from_ref(&part))?;
    Ok(part)
}

/// A part as it would be added.
pub(crate) fn drawn<D: Stored>(ctx: &Context, client: ClientId, data: D) -> Part<D> {
    Part {
        id: ctx.id::<Uuid>().into(),
        client_id: client,
        data,
        version: 1,
        created_by: ctx.actor.user(),
        created_at: ctx.now,
        updated_at: ctx.now,
    }
}

/// Adds parts that were drawn, with their lines.
pub(crate) fn insert_all<D: Stored>(
    tx: &mut DbTx,
    ctx: &Context,
    parts: &[Part<D>],
) -> Result<(), DbError> {
    store::part::insert(tx, parts)?;
    let line =
        |part: &Part<D>| Entry::create(D::ENTITY, part.id, &part.data).of_client(part.client_id);
    journal::record_all(tx, ctx, parts.iter().map(line).collect())
}

/// Changes a part; `version` is the one the change was made on. `change` may refuse.
pub fn update<D: Kind>(
    app: &App,
    ctx: &Context,
    id: D::Id,
    version: i64,
    change: impl Fn(&mut D, &Client) -> Result<(), Error>,
) -> Result<Part<D>, Error> {
    update_with(app, ctx, id, version, |_, _, data, client| {
        change(data, client)
    })
}

/// The same for a change that has to look into the base: it is given the part as it was.
pub(crate) fn update_with<D: Kind>(
    app: &App,
    ctx: &Context,
    id: D::Id,
    version: i64,
    change: impl Fn(&mut DbTx, &Part<D>, &mut D, &Client) -> Result<(), Error>,
) -> Result<Part<D>, Error> {
    ctx.may(D::RIGHT)?;
    let scope = ctx.scope(Entity::Client)?;
    let part = app.db.write(|tx| {
        let (client, before) = found::<D>(tx, ctx, &scope, id, version)?;
        let mut after = before.clone();
        change(tx, &before, &mut after.data, &client)?;
        if after.data == before.data {
            return Ok(after);
        }
        check_references(
            tx,
            &scope,
            client.id,
            Some(id),
            Some(&before.data),
            &after.data,
        )?;
        write(tx, ctx, &client, &before, &mut after)?;
        let entry = Entry::update(D::ENTITY, id, &before.data, &after.data);
        journal::record(tx, ctx, entry.of_client(client.id))?;
        Ok::<_, Error>(after)
    })?;
    D::veiled(ctx, part).ok_or(Error::NotFound)
}

pub(crate) fn write<D: Kind>(
    tx: &mut DbTx,
    ctx: &Context,
    client: &Client,
    before: &Part<D>,
    after: &mut Part<D>,
) -> Result<(), DbError> {
    after.version = before.version + 1;
    after.updated_at = ctx.now;
    store::part::update(tx, after)?;
    D::follow(tx, client, Some(before), Some(after))
}

/// Deletes a part.
pub fn delete<D: Kind>(app: &App, ctx: &Context, id: D::Id, version: i64) -> Result<(), Error> {
    ctx.may(D::RIGHT)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let (client, part) = found::<D>(tx, ctx, &scope, id, version)?;
        store::part::set_deleted::<D>(tx, id, part.version, ctx.now, Some(ctx.now))?;
        D::follow(tx, &client, Some(&part), None)?;
        check_gate::<D>(tx, &scope, &client)?;
        let entry = Entry::delete(D::ENTITY, id, &part.data).of_client(client.id);
        journal::record(tx, ctx, entry)?;
        Ok(())
    })
}

/// Takes a change of a part back.
pub(crate) fn take_back<D: Kind>(
    tx: &mut DbTx,
    ctx: &Context,
    undo: &Reversal,
) -> Result<(), UndoError> {
    ctx.may(D::RIGHT)?;
    let scope = ctx.scope(Entity::Client)?;
    let id = D::Id::from(undo.id);
    let (part, deleted_at) = store::part::find_kept::<D>(tx, id)?.ok_or(UndoError::NotFound)?;
    let client = store::client::find(tx, &scope, part.client_id)?.ok_or(UndoError::NotFound)?;
    let current = deleted_at.is_none().then_some(&part.data);
    match undo.to_state(current)? {
        Target::Absent => {
            store::part::set_deleted::<D>(tx, id, part.version, ctx.now, Some(ctx.now))?;
            D::follow(tx, &client, Some(&part), None)?;
        }
        Target::Present(data) => {
            let before = Some(&part.data);
            check_references(tx, &scope, client.id, Some(id), before, &data).map_err(not_undone)?;
            if deleted_at.is_some() {
                store::part::set_deleted::<D>(tx, id, part.version, ctx.now, None)?;
                let back = Part {
                    version: part.version + 1,
                    ..part
                };
                D::follow(tx, &client, None, Some(&back))?;
            } else {
                let mut after = Part {
                    data,
                    ..part.clone()
                };
                write(tx, ctx, &client, &part, &mut after)?;
            }
        }
    }
    Ok(())
}

fn not_undone(error: Error) -> UndoError {
    match error {
        Error::Invalid(refusals) => UndoError::Refused {
            code: refusals
                .first()
                .map_or("reference.unknown", |refusal| refusal.code),
        },
        Error::Db(error) => UndoError::Db(error),
        _ => UndoError::NotFound,
    }
}

/// A card may not lose with a part what the gate of saving asks for.
pub(crate) fn check_gate<D: Kind>(
    tx: &mut DbTx,
    scope: &Scope,
    before: &Client,
) -> Result<(), Error> {
    if !D::GATED {
        return Ok(());
    }
    let settings = setting::load(tx)?;
    let after = client_of(tx, scope, before.id)?;
    gate::pass(&settings, Stage::Save, Some(before), &after, gate::field).map_err(Error::Invalid)
}

pub(crate) fn client_of(tx: &mut DbTx, scope: &Scope, id: ClientId) -> Result<Client, Error> {
    store::client::find(tx, scope, id)?.ok_or(Error::NotFound)
}

fn found<D: Kind>(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    id: D::Id,
    version: i64,
) -> Result<(Client, Part<D>), Error> {
    let part = store::part::find::<D>(tx, scope, id)?.ok_or(Error::NotFound)?;
    if part.version != version {
        let current = part.version;
        let fields = D::veiled(ctx, part).map_or(Value::Null, |part| {
            serde_json::to_value(&part.data).expect("records are plain data")
        });
        return Err(Error::VersionConflict { current, fields });
    }
    Ok((client_of(tx, scope, part.client_id)?, part))
}

/// A person that a part refers to works at the same client; other references lead somewhere. Who is
/// referred to already may work elsewhere by now.
fn check_references<D: Kind>(
    tx: &mut DbTx,
    scope: &Scope,
    client: ClientId,
    id: Option<D::Id>,
    before: Option<&D>,
    data: &D,
) -> Result<(), Error> {
    data.check(tx, client, id)?;
    let known = before.and_then(Kind::person);
    let Some(person) = data.person().filter(|person| known != Some(*person)) else {
        return Ok(());
    };
    match store::part::find::<PersonData>(tx, scope, person)? {
        Some(person) if person.client_id == client => Ok(()),
        _ => Err(Error::refused("person_id", "reference.unknown")),
    }
}

impl Kind for ChannelData {
    const RIGHT: Action = Action::ClientUpdate;
    const GATED: bool = true;

    fn person(&self) -> Option<PersonId> {
        self.person_id
    }

    fn follow(
        tx: &mut DbTx,
        client: &Client,
        _: Option<&Part<Self>>,
        _: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        store::client::refresh_channels(tx, client.id)
    }

    fn veiled(ctx: &Context, part: Part<Self>) -> Option<Part<Self>> {
        crate::client::veil_channel(ctx, part).map(|(part, _)| part)
    }
}
