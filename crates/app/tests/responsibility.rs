//! Responsibility: who retains and who develops whom, what they see for it, the limit of key
//! clients, the plan of visits.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;

use app::client::{self, Input};
use app::coverage;
use app::responsibility::{self, Error};
use app::testing::{TestApp, apps};
use app::{
    Context, interaction, journal, key_mark, order, part, product, product_group, setting, task,
};
use domain::id::{ClientId, ProductGroupId, ProductId, TerritoryId, UserId};
use domain::key_mark::KeyMarkData;
use domain::policy::Role;
use domain::responsibility::{Clients, Function};
use domain::setting::Value;
use jiff::SignedDuration;
use jiff::civil::date;

const OWNER: Role = Role::Owner;
/// The manager of the territory.
const LOCAL: Role = Role::ClientManager;
/// The head of a product line, who sees only own clients otherwise.
const LINE: Role = Role::ActiveSeller;

fn seeded(app: &TestApp, role: Role, seed: u64) -> Context {
    app.ctx(role).seeded(7_000 + seed * 16 + role as u64)
}

fn set(app: &TestApp, wanted: &[(&str, Value)]) {
    let wanted: BTreeMap<String, Option<Value>> = wanted
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Some(value.clone())))
        .collect();
    setting::change(app, &app.ctx(OWNER), &wanted).unwrap();
}

fn separate(app: &TestApp) {
    set(
        app,
        &[("responsibility.mode", Value::Text("separate".to_owned()))],
    );
}

fn add(app: &TestApp, number: u64, manager: Option<Role>, region: Option<&str>) -> ClientId {
    let input = Input {
        name: Some(format!("Клиент {number}")),
        manager_id: Some(manager.map(|role| app.user(role))),
        relation: Some("current".to_owned()),
        address: region.map(|region| domain::address::AddressParts {
            region: region.to_owned(),
            ..Default::default()
        }),
        ..Input::default()
    };
    client::create(app, &seeded(app, OWNER, number), &input)
        .unwrap()
        .id
}

fn mark(app: &TestApp, client: ClientId, seed: u64) -> Result<(), part::Error> {
    let ctx = seeded(app, OWNER, 300 + seed);
    let data = key_mark::read(&ctx, "fame", "Знают все", None).unwrap();
    part::create::<KeyMarkData>(app, &ctx, client, &data).map(|_| ())
}

fn territory(app: &TestApp, name: &str, regions: &[&str], seed: u64) -> TerritoryId {
    let input = coverage::Input {
        name: Some(name.to_owned()),
        regions: Some(regions.iter().map(|region| (*region).to_owned()).collect()),
        ..coverage::Input::default()
    };
    coverage::create(app, &seeded(app, OWNER, 400 + seed), &input)
        .unwrap()
        .id
}

fn line(app: &TestApp, name: &str, seed: u64) -> (ProductGroupId, ProductId) {
    let ctx = seeded(app, OWNER, 500 + seed);
    let group = product_group::create(app, &ctx, name, None, Vec::new())
        .unwrap()
        .id;
    let new = product::Input {
        code: Some(format!("{name}-1")),
        name: Some(name.to_owned()),
        group_id: Some(Some(group)),
        ..product::Input::default()
    };
    (group, product::create(app, &ctx, &new).unwrap().id)
}

fn buy(app: &TestApp, client: ClientId, product: ProductId, seed: u64) {
    let line = order::NewLine {
        product_id: product,
        quantity_milli: 1_000,
        price_minor: 10_000,
        discount_bp: 0,
    };
    let input = order::Input {
        client_id: Some(client),
        status: Some("done".to_owned()),
        lines: Some(vec![line]),
        ..order::Input::default()
    };
    order::create(app, &seeded(app, OWNER, 600 + seed), &input).unwrap();
}

fn cell(user: UserId, function: Function, clients: Clients) -> responsibility::Input {
    responsibility::Input {
        user_id: user,
        function,
        clients,
        line_id: None,
        territory_id: None,
        from_day: None,
        until_day: None,
    }
}

fn put(app: &TestApp, input: responsibility::Input, seed: u64) -> domain::responsibility::Cell {
    responsibility::create(app, &seeded(app, Role::HeadOfSales, 700 + seed), input).unwrap()
}

