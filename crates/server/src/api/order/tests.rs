//! Orders, payments, products and rates over HTTP.

use axum::http::Method;
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::TestServer;

async fn made(server: &TestServer, path: &str, body: Value) -> String {
    let answer = server.post(Role::Owner, path, body).await;
    assert_eq!(answer.status, 201, "{path}: {}", answer.text);
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    assert!(answer.header("location").ends_with(&id), "{path}");
    id
}

async fn client(server: &TestServer, role: Role, external: &str) -> String {
    let body = json!({"name": format!("Client {external}"), "external_id": external,
        "despite_duplicates": true,
        "manager_id": server.user(role).to_string()});
    made(server, "/clients", body).await
}

async fn product(server: &TestServer) -> String {
    let body = json!({"code": "S", "name": "Soap", "price_minor": 150, "cost_minor": 100});
    made(server, "/products", body).await
}

#[tokio::test]
async fn an_order_from_draft_to_paid() {
    let server = TestServer::new();
    let client = client(&server, Role::ClientManager, "C1").await;
    let product = product(&server).await;
    let lines = json!([{"product_id": product, "quantity_milli": 2500, "price_minor": 150}]);
    let body = json!({"client_id": client, "lines": lines, "status": "confirmed"});
    let answer = server.post(Role::ClientManager, "/orders", body).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let order = answer.json();
    assert_eq!(order["number"], "2026-00001");
    assert_eq!(order["client"]["name"], "Client C1");
    assert_eq!(order["total_minor"], 375);
    assert_eq!(order["margin_minor"], 125);
    assert_eq!(order["lines"][0]["product"]["code"], "S");
    assert_eq!(order["lines"][0]["cost_minor"], 250);
    assert_eq!(
        order["next"],
        json!(["draft", "shipped", "done", "cancelled"])
    );
    let path = format!("/orders/{}", order["id"].as_str().unwrap());

    let unversioned = server
        .ask(Method::PATCH, &path)
        .by(Role::ClientManager)
        .await;
    let unversioned = unversioned.json(&json!({"status": "shipped"})).send().await;
    assert_eq!(
        (unversioned.status.as_u16(), unversioned.code().as_str()),
        (428, "precondition.required")
    );
    let shipped = server
        .patch(Role::ClientManager, &path, 1, json!({"status": "shipped"}))
        .await;
    assert_eq!(
        (shipped.status.as_u16(), shipped.header("etag")),
        (200, "\"v2\"")
    );
    let late = server
        .patch(Role::ClientManager, &path, 1, json!({"status": "done"}))
        .await;
    assert_eq!(
        (
            late.status.as_u16(),
            late.json()["params"]["version"].clone()
        ),
        (412, json!(2))
    );
    let jump = server
        .patch(Role::ClientManager, &path, 2, json!({"status": "draft"}))
        .await;
    assert_eq!(
        (jump.status.as_u16(), jump.code().as_str()),
        (409, "order.status")
    );

    let body = json!({"client_id": client, "order_id": order["id"], "amount_minor": 300});
    let paid = server.post(Role::ClientManager, "/payments", body).await;
    assert_eq!(
        (paid.status.as_u16(), paid.json()["order"]["number"].clone()),
        (201, json!("2026-00001"))
    );
    let card = server.get(Role::ClientManager, &path).await.json();
    assert_eq!(card["paid_minor"], 300);
    let debt = server
        .get(Role::Owner, &format!("/clients/{client}/receivable"))
        .await
        .json();
    assert_eq!(
        (debt["base_owed_minor"].clone(), debt["currency"].clone()),
        (json!(75), json!("EUR"))
    );
    let payment = format!("/payments/{}", paid.json()["id"].as_str().unwrap());
    assert_eq!(
        server.delete(Role::ClientManager, &payment, 1).await.status,
        204
    );
    assert_eq!(server.delete(Role::Owner, &path, 2).await.status, 204);
    assert_eq!(server.get(Role::Owner, &path).await.status, 404);
}

