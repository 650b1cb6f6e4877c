//! Signals of the market. A reader with a limited scope sees those that its employees own, wrote or
//! manage the client of, and those that nobody has taken and that are about no client.

use db::{Error, Row, Tx, Value, params};
use domain::id::{ClientId, SignalId, UserId};
use domain::policy::Scope;
use domain::signal::{Signal, SignalData, SignalKind, SignalState};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

const COLUMNS: &str = "s.id, s.client_id, s.subject, s.kind, s.text, s.day, s.due_day, s.state, \
    s.owner_id, s.outcome, s.closed_at, s.version, s.created_at, s.created_by, s.updated_at";
const WIDTH: usize = 15;
const FROM: &str = "signal s LEFT JOIN client c ON c.id = s.client_id \
    LEFT JOIN app_user u ON u.id = s.owner_id";

/// A signal with the names it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The signal.
    pub signal: Signal,
    /// Name of the client and who manages it.
    pub client: Option<(String, Option<UserId>)>,
    /// Name of who works on it.
    pub owner: Option<String>,
}

fn read_signal(row: &Row) -> Result<Signal, Error> {
    Ok(Signal {
        id: read::id(row, 0)?,
        data: SignalData {
            client_id: read::id_opt(row, 1)?,
            subject: row.get(2)?,
            kind: read::code(row, 3)?,
            text: row.get(4)?,
            day: read::day(row, 5)?,
            due_day: read::day(row, 6)?,
            state: read::code(row, 7)?,
            owner_id: read::id_opt(row, 8)?,
            outcome: row.get(9)?,
            closed_at: read::moment_opt(row, 10)?,
        },
        version: row.get(11)?,
        created_at: read::moment(row, 12)?,
        created_by: read::id(row, 13)?,
        updated_at: read::moment(row, 14)?,
    })
}

fn read_item(row: &Row) -> Result<Item, Error> {
    let name: Option<String> = row.get(WIDTH)?;
    let manager = read::id_opt(row, WIDTH + 1)?;
    Ok(Item {
        signal: read_signal(row)?,
        client: name.map(|name| (name, manager)),
        owner: row.get(WIDTH + 2)?,
    })
}

/// What to list, the newest first.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// In one of these states; none: in any.
    pub states: &'a [SignalState],
    /// Of this kind.
    pub kind: Option<SignalKind>,
    /// Worked by this employee.
    pub owner: Option<UserId>,
    /// About this client.
    pub client: Option<ClientId>,
    /// Begin after this place.
    pub after: Option<(Date, SignalId)>,
    /// At most so many.
    pub limit: i64,
}

fn standing(query: &ListQuery<'_>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("s.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible_signals(query.scope);
    if !query.states.is_empty() {
        conditions.any_of("s.state", query.states.iter().map(|state| state.code()));
    }
    if let Some(kind) = query.kind {
        conditions.compare("s.kind", "=", kind.code());
    }
    if let Some(owner) = query.owner {
        conditions.compare("s.owner_id", "=", owner.uuid());
    }
    if let Some(client) = query.client {
        conditions.compare("s.client_id", "=", client.uuid());
    }
    conditions
}

/// A page of signals.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let mut conditions = standing(query);
    if let Some((day, id)) = query.after {
        let place = [Value::from(day.to_string()), Value::from(id.uuid())];
        conditions.compare_row("(s.day, s.id)", "<", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT {COLUMNS}, c.name, c.manager_id, u.name FROM {FROM}{clause} \
         ORDER BY s.day DESC, s.id DESC LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_item)
        .collect()
}

/// How many there are, whatever the page.
pub fn count(tx: &mut Tx, query: &ListQuery<'_>) -> Result<i64, Error> {
    let conditions = standing(query);
    let sql = format!("SELECT COUNT(*) FROM {FROM}{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// One signal that may be seen.
pub fn find(tx: &mut Tx, scope: &Scope, id: SignalId) -> Result<Option<Item>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("s.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.compare("s.id", "=", id.uuid());
    conditions.visible_signals(scope);
    let sql = format!(
        "SELECT {COLUMNS}, c.name, c.manager_id, u.name FROM {FROM}{}",
        conditions.clause()
    );
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| read_item(&row)).transpose()
}

/// One that was taken back.
pub fn deleted(tx: &mut Tx, id: SignalId) -> Result<Option<Signal>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM signal s WHERE s.id = $1 AND s.deleted_at IS NOT NULL");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_signal(&row)).transpose()
}

/// Adds signals.
pub fn insert<'a>(
    tx: &mut Tx,
    signals: impl IntoIterator<Item = &'a Signal>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO signal (id, client_id, subject, kind, text, day, due_day, state, owner_id, \
             outcome, closed_at, version, created_at, created_by, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        signals.into_iter().map(|signal| {
            let data = &signal.data;
            params![
                signal.id.uuid(),
                data.client_id.map(ClientId::uuid),
                &data.subject,
                data.kind.code(),
                data.text.as_deref(),
                data.day.to_string(),
                data.due_day.to_string(),
                data.state.code(),
                data.owner_id.map(UserId::uuid),
                data.outcome.as_deref(),
                data.closed_at.map(Timestamp::as_microsecond),
                signal.version,
                signal.created_at.as_microsecond(),
                signal.created_by.uuid(),
                signal.updated_at.as_microsecond(),
            ]
        }),
    )
}

/// Writes a signal; `signal.version` is the new one. One that was taken back is there again.
/// `false`: it moved on.
pub fn update(tx: &mut Tx, signal: &Signal) -> Result<bool, Error> {
    let data = &signal.data;
    let changed = tx.execute(
        "UPDATE signal SET client_id = $2, subject = $3, kind = $4, text = $5, day = $6, \
             due_day = $7, state = $8, owner_id = $9, outcome = $10, closed_at = $11, \
             version = $12, updated_at = $13, deleted_at = NULL \
         WHERE id = $1 AND version = $12 - 1",
        &params![
            signal.id.uuid(),
            data.client_id.map(ClientId::uuid),
            &data.subject,
            data.kind.code(),
            data.text.as_deref(),
            data.day.to_string(),
            data.due_day.to_string(),
            data.state.code(),
            data.owner_id.map(UserId::uuid),
            data.outcome.as_deref(),
            data.closed_at.map(Timestamp::as_microsecond),
            signal.version,
            signal.updated_at.as_microsecond(),
        ],
    )?;
    Ok(changed == 1)
}

/// Takes a signal back.
pub fn delete(tx: &mut Tx, id: SignalId, at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE signal SET deleted_at = $2, version = version + 1, updated_at = $2 \
         WHERE id = $1 AND deleted_at IS NULL",
        &params![id.uuid(), at.as_microsecond()],
    )?;
    Ok(())
}

/// The only client within the scope whose name has one of these keys.
pub fn client_named(
    tx: &mut Tx,
    scope: &Scope,
    keys: Vec<String>,
) -> Result<Option<ClientId>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("name_key", keys);
    conditions.holds("deleted_at IS NULL");
    conditions.visible(scope, "manager_id");
    let sql = format!("SELECT id FROM client{} LIMIT 2", conditions.clause());
    let found = tx.query(&sql, conditions.params())?;
    match found.as_slice() {
        [one] => Ok(Some(one.get::<Uuid>(0)?.into())),
        _ => Ok(None),
    }
}
