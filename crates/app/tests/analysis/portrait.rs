//! The portrait over a base: from cards and orders to names and to the clients behind them.

use std::collections::BTreeMap;

use app::analysis::{Cell, Key, Portrait, Question, Sort, clients, export, portrait};
use app::client::ExportFormat;
use app::testing::{TestApp, apps};
use app::{client, dictionary, key_mark, order, part, product, product_group};
use domain::dictionary::Dictionary;
use domain::id::{ClientId, SegmentId};
use domain::policy::Role;
use domain::setting::Value;

/// Forty clients, twelve of them hotels; eight hotels buy for 1,000, all others for 100. Hotels of
/// the second manager are the small ones.
fn base(app: &TestApp) -> Vec<ClientId> {
    let mut clients = Vec::new();
    let owner = app.ctx(Role::Owner);
    let input = dictionary::Input {
        name: Some("Hotels".to_owned()),
        ..dictionary::Input::default()
    };
    let hotels = dictionary::create(app, &owner, Dictionary::Segment, &input).unwrap();
    let group = product_group::create(app, &owner, "Goods", None, Vec::new()).unwrap();
    let input = product::Input {
        code: Some("P".to_owned()),
        name: Some("Product".to_owned()),
        group_id: Some(Some(group.id)),
        ..product::Input::default()
    };
    let product = product::create(app, &owner, &input).unwrap().id;
    for number in 0..40 {
        let manager = if number < 8 {
            Role::ClientManager
        } else {
            Role::ActiveSeller
        };
        let input = client::Input {
            name: Some(format!("Client {number:02}")),
            segment_id: Some((number < 12).then(|| SegmentId::from_uuid(hotels.id))),
            manager_id: Some(Some(app.user(manager))),
            ..client::Input::default()
        };
        let client_id = client::create(app, &owner, &input).unwrap().id;
        let line = order::NewLine {
            product_id: product,
            quantity_milli: 1_000,
            price_minor: if number < 8 { 1_000 } else { 100 },
            discount_bp: 0,
        };
        let input = order::Input {
            client_id: Some(client_id),
            day: Some("2025-10-10".to_owned()),
            status: Some("confirmed".to_owned()),
            lines: Some(vec![line]),
            ..order::Input::default()
        };
        order::create(app, &owner, &input).unwrap();
        clients.push(client_id);
    }
    clients
}

fn drawn(app: &TestApp, role: Role) -> Portrait {
    let ctx = app.ctx(role);
    let answer = portrait(app, &ctx, &Question::default(), Key::Top20).unwrap();
    answer.figure.clone()
}

fn behind(app: &TestApp, cell: &[(&str, &str)]) -> Vec<String> {
    let cell: BTreeMap<String, String> = cell
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let page = clients(
        app,
        &app.ctx(Role::Owner),
        &Question::default(),
        &Cell::read(&cell).unwrap(),
        Sort::read("name").unwrap(),
        None,
        50,
    )
    .unwrap();
    page.items.into_iter().map(|(item, _)| item.name).collect()
}

#[test]
fn r237_r239_the_portrait_and_who_is_like_it_but_lags() {
    for app in apps() {
        base(&app);
        let all = drawn(&app, Role::Owner);
        assert_eq!((all.clients, all.key_clients), (40, 8));
        let [hotels] = all.patterns.as_slice() else {
            panic!("{:?}", all.patterns);
        };
        let of = &hotels.traits[0];
        assert_eq!((of.of, of.name.as_deref()), ("segment", Some("Hotels")));
        assert_eq!(
            (hotels.clients, hotels.key, hotels.median_minor),
            (12, 8, 1_000)
        );
        // eight of twelve against eight of forty
        assert!((hotels.lift - 10.0 / 3.0).abs() < 1e-12);
        assert_eq!((all.lagging_clients, all.lagging_minor), (4, 3_600));
        let first = &all.lagging[0];
        assert_eq!(
            (first.client.name.as_str(), first.gap_minor),
            ("Client 08", 900)
        );
        let less = &first.less[0];
        assert_eq!(less.group.as_ref().unwrap().name, "Goods");
        assert_eq!((less.value_minor, less.level_minor), (100, 1_000));
        let lagging = ["Client 08", "Client 09", "Client 10", "Client 11"];
        assert_eq!(behind(&app, &[("kind", "lagging")]), lagging);
        assert_eq!(
            behind(&app, &[("kind", "lagging"), ("a", &of.cell)]),
            lagging
        );
        let having = [("kind", "portrait"), ("a", of.cell.as_str())];
        assert_eq!(behind(&app, &having).len(), 12);
        let key = [having[0], having[1], ("set", "key")];
        assert_eq!(behind(&app, &key).len(), 8);
        assert!(behind(&app, &[("kind", "portrait"), ("a", "region:none")]).is_empty());
        // a manager sees the portrait of the own clients: eight large hotels and nobody else
        let own = drawn(&app, Role::ClientManager);
        assert_eq!(
            (own.clients, own.patterns.len(), own.lagging_clients),
            (8, 0, 0)
        );
    }
}

