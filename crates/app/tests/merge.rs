//! Merging and taking it back, on every engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;

use app::client::{self, Input, NewChannel};
use app::merge::{self, Error, Wish};
use app::testing::{TestApp, app, apps, dump};
use app::{fact, interaction, order, part, payment, person, product};
use domain::client::Client;
use domain::id::{ClientId, MergeId, ProductId};
use domain::merge::{MergeField, Preset};
use domain::policy::{Entity, Role};
use proptest::prelude::*;

fn ctx(app: &TestApp, role: Role, seed: u64) -> app::Context {
    app.ctx(role).seeded(10_000 + seed)
}

fn product_of(app: &TestApp) -> ProductId {
    let input = product::Input {
        code: Some("A".to_owned()),
        name: Some("A".to_owned()),
        price_minor: Some(Some(100)),
        ..product::Input::default()
    };
    let made = product::create(app, &ctx(app, Role::Owner, 1), &input);
    made.unwrap().id
}

/// A client with one of everything; `seed` tells them apart.
fn furnished(app: &TestApp, seed: u64, product: ProductId, input: Input) -> ClientId {
    let seed = seed * 100;
    let ctx = |n| ctx(app, Role::Owner, seed + n);
    let phone = |value: &str| NewChannel {
        kind: "phone".to_owned(),
        value: value.to_owned(),
        label: None,
    };
    let input = Input {
        tax_country: Some("RU".to_owned()),
        channels: vec![
            phone("+7 495 123-45-67"),
            phone(&format!("+7 495 200-00-{:02}", seed / 100)),
        ],
        ..input
    };
    let id = client::create(app, &ctx(1), &input).unwrap().id;
    let person = person::Input {
        name: Some(format!("Человек {seed}")),
        ..person::Input::default()
    };
    part::create(app, &ctx(2), id, &person.create().unwrap()).unwrap();
    let talk = interaction::Input {
        kind: Some("call".to_owned()),
        ..interaction::Input::default()
    };
    part::create(app, &ctx(3), id, &talk.create(&ctx(3)).unwrap()).unwrap();
    let fact = fact::Input {
        fact_type: Some("other".to_owned()),
        value: Some("the same of both".to_owned()),
        ..fact::Input::default()
    };
    part::create(app, &ctx(4), id, &fact.create(&ctx(4)).unwrap()).unwrap();
    let sale = order::Input {
        client_id: Some(id),
        status: Some("confirmed".to_owned()),
        lines: Some(vec![order::NewLine {
            product_id: product,
            quantity_milli: 1_000,
            price_minor: 1_000 + i64::try_from(seed).unwrap(),
            discount_bp: 0,
        }]),
        ..order::Input::default()
    };
    order::create(app, &ctx(5), &sale).unwrap();
    let paid = payment::Input {
        client_id: Some(id),
        amount_minor: Some(500),
        ..payment::Input::default()
    };
    payment::create(app, &ctx(6), &paid).unwrap();
    id
}

fn named(name: &str) -> Input {
    Input {
        name: Some(name.to_owned()),
        ..Input::default()
    }
}

fn wish(survivor: ClientId, absorbed: &[ClientId]) -> Wish {
    Wish {
        survivor,
        absorbed: absorbed.to_vec(),
        preset: Preset::Survivor,
        picks: BTreeMap::new(),
        despite_tax_numbers: false,
    }
}

fn card(app: &TestApp, id: ClientId) -> client::Card {
    client::card(app, &app.ctx(Role::Owner), id).unwrap()
}

fn sums(app: &TestApp) -> (i64, i64, i64) {
    let request = order::Request {
        limit: 1_000,
        ..order::Request::default()
    };
    let orders = order::list(app, &app.ctx(Role::Owner), &request).unwrap();
    let paid = payment::Request {
        limit: 1_000,
        ..payment::Request::default()
    };
    let paid = payment::list(app, &app.ctx(Role::Owner), &paid).unwrap();
    (
        i64::try_from(orders.items.len()).unwrap(),
        orders.items.iter().map(|item| item.base_total_minor).sum(),
        paid.items
            .iter()
            .map(|item| item.payment.data.amount_minor)
            .sum(),
    )
}