fn who(app: &TestApp, client: ClientId, function: Function) -> Vec<UserId> {
    let told = responsibility::of_client(app, &app.ctx(OWNER), client).unwrap();
    let mut users: Vec<UserId> = told
        .answers
        .iter()
        .filter(|answer| answer.function == function)
        .flat_map(|answer| answer.users.iter().map(|(user, _)| *user))
        .collect();
    users.sort_unstable();
    users.dedup();
    users
}

fn sees(app: &TestApp, role: Role, client: ClientId) -> bool {
    let card = client::card(app, &app.ctx(role), client).is_ok();
    let request = client::Request {
        q: None,
        terms: Vec::new(),
        order: Default::default(),
        limit: 100,
        after: None,
        total: true,
    };
    let page = client::list(app, &app.ctx(role), &request).unwrap();
    let listed = page.items.iter().any(|item| item.id == client);
    assert_eq!(page.total, Some(page.items.len() as i64));
    let request = client::Request {
        q: Some("Клиент".to_owned()),
        ..request
    };
    let found = client::list(app, &app.ctx(role), &request).unwrap();
    let found = found.items.iter().any(|item| item.id == client);
    assert_eq!((card, card), (listed, found), "card, list and search agree");
    card
}

#[test]
fn r196_r197_the_matrix_says_who_and_they_see_their_clients() {
    for app in apps() {
        separate(&app);
        let north = territory(&app, "Север", &["Север", "Запад"], 1);
        let (oils, oil) = line(&app, "Масла", 1);
        let (_, tea) = line(&app, "Чай", 2);
        let key = add(&app, 1, None, Some("Север"));
        let other = add(&app, 2, None, Some("Запад"));
        let far = add(&app, 3, None, Some("Юг"));
        let lead = client::Input {
            name: Some("Клиент 4".to_owned()),
            ..Input::default()
        };
        let prospect = client::create(&app, &seeded(&app, OWNER, 4), &lead)
            .unwrap()
            .id;
        mark(&app, key, 1).unwrap();
        buy(&app, key, oil, 1);
        buy(&app, other, tea, 2);
        assert!(!sees(&app, LOCAL, key) && !sees(&app, LINE, key));

        let (head, local) = (app.user(LINE), app.user(LOCAL));
        let head_cell = responsibility::Input {
            line_id: Some(oils),
            ..cell(head, Function::Retention, Clients::Key)
        };
        put(&app, head_cell, 1);
        let there = |function, clients| responsibility::Input {
            territory_id: Some(north),
            ..cell(local, function, clients)
        };
        put(&app, there(Function::Retention, Clients::Other), 2);
        let develops = put(&app, there(Function::Development, Clients::All), 3);

        assert_eq!(who(&app, key, Function::Retention), [head]);
        assert_eq!(who(&app, key, Function::Development), [local]);
        assert_eq!(who(&app, other, Function::Retention), [local]);
        assert_eq!(who(&app, far, Function::Development), []);
        assert!(sees(&app, LINE, key) && !sees(&app, LINE, other));
        assert!(sees(&app, LOCAL, key) && sees(&app, LOCAL, other));
        assert!(!sees(&app, LOCAL, far) && !sees(&app, LOCAL, prospect));
        assert!(!sees(&app, Role::Telemarketer, key));
        // A note of theirs stands at the client: they work it.
        let told = client::Input {
            website: Some(Some("north.example".to_owned())),
            ..Input::default()
        };
        let card = client::card(&app, &app.ctx(LOCAL), other).unwrap().client;
        client::update(&app, &app.ctx(LOCAL), other, card.version, &told).unwrap();

        let report = responsibility::report(&app, &app.ctx(OWNER)).unwrap();
        assert_eq!(
            (report.clients, report.key, report.holes, report.overlaps),
            (3, 1, 1, 0)
        );
        assert_eq!(report.hole_cases[0].client, far);
        assert_eq!(report.regions, [(Some("Юг".to_owned()), 1)]);
        let load = report
            .loads
            .iter()
            .find(|(user, _)| *user == local)
            .unwrap()
            .1;
        assert_eq!((load.retains, load.develops), (1, 2));
        // what is reported is what one sees
        let own = responsibility::report(&app, &app.ctx(LOCAL)).unwrap();
        assert_eq!((own.clients, own.holes), (2, 0));

        // a cell that is gone is seen by no more; taking that back brings it back
        responsibility::delete(&app, &app.ctx(OWNER), develops.id, develops.version).unwrap();
        assert!(!sees(&app, LOCAL, key));
        let filter = journal::Filter::default();
        let newest = journal::list(&app, &app.ctx(OWNER), &filter, 1)
            .unwrap()
            .items[0]
            .line
            .seq;
        journal::undo(&app, &seeded(&app, OWNER, 80), newest).unwrap();
        assert!(sees(&app, LOCAL, key));
        // one manager does all: the matrix gives no sight
        set(
            &app,
            &[("responsibility.mode", Value::Text("one".to_owned()))],
        );
        assert!(!sees(&app, LOCAL, key));
    }
}

