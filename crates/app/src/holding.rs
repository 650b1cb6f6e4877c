//! Who holds which client, until when; results renew a term, without one the client goes back.

use domain::holding::{self, Event, Holding, TERMS, is_result};
use domain::id::{ClientId, UserId};
use domain::journal::JournalAction;
use domain::policy::{Action, Entity, Role, Scope};
use domain::setting::{HOLDING_WARN, HOLDING_WITHDRAW};
use domain::user::UserState;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
pub use store::holding::Item;
use store::holding::ListQuery;
use uuid::Uuid;

use crate::client::{self, Error};
use crate::context::Context;
use crate::job::{Failure, Progress};
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, setting};

/// Name of the feature in the journal.
const ENTITY: &str = "holding";

/// Something happened with a client that may be the result its holder owes.
pub(crate) fn happened(
    tx: &mut DbTx,
    client: ClientId,
    event: Event,
    at: Timestamp,
) -> Result<(), DbError> {
    let roles: Vec<Role> = TERMS
        .iter()
        .map(|(role, _, _)| *role)
        .filter(|role| is_result(*role, event))
        .collect();
    if !roles.is_empty() {
        store::holding::renew(tx, client, &roles, at)?;
    }
    Ok(())
}

/// The stay of a client that goes on, if one does.
pub fn current(app: &App, ctx: &Context, client: ClientId) -> Result<Option<Holding>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        found(tx, &scope, client)?;
        Ok(store::holding::open_of(tx, client)?)
    })
}

/// Every stay of a client with the name of the holder, the latest first.
pub fn history(
    app: &App,
    ctx: &Context,
    client: ClientId,
) -> Result<Vec<(Holding, String)>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        found(tx, &scope, client)?;
        Ok(store::holding::history(tx, &scope, client)?)
    })
}

fn found(tx: &mut DbTx, scope: &Scope, client: ClientId) -> Result<domain::client::Client, Error> {
    store::client::find(tx, scope, client)?.ok_or(Error::NotFound)
}

/// Which stays to list.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// With this employee only.
    pub user: Option<UserId>,
    /// Ending within so many days; by the setting when absent.
    pub days: Option<i64>,
    /// At most so many, 1 to 1,000.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(Timestamp, Uuid);

/// A page of stays that end soon.
#[derive(Debug, Clone)]
pub struct Page {
    /// The stays.
    pub items: Vec<Item>,
    /// Where the page ended, when there is another.
    pub next: Option<Place>,
    /// How many there are in all.
    pub total: i64,
    /// Within so many days.
    pub days: i64,
}

/// Stays that end soon, the first ones first: one's own, or those of the employees one sees.
pub fn ending(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let limit = request.limit.clamp(1, 1_000);
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let days = request
            .days
            .unwrap_or_else(|| settings.whole(&HOLDING_WARN))
            .clamp(0, holding::MOST_DAYS);
        let query = ListQuery {
            scope: &scope,
            user: request.user,
            until: ctx.now + SignedDuration::from_hours(24 * days),
            after: request
                .after
                .map(|Place(until, id)| (until, ClientId::from_uuid(id))),
            limit: i64::from(limit) + 1,
        };
        let mut items = store::holding::list(tx, &query)?;
        let total = store::holding::count(tx, &query)?;
        let more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let last = items.last().filter(|_| more).map(|item| &item.holding);
        let next = last.and_then(|last| Some(Place(last.until?, last.client_id.uuid())));
        Ok(Page {
            items,
            next,
            total,
            days,
        })
    })
}

/// Gives the holder more time: `days` from now, at most the longest term there is. A right of who
/// assigns clients.
pub fn extend(app: &App, ctx: &Context, client: ClientId, days: i64) -> Result<Holding, Error> {
    ctx.may(Action::ClientAssign)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        found(tx, &scope, client)?;
        let before = store::holding::open_of(tx, client)?
            .ok_or_else(|| Error::refused("client", "holding.nobody"))?;
        let settings = setting::load(tx)?;
        let most = TERMS
            .iter()
            .map(|(_, days, _)| settings.whole(days))
            .max()
            .unwrap_or_default();
        if !(1..=most).contains(&days) {
            return Err(Error::refused("days", "number.out_of_range"));
        }
        let after = Holding {
            until: holding::end(ctx.now, days),
            ..before.clone()
        };
        store::holding::extend(tx, client, after.until)?;
        let told = |of: &Holding| json!({ "until": of.until });
        let line = Entry::update(ENTITY, client.uuid(), &told(&before), &told(&after));
        journal::record(tx, ctx, line.of_client(client))?;
        Ok(after)
    })
}

