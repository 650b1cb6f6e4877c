//! The one writer of a SQLite file, with group commit on the callers' own threads.
//!
//! A caller takes the connection, runs its closure inside a savepoint of the open batch and, when
//! others wait for their turn, leaves the commit to one of them: so a single wait for the disk
//! serves many. Nobody is answered before the commit of their batch has come back.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::{file, lock, statement};
use crate::error::Error;
use crate::options::Options;
use crate::retry::Outcome;
use crate::tx::{Tx, Verdict};

thread_local! {
    /// The thread is inside a write: a second one would wait for itself.
    static WRITING: Cell<bool> = const { Cell::new(false) };
}

pub(super) struct Writer {
    turn: Mutex<Turn>,
    /// Callers that want the turn and do not have it yet.
    waiting: AtomicUsize,
    path: PathBuf,
    options: Options,
}

/// What the caller whose turn it is holds.
struct Turn {
    /// None after a failure of the disk, until it could be opened again.
    conn: Option<Connection>,
    batch: Option<Arc<Batch>>,
    members: usize,
}

/// Callers that share one commit.
#[derive(Default)]
struct Batch {
    outcome: Mutex<Option<Result<(), Error>>>,
    settled: Condvar,
}

impl Batch {
    fn settle(&self, outcome: Result<(), Error>) {
        *lock(&self.outcome) = Some(outcome);
        self.settled.notify_all();
    }

