//! Holding and the pool: never two holders, a term with a result, taking back, handing out.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::{BTreeMap, HashMap};

use app::client::{self, Input};
use app::interaction;
use app::pool::{self, Error};
use app::testing::{TestApp, apps};
use app::{Context, holding, journal, setting};
use domain::client::Relation;
use domain::holding::{Ending, Full};
use domain::id::{ClientId, UserId};
use domain::policy::Role;
use domain::setting::Value;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

const SELLER: Role = Role::ActiveSeller;
const CALLER: Role = Role::Telemarketer;

fn seeded(app: &TestApp, role: Role, seed: u64) -> Context {
    // Identifiers come from the seed: another for each thing.
    app.ctx(role).seeded(9_000 + seed * 16 + role as u64)
}

fn on(app: &TestApp, role: Role, day: i64) -> Context {
    let mut ctx = seeded(app, role, day.unsigned_abs() + 500);
    ctx.now = at(app, day);
    ctx
}

fn at(app: &TestApp, day: i64) -> Timestamp {
    app.now + SignedDuration::from_hours(24 * day)
}

fn add(
    app: &TestApp,
    number: u64,
    manager: Option<Role>,
    change: impl FnOnce(&mut Input),
) -> ClientId {
    let mut input = Input {
        name: Some(format!("Клиент {number}")),
        manager_id: Some(manager.map(|role| app.user(role))),
        ..Input::default()
    };
    change(&mut input);
    let ctx = seeded(app, Role::Owner, number);
    client::create(app, &ctx, &input).unwrap().id
}

fn set(app: &TestApp, wanted: &[(&str, Value)]) {
    let wanted: BTreeMap<String, Option<Value>> = wanted
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Some(value.clone())))
        .collect();
    setting::change(app, &app.ctx(Role::Owner), &wanted).unwrap();
}

fn give(app: &TestApp, client: ClientId, to: Option<UserId>) {
    let owner = app.ctx(Role::Owner);
    let card = client::card(app, &owner, client).unwrap().client;
    let input = Input {
        manager_id: Some(to),
        ..Input::default()
    };
    client::update(app, &owner, client, card.version, &input).unwrap();
}

fn holder(app: &TestApp, client: ClientId) -> Option<UserId> {
    let owner = app.ctx(Role::Owner);
    client::card(app, &owner, client)
        .unwrap()
        .client
        .data
        .manager_id
}

fn endings(app: &TestApp, client: ClientId) -> Vec<Option<Ending>> {
    let stays = holding::history(app, &app.ctx(Role::Owner), client).unwrap();
    stays.into_iter().map(|(stay, _)| stay.ending).collect()
}

/// Takes clients back as the job of the night does, `day` days from now.
fn withdraw(app: &TestApp, day: i64) -> u64 {
    let ctx = Context::system(at(app, day)).seeded(day.unsigned_abs() + 70);
    holding::withdraw_due(app, &ctx, |_| true).unwrap()
}

#[test]
fn r117_r118_without_a_result_the_client_goes_back_when_the_term_is_over() {
    for app in apps() {
        let client = add(&app, 1, Some(CALLER), |_| ());
        let stay = holding::current(&app, &app.ctx(CALLER), client)
            .unwrap()
            .unwrap();
        assert_eq!(stay.until, Some(at(&app, 30)));
        assert_eq!(withdraw(&app, 29), 0);
        assert_eq!(withdraw(&app, 30), 1);
        assert_eq!(holder(&app, client), None);
        assert_eq!(endings(&app, client), [Some(Ending::Withdrawn)]);
        // the last holder waits, another may have it
        let caller = on(&app, CALLER, 40);
        assert!(matches!(pool::take(&app, &caller), Err(Error::Empty)));
        let seller = on(&app, SELLER, 40);
        assert_eq!(pool::take(&app, &seller).unwrap().client, client);
        assert_eq!(endings(&app, client), [None, Some(Ending::Withdrawn)]);
        assert_eq!(withdraw(&app, 130), 1);
        let caller = on(&app, CALLER, 130);
        assert_eq!(
            pool::take(&app, &caller).unwrap().client,
            client,
            "it has cooled"
        );
    }
}

