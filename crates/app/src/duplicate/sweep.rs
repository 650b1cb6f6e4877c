//! The whole base looked through for cards that are one client: by hand, on a schedule, after an
//! import. What is found waits for people; what they said before is kept and teaches the engine.

use std::collections::{HashMap, HashSet};

use domain::duplicate::queue::{Waiting, order};
use domain::duplicate::{Verdict, lot, ordered};
use domain::id::{ClientId, JobId, UserId};
use domain::job::{JobKind, JobState};
use domain::policy::{Action, Entity};
use domain::setting::{
    DUPLICATE_AFTER_IMPORT, DUPLICATE_MOST_PAIRS, DUPLICATE_SWEEP_DAYS, Settings,
};
use jiff::ToSpan;
use matching::{Index, Kind, Match, Settings as Engine, VERSION};
use serde_json::{Value, json};
use store::duplicate::decision::{self, Decision};
use store::duplicate::pair::{self, Pair, Sweep};
use store::job::Job;

use super::people;
use super::record::{each_card, fingerprint, kind_of, of_client};
use super::review::Error;
use crate::context::Context;
use crate::job::{self, Failure, Progress, Stopped};
use crate::{App, DbError, DbTx, setting};

/// Questions that are asked of the engine in their order; behind them what is at stake decides.
const QUESTIONS: usize = 2_000;
/// Cards of a kind from which on the weights are learnt from the base itself.
const LEARNS_FROM: usize = 1_000;
/// Clients whose purchases are read in one transaction.
const PAGE: i64 = 10_000;

/// Looks the base through, in the background. One look at a time: who asks for a second has the
/// job of the first.
pub fn sweep(app: &App, ctx: &Context) -> Result<JobId, Error> {
    ctx.may(Action::ClientMerge)?;
    Ok(app.db.write(|tx| queued(tx, ctx))?)
}

fn queued(tx: &mut DbTx, ctx: &Context) -> Result<JobId, DbError> {
    for state in [JobState::Queued, JobState::Running] {
        if let Some(job) = store::job::latest(tx, JobKind::DuplicateSweep, state, 1)?.first() {
            return Ok(job.id);
        }
    }
    job::enqueue(tx, ctx, JobKind::DuplicateSweep, &json!({}))
}

/// Queues a look after clients were brought in, if the settings say so.
pub(crate) fn after_import(tx: &mut DbTx, ctx: &Context) -> Result<(), DbError> {
    if setting::load(tx)?.choice(&DUPLICATE_AFTER_IMPORT) == "on" {
        queued(tx, ctx)?;
    }
    Ok(())
}

/// The job. One that is planned every night looks only when it is due.
pub(crate) fn sweep_job(
    app: &App,
    ctx: &Context,
    job: &Job,
    progress: &Progress,
) -> Result<Value, Failure> {
    let (settings, last) = app
        .db
        .read(|tx| Ok::<_, DbError>((setting::load(tx)?, pair::last_sweep(tx)?)))?;
    if job.started_by.is_none() && !is_due(&settings, ctx, last.as_ref()) {
        return Ok(json!({ "due": false }));
    }
    let swept = look(app, ctx, &settings, progress)?;
    Ok(json!({
        "clients": swept.clients,
        "pairs": swept.found,
        "kept": swept.kept,
        "groups": swept.groups,
        "lists_too_long": swept.lists_too_long,
    }))
}

fn is_due(settings: &Settings, ctx: &Context, last: Option<&Sweep>) -> bool {
    let days = settings.whole(&DUPLICATE_SWEEP_DAYS);
    // an hour less: nights do not begin on the second
    let since = ctx.now.checked_sub((days * 24 - 1).hours());
    days > 0 && last.is_none_or(|last| since.is_ok_and(|since| last.made_at <= since))
}

/// The cards of one kind in the engine.
struct Side {
    index: Index,
    cards: Vec<Placed>,
    places: HashMap<ClientId, usize>,
}

/// A card in the engine.
struct Placed {
    id: ClientId,
    mark: i64,
    manager: Option<UserId>,
    orders: i64,
}

impl Side {
    fn new(kind: Kind) -> Self {
        Self {
            index: Index::new(kind),
            cards: Vec::new(),
            places: HashMap::new(),
        }
    }
}

/// A pair that a sweep found.
struct Found {
    side: usize,
    a: usize,
    b: usize,
    told: Match,
    pattern: u64,
    group: Option<ClientId>,
    waiting: Waiting,
}

