//! Funnels and deals through the use cases: versions, moves by hand and by themselves, the board.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use app::client::{self, Input};
use app::deal::{self, BoardRequest, Error, Fields, Filter, Request, Seen, Sort, Start, Wish};
use app::funnel::{self, PlanInput};
use app::refusal::{self, Said};
use app::testing::{TestApp, apps};
use app::{Context, clean_list, interaction, journal, order, payment, product, selection, setting};
use domain::client::Relation;
use domain::deal::DealState;
use domain::funnel::{PlanOf, Preset, Required, Step};
use domain::id::{ClientId, DealId, FunnelId, OrderId};
use domain::policy::Role;
use domain::setting::Value;
use jiff::SignedDuration;
use jiff::civil::date;

const SELLER: Role = Role::ActiveSeller;
const HEAD: Role = Role::HeadOfSales;

/// Identifiers come from the seed: another for each thing, each request a moment later.
fn ctx(app: &TestApp, role: Role) -> Context {
    static SEED: AtomicU64 = AtomicU64::new(90_000);
    let seed = SEED.fetch_add(1, Ordering::Relaxed);
    let mut ctx = app.ctx(role).seeded(seed);
    ctx.now += SignedDuration::from_micros(i64::try_from(seed).unwrap());
    ctx
}

fn add(app: &TestApp, name: &str, holder: Option<Role>) -> ClientId {
    let input = Input {
        name: Some(name.to_owned()),
        manager_id: Some(holder.map(|role| app.user(role))),
        ..Input::default()
    };
    client::create(app, &ctx(app, Role::Owner), &input)
        .unwrap()
        .id
}

fn acquisition(app: &TestApp) -> FunnelId {
    let input = funnel::Input {
        preset: Some("acquisition".to_owned()),
        ..funnel::Input::default()
    };
    let made = funnel::create(app, &ctx(app, HEAD), &input).unwrap();
    let id = made.funnel.id;
    let version = made.funnel.version;
    funnel::approve(app, &ctx(app, HEAD), id, version, (1, None)).unwrap();
    id
}

fn wish(client: ClientId) -> Start {
    Start {
        client_id: client,
        funnel_id: None,
        step: None,
        fields: Fields::default(),
        note: None,
    }
}

fn start(app: &TestApp, role: Role, client: ClientId) -> Seen {
    deal::start(app, &ctx(app, role), &wish(client)).unwrap()
}

fn go(app: &TestApp, deal: &Seen, wish: &Wish) -> Result<Seen, Error> {
    let of = &deal.item.deal;
    deal::advance(app, &ctx(app, SELLER), of.id, of.version, (wish, None))
}

fn to(step: &str) -> Wish {
    Wish::To(step.to_owned())
}

fn stands(app: &TestApp, id: DealId) -> (String, DealState) {
    let deal = deal::find(app, &ctx(app, Role::Owner), id).unwrap().seen;
    (deal.item.deal.step, deal.item.deal.state)
}

fn undo_last(app: &TestApp, id: DealId) {
    let filter = journal::Filter {
        entity: Some("deal".to_owned()),
        entity_id: Some(id.uuid()),
        ..journal::Filter::default()
    };
    let lines = journal::list(app, &ctx(app, SELLER), &filter, 1).unwrap();
    journal::undo(app, &ctx(app, SELLER), lines.items[0].line.seq).unwrap();
}

fn board(app: &TestApp, role: Role, funnel: FunnelId) -> deal::Board {
    let request = BoardRequest {
        funnel,
        filter: Filter::default(),
        stuck: false,
        cards: 20,
    };
    deal::board(app, &ctx(app, role), &request).unwrap()
}

fn counts(board: &deal::Board) -> Vec<(i64, i64)> {
    let columns = board.columns.iter();
    columns.map(|of| (of.count, of.reached)).collect()
}

fn code(error: &Error) -> &'static str {
    match error {
        Error::Stop(stop) => stop.0,
        Error::Invalid(refusals) => refusals[0].code,
        other => panic!("{other:?}"),
    }
}

fn sell(app: &TestApp, client: ClientId, day: &str) -> OrderId {
    let new = product::Input {
        code: Some(format!("{client}{day}")),
        name: Some("Мыло".to_owned()),
        ..product::Input::default()
    };
    let product = product::create(app, &ctx(app, Role::Owner), &new)
        .unwrap()
        .id;
    let sale = order::Input {
        client_id: Some(client),
        day: Some(day.to_owned()),
        status: Some("confirmed".to_owned()),
        lines: Some(vec![order::NewLine {
            product_id: product,
            quantity_milli: 1_000,
            price_minor: 1_000,
            discount_bp: 0,
        }]),
        ..order::Input::default()
    };
    order::create(app, &ctx(app, Role::Owner), &sale)
        .unwrap()
        .id
}

