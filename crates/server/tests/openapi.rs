//! The OpenAPI document is the accepted one, which the interface takes its types from. Accept a
//! change with `CLIENTELE_ACCEPT=1 cargo test -p server --test openapi`.

mod routes;

use axum::http::Method;
use domain::policy::Role;
use routes::{concrete, routes};
use serde_json::{Value, json};
use server::rights::Right;
use server::testing::TestServer;

#[test]
fn the_document_is_the_accepted_one() {
    let document = server::api::routes().into_openapi();
    let now = document.to_pretty_json().unwrap() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi.json");
    if std::env::var_os("CLIENTELE_ACCEPT").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let accepted = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        now == accepted,
        "the document changed; accept it with CLIENTELE_ACCEPT=1"
    );
}

#[tokio::test]
async fn sec_55_document_and_page_need_a_log_in() {
    let server = TestServer::new();
    for path in ["/openapi.json", "/docs"] {
        let stranger = server.ask(axum::http::Method::GET, path).send().await;
        assert_eq!(
            (stranger.status.as_u16(), stranger.code().as_str()),
            (401, "session.required")
        );
        let employee = server.get(Role::Telemarketer, path).await;
        assert_eq!(employee.status, 200, "{path}");
        assert!(employee.text.contains("/api/v1/session"), "{path}");
    }
}

/// The parameters of an operation that stand in one place.
fn parameters(operation: &Value, place: &str) -> Vec<String> {
    let all = operation["parameters"].as_array().into_iter().flatten();
    all.filter(|parameter| parameter["in"] == place)
        .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned))
        .collect()
}

