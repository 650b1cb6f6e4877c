//! The timeline of a client: everything that happened, the latest first.

use app::timeline::{Entry, Kind, What};
use axum::response::IntoResponse;
use domain::id::ClientId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::client::Named;
use crate::extract::{Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(page))
}

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `interaction`, `order`, `payment`, `fact`; several with commas between; all when absent.
    kind: Option<String>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// An interaction in the timeline.
#[derive(Serialize, ToSchema)]
struct TimelineInteraction {
    kind: &'static str,
    effect: &'static str,
    direction: &'static str,
    outcome: &'static str,
    person_id: Option<Uuid>,
    note: Option<String>,
    /// The day that was agreed on for the next contact.
    #[schema(value_type = Option<String>, format = Date)]
    agreed_day: Option<Date>,
}

/// An order in the timeline.
#[derive(Serialize, ToSchema)]
struct TimelineOrder {
    number: String,
    status: &'static str,
    total_minor: i64,
    currency: String,
}

/// A payment in the timeline.
#[derive(Serialize, ToSchema)]
struct TimelinePayment {
    amount_minor: i64,
    currency: String,
}

/// A fact in the timeline.
#[derive(Serialize, ToSchema)]
struct TimelineFact {
    fact_type: &'static str,
    value: String,
    person_id: Option<Uuid>,
}

/// One entry; the field named by `kind` holds it.
#[derive(Serialize, ToSchema)]
struct TimelineEntry {
    kind: &'static str,
    id: Uuid,
    at: Timestamp,
    by: Option<Named>,
    version: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    interaction: Option<TimelineInteraction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<TimelineOrder>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment: Option<TimelinePayment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<TimelineFact>,
}

impl TimelineEntry {
    fn of(entry: Entry, by: Option<String>) -> Self {
        let mut shown = Self {
            kind: Kind::Interaction.code(),
            id: entry.id(),
            at: entry.at(),
            by: by.map(|name| Named {
                id: entry.by().uuid(),
                name,
            }),
            version: 1,
            interaction: None,
            order: None,
            payment: None,
            fact: None,
        };
        match entry {
            Entry::Interaction(part) => {
                shown.version = part.version;
                shown.interaction = Some(TimelineInteraction {
                    kind: part.data.kind.code(),
                    effect: part.data.effect.code(),
                    direction: part.data.direction.code(),
                    outcome: part.data.outcome.code(),
                    person_id: part.data.person_id.map(|id| id.uuid()),
                    note: part.data.note,
                    agreed_day: part.data.agreed_day,
                });
            }
            Entry::Point(point) => {
                shown.version = point.version;
                match point.what {
                    What::Fact {
                        fact_type,
                        value,
                        person_id,
                    } => {
                        shown.kind = Kind::Fact.code();
                        let person_id = person_id.map(|id| id.uuid());
                        shown.fact = Some(TimelineFact {
                            fact_type: fact_type.code(),
                            value,
                            person_id,
                        });
                    }
                    What::Order {
                        number,
                        status,
                        total_minor,
                        currency,
                    } => {
                        shown.kind = Kind::Order.code();
                        let status = status.code();
                        shown.order = Some(TimelineOrder {
                            number,
                            status,
                            total_minor,
                            currency,
                        });
                    }
                    What::Payment {
                        amount_minor,
                        currency,
                    } => {
                        shown.kind = Kind::Payment.code();
                        shown.payment = Some(TimelinePayment {
                            amount_minor,
                            currency,
                        });
                    }
                }
            }
        }
        shown
    }
}

/// A page of the timeline of a client.
#[utoipa::path(get, path = "/clients/{id}/timeline", tag = "client", operation_id = "client_timeline",
    params(("id" = Uuid, Path), Wanted), responses((status = 200, body = List<TimelineEntry>)),
    extensions(("x-right" = json!("client.read"))))]
async fn page(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, Problem> {
    let kinds = wanted.kind.as_deref().unwrap_or_default();
    let kinds: Vec<Kind> = kinds
        .split(',')
        .filter(|kind| !kind.is_empty())
        .map(|kind| {
            kind.parse()
                .map_err(|_| Problem::invalid("kind", "code.unknown"))
        })
        .collect::<Result<_, _>>()?;
    let after = wanted.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = wanted.limit.get();
    let page = state
        .run(ctx, move |app, ctx| {
            app::timeline::page(app, ctx, client, &kinds, after, limit)
        })
        .await?;
    let names = page.names;
    let items = page.items.into_iter().map(|entry| {
        let by = names.get(&entry.by()).cloned();
        TimelineEntry::of(entry, by)
    });
    Ok(List {
        items: items.collect(),
        next: page.next.map(|place| cursor(&place)),
        total: None,
    })
}

#[cfg(test)]
mod tests {
    use domain::policy::Role;
    use serde_json::{Value, json};

    use crate::testing::TestServer;

    #[tokio::test]
    async fn r12_the_history_of_a_client_comes_by_pages() {
        let server = TestServer::new();
        let client = server
            .post(Role::Owner, "/clients", json!({ "name": "Ромашка" }))
            .await
            .json();
        let at = format!("/clients/{}", client["id"].as_str().unwrap());
        for day in 1..=5 {
            let body = json!({ "kind": "call", "direction": "in", "happened_at": format!("2026-02-0{day}T10:00:00Z") });
            server
                .post(Role::Owner, &format!("{at}/interactions"), body)
                .await;
        }
        let fact = json!({ "fact_type": "hobby", "value": "рыбалка" });
        server.post(Role::Owner, &format!("{at}/facts"), fact).await;
        let mut seen: Vec<Value> = Vec::new();
        let mut query = "limit=2".to_owned();
        loop {
            let page = server
                .get(Role::Owner, &format!("{at}/timeline?{query}"))
                .await
                .json();
            seen.extend(page["items"].as_array().unwrap().clone());
            match page["next"].as_str() {
                Some(next) => query = format!("limit=2&cursor={next}"),
                None => break,
            }
        }
        let kinds: Vec<_> = seen
            .iter()
            .map(|entry| entry["kind"].as_str().unwrap())
            .collect();
        assert_eq!(
            kinds,
            [
                "fact",
                "interaction",
                "interaction",
                "interaction",
                "interaction",
                "interaction"
            ]
        );
        assert_eq!(seen[0]["fact"]["value"], "рыбалка");
        assert_eq!(seen[0]["by"]["name"], "owner");
        let facts = server
            .get(Role::Owner, &format!("{at}/timeline?kind=fact"))
            .await
            .json();
        assert_eq!(facts["items"].as_array().unwrap().len(), 1);
        let foreign = server
            .get(Role::ActiveSeller, &format!("{at}/timeline"))
            .await;
        assert_eq!(foreign.status, 404);
        let bad = server
            .get(Role::Owner, &format!("{at}/timeline?kind=secret"))
            .await;
        assert_eq!(bad.status, 422);
    }
}
