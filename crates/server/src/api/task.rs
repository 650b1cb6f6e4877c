//! Tasks: the list, one's own changes, and one task for each client of a set.

use app::task::{Assignee, Error, Input, Request, Seen, Tally};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ClientId, TaskBatchId, TaskId, UserId};
use domain::task::{TaskKind, TaskState, Whose};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, refused};
use super::order::named;
use super::selection::ClientSet;
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

mod group;

/// A step of a task.
#[derive(Serialize, ToSchema)]
struct TaskStep {
    title: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    done_at: Option<Timestamp>,
    #[schema(value_type = Option<Uuid>)]
    done_by: Option<UserId>,
}

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, update))
        .routes(routes!(batch))
        .merge(group::routes())
}

/// A task.
#[derive(Serialize, ToSchema)]
#[schema(as = Task)]
pub(super) struct TaskView {
    #[schema(value_type = Uuid)]
    id: TaskId,
    /// Tasks made together have one.
    #[schema(value_type = Option<Uuid>)]
    batch_id: Option<TaskBatchId>,
    /// Absent also when the reader may not see the client.
    client: Option<Named>,
    /// `general`, `meeting`, `promise`.
    kind: &'static str,
    title: String,
    note: Option<String>,
    #[schema(value_type = String, format = Date)]
    due_day: Date,
    /// When it begins, `HH:MM` on the company's clock.
    time: Option<String>,
    /// How many minutes it takes.
    minutes: Option<i64>,
    assignee: Named,
    /// `open`, `done`, `cancelled`.
    state: &'static str,
    result: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    /// What it consists of.
    steps: Vec<TaskStep>,
    /// Open, and its day is over.
    overdue: bool,
    /// Whether the reader may change it.
    changeable: bool,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    version: i64,
}

impl From<Seen> for TaskView {
    fn from(seen: Seen) -> Self {
        let (task, data) = (&seen.task, seen.task.data.clone());
        Self {
            id: task.id,
            batch_id: task.batch_id,
            client: data
                .client_id
                .zip(seen.client)
                .map(|(id, name)| named(id, name)),
            kind: data.kind.code(),
            title: data.title,
            note: data.note,
            due_day: data.due_day,
            time: data.starts.map(|time| time.strftime("%H:%M").to_string()),
            minutes: data.minutes,
            assignee: named(data.assignee_id, seen.assignee),
            state: data.state.code(),
            result: data.result,
            closed_at: data.closed_at,
            steps: data.steps.into_iter().map(TaskStep::from).collect(),
            overdue: seen.overdue,
            changeable: seen.changeable,
            created_at: task.created_at,
            version: task.version,
        }
    }
}

impl From<domain::task::TaskStep> for TaskStep {
    fn from(step: domain::task::TaskStep) -> Self {
        Self {
            title: step.title,
            done_at: step.done_at,
            done_by: step.done_by,
        }
    }
}

/// What is written of a task; absent fields stay.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct TaskInput {
    /// Needed for a new one.
    title: Option<String>,
    /// Empty clears.
    note: Option<String>,
    /// Today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    due_day: Option<Date>,
    /// `general` when absent, `meeting`, `promise`.
    kind: Option<String>,
    /// When it begins, `HH:MM` on the company's clock; a meeting needs it.
    #[serde(deserialize_with = "present")]
    time: Option<Option<String>>,
    /// How many minutes it takes; by setting when absent.
    minutes: Option<i64>,
    /// Oneself when absent; somebody else needs the right `task.assign`, unless it is a meeting that
    /// is booked where they are free.
    #[schema(value_type = Option<Uuid>)]
    assignee_id: Option<UserId>,
    /// For a new one only.
    #[schema(value_type = Option<Uuid>)]
    client_id: Option<ClientId>,
    /// `open`, `done`, `cancelled`.
    state: Option<String>,
    /// What came of it; empty clears.
    result: Option<String>,
    /// What it consists of, at most 20; a step that it has stays done. It is done when all are.
    steps: Option<Vec<String>>,
    /// Exactly these steps are done, counted from 0.
    done_steps: Option<Vec<usize>>,
}

