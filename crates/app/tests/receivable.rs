//! What clients owe as orders and payments come, the blacklist that stops work until they pay, the
//! terms an order keeps, and the triage of debts.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;

use app::receivable::{self, Deciding, Request, TermsInput};
use app::testing::{TestApp, apps};
use app::{Context, blacklist, client, interaction, merge, order, part, payment, product, setting};
use domain::id::{ClientId, OrderId, ProductId};
use domain::policy::Role;
use domain::receivable::{Age, TermsRefusal, Third};
use domain::setting::Value;
use jiff::SignedDuration;

const MANAGER: Role = Role::ClientManager;

fn ctx(app: &TestApp, role: Role, seed: u64) -> Context {
    app.ctx(role).seeded(seed)
}

fn client_of(app: &TestApp, name: &str, seed: u64) -> ClientId {
    let input = client::Input {
        name: Some(name.to_owned()),
        manager_id: Some(Some(app.user(MANAGER))),
        ..Default::default()
    };
    client::create(app, &ctx(app, Role::Owner, seed), &input)
        .unwrap()
        .id
}

fn product(app: &TestApp) -> ProductId {
    let input = product::Input {
        code: Some("S".to_owned()),
        name: Some("Soap".to_owned()),
        price_minor: Some(Some(100)),
        ..Default::default()
    };
    product::create(app, &ctx(app, Role::Owner, 1), &input)
        .unwrap()
        .id
}

/// An order of `sum` that is `days` old.
fn ordered(
    app: &TestApp,
    client: ClientId,
    product: ProductId,
    (sum, days, status): (i64, i64, &str),
    seed: u64,
) -> Result<OrderId, order::Error> {
    let mut by = ctx(app, MANAGER, seed);
    by.now = app.now;
    let day = (app.now - SignedDuration::from_hours(24 * days)).to_zoned(jiff::tz::TimeZone::UTC);
    let input = order::Input {
        client_id: Some(client),
        day: Some(day.date().to_string()),
        status: Some(status.to_owned()),
        lines: Some(vec![order::NewLine {
            product_id: product,
            quantity_milli: 1_000,
            price_minor: sum,
            discount_bp: 0,
        }]),
        ..Default::default()
    };
    order::create(app, &by, &input).map(|order| order.id)
}

fn pay(app: &TestApp, client: ClientId, order: Option<OrderId>, sum: i64, seed: u64) {
    let input = payment::Input {
        client_id: Some(client),
        order_id: Some(order),
        amount_minor: Some(sum),
        ..Default::default()
    };
    payment::create(app, &ctx(app, MANAGER, seed), &input).unwrap();
}

fn call(
    app: &TestApp,
    client: ClientId,
    purpose: Option<&str>,
    seed: u64,
) -> Result<(), part::Error> {
    let input = interaction::Input {
        kind: Some("call".to_owned()),
        effect: Some("attempt".to_owned()),
        purpose: Some(purpose.map(str::to_owned)),
        ..Default::default()
    };
    interaction::create(app, &ctx(app, MANAGER, seed), client, &input).map(|_| ())
}

fn set(app: &TestApp, name: &str, value: &str) {
    let wanted = BTreeMap::from([(name.to_owned(), Some(Value::Text(value.to_owned())))]);
    setting::change(app, &app.ctx(Role::Owner), &wanted).unwrap();
}

fn owed(app: &TestApp, client: ClientId) -> (i64, i64) {
    let found = receivable::of_client(app, &app.ctx(MANAGER), client).unwrap();
    (found.owed.base_minor, found.owed.late_minor)
}

