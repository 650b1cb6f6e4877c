//! Passwords of accounts: an own one, or a one-time one from somebody who manages accounts.

use domain::id::UserId;
use domain::journal::JournalAction;
use domain::login::{self, Login};
use domain::policy::{Action, Role};
use domain::setting::ONE_TIME_PASSWORD;
use domain::user::UserState;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::user::User;

use super::Error;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::session::{self, Attempt, Opened};
use crate::{App, DbError, DbTx, setting};

/// A password that works once, to choose an own one; shown this once.
#[derive(Debug, Clone)]
pub struct OneTime {
    /// Whose.
    pub user: User,
    /// The password.
    pub password: String,
    /// Until when it works.
    pub until: Timestamp,
}

/// Until when a password given now by somebody else works.
pub(super) fn one_time_until(tx: &mut DbTx, now: Timestamp) -> Result<Timestamp, DbError> {
    let hours = setting::load(tx)?.whole(&ONE_TIME_PASSWORD);
    Ok(now + SignedDuration::from_hours(hours))
}

/// Gives somebody a one-time password. Whatever acts for them ends.
pub fn set_one_time_password(app: &App, ctx: &Context, id: UserId) -> Result<OneTime, Error> {
    ctx.may(Action::UserManage)?;
    let password = app.chance().one_time_password();
    let hash = app.passwords.hash(&password, app.chance());
    app.db.write(|tx| {
        let before = store::user::find(tx, id)?.ok_or(Error::NotFound)?;
        if matches!(before.role, Role::Owner | Role::Guardian) && ctx.actor.role() != Role::Owner {
            return Err(Error::OwnerOnly);
        }
        if id == ctx.actor.user() {
            return Err(Error::OwnAccount);
        }
        if before.state == UserState::Disabled {
            return Err(Error::Disabled);
        }
        let until = one_time_until(tx, ctx.now)?;
        let user = become_state(tx, &before, UserState::Invited)?;
        store::user::set_password(tx, id, &hash, Some(until))?;
        session::end_all(tx, &user, ctx.now)?;
        note(tx, ctx, &user)?;
        Ok(OneTime {
            user,
            password: password.clone(),
            until,
        })
    })
}

/// Changes one's own password, proven by the old one. Whatever acted for the account ends; a new
/// session begins.
pub fn change_own_password(
    app: &App,
    ctx: &Context,
    old: &str,
    new: &str,
    at: &Attempt,
) -> Result<Opened, Error> {
    if ctx.actor.is_token() {
        return Err(Error::ThroughToken);
    }
    let id = ctx.actor.user();
    let account = app.db.read(|tx| store::user::account_of(tx, id))?;
    let account = account.ok_or(Error::NotFound)?;
    let login = Login::parse(&account.user.login)?;
    session::attempt(app, login.key(), Some(&account), old, at)?;
    login::check_password(new, &login)?;
    if old == new {
        return Err(Error::BadPassword(login::PasswordError::TooGuessable));
    }
    let hash = app.passwords.hash(new, app.chance());
    app.db.write(|tx| {
        let before = store::user::find(tx, id)?.ok_or(Error::NotFound)?;
        if before.state == UserState::Disabled {
            return Err(Error::Disabled);
        }
        let user = become_state(tx, &before, UserState::Active)?;
        store::user::set_password(tx, id, &hash, None)?;
        session::end_all(tx, &user, ctx.now)?;
        note(tx, ctx, &user)?;
        Ok(session::open(tx, app, &user, at)?)
    })
}

fn become_state(tx: &mut DbTx, before: &User, state: UserState) -> Result<User, DbError> {
    let user = User {
        state,
        version: before.version + 1,
        ..before.clone()
    };
    store::user::update(tx, &user, &login::key(&user.login))?;
    Ok(user)
}

/// The journal tells that the password is another one, never what it is.
fn note(tx: &mut DbTx, ctx: &Context, user: &User) -> Result<(), DbError> {
    let details = json!({ "password": "changed" });
    let id = Some(user.id.uuid());
    let entry = Entry::note(JournalAction::Update, "user", id, &details);
    journal::record(tx, ctx, entry)
}
