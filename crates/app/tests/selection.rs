//! Selections through the use cases, on every engine at hand: who opens them, what they hold for
//! whom, how they are brought up to date and back.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use app::Context;
use app::client::{self, Input as ClientInput, Request};
use app::journal::{self, Filter};
use app::selection::{self, Clients, Error, Input, Seen};
use app::setting;
use app::testing::{TestApp, apps};
use domain::client::Client;
use domain::id::ClientId;
use domain::policy::Role;
use domain::selection::Origin;
use domain::setting::Value;

/// Contexts of one role make the same identifiers; these do not.
fn ctx(app: &TestApp, role: Role) -> Context {
    static TURN: AtomicU64 = AtomicU64::new(1_000);
    app.ctx(role).seeded(TURN.fetch_add(1, Ordering::Relaxed))
}

fn add(app: &TestApp, role: Role, name: &str) -> Client {
    let input = ClientInput {
        name: Some(name.to_owned()),
        ..ClientInput::default()
    };
    client::create(app, &ctx(app, role), &input).unwrap()
}

fn give(app: &TestApp, client: &Client, to: Role) {
    let version = client::card(app, &app.ctx(Role::Owner), client.id)
        .unwrap()
        .client
        .version;
    let change = ClientInput {
        manager_id: Some(Some(app.user(to))),
        ..ClientInput::default()
    };
    client::update(app, &app.ctx(Role::Owner), client.id, version, &change).unwrap();
}

fn sorted(mut ids: [ClientId; 2]) -> [ClientId; 2] {
    ids.sort_unstable();
    ids
}

fn vip(app: &TestApp, client: &Client, class: &str) {
    let version = client::card(app, &app.ctx(Role::Owner), client.id)
        .unwrap()
        .client
        .version;
    let change = ClientInput {
        service_class: Some(class.to_owned()),
        ..ClientInput::default()
    };
    client::update(app, &app.ctx(Role::Owner), client.id, version, &change).unwrap();
}

fn never_bought() -> Clients {
    let map = |pairs: &[(&str, &str)]| {
        let owned = pairs
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
        owned.collect::<BTreeMap<_, _>>()
    };
    Clients::Drawn(Origin::Figure {
        figure: "sleeping".to_owned(),
        parameters: map(&[("window", "12m")]),
        cell: map(&[("kind", "state"), ("state", "none")]),
    })
}

fn listed(field: &str, value: &str) -> Clients {
    let tests = BTreeMap::from([(String::new(), vec![value.to_owned()])]);
    Clients::Drawn(Origin::List {
        q: None,
        filter: BTreeMap::from([(field.to_owned(), tests)]),
    })
}

fn make(app: &TestApp, role: Role, name: &str, shared: bool, set: &Clients) -> Seen {
    let input = Input {
        name: Some(name.to_owned()),
        shared: Some(shared),
        ..Input::default()
    };
    selection::create(app, &ctx(app, role), &input, set).unwrap()
}

fn seen(app: &TestApp, role: Role, seen: &Seen) -> Option<i64> {
    let found = selection::find(app, &app.ctx(role), seen.selection.id);
    found.ok().map(|seen| seen.clients)
}

fn members(app: &TestApp, role: Role, of: &Seen) -> Result<Vec<ClientId>, Error> {
    selection::clients(app, &app.ctx(role), &Clients::Selection(of.selection.id))
}

/// Whether a list filtered by it answers, and with how many.
fn filtered(app: &TestApp, role: Role, of: &Seen, operator: &str) -> Option<i64> {
    let mut terms = Vec::new();
    let values = [of.selection.id.to_string()];
    client::terms(&mut terms, "selection_id", operator, &values)
        .unwrap()
        .unwrap();
    let request = Request {
        terms,
        limit: 10,
        total: true,
        ..Request::default()
    };
    let page = client::list(app, &app.ctx(role), &request).ok()?;
    assert_eq!(page.total, Some(page.items.len() as i64));
    page.total
}

fn last_line(app: &TestApp) -> i64 {
    let filter = Filter {
        entity: Some("selection".to_owned()),
        ..Filter::default()
    };
    let page = journal::list(app, &app.ctx(Role::Owner), &filter, 1).unwrap();
    page.items[0].line.seq
}