#[test]
fn r198_in_one_mode_the_holder_does_all_and_in_the_other_the_matrix_decides() {
    for app in apps() {
        let client = add(&app, 1, Some(LINE), Some("Север"));
        let (holder, local) = (app.user(LINE), app.user(LOCAL));
        put(&app, cell(local, Function::Retention, Clients::All), 1);
        for function in Function::ALL {
            assert_eq!(who(&app, client, *function), [holder]);
        }
        separate(&app);
        assert_eq!(who(&app, client, Function::Retention), [local]);
        assert_eq!(who(&app, client, Function::Development), []);
        put(&app, cell(local, Function::Development, Clients::All), 2);
        put(&app, cell(holder, Function::Development, Clients::All), 3);
        let report = responsibility::report(&app, &app.ctx(OWNER)).unwrap();
        assert_eq!((report.holes, report.overlaps), (0, 1));

        // tasks go to who is responsible
        let set = app::selection::Clients::Ids(vec![client]);
        let input = task::Input {
            title: Some("Предложить".to_owned()),
            ..task::Input::default()
        };
        let give = |function| {
            let to = task::Assignee::Responsible(function);
            task::batch(
                &app,
                &seeded(&app, OWNER, 90),
                &set,
                &input,
                to,
                None,
                false,
            )
            .unwrap()
        };
        assert_eq!(
            give(Function::Development).without_manager,
            1,
            "two are not one"
        );
        assert_eq!(give(Function::Retention).tasks, 1);
        let today = app::today::today(&app, &app.ctx(LOCAL)).unwrap();
        assert_eq!(today.items.len(), 1, "and stands in their day");
        assert_eq!(today.items[0].client.id, client);
    }
}

#[test]
fn r199_nobody_holds_more_key_clients_than_one_can_look_after() {
    for app in apps() {
        let local = app.user(LOCAL);
        let clients: Vec<ClientId> = (1..=4).map(|n| add(&app, n, None, None)).collect();
        for (n, client) in clients.iter().enumerate() {
            mark(&app, *client, n as u64).unwrap();
        }
        let give = |client: ClientId, seed: u64| {
            let ctx = seeded(&app, OWNER, 900 + seed);
            let card = client::card(&app, &ctx, client).unwrap().client;
            let input = Input {
                manager_id: Some(Some(local)),
                ..Input::default()
            };
            client::update(&app, &ctx, client, card.version, &input)
        };
        for (n, client) in clients[..3].iter().enumerate() {
            give(*client, n as u64).unwrap();
        }
        let fourth = give(clients[3], 4);
        let Err(client::Error::KeyLimit(limit)) = fourth else {
            panic!("{fourth:?}");
        };
        assert_eq!((limit.held, limit.most), (3, 3));
        // a mark must not do what giving may not
        let plain = add(&app, 5, Some(LOCAL), None);
        let marked = mark(&app, plain, 20);
        assert!(matches!(marked, Err(part::Error::Invalid(_))), "{marked:?}");
        // others are given without a limit, and the limit is a setting
        assert!(give(add(&app, 6, None, None), 6).is_ok());
        set(&app, &[("client.key_per_manager", Value::Whole(4))]);
        assert!(give(clients[3], 7).is_ok());
    }
}

