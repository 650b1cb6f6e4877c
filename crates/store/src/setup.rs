//! The one-time token that makes the first owner.

use db::{Error, Tx, params};
use jiff::Timestamp;

/// Keeps the hash of the token in place of any earlier one.
pub fn put(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO setup_token (id, token_hash, created_at) VALUES (1, $1, $2) \
         ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, \
             created_at = excluded.created_at",
        &params![token_hash, now.as_microsecond()],
    )?;
    Ok(())
}

/// The hash of the token, if there is one.
pub fn find(tx: &mut Tx) -> Result<Option<String>, Error> {
    let row = tx.query_opt("SELECT token_hash FROM setup_token WHERE id = 1", &[])?;
    row.map(|row| row.get(0)).transpose()
}

/// Removes it.
pub fn clear(tx: &mut Tx) -> Result<(), Error> {
    tx.execute("DELETE FROM setup_token WHERE id = 1", &[])?;
    Ok(())
}
