//! Development indicators and what stands behind them.

use super::*;

/// A new product group.
async fn group(server: &TestServer, name: &str) -> String {
    let made = server
        .post(Role::Owner, "/product-groups", json!({ "name": name }))
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn id_of(server: &TestServer, name: &str) -> String {
    let body = json!({ "cell": { "kind": "all" }, "parameters": { "window": "all" } });
    let all = server
        .post(Role::Owner, "/analysis/clients", body)
        .await
        .json();
    let items = all["items"].as_array().unwrap();
    let found = items.iter().find(|item| item["name"] == name).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn r203_indicators_by_manager_with_the_window_before() {
    let server = base();
    let all = server
        .get(Role::Owner, "/analysis/indicators?by=manager")
        .await
        .json();
    // Ten orders of each of three clients in the twelve months, two in the twelve before.
    assert_eq!(
        (
            &all["now"]["buyers"],
            &all["now"]["deals"],
            &all["previous"]["deals"]
        ),
        (&json!(3), &json!(10.0), &json!(2.0))
    );
    assert_eq!(all["now"]["positions"], 1.0);
    assert_eq!(all["rows"].as_array().unwrap().len(), 2);
    assert_eq!(all["rows"][0]["now"]["cheque_minor"], 5_500.0);
    assert_eq!(all["rows"][1]["now"]["cheque_minor"], 90_000.0);
    let id = &all["rows"][0]["id"];
    let cell = json!({ "kind": "indicator", "by": "manager", "id": id, "set": "buyers" });
    let body = json!({ "cell": cell, "sort": "name" });
    let behind = server.post(Role::Owner, "/analysis/clients", body).await;
    assert_eq!(clients_of(&behind.json()), ["Alpha", "Beta"]);
    // All began together, so their twelve months ended in the window, and all became regular.
    assert_eq!(
        (&all["now"]["tried"], &all["now"]["regular"]),
        (&json!(3), &json!(1.0))
    );
    assert_eq!(all["effort"]["acquisition"], 0);
    assert_eq!(
        (&all["places"]["clients"], &all["places"]["unknown"]),
        (&json!(3), &json!(3))
    );
}

#[tokio::test]
async fn r36_share_of_the_base_by_region_district_and_settlement() {
    let server = base();
    // what is known of the clients is read here, and has to follow
    let before = server.get(Role::Owner, "/analysis/indicators").await.json();
    assert_eq!(before["places"]["unknown"], 3);
    for (name, kind, settlement) in [
        ("Alpha", "actual", "Скопје"),
        ("Alpha", "legal", "Битола"),
        ("Gamma", "legal", "Скопје"),
    ] {
        let at = format!("/clients/{}/addresses", id_of(&server, name).await);
        let body = json!({ "kind": kind, "region": "Север", "settlement": settlement });
        assert_eq!(server.post(Role::Owner, &at, body).await.status, 201);
    }
    let all = server.get(Role::Owner, "/analysis/indicators").await.json();
    let places = &all["places"];
    assert_eq!(
        places["settlement"],
        json!([{ "name": "Скопје", "clients": 2, "share": 2.0 / 3.0 }])
    );
    assert_eq!(places["region"][0]["clients"], 2);
    assert_eq!(
        (&places["district"], &places["unknown"]),
        (&json!([]), &json!(1))
    );
    let cell = json!({ "kind": "place", "level": "settlement", "name": "Скопје" });
    let body = json!({ "cell": cell, "sort": "name" });
    let behind = server.post(Role::Owner, "/analysis/clients", body).await;
    assert_eq!(clients_of(&behind.json()), ["Alpha", "Gamma"]);
    let own = server
        .get(Role::ClientManager, "/analysis/indicators")
        .await
        .json();
    assert_eq!(own["places"]["settlement"][0]["clients"], 1);
}

#[tokio::test]
async fn r226_contacts_before_and_after_the_first_purchase() {
    let server = base();
    let path = "/analysis/indicators?window=24m";
    let before = server.get(Role::Owner, path).await.json();
    assert_eq!(before["effort"]["acquisition"], 0);
    let at = format!("/clients/{}/interactions", id_of(&server, "Alpha").await);
    for day in ["2025-01-09", "2025-01-10", "2025-06-01"] {
        let body = json!({ "kind": "call", "happened_at": format!("{day}T09:00:00Z") });
        let made = server.post(Role::Owner, &at, body).await;
        assert_eq!(made.status, 201, "{}", made.text);
    }
    let effort = &server.get(Role::Owner, path).await.json()["effort"];
    assert_eq!(
        (&effort["acquisition"], &effort["repeat"]),
        (&json!(1), &json!(2))
    );
}

#[tokio::test]
async fn r206_share_of_wallet_from_the_newest_potential_of_a_card() {
    let server = base();
    let group = group(&server, "Чај").await;
    let products = server.get(Role::Owner, "/products").await.json();
    let product = &products["items"][0];
    let at = format!("/products/{}", product["id"].as_str().unwrap());
    let version = product["version"].as_i64().unwrap();
    let moved = server
        .patch(Role::Owner, &at, version, json!({ "group_id": group }))
        .await;
    assert_eq!(moved.status, 200, "{}", moved.text);
    let at = format!("/clients/{}/potentials", id_of(&server, "Alpha").await);
    let body = |amount: i64, day: &str| json!({ "product_group_id": group, "amount_minor": amount, "origin": "разговор", "day": day });
    let made = server
        .post(Role::ClientManager, &at, body(400_000, "2026-02-01"))
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    let old = server
        .post(Role::ClientManager, &at, body(100_000, "2025-01-01"))
        .await;
    assert_eq!(old.status, 201);
    let wallet = async || {
        let all = server
            .get(Role::Owner, "/analysis/indicators?by=group")
            .await
            .json();
        let row = &all["rows"][0]["now"];
        assert_eq!(
            (&row["known"], &row["wallet"]),
            (&all["now"]["known"], &all["now"]["wallet"])
        );
        assert_eq!(all["penetration"], all["now"]["wallet"]);
        all["now"]["wallet"].clone()
    };
    // Ten orders of 10,000 in twelve months, of 400,000 a year.
    assert_eq!(wallet().await, 0.25);
    let body = json!({ "cell": { "kind": "wallet", "by": "group", "id": group } });
    let behind = server.post(Role::Owner, "/analysis/clients", body).await;
    assert_eq!(clients_of(&behind.json()), ["Alpha"]);
    // Deleting it leaves the older one, which is past; the journal takes that back.
    let one = made.header("location").to_owned();
    assert_eq!(
        server.delete(Role::ClientManager, &one, 1).await.status,
        204
    );
    assert_eq!(wallet().await, 1.0);
    let lines = server
        .get(Role::Owner, "/journal?entity=potential&limit=1")
        .await
        .json();
    let seq = &lines["items"][0]["seq"];
    let undone = server
        .post(Role::Owner, &format!("/journal/{seq}/undo"), json!({}))
        .await;
    assert_eq!(undone.status.as_u16() / 100, 2, "{}", undone.text);
    assert_eq!(wallet().await, 0.25);
}

#[tokio::test]
async fn sec_06_potentials_stay_with_their_client() {
    let server = base();
    let group = group(&server, "Чај").await;
    let at = format!("/clients/{}/potentials", id_of(&server, "Gamma").await);
    let good = json!({ "product_group_id": group, "amount_minor": 100 });
    let made = server.post(Role::Owner, &at, good.clone()).await;
    let one = made.header("location").to_owned();
    for refused in [
        server.get(Role::ClientManager, &at).await,
        server.post(Role::ClientManager, &at, good).await,
        server
            .patch(Role::ClientManager, &one, 1, json!({ "amount_minor": 1 }))
            .await,
        server.delete(Role::ClientManager, &one, 1).await,
    ] {
        assert_eq!(refused.status, 404);
    }
    let stranger = "0192f0c1-2b3c-7d4e-8f50-617283940a1b";
    for (body, field) in [
        (
            json!({ "amount_minor": 1 }),
            "product_group_id/reference.unknown",
        ),
        (
            json!({ "product_group_id": stranger, "amount_minor": 1 }),
            "product_group_id/reference.unknown",
        ),
        (
            json!({ "product_group_id": group }),
            "amount_minor/field.invalid",
        ),
        (
            json!({ "product_group_id": group, "amount_minor": -1 }),
            "amount_minor/field.invalid",
        ),
        (
            json!({ "product_group_id": group, "amount_minor": 1, "client_id": "x" }),
            "client_id/field.unknown",
        ),
    ] {
        let answer = server.post(Role::Owner, &at, body).await;
        assert_eq!(answer.field(), field);
    }
    let changed = server
        .patch(
            Role::Owner,
            &one,
            1,
            json!({ "amount_minor": 7, "origin": "договор" }),
        )
        .await;
    assert_eq!(
        (&changed.json()["amount_minor"], &changed.json()["origin"]),
        (&json!(7), &json!("договор"))
    );
}

#[tokio::test]
async fn r223_white_space_names_known_potentials_first() {
    let server = base();
    let group = group(&server, "Кафе").await;
    let alpha = id_of(&server, "Alpha").await;
    let gamma = id_of(&server, "Gamma").await;
    for (client, amount) in [(&alpha, 7_000), (&gamma, 9_000)] {
        let body = json!({ "product_group_id": group, "amount_minor": amount });
        let at = format!("/clients/{client}/potentials");
        assert_eq!(server.post(Role::Owner, &at, body).await.status, 201);
    }
    let all = server
        .get(Role::Owner, "/analysis/white-space")
        .await
        .json();
    assert_eq!(
        (&all["clients"], &all["expected_minor"], &all["total"]),
        (&json!(2), &json!(16_000), &json!(2))
    );
    let first = &all["items"][0];
    assert_eq!(
        (
            &first["client"]["name"],
            &first["ground"],
            &first["expected_minor"]
        ),
        (&json!("Gamma"), &json!("known"), &json!(9_000))
    );
    assert_eq!(
        (&first["potential_minor"], &first["ours_minor"]),
        (&json!(9_000), &json!(0))
    );
    let cell = json!({ "kind": "white_space", "id": group });
    let behind = server
        .post(
            Role::Owner,
            "/analysis/clients",
            json!({ "cell": cell, "sort": "name" }),
        )
        .await;
    assert_eq!(clients_of(&behind.json()), ["Alpha", "Gamma"]);
    // On the card, and not on the card of a client of somebody else.
    let card = |id: &str| format!("/analysis/white-space/{id}");
    let own = server.get(Role::ClientManager, &card(&alpha)).await.json();
    assert_eq!(own["items"][0]["expected_minor"], 7_000);
    let other = server.get(Role::ClientManager, &card(&gamma)).await.json();
    assert_eq!(other["items"], json!([]));
}

#[tokio::test]
async fn r223_alike_clients_are_compared_by_the_settings() {
    let server = base();
    let group = group(&server, "Кафе").await;
    let ctx = server.ctx(Role::Owner);
    let body = json!({ "code": "P2", "name": "Coffee", "group_id": group });
    let made = server.post(Role::Owner, "/products", body).await.json();
    let coffee = made["id"].as_str().unwrap().parse().unwrap();
    for (name, price) in [("Alpha", 400), ("Gamma", 600)] {
        let client = id_of(&server, name).await.parse().unwrap();
        add_order(&server, &ctx, client, coffee, "2025-11-20", price);
    }
    let all = server
        .get(Role::Owner, "/analysis/white-space")
        .await
        .json();
    assert_eq!(all["total"], 0, "two alike clients are too few");
    let change = json!({ "whitespace.bands": 1, "whitespace.least_alike": 2 });
    let kept = server
        .ask(Method::PATCH, "/settings")
        .by(Role::Owner)
        .await
        .json(&change)
        .send()
        .await;
    assert!(kept.status.is_success(), "{}", kept.text);
    let path = "/analysis/white-space?as_of=2026-03-01";
    let all = server.get(Role::Owner, path).await.json();
    let spot = &all["items"][0];
    assert_eq!(
        (
            &spot["client"]["name"],
            &spot["ground"],
            &spot["expected_minor"]
        ),
        (&json!("Beta"), &json!("alike"), &json!(500))
    );
    assert_eq!((&spot["alike"], &spot["buyers"]), (&json!(2), &json!(2)));
}

#[tokio::test]
async fn r191_r194_the_order_check_hides_margins_from_those_who_may_not_see_them() {
    let server = base();
    let ctx = server.ctx(Role::Owner);
    let alpha = id_of(&server, "Alpha").await;
    let products = server.get(Role::Owner, "/products").await.json();
    let product = products["items"][0]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    // Four usual orders in one, and silence of 77 days; the usual gap is 30 or 31.
    add_order(
        &server,
        &ctx,
        alpha.parse().unwrap(),
        product,
        "2025-12-15",
        40_000,
    );
    let all = server
        .get(Role::Owner, "/analysis/order-check")
        .await
        .json();
    assert_eq!(
        (&all["big"], &all["stocked"], &all["open"]),
        (&json!(1), &json!(0), &json!(1))
    );
    let later = server
        .get(Role::Owner, "/analysis/order-check?as_of=2026-05-01")
        .await
        .json();
    let big = &later["items"][0];
    assert_eq!(
        (&big["client"]["name"], &big["usual_minor"], &big["ended"]),
        (&json!("Alpha"), &json!(10_000), &json!(false))
    );
    assert_eq!(later["thin"]["total"], 0);
    let seller = server
        .get(Role::ActiveSeller, "/analysis/order-check")
        .await
        .json();
    assert_eq!(seller["thin"], Value::Null);
}

#[tokio::test]
async fn r229_r230_r243_the_arithmetic_of_a_small_base() {
    let server = base();
    let path = "/analysis/arithmetic?as_of=2025-12-31";
    let all = server.get(Role::Owner, path).await.json();
    // Three good clients bring 1,212,000 a year; nobody is indifferent.
    assert_eq!((&all["good"], &all["indifferent"]), (&json!(3), &json!(0)));
    let levers = all["levers"].as_array().unwrap();
    assert_eq!(levers[0]["revenue_minor"], 12_120.0);
    assert_eq!(levers[0]["margin_minor"], 12_105.6);
    assert_eq!(levers[1]["revenue_minor"], Value::Null);
    assert_eq!(levers[2]["revenue_minor"], 12_120.0);
    // Nobody bought the year before.
    assert_eq!((&all["rate"], &all["raised"]), (&Value::Null, &json!([])));
    assert_eq!(all["since"]["gain"], Value::Null);
    assert_eq!(all["published_gain"], json!([0.25, 0.95]));
    let seller = server.get(Role::ActiveSeller, path).await.json();
    assert_eq!(seller["levers"][0]["margin_minor"], Value::Null);
    // Ten months later every client of the year before has bought in this one.
    let path = "/analysis/arithmetic?as_of=2026-10-31";
    let later = server.get(Role::Owner, path).await.json();
    assert_eq!(
        (&later["clients"], &later["kept"], &later["rate"]),
        (&json!(3), &json!(3), &json!(1.0))
    );
    assert_eq!(later["raised"][0]["endless_gain"], Value::Null);
}

#[tokio::test]
async fn a_changed_setting_is_in_the_next_answer() {
    let server = base();
    let bands = async || {
        let path = "/analysis/white-space";
        server.get(Role::Owner, path).await.json()["bands"].clone()
    };
    assert_eq!(bands().await, 4);
    let change = json!({ "whitespace.bands": 2 });
    let changed = server.patch(Role::Owner, "/settings", 0, change).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(bands().await, 2);
}

#[tokio::test]
async fn r209_satisfaction_by_manager_counts_the_newest_answer_of_each_client() {
    let server = base();
    let nobody = server.get(Role::Owner, "/analysis/indicators").await.json();
    assert_eq!(
        (&nobody["now"]["asked"], &nobody["now"]["satisfaction"]),
        (&json!(0), &Value::Null)
    );
    let answer = async |name: &str, score: i64, day: &str| {
        let at = format!("/clients/{}/satisfactions", id_of(&server, name).await);
        let body = json!({ "score": score, "channel": "call", "day": day, "note": "кратко" });
        let made = server.post(Role::Owner, &at, body).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.json()
    };
    answer("Alpha", 2, "2025-11-01").await;
    answer("Alpha", 10, "2025-12-01").await;
    answer("Beta", 6, "2026-01-10").await;
    let last = answer("Gamma", 9, "2026-01-11").await;
    assert_eq!(last["asked_by"]["name"], last["created_by"]["name"]);
    let all = server
        .get(Role::Owner, "/analysis/indicators?by=manager")
        .await
        .json();
    // 10, 6 and 9: two promoters and a critic of three.
    assert_eq!(all["now"]["asked"], 3);
    assert_eq!(all["now"]["satisfaction"], 25.0 / 3.0);
    assert_eq!(all["now"]["net_promoters"], 1.0 / 3.0);
    assert_eq!(all["previous"]["satisfaction"], Value::Null);
    let rows = all["rows"].as_array().unwrap();
    let asked: Vec<&Value> = rows.iter().map(|row| &row["now"]["asked"]).collect();
    assert_eq!(asked, [2, 1]);
    let period = |label: &str| {
        let mut periods = all["periods"].as_array().unwrap().iter();
        periods.find(|of| of["period"] == label).unwrap().clone()
    };
    assert_eq!(period("2025-11")["satisfaction"], 2.0);
    assert_eq!(period("2026-01")["net_promoters"], 0.0);
    for (set, names) in [
        ("asked", vec!["Alpha", "Beta", "Gamma"]),
        ("promoters", vec!["Alpha", "Gamma"]),
        ("between", vec![]),
        ("critics", vec!["Beta"]),
    ] {
        let cell = json!({ "kind": "satisfaction", "set": set });
        let body = json!({ "cell": cell, "sort": "name" });
        let behind = server.post(Role::Owner, "/analysis/clients", body).await;
        assert_eq!(clients_of(&behind.json()), names, "{set}");
    }
    let cell =
        json!({ "kind": "satisfaction", "set": "asked", "by": "manager", "id": rows[0]["id"] });
    let body = json!({ "cell": cell, "sort": "name" });
    let behind = server.post(Role::Owner, "/analysis/clients", body).await;
    assert_eq!(clients_of(&behind.json()), ["Alpha", "Beta"]);
    // By product group nobody is asked.
    let groups = server
        .get(Role::Owner, "/analysis/indicators?by=group")
        .await
        .json();
    assert_eq!(groups["rows"][0]["now"]["asked"], 0);
    // An answer that is taken away is out of the figures at once; so is what is no answer.
    let at = format!("/satisfactions/{}", last["id"].as_str().unwrap());
    assert_eq!(server.delete(Role::Owner, &at, 1).await.status, 204);
    let left = server.get(Role::Owner, "/analysis/indicators").await.json();
    assert_eq!(
        (&left["now"]["asked"], &left["now"]["satisfaction"]),
        (&json!(2), &json!(8.0))
    );
    let at = format!("/clients/{}/satisfactions", id_of(&server, "Beta").await);
    for bad in [
        json!({ "score": 11, "channel": "call" }),
        json!({ "score": -1, "channel": "call" }),
        json!({ "score": 5, "channel": "dream" }),
        json!({ "channel": "call" }),
        json!({ "score": 5 }),
    ] {
        assert_eq!(
            server.post(Role::Owner, &at, bad.clone()).await.status,
            422,
            "{bad}"
        );
    }
}

#[tokio::test]
async fn r247_key_by_volume_and_by_four_marks_people_set() {
    let server = base();
    let page = async || {
        server
            .get(Role::Owner, "/analysis/key-clients")
            .await
            .json()
    };
    let alpha = id_of(&server, "Alpha").await;
    let at = format!("/clients/{alpha}/key-marks");
    for (name, attribute) in [
        ("Alpha", "fame"),
        ("Alpha", "innovator"),
        ("Beta", "demanding"),
    ] {
        let at = format!("/clients/{}/key-marks", id_of(&server, name).await);
        let body = json!({ "attribute": attribute, "note": "знают все" });
        let made = server.post(Role::ClientManager, &at, body).await;
        assert_eq!(made.status, 201, "{}", made.text);
    }
    let all = page().await;
    let items = all["items"].as_array().unwrap();
    let of = |name: &str| {
        let mut items = items.iter();
        items.find(|of| of["client"]["name"] == name).unwrap()
    };
    assert_eq!(of("Alpha")["marks"], json!(["fame", "innovator"]));
    assert_eq!(of("Beta")["marks"], json!(["demanding"]));
    // Gamma brings nine tenths, and all of its employee's sales.
    let scopes: Vec<&Value> = of("Gamma")["volume"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| &of["scope"])
        .collect();
    assert!(scopes.contains(&&json!("company")) && scopes.contains(&&json!("manager")));
    let reason = |code: &str| {
        let mut reasons = all["reasons"].as_array().unwrap().iter();
        reasons.find(|of| of["reason"] == code).unwrap().clone()
    };
    assert_eq!(reason("innovator")["clients"], 1);
    assert_eq!(reason("innovator")["share"], 1.0 / 3.0);
    assert_eq!(reason("innovator")["benchmark"], 0.025);
    assert_eq!(reason("fame")["benchmark"], Value::Null);
    assert_eq!(reason("potential")["clients"], 0);
    for (cell, names) in [
        (json!({ "kind": "key", "reason": "fame" }), vec!["Alpha"]),
        (
            json!({ "kind": "key", "reason": "demanding" }),
            vec!["Beta"],
        ),
    ] {
        let body = json!({ "cell": cell, "sort": "name" });
        let behind = server.post(Role::Owner, "/analysis/clients", body).await;
        assert_eq!(clients_of(&behind.json()), names);
    }
    let body = json!({ "filter": { "key_mark": { "eq": ["fame", "potential"] } } });
    let listed = server.post(Role::Owner, "/clients/query", body).await;
    assert_eq!(clients_of(&listed.json()), ["Alpha"], "{}", listed.text);
    let none = server
        .post(Role::Owner, &at, json!({ "attribute": "fame", "note": "" }))
        .await;
    assert_eq!(none.status, 422);
    let wrong = json!({ "attribute": "rich", "note": "x" });
    assert_eq!(server.post(Role::Owner, &at, wrong).await.status, 422);
    // Who sees only own clients sees only own key clients.
    let own = server
        .get(Role::ClientManager, "/analysis/key-clients")
        .await
        .json();
    assert!(own["clients"].as_u64().unwrap() < all["clients"].as_u64().unwrap());
}