/// What a merge and its undoing leave as it was: all tables but the journal, the merges themselves,
/// the numbers of changes, and the counters on the rows of clients, which are looked at apart.
const KEPT_APART: &[&str] = &[
    "client",
    "client_merge",
    "client_merge_member",
    "client_merge_move",
    "journal",
    "journal_head",
    "order_change",
    "order_change_head",
];

fn state(app: &TestApp, ids: &[ClientId]) -> (String, Vec<Client>) {
    let all = app.system().scope(Entity::Client).unwrap();
    let clients = ids.iter().map(|id| {
        let found = app
            .db
            .read(|tx| store::client::find(tx, &all, *id))
            .unwrap();
        let mut found = found.unwrap();
        (found.version, found.updated_at) = (0, app.now);
        found
    });
    let clients = clients.collect();
    (dump(app, KEPT_APART), clients)
}

#[test]
fn r113_what_hangs_on_a_record_follows_it_and_the_old_identifier_leads_on() {
    for app in apps() {
        let product = product_of(&app);
        let with_number = Input {
            tax_number: Some(Some("7707083893".to_owned())),
            external_id: Some(Some("1C-7".to_owned())),
            relation: Some("current".to_owned()),
            ..named("ООО «Ромашка»")
        };
        let stays = furnished(&app, 1, product, named("Ромашка"));
        let goes = furnished(&app, 2, product, with_number);
        let before = sums(&app);
        let steward = ctx(&app, Role::DataSteward, 9);
        let preview = merge::preview(&app, &steward, &wish(stays, &[goes])).unwrap();
        assert_eq!(preview.records.len(), 2);
        assert!(preview.differing.contains(&MergeField::Name));
        assert_eq!(preview.from[&MergeField::TaxNumber], goes);
        let orders = preview.records[1]
            .counts
            .iter()
            .find(|(table, _)| *table == "orders");
        assert_eq!(orders, Some(&("orders", 1)));

        let done = merge::merge(&app, &steward, &wish(stays, &[goes])).unwrap();
        assert_eq!(done.absorbed, [(goes, "ООО «Ромашка»".to_owned())]);
        let card = card(&app, stays);
        assert_eq!(card.client.data.name, "Ромашка");
        assert_eq!(card.client.data.tax_number.as_deref(), Some("7707083893"));
        assert_eq!(card.client.data.external_id.as_deref(), Some("1C-7"));
        assert_eq!(card.people.len(), 2);
        assert_eq!(card.interactions, 2);
        assert_eq!(card.channels.len(), 3, "the number of both stands once");
        assert_eq!(card.facts.len(), 1, "so does the fact");
        assert_eq!(card.client.standing.purchases, 2);
        assert_eq!(sums(&app), before, "no order and no money is lost");

        let gone = client::card(&app, &app.ctx(Role::Owner), goes);
        assert!(matches!(gone, Err(client::Error::NotFound)));
        let leads = merge::survivor(&app, &app.ctx(Role::Owner), goes).unwrap();
        assert_eq!(leads, Some(stays));
        let restored = client::restore(&app, &app.ctx(Role::Owner), goes);
        assert!(restored.is_err(), "a merged record is not a deleted one");
        let of_card = app::journal::Filter {
            client_id: Some(stays),
            ..app::journal::Filter::default()
        };
        let lines = app::journal::list(&app, &app.ctx(Role::Owner), &of_card, 200).unwrap();
        let origins: Vec<_> = lines
            .items
            .iter()
            .map(|item| (item.line.entry.client_id, item.origin.as_deref()))
            .collect();
        assert!(origins.contains(&(Some(stays), None)));
        assert!(
            origins.contains(&(Some(goes), Some("ООО «Ромашка»"))),
            "what was done on the absorbed record, marked with it"
        );
        let history = merge::list(&app, &app.ctx(Role::Owner), stays).unwrap();
        assert_eq!(history, [done]);
    }
}

