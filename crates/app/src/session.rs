//! Signing in and out, and who a cookie or token is. Every request asks the database, so what was
//! revoked is dead at once.

mod sign_in;

use domain::id::SessionId;
use domain::journal::JournalAction;
use domain::language::Language;
use domain::policy::{Actor, Role};
use domain::setting::{SESSION_IDLE, SESSION_LIFETIME, Settings};
use domain::user::UserState;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
pub use store::session::Session;
use store::user::User;

pub(crate) use sign_in::attempt;
pub use sign_in::{Attempt, SignIn, SignInError, sign_in};

use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, responsibility, setting};

/// How exact "last used" is kept; a write for every read would be too dear.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// What a request proves itself with.
#[derive(Debug, Clone, Copy)]
pub enum Credential<'a> {
    /// The secret of a session's cookie.
    Cookie(&'a str),
    /// The secret of an API token.
    Bearer(&'a str),
}

/// Who a request comes from.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Their context.
    pub ctx: Context,
    /// Their account.
    pub user: User,
    /// Their session, when a person acts in the browser.
    pub session: Option<Session>,
    /// The settings in force.
    pub settings: Settings,
}

/// A session just begun, with the secret for its cookie.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Whose it is.
    pub caller: Caller,
    /// The secret.
    pub secret: String,
}

/// Why a session is not ended or looked up.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody: no such session or token, ended, revoked, or of a disabled account.
    #[error("not signed in")]
    Unauthenticated,
    /// No such session of this person.
    #[error("no such session")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Who comes with this credential at `now`.
pub fn resolve(
    app: &App,
    credential: Credential<'_>,
    now: Timestamp,
    request: &str,
) -> Result<Caller, Error> {
    let (caller, seen_at) = app.db.read(|tx| match credential {
        Credential::Cookie(secret) => by_cookie(tx, secret, now, request),
        Credential::Bearer(secret) => by_token(tx, secret, now, request),
    })?;
    if seen_at.is_none_or(|seen| now.duration_since(seen) >= SEEN_EVERY)
        && let Err(error) = note_use(app, credential, now)
    {
        // a full disk stops writing, never reading
        tracing::warn!(%error, "the use of a session could not be noted");
    }
    Ok(caller)
}

fn note_use(app: &App, credential: Credential<'_>, now: Timestamp) -> Result<(), DbError> {
    let hash = hash_of(credential);
    app.db.write(|tx| match credential {
        Credential::Cookie(_) => match store::session::find(tx, &hash)? {
            Some((session, _)) => store::session::touch(tx, session.id, now),
            None => Ok(()),
        },
        Credential::Bearer(_) => match store::token::find(tx, &hash)? {
            Some((token, _)) => store::token::touch(tx, token.id, now),
            None => Ok(()),
        },
    })
}

fn hash_of(credential: Credential<'_>) -> String {
    let (Credential::Cookie(secret) | Credential::Bearer(secret)) = credential;
    store::sha256_hex(secret.as_bytes())
}

type Resolved = (Caller, Option<Timestamp>);

fn by_cookie(
    tx: &mut DbTx,
    secret: &str,
    now: Timestamp,
    request: &str,
) -> Result<Resolved, Error> {
    let hash = store::sha256_hex(secret.as_bytes());
    let (session, user) = store::session::find(tx, &hash)?.ok_or(Error::Unauthenticated)?;
    let settings = setting::load(tx)?;
    let idle = SignedDuration::from_mins(settings.whole(&SESSION_IDLE));
    let is_live = now < session.expires_at && now.duration_since(session.seen_at) < idle;
    if !is_live || user.state == UserState::Disabled {
        return Err(Error::Unauthenticated);
    }
    let seen = session.seen_at;
    let actor = actor(tx, &user, &settings, now)?;
    let caller = Caller {
        ctx: Context::new(actor, now, request.to_owned(), user.language),
        user,
        session: Some(session),
        settings,
    };
    Ok((caller, Some(seen)))
}

fn by_token(tx: &mut DbTx, secret: &str, now: Timestamp, request: &str) -> Result<Resolved, Error> {
    let hash = store::sha256_hex(secret.as_bytes());
    let (token, user) = store::token::find(tx, &hash)?.ok_or(Error::Unauthenticated)?;
    let is_live = now < token.expires_at && token.revoked_at.is_none();
    if !is_live || user.state != UserState::Active {
        return Err(Error::Unauthenticated);
    }
    let settings = setting::load(tx)?;
    let actor = actor(tx, &user, &settings, now)?.through_token(token.scopes);
    let caller = Caller {
        ctx: Context::new(actor, now, request.to_owned(), user.language),
        user,
        session: None,
        settings,
    };
    Ok((caller, token.used_at))
}

