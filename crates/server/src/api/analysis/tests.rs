//! The routes of the analysis over a small base.

use app::{Context, client, order, product};
use axum::http::Method;
use domain::id::{ClientId, ProductId, UserId};
use domain::policy::Role;
use serde_json::{Value, json};

use crate::testing::TestServer;

mod development;

fn add_client(server: &TestServer, ctx: &Context, name: &str, manager: UserId) -> ClientId {
    let input = client::Input {
        name: Some(name.to_owned()),
        manager_id: Some(Some(manager)),
        ..client::Input::default()
    };
    client::create(server, ctx, &input).unwrap().id
}

fn add_order(
    server: &TestServer,
    ctx: &Context,
    client: ClientId,
    product: ProductId,
    day: &str,
    price_minor: i64,
) {
    let line = order::NewLine {
        product_id: product,
        quantity_milli: 1_000,
        price_minor,
        discount_bp: 0,
    };
    let input = order::Input {
        client_id: Some(client),
        day: Some(day.to_owned()),
        status: Some("confirmed".to_owned()),
        lines: Some(vec![line]),
        ..order::Input::default()
    };
    order::create(server, ctx, &input).unwrap();
}

/// Three clients: two of the client manager, one of the active seller, who is the largest.
fn base() -> TestServer {
    let server = TestServer::new();
    let ctx = server.ctx(Role::Owner);
    let input = product::Input {
        code: Some("P1".to_owned()),
        name: Some("Product".to_owned()),
        cost_minor: Some(Some(40)),
        ..product::Input::default()
    };
    let product = product::create(&server, &ctx, &input).unwrap().id;
    let own = server.ctx(Role::ClientManager).actor.user();
    let other = server.ctx(Role::ActiveSeller).actor.user();
    let clients = [
        ("Alpha", own, 10_000),
        ("Beta", own, 1_000),
        ("Gamma", other, 90_000),
    ];
    for (name, manager, price) in clients {
        let client = add_client(&server, &ctx, name, manager);
        for month in 1..=12 {
            add_order(
                &server,
                &ctx,
                client,
                product,
                &format!("2025-{month:02}-10"),
                price,
            );
        }
    }
    server
}

const FIGURES: [&str; 23] = [
    "overview",
    "abcxyz",
    "rfm",
    "pareto",
    "portrait",
    "concentration",
    "key-clients",
    "dynamics",
    "kinds",
    "retention",
    "cohorts",
    "ladder",
    "sleeping",
    "one-time",
    "ltv",
    "stress",
    "value",
    "movement",
    "warnings",
    "indicators",
    "white-space",
    "order-check",
    "arithmetic",
];

