//! The sweep of the base, the queue of what it finds, decisions and merging without asking, on every
//! engine at hand.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use app::client::{self, Input, NewChannel};
use app::duplicate::decide::{self, Destination, Said, decide};
use app::duplicate::review::{Error, Filter, Question, decisions, queue, summary};
use app::duplicate::{bulk, precision, sweep};
use app::job::{Places, Ran, Runner};
use app::merge::{self, Wish};
use app::testing::{TestApp, app, apps, dump, noon};
use app::{dictionary, job, order, product, setting};
use domain::dictionary::Dictionary;
use domain::duplicate::Verdict;
use domain::id::{ClientId, ProductId};
use domain::job::JobState;
use domain::merge::Preset;
use domain::policy::{Entity, Role};
use domain::setting::Value;

fn ctx(app: &TestApp, role: Role, seed: u64) -> app::Context {
    app.ctx(role).seeded(50_000 + seed)
}

/// A company with a phone of its own unless said otherwise.
fn company(app: &TestApp, role: Role, seed: u64, name: &str, phone: &str) -> ClientId {
    let input = Input {
        name: Some(name.to_owned()),
        tax_country: Some("RU".to_owned()),
        channels: vec![NewChannel {
            kind: "phone".to_owned(),
            value: phone.to_owned(),
            label: None,
        }],
        ..Input::default()
    };
    let made = client::create(app, &ctx(app, role, seed), &input);
    made.unwrap().id
}

/// Works the queue of jobs until it is empty.
fn work(app: &TestApp) -> Vec<Option<JobState>> {
    let ending = AtomicBool::new(false);
    let runner = Runner {
        app,
        clock: noon,
        places: Places {
            backups: std::env::temp_dir(),
            keep: 0,
        },
        ending: &ending,
    };
    let mut ends = Vec::new();
    while let Ran::Job(_, end) = runner.run_next().unwrap() {
        ends.push(end);
    }
    ends
}

fn swept(app: &TestApp, seed: u64) {
    sweep::sweep(app, &ctx(app, Role::DataSteward, 900 + seed)).unwrap();
    assert_eq!(work(app), [Some(JobState::Done)]);
}

fn waiting(app: &TestApp, role: Role) -> Vec<Question> {
    let all = queue(app, &ctx(app, role, 1), &Filter::default(), None, 100).unwrap();
    assert_eq!(all.total, all.items.len() as i64);
    all.items
}

fn ids(question: &Question) -> (ClientId, ClientId) {
    (question.cards[0].id, question.cards[1].id)
}

fn is_of(question: &Question, a: ClientId, b: ClientId) -> bool {
    ids(question) == domain::duplicate::ordered(a, b)
}

fn wish(survivor: ClientId, absorbed: ClientId) -> Wish {
    Wish {
        survivor,
        absorbed: vec![absorbed],
        preset: Preset::Survivor,
        picks: BTreeMap::new(),
        despite_tax_numbers: false,
    }
}

/// Two cards of one client, and some strangers.
fn twins(app: &TestApp) -> (ClientId, ClientId) {
    let a = company(
        app,
        Role::Owner,
        1,
        "ООО «Северный ветер»",
        "+7 495 123-45-67",
    );
    let b = company(
        app,
        Role::Owner,
        2,
        "Severny veter OOO",
        "8 (495) 123-45-67",
    );
    company(app, Role::Owner, 3, "ООО «Ромашка»", "+7 812 700-00-01");
    company(app, Role::Owner, 4, "ЗАО «Вектор»", "+7 843 700-00-02");
    (a, b)
}

