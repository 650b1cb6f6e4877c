//! Recommendations: who brought whom.

use app::part;
use app::referral::{Around, Giver, Input, Item};
use axum::Json;
use axum::response::Response;
use domain::id::{ClientId, PersonId, ReferralId};
use domain::referral::ReferralData;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Named;
use super::order::named;
use crate::extract::{Body, IfMatch, Path, Who, present};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(around, create))
        .routes(routes!(update, delete))
        .routes(routes!(givers))
}

/// A recommendation.
#[derive(Serialize, ToSchema)]
#[schema(as = Referral)]
struct ReferralView {
    #[schema(value_type = Uuid)]
    id: ReferralId,
    /// Who was recommended to us.
    client: Named,
    /// `recommendation` or `partner`.
    kind: &'static str,
    /// The client that gave it; absent also when the reader may not see it.
    giver: Option<Named>,
    /// The person at it.
    person: Option<Named>,
    /// Somebody from outside.
    giver_name: Option<String>,
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// `waiting`, `introduced`, `bought`, `refused`.
    result: &'static str,
    note: Option<String>,
    /// Purchases of who was recommended.
    purchases: i64,
    version: i64,
}

impl From<Item> for ReferralView {
    fn from(item: Item) -> Self {
        let part = item.referral;
        let giver = part.data.giver_id.zip(item.giver);
        Self {
            id: part.id,
            client: named(part.client_id, item.client_name),
            kind: part.data.kind.code(),
            giver: giver.map(|(id, (name, _))| named(id, name)),
            person: part
                .data
                .person_id
                .zip(item.person)
                .map(|(id, name)| named(id, name)),
            giver_name: part.data.giver_name,
            day: part.data.day,
            result: part.data.result.code(),
            note: part.data.note,
            purchases: item.purchases,
            version: part.version,
        }
    }
}

/// A recommendation in the tree under a client.
#[derive(Serialize, ToSchema)]
struct ReferralNode {
    /// 1: given by the client itself; 2: by whom it brought; and so on.
    depth: usize,
    referral: ReferralView,
}

/// The recommendations around a client.
#[derive(Serialize, ToSchema)]
struct ReferralsAround {
    /// By whom it was recommended.
    received: Vec<ReferralView>,
    /// Whom it brought, each followed by whom that one brought.
    tree: Vec<ReferralNode>,
    /// Why it is time to ask for a recommendation: `satisfied`, `leaving`.
    hint: Option<&'static str>,
}

impl From<Around> for ReferralsAround {
    fn from(around: Around) -> Self {
        Self {
            received: around.received.into_iter().map(Into::into).collect(),
            tree: around
                .tree
                .into_iter()
                .map(|(depth, item)| ReferralNode {
                    depth,
                    referral: item.into(),
                })
                .collect(),
            hint: around.hint.map(domain::referral::Hint::code),
        }
    }
}

/// What is written of a recommendation; absent fields stay, `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct ReferralInput {
    /// `recommendation` (when absent) or `partner`.
    kind: Option<String>,
    /// The client that gave it; or else `giver_name`.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    giver_id: Option<Option<ClientId>>,
    /// The person at it.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<Option<PersonId>>,
    /// Somebody from outside of the base.
    #[serde(deserialize_with = "present")]
    giver_name: Option<Option<String>>,
    /// Today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    /// `waiting` (when absent), `introduced`, `bought`, `refused`.
    result: Option<String>,
    #[serde(deserialize_with = "present")]
    note: Option<Option<String>>,
}

impl From<ReferralInput> for Input {
    fn from(body: ReferralInput) -> Self {
        Self {
            kind: body.kind,
            giver_id: body.giver_id,
            person_id: body.person_id,
            giver_name: body.giver_name,
            day: body.day,
            result: body.result,
            note: body.note,
        }
    }
}

