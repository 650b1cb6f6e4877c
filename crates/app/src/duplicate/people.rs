//! People at clients who may be one person: found by the sweep of the base, asked one pair after
//! another, within one client and of two.

use std::collections::HashMap;

use domain::client::ClientKind;
use domain::duplicate::Borders;
use domain::id::PersonId;
use domain::policy::{Action, Entity};
use domain::setting::{DUPLICATE_MOST_PAIRS, Settings};
use matching::{Decision as Decided, Index, Kind, Settings as Engine, VERSION};
use store::duplicate::person::{self, Pair};
pub use store::duplicate::person::{Decision, Named};

use super::record::{each_card, fingerprint, of_person};
use super::review::{Error, Kept, written};
use crate::App;
use crate::context::Context;
use crate::job::{Failure, Progress, Stopped};

/// Decisions of the past that are shown.
const PAST: i64 = 100;

/// Looks through the people at all companies.
pub(super) fn look(
    app: &App,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Pair>, Failure> {
    let mut index = Index::new(Kind::Person);
    let mut people: Vec<(PersonId, i64)> = Vec::new();
    let mut places = HashMap::new();
    each_card(app, |card| {
        let id = card.id.to_string();
        let of_firms = card.kind == ClientKind::Company;
        for (person, name) in card.people.iter().filter(|_| of_firms) {
            let fields = of_person(&card, *person, name, &id);
            places.insert(*person, index.push(&fields));
            people.push((*person, fingerprint(&fields)));
        }
        progress.go_on()?;
        Ok::<_, Failure>(())
    })?;
    let mut decisions = Vec::new();
    let mut lessons = Vec::new();
    for one in app.db.read(person::all)? {
        let place = |id: PersonId, mark: i64| {
            let place = *places.get(&id)?;
            (people[place].1 == mark).then_some(place)
        };
        let both = place(one.a, one.a_mark).zip(place(one.b, one.b_mark));
        match (one.verdict.lesson(), both) {
            (Some(false), Some((a, b))) => decisions.push(Decided { a, b, same: false }),
            _ => lessons.extend(lesson(&one)),
        }
    }
    index.build();
    index.teach(lessons);
    // the base would teach that colleagues and namesakes are one: they agree in firm, town and
    // surname far more often than two records of one person do
    let engine = Engine {
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        learns_from: usize::MAX,
        ..Engine::default()
    };
    let outcome = index.sweep_while(&engine, &decisions, &|_| progress.go_on().is_ok());
    let mut pairs = outcome.ok_or(Stopped)?.pairs;
    let borders = Borders::of(settings);
    pairs.retain(|pair| pair.chance() >= borders.show);
    pairs.sort_by(|x, y| y.bits.total_cmp(&x.bits).then((x.a, x.b).cmp(&(y.a, y.b))));
    pairs.truncate(usize::try_from(settings.whole(&DUPLICATE_MOST_PAIRS)).unwrap_or(usize::MAX));
    let kept = pairs.iter().zip(1..).filter_map(|(pair, turn)| {
        let (a, b) = (pair.a as usize, pair.b as usize);
        let told = index.explain(a, b)?;
        let (mut a, mut b) = (people[a], people[b]);
        if b.0 < a.0 {
            std::mem::swap(&mut a, &mut b);
        }
        Some(Pair {
            a: a.0,
            b: b.0,
            chance: told.chance,
            start: told.start,
            reasons: written(&told.reasons),
            pattern: told.pattern.cast_signed(),
            a_mark: a.1,
            b_mark: b.1,
            turn,
        })
    });
    Ok(kept.collect())
}

/// What the engine learns of a decision: how the pair agreed, and whether it was one person.
pub(super) fn lesson(made: &Decision) -> Option<(u64, bool)> {
    let same = made.verdict.lesson()?;
    let (_, pattern) = made.told?;
    (made.engine == i64::from(VERSION)).then_some((pattern.cast_unsigned(), same))
}

/// A pair that waits for a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The people, with their clients.
    pub people: [Named; 2],
    /// The chance that they are one.
    pub chance: f64,
    /// Bits before anything was compared.
    pub start: f64,
    /// Why.
    pub reasons: Vec<Kept>,
}

/// A page of the queue.
#[derive(Debug, Clone)]
pub struct Page {
    /// The likeliest first.
    pub items: Vec<Question>,
    /// The turn after which the next page begins.
    pub next: Option<i64>,
    /// How many wait.
    pub total: i64,
}

/// Pairs that wait, after a turn.
pub fn queue(app: &App, ctx: &Context, after: Option<i64>, limit: u32) -> Result<Page, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    let limit = limit.clamp(1, 1000) as usize;
    app.db.read(|tx| {
        let mut waiting = person::queue(tx, &scope, after, limit as i64 + 1)?;
        let more = waiting.len() > limit;
        waiting.truncate(limit);
        let next = waiting.last().filter(|_| more).map(|(pair, _)| pair.turn);
        let items = waiting.into_iter().map(|(pair, people)| Question {
            people,
            chance: pair.chance,
            start: pair.start,
            reasons: serde_json::from_str(&pair.reasons).unwrap_or_default(),
        });
        Ok(Page {
            items: items.collect(),
            next,
            total: person::count(tx, &scope)?,
        })
    })
}

/// A decision with its people and the name of who made it.
pub type Made = (Decision, [Named; 2], String);

/// The last decisions, the latest first.
pub fn decisions(app: &App, ctx: &Context) -> Result<Vec<Made>, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    Ok(app.db.read(|tx| person::list(tx, &scope, PAST))?)
}
