//! Selections: one's own, and those shared with all. Only the owner changes a selection or brings
//! it up to date; a reader sees and counts of it what lies in their scope. The same ways of
//! naming clients serve whoever wants a set of them: [`Clients`].

use std::collections::HashMap;

use domain::client::filter::ClientTerm;
use domain::filter::{Test, Value};
use domain::id::{CleanListId, ClientId, SelectionId, UserId};
use domain::policy::{Access, Action, Entity, Forbidden, Scope};
use domain::search::{Query, understand};
use domain::selection::{
    CLIENTS_LIMIT, NAME_LIMIT, NOTE_LIMIT, ORIGIN_LIMIT, Origin, Selection, SelectionData,
};
use domain::text;

use crate::analysis::{self, Cell, Question};
use crate::clean_list;
use crate::client::{self, Chosen, Listed, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "selection";

/// The most clients that a comparison shows of those who came, and of those who left.
const SHOWN: usize = 100;

/// Why something is not done with a selection.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such selection for this reader, or it is somebody else's.
    #[error("no such selection")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// The analysis does not answer.
    #[error(transparent)]
    Analysis(#[from] analysis::Error),
    /// The list of clients does not answer.
    #[error(transparent)]
    Client(#[from] client::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// A set of clients, named in one of the ways there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clients {
    /// These.
    Ids(Vec<ClientId>),
    /// Those of a selection.
    Selection(SelectionId),
    /// Those of a cleaned list that stands.
    CleanList(CleanListId),
    /// Those a rule draws.
    Drawn(Origin),
}

impl Clients {
    /// The rule to be kept with a selection made of them.
    fn origin(&self) -> Origin {
        match self {
            Self::Drawn(origin) => origin.clone(),
            Self::Ids(_) | Self::Selection(_) | Self::CleanList(_) => Origin::Chosen,
        }
    }
}

/// What comes in about a selection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Its name.
    pub name: Option<String>,
    /// What it is for; empty clears.
    pub note: Option<String>,
    /// Opened by all.
    pub shared: Option<bool>,
}

impl Input {
    fn apply(&self, data: &mut SelectionData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(name) = &self.name {
            match text::line(name, NAME_LIMIT) {
                Ok(name) => data.name = name,
                Err(error) => refusals.push(Refusal::new("name", error.code())),
            }
        }
        match self.note.as_deref().map(str::trim) {
            None => {}
            Some("") => data.note = None,
            Some(note) => match text::block(note, NOTE_LIMIT) {
                Ok(note) => data.note = Some(note),
                Err(error) => refusals.push(Refusal::new("note", error.code())),
            },
        }
        data.shared = self.shared.unwrap_or(data.shared);
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// A selection as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The selection.
    pub selection: Selection,
    /// Whose it is.
    pub owner: String,
    /// Its clients within the reader's scope.
    pub clients: i64,
}

/// What bringing a selection up to date does.
#[derive(Debug, Clone)]
pub struct Renewal {
    /// Who came, at most [`SHOWN`] of them.
    pub came: Vec<Listed>,
    /// How many came.
    pub came_count: u64,
    /// Who left.
    pub left: Vec<Listed>,
    /// How many left.
    pub left_count: u64,
    /// How many are in it then.
    pub clients: u64,
}

/// The clients of a set that the reader may see, ascending.
pub fn clients(app: &App, ctx: &Context, set: &Clients) -> Result<Vec<ClientId>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let mut ids = match set {
        Clients::Ids(ids) => app.db.read(|tx| visible(tx, &scope, ids))?,
        Clients::Selection(id) => app.db.read(|tx| {
            opened(tx, ctx, *id)?.ok_or(Error::NotFound)?;
            Ok::<_, Error>(store::selection::members(tx, &scope, *id)?)
        })?,
        Clients::CleanList(id) => app
            .db
            .read(|tx| clean_list::members(tx, ctx, &scope, *id))
            .map_err(|error| match error {
                clean_list::Error::Forbidden(refusal) => Error::Forbidden(refusal),
                clean_list::Error::Db(error) => Error::Db(error),
                clean_list::Error::Withdrawn => Error::refused("clients", "clean_list.withdrawn"),
                _ => Error::NotFound,
            })?,
        Clients::Drawn(origin) => drawn(app, ctx, &scope, origin)?,
    };
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

fn drawn(app: &App, ctx: &Context, scope: &Scope, origin: &Origin) -> Result<Vec<ClientId>, Error> {
    match origin {
        Origin::Figure {
            parameters, cell, ..
        } => {
            let bad = |name: String| Error::refused(name, "field.invalid");
            let question =
                Question::read(parameters).map_err(|name| bad(format!("parameters.{name}")))?;
            let cell = Cell::read(cell).map_err(|part| bad(format!("cell.{}", part.0)))?;
            let ids = analysis::client_ids(app, ctx, &question, &cell)?;
            // The image may still hold a client that was deleted a moment ago.
            Ok(app.db.read(|tx| visible(tx, scope, &ids))?)
        }
        Origin::List { q, filter } => {
            let mut terms: Vec<ClientTerm> = Vec::new();
            for (field, tests) in filter {
                let refused = |code| Error::refused(format!("filter.{field}"), code);
                for (operator, values) in tests {
                    let operator = if operator == "eq" { "" } else { operator };
                    client::terms(&mut terms, field, operator, values)
                        .ok_or_else(|| refused("field.unknown"))?
                        .map_err(|error| refused(error.code()))?;
                }
            }
            let q = q.clone();
            let found = Chosen::Found { q, terms };
            Ok(app.db.read(|tx| client::ids(tx, ctx, scope, &found))?)
        }
        Origin::Chosen => Err(Error::refused("clients", "selection.no_rule")),
    }
}

fn visible(tx: &mut DbTx, scope: &Scope, ids: &[ClientId]) -> Result<Vec<ClientId>, DbError> {
    let items = store::client::chosen(tx, scope, ids)?;
    Ok(items.into_iter().map(|item| item.id).collect())
}

/// Whether a rule may be kept: a phone or an e-mail in the search box would lie in the base and
/// be shown to others.
fn check_origin(origin: &Origin) -> Result<(), Error> {
    if let Origin::List { q: Some(q), .. } = origin
        && matches!(understand(q), Query::Digits(_) | Query::Email(_))
    {
        return Err(Error::refused("clients.q", "selection.contact_in_rule"));
    }
    if let Origin::Figure { figure, .. } = origin {
        let known = !figure.is_empty()
            && figure.len() <= 40
            && figure.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        if !known {
            return Err(Error::refused("clients.figure", "field.invalid"));
        }
    }
    let size = serde_json::to_string(origin).map_or(usize::MAX, |text| text.len());
    if size > ORIGIN_LIMIT {
        return Err(Error::refused("clients", "text.too_long"));
    }
    Ok(())
}

/// Whether the reader sees all that membership would tell.
fn may_open(ctx: &Context, selection: &Selection) -> bool {
    let fields = selection.data.origin.discloses();
    fields
        .into_iter()
        .all(|field| ctx.actor.field(field) == Access::Shown)
}

/// A selection the reader may open.
fn opened(tx: &mut DbTx, ctx: &Context, id: SelectionId) -> Result<Option<Selection>, DbError> {
    let found = store::selection::find(tx, ctx.actor.user(), id)?;
    Ok(found.filter(|selection| may_open(ctx, selection)))
}

/// Whether a list may be filtered by these selections: only by those one may open.
pub(crate) fn may_ask(tx: &mut DbTx, ctx: &Context, test: &Test) -> Result<bool, DbError> {
    let (Test::AnyOf(values) | Test::NoneOf(values)) = test else {
        return Ok(false);
    };
    for value in values {
        let Value::Id(id) = value else {
            return Ok(false);
        };
        if opened(tx, ctx, SelectionId::from_uuid(*id))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The selections the reader may open.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Seen>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let user = ctx.actor.user();
    app.db.read(|tx| {
        let mut selections = store::selection::list(tx, user)?;
        selections.retain(|selection| may_open(ctx, selection));
        let counts = store::selection::counts(tx, &scope, user)?;
        let names = store::user::names(tx)?;
        Ok(selections
            .into_iter()
            .map(|selection| seen(selection, &counts, &names))
            .collect())
    })
}

fn seen(
    selection: Selection,
    counts: &HashMap<SelectionId, i64>,
    names: &HashMap<UserId, String>,
) -> Seen {
    Seen {
        owner: names.get(&selection.owner_id).cloned().unwrap_or_default(),
        clients: counts.get(&selection.id).copied().unwrap_or(0),
        selection,
    }
}

/// One selection.
pub fn find(app: &App, ctx: &Context, id: SelectionId) -> Result<Seen, Error> {
    let all = list(app, ctx)?;
    let found = all.into_iter().find(|seen| seen.selection.id == id);
    found.ok_or(Error::NotFound)
}

/// The selections the reader may open that hold a client.
pub fn of_client(app: &App, ctx: &Context, client: ClientId) -> Result<Vec<Selection>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        store::client::find(tx, &scope, client)?.ok_or(Error::NotFound)?;
        let mut all = store::selection::of_client(tx, &scope, ctx.actor.user(), client)?;
        all.retain(|selection| may_open(ctx, selection));
        Ok(all)
    })
}

