//! SQLite: one file, one writer with group commit, several readers that see snapshots.

pub(crate) mod backup;
mod file;
pub(crate) mod restore;
pub(crate) mod statement;
mod writer;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use rusqlite::{Connection, InterruptHandle};

use crate::error::Error;
use crate::options::Options;
use crate::retry::Outcome;
use crate::tx::{Tx, Verdict};

pub use backup::{BackupReport, Mismatch, Verified, verify_backup};
pub use restore::{Restored, restore};

/// An open SQLite file.
pub(crate) struct Sqlite {
    // The readers are closed first: the last connection to go takes the write-ahead log with it,
    // and only the writer may.
    readers: Readers,
    writer: writer::Writer,
    path: PathBuf,
    options: Options,
}

/// Connections that only read; opened when first needed.
struct Readers {
    idle: Mutex<Idle>,
    freed: Condvar,
}

struct Idle {
    connections: Vec<Connection>,
    open: usize,
    /// To break off what a reader is at; one for each connection ever opened to read.
    handles: Vec<InterruptHandle>,
}

/// Locks whatever happened to the thread that held it last: every holder leaves it in order.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sqlite {
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Sqlite, Error> {
        file::check_engine()?;
        let unclean = file::check_place(path)?;
        let conn = file::open_writer(path, options)?;
        if unclean && options.check == crate::options::StartCheck::AfterCrash {
            tracing::warn!("the last run did not end in order; checking the database");
            let problems = backup::problems(&conn, "quick_check")?;
            if let Some(first) = problems.into_iter().next() {
                return Err(Error::Damaged {
                    path: path.to_owned(),
                    detail: first,
                });
            }
        }
        Ok(Sqlite {
            readers: Readers {
                idle: Mutex::new(Idle {
                    connections: Vec::new(),
                    open: 0,
                    handles: Vec::new(),
                }),
                freed: Condvar::new(),
            },
            writer: writer::Writer::new(conn, path, options),
            path: path.to_owned(),
            options: options.clone(),
        })
    }

    pub(crate) fn options(&self) -> &Options {
        &self.options
    }

    pub(crate) fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E>,
    {
        let conn = self.reader()?;
        let ran = catch_unwind(AssertUnwindSafe(|| {
            statement::execute(&conn, "BEGIN", &[])?;
            let mut tx = Tx::sqlite(&conn);
            let result = f(&mut tx);
            match tx.verdict(result) {
                Verdict::Keep(value) => Ok(value),
                Verdict::Drop(error) | Verdict::Again(error) => Err(error),
            }
        }));
        // A connection that cannot end its snapshot would hold the log for ever: drop it.
        let ended = conn.is_autocommit() || statement::execute(&conn, "COMMIT", &[]).is_ok();
        self.give_back(conn, ended);
        ran.unwrap_or_else(|panic| resume_unwind(panic))
    }

    pub(crate) fn write<T, E, F>(&self, f: &mut F) -> Outcome<T, E>
    where
        E: From<Error>,
        F: FnMut(&mut Tx<'_>) -> Result<T, E>,
    {
        self.writer.run(f)
    }

    /// Breaks off whatever is being read now; it ends with [`Error::Stopped`].
    pub(crate) fn interrupt(&self) {
        lock(&self.readers.idle)
            .handles
            .iter()
            .for_each(InterruptHandle::interrupt);
    }

    fn may_interrupt(&self, conn: &Connection) {
        lock(&self.readers.idle)
            .handles
            .push(conn.get_interrupt_handle());
    }

    /// Takes what the write-ahead log holds into the file while somebody may still have the base
    /// open. False when a reader or writer is in the way.
    pub(crate) fn put_log_away(&self) -> bool {
        self.writer.put_log_away()
    }

    /// What `integrity_check` and `foreign_key_check` complain about.
    pub(crate) fn examine(&self) -> Result<Vec<String>, Error> {
        let conn = self.reader()?;
        let problems = backup::all_problems(&conn);
        self.give_back(conn, true);
        problems
    }

    fn reader(&self) -> Result<Connection, Error> {
        let deadline = Instant::now() + self.options.wait;
        let mut idle = lock(&self.readers.idle);
        loop {
            if let Some(conn) = idle.connections.pop() {
                return Ok(conn);
            }
            if idle.open < self.options.readers {
                idle.open += 1;
                drop(idle);
                let opened = file::open_reader(&self.path, &self.options);
                match &opened {
                    Ok(conn) => self.may_interrupt(conn),
                    Err(_) => lock(&self.readers.idle).open -= 1,
                }
                return opened;
            }
            let left = deadline
                .checked_duration_since(Instant::now())
                .ok_or(Error::Busy)?;
            idle = self
                .readers
                .freed
                .wait_timeout(idle, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    fn give_back(&self, conn: Connection, usable: bool) {
        let mut idle = lock(&self.readers.idle);
        if usable {
            idle.connections.push(conn);
        } else {
            idle.open -= 1;
        }
        drop(idle);
        self.readers.freed.notify_one();
    }
}
