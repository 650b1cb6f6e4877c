//! Stays of clients with employees. The stay that goes on follows the manager of the card: every
//! statement that writes a manager is in `client`, and calls [`follow`].

use std::collections::HashMap;

use db::{Error, Row, Tx, Value, params};
use domain::holding::{Ending, Holding, Load, TERMS};
use domain::id::{ClientId, UserId};
use domain::policy::{Role, Scope};
use jiff::Timestamp;

use crate::conditions::Conditions;
use crate::read;

const COLUMNS: &str = "h.client_id, h.seq, h.user_id, h.since, h.until_at, h.result_at, \
     h.results, h.ended_at, h.ending, h.why";
const WIDTH: usize = 10;

fn read_holding(row: &Row) -> Result<Holding, Error> {
    Ok(Holding {
        client_id: read::id(row, 0)?,
        seq: row.get(1)?,
        user_id: read::id(row, 2)?,
        since: read::moment(row, 3)?,
        until: read::moment_opt(row, 4)?,
        result_at: read::moment_opt(row, 5)?,
        results: row.get(6)?,
        ended_at: read::moment_opt(row, 7)?,
        ending: read::code_opt(row, 8)?,
        why: row.get(9)?,
    })
}

/// The days of a term in force, in the order of [`TERMS`].
fn days(tx: &mut Tx) -> Result<[i64; 3], Error> {
    let rows = tx.query(
        "SELECT name, value FROM setting WHERE name >= 'holding.' AND name < 'holding/'",
        &[],
    )?;
    let mut kept = HashMap::new();
    for row in &rows {
        let (name, value): (String, String) = (row.get(0)?, row.get(1)?);
        kept.insert(name, value);
    }
    Ok(TERMS.map(|(_, days, _)| {
        kept.get(days.name)
            .and_then(|value| value.parse().ok())
            .unwrap_or(days.default)
    }))
}

/// How many clients one statement follows.
const PORTION: usize = 400;

/// Ends the stays of clients whose manager is another now, and begins the one of who manages them.
pub(crate) fn follow(tx: &mut Tx, clients: &[ClientId], now: Timestamp) -> Result<(), Error> {
    let days = days(tx)?;
    for portion in clients.chunks(PORTION) {
        let mut values: Vec<Value<'static>> = vec![Value::from(now.as_microsecond())];
        values.extend(portion.iter().map(|id| Value::from(id.uuid())));
        let listed = places(2, portion.len());
        tx.execute(
            &format!(
                "UPDATE holding SET ended_at = $1, ending = COALESCE((SELECT CASE \
                 WHEN c.deleted_at IS NOT NULL THEN 'gone' WHEN c.manager_id IS NULL THEN 'released' \
                 ELSE 'replaced' END FROM client c WHERE c.id = holding.client_id), 'gone') \
                 WHERE ended_at IS NULL AND client_id IN ({listed}) AND NOT EXISTS (SELECT 1 \
                 FROM client c WHERE c.id = holding.client_id AND c.manager_id = holding.user_id \
                 AND c.deleted_at IS NULL)"
            ),
            &values,
        )?;
        begin(tx, portion, Some(now), days)?;
        crate::conveyor::void(tx, portion, now)?;
    }
    Ok(())
}

/// Begins stays of new clients with those who manage them, since they were added.
pub(crate) fn begin_all(tx: &mut Tx, clients: &[ClientId]) -> Result<(), Error> {
    let days = days(tx)?;
    for portion in clients.chunks(PORTION) {
        begin(tx, portion, None, days)?;
    }
    Ok(())
}

fn begin(
    tx: &mut Tx,
    clients: &[ClientId],
    now: Option<Timestamp>,
    days: [i64; 3],
) -> Result<(), Error> {
    let now = now.map(Timestamp::as_microsecond);
    let mut values: Vec<Value<'static>> = vec![Value::from(now)];
    values.extend(days.map(Value::from));
    values.extend(clients.iter().map(|id| Value::from(id.uuid())));
    tx.execute(
        &format!(
            "INSERT INTO holding (client_id, seq, user_id, since, until_at, result_at, results, \
             ended_at, ending, why) \
             SELECT x.id, x.seq, x.manager_id, x.since, \
             CASE WHEN x.days > 0 THEN x.since + x.days * 86400000000 END, NULL, 0, NULL, NULL, NULL FROM \
             (SELECT c.id, c.manager_id, COALESCE(CAST($1 AS BIGINT), c.created_at) AS since, {TERM_DAYS} AS days, \
             COALESCE((SELECT MAX(k.seq) FROM holding k WHERE k.client_id = c.id), 0) + 1 AS seq \
             FROM client c JOIN app_user u ON u.id = c.manager_id \
             LEFT JOIN segment s ON s.id = c.segment_id \
             WHERE c.id IN ({}) AND c.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM holding o \
             WHERE o.client_id = c.id AND o.ended_at IS NULL)) x",
            places(5, clients.len())
        ),
        &values,
    )?;
    Ok(())
}