fn pay(app: &TestApp, client: ClientId, order: Option<OrderId>) {
    let paid = payment::Input {
        client_id: Some(client),
        order_id: Some(order),
        amount_minor: Some(1_000),
        ..payment::Input::default()
    };
    payment::create(app, &ctx(app, Role::Owner), &paid).unwrap();
}

#[test]
fn r142_versions_are_drafted_and_approved_and_do_not_change_then() {
    for app in apps() {
        let id = acquisition(&app);
        let client = add(&app, "Ветер", Some(SELLER));
        let first = start(&app, SELLER, client);
        let seen = funnel::find(&app, &ctx(&app, SELLER), id).unwrap();
        assert_eq!(seen.in_force().unwrap().number, 1);
        let denied = funnel::approve(&app, &ctx(&app, SELLER), id, 2, (1, None));
        assert!(matches!(denied, Err(funnel::Error::Forbidden(_))));
        let again = funnel::approve(&app, &ctx(&app, HEAD), id, 2, (1, None));
        assert!(matches!(again, Err(funnel::Error::Approved)));

        // another draft: without the first two steps, in force from tomorrow
        let steps: Vec<Step> = Preset::Acquisition.steps().split_off(2);
        let steps: Vec<Step> = steps
            .into_iter()
            .enumerate()
            .map(|(at, step)| Step {
                plan: step.plan.filter(|_| at > 0),
                norms: Vec::new(),
                ..step
            })
            .collect();
        let made = funnel::draft(&app, &ctx(&app, HEAD), id, 2, (&steps, Some("shorter"))).unwrap();
        assert_eq!(made.draft().unwrap().number, 2);
        let day = date(2026, 3, 3);
        let past = funnel::approve(&app, &ctx(&app, HEAD), id, 3, (2, Some(date(2026, 3, 1))));
        assert!(matches!(past, Err(funnel::Error::Invalid(_))));
        let made = funnel::approve(&app, &ctx(&app, HEAD), id, 3, (2, Some(day))).unwrap();
        assert_eq!(made.in_force().unwrap().number, 1, "not yet");
        let mut app = app;
        app.now += SignedDuration::from_hours(24);
        let shown = board(&app, HEAD, id);
        assert_eq!((shown.version, shown.columns.len()), (2, 3));
        assert_eq!(
            shown.elsewhere[0].step, "list",
            "it stands on a step of before"
        );
        let moved = go(&app, &first, &to("presentation")).unwrap();
        assert_eq!(
            moved.item.deal.funnel_version, 1,
            "the last move by the old steps"
        );
        let moved = go(&app, &moved, &to("supply")).unwrap();
        assert_eq!(moved.item.deal.funnel_version, 2);
    }
}

#[test]
fn r143_planned_coefficients_are_approved_for_whom_they_are_meant() {
    for app in apps() {
        let id = acquisition(&app);
        let of = PlanOf {
            user_id: Some(app.user(SELLER)),
            ..PlanOf::default()
        };
        let input = PlanInput {
            step: "supply".to_owned(),
            of,
            from_day: None,
            permille: 700,
        };
        let denied = funnel::plan(&app, &ctx(&app, SELLER), id, &input);
        assert!(matches!(denied, Err(funnel::Error::Forbidden(_))));
        for (step, permille, field) in [("list", 700, "step"), ("supply", 1_001, "permille")] {
            let wrong = PlanInput {
                step: step.to_owned(),
                permille,
                ..input.clone()
            };
            let Err(funnel::Error::Invalid(refusals)) =
                funnel::plan(&app, &ctx(&app, HEAD), id, &wrong)
            else {
                panic!()
            };
            assert_eq!(refusals[0].field, field);
        }
        let made = funnel::plan(&app, &ctx(&app, HEAD), id, &input).unwrap();
        let mut request = BoardRequest {
            funnel: id,
            filter: Filter::default(),
            stuck: false,
            cards: 20,
        };
        let plan = |request: &BoardRequest| {
            let board = deal::board(&app, &ctx(&app, HEAD), request).unwrap();
            board.columns[3].plan
        };
        assert_eq!(plan(&request), Some(800));
        request.filter.manager = of.user_id;
        assert_eq!(plan(&request), Some(700));
        funnel::unplan(&app, &ctx(&app, HEAD), made.id).unwrap();
        assert_eq!(plan(&request), Some(800));
    }
}