#[test]
fn r113_a_sweep_finds_twins_with_reasons_and_the_same_every_time() {
    for app in apps() {
        let (a, b) = twins(&app);
        assert!(
            summary(&app, &ctx(&app, Role::Owner, 1))
                .unwrap()
                .sweep
                .is_none()
        );
        swept(&app, 1);
        let found = waiting(&app, Role::DataSteward);
        let first = &found[0];
        assert!(is_of(first, a, b), "{found:?}");
        assert!(first.chance > 0.5, "{first:?}");
        let sum: f64 = first.reasons.iter().map(|reason| reason.bits).sum();
        assert!(
            (first.start + sum - first.bits).abs() < 0.02,
            "the reasons add up"
        );
        assert!(
            first
                .reasons
                .iter()
                .any(|reason| reason.part == "phone" && reason.bits > 0.0)
        );
        let pairs = |app: &TestApp| {
            waiting(app, Role::Owner)
                .into_iter()
                .map(|one| (ids(&one), one.turn, one.reasons))
                .collect::<Vec<_>>()
        };
        let before = pairs(&app);
        swept(&app, 2);
        assert_eq!(pairs(&app), before);
        let told = summary(&app, &ctx(&app, Role::Owner, 1)).unwrap();
        let sweep = told.sweep.unwrap();
        assert_eq!(
            (sweep.clients, sweep.found, told.decided),
            (4, told.waiting, 0)
        );
    }
}

#[test]
fn r113_not_the_same_is_not_asked_again_until_a_card_changes() {
    for app in apps() {
        let (a, b) = twins(&app);
        swept(&app, 1);
        let steward = ctx(&app, Role::DataSteward, 10);
        let made = decide(&app, &steward, (b, a), &Said::Different).unwrap();
        assert_eq!((made.a, made.b), domain::duplicate::ordered(a, b));
        let asked = |app: &TestApp| waiting(app, Role::Owner).iter().any(|one| is_of(one, a, b));
        assert!(!asked(&app));
        swept(&app, 2);
        assert!(!asked(&app), "nor after another look");
        let again = decide(&app, &ctx(&app, Role::Owner, 11), (a, b), &Said::Unsure);
        assert!(
            matches!(again, Err(Error::Decided | Error::NotFound)),
            "{again:?}"
        );

        // what nobody compares does not matter, a name does
        let change = |seed, input: &Input| {
            let owner = ctx(&app, Role::Owner, seed);
            let version = client::card(&app, &owner, a).unwrap().client.version;
            client::update(&app, &owner, a, version, input).unwrap();
        };
        let habits = Input {
            purchase_habits: Some(Some("по средам".to_owned())),
            ..Input::default()
        };
        change(20, &habits);
        swept(&app, 3);
        assert!(!asked(&app));
        change(
            21,
            &Input {
                name: Some("ООО «Северный ветер» Москва".to_owned()),
                ..Input::default()
            },
        );
        swept(&app, 4);
        assert!(asked(&app), "the card is another one now");
        let journal = app::journal::Filter {
            client_id: Some(b),
            ..app::journal::Filter::default()
        };
        let lines = app::journal::list(&app, &ctx(&app, Role::Owner, 1), &journal, 50).unwrap();
        let told = lines
            .items
            .iter()
            .filter(|item| item.line.entry.entity == "duplicate");
        assert_eq!(told.count(), 1, "on the other card too");
    }
}

#[test]
fn r113_what_was_insisted_on_at_entry_is_not_asked_again() {
    for app in apps() {
        let owner = ctx(&app, Role::Owner, 1);
        let a = company(&app, Role::Owner, 2, "ООО «Ромашка»", "+7 495 123-45-67");
        let insists = Input {
            name: Some("Ромашка".to_owned()),
            channels: vec![NewChannel {
                kind: "phone".to_owned(),
                value: "+7 495 123-45-67".to_owned(),
                label: None,
            }],
            despite_duplicates: true,
            ..Input::default()
        };
        let b = app::duplicate::add_client(&app, &owner, &insists)
            .unwrap()
            .id;
        swept(&app, 3);
        let asked = |app: &TestApp| waiting(app, Role::Owner).iter().any(|one| is_of(one, a, b));
        assert!(!asked(&app), "it was said to be another");
        let (made, _) = decisions(&app, &owner, None, 10).unwrap();
        assert_eq!(made.len(), 1);
        assert_eq!(made[0].decision.verdict, Verdict::Different);
        decide::undo(&app, &owner, made[0].decision.id).unwrap();
        swept(&app, 4);
        assert!(asked(&app), "taken back");
    }
}

