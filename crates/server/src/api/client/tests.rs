mod many;
mod rights;

use axum::http::{Method, StatusCode};
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::TestServer;

async fn add(server: &TestServer, role: Role, name: &str) -> Value {
    let body = json!({ "name": name, "despite_duplicates": true, "channels": [
        { "kind": "phone", "value": "+7 495 123-45-17" },
        { "kind": "email", "value": "anna@example.ru" },
    ]});
    let answer = server.post(role, "/clients", body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

fn path(client: &Value) -> String {
    format!("/clients/{}", client["id"].as_str().unwrap())
}

async fn names(server: &TestServer, role: Role, body: Value) -> Vec<String> {
    let answer = server.post(role, "/clients/query", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let items = answer.json()["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|item| item["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_client_is_added_read_changed_and_deleted() {
    let server = TestServer::new();
    let client = add(&server, Role::Owner, "Ромашка").await;
    assert_eq!(
        (&client["marker"], &client["phone"]),
        (&json!("white"), &json!("+7 495 123-45-17"))
    );
    let at = path(&client);
    let card = server.get(Role::Owner, &at).await;
    assert_eq!(
        (card.status, card.header("etag")),
        (StatusCode::OK, "\"v1\"")
    );
    let change = json!({ "relation": "current", "deal_terms": "30 дней", "only_us": true });
    let changed = server.patch(Role::Owner, &at, 1, change).await;
    assert_eq!(
        (changed.status, changed.header("etag")),
        (StatusCode::OK, "\"v2\"")
    );
    assert_eq!(changed.json()["deal_terms"], "30 дней");
    let cleared = server
        .patch(Role::Owner, &at, 2, json!({ "deal_terms": null }))
        .await;
    assert_eq!(cleared.json()["deal_terms"], Value::Null);
    assert_eq!(cleared.json()["relation"], "current");
    let gone = server.delete(Role::Owner, &at, 3).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(
        server.get(Role::Owner, &at).await.status,
        StatusCode::NOT_FOUND
    );
    let back = server
        .post(Role::Owner, &format!("{at}/restore"), json!({}))
        .await;
    assert_eq!(back.json()["name"], "Ромашка");
}

#[tokio::test]
async fn a_late_change_is_refused_with_what_is_there_now() {
    let server = TestServer::new();
    let at = path(&add(&server, Role::Owner, "Ромашка").await);
    server
        .patch(Role::Owner, &at, 1, json!({ "name": "Лютик" }))
        .await;
    let late = server
        .patch(Role::Owner, &at, 1, json!({ "name": "Клевер" }))
        .await;
    assert_eq!(
        (late.status, late.code().as_str()),
        (StatusCode::PRECONDITION_FAILED, "precondition.failed")
    );
    let params = late.json()["params"].clone();
    assert_eq!(
        (&params["version"], &params["current"]["name"]),
        (&json!(2), &json!("Лютик"))
    );
    let unguarded = server.ask(Method::PATCH, &at).by(Role::Owner).await;
    let unguarded = unguarded.json(&json!({ "name": "Клевер" })).send().await;
    assert_eq!(unguarded.status, StatusCode::PRECONDITION_REQUIRED);
}

#[tokio::test]
async fn values_are_refused_with_their_fields() {
    let server = TestServer::new();
    let body = json!({ "name": "", "tax_country": "RU", "tax_number": "1", "service_class": "gold",
        "channels": [{ "kind": "phone", "value": "12" }] });
    let answer = server.post(Role::Owner, "/clients", body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    let fields: Vec<_> = errors
        .iter()
        .map(|e| e["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["service_class", "name", "tax_number"]);
    let body = json!({ "name": "x", "channels": [{ "kind": "phone", "value": "12" }] });
    let answer = server.post(Role::Owner, "/clients", body).await;
    assert_eq!(answer.field(), "channels.0.value/channel.phone_length");
}

#[tokio::test]
async fn parts_of_a_client_are_added_changed_and_deleted() {
    let server = TestServer::new();
    let at = path(&add(&server, Role::Owner, "Ромашка").await);
    let cases = [
        (
            "people",
            json!({ "name": "Анна", "decision_role": "maker", "level": "ceo" }),
            json!({ "level": null }),
        ),
        (
            "facts",
            json!({ "fact_type": "hobby", "value": "рыбалка" }),
            json!({ "value": "охота" }),
        ),
        (
            "channels",
            json!({ "kind": "site", "value": "example.mk" }),
            json!({ "label": "главный" }),
        ),
        (
            "addresses",
            json!({ "region": "Скопски", "settlement": "Скопје" }),
            json!({ "street": "Партизанска" }),
        ),
        (
            "interactions",
            json!({ "kind": "visit", "outcome": "info_requested" }),
            json!({ "note": "да" }),
        ),
    ];
    for (collection, body, change) in cases {
        let made = server
            .post(Role::Owner, &format!("{at}/{collection}"), body)
            .await;
        assert_eq!(
            made.status,
            StatusCode::CREATED,
            "{collection}: {}",
            made.text
        );
        let one = made.header("location").to_owned();
        let changed = server.patch(Role::Owner, &one, 1, change.clone()).await;
        assert_eq!(
            changed.status,
            StatusCode::OK,
            "{collection}: {}",
            changed.text
        );
        for (field, value) in change.as_object().unwrap() {
            assert_eq!(&changed.json()[field], value, "{collection}");
        }
        let late = server.patch(Role::Owner, &one, 1, change).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        assert!(late.json()["params"]["current"].is_object());
        let listed = server
            .get(Role::Owner, &format!("{at}/{collection}"))
            .await
            .json();
        let before = listed["items"].as_array().unwrap().len();
        assert_eq!(
            server.delete(Role::Owner, &one, 2).await.status,
            StatusCode::NO_CONTENT
        );
        let listed = server
            .get(Role::Owner, &format!("{at}/{collection}"))
            .await
            .json();
        assert_eq!(
            listed["items"].as_array().unwrap().len(),
            before - 1,
            "{collection}"
        );
    }
    let card = server.get(Role::Owner, &at).await.json();
    assert_eq!(card["marker"], "white", "the interaction was deleted again");
}

#[tokio::test]
async fn a_masked_contact_is_revealed_with_a_reason() {
    let server = TestServer::new();
    let client = add(&server, Role::Telemarketer, "Ромашка").await;
    assert_eq!(client["channels"][0]["masked"], true);
    let reveal = format!("{}/reveal", path(&client));
    let channel = client["channels"][0]["id"].clone();
    let body = json!({ "channel_id": channel, "reason": " " });
    assert_eq!(
        server.post(Role::Telemarketer, &reveal, body).await.field(),
        "reason/text.empty"
    );
    let body = json!({ "channel_id": channel, "reason": "перезвонить" });
    let shown = server.post(Role::Telemarketer, &reveal, body).await;
    assert_eq!(shown.json()["value"], "+7 495 123-45-17");
}

#[tokio::test]
async fn r113_a_client_that_the_base_has_is_refused_with_who_it_is() {
    let server = TestServer::new();
    let body =
        json!({ "name": "ООО «Подсолнух»", "tax_country": "RU", "tax_number": "7707083893" });
    let first = server.post(Role::Owner, "/clients", body.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let again = server.post(Role::Owner, "/clients", body.clone()).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let told = again.json();
    assert_eq!(told["code"], "duplicate.found");
    let one = &told["params"]["candidates"][0];
    assert_eq!(one["client"]["id"], first.json()["id"]);
    assert_eq!(one["level"], "sure");

    // while typed, to one who may not see it: announced without its data
    let typed = json!({ "name": "подсолнух", "tax_number": "7707083893", "country": "RU" });
    let at = "/duplicates/candidates";
    let seen = server.post(Role::Owner, at, typed.clone()).await.json();
    assert_eq!(seen["ready"], true);
    assert_eq!(seen["candidates"][0]["client"]["id"], first.json()["id"]);
    let hidden = server.post(Role::ActiveSeller, at, typed).await;
    assert_eq!(hidden.json()["candidates"][0]["client"], Value::Null);
    assert!(!hidden.text.contains("7707083893") && !hidden.text.contains("Подсолнух"));

    let mut known = body;
    known["despite_duplicates"] = json!(true);
    let second = server.post(Role::Owner, "/clients", known.clone()).await;
    assert_eq!(second.status, StatusCode::CREATED, "{}", second.text);
    let at = path(&second.json());
    let changed = server.patch(Role::Owner, &at, 1, known).await;
    assert_eq!(
        changed.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "only of a new one"
    );
}
