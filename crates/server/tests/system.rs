//! The installation and its background work over HTTP.

use domain::policy::Role;
use serde_json::json;
use server::testing::TestServer;

#[tokio::test]
async fn the_state_of_the_installation_is_for_those_who_run_it() {
    let server = TestServer::new();
    let answer = server.get(Role::Administrator, "/system").await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let system = answer.json();
    assert_eq!(system["database"]["engine"], "sqlite");
    assert_eq!(system["database"]["clients"], 0);
    assert_eq!(system["integrity"], json!(null));
    for role in [Role::HeadOfSales, Role::ActiveSeller, Role::DataSteward] {
        assert_eq!(server.get(role, "/system").await.status, 403);
        let refused = server.post(role, "/system/backup", json!({})).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (403, "policy.forbidden".to_owned())
        );
    }
    let queued = server.get(Role::Owner, "/jobs").await.json();
    assert_eq!(
        queued["items"],
        json!([]),
        "a refused request queues nothing"
    );
}

#[tokio::test]
async fn a_backup_is_queued_seen_and_called_off() {
    let server = TestServer::new();
    let queued = server.post(Role::Owner, "/system/backup", json!({})).await;
    assert_eq!(queued.status, 202, "{}", queued.text);
    let place = queued.header("location").to_owned();
    let job = server.get(Role::Owner, &place).await.json();
    assert_eq!(
        (&job["kind"], &job["state"]),
        (&json!("backup"), &json!("queued"))
    );
    assert_eq!(job["id"], queued.json()["job_id"]);
    assert!(job["started_by"]["name"].is_string());
    assert_eq!(server.get(Role::ActiveSeller, &place).await.status, 404);
    let cancel = format!("{place}/cancel");
    assert_eq!(
        server
            .post(Role::ActiveSeller, &cancel, json!({}))
            .await
            .status,
        404
    );
    assert_eq!(
        server.get(Role::Owner, &place).await.json()["state"],
        "queued"
    );
    let ended = server.post(Role::Owner, &cancel, json!({})).await;
    assert_eq!(ended.json()["state"], "cancelled");
    let again = server.post(Role::Owner, &cancel, json!({})).await;
    assert_eq!(
        (again.status.as_u16(), again.code()),
        (409, "job.ended".to_owned())
    );
    let list = server
        .get(Role::Administrator, "/jobs?limit=1")
        .await
        .json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
}