/// The actor that an account is now, with its rights as the settings adjust them.
pub(crate) fn actor(
    tx: &mut DbTx,
    user: &User,
    settings: &Settings,
    now: Timestamp,
) -> Result<Actor, DbError> {
    let team = match (user.role, user.team_id) {
        (Role::HeadOfSales, Some(team)) => store::user::members(tx, team)?,
        _ => Vec::new(),
    };
    let rules = setting::rules(settings);
    let absent = store::absence::stood_in_for(tx, user.id, setting::today(settings, now))?;
    let actor = Actor::new(user.id, user.name.clone(), user.role, team, rules);
    let today = setting::today(settings, now);
    let shared = store::conveyor::shared_with(tx, user.id, today)?;
    let areas = responsibility::areas(tx, user.id, &absent, settings, now)?;
    let actor = actor.standing_in_for(absent).sharing(shared);
    Ok(actor.responsible_for(areas))
}

/// The context of an employee outside a request: scheduled work in their name, demo data.
pub fn context_of(
    app: &App,
    id: domain::id::UserId,
    now: Timestamp,
    request: &str,
) -> Result<Context, Error> {
    app.db.read(|tx| {
        let user = store::user::find(tx, id)?.ok_or(Error::NotFound)?;
        let settings = setting::load(tx)?;
        let actor = actor(tx, &user, &settings, now)?;
        Ok(Context::new(actor, now, request.to_owned(), user.language))
    })
}

/// The same, of an employee who may still sign in.
pub fn active_context_of(
    app: &App,
    id: domain::id::UserId,
    now: Timestamp,
    request: &str,
) -> Result<Context, Error> {
    let user = app.db.read(|tx| store::user::find(tx, id))?;
    match user {
        Some(user) if user.state == UserState::Active => context_of(app, id, now, request),
        _ => Err(Error::NotFound),
    }
}

/// Begins a session in the running transaction and journals it as theirs.
pub(crate) fn open(tx: &mut DbTx, app: &App, user: &User, at: &Attempt) -> Result<Opened, DbError> {
    let settings = setting::load(tx)?;
    let actor = actor(tx, user, &settings, at.now)?;
    let ctx = Context::new(actor, at.now, at.request.clone(), user.language);
    store::session::delete_expired(tx, at.now)?;
    let secret = app.chance().secret();
    let session = Session {
        id: ctx.id(),
        user_id: user.id,
        csrf: app.chance().secret(),
        created_at: at.now,
        seen_at: at.now,
        expires_at: at.now + SignedDuration::from_hours(settings.whole(&SESSION_LIFETIME)),
        address: at.address.clone(),
        agent: at.agent.chars().take(200).collect(),
    };
    store::session::insert(tx, &session, &store::sha256_hex(secret.as_bytes()))?;
    let details = json!({ "address": session.address, "agent": session.agent });
    let id = Some(session.id.uuid());
    journal::record(
        tx,
        &ctx,
        Entry::note(JournalAction::Login, "session", id, &details),
    )?;
    let caller = Caller {
        ctx,
        user: user.clone(),
        session: Some(session),
        settings,
    };
    Ok(Opened { caller, secret })
}

/// One's own sessions.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Session>, Error> {
    Ok(app
        .db
        .read(|tx| store::session::list(tx, ctx.actor.user()))?)
}

/// Ends one of one's own sessions; it is dead when this returns.
pub fn end(app: &App, ctx: &Context, id: SessionId) -> Result<(), Error> {
    app.db.write(|tx| {
        if !store::session::delete(tx, ctx.actor.user(), id)? {
            return Err(Error::NotFound);
        }
        let entry = Entry::note(
            JournalAction::Logout,
            "session",
            Some(id.uuid()),
            &json!({}),
        );
        Ok(journal::record(tx, ctx, entry)?)
    })
}

/// Ends everything that acts for an account: sessions and tokens, at once.
pub(crate) fn end_all(tx: &mut DbTx, user: &User, now: Timestamp) -> Result<(), DbError> {
    store::session::delete_all(tx, user.id)?;
    store::token::revoke_all(tx, user.id, now)
}

/// The language of somebody not signed in, from what their browser prefers.
pub fn preferred_language(accept_language: &str) -> Language {
    let wanted = accept_language.split(',').filter_map(|part| {
        let code = part.split([';', '-']).next()?.trim();
        code.to_ascii_lowercase().parse().ok()
    });
    wanted.into_iter().next().unwrap_or_default()
}
