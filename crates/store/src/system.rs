//! How large the base is, and whether it answers.

use db::{Error, Tx};

/// Rows that say how large a base is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Clients that are not deleted.
    pub clients: i64,
    /// People that are not deleted.
    pub people: i64,
    /// Orders that are not deleted.
    pub orders: i64,
    /// Interactions that are not deleted.
    pub interactions: i64,
    /// Employees.
    pub users: i64,
    /// Lines of the journal.
    pub journal: i64,
}

/// Counts them.
pub fn counts(tx: &mut Tx) -> Result<Counts, Error> {
    let row = tx.query_one(
        "SELECT (SELECT count(*) FROM client WHERE deleted_at IS NULL), \
             (SELECT count(*) FROM person WHERE deleted_at IS NULL), \
             (SELECT count(*) FROM orders WHERE deleted_at IS NULL), \
             (SELECT count(*) FROM interaction WHERE deleted_at IS NULL), \
             (SELECT count(*) FROM app_user), \
             (SELECT seq FROM journal_head WHERE id = 1)",
        &[],
    )?;
    Ok(Counts {
        clients: row.get(0)?,
        people: row.get(1)?,
        orders: row.get(2)?,
        interactions: row.get(3)?,
        users: row.get(4)?,
        journal: row.get(5)?,
    })
}

/// One statement that touches a table: the database answers.
pub fn ping(tx: &mut Tx) -> Result<(), Error> {
    tx.query_one("SELECT seq FROM journal_head WHERE id = 1", &[])
        .map(drop)
}