#[test]
fn r117_a_result_renews_the_term_and_anything_else_does_not() {
    for app in apps() {
        let client = add(&app, 1, Some(CALLER), |_| ());
        let touch = |day: i64, outcome: &str| {
            let input = interaction::Input {
                kind: Some("call".to_owned()),
                outcome: Some(outcome.to_owned()),
                happened_at: Some(at(&app, day)),
                ..Default::default()
            };
            interaction::create(&app, &on(&app, CALLER, day), client, &input).unwrap();
        };
        let until = || {
            let stay = holding::current(&app, &app.ctx(CALLER), client)
                .unwrap()
                .unwrap();
            (stay.until, stay.results)
        };
        touch(0, "info_requested");
        assert_eq!(until(), (Some(at(&app, 30)), 0));
        touch(1, "presentation_agreed");
        assert_eq!(until(), (Some(at(&app, 31)), 1));
        assert_eq!(withdraw(&app, 30), 0);
        let extended = holding::extend(&app, &on(&app, Role::Owner, 20), client, 60).unwrap();
        assert_eq!(extended.until, Some(at(&app, 80)));
        let forever = holding::extend(&app, &on(&app, Role::Owner, 21), client, 4_000);
        assert!(
            matches!(forever, Err(client::Error::Invalid(_))),
            "{forever:?}"
        );
        let own = holding::extend(&app, &on(&app, CALLER, 21), client, 10);
        assert!(matches!(own, Err(client::Error::Forbidden(_))), "{own:?}");
    }
}

#[test]
fn r116_giving_a_client_away_ends_one_stay_and_begins_another() {
    for app in apps() {
        let client = add(&app, 1, Some(CALLER), |_| ());
        give(&app, client, Some(app.user(SELLER)));
        assert_eq!(endings(&app, client), [None, Some(Ending::Replaced)]);
        holding::release(&app, &app.ctx(SELLER), client).unwrap();
        assert_eq!(holder(&app, client), None);
        assert_eq!(endings(&app, client)[0], Some(Ending::Released));
        // undo gives it back, and a stay begins again
        let owner = app.ctx(Role::Owner);
        let filter = journal::Filter {
            entity: Some("client".to_owned()),
            ..Default::default()
        };
        let newest = journal::list(&app, &owner, &filter, 1).unwrap().items[0]
            .line
            .seq;
        journal::undo(&app, &owner, newest).unwrap();
        assert_eq!(holder(&app, client), Some(app.user(SELLER)));
        assert_eq!(endings(&app, client)[0], None);
        let stranger = holding::release(&app, &app.ctx(CALLER), client);
        assert!(
            matches!(stranger, Err(client::Error::NotFound)),
            "{stranger:?}"
        );
    }
}

#[test]
fn r119_the_pool_gives_the_best_first_and_no_more_than_one_can_work() {
    for app in apps() {
        set(
            &app,
            &[
                ("holding.most_idle", Value::Whole(3)),
                ("holding.capacity_telemarketer", Value::Whole(5)),
            ],
        );
        let hot = |input: &mut Input| input.temperature = Some(Some("hot".to_owned()));
        let cold = |input: &mut Input| input.temperature = Some(Some("cold".to_owned()));
        let last = add(&app, 1, None, cold);
        let plain = add(&app, 2, None, |_| ());
        let first = add(&app, 3, None, hot);
        add(&app, 4, None, |input| {
            input.relation = Some("current".to_owned())
        });
        add(&app, 5, None, cold);
        let caller = app.ctx(CALLER);
        let taken = [(); 3].map(|()| pool::take(&app, &caller).unwrap());
        assert_eq!(taken.each_ref().map(|one| one.client), [first, plain, last]);
        assert!(taken.iter().all(|one| one.relation == Relation::Prospect));
        let full = pool::take(&app, &caller);
        assert!(
            matches!(full, Err(Error::Full(Full::Hoarding { idle: 3, most: 3 }))),
            "{full:?}"
        );
        set(
            &app,
            &[
                ("holding.most_idle", Value::Whole(0)),
                ("holding.capacity_telemarketer", Value::Whole(3)),
            ],
        );
        let full = pool::take(&app, &caller);
        assert!(
            matches!(full, Err(Error::Full(Full::Capacity { held: 3, most: 3 }))),
            "{full:?}"
        );
        let manager = pool::take(&app, &app.ctx(Role::ClientManager)).unwrap();
        assert_eq!(manager.relation, Relation::Current);
        let steward = pool::take(&app, &app.ctx(Role::DataSteward));
        assert!(matches!(steward, Err(Error::Forbidden(_))), "{steward:?}");
    }
}

