//! The funnel of a demo: deals of the last half-year, won, refused, put off and standing, with
//! employees who are good at different steps.

use domain::client::Relation;
use domain::deal::DealState;
use domain::id::{ClientId, UserId};
use domain::policy::Role;
use domain::refusal::Preset as Reason;
use domain::user::UserState;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use crate::context::Context;
use crate::deal::{self, Fields, Seen, Start, Wish};
use crate::refusal::Said;
use crate::{App, DbError, funnel, session, setting};

/// Deals of each employee …
const EACH: usize = 34;
/// … begun within so many days.
const DAYS: i64 = 180;
/// Clients of an employee that other parts of the demo use.
const LEFT: usize = 12;
/// Clients of an employee that are looked at.
const LOOKED: i64 = 400;
/// How many of a hundred an employee of each kind brings to the steps after the list.
const SHARES: [[u64; 4]; 3] = [[80, 70, 85, 95], [96, 90, 70, 80], [92, 78, 80, 90]];
/// What a deal is worth, in whole units.
const WORTH: [i64; 5] = [1_200, 2_600, 4_800, 9_500, 15_000];
/// Why clients refuse.
const WHY: [Reason; 4] = [
    Reason::NoBudget,
    Reason::TooExpensive,
    Reason::NotPlanned,
    Reason::DeliveryTerms,
];

/// Numbers that look like chance and are the same for a seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

/// Begins deals in the funnel that every base has, which `begin` made and approved on the first of these
/// days.
pub(super) fn work(app: &App, ctx: &Context, seed: u64) -> Result<(), DbError> {
    let users = app.db.read(store::user::list)?;
    let active = |role| {
        let users = users.iter();
        users.filter(move |user| user.role == role && user.state == UserState::Active)
    };
    let Some(head) = active(Role::HeadOfSales).next() else {
        return Ok(());
    };
    let began = ctx.now - SignedDuration::from_hours(24 * (DAYS + 2));
    let day = setting::today(&setting::current(app)?, began);
    let ids = Context::system(began).seeded(seed ^ 0x0f0f);
    app.db.write(|tx| funnel::begin(tx, &ids, head.id, day))?;
    let sellers = active(Role::ActiveSeller).chain(active(Role::ClientManager));
    let mut draw = Draw(seed);
    for (kind, seller) in sellers.enumerate() {
        let held = app
            .db
            .read(|tx| store::holding::held_by(tx, seller.id, LOOKED))?;
        let clients = app.db.read(|tx| store::client::find_all(tx, &held))?;
        let of = |relation| {
            let clients = clients.iter().skip(LEFT);
            let found = clients.filter(move |client| client.data.relation == relation);
            found.map(|client| client.id).collect::<Vec<ClientId>>()
        };
        let (mut prospects, mut buyers) = (of(Relation::Prospect), of(Relation::Current));
        for _ in 0..EACH {
            let shares = SHARES[kind % SHARES.len()];
            let passed = shares
                .iter()
                .take_while(|share| draw.below(100) < **share)
                .count();
            // who got an order is a buyer by now
            let from = if passed >= 3 {
                &mut buyers
            } else {
                &mut prospects
            };
            let Some(client) = from.pop() else { continue };
            walk(app, ctx, (seller.id, client), passed, &mut draw);
        }
    }
    Ok(())
}

/// One deal from its beginning to where it got by now. A rule that stands against a step ends it there.
fn walk(
    app: &App,
    ctx: &Context,
    (seller, client): (UserId, ClientId),
    passed: usize,
    draw: &mut Draw,
) -> Option<()> {
    let mut at = ctx.now - SignedDuration::from_hours(24 * draw.below(DAYS as u64) as i64 + 2);
    let worth = WORTH[draw.below(WORTH.len() as u64) as usize] * 100;
    let as_who = |at: Timestamp, number: u64| {
        let given = session::context_of(app, seller, at, "demo").ok()?;
        Some(given.seeded(number))
    };
    let input = Start {
        client_id: client,
        funnel_id: None,
        step: None,
        fields: Fields {
            amount_minor: Some(Some(worth)),
            ..Fields::default()
        },
        note: None,
    };
    let mut standing = deal::start(app, &as_who(at, draw.0)?, &input).ok()?;
    let steps = ["acquaintance", "presentation", "supply", "payment"];
    for step in &steps[..passed] {
        at += SignedDuration::from_hours(24 * (2 + draw.below(9) as i64));
        standing = go(
            app,
            &as_who(at, draw.0)?,
            ctx.now,
            &standing,
            &Wish::To((*step).to_owned()),
        )?;
    }
    if standing.item.deal.state != DealState::Open {
        return Some(());
    }
    at += SignedDuration::from_hours(24 * (4 + draw.below(14) as i64));
    let wish = match draw.below(10) {
        0..=5 => Wish::Refuse(Box::new(Said {
            reason: Some(WHY[draw.below(WHY.len() as u64) as usize].code().to_owned()),
            ..Said::default()
        })),
        6 => {
            let day = setting::today(&setting::current(app).ok()?, ctx.now);
            Wish::Postpone(day.saturating_add((20 + draw.below(60) as i64).days()))
        }
        _ => return Some(()),
    };
    go(app, &as_who(at, draw.0)?, ctx.now, &standing, &wish).map(|_| ())
}

/// A move, unless it lies ahead.
fn go(app: &App, who: &Context, now: Timestamp, standing: &Seen, wish: &Wish) -> Option<Seen> {
    let deal = &standing.item.deal;
    (who.now <= now)
        .then(|| deal::advance(app, who, deal.id, deal.version, (wish, None)).ok())
        .flatten()
}
