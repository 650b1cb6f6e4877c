//! The blacklist: clients that are not worked with until they pay (R173).

use db::{Error, Row, Tx, params};
use domain::blacklist::Stay;
use domain::id::{BlacklistId, ClientId, UserId};
use jiff::Timestamp;

use crate::read;

/// Clients that stand on it now.
pub(crate) const LISTED: &str = "SELECT b.client_id FROM blacklist b WHERE b.ended_at IS NULL";

const COLUMNS: &str = "b.id, b.client_id, b.since_at, b.by_id, b.reason, b.late_minor, \
     b.ended_at, b.ended_by, b.ended_reason";

fn read_stay(row: &Row) -> Result<Stay, Error> {
    Ok(Stay {
        id: read::id(row, 0)?,
        client_id: read::id(row, 1)?,
        since: read::moment(row, 2)?,
        by: read::id_opt(row, 3)?,
        reason: row.get(4)?,
        late_minor: row.get(5)?,
        ended_at: read::moment_opt(row, 6)?,
        ended_by: read::id_opt(row, 7)?,
        ended_reason: row.get(8)?,
    })
}

/// The stay of a client that goes on.
pub fn open_of(tx: &mut Tx, client: ClientId) -> Result<Option<Stay>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM blacklist b WHERE b.client_id = $1 AND b.ended_at IS NULL");
    let row = tx.query_opt(&sql, &params![client.uuid()])?;
    row.map(|row| read_stay(&row)).transpose()
}

/// A stay with the names of who began and who ended it.
pub type NamedStay = (Stay, Option<String>, Option<String>);

/// Every stay of a client with the names of who began and who ended it, the latest first.
pub fn history(tx: &mut Tx, client: ClientId) -> Result<Vec<NamedStay>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, u.name, e.name FROM blacklist b LEFT JOIN app_user u ON u.id = b.by_id \
         LEFT JOIN app_user e ON e.id = b.ended_by WHERE b.client_id = $1 \
         ORDER BY b.since_at DESC, b.id DESC LIMIT 100"
    );
    tx.query(&sql, &params![client.uuid()])?
        .iter()
        .map(|row| Ok((read_stay(row)?, row.get(9)?, row.get(10)?)))
        .collect()
}

/// Begins a stay.
pub fn insert(tx: &mut Tx, stay: &Stay) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO blacklist (id, client_id, since_at, by_id, reason, late_minor) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &params![
            stay.id.uuid(),
            stay.client_id.uuid(),
            stay.since.as_microsecond(),
            stay.by.map(UserId::uuid),
            stay.reason.as_deref(),
            stay.late_minor,
        ],
    )?;
    Ok(())
}

/// Ends a stay.
pub fn end(
    tx: &mut Tx,
    id: BlacklistId,
    at: Timestamp,
    by: Option<UserId>,
    reason: Option<&str>,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE blacklist SET ended_at = $2, ended_by = $3, ended_reason = $4 WHERE id = $1",
        &params![id.uuid(), at.as_microsecond(), by.map(UserId::uuid), reason],
    )?;
    Ok(())
}

/// How many clients stand on it that may be seen.
pub fn count(tx: &mut Tx, scope: &domain::policy::Scope) -> Result<i64, Error> {
    let mut conditions = crate::conditions::Conditions::new();
    conditions.holds("c.deleted_at IS NULL");
    conditions.is_in("c.id", LISTED);
    conditions.visible(scope, "c.manager_id");
    let sql = format!("SELECT COUNT(*) FROM client c{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}