fn look(
    app: &App,
    ctx: &Context,
    settings: &Settings,
    progress: &Progress,
) -> Result<Sweep, Failure> {
    let mut sides = read(app, progress)?;
    let decisions = app.db.read(decision::all)?;
    let said = Said::of(app, &sides, decisions)?;
    let clients: usize = sides.iter().map(|side| side.cards.len()).sum();
    let mut sweep = Sweep {
        id: ctx.id(),
        made_at: ctx.now,
        clients: clients as i64,
        compared: 0,
        lists_too_long: 0,
        found: 0,
        kept: 0,
        groups: 0,
        lessons: 0,
    };
    let mut found = Vec::new();
    let mut before = clients;
    for (at, side) in sides.iter_mut().enumerate() {
        compare(
            at,
            side,
            &said,
            (before, 2 * clients),
            progress,
            &mut sweep,
            &mut found,
        )?;
        before += side.cards.len();
    }
    progress.go_on()?;
    let everybody = ctx
        .scope(Entity::Client)
        .map_err(|error| Failure::Code("policy.forbidden", error.to_string()))?;
    let drawn = app.db.read(|tx| decision::samples(tx, &everybody))?;
    let waiting: Vec<Waiting> = found.iter().map(|one| one.waiting).collect();
    let turns = order(settings, &waiting, &drawn.map(|sample| sample.decided));
    let most = usize::try_from(settings.whole(&DUPLICATE_MOST_PAIRS)).unwrap_or(usize::MAX);
    sweep.found = found.len() as i64;
    let kept: Vec<Pair> = turns
        .iter()
        .take(most)
        .zip(1..)
        .map(|(turn, place)| kept(&sides, &found[turn.pair], place, turn.sampled))
        .collect();
    sweep.kept = kept.len() as i64;
    // a large base is not held twice
    drop((sides, found));
    let people = people::look(app, settings, progress)?;
    app.db.write(|tx| {
        pair::replace(tx, &sweep, &kept)?;
        store::duplicate::person::replace(tx, &people)
    })?;
    Ok(sweep)
}

/// Every card, companies and private clients apart.
fn read(app: &App, progress: &Progress) -> Result<[Side; 2], Failure> {
    let mut sides = [Side::new(Kind::Company), Side::new(Kind::Person)];
    let total = app.db.read(store::duplicate::count)?;
    let total = u64::try_from(total).unwrap_or(0);
    let mut done = 0;
    each_card(app, |card| {
        let kind = kind_of(card.kind);
        let side = &mut sides[usize::from(kind == Kind::Person)];
        let fields = of_client(&card);
        let place = side.index.push(&fields);
        side.cards.push(Placed {
            id: card.id,
            mark: fingerprint(&fields),
            manager: card.manager,
            orders: 0,
        });
        side.places.insert(card.id, place);
        done += 1;
        progress.report(done, 2 * total.max(done))?;
        Ok::<_, Failure>(())
    })?;
    let mut after = None;
    loop {
        let page = app.db.read(|tx| pair::purchases(tx, after, PAGE))?;
        let Some((last, _)) = page.last() else { break };
        after = Some(*last);
        for (id, orders) in page {
            for side in &mut sides {
                if let Some(place) = side.places.get(&id) {
                    side.cards[*place].orders = orders;
                }
            }
        }
        progress.go_on()?;
    }
    Ok(sides)
}

/// What people said, in the words of the engine.
#[derive(Default)]
struct Said {
    /// On cards that are there as they were.
    decisions: [Vec<matching::Decision>; 2],
    /// Of cards that are gone or have changed.
    lessons: [Vec<(u64, bool)>; 2],
    /// Said of a card that has been merged since: it holds for the one it was merged into.
    inherited: HashSet<(ClientId, ClientId)>,
}

