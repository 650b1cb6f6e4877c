//! What the main report counts: contacts, tasks, clients by step, the plan; and which things each
//! employee changed.

use std::collections::BTreeMap;

use db::{Error, Row, Tx, params};
use domain::id::{ClientId, InteractionId, UserId};
use domain::interaction::{Effect, InteractionKind, Outcome, Purpose};
use domain::journal::JournalAction;
use domain::marker::Marker;
use domain::policy::Scope;
use domain::report::Measure;
use domain::task::TaskKind;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

/// Contacts of one employee, kind and effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Who had them.
    pub user: UserId,
    /// Of which kind.
    pub kind: InteractionKind,
    /// Whether they took place.
    pub effect: Effect,
    /// How many.
    pub contacts: i64,
}

fn live(users: &[UserId], from: Timestamp, until: Timestamp) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.compare("i.happened_at", ">=", from.as_microsecond());
    conditions.compare("i.happened_at", "<", until.as_microsecond());
    conditions.holds("i.deleted_at IS NULL");
    conditions.any_of("i.created_by", users.iter().map(|user| user.uuid()));
    conditions
}

/// The contacts that these employees had from a moment until another.
pub fn contacts(
    tx: &mut Tx,
    users: &[UserId],
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Counted>, Error> {
    let conditions = live(users, from, until);
    let clause = conditions.clause();
    let sql = format!(
        "SELECT i.created_by, i.kind, i.effect, COUNT(*) FROM interaction i{clause} \
         GROUP BY i.created_by, i.kind, i.effect ORDER BY i.created_by, i.kind, i.effect"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Counted {
                user: read::id(row, 0)?,
                kind: read::code(row, 1)?,
                effect: read::code(row, 2)?,
                contacts: row.get(3)?,
            })
        })
        .collect()
}

/// The minutes these employees noted, by purpose: where none was said, clients that buy are
/// developed, the others won (R217).
pub fn minutes(
    tx: &mut Tx,
    users: &[UserId],
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(UserId, Purpose, i64)>, Error> {
    let mut conditions = live(users, from, until);
    conditions.holds("i.minutes IS NOT NULL");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT m.created_by, m.purpose, CAST(SUM(m.minutes) AS BIGINT) FROM ( \
           SELECT i.created_by, i.minutes, COALESCE(i.purpose, CASE WHEN c.relation = 'current' \
           THEN 'development' ELSE 'acquisition' END) AS purpose \
           FROM interaction i JOIN client c ON c.id = i.client_id{clause}) m \
         GROUP BY m.created_by, m.purpose"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::code(row, 1)?, row.get(2)?)))
        .collect()
}

/// How many tasks these employees did from a moment until another.
pub fn tasks_done(
    tx: &mut Tx,
    users: &[UserId],
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(UserId, i64)>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("t.closed_at", ">=", from.as_microsecond());
    conditions.compare("t.closed_at", "<", until.as_microsecond());
    conditions.holds("t.state = 'done' AND t.deleted_at IS NULL");
    conditions.any_of("t.assignee_id", users.iter().map(|user| user.uuid()));
    let clause = conditions.clause();
    let sql = format!("SELECT t.assignee_id, COUNT(*) FROM task t{clause} GROUP BY t.assignee_id");
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, row.get(1)?)))
        .collect()
}

/// Open tasks of one employee and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// Whose.
    pub user: UserId,
    /// Of which kind.
    pub kind: TaskKind,
    /// Whether their day is over.
    pub overdue: bool,
    /// How many.
    pub tasks: i64,
    /// The minutes they take, where they have a time.
    pub minutes: i64,
}

/// The open tasks of these employees that are due by a day; those due before `today` are overdue.
pub fn tasks_open(
    tx: &mut Tx,
    users: &[UserId],
    today: Date,
    until: Date,
) -> Result<Vec<Open>, Error> {
    let mut conditions = Conditions::new();
    let today = conditions.bind(today.to_string());
    conditions.any_of("t.assignee_id", users.iter().map(|user| user.uuid()));
    conditions.holds("t.state = 'open' AND t.deleted_at IS NULL");
    conditions.compare("t.due_day", "<=", until.to_string());
    let clause = conditions.clause();
    let sql = format!(
        "SELECT o.assignee_id, o.kind, o.late, COUNT(*), CAST(COALESCE(SUM(o.minutes), 0) AS BIGINT) \
         FROM (SELECT t.assignee_id, t.kind, t.minutes, \
                 CASE WHEN t.due_day < {today} THEN 1 ELSE 0 END AS late FROM task t{clause}) o \
         GROUP BY o.assignee_id, o.kind, o.late"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Open {
                user: read::id(row, 0)?,
                kind: read::code(row, 1)?,
                overdue: row.get::<i64>(2)? == 1,
                tasks: row.get(3)?,
                minutes: row.get(4)?,
            })
        })
        .collect()
}

/// How many clients each of these employees has on each step of the funnel.
pub fn steps(tx: &mut Tx, users: &[UserId]) -> Result<Vec<(UserId, Marker, i64)>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("c.manager_id", users.iter().map(|user| user.uuid()));
    conditions.holds("c.deleted_at IS NULL");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT c.manager_id, c.marker, COUNT(*) FROM client c{clause} \
         GROUP BY c.manager_id, c.marker"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::code(row, 1)?, row.get(2)?)))
        .collect()
}

