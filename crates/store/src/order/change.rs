//! Which clients' orders or cards have changed since: what the column image of the analysis
//! follows. Noted in the transaction of the change, so that nothing comes late.

use db::{Error, Tx, params};
use domain::id::ClientId;

use crate::read;

/// How far the changes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of the last change.
    pub seq: i64,
    /// An image older than this change has to be built afresh.
    pub all_since: i64,
}

/// How far the changes go now.
pub fn head(tx: &mut Tx) -> Result<Head, Error> {
    let row = tx.query_one(
        "SELECT seq, all_since FROM order_change_head WHERE id = 1",
        &[],
    )?;
    Ok(Head {
        seq: row.get(0)?,
        all_since: row.get(1)?,
    })
}

/// Clients whose orders or cards changed after `seq`, with the number of their last change, oldest first;
/// at most `limit`.
pub fn changed_since(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<(ClientId, i64)>, Error> {
    let rows = tx.query(
        "SELECT client_id, seq FROM order_change WHERE seq > $1 ORDER BY seq LIMIT $2",
        &params![seq, limit],
    )?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, row.get(1)?)))
        .collect()
}

/// Notes that the orders of a client changed, or what the analysis knows of its card.
pub fn mark_changed(tx: &mut Tx, client: ClientId) -> Result<(), Error> {
    let seq: i64 = tx
        .query_one(
            "UPDATE order_change_head SET seq = seq + 1 WHERE id = 1 RETURNING seq",
            &[],
        )?
        .get(0)?;
    tx.execute(
        "INSERT INTO order_change (client_id, seq) VALUES ($1, $2) \
         ON CONFLICT (client_id) DO UPDATE SET seq = excluded.seq",
        &params![client.uuid(), seq],
    )?;
    Ok(())
}

/// Notes clients that were just added, many at a time.
pub fn mark_added(tx: &mut Tx, clients: &[ClientId]) -> Result<(), Error> {
    let count = i64::try_from(clients.len()).unwrap_or(i64::MAX);
    let seq: i64 = tx
        .query_one(
            "UPDATE order_change_head SET seq = seq + $1 WHERE id = 1 RETURNING seq",
            &params![count],
        )?
        .get(0)?;
    let rows = clients
        .iter()
        .zip(seq - count + 1..)
        .map(|(client, seq)| params![client.uuid(), seq]);
    tx.execute_many(
        "INSERT INTO order_change (client_id, seq) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        rows,
    )?;
    Ok(())
}

/// Notes that anything may have changed: after a bulk load, or when products moved between groups
/// on a large scale.
pub fn mark_all_changed(tx: &mut Tx) -> Result<(), Error> {
    tx.execute(
        "UPDATE order_change_head SET seq = seq + 1, all_since = seq + 1 WHERE id = 1",
        &[],
    )?;
    Ok(())
}