#[test]
fn r113_the_same_are_merged_and_undo_makes_them_two_again() {
    for app in apps() {
        let (a, b) = twins(&app);
        swept(&app, 1);
        let before = dump(&app, KEPT_APART);
        let steward = ctx(&app, Role::DataSteward, 10);
        let without = Said::Same(wish(a, ids(&waiting(&app, Role::Owner)[0]).0));
        let refused = decide(&app, &steward, (a, b), &without);
        assert!(
            matches!(refused, Err(Error::MergeWithout | Error::Merge(_))),
            "{refused:?}"
        );
        let made = decide(&app, &steward, (a, b), &Said::Same(wish(a, b))).unwrap();
        assert!(made.merge.is_some());
        assert!(client::card(&app, &ctx(&app, Role::Owner, 1), b).is_err());
        assert!(waiting(&app, Role::Owner).is_empty());
        assert_eq!(
            summary(&app, &ctx(&app, Role::Owner, 1)).unwrap().decided,
            1
        );
        swept(&app, 2);
        let taught = summary(&app, &ctx(&app, Role::Owner, 1)).unwrap();
        assert_eq!(
            taught.sweep.unwrap().lessons,
            1,
            "a merged pair teaches still"
        );

        let conflicts = decide::undo(&app, &ctx(&app, Role::DataSteward, 11), made.id).unwrap();
        assert_eq!(conflicts, merge::Conflicts::default());
        let twice = decide::undo(&app, &ctx(&app, Role::DataSteward, 12), made.id);
        assert!(matches!(twice, Err(Error::Undone)));
        swept(&app, 3);
        assert!(is_of(&waiting(&app, Role::Owner)[0], a, b));
        assert_eq!(dump(&app, KEPT_APART), before, "nothing else is left of it");
    }
}

/// What a decision and its undoing write besides the cards.
const KEPT_APART: &[&str] = &[
    "client",
    "client_merge",
    "client_merge_member",
    "client_merge_move",
    "duplicate_decision",
    "duplicate_pair",
    "duplicate_sweep",
    "job",
    "journal",
    "journal_head",
    "order_change",
    "order_change_head",
];

#[test]
fn r113_r248_related_companies_come_into_one_group_and_stay_two_clients() {
    for app in apps() {
        let (a, b) = twins(&app);
        swept(&app, 1);
        let groups = |app: &TestApp| {
            dictionary::list(app, &ctx(app, Role::Owner, 1), Dictionary::CompanyGroup).unwrap()
        };
        let said = Said::Related {
            branch: true,
            into: Destination::Theirs,
        };
        let made = decide(&app, &ctx(&app, Role::DataSteward, 10), (a, b), &said).unwrap();
        assert_eq!(made.verdict, Verdict::Branch);
        let there = groups(&app);
        assert_eq!((there.len(), there[0].used), (1, 2));
        assert!(waiting(&app, Role::Owner).is_empty());
        decide::undo(&app, &ctx(&app, Role::DataSteward, 11), made.id).unwrap();
        assert!(
            groups(&app).is_empty(),
            "the group goes with the decision that made it"
        );
        for id in [a, b] {
            let card = client::card(&app, &ctx(&app, Role::Owner, 1), id).unwrap();
            assert_eq!(card.client.data.company_group_id, None);
        }
        assert!(is_of(&waiting(&app, Role::Owner)[0], a, b));
        let named = Said::Related {
            branch: false,
            into: Destination::New("Холдинг".to_owned()),
        };
        decide(&app, &ctx(&app, Role::DataSteward, 12), (a, b), &named).unwrap();
        assert_eq!(groups(&app)[0].data.name, "Холдинг");
    }
}

