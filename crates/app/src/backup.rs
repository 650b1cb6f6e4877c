//! Backups: asked for by a person or due at night, made and verified in the background.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::id::JobId;
use domain::job::JobKind;
use domain::journal::JournalAction;
use domain::policy::{Action, Forbidden};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use db::{BackupReport, Mismatch, Restored, Verified};

use crate::context::Context;
use crate::job::{self, Places, Progress};
use crate::journal::{self, Entry};
use crate::{App, DbError};

/// Why a backup is not made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A backup that was made and verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Name of the file in the folder of backups.
    pub file: String,
    /// Its size.
    pub bytes: u64,
    /// When it was begun; it holds the base as it was then.
    pub made_at: Timestamp,
    /// Number of the last migration in it.
    pub schema: i64,
    /// Rows in all its tables; absent where the engine's own tool made it.
    pub rows: Option<i64>,
    /// Older backups that were deleted after this one was verified.
    pub removed: Vec<String>,
}

/// Queues a backup.
pub fn request(app: &App, ctx: &Context) -> Result<JobId, Error> {
    ctx.may(Action::SystemBackup)?;
    app.db.write(|tx| {
        let id = job::enqueue(tx, ctx, JobKind::Backup, &json!({}))?;
        let entry = Entry::note(JournalAction::Backup, "system", Some(id.uuid()), &json!({}));
        journal::record(tx, ctx, entry)?;
        Ok(id)
    })
}

/// Makes a backup now, in `places`; for jobs and the command line.
pub fn now(
    app: &App,
    at: Timestamp,
    places: &Places,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Made, DbError> {
    std::fs::create_dir_all(&places.backups).map_err(|error| DbError::Open {
        path: places.backups.clone(),
        detail: error.to_string(),
    })?;
    let file = free_name(&places.backups, at, app.db.engine());
    let report = app.db.back_up(&places.backups.join(&file), progress)?;
    let rows = &report.verified.rows;
    Ok(Made {
        removed: remove_old(&places.backups, places.keep),
        bytes: report.bytes,
        made_at: at,
        schema: report.verified.schema,
        rows: (!rows.is_empty()).then(|| rows.iter().map(|(_, rows)| rows).sum()),
        file,
    })
}

pub(crate) fn make(
    app: &App,
    ctx: &Context,
    places: &Places,
    progress: &Progress,
) -> Result<Value, job::Failure> {
    let made = now(
        app,
        ctx.now,
        places,
        &mut |done, total| match progress.report(done, total) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        },
    )?;
    Ok(serde_json::to_value(made).expect("a report is plain data"))
}

/// Puts a backup in the place of the SQLite base at `target`, which nobody may have open.
pub fn restore(backup: &Path, target: &Path) -> Result<Restored, Mismatch> {
    db::restore(backup, target, known_schema())
}

/// Reads a backup through and says what it holds. It is refused if this program is too old.
pub fn verify(backup: &Path) -> Result<Verified, Mismatch> {
    let verified = db::verify_backup(backup)?;
    let (found, known) = (verified.schema, known_schema());
    if found > known {
        return Err(Mismatch::Db(DbError::NewerSchema { found, known }));
    }
    Ok(verified)
}

fn known_schema() -> i64 {
    store::MIGRATIONS.last().map_or(0, |last| last.number)
}

const PREFIX: &str = "clientele-";

/// `clientele-20260301-030000.db`: in the order of time, without anything a person typed.
fn file_name(at: Timestamp, engine: db::Engine) -> String {
    let extension = match engine {
        db::Engine::Sqlite => "db",
        db::Engine::Postgres => "dump",
    };
    format!("{PREFIX}{}.{extension}", at.strftime("%Y%m%d-%H%M%S"))
}

/// The name of this second, or of the next one that no other backup has taken: the night's backup
/// and one asked for may begin together.
fn free_name(folder: &Path, at: Timestamp, engine: db::Engine) -> String {
    let mut at = at;
    loop {
        let name = file_name(at, engine);
        let taken = |name: &str| folder.join(name).exists();
        if !taken(&name) && !taken(&format!("{name}.partial")) {
            return name;
        }
        at += SignedDuration::from_secs(1);
    }
}

fn remove_old(folder: &Path, keep: usize) -> Vec<String> {
    let mut names: Vec<(String, PathBuf)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
        .filter(|(name, _)| is_backup(name))
        .collect();
    names.sort();
    let surplus = names.len().saturating_sub(keep.max(1));
    names
        .into_iter()
        .take(surplus)
        .filter_map(|(name, path)| match std::fs::remove_file(&path) {
            Ok(()) => Some(name),
            Err(error) => {
                tracing::warn!(name, %error, "an old backup could not be deleted");
                None
            }
        })
        .collect()
}

/// Exactly the names made here: nothing else in the folder is ever deleted.
fn is_backup(name: &str) -> bool {
    let Some((stem, extension)) = name.strip_prefix(PREFIX).and_then(|n| n.rsplit_once('.')) else {
        return false;
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(extension, "db" | "dump")
        && stem.len() == 15
        && stem
            .split_once('-')
            .is_some_and(|(day, time)| day.len() == 8 && digits(day) && digits(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_backups_of_one_second_have_two_names() {
        let folder = tempfile::TempDir::new().unwrap();
        let at: Timestamp = "2026-01-01T03:00:00Z".parse().unwrap();
        for expected in ["030000.db", "030001.db.partial", "030002.db"] {
            let name = free_name(folder.path(), at, db::Engine::Sqlite);
            let expected = format!("{PREFIX}20260101-{expected}");
            assert_eq!(name, expected.trim_end_matches(".partial"));
            std::fs::write(folder.path().join(expected), "x").unwrap();
        }
    }

    #[test]
    fn only_backups_are_deleted_and_the_newest_stay() {
        let folder = tempfile::TempDir::new().unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut names: Vec<String> = [
            "2026-01-01T03:00:00Z",
            "2026-01-02T03:00:00Z",
            "2026-01-03T03:00:00Z",
        ]
        .map(|text| file_name(at(text), db::Engine::Sqlite))
        .to_vec();
        names.extend(
            [
                "clientele.db",
                "clientele-20260101-030000.db.partial",
                "clientele-2026.db",
                "clientele-20260101-03000x.db",
                "notes.txt",
            ]
            .map(str::to_owned),
        );
        for name in &names {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        assert_eq!(
            remove_old(folder.path(), 2),
            ["clientele-20260101-030000.db"]
        );
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            names.len() - 1
        );
        // The one just made is never deleted.
        assert_eq!(remove_old(folder.path(), 0).len(), 1);
        assert!(folder.path().join("clientele-20260103-030000.db").exists());
    }
}
