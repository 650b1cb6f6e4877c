//! What to say on a call.

use db::{Error, Row, Tx, params};
use domain::id::{ScriptId, SegmentId, UserId};
use domain::script::ScriptData;
use jiff::Timestamp;

use crate::read;

/// A script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Identity.
    pub id: ScriptId,
    /// What is written.
    pub data: ScriptData,
    /// Counts changes.
    pub version: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// Last change.
    pub updated_at: Timestamp,
}

const COLUMNS: &str =
    "id, kind, title, segment_id, steps, version, created_at, created_by, updated_at";

fn script(row: &Row) -> Result<Script, Error> {
    let steps = serde_json::from_str(row.get::<&str>(4)?).map_err(|_| Error::Column {
        index: 4,
        wanted: "steps",
        found: "another text",
    })?;
    Ok(Script {
        id: read::id(row, 0)?,
        data: ScriptData {
            kind: read::code(row, 1)?,
            title: row.get(2)?,
            segment_id: read::id_opt(row, 3)?,
            steps,
        },
        version: row.get(5)?,
        created_at: read::moment(row, 6)?,
        created_by: read::id(row, 7)?,
        updated_at: read::moment(row, 8)?,
    })
}

fn steps(data: &ScriptData) -> String {
    serde_json::to_string(&data.steps).expect("steps are plain data")
}

/// All scripts, in the order in which they were written.
pub fn list(tx: &mut Tx) -> Result<Vec<Script>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM script ORDER BY created_at, id");
    tx.query(&sql, &[])?.iter().map(script).collect()
}

/// One script.
pub fn find(tx: &mut Tx, id: ScriptId) -> Result<Option<Script>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM script WHERE id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| script(&row)).transpose()
}

/// Adds a script.
pub fn insert(tx: &mut Tx, script: &Script) -> Result<(), Error> {
    let data = &script.data;
    tx.execute(
        "INSERT INTO script (id, kind, title, segment_id, steps, version, created_at, created_by, \
             updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            script.id.uuid(),
            data.kind.code(),
            &data.title,
            data.segment_id.map(SegmentId::uuid),
            steps(data),
            script.version,
            script.created_at.as_microsecond(),
            script.created_by.uuid(),
            script.updated_at.as_microsecond(),
        ],
    )?;
    Ok(())
}

/// Writes a script; `script.version` is the new one. `false`: it moved on, or is gone.
pub fn update(tx: &mut Tx, script: &Script) -> Result<bool, Error> {
    let data = &script.data;
    let changed = tx.execute(
        "UPDATE script SET kind = $2, title = $3, segment_id = $4, steps = $5, version = $6, \
             updated_at = $7 \
         WHERE id = $1 AND version = $6 - 1",
        &params![
            script.id.uuid(),
            data.kind.code(),
            &data.title,
            data.segment_id.map(SegmentId::uuid),
            steps(data),
            script.version,
            script.updated_at.as_microsecond(),
        ],
    )?;
    Ok(changed == 1)
}

/// Removes a script.
pub fn delete(tx: &mut Tx, id: ScriptId) -> Result<(), Error> {
    tx.execute("DELETE FROM script WHERE id = $1", &params![id.uuid()])?;
    Ok(())
}
