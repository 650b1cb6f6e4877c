//! The main report: contacts, tasks and load of each employee by days and weeks against the plan
//! (R127, R268–R270), the contacts behind its numbers, and how much of the product is used (R271).

mod adoption;
mod export;
mod plan;

pub use adoption::{Adoption, Usage, adoption};
pub use export::export;
pub use plan::{Planning, set as set_plan};

use std::collections::{BTreeMap, HashMap};

use domain::id::{ClientId, InteractionId, UserId};
use domain::interaction::{Effect, InteractionKind, Outcome, Purpose};
use domain::marker::Marker;
use domain::policy::{Entity, Forbidden, Scope};
use domain::report::{Contacts, MOST_DAYS, MOST_PERIODS, Planned, contacts_planned, periods};
use domain::setting::{PLAN_COUNTS, Settings};
use domain::task::{TaskKind, Whose};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::user::User;
use uuid::Uuid;

use crate::client::Refusal;
use crate::context::Context;
use crate::{App, DbError, DbTx, setting};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "work_plan";

/// Why a report is not given, or a plan not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such employee for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// The file could not be written.
    #[error(transparent)]
    Table(#[from] tables::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// Which report.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    /// Whose numbers.
    pub whose: Whose,
    /// Of this employee.
    pub user: Option<UserId>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// By weeks rather than days.
    pub weekly: bool,
}

/// A stretch of days of one employee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stretch {
    /// Contacts planned.
    pub planned: i64,
    /// Contacts made.
    pub contacts: Contacts,
}

/// One employee in the report.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub user: User,
    /// All days together.
    pub whole: Stretch,
    /// How many of the contacts count against the plan.
    pub counted: i64,
    /// Contacts by kind.
    pub kinds: BTreeMap<InteractionKind, Contacts>,
    /// By days or weeks, in the order of the report's periods.
    pub stretches: Vec<Stretch>,
    /// Tasks done.
    pub done: i64,
    /// Open tasks due by the last day: the load (R269).
    pub open: i64,
    /// Meetings among them.
    pub meetings: i64,
    /// The minutes of those that have a time.
    pub minutes_planned: i64,
    /// Open tasks whose day is over.
    pub overdue: i64,
    /// Promises among these.
    pub promises_overdue: i64,
    /// Minutes noted for winning clients.
    pub acquisition: i64,
    /// Minutes noted for developing them (R217).
    pub development: i64,
    /// Clients by step of the funnel.
    pub steps: BTreeMap<Marker, i64>,
    /// What is planned of contacts and steps.
    pub plan: Planned,
}

/// The report.
#[derive(Debug, Clone)]
pub struct Report {
    /// The company's day.
    pub today: Date,
    /// Whether `effective` or `all` contacts count against the plan.
    pub counts: &'static str,
    /// The days or weeks.
    pub periods: Vec<(Date, Date)>,
    /// The employees with a plan or anything done or to do, by name.
    pub people: Vec<Person>,
}

fn check(request: &Request) -> Result<Vec<(Date, Date)>, Error> {
    let days = (request.to - request.from).get_days();
    let parts = periods(request.from, request.to, request.weekly);
    if request.from > request.to || days >= MOST_DAYS || parts.len() > MOST_PERIODS {
        return Err(Error::refused("to", "report.range"));
    }
    Ok(parts)
}

/// The report, as far as the reader may see it: their own numbers, the team's or all.
pub fn contacts(app: &App, ctx: &Context, request: &Request) -> Result<Report, Error> {
    let scope = ctx.scope(Entity::Task)?;
    let parts = check(request)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let users = people(tx, ctx, &scope, request.whose, request.user)?;
        build(tx, ctx, &settings, users, parts)
    })
}

/// The employees whose numbers are asked for and may be seen.
fn people(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    whose: Whose,
    one: Option<UserId>,
) -> Result<Vec<User>, Error> {
    let reader = ctx.actor.user();
    let one = one.or((whose == Whose::Mine).then_some(reader));
    let team_of = (whose == Whose::Team && one.is_none()).then_some(reader);
    Ok(store::report::people(tx, scope, team_of, one)?)
}