impl Said {
    fn of(app: &App, sides: &[Side; 2], decisions: Vec<Decision>) -> Result<Self, DbError> {
        let mut said = Self::default();
        let kind = |id: ClientId| sides.iter().position(|side| side.places.contains_key(&id));
        for one in decisions {
            let Some(same) = one.verdict.lesson() else {
                continue;
            };
            let led = |id: ClientId| match kind(id) {
                Some(_) => Ok(id),
                None => app
                    .db
                    .read(|tx| store::merge::survivor_of(tx, id))
                    .map(|to| to.unwrap_or(id)),
            };
            let led = (led(one.a)?, led(one.b)?);
            let side = match (kind(led.0), kind(led.1)) {
                (Some(a), Some(b)) if a == b => a,
                // of one that is gone, or that are one by now: what it was teaches still
                (a, b) => {
                    if let Some(side) = a.or(b) {
                        said.teach(side, &one, same);
                    }
                    continue;
                }
            };
            let place = |id: ClientId| sides[side].places[&id];
            let moved = led != (one.a, one.b);
            let unchanged = || {
                let mark = |id: ClientId| sides[side].cards[place(id)].mark;
                (mark(one.a), mark(one.b)) == (one.a_mark, one.b_mark)
            };
            if led.0 == led.1 || one.verdict == Verdict::Same {
                said.teach(side, &one, same);
            } else if moved || unchanged() {
                said.decisions[side].push(matching::Decision {
                    a: place(led.0),
                    b: place(led.1),
                    same,
                });
                if moved {
                    said.inherited.insert(ordered(led.0, led.1));
                }
            } else {
                said.teach(side, &one, same);
            }
        }
        Ok(said)
    }

    fn teach(&mut self, side: usize, one: &Decision, same: bool) {
        if one.engine == i64::from(VERSION) {
            self.lessons[side].push((one.pattern.cast_unsigned(), same));
        }
    }
}

/// Compares the cards of one kind.
fn compare(
    at: usize,
    side: &mut Side,
    said: &Said,
    (before, all): (usize, usize),
    progress: &Progress,
    sweep: &mut Sweep,
    found: &mut Vec<Found>,
) -> Result<(), Failure> {
    side.index.build();
    side.index.teach(said.lessons[at].iter().copied());
    let decisions = &said.decisions[at];
    let engine = Engine {
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        learns_from: LEARNS_FROM,
        ..Engine::default()
    };
    let go_on = |now: matching::Progress| {
        progress
            .report((before + now.done) as u64, all as u64)
            .is_ok()
    };
    let outcome = side.index.sweep_while(&engine, decisions, &go_on);
    let outcome = outcome.ok_or(Stopped)?;
    sweep.compared += outcome.compared as i64;
    sweep.lists_too_long += outcome.dropped as i64;
    sweep.lessons += (decisions.len() + said.lessons[at].len()) as i64;
    sweep.groups += outcome.sizes().values().filter(|size| **size > 1).count() as i64;
    let decided: Vec<(u32, u32)> = decisions
        .iter()
        .map(|one| (one.a.min(one.b) as u32, one.a.max(one.b) as u32))
        .collect();
    let places: HashMap<(u32, u32), usize> = outcome
        .questions(&decided, QUESTIONS)
        .iter()
        .enumerate()
        .map(|(place, pair)| ((pair.a, pair.b), place))
        .collect();
    for pair in &outcome.pairs {
        let (a, b) = (pair.a as usize, pair.b as usize);
        let (first, second) = (&side.cards[a], &side.cards[b]);
        if said.inherited.contains(&ordered(first.id, second.id)) {
            continue;
        }
        let Some(told) = side.index.explain(a, b) else {
            continue;
        };
        let together = outcome.groups[a] == outcome.groups[b];
        found.push(Found {
            side: at,
            a,
            b,
            group: together.then(|| side.cards[outcome.groups[a] as usize].id),
            pattern: pair.pattern(),
            waiting: Waiting {
                chance: told.chance,
                question: places.get(&(pair.a, pair.b)).copied(),
                orders: first.orders + second.orders,
                holders_differ: first.manager.is_some()
                    && second.manager.is_some()
                    && first.manager != second.manager,
                lot: lot(first.id, second.id),
            },
            told,
        });
    }
    Ok(())
}

fn kept(sides: &[Side; 2], found: &Found, turn: i64, sampled: bool) -> Pair {
    let cards = &sides[found.side].cards;
    let (mut a, mut b) = (&cards[found.a], &cards[found.b]);
    if b.id < a.id {
        std::mem::swap(&mut a, &mut b);
    }
    Pair {
        a: a.id,
        b: b.id,
        bits: found.told.bits,
        chance: found.told.chance,
        start: found.told.start,
        reasons: super::review::written(&found.told.reasons),
        pattern: found.pattern.cast_signed(),
        a_mark: a.mark,
        b_mark: b.mark,
        group: found.group,
        turn,
        sampled,
    }
}
