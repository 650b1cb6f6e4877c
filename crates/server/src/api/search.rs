//! The search of the whole product. Asked for in a body, because a query may be a phone.

use app::search::Error;
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::client::Named;
use crate::extract::{Body, Who};
use crate::problem::Problem;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(find))
}

/// What to look for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SearchQuery {
    /// Name in any script or keyboard layout, tax number, phone, e-mail, order number.
    q: String,
}

/// A client that was found.
#[derive(Serialize, ToSchema)]
struct FoundClient {
    id: Uuid,
    name: String,
    marker: &'static str,
    region: Option<String>,
}

/// A person that was found.
#[derive(Serialize, ToSchema)]
struct FoundPerson {
    id: Uuid,
    name: String,
    title: Option<String>,
    client: Named,
}

/// An order that was found.
#[derive(Serialize, ToSchema)]
struct FoundOrder {
    id: Uuid,
    number: String,
    client: Named,
}

/// At most ten of each kind.
#[derive(Serialize, ToSchema)]
struct SearchAnswer {
    clients: Vec<FoundClient>,
    people: Vec<FoundPerson>,
    orders: Vec<FoundOrder>,
}

/// Look for clients, people and orders at once.
#[utoipa::path(post, path = "/search", tag = "search", operation_id = "search",
    request_body = SearchQuery, responses((status = 200, body = SearchAnswer)),
    extensions(("x-right" = json!("client.read"))))]
async fn find(
    state: State,
    Who(ctx): Who,
    Body(query): Body<SearchQuery>,
) -> Result<Json<SearchAnswer>, Problem> {
    let answer = state
        .run(ctx, move |app, ctx| app::search::find(app, ctx, &query.q))
        .await?;
    let clients = answer.clients.into_iter().map(|item| FoundClient {
        id: item.id.uuid(),
        name: item.name,
        marker: item.marker.code(),
        region: item.region,
    });
    let people = answer.people.into_iter().map(|found| FoundPerson {
        id: found.person.id.uuid(),
        name: found.person.data.name,
        title: found.person.data.title,
        client: Named {
            id: found.person.client_id.uuid(),
            name: found.client_name,
        },
    });
    let orders = answer.orders.into_iter().map(|order| FoundOrder {
        id: order.id.uuid(),
        number: order.number,
        client: Named {
            id: order.client.0.uuid(),
            name: order.client.1,
        },
    });
    Ok(Json(SearchAnswer {
        clients: clients.collect(),
        people: people.collect(),
        orders: orders.collect(),
    }))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::Client(error) => error.into(),
            Error::Person(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::policy::Role;
    use serde_json::json;

    use crate::testing::TestServer;

    #[tokio::test]
    async fn clients_and_people_are_found_within_ones_own() {
        let server = TestServer::new();
        let client = server
            .post(
                Role::ClientManager,
                "/clients",
                json!({ "name": "Ромашка" }),
            )
            .await;
        let id = client.json()["id"].as_str().unwrap().to_owned();
        let person = json!({ "name": "Анна Ромашкина", "title": "директор" });
        server
            .post(
                Role::ClientManager,
                &format!("/clients/{id}/people"),
                person,
            )
            .await;
        let counts = |role, q: &'static str| {
            let server = &server;
            async move {
                let found = server.post(role, "/search", json!({ "q": q })).await.json();
                ["clients", "people", "orders"].map(|kind| found[kind].as_array().unwrap().len())
            }
        };
        for q in ["ромаш", "romash", "hjvfi"] {
            assert_eq!(counts(Role::ClientManager, q).await, [1, 1, 0], "{q}");
            assert_eq!(counts(Role::ActiveSeller, q).await, [0, 0, 0], "{q}");
        }
        for q in ["", "  ", "'", "%", "ооо"] {
            server.post(Role::Owner, "/search", json!({ "q": q })).await;
        }
        assert_eq!(counts(Role::Owner, "").await, [0, 0, 0]);
    }
}