fn build(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    users: Vec<User>,
    parts: Vec<(Date, Date)>,
) -> Result<Report, Error> {
    let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let today = setting::today(settings, ctx.now);
    let start = |day: Date| setting::start_of(settings, day);
    let after = |day: Date| start(day.tomorrow().unwrap_or(day));
    let (first, last) = (parts[0].0, parts[parts.len() - 1].1);
    let mut plans = store::report::plans(tx, &ids)?;
    let mut found: HashMap<UserId, Person> = HashMap::new();
    for user in &users {
        let plan = plans.remove(&user.id).unwrap_or_default();
        let mut person = blank(user.clone(), plan);
        for (from, to) in &parts {
            let mut day = *from;
            let mut planned = 0;
            while day <= *to {
                planned += contacts_planned(settings, user.role, &person.plan, day);
                let Ok(next) = day.tomorrow() else { break };
                day = next;
            }
            person.whole.planned += planned;
            person.stretches.push(Stretch {
                planned,
                ..Stretch::default()
            });
        }
        found.insert(user.id, person);
    }
    for (at, (from, to)) in parts.iter().enumerate() {
        for one in store::report::contacts(tx, &ids, start(*from), after(*to))? {
            let Some(person) = found.get_mut(&one.user) else {
                continue;
            };
            let contacts = match one.effect {
                Effect::Effective => Contacts {
                    effective: one.contacts,
                    attempts: 0,
                },
                Effect::Attempt => Contacts {
                    effective: 0,
                    attempts: one.contacts,
                },
            };
            person.stretches[at].contacts.add(contacts);
            person.whole.contacts.add(contacts);
            person.kinds.entry(one.kind).or_default().add(contacts);
        }
    }
    for (user, purpose, minutes) in store::report::minutes(tx, &ids, start(first), after(last))? {
        if let Some(person) = found.get_mut(&user) {
            match purpose {
                Purpose::Acquisition => person.acquisition += minutes,
                Purpose::Development => person.development += minutes,
                // neither wins nor develops a client
                Purpose::Collection => {}
            }
        }
    }
    for (user, done) in store::report::tasks_done(tx, &ids, start(first), after(last))? {
        if let Some(person) = found.get_mut(&user) {
            person.done = done;
        }
    }
    for open in store::report::tasks_open(tx, &ids, today, last.max(today))? {
        let Some(person) = found.get_mut(&open.user) else {
            continue;
        };
        person.open += open.tasks;
        person.minutes_planned += open.minutes;
        if open.kind == TaskKind::Meeting {
            person.meetings += open.tasks;
        }
        if open.overdue {
            person.overdue += open.tasks;
            if open.kind == TaskKind::Promise {
                person.promises_overdue += open.tasks;
            }
        }
    }
    for (user, step, clients) in store::report::steps(tx, &ids)? {
        if let Some(person) = found.get_mut(&user) {
            person.steps.insert(step, clients);
        }
    }
    let people = ids.iter().filter_map(|id| found.remove(id));
    let people = people.map(|mut person| {
        person.counted = person.whole.contacts.counted(settings);
        person
    });
    Ok(Report {
        today,
        counts: match settings.choice(&PLAN_COUNTS) {
            "all" => "all",
            _ => "effective",
        },
        periods: parts,
        people: people.filter(|person| tells(ctx, person)).collect(),
    })
}

fn blank(user: User, plan: Planned) -> Person {
    Person {
        user,
        whole: Stretch::default(),
        counted: 0,
        kinds: BTreeMap::new(),
        stretches: Vec::new(),
        done: 0,
        open: 0,
        meetings: 0,
        minutes_planned: 0,
        overdue: 0,
        promises_overdue: 0,
        acquisition: 0,
        development: 0,
        steps: BTreeMap::new(),
        plan,
    }
}

/// Whether there is anything to say of somebody; of the reader always.
fn tells(ctx: &Context, person: &Person) -> bool {
    let whole = person.whole;
    person.user.id == ctx.actor.user()
        || whole != Stretch::default()
        || person.done + person.open > 0
        || !person.steps.is_empty()
        || !person.plan.is_empty()
}

/// Which contacts of an employee.
#[derive(Debug, Clone)]
pub struct Behind {
    /// Whose.
    pub user: UserId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Of this kind.
    pub kind: Option<InteractionKind>,
    /// Of this effect.
    pub effect: Option<Effect>,
    /// At most so many.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
}

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(i64, Uuid);

/// A contact behind a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Which.
    pub id: InteractionId,
    /// When.
    pub happened_at: Timestamp,
    /// Of which kind.
    pub kind: InteractionKind,
    /// Whether it took place.
    pub effect: Effect,
    /// What came of it.
    pub outcome: Outcome,
    /// How long it took.
    pub minutes: Option<i64>,
    /// With which client, if the reader may see it.
    pub client: Option<(ClientId, String)>,
}

/// The contacts behind a number of the report, the latest first.
pub fn behind(
    app: &App,
    ctx: &Context,
    request: &Behind,
) -> Result<(Vec<Contact>, Option<Place>), Error> {
    let scope = ctx.scope(Entity::Task)?;
    let clients = ctx.scope(Entity::Client)?;
    if !scope.covers(Some(request.user)) {
        return Err(Error::NotFound);
    }
    if request.from > request.to {
        return Err(Error::refused("to", "report.range"));
    }
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let limit = request.limit as usize;
        let next = request.to.tomorrow().unwrap_or(request.to);
        let place = |place: &Place| Some((Timestamp::from_microsecond(place.0).ok()?, place.1));
        let query = store::report::BehindQuery {
            user: request.user,
            from: setting::start_of(&settings, request.from),
            until: setting::start_of(&settings, next),
            kind: request.kind,
            effect: request.effect,
            after: request.after.as_ref().and_then(place),
            limit: i64::from(request.limit) + 1,
        };
        let mut rows = store::report::behind(tx, &query)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| Place(row.happened_at.as_microsecond(), row.id.uuid()));
        let contacts = rows.into_iter().map(|row| {
            let (id, name, manager, there) = row.client;
            Contact {
                id: row.id,
                happened_at: row.happened_at,
                kind: row.kind,
                effect: row.effect,
                outcome: row.outcome,
                minutes: row.minutes,
                client: (there && clients.covers(manager)).then_some((id, name)),
            }
        });
        Ok((contacts.collect(), next))
    })
}
