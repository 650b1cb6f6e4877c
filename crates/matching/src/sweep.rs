//! The whole base against itself, or one base against another: candidates, weights, pairs, groups.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use hashbrown::HashMap;

use crate::cluster::{Edge, cluster};
use crate::compare::Pattern;
use crate::index::{Index, Room};
use crate::keys::Made;
use crate::learn::Example;
use crate::levels::{PARTS, levels_of, parts_of};
use crate::lexicon::mix;
use crate::model::{Counts, Known, LEVELS, Model, Seen, chance, known, witness_slot};
use crate::normal::Kind;
use crate::record::Checked;

/// Pairs less likely than this are not kept.
pub const WORTH_A_LOOK: f64 = 0.02;
/// Records whose candidates teach the weights, at most.
const TEACHERS: u64 = 60_000;
/// Records a thread takes at once.
const CHUNK: usize = 512;

/// Pairs drawn at random, to see how often others agree by chance.
const STRANGERS: u64 = 400_000;
/// Labelled pairs of each kind from which on they teach.
const ENOUGH: f64 = 200.0;
/// How many labelled pairs it takes to move a weight.
const RIDGE: f64 = 4.0;
/// The same of decisions, which are few and each worth much.
const RIDGE_OF_DECISIONS: f64 = 1.0;

/// Share of pairs for which birthdays tell, below which they are witnesses.
const RARE: f64 = 0.3;

/// What the base teaches.
#[derive(Debug, Default)]
struct Lesson {
    /// All candidates.
    all: Counts,
    /// Those whose tax numbers do not tell.
    open: Counts,
    /// Levels of pairs drawn at random.
    random: Seen,
    /// How many pairs the candidates were chosen from.
    pairs: f64,
    /// Those whose tax numbers tell, without that part.
    labelled: Vec<(Pattern, Known, f64)>,
}

impl Lesson {
    /// Check digits make the tax number a witness anywhere. Birthdays are mistyped: where they stand
    /// on most records they are compared like any other part, and only where they are rare do they
    /// teach what the pairs without them look like.
    fn is_worth(&self, kind: Kind) -> bool {
        let count = |counts: &Counts| -> f64 { counts.iter().map(|(_, count)| count).sum() };
        let told = 1.0 - count(&self.open) / count(&self.all).max(1.0);
        kind == Kind::Company || told < RARE
    }
}

/// A pair decided by a person: places of two records and whether they are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// One record.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// They are one.
    pub same: bool,
}

/// What a sweep is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Chance from which a pair joins two groups.
    pub threshold: f64,
    /// Most records of a group.
    pub largest: usize,
    /// Threads.
    pub threads: usize,
    /// Only pairs of which one record is before this place and the other not.
    pub link: Option<usize>,
    /// Records from which on the base teaches the weights; a smaller one tells too little of them,
    /// and those given beforehand hold.
    pub learns_from: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            threshold: 0.5,
            largest: 200,
            threads: 2,
            link: None,
            learns_from: 0,
        }
    }
}

/// A pair worth a look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The record added first.
    pub a: u32,
    /// The other.
    pub b: u32,
    pub(crate) pattern: Pattern,
    /// Bits.
    pub bits: f32,
}

impl Pair {
    /// The chance that the records are one.
    pub fn chance(&self) -> f64 {
        chance(f64::from(self.bits))
    }

    /// How the records agree, part by part, in a form to be kept with a decision and
    /// [taught](Index::teach) when the records themselves are no longer there. It means something
    /// else in another [version](crate::VERSION).
    pub fn pattern(&self) -> u64 {
        self.pattern.0
    }
}

/// What a sweep found.
#[derive(Debug)]
pub struct Outcome {
    /// Pairs at least [`WORTH_A_LOOK`], by their places.
    pub pairs: Vec<Pair>,
    /// Of each record the earliest of its group.
    pub groups: Vec<u32>,
    /// Pairs compared.
    pub compared: u64,
    /// Lists of equal values that were too long to follow.
    pub dropped: u64,
}

impl Outcome {
    /// How many records each group has, by its earliest record.
    pub fn sizes(&self) -> HashMap<u32, usize> {
        let mut sizes = HashMap::new();
        for group in &self.groups {
            *sizes.entry(*group).or_insert(0) += 1;
        }
        sizes
    }
}

/// How far a sweep is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Records done.
    pub done: usize,
    /// Of so many.
    pub of: usize,
}

impl Index {
    /// Learns what agreements are worth from the base, then from decisions, without looking for
    /// pairs: enough for [`Self::candidates`] to tell chances.
    pub fn learn(&mut self, settings: &Settings, decisions: &[Decision]) {
        let went = self.learn_while(settings, decisions, &|_| true);
        went.expect("nobody stopped it");
    }

