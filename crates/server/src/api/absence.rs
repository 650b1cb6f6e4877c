//! Who is away and who stands in.

use app::absence::{self, Error, Input};
use axum::Json;
use axum::response::Response;
use domain::absence::Absence;
use domain::id::UserId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::refused;
use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(put, end))
        .routes(routes!(put_own, end_own))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Invalid(refusals) => refused(refusals),
            Error::NotFound => Self::not_found(),
            Error::Db(error) => error.into(),
        }
    }
}

/// When somebody is away and who stands in.
#[derive(Serialize, ToSchema)]
struct AbsenceView {
    #[schema(value_type = Uuid)]
    user_id: UserId,
    #[schema(value_type = Uuid)]
    deputy_id: UserId,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    from_day: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    until_day: Date,
}

impl From<Absence> for AbsenceView {
    fn from(of: Absence) -> Self {
        Self {
            user_id: of.user_id,
            deputy_id: of.deputy_id,
            from_day: of.from_day,
            until_day: of.until_day,
        }
    }
}

/// When somebody is away and who stands in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AbsenceInput {
    #[schema(value_type = Uuid)]
    deputy_id: UserId,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    from_day: Date,
    /// The last day, at most a year later.
    #[schema(value_type = String, format = Date)]
    until_day: Date,
}

/// Who is or will be away.
#[utoipa::path(get, path = "/absences", tag = "absence", operation_id = "list_absences",
    responses((status = 200, body = List<AbsenceView>)),
    extensions(("x-right" = json!("user.read"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<AbsenceView>, Problem> {
    let all = state.run(ctx, absence::list).await?;
    Ok(List::whole(
        all.into_iter().map(AbsenceView::from).collect(),
    ))
}

/// Say when one is away oneself. Until then the deputy sees and works one's clients, which stay with
/// their holder.
#[utoipa::path(put, path = "/me/absence", tag = "absence", operation_id = "put_own_absence",
    request_body = AbsenceInput, responses((status = 200, body = AbsenceView)),
    extensions(("x-right" = json!("signed_in"))))]
async fn put_own(
    state: State,
    Who(ctx): Who,
    Body(body): Body<AbsenceInput>,
) -> Result<Json<AbsenceView>, Problem> {
    let user = ctx.actor.user();
    set(state, ctx, user, body).await
}

/// Say that one is back, or does not go.
#[utoipa::path(delete, path = "/me/absence", tag = "absence", operation_id = "end_own_absence",
    responses((status = 204)), extensions(("x-right" = json!("signed_in"))))]
async fn end_own(state: State, Who(ctx): Who) -> Result<Response, Problem> {
    let user = ctx.actor.user();
    over(state, ctx, user).await
}

/// Say when an employee is away.
#[utoipa::path(put, path = "/users/{id}/absence", tag = "absence", operation_id = "put_absence",
    params(("id" = Uuid, Path)), request_body = AbsenceInput,
    responses((status = 200, body = AbsenceView)),
    extensions(("x-right" = json!("client.assign"))))]
async fn put(
    state: State,
    Who(ctx): Who,
    Path(user): Path<UserId>,
    Body(body): Body<AbsenceInput>,
) -> Result<Json<AbsenceView>, Problem> {
    set(state, ctx, user, body).await
}

/// Say that an employee is back, or does not go.
#[utoipa::path(delete, path = "/users/{id}/absence", tag = "absence", operation_id = "end_absence",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.assign"))))]
async fn end(state: State, Who(ctx): Who, Path(user): Path<UserId>) -> Result<Response, Problem> {
    over(state, ctx, user).await
}

async fn set(
    state: State,
    ctx: app::Context,
    user: UserId,
    body: AbsenceInput,
) -> Result<Json<AbsenceView>, Problem> {
    let input = Input {
        deputy_id: body.deputy_id,
        from_day: body.from_day,
        until_day: body.until_day,
    };
    let made = state
        .run(ctx, move |app, ctx| absence::put(app, ctx, user, input))
        .await?;
    Ok(Json(made.into()))
}

async fn over(state: State, ctx: app::Context, user: UserId) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| absence::end(app, ctx, user))
        .await?;
    Ok(respond::none())
}