#[test]
fn r113_taken_back_everything_is_as_it_was() {
    for app in apps() {
        let product = product_of(&app);
        let ids = [
            furnished(&app, 1, product, named("Ромашка")),
            furnished(&app, 2, product, named("Ромашка Москва")),
            furnished(&app, 3, product, named("ромашка ооо")),
        ];
        let before = state(&app, &ids);
        let wish = Wish {
            preset: Preset::Fullest,
            ..wish(ids[0], &ids[1..])
        };
        let done = merge::merge(&app, &ctx(&app, Role::Owner, 7), &wish).unwrap();
        assert_ne!(dump(&app, KEPT_APART), before.0);
        let undo = merge::undo(&app, &ctx(&app, Role::Owner, 8), done.id).unwrap();
        assert_eq!(undo, merge::Conflicts::default());
        assert_eq!(state(&app, &ids), before);
        let again = merge::undo(&app, &ctx(&app, Role::Owner, 9), done.id);
        assert!(matches!(again, Err(Error::Undone)));
    }
}

#[test]
fn r113_later_work_stays_and_is_told() {
    let app = app();
    let product = product_of(&app);
    let site = |site: &str| Input {
        website: Some(Some(site.to_owned())),
        ..Input::default()
    };
    let stays = furnished(&app, 1, product, named("Ромашка"));
    let other = Input {
        name: Some("Ромашка 2".to_owned()),
        ..site("b.example")
    };
    let goes = furnished(&app, 2, product, other);
    let done = merge::merge(&app, &ctx(&app, Role::Owner, 7), &wish(stays, &[goes])).unwrap();

    let now = card(&app, stays);
    assert_eq!(now.client.data.website.as_deref(), Some("b.example"));
    let owner = ctx(&app, Role::Owner, 8);
    client::update(&app, &owner, stays, now.client.version, &site("c.example")).unwrap();
    let talk = interaction::Input {
        kind: Some("visit".to_owned()),
        ..interaction::Input::default()
    };
    let owner = ctx(&app, Role::Owner, 9);
    part::create(&app, &owner, stays, &talk.create(&owner).unwrap()).unwrap();

    let conflicts = merge::undo(&app, &ctx(&app, Role::Owner, 10), done.id).unwrap();
    assert_eq!(conflicts.fields, ["website"]);
    let (first, second) = (card(&app, stays), card(&app, goes));
    assert_eq!(first.client.data.website.as_deref(), Some("c.example"));
    assert_eq!(second.client.data.website.as_deref(), Some("b.example"));
    assert_eq!((first.interactions, second.interactions), (2, 1));
}

#[test]
fn merges_of_merges_go_back_from_the_last() {
    let app = app();
    let product = product_of(&app);
    let ids: Vec<ClientId> = (1..=3)
        .map(|n| furnished(&app, n, product, named(&format!("Ромашка {n}"))))
        .collect();
    let before = state(&app, &ids);
    let owner = |n| ctx(&app, Role::Owner, n);
    let first = merge::merge(&app, &owner(7), &wish(ids[1], &[ids[2]])).unwrap();
    let second = merge::merge(&app, &owner(8), &wish(ids[0], &[ids[1]])).unwrap();
    let leads = merge::survivor(&app, &owner(9), ids[2]).unwrap();
    assert_eq!(leads, Some(ids[0]), "through both");
    assert_eq!(card(&app, ids[0]).people.len(), 3);
    let refused = merge::undo(&app, &owner(9), first.id);
    assert!(matches!(refused, Err(Error::MergedSince { into }) if into == ids[0]));
    merge::undo(&app, &owner(10), second.id).unwrap();
    merge::undo(&app, &owner(11), first.id).unwrap();
    assert_eq!(state(&app, &ids), before);
}

