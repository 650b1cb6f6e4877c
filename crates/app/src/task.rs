//! Tasks: everybody makes them for clients they may see; giving them to others needs a right.
//! A set of clients becomes tasks in one step, counted before it is made and undone as a whole.

use std::collections::HashMap;

use domain::id::{ClientId, TaskBatchId, TaskId, UserId};
use domain::journal::JournalAction;
use domain::policy::{Action, Entity, Forbidden, Scope};
use domain::setting::TASK_BATCH;
use domain::task::{NOTE_LIMIT, TITLE_LIMIT, Task, TaskData, TaskKind, TaskState, Whose};
use domain::text;
use domain::user::UserState;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::task::{Item, ListQuery};
use uuid::Uuid;

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::selection::{self, Clients};
use crate::{App, DbError, DbTx, setting};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "task";

/// Why something is not done with a task.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such task, or no such client, for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// More clients than one step may make tasks for.
    #[error("{count} clients, at most {most}")]
    TooMany {
        /// The clients.
        count: i64,
        /// The setting in force.
        most: i64,
    },
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// The set of clients is not found.
    #[error(transparent)]
    Clients(#[from] selection::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// What comes in about a task; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// What to do; needed for a new one.
    pub title: Option<String>,
    /// More about it; empty clears.
    pub note: Option<String>,
    /// The last day on which it is in time; today when absent.
    pub due_day: Option<Date>,
    /// Who does it; oneself when absent.
    pub assignee_id: Option<UserId>,
    /// For which client; only a new task takes one.
    pub client_id: Option<ClientId>,
    /// How far it is.
    pub state: Option<TaskState>,
    /// What came of it; empty clears.
    pub result: Option<String>,
}

impl Input {
    fn apply(&self, ctx: &Context, data: &mut TaskData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(title) = &self.title {
            match text::line(title, TITLE_LIMIT) {
                Ok(title) => data.title = title,
                Err(error) => refusals.push(Refusal::new("title", error.code())),
            }
        }
        for (name, text, into) in [
            ("note", &self.note, &mut data.note),
            ("result", &self.result, &mut data.result),
        ] {
            match text.as_deref().map(str::trim) {
                None => {}
                Some("") => *into = None,
                Some(text) => match text::block(text, NOTE_LIMIT) {
                    Ok(text) => *into = Some(text),
                    Err(error) => refusals.push(Refusal::new(name, error.code())),
                },
            }
        }
        data.due_day = self.due_day.unwrap_or(data.due_day);
        data.assignee_id = self.assignee_id.unwrap_or(data.assignee_id);
        if let Some(state) = self.state {
            data.set_state(state, ctx.actor.user(), ctx.now);
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }

    fn new_data(&self, tx: &mut DbTx, ctx: &Context) -> Result<TaskData, Error> {
        if self.title.is_none() {
            return Err(Error::refused("title", "text.empty"));
        }
        let settings = setting::load(tx)?;
        let mut data = TaskData {
            client_id: self.client_id,
            kind: TaskKind::General,
            title: String::new(),
            note: None,
            due_day: setting::today(&settings, ctx.now),
            assignee_id: ctx.actor.user(),
            state: TaskState::Open,
            result: None,
            closed_at: None,
            closed_by: None,
        };
        self.apply(ctx, &mut data)?;
        Ok(data)
    }
}

/// Which tasks to list.
#[derive(Debug, Clone)]
pub struct Request {
    /// Whose.
    pub whose: Whose,
    /// Of this employee.
    pub assignee: Option<UserId>,
    /// In this state.
    pub state: Option<TaskState>,
    /// For this client.
    pub client: Option<ClientId>,
    /// Made together.
    pub batch: Option<TaskBatchId>,
    /// Not due before.
    pub from: Option<Date>,
    /// Not due after.
    pub to: Option<Date>,
    /// At most so many.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
    /// Count all that are found, too.
    pub total: bool,
}

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(Date, Uuid);

/// A task as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The task, without a client the reader may not see.
    pub task: Task,
    /// Name of the client.
    pub client: Option<String>,
    /// Name of who does it.
    pub assignee: String,
    /// Open, and its day is over.
    pub overdue: bool,
    /// Whether the reader may change it.
    pub changeable: bool,
}