/// Makes a selection of a set of clients and keeps the rule that drew it.
pub fn create(app: &App, ctx: &Context, input: &Input, set: &Clients) -> Result<Seen, Error> {
    ctx.may(Action::SelectionWrite)?;
    let mut data = SelectionData {
        name: String::new(),
        note: None,
        shared: false,
        origin: set.origin(),
        edition: 1,
        drawn_at: ctx.now,
    };
    if input.name.is_none() {
        return Err(Error::refused("name", "text.empty"));
    }
    input.apply(&mut data)?;
    check_share(ctx, false, data.shared)?;
    check_origin(&data.origin)?;
    let members = within_limit(clients(app, ctx, set)?)?;
    let selection = Selection {
        id: ctx.id(),
        owner_id: ctx.actor.user(),
        data,
        version: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    app.db.write(|tx| {
        store::selection::insert(tx, &selection)?;
        store::selection::draw(tx, selection.id, 1, &members)?;
        let line = Entry::create(ENTITY, selection.id, &selection.data);
        journal::record(tx, ctx, line)?;
        Ok::<(), Error>(())
    })?;
    Ok(Seen {
        selection,
        owner: ctx.actor.name().to_owned(),
        clients: members.len() as i64,
    })
}

pub(crate) fn within_limit(members: Vec<ClientId>) -> Result<Vec<ClientId>, Error> {
    if members.len() > CLIENTS_LIMIT {
        return Err(Error::refused("clients", "selection.too_many"));
    }
    Ok(members)
}

fn check_share(ctx: &Context, before: bool, after: bool) -> Result<(), Error> {
    if after && !before {
        ctx.may(Action::ViewShare)?;
    }
    Ok(())
}

/// Changes one's own selection.
pub fn update(
    app: &App,
    ctx: &Context,
    id: SelectionId,
    version: i64,
    input: &Input,
) -> Result<Seen, Error> {
    app.db.write(|tx| {
        let before = own(tx, ctx, id, version)?;
        let mut after = before.clone();
        input.apply(&mut after.data)?;
        check_share(ctx, before.data.shared, after.data.shared)?;
        if after.data != before.data {
            put(tx, ctx, &before, &mut after)?;
        }
        Ok::<(), Error>(())
    })?;
    find(app, ctx, id)
}

fn put(
    tx: &mut DbTx,
    ctx: &Context,
    before: &Selection,
    after: &mut Selection,
) -> Result<(), Error> {
    after.version = before.version + 1;
    after.updated_at = ctx.now;
    store::selection::update(tx, after)?;
    let line = Entry::update(ENTITY, after.id, &before.data, &after.data);
    Ok(journal::record(tx, ctx, line)?)
}

/// Draws the set of one's own selection again; with `dry_run` only says who comes and who leaves.
/// Clients the owner may no longer see stay as they are: nothing is told of them.
pub fn renew(
    app: &App,
    ctx: &Context,
    id: SelectionId,
    version: i64,
    dry_run: bool,
) -> Result<Renewal, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let origin = app.db.read(|tx| own(tx, ctx, id, version))?.data.origin;
    let now = within_limit(clients(app, ctx, &Clients::Drawn(origin))?)?;
    let renew = |tx: &mut DbTx| -> Result<Renewal, Error> {
        let before = own(tx, ctx, id, version)?;
        let were = store::selection::members(tx, &scope, id)?;
        // A client may have gone to somebody else since the rule was asked.
        let mut now = visible(tx, &scope, &now)?;
        now.sort_unstable();
        let missing = |of: &[ClientId], from: &[ClientId]| -> Vec<ClientId> {
            let gone = of.iter().filter(|id| from.binary_search(id).is_err());
            gone.copied().collect()
        };
        let (came, left) = (missing(&now, &were), missing(&were, &now));
        if !dry_run {
            let mut after = before.clone();
            after.data.drawn_at = ctx.now;
            if !came.is_empty() || !left.is_empty() {
                let edition = before.version + 1;
                store::selection::draw(tx, id, edition, &now)?;
                store::selection::carry_over(tx, &scope, id, before.data.edition, edition)?;
                after.data.edition = edition;
            }
            put(tx, ctx, &before, &mut after)?;
        }
        let some = |ids: &[ClientId]| ids[..ids.len().min(SHOWN)].to_vec();
        Ok(Renewal {
            came: client::listed(tx, ctx, &scope, &some(&came))?,
            came_count: came.len() as u64,
            left: client::listed(tx, ctx, &scope, &some(&left))?,
            left_count: left.len() as u64,
            clients: now.len() as u64,
        })
    };
    if dry_run {
        app.db.read(renew)
    } else {
        app.db.write(renew)
    }
}

