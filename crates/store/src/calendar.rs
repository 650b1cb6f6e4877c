//! The calendar: what of a day is taken, the birthdays of people, and the addresses at which
//! calendar programs read. Tasks themselves are in `task`.

use db::{Error, Row, Tx, params};
use domain::calendar::Slot;
use domain::id::{ClientId, PersonId, TaskId, UserId};
use domain::policy::Scope;
use domain::task::Whose;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::read;

/// What an employee's tasks take of the days from one to another, both included, but for one task;
/// whatever the reader may see: only the times are told.
pub fn taken(
    tx: &mut Tx,
    user: UserId,
    from: Date,
    to: Date,
    but: Option<TaskId>,
) -> Result<Vec<(Date, Slot)>, Error> {
    let rows = tx.query(
        "SELECT t.due_day, t.starts, t.minutes, t.id FROM task t \
         LEFT JOIN client c ON c.id = t.client_id \
         WHERE t.assignee_id = $1 AND t.due_day >= $2 AND t.due_day <= $3 \
         AND t.starts IS NOT NULL AND t.minutes IS NOT NULL AND t.state <> 'cancelled' \
         AND t.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY t.due_day, t.starts, t.id",
        &params![user.uuid(), from.to_string(), to.to_string()],
    )?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: TaskId = read::id(row, 3)?;
        if let Some(starts) = read::time_opt(row, 1)?
            && Some(id) != but
        {
            found.push((read::day(row, 0)?, Slot::new(starts, row.get(2)?)));
        }
    }
    Ok(found)
}

/// A person whose birthday it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Birthday {
    /// Month and day, `MM-DD`.
    pub yearly: String,
    /// Who; none: the client itself.
    pub person: Option<(PersonId, String)>,
    /// Of which client.
    pub client: (ClientId, String),
}

/// The most birthdays told at once.
const BIRTHDAYS: i64 = 1_000;

/// Whose birthday is on one of these `MM-DD`, of clients within the scope.
pub fn birthdays(
    tx: &mut Tx,
    scope: &Scope,
    whose: Whose,
    reader: UserId,
    manager: Option<UserId>,
    days: &[String],
) -> Result<Vec<Birthday>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("f.yearly", days.iter().cloned());
    conditions.holds("f.yearly IS NOT NULL AND f.deleted_at IS NULL");
    conditions.holds("c.deleted_at IS NULL AND p.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    match whose {
        Whose::Mine => conditions.compare("c.manager_id", "=", reader.uuid()),
        Whose::Team => conditions.with(
            "c.manager_id IN (SELECT u.id FROM app_user u JOIN app_user r ON r.team_id = u.team_id \
              WHERE r.id = $?)",
            reader.uuid(),
        ),
        Whose::All => {}
    }
    if let Some(manager) = manager {
        conditions.compare("c.manager_id", "=", manager.uuid());
    }
    let clause = conditions.clause();
    let limit = conditions.bind(BIRTHDAYS);
    let sql = format!(
        "SELECT DISTINCT f.yearly, p.id, p.name, c.id, c.name FROM fact f \
         JOIN client c ON c.id = f.client_id LEFT JOIN person p ON p.id = f.person_id{clause} \
         ORDER BY f.yearly, c.name, c.id, p.name, p.id LIMIT {limit}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(read_birthday).collect()
}

fn read_birthday(row: &Row) -> Result<Birthday, Error> {
    let person: Option<PersonId> = read::id_opt(row, 1)?;
    let name: Option<String> = row.get(2)?;
    Ok(Birthday {
        yearly: row.get(0)?,
        person: person.zip(name),
        client: (read::id(row, 3)?, row.get(4)?),
    })
}

/// The address of an employee's calendar, without its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// Whose.
    pub user_id: UserId,
    /// Since when.
    pub created_at: Timestamp,
    /// Last read, to the hour.
    pub read_at: Option<Timestamp>,
}

/// Gives an employee an address in place of the one before.
pub fn set_feed(tx: &mut Tx, user: UserId, hash: &str, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO calendar_feed (user_id, token_hash, created_at) VALUES ($1, $2, $3) \
         ON CONFLICT (user_id) DO UPDATE SET token_hash = $2, created_at = $3, read_at = NULL",
        &params![user.uuid(), hash, now.as_microsecond()],
    )?;
    Ok(())
}

/// Takes an employee's address away; `false`: they had none.
pub fn drop_feed(tx: &mut Tx, user: UserId) -> Result<bool, Error> {
    let gone = tx.execute(
        "DELETE FROM calendar_feed WHERE user_id = $1",
        &params![user.uuid()],
    )?;
    Ok(gone == 1)
}

/// The address of an employee.
pub fn feed_of(tx: &mut Tx, user: UserId) -> Result<Option<Feed>, Error> {
    let row = tx.query_opt(
        "SELECT user_id, created_at, read_at FROM calendar_feed WHERE user_id = $1",
        &params![user.uuid()],
    )?;
    row.map(|row| read_feed(&row)).transpose()
}

/// The address with this secret.
pub fn feed_by(tx: &mut Tx, hash: &str) -> Result<Option<Feed>, Error> {
    let row = tx.query_opt(
        "SELECT user_id, created_at, read_at FROM calendar_feed WHERE token_hash = $1",
        &params![hash],
    )?;
    row.map(|row| read_feed(&row)).transpose()
}

/// Notes that a calendar was read.
pub fn touch_feed(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE calendar_feed SET read_at = $2 WHERE user_id = $1",
        &params![user.uuid(), now.as_microsecond()],
    )?;
    Ok(())
}

fn read_feed(row: &Row) -> Result<Feed, Error> {
    Ok(Feed {
        user_id: read::id(row, 0)?,
        created_at: read::moment(row, 1)?,
        read_at: read::moment_opt(row, 2)?,
    })
}
