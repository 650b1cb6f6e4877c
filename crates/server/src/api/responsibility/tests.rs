use domain::policy::Role;
use serde_json::json;

use crate::testing::TestServer;

async fn client(server: &TestServer, name: &str) -> String {
    let body = json!({ "name": name, "relation": "current", "despite_duplicates": true });
    let made = server.post(Role::Owner, "/clients", body).await;
    made.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn r199_one_key_client_too_many_is_refused_with_the_rule_and_who_can_change_it() {
    let server = TestServer::new();
    let manager = server.user(Role::ClientManager);
    for number in 1..=4 {
        let id = client(&server, &format!("Ключ {number}")).await;
        let mark = json!({ "attribute": "fame", "note": "Знают все" });
        let at = format!("/clients/{id}/key-marks");
        assert_eq!(server.post(Role::Owner, &at, mark).await.status, 201);
        let body = json!({ "manager_id": manager });
        let given = server
            .patch(Role::Owner, &format!("/clients/{id}"), 1, body)
            .await;
        if number < 4 {
            assert_eq!(given.status, 200, "{}", given.text);
            continue;
        }
        assert_eq!(
            (given.status.as_u16(), given.code()),
            (409, "key.limit".to_owned())
        );
        let told = given.json()["params"].clone();
        assert_eq!((&told["held"], &told["most"]), (&json!(3), &json!(3)));
        assert_eq!(told["setting"], "client.key_per_manager");
        assert_eq!(told["roles"], json!(["owner", "administrator"]));
    }
}

#[tokio::test]
async fn r197_a_cell_comes_and_goes_and_the_client_says_who() {
    let server = TestServer::new();
    let id = client(&server, "Ромашка").await;
    let mode = json!({ "responsibility.mode": "separate" });
    let set = server.patch(Role::Owner, "/settings", 0, mode).await;
    assert_eq!(set.status, 200, "{}", set.text);
    let manager = server.user(Role::ClientManager);
    let body = json!({ "user_id": manager, "function": "development", "clients": "all" });
    let made = server
        .post(Role::HeadOfSales, "/responsibility", body.clone())
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    let again = server
        .post(Role::HeadOfSales, "/responsibility", body)
        .await;
    assert_eq!(again.status, 422);
    let told = server
        .get(
            Role::ClientManager,
            &format!("/clients/{id}/responsibility"),
        )
        .await;
    assert_eq!(told.status, 200, "{}", told.text);
    let answers = told.json()["answers"].clone();
    assert_eq!(answers[0]["ground"], "nobody");
    assert_eq!(answers[1]["users"][0]["user_id"], json!(manager));
    let report = server
        .get(Role::Owner, "/responsibility/report")
        .await
        .json();
    assert_eq!(
        (&report["holes"], &report["overlaps"]),
        (&json!(1), &json!(0))
    );
    let cell = format!("/responsibility/{}", made.json()["id"].as_str().unwrap());
    assert_eq!(server.delete(Role::HeadOfSales, &cell, 1).await.status, 204);
    let hidden = server
        .get(
            Role::ClientManager,
            &format!("/clients/{id}/responsibility"),
        )
        .await;
    assert_eq!(hidden.status, 404);
    for body in [
        json!({ "user_id": manager, "function": "care", "clients": "all" }),
        json!({ "user_id": manager, "function": "retention", "clients": "some" }),
        json!({ "user_id": manager, "function": "retention", "clients": "all", "until_day": "2001-01-01" }),
    ] {
        let refused = server.post(Role::Owner, "/responsibility", body).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
    }
}
