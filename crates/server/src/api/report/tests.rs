use axum::http::StatusCode;
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::TestServer;

async fn add(server: &TestServer, role: Role, name: &str) -> String {
    let body = json!({ "name": name, "despite_duplicates": true });
    let answer = server.post(role, "/clients", body).await;
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn talk(server: &TestServer, role: Role, client: &str, more: Value) {
    let mut body = json!({ "kind": "call" });
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let path = format!("/clients/{client}/interactions");
    let made = server.post(role, &path, body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
}

async fn report(server: &TestServer, role: Role, query: &str) -> Value {
    let answer = server
        .get(role, &format!("/reports/contacts?{query}"))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

const WEEK: &str = "from=2026-02-16&to=2026-02-22";

/// Contacts of two days of a week before now.
async fn worked() -> (TestServer, String) {
    let server = TestServer::new();
    // One client stands for many: it does not rest here.
    let busy = json!({ "rest.days": 0 });
    server.patch(Role::Owner, "/settings", 1, busy).await;
    let client = add(&server, Role::Telemarketer, "Ромашка").await;
    for (at, effect, kind) in [
        ("2026-02-16T08:00:00Z", "effective", "call"),
        ("2026-02-16T09:00:00Z", "attempt", "call"),
        ("2026-02-16T09:30:00Z", "effective", "email"),
        ("2026-02-18T09:00:00Z", "effective", "call"),
        ("2026-02-23T09:00:00Z", "effective", "call"),
    ] {
        let more = json!({ "happened_at": at, "effect": effect, "kind": kind });
        talk(&server, Role::Telemarketer, &client, more).await;
    }
    (server, client)
}

#[tokio::test]
async fn r127_contacts_of_each_day_stand_against_the_plan_of_each_manager() {
    let (server, _) = worked().await;
    let caller = server.user(Role::Telemarketer);
    let path = "/reports/plan";
    let change = json!({ "user_id": caller, "contacts": { "1": 4, "3": 2, "2026-02-18": 1, "6": 3 }, "clients": { "white": 7 } });
    let refused = server
        .patch(Role::Telemarketer, path, 1, change.clone())
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let set = server.patch(Role::HeadOfSales, path, 1, change).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    let seen = report(&server, Role::Telemarketer, WEEK).await;
    let me = &seen["people"][0];
    let days: Vec<(i64, i64, i64)> = me["stretches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| {
            (
                day["planned"].as_i64().unwrap(),
                day["effective"].as_i64().unwrap(),
                day["attempts"].as_i64().unwrap(),
            )
        })
        .collect();
    let usual = domain::setting::PLAN_TELEMARKETER.default;
    assert_eq!(
        days,
        [
            (4, 2, 1),
            (usual, 0, 0),
            (1, 1, 0),
            (usual, 0, 0),
            (usual, 0, 0),
            (3, 0, 0),
            (0, 0, 0)
        ]
    );
    assert_eq!(
        (&me["planned"], &me["counted"]),
        (&json!(8 + 3 * usual), &json!(3))
    );
    assert_eq!(
        me["steps"],
        json!([{ "step": "white", "clients": 1, "planned": 7 }])
    );
    // Taken out of the plan the weekday holds again; what makes no sense is refused.
    let out = json!({ "user_id": caller, "contacts": { "2026-02-18": null } });
    let set = server.patch(Role::HeadOfSales, path, 1, out).await.json();
    assert!(!set.to_string().contains("2026-02-18"), "{set}");
    let seen = report(&server, Role::Telemarketer, WEEK).await;
    assert_eq!(seen["people"][0]["stretches"][2]["planned"], 2);
    for (body, code) in [
        (
            json!({ "user_id": caller, "contacts": { "8": 1 } }),
            "at/plan.place",
        ),
        (
            json!({ "user_id": caller, "clients": { "1": 1 } }),
            "at/plan.place",
        ),
        (
            json!({ "user_id": caller, "contacts": { "1": -1 } }),
            "amount/plan.amount",
        ),
    ] {
        assert_eq!(server.patch(Role::Owner, path, 1, body).await.field(), code);
    }
    let lines = server
        .get(Role::Owner, "/journal?entity=work_plan")
        .await
        .json();
    assert_eq!(lines["items"].as_array().unwrap().len(), 2, "{lines}");
}

#[tokio::test]
async fn r268_the_main_report_tells_contacts_by_day_and_week_and_clients_by_step() {
    let (server, client) = worked().await;
    let caller = server.user(Role::Telemarketer);
    for (title, day, state) in [
        ("a", "2026-02-17", "done"),
        ("b", "2026-02-17", "open"),
        ("c", "2026-02-20", "cancelled"),
    ] {
        let body =
            json!({ "title": title, "due_day": day, "client_id": client, "kind": "promise" });
        let made = server.post(Role::Telemarketer, "/tasks", body).await;
        let at = made.header("location").to_owned();
        server
            .patch(Role::Telemarketer, &at, 1, json!({ "state": state }))
            .await;
    }
    let seen = report(&server, Role::Owner, &format!("{WEEK}&whose=all")).await;
    assert_eq!(seen["periods"].as_array().unwrap().len(), 7);
    let people = seen["people"].as_array().unwrap();
    let one = people
        .iter()
        .find(|one| one["user"]["id"] == json!(caller))
        .unwrap();
    assert_eq!(one["contacts"], json!({ "effective": 3, "attempts": 1 }));
    assert_eq!(
        one["kinds"],
        json!([
        { "kind": "call", "effective": 2, "attempts": 1 }, { "kind": "email", "effective": 1, "attempts": 0 }])
    );
    assert_eq!(
        (&one["tasks_overdue"], &one["promises_overdue"]),
        (&json!(1), &json!(1))
    );
    let weeks = report(
        &server,
        Role::Owner,
        "from=2026-02-16&to=2026-03-01&by=week&whose=all",
    )
    .await;
    let one = weeks["people"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["user"]["id"] == json!(caller))
        .unwrap()
        .clone();
    assert_eq!(one["stretches"].as_array().unwrap().len(), 2);
    assert_eq!(one["stretches"][0]["effective"], 3);
    assert_eq!(one["stretches"][1]["effective"], 1);
    // Others of one's rank are not seen, neither their contacts.
    let foreign = report(&server, Role::ActiveSeller, &format!("{WEEK}&whose=all")).await;
    let names: Vec<&Value> = foreign["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["user"]["id"])
        .collect();
    assert_eq!(names, [&json!(server.user(Role::ActiveSeller))]);
    let behind = format!("/reports/contacts/behind?user_id={caller}&{WEEK}");
    let hidden = server.get(Role::ActiveSeller, &behind).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    // What stands behind a number, page by page.
    let page = server
        .get(Role::HeadOfSales, &format!("{behind}&kind=call&limit=2"))
        .await
        .json();
    let effects = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap();
        items
            .iter()
            .map(|one| one["effect"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(effects(&page), ["effective", "attempt"]);
    assert_eq!(page["items"][0]["client"]["name"], "Ромашка");
    let next = page["next"].as_str().unwrap();
    let rest = server
        .get(
            Role::HeadOfSales,
            &format!("{behind}&kind=call&limit=2&cursor={next}"),
        )
        .await
        .json();
    assert_eq!(
        (effects(&rest), &rest["next"]),
        (vec!["effective".to_owned()], &Value::Null)
    );
    let tried = server
        .get(Role::HeadOfSales, &format!("{behind}&effect=attempt"))
        .await
        .json();
    assert_eq!(effects(&tried), ["attempt"]);
    // As a file, by right.
    let file = format!("/reports/contacts/file?format=csv&{WEEK}&whose=all");
    assert_eq!(
        server.get(Role::Telemarketer, &file).await.status,
        StatusCode::FORBIDDEN
    );
    let csv = server.get(Role::Owner, &file).await;
    assert!(
        csv.text.contains("contacts_planned") && csv.text.contains("2026-02-16"),
        "{}",
        csv.text
    );
    for wrong in [
        "from=2026-02-22&to=2026-02-16",
        "from=2026-01-01&to=2026-12-31",
        "from=2024-01-01&to=2026-01-01&by=week",
    ] {
        let refused = server
            .get(Role::Owner, &format!("/reports/contacts?{wrong}"))
            .await;
        assert_eq!(refused.field(), "to/report.range", "{wrong}");
    }
}

#[tokio::test]
async fn r217_noted_minutes_tell_the_time_for_winning_and_for_developing() {
    let server = TestServer::new();
    let client = add(&server, Role::ClientManager, "Ромашка").await;
    let at = "2026-02-16T08:00:00Z";
    for more in [
        json!({ "happened_at": at, "minutes": 30 }),
        json!({ "happened_at": at, "minutes": 15, "purpose": "development" }),
        json!({ "happened_at": at }),
    ] {
        talk(&server, Role::ClientManager, &client, more).await;
    }
    let seen = report(&server, Role::ClientManager, WEEK).await;
    let me = &seen["people"][0];
    assert_eq!(
        (&me["minutes_acquisition"], &me["minutes_development"]),
        (&json!(30), &json!(15))
    );
    let now = json!({ "relation": "current" });
    let changed = server
        .patch(Role::ClientManager, &format!("/clients/{client}"), 1, now)
        .await;
    assert!(changed.status.is_success(), "{}", changed.text);
    let seen = report(&server, Role::ClientManager, WEEK).await;
    let me = &seen["people"][0];
    assert_eq!(
        (&me["minutes_acquisition"], &me["minutes_development"]),
        (&json!(0), &json!(45))
    );
    let path = format!("/clients/{client}/interactions");
    let long = json!({ "kind": "call", "minutes": 1441 });
    let refused = server.post(Role::ClientManager, &path, long).await;
    assert_eq!(refused.field(), "minutes/interaction.minutes");
}

#[tokio::test]
async fn r271_adoption_is_the_share_of_the_functions_each_employee_used() {
    let (server, client) = worked().await;
    server
        .post(
            Role::Telemarketer,
            "/tasks",
            json!({ "title": "x", "client_id": client }),
        )
        .await;
    let path = "/reports/adoption?from=2026-02-16&to=2026-03-31&whose=all";
    let seen = server.get(Role::Owner, path).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
    let seen = seen.json();
    assert_eq!(seen["low"], 10);
    let of = |role: Role| {
        let id = json!(server.user(role));
        let people = seen["people"].as_array().unwrap();
        people
            .iter()
            .find(|one| one["user"]["id"] == id)
            .unwrap()
            .clone()
    };
    let caller = of(Role::Telemarketer);
    assert_eq!(caller["used"], json!(["client", "interaction", "task"]));
    let open = caller["open"].as_array().unwrap();
    assert!(
        !open.contains(&json!("payment")) && open.contains(&json!("lead")),
        "{caller}"
    );
    let share = 3 * 10_000 / open.len() as i64;
    assert_eq!(
        (&caller["share"], &caller["low"]),
        (&json!(share), &json!(share <= 1_000))
    );
    let idle = of(Role::ClientManager);
    assert_eq!(
        (&idle["used"], &idle["share"], &idle["low"]),
        (&json!([]), &json!(0), &json!(true))
    );
    let before = server
        .get(
            Role::Owner,
            "/reports/adoption?from=2020-01-01&to=2020-12-31&whose=all",
        )
        .await
        .json();
    assert!(
        before["people"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["used"] == json!([]))
    );
    let own = server.get(Role::ActiveSeller, path).await.json();
    assert_eq!(own["people"].as_array().unwrap().len(), 1);
}
