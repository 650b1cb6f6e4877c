//! Settings that differ from their default.

use db::{Error, Tx, params};

/// All of them: name and value (JSON).
pub fn list(tx: &mut Tx) -> Result<Vec<(String, String)>, Error> {
    let rows = tx.query("SELECT name, value FROM setting ORDER BY name", &[])?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// Stores a value.
pub fn put(tx: &mut Tx, name: &str, value: &str) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO setting (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        &params![name, value],
    )?;
    Ok(())
}

/// Back to the default.
pub fn delete(tx: &mut Tx, name: &str) -> Result<(), Error> {
    tx.execute("DELETE FROM setting WHERE name = $1", &params![name])?;
    Ok(())
}
