//! The conveyor: the steps of clients on their way, and two employees with one client for a time.

use std::collections::HashMap;

use db::{Error, Row, Tx, Value, params};
use domain::conveyor::joint::{Joint, JointState};
use domain::conveyor::{Step, StepKind};
use domain::id::{ClientId, JointWorkId, UserId};
use domain::policy::{Role, Scope};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::read;

const STEP: &str = "s.id, s.client_id, s.at, s.kind, s.by_id, s.from_id, s.to_id, s.reason, s.day, \
     s.note, s.details";

fn read_step(row: &Row) -> Result<Step, Error> {
    let details: Option<String> = row.get(10)?;
    Ok(Step {
        id: read::id(row, 0)?,
        client_id: read::id(row, 1)?,
        at: read::moment(row, 2)?,
        kind: read::code(row, 3)?,
        by_id: read::id_opt(row, 4)?,
        from_id: read::id_opt(row, 5)?,
        to_id: read::id_opt(row, 6)?,
        reason: row.get(7)?,
        day: read::day_opt(row, 8)?,
        note: row.get(9)?,
        details: details.and_then(|text| serde_json::from_str(&text).ok()),
    })
}

/// Writes a step down.
pub fn insert(tx: &mut Tx, step: &Step) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO conveyor_step (id, client_id, at, kind, by_id, from_id, to_id, reason, day, \
         note, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &params![
            step.id.uuid(),
            step.client_id.uuid(),
            step.at.as_microsecond(),
            step.kind.code(),
            step.by_id.map(|id| id.uuid()),
            step.from_id.map(|id| id.uuid()),
            step.to_id.map(|id| id.uuid()),
            &step.reason,
            step.day.map(|day| day.to_string()),
            &step.note,
            step.details.as_ref().map(ToString::to_string)
        ],
    )?;
    Ok(())
}

/// The way of a client, the latest step first: what a fresh look hides is left out. The caller has
/// found the client within the scope.
pub fn path(tx: &mut Tx, scope: &Scope, client: ClientId, limit: i64) -> Result<Vec<Step>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("s.client_id = $?", client.uuid());
    if scope.looks_fresh() {
        conditions.holds(
            "NOT EXISTS (SELECT 1 FROM fresh_look f WHERE f.client_id = s.client_id \
             AND s.at <= f.since)",
        );
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {STEP} FROM conveyor_step s{clause} ORDER BY s.at DESC, s.id DESC LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_step)
        .collect()
}

/// The last step of one kind at a client.
pub fn last(tx: &mut Tx, client: ClientId, kind: StepKind) -> Result<Option<Step>, Error> {
    let sql = format!(
        "SELECT {STEP} FROM conveyor_step s WHERE s.client_id = $1 AND s.kind = $2 \
         ORDER BY s.at DESC, s.id DESC LIMIT 1"
    );
    let row = tx.query_opt(&sql, &params![client.uuid(), kind.code()])?;
    row.map(|row| read_step(&row)).transpose()
}

/// How many clients were passed to each employee since a moment.
pub fn passed_to(tx: &mut Tx, since: Timestamp) -> Result<HashMap<UserId, i64>, Error> {
    let rows = tx.query(
        "SELECT to_id, COUNT(*) FROM conveyor_step WHERE kind = 'passed' AND at >= $1 \
         AND to_id IS NOT NULL GROUP BY to_id",
        &params![since.as_microsecond()],
    )?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, row.get(1)?)))
        .collect()
}

/// How many steps of one kind and reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What happened.
    pub kind: StepKind,
    /// Code of the reason.
    pub reason: Option<String>,
    /// How many.
    pub steps: i64,
}

/// Steps since a moment by kind and reason: all for whoever sees every client, else those that the
/// scope's employees did, gave or were given.
pub fn counts(tx: &mut Tx, scope: &Scope, since: Timestamp) -> Result<Vec<Counted>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("s.at >= $?", since.as_microsecond());
    if let Some(managers) = scope.managers() {
        conditions.with_list(
            "(s.by_id IN ($?) OR s.from_id IN ($?) OR s.to_id IN ($?))",
            managers.iter().map(|id| id.uuid()),
        );
    }
    let sql = format!(
        "SELECT s.kind, s.reason, COUNT(*) FROM conveyor_step s{} GROUP BY s.kind, s.reason \
         ORDER BY s.kind, COUNT(*) DESC, s.reason",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Counted {
                kind: read::code(row, 0)?,
                reason: row.get(1)?,
                steps: row.get(2)?,
            })
        })
        .collect()
}

/// Clients that are held, by the role of their holder.
pub fn held(tx: &mut Tx, scope: &Scope) -> Result<Vec<(Role, i64)>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let sql = format!(
        "SELECT u.role, COUNT(*) FROM client c JOIN app_user u ON u.id = c.manager_id{} \
         GROUP BY u.role",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| Ok((read::code(row, 0)?, row.get(1)?)))
        .collect()
}

const JOINT: &str = "w.id, w.client_id, w.kind, w.from_id, w.to_id, w.begun_at, w.until_day, \
     w.steps, w.state, w.accepted_day, w.person_id, w.reason, w.note, w.ended_at, w.version";
const JOINT_WIDTH: usize = 15;

