//! The rules of the day: changed by the head of sales, at once or from a day on, after a look at what
//! the change would have done.

use std::collections::{BTreeMap, HashMap};

use domain::holding::{TERMS, capacity};
use domain::id::{ClientId, RuleChangeId};
use domain::policy::{Action, Entity, Forbidden, Scope};
use domain::rest::{Contact, Terms};
use domain::rule::{Effect, RuleChangeState, is_rule, refused, withdrawn};
use domain::setting::{HOLDING_IDLE, RULE_LOOKBACK, SettingError, Settings, Value};
use domain::user::UserState;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::rule::Made;
pub use store::rule::RuleChange;

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, setting};

/// Name of the feature in the journal.
const ENTITY: &str = "rule_change";
/// The most changes that are listed.
const MOST: i64 = 100;
/// The most contacts, and stays, that are looked through.
const LOOKED: i64 = 300_000;
/// The most clients that are named.
const NAMED: usize = 20;
/// How far ahead a change is planned, in days.
const AHEAD: i32 = 366;

/// Changes by name of the setting; `None` goes back to the default.
pub type Changes = BTreeMap<String, Option<Value>>;

/// Why rules are not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such change.
    #[error("not found")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// It does not wait any more.
    #[error("not waiting any more")]
    Closed,
    /// A value is refused.
    #[error(transparent)]
    Setting(#[from] setting::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The latest changes with who planned them, those that wait first.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<(RuleChange, Option<String>)>, Error> {
    ctx.scope(Entity::User)?;
    Ok(app.db.read(|tx| store::rule::list(tx, MOST))?)
}

fn only_rules(changes: &Changes) -> Result<(), Error> {
    let unknown = |name: &String| {
        let (name, error) = (name.clone(), SettingError::Unknown);
        Error::Setting(setting::Error::Refused { name, error })
    };
    if changes.is_empty() {
        return Err(Error::Invalid(vec![Refusal::new("changes", "text.empty")]));
    }
    let stranger = changes.keys().find(|name| !is_rule(name));
    stranger.map_or(Ok(()), |name| Err(unknown(name)))
}

/// Changes rules from a day on; at once when it is today or absent.
pub fn plan(
    app: &App,
    ctx: &Context,
    changes: Changes,
    from_day: Option<Date>,
) -> Result<RuleChange, Error> {
    ctx.may(Action::RuleWrite)?;
    only_rules(&changes)?;
    app.db.write(|tx| {
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let from_day = from_day.unwrap_or(today);
        if from_day < today || (from_day - today).get_days() > AHEAD {
            return Err(Error::Invalid(vec![Refusal::new("from_day", "rule.day")]));
        }
        let at_once = from_day == today;
        if at_once {
            setting::change_in(tx, ctx, &changes)?;
        } else {
            setting::changed(&settings, &changes)?;
        }
        let change = RuleChange {
            id: ctx.id(),
            changes: changes.clone(),
            from_day,
            state: if at_once {
                RuleChangeState::Applied
            } else {
                RuleChangeState::Waiting
            },
            created_at: ctx.now,
            created_by: ctx.actor.user(),
            closed_at: at_once.then_some(ctx.now),
        };
        store::rule::insert(tx, &change)?;
        journal::record(tx, ctx, Entry::create(ENTITY, change.id, &told(&change)))?;
        Ok(change)
    })
}

/// What the journal has of a change.
fn told(change: &RuleChange) -> serde_json::Value {
    serde_json::json!({
        "changes": change.changes, "from_day": change.from_day, "state": change.state,
    })
}

/// Calls a change off that waits.
pub fn cancel(app: &App, ctx: &Context, id: RuleChangeId) -> Result<(), Error> {
    ctx.may(Action::RuleWrite)?;
    app.db.write(|tx| {
        let before = store::rule::find(tx, id)?.ok_or(Error::NotFound)?;
        if !close(tx, ctx, &before, RuleChangeState::Cancelled)? {
            return Err(Error::Closed);
        }
        Ok(())
    })
}

