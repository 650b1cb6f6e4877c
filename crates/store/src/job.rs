//! The queue of background work. A job is taken by a lease: whoever holds it says so again and
//! again, and every change names the holder, so that one who lost it can change nothing.

use db::{Error, Row, Tx, params};
use domain::id::{JobId, UserId};
use domain::job::{JobKind, JobState};
use domain::policy::Scope;
use jiff::Timestamp;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its identifier.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// How far it is.
    pub state: JobState,
    /// Steps done.
    pub progress: i64,
    /// Steps in all; 0 when not known.
    pub total: i64,
    /// Who asked for it; nobody for planned work.
    pub started_by: Option<UserId>,
    /// Their name.
    pub started_by_name: Option<String>,
    /// What it was asked to do, JSON.
    pub params: String,
    /// What came of it, JSON.
    pub result: Option<String>,
    /// Why it failed: a stable code.
    pub error: Option<String>,
    /// How often it was begun.
    pub attempts: i64,
    /// Queued when.
    pub created_at: Timestamp,
    /// Begun when, the last time.
    pub started_at: Option<Timestamp>,
    /// Ended when.
    pub ended_at: Option<Timestamp>,
}

/// A job about to be queued.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// Its identifier.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// The period it is due in, if it is planned work.
    pub slot: Option<&'a str>,
    /// Who asked for it.
    pub started_by: Option<UserId>,
    /// What to do, JSON.
    pub params: &'a str,
    /// Now.
    pub created_at: Timestamp,
}

/// What the holder of a job learns when it says that it is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beat {
    /// Go on.
    Going,
    /// Stop: somebody called it off.
    Cancelled,
    /// Stop and change nothing: somebody else holds it.
    Lost,
}

const SELECT: &str = "SELECT j.id, j.kind, j.state, j.progress, j.total, j.started_by, u.name, \
     j.params, j.result, j.error, j.attempts, j.created_at, j.started_at, j.ended_at \
     FROM job j LEFT JOIN app_user u ON u.id = j.started_by";

fn job(row: &Row) -> Result<Job, Error> {
    Ok(Job {
        id: read::id(row, 0)?,
        kind: read::code(row, 1)?,
        state: read::code(row, 2)?,
        progress: row.get(3)?,
        total: row.get(4)?,
        started_by: read::id_opt(row, 5)?,
        started_by_name: row.get(6)?,
        params: row.get(7)?,
        result: row.get(8)?,
        error: row.get(9)?,
        attempts: row.get(10)?,
        created_at: read::moment(row, 11)?,
        started_at: read::moment_opt(row, 12)?,
        ended_at: read::moment_opt(row, 13)?,
    })
}

/// Queues a job; false when its slot is taken already.
pub fn insert(tx: &mut Tx, new: &New) -> Result<bool, Error> {
    let inserted = tx.execute(
        "INSERT INTO job (id, kind, state, slot, progress, total, started_by, params, attempts, \
             cancel, created_at) VALUES ($1, $2, 'queued', $3, 0, 0, $4, $5, 0, $6, $7) \
         ON CONFLICT (slot) DO NOTHING",
        &params![
            new.id.uuid(),
            new.kind.code(),
            new.slot,
            new.started_by.map(UserId::uuid),
            new.params,
            false,
            new.created_at.as_microsecond(),
        ],
    )?;
    Ok(inserted == 1)
}

/// One job, if it may be seen.
pub fn find(tx: &mut Tx, scope: &Scope, id: JobId) -> Result<Option<Job>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("j.id = $?", id.uuid());
    conditions.visible(scope, "j.started_by");
    let sql = format!("{SELECT}{}", conditions.clause());
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| job(&row)).transpose()
}

/// The newest jobs first, below the last one of the page before.
pub fn list(
    tx: &mut Tx,
    scope: &Scope,
    below: Option<JobId>,
    limit: i64,
) -> Result<Vec<Job>, Error> {
    let mut conditions = Conditions::new();
    conditions.visible(scope, "j.started_by");
    if let Some(below) = below {
        conditions.with("j.id < $?", below.uuid());
    }
    let limit = conditions.bind(limit);
    let clause = conditions.clause();
    let sql = format!("{SELECT}{clause} ORDER BY j.id DESC LIMIT {limit}");
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(job).collect()
}