#[test]
fn sec_13_what_one_may_not_see_is_neither_in_the_queue_nor_counted() {
    for app in apps() {
        company(
            &app,
            Role::ActiveSeller,
            1,
            "ООО «Северный ветер»",
            "+7 495 123-45-67",
        );
        company(
            &app,
            Role::Owner,
            2,
            "Severny veter OOO",
            "8 (495) 123-45-67",
        );
        swept(&app, 1);
        assert_eq!(waiting(&app, Role::Owner).len(), 1);
        let seller = ctx(&app, Role::ActiveSeller, 5);
        assert!(matches!(
            queue(&app, &seller, &Filter::default(), None, 5),
            Err(Error::Forbidden(_))
        ));
        setting::change(
            &app,
            &ctx(&app, Role::Owner, 6),
            &BTreeMap::from([(
                "policy.head_of_sales_scope".to_owned(),
                Some(Value::Text("team".to_owned())),
            )]),
        )
        .unwrap();
        let head = ctx(&app, Role::HeadOfSales, 7);
        let seen = queue(&app, &head, &Filter::default(), None, 5).unwrap();
        assert_eq!((seen.items.len(), seen.total), (0, 0));
        let told = summary(&app, &head).unwrap();
        assert_eq!((told.waiting, told.whole), (0, false));
        let pair = ids(&waiting(&app, Role::Owner)[0]);
        let blind = decide(&app, &head, pair, &Said::Different);
        assert!(matches!(blind, Err(Error::NotFound)));
        assert_eq!(
            precision::precision(&app, &head)
                .unwrap()
                .waiting
                .iter()
                .sum::<i64>(),
            0
        );
    }
}

#[test]
fn a_pair_put_off_is_asked_apart_and_can_still_be_decided() {
    let app = app();
    let (a, b) = twins(&app);
    swept(&app, 1);
    decide(&app, &ctx(&app, Role::Owner, 10), (a, b), &Said::Unsure).unwrap();
    assert!(waiting(&app, Role::Owner).is_empty());
    let put_off = Filter {
        put_off: true,
        ..Filter::default()
    };
    let page = queue(&app, &ctx(&app, Role::Owner, 1), &put_off, None, 5).unwrap();
    assert!(is_of(&page.items[0], a, b));
    decide(&app, &ctx(&app, Role::Owner, 11), (a, b), &Said::Different).unwrap();
    let page = queue(&app, &ctx(&app, Role::Owner, 1), &put_off, None, 5).unwrap();
    assert_eq!(page.total, 0);
}

#[test]
fn one_sweep_at_a_time_and_called_off_it_changes_nothing() {
    let app = app();
    twins(&app);
    let owner = ctx(&app, Role::Owner, 10);
    let first = sweep::sweep(&app, &owner).unwrap();
    assert_eq!(
        sweep::sweep(&app, &ctx(&app, Role::Owner, 11)).unwrap(),
        first
    );
    job::cancel(&app, &owner, first).unwrap();
    assert_eq!(work(&app), []);
    assert!(summary(&app, &owner).unwrap().sweep.is_none());
}

fn product_of(app: &TestApp) -> ProductId {
    let input = product::Input {
        code: Some("A".to_owned()),
        name: Some("A".to_owned()),
        price_minor: Some(Some(100)),
        ..product::Input::default()
    };
    let made = product::create(app, &ctx(app, Role::Owner, 700), &input);
    made.unwrap().id
}

fn sold(app: &TestApp) -> (usize, i64) {
    let request = order::Request {
        limit: 1_000,
        ..order::Request::default()
    };
    let orders = order::list(app, &ctx(app, Role::Owner, 1), &request).unwrap();
    (
        orders.items.len(),
        orders.items.iter().map(|one| one.base_total_minor).sum(),
    )
}

/// Settings under which the small base of a test is measured well enough.
fn lenient(app: &TestApp) {
    let whole = |value| Some(Value::Whole(value));
    let wanted = BTreeMap::from([
        ("duplicate.sample_share".to_owned(), whole(100)),
        ("duplicate.confidence".to_owned(), whole(50)),
        ("duplicate.least_precision".to_owned(), whole(500)),
    ]);
    setting::change(app, &ctx(app, Role::Owner, 800), &wanted).unwrap();
}

