//! The installation itself: how large the base is, whether it is sound, when it was saved.

use domain::id::JobId;
use domain::job::{JobKind, JobState};
use domain::policy::{Action, Forbidden};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::journal::Fault;
use store::system::Counts;

use crate::backup::Made;
use crate::context::Context;
use crate::job::{self, Failure};
use crate::{App, DbError, DbTx};

/// Backups and checks listed.
const LISTED: i64 = 30;
/// Ended jobs are forgotten after this.
const JOBS_KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Answers to repeated requests are forgotten after this (docs/dev/api-design.md).
/// How long is kept what employees did with notices: none is told of for so long.
const MARKS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 366);
const ANSWERS_KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Failed sign-ins are forgotten after this; every limit on them looks back less far.
const ATTEMPTS_KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Why the state of the installation is not shown.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The state of the installation.
#[derive(Debug, Clone)]
pub struct System {
    /// `sqlite` or `postgres`.
    pub engine: &'static str,
    /// Version of the engine.
    pub engine_version: String,
    /// Number of the last migration.
    pub schema: i64,
    /// Bytes on disk.
    pub size_bytes: i64,
    /// How much is in it.
    pub counts: Counts,
    /// The last check that came to an end.
    pub integrity: Option<Integrity>,
    /// Good backups, the newest first.
    pub backups: Vec<Made>,
    /// Why the newest backup failed, if it did and none was made since: a code.
    pub backup_error: Option<String>,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Integrity {
    /// When.
    pub checked_at: Timestamp,
    /// Nothing is wrong.
    pub ok: bool,
    /// What is wrong with the database.
    pub problems: Vec<String>,
    /// Lines of the journal that were read.
    pub journal_lines: i64,
    /// First line of the journal that does not fit the one before it.
    pub journal_fault: Option<i64>,
}

/// The state of the installation.
pub fn view(app: &App, ctx: &Context) -> Result<System, Error> {
    ctx.may(Action::SystemView)?;
    let engine_version = app.db.engine_version()?;
    let size_bytes = app.db.size_bytes()?;
    let schema = app.db.schema()?;
    let latest = |tx: &mut DbTx, kind, state| store::job::latest(tx, kind, state, LISTED);
    let (counts, checks, backups, failures) = app.db.read(|tx| {
        Ok::<_, DbError>((
            store::system::counts(tx)?,
            latest(tx, JobKind::Check, JobState::Done)?,
            latest(tx, JobKind::Backup, JobState::Done)?,
            latest(tx, JobKind::Backup, JobState::Failed)?,
        ))
    })?;
    let newest_good = backups.first().map(|job| job.id);
    let backup_error = failures
        .into_iter()
        .next()
        .filter(|failed| newest_good.is_none_or(|good| good < failed.id))
        .and_then(|failed| failed.error);
    let made: Vec<Made> = backups
        .into_iter()
        .filter_map(|job| result(job.result))
        .collect();
    let removed: Vec<String> = made.iter().flat_map(|made| made.removed.clone()).collect();
    Ok(System {
        engine: app.db.engine().code(),
        engine_version,
        schema,
        size_bytes,
        counts,
        integrity: checks.into_iter().find_map(|job| result(job.result)),
        backups: made
            .into_iter()
            .filter(|made| !removed.contains(&made.file))
            .collect(),
        backup_error,
    })
}

fn result<T: for<'a> Deserialize<'a>>(json: Option<String>) -> Option<T> {
    json.and_then(|json| serde_json::from_str(&json).ok())
}

/// Whether the product can answer at all.
pub fn health(app: &App) -> Result<(), DbError> {
    app.db.read(store::system::ping)
}

/// Queues a check of the whole base.
pub fn request_check(app: &App, ctx: &Context) -> Result<JobId, Error> {
    ctx.may(Action::SystemCheck)?;
    Ok(app
        .db
        .write(|tx| job::enqueue(tx, ctx, JobKind::Check, &json!({})))?)
}

/// Reads the whole base and the journal's chain through; for jobs and the command line.
pub fn check(app: &App, at: Timestamp) -> Result<Integrity, DbError> {
    let problems = app.db.examine()?;
    let journal = app.db.read(store::journal::verify)?;
    Ok(Integrity {
        checked_at: at,
        ok: problems.is_empty() && journal.is_ok(),
        problems,
        journal_lines: journal.as_ref().map_or(0, |whole| whole.lines),
        journal_fault: journal.err().map(|fault| match fault {
            Fault::Missing(seq) | Fault::Changed(seq) | Fault::CutOff(seq) => seq,
        }),
    })
}

pub(crate) fn examine(app: &App, ctx: &Context) -> Result<Value, Failure> {
    let found = check(app, ctx.now)?;
    Ok(serde_json::to_value(found).expect("a report is plain data"))
}

/// Deletes what has run out.
pub(crate) fn clean_up(app: &App, ctx: &Context) -> Result<Value, Failure> {
    let jobs = app.db.write(|tx| {
        store::session::delete_expired(tx, ctx.now)?;
        store::login_attempt::prune(tx, ctx.now - ATTEMPTS_KEPT)?;
        store::inbox::prune(tx, ctx.now - MARKS_KEPT)?;
        store::idempotency::prune(tx, ctx.now - ANSWERS_KEPT)?;
        store::job::prune(tx, ctx.now - JOBS_KEPT)
    })?;
    Ok(json!({ "jobs": jobs }))
}