fn clients_of(answer: &Value) -> Vec<String> {
    let items = answer["items"].as_array().unwrap().iter();
    items
        .map(|item| item["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn every_figure_answers_with_its_question_and_no_client_of_others() {
    let server = base();
    for figure in FIGURES {
        let path = format!("/analysis/{figure}?window=24m&compare_to=2025-06-30");
        let whole = server.get(Role::Owner, &path).await;
        assert_eq!(whole.status, 200, "{figure}: {}", whole.text);
        let answer = whole.json();
        assert_eq!(answer["parameters"]["window"], "24m", "{figure}");
        assert_eq!(answer["parameters"]["as_of"], "2026-03-02", "{figure}");
        assert!(
            answer["definition"].is_string() && answer["left_out"].is_array(),
            "{figure}"
        );
        let own = server.get(Role::ClientManager, &path).await;
        assert_eq!(own.status, 200, "{figure}: {}", own.text);
        assert!(
            !own.text.contains("Gamma"),
            "{figure} shows a client of somebody else"
        );
        let none = server.get(Role::Administrator, &path).await;
        assert_eq!(none.status, 403, "{figure}");
    }
}

#[tokio::test]
async fn clients_behind_a_number_come_in_pages() {
    let server = base();
    let ask = |cell: Value, cursor: Value| {
        json!({ "parameters": { "window": "24m" }, "cell": cell, "sort": "-value", "limit": 2,
                "cursor": cursor, "total": true })
    };
    let all = json!({ "kind": "all" });
    let first = server
        .post(
            Role::Owner,
            "/analysis/clients",
            ask(all.clone(), Value::Null),
        )
        .await
        .json();
    assert_eq!(clients_of(&first), ["Gamma", "Alpha"]);
    assert_eq!(
        (&first["total"], &first["sum_minor"]),
        (&json!(3), &json!(12 * 101_000))
    );
    assert_eq!(first["items"][0]["figures"]["value_minor"], 12 * 90_000);
    assert_eq!(first["items"][0]["figures"]["abc"], "A");
    let second = server
        .post(
            Role::Owner,
            "/analysis/clients",
            ask(all.clone(), first["next"].clone()),
        )
        .await
        .json();
    assert_eq!(
        (clients_of(&second), &second["next"]),
        (vec!["Beta".to_owned()], &Value::Null)
    );
    let own = server
        .post(
            Role::ClientManager,
            "/analysis/clients",
            ask(all, Value::Null),
        )
        .await
        .json();
    assert_eq!(clients_of(&own), ["Alpha", "Beta"]);
    let by_name = json!({ "cell": { "kind": "state", "state": "sleeping" }, "sort": "name" });
    let sleeping = server
        .post(Role::Owner, "/analysis/clients", by_name)
        .await
        .json();
    // Monthly buyers that were silent for 82 days.
    assert_eq!(clients_of(&sleeping), ["Alpha", "Beta", "Gamma"]);
}

#[tokio::test]
async fn sec_12_margin_is_for_those_who_may_see_it() {
    let server = base();
    let path = "/analysis/abcxyz?basis=margin&window=24m";
    let seen = server.get(Role::Owner, path).await.json();
    assert_eq!(seen["total"]["value_minor"], 12 * (101_000 - 3 * 40));
    let refused = server.get(Role::ActiveSeller, path).await;
    assert_eq!(
        (refused.status.as_u16(), refused.code().as_str()),
        (403, "policy.field_forbidden")
    );
    let worth = server.get(Role::ActiveSeller, "/analysis/ltv").await.json();
    assert_eq!(worth["parts"]["margin_share"], Value::Null);
}

#[tokio::test]
async fn r286_the_stress_test_counts_only_clients_one_may_see() {
    let server = base();
    let path = "/analysis/stress?window=24m&lost=50&fall=20&unpaid=10";
    let all = server.get(Role::Owner, path).await.json();
    assert_eq!(
        all["crisis"],
        json!({ "lost": 0.5, "fall": 0.2, "unpaid": 0.1 })
    );
    assert_eq!(
        (&all["clients"], &all["value_minor"]),
        (&json!(3), &json!(12 * 101_000))
    );
    // 1,212,000 × 0.5 × 0.8 × 0.9; Gamma alone brings nine tenths of it.
    assert_eq!(all["left_minor"], 436_320);
    assert_eq!(all["matters"][0]["client"]["name"], "Gamma");
    let own = server.get(Role::ClientManager, path).await.json();
    assert_eq!(
        (&own["clients"], &own["value_minor"], &own["left_minor"]),
        (&json!(2), &json!(12 * 11_000), &json!(47_520))
    );
    // The settings say what was not asked.
    let usual = server
        .get(Role::Owner, "/analysis/stress?window=24m")
        .await
        .json();
    assert_eq!(
        usual["crisis"],
        json!({ "lost": 0.4, "fall": 0.35, "unpaid": 0.15 })
    );
}

#[tokio::test]
async fn r248_r249_what_goes_with_a_client_is_told_of_clients_one_may_see() {
    let server = base();
    let ctx = server.ctx(Role::Owner);
    let branch = app::product_group::create(&server, &ctx, "All", None, Vec::new()).unwrap();
    let group =
        app::product_group::create(&server, &ctx, "Goods", Some(branch.id), Vec::new()).unwrap();
    let product = server.get(Role::Owner, "/products").await.json()["items"][0].clone();
    let id = product["id"].as_str().unwrap().parse().unwrap();
    let version = product["version"].as_i64().unwrap();
    let input = product::Input {
        group_id: Some(Some(group.id)),
        ..product::Input::default()
    };
    product::update(&server, &ctx, id, version, &input).unwrap();
    // Agreed for the branch the group lies in, and the group is renamed: nothing hangs on the name.
    let body = json!({ "name": "Stock", "cost_discounts": [
        { "volume_minor": 1_400, "basis_points": 1_000 },
        { "volume_minor": 1_000, "basis_points": 500 },
    ] });
    let url = format!("/product-groups/{}", branch.id);
    let changed = server.patch(Role::Owner, &url, 1, body).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(changed.json()["cost_discounts"][0]["volume_minor"], 1_000);
    let veiled = server.get(Role::ActiveSeller, "/product-groups").await;
    assert!(!veiled.text.contains("cost_discounts"), "{}", veiled.text);
    let path = "/analysis/concentration?window=2025-01-01..2025-12-31";
    let top = server.get(Role::Owner, path).await.json();
    let gamma = top["company"]["top"][0]["client"]["id"].as_str().unwrap();
    let path = format!("/analysis/concentration/{gamma}?window=2025-01-01..2025-12-31");
    let all = server.get(Role::Owner, &path).await.json();
    assert_eq!(all["client"]["name"], "Gamma");
    assert_eq!(all["value_minor"], 12 * 90_000);
    assert_eq!((&all["mono"], &all["members"]), (&json!(true), &json!(1)));
    // 1,080,000 of 1,212,000: to be at half, others buy 948,000 more
    let half = &all["plan"][0];
    assert_eq!(
        (&half["level"], &half["more_minor"]),
        (&json!(0.5), &json!(948_000))
    );
    assert_eq!(all["managers"][0]["share"], 1.0);
    // a year of 36 pieces at 0.40 is 14.40, without twelve of them 9.60
    let goods = &all["suppliers"][0];
    assert_eq!(
        (&goods["discount"], &goods["discount_left"]),
        (&json!(0.1), &json!(0.0))
    );
    assert_eq!(goods["extra_minor"], 107);
    assert_eq!(goods["group"]["name"], "Stock");
    let hidden = server.get(Role::ClientManager, &path).await.json();
    assert_eq!(
        (&hidden["client"], &hidden["value_minor"]),
        (&Value::Null, &json!(0))
    );
    let seller = server.get(Role::ActiveSeller, &path).await.json();
    assert_eq!(
        (
            &seller["suppliers"],
            &seller["margin_minor"],
            &seller["value_minor"]
        ),
        (&Value::Null, &Value::Null, &json!(12 * 90_000))
    );
}

#[tokio::test]
async fn the_value_of_a_small_base_says_that_no_model_applies() {
    let server = base();
    let value = server.get(Role::Owner, "/analysis/value").await.json();
    assert_eq!(value["timing"], "own_gap");
    assert_eq!(value["against_timing"][0]["code"], "few_repeaters");
    assert_eq!(
        (&value["clients"], &value["low_minor"]),
        (&json!(3), &Value::Null)
    );
    // monthly buyers, silent for 82 days, over twice their gap: nothing is expected of them
    assert_eq!(value["value_minor"], 0);
    // a month after the last order they still were in their gap
    let path = "/analysis/value?as_of=2025-12-20";
    let then = server.get(Role::Owner, path).await.json();
    let year = then["value_minor"].as_i64().unwrap();
    assert!((11 * 101_000..14 * 101_000).contains(&year), "{year}");
    // of a client of somebody else the card tells nothing
    let gamma = then["items"][0]["client"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let card = format!("/analysis/value/{gamma}");
    let seen = server.get(Role::Owner, &card).await.json();
    assert_eq!(
        (&seen["purchases"], &seen["p_alive"]),
        (&json!(0.0), &Value::Null)
    );
    let hidden = server.get(Role::ClientManager, &card).await.json();
    assert_eq!(
        (&hidden["purchases"], &hidden["value_minor"]),
        (&Value::Null, &Value::Null)
    );
    let own = server.get(Role::ClientManager, path).await.json();
    assert_eq!(
        (&own["clients"], own["items"].as_array().unwrap().len()),
        (&json!(2), 2)
    );
}

#[tokio::test]
async fn why_is_told_of_a_client_one_may_see() {
    let server = base();
    let all = json!({ "cell": { "kind": "all" }, "parameters": { "window": "24m" } });
    let found = server.post(Role::Owner, "/analysis/clients", all).await;
    let gamma = found.json()["items"][0]["id"].clone();
    let path = format!("/analysis/why/{}", gamma.as_str().unwrap());
    let told = server.get(Role::Owner, &path).await.json();
    assert_eq!(told["abc"]["class"], "A");
    assert_eq!(told["abc"]["place"], 1);
    assert_eq!(told["abc"]["rise"], Value::Null);
    // Monthly until 10 December: the rhythm is 30 or 31 days, and twice that is over.
    assert_eq!(told["state"]["state"], "sleeping");
    assert_eq!(told["step"]["rise_by"], "only_us");
    let hidden = server.get(Role::ClientManager, &path).await;
    assert_eq!(hidden.status, 404);
    let unknown = format!("/analysis/why/{}", uuid::Uuid::nil());
    assert_eq!(server.get(Role::Owner, &unknown).await.status, 404);
}

#[tokio::test]
async fn movement_and_months_are_asked_by_a_kind_of_classes() {
    let server = base();
    for figure in ["movement", "months"] {
        let path = format!("/analysis/{figure}?by=marker");
        let answer = server.get(Role::Owner, &path).await.json();
        assert_eq!(answer["by"], "marker", "{figure}");
        let refused = server
            .get(Role::Owner, &format!("/analysis/{figure}?by=product"))
            .await;
        assert_eq!(refused.status, 422, "{figure}");
        let none = server.get(Role::Administrator, &path).await;
        assert_eq!(none.status, 403, "{figure}");
    }
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_by_field() {
    let server = base();
    for (query, field) in [
        ("window=soon", "window"),
        ("window=0m", "window"),
        ("manager_id=me", "manager_id"),
        ("by=colour", "by"),
        ("key=all", "key"),
        ("leave=nobody", "leave"),
        ("lost=101", "lost"),
        ("unpaid=200", "unpaid"),
    ] {
        let answer = server
            .get(Role::Owner, &format!("/analysis/dynamics?{query}"))
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.field()),
            (422, format!("{field}/field.invalid")),
            "{query}"
        );
    }
    for query in [
        "as_of=yesterday",
        "basis=profit",
        "limit=1",
        "as_of=2026-02-30",
    ] {
        let answer = server
            .get(Role::Owner, &format!("/analysis/dynamics?{query}"))
            .await;
        assert_eq!(answer.status, 422, "{query}");
    }
    for cell in [
        json!({}),
        json!({ "kind": "x" }),
        json!({ "kind": "rfm", "r": "12" }),
    ] {
        let body = json!({ "cell": cell });
        let answer = server
            .ask(Method::POST, "/analysis/clients")
            .by(Role::Owner)
            .await
            .json(&body)
            .send()
            .await;
        assert_eq!(answer.status, 422, "{cell}");
    }
}