/// A page of tasks.
#[derive(Debug, Clone)]
pub struct Page {
    /// The earliest term first.
    pub items: Vec<Seen>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// All that are found, if asked for.
    pub total: Option<i64>,
}

/// The tasks the reader may see.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Task)?;
    let query = ListQuery {
        scope: &scope,
        reader: ctx.actor.user(),
        whose: request.whose,
        assignee: request.assignee,
        state: request.state,
        client: request.client,
        batch: request.batch,
        from: request.from,
        to: request.to,
        after: request
            .after
            .as_ref()
            .map(|place| (place.0, TaskId::from_uuid(place.1))),
        limit: i64::from(request.limit) + 1,
    };
    app.db.read(|tx| {
        let today = setting::today(&setting::load(tx)?, ctx.now);
        if let Some(client) = request.client {
            client_of(tx, ctx, client)?;
        }
        let mut items = store::task::list(tx, &query)?;
        let more = items.len() > request.limit as usize;
        items.truncate(request.limit as usize);
        let last = items.last().filter(|_| more);
        let next = last.map(|item| Place(item.task.data.due_day, item.task.id.uuid()));
        let total = if request.total {
            Some(store::task::count(tx, &query)?)
        } else {
            None
        };
        let items = items
            .into_iter()
            .map(|item| seen(ctx, item, today))
            .collect::<Result<_, Error>>()?;
        Ok(Page { items, next, total })
    })
}

/// The task as the reader may see it: without a client outside their scope.
fn seen(ctx: &Context, item: Item, today: Date) -> Result<Seen, Error> {
    let clients = ctx.scope(Entity::Client)?;
    let changeable = may_change(ctx, &item.task).is_ok();
    let Item {
        mut task,
        client,
        assignee,
    } = item;
    let client = client.filter(|(_, manager)| clients.covers(*manager));
    if client.is_none() {
        task.data.client_id = None;
    }
    Ok(Seen {
        overdue: task.data.state == TaskState::Open && task.data.due_day < today,
        client: client.map(|(name, _)| name),
        task,
        assignee,
        changeable,
    })
}

fn client_of(tx: &mut DbTx, ctx: &Context, id: ClientId) -> Result<(), Error> {
    let scope = ctx.scope(Entity::Client)?;
    store::client::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
    Ok(())
}

/// One's own tasks, and those one made, are one's to change; those of others with the right to
/// assign.
fn may_change(ctx: &Context, task: &Task) -> Result<(), Forbidden> {
    ctx.may(Action::TaskWrite)?;
    let user = ctx.actor.user();
    if task.data.assignee_id == user || task.created_by == user {
        return Ok(());
    }
    ctx.may(Action::TaskAssign)
}

fn check_assignee(
    tx: &mut DbTx,
    ctx: &Context,
    before: Option<UserId>,
    after: UserId,
) -> Result<(), Error> {
    if before == Some(after) {
        return Ok(());
    }
    if after != ctx.actor.user() {
        ctx.may(Action::TaskAssign)?;
    }
    let found = store::user::find(tx, after)?;
    if found.is_some_and(|user| user.state == UserState::Active) {
        Ok(())
    } else {
        Err(Error::refused("assignee_id", "reference.unknown"))
    }
}

fn entry(task: &Task, entry: Entry) -> Entry {
    match task.data.client_id {
        Some(client) => entry.of_client(client),
        None => entry,
    }
}

/// Makes a task.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Seen, Error> {
    ctx.may(Action::TaskWrite)?;
    app.db.write(|tx| {
        let data = input.new_data(tx, ctx)?;
        if let Some(client) = data.client_id {
            client_of(tx, ctx, client)?;
        }
        check_assignee(tx, ctx, None, data.assignee_id)?;
        let task = made(ctx, None, data);
        store::task::insert(tx, [&task])?;
        let line = Entry::create(ENTITY, task.id, &task.data);
        journal::record(tx, ctx, entry(&task, line))?;
        shown(tx, ctx, task.id)
    })
}

fn made(ctx: &Context, batch_id: Option<TaskBatchId>, data: TaskData) -> Task {
    Task {
        id: ctx.id(),
        batch_id,
        data,
        version: 1,
        created_at: ctx.now,
        created_by: ctx.actor.user(),
        updated_at: ctx.now,
    }
}

