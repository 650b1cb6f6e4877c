//! The register of training.

use db::{Error, Row, Tx, params};
use domain::id::{TrainingId, UserId};
use domain::policy::Scope;
use domain::training::TrainingData;
use jiff::Timestamp;

use crate::conditions::Conditions;
use crate::read;

/// A record of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Training {
    /// Identity.
    pub id: TrainingId,
    /// What is written.
    pub data: TrainingData,
    /// When it was written.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
}

const COLUMNS: &str =
    "r.id, r.user_id, r.kind, r.topic, r.day, r.score, r.note, r.created_at, r.created_by";

fn training(row: &Row) -> Result<Training, Error> {
    Ok(Training {
        id: read::id(row, 0)?,
        data: TrainingData {
            user_id: read::id(row, 1)?,
            kind: read::code(row, 2)?,
            topic: row.get(3)?,
            day: read::day(row, 4)?,
            score: row.get(5)?,
            note: row.get(6)?,
        },
        created_at: read::moment(row, 7)?,
        created_by: read::id(row, 8)?,
    })
}

/// The records of an employee, or of all within the scope, the newest first.
pub fn list(
    tx: &mut Tx,
    scope: &Scope,
    user: Option<UserId>,
    limit: i64,
) -> Result<Vec<Training>, Error> {
    let mut conditions = Conditions::new();
    conditions.visible(scope, "r.user_id");
    if let Some(user) = user {
        conditions.compare("r.user_id", "=", user.uuid());
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {COLUMNS} FROM training r{clause} ORDER BY r.day DESC, r.id DESC LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(training)
        .collect()
}

/// One record.
pub fn find(tx: &mut Tx, id: TrainingId) -> Result<Option<Training>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM training r WHERE r.id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| training(&row)).transpose()
}

/// Adds a record.
pub fn insert(tx: &mut Tx, training: &Training) -> Result<(), Error> {
    let data = &training.data;
    tx.execute(
        "INSERT INTO training (id, user_id, kind, topic, day, score, note, created_at, created_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            training.id.uuid(),
            data.user_id.uuid(),
            data.kind.code(),
            &data.topic,
            data.day.to_string(),
            data.score,
            data.note.as_deref(),
            training.created_at.as_microsecond(),
            training.created_by.uuid(),
        ],
    )?;
    Ok(())
}

/// Removes a record.
pub fn delete(tx: &mut Tx, id: TrainingId) -> Result<(), Error> {
    tx.execute("DELETE FROM training WHERE id = $1", &params![id.uuid()])?;
    Ok(())
}