    fn learn_while(
        &mut self,
        settings: &Settings,
        decisions: &[Decision],
        go_on: &(dyn Fn(Progress) -> bool + Sync),
    ) -> Option<()> {
        let of = self.records.len();
        self.unasked = if self.live < settings.learns_from {
            Model::given(self.kind)
        } else {
            self.taught(settings, &|_| go_on(Progress { done: 0, of }))?
        };
        self.model = self.unasked.clone();
        self.model
            .follow(&self.decided(decisions), RIDGE_OF_DECISIONS);
        Some(())
    }

    /// Learns from the base, finds its pairs and groups. The result depends neither on the number
    /// of threads nor on their timing.
    pub fn sweep(
        &mut self,
        settings: &Settings,
        decisions: &[Decision],
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Outcome {
        let went = self.sweep_while(settings, decisions, &|at| {
            progress(at);
            true
        });
        went.expect("nobody stopped it")
    }

    /// The same, while `go_on` says so; `None`: it was stopped.
    pub fn sweep_while(
        &mut self,
        settings: &Settings,
        decisions: &[Decision],
        go_on: &(dyn Fn(Progress) -> bool + Sync),
    ) -> Option<Outcome> {
        self.learn_while(settings, decisions, go_on)?;
        let (pairs, compared, dropped) = self.pairs(settings, go_on)?;
        let groups = self.group(&pairs, settings, decisions);
        Some(Outcome {
            pairs,
            groups,
            compared,
            dropped,
        })
    }

    /// Decisions on pairs of which a record is gone or has changed, by how the pair agreed when it
    /// was decided ([`Pair::pattern`]). They move the weights of the next sweep like those on
    /// records of the index.
    pub fn teach(&mut self, lessons: impl IntoIterator<Item = (u64, bool)>) {
        self.lessons = lessons
            .into_iter()
            .map(|(pattern, same)| Example {
                pattern: Pattern(pattern),
                weight: 1.0,
                same: f64::from(u8::from(same)),
            })
            .filter(|example| {
                (0..PARTS).all(|slot| {
                    example.pattern.level(slot) < levels_of(parts_of(self.kind)[slot]).len()
                })
            })
            .collect();
    }

    /// Moves the weights by what was [taught](Self::teach), and forgets what was taught before: for
    /// an index that is looked up between two sweeps.
    pub fn heed(&mut self, lessons: impl IntoIterator<Item = (u64, bool)>) {
        self.teach(lessons);
        self.model = self.unasked.clone();
        self.model.follow(&self.lessons, RIDGE_OF_DECISIONS);
    }

    /// An outcome weighed anew after further decisions: the same pairs, without looking for others
    /// or learning the base again. For the moments between a decision and the next sweep.
    pub fn relearn(
        &mut self,
        settings: &Settings,
        decisions: &[Decision],
        mut outcome: Outcome,
    ) -> Outcome {
        self.model = self.unasked.clone();
        let examples = self.decided(decisions);
        self.model.follow(&examples, RIDGE_OF_DECISIONS);
        for pair in &mut outcome.pairs {
            pair.bits = self.model.score(pair.pattern) as f32;
        }
        outcome.groups = self.group(&outcome.pairs, settings, decisions);
        outcome
    }

    fn decided(&self, decisions: &[Decision]) -> Vec<Example> {
        let base = self.base();
        let examples = decisions.iter().filter_map(|decision| {
            let (a, b) = (self.records.get(decision.a)?, self.records.get(decision.b)?);
            Some(Example {
                pattern: base.compare(a, b),
                weight: 1.0,
                same: f64::from(u8::from(decision.same)),
            })
        });
        examples.chain(self.lessons.iter().copied()).collect()
    }

    /// Weights from the base itself and from what its witnesses tell.
    fn taught(
        &self,
        settings: &Settings,
        go_on: &(dyn Fn(Progress) -> bool + Sync),
    ) -> Option<Model> {
        let lesson = self.lesson(settings, go_on)?;
        let mut model = Model::given(self.kind);
        model.learn(&lesson.all, &lesson.random, lesson.pairs);

        let of = |wanted: Known| -> f64 {
            let seen = lesson
                .labelled
                .iter()
                .filter(|(_, known, _)| *known == wanted);
            seen.map(|(.., count)| count).sum()
        };
        let (same, other) = (of(Known::Same), of(Known::Other));
        if same >= ENOUGH && other >= ENOUGH && lesson.is_worth(self.kind) {
            let examples: Vec<Example> = lesson
                .labelled
                .iter()
                .map(|(pattern, known, weight)| Example {
                    pattern: *pattern,
                    weight: *weight,
                    same: f64::from(u8::from(*known == Known::Same)),
                })
                .collect();
            model.follow(&examples, RIDGE);
            model.settle(&lesson.open, same / (same + other));
        }
        Some(model)
    }

    fn lesson(
        &self,
        settings: &Settings,
        go_on: &(dyn Fn(Progress) -> bool + Sync),
    ) -> Option<Lesson> {
        let live = self.records.len() as u64;
        let each = live.div_ceil(TEACHERS).max(1);
        let teachers: Vec<u32> = (0..self.records.len() as u32)
            .filter(|place| mix(u64::from(*place)).is_multiple_of(each))
            .filter(|place| !self.records[*place as usize].gone)
            .collect();
        let slot = witness_slot(self.kind);
        let keys: &[Made] = match self.kind {
            Kind::Company => &[Made::Tax],
            Kind::Person => &[Made::Birthday, Made::SurnameBirthday, Made::GivenBirthday],
        };
        type Sorts = HashMap<(Pattern, u8), u32>;
        let parts = self.in_threads(&teachers, settings, go_on, |index, chunk, room| {
            let base = index.base();
            let mut near = Vec::new();
            let mut seen: Sorts = HashMap::new();
            for place in chunk {
                let record = &index.records[*place as usize];
                // pairs that only the witness brought together would teach that nothing else has to
                // agree
                let witness = record.tax_checked == Checked::Yes || record.birthday != 0;
                for (but, labels) in [(&[][..], false), (keys, true)] {
                    if labels && !witness {
                        continue;
                    }
                    index.near_but(but, record, room, &mut near);
                    for other in near.iter().filter(|other| *other != place) {
                        if !settings.wants(*place, *other) {
                            continue;
                        }
                        let pattern = base.compare(record, &index.records[*other as usize]);
                        let known = match (known(index.kind, pattern), labels) {
                            (known, false) => u8::from(known == Known::Open),
                            (Known::Open, true) => continue,
                            (Known::Same, true) => 2,
                            (Known::Other, true) => 3,
                        };
                        *seen.entry((pattern, known)).or_insert(0) += 1;
                    }
                }
            }
            seen
        })?;
        let mut all: Sorts = HashMap::new();
        for seen in parts {
            for (key, count) in seen {
                *all.entry(key).or_insert(0) += count;
            }
        }
        let mut all: Vec<((Pattern, u8), u32)> = all.into_iter().collect();
        all.sort_unstable();
        let mut lesson = Lesson {
            random: self.strangers(settings),
            pairs: teachers.len() as f64 * live as f64,
            ..Lesson::default()
        };
        for ((pattern, known), count) in all {
            let count = f64::from(count);
            let labelled = |known| (pattern.without(slot), known, count);
            match known {
                0 => lesson.all.push((pattern, count)),
                1 => {
                    lesson.all.push((pattern, count));
                    lesson.open.push((pattern, count));
                }
                2 => lesson.labelled.push(labelled(Known::Same)),
                _ => lesson.labelled.push(labelled(Known::Other)),
            }
        }
        Some(lesson)
    }

    /// Levels of pairs drawn at random.
    fn strangers(&self, settings: &Settings) -> Seen {
        let count = self.records.len() as u64;
        let mut seen = [[0.0; LEVELS]; PARTS];
        let base = self.base();
        for draw in 0..if count < 2 { 0 } else { STRANGERS } {
            let (a, b) = (mix(2 * draw) % count, mix(2 * draw + 1) % count);
            let (x, y) = (&self.records[a as usize], &self.records[b as usize]);
            if a == b || x.gone || y.gone || !settings.wants(a as u32, b as u32) {
                continue;
            }
            let pattern = base.compare(x, y);
            for (slot, levels) in seen.iter_mut().enumerate() {
                levels[pattern.level(slot)] += 1.0;
            }
        }
        seen
    }

    fn pairs(
        &self,
        settings: &Settings,
        go_on: &(dyn Fn(Progress) -> bool + Sync),
    ) -> Option<(Vec<Pair>, u64, u64)> {
        let least = (WORTH_A_LOOK / (1.0 - WORTH_A_LOOK)).log2();
        // of two bases only the records of the second are looked up: the earlier of a pair is
        // always one of the first
        let first = settings.link.unwrap_or(0) as u32;
        let all: Vec<u32> = (first..self.records.len() as u32)
            .filter(|place| !self.records[*place as usize].gone)
            .collect();
        let parts = self.in_threads(&all, settings, go_on, |index, chunk, room| {
            let base = index.base();
            let mut near = Vec::new();
            let mut pairs = Vec::new();
            let mut compared = 0;
            let dropped = room.dropped;
            for place in chunk {
                let record = &index.records[*place as usize];
                index.near(record, room, &mut near);
                for other in near.iter().filter(|other| *other < place) {
                    if !settings.wants(*place, *other) {
                        continue;
                    }
                    compared += 1;
                    let earlier = &index.records[*other as usize];
                    let pattern = base.compare(earlier, record);
                    let bits = index.model.score(pattern);
                    if bits >= least {
                        pairs.push(Pair {
                            a: *other,
                            b: *place,
                            pattern,
                            bits: bits as f32,
                        });
                    }
                }
            }
            (pairs, compared, room.dropped - dropped)
        })?;
        let mut pairs = Vec::with_capacity(parts.iter().map(|(pairs, ..)| pairs.len()).sum());
        let (mut compared, mut dropped) = (0, 0);
        for (part, c, d) in parts {
            pairs.extend(part);
            compared += c;
            dropped += d;
        }
        Some((pairs, compared, dropped))
    }

    /// Runs `work` over chunks of records in threads; the results in the order of the chunks.
    /// `None`: it was told not to go on.
    fn in_threads<T: Send>(
        &self,
        records: &[u32],
        settings: &Settings,
        go_on: &(dyn Fn(Progress) -> bool + Sync),
        work: impl Fn(&Self, &[u32], &mut Room) -> T + Sync,
    ) -> Option<Vec<T>> {
        let chunks: Vec<&[u32]> = records.chunks(CHUNK).collect();
        let next = AtomicUsize::new(0);
        let done = AtomicUsize::new(0);
        let stopped = AtomicBool::new(false);
        let results: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(chunks.len()));
        std::thread::scope(|scope| {
            for _ in 0..settings.threads.clamp(1, 64).min(chunks.len().max(1)) {
                scope.spawn(|| {
                    let mut room = Room::default();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(chunk) = chunks.get(at) else { break };
                        let result = work(self, chunk, &mut room);
                        let so_far = done.fetch_add(chunk.len(), Ordering::Relaxed) + chunk.len();
                        let at_present = Progress {
                            done: so_far,
                            of: records.len(),
                        };
                        if !go_on(at_present) || stopped.load(Ordering::Relaxed) {
                            stopped.store(true, Ordering::Relaxed);
                            break;
                        }
                        let mut results = results
                            .lock()
                            .unwrap_or_else(std::sync::PoisonError::into_inner);
                        results.push((at, result));
                    }
                });
            }
        });
        let mut results = results
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if stopped.load(Ordering::Relaxed) {
            return None;
        }
        results.sort_unstable_by_key(|(at, _)| *at);
        Some(results.into_iter().map(|(_, result)| result).collect())
    }

    fn group(&self, pairs: &[Pair], settings: &Settings, decisions: &[Decision]) -> Vec<u32> {
        let mut edges: Vec<Edge> = pairs
            .iter()
            .map(|pair| Edge {
                a: pair.a,
                b: pair.b,
                bits: pair.bits,
            })
            .collect();
        // what a person said stands above the numbers
        let said: HashMap<(u32, u32), bool> = decisions
            .iter()
            .map(|d| ((d.a.min(d.b) as u32, d.a.max(d.b) as u32), d.same))
            .collect();
        edges.retain(|edge| !said.contains_key(&(edge.a, edge.b)));
        edges.extend(
            said.iter()
                .filter(|(_, same)| **same)
                .map(|((a, b), _)| Edge {
                    a: *a,
                    b: *b,
                    bits: f32::MAX,
                }),
        );
        let apart = |a: u32, b: u32| {
            if let Some(same) = said.get(&(a.min(b), a.max(b))) {
                return !same;
            }
            let (a, b) = (&self.records[a as usize], &self.records[b as usize]);
            let checked = a.tax_checked == Checked::Yes && b.tax_checked == Checked::Yes;
            checked && a.tax != b.tax
        };
        let threshold = settings.threshold.clamp(1e-6, 1.0 - 1e-6);
        let threshold = (threshold / (1.0 - threshold)).log2() as f32;
        cluster(
            self.records.len(),
            &mut edges,
            threshold,
            &apart,
            settings.largest,
        )
    }
}

impl Settings {
    fn wants(&self, a: u32, b: u32) -> bool {
        self.link
            .is_none_or(|border| ((a as usize) < border) != ((b as usize) < border))
    }
}