/// The days of the term of client `c` in segment `s` with its holder `u`; `$2` to `$4` are those of
/// the roles.
const TERM_DAYS: &str = "CASE WHEN u.role = 'telemarketer' THEN COALESCE(s.holding_days, $2) \
     WHEN u.role = 'active_seller' THEN COALESCE(s.holding_days, $3) \
     WHEN u.role = 'client_manager' THEN COALESCE(s.holding_days, $4) ELSE 0 END";

fn places(from: usize, count: usize) -> String {
    let places: Vec<String> = (from..from + count).map(|at| format!("${at}")).collect();
    places.join(", ")
}

/// A result at `at` that holders of these roles owe: the term goes on from there, never shorter
/// than it was.
pub fn renew(tx: &mut Tx, client: ClientId, roles: &[Role], at: Timestamp) -> Result<bool, Error> {
    let days = days(tx)?;
    let mut values: Vec<Value<'static>> = vec![Value::from(at.as_microsecond())];
    values.extend(days.map(Value::from));
    values.push(Value::from(client.uuid()));
    values.extend(roles.iter().map(|role| Value::from(role.code())));
    let roles = places(6, roles.len());
    let changed = tx.execute(
        &format!(
            "UPDATE holding SET results = results + 1, result_at = $1, until_at = CASE \
             WHEN x.days <= 0 THEN NULL \
             WHEN until_at > CAST($1 AS BIGINT) + x.days * 86400000000 THEN until_at \
             ELSE CAST($1 AS BIGINT) + x.days * 86400000000 END \
             FROM (SELECT c.id, {TERM_DAYS} AS days FROM client c \
             JOIN app_user u ON u.id = c.manager_id LEFT JOIN segment s ON s.id = c.segment_id \
             WHERE c.id = $5 AND u.role IN ({roles})) x \
             WHERE holding.client_id = x.id AND ended_at IS NULL AND since <= $1 \
             AND (result_at IS NULL OR result_at < $1)"
        ),
        &values,
    )?;
    Ok(changed > 0)
}

/// Lets a stay go on until `until`.
pub fn extend(tx: &mut Tx, client: ClientId, until: Option<Timestamp>) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE holding SET until_at = $2 WHERE client_id = $1 AND ended_at IS NULL",
        &params![client.uuid(), until.map(Timestamp::as_microsecond)],
    )?;
    Ok(changed > 0)
}

/// Ends the stay that goes on as withdrawn; the caller takes the manager off the card.
pub fn withdraw(tx: &mut Tx, client: ClientId, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE holding SET ended_at = $2, ending = $3 WHERE client_id = $1 AND ended_at IS NULL",
        &params![
            client.uuid(),
            now.as_microsecond(),
            Ending::Withdrawn.code()
        ],
    )?;
    Ok(())
}

/// Clients whose term is over at `now`, the longest over first.
pub fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<ClientId>, Error> {
    let rows = tx.query(
        "SELECT client_id FROM holding WHERE ended_at IS NULL AND until_at IS NOT NULL \
         AND until_at <= $1 ORDER BY until_at LIMIT $2",
        &params![now.as_microsecond(), limit],
    )?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// The stay of a client that goes on; the caller has found the client within its scope.
pub fn open_of(tx: &mut Tx, client: ClientId) -> Result<Option<Holding>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM holding h WHERE h.client_id = $1 AND h.ended_at IS NULL");
    let row = tx.query_opt(&sql, &params![client.uuid()])?;
    row.map(|row| read_holding(&row)).transpose()
}

/// The stays of a client with the names of the holders, the latest first; those that were over
/// before a fresh look are not told to whom it hides the past.
pub fn history(
    tx: &mut Tx,
    scope: &Scope,
    client: ClientId,
) -> Result<Vec<(Holding, String)>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("h.client_id = $?", client.uuid());
    if scope.looks_fresh() {
        conditions.holds(
            "(h.ended_at IS NULL OR NOT EXISTS (SELECT 1 FROM fresh_look f \
             WHERE f.client_id = h.client_id AND h.ended_at <= f.since))",
        );
    }
    let sql = format!(
        "SELECT {COLUMNS}, u.name FROM holding h JOIN app_user u ON u.id = h.user_id{} \
         ORDER BY h.seq DESC",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| Ok((read_holding(row)?, row.get(WIDTH)?)))
        .collect()
}

/// Keeps why a client went to who holds it.
pub fn explain(tx: &mut Tx, client: ClientId, why: &str) -> Result<(), Error> {
    tx.execute(
        "UPDATE holding SET why = $2 WHERE client_id = $1 AND ended_at IS NULL",
        &params![client.uuid(), why],
    )?;
    Ok(())
}

