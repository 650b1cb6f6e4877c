use axum::http::{Method, StatusCode};
use domain::policy::Role;
use serde_json::{Value, json};

use super::{add, names, path};
use crate::testing::TestServer;

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
async fn rows_come_in_by_thousands_each_with_its_result() {
    let server = TestServer::new();
    let mut body = String::new();
    for n in 0..5_000 {
        body.push_str(
            &json!({ "external_id": format!("x{n}"), "name": format!("Клиент {n}") }).to_string(),
        );
        body.push('\n');
    }
    body.push_str("{\"name\": \"x\", \"marker\": \"gold\"}\n\nnot json\n");
    let ask = server
        .ask(Method::POST, "/clients/bulk")
        .by(Role::DataSteward)
        .await;
    let answer = ask.bytes("application/x-ndjson", body.clone()).send().await;
    assert_eq!(
        answer.status,
        StatusCode::OK,
        "{}",
        answer.text.chars().take(300).collect::<String>()
    );
    let results: Vec<Value> = answer
        .text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(results.len(), 5_002);
    assert!(
        results[..5_000]
            .iter()
            .all(|row| row["result"] == "created")
    );
    assert_eq!(results[5_000]["errors"][0]["code"], "field.unknown");
    assert_eq!(results[5_001]["errors"][0]["code"], "body.malformed");
    let head: String = body
        .lines()
        .take(2)
        .map(|line| format!("{line}\n"))
        .collect();
    let ask = server
        .ask(Method::POST, "/clients/bulk")
        .by(Role::DataSteward)
        .await;
    let again = ask.bytes("application/x-ndjson", head).send().await;
    assert!(
        again.text.lines().all(|line| line.contains("unchanged")),
        "{}",
        again.text
    );
    let total = server
        .get(Role::Owner, "/clients?total=true&limit=1")
        .await
        .json()["total"]
        .clone();
    assert_eq!(total, 5_000);
}

#[tokio::test]
async fn one_change_for_many_is_counted_made_and_undone() {
    let server = TestServer::new();
    for name in ["Ромашка", "Лютик"] {
        add(&server, Role::Owner, name).await;
    }
    let body = |dry_run: bool| {
        json!({ "q": "ромашка", "filter": { "relation": { "eq": "prospect" } },
            "change": { "relation": "current" }, "dry_run": dry_run })
    };
    let counted = server
        .post(Role::Owner, "/clients/bulk-change", body(true))
        .await
        .json();
    assert_eq!(
        (&counted["changed"], &counted["seq"]),
        (&json!(1), &Value::Null)
    );
    let done = server
        .post(Role::Owner, "/clients/bulk-change", body(false))
        .await
        .json();
    assert_eq!(done["changed"], 1, "{done}");
    let current = json!({ "filter": { "relation": "current" } });
    assert_eq!(
        names(&server, Role::Owner, current.clone()).await,
        ["Ромашка"]
    );
    let undo = format!("/journal/{}/undo", done["seq"]);
    assert_eq!(
        server.post(Role::Owner, &undo, json!({})).await.status,
        StatusCode::OK
    );
    assert!(names(&server, Role::Owner, current).await.is_empty());
    let unknown = json!({ "ids": [], "change": { "name": "x" } });
    let refused = server
        .post(Role::Owner, "/clients/bulk-change", unknown)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn people_are_listed_with_their_clients() {
    let server = TestServer::new();
    let at = path(&add(&server, Role::ClientManager, "Ромашка").await);
    for (name, role) in [("Борис", "maker"), ("Анна", "analyst"), ("Вера", "maker")] {
        let body = json!({ "name": name, "decision_role": role });
        server
            .post(Role::ClientManager, &format!("{at}/people"), body)
            .await;
    }
    let asked = |role, body: Value| {
        let server = &server;
        async move {
            let page = server.post(role, "/people/query", body).await.json();
            let items = page["items"].as_array().unwrap().clone();
            let names = items.iter().map(|i| i["name"].as_str().unwrap().to_owned());
            (names.collect::<Vec<_>>(), page)
        }
    };
    let (all, page) = asked(Role::ClientManager, json!({ "limit": 2, "total": true })).await;
    assert_eq!(
        (all, &page["total"]),
        (vec!["Анна".to_owned(), "Борис".to_owned()], &json!(3))
    );
    assert_eq!(page["items"][0]["client"]["name"], "Ромашка");
    let (rest, _) = asked(
        Role::ClientManager,
        json!({ "limit": 2, "cursor": page["next"] }),
    )
    .await;
    assert_eq!(rest, ["Вера"]);
    let makers = json!({ "filter": { "decision_role": { "eq": "maker" } }, "sort": "-name" });
    assert_eq!(
        asked(Role::ClientManager, makers).await.0,
        ["Вера", "Борис"]
    );
    assert_eq!(
        asked(Role::ClientManager, json!({ "q": "anna" })).await.0,
        ["Анна"]
    );
    assert!(
        asked(Role::ActiveSeller, json!({})).await.0.is_empty(),
        "sec_18"
    );
    let bad = server
        .post(
            Role::Owner,
            "/people/query",
            json!({ "filter": { "phone": "1" } }),
        )
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
}