fn shown(tx: &mut DbTx, ctx: &Context, id: TaskId) -> Result<Seen, Error> {
    let scope = ctx.scope(Entity::Task)?;
    let today = setting::today(&setting::load(tx)?, ctx.now);
    let item = store::task::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
    seen(ctx, item, today)
}

/// One task.
pub fn find(app: &App, ctx: &Context, id: TaskId) -> Result<Seen, Error> {
    app.db.read(|tx| shown(tx, ctx, id))
}

/// Changes a task.
pub fn update(
    app: &App,
    ctx: &Context,
    id: TaskId,
    version: i64,
    input: &Input,
) -> Result<Seen, Error> {
    let scope = ctx.scope(Entity::Task)?;
    app.db.write(|tx| {
        let before = store::task::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        let before = before.task;
        may_change(ctx, &before)?;
        if before.version != version {
            return Err(Error::VersionConflict {
                current: before.version,
            });
        }
        if input.client_id.is_some() && input.client_id != before.data.client_id {
            return Err(Error::refused("client_id", "field.invalid"));
        }
        let mut after = before.clone();
        input.apply(ctx, &mut after.data)?;
        let assignee = after.data.assignee_id;
        check_assignee(tx, ctx, Some(before.data.assignee_id), assignee)?;
        if after.data != before.data {
            after.version += 1;
            after.updated_at = ctx.now;
            store::task::update(tx, &after)?;
            let line = Entry::update(ENTITY, id, &before.data, &after.data);
            journal::record(tx, ctx, entry(&after, line))?;
        }
        shown(tx, ctx, id)
    })
}

/// Who does the tasks of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assignee {
    /// Each client's manager.
    Manager,
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

/// Makes the same task for each client of a set; with `dry_run` only counts.
pub fn batch(
    app: &App,
    ctx: &Context,
    set: &Clients,
    input: &Input,
    assignee: Assignee,
    dry_run: bool,
) -> Result<Tally, Error> {
    ctx.may(Action::TaskWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    let clients = selection::clients(app, ctx, set)?;
    let most = setting::current(app)?.whole(&TASK_BATCH);
    let count = clients.len() as i64;
    if count > most {
        return Err(Error::TooMany { count, most });
    }
    let work = |tx: &mut DbTx| -> Result<Tally, Error> {
        let pattern = input.new_data(tx, ctx)?;
        let whose = assignees(tx, ctx, &scope, &clients, assignee)?;
        let mut to: Vec<UserId> = whose.iter().map(|(_, user)| *user).collect();
        to.sort_unstable();
        to.dedup();
        let mut tally = Tally {
            tasks: whose.len() as i64,
            without_manager: count - whose.len() as i64,
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

/// Who does the task of which client.
fn assignees(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    clients: &[ClientId],
    assignee: Assignee,
) -> Result<Vec<(ClientId, UserId)>, Error> {
    if let Assignee::User(user) = assignee {
        check_assignee(tx, ctx, None, user)?;
        return Ok(clients.iter().map(|client| (*client, user)).collect());
    }
    let managers: HashMap<ClientId, UserId> = store::task::managers(tx, scope, clients)?
        .into_iter()
        .collect();
    if managers.values().any(|user| *user != ctx.actor.user()) {
        ctx.may(Action::TaskAssign)?;
    }
    let managed = clients
        .iter()
        .filter_map(|client| Some((*client, *managers.get(client)?)));
    Ok(managed.collect())
}

/// Takes a change of a task back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    let id = TaskId::from_uuid(undo.id);
    let scope = ctx.scope(Entity::Task)?;
    let current = store::task::find(tx, &scope, id)?.map(|item| item.task);
    let known = match &current {
        Some(task) => Some(task.clone()),
        None => store::task::deleted(tx, id)?,
    };
    let known = known.ok_or(UndoError::NotFound)?;
    may_change(ctx, &known)?;
    match undo.to_state(current.as_ref().map(|task| &task.data))? {
        Target::Absent => store::task::delete(tx, id, ctx.now)?,
        Target::Present(data) => {
            if data.assignee_id != known.data.assignee_id && data.assignee_id != ctx.actor.user() {
                ctx.may(Action::TaskAssign)?;
            }
            let back = Task {
                data,
                version: known.version + 1,
                updated_at: ctx.now,
                ..known
            };
            store::task::update(tx, &back)?;
        }
    }
    Ok(())
}
