//! Cards merged without asking: what it would do, doing it, taking it back.

use app::duplicate::bulk::{self, Conflict, Plan, Run};
use axum::Json;
use axum::response::Response;
use domain::id::DuplicateRunId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::api::client::Named;
use crate::api::job::{Queued, queued};
use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::respond::List;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(preview))
        .routes(routes!(runs, start))
        .routes(routes!(undo))
        .routes(routes!(conflicts))
}

/// From which chance on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RunInput {
    /// Pairs of this chance and more, 0 to 1; not below the threshold of the measured precision.
    chance: f64,
}

/// What a run would do.
#[derive(Serialize, ToSchema)]
struct RunPlan {
    /// Groups that would become one card each.
    groups: usize,
    /// Cards that would become one of another.
    absorbed: usize,
    /// Pairs of this chance that stay for people.
    left: usize,
    /// Some groups, the card that would stay first.
    examples: Vec<Vec<Named>>,
}

impl From<Plan> for RunPlan {
    fn from(plan: Plan) -> Self {
        let examples = plan.examples.into_iter().map(|group| {
            let named = group.into_iter().map(|card| Named {
                id: card.id.uuid(),
                name: card.name,
            });
            named.collect()
        });
        Self {
            groups: plan.groups,
            absorbed: plan.absorbed,
            left: plan.left,
            examples: examples.collect(),
        }
    }
}

/// What merging without asking would do. Nothing is written.
#[utoipa::path(post, path = "/duplicates/runs/preview", tag = "duplicate",
    operation_id = "preview_duplicate_run", request_body = RunInput,
    responses((status = 200, body = RunPlan)),
    extensions(("x-right" = json!("client.bulk"))))]
async fn preview(
    state: State,
    Who(ctx): Who,
    Body(body): Body<RunInput>,
) -> Result<Json<RunPlan>, Problem> {
    let plan = state
        .run(ctx, move |app, ctx| bulk::preview(app, ctx, body.chance))
        .await?;
    Ok(Json(plan.into()))
}

/// Merge without asking, in the background.
#[utoipa::path(post, path = "/duplicates/runs", tag = "duplicate",
    operation_id = "start_duplicate_run", request_body = RunInput,
    responses((status = 202, body = Queued)),
    extensions(("x-right" = json!("client.bulk"))))]
async fn start(
    state: State,
    Who(ctx): Who,
    Body(body): Body<RunInput>,
) -> Result<Response, Problem> {
    let (_, job) = state
        .run(ctx, move |app, ctx| bulk::start(app, ctx, body.chance))
        .await?;
    Ok(queued(job))
}

/// Cards that were merged without asking.
#[derive(Serialize, ToSchema)]
struct RunView {
    id: Uuid,
    /// Pairs of this chance and more.
    chance: f64,
    /// The job that did it, or does.
    job_id: Uuid,
    made_at: Timestamp,
    /// Merges it made.
    merges: i64,
    /// Of these, in force.
    standing: i64,
    /// Cards that became one of another.
    absorbed: i64,
    /// Groups left as they are, by why: `decided`, `gone`, `tax_numbers`, `refused`.
    #[schema(value_type = std::collections::BTreeMap<String, i64>)]
    skipped: Value,
    ended_at: Option<Timestamp>,
    /// The job that takes it back.
    undo_job_id: Option<Uuid>,
    undone_at: Option<Timestamp>,
    /// Merges that were not taken back as they were made.
    conflicts: i64,
}

impl From<Run> for RunView {
    fn from(run: Run) -> Self {
        Self {
            id: run.id.uuid(),
            chance: run.chance,
            job_id: run.job.uuid(),
            made_at: run.made_at,
            merges: run.merges,
            standing: run.standing,
            absorbed: run.absorbed,
            skipped: serde_json::from_str(&run.skipped).unwrap_or_else(|_| json!({})),
            ended_at: run.ended_at,
            undo_job_id: run.undo_job.map(|job| job.uuid()),
            undone_at: run.undone_at,
            conflicts: run.conflicts,
        }
    }
}

/// The runs that merged without asking, the latest first.
#[utoipa::path(get, path = "/duplicates/runs", tag = "duplicate",
    operation_id = "list_duplicate_runs", responses((status = 200, body = List<RunView>)),
    extensions(("x-right" = json!("client.bulk"))))]
async fn runs(state: State, Who(ctx): Who) -> Result<List<RunView>, Problem> {
    let runs: Vec<Run> = state.run(ctx, bulk::runs).await?;
    Ok(List::whole(runs.into_iter().map(Into::into).collect()))
}

/// Take a whole run back, in the background: each of its merges, the last first. What was changed
/// since stays and is listed.
#[utoipa::path(post, path = "/duplicates/runs/{id}/undo", tag = "duplicate",
    operation_id = "undo_duplicate_run", params(("id" = Uuid, Path)),
    responses((status = 202, body = Queued)),
    extensions(("x-right" = json!("client.bulk"))))]
async fn undo(
    state: State,
    Who(ctx): Who,
    Path(id): Path<DuplicateRunId>,
) -> Result<Response, Problem> {
    let job = state
        .run(ctx, move |app, ctx| bulk::undo(app, ctx, id))
        .await?;
    Ok(queued(job))
}

/// A merge that was not taken back as it was made.
#[derive(Serialize, ToSchema)]
struct RunConflict {
    merge_id: Uuid,
    /// `error` (`merged_since`, `gone`, `refused`): it stands. Otherwise it was taken back, but
    /// `fields` were changed since and `records` moved away.
    #[schema(value_type = Object)]
    told: Value,
}

impl From<Conflict> for RunConflict {
    fn from(conflict: Conflict) -> Self {
        Self {
            merge_id: conflict.merge.uuid(),
            told: conflict.told,
        }
    }
}

/// What a run that was taken back has left, at most 200.
#[utoipa::path(get, path = "/duplicates/runs/{id}/conflicts", tag = "duplicate",
    operation_id = "duplicate_run_conflicts", params(("id" = Uuid, Path)),
    responses((status = 200, body = List<RunConflict>)),
    extensions(("x-right" = json!("client.bulk"))))]
async fn conflicts(
    state: State,
    Who(ctx): Who,
    Path(id): Path<DuplicateRunId>,
) -> Result<List<RunConflict>, Problem> {
    let found = state
        .run(ctx, move |app, ctx| bulk::conflicts(app, ctx, id))
        .await?;
    Ok(List::whole(found.into_iter().map(Into::into).collect()))
}
