use axum::http::Method;
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::TestServer;

async fn client(server: &TestServer, name: &str) -> String {
    let body = json!({ "name": name, "despite_duplicates": true });
    let made = server.post(Role::Owner, "/clients", body).await;
    made.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn r250_a_case_is_opened_worked_on_closed_and_taken_out() {
    let server = TestServer::new();
    let id = client(&server, "Ромашка").await;
    let at = format!("/clients/{id}/winbacks");
    let body = json!({ "reason": "service", "note": "жалоба на доставку" });
    let made = server.post(Role::Owner, &at, body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let case = made.json();
    let state = |case: &Value| json!([case["next"], case["outcome"], case["overdue"]]);
    assert_eq!(state(&case), json!(["lunch", "open", false]));
    let case_at = format!("/winbacks/{}", case["id"].as_str().unwrap());
    assert!(made.header("location").ends_with(&case_at));
    let body = json!({ "take": { "step": "lunch", "note": "говорили два часа" } });
    let taken = server.patch(Role::Owner, &case_at, 1, body).await;
    assert_eq!(taken.status, 200, "{}", taken.text);
    assert_eq!(taken.json()["next"], "visit");
    assert_eq!(taken.json()["steps"][0]["note"], "говорили два часа");
    let body = json!({ "outcome": "returned" });
    let closed = server.patch(Role::Owner, &case_at, 2, body).await;
    assert_eq!(state(&closed.json()), json!([null, "returned", false]));
    let open = server.get(Role::Owner, "/winbacks").await.json();
    assert_eq!((&open["items"], &open["total"]), (&json!([]), &json!(0)));
    let all = server.get(Role::Owner, "/winbacks?all=true").await.json();
    assert_eq!(all["items"][0]["client"]["name"], "Ромашка");
    let file = server
        .get(Role::Owner, "/winbacks/export?format=csv&all=true")
        .await;
    assert!(file.header("content-disposition").contains("winback.csv"));
    assert!(file.text.contains("Ромашка") && file.text.contains("returned"));
    let wrong = server.get(Role::Owner, "/winbacks/export?format=vcf").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(server.delete(Role::Owner, &case_at, 3).await.status, 204);
}

#[tokio::test]
async fn r250_what_a_case_does_not_know_is_refused_with_its_field() {
    let server = TestServer::new();
    let id = client(&server, "Alpha").await;
    let at = format!("/clients/{id}/winbacks");
    for (body, field) in [
        (json!({ "reason": "weather" }), "reason/code.unknown"),
        (json!({ "outcome": "maybe" }), "outcome/code.unknown"),
        (
            json!({ "take": { "step": "dinner" } }),
            "take.step/code.unknown",
        ),
        (
            json!({ "take": { "step": "visit" } }),
            "take.step/winback.order",
        ),
        (
            json!({ "take": { "step": "lunch", "day": "2999-01-01" } }),
            "take.day/winback.day",
        ),
        (json!({ "take_back": "lunch" }), "take_back/winback.last"),
        (json!({ "note": "x".repeat(2_001) }), "note/text.too_long"),
    ] {
        let refused = server.post(Role::Owner, &at, body.clone()).await;
        assert_eq!(
            (refused.status.as_u16(), refused.field()),
            (422, field.to_owned()),
            "{body}"
        );
    }
    let made = server.post(Role::Owner, &at, json!({})).await;
    let case = format!("/winbacks/{}", made.json()["id"].as_str().unwrap());
    let unversioned = server.ask(Method::DELETE, &case).by(Role::Owner).await;
    assert_eq!(unversioned.send().await.status, 428);
}
