//! The conveyor of sales: qualified, passed on, given back, handed over when the client agrees,
//! refused; and never two holders.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod joining;
mod together;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use app::client::{self, Input};
use app::conveyor::{self, Begin, Error, Meeting, Pass, Qualification};
use app::testing::{TestApp, apps};
use app::{Context, holding, order, person, product, setting, task};
use domain::conveyor::joint::{Joint, JointKind};
use domain::conveyor::{Answer, Need, ReturnReason, Station, StepKind, Verdict};
use domain::id::{ClientId, UserId};
use domain::key_mark::KeyMarkData;
use domain::language::Language;
use domain::policy::Role;
use domain::setting::Value;
use jiff::SignedDuration;
use jiff::civil::{date, time};

const CALLER: Role = Role::Telemarketer;
const SELLER: Role = Role::ActiveSeller;
const KEEPER: Role = Role::ClientManager;
const HEAD: Role = Role::HeadOfSales;

/// Identifiers come from the seed: another for each thing.
fn ctx(app: &TestApp, role: Role) -> Context {
    static SEED: AtomicU64 = AtomicU64::new(70_000);
    let seed = SEED.fetch_add(1, Ordering::Relaxed);
    let mut ctx = app.ctx(role).seeded(seed);
    // each request comes a moment later than the one before
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

fn set(app: &TestApp, wanted: &[(&str, Value)]) {
    let wanted: BTreeMap<String, Option<Value>> = wanted
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Some(value.clone())))
        .collect();
    setting::change(app, &app.ctx(Role::Owner), &wanted).unwrap();
}

fn holder(app: &TestApp, id: ClientId) -> Option<UserId> {
    let card = client::card(app, &app.ctx(Role::Owner), id).unwrap();
    let open = holding::current(app, &app.ctx(Role::Owner), id).unwrap();
    assert_eq!(open.map(|stay| stay.user_id), card.client.data.manager_id);
    card.client.data.manager_id
}

fn qualification(yes: usize, need: Need) -> Qualification {
    let mut answers = vec![Answer::No; 5];
    answers[..yes].fill(Answer::Yes);
    Qualification {
        answers,
        need,
        day: (need == Need::Later).then_some(date(2026, 4, 1)),
        task: Some("Позвонить снова".to_owned()),
        note: None,
    }
}

fn qualify(app: &TestApp, id: ClientId) {
    let made = conveyor::qualify(app, &ctx(app, CALLER), id, &qualification(4, Need::Now)).unwrap();
    assert!(made.passes);
}

fn sees(app: &TestApp, role: Role, id: ClientId) -> bool {
    client::card(app, &app.ctx(role), id).is_ok()
}

fn sale(app: &TestApp, id: ClientId, day: jiff::civil::Date) {
    let new = product::Input {
        code: Some(format!("{id}")),
        name: Some("Мыло".to_owned()),
        ..product::Input::default()
    };
    let product = product::create(app, &ctx(app, Role::Owner), &new)
        .unwrap()
        .id;
    let sale = order::Input {
        client_id: Some(id),
        day: Some(day.to_string()),
        status: Some("confirmed".to_owned()),
        lines: Some(vec![order::NewLine {
            product_id: product,
            quantity_milli: 1_000,
            price_minor: 1_000,
            discount_bp: 0,
        }]),
        ..order::Input::default()
    };
    order::create(app, &ctx(app, Role::Owner), &sale).unwrap();
}

