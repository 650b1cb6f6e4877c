//! What the notices of an employee are worked out from, and what the employee did with them.

use std::collections::HashMap;

use db::{Error, Row, Tx, params};
use domain::id::{ClientId, TaskBatchId, TaskId, UserId};
use domain::inbox::Marks;
use domain::policy::Scope;
use domain::task::TaskKind;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::read;

/// An open task with its client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The task.
    pub task: TaskId,
    /// The kind of work.
    pub kind: TaskKind,
    /// What to do.
    pub title: String,
    /// By which day.
    pub day: Date,
    /// For which client, when the reader may see it.
    pub client: Option<(ClientId, String)>,
}

fn client(row: &Row, at: usize, scope: &Scope) -> Result<Option<(ClientId, String)>, Error> {
    let id = read::id_opt(row, at)?;
    let name: Option<String> = row.get(at + 1)?;
    let seen = scope.covers(read::id_opt(row, at + 2)?);
    Ok(id.zip(name).filter(|_| seen))
}

/// Open tasks of an employee due by a day, the latest first: what was left undone for months is no
/// news.
pub fn due(
    tx: &mut Tx,
    scope: &Scope,
    user: UserId,
    by: Date,
    limit: i64,
) -> Result<Vec<Due>, Error> {
    let rows = tx.query(
        "SELECT t.id, t.kind, t.title, t.due_day, c.id, c.name, c.manager_id FROM task t \
         LEFT JOIN client c ON c.id = t.client_id \
         WHERE t.assignee_id = $1 AND t.state = 'open' AND t.due_day <= $2 \
         AND t.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY t.due_day DESC, t.id LIMIT $3",
        &params![user.uuid(), by.to_string(), limit],
    )?;
    let due = |row: &Row| {
        Ok(Due {
            task: read::id(row, 0)?,
            kind: read::code(row, 1)?,
            title: row.get(2)?,
            day: read::day(row, 3)?,
            client: client(row, 4, scope)?,
        })
    };
    rows.iter().map(due).collect()
}

/// Tasks that somebody else gave to the employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Those made together; the task itself stands for one made alone.
    pub batch: TaskBatchId,
    /// One of them.
    pub task: TaskId,
    /// Whether they were made together.
    pub together: bool,
    /// What to do.
    pub title: String,
    /// When they were made.
    pub at: Timestamp,
    /// How many.
    pub count: i64,
}

/// Open tasks others gave to an employee since a moment, those made together as one.
pub fn given(tx: &mut Tx, user: UserId, since: Timestamp, limit: i64) -> Result<Vec<Given>, Error> {
    let rows = tx.query(
        "SELECT COALESCE(t.batch_id, t.id), MAX(CASE WHEN t.batch_id IS NULL THEN 0 ELSE 1 END), \
             MIN(t.title), t.created_at, COUNT(*) \
         FROM task t LEFT JOIN client c ON c.id = t.client_id \
         WHERE t.assignee_id = $1 AND t.state = 'open' AND t.created_at >= $2 \
         AND t.created_by <> $1 AND t.deleted_at IS NULL AND c.deleted_at IS NULL \
         GROUP BY COALESCE(t.batch_id, t.id), t.created_at ORDER BY t.created_at DESC, 1 LIMIT $3",
        &params![user.uuid(), since.as_microsecond(), limit],
    )?;
    let given = |row: &Row| {
        Ok(Given {
            batch: read::id(row, 0)?,
            task: read::id(row, 0)?,
            together: row.get::<i64>(1)? == 1,
            title: row.get(2)?,
            at: read::moment(row, 3)?,
            count: row.get(4)?,
        })
    };
    rows.iter().map(given).collect()
}

/// When each client was taken back from an employee since a moment, the latest first.
pub fn withdrawn(tx: &mut Tx, user: UserId, since: Timestamp) -> Result<Vec<Timestamp>, Error> {
    let rows = tx.query(
        "SELECT ended_at FROM holding WHERE user_id = $1 AND ending = 'withdrawn' \
         AND ended_at >= $2 ORDER BY ended_at DESC",
        &params![user.uuid(), since.as_microsecond()],
    )?;
    rows.iter().map(|row| read::moment(row, 0)).collect()
}

/// Terms of an employee that end by a moment.
pub fn ending(
    tx: &mut Tx,
    user: UserId,
    by: Timestamp,
    limit: i64,
) -> Result<Vec<(ClientId, String, Timestamp)>, Error> {
    let rows = tx.query(
        "SELECT c.id, c.name, h.until_at FROM holding h JOIN client c ON c.id = h.client_id \
         WHERE h.user_id = $1 AND h.ended_at IS NULL AND h.until_at <= $2 \
         AND c.deleted_at IS NULL ORDER BY h.until_at, c.id LIMIT $3",
        &params![user.uuid(), by.as_microsecond(), limit],
    )?;
    let ending = |row: &Row| Ok((read::id(row, 0)?, row.get(1)?, read::moment(row, 2)?));
    rows.iter().map(ending).collect()
}

/// What an employee did with notices.
pub fn marks(tx: &mut Tx, user: UserId) -> Result<Marks, Error> {
    let rows = tx.query(
        "SELECT key, snoozed_until FROM inbox_mark WHERE user_id = $1",
        &params![user.uuid()],
    )?;
    let mut marks = HashMap::with_capacity(rows.len());
    for row in &rows {
        marks.insert(row.get(0)?, read::moment_opt(row, 1)?);
    }
    Ok(marks)
}

/// Keeps what an employee does with notices: puts them off until a moment, or is done with them.
pub fn mark(
    tx: &mut Tx,
    user: UserId,
    keys: &[String],
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Error> {
    unmark(tx, user, keys)?;
    tx.execute_many(
        "INSERT INTO inbox_mark (user_id, key, snoozed_until, marked_at) VALUES ($1, $2, $3, $4)",
        keys.iter().map(|key| {
            params![
                user.uuid(),
                key.as_str(),
                until.map(Timestamp::as_microsecond),
                now.as_microsecond(),
            ]
        }),
    )?;
    Ok(())
}

/// Notices an employee is not done with after all.
pub fn unmark(tx: &mut Tx, user: UserId, keys: &[String]) -> Result<(), Error> {
    let mut conditions = Conditions::new();
    conditions.compare("user_id", "=", user.uuid());
    conditions.any_of("key", keys.to_vec());
    let sql = format!("DELETE FROM inbox_mark{}", conditions.clause());
    tx.execute(&sql, conditions.params())?;
    Ok(())
}

/// Forgets marks older than this.
pub fn prune(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM inbox_mark WHERE marked_at < $1",
        &params![before.as_microsecond()],
    )?;
    Ok(())
}