#[test]
fn r113_merging_without_asking_waits_for_measured_precision_and_is_taken_back_as_one() {
    for app in apps() {
        lenient(&app);
        let product = product_of(&app);
        let mut pairs = Vec::new();
        for at in 0..12_u64 {
            let name = [
                "Северный ветер",
                "Ромашка",
                "Вектор",
                "Орион",
                "Полимер",
                "Гранит",
                "Сатурн",
                "Балтика",
                "Заря",
                "Медведь",
                "Кедр",
                "Якорь",
            ][at as usize];
            let phone = format!("+7 495 200-{:02}-00", at);
            let a = company(
                &app,
                Role::Owner,
                100 + at,
                &format!("ООО «{name} Торг {at}»"),
                &phone,
            );
            let b = company(
                &app,
                Role::Owner,
                200 + at,
                &format!("{name} Торг {at} ООО"),
                &phone,
            );
            let sale = order::Input {
                client_id: Some(b),
                status: Some("confirmed".to_owned()),
                lines: Some(vec![order::NewLine {
                    product_id: product,
                    quantity_milli: 1_000,
                    price_minor: 1_000 + at as i64,
                    discount_bp: 0,
                }]),
                ..order::Input::default()
            };
            order::create(&app, &ctx(&app, Role::Owner, 300 + at), &sale).unwrap();
            pairs.push((a, b));
        }
        swept(&app, 1);
        let owner = |seed| ctx(&app, Role::Owner, seed);
        let refused = bulk::preview(&app, &owner(1), 0.5);
        assert!(
            matches!(refused, Err(Error::NotPrecise { from: None })),
            "{refused:?}"
        );
        for (at, (a, b)) in pairs.iter().take(6).enumerate() {
            decide(
                &app,
                &owner(400 + at as u64),
                (*a, *b),
                &Said::Same(wish(*a, *b)),
            )
            .unwrap();
        }
        // one is kept apart: no run may join it
        decide(&app, &owner(450), pairs[6], &Said::Different).unwrap();
        let measured = precision::precision(&app, &owner(1)).unwrap();
        let decided: u64 = measured.bands.iter().map(|band| band.sample.decided).sum();
        assert_eq!(decided, 7);
        let Some(from) = measured.threshold else {
            panic!("{measured:?}");
        };
        let plan = bulk::preview(&app, &owner(1), from).unwrap();
        assert!(plan.groups > 0 && plan.groups <= 5, "{plan:?}");
        let money = sold(&app);
        let clients = |app: &TestApp| {
            let all = app.system().scope(Entity::Client).unwrap();
            let found = pairs.iter().flat_map(|(a, b)| [*a, *b]).filter(|id| {
                app.db
                    .read(|tx| store::client::find(tx, &all, *id))
                    .unwrap()
                    .is_some()
            });
            found.count()
        };
        let before = clients(&app);
        let (run, _) = bulk::start(&app, &owner(500), from).unwrap();
        assert_eq!(work(&app), [Some(JobState::Done)]);
        let made = &bulk::runs(&app, &owner(1)).unwrap()[0];
        assert_eq!(
            (made.id, made.merges as usize, made.skipped.as_str()),
            (run, plan.groups, "{}")
        );
        assert_eq!(clients(&app), before - plan.absorbed);
        assert_eq!(sold(&app), money, "no order and no money is lost");
        let (a, b) = pairs[6];
        for id in [a, b] {
            assert!(client::card(&app, &owner(1), id).is_ok(), "kept apart");
        }
        // what carries an order stays
        let kept = pairs[7..]
            .iter()
            .filter(|(_, b)| client::card(&app, &owner(1), *b).is_ok());
        assert_eq!(kept.count(), 5);

        bulk::undo(&app, &owner(501), run).unwrap();
        assert!(matches!(
            bulk::undo(&app, &owner(502), run),
            Err(Error::Undone)
        ));
        assert_eq!(work(&app), [Some(JobState::Done)]);
        assert_eq!(clients(&app), before);
        assert_eq!(sold(&app), money);
        let made = &bulk::runs(&app, &owner(1)).unwrap()[0];
        assert_eq!((made.standing, made.conflicts), (0, 0));
        assert!(made.undone_at.is_some());
        // and by hand a merge still is a decision
        let (a, b) = pairs[8];
        merge::merge(&app, &owner(600), &wish(a, b)).unwrap();
        assert_eq!(summary(&app, &owner(1)).unwrap().decided, 8);
    }
}