/// When the last stay of a client with an employee ended by withdrawal.
pub fn withdrawn_from(
    tx: &mut Tx,
    client: ClientId,
    user: UserId,
) -> Result<Option<Timestamp>, Error> {
    let row = tx.query_one(
        "SELECT MAX(ended_at) FROM holding \
         WHERE client_id = $1 AND user_id = $2 AND ending = 'withdrawn'",
        &params![client.uuid(), user.uuid()],
    )?;
    read::moment_opt(&row, 0)
}

/// Whether somebody held a client before and it went back without being given on.
pub fn held_before(tx: &mut Tx, client: ClientId) -> Result<bool, Error> {
    let row = tx.query_opt(
        "SELECT 1 FROM holding WHERE client_id = $1 AND ending IN ('withdrawn', 'released') LIMIT 1",
        &params![client.uuid()],
    )?;
    Ok(row.is_some())
}

/// The clients an employee holds, by name.
pub fn held_by(tx: &mut Tx, user: UserId, limit: i64) -> Result<Vec<ClientId>, Error> {
    let rows = tx.query(
        "SELECT id FROM client WHERE manager_id = $1 AND deleted_at IS NULL \
         ORDER BY name_key, id LIMIT $2",
        &params![user.uuid(), limit],
    )?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// What each of these employees holds.
pub fn loads(tx: &mut Tx, users: &[UserId]) -> Result<HashMap<UserId, Load>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("h.user_id", users.iter().map(|id| id.uuid()));
    conditions.holds("h.ended_at IS NULL");
    let sql = format!(
        "SELECT h.user_id, COUNT(*), SUM(CASE WHEN c.last_effective_at IS NULL \
         OR c.last_effective_at < h.since THEN 1 ELSE 0 END) \
         FROM holding h JOIN client c ON c.id = h.client_id{} GROUP BY h.user_id",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            let load = Load {
                held: row.get(1)?,
                idle: row.get(2)?,
            };
            Ok((read::id(row, 0)?, load))
        })
        .collect()
}

/// A stay with the names of client and holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The stay.
    pub holding: Holding,
    /// Name of the client.
    pub client: String,
    /// Name of the holder.
    pub holder: String,
    /// The last effective contact.
    pub last_effective_at: Option<Timestamp>,
}

/// Which stays.
#[derive(Debug, Clone, Copy)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// With this employee only.
    pub user: Option<UserId>,
    /// Those that end by then.
    pub until: Timestamp,
    /// Begin after this place.
    pub after: Option<(Timestamp, ClientId)>,
    /// At most so many.
    pub limit: i64,
}

fn ending(query: &ListQuery<'_>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("h.ended_at IS NULL AND h.until_at IS NOT NULL");
    conditions.with("h.until_at <= $?", query.until.as_microsecond());
    conditions.visible(query.scope, "h.user_id");
    if let Some(user) = query.user {
        conditions.with("h.user_id = $?", user.uuid());
    }
    conditions
}

/// Stays that end by a moment, the first ones first.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let mut conditions = ending(query);
    if let Some((until, client)) = query.after {
        let place: [Value<'static>; 2] = [
            Value::from(until.as_microsecond()),
            Value::from(client.uuid()),
        ];
        conditions.compare_row("(h.until_at, h.client_id)", ">", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT {COLUMNS}, c.name, u.name, c.last_effective_at FROM holding h \
         JOIN client c ON c.id = h.client_id JOIN app_user u ON u.id = h.user_id{clause} \
         ORDER BY h.until_at, h.client_id LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Item {
                holding: read_holding(row)?,
                client: row.get(WIDTH)?,
                holder: row.get(WIDTH + 1)?,
                last_effective_at: read::moment_opt(row, WIDTH + 2)?,
            })
        })
        .collect()
}

/// How many stays end by then, whatever the page.
pub fn count(tx: &mut Tx, query: &ListQuery<'_>) -> Result<i64, Error> {
    let conditions = ending(query);
    let sql = format!("SELECT COUNT(*) FROM holding h{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// Spreads the terms that go on over the `days` after `now`: a demo begins in the middle of things.
pub fn spread(tx: &mut Tx, now: Timestamp, days: i64) -> Result<(), Error> {
    let day: i64 = 86_400_000_000;
    tx.execute(
        "UPDATE holding SET until_at = $1 + (since / 1000 % $2) * 1000 + 3600000000 \
         WHERE ended_at IS NULL AND until_at IS NOT NULL",
        &params![now.as_microsecond(), days * day / 1_000],
    )?;
    Ok(())
}

/// The identifiers of clients, for [`follow`].
pub(crate) fn ids<'a>(clients: impl Iterator<Item = &'a domain::client::Client>) -> Vec<ClientId> {
    clients
        .filter(|client| client.data.manager_id.is_some())
        .map(|client| client.id)
        .collect()
}
