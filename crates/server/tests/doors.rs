//! Ways round the front door: queries by columns that hold secrets, and addresses that confuse a
//! router.

mod routes;

use axum::http::Method;
use domain::policy::Role;
use routes::{concrete, routes};
use serde_json::json;
use server::rights::Right;
use server::testing::{Answer, TestServer};

/// Columns that hold a secret or tell of one.
const SECRETS: [&str; 6] = [
    "password_hash",
    "token_hash",
    "csrf",
    "one_time_until",
    "login_key",
    "hash",
];

#[tokio::test]
async fn sec_11_nothing_is_filtered_or_sorted_by_a_secret() {
    let server = TestServer::new();
    let refused = |place: String, answer: Answer| {
        let text = &answer.text;
        assert!(answer.status.is_client_error(), "{place}: {text}");
        assert!(!answer.code().is_empty(), "{place}: {text}");
    };
    let mut asked = 0;
    for route in routes() {
        let list = route.method == Method::GET && matches!(route.right, Right::Read(_));
        // Lists without a query have nothing to filter by; the address may say anything.
        let document = server::api::routes().into_openapi();
        let item = &document.paths.paths[&route.path];
        let queries = item.get.as_ref().and_then(|get| get.parameters.as_ref());
        if !list || queries.is_none_or(Vec::is_empty) || route.path.contains('{') {
            continue;
        }
        let path = concrete(&route.path);
        for secret in SECRETS {
            for query in [
                format!("{secret}=a"),
                format!("{secret}.gte=a"),
                format!("sort={secret}"),
                format!("sort=-manager.{secret}"),
            ] {
                let address = format!("{path}?{query}");
                refused(address.clone(), server.get(Role::Owner, &address).await);
                asked += 1;
            }
        }
    }
    for path in ["/clients/query", "/people/query"] {
        for secret in SECRETS {
            let filter = json!({ "filter": { secret: { "gte": "a" } } });
            refused(
                path.to_owned(),
                server.post(Role::Owner, path, filter).await,
            );
            let sort = json!({ "sort": secret });
            refused(path.to_owned(), server.post(Role::Owner, path, sort).await);
            asked += 2;
        }
    }
    assert!(asked > 100, "{asked}");
}

#[tokio::test]
async fn sec_51_odd_addresses_are_answered_and_change_nothing_for_others() {
    let server = TestServer::new();
    let long = format!("/api/v1/{}", "a".repeat(8_000));
    let deep = "/api".repeat(500);
    let addresses = [
        "//",
        "//api//v1//session",
        "/api/v1//clients",
        "/api/v1/./clients",
        "/api/v1/clients/../users",
        "/api/v1/clients/",
        "/api/v1/%2e%2e/users",
        "/api/v1/clients%2fquery",
        "/api/v1/%ff%fe",
        "/api/v1/%00",
        "/api/v1/clients?%",
        "/api/v1/clients?&&&=&",
        "/api/v1/clients;x=1",
        "/..%5c..%5cetc/passwd",
        "/assets/../../../Cargo.toml",
        "/assets/%2e%2e/%2e%2e/Cargo.toml",
        &long,
        &deep,
    ];
    for address in addresses {
        for method in [Method::GET, Method::POST, Method::DELETE, Method::OPTIONS] {
            let answer = server.ask_at(method.clone(), address).send().await;
            let shown: String = address.chars().take(60).collect();
            let place = format!("{method} {shown}: {}", answer.status);
            assert!(!answer.status.is_server_error(), "{place}");
            assert!(!answer.text.contains("[package]"), "{place}");
            let stays = method == Method::GET || !answer.status.is_success();
            assert!(stays, "{place}");
        }
        assert_eq!(server.get(Role::Owner, "/session").await.status, 200);
    }
}
