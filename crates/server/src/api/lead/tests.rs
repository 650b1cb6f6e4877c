use super::*;
use crate::testing::TestServer;
use axum::http::Method;
use domain::policy::Role;
use serde_json::json;

#[tokio::test]
async fn r075_a_letter_is_handed_on_with_a_token_and_taken() {
    let server = TestServer::new();
    let raw =
        "Message-ID: <1@x>\r\nFrom: Ana <ana@firma.example>\r\nSubject: Price\r\n\r\nHow much?\r\n";
    let token = json!({ "name": "mail", "scopes": ["read", "write"], "days": 9 });
    let token = server
        .post(Role::DataSteward, "/tokens", token)
        .await
        .json();
    let send = || {
        let ask = server.ask(Method::POST, "/leads/mail");
        ask.token(token["secret"].as_str().unwrap())
            .bytes("message/rfc822", raw)
            .send()
    };
    let made = send().await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    assert_eq!(made.json()["guessed"], json!(["company"]));
    assert_eq!(send().await.json()["repeated"], true);
    let empty = server
        .ask(Method::POST, "/leads/mail")
        .by(Role::Owner)
        .await;
    assert_eq!(
        empty.bytes("message/rfc822", "x").send().await.code(),
        "lead.not_a_letter"
    );
    let path = format!("/leads/{}", made.json()["id"].as_str().unwrap());
    let card = server.get(Role::ActiveSeller, &path).await.json();
    assert_eq!(
        (&card["email"], &card["raw"], &card["masked"]),
        (&json!("a•••@•••.example"), &json!(null), &json!(true))
    );
    let take = server
        .ask(Method::POST, &format!("{path}/take"))
        .by(Role::ActiveSeller)
        .await;
    let phone = json!({ "phone": "nonsense" });
    let refused = take.version(1).json(&phone).send().await;
    assert_eq!(refused.field(), "phone/channel.not_a_phone");
    let take = server
        .ask(Method::POST, &format!("{path}/take"))
        .by(Role::ActiveSeller)
        .await;
    let taken = take
        .version(1)
        .json(&json!({ "company": "Firma", "temperature": "warm" }))
        .send()
        .await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
    assert_eq!(taken.json()["client"]["name"], "Firma");
    let again = server
        .ask(Method::POST, &format!("{path}/take"))
        .by(Role::ActiveSeller)
        .await;
    assert_eq!(
        again.version(2).json(&json!({})).send().await.code(),
        "lead.decided"
    );
    let undo = format!("/journal/{}/undo", taken.json()["seq"]);
    let undone = server.post(Role::ActiveSeller, &undo, json!({})).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text);
    let waiting = server
        .post(
            Role::ActiveSeller,
            "/leads/query",
            json!({ "state": "new", "limit": 1 }),
        )
        .await;
    assert_eq!(waiting.json()["total"], 1);
}
