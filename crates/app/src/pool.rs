//! The pool: an employee takes the next client by the rules, and a head hands many out at once, as
//! simulated before. Each client says why it went where it went.

use std::collections::{HashMap, HashSet};

use domain::client::Relation;
use domain::holding::{Full, Load, capacity, may_take};
use domain::id::{ClientId, UserId};
use domain::journal::JournalAction;
use domain::policy::{Action, Actor, Entity, Forbidden, Role, Scope};
use domain::pool::{ORDER, Record, Share, Taker, Waiting, conversion, distribute, works};
use domain::setting::{
    CONVEYOR_REFUSED, HOLDING_COOLDOWN, HOLDING_IDLE, POOL_MOST, POOL_PRIOR, Settings,
};
use domain::user::UserState;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::pool::Wanted;

use crate::client::{self, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, fresh_look, setting};

/// Why nothing is handed out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The employee has as many as they may.
    #[error(transparent)]
    Full(#[from] Full),
    /// Nobody waits whom this role works.
    #[error("nobody waits")]
    Empty,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// A client could not be given.
    #[error(transparent)]
    Client(client::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<client::Error> for Error {
    fn from(error: client::Error) -> Self {
        match error {
            client::Error::Db(error) => Self::Db(error),
            other => Self::Client(other),
        }
    }
}

/// A client that was handed out.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The client.
    pub client: ClientId,
    /// Its name.
    pub name: String,
    /// How it stands to us.
    pub relation: Relation,
    /// How ready it is to buy.
    pub temperature: Option<domain::client::Temperature>,
    /// The last effective contact; `None`: never.
    pub last_effective_at: Option<Timestamp>,
}

/// The employee takes the next client of the pool that their role works: the hottest first, of those
/// the one never contacted or longest untouched; resting ones, those set aside and those withdrawn
/// from them lately are left out.
pub fn take(app: &App, ctx: &Context) -> Result<Taken, Error> {
    ctx.may(Action::PoolTake)?;
    let (user, role) = (ctx.actor.user(), ctx.actor.role());
    app.db.write(|tx| {
        let settings = setting::load(tx)?;
        let loads = store::holding::loads(tx, &[user])?;
        let load = loads.get(&user).copied().unwrap_or_default();
        may_take(
            load,
            capacity(&settings, role),
            settings.whole(&HOLDING_IDLE),
        )?;
        let bar = (user, cooled(&settings, ctx.now));
        let found = first(tx, &settings, role, ctx.now, bar)?.ok_or(Error::Empty)?;
        let client = any_client(tx, found.client)?.ok_or(Error::Empty)?;
        client::give(tx, ctx, &client, Some(user))?;
        fresh_look::reissued(tx, ctx, &settings, client.id)?;
        // as the new holder sees it
        let client = any_client(tx, found.client)?.ok_or(Error::Empty)?;
        let why = json!({
            "by": "order", "relation": found.relation.code(),
            "temperature": found.temperature.map(|of| of.code()),
            "last_effective_at": client.standing.last_effective_at,
        });
        store::holding::explain(tx, client.id, &why.to_string())?;
        Ok(Taken {
            client: client.id,
            name: client.data.name,
            relation: found.relation,
            temperature: found.temperature,
            last_effective_at: client.standing.last_effective_at,
        })
    })
}

fn cooled(settings: &Settings, now: Timestamp) -> Timestamp {
    now - SignedDuration::from_hours(24 * settings.whole(&HOLDING_COOLDOWN))
}

fn refused_since(settings: &Settings, now: Timestamp) -> Timestamp {
    now - SignedDuration::from_hours(24 * settings.whole(&CONVEYOR_REFUSED))
}

fn first(
    tx: &mut DbTx,
    settings: &Settings,
    role: Role,
    now: Timestamp,
    bar: (UserId, Timestamp),
) -> Result<Option<Waiting>, DbError> {
    for temperature in ORDER {
        for relation in works(role) {
            let wanted = Wanted {
                relation: *relation,
                temperature,
                now,
                refused_since: refused_since(settings, now),
                limit: 1,
            };
            if let Some(found) = store::pool::waiting(tx, &wanted, Some(bar))?.pop() {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}

/// The pool is no one's own: the product itself reads what a rule hands out.
fn any_client(tx: &mut DbTx, id: ClientId) -> Result<Option<domain::client::Client>, DbError> {
    let Ok(everything) = Actor::system().scope(Entity::Client) else {
        return Ok(None);
    };
    store::client::find(tx, &everything, id)
}

/// How the pool stands, for who hands out and who takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Clients nobody holds, by relation.
    pub waiting: Vec<(Relation, i64)>,
    /// The employees who may be given some.
    pub takers: Vec<Employee>,
}

/// An employee who may be given clients.
#[derive(Debug, Clone, PartialEq)]
pub struct Employee {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// What they hold.
    pub load: Load,
    /// How many they may hold; `None`: any number.
    pub capacity: Option<i64>,
    /// Stays that ended or had a result, and those with one.
    pub record: Record,
    /// Their conversion, drawn towards that of their role.
    pub conversion: f64,
}

/// The pool and who may be given clients of it.
pub fn standing(app: &App, ctx: &Context) -> Result<Standing, Error> {
    ctx.may(Action::ClientAssign)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        Ok(Standing {
            waiting: store::pool::sizes(tx)?,
            takers: employees(tx, &settings, &scope)?,
        })
    })
}

pub(crate) fn employees(
    tx: &mut DbTx,
    settings: &Settings,
    scope: &Scope,
) -> Result<Vec<Employee>, DbError> {
    let roles = [Role::Telemarketer, Role::ActiveSeller, Role::ClientManager];
    let records = store::pool::records(tx, &roles)?;
    let mut of_role: HashMap<Role, Record> = HashMap::new();
    for (role, record) in records.values() {
        let all = of_role.entry(*role).or_default();
        all.stays += record.stays;
        all.results += record.results;
    }
    let users: Vec<_> = store::user::list(tx)?
        .into_iter()
        .filter(|user| user.state == UserState::Active && records.contains_key(&user.id))
        .filter(|user| scope.covers(Some(user.id)))
        .collect();
    let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let loads = store::holding::loads(tx, &ids)?;
    let prior = settings.whole(&POOL_PRIOR);
    Ok(users
        .into_iter()
        .map(|user| {
            let record = records.get(&user.id).map(|(_, record)| *record);
            let record = record.unwrap_or_default();
            let all = of_role.get(&user.role).copied().unwrap_or_default();
            Employee {
                load: loads.get(&user.id).copied().unwrap_or_default(),
                capacity: capacity(settings, user.role),
                record,
                conversion: conversion(record, all, prior),
                user: user.id,
                role: user.role,
                name: user.name,
            }
        })
        .collect())
}

/// What is to be handed out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// To these employees.
    pub users: Vec<UserId>,
    /// At most so many to each.
    pub each: i64,
    /// Only say what would be done.
    pub dry_run: bool,
}

