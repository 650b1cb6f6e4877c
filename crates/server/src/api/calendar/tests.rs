use axum::http::{Method, StatusCode};
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::{Answer, TestServer};

async fn add(server: &TestServer, role: Role, name: &str) -> String {
    let body = json!({ "name": name, "despite_duplicates": true });
    let answer = server.post(role, "/clients", body).await;
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn meeting(assignee: impl serde::Serialize, client: &str, time: &str, minutes: i64) -> Value {
    json!({ "title": "Встреча", "kind": "meeting", "due_day": "2026-03-02", "time": time,
        "minutes": minutes, "assignee_id": assignee, "client_id": client })
}

async fn calendar(server: &TestServer, role: Role, query: &str) -> Value {
    let path = format!("/calendar?from=2026-03-01&to=2026-03-07{query}");
    let answer = server.get(role, &path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

fn free(answer: &Answer) -> Value {
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (StatusCode::CONFLICT, "task.time_taken"),
        "{}",
        answer.text
    );
    answer.json()["params"]["free"].clone()
}

#[tokio::test]
async fn r181_a_telemarketer_books_a_meeting_in_the_free_time_of_a_seller() {
    let server = TestServer::new();
    let client = add(&server, Role::Telemarketer, "Ромашка").await;
    let seller = server.user(Role::ActiveSeller);
    let book = |time: &'static str, minutes: i64| meeting(seller, &client, time, minutes);
    let made = server
        .post(Role::Telemarketer, "/tasks", book("14:00", 60))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let at = made.header("location").to_owned();
    // Nobody's work is given so: only a meeting, and it stays one.
    let work = json!({ "title": "x", "assignee_id": seller });
    let refused = server.post(Role::Telemarketer, "/tasks", work).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let kind = json!({ "kind": "general" });
    let refused = server.patch(Role::Telemarketer, &at, 1, kind).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let taken = server
        .post(Role::Telemarketer, "/tasks", book("14:30", 60))
        .await;
    assert_eq!(free(&taken), json!(["09:00–14:00", "15:00–18:00"]));
    let again = server
        .post(
            Role::HeadOfSales,
            "/tasks",
            meeting(seller, &client, "13:30", 60),
        )
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT, "the head asks too");
    let beside = server
        .post(Role::Telemarketer, "/tasks", book("15:00", 30))
        .await;
    assert_eq!(beside.status, StatusCode::CREATED, "{}", beside.text);
    // Moved onto the other: refused; elsewhere: done. Cancelled ones give their time back.
    let onto = json!({ "time": "15:15" });
    let taken = server.patch(Role::Telemarketer, &at, 1, onto).await;
    assert_eq!(free(&taken), json!(["09:00–15:00", "15:30–18:00"]));
    let moved = server
        .patch(Role::Telemarketer, &at, 1, json!({ "time": "10:00" }))
        .await;
    assert_eq!(
        (&moved.json()["time"], &moved.json()["minutes"]),
        (&json!("10:00"), &json!(60))
    );

    // Undone while the old time is taken: refused; then free again: done.
    let seq = server
        .get(Role::Telemarketer, "/journal?entity=task&limit=1")
        .await;
    let undo = format!("/journal/{}/undo", seq.json()["items"][0]["seq"]);
    let other = server
        .post(Role::Telemarketer, "/tasks", book("14:00", 60))
        .await;
    let refused = server.post(Role::Telemarketer, &undo, json!({})).await;
    assert_eq!(refused.code(), "task.time_taken", "{}", refused.text);
    let cancel = json!({ "state": "cancelled" });
    let other = other.header("location").to_owned();
    server.patch(Role::Telemarketer, &other, 1, cancel).await;
    let done = server.post(Role::Telemarketer, &undo, json!({})).await;
    assert!(done.status.is_success(), "{}", done.text);

    // The seller sees it; of the seller's day others see only the times.
    let seen = calendar(&server, Role::ActiveSeller, "").await;
    let times: Vec<&Value> = seen["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| &t["time"])
        .collect();
    assert_eq!(times, [&json!("14:00"), &json!("15:00")]);
    let busy = format!("/calendar/busy?user_id={seller}&from=2026-03-02&to=2026-03-02&minutes=90");
    let busy = server.get(Role::ClientManager, &busy).await.json();
    let slot = |from: i64, to: i64| json!({ "from": from * 60, "to": to * 60 });
    assert_eq!(
        busy["items"],
        json!([{ "day": "2026-03-02",
        "busy": [slot(14, 15), { "from": 900, "to": 930 }],
        "free": [slot(9, 14), { "from": 930, "to": 1080 }] }])
    );
    assert_eq!(
        calendar(&server, Role::ClientManager, "&whose=all").await["tasks"],
        json!([])
    );
    let guardian = server
        .post(Role::Guardian, "/tasks", book("17:00", 30))
        .await;
    assert_eq!(guardian.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn r265_a_promise_is_made_to_a_client_and_the_overdue_one_is_first() {
    let server = TestServer::new();
    let client = add(&server, Role::ClientManager, "Ромашка").await;
    let nobody = json!({ "title": "Прайс", "kind": "promise" });
    let refused = server.post(Role::ClientManager, "/tasks", nobody).await;
    assert_eq!(refused.field(), "client_id/task.promise_client");
    for (title, day) in [("Образцы", "2026-03-09"), ("Прайс", "2026-02-20")] {
        let body =
            json!({ "title": title, "kind": "promise", "client_id": client, "due_day": day });
        let made = server.post(Role::ClientManager, "/tasks", body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    }
    let seen = server
        .get(
            Role::HeadOfSales,
            "/tasks?whose=all&kind=promise&state=open",
        )
        .await
        .json();
    let titles: Vec<(&Value, &Value)> = seen["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| (&t["title"], &t["overdue"]))
        .collect();
    assert_eq!(
        titles,
        [
            (&json!("Прайс"), &json!(true)),
            (&json!("Образцы"), &json!(false))
        ]
    );
}

#[tokio::test]
async fn r254_birthdays_stand_in_the_calendar_of_those_who_may_see_the_client() {
    let server = TestServer::new();
    let client = add(&server, Role::ClientManager, "Ромашка").await;
    let person = json!({ "name": "Ирина Белова", "despite_duplicates": true });
    let person = server
        .post(
            Role::ClientManager,
            &format!("/clients/{client}/people"),
            person,
        )
        .await;
    let path = format!("/clients/{client}/facts");
    let fact = json!({ "fact_type": "birthday", "value": "3 марта 1980", "person_id": person.json()["id"] });
    let made = server.post(Role::ClientManager, &path, fact).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let hobby = json!({ "fact_type": "hobby", "value": "03.03" });
    server.post(Role::ClientManager, &path, hobby).await;
    let seen = calendar(&server, Role::ClientManager, "").await;
    let wanted = json!([{ "day": "2026-03-03", "person": "Ирина Белова",
        "client": { "id": client, "name": "Ромашка" } }]);
    assert_eq!(seen["birthdays"], wanted);
    assert_eq!(
        calendar(&server, Role::Owner, "").await["birthdays"],
        json!([]),
        "not the owner's client"
    );
    assert_eq!(
        calendar(&server, Role::Owner, "&whose=all").await["birthdays"],
        wanted
    );
    assert_eq!(
        calendar(&server, Role::ActiveSeller, "&whose=all").await["birthdays"],
        json!([])
    );
    let long = server
        .get(Role::Owner, "/calendar?from=2026-03-01&to=2026-05-02")
        .await;
    assert_eq!(long.field(), "to/calendar.range");
    let whole = server
        .get(Role::Owner, "/calendar?from=2026-03-01&to=2026-05-01")
        .await;
    assert_eq!(whole.status, StatusCode::OK);
}

async fn read(server: &TestServer, path: &str) -> Answer {
    server.ask_at(Method::GET, path).send().await
}

#[tokio::test]
async fn a_calendar_program_reads_at_a_secret_address_what_its_owner_may_see_now() {
    let server = TestServer::new();
    let client = add(&server, Role::ActiveSeller, "Ромашка, ООО").await;
    let seller = server.user(Role::ActiveSeller);
    let body = json!({ "title": "Показ; звонить +7 916 555-00-00", "note": "+7 916 555-11-11",
        "kind": "meeting", "due_day": "2026-03-02", "time": "14:00", "minutes": 60,
        "client_id": client, "assignee_id": seller });
    server.post(Role::ActiveSeller, "/tasks", body).await;
    server
        .post(
            Role::ActiveSeller,
            "/tasks",
            json!({ "title": "Оферта", "due_day": "2026-03-05" }),
        )
        .await;
    server
        .post(
            Role::Owner,
            "/tasks",
            json!({ "title": "Чужое", "due_day": "2026-03-05" }),
        )
        .await;
    let made = server
        .post(Role::ActiveSeller, "/me/calendar-feed", json!({}))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let path = made.json()["path"].as_str().unwrap().to_owned();
    let answer = read(&server, &path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(
        answer.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    let text = answer.text.replace("\r\n ", "");
    assert!(
        text.contains("SUMMARY:Показ\\; звонить … – Ромашка\\, ООО\r\n"),
        "{text}"
    );
    assert!(text.contains("DTSTART;VALUE=DATE:20260305\r\n"), "{text}");
    assert!(!text.contains("555") && !text.contains("Чужое"), "{text}");
    let uid = |text: &str| {
        text.split("\r\n")
            .find(|line| line.starts_with("UID:"))
            .map(str::to_owned)
    };
    let first = uid(&text);
    // The client goes to somebody else: its name is no longer told.
    let to = json!({ "manager_id": server.user(Role::ClientManager) });
    let given = server
        .patch(Role::Owner, &format!("/clients/{client}"), 1, to)
        .await;
    assert!(given.status.is_success(), "{}", given.text);
    let text = read(&server, &path).await.text;
    assert!(!text.contains("Ромашка"), "{text}");
    assert_eq!(uid(&text), first);
    let noted = server
        .get(Role::ActiveSeller, "/me/calendar-feed")
        .await
        .json();
    assert!(noted["read_at"].is_string(), "{noted}");
    // Renewed: the old address is dead; switched off: the new one too.
    let renewed = server
        .post(Role::ActiveSeller, "/me/calendar-feed", json!({}))
        .await;
    let new = renewed.json()["path"].as_str().unwrap().to_owned();
    assert_eq!(read(&server, &path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(read(&server, &new).await.status, StatusCode::OK);
    let off = server
        .ask(Method::DELETE, "/me/calendar-feed")
        .by(Role::ActiveSeller)
        .await
        .send()
        .await;
    assert_eq!(off.status, StatusCode::NO_CONTENT, "{}", off.text);
    assert_eq!(read(&server, &new).await.status, StatusCode::NOT_FOUND);
    for wrong in ["/calendar/x.ics", "/calendar/x", "/calendar/.ics"] {
        assert_eq!(
            read(&server, wrong).await.status,
            StatusCode::NOT_FOUND,
            "{wrong}"
        );
    }
    let lines = server
        .get(Role::Owner, "/journal?entity=calendar_feed")
        .await
        .json();
    assert_eq!(lines["items"].as_array().unwrap().len(), 3);
    assert!(
        !lines
            .to_string()
            .contains(new.trim_start_matches("/calendar/"))
    );
    // Who sees no tasks has an address that tells nothing.
    let none = server
        .post(Role::Administrator, "/me/calendar-feed", json!({}))
        .await;
    let none = none.json()["path"].as_str().unwrap().to_owned();
    assert_eq!(read(&server, &none).await.status, StatusCode::NOT_FOUND);
}