fn read_joint(row: &Row) -> Result<Joint, Error> {
    let steps: String = row.get(7)?;
    Ok(Joint {
        id: read::id(row, 0)?,
        client_id: read::id(row, 1)?,
        kind: read::code(row, 2)?,
        from_id: read::id(row, 3)?,
        to_id: read::id(row, 4)?,
        begun_at: read::moment(row, 5)?,
        until_day: read::day(row, 6)?,
        steps: serde_json::from_str(&steps).unwrap_or_default(),
        state: read::code(row, 8)?,
        accepted_day: read::day_opt(row, 9)?,
        person_id: read::id_opt(row, 10)?,
        reason: read::code_opt(row, 11)?,
        note: row.get(12)?,
        ended_at: read::moment_opt(row, 13)?,
        version: row.get(14)?,
    })
}

fn values(joint: &Joint) -> Vec<Value<'static>> {
    let steps = serde_json::to_string(&joint.steps).unwrap_or_else(|_| "{}".to_owned());
    params![
        joint.id.uuid(),
        joint.until_day.to_string(),
        steps,
        joint.state.code(),
        joint.accepted_day.map(|day| day.to_string()),
        joint.person_id.map(|id| id.uuid()),
        joint.reason.map(|reason| reason.code()),
        joint.note.clone(),
        joint.ended_at.map(Timestamp::as_microsecond),
        joint.version
    ]
    .to_vec()
}

/// Begins joint work. The database refuses a second one at the same client.
pub fn insert_joint(tx: &mut Tx, joint: &Joint) -> Result<(), Error> {
    let mut all = values(joint);
    all.extend(params![
        joint.client_id.uuid(),
        joint.kind.code(),
        joint.from_id.uuid(),
        joint.to_id.uuid(),
        joint.begun_at.as_microsecond()
    ]);
    tx.execute(
        "INSERT INTO joint_work (id, until_day, steps, state, accepted_day, person_id, reason, note, \
         ended_at, version, client_id, kind, from_id, to_id, begun_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        &all,
    )?;
    Ok(())
}

/// Writes joint work of the version before; `false`: it moved on.
pub fn update_joint(tx: &mut Tx, joint: &Joint) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE joint_work SET until_day = $2, steps = $3, state = $4, accepted_day = $5, \
         person_id = $6, reason = $7, note = $8, ended_at = $9, version = $10 \
         WHERE id = $1 AND version = $10 - 1 AND state = 'open'",
        &values(joint),
    )?;
    Ok(changed == 1)
}

/// Joint work with the names a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointItem {
    /// The work.
    pub joint: Joint,
    /// Name of the client.
    pub client: String,
    /// Name of the holder.
    pub from: String,
    /// Name of who joins.
    pub to: String,
}

/// One piece of joint work at a client within the scope.
pub fn find_joint(tx: &mut Tx, scope: &Scope, id: JointWorkId) -> Result<Option<JointItem>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("w.id = $?", id.uuid());
    Ok(items(tx, scope, conditions, 1)?.pop())
}

/// The joint work that goes on at a client, which the caller has found within its scope.
pub fn open_joint(tx: &mut Tx, client: ClientId) -> Result<Option<Joint>, Error> {
    let sql =
        format!("SELECT {JOINT} FROM joint_work w WHERE w.client_id = $1 AND w.state = 'open'");
    let row = tx.query_opt(&sql, &params![client.uuid()])?;
    row.map(|row| read_joint(&row)).transpose()
}

/// The joint work that goes on at clients within the scope, what ends first before.
pub fn open_joints(tx: &mut Tx, scope: &Scope, limit: i64) -> Result<Vec<JointItem>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("w.state = $?", JointState::Open.code());
    items(tx, scope, conditions, limit)
}

fn items(
    tx: &mut Tx,
    scope: &Scope,
    mut conditions: Conditions,
    limit: i64,
) -> Result<Vec<JointItem>, Error> {
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {JOINT}, c.name, f.name, t.name FROM joint_work w JOIN client c ON c.id = w.client_id \
         JOIN app_user f ON f.id = w.from_id JOIN app_user t ON t.id = w.to_id{clause} \
         ORDER BY w.until_day, w.id LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(JointItem {
                joint: read_joint(row)?,
                client: row.get(JOINT_WIDTH)?,
                from: row.get(JOINT_WIDTH + 1)?,
                to: row.get(JOINT_WIDTH + 2)?,
            })
        })
        .collect()
}

/// The clients of others that an employee works together with their holders on a day.
pub fn shared_with(tx: &mut Tx, user: UserId, day: Date) -> Result<Vec<ClientId>, Error> {
    let rows = tx.query(
        "SELECT client_id FROM joint_work WHERE to_id = $1 AND state = 'open' AND until_day >= $2 \
         ORDER BY client_id",
        &params![user.uuid(), day.to_string()],
    )?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// Ends joint work at clients that are no longer with who began it.
pub(crate) fn void(tx: &mut Tx, clients: &[ClientId], now: Timestamp) -> Result<(), Error> {
    let mut conditions = Conditions::new();
    let now = conditions.bind(now.as_microsecond());
    conditions.any_of("client_id", clients.iter().map(|id| id.uuid()));
    conditions.holds(
        "state = 'open' AND NOT EXISTS (SELECT 1 FROM client c WHERE c.id = joint_work.client_id \
         AND c.manager_id = joint_work.from_id AND c.deleted_at IS NULL)",
    );
    tx.execute(
        &format!(
            "UPDATE joint_work SET state = 'void', ended_at = {now}, version = version + 1{}",
            conditions.clause()
        ),
        conditions.params(),
    )?;
    Ok(())
}
