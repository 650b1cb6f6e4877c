//! Who holds which client and until when.

use app::holding::{self, Item, Request};
use domain::holding::Holding;
use domain::id::{ClientId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Named;
use crate::extract::{Body, Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(ending))
        .routes(routes!(history))
        .routes(routes!(extend))
        .routes(routes!(release))
        .routes(routes!(hand_over))
}

/// A stay of a client with an employee.
#[derive(Serialize, ToSchema)]
pub(super) struct HoldingView {
    /// Its number among the stays of the client, from 1.
    seq: i64,
    since: Timestamp,
    /// The end of the term; `null`: without a term.
    until: Option<Timestamp>,
    /// The last result, which renewed the term.
    result_at: Option<Timestamp>,
    /// How many results there were.
    results: i64,
    ended_at: Option<Timestamp>,
    /// `withdrawn`, `replaced`, `released` or `gone`; `null`: it goes on.
    ending: Option<&'static str>,
    /// Why the client went to this employee, when the product chose.
    #[schema(value_type = Option<Object>)]
    why: Option<serde_json::Value>,
}

impl From<Holding> for HoldingView {
    fn from(of: Holding) -> Self {
        Self {
            seq: of.seq,
            since: of.since,
            until: of.until,
            result_at: of.result_at,
            results: of.results,
            ended_at: of.ended_at,
            ending: of.ending.map(|of| of.code()),
            why: of.why.and_then(|text| serde_json::from_str(&text).ok()),
        }
    }
}

/// A stay of a client with its holder.
#[derive(Serialize, ToSchema)]
struct HoldingOfClient {
    holder: Named,
    #[serde(flatten)]
    holding: HoldingView,
}

/// A stay that ends soon.
#[derive(Serialize, ToSchema)]
struct HoldingEnding {
    client: Named,
    holder: Named,
    /// The last effective contact.
    last_effective_at: Option<Timestamp>,
    #[serde(flatten)]
    holding: HoldingView,
}

impl From<Item> for HoldingEnding {
    fn from(item: Item) -> Self {
        Self {
            client: Named {
                id: item.holding.client_id.uuid(),
                name: item.client,
            },
            holder: Named {
                id: item.holding.user_id.uuid(),
                name: item.holder,
            },
            last_effective_at: item.last_effective_at,
            holding: item.holding.into(),
        }
    }
}

/// Which stays.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// With this employee only.
    #[param(value_type = Option<Uuid>)]
    user_id: Option<UserId>,
    /// Ending within so many days; the setting `holding.warn` when absent.
    days: Option<i64>,
    /// How many, 1 to 1000.
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// Clients whose term with their holder ends soon, the first ones first; those over already come
/// before them.
#[utoipa::path(get, path = "/holdings", tag = "holding", operation_id = "list_holdings",
    params(Wanted), responses((status = 200, body = List<HoldingEnding>)),
    extensions(("x-right" = json!("client.read"))))]
async fn ending(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<HoldingEnding>, Problem> {
    let request = Request {
        user: wanted.user_id,
        days: wanted.days,
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
    };
    let page = state
        .run(ctx, move |app, ctx| holding::ending(app, ctx, &request))
        .await?;
    Ok(List {
        items: page.items.into_iter().map(HoldingEnding::from).collect(),
        next: page.next.map(|place| cursor(&place)),
        total: Some(page.total),
    })
}

/// Who held a client and when, the latest first.
#[utoipa::path(get, path = "/clients/{id}/holdings", tag = "holding",
    operation_id = "list_client_holdings",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<HoldingOfClient>)),
    extensions(("x-right" = json!("client.read"))))]
async fn history(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<HoldingOfClient>, Problem> {
    let stays = state
        .run(ctx, move |app, ctx| holding::history(app, ctx, client))
        .await?;
    let told = stays.into_iter().map(|(holding, name)| HoldingOfClient {
        holder: Named {
            id: holding.user_id.uuid(),
            name,
        },
        holding: holding.into(),
    });
    Ok(List::whole(told.collect()))
}

/// More time for the holder.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HoldingExtension {
    /// Days from now, 1 to the longest term of the settings.
    days: i64,
}

/// Give the holder of a client more time.
#[utoipa::path(post, path = "/clients/{id}/holding/extend", tag = "holding",
    operation_id = "extend_holding",
    params(("id" = Uuid, Path)), request_body = HoldingExtension,
    responses((status = 200, body = HoldingView)),
    extensions(("x-right" = json!("client.assign"))))]
async fn extend(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<HoldingExtension>,
) -> Result<axum::Json<HoldingView>, Problem> {
    let holding = state
        .run(ctx, move |app, ctx| {
            holding::extend(app, ctx, client, body.days)
        })
        .await?;
    Ok(axum::Json(holding.into()))
}

/// Give a client back to the pool: the holder their own, or who assigns clients.
#[utoipa::path(post, path = "/clients/{id}/holding/release", tag = "holding",
    operation_id = "release_holding",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn release(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<axum::response::Response, Problem> {
    state
        .run(ctx, move |app, ctx| holding::release(app, ctx, client))
        .await?;
    Ok(respond::none())
}

/// To whom the clients of an employee go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HandOverInput {
    /// Dealt evenly by name; nobody: to the pool.
    #[schema(value_type = Vec<Uuid>)]
    to: Vec<UserId>,
}

/// What handing over did.
#[derive(Serialize, ToSchema)]
struct HandedOverView {
    clients: i64,
    /// The journal line that undoes the whole.
    seq: Option<i64>,
}

/// Hand everything an employee holds to others, or to the pool: for who leaves or changes work.
#[utoipa::path(post, path = "/users/{id}/hand-over", tag = "holding", operation_id = "hand_over",
    params(("id" = Uuid, Path)), request_body = HandOverInput,
    responses((status = 200, body = HandedOverView)),
    extensions(("x-right" = json!("client.assign"))))]
async fn hand_over(
    state: State,
    Who(ctx): Who,
    Path(from): Path<UserId>,
    Body(body): Body<HandOverInput>,
) -> Result<axum::Json<HandedOverView>, Problem> {
    let done = state
        .run(ctx, move |app, ctx| {
            holding::hand_over(app, ctx, from, &body.to)
        })
        .await?;
    Ok(axum::Json(HandedOverView {
        clients: done.clients,
        seq: done.seq,
    }))
}
