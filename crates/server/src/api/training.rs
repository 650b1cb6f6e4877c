//! The register of training, skill tests and mystery shoppers.

use app::training::{Error, Input, Seen};
use axum::response::Response;
use domain::id::{TrainingId, UserId};
use domain::training::TrainingData;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, refused};
use super::order::named;
use crate::extract::{Body, Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(standing))
        .routes(routes!(delete))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::Db(error) => error.into(),
        }
    }
}

/// A record of the register.
#[derive(Serialize, ToSchema)]
#[schema(as = Training)]
struct TrainingView {
    #[schema(value_type = Uuid)]
    id: TrainingId,
    #[schema(value_type = Uuid)]
    user_id: UserId,
    /// `training`, `skill_test`, `mystery_shopper`.
    kind: &'static str,
    topic: String,
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// Percent of what could be reached.
    score: Option<i64>,
    note: Option<String>,
}

impl TrainingView {
    fn of(id: TrainingId, data: TrainingData) -> Self {
        Self {
            id,
            user_id: data.user_id,
            kind: data.kind.code(),
            topic: data.topic,
            day: data.day,
            score: data.score,
            note: data.note,
        }
    }
}

/// A new record.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TrainingInput {
    #[schema(value_type = Uuid)]
    user_id: UserId,
    /// `training`, `skill_test`, `mystery_shopper`.
    kind: String,
    topic: String,
    /// Today when absent; training may be arranged for a year ahead.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    /// Percent; a test and a mystery shopper need it.
    #[serde(default)]
    score: Option<i64>,
    #[serde(default)]
    note: Option<String>,
}

/// How an employee stands.
#[derive(Serialize, ToSchema)]
struct TrainingStanding {
    user: Named,
    /// The last training that was held.
    #[schema(value_type = Option<String>, format = Date)]
    trained: Option<Date>,
    /// The next one that is arranged.
    #[schema(value_type = Option<String>, format = Date)]
    arranged: Option<Date>,
    /// The last result of a test, in percent.
    test: Option<i64>,
    /// The one before it.
    test_before: Option<i64>,
    /// The last result of a mystery shopper.
    shopper: Option<i64>,
    /// Nothing is arranged, and the last training is longer ago than the setting `training.every`.
    due: bool,
}

impl From<Seen> for TrainingStanding {
    fn from(seen: Seen) -> Self {
        let standing = seen.standing;
        Self {
            user: named(seen.user, seen.name),
            trained: standing.trained,
            arranged: standing.arranged,
            test: standing.tests.0,
            test_before: standing.tests.1,
            shopper: standing.shopper,
            due: seen.due,
        }
    }
}

/// Which records.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Of this employee; one's own without the right `training.write`.
    #[param(value_type = Option<Uuid>)]
    user_id: Option<UserId>,
}

/// The newest 1000 records one may see.
#[utoipa::path(get, path = "/trainings", tag = "training", operation_id = "list_trainings",
    params(Wanted), responses((status = 200, body = List<TrainingView>)),
    extensions(("x-right" = json!("user.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<TrainingView>, Problem> {
    let all = state
        .run(ctx, move |app, ctx| {
            app::training::list(app, ctx, wanted.user_id)
        })
        .await?;
    let view = |of: app::training::Training| TrainingView::of(of.id, of.data);
    Ok(List::whole(all.into_iter().map(view).collect()))
}

/// How those stand whose records one may see: first those to be trained.
#[utoipa::path(get, path = "/trainings/standing", tag = "training",
    operation_id = "training_standing", responses((status = 200, body = List<TrainingStanding>)),
    extensions(("x-right" = json!("user.read"))))]
async fn standing(state: State, Who(ctx): Who) -> Result<List<TrainingStanding>, Problem> {
    let all = state.run(ctx, app::training::standing).await?;
    Ok(List::whole(
        all.into_iter().map(TrainingStanding::from).collect(),
    ))
}

/// Write a record.
#[utoipa::path(post, path = "/trainings", tag = "training", operation_id = "create_training",
    request_body = TrainingInput, responses((status = 201, body = TrainingView)),
    extensions(("x-right" = json!("training.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<TrainingInput>,
) -> Result<Response, Problem> {
    let input = Input {
        user_id: body.user_id,
        kind: body.kind,
        topic: body.topic,
        day: body.day,
        score: body.score,
        note: body.note,
    };
    let made = state
        .run(ctx, move |app, ctx| app::training::create(app, ctx, &input))
        .await?;
    let location = format!("/api/v1/trainings/{}", made.id);
    let view = TrainingView::of(made.id, made.data);
    Ok(respond::created(&location, None, view))
}

/// Remove a record.
#[utoipa::path(delete, path = "/trainings/{id}", tag = "training",
    operation_id = "delete_training", params(("id" = Uuid, Path)),
    responses((status = 204)), extensions(("x-right" = json!("training.write"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<TrainingId>,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| app::training::delete(app, ctx, id))
        .await?;
    Ok(respond::none())
}
