//! Requests that may be sent again: the first answer to an `Idempotency-Key` is kept for a day
//! and given again. A request that died half-way is never run a second time under its key.

use jiff::SignedDuration;

pub use store::idempotency::Answer;

use crate::context::Context;
use crate::{App, DbError};

/// How long an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Why a request with a key is not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The key came with another request before.
    #[error("the key belongs to another request")]
    Mismatch,
    /// The first request with this key has not answered yet.
    #[error("the first request still runs")]
    InProgress,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What to do with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Run it, then call [`finish`] or [`abandon`].
    Run,
    /// Answer this; it ran already.
    Repeat(Answer),
}

/// Asks before a request with `key` runs; `request_hash` covers method, path and body.
pub fn begin(app: &App, ctx: &Context, key: &str, request_hash: &str) -> Result<Verdict, Error> {
    let user = ctx.actor.user();
    app.db.write(|tx| {
        store::idempotency::prune(tx, ctx.now - KEPT)?;
        match store::idempotency::find(tx, user, key)? {
            None => {
                store::idempotency::begin(tx, user, key, request_hash, ctx.now)?;
                Ok(Verdict::Run)
            }
            Some(kept) if kept.request_hash != request_hash => Err(Error::Mismatch),
            Some(kept) => kept.answer.map(Verdict::Repeat).ok_or(Error::InProgress),
        }
    })
}

/// Keeps the answer of the request that ran.
pub fn finish(app: &App, ctx: &Context, key: &str, answer: &Answer) -> Result<(), Error> {
    let user = ctx.actor.user();
    Ok(app
        .db
        .write(|tx| store::idempotency::finish(tx, user, key, answer))?)
}

/// The request changed nothing: its key may be used again.
pub fn abandon(app: &App, ctx: &Context, key: &str) -> Result<(), Error> {
    let user = ctx.actor.user();
    Ok(app
        .db
        .write(|tx| store::idempotency::delete(tx, user, key))?)
}
