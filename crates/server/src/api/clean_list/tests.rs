//! Cleaned lists over HTTP: checked, released, taken as a set, withdrawn.

use axum::http::StatusCode;
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::TestServer;

async fn add(server: &TestServer, name: &str, phone: Option<&str>) -> String {
    let channels: Vec<Value> = phone
        .into_iter()
        .map(|phone| json!({ "kind": "phone", "value": phone }))
        .collect();
    let body = json!({ "name": name, "tax_country": "RU", "channels": channels,
        "despite_duplicates": true });
    let answer = server.post(Role::Owner, "/clients", body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn r111_a_list_is_checked_released_used_and_withdrawn() {
    let server = TestServer::new();
    let mut settings = json!({});
    settings["clean_list.checked"] = json!("off");
    let set = server.patch(Role::Owner, "/settings", 1, settings).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    let good = add(&server, "Ромашка", Some("+7 495 123-45-67")).await;
    let twin = add(&server, "Ромашка", Some("+7 495 123-45-67")).await;
    let bare = add(&server, "Лютик", None).await;
    let clients = json!({ "ids": [good, twin, bare] });

    let check = json!({ "clients": clients });
    let checked = server
        .post(Role::DataSteward, "/clean-lists/check", check.clone())
        .await;
    assert_eq!(checked.status, StatusCode::OK, "{}", checked.text);
    let tally = checked.json()["tally"].clone();
    assert_eq!(
        (&tally["clients"], &tally["released"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(
        tally["reasons"],
        json!([{ "reason": "no_phone", "clients": 1 }, { "reason": "twin", "clients": 1 }])
    );
    let refused = server
        .post(Role::ClientManager, "/clean-lists/check", check)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let body = json!({ "name": "Выставка", "clients": clients });
    let made = server.post(Role::DataSteward, "/clean-lists", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let at = made.header("location").replace("/api/v1", "");
    let made = made.json();
    assert_eq!((&made["number"], &made["released"]), (&json!(1), &json!(1)));
    let rows = server
        .post(
            Role::Owner,
            &format!("{at}/clients"),
            json!({ "outcome": "twin" }),
        )
        .await
        .json();
    let row = &rows["items"][0];
    let both = [&row["id"], &row["same_as"]["id"]];
    assert!(both.contains(&&json!(good)) && both.contains(&&json!(twin)));
    let masked = server.get(Role::Telemarketer, &at).await;
    assert_eq!(
        masked.status,
        StatusCode::NOT_FOUND,
        "being on it tells of a phone"
    );

    let file = server
        .post(
            Role::Owner,
            &format!("{at}/export"),
            json!({ "format": "csv" }),
        )
        .await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text);
    assert!(file.text.contains("left_out,no_phone"), "{}", file.text);

    let taken = json!({ "name": "В работу", "clients": { "clean_list_id": made["id"] } });
    let selection = server.post(Role::Owner, "/selections", taken.clone()).await;
    assert_eq!(selection.json()["clients"], 1, "{}", selection.text);

    let withdraw = format!("{at}/withdraw");
    let empty = server
        .post(Role::Owner, &withdraw, json!({ "reason": " " }))
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reason = json!({ "reason": "Куплен у конкурентов" });
    let gone = server.post(Role::Owner, &withdraw, reason.clone()).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
    let again = server.post(Role::Owner, &withdraw, reason).await;
    assert_eq!(again.json()["code"], "clean_list.withdrawn");
    let refused = server.post(Role::Owner, "/selections", taken).await;
    assert_eq!(refused.json()["errors"][0]["code"], "clean_list.withdrawn");
    let kept = server.get(Role::Owner, &at).await.json();
    assert_eq!(kept["withdrawal"]["reason"], "Куплен у конкурентов");
    assert_eq!(
        kept["tally"]["released"], 1,
        "the list stays as it was released"
    );
}
