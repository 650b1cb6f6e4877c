use axum::http::StatusCode;
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::TestServer;

async fn add(server: &TestServer, role: Role, name: &str) -> String {
    let answer = server
        .post(
            role,
            "/clients",
            json!({ "name": name, "despite_duplicates": true }),
        )
        .await;
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn titles(server: &TestServer, role: Role, query: &str) -> Vec<String> {
    let answer = server.get(role, &format!("/tasks?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let items = answer.json()["items"].as_array().unwrap().clone();
    let title = |item: &Value| item["title"].as_str().unwrap().to_owned();
    items.iter().map(title).collect()
}

#[tokio::test]
async fn r126_a_task_is_made_done_and_seen_by_those_it_concerns() {
    let server = TestServer::new();
    let own = add(&server, Role::Telemarketer, "Ромашка").await;
    let body = json!({ "title": "Позвонить", "client_id": own, "due_day": "2026-03-01" });
    let made = server.post(Role::Telemarketer, "/tasks", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let at = made.header("location").to_owned();
    let task = made.json();
    assert_eq!(
        (&task["overdue"], &task["state"], &task["client"]["name"]),
        (&json!(true), &json!("open"), &json!("Ромашка"))
    );
    assert_eq!(titles(&server, Role::Telemarketer, "").await, ["Позвонить"]);
    assert_eq!(
        titles(&server, Role::Owner, "").await.len(),
        0,
        "not the owner's own"
    );
    assert_eq!(titles(&server, Role::Owner, "whose=all").await.len(), 1);
    assert_eq!(
        titles(&server, Role::ActiveSeller, "whose=all").await.len(),
        0
    );
    let total = server
        .get(Role::ActiveSeller, "/tasks?whose=all&total=true")
        .await;
    assert_eq!(total.json()["total"], 0, "not counted either");
    assert_eq!(
        server.get(Role::ActiveSeller, &at).await.status,
        StatusCode::NOT_FOUND
    );
    let foreign = server
        .get(Role::ActiveSeller, &format!("/tasks?client_id={own}"))
        .await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let done = json!({ "state": "done", "result": "Заказ" });
    let done = server.patch(Role::Telemarketer, &at, 1, done).await;
    assert_eq!(
        (&done.json()["state"], &done.json()["overdue"]),
        (&json!("done"), &json!(false))
    );
    assert_eq!(
        titles(&server, Role::Telemarketer, "state=open")
            .await
            .len(),
        0
    );
    let stale = server
        .patch(Role::Telemarketer, &at, 1, json!({ "state": "open" }))
        .await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let seq = server
        .get(Role::Telemarketer, "/journal?entity=task&limit=1")
        .await;
    let seq = seq.json()["items"][0]["seq"].clone();
    let undone = server
        .post(
            Role::Telemarketer,
            &format!("/journal/{seq}/undo"),
            json!({}),
        )
        .await;
    assert!(undone.status.is_success(), "{}", undone.text);
    let back = server.get(Role::Telemarketer, &at).await.json();
    assert_eq!(
        (&back["state"], &back["result"], &back["closed_at"]),
        (&json!("open"), &Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn others_get_tasks_only_from_those_who_may_assign() {
    let server = TestServer::new();
    let pool = add(&server, Role::Owner, "Ничей").await;
    let seller = server.user(Role::ActiveSeller);
    let body = json!({ "title": "Узнать", "client_id": pool, "assignee_id": seller });
    let made = server.post(Role::HeadOfSales, "/tasks", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let at = made.header("location").to_owned();
    let seen = server.get(Role::ActiveSeller, &at).await.json();
    assert_eq!(
        (&seen["title"], &seen["client"]),
        (&json!("Узнать"), &Value::Null),
        "a client outside the scope is not named"
    );
    for (role, status) in [
        (Role::Telemarketer, StatusCode::NOT_FOUND),
        (Role::Guardian, StatusCode::FORBIDDEN),
        (Role::Owner, StatusCode::OK),
    ] {
        let changed = server.patch(role, &at, 1, json!({ "note": "x" })).await;
        assert_eq!(changed.status, status, "{role}");
    }
    let own = json!({ "title": "x", "assignee_id": seller });
    let refused = server.post(Role::Telemarketer, "/tasks", own).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let foreign = json!({ "title": "x", "client_id": pool });
    let refused = server.post(Role::Telemarketer, "/tasks", foreign).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let hand_on = json!({ "assignee_id": server.user(Role::Telemarketer) });
    let refused = server.patch(Role::ActiveSeller, &at, 2, hand_on).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let unknown = json!({ "title": " ", "assignee_id": "01900000-0000-7000-8000-000000000001" });
    let refused = server.post(Role::Owner, "/tasks", unknown).await;
    assert_eq!(refused.field(), "title/text.empty");
}

#[tokio::test]
async fn r125_a_set_of_clients_becomes_tasks_counted_first_and_undone_as_a_whole() {
    let server = TestServer::new();
    add(&server, Role::Telemarketer, "Ромашка").await;
    add(&server, Role::ActiveSeller, "Лютик").await;
    add(&server, Role::Owner, "Ничей").await;
    let never = json!({ "figure": "sleeping", "cell": { "kind": "state", "state": "none" } });
    let ask = |dry_run: bool| json!({ "clients": never, "title": "Позвонить", "due_day": "2026-03-05", "dry_run": dry_run });
    let counted = server
        .post(Role::Owner, "/tasks/batch", ask(true))
        .await
        .json();
    let numbers = |tally: &Value| {
        let number = |name: &str| tally[name].as_i64().unwrap();
        (
            number("tasks"),
            number("without_manager"),
            number("assignees"),
        )
    };
    assert_eq!(numbers(&counted), (2, 1, 2), "{counted}");
    assert_eq!(titles(&server, Role::Owner, "whose=all").await.len(), 0);
    let made = server
        .post(Role::Owner, "/tasks/batch", ask(false))
        .await
        .json();
    assert_eq!(numbers(&made), (2, 1, 2));
    assert_eq!(titles(&server, Role::Telemarketer, "").await, ["Позвонить"]);
    let batch = made["batch_id"].as_str().unwrap();
    let of_batch = format!("batch_id={batch}");
    assert_eq!(titles(&server, Role::Owner, &of_batch).await.len(), 2);
    // One page at a time, by the key.
    let page = server
        .get(Role::Owner, &format!("/tasks?{of_batch}&limit=1"))
        .await
        .json();
    let next = page["next"].as_str().unwrap().to_owned();
    let rest = titles(
        &server,
        Role::Owner,
        &format!("{of_batch}&limit=1&cursor={next}"),
    )
    .await;
    assert_eq!(rest.len(), 1);
    let path = format!("/journal/{}/undo", made["seq"]);
    let undone = server.post(Role::Owner, &path, json!({})).await;
    assert!(undone.status.is_success(), "{}", undone.text);
    assert_eq!(titles(&server, Role::Owner, "whose=all").await.len(), 0);
    // Who may not assign makes them for their own clients only.
    let mine = server
        .post(Role::Telemarketer, "/tasks/batch", ask(true))
        .await
        .json();
    assert_eq!(numbers(&mine), (1, 0, 1));
    let limit = json!({ "task.batch_limit": 2 });
    let session = server.ask(axum::http::Method::PATCH, "/settings");
    let set = session
        .json(&json!(limit))
        .by(Role::Owner)
        .await
        .send()
        .await;
    assert!(set.status.is_success(), "{}", set.text);
    let refused = server.post(Role::Owner, "/tasks/batch", ask(true)).await;
    assert_eq!(
        (
            refused.json()["code"].clone(),
            refused.json()["params"]["most"].clone()
        ),
        (json!("task.too_many"), json!(2))
    );
}