/// Removes one's own selection.
pub fn delete(app: &App, ctx: &Context, id: SelectionId, version: i64) -> Result<(), Error> {
    app.db.write(|tx| {
        let selection = own(tx, ctx, id, version)?;
        store::selection::delete(tx, id, ctx.now)?;
        journal::record(tx, ctx, Entry::delete(ENTITY, id, &selection.data))?;
        Ok(())
    })
}

fn own(tx: &mut DbTx, ctx: &Context, id: SelectionId, version: i64) -> Result<Selection, Error> {
    ctx.may(Action::SelectionWrite)?;
    let selection = opened(tx, ctx, id)?
        .filter(|selection| selection.owner_id == ctx.actor.user())
        .ok_or(Error::NotFound)?;
    if selection.version == version {
        Ok(selection)
    } else {
        Err(Error::VersionConflict {
            current: selection.version,
        })
    }
}

/// Takes a change of one's own selection back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::SelectionWrite)?;
    let id = SelectionId::from_uuid(undo.id);
    let current = store::selection::find(tx, ctx.actor.user(), id)?;
    let known = match &current {
        Some(selection) => Some(selection.clone()),
        None => store::selection::deleted(tx, id)?,
    };
    let known = known.filter(|selection| selection.owner_id == ctx.actor.user());
    let known = known.ok_or(UndoError::NotFound)?;
    match undo.to_state(current.as_ref().map(|selection| &selection.data))? {
        Target::Absent => store::selection::delete(tx, id, ctx.now)?,
        Target::Present(data) => {
            let was_shared = current.is_some_and(|selection| selection.data.shared);
            if data.shared && !was_shared {
                ctx.may(Action::ViewShare)?;
            }
            let back = Selection {
                data,
                version: known.version + 1,
                updated_at: ctx.now,
                ..known
            };
            store::selection::update(tx, &back)?;
        }
    }
    Ok(())
}
