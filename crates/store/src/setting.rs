//! Settings that differ from their default.

use db::{Error, Tx, params};

/// A stored setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub name: String,
    /// Its value, JSON.
    pub value: String,
    /// Counts changes.
    pub version: i64,
}

/// All of them.
pub fn list(tx: &mut Tx) -> Result<Vec<Stored>, Error> {
    let rows = tx.query(
        "SELECT name, value, version FROM setting ORDER BY name",
        &[],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Stored {
                name: row.get(0)?,
                value: row.get(1)?,
                version: row.get(2)?,
            })
        })
        .collect()
}

/// Stores a value.
pub fn put(tx: &mut Tx, name: &str, value: &str) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO setting (name, value, version) VALUES ($1, $2, 1) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = setting.version + 1",
        &params![name, value],
    )?;
    Ok(())
}

/// Back to the default.
pub fn delete(tx: &mut Tx, name: &str) -> Result<(), Error> {
    tx.execute("DELETE FROM setting WHERE name = $1", &params![name])?;
    Ok(())
}
