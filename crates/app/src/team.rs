//! Teams of employees.

use domain::id::TeamId;
use domain::policy::{Action, Entity, Forbidden};
use domain::text::{self, TextError};
pub use store::team::Team;

use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx};

/// Why a team is not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such team.
    #[error("no such team")]
    NotFound,
    /// The name is no clean line.
    #[error(transparent)]
    BadName(#[from] TextError),
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

/// The longest name of a team.
pub const NAME_MAX: usize = 80;

/// All teams.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Team>, Error> {
    ctx.scope(Entity::User)?;
    Ok(app.db.read(store::team::list)?)
}

/// Makes a team.
pub fn create(app: &App, ctx: &Context, name: &str) -> Result<Team, Error> {
    ctx.may(Action::TeamManage)?;
    let team = Team {
        id: ctx.id(),
        name: text::line(name, NAME_MAX)?,
        version: 1,
        created_at: ctx.now,
    };
    app.db.write(|tx| {
        store::team::insert(tx, &team)?;
        journal::record(tx, ctx, Entry::create("team", team.id, &team))?;
        Ok(team.clone())
    })
}

/// Gives a team another name.
pub fn rename(
    app: &App,
    ctx: &Context,
    id: TeamId,
    version: i64,
    name: &str,
) -> Result<Team, Error> {
    ctx.may(Action::TeamManage)?;
    let name = text::line(name, NAME_MAX)?;
    app.db.write(|tx| {
        let before = store::team::find(tx, id)?.ok_or(Error::NotFound)?;
        if before.version != version {
            return Err(Error::VersionConflict {
                current: before.version,
            });
        }
        let after = Team {
            name: name.clone(),
            version: version + 1,
            ..before.clone()
        };
        store::team::update(tx, &after)?;
        journal::record(tx, ctx, Entry::update("team", id, &before, &after))?;
        Ok(after)
    })
}

/// Takes a change of a team back.
pub(crate) fn restore(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::TeamManage)?;
    let id = TeamId::from_uuid(undo.id);
    let current = store::team::find(tx, id)?;
    match undo.to_state(current.as_ref())? {
        Target::Present(team) if current.is_some() => {
            let team = Team {
                version: team.version + 1,
                ..team
            };
            store::team::update(tx, &team)?;
        }
        Target::Present(team) => store::team::insert(tx, &team)?,
        Target::Absent if !store::user::members(tx, id)?.is_empty() => {
            return Err(UndoError::Refused {
                code: "team.not_empty",
            });
        }
        Target::Absent => store::team::delete(tx, id)?,
    }
    Ok(())
}
