//! Planned changes of rules, and what their effect in the past is worked out from.

use std::collections::BTreeMap;

use db::{Error, Row, Tx, params};
use domain::client::{Relation, Temperature};
use domain::id::{ClientId, RuleChangeId, UserId};
use domain::policy::{Role, Scope};
use domain::rule::{RuleChangeState, Stay};
use domain::setting::Value;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::read;

/// A planned change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// Identity.
    pub id: RuleChangeId,
    /// Values by name of the setting; `None` goes back to the default.
    pub changes: BTreeMap<String, Option<Value>>,
    /// The day from which on it holds.
    pub from_day: Date,
    /// How far it is.
    pub state: RuleChangeState,
    /// When it was planned.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// When it came, was called off or refused.
    pub closed_at: Option<Timestamp>,
}

const COLUMNS: &str = "r.id, r.changes, r.from_day, r.state, r.created_at, r.created_by, \
    r.closed_at";

fn change(row: &Row) -> Result<RuleChange, Error> {
    let changes = serde_json::from_str(row.get::<&str>(1)?).map_err(|_| Error::Column {
        index: 1,
        wanted: "changes",
        found: "another text",
    })?;
    Ok(RuleChange {
        id: read::id(row, 0)?,
        changes,
        from_day: read::day(row, 2)?,
        state: read::code(row, 3)?,
        created_at: read::moment(row, 4)?,
        created_by: read::id(row, 5)?,
        closed_at: read::moment_opt(row, 6)?,
    })
}

/// The latest changes with who planned them, those that wait first.
pub fn list(tx: &mut Tx, limit: i64) -> Result<Vec<(RuleChange, Option<String>)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, u.name FROM rule_change r LEFT JOIN app_user u ON u.id = r.created_by \
         ORDER BY CASE r.state WHEN 'waiting' THEN 0 ELSE 1 END, r.created_at DESC, r.id LIMIT $1"
    );
    tx.query(&sql, &params![limit])?
        .iter()
        .map(|row| Ok((change(row)?, row.get(7)?)))
        .collect()
}

/// One change.
pub fn find(tx: &mut Tx, id: RuleChangeId) -> Result<Option<RuleChange>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM rule_change r WHERE r.id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| change(&row)).transpose()
}

/// Changes whose day has come, in the order of their days.
pub fn due(tx: &mut Tx, today: Date) -> Result<Vec<RuleChange>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rule_change r WHERE r.state = 'waiting' AND r.from_day <= $1 \
         ORDER BY r.from_day, r.created_at, r.id"
    );
    tx.query(&sql, &params![today.to_string()])?
        .iter()
        .map(change)
        .collect()
}

/// Adds a change.
pub fn insert(tx: &mut Tx, change: &RuleChange) -> Result<(), Error> {
    let changes = serde_json::to_string(&change.changes).expect("values are plain data");
    tx.execute(
        "INSERT INTO rule_change (id, changes, from_day, state, created_at, created_by, closed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &params![
            change.id.uuid(),
            changes,
            change.from_day.to_string(),
            change.state.code(),
            change.created_at.as_microsecond(),
            change.created_by.uuid(),
            change.closed_at.map(Timestamp::as_microsecond),
        ],
    )?;
    Ok(())
}

/// Ends the waiting of a change. `false`: it does not wait any more.
pub fn close(
    tx: &mut Tx,
    id: RuleChangeId,
    state: RuleChangeState,
    at: Timestamp,
) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE rule_change SET state = $2, closed_at = $3 WHERE id = $1 AND state = 'waiting'",
        &params![id.uuid(), state.code(), at.as_microsecond()],
    )?;
    Ok(changed == 1)
}

/// An effective contact that we made, with what the rest of its client depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// The client.
    pub client: ClientId,
    /// What the client is to us.
    pub relation: Relation,
    /// How near to buying.
    pub temperature: Option<Temperature>,
    /// The days of its segment, when it has its own.
    pub segment_days: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: UserId,
    /// The day that was agreed on for the next one.
    pub agreed_day: Option<Date>,
}

/// Effective contacts we made since a moment, client by client, the first one first.
pub fn contacts(
    tx: &mut Tx,
    scope: &Scope,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<Made>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("i.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.holds("i.direction = 'out' AND i.effect = 'effective'");
    conditions.compare("i.happened_at", ">=", since.as_microsecond());
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT c.id, c.relation, c.temperature, s.rest_days, i.happened_at, i.created_by, \
             i.agreed_day \
         FROM interaction i JOIN client c ON c.id = i.client_id \
         LEFT JOIN segment s ON s.id = c.segment_id{clause} \
         ORDER BY c.id, i.happened_at, i.id LIMIT {limit}"
    );
    let made = |row: &Row| {
        Ok(Made {
            client: read::id(row, 0)?,
            relation: read::code(row, 1)?,
            temperature: read::code_opt(row, 2)?,
            segment_days: row.get(3)?,
            at: read::moment(row, 4)?,
            by: read::id(row, 5)?,
            agreed_day: read::day_opt(row, 6)?,
        })
    };
    tx.query(&sql, conditions.params())?
        .iter()
        .map(made)
        .collect()
}

/// When clients turned to us or their rest was lifted since a moment.
pub fn opened(
    tx: &mut Tx,
    scope: &Scope,
    since: Timestamp,
) -> Result<Vec<(ClientId, Timestamp)>, Error> {
    let mut found = Vec::new();
    for (table, at, only) in [
        ("interaction", "i.happened_at", "i.direction = 'in'"),
        ("rest_lift", "i.created_at", "1 = 1"),
    ] {
        let mut conditions = Conditions::new();
        conditions.holds("i.deleted_at IS NULL AND c.deleted_at IS NULL");
        conditions.holds(only);
        conditions.compare(at, ">=", since.as_microsecond());
        conditions.visible(scope, "c.manager_id");
        let clause = conditions.clause();
        let sql =
            format!("SELECT c.id, {at} FROM {table} i JOIN client c ON c.id = i.client_id{clause}");
        for row in tx.query(&sql, conditions.params())? {
            found.push((read::id(&row, 0)?, read::moment(&row, 1)?));
        }
    }
    Ok(found)
}

/// A stay with what its term depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The client.
    pub client: ClientId,
    /// The role of the holder.
    pub role: Role,
    /// The days of the client's segment, when it has its own.
    pub segment_days: Option<i64>,
    /// The stay.
    pub stay: Stay,
}

/// Stays of clients that are there, and had not ended before a moment.
pub fn stays(tx: &mut Tx, scope: &Scope, since: Timestamp, limit: i64) -> Result<Vec<Held>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("c.deleted_at IS NULL");
    conditions.with(
        "(h.ended_at IS NULL OR h.ended_at >= $?)",
        since.as_microsecond(),
    );
    conditions.visible(scope, "h.user_id");
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT h.client_id, u.role, s.holding_days, COALESCE(h.result_at, h.since), h.ended_at \
         FROM holding h JOIN client c ON c.id = h.client_id JOIN app_user u ON u.id = h.user_id \
         LEFT JOIN segment s ON s.id = c.segment_id{clause} \
         ORDER BY h.client_id, h.seq LIMIT {limit}"
    );
    let held = |row: &Row| {
        Ok(Held {
            client: read::id(row, 0)?,
            role: read::code(row, 1)?,
            segment_days: row.get(2)?,
            stay: Stay {
                renewed_at: read::moment(row, 3)?,
                ended_at: read::moment_opt(row, 4)?,
            },
        })
    };
    tx.query(&sql, conditions.params())?
        .iter()
        .map(held)
        .collect()
}
