//! What every answer of the server has, and what it makes of the headers of a request.

use std::time::Duration;

use app::testing::PASSWORD;
use axum::http::Method;
use domain::policy::Role;
use jiff::SignedDuration;
use serde_json::json;
use server::Config;
use server::testing::TestServer;

fn public() -> Config {
    Config {
        public_url: Some("https://crm.example.com".parse().expect("an address")),
        ..Config::default()
    }
}

#[tokio::test]
async fn security_headers_stand_on_every_kind_of_answer() {
    let server = TestServer::new();
    let answers = [
        server.get(Role::Owner, "/session").await,
        server.get(Role::Owner, "/nothing").await,
        server.ask(Method::GET, "/session").send().await,
        server.ask(Method::PUT, "/session").send().await,
        server.ask_at(Method::GET, "/").send().await,
    ];
    for answer in &answers {
        let place = format!("{}: {}", answer.status, answer.text);
        let csp = answer.header("content-security-policy");
        assert!(
            csp.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"),
            "{place}"
        );
        assert!(
            csp.contains("frame-ancestors 'none'") && csp.contains("base-uri 'none'"),
            "{place}"
        );
        assert!(
            !csp.contains("unsafe-eval") && !csp.contains("script-src 'self' 'unsafe"),
            "{place}"
        );
        assert_eq!(
            answer.header("x-content-type-options"),
            "nosniff",
            "{place}"
        );
        assert_eq!(answer.header("x-frame-options"), "DENY", "{place}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{place}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{place}");
        assert_eq!(
            answer.header("strict-transport-security"),
            "",
            "{place}: no https here"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "", "{place}");
    }
    assert_eq!(answers[0].header("cache-control"), "no-store");
    let secure = TestServer::over(app::testing::app(), public());
    let answer = secure.ask(Method::GET, "/session").send().await;
    assert!(
        answer
            .header("strict-transport-security")
            .starts_with("max-age=31536000")
    );
}