#[test]
fn refusals_name_the_rule_and_change_nothing() {
    let app = app();
    let product = product_of(&app);
    let with_number = |name: &str, number: &str| Input {
        tax_number: Some(Some(number.to_owned())),
        ..named(name)
    };
    let a = furnished(&app, 1, product, with_number("А", "7707083893"));
    let b = furnished(&app, 2, product, with_number("Б", "7736050003"));
    let before = dump(&app, &[]);
    let owner = ctx(&app, Role::Owner, 7);
    let refused = merge::merge(&app, &owner, &wish(a, &[b]));
    assert!(matches!(refused, Err(Error::TaxNumbers)));
    for absorbed in [vec![], vec![a], vec![b, b], vec![b; 9]] {
        let refused = merge::merge(&app, &owner, &wish(a, &absorbed));
        assert!(matches!(refused, Err(Error::Number)), "{absorbed:?}");
    }
    let refused = merge::merge(&app, &ctx(&app, Role::ClientManager, 7), &wish(a, &[b]));
    assert!(matches!(refused, Err(Error::Forbidden(_))));
    let unknown = MergeId::from_uuid(uuid::Uuid::nil());
    let refused = merge::undo(&app, &owner, unknown);
    assert!(matches!(refused, Err(Error::NotFound)));
    assert_eq!(dump(&app, &[]), before);
    let despite = Wish {
        despite_tax_numbers: true,
        ..wish(a, &[b])
    };
    merge::merge(&app, &owner, &despite).unwrap();
}

#[test]
fn two_who_merge_the_same_records_at_once_make_one_merge() {
    for app in apps() {
        let product = product_of(&app);
        let a = furnished(&app, 1, product, named("А"));
        let b = furnished(&app, 2, product, named("Б"));
        let done: Vec<bool> = std::thread::scope(|scope| {
            let one = scope
                .spawn(|| merge::merge(&app, &ctx(&app, Role::Owner, 7), &wish(a, &[b])).is_ok());
            let other = scope
                .spawn(|| merge::merge(&app, &ctx(&app, Role::Owner, 8), &wish(b, &[a])).is_ok());
            vec![one.join().unwrap(), other.join().unwrap()]
        });
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
        assert_eq!(sums(&app).0, 2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever is merged into whatever, sums stay, nothing hangs on a record that is not there,
    /// and taken back from the last to the first everything is as it was.
    #[test]
    fn any_merges_lose_nothing(steps in prop::collection::vec((0..5usize, 0..5usize, 0..3usize), 1..5)) {
        let app = app();
        let product = product_of(&app);
        let ids: Vec<ClientId> = (1..=5)
            .map(|n| furnished(&app, n, product, named(&format!("Ромашка {n}"))))
            .collect();
        let (before, money) = (state(&app, &ids), sums(&app));
        let mut done = Vec::new();
        for (seed, (survivor, absorbed, preset)) in steps.into_iter().enumerate() {
            let owner = ctx(&app, Role::Owner, 7_000 + seed as u64);
            let wish = Wish {
                preset: Preset::ALL[preset],
                ..wish(ids[survivor], &[ids[absorbed]])
            };
            match merge::merge(&app, &owner, &wish) {
                Ok(merge) => done.push(merge.id),
                Err(Error::NotFound | Error::Number) => {}
                Err(error) => panic!("{error}"),
            }
            prop_assert_eq!(sums(&app), money);
        }
        for (seed, id) in done.into_iter().rev().enumerate() {
            let owner = ctx(&app, Role::Owner, 8_000 + seed as u64);
            let conflicts = merge::undo(&app, &owner, id).unwrap();
            prop_assert_eq!(conflicts, merge::Conflicts::default());
        }
        prop_assert_eq!(state(&app, &ids), before);
    }
}
