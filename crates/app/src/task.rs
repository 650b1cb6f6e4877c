//! Tasks: everybody makes them for clients they may see; giving them to others needs a right.
//! A set of clients becomes tasks in one step, counted before it is made and undone as a whole.

mod batch;
mod group;
mod input;

use domain::calendar::{Slot, free};
use domain::id::{ClientId, TaskBatchId, TaskId, UserId};
use domain::policy::{Action, Entity, Forbidden};
use domain::task::{Task, TaskData, TaskKind, TaskState, Whose};
use domain::user::UserState;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::task::{Item, ListQuery};
use uuid::Uuid;

pub use batch::{Assignee, Tally, batch};
pub use group::{Group, Groups, Place as GroupPlace, Progress, Share, group, groups};
pub use input::Input;

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::selection;
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
    /// Somebody else's time is taken (R181).
    #[error("the time is taken")]
    Taken {
        /// When they are free on that day within the working hours.
        free: Vec<Slot>,
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

/// Which tasks to list.
#[derive(Debug, Clone)]
pub struct Request {
    /// Whose.
    pub whose: Whose,
    /// Of this employee.
    pub assignee: Option<UserId>,
    /// In this state.
    pub state: Option<TaskState>,
    /// Of this kind.
    pub kind: Option<TaskKind>,
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
        kind: request.kind,
        live: false,
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
            .map(|item| seen(tx, ctx, item, today))
            .collect::<Result<_, Error>>()?;
        Ok(Page { items, next, total })
    })
}

/// The task as the reader may see it: without a client outside their scope.
pub(crate) fn seen(tx: &mut DbTx, ctx: &Context, item: Item, today: Date) -> Result<Seen, Error> {
    let clients = ctx.scope(Entity::Client)?;
    let changeable = may_change(ctx, &item.task).is_ok();
    let Item {
        mut task,
        mut client,
        assignee,
    } = item;
    if let (Some(id), Some((_, manager))) = (task.data.client_id, &client)
        && !store::responsibility::sees(tx, &clients, id, *manager)?
    {
        client = None;
    }
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
    kind: TaskKind,
) -> Result<(), Error> {
    if before == Some(after) {
        return Ok(());
    }
    // A meeting may be booked with anybody: that is what the calendar is for (R181).
    if after != ctx.actor.user() && kind != TaskKind::Meeting {
        ctx.may(Action::TaskAssign)?;
    }
    let found = store::user::find(tx, after)?;
    if found.is_some_and(|user| user.state == UserState::Active) {
        Ok(())
    } else {
        Err(Error::refused("assignee_id", "reference.unknown"))
    }
}

/// A meeting is put into the calendar of somebody else only where it is free.
fn check_free(
    tx: &mut DbTx,
    ctx: &Context,
    but: Option<TaskId>,
    data: &TaskData,
) -> Result<(), Error> {
    let booked = data.kind == TaskKind::Meeting
        && data.state == TaskState::Open
        && data.assignee_id != ctx.actor.user();
    let Some(slot) = data.slot().filter(|_| booked) else {
        return Ok(());
    };
    let (user, day) = (data.assignee_id, data.due_day);
    let taken = store::calendar::taken(tx, user, day, day, but)?;
    let taken: Vec<Slot> = taken.into_iter().map(|(_, slot)| slot).collect();
    if taken.iter().any(|other| other.overlaps(slot)) {
        let hours = crate::calendar::hours(&setting::load(tx)?);
        let free = free(&taken, hours, slot.minutes());
        return Err(Error::Taken { free });
    }
    Ok(())
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
        let id = create_in(tx, ctx, input)?;
        shown(tx, ctx, id)
    })
}

/// The part of [`create`] that others use within their own transaction.
pub(crate) fn create_in(tx: &mut DbTx, ctx: &Context, input: &Input) -> Result<TaskId, Error> {
    let data = input.new_data(tx, ctx)?;
    check_assignee(tx, ctx, None, data.assignee_id, data.kind)?;
    insert(tx, ctx, data)
}

/// A task whose doer a rule has chosen, whoever asked it.
pub(crate) fn create_by_rule(tx: &mut DbTx, ctx: &Context, input: &Input) -> Result<TaskId, Error> {
    let data = input.new_data(tx, ctx)?;
    insert(tx, ctx, data)
}

fn insert(tx: &mut DbTx, ctx: &Context, data: TaskData) -> Result<TaskId, Error> {
    if let Some(client) = data.client_id {
        client_of(tx, ctx, client)?;
    }
    check_free(tx, ctx, None, &data)?;
    let task = made(ctx, None, data);
    store::task::insert(tx, [&task])?;
    let line = Entry::create(ENTITY, task.id, &task.data);
    journal::record(tx, ctx, entry(&task, line))?;
    Ok(task.id)
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
    seen(tx, ctx, item, today)
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
        let settings = setting::load(tx)?;
        input.apply(ctx, &settings, &mut after.data)?;
        let (was, now) = (&before.data, &after.data);
        check_assignee(tx, ctx, Some(was.assignee_id), now.assignee_id, now.kind)?;
        if now.kind != was.kind && now.assignee_id != ctx.actor.user() {
            // else whoever may only book a meeting would give any work to anybody
            ctx.may(Action::TaskAssign)?;
        }
        let place = |data: &TaskData| (data.assignee_id, data.due_day, data.slot(), data.state);
        if place(now) != place(was) {
            check_free(tx, ctx, Some(id), now)?;
        }
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
            match check_free(tx, ctx, Some(id), &data) {
                Err(Error::Taken { .. }) => {
                    return Err(UndoError::Refused {
                        code: "task.time_taken",
                    });
                }
                Err(Error::Db(error)) => return Err(error.into()),
                _ => {}
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