#[tokio::test]
async fn lists_filter_page_and_hide() {
    let server = TestServer::new();
    let own = client(&server, Role::ActiveSeller, "C1").await;
    let other = client(&server, Role::ClientManager, "C2").await;
    let product = product(&server).await;
    for n in 0..5 {
        let client = if n < 3 { &own } else { &other };
        let lines =
            json!([{"product_id": product, "quantity_milli": 1000 * (n + 1), "price_minor": 150}]);
        let body = json!({"client_id": client, "lines": lines, "number": format!("N{n}"),
            "status": "done", "day": format!("2026-01-0{}", n + 1)});
        made(&server, "/orders", body).await;
    }
    let numbers = |answer: &Value| -> Vec<String> {
        let items = answer["items"].as_array().unwrap();
        items
            .iter()
            .map(|item| item["number"].as_str().unwrap().to_owned())
            .collect()
    };
    let page = server
        .get(Role::Owner, "/orders?limit=2&total=true")
        .await
        .json();
    assert_eq!(
        (numbers(&page), page["total"].clone()),
        (vec!["N4".into(), "N3".into()], json!(5))
    );
    let next = format!("/orders?limit=2&cursor={}", page["next"].as_str().unwrap());
    assert_eq!(
        numbers(&server.get(Role::Owner, &next).await.json()),
        ["N2", "N1"]
    );
    let day = "/orders?day.gte=2026-01-02&day.lte=2026-01-03&sort=number&status=done,draft";
    assert_eq!(
        numbers(&server.get(Role::Owner, day).await.json()),
        ["N1", "N2"]
    );
    let by_client = format!("/orders?client_id={other}&sort=-base_total_minor");
    assert_eq!(
        numbers(&server.get(Role::Owner, &by_client).await.json()),
        ["N4", "N3"]
    );
    assert_eq!(
        numbers(&server.get(Role::Owner, "/orders?q=N3").await.json()),
        ["N3"]
    );

    // sec_09, sec_12: hidden margin is neither shown nor filtered nor counted by.
    let seller = server
        .get(Role::ActiveSeller, "/orders?sort=number")
        .await
        .json();
    assert_eq!(numbers(&seller), ["N0", "N1", "N2"]);
    assert_eq!(seller["items"][0].get("margin_minor"), None);
    let refused = server
        .get(Role::ActiveSeller, "/orders?margin_minor.gte=1&total=true")
        .await;
    assert_eq!(
        (refused.status.as_u16(), refused.code().as_str()),
        (403, "policy.field_forbidden")
    );
    let seen = server.get(Role::ActiveSeller, "/products").await.json();
    assert_eq!(seen["items"][0].get("cost_minor"), None);
    assert_eq!(
        server.get(Role::Owner, "/products").await.json()["items"][0]["cost_minor"],
        100
    );
    // sec_01: a foreign client's orders are not found, whatever is asked.
    assert!(numbers(&server.get(Role::ActiveSeller, &by_client).await.json()).is_empty());
    let foreign = format!("/clients/{other}/receivable");
    assert_eq!(server.get(Role::ActiveSeller, &foreign).await.status, 404);

    for (path, field) in [
        ("/orders?password=1", "password/field.unknown"),
        ("/orders?sort=rate", "sort/field.invalid"),
        ("/orders?limit=0", "limit/field.invalid"),
        ("/orders?cursor=zz", "cursor/field.invalid"),
        ("/orders?day.gte=tomorrow", "day.gte/filter.value"),
        ("/orders?status.gte=done", "status.gte/filter.operator"),
        ("/products?sort=cost_minor", "sort/field.invalid"),
    ] {
        let answer = server.get(Role::Owner, path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.field().as_str()),
            (422, field),
            "{path}"
        );
    }
}

#[tokio::test]
async fn sec_44_only_what_is_written_comes_in() {
    let server = TestServer::new();
    let client = client(&server, Role::ClientManager, "C1").await;
    let product = product(&server).await;
    let line = json!({"product_id": product, "quantity_milli": 1000, "price_minor": 150});
    let order = json!({"client_id": client, "lines": [line], "status": "done"});
    let id = made(&server, "/orders", order.clone()).await;
    for column in [
        "id",
        "rate",
        "total_minor",
        "base_total_minor",
        "margin_minor",
        "is_sale",
        "version",
        "created_by",
        "created_at",
        "updated_at",
        "deleted_at",
        "line_costs_minor",
    ] {
        let mut body = order.clone();
        body[column] = json!(1);
        let answer = server.post(Role::Owner, "/orders", body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.field()),
            (422, format!("{column}/field.unknown"))
        );
        let change = json!({ column: 1 });
        let answer = server
            .patch(Role::Owner, &format!("/orders/{id}"), 1, change)
            .await;
        assert_eq!(answer.status, 422, "{column}");
    }
    let mut cheap = order.clone();
    cheap["lines"][0]["base_cost_minor"] = json!(0);
    assert_eq!(server.post(Role::Owner, "/orders", cheap).await.status, 422);
    let after = server
        .get(Role::Owner, &format!("/orders/{id}"))
        .await
        .json();
    assert_eq!(
        (after["version"].clone(), after["total_minor"].clone()),
        (json!(1), json!(150))
    );
}

#[tokio::test]
async fn sec_54_numbers_beyond_reason_are_refused() {
    let server = TestServer::new();
    let client = client(&server, Role::ClientManager, "C1").await;
    let product = product(&server).await;
    for (quantity, price) in [
        (json!(i64::MAX), json!(1)),
        (json!(1), json!(i64::MAX)),
        (json!(1), json!(-1)),
        (json!(0), json!(1)),
        (json!(1e30), json!(1)),
        (json!(1.5), json!(1)),
        (json!("1"), json!(1)),
    ] {
        let line = json!({"product_id": product, "quantity_milli": quantity, "price_minor": price});
        let body = json!({"client_id": client, "lines": [line]});
        let answer = server.post(Role::Owner, "/orders", body).await;
        assert_eq!(answer.status, 422, "{quantity} × {price}: {}", answer.text);
    }
    let body = json!({"client_id": client, "amount_minor": i64::MIN});
    assert_eq!(
        server.post(Role::Owner, "/payments", body).await.status,
        422
    );
}

