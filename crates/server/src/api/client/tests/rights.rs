use axum::http::StatusCode;
use domain::policy::Role;
use serde_json::{Value, json};

use super::{add, names, path};
use crate::testing::{Answer, TestServer};

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
async fn sec_03_36_an_export_is_a_right_keeps_the_filter_and_is_remembered() {
    let server = TestServer::new();
    add(&server, Role::Owner, "=HYPERLINK(\"x\")").await;
    add(&server, Role::ClientManager, "Ромашка").await;
    let refused = server
        .get(Role::ClientManager, "/clients/export?format=csv")
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let csv = server
        .get(Role::Owner, "/clients/export?format=csv&sort=-name")
        .await;
    assert_eq!(csv.status, StatusCode::OK, "{}", csv.text);
    assert!(csv.header("content-disposition").starts_with("attachment"));
    assert!(
        csv.text.contains("'=HYPERLINK") && csv.text.contains("Ромашка"),
        "{}",
        csv.text
    );
    let manager = server.user(Role::ClientManager);
    let own = format!("/clients/export?format=ndjson&manager_id={manager}");
    let lines = server.get(Role::HeadOfSales, &own).await.text;
    assert_eq!(lines.lines().count(), 1);
    assert!(lines.contains("+7 495 123-45-17"));
    let xlsx = server.get(Role::Owner, "/clients/export?format=xlsx").await;
    assert_eq!(xlsx.status, StatusCode::OK);
    for bad in [
        "",
        "format=pdf",
        "format=csv&sort=phone",
        "format=csv&secret=1",
    ] {
        let answer = server
            .get(Role::Owner, &format!("/clients/export?{bad}"))
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    let found = json!({"format": "csv", "q": "hjvfirf", "filter": {"kind": "company"}});
    let refused = server
        .post(Role::ClientManager, "/clients/export", found.clone())
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let file = server.post(Role::Owner, "/clients/export", found).await;
    assert_eq!(file.text.lines().count(), 2, "{}", file.text);
    assert!(file.text.contains("Ромашка"), "{}", file.text);
    let bad = json!({"format": "csv", "limit": 1});
    let answer = server.post(Role::Owner, "/clients/export", bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let journal = server
        .get(Role::Guardian, "/journal?entity=client&limit=50")
        .await
        .json();
    let exports: Vec<_> = journal["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["action"] == "export")
        .map(|line| line["changes"].to_string())
        .collect();
    assert_eq!(exports.len(), 4);
    assert!(exports[2].contains("manager_id="), "{}", exports[2]);
}