#[test]
fn a_deal_walks_counts_once_and_a_move_taken_back_forgets_what_it_reached() {
    for app in apps() {
        let id = acquisition(&app);
        let client = add(&app, "Ветер", Some(SELLER));
        let begun = start(&app, SELLER, client);
        assert_eq!(begun.item.deal.number, 1);
        let twice = deal::start(&app, &ctx(&app, SELLER), &wish(client)).unwrap_err();
        assert_eq!(code(&twice), "deal.engaged");

        let there = go(&app, &begun, &to("presentation")).unwrap();
        let back = go(&app, &there, &to("list")).unwrap();
        let again = go(&app, &back, &to("presentation")).unwrap();
        let shown = board(&app, SELLER, id);
        assert_eq!(counts(&shown), [(0, 1), (0, 1), (1, 1), (0, 0), (0, 0)]);
        let stale = go(&app, &begun, &to("supply"));
        assert!(matches!(stale, Err(Error::VersionConflict { current: 4 })));

        let won = go(&app, &again, &to("payment")).unwrap();
        assert_eq!(won.item.deal.state, DealState::Won);
        assert_eq!(counts(&board(&app, SELLER, id))[4], (1, 1));
        undo_last(&app, won.item.deal.id);
        let shown = board(&app, SELLER, id);
        assert_eq!(counts(&shown), [(0, 1), (0, 1), (1, 1), (0, 0), (0, 0)]);
        let full = deal::find(&app, &ctx(&app, SELLER), won.item.deal.id).unwrap();
        let kinds: Vec<&str> = full.moves.iter().map(|of| of.kind.code()).collect();
        assert_eq!(
            kinds,
            ["undone", "won", "forward", "back", "forward", "started"]
        );
        assert_eq!(full.moves[5].manager_id, Some(app.user(SELLER)));
    }
}

#[test]
fn r164_a_no_needs_its_reason_and_r289_what_is_put_off_is_no_refusal() {
    for app in apps() {
        let id = acquisition(&app);
        let client = add(&app, "Ветер", Some(SELLER));
        let begun = start(&app, SELLER, client);
        let no = |reason: Option<&str>| {
            Wish::Refuse(Box::new(Said {
                reason: reason.map(str::to_owned),
                ..Said::default()
            }))
        };
        assert_eq!(
            code(&go(&app, &begun, &no(None)).unwrap_err()),
            "refusal.reason"
        );
        let refused = go(&app, &begun, &no(Some("no_budget"))).unwrap().item.deal;
        assert_eq!(refused.state, DealState::Refused);
        let back = refused.return_day.unwrap() - date(2026, 3, 2);
        assert!(
            (60..=90).contains(&back.get_days()),
            "R130: in two or three months"
        );
        let told = |app: &TestApp| refusal::of_client(app, &ctx(app, SELLER), client).unwrap();
        assert_eq!(told(&app).len(), 1);
        undo_last(&app, refused.id);
        assert!(
            told(&app).is_empty(),
            "the refusal was taken back with the move"
        );
        let begun = deal::find(&app, &ctx(&app, SELLER), refused.id)
            .unwrap()
            .seen;
        assert_eq!(begun.item.deal.return_day, None);
        let today = Wish::Postpone(date(2026, 3, 2));
        assert_eq!(
            code(&go(&app, &begun, &today).unwrap_err()),
            "deal.return_day"
        );
        let day = date(2026, 5, 4);
        let put_off = go(&app, &begun, &Wish::Postpone(day)).unwrap();
        let deal = &put_off.item.deal;
        assert_eq!(
            (deal.state, deal.return_day),
            (DealState::Postponed, Some(day))
        );
        let shown = board(&app, SELLER, id);
        assert_eq!((counts(&shown)[0], shown.postponed), ((0, 1), 1));
        let open = go(&app, &put_off, &Wish::Reopen).unwrap();
        assert_eq!(
            (open.item.deal.state, open.item.deal.return_day),
            (DealState::Open, None)
        );
    }
}