fn close(
    tx: &mut DbTx,
    ctx: &Context,
    before: &RuleChange,
    state: RuleChangeState,
) -> Result<bool, DbError> {
    if !store::rule::close(tx, before.id, state, ctx.now)? {
        return Ok(false);
    }
    let after = RuleChange {
        state,
        ..before.clone()
    };
    let line = Entry::update(ENTITY, before.id, &told(before), &told(&after));
    journal::record(tx, ctx, line)?;
    Ok(true)
}

/// Puts the changes in force whose day has come; how many.
pub fn apply_due(app: &App, ctx: &Context) -> Result<u64, Error> {
    let today = |tx: &mut DbTx| Ok::<_, DbError>(setting::today(&setting::load(tx)?, ctx.now));
    let waiting = app.db.read(|tx| {
        let today = today(tx)?;
        store::rule::due(tx, today)
    })?;
    let mut applied = 0;
    for change in waiting {
        let fits = app.db.write(|tx| {
            if close(tx, ctx, &change, RuleChangeState::Applied)? {
                setting::change_in(tx, ctx, &change.changes)?;
            }
            Ok::<_, Error>(())
        });
        match fits {
            Ok(()) => applied += 1,
            Err(Error::Setting(setting::Error::Refused { name, error })) => {
                tracing::warn!(setting = name, %error, "a planned change of rules does not fit");
                app.db
                    .write(|tx| close(tx, ctx, &change, RuleChangeState::Refused))?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(applied)
}

/// What a change would have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What.
    pub effect: Effect,
    /// Of how many.
    pub of: i64,
    /// By the rules in force.
    pub before: i64,
    /// By those that are thought of.
    pub after: i64,
    /// Some of the clients with which the difference is.
    pub clients: Vec<(ClientId, String)>,
}

/// What a change would have done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Since when.
    pub since: Timestamp,
    /// Not everything was looked through: there is too much.
    pub capped: bool,
    /// What would have changed.
    pub effects: Vec<Seen>,
}

/// What a change would have done in the last days, with the clients the actor may see; nothing is
/// changed.
pub fn preview(app: &App, ctx: &Context, changes: &Changes) -> Result<Preview, Error> {
    ctx.may(Action::RuleWrite)?;
    only_rules(changes)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let before = setting::load(tx)?;
        let after = setting::changed(&before, changes)?;
        let days = before.whole(&RULE_LOOKBACK);
        let since = ctx.now - SignedDuration::from_hours(24 * days);
        let both = Both {
            before: &before,
            after: &after,
            since,
            now: ctx.now,
        };
        let (rest, many) = both.rest(tx, &scope)?;
        let (stays, more) = both.stays(tx, &scope)?;
        let mut effects = vec![rest, stays];
        effects.extend(both.loads(tx, &scope)?);
        Ok(Preview {
            since,
            capped: many || more,
            effects,
        })
    })
}

/// The rules in force and those that are thought of.
struct Both<'a> {
    before: &'a Settings,
    after: &'a Settings,
    since: Timestamp,
    now: Timestamp,
}

/// Counts by the one and the other, and who makes the difference.
#[derive(Default)]
struct Count {
    before: i64,
    after: i64,
    differ: Vec<ClientId>,
}

impl Count {
    fn add(&mut self, client: ClientId, before: usize, after: usize) {
        self.before += before as i64;
        self.after += after as i64;
        if before != after && self.differ.len() < NAMED && self.differ.last() != Some(&client) {
            self.differ.push(client);
        }
    }

    fn seen(self, tx: &mut DbTx, effect: Effect, of: usize) -> Result<Seen, DbError> {
        let named = store::client::find_all(tx, &self.differ)?;
        Ok(Seen {
            effect,
            of: of as i64,
            before: self.before,
            after: self.after,
            clients: named.into_iter().map(|of| (of.id, of.data.name)).collect(),
        })
    }
}