/// Gives a client back to the pool: its holder does, or who assigns clients.
pub fn release(app: &App, ctx: &Context, id: ClientId) -> Result<(), Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let client = found(tx, &scope, id)?;
        let own = client.data.manager_id == ctx.actor.user_or_system();
        if !own {
            ctx.may(Action::ClientAssign)?;
        }
        if client.data.manager_id.is_none() {
            return Err(Error::refused("client", "holding.nobody"));
        }
        client::give(tx, ctx, &client, None)
    })
}

/// What handing over did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedOver {
    /// Clients handed over.
    pub clients: i64,
    /// The journal line that undoes the whole.
    pub seq: Option<i64>,
}

/// Hands everything an employee holds to others, dealt evenly by name, or to the pool when `to` is
/// empty: for who leaves or changes work. Whole or not at all.
pub fn hand_over(
    app: &App,
    ctx: &Context,
    from: UserId,
    to: &[UserId],
) -> Result<HandedOver, Error> {
    ctx.may(Action::ClientAssign)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        for user in to {
            let works = store::user::find(tx, *user)?
                .is_some_and(|user| user.state == UserState::Active && user.id != from);
            if !works {
                return Err(Error::refused("to", "reference.unknown"));
            }
        }
        let held = store::holding::held_by(tx, from, client::CHANGE_LIMIT)?;
        let first = store::journal::last(tx)? + 1;
        let mut clients = 0_usize;
        for id in held {
            let Some(client) = store::client::find(tx, &scope, id)? else {
                continue;
            };
            let next = to.get(clients % to.len().max(1)).copied();
            client::give(tx, ctx, &client, next)?;
            clients += 1;
        }
        let mut seq = None;
        if clients > 0 {
            let last = store::journal::last(tx)?;
            let details = json!({ "first": first, "last": last, "changed": clients });
            let line = Entry::note(JournalAction::Bulk, "client", None, &details);
            journal::record(tx, ctx, line)?;
            seq = Some(store::journal::last(tx)?);
        }
        let clients = i64::try_from(clients).unwrap_or(i64::MAX);
        Ok(HandedOver { clients, seq })
    })
}

/// How many clients one transaction takes back.
const PORTION: i64 = 200;

/// Takes back the clients whose term is over without a result (R118), by portions: broken off
/// between two of them it goes on where it was. `go_on` is told how many were taken back so far.
pub fn withdraw_due(
    app: &App,
    ctx: &Context,
    mut go_on: impl FnMut(u64) -> bool,
) -> Result<u64, Error> {
    let mut withdrawn = 0;
    if setting::current(app)?.choice(&HOLDING_WITHDRAW) == "off" {
        return Ok(withdrawn);
    }
    let scope = ctx.scope(Entity::Client)?;
    while go_on(withdrawn) {
        let portion = app.db.write(|tx| {
            let due = store::holding::due(tx, ctx.now, PORTION)?;
            for id in &due {
                store::holding::withdraw(tx, *id, ctx.now)?;
                if let Some(client) = store::client::find(tx, &scope, *id)? {
                    client::give(tx, ctx, &client, None)?;
                }
            }
            Ok::<_, Error>(due.len())
        })?;
        if portion == 0 {
            break;
        }
        withdrawn += portion as u64;
    }
    Ok(withdrawn)
}

/// The same as a job of the night.
pub(crate) fn withdraw_job(
    app: &App,
    ctx: &Context,
    progress: &Progress,
) -> Result<Value, Failure> {
    let mut stopped = Ok(());
    let withdrawn = withdraw_due(app, ctx, |so_far| {
        stopped = progress.report(so_far, so_far);
        stopped.is_ok()
    });
    stopped?;
    let withdrawn = withdrawn.map_err(|error| match error {
        Error::Db(error) => Failure::from(error),
        other => Failure::Code("holding.withdraw", other.to_string()),
    })?;
    Ok(json!({ "withdrawn": withdrawn }))
}