fn code(error: &Error) -> &'static str {
    match error {
        Error::Rule(rule) => rule.code,
        Error::Invalid(refusals) => refusals[0].code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn r178_r180_only_ours_that_can_buy_now_passes_on() {
    for app in apps() {
        let id = add(&app, "Ветер", Some(CALLER));
        let pass = |role| conveyor::pass(&app, &ctx(&app, role), id, &Pass::default());
        let refused = pass(CALLER).unwrap_err();
        assert_eq!(code(&refused), "conveyor.not_qualified");
        let Error::Rule(rule) = refused else { panic!() };
        assert_eq!(rule.roles, [Role::Owner, HEAD], "who can set it aside");
        for (yes, need, verdict) in [
            (2, Need::Now, Verdict::NotOurs),
            (5, Need::None, Verdict::Ours),
            (5, Need::Later, Verdict::Ours),
        ] {
            let made = conveyor::qualify(&app, &ctx(&app, CALLER), id, &qualification(yes, need));
            let made = made.unwrap();
            assert_eq!((made.verdict, made.passes), (verdict, false));
            assert_eq!(code(&pass(CALLER).unwrap_err()), "conveyor.not_qualified");
        }
        qualify(&app, id);
        let made = pass(CALLER).unwrap();
        assert_eq!(made.to_id, Some(app.user(SELLER)));
        assert_eq!(holder(&app, id), Some(app.user(SELLER)));
        assert!(!sees(&app, CALLER, id) && sees(&app, SELLER, id));
        let path = conveyor::path(&app, &ctx(&app, SELLER), id).unwrap();
        assert_eq!(path.station, Some(Station::Sales));
        assert_eq!(path.steps[0].kind, StepKind::Passed);
        let stays = holding::history(&app, &app.ctx(Role::Owner), id).unwrap();
        assert_eq!(
            stays[1].0.results, 1,
            "passing on is the result of a telemarketer"
        );
    }
}

#[test]
fn r178_an_old_qualification_is_not_good_any_more() {
    for mut app in apps() {
        let id = add(&app, "Ветер", Some(CALLER));
        qualify(&app, id);
        app.now += SignedDuration::from_hours(24 * 31);
        let late = conveyor::pass(&app, &ctx(&app, CALLER), id, &Pass::default());
        assert_eq!(code(&late.unwrap_err()), "conveyor.not_qualified");
    }
}

#[test]
fn r289_postponed_has_a_day_and_a_task_and_stays_with_its_holder() {
    for app in apps() {
        let id = add(&app, "Ветер", Some(CALLER));
        let mut later = qualification(5, Need::Later);
        later.day = None;
        let refused = conveyor::qualify(&app, &ctx(&app, CALLER), id, &later).unwrap_err();
        assert_eq!(code(&refused), "text.empty");
        later.day = Some(date(2026, 3, 2));
        let refused = conveyor::qualify(&app, &ctx(&app, CALLER), id, &later).unwrap_err();
        assert_eq!(code(&refused), "conveyor.day", "today is not later");
        let good = qualification(5, Need::Later);
        conveyor::qualify(&app, &ctx(&app, CALLER), id, &good).unwrap();
        let path = conveyor::path(&app, &ctx(&app, CALLER), id).unwrap();
        assert!(
            path.steps
                .iter()
                .any(|step| step.kind == StepKind::Postponed)
        );
        let tasks = tasks_of(&app, CALLER, id);
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0].task.data.due_day, date(2026, 4, 1));
        assert_eq!(holder(&app, id), Some(app.user(CALLER)));
    }
}

fn tasks_of(app: &TestApp, role: Role, id: ClientId) -> Vec<task::Seen> {
    let request = task::Request {
        whose: domain::task::Whose::All,
        assignee: None,
        state: None,
        kind: None,
        client: Some(id),
        batch: None,
        from: None,
        to: None,
        limit: 10,
        after: None,
        total: false,
    };
    task::list(app, &app.ctx(role), &request).unwrap().items
}

#[test]
fn r181_the_meeting_is_booked_with_the_seller_or_nothing_is_passed() {
    for app in apps() {
        let meeting = |minute| Meeting {
            title: "Встреча".to_owned(),
            day: date(2026, 3, 5),
            starts: time(10, minute, 0, 0),
            minutes: Some(60),
        };
        let pass = |id, minute| {
            let input = Pass {
                meeting: Some(meeting(minute)),
                ..Pass::default()
            };
            conveyor::pass(&app, &ctx(&app, CALLER), id, &input)
        };
        let (first, second) = (
            add(&app, "Ветер", Some(CALLER)),
            add(&app, "Море", Some(CALLER)),
        );
        qualify(&app, first);
        qualify(&app, second);
        pass(first, 0).unwrap();
        assert_eq!(tasks_of(&app, SELLER, first).len(), 1);
        let taken = pass(second, 30).unwrap_err();
        assert!(matches!(taken, Error::Taken { .. }), "{taken:?}");
        assert_eq!(
            holder(&app, second),
            Some(app.user(CALLER)),
            "nothing was done"
        );
        assert!(tasks_of(&app, Role::Owner, second).is_empty());
    }
}

#[test]
fn the_next_seller_is_by_the_rule_and_room_is_asked_for() {
    for app in apps() {
        let new = app::user::New {
            login: "second".to_owned(),
            name: "Second".to_owned(),
            role: SELLER,
            team_id: None,
            language: Language::En,
        };
        let system = Context::system(app.now).seeded(99_001);
        let other = app::user::create_with_password(&app, &system, &new, app::testing::PASSWORD);
        let other = other.unwrap().id;
        let mut got = Vec::new();
        for name in ["Ветер", "Море", "Лес", "Поле"] {
            let id = add(&app, name, Some(CALLER));
            qualify(&app, id);
            let made = conveyor::pass(&app, &ctx(&app, CALLER), id, &Pass::default()).unwrap();
            got.push(made.to_id.unwrap());
        }
        let of = |user| got.iter().filter(|id| **id == user).count();
        assert_eq!((of(app.user(SELLER)), of(other)), (2, 2), "evenly");
        set(&app, &[("holding.capacity_active_seller", Value::Whole(2))]);
        let id = add(&app, "Гора", Some(CALLER));
        qualify(&app, id);
        let nobody = conveyor::pass(&app, &ctx(&app, CALLER), id, &Pass::default());
        assert_eq!(code(&nobody.unwrap_err()), "conveyor.nobody");
        let by_hand = Pass {
            to: Some(other),
            ..Pass::default()
        };
        let full = conveyor::pass(&app, &ctx(&app, CALLER), id, &by_hand);
        assert_eq!(code(&full.unwrap_err()), "conveyor.full");
        let wrong = Pass {
            to: Some(app.user(KEEPER)),
            ..Pass::default()
        };
        let wrong = conveyor::pass(&app, &ctx(&app, CALLER), id, &wrong).unwrap_err();
        assert_eq!(code(&wrong), "reference.unknown");
        conveyor::pass(&app, &ctx(&app, HEAD), id, &by_hand).unwrap();
        assert_eq!(holder(&app, id), Some(other), "a head decides");
    }
}