#[test]
fn r37_what_is_open_follows_orders_and_payments() {
    for app in apps() {
        let (client, soap) = (client_of(&app, "Ветер", 10), product(&app));
        let old = ordered(&app, client, soap, (1_000, 60, "shipped"), 11).unwrap();
        ordered(&app, client, soap, (500, 1, "done"), 12).unwrap();
        ordered(&app, client, soap, (900, 1, "confirmed"), 13).unwrap();
        assert_eq!(owed(&app, client), (1_500, 1_000));
        pay(&app, client, None, 400, 14);
        assert_eq!(owed(&app, client), (1_100, 600));
        pay(&app, client, Some(old), 700, 15);
        // 100 too much for the old one pay the other
        assert_eq!(owed(&app, client), (400, 0));
        let found = receivable::of_client(&app, &app.ctx(MANAGER), client).unwrap();
        let ages: Vec<Age> = found.orders.iter().map(|(_, age)| *age).collect();
        assert_eq!(ages, [Age::NotDue]);
        order::delete(&app, &ctx(&app, Role::Owner, 16), old, 1).unwrap();
        assert_eq!(owed(&app, client), (0, 0));
    }
}

#[test]
fn r173_the_blacklist_stops_contacts_and_orders_until_payment() {
    for app in apps() {
        let (client, soap) = (client_of(&app, "Ветер", 10), product(&app));
        let old = ordered(&app, client, soap, (1_000, 60, "shipped"), 11).unwrap();
        let head = ctx(&app, Role::HeadOfSales, 20);
        let candidates = |app: &TestApp| {
            let request = Request {
                candidates: true,
                limit: 10,
                ..Request::default()
            };
            receivable::list(app, &app.ctx(Role::HeadOfSales), &request)
                .unwrap()
                .items
                .len()
        };
        // R176: who would come to it is shown first
        assert_eq!(candidates(&app), 1);
        let refused = blacklist::add(&app, &app.ctx(MANAGER), &[client], None);
        assert!(matches!(refused, Err(receivable::Error::Forbidden(_))));
        assert_eq!(blacklist::add(&app, &head, &[client], None).unwrap(), 1);
        assert_eq!(blacklist::add(&app, &head, &[client], None).unwrap(), 0);
        assert_eq!(candidates(&app), 0);

        let refused = call(&app, client, None, 21);
        assert!(
            matches!(refused, Err(part::Error::Blacklisted(_))),
            "{refused:?}"
        );
        call(&app, client, Some("collection"), 22).unwrap();
        let refused = ordered(&app, client, soap, (100, 0, "confirmed"), 23);
        assert!(
            matches!(refused, Err(order::Error::Blacklisted(_))),
            "{refused:?}"
        );
        // a draft is not an order yet
        ordered(&app, client, soap, (100, 0, "draft"), 24).unwrap();

        pay(&app, client, Some(old), 999, 25);
        assert!(
            call(&app, client, None, 26).is_err(),
            "not everything is paid"
        );
        pay(&app, client, Some(old), 1, 27);
        call(&app, client, None, 28).unwrap();
        ordered(&app, client, soap, (100, 0, "confirmed"), 29).unwrap();
        let found = receivable::of_client(&app, &app.ctx(MANAGER), client).unwrap();
        let (stay, _, ended_by) = &found.stays[0];
        assert!(stay.ended_at.is_some() && ended_by.is_none());
    }
}

#[test]
fn r173_who_may_takes_a_client_off_and_says_why() {
    for app in apps() {
        let client = client_of(&app, "Ветер", 10);
        let head = ctx(&app, Role::HeadOfSales, 20);
        let nothing = blacklist::add(&app, &head, &[client], None);
        assert!(matches!(nothing, Err(receivable::Error::Invalid(_))));
        let why = Some("Судится с нами");
        assert_eq!(blacklist::add(&app, &head, &[client], why).unwrap(), 1);
        assert!(call(&app, client, None, 21).is_err());
        assert!(blacklist::lift(&app, &head, client, " ").is_err());
        blacklist::lift(&app, &ctx(&app, Role::Owner, 22), client, "Договорились").unwrap();
        call(&app, client, None, 23).unwrap();
    }
}