/// By whom a client was recommended, and whom it brought.
#[utoipa::path(get, path = "/clients/{id}/referrals", tag = "referral",
    operation_id = "list_referrals", params(("id" = Uuid, Path)),
    responses((status = 200, body = ReferralsAround)),
    extensions(("x-right" = json!("client.read"))))]
async fn around(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<Json<ReferralsAround>, Problem> {
    let around = state
        .run(ctx, move |app, ctx| app::referral::around(app, ctx, client))
        .await?;
    Ok(Json(around.into()))
}

/// Note who recommended a client.
#[utoipa::path(post, path = "/clients/{id}/referrals", tag = "referral",
    operation_id = "create_referral", params(("id" = Uuid, Path)),
    request_body = ReferralInput, responses((status = 201, body = ReferralView)),
    extensions(("x-right" = json!("client.update"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<ReferralInput>,
) -> Result<Response, Problem> {
    let item = state
        .run(ctx, move |app, ctx| {
            app::referral::create(app, ctx, client, &body.into())
        })
        .await?;
    let location = format!("/api/v1/referrals/{}", item.referral.id);
    let version = Some(item.referral.version);
    Ok(respond::created(
        &location,
        version,
        ReferralView::from(item),
    ))
}

/// Change a recommendation.
#[utoipa::path(patch, path = "/referrals/{id}", tag = "referral",
    operation_id = "update_referral", params(("id" = Uuid, Path)),
    request_body = ReferralInput, responses((status = 200, body = ReferralView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ReferralId>,
    IfMatch(version): IfMatch,
    Body(body): Body<ReferralInput>,
) -> Result<Response, Problem> {
    let item = state
        .run(ctx, move |app, ctx| {
            app::referral::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(
        item.referral.version,
        ReferralView::from(item),
    ))
}

/// Delete a recommendation noted by mistake.
#[utoipa::path(delete, path = "/referrals/{id}", tag = "referral",
    operation_id = "delete_referral", params(("id" = Uuid, Path)),
    responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ReferralId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<ReferralData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// Who gives recommendations and what came of them.
#[derive(Serialize, ToSchema)]
struct ReferralGiver {
    /// None: somebody from outside, or a client that the reader may not see.
    client: Option<Named>,
    name: Option<String>,
    /// Clients recommended.
    clients: i64,
    /// Of these: as a partner.
    as_partner: i64,
    /// Of these: bought.
    bought: i64,
    /// For how much, reporting currency.
    revenue_minor: i64,
}

impl From<Giver> for ReferralGiver {
    fn from(giver: Giver) -> Self {
        Self {
            client: giver.client.map(|(id, name, _)| named(id, name)),
            name: giver.name,
            clients: giver.clients,
            as_partner: giver.as_partner,
            bought: giver.bought,
            revenue_minor: giver.revenue_minor,
        }
    }
}

/// Who recommends us, whoever brought the most first.
#[utoipa::path(get, path = "/referral-givers", tag = "referral",
    operation_id = "list_referral_givers",
    responses((status = 200, body = List<ReferralGiver>)),
    extensions(("x-right" = json!("client.read"))))]
async fn givers(state: State, Who(ctx): Who) -> Result<List<ReferralGiver>, Problem> {
    let givers = state.run(ctx, app::referral::givers).await?;
    Ok(List::whole(givers.into_iter().map(Into::into).collect()))
}

#[cfg(test)]
mod tests {
    use crate::testing::TestServer;
    use axum::http::StatusCode;
    use domain::policy::Role;
    use serde_json::{Value, json};

    async fn client(server: &TestServer, role: Role, name: &str) -> String {
        let made = server.post(role, "/clients", json!({ "name": name })).await;
        made.json()["id"].as_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn r78_who_recommended_whom_makes_a_tree() {
        let server = TestServer::new();
        let manager = Role::ClientManager;
        let first = client(&server, manager, "Ромашка").await;
        let second = client(&server, manager, "Север").await;
        let third = client(&server, manager, "Юг").await;
        let hidden = client(&server, Role::ActiveSeller, "Запад").await;
        let by = |client: &str, body: Value| {
            let path = format!("/clients/{client}/referrals");
            let server = &server;
            async move { server.post(manager, &path, body).await }
        };
        let made = by(&second, json!({ "giver_id": first, "note": "на выставке" })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert_eq!(
            (&made.json()["result"], &made.json()["giver"]["name"]),
            (&json!("waiting"), &json!("Ромашка"))
        );
        let partner = json!({ "giver_id": second, "kind": "partner" });
        assert_eq!(by(&third, partner).await.status, StatusCode::CREATED);
        for (client, body, field) in [
            (
                &first,
                json!({ "giver_id": third }),
                "giver_id/referral.circle",
            ),
            (
                &first,
                json!({ "giver_id": first }),
                "giver_id/referral.circle",
            ),
            (&first, json!({}), "giver_id/field.missing"),
            (
                &first,
                json!({ "giver_id": hidden }),
                "giver_id/reference.unknown",
            ),
            (
                &third,
                json!({ "giver_id": first, "giver_name": "Пётр" }),
                "giver_name/referral.one_giver",
            ),
        ] {
            assert_eq!(by(client, body).await.field(), field);
        }
        let around = server
            .get(manager, &format!("/clients/{first}/referrals"))
            .await
            .json();
        let tree: Vec<(i64, &str)> = around["tree"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| {
                (
                    node["depth"].as_i64().unwrap(),
                    node["referral"]["client"]["name"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(tree, [(1, "Север"), (2, "Юг")]);
        let around = server
            .get(manager, &format!("/clients/{third}/referrals"))
            .await
            .json();
        assert_eq!(around["received"][0]["kind"], "partner");

        let outside = server
            .post(
                Role::Owner,
                &format!("/clients/{hidden}/referrals"),
                json!({ "giver_id": first }),
            )
            .await;
        assert_eq!(outside.status, StatusCode::CREATED, "{}", outside.text);
        let seen = server
            .get(Role::ActiveSeller, &format!("/clients/{hidden}/referrals"))
            .await;
        assert_eq!(
            seen.json()["received"][0]["giver"],
            Value::Null,
            "sec_12: a giver outside of the reader's clients has no name"
        );
        let givers = server.get(Role::Owner, "/referral-givers").await.json();
        assert_eq!(
            (
                &givers["items"][0]["client"]["name"],
                &givers["items"][0]["clients"]
            ),
            (&json!("Ромашка"), &json!(2))
        );
        let own = server.get(manager, "/referral-givers").await.json();
        assert_eq!(
            own["items"][0]["clients"], 1,
            "sec_12: of visible clients only"
        );

        let one = format!("/referrals/{}", made.json()["id"].as_str().unwrap());
        let bought = json!({ "result": "bought", "note": null });
        let bought = server.patch(manager, &one, 1, bought).await;
        assert_eq!(bought.json()["result"], "bought", "{}", bought.text);
        let gone = server.delete(manager, &one, 2).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
    }

    #[tokio::test]
    async fn r78_a_satisfied_client_is_to_be_asked() {
        let server = TestServer::new();
        let id = client(&server, Role::ClientManager, "Ромашка").await;
        let path = format!("/clients/{id}/referrals");
        let hint = || async { server.get(Role::ClientManager, &path).await.json()["hint"].clone() };
        assert_eq!(hint().await, Value::Null);
        let answer = json!({ "score": 10, "channel": "call" });
        server
            .post(
                Role::ClientManager,
                &format!("/clients/{id}/satisfactions"),
                answer,
            )
            .await;
        assert_eq!(hint().await, "satisfied");
        let former = json!({ "relation": "former" });
        server
            .patch(Role::ClientManager, &format!("/clients/{id}"), 1, former)
            .await;
        assert_eq!(hint().await, "leaving");
    }
}
