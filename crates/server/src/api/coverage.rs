//! Coverage street by street: territories, their buildings, visits.

use app::coverage::{Error, Input, Item, Spot, Tally, Visit};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use domain::coverage::{PlaceState, ROWS_LIMIT, Territory};
use domain::id::{ClientId, PlaceId, TerritoryId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, refused};
use super::order::named;
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
        .routes(routes!(places, put_in))
        .routes(routes!(visit))
}

/// A territory and how far it is.
#[derive(Serialize, ToSchema)]
#[schema(as = Territory)]
struct TerritoryView {
    #[schema(value_type = Uuid)]
    id: TerritoryId,
    name: String,
    /// The settlement of its streets.
    settlement: Option<String>,
    /// The regions whose clients belong to it.
    regions: Vec<String>,
    /// The code of the language of its clients.
    language: Option<String>,
    /// All buildings.
    places: i64,
    /// Where somebody was.
    visited: i64,
    /// Where there is no firm.
    no_firm: i64,
    /// Where a client was made.
    clients: i64,
    version: i64,
}

impl From<Territory> for TerritoryView {
    fn from(territory: Territory) -> Self {
        Self {
            id: territory.id,
            places: territory.places(),
            visited: territory.visited(),
            no_firm: territory.counts[PlaceState::NoFirm as usize],
            clients: territory.counts[PlaceState::Client as usize],
            name: territory.data.name,
            settlement: territory.data.settlement,
            regions: territory.data.regions,
            language: territory.data.language,
            version: territory.version,
        }
    }
}

/// What is written of a territory; absent fields stay.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct TerritoryInput {
    /// Needed for a new one.
    name: Option<String>,
    #[serde(deserialize_with = "present")]
    settlement: Option<Option<String>>,
    /// The regions whose clients belong to it, as they stand in addresses.
    regions: Option<Vec<String>>,
    /// The code of the language of its clients: two or three small letters.
    #[serde(deserialize_with = "present")]
    language: Option<Option<String>>,
}

impl From<TerritoryInput> for Input {
    fn from(body: TerritoryInput) -> Self {
        Self {
            name: body.name,
            settlement: body.settlement,
            regions: body.regions,
            language: body.language,
        }
    }
}

/// All territories, by name.
#[utoipa::path(get, path = "/territories", tag = "coverage", operation_id = "list_territories",
    responses((status = 200, body = List<TerritoryView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<TerritoryView>, Problem> {
    let all = state.run(ctx, app::coverage::territories).await?;
    Ok(List::whole(all.into_iter().map(Into::into).collect()))
}

/// Add a territory.
#[utoipa::path(post, path = "/territories", tag = "coverage", operation_id = "create_territory",
    request_body = TerritoryInput, responses((status = 201, body = TerritoryView)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<TerritoryInput>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            app::coverage::create(app, ctx, &body.into())
        })
        .await?;
    let location = format!("/api/v1/territories/{}", made.id);
    let version = Some(made.version);
    Ok(respond::created(
        &location,
        version,
        TerritoryView::from(made),
    ))
}

