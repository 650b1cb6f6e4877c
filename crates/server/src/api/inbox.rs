//! What an employee should know without looking for it.

use app::inbox::{Error, Mark};
use axum::response::Response;
use domain::id::{ClientId, TaskBatchId, TaskId, UserId};
use domain::inbox::{About, Notice};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, refused};
use super::order::named;
use crate::extract::{Body, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(mark))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Invalid(refusals) => refused(refusals),
            Error::Db(error) => error.into(),
        }
    }
}

/// Something an employee should know.
#[derive(Serialize, ToSchema)]
#[schema(as = Notice)]
struct NoticeView {
    /// What tells it from all others of the employee.
    key: String,
    /// `promise`, `meeting`, `overdue`, `due`, `ending`, `withdrawn`, `given`, `deputy`.
    kind: &'static str,
    /// The title of a task, or the name of an employee.
    text: Option<String>,
    /// The client it is about.
    client: Option<Named>,
    #[schema(value_type = Option<Uuid>)]
    task_id: Option<TaskId>,
    /// Tasks made together.
    #[schema(value_type = Option<Uuid>)]
    batch_id: Option<TaskBatchId>,
    #[schema(value_type = Option<Uuid>)]
    user_id: Option<UserId>,
    /// The day it is about.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// How many things it tells of.
    count: i64,
}

impl From<Notice> for NoticeView {
    fn from(of: Notice) -> Self {
        let key = of.key();
        let client = |(id, name): (ClientId, String)| named(id, name);
        let mut view = Self {
            key,
            kind: of.kind.code(),
            text: of.text,
            client: of.client.map(client),
            task_id: None,
            batch_id: None,
            user_id: None,
            day: of.day,
            count: of.count,
        };
        match of.about {
            About::Task(id) => view.task_id = Some(id),
            About::Batch(id) => view.batch_id = Some(id),
            About::User(id) => view.user_id = Some(id),
            About::Nothing => {}
        }
        view
    }
}

/// What is done with notices.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoticeMarks {
    /// At most 1000.
    keys: Vec<String>,
    /// `done`, `snoozed`, `none`.
    mark: String,
    /// Until when they are put off; with `snoozed`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

/// The notices that wait for oneself, the most urgent first; at most 100 of a kind.
#[utoipa::path(get, path = "/inbox", tag = "inbox", operation_id = "list_inbox",
    responses((status = 200, body = List<NoticeView>)),
    extensions(("x-right" = json!("signed_in"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<NoticeView>, Problem> {
    let all = state.run(ctx, app::inbox::list).await?;
    Ok(List::whole(all.into_iter().map(NoticeView::from).collect()))
}

/// Be done with notices, put them off, or take that back.
#[utoipa::path(post, path = "/inbox/marks", tag = "inbox", operation_id = "mark_inbox",
    request_body = NoticeMarks, responses((status = 204)),
    extensions(("x-right" = json!("signed_in"))))]
async fn mark(
    state: State,
    Who(ctx): Who,
    Body(body): Body<NoticeMarks>,
) -> Result<Response, Problem> {
    let mark = match (body.mark.as_str(), body.until) {
        ("done", _) => Mark::Done,
        ("none", _) => Mark::None,
        ("snoozed", Some(until)) => Mark::Snoozed(until),
        ("snoozed", None) => return Err(Problem::invalid("until", "field.missing")),
        _ => return Err(Problem::invalid("mark", "code.unknown")),
    };
    state
        .run(ctx, move |app, ctx| {
            app::inbox::mark(app, ctx, &body.keys, mark)
        })
        .await?;
    Ok(respond::none())
}
