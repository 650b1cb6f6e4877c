//! The pool: an employee takes the next client by the rules, and a head hands many out at once, as
//! simulated before. Each client says why it went where it went.

use std::collections::{HashMap, HashSet};

use domain::client::Relation;
use domain::difficulty::{adjusted, expected};
use domain::holding::{Full, Load, capacity, may_take};
use domain::id::{ClientId, SourceId, UserId};
use domain::journal::JournalAction;
use domain::policy::{Action, Actor, Entity, Forbidden, Role, Scope};
use domain::pool::{ORDER, Record, Share, Taker, Waiting, distribute, works};
use domain::setting::{
    CONVEYOR_REFUSED, HOLDING_COOLDOWN, HOLDING_IDLE, KEY_PER_MANAGER, POOL_MOST, POOL_PRIOR,
    Settings,
};
use domain::user::UserState;
use domain::work_area::WorkArea;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::pool::{Fit, OfList, Wanted};

use crate::client::{self, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, fresh_look, setting, work_area};

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
        let area = work_area::current(tx, user)?;
        let mut fit = work_area::Map::load(tx)?.fit(&area);
        fit.no_key = key_free(tx, &settings, user)? == 0;
        let found = first(tx, &settings, role, ctx.now, &fit, bar)?.ok_or(Error::Empty)?;
        let client = any_client(tx, found.client)?.ok_or(Error::Empty)?;
        client::give(tx, ctx, &client, Some(user))?;
        fresh_look::reissued(tx, ctx, &settings, client.id)?;
        // as the new holder sees it
        let client = any_client(tx, found.client)?.ok_or(Error::Empty)?;
        let why = json!({
            "by": "order", "relation": found.relation.code(),
            "temperature": found.temperature.map(|of| of.code()),
            "last_effective_at": client.standing.last_effective_at, "fits": fits(&area),
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
    fit: &Fit,
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
            if let Some(found) = store::pool::waiting(tx, &wanted, fit, Some(bar))?.pop() {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}

/// How many key clients more an employee can look after.
pub(crate) fn key_free(tx: &mut DbTx, settings: &Settings, user: UserId) -> Result<i64, DbError> {
    let held = store::responsibility::key_held(tx, user, None)?;
    Ok((settings.whole(&KEY_PER_MANAGER) - held).max(0))
}

/// The conditions of a work area that a client met, as they are kept and told.
fn fits(area: &WorkArea) -> Vec<&'static str> {
    let conditions = area.conditions().into_iter();
    conditions.map(|condition| condition.code()).collect()
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
    /// What their lists would have brought anybody of their role, as a share of the stays; `None`:
    /// no stay is over yet.
    pub expected: Option<f64>,
    /// Their conversion as if their lists had been like those of their role, drawn towards its mean.
    pub conversion: f64,
    /// What they take.
    pub area: WorkArea,
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
    let mut of_list: HashMap<(Role, Option<SourceId>), Record> = HashMap::new();
    let mut of_user: HashMap<UserId, Vec<OfList>> = HashMap::new();
    for one in records {
        add(of_role.entry(one.role).or_default(), one.record);
        add(of_list.entry((one.role, one.list)).or_default(), one.record);
        of_user.entry(one.user).or_default().push(one);
    }
    let users: Vec<_> = store::user::list(tx)?
        .into_iter()
        .filter(|user| user.state == UserState::Active && of_user.contains_key(&user.id))
        .filter(|user| scope.covers(Some(user.id)))
        .collect();
    let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let loads = store::holding::loads(tx, &ids)?;
    let mut areas = store::work_area::all(tx)?;
    let prior = settings.whole(&POOL_PRIOR);
    Ok(users
        .into_iter()
        .map(|user| {
            let own = of_user.remove(&user.id).unwrap_or_default();
            let mut record = Record::default();
            let mut lists = Vec::with_capacity(own.len());
            for one in own {
                add(&mut record, one.record);
                let list = of_list.get(&(one.role, one.list)).copied();
                lists.push((one.record.stays, list.unwrap_or_default()));
            }
            let all = of_role.get(&user.role).copied().unwrap_or_default();
            let expected = expected(&lists, all, prior);
            #[expect(clippy::cast_precision_loss, reason = "counts of clients")]
            let stays = record.stays as f64;
            Employee {
                load: loads.get(&user.id).copied().unwrap_or_default(),
                capacity: capacity(settings, user.role),
                expected: (record.stays > 0).then(|| expected / stays),
                conversion: adjusted(record, expected, all, prior),
                area: areas.remove(&user.id).unwrap_or_default(),
                record,
                user: user.id,
                role: user.role,
                name: user.name,
            }
        })
        .collect())
}

fn add(sum: &mut Record, one: Record) {
    sum.stays += one.stays;
    sum.results += one.results;
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
    /// Who is given which client, in the order in which they were chosen.
    pub shares: Vec<Handed>,
    /// The journal line that undoes the whole.
    pub seq: Option<i64>,
}

/// A client that was handed out, or would be, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Handed {
    /// Which, to whom, in which round.
    pub share: Share,
    /// The name of the client.
    pub name: String,
    /// The conversion of the employee, by which they had their place.
    pub conversion: f64,
    /// The conditions of their work area that it met.
    pub fits: Vec<&'static str>,
}