#[test]
fn r121_r287_handing_out_is_simulated_done_explained_and_undone() {
    for app in apps() {
        let clients: Vec<ClientId> = (1..=5)
            .map(|number| add(&app, number, None, |_| ()))
            .collect();
        let head = seeded(&app, Role::HeadOfSales, 3);
        let request = |dry_run| pool::Request {
            users: vec![app.user(CALLER), app.user(SELLER)],
            each: 2,
            dry_run,
        };
        let told = pool::hand_out(&app, &head, &request(true)).unwrap();
        assert_eq!((told.shares.len(), told.seq), (4, None));
        assert!(clients.iter().all(|client| holder(&app, *client).is_none()));
        let done = pool::hand_out(&app, &head, &request(false)).unwrap();
        assert_eq!(done.shares, told.shares, "what was simulated is done");
        for share in done.shares.iter().map(|one| one.share) {
            assert_eq!(holder(&app, share.client), Some(share.user));
            let (stay, _) = &holding::history(&app, &head, share.client).unwrap()[0];
            assert!(stay.why.as_deref().unwrap().contains("conversion"));
        }
        journal::undo(&app, &head, done.seq.unwrap()).unwrap();
        assert!(clients.iter().all(|client| holder(&app, *client).is_none()));
        let none = pool::Request {
            each: 0,
            ..request(false)
        };
        assert!(matches!(
            pool::hand_out(&app, &head, &none),
            Err(Error::Invalid(_))
        ));
    }
}

#[test]
fn who_leaves_hands_everything_over_in_one_step_and_it_can_be_undone() {
    for app in apps() {
        let clients: Vec<ClientId> = (1..=3)
            .map(|number| add(&app, number, Some(CALLER), |_| ()))
            .collect();
        let head = seeded(&app, Role::HeadOfSales, 4);
        let from = app.user(CALLER);
        let to = [app.user(SELLER), app.user(Role::ClientManager)];
        let itself = holding::hand_over(&app, &head, from, &[from]);
        assert!(
            matches!(itself, Err(client::Error::Invalid(_))),
            "{itself:?}"
        );
        let done = holding::hand_over(&app, &head, from, &to).unwrap();
        assert_eq!(done.clients, 3);
        let holders: Vec<_> = clients.iter().map(|client| holder(&app, *client)).collect();
        assert_eq!(holders, [Some(to[0]), Some(to[1]), Some(to[0])]);
        journal::undo(&app, &head, done.seq.unwrap()).unwrap();
        assert!(
            clients
                .iter()
                .all(|client| holder(&app, *client) == Some(from))
        );
        holding::hand_over(&app, &head, from, &[]).unwrap();
        assert!(clients.iter().all(|client| holder(&app, *client).is_none()));
        let own = holding::hand_over(&app, &app.ctx(CALLER), from, &[]);
        assert!(matches!(own, Err(client::Error::Forbidden(_))), "{own:?}");
    }
}

#[test]
fn i1_many_who_take_at_once_never_get_the_same_client() {
    for app in apps() {
        set(&app, &[("holding.most_idle", Value::Whole(0))]);
        for number in 0..24 {
            add(&app, number, None, |_| ());
        }
        let taken: Vec<ClientId> = std::thread::scope(|scope| {
            let taking: Vec<_> = (0..6_u64)
                .map(|turn| {
                    let role = if turn % 2 == 0 { CALLER } else { SELLER };
                    let ctx = seeded(&app, role, 700 + turn);
                    let app = &app;
                    scope.spawn(move || {
                        let mut own = Vec::new();
                        while let Ok(one) = pool::take(app, &ctx) {
                            own.push(one.client);
                        }
                        own
                    })
                })
                .collect();
            taking
                .into_iter()
                .flat_map(|one| one.join().unwrap())
                .collect()
        });
        let mut unique = taken.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!((taken.len(), unique.len()), (24, 24));
    }
}

