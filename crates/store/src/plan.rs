//! Planned turnover, what was sold against it, and what stands on the steps of a funnel.

use std::collections::BTreeMap;

use db::{Error, Tx, params};
use domain::id::{FunnelId, UserId};
use domain::plan::{Month, PlanOf};
use domain::policy::Scope;
use jiff::Timestamp;
use uuid::Uuid;

use crate::coefficient::held;
use crate::conditions::Conditions;
use crate::read;

/// What is planned of a month.
pub fn list(tx: &mut Tx, month: Month) -> Result<BTreeMap<(PlanOf, Uuid), i64>, Error> {
    let rows = tx.query(
        "SELECT whose, of_id, amount_minor FROM sales_plan WHERE month = $1",
        &params![month.text()],
    )?;
    rows.iter()
        .map(|row| Ok(((read::code(row, 0)?, row.get(1)?), row.get(2)?)))
        .collect()
}

/// Plans an amount, or takes it out of the plan.
pub fn set(
    tx: &mut Tx,
    month: Month,
    whose: PlanOf,
    of: Uuid,
    amount: Option<i64>,
) -> Result<(), Error> {
    match amount {
        Some(amount) => tx.execute(
            "INSERT INTO sales_plan (month, whose, of_id, amount_minor) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (month, whose, of_id) DO UPDATE SET amount_minor = $4",
            &params![month.text(), whose.code(), of, amount],
        )?,
        None => tx.execute(
            "DELETE FROM sales_plan WHERE month = $1 AND whose = $2 AND of_id = $3",
            &params![month.text(), whose.code(), of],
        )?,
    };
    Ok(())
}

/// What each employee sold in a month: the orders in their name.
pub fn sold(
    tx: &mut Tx,
    scope: &Scope,
    month: Month,
) -> Result<BTreeMap<Option<UserId>, i64>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("o.day", ">=", month.first().to_string());
    conditions.compare("o.day", "<=", month.last().to_string());
    conditions.holds("o.deleted_at IS NULL AND o.status IN ('confirmed', 'shipped', 'done')");
    held(&mut conditions, scope, "o.manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT o.manager_id, CAST(SUM(o.base_total_minor) AS BIGINT) FROM orders o{clause} \
         GROUP BY o.manager_id"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id_opt(row, 0)?, row.get(1)?)))
        .collect()
}

/// Open deals of an employee on a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stock {
    /// Whose clients.
    pub manager: Option<UserId>,
    /// The key of the step.
    pub step: String,
    /// How many.
    pub deals: i64,
}

/// The open deals of a funnel by employee and step.
pub fn stock(tx: &mut Tx, scope: &Scope, funnel: FunnelId) -> Result<Vec<Stock>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("d.funnel_id", "=", funnel.uuid());
    conditions.holds("d.state = 'open'");
    held(&mut conditions, scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT c.manager_id, d.step, COUNT(*) FROM deal d JOIN client c ON c.id = d.client_id\
         {clause} GROUP BY c.manager_id, d.step"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Stock {
                manager: read::id_opt(row, 0)?,
                step: row.get(1)?,
                deals: row.get(2)?,
            })
        })
        .collect()
}

/// How many deals with an amount were won since a moment, and what they brought, by employee.
pub fn won(
    tx: &mut Tx,
    scope: &Scope,
    funnel: FunnelId,
    since: Timestamp,
) -> Result<BTreeMap<Option<UserId>, (i64, i64)>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("d.funnel_id", "=", funnel.uuid());
    conditions.holds("d.state = 'won' AND d.base_amount_minor > 0");
    conditions.compare("d.ended_at", ">=", since.as_microsecond());
    held(&mut conditions, scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT c.manager_id, COUNT(*), CAST(SUM(d.base_amount_minor) AS BIGINT) FROM deal d \
         JOIN client c ON c.id = d.client_id{clause} GROUP BY c.manager_id"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id_opt(row, 0)?, (row.get(1)?, row.get(2)?))))
        .collect()
}
