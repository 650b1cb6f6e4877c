//! Role × route, for every route there is: who lacks the right is refused before anything
//! happens, and nothing has changed afterwards; who has it is not refused for lack of rights.
//! The table of routes and rights is `rights.snap`; accept a change with
//! `CLIENTELE_ACCEPT=1 cargo test -p server --test rights`.

mod routes;

use std::fmt::Write as _;

use axum::http::Method;
use domain::policy::Role;
use routes::{MAY_MOVE, Route, concrete, routes};
use server::rights::Right;
use server::testing::TestServer;

/// Routes of people who are not signed in (sec_53: at most 8).
const PUBLIC: &[&str] = &[
    "GET /api/v1/health",
    "POST /api/v1/intake/{key}",
    "POST /api/v1/login",
    "POST /api/v1/setup",
];

fn has(server: &TestServer, role: Role, right: Right) -> bool {
    right.check(&server.ctx(role)).is_ok()
}

#[test]
fn sec_45_the_table_of_routes_and_rights_is_the_accepted_one() {
    let mut page = String::new();
    for route in routes() {
        let right = match route.right {
            Right::Public => "public".to_owned(),
            Right::SignedIn => "signed_in".to_owned(),
            Right::Read(entity) => format!("{}.read", entity.code()),
            Right::Do(action) => action.code().to_owned(),
        };
        let Route { method, path, .. } = &route;
        writeln!(page, "{:<7}{path:<44}{right}", method.as_str()).expect("writing to memory");
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rights.snap");
    if std::env::var_os("CLIENTELE_ACCEPT").is_some() {
        std::fs::write(path, &page).expect("the page can be written");
    }
    let accepted = std::fs::read_to_string(path).unwrap_or_default();
    assert!(page == accepted, "routes or their rights changed:\n{page}");
}

#[test]
fn sec_53_the_surface_without_log_in_is_a_fixed_list() {
    let public = routes()
        .into_iter()
        .filter(|route| route.right == Right::Public);
    let public: Vec<String> = public.map(|r| format!("{} {}", r.method, r.path)).collect();
    assert_eq!(public, PUBLIC);
}

#[test]
fn no_change_asks_for_a_mere_reading_right() {
    // searching with a body is reading
    let reads_by_post = [
        "/query",
        "/search",
        "/reveal",
        "/analysis/",
        "/clean-lists/{id}/clients",
        "/duplicates/candidates",
    ];
    for route in routes() {
        let is_change = route.method != Method::GET;
        let only_reads = matches!(route.right, Right::Read(_))
            && !reads_by_post.iter().any(|part| route.path.contains(part));
        assert!(
            !(is_change && only_reads),
            "{} {}",
            route.method,
            route.path
        );
    }
}

#[tokio::test]
async fn sec_53_a_stranger_gets_nothing_but_the_public_routes() {
    let server = TestServer::new();
    for route in routes() {
        let path = concrete(&route.path);
        for disguise in ["", "clientele=rubbish", "clientele=; clientele=x"] {
            let ask = server
                .ask(route.method.clone(), &path)
                .header("cookie", disguise);
            let answer = ask.json(&serde_json::json!({})).send().await;
            let is_refused = answer.status == 401 && answer.code() == "session.required";
            assert_eq!(
                is_refused,
                route.right != Right::Public,
                "{} {path}",
                route.method
            );
        }
        let ask = server.ask(route.method.clone(), &path).token("clt_rubbish");
        let answer = ask.send().await;
        assert_eq!(
            answer.code() == "session.required",
            route.right != Right::Public,
            "{path}"
        );
    }
}

#[tokio::test]
async fn sec_01_05_45_without_the_right_every_route_refuses_and_changes_nothing() {
    let server = TestServer::new();
    for role in Role::ALL {
        server.session(*role).await;
    }
    let before = app::testing::dump(&server, MAY_MOVE);
    for route in routes() {
        let path = concrete(&route.path);
        for role in Role::ALL {
            if has(&server, *role, route.right) {
                continue;
            }
            let ask = server
                .ask(route.method.clone(), &path)
                .by(*role)
                .await
                .version(1);
            let answer = ask.json(&serde_json::json!({})).send().await;
            let place = format!("{} {path} as {role}: {}", route.method, answer.text);
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (403, "policy.forbidden"),
                "{place}"
            );
            let named = answer.json()["params"]["roles"].to_string();
            assert!(!named.contains(role.code()), "{place}");
        }
    }
    assert_eq!(app::testing::dump(&server, MAY_MOVE), before);
}

#[tokio::test]
async fn with_the_right_no_route_refuses_for_lack_of_rights() {
    let server = TestServer::new();
    for route in routes() {
        // signing out would end the sessions of the others
        if route.right == Right::Public || route.path.ends_with("/logout") {
            continue;
        }
        let path = concrete(&route.path);
        for role in Role::ALL {
            if !has(&server, *role, route.right) {
                continue;
            }
            let answer = server
                .ask(route.method.clone(), &path)
                .by(*role)
                .await
                .send()
                .await;
            let place = format!("{} {path} as {role}: {}", route.method, answer.text);
            assert_ne!(answer.code(), "policy.forbidden", "{place}");
            assert!(!answer.status.is_server_error(), "{place}");
        }
    }
}

#[tokio::test]
async fn sec_27_no_change_without_the_token_of_the_session_or_from_another_origin() {
    let server = TestServer::new();
    let before = app::testing::dump(&server, MAY_MOVE);
    let own = server.session(Role::Owner).await;
    let other = server.session(Role::Administrator).await;
    for route in routes() {
        // a web form is sent from other origins, by nobody's session
        if route.method == Method::GET || route.path.ends_with("/intake/{key}") {
            continue;
        }
        let path = concrete(&route.path);
        let ask = || server.ask(route.method.clone(), &path).within(&own);
        let refused = [
            ask().header("x-csrf-token", "").send().await,
            ask().header("x-csrf-token", &other.csrf).send().await,
            ask().header("origin", "https://evil.example").send().await,
            ask().header("origin", "null").send().await,
            ask().header("sec-fetch-site", "cross-site").send().await,
            ask().header("sec-fetch-site", "same-site").send().await,
        ];
        // the first two do not concern routes without a session
        let from = if route.right == Right::Public { 2 } else { 0 };
        for (n, answer) in refused.iter().enumerate().skip(from) {
            let place = format!("{} {path} {n}: {}", route.method, answer.text);
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (403, "csrf.refused"),
                "{place}"
            );
        }
    }
    assert_eq!(app::testing::dump(&server, MAY_MOVE), before);
}

#[tokio::test]
async fn sec_27_no_change_by_get() {
    let server = TestServer::new();
    let all = routes();
    let before = app::testing::dump(&server, MAY_MOVE);
    for route in &all {
        let reads = all
            .iter()
            .any(|r| r.path == route.path && r.method == Method::GET);
        if reads {
            continue;
        }
        let path = concrete(&route.path);
        let answer = server.get(Role::Owner, &path).await;
        // 404 where another route takes the last part for an id
        assert!(
            [404, 405].contains(&answer.status.as_u16()),
            "{path}: {}",
            answer.status
        );
    }
    assert_eq!(app::testing::dump(&server, MAY_MOVE), before);
}