#[test]
fn what_a_step_asks_for_must_be_known_first() {
    for app in apps() {
        let mut steps = Preset::Acquisition.steps();
        steps[2].required = vec![Required::Phone, Required::Amount];
        let input = funnel::Input {
            name: Some("Own".to_owned()),
            steps: Some(steps),
            ..funnel::Input::default()
        };
        let made = funnel::create(&app, &ctx(&app, HEAD), &input).unwrap();
        funnel::approve(&app, &ctx(&app, HEAD), made.funnel.id, 1, (1, None)).unwrap();
        let client = add(&app, "Ветер", Some(SELLER));
        let begun = start(&app, SELLER, client);
        let Err(Error::Invalid(refusals)) = go(&app, &begun, &to("supply")) else {
            panic!()
        };
        let told: Vec<(&str, &str)> = refusals.iter().map(|of| (&*of.field, of.code)).collect();
        assert_eq!(
            told,
            [("amount", "deal.needs_amount"), ("phone", "gate.phone")]
        );
        let fields = Fields {
            amount_minor: Some(Some(5_000)),
            ..Fields::default()
        };
        let of = &begun.item.deal;
        let written = deal::update(&app, &ctx(&app, SELLER), of.id, of.version, &fields).unwrap();
        assert_eq!(written.item.deal.base_amount_minor, Some(5_000));
        let Err(Error::Invalid(refusals)) = go(&app, &written, &to("supply")) else {
            panic!()
        };
        assert_eq!(refusals.len(), 1, "the phone is still missing");
        sell(&app, client, "2026-03-02");
        assert_eq!(stands(&app, of.id).0, "supply", "what happened, happened");
    }
}

#[test]
fn r159_contacts_orders_and_payments_move_a_deal_to_being_kept() {
    for app in apps() {
        let id = acquisition(&app);
        let client = add(&app, "Ветер", Some(SELLER));
        let begun = start(&app, SELLER, client).item.deal;
        let touch = |outcome: &str| interaction::Input {
            kind: Some("call".to_owned()),
            effect: Some("effective".to_owned()),
            outcome: Some(outcome.to_owned()),
            direction: Some("in".to_owned()),
            ..interaction::Input::default()
        };
        let talk = |outcome| {
            interaction::create(&app, &ctx(&app, SELLER), client, &touch(outcome)).unwrap();
        };
        talk("none");
        assert_eq!(stands(&app, begun.id).0, "acquaintance");
        talk("presentation_agreed");
        assert_eq!(stands(&app, begun.id).0, "presentation");
        let old = sell(&app, client, "2026-02-01");
        assert_eq!(
            stands(&app, begun.id).0,
            "presentation",
            "an order of before"
        );
        pay(&app, client, Some(old));
        assert_eq!(stands(&app, begun.id).0, "presentation", "and its payment");
        let sale = sell(&app, client, "2026-03-02");
        let deal = deal::find(&app, &ctx(&app, SELLER), begun.id)
            .unwrap()
            .seen
            .item
            .deal;
        assert_eq!((deal.step.as_str(), deal.order_id), ("supply", Some(sale)));
        assert_eq!(deal.amount_minor, Some(1_000), "what the order is worth");
        pay(&app, client, Some(sale));
        assert_eq!(
            stands(&app, begun.id),
            ("payment".to_owned(), DealState::Won)
        );
        let card = client::card(&app, &ctx(&app, SELLER), client).unwrap();
        assert_eq!(
            card.client.data.relation,
            Relation::Current,
            "it is kept from now on"
        );
        let moves = deal::find(&app, &ctx(&app, SELLER), begun.id)
            .unwrap()
            .moves;
        assert!(
            moves[..4].iter().all(|of| of.by_id.is_none()),
            "by the product"
        );
        assert_eq!(counts(&board(&app, SELLER, id))[4], (1, 1));
    }
}

#[test]
fn one_sees_the_deals_of_ones_clients_alone() {
    for app in apps() {
        let id = acquisition(&app);
        let own = add(&app, "Ветер", Some(SELLER));
        let other = add(&app, "Север", Some(Role::ClientManager));
        let pool = add(&app, "Юг", None);
        for client in [own, other, pool] {
            start(&app, HEAD, client);
        }
        let shown = |role| counts(&board(&app, role, id))[0].0;
        assert_eq!(
            (shown(HEAD), shown(SELLER), shown(Role::Telemarketer)),
            (3, 1, 0)
        );
        let request = Request {
            filter: Filter::default(),
            stuck: false,
            sort: Sort::Newest,
            limit: 1,
            after: None,
            total: true,
        };
        let page = deal::list(&app, &ctx(&app, SELLER), &request).unwrap();
        assert_eq!((page.items.len(), page.total), (1, Some(1)));
        let first = deal::list(&app, &ctx(&app, HEAD), &request).unwrap();
        assert_eq!(first.total, Some(3));
        let next = Request {
            after: first.next,
            ..request
        };
        let second = deal::list(&app, &ctx(&app, HEAD), &next).unwrap();
        assert_eq!(second.items[0].item.deal.number, 2);
        let foreign = deal::find(&app, &ctx(&app, SELLER), second.items[0].item.deal.id);
        assert!(matches!(foreign, Err(Error::NotFound)));
        let guardian = deal::start(&app, &ctx(&app, Role::Guardian), &wish(pool));
        assert!(matches!(guardian, Err(Error::Forbidden(_))));

        // a deleted client's deal is not counted
        let client = client::card(&app, &ctx(&app, HEAD), pool).unwrap().client;
        client::delete(&app, &ctx(&app, HEAD), pool, client.version).unwrap();
        assert_eq!(shown(HEAD), 2);
        assert_eq!(shown(Role::Owner), 2);
    }
}

