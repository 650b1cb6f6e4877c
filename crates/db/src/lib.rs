//! Two database engines behind one seam: connections, transactions with retry, group commit,
//! migrations, backup. SQL text is written once in the subset both engines share
//! (`docs/dev/database.md`); this crate knows no table of the product and no rule.

mod dialect;
mod error;
mod migrate;
mod options;
mod postgres;
mod retry;
mod row;
mod sqlite;
pub mod testing;
mod tx;
mod value;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use dialect::Engine;
pub use error::Error;
pub use migrate::Migration;
pub use options::{Options, StartCheck, Synchronous, Target};
pub use row::Row;
pub use sqlite::{BackupReport, Mismatch, Restored, Verified, restore, verify_backup};
pub use tx::Tx;
pub use value::{FromValue, Value};

use retry::{Outcome, Retry};

/// How often a closing database looks whether its other users are gone.
const CLOSE_LOOK: Duration = Duration::from_millis(5);

/// An open database. Cheap to clone; all clones share the connections, which are closed with
/// the last of them.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

enum Inner {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({})", self.engine().code())
    }
}

impl Db {
    /// Opens (and for SQLite creates) the database. Refuses what cannot be trusted: a file of
    /// another program, a damaged file, a file on a network disk, a PostgreSQL superuser.
    pub fn open(target: &Target, options: &Options) -> Result<Db, Error> {
        let inner = match target {
            Target::Sqlite(path) => Inner::Sqlite(sqlite::Sqlite::open(path, options)?),
            Target::Postgres(url) => Inner::Postgres(postgres::Postgres::open(url, options)?),
        };
        Ok(Db {
            inner: Arc::new(inner),
        })
    }

    /// Ends the use of the database: waits until the other clones are gone, breaking off what
    /// they read, and closes the connections. With one still there after `patience` the log of a
    /// SQLite file is put away all the same; false when that cannot be done, and the next start
    /// has to look the file through.
    pub fn close(self, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        loop {
            if Arc::strong_count(&self.inner) == 1 {
                return true;
            }
            let late = Instant::now() >= deadline;
            match &*self.inner {
                Inner::Sqlite(sqlite) if late => return sqlite.put_log_away(),
                Inner::Sqlite(sqlite) => sqlite.interrupt(),
                Inner::Postgres(_) if late => return true,
                Inner::Postgres(_) => {}
            }
            std::thread::sleep(CLOSE_LOOK);
        }
    }

    /// Which engine answers.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match *self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs `f` on one unchanging snapshot of the database.
    pub fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E>,
    {
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.read(f),
            Inner::Postgres(postgres) => postgres.read(f),
        }
    }

    /// Runs `f` in one transaction that is whole and durable when this returns `Ok`, and has
    /// left nothing behind when it returns `Err` or `f` panics. `f` runs again after a conflict
    /// with another writer, so it must have no effect but through the transaction.
    pub fn write<T, E, F>(&self, mut f: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnMut(&mut Tx<'_>) -> Result<T, E>,
    {
        let mut retry = Retry::new(self.options().retry_for);
        loop {
            let outcome = match &*self.inner {
                Inner::Sqlite(sqlite) => sqlite.write(&mut f),
                Inner::Postgres(postgres) => postgres.write(&mut f),
            };
            match outcome {
                Outcome::Done(result) => return result,
                Outcome::Again(error) => {
                    if !retry.pause() {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Brings the schema up to the last of `migrations`; safe when several processes start at
    /// once. Refuses a schema newer than the last one known and a migration whose text changed.
    pub fn migrate(&self, migrations: &[Migration]) -> Result<(), Error> {
        migrate::run(self, migrations)
    }

    /// Writes a verified copy of the database to `path` (which must not exist) without holding
    /// writers up. `progress` hears how much of how much is done and may stop the copy. A
    /// SQLite file is copied by this process; for PostgreSQL `pg_dump` is run.
    pub fn back_up(
        &self,
        path: &Path,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<BackupReport, Error> {
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.back_up(path, progress),
            Inner::Postgres(postgres) => postgres.back_up(path, progress),
        }
    }

    /// Number of the last migration the database has seen; 0 when there was none.
    pub fn schema(&self) -> Result<i64, Error> {
        self.read(migrate::reached)
    }

    /// Reads the whole database and reports what is wrong with it; an empty list is a sound
    /// base. On PostgreSQL the server's durability settings are looked at instead.
    pub fn examine(&self) -> Result<Vec<String>, Error> {
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.examine(),
            Inner::Postgres(postgres) => postgres.examine(),
        }
    }

    /// Version of the engine, as it names itself.
    pub fn engine_version(&self) -> Result<String, Error> {
        match &*self.inner {
            Inner::Sqlite(_) => Ok(rusqlite::version().to_owned()),
            Inner::Postgres(postgres) => postgres.version(),
        }
    }

    /// Bytes the database takes on disk.
    pub fn size_bytes(&self) -> Result<i64, Error> {
        self.read(|tx| {
            let sql = dialect::database_size(tx.engine());
            tx.query_one(sql, &[])?.get::<i64>(0)
        })
    }

    fn options(&self) -> &Options {
        match &*self.inner {
            Inner::Sqlite(sqlite) => sqlite.options(),
            Inner::Postgres(postgres) => postgres.options(),
        }
    }
}
