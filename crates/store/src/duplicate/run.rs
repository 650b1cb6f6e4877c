//! Runs that merged cards without asking, and the merges of each.

use db::{Error, Row, Tx, params};
use domain::id::{DuplicateRunId, JobId, MergeId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::read;

const MILLIONTHS: f64 = 1_000_000.0;

/// A run.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Identity.
    pub id: DuplicateRunId,
    /// Pairs of this chance and more.
    pub chance: f64,
    /// The job that did it, or does.
    pub job: JobId,
    /// When it was asked for.
    pub made_at: Timestamp,
    /// Who.
    pub made_by: Option<UserId>,
    /// Cards that became one of another.
    pub absorbed: i64,
    /// Groups left as they are, by why: JSON.
    pub skipped: String,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
    /// The job that takes it back.
    pub undo_job: Option<JobId>,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// Merges it made.
    pub merges: i64,
    /// Of these, still in force.
    pub standing: i64,
    /// Of those tried to be taken back, left or taken back with something to tell.
    pub conflicts: i64,
}

const SELECT: &str = "SELECT r.id, r.chance, r.job_id, r.made_at, r.made_by, r.absorbed, r.skipped, \
     r.ended_at, r.undo_job_id, r.undone_at, \
     (SELECT COUNT(*) FROM duplicate_run_merge m WHERE m.run_id = r.id), \
     (SELECT COUNT(*) FROM duplicate_run_merge m JOIN client_merge c ON c.id = m.merge_id \
      WHERE m.run_id = r.id AND c.undone_at IS NULL), \
     (SELECT COUNT(*) FROM duplicate_run_merge m WHERE m.run_id = r.id AND m.conflicts IS NOT NULL) \
     FROM duplicate_run r";

fn run(row: &Row) -> Result<Run, Error> {
    Ok(Run {
        id: read::id(row, 0)?,
        chance: row.get::<i64>(1)? as f64 / MILLIONTHS,
        job: read::id(row, 2)?,
        made_at: read::moment(row, 3)?,
        made_by: read::id_opt(row, 4)?,
        absorbed: row.get(5)?,
        skipped: row.get(6)?,
        ended_at: read::moment_opt(row, 7)?,
        undo_job: read::id_opt(row, 8)?,
        undone_at: read::moment_opt(row, 9)?,
        merges: row.get(10)?,
        standing: row.get(11)?,
        conflicts: row.get(12)?,
    })
}

/// Writes a run down before it begins.
pub fn insert(tx: &mut Tx, run: &Run) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO duplicate_run (id, chance, job_id, made_at, made_by, absorbed, skipped) \
         VALUES ($1, $2, $3, $4, $5, 0, '{}')",
        &params![
            run.id.uuid(),
            (run.chance * MILLIONTHS).round() as i64,
            run.job.uuid(),
            run.made_at.as_microsecond(),
            run.made_by.map(UserId::uuid),
        ],
    )?;
    Ok(())
}

/// One run.
pub fn find(tx: &mut Tx, id: DuplicateRunId) -> Result<Option<Run>, Error> {
    let sql = format!("{SELECT} WHERE r.id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| run(&row)).transpose()
}

/// The runs, the latest first.
pub fn list(tx: &mut Tx, limit: i64) -> Result<Vec<Run>, Error> {
    let sql = format!("{SELECT} ORDER BY r.made_at DESC, r.id DESC LIMIT $1");
    tx.query(&sql, &params![limit])?.iter().map(run).collect()
}

/// Notes a merge of a run.
pub fn add(tx: &mut Tx, run: DuplicateRunId, merge: MergeId, absorbed: i64) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO duplicate_run_merge (run_id, merge_id, place, tried) \
         SELECT $1, $2, COUNT(*), $3 FROM duplicate_run_merge WHERE run_id = $1",
        &params![run.uuid(), merge.uuid(), false],
    )?;
    tx.execute(
        "UPDATE duplicate_run SET absorbed = absorbed + $2 WHERE id = $1",
        &params![run.uuid(), absorbed],
    )?;
    Ok(())
}

/// A run came to its end.
pub fn end(tx: &mut Tx, id: DuplicateRunId, skipped: &str, at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE duplicate_run SET skipped = $2, ended_at = $3 WHERE id = $1",
        &params![id.uuid(), skipped, at.as_microsecond()],
    )?;
    Ok(())
}

/// A run is being taken back by this job.
pub fn set_undo_job(tx: &mut Tx, id: DuplicateRunId, job: JobId) -> Result<(), Error> {
    tx.execute(
        "UPDATE duplicate_run SET undo_job_id = $2 WHERE id = $1",
        &params![id.uuid(), job.uuid()],
    )?;
    Ok(())
}

/// A run was taken back.
pub fn set_undone(
    tx: &mut Tx,
    id: DuplicateRunId,
    at: Timestamp,
    by: Option<UserId>,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE duplicate_run SET undone_at = $2, undone_by = $3 WHERE id = $1",
        &params![id.uuid(), at.as_microsecond(), by.map(Uuid::from)],
    )?;
    Ok(())
}

/// The last merge of a run that was not tried to be taken back yet.
pub fn next_back(tx: &mut Tx, id: DuplicateRunId) -> Result<Option<MergeId>, Error> {
    let row = tx.query_opt(
        "SELECT merge_id FROM duplicate_run_merge WHERE run_id = $1 AND tried = $2 \
         ORDER BY place DESC LIMIT 1",
        &params![id.uuid(), false],
    )?;
    row.map(|row| read::id(&row, 0)).transpose()
}

/// A merge of a run was tried to be taken back; what is to be told of it, JSON.
pub fn tried(
    tx: &mut Tx,
    id: DuplicateRunId,
    merge: MergeId,
    conflicts: Option<&str>,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE duplicate_run_merge SET tried = $3, conflicts = $4 \
         WHERE run_id = $1 AND merge_id = $2",
        &params![id.uuid(), merge.uuid(), true, conflicts],
    )?;
    Ok(())
}

/// What is to be told of merges that were taken back, or not, at most `limit`: the merge and JSON.
pub fn conflicts(
    tx: &mut Tx,
    id: DuplicateRunId,
    limit: i64,
) -> Result<Vec<(MergeId, String)>, Error> {
    let rows = tx.query(
        "SELECT merge_id, conflicts FROM duplicate_run_merge \
         WHERE run_id = $1 AND conflicts IS NOT NULL ORDER BY place LIMIT $2",
        &params![id.uuid(), limit],
    )?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, row.get(1)?)))
        .collect()
}