impl TaskInput {
    fn read(self) -> Result<Input, Problem> {
        Ok(Input {
            title: self.title,
            note: self.note,
            due_day: self.due_day,
            kind: self.kind.as_deref().map(kind_of).transpose()?,
            starts: self
                .time
                .map(|time| time.as_deref().map(time_of).transpose())
                .transpose()?,
            minutes: self.minutes,
            assignee_id: self.assignee_id,
            client_id: self.client_id,
            state: self.state.as_deref().map(state_of).transpose()?,
            result: self.result,
            steps: self.steps,
            done_steps: self.done_steps,
        })
    }
}

fn state_of(code: &str) -> Result<TaskState, Problem> {
    code.parse()
        .map_err(|_| Problem::invalid("state", "code.unknown"))
}

pub(super) fn whose_of(code: Option<&str>) -> Result<Option<Whose>, Problem> {
    match code {
        None => Ok(None),
        Some("mine") => Ok(Some(Whose::Mine)),
        Some("team") => Ok(Some(Whose::Team)),
        Some("all") => Ok(Some(Whose::All)),
        Some(_) => Err(Problem::invalid("whose", "code.unknown")),
    }
}

fn kind_of(code: &str) -> Result<TaskKind, Problem> {
    code.parse()
        .map_err(|_| Problem::invalid("kind", "code.unknown"))
}

fn time_of(text: &str) -> Result<Time, Problem> {
    Time::strptime("%H:%M", text).map_err(|_| Problem::invalid("time", "field.invalid"))
}

/// Which tasks.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `mine` (by default), `team` or `all`, within what one may see.
    whose: Option<String>,
    /// Of this employee.
    #[param(value_type = Option<Uuid>)]
    assignee_id: Option<UserId>,
    /// `open`, `done`, `cancelled`; all when absent.
    state: Option<String>,
    /// `general`, `meeting`, `promise`.
    kind: Option<String>,
    /// For this client; all of its tasks that one may see.
    #[param(value_type = Option<Uuid>)]
    client_id: Option<ClientId>,
    /// Made together.
    #[param(value_type = Option<Uuid>)]
    batch_id: Option<TaskBatchId>,
    /// Not due before.
    #[serde(rename = "due_day.gte")]
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Not due after.
    #[serde(rename = "due_day.lte")]
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
    /// Count all, too.
    #[serde(default)]
    total: bool,
}

