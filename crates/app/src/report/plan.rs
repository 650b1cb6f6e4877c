//! Planning contacts and steps for an employee: by those who give tasks to others.

use domain::id::UserId;
use domain::policy::{Action, Entity};
use domain::report::{MOST_PLANNED, Measure, Planned, is_place};
use serde_json::{Map, Value};

use super::{ENTITY, Error};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbTx};

/// One number of a plan; none takes it out, so that the usual one holds again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planning {
    /// What is planned.
    pub measure: Measure,
    /// For which day or step.
    pub at: String,
    /// How many.
    pub amount: Option<i64>,
}

/// Changes the plan of an employee, all numbers or none, and returns it.
pub fn set(app: &App, ctx: &Context, user: UserId, changes: &[Planning]) -> Result<Planned, Error> {
    ctx.may(Action::TaskAssign)?;
    let scope = ctx.scope(Entity::Task)?;
    for change in changes {
        if !is_place(change.measure, &change.at) {
            return Err(Error::refused("at", "plan.place"));
        }
        let fits = change
            .amount
            .is_none_or(|amount| (0..=MOST_PLANNED).contains(&amount));
        if !fits {
            return Err(Error::refused("amount", "plan.amount"));
        }
    }
    app.db.write(|tx| {
        if !scope.covers(Some(user)) || store::user::find(tx, user)?.is_none() {
            return Err(Error::NotFound);
        }
        let before = of(tx, user)?;
        for change in changes {
            let (measure, at) = (change.measure, &change.at);
            store::report::set_plan(tx, user, measure, at, change.amount)?;
        }
        let after = of(tx, user)?;
        let (was, is) = (told(&before), told(&after));
        journal::record(tx, ctx, Entry::update(ENTITY, user, &was, &is))?;
        Ok(after)
    })
}

fn of(tx: &mut DbTx, user: UserId) -> Result<Planned, Error> {
    let mut plans = store::report::plans(tx, &[user])?;
    Ok(plans.remove(&user).unwrap_or_default())
}

/// The plan as the journal tells it.
fn told(plan: &Planned) -> Map<String, Value> {
    let numbers = plan.iter();
    numbers
        .map(|((measure, at), amount)| (format!("{measure} {at}"), Value::from(*amount)))
        .collect()
}