/// The newest jobs of one kind in one state.
pub fn latest(tx: &mut Tx, kind: JobKind, state: JobState, limit: i64) -> Result<Vec<Job>, Error> {
    let sql = format!("{SELECT} WHERE j.kind = $1 AND j.state = $2 ORDER BY j.id DESC LIMIT $3");
    let rows = tx.query(&sql, &params![kind.code(), state.code(), limit])?;
    rows.iter().map(job).collect()
}

/// Takes the oldest job that waits or whose holder has fallen silent.
pub fn claim(
    tx: &mut Tx,
    holder: Uuid,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<Job>, Error> {
    let sql = format!(
        "{SELECT} WHERE j.state = 'queued' OR (j.state = 'running' AND j.lease_until < $1) \
         ORDER BY j.id LIMIT 1"
    );
    let Some(row) = tx.query_opt(&sql, &params![now.as_microsecond()])? else {
        return Ok(None);
    };
    let mut taken = job(&row)?;
    tx.execute(
        "UPDATE job SET state = 'running', holder = $2, lease_until = $3, started_at = $4, \
             attempts = attempts + 1 WHERE id = $1",
        &params![
            taken.id.uuid(),
            holder,
            lease_until.as_microsecond(),
            now.as_microsecond(),
        ],
    )?;
    taken.state = JobState::Running;
    taken.attempts += 1;
    taken.started_at = Some(now);
    Ok(Some(taken))
}

/// The holder is still there.
pub fn beat(
    tx: &mut Tx,
    id: JobId,
    holder: Uuid,
    (progress, total): (i64, i64),
    lease_until: Timestamp,
) -> Result<Beat, Error> {
    let held = tx.execute(
        "UPDATE job SET progress = $3, total = $4, lease_until = $5 \
         WHERE id = $1 AND holder = $2 AND state = 'running'",
        &params![
            id.uuid(),
            holder,
            progress,
            total,
            lease_until.as_microsecond(),
        ],
    )?;
    if held == 0 {
        return Ok(Beat::Lost);
    }
    let row = tx.query_one("SELECT cancel FROM job WHERE id = $1", &params![id.uuid()])?;
    Ok(if row.get(0)? {
        Beat::Cancelled
    } else {
        Beat::Going
    })
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// Done, failed or cancelled.
    pub state: JobState,
    /// What came of it, JSON.
    pub result: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
}

/// Records the end of a job; false when the caller does not hold it any more.
pub fn finish(
    tx: &mut Tx,
    id: JobId,
    holder: Uuid,
    end: &End,
    now: Timestamp,
) -> Result<bool, Error> {
    let ended = tx.execute(
        "UPDATE job SET state = $3, result = $4, error = $5, ended_at = $6, holder = NULL, \
             lease_until = NULL WHERE id = $1 AND holder = $2 AND state = 'running'",
        &params![
            id.uuid(),
            holder,
            end.state.code(),
            &end.result,
            &end.error,
            now.as_microsecond(),
        ],
    )?;
    Ok(ended == 1)
}

/// Gives a job back to the queue, as if it had not been begun: its process stops.
pub fn release(tx: &mut Tx, id: JobId, holder: Uuid) -> Result<(), Error> {
    tx.execute(
        "UPDATE job SET state = 'queued', holder = NULL, lease_until = NULL, started_at = NULL, \
             attempts = attempts - 1 WHERE id = $1 AND holder = $2 AND state = 'running'",
        &params![id.uuid(), holder],
    )?;
    Ok(())
}

/// Gives back every job that somebody holds: for a process that knows that it is alone with the
/// base, so whoever held them is gone. How often they were begun stays.
pub fn release_all(tx: &mut Tx) -> Result<u64, Error> {
    tx.execute(
        "UPDATE job SET state = 'queued', holder = NULL, lease_until = NULL \
         WHERE state = 'running'",
        &[],
    )
}

/// Calls a job off: one that waits ends at once, one that goes on is asked to stop.
pub fn cancel(tx: &mut Tx, id: JobId, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE job SET state = 'cancelled', ended_at = $2 WHERE id = $1 AND state = 'queued'",
        &params![id.uuid(), now.as_microsecond()],
    )?;
    tx.execute(
        "UPDATE job SET cancel = $2 WHERE id = $1 AND state = 'running'",
        &params![id.uuid(), true],
    )?;
    Ok(())
}

/// Forgets jobs that ended before the moment.
pub fn prune(tx: &mut Tx, before: Timestamp) -> Result<u64, Error> {
    tx.execute(
        "DELETE FROM job WHERE ended_at < $1",
        &params![before.as_microsecond()],
    )
}
