//! The pool: clients that nobody holds.

use db::{Error, Tx, params};
use domain::client::{Relation, Temperature};
use domain::id::{ClientId, ProductGroupId, SourceId, UserId};
use domain::policy::Role;
use domain::pool::{Record, Waiting};
use jiff::Timestamp;

use crate::conditions::Conditions;
use crate::read;
use crate::responsibility::KEY;

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

/// Which clients an employee takes, by their work area.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    /// Of these regions; `None`: of any.
    pub regions: Option<Vec<String>>,
    /// Of whom is known that they buy or need these product groups, or of whom nothing is known;
    /// `None`: any.
    pub groups: Option<Vec<ProductGroupId>>,
    /// Not of these regions.
    pub not_in: Vec<String>,
    /// No key clients: the employee has as many as one can look after.
    pub no_key: bool,
}

impl Fit {
    fn narrow(&self, conditions: &mut Conditions) -> String {
        if let Some(regions) = &self.regions {
            conditions.any_of("c.region", regions.iter().cloned());
        }
        conditions.none_of("c.region", self.not_in.iter().cloned());
        if self.no_key {
            conditions.is_not_in("c.id", KEY);
        }
        let Some(groups) = &self.groups else {
            return String::new();
        };
        let places: Vec<String> = groups.iter().map(|id| conditions.bind(id.uuid())).collect();
        let places = if places.is_empty() {
            "NULL".to_owned()
        } else {
            places.join(", ")
        };
        format!(
            " AND (EXISTS (SELECT 1 FROM potential t WHERE t.client_id = c.id \
             AND t.deleted_at IS NULL AND t.product_group_id IN ({places})) \
             OR EXISTS (SELECT 1 FROM orders o JOIN order_line l ON l.order_id = o.id \
             JOIN product p ON p.id = l.product_id WHERE o.client_id = c.id \
             AND o.deleted_at IS NULL AND o.is_sale AND p.group_id IN ({places})) \
             OR NOT (EXISTS (SELECT 1 FROM potential t WHERE t.client_id = c.id \
             AND t.deleted_at IS NULL) OR EXISTS (SELECT 1 FROM orders o \
             WHERE o.client_id = c.id AND o.deleted_at IS NULL AND o.is_sale)))"
        )
    }
}

/// Clients of the pool that rest no more and are not set aside: those never contacted first, then
/// the longest untouched.
pub fn waiting(
    tx: &mut Tx,
    wanted: &Wanted,
    fit: &Fit,
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
    let fitting = fit.narrow(&mut conditions);
    let clause = conditions.clause();
    let limit = conditions.bind(wanted.limit);
    let sql = format!(
        "SELECT c.id, COALESCE(c.last_effective_at, 0), CASE WHEN c.id IN ({KEY}) \
         THEN 1 ELSE 0 END FROM client c{clause} \
         AND {rested} AND (c.returns_at IS NULL OR c.returns_at <= {now}){free}{fitting} \
         AND NOT EXISTS (SELECT 1 \
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
                touched: row.get(1)?,
                key: row.get::<i64>(2)? == 1,
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

/// What an employee made of the clients that came from one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfList {
    /// Who.
    pub user: UserId,
    /// Their role.
    pub role: Role,
    /// The source, which tells the list the clients came from.
    pub list: Option<SourceId>,
    /// Stays that ended or had a result, and those with one.
    pub record: Record,
}

/// How employees of these roles did with the clients they held, by the lists these came from; each
/// has one line at least.
pub fn records(tx: &mut Tx, roles: &[Role]) -> Result<Vec<OfList>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("u.role", roles.iter().map(|role| role.code()));
    let sql = format!(
        "SELECT u.id, u.role, c.source_id, COUNT(h.client_id), \
         COALESCE(SUM(CASE WHEN h.results > 0 THEN 1 ELSE 0 END), 0) FROM app_user u \
         LEFT JOIN holding h ON h.user_id = u.id AND (h.ended_at IS NOT NULL OR h.results > 0) \
         LEFT JOIN client c ON c.id = h.client_id\
         {} GROUP BY u.id, u.role, c.source_id ORDER BY u.id, c.source_id",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(OfList {
                user: read::id(row, 0)?,
                role: read::code(row, 1)?,
                list: read::id_opt(row, 2)?,
                record: Record {
                    stays: row.get(3)?,
                    results: row.get(4)?,
                },
            })
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
