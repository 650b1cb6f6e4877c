//! Teams of employees.

use app::team::Error;
use axum::response::Response;
use domain::id::TeamId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::user::bad_text;
use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(rename))
}

/// A team.
#[derive(Serialize, ToSchema)]
struct TeamView {
    #[schema(value_type = uuid::Uuid)]
    id: TeamId,
    name: String,
    version: i64,
}

impl From<app::team::Team> for TeamView {
    fn from(team: app::team::Team) -> Self {
        Self {
            id: team.id,
            name: team.name,
            version: team.version,
        }
    }
}

/// The name of a team.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TeamName {
    name: String,
}

/// All teams.
#[utoipa::path(get, path = "/teams", tag = "user", responses((status = 200, body = List<TeamView>)),
    extensions(("x-right" = json!("user.read"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<TeamView>, Problem> {
    let teams = state.run(ctx, app::team::list).await?;
    Ok(List::whole(teams.into_iter().map(TeamView::from).collect()))
}

/// Make a team.
#[utoipa::path(post, path = "/teams", tag = "user", request_body = TeamName,
    responses((status = 201, body = TeamView)),
    extensions(("x-right" = json!("team.manage"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<TeamName>,
) -> Result<Response, Problem> {
    let team = state
        .run(ctx, move |app, ctx| app::team::create(app, ctx, &body.name))
        .await?;
    let location = format!("/api/v1/teams/{}", team.id);
    Ok(respond::created(
        &location,
        Some(team.version),
        TeamView::from(team),
    ))
}

/// Give a team another name.
#[utoipa::path(patch, path = "/teams/{id}", tag = "user", params(("id" = uuid::Uuid, Path)),
    request_body = TeamName, responses((status = 200, body = TeamView)),
    extensions(("x-right" = json!("team.manage"))))]
async fn rename(
    state: State,
    Who(ctx): Who,
    Path(id): Path<TeamId>,
    IfMatch(version): IfMatch,
    Body(body): Body<TeamName>,
) -> Result<Response, Problem> {
    let team = state
        .run(ctx, move |app, ctx| {
            app::team::rename(app, ctx, id, version, &body.name)
        })
        .await?;
    Ok(respond::one(team.version, TeamView::from(team)))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::BadName(error) => bad_text("name", error),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Db(error) => error.into(),
        }
    }
}
