//! Rest between contacts: what a refusal says, and lifting it.

use app::{part, rest};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ClientId, RestLiftId};
use domain::part::Part;
use domain::rest::{RestLiftData, Resting};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Named;
use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(delete))
}

/// The refusal of a contact with a client that rests: by which rule, until when, who can lift it.
pub(super) fn refused(refusal: Resting) -> Problem {
    let roles: Vec<Value> = rest::lifters()
        .iter()
        .map(|role| json!(role.code()))
        .collect();
    Problem::new(StatusCode::CONFLICT, "rest.resting")
        .with("until", refusal.until.to_string())
        .with("days", refusal.days)
        .with("roles", roles)
}

/// A rest that somebody lifted.
#[derive(Serialize, ToSchema)]
struct RestLiftView {
    #[schema(value_type = Uuid)]
    id: RestLiftId,
    reason: String,
    version: i64,
    created_at: Timestamp,
    created_by: Named,
}

impl RestLiftView {
    fn of((part, author): (Part<RestLiftData>, String)) -> Self {
        Self {
            id: part.id,
            reason: part.data.reason,
            version: part.version,
            created_at: part.created_at,
            created_by: Named {
                id: part.created_by.uuid(),
                name: author,
            },
        }
    }
}

/// Why the client may be contacted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RestLiftInput {
    reason: String,
}

/// The lifted rests of a client, the newest first.
#[utoipa::path(get, path = "/clients/{id}/rest-lifts", tag = "rest",
    operation_id = "list_rest_lifts",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<RestLiftView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<RestLiftView>, Problem> {
    let parts = state
        .run(ctx, move |app, ctx| {
            part::list::<RestLiftData>(app, ctx, client)
                .and_then(|parts| part::with_authors(app, parts))
        })
        .await?;
    Ok(List::whole(
        parts.into_iter().map(RestLiftView::of).collect(),
    ))
}

/// Lift the rest of a client: it may be contacted once before its rest is over.
#[utoipa::path(post, path = "/clients/{id}/rest-lifts", tag = "rest",
    operation_id = "create_rest_lift",
    params(("id" = Uuid, Path)), request_body = RestLiftInput,
    responses((status = 201, body = RestLiftView)),
    extensions(("x-right" = json!("rest.lift"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<RestLiftInput>,
) -> Result<Response, Problem> {
    let named = state
        .run(ctx, move |app, ctx| {
            let data = rest::read(&body.reason, "reason")?;
            let part = part::create(app, ctx, client, &data)?;
            part::with_author(app, part)
        })
        .await?;
    let (location, version) = (
        format!("/api/v1/rest-lifts/{}", named.0.id),
        named.0.version,
    );
    Ok(respond::created(
        &location,
        Some(version),
        RestLiftView::of(named),
    ))
}

/// Take a lift back.
#[utoipa::path(delete, path = "/rest-lifts/{id}", tag = "rest",
    operation_id = "delete_rest_lift",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("rest.lift"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<RestLiftId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<RestLiftData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}