/// Change a territory.
#[utoipa::path(patch, path = "/territories/{id}", tag = "coverage",
    operation_id = "update_territory", params(("id" = Uuid, Path)),
    request_body = TerritoryInput, responses((status = 200, body = TerritoryView)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<TerritoryId>,
    IfMatch(version): IfMatch,
    Body(body): Body<TerritoryInput>,
) -> Result<Response, Problem> {
    let kept = state
        .run(ctx, move |app, ctx| {
            app::coverage::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(kept.version, TerritoryView::from(kept)))
}

/// Remove a territory without buildings.
#[utoipa::path(delete, path = "/territories/{id}", tag = "coverage",
    operation_id = "delete_territory", params(("id" = Uuid, Path)),
    responses((status = 204)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<TerritoryId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::coverage::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// A building of a territory.
#[derive(Serialize, ToSchema)]
#[schema(as = Place)]
struct PlaceView {
    #[schema(value_type = Uuid)]
    id: PlaceId,
    street: String,
    /// Empty: the whole street.
    house: String,
    /// `not_visited`, `visited`, `no_firm`, `client`.
    state: &'static str,
    /// The client made there; absent also when the reader may not see it.
    client: Option<Named>,
    note: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    visited_day: Option<Date>,
    visited_by: Option<Named>,
    version: i64,
}

impl From<Item> for PlaceView {
    fn from(item: Item) -> Self {
        let data = item.place.data;
        Self {
            id: item.place.id,
            street: data.street,
            house: data.house,
            state: data.state.code(),
            client: data
                .client_id
                .zip(item.client)
                .map(|(id, (name, _))| named(id, name)),
            note: data.note,
            visited_day: data.visited_day,
            visited_by: data
                .visited_by
                .zip(item.visitor)
                .map(|(id, name)| named(id, name)),
            version: item.place.version,
        }
    }
}

/// Which buildings.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `not_visited`, `visited`, `no_firm`, `client`; all when absent.
    state: Option<String>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// The buildings of a territory in the order of streets and houses.
#[utoipa::path(get, path = "/territories/{id}/places", tag = "coverage",
    operation_id = "list_places", params(("id" = Uuid, Path), Wanted),
    responses((status = 200, body = List<PlaceView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn places(
    state: State,
    Who(ctx): Who,
    Path(id): Path<TerritoryId>,
    Query(wanted): Query<Wanted>,
) -> Result<List<PlaceView>, Problem> {
    let of_state: Option<PlaceState> = wanted
        .state
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| Problem::invalid("state", "code.unknown"))?;
    let after: Option<Spot> = wanted.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = wanted.limit.get();
    let page = state
        .run(ctx, move |app, ctx| {
            app::coverage::places(app, ctx, id, of_state, after.as_ref(), limit)
        })
        .await?;
    Ok(List {
        items: page.items.into_iter().map(PlaceView::from).collect(),
        next: page.next.as_ref().map(cursor),
        total: None,
    })
}

/// A list of buildings.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlaceList {
    /// A street and a house on each line: `Partizanska 14`, or with a tab, semicolon or comma
    /// between; at most 2000 lines.
    list: String,
}

/// What putting a list in did.
#[derive(Serialize, ToSchema)]
struct PlaceTally {
    added: i64,
    /// Lines that the territory has already, or that repeat.
    known: i64,
    /// The journal line that undoes the whole.
    seq: Option<i64>,
}

impl From<Tally> for PlaceTally {
    fn from(tally: Tally) -> Self {
        Self {
            added: tally.added,
            known: tally.known,
            seq: tally.seq,
        }
    }
}

/// Put the buildings of a list in; what the territory has already stays as it is.
#[utoipa::path(post, path = "/territories/{id}/places", tag = "coverage",
    operation_id = "create_places", params(("id" = Uuid, Path)),
    request_body = PlaceList, responses((status = 200, body = PlaceTally)),
    extensions(("x-right" = json!("dictionary.write"))))]
async fn put_in(
    state: State,
    Who(ctx): Who,
    Path(id): Path<TerritoryId>,
    Body(body): Body<PlaceList>,
) -> Result<Json<PlaceTally>, Problem> {
    let tally = state
        .run(ctx, move |app, ctx| {
            app::coverage::put_in(app, ctx, id, &body.list)
        })
        .await?;
    Ok(Json(tally.into()))
}

/// What is known of a building; absent fields stay, `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct VisitInput {
    /// `not_visited`, `visited`, `no_firm`, `client`.
    state: Option<String>,
    /// The client found there.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    client_id: Option<Option<ClientId>>,
    /// The name of a firm that was found there and is no client yet: it becomes one, with the
    /// address of the building, in the same step; needs the right `client.create`.
    new_client: Option<String>,
    #[serde(deserialize_with = "present")]
    note: Option<Option<String>>,
}

/// Note a visit to a building.
#[utoipa::path(patch, path = "/places/{id}", tag = "coverage", operation_id = "update_place",
    params(("id" = Uuid, Path)), request_body = VisitInput,
    responses((status = 200, body = PlaceView)),
    extensions(("x-right" = json!("client.update"))))]
