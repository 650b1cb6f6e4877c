//! The employee's own day: whom to turn to next and why, and how much of the day is done.

use std::collections::HashMap;

use domain::client::Client;
use domain::holding::{Load, capacity};
use domain::id::{ClientId, TaskId};
use domain::policy::{Entity, Forbidden};
use domain::setting::{HOLDING_WARN, TODAY_RETRY, TODAY_TURNED};
use domain::today::{Reason, Why, queue};
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::today::{Asked, Due};

use crate::client::veil_client;
use crate::context::Context;
use crate::{App, DbError, setting};

/// Why there is no queue.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A client of the queue.
#[derive(Debug, Clone)]
pub struct Item {
    /// The client, masked for the reader.
    pub client: Client,
    /// The most urgent reason.
    pub why: Why,
    /// Since when it waits, or until when it can wait; `None`: never contacted.
    pub at: Option<Timestamp>,
    /// The task that is due, when that is the reason.
    pub task: Option<(TaskId, String)>,
    /// The end of the term with the holder.
    pub held_until: Option<Timestamp>,
}

/// The day of an employee.
#[derive(Debug, Clone)]
pub struct Today {
    /// Whom to turn to, the first one first.
    pub items: Vec<Item>,
    /// Contacts made today.
    pub effective: i64,
    /// Contacts only tried today.
    pub tried: i64,
    /// What they hold.
    pub load: Load,
    /// How many clients they may hold; `None`: any number.
    pub capacity: Option<i64>,
}

/// The longest queue.
const MOST: usize = 50;

/// The queue of the actor: of the clients they hold, whatever else they may see.
pub fn today(app: &App, ctx: &Context) -> Result<Today, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let user = ctx.actor.user();
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let hours = |of| SignedDuration::from_hours(settings.whole(of));
        let days = |of| SignedDuration::from_hours(24 * settings.whole(of));
        let day = setting::today(&settings, ctx.now);
        let asked = Asked {
            user,
            now: ctx.now,
            day_ends: setting::start_of(&settings, day.saturating_add(1.day())),
            turned_since: ctx.now - days(&TODAY_TURNED),
            ending_by: ctx.now + days(&HOLDING_WARN),
            tried_since: ctx.now - hours(&TODAY_RETRY),
            limit: MOST as i64,
        };
        let mut reasons = store::today::reasons(tx, &asked)?;
        // A deputy's queue has the clients of who is away among their own.
        for absent in ctx.actor.stands_in_for() {
            let asked = Asked {
                user: *absent,
                ..asked
            };
            reasons.extend(store::today::reasons(tx, &asked)?);
        }
        let due = store::today::due(tx, &scope, user, day, MOST as i64)?;
        reasons.extend(due.iter().map(|due| Reason {
            client: due.client,
            why: if due.day < day {
                Why::Overdue
            } else {
                Why::Due
            },
            at: setting::start_of(&settings, due.day),
        }));
        let queued = queue(reasons, MOST);
        let ids: Vec<ClientId> = queued.iter().map(|reason| reason.client).collect();
        let mut clients: HashMap<ClientId, Client> = HashMap::new();
        for client in store::client::find_all(tx, &ids)? {
            if store::responsibility::sees(tx, &scope, client.id, client.data.manager_id)? {
                clients.insert(client.id, client);
            }
        }
        let mut items = Vec::with_capacity(queued.len());
        for reason in queued {
            let Some(mut client) = clients.remove(&reason.client) else {
                continue;
            };
            veil_client(ctx, &mut client);
            let held = store::holding::open_of(tx, client.id)?;
            items.push(Item {
                task: task_of(&due, &reason),
                why: reason.why,
                at: (reason.at > Timestamp::UNIX_EPOCH).then_some(reason.at),
                held_until: held.and_then(|held| held.until),
                client,
            });
        }
        let start = setting::start_of(&settings, day);
        let (effective, tried) = store::today::done(tx, user, start)?;
        let loads = store::holding::loads(tx, &[user])?;
        Ok(Today {
            items,
            effective,
            tried,
            load: loads.get(&user).copied().unwrap_or_default(),
            capacity: capacity(&settings, ctx.actor.role()),
        })
    })
}

fn task_of(due: &[Due], reason: &Reason) -> Option<(TaskId, String)> {
    if !matches!(reason.why, Why::Overdue | Why::Due) {
        return None;
    }
    let found = due.iter().find(|due| due.client == reason.client)?;
    Some((found.task, found.title.clone()))
}
