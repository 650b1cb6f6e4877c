//! The features of identity over HTTP: sessions, set-up, tokens, settings, journal.

use app::testing::{PASSWORD, empty_app};
use axum::http::Method;
use domain::policy::Role;
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::Config;
use server::testing::{Answer, TestServer};

#[tokio::test]
async fn a_session_from_log_in_to_log_out() {
    let server = TestServer::new();
    let first = server.sign_in("telemarketer", PASSWORD).await;
    let view = first.json();
    assert_eq!(view["user"]["role"], "telemarketer");
    assert_eq!(view["fields"]["phone"], "masked");
    assert_eq!(view["fields"]["margin"], "hidden");
    assert_eq!(view["must_change_password"], false);
    let allowed = view["allowed"].to_string();
    assert!(
        allowed.contains("client.read") && !allowed.contains("client.export"),
        "{allowed}"
    );
    let session = TestServer::session_of(&first).expect("a session");
    let ask = |method, path: &str| server.ask(method, path).within(&session);
    let sessions = ask(Method::GET, "/me/sessions").send().await.json();
    assert_eq!(sessions["items"][0]["current"], true);

    // a new session at log-in, the one before dies (ASVS 7.2.4)
    let body = json!({ "login": "telemarketer", "password": PASSWORD });
    let second = ask(Method::POST, "/login").json(&body).send().await;
    assert_ne!(second.header("set-cookie"), first.header("set-cookie"));
    assert_eq!(ask(Method::GET, "/session").send().await.status, 401);

    let session = TestServer::session_of(&second).expect("a session");
    let ask = |method, path: &str| server.ask(method, path).within(&session);
    let out = ask(Method::POST, "/logout").send().await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(ask(Method::GET, "/session").send().await.status, 401);
}