#[test]
fn r237_the_lift_list_is_taken_out_with_columns_of_its_own() {
    for app in apps() {
        base(&app);
        let cell = BTreeMap::from([("kind".to_owned(), "lagging".to_owned())]);
        let cell = Cell::read(&cell).unwrap();
        let taken = |format| {
            let (ctx, sort) = (app.ctx(Role::Owner), Sort::read("name").unwrap());
            let told = serde_json::json!({});
            let question = Question::default();
            let file = export(&app, &ctx, &question, &cell, sort, format, &told).unwrap();
            String::from_utf8(file).unwrap()
        };
        let table = taken(ExportFormat::Csv);
        let mut lines = table.trim_start_matches('\u{feff}').lines();
        let heading: Vec<&str> = lines.next().unwrap().split(',').collect();
        let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
        assert_eq!(rows.len(), 4);
        let cell = |name: &str| {
            let place = heading.iter().position(|of| *of == name).unwrap();
            rows[0][place]
        };
        assert_eq!(
            ["name", "alike", "alike_clients", "alike_key_clients"].map(cell),
            ["Client 08", "segment: Hotels", "12", "8"]
        );
        assert_eq!(
            ["value_minor", "median_minor", "gap_minor"].map(cell),
            ["100", "1000", "900"]
        );
        assert_eq!(
            ["less_1_group", "less_1_value_minor", "less_1_level_minor"].map(cell),
            ["Goods", "100", "1000"]
        );
        assert!((cell("lift").parse::<f64>().unwrap() - 10.0 / 3.0).abs() < 1e-9);
        let line = taken(ExportFormat::Ndjson);
        let line: serde_json::Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
        assert_eq!(line["lift"]["client"]["gap_minor"], 900);
    }
}

#[test]
fn r239_the_portrait_of_those_marked_on_their_cards() {
    for app in apps() {
        let clients = base(&app);
        let owner = app.ctx(Role::Owner);
        let nobody = portrait(&app, &owner, &Question::default(), Key::Marked).unwrap();
        assert_eq!(
            (nobody.figure.key_clients, nobody.figure.patterns.len()),
            (0, 0)
        );
        // Four of the large hotels and the four small ones: more than two managers look after.
        let name = domain::setting::KEY_PER_MANAGER.name.to_owned();
        let many = BTreeMap::from([(name, Some(Value::Whole(8)))]);
        app::setting::change(&app, &owner, &many).unwrap();
        for (place, client) in clients.iter().enumerate().take(12).skip(4) {
            let ctx = app.ctx(Role::Owner).seeded(place as u64);
            let mark = key_mark::read(&ctx, "fame", "known to all", None).unwrap();
            part::create(&app, &ctx, *client, &mark).unwrap();
        }
        let drawn = portrait(&app, &owner, &Question::default(), Key::Marked).unwrap();
        let drawn = &drawn.figure;
        assert_eq!((drawn.key, drawn.key_clients), ("marked", 8));
        // four of 1,000 and four of 100, of 8 · 1,000 + 32 · 100
        assert!((drawn.key_value_share.unwrap() - 4_400.0 / 11_200.0).abs() < 1e-12);
        let hotels = &drawn.patterns[0];
        assert_eq!((hotels.clients, hotels.key), (12, 8));
    }
}
