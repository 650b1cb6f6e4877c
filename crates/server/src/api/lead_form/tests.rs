use super::*;
use crate::testing::{Answer, Ask, TestServer};
use axum::http::Method;
use domain::policy::Role;
use serde_json::json;

const SITE: &str = "https://shop.example.com";
const FORM: &str = "application/x-www-form-urlencoded";

async fn key(server: &TestServer, more: Value) -> String {
    let mut body = json!({ "name": "Shop", "sites": [SITE] });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    let made = server.post(Role::Administrator, "/lead-forms", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["key"].as_str().unwrap().to_owned()
}

fn door<'s>(server: &'s TestServer, method: Method, key: &str) -> Ask<'s> {
    let ask = server.ask(method, &format!("/intake/{key}"));
    ask.header("origin", SITE)
        .header("sec-fetch-site", "cross-site")
}

async fn leads(server: &TestServer) -> Vec<Value> {
    let answer = server.post(Role::Owner, "/leads/query", json!({})).await;
    answer.json()["items"].as_array().unwrap().clone()
}

fn allowed(answer: &Answer) -> &str {
    answer.header("access-control-allow-origin")
}

#[tokio::test]
async fn r074_a_page_of_a_listed_site_sends_json_or_a_form() {
    let server = TestServer::new();
    let key = key(&server, json!({})).await;
    let asked = door(&server, Method::OPTIONS, &key).send().await;
    assert_eq!(asked.status, StatusCode::NO_CONTENT);
    assert_eq!(allowed(&asked), SITE);
    assert_eq!(asked.header("access-control-allow-headers"), "content-type");
    let body = json!({ "person": "Ana", "phone": "070 123 456", "size": [40, 41], "vip": true });
    let sent = door(&server, Method::POST, &key).json(&body).send().await;
    assert_eq!(
        (sent.status, sent.text.as_str()),
        (StatusCode::OK, "{\"received\":true}")
    );
    assert_eq!(
        (allowed(&sent), sent.header("vary").contains("origin")),
        (SITE, true)
    );
    assert_eq!(sent.header("access-control-allow-credentials"), "");
    let fields = "name=%D0%90%D0%BD%D0%B0&email=ana%40shop.example&message=%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    let sent = door(&server, Method::POST, &key)
        .bytes(FORM, fields)
        .send()
        .await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let leads = leads(&server).await;
    assert_eq!(leads.len(), 2);
    let text = json!(leads).to_string();
    assert!(
        text.contains("Ана") && text.contains("<script>alert(1)"),
        "{text}"
    );
    let program = leads.iter().find(|lead| lead["person"] == "Ana").unwrap();
    let card = format!("/leads/{}", program["id"].as_str().unwrap());
    let raw = server.get(Role::Owner, &card).await.json()["raw"].clone();
    assert!(raw.as_str().unwrap().contains("size: 40, 41"), "{raw}");
}

/// A form with a field for files is sent in parts: of a file the inbox keeps the name.
#[tokio::test]
async fn r074_a_form_in_parts_is_read_and_its_files_are_kept_as_names() {
    let server = TestServer::new();
    let key = key(&server, json!({})).await;
    let part = |head: &str, value: &str| {
        format!("--Xy\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n")
    };
    let file = "name=\"file\"; filename=\"plan; 1.pdf\"\r\nContent-Type: application/pdf";
    let body = part("name=\"name\"", "Анна")
        + &part("name=\"email\"", "ana@shop.example")
        + &part(file, "%PDF\0secret\r\n-- no end")
        + &part("filename=\"nameless\"", "x")
        + &part("name=\"message\"", "one\r\n\r\ntwo")
        + "--Xy--\r\n";
    let sent = door(&server, Method::POST, &key)
        .bytes("multipart/form-data; boundary=\"Xy\"", body)
        .send()
        .await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let leads = leads(&server).await;
    assert_eq!(leads[0]["person"], "Анна");
    assert_eq!(leads[0]["email"], "ana@shop.example");
    let card = format!("/leads/{}", leads[0]["id"].as_str().unwrap());
    let raw = server.get(Role::Owner, &card).await.json()["raw"].clone();
    let raw = raw.as_str().unwrap();
    assert!(raw.contains("file: plan; 1.pdf"), "{raw}");
    assert!(
        !raw.contains("secret") && !raw.contains("nameless"),
        "{raw}"
    );
}

#[tokio::test]
async fn r074_nobody_else_sends_and_nothing_is_told() {
    let server = TestServer::new();
    let key = key(&server, json!({})).await;
    let known = json!({ "name": "Ana", "channels": [{ "kind": "phone", "value": "070 123 456" }] });
    server.post(Role::Owner, "/clients", known).await;
    let body = json!({ "phone": "070 123 456" });
    let told = door(&server, Method::POST, &key).json(&body).send().await;
    let other = json!({ "phone": "070 999 999" });
    let untold = door(&server, Method::POST, &key).json(&other).send().await;
    assert_eq!((told.status, &told.text), (untold.status, &untold.text));
    for origin in [
        "https://evil.test",
        "null",
        "https://shop.example.com.evil.test",
    ] {
        for method in [Method::POST, Method::OPTIONS] {
            let ask = door(&server, method, &key).header("origin", origin);
            let answer = ask.json(&body).send().await;
            assert_eq!(answer.code(), "lead_form.foreign_site");
            assert_eq!(allowed(&answer), "");
        }
    }
    let guessed = door(&server, Method::POST, "guess")
        .json(&body)
        .send()
        .await;
    assert_eq!(guessed.status, StatusCode::NOT_FOUND);
    let program = server.ask(Method::POST, &format!("/intake/{key}"));
    let program = program.json(&json!({ "email": "a@b.mk" })).send().await;
    assert_eq!(program.status, StatusCode::OK, "no browser, no origin");
    // Nothing else of the API is open to other sites.
    let login = server.ask(Method::POST, "/login").header("origin", SITE);
    assert_eq!(login.json(&json!({})).send().await.code(), "csrf.refused");
}

