//! The conveyor of a demo in the middle of its work: clients qualified, passed on, given back and
//! refused, hand-overs that wait for the client.

use domain::conveyor::joint::{JointKind, JointStep};
use domain::conveyor::{Answer, Need, RefusalReason, ReturnReason};
use domain::fresh_look::Hides;
use domain::id::{ClientId, UserId};
use domain::policy::Role;
use domain::user::UserState;
use jiff::SignedDuration;
use jiff::ToSpan as _;

use crate::context::Context;
use crate::conveyor::{self, Begin, Pass, Qualification};
use crate::{App, DbError, fresh_look, session, setting};

/// Clients of each telemarketer that were qualified lately.
const QUALIFIED: i64 = 9;
/// Clients of each seller looked at for a hand-over.
const SOLD: i64 = 40;

/// So many minutes ago the first of these steps was taken …
const BEGAN: i64 = 20 * 24 * 60;
/// … and so many minutes lie between two.
const STEP: i64 = 97;

/// Lets the employees do some steps of the last days. A rule that stands against one is part of
/// their work: the next client is taken then.
pub(super) fn work(app: &App, ctx: &Context, seed: u64) -> Result<(), DbError> {
    let users = app.db.read(store::user::list)?;
    let of = |role| {
        let users = users.iter();
        users.filter(move |user| user.role == role && user.state == UserState::Active)
    };
    let mut turn = 0_i64;
    let mut as_who = |user: UserId| {
        turn += 1;
        let ago = SignedDuration::from_mins((BEGAN - turn * STEP).max(0));
        let given = session::context_of(app, user, ctx.now - ago, "demo").ok()?;
        let number = seed
            .wrapping_mul(1_000_003)
            .wrapping_add(turn.unsigned_abs());
        Some(given.seeded(number))
    };
    let held = |user, most| app.db.read(|tx| store::holding::held_by(tx, user, most));
    let today = setting::today(&setting::current(app)?, ctx.now);
    for caller in of(Role::Telemarketer) {
        for (at, client) in held(caller.id, QUALIFIED)?.into_iter().enumerate() {
            let Some(who) = as_who(caller.id) else {
                continue;
            };
            let later = at % 4 == 3;
            let input = Qualification {
                answers: (0..5).map(|n| answer(at, n)).collect(),
                need: if later { Need::Later } else { Need::Now },
                day: later.then(|| today.saturating_add(30.days())),
                task: later.then(|| name(app, client)).flatten(),
                note: None,
            };
            let Ok(made) = conveyor::qualify(app, &who, client, &input) else {
                continue;
            };
            if at % 3 == 2 && !made.passes {
                let reason = RefusalReason::ALL[at % 3];
                let _ = conveyor::refuse(app, &who, client, reason, None);
            } else if made.passes {
                pass(app, (client, at), &mut as_who, &who);
            }
        }
    }
    let kinds = [JointKind::Gradual, JointKind::Simple, JointKind::Gradual];
    for seller in of(Role::ActiveSeller) {
        let mut kinds = kinds.iter();
        for client in held(seller.id, SOLD)? {
            let Some(who) = as_who(seller.id) else {
                continue;
            };
            let Some(kind) = kinds.as_slice().first() else {
                break;
            };
            let input = Begin {
                kind: *kind,
                to: None,
                until_day: None,
                note: None,
            };
            let Ok(joint) = conveyor::begin(app, &who, client, &input) else {
                continue;
            };
            kinds.next();
            let first = JointStep::Announced;
            let _ = conveyor::do_step(app, &who, joint.id, joint.version, first);
        }
    }
    for head in of(Role::HeadOfSales) {
        let seller = of(Role::ActiveSeller).next();
        let first = match seller {
            Some(seller) => held(seller.id, 1)?.pop(),
            None => None,
        };
        if let (Some(client), Some(who)) = (first, as_who(head.id)) {
            let _ = fresh_look::put(app, &who, client, Hides::Failures, None);
        }
    }
    Ok(())
}

/// The task of the day is called like the client: a demo has no words of its own.
fn name(app: &App, client: ClientId) -> Option<String> {
    let found = app.db.read(|tx| store::client::find_all(tx, &[client]));
    Some(found.ok()?.pop()?.data.name)
}

fn answer(client: usize, question: usize) -> Answer {
    match (client % 3, question) {
        (2, 1..) | (_, 4) => Answer::No,
        (1, 3) => Answer::Unknown,
        _ => Answer::Yes,
    }
}

/// Passes a client on; every third comes back.
fn pass(
    app: &App,
    (client, at): (ClientId, usize),
    as_who: &mut impl FnMut(UserId) -> Option<Context>,
    who: &Context,
) {
    let Ok(step) = conveyor::pass(app, who, client, &Pass::default()) else {
        return;
    };
    if let Some(seller) = step.to_id.filter(|_| at % 3 == 1)
        && let Some(seller) = as_who(seller)
    {
        let reason = ReturnReason::ALL[at % 4];
        let _ = conveyor::hand_back(app, &seller, client, reason, None);
    }
}
