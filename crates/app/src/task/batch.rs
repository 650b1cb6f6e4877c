//! The same task for each client of a set, made in one step.

use std::collections::HashMap;

use domain::id::{ClientId, TaskBatchId, UserId};
use domain::journal::JournalAction;
use domain::policy::{Action, Entity, Scope};
use domain::responsibility::Function;
use domain::setting::TASK_BATCH;
use domain::task::{Task, TaskData, TaskKind};
use serde_json::json;
use uuid::Uuid;

use super::{ENTITY, Error, Input, check_assignee, entry, made};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::selection::{self, Clients};
use crate::{App, DbTx, responsibility, setting};

/// Who does the tasks of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assignee {
    /// Each client's manager.
    Manager,
    /// Who does this function for each client, where it is one employee (R198).
    Responsible(Function),
    /// One employee.
    User(UserId),
}

/// What a batch did, or would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tasks made.
    pub tasks: i64,
    /// Clients left out because nobody manages them.
    pub without_manager: i64,
    /// Employees who get them.
    pub assignees: i64,
    /// The batch.
    pub batch_id: Option<TaskBatchId>,
    /// The journal line that undoes the whole.
    pub seq: Option<i64>,
}

/// Makes the same task for each client of a set, or for a `sample` of those of each employee, drawn by
/// lot (R125); with `dry_run` only counts.
pub fn batch(
    app: &App,
    ctx: &Context,
    set: &Clients,
    input: &Input,
    assignee: Assignee,
    sample: Option<usize>,
    dry_run: bool,
) -> Result<Tally, Error> {
    ctx.may(Action::TaskWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    let clients = selection::clients(app, ctx, set)?;
    if sample == Some(0) {
        return Err(Error::refused("sample", "field.invalid"));
    }
    let most = setting::current(app)?.whole(&TASK_BATCH);
    let count = clients.len() as i64;
    if count > most {
        return Err(Error::TooMany { count, most });
    }
    let work = |tx: &mut DbTx| -> Result<Tally, Error> {
        let pattern = input.new_data(tx, ctx)?;
        let mut whose = assignees(tx, ctx, &scope, &clients, assignee)?;
        let managed = whose.len() as i64;
        if let Some(most) = sample {
            draw(ctx, &mut whose, most);
        }
        let mut to: Vec<UserId> = whose.iter().map(|(_, user)| *user).collect();
        to.sort_unstable();
        to.dedup();
        let mut tally = Tally {
            tasks: whose.len() as i64,
            without_manager: count - managed,
            assignees: to.len() as i64,
            ..Tally::default()
        };
        if dry_run || whose.is_empty() {
            return Ok(tally);
        }
        let batch: TaskBatchId = ctx.id();
        let tasks: Vec<Task> = whose
            .iter()
            .map(|(client, user)| {
                let data = TaskData {
                    client_id: Some(*client),
                    assignee_id: *user,
                    ..pattern.clone()
                };
                made(ctx, Some(batch), data)
            })
            .collect();
        store::task::insert(tx, &tasks)?;
        let first = store::journal::last(tx)? + 1;
        for task in &tasks {
            let line = Entry::create(ENTITY, task.id, &task.data);
            journal::record(tx, ctx, entry(task, line))?;
        }
        let last = store::journal::last(tx)?;
        let details = json!({ "first": first, "last": last, "changed": tally.tasks });
        let bulk = Entry::note(JournalAction::Bulk, ENTITY, Some(batch.uuid()), &details);
        journal::record(tx, ctx, bulk)?;
        tally.batch_id = Some(batch);
        tally.seq = Some(store::journal::last(tx)?);
        Ok(tally)
    };
    if dry_run {
        app.db.read(work)
    } else {
        app.db.write(work)
    }
}

/// Leaves each employee at most so many clients, by lot.
fn draw(ctx: &Context, whose: &mut Vec<(ClientId, UserId)>, most: usize) {
    let lot: Uuid = ctx.id();
    whose.sort_by_cached_key(|(client, _)| {
        let drawn = [lot.into_bytes(), client.uuid().into_bytes()].concat();
        store::sha256_hex(&drawn)
    });
    let mut taken: HashMap<UserId, usize> = HashMap::new();
    whose.retain(|(_, user)| {
        let taken = taken.entry(*user).or_default();
        *taken += 1;
        *taken <= most
    });
}

/// Who does the task of which client.
fn assignees(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    clients: &[ClientId],
    assignee: Assignee,
) -> Result<Vec<(ClientId, UserId)>, Error> {
    if let Assignee::User(user) = assignee {
        check_assignee(tx, ctx, None, user, TaskKind::General)?;
        return Ok(clients.iter().map(|client| (*client, user)).collect());
    }
    let managers: HashMap<ClientId, UserId> = match assignee {
        Assignee::Responsible(function) => {
            responsibility::responsible(tx, ctx, scope, clients, function)?
        }
        _ => store::task::managers(tx, scope, clients)?
            .into_iter()
            .collect(),
    };
    if managers.values().any(|user| *user != ctx.actor.user()) {
        ctx.may(Action::TaskAssign)?;
    }
    let managed = clients
        .iter()
        .filter_map(|client| Some((*client, *managers.get(client)?)));
    Ok(managed.collect())
}
