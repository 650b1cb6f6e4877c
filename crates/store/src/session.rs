//! Sessions of the browser. Only the SHA-256 of the cookie's secret is kept.

use db::{Error, Row, Tx, params};
use domain::id::{SessionId, UserId};
use jiff::Timestamp;

use crate::read;
use crate::user::{self, User};

/// One log-in on one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its identifier (not the secret).
    pub id: SessionId,
    /// Whose.
    pub user_id: UserId,
    /// The word that every change must carry.
    pub csrf: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Last used, to the minute.
    pub seen_at: Timestamp,
    /// Ends then at the latest.
    pub expires_at: Timestamp,
    /// Network address it began from.
    pub address: String,
    /// What the browser called itself.
    pub agent: String,
}

const COLUMNS: &str = "s.id, s.user_id, s.csrf, s.created_at, s.seen_at, s.expires_at, \
     s.address, s.agent";
const WIDTH: usize = 8;

/// Adds a session.
pub fn insert(tx: &mut Tx, session: &Session, token_hash: &str) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO session (id, user_id, token_hash, csrf, created_at, seen_at, expires_at, \
             address, agent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            session.id.uuid(),
            session.user_id.uuid(),
            token_hash,
            &session.csrf,
            session.created_at.as_microsecond(),
            session.seen_at.as_microsecond(),
            session.expires_at.as_microsecond(),
            &session.address,
            &session.agent,
        ],
    )?;
    Ok(())
}

/// The session with this secret and its employee, ended or not.
pub fn find(tx: &mut Tx, token_hash: &str) -> Result<Option<(Session, User)>, Error> {
    let users = user::COLUMNS;
    let sql = format!(
        "SELECT {COLUMNS}, {users} FROM session s JOIN app_user u ON u.id = s.user_id \
         WHERE s.token_hash = $1"
    );
    let row = tx.query_opt(&sql, &params![token_hash])?;
    row.map(|row| Ok((read_session(&row)?, user::read_user(&row, WIDTH)?)))
        .transpose()
}

/// An employee's sessions, the newest first.
pub fn list(tx: &mut Tx, user: UserId) -> Result<Vec<Session>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM session s WHERE s.user_id = $1 ORDER BY s.created_at DESC, s.id"
    );
    let rows = tx.query(&sql, &params![user.uuid()])?;
    rows.iter().map(read_session).collect()
}

/// Notes that it was used.
pub fn touch(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE session SET seen_at = $2 WHERE id = $1",
        &params![id.uuid(), now.as_microsecond()],
    )?;
    Ok(())
}

/// Ends one session of an employee; `false`: they have no such session.
pub fn delete(tx: &mut Tx, user: UserId, id: SessionId) -> Result<bool, Error> {
    let ended = tx.execute(
        "DELETE FROM session WHERE id = $1 AND user_id = $2",
        &params![id.uuid(), user.uuid()],
    )?;
    Ok(ended == 1)
}

/// Ends all sessions of an employee.
pub fn delete_all(tx: &mut Tx, user: UserId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM session WHERE user_id = $1",
        &params![user.uuid()],
    )?;
    Ok(())
}

/// Removes sessions that ended before `now`.
pub fn delete_expired(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM session WHERE expires_at <= $1",
        &params![now.as_microsecond()],
    )?;
    Ok(())
}

fn read_session(row: &Row) -> Result<Session, Error> {
    Ok(Session {
        id: read::id(row, 0)?,
        user_id: read::id(row, 1)?,
        csrf: row.get(2)?,
        created_at: read::moment(row, 3)?,
        seen_at: read::moment(row, 4)?,
        expires_at: read::moment(row, 5)?,
        address: row.get(6)?,
        agent: row.get(7)?,
    })
}
