//! Copies of a live SQLite file, and the proof that a copy is good.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::{Sqlite, file, restore, statement};
use crate::error::Error;

/// Pages copied between two looks at the clock of other threads.
const STEP: i32 = 1024;

/// A backup that was made and found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// Its size.
    pub bytes: u64,
    /// What it holds.
    pub verified: Verified,
}

/// What a good backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Number of the last migration.
    pub schema: i64,
    /// Rows of each table, by name.
    pub rows: Vec<(String, i64)>,
}

/// Why a file is no good as a backup.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Mismatch {
    /// It cannot be opened, or is not ours.
    #[error(transparent)]
    Db(#[from] Error),
    /// It is damaged inside.
    #[error("{} is damaged: {}", path.display(), problems.first().map_or("", String::as_str))]
    Problems {
        /// The file.
        path: PathBuf,
        /// What the checks said; never empty.
        problems: Vec<String>,
    },
    /// It does not hold what the original held.
    #[error("{table}: {found} rows instead of {expected}")]
    Rows {
        /// The table.
        table: String,
        /// Rows in the original.
        expected: i64,
        /// Rows in the copy.
        found: i64,
    },
}

impl From<Mismatch> for Error {
    fn from(mismatch: Mismatch) -> Self {
        match mismatch {
            Mismatch::Db(error) => error,
            other => Error::Corrupt(other.to_string()),
        }
    }
}

impl Sqlite {
    pub(crate) fn back_up(
        &self,
        path: &Path,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<BackupReport, Error> {
        let partial = begin(path)?;
        // A connection of its own: its snapshot must last for the whole copy, or every change
        // by others would start the copy anew.
        let source = file::open_reader(&self.path, self.options())?;
        self.may_interrupt(&source);
        statement::execute(&source, "BEGIN", &[])?;
        let expected = row_counts(&source)?;
        let copied = copy(&source, &partial, progress);
        drop(source);
        let checked = copied
            .and_then(|()| verified_against(&partial, &expected).map_err(Error::from))
            .and_then(|verified| {
                restore::put_in_place(&partial, path)?;
                Ok(verified)
            });
        match checked {
            Ok(verified) => Ok(BackupReport {
                bytes: std::fs::metadata(path).map_or(0, |meta| meta.len()),
                verified,
            }),
            Err(error) => {
                let _gone = std::fs::remove_file(&partial);
                Err(error)
            }
        }
    }
}

/// The name under which a copy is made: what bears the final name has been verified, whenever
/// this process dies.
pub(crate) fn begin(path: &Path) -> Result<PathBuf, Error> {
    if path.exists() {
        return Err(Error::Open {
            path: path.to_owned(),
            detail: "already exists".to_owned(),
        });
    }
    let partial = file::beside(path, ".partial");
    remove_if_there(&partial)?;
    Ok(partial)
}

pub(super) fn remove_if_there(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::Io(format!("{}: {error}", path.display())))
        }
        _ => Ok(()),
    }
}

fn copy(
    source: &Connection,
    path: &Path,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<(), Error> {
    let at = |error| file::at_path(path, error);
    let mut target = Connection::open(path).map_err(at)?;
    target
        .execute_batch("PRAGMA synchronous = FULL")
        .map_err(at)?;
    {
        let backup = Backup::new(source, &mut target).map_err(at)?;
        loop {
            let step = backup.step(STEP).map_err(at)?;
            let state = backup.progress();
            let total = u64::from(state.pagecount.unsigned_abs());
            let left = u64::from(state.remaining.unsigned_abs());
            if progress(total.saturating_sub(left), total).is_break() {
                return Err(Error::Stopped);
            }
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                // Locked by nobody of ours, so it passes.
                _ => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }
    // The copy says "write-ahead log" as its original does; a backup is one file.
    let _mode: String = target
        .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))
        .map_err(at)?;
    target.close().map_err(|(_, error)| at(error))?;
    let synced = std::fs::File::open(path).and_then(|copy| copy.sync_all());
    synced.map_err(|error| Error::Io(error.to_string()))
}

pub(super) fn verified_against(
    path: &Path,
    expected: &[(String, i64)],
) -> Result<Verified, Mismatch> {
    let verified = verify_backup(path)?;
    for (table, rows) in expected {
        let found = verified
            .rows
            .iter()
            .find(|(name, _)| name == table)
            .map_or(0, |(_, found)| *found);
        if found != *rows {
            return Err(Mismatch::Rows {
                table: table.clone(),
                expected: *rows,
                found,
            });
        }
    }
    Ok(verified)
}

/// Opens a backup read-only and reads it through: `integrity_check`, `foreign_key_check`, and
/// the rows of every table. The file is not changed.
pub fn verify_backup(path: &Path) -> Result<Verified, Mismatch> {
    file::check_engine()?;
    if !path.exists() {
        return Err(Mismatch::Db(Error::Open {
            path: path.to_owned(),
            detail: "no such file".to_owned(),
        }));
    }
    file::check_place(path)?;
    let at = |error| file::at_path(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(at)?;
    let schema: i64 = conn
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(at)?;
    file::check_claimed(&conn, path)?;
    let problems = all_problems(&conn)?;
    if !problems.is_empty() {
        return Err(Mismatch::Problems {
            path: path.to_owned(),
            problems,
        });
    }
    Ok(Verified {
        schema,
        rows: row_counts(&conn)?,
    })
}

/// Everything wrong with the open database.
pub(super) fn all_problems(conn: &Connection) -> Result<Vec<String>, Error> {
    let mut all = problems(conn, "integrity_check")?;
    let mut query = conn
        .prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 100")
        .map_err(statement::error)?;
    let mut rows = query.query([]).map_err(statement::error)?;
    while let Some(row) = rows.next().map_err(statement::error)? {
        let table: String = row.get(0).map_err(statement::error)?;
        let rowid: Option<i64> = row.get(1).map_err(statement::error)?;
        let parent: String = row.get(2).map_err(statement::error)?;
        let rowid = rowid.map_or_else(String::new, |rowid| format!(" row {rowid}"));
        all.push(format!(
            "{table}{rowid} refers to a missing row of {parent}"
        ));
    }
    Ok(all)
}

/// The lines of `quick_check` or `integrity_check` other than "ok".
pub(super) fn problems(conn: &Connection, pragma: &str) -> Result<Vec<String>, Error> {
    let mut query = conn
        .prepare(&format!("PRAGMA {pragma}"))
        .map_err(statement::error)?;
    let mut rows = query.query([]).map_err(statement::error)?;
    let mut found = Vec::new();
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                let line: String = row.get(0).map_err(statement::error)?;
                if line != "ok" {
                    found.push(line);
                }
            }
            Ok(None) => return Ok(found),
            // Damage so deep that the check itself stumbles is an answer too.
            Err(error) => match statement::error(error) {
                Error::Corrupt(detail) => {
                    found.push(detail);
                    return Ok(found);
                }
                other => return Err(other),
            },
        }
    }
}

fn row_counts(conn: &Connection) -> Result<Vec<(String, i64)>, Error> {
    let mut names = conn
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table'
             AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'
             ORDER BY name",
        )
        .map_err(statement::error)?;
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))
        .and_then(Iterator::collect)
        .map_err(statement::error)?;
    let mut counts = Vec::with_capacity(names.len());
    for name in names {
        let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
        let rows = conn
            .query_row(&sql, [], |row| row.get(0))
            .map_err(statement::error)?;
        counts.push((name, rows));
    }
    Ok(counts)
}
