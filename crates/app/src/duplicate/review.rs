//! The queue of pairs that wait for a person: in the order of the value of a decision, within the
//! reader's reach. A pair of which one card may not be seen is neither shown nor counted.

use domain::duplicate::Zone;
use domain::id::ClientId;
use domain::merge::MERGE_LIMIT;
use domain::policy::{Action, Entity, Forbidden, Scope};
use matching::Reason;
use serde::{Deserialize, Serialize};
pub use store::duplicate::decision::Made;
pub use store::duplicate::pair::{Filter, Sweep};
use store::duplicate::{decision, pair};
use store::job::Job;

use crate::context::Context;
use crate::{App, DbError, DbTx, merge};

/// Why something is not done with duplicates.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such pair, card or decision, or not for this reader.
    #[error("not found")]
    NotFound,
    /// Somebody has decided the pair.
    #[error("the pair is decided")]
    Decided,
    /// It was taken back already.
    #[error("already taken back")]
    Undone,
    /// The cards belong to two groups of companies.
    #[error("the cards belong to two groups of companies")]
    GroupsDiffer,
    /// A group of companies has this name.
    #[error("a group of companies has this name")]
    GroupNameTaken,
    /// No such group of companies.
    #[error("no such group of companies")]
    GroupUnknown,
    /// One client: the merge has to name both cards.
    #[error("the merge has to name both cards")]
    MergeWithout,
    /// Who stayed has become one with somebody else since.
    #[error("merged further since")]
    PersonMergedSince,
    /// The precision is not measured well enough for merging without asking.
    #[error("not precise enough, or not measured yet")]
    NotPrecise {
        /// The chance from which on it is, if there is one.
        from: Option<f64>,
    },
    /// The merge is refused.
    #[error(transparent)]
    Merge(Box<merge::Error>),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<merge::Error> for Error {
    fn from(error: merge::Error) -> Self {
        match error {
            merge::Error::Forbidden(refusal) => Self::Forbidden(refusal),
            merge::Error::NotFound => Self::NotFound,
            merge::Error::Db(error) => Self::Db(error),
            error => Self::Merge(Box::new(error)),
        }
    }
}

impl From<crate::client::Error> for Error {
    fn from(error: crate::client::Error) -> Self {
        merge::Error::from(error).into()
    }
}

/// A reason as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// What was compared.
    pub part: String,
    /// How it agrees.
    pub level: String,
    /// Bits it adds.
    pub bits: f64,
}

/// Reasons as they are kept.
pub(super) fn written(reasons: &[Reason]) -> String {
    let reasons: Vec<Kept> = reasons
        .iter()
        .map(|reason| Kept {
            part: reason.part.code().to_owned(),
            level: reason.level.to_owned(),
            bits: (reason.bits * 1000.0).round() / 1000.0,
        })
        .collect();
    serde_json::to_string(&reasons).expect("reasons are plain data")
}

/// A card of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The client.
    pub id: ClientId,
    /// Its name.
    pub name: String,
}

/// A pair that waits for a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The cards.
    pub cards: [Card; 2],
    /// Others of the same group, to be looked at together; at most as many as are merged at once.
    pub others: Vec<ClientId>,
    /// The chance that they are one.
    pub chance: f64,
    /// The same in bits.
    pub bits: f64,
    /// Bits before anything was compared.
    pub start: f64,
    /// Why.
    pub reasons: Vec<Kept>,
    /// Its place in the queue.
    pub turn: i64,
}

/// A page of the queue.
#[derive(Debug, Clone)]
pub struct Page {
    /// In their turn.
    pub items: Vec<Question>,
    /// The turn after which the next page begins.
    pub next: Option<i64>,
    /// How many wait by this filter.
    pub total: i64,
}