#[test]
fn r155_r156_what_stands_where_with_whom_and_how_long() {
    for app in apps() {
        let mut app = app;
        let id = acquisition(&app);
        let own = add(&app, "Ветер", Some(SELLER));
        let pool = add(&app, "Юг", None);
        let begun = start(&app, HEAD, own);
        start(&app, HEAD, pool);
        app.now += SignedDuration::from_hours(24 * 10);
        go(&app, &begun, &to("acquaintance")).unwrap();
        app.now += SignedDuration::from_hours(24 * 21);
        let request = BoardRequest {
            funnel: id,
            filter: Filter::default(),
            stuck: false,
            cards: 20,
        };
        let of = deal::standings(&app, &ctx(&app, HEAD), &request).unwrap();
        let rows: Vec<(bool, &[i64])> = of
            .stock
            .iter()
            .map(|row| (row.manager.is_some(), &row.counts[..]))
            .collect();
        assert_eq!(
            rows,
            [(true, &[0, 1, 0, 0, 0][..]), (false, &[1, 0, 0, 0, 0][..])]
        );
        assert_eq!(
            (of.ageing[0].median, of.ageing[1].median),
            (Some(31), Some(21))
        );
        assert_eq!(
            (of.ageing[0].passed, of.ageing[0].passed_median),
            (1, Some(240))
        );
        let shown = board(&app, HEAD, id);
        let stuck: Vec<i64> = shown.columns.iter().map(|of| of.stuck).collect();
        assert_eq!(stuck, [1, 1, 0, 0, 0], "30 and 21 days");
        let late = BoardRequest {
            stuck: true,
            ..request
        };
        let shown = deal::board(&app, &ctx(&app, SELLER), &late).unwrap();
        assert!(shown.columns[1].cards.items[0].stuck);
        assert_eq!(counts(&shown)[0].0, 0, "the pool's is not the seller's");
    }
}

#[test]
fn a_released_list_begins_in_the_funnel() {
    for app in apps() {
        let id = acquisition(&app);
        let rules = ["clean_list.company", "clean_list.private"];
        let mut wanted: BTreeMap<String, Option<Value>> = rules
            .iter()
            .map(|name| ((*name).to_owned(), Some(Value::Text("name".to_owned()))))
            .collect();
        wanted.insert(
            "clean_list.checked".to_owned(),
            Some(Value::Text("off".to_owned())),
        );
        setting::change(&app, &ctx(&app, Role::Owner), &wanted).unwrap();
        let clients = ["Ветер", "Север", "Юг"].map(|name| add(&app, name, Some(SELLER)));
        start(&app, SELLER, clients[0]);
        sell(&app, clients[1], "2026-01-01");
        let bought = client::card(&app, &ctx(&app, HEAD), clients[1])
            .unwrap()
            .client;
        let current = Input {
            relation: Some("current".to_owned()),
            ..Input::default()
        };
        client::update(&app, &ctx(&app, HEAD), bought.id, bought.version, &current).unwrap();
        let input = clean_list::Input {
            name: "Март".to_owned(),
            note: None,
        };
        let set = selection::Clients::Ids(clients.to_vec());
        let list = clean_list::release(&app, &ctx(&app, HEAD), &input, &set).unwrap();
        let list = list.list.id;
        let told = deal::start_list(&app, &ctx(&app, HEAD), id, list).unwrap();
        assert_eq!(told.started, 1);
        assert_eq!(
            told.refused,
            BTreeMap::from([("deal.buys", 1), ("deal.engaged", 1)])
        );
        let again = deal::start_list(&app, &ctx(&app, HEAD), id, list).unwrap();
        assert_eq!(again.started, 0, "each client once");
        let denied = deal::start_list(&app, &ctx(&app, SELLER), id, list);
        assert!(matches!(denied, Err(Error::Forbidden(_))));
        let of_list = Request {
            filter: Filter {
                clean_list: Some(list),
                ..Filter::default()
            },
            stuck: false,
            sort: Sort::Longest,
            limit: 50,
            after: None,
            total: true,
        };
        assert_eq!(
            deal::list(&app, &ctx(&app, SELLER), &of_list)
                .unwrap()
                .total,
            Some(1)
        );
    }
}
