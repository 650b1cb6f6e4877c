//! What a fresh look hides: a mark on each interaction, set when it is decided, so that what is
//! added later is seen; and the decision itself.

use db::{Error, Row, Tx, params};
use domain::fresh_look::{FreshLook, Hides};
use domain::id::ClientId;

use crate::read;

/// The decision on a client.
pub fn find(tx: &mut Tx, client: ClientId) -> Result<Option<FreshLook>, Error> {
    let row = tx.query_opt(
        "SELECT client_id, since, hides, reason, decided_by FROM fresh_look WHERE client_id = $1",
        &params![client.uuid()],
    )?;
    row.map(|row| look(&row)).transpose()
}

fn look(row: &Row) -> Result<FreshLook, Error> {
    Ok(FreshLook {
        client_id: read::id(row, 0)?,
        since: read::moment(row, 1)?,
        hides: read::code(row, 2)?,
        reason: row.get(3)?,
        decided_by: read::id_opt(row, 4)?,
    })
}

/// Keeps a decision, in place of the one before, and hides by it; how many interactions.
pub fn put(tx: &mut Tx, look: &FreshLook) -> Result<u64, Error> {
    delete(tx, look.client_id)?;
    tx.execute(
        "INSERT INTO fresh_look (client_id, since, hides, reason, decided_by) \
         VALUES ($1, $2, $3, $4, $5)",
        &params![
            look.client_id.uuid(),
            look.since.as_microsecond(),
            look.hides.code(),
            &look.reason,
            look.decided_by.map(|id| id.uuid())
        ],
    )?;
    let failures = look.hides == Hides::Failures;
    tx.execute(
        "UPDATE interaction SET veiled = TRUE WHERE client_id = $1 AND happened_at <= $2 \
         AND outcome <> 'stopped' AND ($3 = 0 OR effect = 'attempt' OR outcome = 'refused')",
        &params![
            look.client_id.uuid(),
            look.since.as_microsecond(),
            i64::from(failures)
        ],
    )
}

/// Shows everything again; how many interactions that were hidden.
pub fn delete(tx: &mut Tx, client: ClientId) -> Result<u64, Error> {
    tx.execute(
        "DELETE FROM fresh_look WHERE client_id = $1",
        &params![client.uuid()],
    )?;
    tx.execute(
        "UPDATE interaction SET veiled = FALSE WHERE client_id = $1 AND veiled",
        &params![client.uuid()],
    )
}
