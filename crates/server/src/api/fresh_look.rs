//! Fresh look: what was tried before is hidden from the employees who work a client.

use app::fresh_look;
use axum::Json;
use axum::response::Response;
use domain::fresh_look::{FreshLook, Hides};
use domain::id::ClientId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::respond;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(find, put, end))
}

/// What is hidden of a client.
#[derive(Serialize, ToSchema)]
struct FreshLookView {
    /// What happened up to then is hidden.
    since: Timestamp,
    /// `failures` or `everything`.
    hides: &'static str,
    reason: Option<String>,
    /// Who decided; `null`: a rule.
    decided_by: Option<Uuid>,
}

impl From<FreshLook> for FreshLookView {
    fn from(of: FreshLook) -> Self {
        Self {
            since: of.since,
            hides: of.hides.code(),
            reason: of.reason,
            decided_by: of.decided_by.map(|id| id.uuid()),
        }
    }
}

/// A decision, or none.
#[derive(Serialize, ToSchema)]
struct FreshLookOfClient {
    look: Option<FreshLookView>,
}

/// What to hide.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FreshLookInput {
    /// `failures`: attempts and refusals; `everything`: every contact.
    hides: String,
    /// Why, at most 500 characters.
    reason: Option<String>,
}

/// Whether a fresh look hides something of a client: told to whoever decides on it.
#[utoipa::path(get, path = "/clients/{id}/fresh-look", tag = "fresh-look",
    operation_id = "get_fresh_look",
    params(("id" = Uuid, Path)), responses((status = 200, body = FreshLookOfClient)),
    extensions(("x-right" = json!("client.assign"))))]
async fn find(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<Json<FreshLookOfClient>, Problem> {
    let look = state
        .run(ctx, move |app, ctx| fresh_look::find(app, ctx, client))
        .await?;
    Ok(Json(FreshLookOfClient {
        look: look.map(FreshLookView::from),
    }))
}

/// Hide what happened with a client until now from the employees who work it. In its history, in
/// counts, the journal and what stands on its card it is left out; whoever assigns clients sees it
/// in the history.
#[utoipa::path(put, path = "/clients/{id}/fresh-look", tag = "fresh-look",
    operation_id = "put_fresh_look",
    params(("id" = Uuid, Path)), request_body = FreshLookInput,
    responses((status = 200, body = FreshLookView)),
    extensions(("x-right" = json!("client.assign"))))]
async fn put(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<FreshLookInput>,
) -> Result<Json<FreshLookView>, Problem> {
    let hides: Hides = body
        .hides
        .parse()
        .map_err(|_| Problem::invalid("hides", "code.unknown"))?;
    let look = state
        .run(ctx, move |app, ctx| {
            fresh_look::put(app, ctx, client, hides, body.reason.as_deref())
        })
        .await?;
    Ok(Json(look.into()))
}

/// Show the history of a client to its holder again.
#[utoipa::path(delete, path = "/clients/{id}/fresh-look", tag = "fresh-look",
    operation_id = "end_fresh_look",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.assign"))))]
async fn end(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| fresh_look::end(app, ctx, client))
        .await?;
    Ok(respond::none())
}
