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

fn never_bought() -> Value {
    json!({ "figure": "sleeping", "parameters": { "window": "12m" }, "cell": { "kind": "state", "state": "none" } })
}

#[tokio::test]
async fn a_selection_is_made_opened_as_a_list_and_removed() {
    let server = TestServer::new();
    add(&server, Role::Owner, "Ромашка").await;
    let own = add(&server, Role::Telemarketer, "Лютик").await;
    let body = json!({ "name": "Никогда не покупали", "shared": true, "clients": never_bought() });
    let made = server.post(Role::Owner, "/selections", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let at = made.header("location").to_owned();
    let made = made.json();
    assert_eq!(
        (&made["clients"], &made["origin"]["of"]),
        (&json!(2), &json!("figure"))
    );
    let list = server.get(Role::Telemarketer, "/selections").await.json();
    assert_eq!(
        list["items"][0]["clients"], 1,
        "counted in the reader's scope"
    );
    let query = json!({ "filter": { "selection_id": made["id"] }, "total": true });
    let found = server
        .post(Role::Telemarketer, "/clients/query", query)
        .await
        .json();
    assert_eq!(
        (&found["total"], &found["items"][0]["id"]),
        (&json!(1), &json!(own))
    );
    let of = server
        .get(Role::Telemarketer, &format!("/clients/{own}/selections"))
        .await
        .json();
    assert_eq!(of["items"][0]["name"], "Никогда не покупали");
    let foreign = server
        .patch(Role::HeadOfSales, &at, 1, json!({ "name": "x" }))
        .await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let renamed = server
        .patch(
            Role::Owner,
            &at,
            1,
            json!({ "name": "Ни разу", "note": "звонить" }),
        )
        .await;
    assert_eq!(
        (&renamed.json()["name"], &renamed.json()["note"]),
        (&json!("Ни разу"), &json!("звонить"))
    );
    add(&server, Role::Owner, "Астра").await;
    let body = json!({ "version": 2, "dry_run": true });
    let renew = server.post(Role::Owner, &format!("{at}/renew"), body).await;
    assert_eq!(renew.json()["came"][0]["name"], "Астра", "{}", renew.text);
    let gone = server.delete(Role::Owner, &at, 2).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(
        server.get(Role::Owner, &at).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_set_is_named_in_exactly_one_way() {
    let server = TestServer::new();
    let id = add(&server, Role::Owner, "Ромашка").await;
    let unknown = "01900000-0000-7000-8000-000000000001";
    for (clients, refusal) in [
        (json!({}), "clients/selection.one_way"),
        (
            json!({ "ids": [id], "q": "x" }),
            "clients/selection.one_way",
        ),
        (
            json!({ "cell": { "kind": "nobody" } }),
            "cell.kind/field.invalid",
        ),
        (
            json!({ "cell": { "kind": "all" }, "parameters": { "window": "x" } }),
            "parameters.window/field.invalid",
        ),
        (
            json!({ "cell": { "kind": "all" }, "figure": "../x" }),
            "clients.figure/field.invalid",
        ),
        (
            json!({ "filter": { "nobody": 1 } }),
            "filter.nobody/field.unknown",
        ),
        (
            json!({ "filter": { "selection_id": unknown } }),
            "filter.selection_id/reference.unknown",
        ),
        (
            json!({ "q": "+7 495 123-45-17" }),
            "clients.q/selection.contact_in_rule",
        ),
    ] {
        let body = json!({ "name": "x", "clients": clients });
        let answer = server.post(Role::Owner, "/selections", body).await;
        assert_eq!(answer.field(), refusal, "{}", answer.text);
    }
    let body = json!({ "name": "x", "clients": { "selection_id": unknown } });
    let answer = server.post(Role::Owner, "/selections", body).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    // Of clients that are named only the visible ones come in.
    let body = json!({ "name": "x", "clients": { "ids": [id, unknown] } });
    let answer = server
        .post(Role::Telemarketer, "/selections", body.clone())
        .await;
    assert_eq!(answer.json()["clients"], 0);
    let answer = server.post(Role::Owner, "/selections", body).await;
    assert_eq!(answer.json()["clients"], 1);
}

#[tokio::test]
async fn the_clients_of_a_figure_leave_as_a_file_for_those_who_may() {
    let server = TestServer::new();
    add(&server, Role::Owner, "=cmd|' /C calc'!A0").await;
    add(&server, Role::Owner, "Ромашка").await;
    let body = json!({ "parameters": {}, "cell": { "kind": "state", "state": "none" }, "sort": "name", "format": "csv" });
    let file = server
        .post(Role::Owner, "/analysis/clients/export", body.clone())
        .await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text);
    let lines: Vec<&str> = file.text.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].starts_with("id,name,manager,"), "{}", lines[0]);
    assert_eq!(lines.len(), 3);
    assert!(
        file.text.contains(",'=cmd|' /C calc'!A0,"),
        "sec_36: a formula is guarded"
    );
    let refused = server
        .post(Role::ClientManager, "/analysis/clients/export", body)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let line = server
        .get(Role::Owner, "/journal?entity=client&limit=1")
        .await
        .json();
    let line = &line["items"][0];
    assert_eq!(line["action"], "export");
    assert!(line.to_string().contains("\"rows\""), "{line}");
}