#[test]
fn r173_at_night_the_rule_acts_by_itself_where_it_is_set_to() {
    for app in apps() {
        let (client, soap) = (client_of(&app, "Ветер", 10), product(&app));
        ordered(&app, client, soap, (1_000, 60, "shipped"), 11).unwrap();
        let listed = |app: &TestApp| {
            receivable::summary(app, &app.ctx(Role::Owner))
                .unwrap()
                .blacklisted
        };
        receivable::nightly(&app, &app.system(), |_| true).unwrap();
        assert_eq!(listed(&app), 0);
        set(&app, "blacklist.mode", "automatic");
        receivable::nightly(&app, &app.system(), |_| true).unwrap();
        assert_eq!(listed(&app), 1);
    }
}

#[test]
fn r174_an_order_keeps_the_terms_of_its_client() {
    for app in apps() {
        let (client, soap) = (client_of(&app, "Ветер", 10), product(&app));
        ordered(&app, client, soap, (1_000, 1, "shipped"), 11).unwrap();
        let head = ctx(&app, Role::HeadOfSales, 20);
        let reduced = TermsInput {
            regime: Some("reduced".to_owned()),
            ..TermsInput::default()
        };
        let refused = receivable::set_terms(&app, &head, client, 0, &reduced);
        assert!(
            matches!(refused, Err(receivable::Error::Invalid(_))),
            "a limit is needed"
        );
        let reduced = TermsInput {
            limit_minor: Some(Some(1_500)),
            days: Some(Some(0)),
            ..reduced
        };
        let terms = receivable::set_terms(&app, &head, client, 0, &reduced).unwrap();
        // the days of its terms count at once
        assert_eq!(owed(&app, client), (1_000, 1_000));
        let refused = ordered(&app, client, soap, (501, 0, "confirmed"), 21);
        assert!(
            matches!(
                refused,
                Err(order::Error::Terms(TermsRefusal::Limit {
                    owed_minor: 1_501,
                    ..
                }))
            ),
            "{refused:?}"
        );
        let small = ordered(&app, client, soap, (500, 0, "confirmed"), 22).unwrap();
        let staged = TermsInput {
            regime: Some("staged".to_owned()),
            limit_minor: Some(None),
            prepaid_percent: Some(Some(40)),
            ..TermsInput::default()
        };
        receivable::set_terms(&app, &head, client, terms.version, &staged).unwrap();
        let ship = order::Input {
            status: Some("shipped".to_owned()),
            ..Default::default()
        };
        let by = ctx(&app, MANAGER, 23);
        let refused = order::update(&app, &by, small, 1, &ship);
        assert!(
            matches!(
                refused,
                Err(order::Error::Terms(TermsRefusal::Prepaid {
                    missing_minor: 200,
                    ..
                }))
            ),
            "{refused:?}"
        );
        pay(&app, client, Some(small), 200, 24);
        order::update(&app, &by, small, 1, &ship).unwrap();
    }
}