/// Pairs that wait, after a turn.
pub fn queue(
    app: &App,
    ctx: &Context,
    filter: &Filter,
    after: Option<i64>,
    limit: u32,
) -> Result<Page, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    let limit = limit.clamp(1, 1000) as usize;
    app.db.read(|tx| {
        let mut waiting = pair::queue(tx, &scope, filter, after, limit as i64 + 1)?;
        let more = waiting.len() > limit;
        waiting.truncate(limit);
        let next = waiting.last().filter(|_| more).map(|last| last.pair.turn);
        let items = waiting
            .into_iter()
            .map(|one| {
                let others = others(tx, &scope, &one.pair)?;
                let card = |id, name| Card { id, name };
                Ok(Question {
                    cards: [card(one.pair.a, one.a_name), card(one.pair.b, one.b_name)],
                    others,
                    chance: one.pair.chance,
                    bits: one.pair.bits,
                    start: one.pair.start,
                    reasons: serde_json::from_str(&one.pair.reasons).unwrap_or_default(),
                    turn: one.pair.turn,
                })
            })
            .collect::<Result<_, Error>>()?;
        Ok(Page {
            items,
            next,
            total: pair::count(tx, &scope, filter)?,
        })
    })
}

/// Other cards of the group of a pair, of which nobody said that they are apart from one of the two.
/// A group too large to be merged at once is looked at pair by pair.
fn others(tx: &mut DbTx, scope: &Scope, of: &pair::Pair) -> Result<Vec<ClientId>, DbError> {
    let Some(group) = of.group else {
        return Ok(Vec::new());
    };
    let mut members = pair::members(tx, scope, group, MERGE_LIMIT as i64 + 1)?;
    if members.len() > MERGE_LIMIT {
        return Ok(Vec::new());
    }
    let said = decision::of_cards(tx, &members)?;
    let apart: Vec<_> = said.iter().filter(|one| one.verdict.is_apart()).collect();
    members.retain(|id| *id != of.a && *id != of.b);
    members.retain(|id| {
        !apart.iter().any(|one| {
            let named = |card: ClientId| one.a == card || one.b == card;
            named(*id) && (named(of.a) || named(of.b))
        })
    });
    Ok(members)
}

/// How far the work is.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Pairs that wait.
    pub waiting: i64,
    /// Of these by how likely they are, in the order of [`Zone::ALL`].
    pub by_zone: Vec<i64>,
    /// Pairs put off.
    pub put_off: i64,
    /// Decisions in force.
    pub decided: i64,
    /// The last look through the base; its counts are for readers of the whole base.
    pub sweep: Option<Sweep>,
    /// Whether the reader sees the whole base.
    pub whole: bool,
    /// A look that waits or goes on.
    pub job: Option<Job>,
}

/// How far the work is, as far as the reader sees it.
pub fn summary(app: &App, ctx: &Context) -> Result<Summary, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let of = |zone, put_off| Filter {
            zone,
            put_off,
            ..Filter::default()
        };
        let by_zone = Zone::ALL
            .iter()
            .map(|zone| pair::count(tx, &scope, &of(Some(*zone), false)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Summary {
            waiting: by_zone.iter().sum(),
            by_zone,
            put_off: pair::count(tx, &scope, &of(None, true))?,
            decided: decision::count(tx, &scope)?,
            sweep: pair::last_sweep(tx)?,
            whole: scope.managers().is_none(),
            job: running(tx)?,
        })
    })
}

fn running(tx: &mut DbTx) -> Result<Option<Job>, DbError> {
    use domain::job::{JobKind, JobState};
    for state in [JobState::Running, JobState::Queued] {
        let mut jobs = store::job::latest(tx, JobKind::DuplicateSweep, state, 1)?;
        if let Some(job) = jobs.pop() {
            return Ok(Some(job));
        }
    }
    Ok(None)
}

/// Decisions of the past, the latest first.
pub fn decisions(
    app: &App,
    ctx: &Context,
    before: Option<super::decide::Place>,
    limit: u32,
) -> Result<(Vec<decision::Made>, Option<super::decide::Place>), Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    let limit = limit.clamp(1, 1000) as usize;
    let mut made = app.db.read(|tx| {
        let before = before.map(|place| (place.0, place.1));
        decision::list(tx, &scope, before, limit as i64 + 1)
    })?;
    let more = made.len() > limit;
    made.truncate(limit);
    let last = made.last().filter(|_| more);
    let next = last.map(|one| super::decide::Place(one.decision.made_at, one.decision.id));
    Ok((made, next))
}