impl Both<'_> {
    fn rest(&self, tx: &mut DbTx, scope: &Scope) -> Result<(Seen, bool), DbError> {
        // a contact counts with those before it, as far back as the longest rest goes
        let longest = SignedDuration::from_hours(24 * domain::rest::MOST_DAYS);
        let from = self.since - longest;
        let mut made = store::rule::contacts(tx, scope, from, LOOKED + 1)?;
        let capped = made.len() as i64 > LOOKED;
        made.truncate(LOOKED as usize);
        let mut opened: HashMap<ClientId, Vec<Timestamp>> = HashMap::new();
        for (client, at) in store::rule::opened(tx, scope, from)? {
            opened.entry(client).or_default().push(at);
        }
        let mut count = Count::default();
        for of in made.chunk_by(|one, next| one.client == next.client) {
            let contact = |made: &Made| Contact {
                at: made.at,
                by: made.by,
                agreed_at: made
                    .agreed_day
                    .map(|day| setting::start_of(self.before, day)),
            };
            let contacts: Vec<Contact> = of.iter().map(contact).collect();
            let first = of[0];
            let opened = opened.get(&first.client).map_or(&[][..], Vec::as_slice);
            let by = |settings| {
                let terms = Terms::by(
                    settings,
                    first.relation,
                    first.temperature,
                    first.segment_days,
                );
                refused(terms, &contacts, opened, self.since)
            };
            count.add(first.client, by(self.before), by(self.after));
        }
        let within = made.iter().filter(|made| made.at >= self.since).count();
        Ok((count.seen(tx, Effect::RestRefused, within)?, capped))
    }

    fn stays(&self, tx: &mut DbTx, scope: &Scope) -> Result<(Seen, bool), DbError> {
        let mut stays = store::rule::stays(tx, scope, self.since, LOOKED + 1)?;
        let capped = stays.len() as i64 > LOOKED;
        stays.truncate(LOOKED as usize);
        let mut count = Count::default();
        let mut of = 0;
        for held in &stays {
            let Some((_, term, _)) = TERMS.iter().find(|(role, ..)| *role == held.role) else {
                continue;
            };
            of += 1;
            let by = |settings: &Settings| {
                let days = held.segment_days.unwrap_or_else(|| settings.whole(term));
                usize::from(withdrawn(days, held.stay, self.since, self.now))
            };
            count.add(held.client, by(self.before), by(self.after));
        }
        Ok((count.seen(tx, Effect::Withdrawn, of)?, capped))
    }

    /// Employees over their capacity, and those who do not work what they took, as they are now.
    fn loads(&self, tx: &mut DbTx, scope: &Scope) -> Result<[Seen; 2], DbError> {
        let holders: Vec<_> = store::user::list(tx)?
            .into_iter()
            .filter(|user| user.state == UserState::Active && scope.covers(Some(user.id)))
            .filter(|user| TERMS.iter().any(|(role, ..)| *role == user.role))
            .collect();
        let ids: Vec<_> = holders.iter().map(|user| user.id).collect();
        let loads = store::holding::loads(tx, &ids)?;
        let (mut full, mut idle) = ((0, 0), (0, 0));
        for user in &holders {
            let load = loads.get(&user.id).copied().unwrap_or_default();
            let over = |settings| {
                let most = capacity(settings, user.role);
                i64::from(most.is_some_and(|most| load.held > most))
            };
            let hoards = |settings: &Settings| {
                let most = settings.whole(&HOLDING_IDLE);
                i64::from(most > 0 && load.idle > most)
            };
            full = (full.0 + over(self.before), full.1 + over(self.after));
            idle = (idle.0 + hoards(self.before), idle.1 + hoards(self.after));
        }
        let seen = |effect, (before, after)| Seen {
            effect,
            of: holders.len() as i64,
            before,
            after,
            clients: Vec::new(),
        };
        Ok([
            seen(Effect::OverCapacity, full),
            seen(Effect::Hoarding, idle),
        ])
    }
}