#[test]
fn r175_debts_are_sorted_into_thirds_and_become_tasks() {
    for app in apps() {
        let soap = product(&app);
        let mut clients = Vec::new();
        for (n, days) in [(1_u64, 20), (2, 150), (3, 500)] {
            let client = client_of(&app, &format!("Client {n}"), 10 * n);
            ordered(&app, client, soap, (1_000, days, "shipped"), 10 * n + 1).unwrap();
            clients.push(client);
        }
        let head = ctx(&app, Role::HeadOfSales, 90);
        let summary = receivable::summary(&app, &head).unwrap();
        let proposed: Vec<(i64, i64)> = summary.thirds.iter().map(|of| of.proposed).collect();
        assert_eq!(proposed, [(1, 1_000), (1, 1_000), (1, 1_000)]);
        assert_eq!((summary.debtors, summary.owed_minor), (3, 3_000));
        assert_eq!(
            summary.ages.iter().map(|of| of.base_minor).sum::<i64>(),
            3_000
        );
        let deciding = Deciding {
            clients: vec![clients[1]],
            third: Some(Third::Collect),
            note: None,
            assignee: Some(app.user(MANAGER)),
            due_day: None,
            title: Some("Взыскать".to_owned()),
        };
        assert_eq!(receivable::decide(&app, &head, &deciding).unwrap(), 1);
        let request = Request {
            third: Some(Third::Collect),
            limit: 10,
            ..Request::default()
        };
        let found = receivable::list(&app, &head, &request).unwrap();
        assert_eq!(found.items[0].debtor.client, clients[1]);
        let request = app::task::Request {
            whose: domain::task::Whose::All,
            assignee: None,
            state: None,
            kind: None,
            client: None,
            batch: None,
            from: None,
            to: None,
            limit: 10,
            after: None,
            total: false,
        };
        let tasks = app::task::list(&app, &app.ctx(MANAGER), &request).unwrap();
        assert!(
            tasks
                .items
                .iter()
                .any(|of| of.task.data.title == "Взыскать")
        );
        // paid: there is nothing to decide any more
        pay(&app, clients[1], None, 1_000, 95);
        assert_eq!(
            receivable::list(
                &app,
                &head,
                &Request {
                    third: Some(Third::Collect),
                    limit: 10,
                    ..Request::default()
                }
            )
            .unwrap()
            .total,
            0
        );
    }
}

#[test]
fn r290_the_planned_loss_stands_beside_what_is_late() {
    for app in apps() {
        let (client, soap) = (client_of(&app, "Ветер", 10), product(&app));
        ordered(&app, client, soap, (10_000, 40, "shipped"), 11).unwrap();
        let plan = |app: &TestApp| {
            let found = receivable::summary(app, &app.ctx(Role::Owner)).unwrap();
            (
                found.planned_percent,
                found.months[0].planned_loss_minor(found.planned_percent),
            )
        };
        assert_eq!(plan(&app), (1, 100));
        set(&app, "receivable.times", "crisis");
        assert_eq!(plan(&app), (20, 2_000));
    }
}

#[test]
fn others_see_only_the_debts_of_their_clients() {
    for app in apps() {
        let (client, soap) = (client_of(&app, "Ветер", 10), product(&app));
        ordered(&app, client, soap, (1_000, 60, "shipped"), 11).unwrap();
        let seller = app.ctx(Role::ActiveSeller);
        let summary = receivable::summary(&app, &seller).unwrap();
        assert_eq!(
            (summary.debtors, summary.owed_minor, summary.candidates),
            (0, 0, 0)
        );
        assert!(summary.months.is_empty());
        let hidden = receivable::of_client(&app, &seller, client);
        assert!(matches!(hidden, Err(receivable::Error::NotFound)));
    }
}

#[test]
fn who_is_merged_stays_on_the_blacklist_and_keeps_its_debt() {
    for app in apps() {
        let soap = product(&app);
        let (good, bad) = (client_of(&app, "Ветер", 10), client_of(&app, "Буря", 20));
        ordered(&app, bad, soap, (1_000, 60, "shipped"), 21).unwrap();
        let head = ctx(&app, Role::HeadOfSales, 30);
        blacklist::add(&app, &head, &[bad], None).unwrap();
        let wish = merge::Wish {
            survivor: good,
            absorbed: vec![bad],
            preset: domain::merge::Preset::Survivor,
            picks: BTreeMap::new(),
            despite_tax_numbers: false,
        };
        let made = merge::merge(&app, &ctx(&app, Role::Owner, 31), &wish).unwrap();
        assert_eq!(owed(&app, good), (1_000, 1_000));
        assert!(call(&app, good, None, 32).is_err());
        merge::undo(&app, &ctx(&app, Role::Owner, 33), made.id).unwrap();
        assert_eq!(
            (owed(&app, good), owed(&app, bad)),
            ((0, 0), (1_000, 1_000))
        );
        call(&app, good, None, 34).unwrap();
        assert!(call(&app, bad, None, 35).is_err());
    }
}
