//! The pool: clients that nobody holds.

use std::collections::HashMap;

use db::{Error, Tx, params};
use domain::client::{Relation, Temperature};
use domain::id::{ClientId, UserId};
use domain::policy::Role;
use domain::pool::{Record, Waiting};
use jiff::Timestamp;

use crate::conditions::Conditions;
use crate::read;

/// What may be handed out at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// How the clients stand to us.
    pub relation: Relation,
    /// How ready they are to buy.
    pub temperature: Option<Temperature>,
    /// Those that rest longer are left out.
    pub now: Timestamp,
    /// Those that we refused after this are left out (R195).
    pub refused_since: Timestamp,
    /// At most so many.
    pub limit: i64,
}

/// Clients of the pool that rest no more and are not set aside: those never contacted first, then
/// the longest untouched.
pub fn waiting(
    tx: &mut Tx,
    wanted: &Wanted,
    barred: Option<(UserId, Timestamp)>,
) -> Result<Vec<Waiting>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("c.manager_id IS NULL AND c.deleted_at IS NULL");
    conditions.with("c.relation = $?", wanted.relation.code());
    let temperature = wanted.temperature.map_or("", Temperature::code);
    conditions.with("COALESCE(c.temperature, '') = $?", temperature);
    let now = conditions.bind(wanted.now.as_microsecond());
    let rested = format!("(c.rest_until IS NULL OR c.rest_until <= {now})");
    let mut free = String::new();
    if let Some((user, since)) = barred {
        let (user, since) = (
            conditions.bind(user.uuid()),
            conditions.bind(since.as_microsecond()),
        );
        free = format!(
            " AND NOT EXISTS (SELECT 1 FROM holding h WHERE h.client_id = c.id \
             AND h.user_id = {user} AND h.ending = 'withdrawn' AND h.ended_at > {since})"
        );
    }
    let refused = conditions.bind(wanted.refused_since.as_microsecond());
    let clause = conditions.clause();
    let limit = conditions.bind(wanted.limit);
    let sql = format!(
        "SELECT c.id FROM client c{clause} AND {rested}{free} AND NOT EXISTS (SELECT 1 \
         FROM quarantine q WHERE q.client_id = c.id AND q.channel_id IS NULL \
         AND q.released_day IS NULL AND q.deleted_at IS NULL) \
         AND NOT EXISTS (SELECT 1 FROM conveyor_step r WHERE r.client_id = c.id \
         AND r.kind = 'refused' AND r.at > {refused}) \
         ORDER BY COALESCE(c.last_effective_at, 0), c.id LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Waiting {
                client: read::id(row, 0)?,
                relation: wanted.relation,
                temperature: wanted.temperature,
            })
        })
        .collect()
}

/// How many clients nobody holds, by relation.
pub fn sizes(tx: &mut Tx) -> Result<Vec<(Relation, i64)>, Error> {
    let rows = tx.query(
        "SELECT relation, COUNT(*) FROM client \
         WHERE manager_id IS NULL AND deleted_at IS NULL GROUP BY relation ORDER BY relation",
        &[],
    )?;
    rows.iter()
        .map(|row| Ok((read::code(row, 0)?, row.get(1)?)))
        .collect()
}

/// How employees of these roles did with the clients they held: stays that ended or had a result.
pub fn records(tx: &mut Tx, roles: &[Role]) -> Result<HashMap<UserId, (Role, Record)>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("u.role", roles.iter().map(|role| role.code()));
    let sql = format!(
        "SELECT u.id, u.role, COUNT(h.client_id), \
         COALESCE(SUM(CASE WHEN h.results > 0 THEN 1 ELSE 0 END), 0) FROM app_user u \
         LEFT JOIN holding h ON h.user_id = u.id AND (h.ended_at IS NOT NULL OR h.results > 0)\
         {} GROUP BY u.id, u.role",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            let record = Record {
                stays: row.get(2)?,
                results: row.get(3)?,
            };
            Ok((read::id(row, 0)?, (read::code(row, 1)?, record)))
        })
        .collect()
}

/// Pairs of these clients and the employees they were withdrawn from since a moment.
pub fn barred(tx: &mut Tx, since: Timestamp) -> Result<Vec<(ClientId, UserId)>, Error> {
    let rows = tx.query(
        "SELECT h.client_id, h.user_id FROM holding h JOIN client c ON c.id = h.client_id \
         WHERE h.ending = 'withdrawn' AND h.ended_at > $1 AND c.manager_id IS NULL",
        &params![since.as_microsecond()],
    )?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::id(row, 1)?)))
        .collect()
}