#[tokio::test]
async fn sec_26_a_stranger_and_an_employee_are_refused_alike() {
    let server = TestServer::new();
    let strip = |answer: Answer| {
        let mut body = answer.json();
        body["request"] = Value::Null;
        (answer.status, body)
    };
    let employee = strip(server.sign_in("owner", "wrong password").await);
    let stranger = strip(server.sign_in("nobody", "wrong password").await);
    assert_eq!(employee, stranger);
    for _ in 0..4 {
        server.sign_in("owner", "wrong password").await;
    }
    let closed = server.sign_in("owner", PASSWORD).await;
    assert_eq!(
        (closed.status.as_u16(), closed.code().as_str()),
        (429, "login.too_many")
    );
    assert_eq!(closed.header("retry-after"), "900");
    let later = server.now + SignedDuration::from_mins(16);
    server.set_now(later);
    assert_eq!(server.sign_in("owner", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn sec_20_an_invited_employee_may_only_choose_a_password() {
    let server = TestServer::new();
    let new = json!({ "login": "nina", "name": "Нина", "role": "owner", "language": "ru" });
    let made = server.post(Role::Owner, "/users", new).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let one_time = made.json()["one_time_password"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let answer = server.sign_in("nina", &one_time).await;
    assert_eq!(answer.json()["must_change_password"], true);
    let session = TestServer::session_of(&answer).expect("a session");
    for path in [
        "/users",
        "/journal",
        "/settings",
        "/policy",
        "/openapi.json",
    ] {
        let refused = server.ask(Method::GET, path).within(&session).send().await;
        assert_eq!(
            (refused.status.as_u16(), refused.code().as_str()),
            (403, "password.must_change"),
            "{path}"
        );
    }
    let change = |new: &str| json!({ "current": one_time, "new": new });
    let ask = || server.ask(Method::POST, "/me/password").within(&session);
    let weak = ask().json(&change("qwertyuiop")).send().await;
    assert_eq!(
        (weak.status.as_u16(), weak.field().as_str()),
        (422, "new/password.too_common")
    );
    let wrong = ask()
        .json(&json!({ "current": "no", "new": "a good long phrase" }))
        .send()
        .await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.field().as_str()),
        (422, "current/password.wrong")
    );
    let done = ask().json(&change("a good long phrase")).send().await;
    assert_eq!(done.json()["must_change_password"], false, "{}", done.text);
    let session = TestServer::session_of(&done).expect("a session");
    assert_eq!(
        server
            .ask(Method::GET, "/users")
            .within(&session)
            .send()
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn sec_46_set_up_over_http_and_gone_afterwards() {
    let app = empty_app();
    let token = app::setup::begin(&app, app.now)
        .ok()
        .flatten()
        .expect("a token");
    let server = TestServer::over(app, Config::default());
    let body = |token: &str| json!({ "token": token, "login": "boss", "name": "Boss", "password": PASSWORD, "language": "en" });
    let ask = |token: &str| server.ask(Method::POST, "/setup").json(&body(token));
    assert_eq!(ask("rubbish").send().await.status, 404);
    let foreign = ask(&token)
        .header("origin", "https://evil.example")
        .send()
        .await;
    assert_eq!(foreign.code(), "csrf.refused");
    let made = ask(&token).send().await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.json()["user"]["role"], "owner");
    assert_eq!(ask(&token).send().await.status, 404);
}

#[tokio::test]
async fn tokens_act_within_their_scopes_and_never_make_tokens() {
    let server = TestServer::new();
    let make = |scopes: Value| json!({ "name": "sync", "scopes": scopes, "days": 30 });
    let made = server
        .post(Role::Owner, "/tokens", make(json!(["read"])))
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    let secret = made.json()["secret"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(secret.starts_with("clt_"));
    let list = server.get(Role::Owner, "/tokens").await;
    assert!(!list.text.contains(&secret), "shown once");
    let read = server
        .ask(Method::GET, "/users")
        .token(&secret)
        .send()
        .await;
    assert_eq!(read.status, 200);
    let write = server
        .ask(Method::POST, "/teams")
        .token(&secret)
        .json(&json!({ "name": "A" }))
        .send()
        .await;
    assert_eq!(
        (write.status.as_u16(), write.code().as_str()),
        (403, "policy.forbidden")
    );
    assert_eq!(write.json()["params"]["token_scope"], "admin");
    let all = make(json!(["read", "write", "export", "admin"]));
    let made = server.post(Role::Owner, "/tokens", all.clone()).await;
    let secret = made.json()["secret"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let again = server
        .ask(Method::POST, "/tokens")
        .token(&secret)
        .json(&all)
        .send()
        .await;
    assert_eq!(
        (again.status.as_u16(), again.code().as_str()),
        (403, "token.people_only")
    );
    let bad = server
        .post(Role::Owner, "/tokens", make(json!(["root"])))
        .await;
    assert_eq!(
        (bad.status.as_u16(), bad.field().as_str()),
        (422, "scopes/field.invalid")
    );
}

#[tokio::test]
async fn settings_are_changed_all_or_none() {
    let server = TestServer::new();
    let server = &server;
    let change = |body: Value| async move {
        server
            .ask(Method::PATCH, "/settings")
            .by(Role::Owner)
            .await
            .json(&body)
            .send()
            .await
    };
    let bad = change(json!({ "analysis.abc_a": 70, "session.idle": 1 })).await;
    assert_eq!(
        (bad.status.as_u16(), bad.field().as_str()),
        (422, "session.idle/setting.out_of_range")
    );
    assert_eq!(
        bad.json()["errors"][0]["params"],
        json!({ "min": 5, "max": 43200 })
    );
    let pair = change(json!({ "analysis.abc_a": 95 })).await;
    assert_eq!(pair.field(), "analysis.abc_a/setting.not_below");
    let value = |answer: &Answer, name: &str| {
        let items = answer.json()["items"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let found = items.into_iter().find(|item| item["name"] == name);
        found.map(|item| item["value"].clone())
    };
    let now = server.get(Role::Telemarketer, "/settings").await;
    assert_eq!(value(&now, "analysis.abc_a"), Some(json!(80)));
    let good = change(json!({ "analysis.abc_a": 70, "company.name": "Ромашка" })).await;
    assert_eq!(
        value(&good, "analysis.abc_a"),
        Some(json!(70)),
        "{}",
        good.text
    );
    let back = change(json!({ "analysis.abc_a": null })).await;
    assert_eq!(value(&back, "analysis.abc_a"), Some(json!(80)));
    assert_eq!(
        server.get(Role::Owner, "/session").await.json()["company"]["name"],
        "Ромашка"
    );
    let journal = server
        .get(Role::Owner, "/journal?entity=setting")
        .await
        .json();
    assert_eq!(journal["items"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn the_journal_shows_changes_in_pages_and_undoes_them() {
    let server = TestServer::new();
    for name in ["A", "B", "C"] {
        server
            .post(Role::Owner, "/teams", json!({ "name": name }))
            .await;
    }
    let first = server
        .get(Role::Owner, "/journal?entity=team&limit=2")
        .await
        .json();
    let next = first["next"].as_str().unwrap_or_default();
    let second = server
        .get(
            Role::Owner,
            &format!("/journal?entity=team&limit=2&cursor={next}"),
        )
        .await;
    let names = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().cloned().unwrap_or_default();
        let after = |item: &Value| {
            let changes = item["changes"].as_array().cloned().unwrap_or_default();
            let name = changes.into_iter().find(|change| change["field"] == "name");
            name.and_then(|change| change["after"].as_str().map(str::to_owned))
                .unwrap_or_default()
        };
        items.iter().map(after).collect()
    };
    assert_eq!(
        (names(&first), names(&second.json())),
        (vec!["C".into(), "B".into()], vec!["A".into()])
    );
    assert_eq!(second.json()["next"], Value::Null);
    let seq = first["items"][0]["seq"].clone();
    let undone = server
        .post(Role::Owner, &format!("/journal/{seq}/undo"), json!({}))
        .await;
    assert_eq!(undone.status, 200, "{}", undone.text);
    let again = server
        .post(Role::Owner, &format!("/journal/{seq}/undo"), json!({}))
        .await;
    assert_eq!(
        (again.status.as_u16(), again.code().as_str()),
        (409, "journal.already_undone")
    );
    let teams = server.get(Role::Owner, "/teams").await.json();
    assert_eq!(teams["items"].as_array().map(Vec::len), Some(2));
    // a seller sees their own lines only: that they signed in
    let own = server.get(Role::ActiveSeller, "/journal").await.json();
    let entities: Vec<_> = own["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|i| &i["entity"])
        .collect();
    assert_eq!(entities, ["session"]);
}