#[test]
fn every_operation_tells_its_refusals() {
    let document = serde_json::to_value(server::api::routes().into_openapi()).unwrap();
    for route in routes() {
        let method = route.method.as_str().to_lowercase();
        let operation = &document["paths"][&route.path][&method];
        let place = format!("{} {}", route.method, route.path);
        let answers = operation["responses"].as_object().expect(&place);
        let tells = |status: &str| answers.contains_key(status);
        assert!(
            answers.keys().any(|status| status.starts_with('2')),
            "{place}"
        );
        for (status, answer) in answers.iter().filter(|(status, _)| status.starts_with('4')) {
            let body = &answer["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(body, "#/components/schemas/ProblemBody", "{place} {status}");
            assert!(answer["description"] != "", "{place} {status}");
        }
        assert_eq!(
            tells("401"),
            route.right != Right::Public || route.path.ends_with("/login"),
            "{place}"
        );
        assert!(tells("404") || !route.path.contains('{'), "{place}");
        assert!(
            tells("422") || operation["requestBody"].is_null(),
            "{place}"
        );
        let described = operation["summary"]
            .as_str()
            .or(operation["description"].as_str());
        assert!(described.is_some_and(|text| !text.is_empty()), "{place}");
    }
}

#[tokio::test]
async fn headers_are_asked_for_where_the_document_says_so() {
    let server = TestServer::new();
    let document = serde_json::to_value(server::api::routes().into_openapi()).unwrap();
    let mut seen = [0; 3];
    for route in routes() {
        if route.path.ends_with("/logout") {
            continue;
        }
        let method = route.method.as_str().to_lowercase();
        let operation = &document["paths"][&route.path][&method];
        let place = format!("{} {}", route.method, route.path);
        let headers = parameters(operation, "header");
        let wants = |name: &str| headers.iter().any(|header| header == name);
        let path = concrete(&route.path);
        let ask = || server.ask(route.method.clone(), &path).by(Role::Owner);

        let without = ask().await.json(&json!({})).send().await;
        assert_eq!(
            without.status == 428,
            wants("If-Match"),
            "{place}: {}",
            without.text
        );
        if wants("If-Match") {
            assert_eq!(without.code(), "precondition.required", "{place}");
            let garbage = ask().await.header("if-match", "7").json(&json!({}));
            let garbage = garbage.send().await;
            assert_eq!(garbage.code(), "precondition.malformed", "{place}");
            seen[0] += 1;
        }
        let key = "x".repeat(129);
        let keyed = ask().await.version(1).header("idempotency-key", &key);
        let keyed = keyed.json(&json!({})).send().await;
        let refused = keyed.code() == "idempotency.bad_key";
        assert_eq!(refused, wants("Idempotency-Key"), "{place}: {}", keyed.text);
        seen[1] += usize::from(refused);
        assert_eq!(
            wants("X-CSRF-Token"),
            route.right != Right::Public && route.method != Method::GET,
            "{place}"
        );
        // A query that no document tells of is refused, so nothing is told in vain or kept secret.
        if route.method == Method::GET && !parameters(operation, "query").is_empty() {
            let strange = server.get(Role::Owner, &format!("{path}?nobody=1")).await;
            assert!(
                strange.status.is_client_error(),
                "{place}: {}",
                strange.text
            );
            seen[2] += 1;
        }
    }
    assert!(seen[0] > 25 && seen[1] > 25 && seen[2] > 15, "{seen:?}");
}

#[tokio::test]
async fn a_repeated_post_is_done_once_whatever_the_route() {
    let server = TestServer::new();
    let cases = [
        (
            "/teams",
            json!({ "name": "North" }),
            json!({ "name": "South" }),
        ),
        (
            "/segments",
            json!({ "name": "Hotels" }),
            json!({ "name": "Shops" }),
        ),
        (
            "/company-groups",
            json!({ "name": "One" }),
            json!({ "name": "Two" }),
        ),
        (
            "/clients",
            json!({ "name": "One" }),
            json!({ "name": "Two" }),
        ),
        (
            "/products",
            json!({ "code": "1", "name": "One" }),
            json!({ "code": "2", "name": "Two" }),
        ),
        (
            "/product-groups",
            json!({ "name": "One" }),
            json!({ "name": "Two" }),
        ),
    ];
    for (path, body, other) in cases {
        let post = |body: serde_json::Value| {
            let server = &server;
            async move {
                let ask = server.ask(Method::POST, path).by(Role::Owner).await;
                ask.header("idempotency-key", path).json(&body).send().await
            }
        };
        let first = post(body.clone()).await;
        assert_eq!(first.status, 201, "{path}: {}", first.text);
        let again = post(body).await;
        assert_eq!(
            (again.status, &again.text),
            (first.status, &first.text),
            "{path}"
        );
        assert_eq!(again.header("location"), first.header("location"), "{path}");
        assert_eq!(again.header("idempotency-replayed"), "true", "{path}");
        let differs = post(other).await;
        assert_eq!(
            (differs.status.as_u16(), differs.code().as_str()),
            (422, "idempotency.mismatch"),
            "{path}"
        );
        let by_another = server.ask(Method::POST, path).by(Role::DataSteward).await;
        let by_another = by_another.header("idempotency-key", path).json(&json!({}));
        let by_another = by_another.send().await;
        assert_ne!(
            by_another.code(),
            "idempotency.mismatch",
            "{path}: keys are one's own"
        );
    }
}

#[tokio::test]
async fn a_change_is_made_on_the_version_that_was_seen() {
    let server = TestServer::new();
    let cases = [
        ("/teams", json!({ "name": "North" })),
        ("/sources", json!({ "name": "Fair" })),
        ("/clients", json!({ "name": "One" })),
        ("/products", json!({ "code": "1", "name": "One" })),
        ("/product-groups", json!({ "name": "One" })),
    ];
    for (path, body) in cases {
        let made = server.post(Role::Owner, path, body).await;
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let one = format!("{path}/{id}");
        let change = |version, name: &'static str| {
            let (server, one) = (&server, one.clone());
            async move {
                server
                    .patch(Role::Owner, &one, version, json!({ "name": name }))
                    .await
            }
        };
        let first = change(1, "Second").await;
        assert_eq!(first.status, 200, "{path}: {}", first.text);
        assert_eq!(first.header("etag"), "\"v2\"", "{path}");
        let late = change(1, "Third").await;
        assert_eq!(
            (late.status.as_u16(), late.code().as_str()),
            (412, "precondition.failed"),
            "{path}"
        );
        assert_eq!(late.json()["params"]["version"], 2, "{path}");
    }
}
