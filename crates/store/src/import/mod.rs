//! Imports: runs, their staged rows, what is planned for each and what became of it, profiles.
//! Looking up and writing the records themselves is in `records`.

pub mod feed;
mod known;
mod outcome;
mod profile;
mod records;
mod row;

use db::{Error, Row, Tx, Value, params};
use domain::id::{ImportFeedId, ImportId, JobId, UserId};
use domain::import::{Kind, RunState};
use jiff::Timestamp;
use uuid::Uuid;

pub use known::{KnownRow, clear_known, count_known, keep_known, known_between};
pub use outcome::{
    clear_outcomes, clear_plan, count_outcomes, end, plan, record_ids, reopen, set_undo,
    skip_unchosen, touched, written,
};
pub use profile::{
    Profile, delete as delete_profile, find as find_profile, insert as insert_profile,
    list as profiles, of_layout,
};
pub use records::*;
pub use row::{
    Edit, Ended, Listed, Planned, RowFilter, Staged, change, choose, count, drop_rows, group_rows,
    keep_found, list as rows, one as row, stage, waiting, waiting_groups,
};

use crate::conditions::Conditions;
use crate::read;

/// An import as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its identifier.
    pub id: ImportId,
    /// What its rows are.
    pub kind: Kind,
    /// How far it is, if its job lives.
    pub state: RunState,
    /// What its owner called the file.
    pub file_name: String,
    /// Bytes.
    pub file_size: i64,
    /// Checksum of the file.
    pub file_sha256: String,
    /// JSON: how the file is read, and the rules of writing.
    pub options: String,
    /// JSON: what was seen in the file.
    pub source: Option<String>,
    /// JSON: how columns become fields.
    pub mapping: Option<String>,
    /// Equal for files of one layout.
    pub layout_key: Option<String>,
    /// Rows read.
    pub staged: i64,
    /// JSON: rows by finding.
    pub findings: String,
    /// JSON: rows by outcome of the last check.
    pub checked: Option<String>,
    /// JSON: rows by outcome.
    pub outcomes: String,
    /// JSON: rows by what became of them when it was taken back.
    pub undone: Option<String>,
    /// Why it failed: a stable code.
    pub error: Option<String>,
    /// The job that works on it, or did last.
    pub job: Option<JobId>,
    /// The folder it came from by itself.
    pub feed: Option<ImportFeedId>,
    /// Who brought the file.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When its rows were written.
    pub finished_at: Option<Timestamp>,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// Counts changes by people.
    pub version: i64,
}

const COLUMNS: &str = "id, kind, state, file_name, file_size, file_sha256, options, source, \
     mapping, layout_key, staged, findings, checked, outcomes, undone, error, job_id, created_by, \
     created_at, finished_at, undone_at, version, feed_id";

fn run(row: &Row) -> Result<Run, Error> {
    Ok(Run {
        id: read::id(row, 0)?,
        kind: read::code(row, 1)?,
        state: read::code(row, 2)?,
        file_name: row.get(3)?,
        file_size: row.get(4)?,
        file_sha256: row.get(5)?,
        options: row.get(6)?,
        source: row.get(7)?,
        mapping: row.get(8)?,
        layout_key: row.get(9)?,
        staged: row.get(10)?,
        findings: row.get(11)?,
        checked: row.get(12)?,
        outcomes: row.get(13)?,
        undone: row.get(14)?,
        error: row.get(15)?,
        job: read::id_opt(row, 16)?,
        created_by: read::id(row, 17)?,
        created_at: read::moment(row, 18)?,
        finished_at: read::moment_opt(row, 19)?,
        undone_at: read::moment_opt(row, 20)?,
        version: row.get(21)?,
        feed: read::id_opt(row, 22)?,
    })
}

fn values(run: &Run) -> [Value<'_>; 23] {
    params![
        run.id.uuid(),
        run.kind.code(),
        run.state.code(),
        &run.file_name,
        run.file_size,
        &run.file_sha256,
        &run.options,
        &run.source,
        &run.mapping,
        &run.layout_key,
        run.staged,
        &run.findings,
        &run.checked,
        &run.outcomes,
        &run.undone,
        &run.error,
        run.job.map(Uuid::from),
        run.created_by.uuid(),
        run.created_at.as_microsecond(),
        run.finished_at.map(Timestamp::as_microsecond),
        run.undone_at.map(Timestamp::as_microsecond),
        run.version,
        run.feed.map(Uuid::from),
    ]
}

/// Adds a run.
pub fn insert(tx: &mut Tx, run: &Run) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO import_run (id, kind, state, file_name, file_size, file_sha256, options, \
             source, mapping, layout_key, staged, findings, checked, outcomes, undone, error, \
             job_id, created_by, created_at, finished_at, undone_at, version, feed_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
             $18, $19, $20, $21, $22, $23)",
        &values(run),
    )?;
    Ok(())
}

/// Writes a run; whoever calls has read it in this transaction and asked for the rights.
pub fn save(tx: &mut Tx, run: &Run) -> Result<(), Error> {
    tx.execute(
        "UPDATE import_run SET kind = $2, state = $3, file_name = $4, file_size = $5, \
             file_sha256 = $6, options = $7, source = $8, mapping = $9, layout_key = $10, \
             staged = $11, findings = $12, checked = $13, outcomes = $14, undone = $15, \
             error = $16, job_id = $17, created_by = $18, created_at = $19, finished_at = $20, \
             undone_at = $21, version = $22, feed_id = $23 WHERE id = $1",
        &values(run),
    )?;
    Ok(())
}

/// Forgets a run with its rows.
pub fn delete(tx: &mut Tx, id: ImportId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM import_outcome WHERE run_id = $1",
        &params![id.uuid()],
    )?;
    tx.execute(
        "DELETE FROM import_plan WHERE run_id = $1",
        &params![id.uuid()],
    )?;
    clear_known(tx, id)?;
    tx.execute(
        "DELETE FROM import_row WHERE run_id = $1",
        &params![id.uuid()],
    )?;
    tx.execute("DELETE FROM import_run WHERE id = $1", &params![id.uuid()])?;
    Ok(())
}

/// Whose runs are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Everybody's.
    All,
    /// Those of one employee.
    Of(UserId),
}

fn seen(conditions: &mut Conditions, sight: Sight) {
    if let Sight::Of(user) = sight {
        conditions.with("created_by = $?", user.uuid());
    }
}

/// One run.
pub fn find(tx: &mut Tx, sight: Sight, id: ImportId) -> Result<Option<Run>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("id = $?", id.uuid());
    seen(&mut conditions, sight);
    let sql = format!("SELECT {COLUMNS} FROM import_run{}", conditions.clause());
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| run(&row)).transpose()
}

/// Runs, the newest first, older than `below`.
pub fn list(
    tx: &mut Tx,
    sight: Sight,
    below: Option<(Timestamp, ImportId)>,
    limit: i64,
) -> Result<Vec<Run>, Error> {
    let mut conditions = Conditions::new();
    seen(&mut conditions, sight);
    if let Some((at, id)) = below {
        conditions.compare_row(
            "(created_at, id)",
            "<",
            params![at.as_microsecond(), id.uuid()],
        );
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {COLUMNS} FROM import_run{clause} ORDER BY created_at DESC, id DESC LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(run)
        .collect()
}
