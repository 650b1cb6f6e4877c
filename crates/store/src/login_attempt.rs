//! Failed attempts to sign in, kept so that a restart forgets none. A subject is a hash: what a
//! person typed as their login may have been their password.

use db::{Error, Tx, params};
use jiff::Timestamp;
use uuid::Uuid;

/// How many attempts a subject has had since `since`.
pub fn count(tx: &mut Tx, subject: &str, since: Timestamp) -> Result<i64, Error> {
    tx.query_one(
        "SELECT COUNT(*) FROM login_attempt WHERE subject = $1 AND attempt_at > $2",
        &params![subject, since.as_microsecond()],
    )?
    .get(0)
}

/// Notes an attempt.
pub fn insert(tx: &mut Tx, id: Uuid, subject: &str, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO login_attempt (id, subject, attempt_at) VALUES ($1, $2, $3)",
        &params![id, subject, now.as_microsecond()],
    )?;
    Ok(())
}

/// Forgets one attempt: it succeeded.
pub fn delete(tx: &mut Tx, id: Uuid) -> Result<(), Error> {
    tx.execute("DELETE FROM login_attempt WHERE id = $1", &params![id])?;
    Ok(())
}

/// Forgets all attempts of a subject.
pub fn clear(tx: &mut Tx, subject: &str) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM login_attempt WHERE subject = $1",
        &params![subject],
    )?;
    Ok(())
}

/// Forgets attempts that no longer count.
pub fn prune(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM login_attempt WHERE attempt_at <= $1",
        &params![before.as_microsecond()],
    )?;
    Ok(())
}