    fn wait(&self) -> Result<(), Error> {
        let mut outcome = lock(&self.outcome);
        loop {
            if let Some(outcome) = &*outcome {
                return outcome.clone();
            }
            outcome = self
                .settled
                .wait(outcome)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// What became of a member's batch.
enum Settled {
    Committed,
    Failed(Error),
    /// The member's own failure ended it.
    GivenUp,
}

impl From<Result<(), Error>> for Settled {
    fn from(outcome: Result<(), Error>) -> Self {
        match outcome {
            Ok(()) => Settled::Committed,
            Err(error) => Settled::Failed(error),
        }
    }
}

/// Marks the thread as writing for as long as it lives.
struct Inside;

impl Inside {
    fn enter() -> Result<Inside, Error> {
        if WRITING.replace(true) {
            return Err(Error::Nested);
        }
        Ok(Inside)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        WRITING.set(false);
    }
}

impl Writer {
    pub(super) fn new(conn: Connection, path: &Path, options: &Options) -> Self {
        Writer {
            turn: Mutex::new(Turn {
                conn: Some(conn),
                batch: None,
                members: 0,
            }),
            waiting: AtomicUsize::new(0),
            path: path.to_owned(),
            options: options.clone(),
        }
    }

    /// Empties the write-ahead log into the file, if nobody is at work.
    pub(super) fn put_log_away(&self) -> bool {
        let Ok(turn) = self.turn.try_lock() else {
            return false;
        };
        let idle = turn.conn.as_ref().filter(|_| turn.batch.is_none());
        idle.is_some_and(|conn| {
            let busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
            busy.is_ok_and(|busy: i64| busy == 0)
        })
    }

    pub(super) fn run<T, E, F>(&self, f: &mut F) -> Outcome<T, E>
    where
        E: From<Error>,
        F: FnMut(&mut Tx<'_>) -> Result<T, E>,
    {
        let _inside = match Inside::enter() {
            Ok(inside) => inside,
            Err(error) => return Outcome::Done(Err(error.into())),
        };
        let mut turn = match self.take_turn() {
            Ok(turn) => turn,
            Err(error) => return Outcome::Done(Err(error.into())),
        };
        if let Err(error) = self.begin(&mut turn) {
            return if error.is_conflict() {
                Outcome::Again(error.into())
            } else {
                Outcome::Done(Err(error.into()))
            };
        }
        let ran = catch_unwind(AssertUnwindSafe(|| member(&turn, f)));
        let settled = self.leave(turn);
        let verdict = ran.unwrap_or_else(|panic| resume_unwind(panic));
        match (verdict, settled) {
            (Verdict::Keep(value), Settled::Committed) => Outcome::Done(Ok(value)),
            (Verdict::Again(error), _) => Outcome::Again(error),
            (Verdict::Drop(error), Settled::Committed | Settled::GivenUp) => {
                Outcome::Done(Err(error))
            }
            (Verdict::Keep(_), Settled::GivenUp) => Outcome::Again(Error::Conflict.into()),
            // A refusal may rest on what another member of the batch wrote: it holds only if
            // that was committed.
            (_, Settled::Failed(error)) if error.is_conflict() => Outcome::Again(error.into()),
            (_, Settled::Failed(error)) => Outcome::Done(Err(error.into())),
        }
    }

    fn take_turn(&self) -> Result<MutexGuard<'_, Turn>, Error> {
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= self.options.queue {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(Error::Busy);
        }
        let turn = lock(&self.turn);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        Ok(turn)
    }

    fn begin(&self, turn: &mut Turn) -> Result<(), Error> {
        if turn.batch.is_some() {
            return Ok(());
        }
        let conn = match &mut turn.conn {
            Some(conn) => conn,
            none => none.insert(file::open_writer(&self.path, &self.options)?),
        };
        statement::execute(conn, "BEGIN IMMEDIATE", &[])?;
        turn.batch = Some(Arc::default());
        turn.members = 0;
        Ok(())
    }

    /// Ends the caller's turn: commits the batch, or leaves that to the next in line.
    fn leave(&self, mut turn: MutexGuard<'_, Turn>) -> Settled {
        turn.members += 1;
        let Some(batch) = turn.batch.clone() else {
            return Settled::GivenUp;
        };
        let rolled_back = turn.conn.as_ref().is_none_or(Connection::is_autocommit);
        if rolled_back {
            // A full or failing disk made SQLite give the whole batch up. The others did
            // nothing wrong: a conflict lets them run again.
            turn.batch = None;
            turn.conn = None;
            drop(turn);
            batch.settle(Err(Error::Conflict));
            return Settled::GivenUp;
        }
        let another_follows = self.waiting.load(Ordering::SeqCst) > 0;
        if another_follows && turn.members < self.options.batch {
            drop(turn);
            return Settled::from(batch.wait());
        }
        let outcome = commit(&mut turn);
        turn.batch = None;
        drop(turn);
        batch.settle(outcome.clone());
        Settled::from(outcome)
    }
}

/// Runs one caller's closure in its own savepoint. The first of a batch needs none: with it the
/// whole batch is taken back, and SQLite need not keep what the pages were.
fn member<T, E, F>(turn: &Turn, f: &mut F) -> Verdict<T, E>
where
    E: From<Error>,
    F: FnMut(&mut Tx<'_>) -> Result<T, E>,
{
    let Some(conn) = &turn.conn else {
        return Verdict::Again(Error::Conflict.into());
    };
    let first = turn.members == 0;
    if !first && let Err(error) = statement::execute(conn, "SAVEPOINT member", &[]) {
        return Verdict::Drop(error.into());
    }
    let mut undo = UndoUnlessKept {
        conn,
        first,
        kept: false,
    };
    let mut tx = Tx::sqlite(conn);
    let result = f(&mut tx);
    match tx.verdict(result) {
        Verdict::Keep(value) if first => {
            undo.kept = true;
            Verdict::Keep(value)
        }
        Verdict::Keep(value) => match statement::execute(conn, "RELEASE member", &[]) {
            Ok(_) => {
                undo.kept = true;
                Verdict::Keep(value)
            }
            Err(error) => Verdict::Drop(error.into()),
        },
        other => other,
    }
}

/// Takes the member's changes back, also when its closure panics.
struct UndoUnlessKept<'c> {
    conn: &'c Connection,
    first: bool,
    kept: bool,
}

impl Drop for UndoUnlessKept<'_> {
    fn drop(&mut self) {
        if self.kept || self.conn.is_autocommit() {
            return;
        }
        let [back, on] = if self.first {
            ["ROLLBACK", "BEGIN IMMEDIATE"]
        } else {
            ["ROLLBACK TO member", "RELEASE member"]
        };
        let undone = statement::execute(self.conn, back, &[])
            .and_then(|_| statement::execute(self.conn, on, &[]));
        if undone.is_err() {
            // Nothing half-done may reach the disk: give the whole batch up, which `leave` sees.
            let _gone = statement::execute(self.conn, "ROLLBACK", &[]);
        }
    }
}

fn commit(turn: &mut Turn) -> Result<(), Error> {
    let Some(conn) = &turn.conn else {
        return Err(Error::Conflict);
    };
    let outcome = statement::execute(conn, "COMMIT", &[]).map(drop);
    if outcome.is_err() {
        let undone = conn.is_autocommit() || statement::execute(conn, "ROLLBACK", &[]).is_ok();
        // After a failed sync the page cache may hold what the disk does not: start afresh.
        if !undone || matches!(outcome, Err(Error::Io(_))) {
            turn.conn = None;
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params;

    const MEMBERS: usize = 6;

    fn writer(folder: &tempfile::TempDir, schema: &str) -> Writer {
        let path = folder.path().join("base.db");
        let options = Options::default();
        let conn = file::open_writer(&path, &options).unwrap();
        conn.execute_batch(schema).unwrap();
        Writer::new(conn, &path, &options)
    }

    fn ids(writer: &Writer) -> Vec<i64> {
        let conn = file::open_reader(&writer.path, &writer.options).unwrap();
        let rows = statement::query(&conn, "SELECT id FROM t ORDER BY id", &[]).unwrap();
        rows.iter().map(|row| row.get(0).unwrap()).collect()
    }

    /// Runs `change` for each member so that all of them share one batch: the first waits inside
    /// its transaction until the others stand in line. None stands for "run it again".
    fn together(
        writer: &Writer,
        change: impl Fn(&mut Tx<'_>, i64) -> Result<(), Error> + Sync,
    ) -> Vec<Option<Result<(), Error>>> {
        let begun = AtomicUsize::new(0);
        let run = |member: i64| {
            let mut closure = |tx: &mut Tx<'_>| {
                if member == 0 {
                    begun.store(1, Ordering::SeqCst);
                    while writer.waiting.load(Ordering::SeqCst) + 1 < MEMBERS {
                        std::thread::yield_now();
                    }
                }
                change(tx, member)
            };
            match writer.run(&mut closure) {
                Outcome::Done(result) => Some(result),
                Outcome::Again(_) => None,
            }
        };
        std::thread::scope(|scope| {
            let run = &run;
            let mut threads = vec![scope.spawn(move || run(0))];
            while begun.load(Ordering::SeqCst) == 0 {
                std::thread::yield_now();
            }
            threads.extend((1..MEMBERS as i64).map(|member| scope.spawn(move || run(member))));
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or(Some(Err(Error::RowCount(999)))))
                .collect()
        })
    }

    fn insert(tx: &mut Tx<'_>, id: i64) -> Result<(), Error> {
        tx.execute("INSERT INTO t (id) VALUES ($1)", &params![id])
            .map(drop)
    }

    #[test]
    fn members_that_fail_or_panic_do_not_harm_the_others() {
        let folder = tempfile::TempDir::new().unwrap();
        let writer = writer(&folder, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
        let outcomes = together(&writer, |tx, member| {
            insert(tx, member)?;
            match member {
                2 => Err(Error::RowCount(2)),
                3 => panic!("on purpose"),
                4 => insert(tx, 4),
                _ => Ok(()),
            }
        });
        let kept: Vec<bool> = outcomes
            .iter()
            .map(|outcome| matches!(outcome, Some(Ok(()))))
            .collect();
        assert_eq!(kept, [true, true, false, false, false, true]);
        assert!(matches!(outcomes[4], Some(Err(Error::Unique { .. }))));
        assert_eq!(ids(&writer), [0, 1, 5]);
        assert_eq!(writer.waiting.load(Ordering::SeqCst), 0);
    }

    /// The commit is one for all, so its failure is told to all: nobody was answered before it.
    #[test]
    fn a_failed_commit_fails_every_member() {
        let folder = tempfile::TempDir::new().unwrap();
        let writer = writer(
            &folder,
            "CREATE TABLE p (id BIGINT PRIMARY KEY);
             CREATE TABLE t (id BIGINT REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)",
        );
        let outcomes = together(&writer, |tx, member| {
            if member == 3 {
                return insert(tx, 77);
            }
            tx.execute("INSERT INTO p (id) VALUES ($1)", &params![member])?;
            insert(tx, member)
        });
        for outcome in outcomes {
            assert!(
                matches!(outcome, Some(Err(Error::ForeignKey))),
                "{outcome:?}"
            );
        }
        assert!(ids(&writer).is_empty());
        // The writer is in order again.
        let alone = writer.run(&mut |tx| tx.execute("INSERT INTO p (id) VALUES (1)", &[]));
        assert!(matches!(alone, Outcome::Done(Ok(1))));
    }

    #[test]
    fn a_line_that_is_too_long_is_refused() {
        let folder = tempfile::TempDir::new().unwrap();
        let mut writer = writer(&folder, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
        writer.options.queue = 0;
        let outcome = writer.run(&mut |tx| insert(tx, 1));
        assert!(matches!(outcome, Outcome::Done(Err(Error::Busy))));
    }
}
