//! The portrait over a base: from cards and orders to names and to the clients behind them.

use std::collections::BTreeMap;

use app::analysis::{Cell, Key, Portrait, Question, Sort, clients, portrait};
use app::testing::{TestApp, apps};
use app::{client, dictionary, order, product, product_group};
use domain::dictionary::Dictionary;
use domain::id::SegmentId;
use domain::policy::Role;

/// Forty clients, twelve of them hotels; eight hotels buy for 1,000, all others for 100. Hotels of
/// the second manager are the small ones.
fn base(app: &TestApp) {
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
    }
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
