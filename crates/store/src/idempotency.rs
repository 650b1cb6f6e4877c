//! Answers kept for requests that may be sent again with the same `Idempotency-Key`.

use db::{Error, Tx, params};
use domain::id::UserId;
use jiff::Timestamp;

use crate::read;

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The headers worth repeating, a JSON object.
    pub headers: String,
    /// The body.
    pub body: String,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Hash of the request it came with first.
    pub request_hash: String,
    /// The answer; `None` while the first request runs.
    pub answer: Option<Answer>,
    /// When it came first.
    pub created_at: Timestamp,
}

/// What is known of an employee's key.
pub fn find(tx: &mut Tx, user: UserId, key: &str) -> Result<Option<Kept>, Error> {
    let Some(row) = tx.query_opt(
        "SELECT request_hash, status, headers, body, created_at FROM idempotency \
         WHERE user_id = $1 AND request_key = $2",
        &params![user.uuid(), key],
    )?
    else {
        return Ok(None);
    };
    let answer = match row.get::<Option<u16>>(1)? {
        None => None,
        Some(status) => Some(Answer {
            status,
            headers: row.get(2)?,
            body: row.get(3)?,
        }),
    };
    Ok(Some(Kept {
        request_hash: row.get(0)?,
        answer,
        created_at: read::moment(&row, 4)?,
    }))
}

/// Notes that the first request with this key runs.
pub fn begin(
    tx: &mut Tx,
    user: UserId,
    key: &str,
    request_hash: &str,
    now: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO idempotency (user_id, request_key, request_hash, created_at) \
         VALUES ($1, $2, $3, $4)",
        &params![user.uuid(), key, request_hash, now.as_microsecond()],
    )?;
    Ok(())
}

/// Keeps its answer.
pub fn finish(tx: &mut Tx, user: UserId, key: &str, answer: &Answer) -> Result<(), Error> {
    tx.execute(
        "UPDATE idempotency SET status = $3, headers = $4, body = $5 \
         WHERE user_id = $1 AND request_key = $2",
        &params![
            user.uuid(),
            key,
            answer.status,
            &answer.headers,
            &answer.body
        ],
    )?;
    Ok(())
}

/// Forgets a key, so that the request may be tried again.
pub fn delete(tx: &mut Tx, user: UserId, key: &str) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM idempotency WHERE user_id = $1 AND request_key = $2",
        &params![user.uuid(), key],
    )?;
    Ok(())
}

/// Forgets keys that came before `before`.
pub fn prune(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM idempotency WHERE created_at <= $1",
        &params![before.as_microsecond()],
    )?;
    Ok(())
}
