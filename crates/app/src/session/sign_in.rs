//! Signing in by login and password: a few tries for an account from an address, more for either
//! alone, the same work and the same answer whoever is asked for.

use domain::journal::JournalAction;
use domain::login;
use domain::setting::{
    LOGIN_FAILURES_ACCOUNT, LOGIN_FAILURES_ADDRESS, LOGIN_FAILURES_ANYWHERE, LOGIN_WINDOW,
};
use domain::user::UserState;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::user::Account;
use uuid::Uuid;

use super::Opened;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, setting};

/// Where and when somebody tries.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// When.
    pub now: Timestamp,
    /// The request.
    pub request: String,
    /// The network address it comes from.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// What somebody tries to sign in with.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The login as typed.
    pub login: String,
    /// The password as typed.
    pub password: String,
    /// The secret of the session the browser had before; it ends.
    pub previous: Option<String>,
    /// Where and when.
    pub at: Attempt,
}

/// Why nobody is signed in. Who exists cannot be told from it.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Login or password is wrong, or the account may not sign in.
    #[error("wrong login or password")]
    Wrong,
    /// Too many failures for this account from this address, or for either alone.
    #[error("too many attempts")]
    TooMany {
        /// After so many seconds the oldest failure no longer counts.
        retry_after: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Signs somebody in and begins a session.
pub fn sign_in(app: &App, sign_in: &SignIn) -> Result<Opened, SignInError> {
    let key = login::key(&sign_in.login);
    let account = app.db.read(|tx| store::user::find_account(tx, &key))?;
    attempt(app, &key, account.as_ref(), &sign_in.password, &sign_in.at)?;
    let id = account.ok_or(SignInError::Wrong)?.user.id;
    app.db.write(|tx| {
        // asked again: the account may have been disabled while the password was checked
        let account = store::user::account_of(tx, id)?.ok_or(SignInError::Wrong)?;
        if !may_sign_in(&account, sign_in.at.now) {
            return Err(SignInError::Wrong);
        }
        if let Some(previous) = &sign_in.previous {
            let hash = store::sha256_hex(previous.as_bytes());
            if let Some((session, user)) = store::session::find(tx, &hash)? {
                store::session::delete(tx, user.id, session.id)?;
            }
        }
        Ok(super::open(tx, app, &account.user, &sign_in.at)?)
    })
}

/// Checks a password within the limits. The failure is noted before the password is checked, so
/// that many tries at once cannot pass the limit together, and taken back when it fits.
pub(crate) fn attempt(
    app: &App,
    key: &str,
    account: Option<&Account>,
    password: &str,
    at: &Attempt,
) -> Result<(), SignInError> {
    let address = &at.address;
    let subjects = [
        format!("pair {key} {address}"),
        format!("account {key}"),
        format!("address {address}"),
    ]
    .map(|subject| store::sha256_hex(subject.as_bytes()));
    let ctx = Context::system(at.now).within(&at.request);
    let notes: [Uuid; 3] = [ctx.id(), ctx.id(), ctx.id()];
    app.db.write(|tx| {
        let settings = setting::load(tx)?;
        let window = SignedDuration::from_mins(settings.whole(&LOGIN_WINDOW));
        let since = at.now - window;
        store::login_attempt::prune(tx, since)?;
        let limits = [
            &LOGIN_FAILURES_ACCOUNT,
            &LOGIN_FAILURES_ANYWHERE,
            &LOGIN_FAILURES_ADDRESS,
        ];
        for ((subject, limit), note) in subjects.iter().zip(limits).zip(notes) {
            if store::login_attempt::count(tx, subject, since)? >= settings.whole(limit) {
                let retry_after = window.as_secs();
                return Err(SignInError::TooMany { retry_after });
            }
            store::login_attempt::insert(tx, note, subject, at.now)?;
        }
        Ok(())
    })?;
    let hash = account.and_then(|account| account.password_hash.as_deref());
    let fits = app.passwords.fits(password, hash)
        && account.is_some_and(|account| may_sign_in(account, at.now));
    app.db.write(|tx| {
        if fits {
            store::login_attempt::clear(tx, &subjects[0])?;
            store::login_attempt::clear(tx, &subjects[1])?;
            return store::login_attempt::delete(tx, notes[2]);
        }
        let user = account.map(|account| account.user.id.uuid());
        let details = json!({ "address": at.address });
        let entry = Entry::note(JournalAction::LoginFailed, "session", user, &details);
        journal::record(tx, &ctx, entry)
    })?;
    if fits {
        Ok(())
    } else {
        Err(SignInError::Wrong)
    }
}

fn may_sign_in(account: &Account, now: Timestamp) -> bool {
    account.user.state != UserState::Disabled
        && account.one_time_until.is_none_or(|until| now < until)
}
