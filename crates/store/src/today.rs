//! Whom an employee may turn to now: for each reason the first few clients, by an index.

use db::{Error, Row, Tx, params};
use domain::client::Temperature;
use domain::id::{ClientId, TaskId, UserId};
use domain::interaction::Effect;
use domain::policy::Scope;
use domain::pool::ORDER;
use domain::today::{Reason, Why};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::read;

/// Whose queue, when, and how many of each reason at most.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The employee.
    pub user: UserId,
    /// Now.
    pub now: Timestamp,
    /// When the company's day ends.
    pub day_ends: Timestamp,
    /// Clients that turned to us before this are no longer news.
    pub turned_since: Timestamp,
    /// Terms that end by then are told.
    pub ending_by: Timestamp,
    /// Clients we contacted or tried to contact since are left in peace for now.
    pub tried_since: Timestamp,
    /// At most so many of each reason.
    pub limit: i64,
}

/// The client is not set aside as a whole.
const NOT_ASIDE: &str = "NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.client_id = c.id \
     AND q.channel_id IS NULL AND q.released_day IS NULL AND q.deleted_at IS NULL)";

fn reason(row: &Row, why: Why) -> Result<Reason, Error> {
    Ok(Reason {
        client: read::id(row, 0)?,
        why,
        at: read::moment(row, 1)?,
    })
}

/// Every reason that the cards of an employee give.
pub fn reasons(tx: &mut Tx, asked: &Asked) -> Result<Vec<Reason>, Error> {
    let user = asked.user.uuid();
    let now = asked.now.as_microsecond();
    let mut found = Vec::new();
    let tried = asked.tried_since.as_microsecond();
    let sql = format!(
        "SELECT c.id, c.rest_agreed_at FROM client c WHERE c.manager_id = $1 \
         AND c.deleted_at IS NULL AND c.rest_agreed_at IS NOT NULL AND c.rest_agreed_at < $2 \
         AND COALESCE(c.last_interaction_at, 0) < $3 AND {NOT_ASIDE} \
         ORDER BY c.rest_agreed_at LIMIT $4"
    );
    let ends = asked.day_ends.as_microsecond();
    for row in tx.query(&sql, &params![user, ends, tried, asked.limit])? {
        found.push(reason(&row, Why::Agreed)?);
    }
    let sql = format!(
        "SELECT c.id, c.turned_at FROM client c WHERE c.manager_id = $1 AND c.deleted_at IS NULL \
         AND c.turned_at IS NOT NULL AND c.turned_at >= $2 AND (c.last_interaction_at <= c.turned_at \
         OR c.last_interaction_at < $3) AND {NOT_ASIDE} ORDER BY c.turned_at LIMIT $4"
    );
    let since = asked.turned_since.as_microsecond();
    for row in tx.query(&sql, &params![user, since, tried, asked.limit])? {
        found.push(reason(&row, Why::Turned)?);
    }
    let sql = format!(
        "SELECT c.id, c.returns_at FROM client c WHERE c.manager_id = $1 AND c.deleted_at IS NULL \
         AND c.returns_at IS NOT NULL AND c.returns_at < $2 \
         AND COALESCE(c.last_interaction_at, 0) < $3 AND {NOT_ASIDE} \
         ORDER BY c.returns_at DESC LIMIT $4"
    );
    for row in tx.query(&sql, &params![user, ends, tried, asked.limit])? {
        found.push(reason(&row, Why::Returned)?);
    }
    let sql = format!(
        "SELECT c.id, h.until_at FROM holding h JOIN client c ON c.id = h.client_id \
         WHERE h.user_id = $1 AND h.ended_at IS NULL AND h.until_at <= $2 \
         AND (c.rest_until IS NULL OR c.rest_until <= $3) \
         AND COALESCE(c.last_interaction_at, 0) < $4 AND {NOT_ASIDE} ORDER BY h.until_at LIMIT $5"
    );
    let by = asked.ending_by.as_microsecond();
    for row in tx.query(&sql, &params![user, by, now, tried, asked.limit])? {
        found.push(reason(&row, Why::Ending)?);
    }
    let sql = format!(
        "SELECT c.id, COALESCE(c.last_effective_at, 0) FROM client c WHERE c.manager_id = $1 \
         AND c.deleted_at IS NULL AND COALESCE(c.temperature, '') = $2 \
         AND (c.rest_until IS NULL OR c.rest_until <= $3) \
         AND COALESCE(c.last_interaction_at, 0) < $4 AND {NOT_ASIDE} \
         ORDER BY COALESCE(c.last_effective_at, 0), c.id LIMIT $5"
    );
    for temperature in ORDER {
        let code = temperature.map_or("", Temperature::code);
        for row in tx.query(&sql, &params![user, code, now, tried, asked.limit])? {
            found.push(reason(&row, Why::of(temperature))?);
        }
    }
    Ok(found)
}

/// A task that is due at a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The task.
    pub task: TaskId,
    /// The client.
    pub client: ClientId,
    /// What is to be done.
    pub title: String,
    /// By which day.
    pub day: Date,
}

/// Open tasks of an employee at clients they hold, due by a day, the earliest first.
pub fn due(
    tx: &mut Tx,
    scope: &Scope,
    user: UserId,
    by: Date,
    limit: i64,
) -> Result<Vec<Due>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("t.state = 'open' AND t.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.with("t.assignee_id = $?", user.uuid());
    conditions.with("t.due_day <= $?", by.to_string());
    // Of one's own clients, and of those one is responsible for.
    if scope.areas().is_empty() {
        conditions.with("c.manager_id = $?", user.uuid());
    } else {
        conditions.visible(scope, "c.manager_id");
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT t.id, t.client_id, t.title, t.due_day FROM task t \
         JOIN client c ON c.id = t.client_id{clause} ORDER BY t.due_day, t.id LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Due {
                task: read::id(row, 0)?,
                client: read::id(row, 1)?,
                title: row.get(2)?,
                day: read::day(row, 3)?,
            })
        })
        .collect()
}

/// How many contacts an employee made, and tried, since a moment.
pub fn done(tx: &mut Tx, user: UserId, since: Timestamp) -> Result<(i64, i64), Error> {
    let row = tx.query_one(
        "SELECT COALESCE(SUM(CASE WHEN effect = $3 THEN 1 ELSE 0 END), 0), COUNT(*) \
         FROM interaction WHERE created_by = $1 AND happened_at >= $2 AND deleted_at IS NULL \
         AND direction = 'out'",
        &params![
            user.uuid(),
            since.as_microsecond(),
            Effect::Effective.code()
        ],
    )?;
    let (effective, all): (i64, i64) = (row.get(0)?, row.get(1)?);
    Ok((effective, all - effective))
}
