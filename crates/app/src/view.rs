//! Saved views: one's own, and those shared with all. Only the owner changes a view.

use domain::id::ViewId;
use domain::policy::{Action, Forbidden};
use domain::text;
use domain::view::{NAME_LIMIT, STATE_LIMIT, View, ViewData};

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx};

/// Why something is not done with a view.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such view for this reader, or it is somebody else's.
    #[error("no such view")]
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
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What comes in about a view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// The page; it stays.
    pub page: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Seen by all.
    pub shared: Option<bool>,
    /// What the page keeps in its address.
    pub state: Option<String>,
}

impl Input {
    fn apply(&self, data: &mut ViewData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(name) = &self.name {
            match text::line(name, NAME_LIMIT) {
                Ok(name) => data.name = name,
                Err(error) => refusals.push(Refusal::new("name", error.code())),
            }
        }
        if let Some(state) = &self.state {
            if state.len() > STATE_LIMIT || state.chars().any(char::is_control) {
                refusals.push(Refusal::new("state", "text.too_long"));
            } else {
                data.state.clone_from(state);
            }
        }
        data.shared = self.shared.unwrap_or(data.shared);
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// The views the reader may open, of one page or of all.
pub fn list(app: &App, ctx: &Context, page: Option<&str>) -> Result<Vec<View>, Error> {
    let mut views = app.db.read(|tx| store::view::list(tx, ctx.actor.user()))?;
    views.retain(|view| page.is_none_or(|page| view.data.page == page));
    Ok(views)
}

/// Saves a view.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<View, Error> {
    let page = input.page.as_deref().unwrap_or_default();
    let known = !page.is_empty()
        && page.len() <= 40
        && page
            .bytes()
            .all(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-' | b'/'));
    if !known {
        return Err(Error::Invalid(vec![Refusal::new("page", "field.invalid")]));
    }
    let mut data = ViewData {
        page: page.to_owned(),
        name: String::new(),
        shared: false,
        state: String::new(),
    };
    if input.name.is_none() {
        return Err(Error::Invalid(vec![Refusal::new("name", "text.empty")]));
    }
    input.apply(&mut data)?;
    check_share(ctx, false, data.shared)?;
    let view = View {
        id: ctx.id(),
        owner_id: ctx.actor.user(),
        data,
        version: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    app.db.write(|tx| {
        store::view::insert(tx, &view)?;
        journal::record(tx, ctx, Entry::create("view", view.id, &view.data))?;
        Ok(view.clone())
    })
}

fn check_share(ctx: &Context, before: bool, after: bool) -> Result<(), Error> {
    if after && !before {
        ctx.may(Action::ViewShare)?;
    }
    Ok(())
}

/// Changes one's own view.
pub fn update(
    app: &App,
    ctx: &Context,
    id: ViewId,
    version: i64,
    input: &Input,
) -> Result<View, Error> {
    app.db.write(|tx| {
        let before = own(tx, ctx, id, version)?;
        let mut after = before.clone();
        input.apply(&mut after.data)?;
        check_share(ctx, before.data.shared, after.data.shared)?;
        if after.data == before.data {
            return Ok(after);
        }
        after.version += 1;
        after.updated_at = ctx.now;
        store::view::update(tx, &after)?;
        let line = Entry::update("view", id, &before.data, &after.data);
        journal::record(tx, ctx, line)?;
        Ok(after)
    })
}

/// Removes one's own view.
pub fn delete(app: &App, ctx: &Context, id: ViewId, version: i64) -> Result<(), Error> {
    app.db.write(|tx| {
        let view = own(tx, ctx, id, version)?;
        store::view::delete(tx, id, version)?;
        journal::record(tx, ctx, Entry::delete("view", id, &view.data))?;
        Ok(())
    })
}

fn own(tx: &mut DbTx, ctx: &Context, id: ViewId, version: i64) -> Result<View, Error> {
    let view = store::view::find(tx, ctx.actor.user(), id)?
        .filter(|view| view.owner_id == ctx.actor.user())
        .ok_or(Error::NotFound)?;
    if view.version == version {
        Ok(view)
    } else {
        Err(Error::VersionConflict {
            current: view.version,
        })
    }
}

/// Takes a change of one's own view back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    let id = ViewId::from_uuid(undo.id);
    let current = store::view::find(tx, ctx.actor.user(), id)?;
    if current
        .as_ref()
        .is_some_and(|view| view.owner_id != ctx.actor.user())
    {
        return Err(UndoError::NotFound);
    }
    match undo.to_state(current.as_ref().map(|view| &view.data))? {
        Target::Absent => {
            let version = current.map_or(0, |view| view.version);
            store::view::delete(tx, id, version)?;
        }
        Target::Present(data) => {
            if data.shared && !current.as_ref().is_some_and(|view| view.data.shared) {
                ctx.may(Action::ViewShare)?;
            }
            match current {
                Some(view) => {
                    let version = view.version + 1;
                    let view = View {
                        data,
                        version,
                        updated_at: ctx.now,
                        ..view
                    };
                    store::view::update(tx, &view)?;
                }
                None => {
                    let view = View {
                        id,
                        owner_id: ctx.actor.user(),
                        data,
                        version: 1,
                        created_at: ctx.now,
                        updated_at: ctx.now,
                    };
                    store::view::insert(tx, &view)?;
                }
            }
        }
    }
    Ok(())
}
