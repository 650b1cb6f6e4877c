//! Tasks that were made together: how far each employee is, step by step.

use app::task::{Group, Progress, Share};
use axum::Json;
use domain::id::TaskBatchId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::client::Named;
use super::super::order::named;
use crate::extract::{Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{Limit, List, cursor, read_cursor};
use crate::state::State;

pub(super) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(groups))
        .routes(routes!(group))
}

/// Tasks made together.
#[derive(Serialize, ToSchema)]
struct TaskGroup {
    #[schema(value_type = Uuid)]
    batch_id: TaskBatchId,
    title: String,
    #[schema(value_type = String, format = Date)]
    due_day: Date,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Those one may see, without the cancelled ones.
    tasks: i64,
    done: i64,
    /// Open, and their day is over.
    overdue: i64,
    /// Employees who do them.
    assignees: i64,
}

impl From<Group> for TaskGroup {
    fn from(of: Group) -> Self {
        Self {
            batch_id: of.id,
            title: of.title,
            due_day: of.due_day,
            created_at: of.created_at,
            tasks: of.tasks,
            done: of.done,
            overdue: of.overdue,
            assignees: of.assignees,
        }
    }
}

/// How far an employee is.
#[derive(Serialize, ToSchema)]
struct TaskGroupShare {
    assignee: Named,
    tasks: i64,
    done: i64,
    overdue: i64,
    /// How many have each step done, in the order of the steps.
    steps: Vec<i64>,
}

impl From<Share> for TaskGroupShare {
    fn from(of: Share) -> Self {
        Self {
            assignee: named(of.assignee.0, of.assignee.1),
            tasks: of.tasks,
            done: of.done,
            overdue: of.overdue,
            steps: of.steps,
        }
    }
}

/// Tasks made together, with the share of each employee.
#[derive(Serialize, ToSchema)]
struct TaskGroupProgress {
    title: String,
    note: Option<String>,
    #[schema(value_type = String, format = Date)]
    due_day: Date,
    steps: Vec<String>,
    /// By name of the employee.
    shares: Vec<TaskGroupShare>,
}

impl From<Progress> for TaskGroupProgress {
    fn from(of: Progress) -> Self {
        Self {
            title: of.title,
            note: of.note,
            due_day: of.due_day,
            steps: of.steps,
            shares: of.shares.into_iter().map(TaskGroupShare::from).collect(),
        }
    }
}

/// Which page.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Page {
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// Tasks made together of which one may see some, the newest first.
#[utoipa::path(get, path = "/tasks/groups", tag = "task", operation_id = "list_task_groups",
    params(Page), responses((status = 200, body = List<TaskGroup>)),
    extensions(("x-right" = json!("task.read"))))]
async fn groups(
    state: State,
    Who(ctx): Who,
    Query(page): Query<Page>,
) -> Result<List<TaskGroup>, Problem> {
    let after = page.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = page.limit.get();
    let found = state
        .run(ctx, move |app, ctx| {
            app::task::groups(app, ctx, limit, after)
        })
        .await?;
    Ok(List {
        items: found.items.into_iter().map(TaskGroup::from).collect(),
        next: found.next.as_ref().map(cursor),
        total: None,
    })
}

/// How far tasks made together are, by employee and step.
#[utoipa::path(get, path = "/tasks/groups/{id}", tag = "task", operation_id = "get_task_group",
    params(("id" = Uuid, Path)), responses((status = 200, body = TaskGroupProgress)),
    extensions(("x-right" = json!("task.read"))))]
async fn group(
    state: State,
    Who(ctx): Who,
    Path(id): Path<TaskBatchId>,
) -> Result<Json<TaskGroupProgress>, Problem> {
    let found = state
        .run(ctx, move |app, ctx| app::task::group(app, ctx, id))
        .await?;
    Ok(Json(found.into()))
}
