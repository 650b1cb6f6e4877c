//! Fresh look: what was tried in vain is hidden from a new holder everywhere, and from nobody who
//! decides.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use app::client::{self, Error, Input};
use app::testing::{TestApp, apps};
use app::{
    Context, conveyor, fresh_look, holding, interaction, journal, part, pool, refusal, setting,
};
use app::{task, timeline, today};
use domain::conveyor::RefusalReason;
use domain::fresh_look::Hides;
use domain::id::{ClientId, InteractionId};
use domain::interaction::InteractionData;
use domain::policy::Role;
use domain::rest::RestLiftData;
use domain::setting::Value;
use domain::task::TaskState;
use jiff::SignedDuration;

const CALLER: Role = Role::Telemarketer;
const SELLER: Role = Role::ActiveSeller;
const HEAD: Role = Role::HeadOfSales;

fn ctx(app: &TestApp, role: Role) -> Context {
    static SEED: AtomicU64 = AtomicU64::new(90_000);
    let seed = SEED.fetch_add(1, Ordering::Relaxed);
    let mut ctx = app.ctx(role).seeded(seed);
    // each request comes a moment later than the one before
    ctx.now += SignedDuration::from_micros(i64::try_from(seed).unwrap());
    ctx
}

fn talk(app: &TestApp, role: Role, id: ClientId, effect: &str, outcome: &str) -> InteractionId {
    let input = interaction::Input {
        kind: Some("call".to_owned()),
        effect: Some(effect.to_owned()),
        outcome: Some(outcome.to_owned()),
        refusal: Some(refusal::Said {
            reason: Some("too_expensive".to_owned()),
            ..refusal::Said::default()
        }),
        ..interaction::Input::default()
    };
    let made = interaction::create(app, &ctx(app, role), id, &input);
    made.unwrap().id
}

fn set(app: &TestApp, name: &str, value: Value) {
    let wanted = BTreeMap::from([(name.to_owned(), Some(value))]);
    setting::change(app, &app.ctx(Role::Owner), &wanted).unwrap();
}

/// What `role` knows of the past of a client, by every way there is.
fn known(app: &TestApp, role: Role, id: ClientId) -> Vec<(&'static str, usize)> {
    let ctx = app.ctx(role);
    let card = client::card(app, &ctx, id).unwrap();
    let listed = part::list::<InteractionData>(app, &ctx, id).unwrap().len();
    let kinds = [timeline::Kind::Interaction];
    let page = timeline::page(app, &ctx, id, &kinds, None, 50).unwrap();
    let lines = journal::Filter {
        client_id: Some(id),
        ..journal::Filter::default()
    };
    let lines = journal::list(app, &ctx, &lines, 100).unwrap().items;
    let told = |entity: &str| {
        lines
            .iter()
            .filter(|item| item.line.entry.entity == entity)
            .count()
    };
    let stays = holding::history(app, &ctx, id).unwrap();
    vec![
        (
            "counted on the card",
            usize::try_from(card.interactions).unwrap(),
        ),
        ("listed", listed),
        ("on the timeline", page.items.len()),
        ("in the journal", told("interaction")),
        ("decisions in the journal", told("fresh_look")),
        ("stays", stays.len()),
        (
            "lifted rests",
            part::list::<RestLiftData>(app, &ctx, id).unwrap().len(),
        ),
        ("steps", conveyor::path(app, &ctx, id).unwrap().steps.len()),
    ]
}

fn at_seller_after_failures(app: &mut TestApp) -> (ClientId, [InteractionId; 3]) {
    set(app, "rest.days", Value::Whole(0));
    let input = Input {
        name: Some("Ветер".to_owned()),
        manager_id: Some(Some(app.user(CALLER))),
        ..Input::default()
    };
    let id = client::create(app, &ctx(app, Role::Owner), &input)
        .unwrap()
        .id;
    let made = [
        talk(app, CALLER, id, "attempt", "none"),
        talk(app, CALLER, id, "effective", "refused"),
        talk(app, CALLER, id, "effective", "info_requested"),
    ];
    let lift = RestLiftData {
        reason: "Отказали, но просили перезвонить".to_owned(),
    };
    part::create(app, &ctx(app, HEAD), id, &lift).unwrap();
    let done = task::Input {
        title: Some("Последняя попытка".to_owned()),
        client_id: Some(id),
        state: Some(TaskState::Done),
        ..task::Input::default()
    };
    task::create(app, &ctx(app, CALLER), &done).unwrap();
    conveyor::refuse(app, &ctx(app, CALLER), id, RefusalReason::NoNeed, None).unwrap();
    app.now += SignedDuration::from_hours(1);
    let version = client::card(app, &app.ctx(HEAD), id)
        .unwrap()
        .client
        .version;
    let to_seller = Input {
        manager_id: Some(Some(app.user(SELLER))),
        ..Input::default()
    };
    client::update(app, &ctx(app, HEAD), id, version, &to_seller).unwrap();
    app.now += SignedDuration::from_hours(1);
    (id, made)
}

