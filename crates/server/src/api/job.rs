//! Background work: what goes on, how far it is, calling it off.

use app::job::{Error, Job};
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::{JobId, UserId};
use domain::job::{JobKind, JobState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(find))
        .routes(routes!(cancel))
}

/// A job as it stands.
#[derive(Serialize, ToSchema)]
pub struct JobView {
    #[schema(value_type = uuid::Uuid)]
    id: JobId,
    #[schema(value_type = String)]
    kind: JobKind,
    #[schema(value_type = String)]
    state: JobState,
    /// Steps done.
    progress: i64,
    /// Steps in all; 0 when not known.
    total: i64,
    /// Who asked for it; absent for planned work.
    started_by: Option<Starter>,
    /// What came of it; its form depends on the kind.
    result: Option<Value>,
    /// Why it failed: a code of `locales`.
    error: Option<String>,
    created_at: Timestamp,
    started_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
}

/// An employee.
#[derive(Serialize, ToSchema)]
struct Starter {
    #[schema(value_type = uuid::Uuid)]
    id: UserId,
    name: String,
}

impl From<Job> for JobView {
    fn from(job: Job) -> Self {
        let starter = job.started_by.map(|id| Starter {
            id,
            name: job.started_by_name.unwrap_or_default(),
        });
        Self {
            id: job.id,
            kind: job.kind,
            state: job.state,
            progress: job.progress,
            total: job.total,
            started_by: starter,
            result: job.result.and_then(|json| serde_json::from_str(&json).ok()),
            error: job.error,
            created_at: job.created_at,
            started_at: job.started_at,
            ended_at: job.ended_at,
        }
    }
}

/// Which jobs.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// Jobs, the newest first: one's own, or all for those who run the installation.
#[utoipa::path(get, path = "/jobs", tag = "job", params(Wanted),
    responses((status = 200, body = List<JobView>)), extensions(("x-right" = json!("job.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<JobView>, Problem> {
    let below: Option<JobId> = wanted.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = wanted.limit.get();
    let page = state
        .run(ctx, move |app, ctx| app::job::list(app, ctx, below, limit))
        .await?;
    Ok(List {
        items: page.items.into_iter().map(JobView::from).collect(),
        next: page.next.map(|id| cursor(&id)),
        total: None,
    })
}

/// One job.
#[utoipa::path(get, path = "/jobs/{id}", tag = "job", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = JobView)), extensions(("x-right" = json!("job.read"))))]
async fn find(
    state: State,
    Who(ctx): Who,
    Path(id): Path<JobId>,
) -> Result<Json<JobView>, Problem> {
    let job = state
        .run(ctx, move |app, ctx| app::job::find(app, ctx, id))
        .await?;
    Ok(Json(job.into()))
}

/// Call a job off. One that goes on stops at its next step.
#[utoipa::path(post, path = "/jobs/{id}/cancel", tag = "job", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = JobView)), extensions(("x-right" = json!("signed_in"))))]
async fn cancel(
    state: State,
    Who(ctx): Who,
    Path(id): Path<JobId>,
) -> Result<Json<JobView>, Problem> {
    let job = state
        .run(ctx, move |app, ctx| app::job::cancel(app, ctx, id))
        .await?;
    Ok(Json(job.into()))
}

/// Where to look how far a queued job is.
#[derive(Serialize, ToSchema)]
pub struct Queued {
    #[schema(value_type = uuid::Uuid)]
    job_id: JobId,
}

/// 202 with the job that will do it.
pub fn queued(id: JobId) -> Response {
    let location = [(header::LOCATION, format!("/api/v1/jobs/{id}"))];
    (StatusCode::ACCEPTED, location, Json(Queued { job_id: id })).into_response()
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Ended => Self::new(StatusCode::CONFLICT, "job.ended"),
            Error::Db(error) => error.into(),
        }
    }
}
