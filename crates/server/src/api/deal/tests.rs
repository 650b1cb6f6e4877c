use axum::http::{Method, StatusCode};
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::TestServer;

const HEAD: Role = Role::HeadOfSales;
const SELLER: Role = Role::ActiveSeller;

async fn funnel(server: &TestServer) -> String {
    let made = server
        .post(HEAD, "/funnels", json!({ "preset": "acquisition" }))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let approved = server
        .ask(Method::POST, &format!("/funnels/{id}/versions/1/approve"))
        .by(HEAD)
        .await
        .version(1)
        .json(&json!({}))
        .send()
        .await;
    assert_eq!(approved.status, StatusCode::OK, "{}", approved.text);
    assert_eq!(approved.json()["in_force"], json!(1));
    id
}

async fn begun(server: &TestServer, role: Role, name: &str) -> Value {
    let client = server
        .post(role, "/clients", json!({ "name": name }))
        .await
        .json();
    let made = server
        .post(role, "/deals", json!({ "client_id": client["id"] }))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()
}

async fn go(server: &TestServer, role: Role, deal: &Value, body: Value) -> crate::testing::Answer {
    let path = format!("/deals/{}/moves", deal["id"].as_str().unwrap());
    let version = deal["version"].as_i64().unwrap();
    let ask = server.ask(Method::POST, &path).by(role).await;
    ask.version(version).json(&body).send().await
}

#[tokio::test]
async fn deals_are_seen_and_moved_by_whoever_may_see_the_client() {
    let server = TestServer::new();
    let id = funnel(&server).await;
    let own = begun(&server, SELLER, "Ветер").await;
    let other = begun(&server, Role::Telemarketer, "Север").await;
    let count = async |role| {
        let all = server.get(role, "/deals?total=true").await.json();
        all["total"].as_i64().unwrap()
    };
    assert_eq!((count(SELLER).await, count(HEAD).await), (1, 2));
    let path = format!("/deals/{}", other["id"].as_str().unwrap());
    assert_eq!(
        server.get(SELLER, &path).await.status,
        StatusCode::NOT_FOUND
    );
    let to = json!({ "kind": "to", "step": "presentation" });
    let denied = go(&server, SELLER, &other, to.clone()).await;
    assert_eq!(denied.status, StatusCode::NOT_FOUND);
    let moved = go(&server, SELLER, &own, to.clone()).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
    let stale = go(&server, SELLER, &own, to.clone()).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let twice = go(&server, SELLER, &moved.json(), to).await;
    assert_eq!(
        (twice.status, &*twice.code()),
        (StatusCode::CONFLICT, "deal.same_step")
    );
    let board = server
        .get(SELLER, &format!("/funnels/{id}/board"))
        .await
        .json();
    let counts: Vec<i64> = board["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["count"].as_i64().unwrap())
        .collect();
    assert_eq!(counts, [0, 0, 1, 0, 0]);
    let card = &board["columns"][2]["cards"]["items"][0];
    assert_eq!(card["client"]["name"], json!("Ветер"));
    let stock = server
        .get(HEAD, &format!("/funnels/{id}/standings"))
        .await
        .json();
    assert_eq!(stock["stock"].as_array().unwrap().len(), 2);
    let guardian = server
        .post(
            Role::Guardian,
            "/deals",
            json!({ "client_id": own["client"]["id"] }),
        )
        .await;
    assert_eq!(guardian.status, StatusCode::FORBIDDEN);
    let admin = server.get(Role::Administrator, "/deals").await;
    assert_eq!(admin.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn r164_moves_that_lack_something_are_told_with_their_field() {
    let server = TestServer::new();
    funnel(&server).await;
    let deal = begun(&server, SELLER, "Ветер").await;
    for (body, field) in [
        (json!({ "kind": "to" }), "step/field.missing"),
        (json!({ "kind": "postpone" }), "day/field.missing"),
        (json!({ "kind": "refuse" }), "reason/refusal.reason"),
        (json!({ "kind": "fly" }), "kind/code.unknown"),
    ] {
        assert_eq!(go(&server, SELLER, &deal, body).await.field(), field);
    }
    let no = json!({ "kind": "refuse", "refusal": { "reason": "no_budget" } });
    let refused = go(&server, SELLER, &deal, no).await.json();
    assert_eq!(refused["state"], json!("refused"));
    let path = format!(
        "/clients/{}/refusals",
        deal["client"]["id"].as_str().unwrap()
    );
    let told = server.get(SELLER, &path).await.json();
    assert_eq!(told["items"][0]["deal_id"], deal["id"]);
    assert_eq!(told["items"][0]["step"], json!("list"));
}

#[tokio::test]
async fn r142_only_heads_draft_approve_and_plan() {
    let server = TestServer::new();
    let id = funnel(&server).await;
    let denied = server
        .post(SELLER, "/funnels", json!({ "preset": "cycle" }))
        .await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    let seen = server.get(SELLER, &format!("/funnels/{id}")).await.json();
    let mut steps = seen["versions"][0]["steps"].clone();
    steps[1]["plan"] = json!(2_000);
    let draft = |steps: Value| {
        server
            .ask(Method::POST, &format!("/funnels/{id}/versions"))
            .version(2)
            .json(&json!({ "steps": steps }))
    };
    let wrong = draft(steps.clone()).by(HEAD).await.send().await;
    assert_eq!(wrong.field(), "steps[1].plan/funnel.percent");
    steps[1]["plan"] = json!(900);
    let made = draft(steps).by(HEAD).await.send().await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    assert_eq!(made.json()["versions"].as_array().unwrap().len(), 2);
    let plan = json!({ "step": "supply", "permille": 700 });
    let path = format!("/funnels/{id}/plans");
    assert_eq!(
        server.post(SELLER, &path, plan.clone()).await.status,
        StatusCode::FORBIDDEN
    );
    let made = server.post(HEAD, &path, plan).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
}