#[test]
fn r199_a_key_client_is_passed_to_nobody_who_has_as_many_as_they_can_look_after() {
    for app in apps() {
        set(&app, &[("client.key_per_manager", Value::Whole(1))]);
        let mark = |id| {
            let ctx = ctx(&app, Role::Owner);
            let data = app::key_mark::read(&ctx, "fame", "Знают все", None).unwrap();
            app::part::create::<KeyMarkData>(&app, &ctx, id, &data).unwrap();
        };
        mark(add(&app, "Ветер", Some(SELLER)));
        let plain = add(&app, "Море", Some(CALLER));
        let key = add(&app, "Лес", Some(CALLER));
        mark(key);
        qualify(&app, plain);
        qualify(&app, key);
        let pass = |id| conveyor::pass(&app, &ctx(&app, CALLER), id, &Pass::default());
        assert_eq!(code(&pass(key).unwrap_err()), "conveyor.nobody");
        assert_eq!(holder(&app, key), Some(app.user(CALLER)));
        assert_eq!(pass(plain).unwrap().to_id, Some(app.user(SELLER)));
    }
}

#[test]
fn a_seller_gives_back_with_a_reason_to_who_passed_it_on() {
    for app in apps() {
        let id = add(&app, "Ветер", Some(CALLER));
        let own = conveyor::hand_back(&app, &ctx(&app, CALLER), id, ReturnReason::NoShow, None);
        assert_eq!(code(&own.unwrap_err()), "conveyor.not_passed");
        qualify(&app, id);
        conveyor::pass(&app, &ctx(&app, CALLER), id, &Pass::default()).unwrap();
        let back = |reason| conveyor::hand_back(&app, &ctx(&app, SELLER), id, reason, None);
        assert_eq!(code(&back(ReturnReason::Other).unwrap_err()), "text.empty");
        back(ReturnReason::NoShow).unwrap();
        let again = conveyor::pass(&app, &ctx(&app, CALLER), id, &Pass::default());
        assert_eq!(
            code(&again.unwrap_err()),
            "conveyor.not_qualified",
            "asked again first"
        );
        assert!(!conveyor::path(&app, &ctx(&app, CALLER), id).unwrap().passes);
        assert_eq!(holder(&app, id), Some(app.user(CALLER)));
        for (role, expected) in [(HEAD, 1), (SELLER, 1), (CALLER, 1), (KEEPER, 0)] {
            let board = conveyor::board(&app, &ctx(&app, role), 30).unwrap();
            let returned: i64 = board
                .counts
                .iter()
                .filter(|count| count.kind == StepKind::Returned)
                .map(|count| count.steps)
                .sum();
            assert_eq!(returned, expected, "{role}");
        }
    }
}

#[test]
fn r182_the_way_from_the_contact_person_to_who_decides() {
    for app in apps() {
        let id = add(&app, "Ветер", Some(SELLER));
        let other = add(&app, "Море", Some(SELLER));
        let person = |client, name: &str| {
            let input = person::Input {
                name: Some(name.to_owned()),
                ..person::Input::default()
            };
            let data = input.create().unwrap();
            app::part::create(&app, &ctx(&app, SELLER), client, &data)
                .unwrap()
                .id
        };
        let (contact, boss, stranger) = (
            person(id, "Вера Ильина"),
            person(id, "Олег Петров"),
            person(other, "Анна Белова"),
        );
        let reach = |via, to| conveyor::reach(&app, &ctx(&app, SELLER), id, via, to, None);
        reach(Some(contact), boss).unwrap();
        assert_eq!(
            code(&reach(Some(boss), boss).unwrap_err()),
            "reference.unknown"
        );
        assert_eq!(
            code(&reach(None, stranger).unwrap_err()),
            "reference.unknown"
        );
        let path = conveyor::path(&app, &ctx(&app, SELLER), id).unwrap();
        let details = path.steps[0].details.as_ref().unwrap();
        assert_eq!(details["via_id"], contact.to_string());
    }
}

fn begin(app: &TestApp, role: Role, id: ClientId, kind: JointKind) -> Result<Joint, Error> {
    let input = Begin {
        kind,
        to: None,
        until_day: None,
        note: None,
    };
    conveyor::begin(app, &ctx(app, role), id, &input)
}
