//! A head's own visits to key clients (R201): when one was there last, when the next is due, and
//! the tasks that see to it.

use domain::id::ClientId;
use domain::journal::JournalAction;
use domain::policy::{Action, Entity};
use domain::responsibility::next_visit;
use domain::setting::VISIT_EVERY;
use domain::task::TaskKind;
use jiff::civil::Date;
use serde_json::json;
use store::responsibility::Visited;

use super::Error;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbTx, setting, task};

/// A key client and the next visit to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The client and its visits.
    pub of: Visited,
    /// The day of the next visit of the employee.
    pub due: Date,
    /// Whether that day is here.
    pub is_due: bool,
}

/// The plan of the employee's visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visits {
    /// So many days from one visit to the next.
    pub every_days: i64,
    /// The key clients, those due first.
    pub items: Vec<Visit>,
}

/// The visits of the actor to the key clients they see, those due first.
pub fn visits(app: &App, ctx: &Context) -> Result<Visits, Error> {
    ctx.scope(Entity::Client)?;
    app.db.read(|tx| plan(tx, ctx))
}

fn plan(tx: &mut DbTx, ctx: &Context) -> Result<Visits, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let settings = setting::load(tx)?;
    let every_days = settings.whole(&VISIT_EVERY);
    let today = setting::today(&settings, ctx.now);
    let mut items: Vec<Visit> = store::responsibility::key_visits(tx, &scope, ctx.actor.user())?
        .into_iter()
        .map(|of| {
            let last = of.own.map(|at| setting::today(&settings, at));
            let due = next_visit(last, every_days, today);
            Visit {
                is_due: due <= today,
                due,
                of,
            }
        })
        .collect();
    items.sort_by_key(|visit| (visit.due, visit.of.own));
    Ok(Visits { every_days, items })
}

/// What planning did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VisitTasks {
    /// Tasks made.
    pub tasks: i64,
    /// Clients left out: not key, not seen, or with an open visit of the employee.
    pub left_out: i64,
    /// The journal line that undoes the whole.
    pub seq: Option<i64>,
}

/// Makes a task of a visit for each of these key clients on the day it is due, in the name of the
/// actor; they stand in the calendar. `title` is what the tasks are called.
pub fn plan_visits(
    app: &App,
    ctx: &Context,
    clients: &[ClientId],
    title: &str,
) -> Result<VisitTasks, Error> {
    ctx.may(Action::TaskWrite)?;
    app.db.write(|tx| {
        let plan = plan(tx, ctx)?;
        let wanted = |visit: &&Visit| clients.contains(&visit.of.id) && visit.of.task_day.is_none();
        let first = store::journal::last(tx)? + 1;
        let mut done = VisitTasks::default();
        for visit in plan.items.iter().filter(wanted) {
            let input = task::Input {
                title: Some(title.to_owned()),
                due_day: Some(visit.due),
                kind: Some(TaskKind::Visit),
                client_id: Some(visit.of.id),
                ..task::Input::default()
            };
            task::create_in(tx, ctx, &input)?;
            done.tasks += 1;
        }
        done.left_out = clients.len() as i64 - done.tasks;
        if done.tasks > 0 {
            let last = store::journal::last(tx)?;
            let details = json!({ "first": first, "last": last, "changed": done.tasks });
            journal::record(
                tx,
                ctx,
                Entry::note(JournalAction::Bulk, "task", None, &details),
            )?;
            done.seq = Some(store::journal::last(tx)?);
        }
        Ok(done)
    })
}
