use axum::http::{Method, StatusCode};
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::{Answer, TestServer};

async fn add(server: &TestServer, role: Role, name: &str) -> Value {
    let body = json!({ "name": name, "channels": [
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
async fn sec_01_a_foreign_client_is_not_found_and_stays_as_it_was() {
    let server = TestServer::new();
    let client = add(&server, Role::ClientManager, "Ромашка").await;
    let at = path(&client);
    let before = server.get(Role::Owner, &at).await.text;
    let foreign = Role::ActiveSeller;
    let channel = client["channels"][0]["id"].as_str().unwrap().to_owned();
    let person = json!({ "name": "Анна" });
    let person = server
        .post(Role::ClientManager, &format!("{at}/people"), person)
        .await
        .json();
    let person = person["id"].as_str().unwrap().to_owned();
    let before_with_person = server.get(Role::Owner, &at).await.text;
    assert_ne!(before, before_with_person);
    let answers: Vec<Answer> = vec![
        server.get(foreign, &at).await,
        server.patch(foreign, &at, 1, json!({ "name": "x" })).await,
        server.get(foreign, &format!("{at}/people")).await,
        server.get(foreign, &format!("{at}/channels")).await,
        server.get(foreign, &format!("{at}/facts")).await,
        server.get(foreign, &format!("{at}/addresses")).await,
        server.get(foreign, &format!("{at}/interactions")).await,
        server
            .post(foreign, &format!("{at}/people"), json!({ "name": "x" }))
            .await,
        server
            .post(
                foreign,
                &format!("{at}/facts"),
                json!({ "fact_type": "car", "value": "x" }),
            )
            .await,
        server
            .post(
                foreign,
                &format!("{at}/addresses"),
                json!({ "region": "x" }),
            )
            .await,
        server
            .post(
                foreign,
                &format!("{at}/interactions"),
                json!({ "kind": "call" }),
            )
            .await,
        server
            .post(
                foreign,
                &format!("{at}/channels"),
                json!({ "kind": "phone", "value": "+74951234567" }),
            )
            .await,
        server
            .post(
                foreign,
                &format!("{at}/reveal"),
                json!({ "channel_id": channel, "reason": "x" }),
            )
            .await,
        server
            .patch(
                foreign,
                &format!("/channels/{channel}"),
                1,
                json!({ "label": "x" }),
            )
            .await,
        server
            .delete(foreign, &format!("/channels/{channel}"), 1)
            .await,
        server
            .patch(
                foreign,
                &format!("/people/{person}"),
                1,
                json!({ "name": "x" }),
            )
            .await,
        server
            .delete(foreign, &format!("/people/{person}"), 1)
            .await,
    ];
    for (n, answer) in answers.iter().enumerate() {
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{n}: {}", answer.text);
    }
    assert_eq!(
        server.get(Role::Owner, &at).await.text,
        before_with_person,
        "sec_05"
    );
    for role in [Role::Administrator, Role::Guardian] {
        let refused = server.patch(role, &at, 1, json!({ "name": "x" })).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role}");
    }
    assert_eq!(
        server.get(Role::Administrator, &at).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn sec_06_no_other_name_of_a_client_is_a_door() {
    let server = TestServer::new();
    let body = json!({ "name": "Ромашка", "tax_country": "RU", "tax_number": "7707083893",
        "external_id": "x-1", "channels": [{ "kind": "phone", "value": "+7 495 123-45-17" }] });
    let made = server.post(Role::ClientManager, "/clients", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    for q in [
        "Ромашка",
        "hjvfirf",
        "7707083893",
        "+7 495 123-45-17",
        "7707",
    ] {
        assert_eq!(
            names(&server, Role::ClientManager, json!({ "q": q }))
                .await
                .len(),
            1,
            "{q}"
        );
        assert!(
            names(&server, Role::ActiveSeller, json!({ "q": q }))
                .await
                .is_empty(),
            "{q}"
        );
    }
    for field in ["tax_number", "external_id"] {
        for value in ["7707083893", "x-1"] {
            let body = json!({ "filter": { field: value }, "total": true });
            let answer = server
                .post(Role::ActiveSeller, "/clients/query", body)
                .await;
            assert_eq!(answer.json()["total"], 0);
        }
    }
}

#[tokio::test]
async fn sec_09_masked_fields_cannot_be_filtered_sorted_or_counted() {
    let server = TestServer::new();
    add(&server, Role::Telemarketer, "Ромашка").await;
    for body in [
        json!({ "filter": { "has": "phone" } }),
        json!({ "filter": { "has": { "is": "empty" } }, "total": true }),
        json!({ "filter": { "has": { "not": ["email"] } }, "total": true }),
    ] {
        let answer = server
            .post(Role::Telemarketer, "/clients/query", body)
            .await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::FORBIDDEN, "policy.field_forbidden")
        );
    }
    for body in [
        json!({ "filter": { "phone": "+74951234517" } }),
        json!({ "filter": { "main_phone": { "gte": "+7" } } }),
        json!({ "sort": "phone" }),
        json!({ "sort": "password_hash" }),
        json!({ "filter": { "name": "x" } }),
    ] {
        let answer = server
            .post(Role::Telemarketer, "/clients/query", body)
            .await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            answer.text
        );
    }
    let list = server.get(Role::Telemarketer, "/clients?total=true").await;
    assert!(!list.text.contains("123-45") && list.text.contains("+7 ••• •••-••-17"));
    assert!(
        names(&server, Role::Telemarketer, json!({ "q": "4517" }))
            .await
            .is_empty()
    );
    let exact = json!({ "q": "+7 495 123-45-17" });
    assert_eq!(names(&server, Role::Telemarketer, exact).await.len(), 1);
}

#[tokio::test]
async fn sec_40_hostile_filters_are_refused_never_a_fault() {
    let server = TestServer::new();
    add(&server, Role::Owner, "Ромашка").await;
    let many = Value::Array((0..500).map(|n| json!(n)).collect());
    let deep = json!({ "eq": { "eq": { "eq": "x" } } });
    for filter in [
        json!({ "relation": "'; DROP TABLE client; --" }),
        json!({ "relation": { "like": "%" } }),
        json!({ "revenue_minor": { "gte": "1e400" } }),
        json!({ "revenue_minor": { "gte": 99_999_999_999_999_999_999_f64 } }),
        json!({ "orders": many }),
        json!({ "manager_id": deep }),
        json!({ "manager_id": { "gte": "00000000-0000-0000-0000-000000000000" } }),
        json!({ "created_at": { "gte": "9999-99-99" } }),
        json!({ "region": null }),
        json!({ "": "" }),
    ] {
        let body = json!({ "filter": filter });
        let answer = server
            .post(Role::Owner, "/clients/query", body.clone())
            .await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{body}: {}",
            answer.text
        );
    }
    for query in [
        "limit=0",
        "limit=1001",
        "limit=x",
        "cursor=zz",
        "cursor=7b7d",
        "sort=name,region",
        "sort=-",
        "total=maybe",
        "relation.eq.eq=x",
        "region.is=x",
        "unknown=1",
    ] {
        let answer = server.get(Role::Owner, &format!("/clients?{query}")).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{query}: {}",
            answer.text
        );
    }
    for q in [
        "'",
        "\"",
        "%",
        "_",
        "\\",
        "a\u{202e}b",
        "ooo",
        "…",
        "))))",
        &"я".repeat(5000),
    ] {
        names(&server, Role::Owner, json!({ "q": q })).await;
    }
}

#[tokio::test]
async fn sec_44_computed_and_system_fields_cannot_be_written() {
    let server = TestServer::new();
    let at = path(&add(&server, Role::Owner, "Ромашка").await);
    for field in [
        "id",
        "marker",
        "ladder_step",
        "purchases",
        "version",
        "created_at",
        "created_by",
        "updated_at",
        "deleted_at",
        "region",
        "main_phone",
        "phone",
        "name_key",
        "search_key",
        "last_interaction_at",
        "figures",
        "allowed",
    ] {
        let created = server
            .post(Role::Owner, "/clients", json!({ "name": "x", field: "x" }))
            .await;
        assert_eq!(created.field(), format!("{field}/field.unknown"));
        let changed = server
            .patch(Role::Owner, &at, 1, json!({ field: "x" }))
            .await;
        assert_eq!(changed.field(), format!("{field}/field.unknown"));
    }
    for (collection, body) in [
        ("people", json!({ "name": "x", "client_id": "x" })),
        (
            "facts",
            json!({ "fact_type": "car", "value": "x", "created_by": "x" }),
        ),
        (
            "channels",
            json!({ "kind": "site", "value": "a.ru", "value_key": "x" }),
        ),
        ("addresses", json!({ "region": "x", "client_id": "x" })),
        ("interactions", json!({ "kind": "call", "created_at": "x" })),
    ] {
        let answer = server
            .post(Role::Owner, &format!("{at}/{collection}"), body)
            .await;
        assert!(
            answer.field().ends_with("/field.unknown"),
            "{collection}: {}",
            answer.text
        );
    }
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
async fn pages_follow_each_other() {
    let server = TestServer::new();
    for n in 0..7 {
        add(&server, Role::Owner, &format!("Клиент {n}")).await;
    }
    let mut seen = Vec::new();
    let mut cursor = Value::Null;
    loop {
        let body = json!({ "limit": 3, "cursor": cursor, "total": true, "sort": "-created_at" });
        let page = server
            .post(Role::Owner, "/clients/query", body)
            .await
            .json();
        assert_eq!(page["total"], 7);
        seen.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|i| i["name"].clone()),
        );
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    seen.sort_by_key(Value::to_string);
    seen.dedup();
    assert_eq!(seen.len(), 7);
    let page = server
        .get(Role::Owner, "/clients?limit=2&sort=name")
        .await
        .json();
    let other = format!(
        "/clients?limit=2&sort=-name&cursor={}",
        page["next"].as_str().unwrap()
    );
    assert_eq!(
        server.get(Role::Owner, &other).await.field(),
        "cursor/field.invalid"
    );
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
