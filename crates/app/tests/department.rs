//! A department at work: employees take clients from the pool, follow their queues, call, sell, give
//! back, day after day through the real use cases, while terms run out at night. After every day the
//! rules hold for everybody, see docs/dev/testing.md.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::HashMap;

use app::client::{self, Input};
use app::testing::{TestApp, apps};
use app::{Context, call, holding, pool, refusal, today};
use domain::id::{ClientId, UserId};
use domain::policy::Role;
use jiff::{SignedDuration, Timestamp};

const CLIENTS: u64 = 60;
const DAYS: i64 = 75;
/// Calls that an employee makes in a day.
const CALLS: usize = 4;
const EMPLOYEES: [Role; 3] = [Role::Telemarketer, Role::ActiveSeller, Role::ClientManager];
const RESULTS: [&str; 8] = [
    "no_answer",
    "call_later",
    "talked",
    "presentation",
    "information",
    "mailing",
    "postponed",
    "refused",
];

/// A small generator: the same seed makes the same department.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

struct Department<'a> {
    app: &'a TestApp,
    chance: Chance,
    seed: u64,
    now: Timestamp,
}

impl Department<'_> {
    fn ctx(&mut self, role: Role) -> Context {
        self.seed += 1;
        let mut ctx = self.app.ctx(role).seeded(100_000 + self.seed);
        ctx.now = self.now;
        ctx
    }

    fn day(&mut self) {
        for role in EMPLOYEES {
            for _ in 0..2 {
                let ctx = self.ctx(role);
                drop(pool::take(self.app, &ctx));
            }
            for _ in 0..CALLS {
                self.now += SignedDuration::from_mins(7);
                let ctx = self.ctx(role);
                let queue = today::today(self.app, &ctx).unwrap().items;
                if queue.is_empty() {
                    break;
                }
                let item = &queue[self.chance.below(queue.len().min(3))];
                let client = item.client.id;
                let result = RESULTS[self.chance.below(RESULTS.len())];
                let ahead = i64::try_from(self.chance.below(20)).unwrap() + 1;
                let day = (self.now + SignedDuration::from_hours(24 * ahead)).to_string();
                let agreed = matches!(result, "call_later" | "postponed") || ahead > 17;
                let input = call::Input {
                    result: result.to_owned(),
                    note: Some("said".to_owned()),
                    agreed_day: agreed.then(|| day[..10].parse().unwrap()),
                    refusal: Some(refusal::Said {
                        reason: Some("no_budget".to_owned()),
                        ..refusal::Said::default()
                    }),
                    ..call::Input::default()
                };
                // Whom the queue names, the gate lets through.
                let made = call::record(self.app, &ctx, client, &input);
                assert!(made.is_ok(), "{made:?} at {} of {item:?}", self.now);
            }
            if self.chance.below(5) == 0 {
                let ctx = self.ctx(role);
                if let Some(item) = today::today(self.app, &ctx).unwrap().items.first() {
                    holding::release(self.app, &ctx, item.client.id).unwrap();
                }
            }
        }
    }

    fn night(&mut self) {
        self.seed += 1;
        let ctx = Context::system(self.now).seeded(200_000 + self.seed);
        holding::withdraw_due(self.app, &ctx, |_| true).unwrap();
    }

    fn check(&self, clients: &[ClientId]) {
        let owner = self.app.ctx(Role::Owner);
        let longest = SignedDuration::from_hours(24 * 365);
        let mut held: HashMap<UserId, usize> = HashMap::new();
        for client in clients {
            let card = client::card(self.app, &owner, *client).unwrap().client;
            let stays = holding::history(self.app, &owner, *client).unwrap();
            let open: Vec<_> = stays
                .iter()
                .filter(|(stay, _)| stay.ended_at.is_none())
                .collect();
            assert!(open.len() <= 1, "I1: one holder at most");
            let holder = open.first().map(|(stay, _)| stay.user_id);
            assert_eq!(
                holder, card.data.manager_id,
                "I1: the holder is the manager"
            );
            if let Some((stay, _)) = open.first() {
                let until = stay.until.expect("these roles hold on a term");
                let from = stay.result_at.unwrap_or(stay.since);
                assert!(until <= from + longest, "I2: no longer than the rule");
                assert!(
                    until > self.now,
                    "I2: what was over was taken back at night"
                );
                *held.entry(stay.user_id).or_default() += 1;
            }
            for pair in stays.windows(2) {
                let (later, earlier) = (&pair[0].0, &pair[1].0);
                assert!(
                    earlier.ended_at.unwrap() <= later.since,
                    "I1: never two at once"
                );
            }
            self.check_rest(*client);
        }
        let in_pool: usize = clients
            .iter()
            .filter(|client| {
                let card = client::card(self.app, &owner, **client).unwrap();
                card.client.data.manager_id.is_none()
            })
            .count();
        assert_eq!(
            held.values().sum::<usize>() + in_pool,
            clients.len(),
            "I3: nobody is lost"
        );
    }

    /// I7, told apart from the rule's own code: two contacts are a month apart, or belong to one
    /// round, or a day was agreed on between them.
    fn check_rest(&self, client: ClientId) {
        let scope = self
            .app
            .ctx(Role::Owner)
            .scope(domain::policy::Entity::Client)
            .unwrap();
        let touches = self
            .app
            .db
            .read(|tx| {
                store::client::find(tx, &scope, client)?.unwrap();
                store::interaction::history(tx, &scope, client, &[], None, 1_000)
            })
            .unwrap();
        let mut contacts: Vec<_> = touches
            .iter()
            .filter(|one| one.data.effect == domain::interaction::Effect::Effective)
            .collect();
        contacts.sort_by_key(|one| one.data.happened_at);
        for pair in contacts.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            let apart = second
                .data
                .happened_at
                .duration_since(first.data.happened_at);
            let agreed = touches.iter().any(|one| {
                one.data.happened_at >= first.data.happened_at
                    && one.data.happened_at < second.data.happened_at
                    && one.data.agreed_day.is_some_and(|day| {
                        day.to_string().as_str() <= &second.data.happened_at.to_string()[..10]
                    })
            });
            let round = first.created_by == second.created_by && apart.as_hours() < 24;
            assert!(
                agreed || round || apart >= SignedDuration::from_hours(30 * 24),
                "I7: {apart:?} between two contacts of {client}"
            );
        }
    }
}

#[test]
fn i1_i2_i3_i7_hold_after_every_day_of_a_department() {
    for app in apps() {
        for seed in [1_u64, 2] {
            let clients: Vec<ClientId> = (0..CLIENTS)
                .map(|number| {
                    let relation = ["prospect", "competitors", "current", "former"];
                    let input = Input {
                        name: Some(format!("Клиент {seed} {number}")),
                        relation: Some(relation[usize::try_from(number % 4).unwrap()].to_owned()),
                        ..Input::default()
                    };
                    let ctx = app.ctx(Role::Owner).seeded(seed * 1_000 + number);
                    client::create(&app, &ctx, &input).unwrap().id
                })
                .collect();
            let mut department = Department {
                app: &app,
                chance: Chance(seed * 7_919),
                seed: seed * 50_000,
                now: app.now
                    + SignedDuration::from_hours(24 * DAYS * (i64::try_from(seed).unwrap() - 1)),
            };
            for day in 0..DAYS {
                department.day();
                department.night();
                if day % 5 == 4 {
                    department.check(&clients);
                }
                let start = app.now
                    + SignedDuration::from_hours(24 * DAYS * (i64::try_from(seed).unwrap() - 1));
                department.now = start + SignedDuration::from_hours(24 * (day + 1));
            }
        }
    }
}
