//! The runner of migrations: numbered texts, each run once and in order, each in one
//! transaction, never changed after it ran.

use sha2::{Digest, Sha256};

use crate::dialect::Engine;
use crate::error::Error;
use crate::tx::Tx;
use crate::{Db, params};

/// One step of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// Its place in the order; starts at 1.
    pub number: i64,
    /// Its short name.
    pub name: &'static str,
    /// Statements in the subset both engines share, with sections for one of them between
    /// `-- only: sqlite` (or `postgres`) and `-- end`.
    pub sql: &'static str,
}

impl Migration {
    fn checksum(&self) -> String {
        use std::fmt::Write;
        let mut hash = Sha256::new();
        // A checkout with other line ends is the same text.
        for line in self.sql.lines() {
            hash.update(line.as_bytes());
            hash.update(b"\n");
        }
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("writing to a String cannot fail");
            hex
        })
    }

    fn for_engine(&self, engine: Engine) -> Result<String, Error> {
        let bad = |detail| Error::BadMigration {
            number: self.number,
            detail,
        };
        let mut sql = String::with_capacity(self.sql.len());
        let mut only: Option<&str> = None;
        for line in self.sql.lines() {
            if let Some(name) = line.strip_prefix("-- only:") {
                let name = name.trim();
                if only.is_some() {
                    return Err(bad("a section begins inside another"));
                }
                if ![Engine::Sqlite.code(), Engine::Postgres.code()].contains(&name) {
                    return Err(bad("a section names no engine"));
                }
                only = Some(name);
            } else if line.trim_end() == "-- end" {
                only.take().ok_or_else(|| bad("an end without a section"))?;
            } else if only.is_none_or(|name| name == engine.code()) {
                sql.push_str(line);
                sql.push('\n');
            }
        }
        if only.is_some() {
            return Err(bad("a section has no end"));
        }
        Ok(sql)
    }
}

const BOOKKEEPING: &str = "
    CREATE TABLE IF NOT EXISTS schema_migration (
        number BIGINT PRIMARY KEY,
        name TEXT NOT NULL,
        checksum TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS schema_lock (id BIGINT PRIMARY KEY);
    INSERT INTO schema_lock (id) VALUES (1) ON CONFLICT DO NOTHING;";

pub(crate) fn run(db: &Db, migrations: &[Migration]) -> Result<(), Error> {
    if !migrations.is_sorted_by(|a, b| a.number < b.number) {
        return Err(Error::BadMigration {
            number: migrations.first().map_or(0, |first| first.number),
            detail: "the numbers do not rise",
        });
    }
    let first_try = db.write(|tx| tx.script(BOOKKEEPING));
    if let Err(Error::Unique { .. } | Error::Sql(_)) = first_try {
        // Two processes made the tables at once: now they are there.
        db.write(|tx| tx.script(BOOKKEEPING))?;
    } else {
        first_try?;
    }
    for migration in migrations {
        db.write(|tx| {
            // Every process that migrates must change this row first; one at a time can.
            tx.execute("UPDATE schema_lock SET id = 1 WHERE id = 1", &[])?;
            check_known(tx, migrations)?;
            step(tx, migration)
        })?;
    }
    Ok(())
}

/// Number of the last migration that ran.
pub(crate) fn reached(tx: &mut Tx<'_>) -> Result<i64, Error> {
    tx.query_one("SELECT coalesce(max(number), 0) FROM schema_migration", &[])?
        .get(0)
}

fn check_known(tx: &mut Tx<'_>, migrations: &[Migration]) -> Result<(), Error> {
    let known = migrations.last().map_or(0, |last| last.number);
    let found = reached(tx)?;
    if found > known {
        return Err(Error::NewerSchema { found, known });
    }
    Ok(())
}

fn step(tx: &mut Tx<'_>, migration: &Migration) -> Result<(), Error> {
    let Migration { number, name, .. } = *migration;
    let checksum = migration.checksum();
    let applied = tx.query_opt(
        "SELECT checksum FROM schema_migration WHERE number = $1",
        &params![number],
    )?;
    if let Some(row) = applied {
        if row.get::<&str>(0)? == checksum {
            return Ok(());
        }
        return Err(Error::MigrationChanged {
            number,
            name: name.to_owned(),
        });
    }
    let engine = tx.engine();
    tx.script(&migration.for_engine(engine)?)?;
    tx.execute(
        "INSERT INTO schema_migration (number, name, checksum) VALUES ($1, $2, $3)",
        &params![number, name, checksum],
    )?;
    if engine == Engine::Sqlite {
        // In the file's header, so that a backup can be judged without reading its tables.
        tx.script(&format!("PRAGMA user_version = {number}"))?;
    }
    tracing::info!(number, name, "migration applied");
    Ok(())
}