/// A share and the employee as they were taken into account.
type Planned = (Share, f64, Vec<&'static str>);

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
        for (share, conversion, fits) in &shares {
            let Some(client) = any_client(tx, share.client)? else {
                continue;
            };
            client::give(tx, ctx, &client, Some(share.user))?;
            fresh_look::reissued(tx, ctx, &settings, client.id)?;
            let why = json!({
                "by": "conversion", "round": share.round, "place": share.place,
                "conversion": conversion, "fits": fits,
            });
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

fn named(tx: &mut DbTx, shares: Vec<Planned>) -> Result<Vec<Handed>, Error> {
    let ids: Vec<ClientId> = shares.iter().map(|(share, ..)| share.client).collect();
    let clients = store::client::find_all(tx, &ids)?;
    let names: HashMap<ClientId, String> = clients
        .into_iter()
        .map(|client| (client.id, client.data.name))
        .collect();
    let handed = |(share, conversion, fits): Planned| Handed {
        name: names.get(&share.client).cloned().unwrap_or_default(),
        share,
        conversion,
        fits,
    };
    Ok(shares.into_iter().map(handed).collect())
}

fn plan(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    request: &Request,
) -> Result<Vec<Planned>, Error> {
    let settings = setting::load(tx)?;
    let refuse = |field, code| Err(Error::Invalid(vec![Refusal::new(field, code)]));
    let most = settings.whole(&POOL_MOST);
    let wanted: HashSet<UserId> = request.users.iter().copied().collect();
    let all = i64::try_from(wanted.len()).unwrap_or(i64::MAX);
    if request.each < 1 || request.each.saturating_mul(all) > most {
        return refuse("each", "number.out_of_range");
    }
    let mut chosen = employees(tx, &settings, scope)?;
    chosen.retain(|one| wanted.contains(&one.user));
    if chosen.len() != wanted.len() || chosen.is_empty() {
        return refuse("users", "reference.unknown");
    }
    let mut takers = Vec::with_capacity(chosen.len());
    for one in &chosen {
        takers.push(Taker {
            user: one.user,
            role: one.role,
            free: one.capacity.map(|most| (most - one.load.held).max(0)),
            key_free: key_free(tx, &settings, one.user)?,
            conversion: one.conversion,
        });
    }
    let since = cooled(&settings, ctx.now);
    let barred: HashSet<(ClientId, UserId)> = store::pool::barred(tx, since)?.into_iter().collect();
    let limit = request.each.saturating_mul(all);
    let (waiting, fitting) = waiting(tx, &settings, ctx.now, &chosen, limit)?;
    let bars = |client: ClientId, user: UserId| {
        let fits = fitting
            .get(&user)
            .is_none_or(|those| those.contains(&client));
        !fits || barred.contains(&(client, user))
    };
    let shares = distribute(&waiting, &takers, request.each, bars);
    Ok(shares
        .into_iter()
        .map(|share| {
            let of = chosen.iter().find(|one| one.user == share.user);
            let conversion = of.map_or(0.0, |one| one.conversion);
            (
                share,
                conversion,
                of.map_or_else(Vec::new, |one| fits(&one.area)),
            )
        })
        .collect())
}

/// Clients that wait, the best first, and which of them those may have whose work area is narrow.
type Waited = (Vec<Waiting>, HashMap<UserId, HashSet<ClientId>>);

/// The clients that wait for these employees, at most `limit` of each kind for each of them.
fn waiting(
    tx: &mut DbTx,
    settings: &Settings,
    now: Timestamp,
    chosen: &[Employee],
    limit: i64,
) -> Result<Waited, DbError> {
    let map = work_area::Map::load(tx)?;
    let mut relations: Vec<Relation> = Vec::new();
    for relation in chosen.iter().flat_map(|one| works(one.role)) {
        if !relations.contains(relation) {
            relations.push(*relation);
        }
    }
    let narrow = |one: &&Employee| !one.area.conditions().is_empty();
    let anything = chosen.iter().any(|one| !narrow(&one));
    let mut fitting: HashMap<UserId, HashSet<ClientId>> = HashMap::new();
    let mut waiting = Vec::new();
    for temperature in ORDER {
        for relation in &relations {
            let wanted = Wanted {
                relation: *relation,
                temperature,
                now,
                refused_since: refused_since(settings, now),
                limit,
            };
            let mut kind = if anything {
                store::pool::waiting(tx, &wanted, &Fit::default(), None)?
            } else {
                Vec::new()
            };
            for one in chosen.iter().filter(narrow) {
                let found = store::pool::waiting(tx, &wanted, &map.fit(&one.area), None)?;
                let ids = found.iter().map(|of| of.client);
                fitting.entry(one.user).or_default().extend(ids);
                kind.extend(found);
            }
            kind.sort_unstable_by_key(|of| (of.touched, of.client));
            kind.dedup_by_key(|of| of.client);
            waiting.extend(kind);
        }
    }
    Ok((waiting, fitting))
}