#[test]
fn r201_a_head_plans_own_visits_to_key_clients() {
    for mut app in apps() {
        let head = Role::HeadOfSales;
        let key = add(&app, 1, Some(LOCAL), None);
        let plain = add(&app, 2, Some(LOCAL), None);
        mark(&app, key, 1).unwrap();
        let visits = responsibility::visits(&app, &app.ctx(head)).unwrap();
        assert_eq!(visits.items.len(), 1, "key clients alone");
        assert!(visits.items[0].is_due);
        let plan = |app: &TestApp, seed: u64| {
            let ctx = seeded(app, head, 950 + seed);
            responsibility::plan_visits(app, &ctx, &[key, plain], "Заехать").unwrap()
        };
        let done = plan(&app, 1);
        assert_eq!((done.tasks, done.left_out), (1, 1));
        assert_eq!(plan(&app, 2).tasks, 0, "one open visit is enough");
        journal::undo(&app, &seeded(&app, head, 960), done.seq.unwrap()).unwrap();
        assert_eq!(plan(&app, 3).tasks, 1);

        let ctx = seeded(&app, head, 970);
        let visit = interaction::Input {
            kind: Some("visit".to_owned()),
            ..interaction::Input::default()
        };
        interaction::create(&app, &ctx, key, &visit).unwrap();
        let visits = responsibility::visits(&app, &app.ctx(head)).unwrap();
        assert_eq!(visits.items[0].due, date(2026, 5, 31));
        // another's visits are not one's own
        let owner = responsibility::visits(&app, &app.ctx(OWNER)).unwrap();
        assert!(owner.items[0].is_due && owner.items[0].of.last.is_some());
        app.now += SignedDuration::from_hours(24 * 91);
        assert!(responsibility::visits(&app, &app.ctx(head)).unwrap().items[0].is_due);
    }
}

#[test]
fn cells_are_refused_that_name_what_is_not_there_and_kept_by_who_assigns() {
    for app in apps() {
        let local = app.user(LOCAL);
        let stranger = responsibility::create(
            &app,
            &app.ctx(LOCAL),
            cell(local, Function::Retention, Clients::All),
        );
        assert!(matches!(stranger, Err(Error::Forbidden(_))), "{stranger:?}");
        let try_put =
            |input, seed: u64| responsibility::create(&app, &seeded(&app, OWNER, seed), input);
        let base = cell(local, Function::Retention, Clients::All);
        let streets = territory(&app, "Центр", &[], 1);
        let north = territory(&app, "Север", &["Север"], 2);
        let (group, _) = line(&app, "Масла", 1);
        let refused = |input, seed: u64| match try_put(input, seed) {
            Err(Error::Invalid(refusals)) => refusals[0].code,
            other => panic!("{other:?}"),
        };
        let administrator = app.user(Role::Administrator);
        let bad = [
            (
                responsibility::Input {
                    user_id: administrator,
                    ..base
                },
                "reference.unknown",
            ),
            (
                responsibility::Input {
                    territory_id: Some(streets),
                    ..base
                },
                "responsibility.no_regions",
            ),
            (
                responsibility::Input {
                    line_id: Some(ProductGroupId::from_uuid(north.uuid())),
                    ..base
                },
                "responsibility.line",
            ),
            (
                responsibility::Input {
                    until_day: Some(date(2020, 1, 1)),
                    ..base
                },
                "responsibility.days",
            ),
        ];
        for (n, (input, code)) in bad.into_iter().enumerate() {
            assert_eq!(refused(input, 20 + n as u64), code);
        }
        let kept = responsibility::Input {
            territory_id: Some(north),
            line_id: Some(group),
            ..base
        };
        try_put(kept, 30).unwrap();
        assert_eq!(refused(kept, 31), "responsibility.same");
        // what a cell names stays
        let gone = coverage::delete(&app, &app.ctx(OWNER), north, 1);
        assert!(
            matches!(gone, Err(coverage::Error::Responsible)),
            "{gone:?}"
        );
        let gone = product_group::delete(&app, &app.ctx(OWNER), group, 1);
        assert!(gone.is_err());
        // a region is in one territory
        let again = coverage::Input {
            name: Some("Ещё".to_owned()),
            regions: Some(vec!["Север".to_owned()]),
            ..coverage::Input::default()
        };
        let again = coverage::create(&app, &seeded(&app, OWNER, 40), &again);
        assert!(
            matches!(again, Err(coverage::Error::Invalid(_))),
            "{again:?}"
        );
    }
}