async fn visit(
    state: State,
    Who(ctx): Who,
    Path(id): Path<PlaceId>,
    IfMatch(version): IfMatch,
    Body(body): Body<VisitInput>,
) -> Result<Response, Problem> {
    let input = Visit {
        state: body.state,
        client_id: body.client_id,
        new_client: body.new_client,
        note: body.note,
    };
    let item = state
        .run(ctx, move |app, ctx| {
            app::coverage::visit(app, ctx, id, version, &input)
        })
        .await?;
    Ok(respond::one(item.place.version, PlaceView::from(item)))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::TooMany => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "bulk.too_many_rows")
                .with("max", ROWS_LIMIT),
            Error::NotEmpty => Self::new(StatusCode::CONFLICT, "coverage.not_empty"),
            Error::Responsible => Self::new(StatusCode::CONFLICT, "responsibility.refers"),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestServer;
    use domain::policy::Role;
    use serde_json::{Value, json};

    #[tokio::test]
    async fn r70_a_town_is_gone_through_street_by_street() {
        let server = TestServer::new();
        let made = json!({ "name": "Центр", "settlement": "Скопје" });
        let made = server.post(Role::HeadOfSales, "/territories", made).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let path = format!("/territories/{}", made.json()["id"].as_str().unwrap());
        let places = format!("{path}/places");
        let list =
            json!({ "list": "Партизанска 10\nПартизанска 2\n\nпартизанска 2\nМакедонија, 1\n" });
        let told = server.post(Role::HeadOfSales, &places, list.clone()).await;
        assert_eq!(
            (&told.json()["added"], &told.json()["known"]),
            (&json!(3), &json!(1)),
            "{}",
            told.text
        );
        let again = server.post(Role::HeadOfSales, &places, list).await.json();
        assert_eq!((&again["added"], &again["known"]), (&json!(0), &json!(4)));
        let seller = Role::ActiveSeller;
        let all = server
            .get(seller, &format!("{places}?limit=2"))
            .await
            .json();
        let rest = format!("{places}?limit=2&cursor={}", all["next"].as_str().unwrap());
        let rest = server.get(seller, &rest).await.json();
        let houses: Vec<&str> = [&all, &rest]
            .iter()
            .flat_map(|page| page["items"].as_array().unwrap())
            .map(|item| item["house"].as_str().unwrap())
            .collect();
        assert_eq!(houses, ["1", "2", "10"]);

        let one = |at: usize| {
            let item = if at < 2 {
                &all["items"][at]
            } else {
                &rest["items"][0]
            };
            format!("/places/{}", item["id"].as_str().unwrap())
        };
        let nobody = json!({ "state": "no_firm", "note": "станови" });
        let nobody = server.patch(seller, &one(0), 1, nobody).await.json();
        assert_eq!(
            (&nobody["state"], nobody["visited_by"]["name"].is_string()),
            (&json!("no_firm"), true)
        );
        let client = json!({ "name": "Кафе" });
        let client = server.post(seller, "/clients", client).await.json();
        let found = json!({ "client_id": client["id"] });
        let found = server.patch(seller, &one(1), 1, found).await.json();
        assert_eq!(
            (&found["state"], &found["client"]["name"]),
            (&json!("client"), &json!("Кафе"))
        );
        let foreign = json!({ "client_id": client["id"] });
        let foreign = server.patch(Role::ClientManager, &one(2), 1, foreign).await;
        assert_eq!(foreign.field(), "client_id/reference.unknown");
        let others = server.get(Role::ClientManager, &places).await.json();
        assert_eq!(
            (&others["items"][1]["state"], &others["items"][1]["client"]),
            (&json!("client"), &Value::Null),
            "sec_12: the walk is seen, the client is not"
        );
        let progress = server.get(seller, "/territories").await.json();
        let progress = &progress["items"][0];
        assert_eq!(
            (
                &progress["places"],
                &progress["visited"],
                &progress["no_firm"],
                &progress["clients"]
            ),
            (&json!(3), &json!(2), &json!(1), &json!(1))
        );
        let full = server.delete(Role::HeadOfSales, &path, 1).await;
        assert_eq!(full.code(), "coverage.not_empty");
        // A firm found there becomes a client in the step that notes it, or nothing is done.
        let count = || async {
            let asked = json!({ "total": true });
            let all = server.post(Role::Owner, "/clients/query", asked).await;
            all.json()["total"].as_i64().unwrap()
        };
        let before = count().await;
        let nameless = json!({ "new_client": " " });
        let nameless = server.patch(seller, &one(2), 1, nameless).await;
        assert_eq!(nameless.field(), "new_client/text.empty");
        let stale = json!({ "new_client": "Пекара" });
        let stale = server.patch(seller, &one(2), 9, stale).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(count().await, before);
        let firm = json!({ "new_client": "Пекара" });
        let firm = server.patch(seller, &one(2), 1, firm).await.json();
        assert_eq!(
            (&firm["state"], &firm["client"]["name"]),
            (&json!("client"), &json!("Пекара"))
        );
        let card = format!("/clients/{}", firm["client"]["id"].as_str().unwrap());
        let card = server.get(seller, &card).await.json();
        assert_eq!(card["addresses"][0]["house"], "10", "{card}");
        assert_eq!(count().await, before + 1);
        let undo = format!("/journal/{}/undo", told.json()["seq"]);
        let walked = server.post(Role::HeadOfSales, &undo, json!({})).await;
        assert_eq!(
            walked.status,
            StatusCode::CONFLICT,
            "somebody was there since: {}",
            walked.text
        );
    }
}