#[tokio::test]
async fn many_orders_at_once() {
    let server = TestServer::new();
    client(&server, Role::ClientManager, "C1").await;
    product(&server).await;
    let row = |n: u32, code: &str| {
        let lines = json!([{"code": code, "quantity_milli": 1000, "price_minor": 150}]);
        json!({"number": format!("B{n}"), "client_external_id": "C1", "day": "2026-01-05", "lines": lines})
            .to_string()
    };
    let mut body = (0..5_000)
        .map(|n| row(n, "S"))
        .collect::<Vec<_>>()
        .join("\n");
    body.push_str("\n\n{\"number\": 5}\n");
    body.push_str(&row(6_000, "nothing"));
    let send = async |role, body: String| {
        let ask = server.ask(Method::POST, "/orders/bulk").by(role).await;
        ask.bytes("application/x-ndjson", body).send().await
    };
    let answer = send(Role::DataSteward, body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let rows: Vec<Value> = answer
        .text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows.len(), 5_002);
    assert!(rows[..5_000].iter().all(|row| row["outcome"] == "created"));
    assert_eq!(rows[5_000]["row"], 5_002);
    assert_eq!(rows[5_000]["outcome"], "refused");
    assert_eq!(rows[5_001]["problem"]["errors"][0]["field"], "lines.0.code");
    let again = send(Role::DataSteward, row(1, "S")).await.json();
    assert_eq!(again["outcome"], "unchanged");
    assert_eq!(send(Role::ActiveSeller, row(1, "S")).await.status, 403);
    let ask = server
        .ask(Method::POST, "/orders/bulk")
        .by(Role::Owner)
        .await;
    assert_eq!(ask.json(&json!({})).send().await.status, 415);
}

#[tokio::test]
async fn rates_are_written_and_needed() {
    let server = TestServer::new();
    let client = client(&server, Role::ClientManager, "C1").await;
    let product = product(&server).await;
    let line = json!({"product_id": product, "quantity_milli": 1000, "price_minor": 10000});
    let order =
        json!({"client_id": client, "currency": "RUB", "day": "2026-03-02", "lines": [line]});
    let refused = server.post(Role::Owner, "/orders", order.clone()).await;
    assert_eq!(
        (refused.status.as_u16(), refused.code().as_str()),
        (422, "rate.missing")
    );
    assert_eq!(
        refused.json()["params"],
        json!({"currency": "RUB", "day": "2026-03-02"})
    );
    let put = async |role, body: Value| {
        let ask = server.ask(Method::PUT, "/rates").by(role).await;
        ask.json(&body).send().await
    };
    let rate =
        |rate: Value| json!({"items": [{"currency": "RUB", "day": "2026-03-01", "rate": rate}]});
    let answer = put(Role::Owner, rate(json!("0.0109"))).await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()["changed"].clone()),
        (200, json!(1))
    );
    assert_eq!(put(Role::ActiveSeller, rate(json!("1"))).await.status, 403);
    let zero = put(Role::Owner, rate(json!("0"))).await;
    assert_eq!(zero.field(), "items.0.rate/rate.out_of_range");
    let listed = server
        .get(Role::ActiveSeller, "/rates?currency=RUB")
        .await
        .json();
    assert_eq!(
        listed["items"],
        json!([{"currency": "RUB", "day": "2026-03-01", "rate": "0.0109"}])
    );
    let made = server.post(Role::Owner, "/orders", order).await;
    assert_eq!(made.json()["base_total_minor"], 109);
    assert_eq!(made.json()["rate"], "0.0109");
}

#[tokio::test]
async fn groups_make_a_tree() {
    let server = TestServer::new();
    let top = made(&server, "/product-groups", json!({"name": "Chemistry"})).await;
    let leaf = made(
        &server,
        "/product-groups",
        json!({"name": "Floors", "parent_id": top}),
    )
    .await;
    let same = json!({"name": "floors", "parent_id": top});
    let taken = server.post(Role::Owner, "/product-groups", same).await;
    assert_eq!(
        (taken.status.as_u16(), taken.code().as_str()),
        (409, "product_group.name_taken")
    );
    let path = format!("/product-groups/{top}");
    let itself = server
        .patch(Role::Owner, &path, 1, json!({"parent_id": leaf}))
        .await;
    assert_eq!(itself.code(), "product_group.place");
    let full = server.delete(Role::Owner, &path, 1).await;
    assert_eq!(full.code(), "product_group.not_empty");
    let leaf_path = format!("/product-groups/{leaf}");
    let up = server
        .patch(Role::Owner, &leaf_path, 1, json!({"parent_id": null}))
        .await;
    assert_eq!(up.json()["parent_id"], Value::Null);
    assert_eq!(server.delete(Role::Owner, &path, 1).await.status, 204);
    let groups = server
        .get(Role::Telemarketer, "/product-groups")
        .await
        .json();
    assert_eq!(groups["items"].as_array().unwrap().len(), 1);
}
