//! Absences: an employee says when they are away and who stands in; a head says it for others.

use domain::absence::Absence;
use domain::id::UserId;
use domain::policy::{Action, Entity, Forbidden};
use domain::user::UserState;
use jiff::civil::Date;

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, setting};

/// Name of the feature in the journal.
const ENTITY: &str = "absence";

/// Why an absence is not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// Nobody like that, or they are not away.
    #[error("not found")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What comes in about an absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// Who stands in.
    pub deputy_id: UserId,
    /// The first day.
    pub from_day: Date,
    /// The last day.
    pub until_day: Date,
}

/// Who is or will be away.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Absence>, Error> {
    ctx.scope(Entity::User)?;
    app.db.read(|tx| {
        let today = setting::today(&setting::load(tx)?, ctx.now);
        Ok(store::absence::list(tx, today)?)
    })
}

/// One's own absence is one's own; that of others is for who assigns clients.
fn may(ctx: &Context, user: UserId) -> Result<(), Forbidden> {
    if ctx.actor.user_or_system() == Some(user) {
        return Ok(());
    }
    ctx.may(Action::ClientAssign)
}

/// Says when somebody is away, in place of what was said before.
pub fn put(app: &App, ctx: &Context, user: UserId, input: Input) -> Result<Absence, Error> {
    may(ctx, user)?;
    app.db.write(|tx| {
        let works = |found: Option<store::user::User>| {
            found.is_some_and(|user| user.state == UserState::Active)
        };
        if store::user::find(tx, user)?.is_none() {
            return Err(Error::NotFound);
        }
        let after = Absence {
            user_id: user,
            deputy_id: input.deputy_id,
            from_day: input.from_day,
            until_day: input.until_day,
        };
        let today = setting::today(&setting::load(tx)?, ctx.now);
        let fault = if works(store::user::find(tx, input.deputy_id)?) {
            after.fault(today)
        } else {
            Some(("deputy_id", "reference.unknown"))
        };
        if let Some((field, code)) = fault {
            return Err(Error::Invalid(vec![Refusal::new(field, code)]));
        }
        let line = match store::absence::find(tx, user)? {
            Some(before) => Entry::update(ENTITY, user, &before, &after),
            None => Entry::create(ENTITY, user, &after),
        };
        store::absence::put(tx, &after)?;
        journal::record(tx, ctx, line)?;
        Ok(after)
    })
}

/// Somebody is back, or does not go.
pub fn end(app: &App, ctx: &Context, user: UserId) -> Result<(), Error> {
    may(ctx, user)?;
    app.db.write(|tx| {
        let before = store::absence::find(tx, user)?.ok_or(Error::NotFound)?;
        store::absence::delete(tx, user)?;
        journal::record(tx, ctx, Entry::delete(ENTITY, user, &before))?;
        Ok(())
    })
}