/// What a distribution did, or would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// Who is given which client, in the order in which they were chosen, with its name.
    pub shares: Vec<(Share, String)>,
    /// The journal line that undoes the whole.
    pub seq: Option<i64>,
}

/// Hands clients of the pool out to employees in rounds, the best clients to those with the best
/// conversion; with `dry_run` only says who would be given what.
pub fn hand_out(app: &App, ctx: &Context, request: &Request) -> Result<Done, Error> {
    ctx.may(Action::ClientAssign)?;
    let scope = ctx.scope(Entity::Client)?;
    if request.dry_run {
        return app.db.read(|tx| {
            let shares = plan(tx, ctx, &scope, request)?;
            named(tx, shares).map(|shares| Done { shares, seq: None })
        });
    }
    app.db.write(|tx| {
        let shares = plan(tx, ctx, &scope, request)?;
        let settings = setting::load(tx)?;
        let first = store::journal::last(tx)? + 1;
        for share in &shares {
            let Some(client) = any_client(tx, share.client)? else {
                continue;
            };
            client::give(tx, ctx, &client, Some(share.user))?;
            fresh_look::reissued(tx, ctx, &settings, client.id)?;
            let why = json!({ "by": "conversion", "round": share.round, "place": share.place });
            store::holding::explain(tx, client.id, &why.to_string())?;
        }
        let mut seq = None;
        if !shares.is_empty() {
            let last = store::journal::last(tx)?;
            let details = json!({ "first": first, "last": last, "changed": shares.len() });
            let line = Entry::note(JournalAction::Bulk, "client", None, &details);
            journal::record(tx, ctx, line)?;
            seq = Some(store::journal::last(tx)?);
        }
        let shares = named(tx, shares)?;
        Ok(Done { shares, seq })
    })
}

fn named(tx: &mut DbTx, shares: Vec<Share>) -> Result<Vec<(Share, String)>, Error> {
    let ids: Vec<ClientId> = shares.iter().map(|share| share.client).collect();
    let clients = store::client::find_all(tx, &ids)?;
    let names: HashMap<ClientId, String> = clients
        .into_iter()
        .map(|client| (client.id, client.data.name))
        .collect();
    Ok(shares
        .into_iter()
        .map(|share| {
            let name = names.get(&share.client).cloned().unwrap_or_default();
            (share, name)
        })
        .collect())
}

fn plan(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    request: &Request,
) -> Result<Vec<Share>, Error> {
    let settings = setting::load(tx)?;
    let refuse = |field, code| Err(Error::Invalid(vec![Refusal::new(field, code)]));
    let most = settings.whole(&POOL_MOST);
    let wanted: HashSet<UserId> = request.users.iter().copied().collect();
    let all = i64::try_from(wanted.len()).unwrap_or(i64::MAX);
    if request.each < 1 || request.each.saturating_mul(all) > most {
        return refuse("each", "number.out_of_range");
    }
    let takers: Vec<Taker> = employees(tx, &settings, scope)?
        .into_iter()
        .filter(|one| wanted.contains(&one.user))
        .map(|one| Taker {
            user: one.user,
            role: one.role,
            free: one.capacity.map(|most| (most - one.load.held).max(0)),
            conversion: one.conversion,
        })
        .collect();
    if takers.len() != wanted.len() || takers.is_empty() {
        return refuse("users", "reference.unknown");
    }
    let since = cooled(&settings, ctx.now);
    let barred: HashSet<(ClientId, UserId)> = store::pool::barred(tx, since)?.into_iter().collect();
    let mut relations: Vec<Relation> = Vec::new();
    for relation in takers.iter().flat_map(|taker| works(taker.role)) {
        if !relations.contains(relation) {
            relations.push(*relation);
        }
    }
    let mut waiting = Vec::new();
    for temperature in ORDER {
        for relation in &relations {
            let wanted = Wanted {
                relation: *relation,
                temperature,
                now: ctx.now,
                refused_since: refused_since(&settings, ctx.now),
                limit: request.each.saturating_mul(all),
            };
            waiting.extend(store::pool::waiting(tx, &wanted, None)?);
        }
    }
    Ok(distribute(
        &waiting,
        &takers,
        request.each,
        |client, user| barred.contains(&(client, user)),
    ))
}
