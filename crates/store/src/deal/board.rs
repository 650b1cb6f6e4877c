//! The board: what stands on each step. Figures of a whole funnel are read from one index without
//! looking at a deal or a client.

use db::{Error, Tx};
use domain::id::{FunnelId, UserId};
use domain::policy::Scope;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::list::{Filter, Stuck, from, stuck_case};
use crate::conditions::Conditions;
use crate::read;

/// What stands on a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Key of the step.
    pub step: String,
    /// Deals.
    pub count: i64,
    /// What they are worth in the reporting currency.
    pub sum_minor: i64,
    /// Since when the first of them stands there.
    pub oldest: Timestamp,
    /// Those that stand there for too long.
    pub stuck: i64,
}

/// What stands on each step of the deals that may be seen.
pub fn columns(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    stuck: &[Stuck],
) -> Result<Vec<Column>, Error> {
    let whole = scope.managers().is_none() && !scope.looks_fresh() && filter.is_plain();
    let mut conditions = Conditions::new();
    let late = stuck_case(&mut conditions, stuck);
    let sql = if whole {
        if let Some(funnel) = filter.funnel {
            conditions.with("d.funnel_id = $?", funnel.uuid());
        }
        conditions.any_of("d.state", filter.states.iter().map(|state| state.code()));
        if let Some(step) = &filter.step {
            conditions.with("d.step = $?", step.clone());
        }
        conditions.is_not_in(
            "d.client_id",
            "SELECT x.id FROM client x WHERE x.deleted_at IS NOT NULL",
        );
        let clause = conditions.clause();
        format!(
            "SELECT d.step, COUNT(*), CAST(COALESCE(SUM(d.base_amount_minor), 0) AS BIGINT), \
             MIN(d.stepped_at), SUM(CASE WHEN {late} THEN 1 ELSE 0 END) \
             FROM deal d{clause} GROUP BY d.step"
        )
    } else {
        let (more, few) = filter.conditions_after(scope, conditions);
        conditions = more;
        conditions.holds("d.client_id = c.id");
        let (from, clause) = (from(few), conditions.clause());
        format!(
            "SELECT d.step, COUNT(*), CAST(COALESCE(SUM(d.base_amount_minor), 0) AS BIGINT), \
             MIN(d.stepped_at), SUM(CASE WHEN {late} THEN 1 ELSE 0 END) \
             FROM {from}{clause} GROUP BY d.step"
        )
    };
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Column {
                step: row.get(0)?,
                count: row.get(1)?,
                sum_minor: row.get(2)?,
                oldest: read::moment(row, 3)?,
                stuck: row.get(4)?,
            })
        })
        .collect()
}

/// Deals that reached a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Key of the step.
    pub step: String,
    /// How many.
    pub count: i64,
}

/// How many deals reached each step between two days, of those that were with the employees of the
/// scope then, or with `manager` alone.
pub fn reached_between(
    tx: &mut Tx,
    scope: &Scope,
    funnel: FunnelId,
    days: (Date, Date),
    manager: Option<UserId>,
) -> Result<Vec<Passed>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("r.funnel_id = $?", funnel.uuid());
    conditions.with("r.day >= $?", days.0.to_string());
    conditions.with("r.day <= $?", days.1.to_string());
    if let Some(managers) = scope.managers() {
        conditions.any_of("r.manager_id", managers.iter().map(|id| Uuid::from(*id)));
    }
    if let Some(manager) = manager {
        conditions.with("r.manager_id = $?", manager.uuid());
    }
    let clause = conditions.clause();
    let sql = format!("SELECT r.step, COUNT(*) FROM deal_reach r{clause} GROUP BY r.step");
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Passed {
                step: row.get(0)?,
                count: row.get(1)?,
            })
        })
        .collect()
}

/// Deals that stand on a step with the clients of an employee (R156).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stock {
    /// Whose clients; none: the pool.
    pub manager: Option<UserId>,
    /// Key of the step.
    pub step: String,
    /// How many.
    pub count: i64,
    /// What they are worth in the reporting currency.
    pub sum_minor: i64,
}

/// What stands on each step with the clients of each employee.
pub fn stock(tx: &mut Tx, scope: &Scope, filter: &Filter) -> Result<Vec<Stock>, Error> {
    let (mut conditions, few) = filter.conditions(scope);
    conditions.holds("d.client_id = c.id");
    let (from, clause) = (from(few), conditions.clause());
    let sql = format!(
        "SELECT c.manager_id, d.step, COUNT(*), \
         CAST(COALESCE(SUM(d.base_amount_minor), 0) AS BIGINT) \
         FROM {from}{clause} GROUP BY c.manager_id, d.step"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Stock {
                manager: read::id_opt(row, 0)?,
                step: row.get(1)?,
                count: row.get(2)?,
                sum_minor: row.get(3)?,
            })
        })
        .collect()
}

/// Deals that came to a step on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aged {
    /// Key of the step.
    pub step: String,
    /// Days since 1970, UTC.
    pub day: i64,
    /// How many.
    pub count: i64,
}

/// On which days the deals that may be seen came to their steps, ascending.
pub fn ages(tx: &mut Tx, scope: &Scope, filter: &Filter) -> Result<Vec<Aged>, Error> {
    let (mut conditions, few) = filter.conditions(scope);
    conditions.holds("d.client_id = c.id");
    let (from, clause) = (from(few), conditions.clause());
    let sql = format!(
        "SELECT d.step, d.stepped_at / 86400000000, COUNT(*) FROM {from}{clause} \
         GROUP BY d.step, d.stepped_at / 86400000000 \
         ORDER BY d.step, d.stepped_at / 86400000000"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Aged {
                step: row.get(0)?,
                day: row.get(1)?,
                count: row.get(2)?,
            })
        })
        .collect()
}

/// How long deals stood on the step `from` before they came to `to`, in microseconds, of those that
/// came there between two days.
pub fn durations(
    tx: &mut Tx,
    scope: &Scope,
    funnel: FunnelId,
    (from, to): (&str, &str),
    days: (Date, Date),
    limit: i64,
) -> Result<Vec<i64>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("r.funnel_id = $?", funnel.uuid());
    conditions.with("r.day >= $?", days.0.to_string());
    conditions.with("r.day <= $?", days.1.to_string());
    conditions.with("r.step = $?", to.to_owned());
    conditions.with("b.step = $?", from.to_owned());
    conditions.holds("b.deal_id = r.deal_id");
    if let Some(managers) = scope.managers() {
        conditions.any_of("r.manager_id", managers.iter().map(|id| Uuid::from(*id)));
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT r.at - b.at FROM deal_reach r CROSS JOIN deal_reach b{clause} LIMIT {limit}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(|row| row.get(0)).collect()
}