#[tokio::test]
async fn a_refusal_is_a_problem_document_that_names_its_request() {
    let server = TestServer::new();
    let answer = server
        .get(
            Role::Telemarketer,
            "/users/01900000-0000-7000-8000-000000000001",
        )
        .await;
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["code"], "not_found");
    assert_eq!(problem["type"], "urn:clientele:error:not_found");
    assert_eq!(problem["request"], answer.header("x-request-id"));
    let cases = [
        (Method::GET, "/nothing", 404, "not_found"),
        (Method::PUT, "/session", 405, "route.method"),
    ];
    for (method, path, status, code) in cases {
        let answer = server.ask(method, path).by(Role::Owner).await.send().await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (status, code),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_refused_query_names_its_field() {
    let server = TestServer::new();
    for (query, field) in [
        ("nobody=1", "nobody/field.unknown"),
        ("limit=0", "limit/field.invalid"),
        ("limit=1001", "limit/field.invalid"),
        ("limit=x", "limit/field.invalid"),
        ("from=yesterday", "from/field.invalid"),
        ("entity_id=7", "entity_id/field.invalid"),
        ("cursor=zz", "cursor/field.invalid"),
    ] {
        let answer = server.get(Role::Owner, &format!("/journal?{query}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.field().as_str()),
            (422, field),
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_cookie_is_bound_to_host_and_path_and_out_of_reach_of_scripts() {
    let local = TestServer::new();
    let cookie = local
        .sign_in("owner", PASSWORD)
        .await
        .header("set-cookie")
        .to_owned();
    assert!(cookie.starts_with("clientele="), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800"),
        "{cookie}"
    );
    let secure = TestServer::over(app::testing::app(), public());
    let cookie = secure
        .sign_in("owner", PASSWORD)
        .await
        .header("set-cookie")
        .to_owned();
    assert!(
        cookie.starts_with("__Host-clientele=") && cookie.ends_with("; Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn sec_23_an_unknown_host_is_refused_and_never_echoed() {
    let server = TestServer::over(app::testing::app(), public());
    for (name, value) in [
        ("host", "evil.example"),
        ("host", "crm.example.com.evil.example"),
        ("x-forwarded-host", "evil.example"),
    ] {
        for path in ["/api/v1/session", "/"] {
            let answer = server
                .ask_at(Method::GET, path)
                .header(name, value)
                .send()
                .await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (421, "host.unknown")
            );
            assert!(!answer.text.contains("evil"), "{}", answer.text);
        }
    }
    let known = server
        .ask(Method::GET, "/health")
        .header("host", "crm.example.com")
        .send()
        .await;
    assert_eq!(known.status, 200);
}

#[tokio::test]
async fn a_change_needs_the_version_it_is_based_on() {
    let server = TestServer::new();
    let team = server
        .post(Role::Owner, "/teams", json!({ "name": "North" }))
        .await;
    assert_eq!((team.status.as_u16(), team.header("etag")), (201, "\"v1\""));
    let path = team.header("location").to_owned();
    let body = json!({ "name": "South" });
    let ask = || async {
        server
            .ask(Method::PATCH, &path)
            .by(Role::Owner)
            .await
            .json(&body)
    };
    let blind = ask().await.send().await;
    assert_eq!(
        (blind.status.as_u16(), blind.code().as_str()),
        (428, "precondition.required")
    );
    let done = ask().await.version(1).send().await;
    assert_eq!((done.status.as_u16(), done.header("etag")), (200, "\"v2\""));
    let late = ask().await.version(1).send().await;
    assert_eq!(
        (late.status.as_u16(), late.code().as_str()),
        (412, "precondition.failed")
    );
    assert_eq!(late.json()["params"]["version"], 2);
}

#[tokio::test]
async fn one_key_one_change() {
    let server = TestServer::new();
    let ask = |key: &str, name: &str| {
        let (key, body) = (key.to_owned(), json!({ "name": name }));
        let server = &server;
        async move {
            let ask = server.ask(Method::POST, "/teams").by(Role::Owner).await;
            ask.header("idempotency-key", &key).json(&body).send().await
        }
    };
    let first = ask("k1", "North").await;
    let again = ask("k1", "North").await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
    assert_eq!(first.text, again.text);
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(again.header("idempotency-replayed"), "true");
    let other = ask("k1", "South").await;
    assert_eq!(
        (other.status.as_u16(), other.code().as_str()),
        (422, "idempotency.mismatch")
    );
    let refused = ask("k2", "").await;
    assert_eq!(refused.field(), "name/text.empty");
    assert_eq!(ask("k2", "").await.status, 422);
    let teams = server.get(Role::Owner, "/teams").await.json();
    assert_eq!(teams["items"].as_array().map(Vec::len), Some(1));
    // the key is one's own: another employee's is another
    let body = json!({ "name": "South" });
    let admin = server
        .ask(Method::POST, "/teams")
        .by(Role::Administrator)
        .await;
    let admin = admin
        .header("idempotency-key", "k1")
        .json(&body)
        .send()
        .await;
    assert_eq!(admin.status, 201);
    // after a day it may be used again
    server.set_now(server.now + SignedDuration::from_hours(25));
    server.forget_sessions();
    assert_eq!(ask("k1", "South").await.status, 201);
}

#[tokio::test]
async fn a_caller_that_goes_away_leaves_no_key_without_its_answer() {
    let server = TestServer::new();
    for patience in 0..24 {
        let key = format!("gone-{patience}");
        let body = json!({ "name": format!("Team {patience}") });
        let ask = || async {
            let ask = server.ask(Method::POST, "/teams").by(Role::Owner).await;
            ask.header("idempotency-key", &key).json(&body).send().await
        };
        let wait = Duration::from_micros(50 << (patience / 2));
        let _ = tokio::time::timeout(wait, ask()).await;
        let mut answer = ask().await;
        for _ in 0..500 {
            if answer.code() != "idempotency.in_progress" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
            answer = ask().await;
        }
        assert_eq!(answer.status, 201, "{patience}: {}", answer.text);
    }
}

#[tokio::test]
async fn an_answer_with_a_secret_is_not_kept_for_repetition() {
    let server = TestServer::new();
    let body = json!({ "name": "sync", "scopes": ["read"], "days": 1 });
    let ask = || async {
        let ask = server.ask(Method::POST, "/tokens").by(Role::Owner).await;
        ask.header("idempotency-key", "k").json(&body).send().await
    };
    let first = ask().await;
    assert_eq!(first.status, 201);
    let again = ask().await;
    assert_eq!(
        (again.status.as_u16(), again.code().as_str()),
        (409, "idempotency.not_repeatable")
    );
    let secret = first.json()["secret"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(!app::testing::dump(&server, &[]).contains(&secret));
    assert_eq!(
        server.get(Role::Owner, "/tokens").await.json()["items"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[cfg(feature = "ui")]
#[tokio::test]
async fn the_interface_answers_at_its_pages_and_nothing_else_pretends_to() {
    let server = TestServer::new();
    let get = |path: &'static str| server.ask_at(Method::GET, path).send();
    for path in ["/", "/clients/some-id"] {
        let answer = get(path).await;
        assert_eq!(
            answer.header("content-type"),
            "text/html; charset=utf-8",
            "{path}"
        );
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
    for path in [
        "/missing.js",
        "/assets/../../secret.txt",
        "/api/v2/clients",
        "//api/v1/health",
    ] {
        let answer = get(path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text);
    }
    let post = server.ask_at(Method::POST, "/clients").send().await;
    assert_eq!(post.status, 404);
}
