//! API tokens: a narrowed copy of their owner's rights for a program, for a limited time.

use domain::id::TokenId;
use domain::journal::JournalAction;
use domain::policy::{Action, Forbidden, TokenScope};
use domain::setting::TOKEN_LIFETIME;
use domain::text::{self, TextError};
use jiff::SignedDuration;
use serde_json::json;
pub use store::token::Token;

use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError};

/// What every secret of a token begins with, so that a leaked one can be recognised.
pub const PREFIX: &str = "clt_";

/// The longest name of a token.
pub const NAME_MAX: usize = 80;

/// Why a token is not made or revoked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Tokens are made and revoked by people only.
    #[error("not through a token")]
    ThroughToken,
    /// No such token of this person.
    #[error("no such token")]
    NotFound,
    /// The name is no clean line.
    #[error(transparent)]
    BadName(#[from] TextError),
    /// No scope at all.
    #[error("a token needs a scope")]
    NoScope,
    /// It would live longer than allowed, or not at all.
    #[error("a token lives 1 to {max} days")]
    BadLifetime {
        /// The most days allowed.
        max: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A token just made, with the secret that is shown this once.
#[derive(Debug, Clone)]
pub struct Made {
    /// The token.
    pub token: Token,
    /// Its secret.
    pub secret: String,
}

/// One's own tokens, revoked and ended ones too.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Token>, Error> {
    Ok(app.db.read(|tx| store::token::list(tx, ctx.actor.user()))?)
}

/// Makes a token for oneself.
pub fn create(
    app: &App,
    ctx: &Context,
    name: &str,
    scopes: &[TokenScope],
    days: i64,
) -> Result<Made, Error> {
    ctx.may(Action::TokenCreate)?;
    people_only(ctx)?;
    let name = text::line(name, NAME_MAX)?;
    let mut scopes = scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Err(Error::NoScope);
    }
    let secret = format!("{PREFIX}{}", app.chance().secret());
    let hash = store::sha256_hex(secret.as_bytes());
    let id = ctx.id();
    let token = app.db.write(|tx| {
        let max = crate::setting::load(tx)?.whole(&TOKEN_LIFETIME);
        if !(1..=max).contains(&days) {
            return Err(Error::BadLifetime { max });
        }
        let token = Token {
            id,
            user_id: ctx.actor.user(),
            name: name.clone(),
            scopes: scopes.clone(),
            created_at: ctx.now,
            expires_at: ctx.now + SignedDuration::from_hours(24 * days),
            revoked_at: None,
            used_at: None,
        };
        store::token::insert(tx, &token, &hash)?;
        let details =
            json!({ "name": token.name, "scopes": token.scopes, "expires_at": token.expires_at });
        let entry = Entry::note(
            JournalAction::TokenCreate,
            "token",
            Some(id.uuid()),
            &details,
        );
        journal::record(tx, ctx, entry)?;
        Ok(token)
    })?;
    Ok(Made { token, secret })
}

/// Revokes one's own token; it is dead when this returns.
pub fn revoke(app: &App, ctx: &Context, id: TokenId) -> Result<(), Error> {
    people_only(ctx)?;
    app.db.write(|tx| {
        if !store::token::revoke(tx, ctx.actor.user(), id, ctx.now)? {
            return Err(Error::NotFound);
        }
        let entry = Entry::note(
            JournalAction::TokenRevoke,
            "token",
            Some(id.uuid()),
            &json!({}),
        );
        Ok(journal::record(tx, ctx, entry)?)
    })
}

fn people_only(ctx: &Context) -> Result<(), Error> {
    if ctx.actor.is_token() {
        Err(Error::ThroughToken)
    } else {
        Ok(())
    }
}
