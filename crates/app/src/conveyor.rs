//! The conveyor of sales: who has a client at which station, how it came there and what was said.
//! Steps are written down and not taken back; a client goes to somebody else only by
//! [`client::give`], so there is one holder at every moment.

mod fit;
mod joint;
mod pass;
mod qualify;

use std::collections::HashMap;

use domain::calendar::Slot;
use domain::client::Client;
use domain::conveyor::joint::Joint;
use domain::conveyor::{Station, Step, StepKind};
use domain::id::{ClientId, UserId};
use domain::policy::{Action, Entity, Forbidden, Role, Scope, may_do};
use domain::setting::CONVEYOR_CRITERIA;
use domain::text;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
pub use store::conveyor::{Counted, JointItem};

pub use fit::{Checked, DealInput, check_deal};
pub use joint::{Begin, accept, begin, do_step, extend, finish, part, reactivate};
pub use pass::{Meeting, Pass, hand_back, pass, reach, refuse};
pub use qualify::{Qualification, Qualified, qualify};

use crate::client::{self, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, setting, task};

/// Name of the steps in the journal.
const ENTITY: &str = "conveyor_step";

/// A rule that stands against a step: which, until when, who can set it aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The stable code.
    pub code: &'static str,
    /// Until when it holds, where a day ends it.
    pub until: Option<Timestamp>,
    /// The roles that may do it all the same.
    pub roles: Vec<Role>,
    /// Codes of what is still to be done.
    pub left: Vec<&'static str>,
}

impl Rule {
    /// A rule that whoever assigns clients may set aside.
    fn assigners(code: &'static str) -> Self {
        Self {
            code,
            until: None,
            roles: may_do(Action::ClientAssign),
            left: Vec::new(),
        }
    }

    /// A rule that nobody sets aside.
    fn firm(code: &'static str) -> Self {
        Self {
            roles: Vec::new(),
            ..Self::assigners(code)
        }
    }
}