#[tokio::test]
async fn r074_bodies_have_a_kind_and_a_size() {
    let server = TestServer::new();
    let key = key(&server, json!({})).await;
    let send = |kind: &'static str, body: Vec<u8>| {
        let ask = door(&server, Method::POST, &key).bytes(kind, body);
        async move { ask.send().await.code() }
    };
    let json = "application/json";
    assert_eq!(
        send("text/plain", b"person=Ana".to_vec()).await,
        "lead_form.kind"
    );
    assert_eq!(
        send("multipart/form-data", b"--x--".to_vec()).await,
        "lead_form.unreadable"
    );
    let parted = "multipart/form-data; boundary=x";
    assert_eq!(
        send(parted, b"person=Ana".to_vec()).await,
        "lead_form.unreadable"
    );
    let part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
    assert_eq!(
        send(parted, (part.repeat(61) + "--x--\r\n").into_bytes()).await,
        "fields.invalid"
    );
    assert_eq!(send(json, b"[]".to_vec()).await, "lead_form.unreadable");
    assert_eq!(send(json, b"{".to_vec()).await, "lead_form.unreadable");
    assert_eq!(
        send(FORM, vec![b'x'; (64 << 10) + 1]).await,
        "body.too_large"
    );
    assert_eq!(send(FORM, b"a=1&".repeat(61)).await, "fields.invalid");
    assert_eq!(
        send(FORM, b"message=x".to_vec()).await,
        "fields.invalid",
        "no way to answer"
    );
    assert!(leads(&server).await.is_empty());
}

#[tokio::test]
async fn r074_a_browser_without_a_script_is_sent_on() {
    let server = TestServer::new();
    let thanks = json!({ "language": "mk", "thanks_url": "https://shop.example.com/thanks?x=1" });
    let own = key(&server, json!({ "name": "Own", "language": "ru" })).await;
    let site = key(&server, thanks).await;
    let send = |key: &str, body: &'static str| {
        let ask = door(&server, Method::POST, key).header("accept", "text/html,*/*");
        let ask = ask.bytes(FORM, body);
        async move {
            let answer = ask.send().await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            answer.header("location").to_owned()
        }
    };
    assert_eq!(
        send(&site, "phone=070123456").await,
        "https://shop.example.com/thanks?x=1"
    );
    assert_eq!(send(&own, "phone=070123456").await, "/thanks#ru");
    assert_eq!(send(&own, "name=x").await, "/thanks#ru,lead_form.contact");
    let setting = json!({ "lead.form_per_address": 1 });
    let ask = server.ask(Method::PATCH, "/settings").by(Role::Owner).await;
    ask.json(&setting).send().await;
    assert_eq!(
        send(&own, "phone=070123457").await,
        "/thanks#ru,lead_form.too_many"
    );
    let plain = door(&server, Method::POST, &own).bytes(FORM, "phone=070123458");
    let plain = plain.send().await;
    assert_eq!(plain.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        (plain.header("retry-after"), allowed(&plain)),
        ("3600", SITE)
    );
}

#[tokio::test]
async fn r074_forms_are_kept_by_those_who_may_and_undone() {
    let server = TestServer::new();
    let source = json!({ "name": "Site", "kind": "own_site" });
    let source = server.post(Role::Owner, "/sources", source).await.json()["id"].clone();
    let body = json!({ "name": "Shop", "source_id": source, "consent": "I agree" });
    let refused = server
        .post(Role::ActiveSeller, "/lead-forms", body.clone())
        .await;
    assert_eq!(refused.code(), "policy.forbidden");
    let made = server
        .post(Role::Administrator, "/lead-forms", body)
        .await
        .json();
    let path = format!("/lead-forms/{}", made["id"].as_str().unwrap());
    let listed = server.get(Role::Administrator, "/lead-forms").await.json();
    assert_eq!(
        listed["sources"][0]["name"], "Site",
        "who sees no clients names the source"
    );
    let bad = json!({ "sites": ["example.com"] });
    let bad = server.patch(Role::Administrator, &path, 1, bad).await;
    assert_eq!(bad.field(), "sites/lead_form.site");
    let key = server
        .ask(Method::POST, &format!("{path}/key"))
        .by(Role::Owner)
        .await;
    let renewed = key.version(1).send().await.json();
    assert_ne!(renewed["key"], made["key"]);
    let gone = server.delete(Role::Administrator, &path, 2).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let lines = server
        .get(Role::Administrator, "/journal?entity=lead_form")
        .await
        .json();
    let line = &lines["items"][0];
    assert_eq!(line["action"], "delete");
    let undo = format!("/journal/{}/undo", line["seq"]);
    let undone = server.post(Role::Administrator, &undo, json!({})).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text);
    let listed = server.get(Role::Owner, "/lead-forms").await.json();
    assert_eq!(listed["items"][0]["key"], renewed["key"]);
    assert!(!lines.to_string().contains(renewed["key"].as_str().unwrap()));
}