/// A contact behind a number of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// Which.
    pub id: InteractionId,
    /// When.
    pub happened_at: Timestamp,
    /// Of which kind.
    pub kind: InteractionKind,
    /// Whether it took place.
    pub effect: Effect,
    /// What came of it.
    pub outcome: Outcome,
    /// How long it took.
    pub minutes: Option<i64>,
    /// With which client, who manages it, and whether it is there.
    pub client: (ClientId, String, Option<UserId>, bool),
}

/// Which contacts of an employee.
#[derive(Debug, Clone)]
pub struct BehindQuery {
    /// Whose.
    pub user: UserId,
    /// From this moment …
    pub from: Timestamp,
    /// … until this one.
    pub until: Timestamp,
    /// Of this kind.
    pub kind: Option<InteractionKind>,
    /// Of this effect.
    pub effect: Option<Effect>,
    /// Before this place.
    pub after: Option<(Timestamp, Uuid)>,
    /// At most so many.
    pub limit: i64,
}

/// A page of the contacts of an employee, the latest first.
pub fn behind(tx: &mut Tx, query: &BehindQuery) -> Result<Vec<Behind>, Error> {
    let mut conditions = live(&[query.user], query.from, query.until);
    if let Some(kind) = query.kind {
        conditions.compare("i.kind", "=", kind.code());
    }
    if let Some(effect) = query.effect {
        conditions.compare("i.effect", "=", effect.code());
    }
    if let Some((moment, id)) = query.after {
        let place = [moment.as_microsecond().into(), id.into()];
        conditions.compare_row("(i.happened_at, i.id)", "<", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT i.id, i.happened_at, i.kind, i.effect, i.outcome, i.minutes, c.id, c.name, \
         c.manager_id, c.deleted_at FROM interaction i JOIN client c ON c.id = i.client_id{clause} \
         ORDER BY i.happened_at DESC, i.id DESC LIMIT {limit}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(read_behind).collect()
}

fn read_behind(row: &Row) -> Result<Behind, Error> {
    let gone = read::moment_opt(row, 9)?.is_some();
    Ok(Behind {
        id: read::id(row, 0)?,
        happened_at: read::moment(row, 1)?,
        kind: read::code(row, 2)?,
        effect: read::code(row, 3)?,
        outcome: read::code(row, 4)?,
        minutes: row.get(5)?,
        client: (read::id(row, 6)?, row.get(7)?, read::id_opt(row, 8)?, !gone),
    })
}

/// What is planned, by employee.
pub type Plans = BTreeMap<UserId, BTreeMap<(Measure, String), i64>>;

/// What is planned for these employees.
pub fn plans(tx: &mut Tx, users: &[UserId]) -> Result<Plans, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("p.user_id", users.iter().map(|user| user.uuid()));
    let clause = conditions.clause();
    let sql = format!("SELECT p.user_id, p.measure, p.place, p.amount FROM work_plan p{clause}");
    let mut found = Plans::new();
    for row in tx.query(&sql, conditions.params())? {
        let (user, measure) = (read::id(&row, 0)?, read::code(&row, 1)?);
        let of: &mut BTreeMap<_, _> = found.entry(user).or_default();
        of.insert((measure, row.get(2)?), row.get(3)?);
    }
    Ok(found)
}

/// Plans a number for an employee, or takes it out of the plan.
pub fn set_plan(
    tx: &mut Tx,
    user: UserId,
    measure: Measure,
    place: &str,
    amount: Option<i64>,
) -> Result<(), Error> {
    match amount {
        Some(amount) => tx.execute(
            "INSERT INTO work_plan (user_id, measure, place, amount) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (user_id, measure, place) DO UPDATE SET amount = $4",
            &params![user.uuid(), measure.code(), place, amount],
        )?,
        None => tx.execute(
            "DELETE FROM work_plan WHERE user_id = $1 AND measure = $2 AND place = $3",
            &params![user.uuid(), measure.code(), place],
        )?,
    };
    Ok(())
}

/// What these employees did to which things from a moment until another, as the journal has it.
pub fn deeds(
    tx: &mut Tx,
    users: &[UserId],
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(UserId, String, JournalAction)>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("j.made_at", ">=", from.as_microsecond());
    conditions.compare("j.made_at", "<", until.as_microsecond());
    conditions.any_of("j.actor_id", users.iter().map(|user| user.uuid()));
    let clause = conditions.clause();
    let sql = format!("SELECT DISTINCT j.actor_id, j.entity, j.action FROM journal j{clause}");
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, row.get(1)?, read::code(row, 2)?)))
        .collect()
}

/// The employees of a report: active, within the scope, of a team or one of them if asked.
pub fn people(
    tx: &mut Tx,
    scope: &Scope,
    team_of: Option<UserId>,
    one: Option<UserId>,
) -> Result<Vec<crate::user::User>, Error> {
    let mut conditions = Conditions::new();
    conditions.visible(scope, "u.id");
    if let Some(reader) = team_of {
        conditions.with(
            "u.team_id = (SELECT r.team_id FROM app_user r WHERE r.id = $?)",
            reader.uuid(),
        );
    }
    match one {
        Some(one) => conditions.compare("u.id", "=", one.uuid()),
        None => conditions.holds("u.state = 'active'"),
    }
    let clause = conditions.clause();
    let columns = crate::user::COLUMNS;
    let sql = format!("SELECT {columns} FROM app_user u{clause} ORDER BY u.name, u.id");
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| crate::user::read_user(row, 0))
        .collect()
}
