//! The blacklist: putting clients on it, ending a stay, and what its refusal says.

use app::receivable::NamedStay;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use domain::blacklist::Blacklisted;
use domain::id::{BlacklistId, ClientId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::receivable::ChangedClients;
use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::respond;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(add))
        .routes(routes!(lift))
}

/// The roles that may end a stay, for refusals.
pub(super) fn roles() -> Vec<Value> {
    app::blacklist::lifters()
        .iter()
        .map(|role| json!(role.code()))
        .collect()
}

/// The refusal of work with a client on the blacklist: since when, and who can end it.
pub(super) fn refused(listed: Blacklisted) -> Problem {
    Problem::new(StatusCode::CONFLICT, "blacklist.listed")
        .with("since", listed.since.to_string())
        .with("late_minor", listed.late_minor)
        .with("roles", roles())
}

/// A stay on the blacklist.
#[derive(Serialize, ToSchema)]
pub(super) struct StayView {
    #[schema(value_type = Uuid)]
    id: BlacklistId,
    since: Timestamp,
    /// Name of who put it there; none: the rule.
    by: Option<String>,
    reason: Option<String>,
    /// What was late then; 0: it is there for another reason than money.
    late_minor: i64,
    ended_at: Option<Timestamp>,
    /// Name of who ended it; none: the client paid.
    ended_by: Option<String>,
    ended_reason: Option<String>,
}

impl From<NamedStay> for StayView {
    fn from((stay, by, ended_by): NamedStay) -> Self {
        Self {
            id: stay.id,
            since: stay.since,
            by,
            reason: stay.reason,
            late_minor: stay.late_minor,
            ended_at: stay.ended_at,
            ended_by,
            ended_reason: stay.ended_reason,
        }
    }
}

/// Which clients come to the blacklist.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BlacklistInput {
    #[schema(value_type = Vec<Uuid>)]
    client_ids: Vec<ClientId>,
    /// Why; needed for a client that is not late with anything.
    reason: Option<String>,
}

/// Put clients on the blacklist: no contact and no order until they pay.
#[utoipa::path(post, path = "/blacklist", tag = "blacklist", operation_id = "blacklist_clients",
    request_body = BlacklistInput, responses((status = 200, body = ChangedClients)),
    extensions(("x-right" = json!("receivable.write"))))]
async fn add(
    state: State,
    Who(ctx): Who,
    Body(body): Body<BlacklistInput>,
) -> Result<Json<ChangedClients>, Problem> {
    let changed = state
        .run(ctx, move |app, ctx| {
            app::blacklist::add(app, ctx, &body.client_ids, body.reason.as_deref())
        })
        .await?;
    Ok(Json(ChangedClients { changed }))
}

/// Why the stay ends before the client paid.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LiftInput {
    reason: String,
}

/// End the stay of a client on the blacklist before it paid.
#[utoipa::path(post, path = "/clients/{id}/blacklist/lift", tag = "blacklist",
    operation_id = "lift_blacklist", params(("id" = Uuid, Path)), request_body = LiftInput,
    responses((status = 204)),
    extensions(("x-right" = json!("receivable.write"))))]
async fn lift(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<LiftInput>,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::blacklist::lift(app, ctx, client, &body.reason)
        })
        .await?;
    Ok(respond::none())
}
