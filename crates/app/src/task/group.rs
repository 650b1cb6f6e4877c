//! Tasks that were made together: how far each employee is, step by step (R125, R126).

use std::collections::BTreeMap;

use domain::id::{TaskBatchId, UserId};
use domain::policy::Entity;
use domain::task::{TaskState, Whose};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
pub use store::task::Group;
use store::task::ListQuery;
use uuid::Uuid;

use super::Error;
use crate::context::Context;
use crate::{App, setting};

/// Where a page of groups ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(i64, Uuid);

/// A page of groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// The newest first.
    pub items: Vec<Group>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// How far an employee is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Who.
    pub assignee: (UserId, String),
    /// Their tasks, without the cancelled ones.
    pub tasks: i64,
    /// Of these: done.
    pub done: i64,
    /// Open, and their day is over.
    pub overdue: i64,
    /// How many have each step done, in the order of the steps.
    pub steps: Vec<i64>,
}

/// A group with the share of each employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What to do.
    pub title: String,
    /// More about it.
    pub note: Option<String>,
    /// The last day on which the tasks are in time.
    pub due_day: jiff::civil::Date,
    /// The steps that any of the tasks has, in the order of the first that has them.
    pub steps: Vec<String>,
    /// By name of the employee.
    pub shares: Vec<Share>,
}

/// The groups of tasks of which the reader may see some.
pub fn groups(app: &App, ctx: &Context, limit: u32, after: Option<Place>) -> Result<Groups, Error> {
    let scope = ctx.scope(Entity::Task)?;
    let before = after
        .map(|Place(at, id)| Timestamp::from_microsecond(at).map(|at| (at, id.into())))
        .transpose()
        .map_err(|_| Error::refused("cursor", "field.invalid"))?;
    app.db.read(|tx| {
        let today = setting::today(&setting::load(tx)?, ctx.now);
        let limit = limit.clamp(1, 1_000) as usize;
        let mut items = store::task::groups(tx, &scope, today, before, limit as i64 + 1)?;
        let more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| more);
        let next = last.map(|group| Place(group.created_at.as_microsecond(), group.id.uuid()));
        Ok(Groups { items, next })
    })
}

/// How far the tasks of a group are that the reader may see.
pub fn group(app: &App, ctx: &Context, id: TaskBatchId) -> Result<Progress, Error> {
    let scope = ctx.scope(Entity::Task)?;
    let query = ListQuery {
        scope: &scope,
        reader: ctx.actor.user(),
        whose: Whose::All,
        assignee: None,
        state: None,
        kind: None,
        live: true,
        client: None,
        batch: Some(id),
        from: None,
        to: None,
        after: None,
        limit: i64::MAX,
    };
    app.db.read(|tx| {
        let today = setting::today(&setting::load(tx)?, ctx.now);
        let items = store::task::list(tx, &query)?;
        let first = items.first().ok_or(Error::NotFound)?;
        let mut steps: Vec<String> = Vec::new();
        for step in items.iter().flat_map(|item| &item.task.data.steps) {
            if !steps.contains(&step.title) {
                steps.push(step.title.clone());
            }
        }
        let mut shares: BTreeMap<(String, UserId), Share> = BTreeMap::new();
        for item in &items {
            let data = &item.task.data;
            let of = (item.assignee.clone(), data.assignee_id);
            let share = shares.entry(of).or_insert_with(|| Share {
                assignee: (data.assignee_id, item.assignee.clone()),
                tasks: 0,
                done: 0,
                overdue: 0,
                steps: vec![0; steps.len()],
            });
            share.tasks += 1;
            share.done += i64::from(data.state == TaskState::Done);
            share.overdue += i64::from(data.state == TaskState::Open && data.due_day < today);
            for step in data.steps.iter().filter(|step| step.done_at.is_some()) {
                if let Some(at) = steps.iter().position(|title| *title == step.title) {
                    share.steps[at] += 1;
                }
            }
        }
        Ok(Progress {
            title: first.task.data.title.clone(),
            note: first.task.data.note.clone(),
            due_day: first.task.data.due_day,
            steps,
            shares: shares.into_values().collect(),
        })
    })
}