/// The tasks one may see, the earliest term first.
#[utoipa::path(get, path = "/tasks", tag = "task", operation_id = "list_tasks", params(Wanted),
    responses((status = 200, body = List<TaskView>)),
    extensions(("x-right" = json!("task.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<TaskView>, Problem> {
    let narrowed = wanted.client_id.is_some() || wanted.batch_id.is_some();
    let usual = if narrowed { Whose::All } else { Whose::Mine };
    let whose = whose_of(wanted.whose.as_deref())?.unwrap_or(usual);
    let request = Request {
        whose,
        assignee: wanted.assignee_id,
        state: wanted.state.as_deref().map(state_of).transpose()?,
        kind: wanted.kind.as_deref().map(kind_of).transpose()?,
        client: wanted.client_id,
        batch: wanted.batch_id,
        from: wanted.from,
        to: wanted.to,
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
        total: wanted.total,
    };
    let page = state
        .run(ctx, move |app, ctx| app::task::list(app, ctx, &request))
        .await?;
    Ok(List {
        items: page.items.into_iter().map(TaskView::from).collect(),
        next: page.next.as_ref().map(cursor),
        total: page.total,
    })
}

/// Make a task. A meeting may be booked with anybody who is free then; 409 tells when they are.
#[utoipa::path(post, path = "/tasks", tag = "task", operation_id = "create_task",
    request_body = TaskInput, responses((status = 201, body = TaskView)),
    extensions(("x-right" = json!("task.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<TaskInput>,
) -> Result<Response, Problem> {
    let input = body.read()?;
    let seen = state
        .run(ctx, move |app, ctx| app::task::create(app, ctx, &input))
        .await?;
    let location = format!("/api/v1/tasks/{}", seen.task.id);
    let version = seen.task.version;
    Ok(respond::created(
        &location,
        Some(version),
        TaskView::from(seen),
    ))
}

/// One task.
#[utoipa::path(get, path = "/tasks/{id}", tag = "task", operation_id = "get_task",
    params(("id" = Uuid, Path)), responses((status = 200, body = TaskView)),
    extensions(("x-right" = json!("task.read"))))]
async fn find(state: State, Who(ctx): Who, Path(id): Path<TaskId>) -> Result<Response, Problem> {
    let seen = state
        .run(ctx, move |app, ctx| app::task::find(app, ctx, id))
        .await?;
    Ok(respond::one(seen.task.version, TaskView::from(seen)))
}

/// Change a task: one's own, or one that one made; another's with the right `task.assign`.
#[utoipa::path(patch, path = "/tasks/{id}", tag = "task", operation_id = "update_task",
    params(("id" = Uuid, Path)), request_body = TaskInput,
    responses((status = 200, body = TaskView)),
    extensions(("x-right" = json!("task.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<TaskId>,
    IfMatch(version): IfMatch,
    Body(body): Body<TaskInput>,
) -> Result<Response, Problem> {
    let input = body.read()?;
    let seen = state
        .run(ctx, move |app, ctx| {
            app::task::update(app, ctx, id, version, &input)
        })
        .await?;
    Ok(respond::one(seen.task.version, TaskView::from(seen)))
}

/// The same task for each client of a set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TaskBatch {
    /// For which clients.
    clients: ClientSet,
    title: String,
    #[serde(default)]
    note: Option<String>,
    /// Today when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    due_day: Option<Date>,
    /// One employee; each client's manager when absent.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    assignee_id: Option<UserId>,
    /// What each consists of, at most 20.
    #[serde(default)]
    steps: Option<Vec<String>>,
    /// For so many clients of each employee, drawn by lot; for all when absent.
    #[serde(default)]
    sample: Option<usize>,
    /// Instead of the manager who is responsible for this at each client: `retention` or
    /// `development`.
    #[serde(default)]
    function: Option<String>,
    /// Only count.
    #[serde(default)]
    dry_run: bool,
}

/// What a batch did, or would do.
#[derive(Serialize, ToSchema)]
struct TaskTally {
    tasks: i64,
    /// Clients left out because nobody manages them, or not one employee is responsible.
    without_manager: i64,
    /// Employees who get them.
    assignees: i64,
    #[schema(value_type = Option<Uuid>)]
    batch_id: Option<TaskBatchId>,
    /// The journal line that undoes the whole.
    seq: Option<i64>,
}

impl From<Tally> for TaskTally {
    fn from(tally: Tally) -> Self {
        Self {
            tasks: tally.tasks,
            without_manager: tally.without_manager,
            assignees: tally.assignees,
            batch_id: tally.batch_id,
            seq: tally.seq,
        }
    }
}

/// Make the same task for each client of a set; `dry_run` counts.
#[utoipa::path(post, path = "/tasks/batch", tag = "task", operation_id = "create_tasks",
    request_body = TaskBatch, responses((status = 200, body = TaskTally)),
    extensions(("x-right" = json!("task.write"))))]
async fn batch(
    state: State,
    Who(ctx): Who,
    Body(body): Body<TaskBatch>,
) -> Result<Json<TaskTally>, Problem> {
    let set = body.clients.read()?;
    let function = match body.function.as_deref() {
        None => None,
        Some(code) => Some(
            code.parse()
                .map_err(|_| Problem::invalid("function", "code.unknown"))?,
        ),
    };
    let assignee = match (body.assignee_id, function) {
        (Some(user), _) => Assignee::User(user),
        (None, Some(function)) => Assignee::Responsible(function),
        (None, None) => Assignee::Manager,
    };
    let input = Input {
        title: Some(body.title),
        note: body.note,
        due_day: body.due_day,
        steps: body.steps,
        ..Input::default()
    };
    let (sample, dry_run) = (body.sample, body.dry_run);
    let tally = state
        .run(ctx, move |app, ctx| {
            app::task::batch(app, ctx, &set, &input, assignee, sample, dry_run)
        })
        .await?;
    Ok(Json(tally.into()))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::TooMany { count, most } => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "task.too_many")
                    .with("count", count)
                    .with("most", most)
            }
            Error::Taken { free } => {
                let free: Vec<String> = free.iter().map(ToString::to_string).collect();
                Self::new(StatusCode::CONFLICT, "task.time_taken").with("free", free)
            }
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Clients(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