#[test]
fn r123_r124_failed_attempts_are_hidden_from_the_new_holder_everywhere() {
    for mut app in apps() {
        let (id, made) = at_seller_after_failures(&mut app);
        let before = known(&app, SELLER, id);
        assert!(
            before
                .iter()
                .all(|(what, count)| *count > 0 || *what == "decisions in the journal")
        );
        let own = fresh_look::put(&app, &ctx(&app, SELLER), id, Hides::Failures, None);
        assert!(
            matches!(own, Err(Error::Forbidden(_))),
            "who works it does not decide"
        );
        let all = known(&app, HEAD, id);
        fresh_look::put(
            &app,
            &ctx(&app, HEAD),
            id,
            Hides::Failures,
            Some("Новый продавец"),
        )
        .unwrap();

        let left = known(&app, SELLER, id);
        assert_eq!(
            left,
            [
                ("counted on the card", 1),
                ("listed", 1),
                ("on the timeline", 1),
                ("in the journal", 0),
                ("decisions in the journal", 0),
                ("stays", 1),
                ("lifted rests", 0),
                ("steps", 0),
            ]
        );
        let head = known(&app, HEAD, id);
        assert_eq!(head[..4], all[..4], "who decides sees everything");
        assert_eq!(head[4], ("decisions in the journal", 1));

        // not by its identifier either, nor to be changed or deleted
        let change = interaction::Input {
            note: Some(Some("Нашёл".to_owned())),
            ..interaction::Input::default()
        };
        for (at, hidden) in [(0, true), (1, true), (2, false)] {
            let found = interaction::update(&app, &ctx(&app, SELLER), made[at], 1, &change);
            assert_eq!(matches!(found, Err(part::Error::NotFound)), hidden, "{at}");
        }
        let gone = part::delete::<InteractionData>(&app, &ctx(&app, SELLER), made[1], 1);
        assert!(matches!(gone, Err(part::Error::NotFound)));
        // the head writes on a hidden one: its line is hidden too
        interaction::update(&app, &ctx(&app, HEAD), made[1], 1, &change).unwrap();
        assert_eq!(
            known(&app, SELLER, id)[3],
            ("in the journal", 1),
            "only the open one's"
        );
        let lines = journal::Filter {
            entity_id: Some(made[1].uuid()),
            ..journal::Filter::default()
        };
        assert!(
            journal::list(&app, &app.ctx(SELLER), &lines, 9)
                .unwrap()
                .items
                .is_empty()
        );
        let line = journal::list(&app, &app.ctx(HEAD), &lines, 9)
            .unwrap()
            .items[0]
            .line
            .seq;
        let undone = journal::undo(&app, &ctx(&app, SELLER), line);
        assert!(
            matches!(undone, Err(journal::UndoError::NotFound)),
            "{undone:?}"
        );

        // what others did at the client before
        let tasks = |role| {
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
                total: true,
            };
            let page = task::list(&app, &app.ctx(role), &request).unwrap();
            (page.items.len(), page.total)
        };
        assert_eq!(tasks(SELLER), (0, Some(0)));
        assert_eq!(tasks(HEAD), (1, Some(1)));

        // what is done from now on is seen
        talk(&app, SELLER, id, "attempt", "none");
        assert_eq!(known(&app, SELLER, id)[0].1, 2);

        fresh_look::end(&app, &ctx(&app, HEAD), id).unwrap();
        assert_eq!(known(&app, SELLER, id)[0].1, 4);
        assert_eq!(fresh_look::find(&app, &app.ctx(HEAD), id).unwrap(), None);
    }
}

#[test]
fn r124_what_stands_on_the_card_is_concluded_without_what_is_hidden() {
    for mut app in apps() {
        let (id, _) = at_seller_after_failures(&mut app);
        let standing = |app: &TestApp, role| {
            let card = client::card(app, &app.ctx(role), id).unwrap();
            card.client.standing
        };
        assert!(standing(&app, SELLER).last_interaction_at.is_some());
        // the pool says why it gave a client, with its last contact
        holding::release(&app, &ctx(&app, SELLER), id).unwrap();
        set(&app, "conveyor.refused_days", Value::Whole(0));
        pool::take(&app, &ctx(&app, SELLER)).unwrap();
        let why = |app: &TestApp| {
            let stay = holding::current(app, &app.ctx(SELLER), id)
                .unwrap()
                .unwrap();
            stay.why.unwrap()
        };
        assert!(why(&app).contains("last_effective_at"));
        fresh_look::put(&app, &ctx(&app, HEAD), id, Hides::Everything, None).unwrap();
        assert!(!why(&app).contains("last_effective_at"));
        let fresh = standing(&app, SELLER);
        assert_eq!(
            (fresh.last_interaction_at, fresh.last_effective_at),
            (None, None)
        );
        // so no list can be sorted or filtered by it, whoever asks
        assert_eq!(standing(&app, HEAD), fresh);
        let queue = today::today(&app, &app.ctx(SELLER)).unwrap();
        assert_eq!(queue.items.len(), 1);
        assert_eq!(queue.items[0].at, None, "as if never contacted");
        assert_eq!(known(&app, SELLER, id)[0].1, 0);
    }
}

#[test]
fn r124_a_rule_hides_when_the_pool_gives_a_client_to_somebody_new() {
    for mut app in apps() {
        let (id, _) = at_seller_after_failures(&mut app);
        set(
            &app,
            "fresh_look.returned",
            Value::Text("failures".to_owned()),
        );
        set(&app, "conveyor.refused_days", Value::Whole(0));
        holding::release(&app, &ctx(&app, SELLER), id).unwrap();
        let taken = pool::take(&app, &ctx(&app, CALLER)).unwrap();
        assert_eq!(taken.client, id);
        assert_eq!(known(&app, CALLER, id)[0].1, 1);
        let stay = holding::current(&app, &app.ctx(CALLER), id)
            .unwrap()
            .unwrap();
        let card = client::card(&app, &app.ctx(CALLER), id).unwrap().client;
        assert_eq!(taken.last_effective_at, card.standing.last_effective_at);
        assert!(stay.why.unwrap().contains("\"by\":\"order\""));
        let look = fresh_look::find(&app, &app.ctx(HEAD), id).unwrap().unwrap();
        assert_eq!(look.hides, Hides::Failures);
        assert_eq!(known(&app, HEAD, id)[0].1, 3);
    }
}