#[test]
fn sec_09_a_selection_holds_for_each_reader_only_what_they_may_see() {
    for app in apps() {
        let own = add(&app, Role::Telemarketer, "Own");
        add(&app, Role::ActiveSeller, "Foreign");
        add(&app, Role::Owner, "Pool");
        let private = make(&app, Role::Owner, "Private", false, &never_bought());
        let shared = make(&app, Role::Owner, "Shared", true, &never_bought());
        assert_eq!(private.clients, 3);
        for (role, of_private, of_shared) in [
            (Role::Owner, Some(3), Some(3)),
            (Role::HeadOfSales, None, Some(3)),
            (Role::Telemarketer, None, Some(1)),
            (Role::ClientManager, None, Some(0)),
            (Role::Administrator, None, None),
        ] {
            assert_eq!(seen(&app, role, &private), of_private, "{role}");
            assert_eq!(seen(&app, role, &shared), of_shared, "{role}");
            assert_eq!(filtered(&app, role, &private, ""), of_private, "{role}");
            assert_eq!(filtered(&app, role, &shared, ""), of_shared, "{role}");
            let none = of_shared.map(|_| 0);
            assert_eq!(filtered(&app, role, &shared, "not"), none, "{role}");
            let count = members(&app, role, &shared)
                .ok()
                .map(|all| all.len() as i64);
            assert_eq!(count, of_shared, "{role}");
        }
        assert_eq!(
            members(&app, Role::Telemarketer, &shared).unwrap(),
            [own.id]
        );
        let on_card = |role| {
            let found = selection::of_client(&app, &app.ctx(role), own.id).ok()?;
            Some(
                found
                    .into_iter()
                    .map(|one| one.data.name)
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(on_card(Role::Owner).unwrap(), ["Private", "Shared"]);
        assert_eq!(on_card(Role::Telemarketer).unwrap(), ["Shared"]);
        assert_eq!(on_card(Role::ActiveSeller), None);
        let mut terms = Vec::new();
        let any = client::terms(&mut terms, "selection_id", "is", &["present".to_owned()]);
        assert!(any.unwrap().is_err(), "it would tell of private ones");
    }
}

#[test]
fn only_the_owner_changes_it_and_sharing_needs_a_right() {
    for app in apps() {
        add(&app, Role::Telemarketer, "Own");
        let all = never_bought();
        let mine = make(&app, Role::Telemarketer, "Mine", false, &all);
        let share = Input {
            shared: Some(true),
            ..Input::default()
        };
        let id = mine.selection.id;
        let refused = selection::update(&app, &app.ctx(Role::Telemarketer), id, 1, &share);
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        let shared = make(&app, Role::Owner, "Shared", true, &all);
        let id = shared.selection.id;
        let ctx = app.ctx(Role::HeadOfSales);
        let foreign = [
            selection::update(&app, &ctx, id, 1, &share).err(),
            selection::renew(&app, &ctx, id, 1, true).err(),
            selection::delete(&app, &ctx, id, 1).err(),
        ];
        assert!(
            foreign
                .iter()
                .all(|refused| matches!(refused, Some(Error::NotFound)))
        );
        let stale = selection::delete(&app, &app.ctx(Role::Owner), id, 7);
        assert!(matches!(stale, Err(Error::VersionConflict { current: 1 })));
        let none = selection::create(&app, &app.ctx(Role::Administrator), &Input::default(), &all);
        assert!(matches!(none, Err(Error::Forbidden(_))));
    }
}

#[test]
fn it_is_brought_up_to_date_and_back_again() {
    for app in apps() {
        let (a, b) = (add(&app, Role::Owner, "A"), add(&app, Role::Owner, "B"));
        let c = add(&app, Role::Owner, "C");
        vip(&app, &a, "vip");
        vip(&app, &b, "vip");
        let made = make(
            &app,
            Role::Owner,
            "VIP",
            false,
            &listed("service_class", "vip"),
        );
        let (id, ctx) = (made.selection.id, app.ctx(Role::Owner));
        vip(&app, &b, "ordinary");
        vip(&app, &c, "vip");
        let dry = selection::renew(&app, &ctx, id, 1, true).unwrap();
        let names = |items: &[client::Listed]| -> Vec<String> {
            items.iter().map(|item| item.name.clone()).collect()
        };
        assert_eq!(
            (names(&dry.came), names(&dry.left)),
            (vec!["C".to_owned()], vec!["B".to_owned()])
        );
        assert_eq!((dry.came_count, dry.left_count, dry.clients), (1, 1, 2));
        assert_eq!(
            members(&app, Role::Owner, &made).unwrap(),
            sorted([a.id, b.id]),
            "only counted"
        );
        selection::renew(&app, &ctx, id, 1, false).unwrap();
        assert_eq!(
            members(&app, Role::Owner, &made).unwrap(),
            sorted([a.id, c.id])
        );
        let undone = journal::undo(&app, &ctx, last_line(&app)).unwrap();
        assert_eq!(
            members(&app, Role::Owner, &made).unwrap(),
            sorted([a.id, b.id])
        );
        journal::undo(&app, &ctx, undone).unwrap();
        assert_eq!(
            members(&app, Role::Owner, &made).unwrap(),
            sorted([a.id, c.id])
        );
        // Drawn anew after an undo it is a drawing of its own, not the one that was undone.
        vip(&app, &a, "ordinary");
        selection::renew(&app, &ctx, id, 4, false).unwrap();
        assert_eq!(members(&app, Role::Owner, &made).unwrap(), [c.id]);
        selection::delete(&app, &ctx, id, 5).unwrap();
        assert!(matches!(
            members(&app, Role::Owner, &made),
            Err(Error::NotFound)
        ));
        assert_eq!(filtered(&app, Role::Owner, &made, ""), None);
        journal::undo(&app, &ctx, last_line(&app)).unwrap();
        assert_eq!(members(&app, Role::Owner, &made).unwrap(), [c.id]);
        let fixed = make(&app, Role::Owner, "Fixed", false, &Clients::Ids(vec![a.id]));
        let refused = selection::renew(&app, &ctx, fixed.selection.id, 1, true);
        assert!(
            matches!(refused, Err(Error::Invalid(_))),
            "no rule to ask again"
        );
    }
}

#[test]
fn who_sees_less_than_before_brings_up_to_date_only_that() {
    for app in apps() {
        let own = add(&app, Role::HeadOfSales, "Own");
        give(&app, &own, Role::HeadOfSales);
        add(&app, Role::Telemarketer, "Foreign");
        let made = make(&app, Role::HeadOfSales, "All", true, &never_bought());
        assert_eq!(made.clients, 2);
        let scope = |scope: &str| {
            let value = Some(Value::Text(scope.to_owned()));
            let change = BTreeMap::from([("policy.head_of_sales_scope".to_owned(), value)]);
            setting::change(&app, &app.ctx(Role::Owner), &change).unwrap();
        };
        scope("team");
        let more = add(&app, Role::Owner, "More");
        give(&app, &more, Role::HeadOfSales);
        let ctx = app.ctx(Role::HeadOfSales);
        let renewed = selection::renew(&app, &ctx, made.selection.id, 1, false).unwrap();
        assert_eq!(
            (renewed.came_count, renewed.left_count, renewed.clients),
            (1, 0, 2)
        );
        assert_eq!(seen(&app, Role::HeadOfSales, &made), Some(2));
        assert_eq!(
            seen(&app, Role::Owner, &made),
            Some(3),
            "what they do not see stayed"
        );
    }
}

#[test]
fn sec_09_a_rule_on_a_guarded_field_is_for_those_who_see_the_field() {
    for app in apps() {
        let own = add(&app, Role::Telemarketer, "Own");
        let mut by_margin = never_bought();
        if let Clients::Drawn(Origin::Figure { parameters, .. }) = &mut by_margin {
            parameters.insert("basis".to_owned(), "margin".to_owned());
        }
        let by_phone = {
            let tests = BTreeMap::from([("not".to_owned(), vec!["phone".to_owned()])]);
            Clients::Drawn(Origin::List {
                q: None,
                filter: BTreeMap::from([("has".to_owned(), tests)]),
            })
        };
        for set in [by_margin, by_phone] {
            let made = make(&app, Role::Owner, "Guarded", true, &set);
            assert_eq!(made.clients, 1);
            assert_eq!(seen(&app, Role::HeadOfSales, &made), Some(1));
            assert_eq!(seen(&app, Role::Telemarketer, &made), None);
            assert_eq!(filtered(&app, Role::Telemarketer, &made, ""), None);
            let of = selection::of_client(&app, &app.ctx(Role::Telemarketer), own.id).unwrap();
            assert!(of.is_empty());
            let input = Input {
                name: Some("x".to_owned()),
                ..Input::default()
            };
            let refused = selection::create(&app, &app.ctx(Role::Telemarketer), &input, &set);
            assert!(refused.is_err());
        }
    }
}

#[test]
fn a_rule_with_a_contact_in_it_is_not_kept() {
    let app = app::testing::app();
    let input = Input {
        name: Some("x".to_owned()),
        ..Input::default()
    };
    for (q, kept) in [
        ("4951234517", false),
        ("anna@example.ru", false),
        ("anna", true),
    ] {
        let set = Clients::Drawn(Origin::List {
            q: Some(q.to_owned()),
            filter: BTreeMap::new(),
        });
        let made = selection::create(&app, &ctx(&app, Role::Owner), &input, &set);
        assert_eq!(made.is_ok(), kept, "{q}");
    }
    for (field, operator, value) in [
        ("nobody", "", "x"),
        ("orders", "like", "1"),
        ("segment_id", "", "x"),
    ] {
        let tests = BTreeMap::from([(operator.to_owned(), vec![value.to_owned()])]);
        let set = Clients::Drawn(Origin::List {
            q: None,
            filter: BTreeMap::from([(field.to_owned(), tests)]),
        });
        let made = selection::create(&app, &ctx(&app, Role::Owner), &input, &set);
        assert!(matches!(made, Err(Error::Invalid(_))), "{field}");
    }
}
