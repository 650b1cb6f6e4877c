//! Filling an empty base with millions of rows: the indexes are made once at the end, which is
//! many times faster than keeping them up row by row.

use db::{Engine, Error, Tx};

/// The indexes that were taken off.
#[derive(Debug)]
pub struct Indexes(Vec<String>);

/// Takes the indexes off the tables of clients and orders; what guards keys stays. Until
/// [`Indexes::bring_back`] has run the base is not fit for use.
pub fn take_off_indexes(tx: &mut Tx) -> Result<Indexes, Error> {
    let sql = match tx.engine() {
        Engine::Sqlite => include_str!("bulk/indexes_sqlite.sql"),
        Engine::Postgres => include_str!("bulk/indexes_postgres.sql"),
    };
    let mut made_by = Vec::new();
    for row in tx.query(sql, &[])? {
        let name: &str = row.get(0)?;
        // The name comes from the catalogue of the database, not from a person.
        tx.execute(&format!("DROP INDEX \"{name}\""), &[])?;
        made_by.push(row.get(1)?);
    }
    Ok(Indexes(made_by))
}

impl Indexes {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes the index `number` again, and lets the database look at how values are spread after
    /// the last one.
    pub fn bring_back(&self, tx: &mut Tx, number: usize) -> Result<(), Error> {
        if let Some(sql) = self.0.get(number) {
            tx.execute(sql, &[])?;
        }
        if number + 1 >= self.0.len() {
            tx.execute("ANALYZE", &[])?;
        }
        Ok(())
    }
}