#[derive(Debug, Clone)]
enum Step {
    Give(usize, Option<Role>),
    Release(usize),
    Take(Role),
    HandOut,
    Withdraw(i64),
    Delete(usize),
    Restore(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let role = prop::sample::select(vec![CALLER, SELLER, Role::ClientManager]);
    let step = prop_oneof![
        (0..6_usize, prop::option::of(role.clone())).prop_map(|(at, role)| Step::Give(at, role)),
        (0..6_usize).prop_map(Step::Release),
        role.prop_map(Step::Take),
        Just(Step::HandOut),
        (0..400_i64).prop_map(Step::Withdraw),
        (0..6_usize).prop_map(Step::Delete),
        (0..6_usize).prop_map(Step::Restore),
    ];
    prop::collection::vec(step, 1..25)
}

fn run(app: &TestApp, clients: &[ClientId], step: &Step, turn: u64) {
    let owner = seeded(app, Role::Owner, 300 + turn);
    let current = |at: usize| {
        client::card(app, &owner, clients[at])
            .ok()
            .map(|card| card.client)
    };
    match step {
        Step::Give(at, role) => {
            if let Some(card) = current(*at) {
                let input = Input {
                    manager_id: Some(role.map(|role| app.user(role))),
                    ..Input::default()
                };
                client::update(app, &owner, card.id, card.version, &input).unwrap();
            }
        }
        Step::Release(at) => drop(holding::release(app, &owner, clients[*at])),
        Step::Take(role) => drop(pool::take(app, &seeded(app, *role, 300 + turn))),
        Step::HandOut => {
            let users = vec![app.user(CALLER), app.user(Role::ClientManager)];
            let request = pool::Request {
                users,
                each: 2,
                dry_run: false,
            };
            pool::hand_out(app, &owner, &request).unwrap();
        }
        Step::Withdraw(day) => drop(withdraw(app, *day)),
        Step::Delete(at) => {
            if let Some(card) = current(*at) {
                client::delete(app, &owner, card.id, card.version).unwrap();
            }
        }
        Step::Restore(at) => drop(client::restore(app, &owner, clients[*at])),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// I1 to I3: whatever is done in whatever order, at most one stay of a client goes on, it is with
    /// who manages the card, its term is no longer than the rule, and every client is somewhere.
    #[test]
    fn i1_i2_i3_one_holder_within_the_term_and_nobody_is_lost(steps in steps()) {
        for app in apps() {
            let clients: Vec<ClientId> = (0..6).map(|number| add(&app, number, None, |_| ())).collect();
            let everything = app.ctx(Role::Owner).scope(domain::policy::Entity::Client).unwrap();
            for (turn, step) in steps.iter().enumerate() {
                run(&app, &clients, step, turn as u64);
                let mut places: HashMap<&str, usize> = HashMap::new();
                for client in &clients {
                    let stays = app.db.read(|tx| store::holding::history(tx, &everything, *client)).unwrap();
                    let stays: Vec<_> = stays.into_iter().map(|(stay, _)| stay).collect();
                    let open: Vec<_> = stays.iter().filter(|stay| stay.ended_at.is_none()).collect();
                    let owner = app.ctx(Role::Owner);
                    let card = client::card(&app, &owner, *client).ok().map(|card| card.client);
                    let manager = card.as_ref().and_then(|card| card.data.manager_id);
                    prop_assert_eq!(open.first().map(|stay| stay.user_id), manager, "{:?}", step);
                    prop_assert!(open.len() <= 1);
                    if let Some(until) = open.first().and_then(|stay| stay.until) {
                        let most = open[0].since + SignedDuration::from_hours(24 * 365);
                        prop_assert!(until <= most);
                    }
                    let place = if card.is_none() { "archive" } else if manager.is_some() { "held" } else { "pool" };
                    *places.entry(place).or_default() += 1;
                }
                prop_assert_eq!(places.values().sum::<usize>(), clients.len());
            }
        }
    }
}
