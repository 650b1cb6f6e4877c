//! Folders that are looked into again and again.

use db::{Error, Row, Tx, params};
use domain::id::{ImportFeedId, ImportId, JobId, UserId};
use domain::import::feed::FeedData;
use domain::search::fold;
use jiff::Timestamp;
use uuid::Uuid;

use super::Sight;
use crate::conditions::Conditions;
use crate::read;

/// A folder that is looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its identifier.
    pub id: ImportFeedId,
    /// What people say of it.
    pub data: FeedData,
    /// In whose name its files are brought in: who changed it last.
    pub user: UserId,
    /// JSON: the files that were there at the last look.
    pub seen: String,
    /// When it was looked into last.
    pub looked_at: Option<Timestamp>,
    /// Why the last look failed: a stable code.
    pub error: Option<String>,
    /// The job that brings its files in, or did last.
    pub job: Option<JobId>,
    /// Counts changes by people.
    pub version: i64,
    /// Made when.
    pub created_at: Timestamp,
}

const COLUMNS: &str = "id, name, folder, pattern, profile_id, minutes, active, user_id, seen, \
     looked_at, error, job_id, version, created_at";

fn feed(row: &Row) -> Result<Feed, Error> {
    Ok(Feed {
        id: read::id(row, 0)?,
        data: FeedData {
            name: row.get(1)?,
            folder: row.get(2)?,
            pattern: row.get(3)?,
            profile_id: read::id(row, 4)?,
            minutes: row.get(5)?,
            active: row.get(6)?,
        },
        user: read::id(row, 7)?,
        seen: row.get(8)?,
        looked_at: read::moment_opt(row, 9)?,
        error: row.get(10)?,
        job: read::id_opt(row, 11)?,
        version: row.get(12)?,
        created_at: read::moment(row, 13)?,
    })
}

/// All of them, or those of one employee, by name.
pub fn list(tx: &mut Tx, sight: Sight) -> Result<Vec<Feed>, Error> {
    let mut conditions = Conditions::new();
    if let Sight::Of(user) = sight {
        conditions.with("user_id = $?", user.uuid());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM import_feed{} ORDER BY name_key, id",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(feed)
        .collect()
}

/// One of them.
pub fn find(tx: &mut Tx, sight: Sight, id: ImportFeedId) -> Result<Option<Feed>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("id = $?", id.uuid());
    if let Sight::Of(user) = sight {
        conditions.with("user_id = $?", user.uuid());
    }
    let sql = format!("SELECT {COLUMNS} FROM import_feed{}", conditions.clause());
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| feed(&row)).transpose()
}

/// Adds one.
pub fn insert(tx: &mut Tx, feed: &Feed) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO import_feed (id, name, name_key, folder, pattern, profile_id, minutes, \
             active, user_id, seen, version, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &params![
            feed.id.uuid(),
            &feed.data.name,
            fold(&feed.data.name),
            &feed.data.folder,
            &feed.data.pattern,
            feed.data.profile_id.uuid(),
            feed.data.minutes,
            feed.data.active,
            feed.user.uuid(),
            &feed.seen,
            feed.version,
            feed.created_at.as_microsecond(),
        ],
    )?;
    Ok(())
}

/// Writes what people changed; the caller has compared the version in this transaction.
pub fn update(tx: &mut Tx, feed: &Feed) -> Result<(), Error> {
    tx.execute(
        "UPDATE import_feed SET name = $2, name_key = $3, folder = $4, pattern = $5, \
             profile_id = $6, minutes = $7, active = $8, user_id = $9, version = $10 WHERE id = $1",
        &params![
            feed.id.uuid(),
            &feed.data.name,
            fold(&feed.data.name),
            &feed.data.folder,
            &feed.data.pattern,
            feed.data.profile_id.uuid(),
            feed.data.minutes,
            feed.data.active,
            feed.user.uuid(),
            feed.version,
        ],
    )?;
    Ok(())
}

/// Notes a look into the folder.
pub fn look(
    tx: &mut Tx,
    id: ImportFeedId,
    seen: &str,
    at: Timestamp,
    error: Option<&str>,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE import_feed SET seen = $2, looked_at = $3, error = $4 WHERE id = $1",
        &params![id.uuid(), seen, at.as_microsecond(), error],
    )?;
    Ok(())
}

/// Notes the job that brings its files in.
pub fn set_job(tx: &mut Tx, id: ImportFeedId, job: JobId) -> Result<(), Error> {
    tx.execute(
        "UPDATE import_feed SET job_id = $2 WHERE id = $1",
        &params![id.uuid(), job.uuid()],
    )?;
    Ok(())
}

/// Removes one; the imports it made stay.
pub fn delete(tx: &mut Tx, id: ImportFeedId) -> Result<(), Error> {
    tx.execute("DELETE FROM import_feed WHERE id = $1", &params![id.uuid()])?;
    Ok(())
}

/// Whether a kept mapping is used by one of them.
pub fn uses(tx: &mut Tx, profile: Uuid) -> Result<bool, Error> {
    let row = tx.query_opt(
        "SELECT 1 FROM import_feed WHERE profile_id = $1 LIMIT 1",
        &params![profile],
    )?;
    Ok(row.is_some())
}

/// The import of a file that was begun and neither finished nor failed.
pub fn begun(tx: &mut Tx, id: ImportFeedId, sha256: &str) -> Result<Option<ImportId>, Error> {
    let rows = tx.query(
        "SELECT id FROM import_run WHERE feed_id = $1 AND file_sha256 = $2 \
         AND finished_at IS NULL AND error IS NULL ORDER BY created_at DESC LIMIT 1",
        &params![id.uuid(), sha256],
    )?;
    rows.first().map(|row| read::id(row, 0)).transpose()
}

/// The newest import of each.
pub fn last_runs(tx: &mut Tx) -> Result<Vec<(ImportFeedId, ImportId)>, Error> {
    tx.query(
        "SELECT r.feed_id, r.id FROM import_run r JOIN import_feed f ON f.id = r.feed_id \
         WHERE NOT EXISTS (SELECT 1 FROM import_run n WHERE n.feed_id = r.feed_id \
             AND (n.created_at, n.id) > (r.created_at, r.id))",
        &[],
    )?
    .iter()
    .map(|row| Ok((read::id(row, 0)?, read::id(row, 1)?)))
    .collect()
}
