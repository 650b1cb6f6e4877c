use axum::http::StatusCode;
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::TestServer;

async fn source(server: &TestServer, body: Value) -> String {
    let made = server.post(Role::DataSteward, "/sources", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn client(server: &TestServer, role: Role, source: &str) -> String {
    let body = json!({ "name": "Ромашка", "source_id": source, "despite_duplicates": true });
    let made = server.post(role, "/clients", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn r66_a_source_has_a_kind_a_validity_and_a_note() {
    let server = TestServer::new();
    let body = json!({ "name": "Жёлтые страницы", "kind": "yellow_pages",
        "from_day": "2026-01-01", "until_day": "2026-12-31", "note": "по подписке" });
    let id = source(&server, body).await;
    let path = format!("/sources/{id}");
    let all = server.get(Role::ActiveSeller, "/sources").await.json();
    assert_eq!(
        (&all["items"][0]["kind"], &all["items"][0]["until_day"]),
        (&json!("yellow_pages"), &json!("2026-12-31"))
    );
    for (body, field) in [
        (json!({ "kind": "telepathy" }), "kind/code.unknown"),
        (
            json!({ "until_day": "2025-12-31" }),
            "until_day/day.before_first",
        ),
        (json!({ "name": " " }), "name/text.empty"),
    ] {
        let refused = server.patch(Role::DataSteward, &path, 1, body).await;
        assert_eq!(refused.field(), field);
    }
    let twice = json!({ "name": "ЖЕЛТЫЕ СТРАНИЦЫ" });
    let twice = server.post(Role::DataSteward, "/sources", twice).await;
    assert_eq!(twice.field(), "name/dictionary.name_taken");
    let refused = server
        .post(Role::ClientManager, "/sources", json!({ "name": "x" }))
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let open = json!({ "until_day": null, "note": "" });
    let open = server.patch(Role::DataSteward, &path, 1, open).await.json();
    assert_eq!(
        (&open["until_day"], &open["note"]),
        (&Value::Null, &Value::Null)
    );
    let kept = client(&server, Role::ClientManager, &id).await;
    let used = server.delete(Role::DataSteward, &path, 2).await;
    assert_eq!(used.code(), "dictionary.used");
    let clear = json!({ "source_id": null });
    server
        .patch(Role::Owner, &format!("/clients/{kept}"), 1, clear)
        .await;
    let gone = server.delete(Role::DataSteward, &path, 2).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let lines = server.get(Role::Owner, "/journal?entity=source").await;
    let seq = lines.json()["items"][0]["seq"].as_i64().unwrap();
    let back = server
        .post(Role::Owner, &format!("/journal/{seq}/undo"), json!({}))
        .await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    let all = server.get(Role::Owner, "/sources").await.json();
    assert_eq!(
        (&all["items"][0]["id"], &all["items"][0]["kind"]),
        (&json!(id), &json!("yellow_pages"))
    );
}

#[tokio::test]
async fn r79_what_a_client_cost_by_source() {
    let server = TestServer::new();
    let fair = source(&server, json!({ "name": "Выставка", "kind": "event" })).await;
    let list = source(&server, json!({ "name": "База", "kind": "bought_list" })).await;
    for _ in 0..4 {
        client(&server, Role::ClientManager, &fair).await;
    }
    client(&server, Role::ActiveSeller, &list).await;
    let add = |source: &str, body: Value| {
        let path = format!("/sources/{source}/costs");
        let server = &server;
        async move { server.post(Role::HeadOfSales, &path, body).await }
    };
    let stand = add(&fair, json!({ "amount_minor": 100_000 })).await;
    assert_eq!(stand.status, StatusCode::CREATED, "{}", stand.text);
    let records = json!({ "basis": "item", "amount_minor": 50, "quantity": 300 });
    let records = add(&list, records).await.json();
    assert_eq!(records["base_total_minor"], 15_000);
    for (body, field) in [
        (json!({}), "amount_minor/field.missing"),
        (
            json!({ "amount_minor": -1 }),
            "amount_minor/number.out_of_range",
        ),
        (
            json!({ "basis": "item", "amount_minor": 1, "quantity": 0 }),
            "quantity/number.out_of_range",
        ),
        (
            json!({ "basis": "period", "amount_minor": 1, "from_day": "2026-02-01", "until_day": "2026-01-01" }),
            "until_day/day.before_first",
        ),
    ] {
        assert_eq!(add(&fair, body).await.field(), field);
    }
    let unknown = add(&fair, json!({ "amount_minor": 1, "currency": "XAU" })).await;
    assert_eq!(unknown.code(), "rate.missing");

    let told = server.get(Role::Owner, "/source-yields").await.json();
    let first = &told["lines"][0];
    assert_eq!(first["source"]["name"], "Выставка");
    assert_eq!(
        (
            &first["gain"]["clients"],
            &first["gain"]["spend_minor"],
            &first["gain"]["per_client_minor"],
            &first["gain"]["per_bought_minor"],
            &first["gain"]["events"],
        ),
        (
            &json!(4),
            &json!(100_000),
            &json!(25_000),
            &Value::Null,
            &json!(1)
        )
    );
    assert_eq!(told["total"]["spend_minor"], 115_000);
    let before = server
        .get(Role::Owner, "/source-yields?until=2001-01-01")
        .await;
    assert_eq!(before.json()["total"]["clients"], 0);
    assert_eq!(before.json()["total"]["spend_minor"], 0);

    let seller = server
        .get(Role::ActiveSeller, "/source-yields")
        .await
        .json();
    assert_eq!(
        (&seller["total"]["clients"], &seller["total"]["spend_minor"]),
        (&json!(1), &Value::Null),
        "sec_12: one's own clients, and not the money of the company"
    );
    assert_eq!(seller["total"]["valid"], Value::Null, "contacts are masked");
    let costs = format!("/sources/{fair}/costs");
    let refused = server.get(Role::ActiveSeller, &costs).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let one = format!("/source-costs/{}", stand.json()["id"].as_str().unwrap());
    let changed = json!({ "basis": "period", "until_day": "2030-01-01" });
    let changed = server.patch(Role::Owner, &one, 1, changed).await;
    assert_eq!(changed.json()["basis"], "period", "{}", changed.text);
    let costly = server
        .delete(Role::Owner, &format!("/sources/{list}"), 1)
        .await;
    assert_eq!(costly.code(), "dictionary.used");
    let gone = server.delete(Role::Owner, &one, 2).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let lines = server.get(Role::Owner, "/journal?entity=source_cost").await;
    let seq = lines.json()["items"][0]["seq"].as_i64().unwrap();
    let back = server
        .post(Role::Owner, &format!("/journal/{seq}/undo"), json!({}))
        .await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    let costs = server.get(Role::Owner, &costs).await.json();
    assert_eq!(costs["items"][0]["base_total_minor"], 100_000);

    let file = server
        .get(Role::Owner, "/source-yields/file?format=csv")
        .await;
    assert!(file.text.contains("Выставка"), "{}", file.text);
}