/// Why a step is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such client or joint work for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// A rule stands against it.
    #[error("{}", .0.code)]
    Rule(Rule),
    /// The time of the meeting is taken.
    #[error("the time is taken")]
    Taken {
        /// When the employee is free on that day.
        free: Vec<Slot>,
    },
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// The client could not be given.
    #[error(transparent)]
    Client(client::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

impl From<client::Error> for Error {
    fn from(error: client::Error) -> Self {
        match error {
            client::Error::Db(error) => Self::Db(error),
            client::Error::NotFound => Self::NotFound,
            client::Error::Invalid(refusals) => Self::Invalid(refusals),
            other => Self::Client(other),
        }
    }
}

impl From<task::Error> for Error {
    fn from(error: task::Error) -> Self {
        match error {
            task::Error::Forbidden(refusal) => Self::Forbidden(refusal),
            task::Error::Invalid(refusals) => Self::Invalid(refusals),
            task::Error::Taken { free } => Self::Taken { free },
            task::Error::Db(error) => Self::Db(error),
            _ => Self::NotFound,
        }
    }
}

/// The client with who acts on it: its holder, or whoever assigns clients.
fn worked(tx: &mut DbTx, ctx: &Context, scope: &Scope, id: ClientId) -> Result<Client, Error> {
    let client = store::client::find(tx, scope, id)?.ok_or(Error::NotFound)?;
    let own = client.data.manager_id == ctx.actor.user_or_system();
    if !own && !stands_in(ctx, &client) {
        ctx.may(Action::ClientAssign)?;
    }
    Ok(client)
}

fn stands_in(ctx: &Context, client: &Client) -> bool {
    let absent = ctx.actor.stands_in_for();
    client
        .data
        .manager_id
        .is_some_and(|id| absent.contains(&id))
}

/// Whether whoever acts may set rules aside.
fn decides(ctx: &Context) -> bool {
    ctx.may(Action::ClientAssign).is_ok()
}

/// A step of `kind` by who acts, to be filled in.
fn step(ctx: &Context, client: ClientId, kind: StepKind) -> Step {
    Step {
        id: ctx.id(),
        client_id: client,
        at: ctx.now,
        kind,
        by_id: ctx.actor.user_or_system(),
        from_id: None,
        to_id: None,
        reason: None,
        day: None,
        note: None,
        details: None,
    }
}

fn write(tx: &mut DbTx, ctx: &Context, step: &Step) -> Result<(), DbError> {
    store::conveyor::insert(tx, step)?;
    let line = Entry::create(ENTITY, step.id, step);
    journal::record(tx, ctx, line.of_client(step.client_id))
}

/// What a person wrote; nothing when it is empty.
fn note(text: Option<&str>) -> Result<Option<String>, Error> {
    let filled = text.map(str::trim).filter(|text| !text.is_empty());
    let limit = domain::conveyor::NOTE_LIMIT;
    filled
        .map(|text| text::block(text, limit))
        .transpose()
        .map_err(|error| Error::refused("note", error.code()))
}

/// The questions by which clients are qualified: codes of the built-in ones, or the company's own.
pub fn criteria(app: &App, ctx: &Context) -> Result<Vec<String>, Error> {
    ctx.scope(Entity::Client)?;
    let settings = setting::current(app)?;
    Ok(domain::conveyor::criteria(
        settings.text(&CONVEYOR_CRITERIA),
    ))
}

/// The names of the employees, for answers that tell to whom a client went.
pub fn names(app: &App, ctx: &Context) -> Result<HashMap<UserId, String>, Error> {
    ctx.scope(Entity::User)?;
    Ok(app.db.read(store::user::names)?)
}

/// Steps of a client told at most.
const MOST_STEPS: i64 = 200;

/// Where a client is and how it came there.
#[derive(Debug, Clone)]
pub struct Path {
    /// The station of its holder.
    pub station: Option<Station>,
    /// The last qualification is good and says that it may go on.
    pub passes: bool,
    /// The steps, the latest first.
    pub steps: Vec<Step>,
    /// The joint work that goes on.
    pub joint: Option<Joint>,
    /// Names of the employees in it.
    pub names: HashMap<UserId, String>,
    /// The company's day.
    pub today: Date,
}

/// The way of a client, as far as the reader may know of it.
pub fn path(app: &App, ctx: &Context, id: ClientId) -> Result<Path, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let client = store::client::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        let settings = setting::load(tx)?;
        let holder = match client.data.manager_id {
            Some(manager) => store::user::find(tx, manager)?,
            None => None,
        };
        let steps = store::conveyor::path(tx, &scope, id, MOST_STEPS)?;
        // A client that was given back is qualified again before it goes on.
        let last = |step: &&Step| matches!(step.kind, StepKind::Qualified | StepKind::Returned);
        let qualified = steps.iter().find(last);
        Ok(Path {
            station: holder.and_then(|user| Station::of(user.role)),
            passes: qualified.is_some_and(|step| qualify::is_good(&settings, ctx.now, step)),
            steps,
            joint: store::conveyor::open_joint(tx, id)?,
            names: store::user::names(tx)?,
            today: setting::today(&settings, ctx.now),
        })
    })
}

/// The conveyor as a whole, as far as the reader sees it.
#[derive(Debug, Clone)]
pub struct Board {
    /// Clients held at each station.
    pub stations: Vec<(Station, i64)>,
    /// Steps of the last days, by kind and reason.
    pub counts: Vec<Counted>,
    /// Joint work that goes on, what ends first before.
    pub joints: Vec<JointItem>,
    /// The company's day.
    pub today: Date,
}

/// Joint work listed at most.
const MOST_JOINTS: i64 = 500;

/// The conveyor of the last `days`.
pub fn board(app: &App, ctx: &Context, days: i64) -> Result<Board, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let days = days.clamp(1, 3_650);
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let held: HashMap<Role, i64> = store::conveyor::held(tx, &scope)?.into_iter().collect();
        let stations = Station::ALL.iter();
        let since = ctx.now - SignedDuration::from_hours(24 * days);
        Ok(Board {
            stations: stations
                .map(|station| (*station, held.get(&station.role()).copied().unwrap_or(0)))
                .collect(),
            counts: store::conveyor::counts(tx, &scope, since)?,
            joints: store::conveyor::open_joints(tx, &scope, MOST_JOINTS)?,
            today: setting::today(&settings, ctx.now),
        })
    })
}
