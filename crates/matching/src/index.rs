//! The index: records normalised once, found again by their keys, compared and explained. One
//! engine for a single look-up, for rows of an import and for the sweep of the whole base.

use hashbrown::HashMap;

use crate::compare::{Base, Counted, Pattern};
use crate::explain::{Due, Match, Reason};
use crate::keys::{Made, caps, keys, of_sym};
use crate::learn::Example;
use crate::levels::{PARTS, levels_of, parts_of};
use crate::lexicon::{Lexicon, Sym};
use crate::model::{Model, chance};
use crate::normal::{Field, Kind, Normaliser};
use crate::postings::Postings;
use crate::record::Record;

/// Most candidates of one record that are compared; those with the most points first.
const CANDIDATES: usize = 1_000;

/// In small bases there is time for more candidates: a list counts two points up to this many
/// divided by the size of the base.
const SMALL: usize = 1_000_000;

/// Records added one by one that are put into the tables at once: those are smaller, and quicker to
/// look into.
const FOLDED: usize = 20_000;

/// Records of an equal name that are looked at, where so many have it that the name is no key.
const NAMESAKES: usize = 20;

/// How many matches [`Index::candidates`] gives.
pub const TOP: usize = 5;

/// Records that can be looked up. Each is known by the place at which it was added, from 0.
#[derive(Debug)]
pub struct Index {
    pub(crate) kind: Kind,
    pub(crate) normaliser: Normaliser,
    pub(crate) records: Vec<Record>,
    pub(crate) postings: Postings,
    pub(crate) counts: HashMap<(Counted, Sym), u32>,
    pub(crate) model: Model,
    /// The weights before decisions moved them.
    pub(crate) unasked: Model,
    /// Decisions on pairs that are no longer in the base as they were.
    pub(crate) lessons: Vec<Example>,
    /// Records that were not removed.
    pub(crate) live: usize,
    /// Records added since the tables were made.
    added: usize,
    /// For one look-up after the other: room of its own for each would be as large as the base.
    pub(crate) room: Room,
}

/// Room to find the candidates of a record in.
#[derive(Debug, Default)]
pub(crate) struct Room {
    points: Vec<u8>,
    seen: Vec<u32>,
    pub(crate) keys: Vec<(Made, u64)>,
    near: Vec<u32>,
    /// Lists that were too long to follow.
    pub(crate) dropped: u64,
}

impl Index {
    /// An empty index.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            normaliser: Normaliser::new(),
            records: Vec::new(),
            postings: Postings::default(),
            counts: HashMap::new(),
            model: Model::given(kind),
            unasked: Model::given(kind),
            lessons: Vec::new(),
            live: 0,
            added: 0,
            room: Room::default(),
        }
    }

    /// What its records are.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// How many places are taken, removed records included.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// How many records there are, those removed left out.
    pub fn live(&self) -> usize {
        self.live
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Adds a record to be indexed with all others by [`Self::build`]; its place.
    pub fn push(&mut self, fields: &[(Field, &str)]) -> usize {
        let record = self.normaliser.record(self.kind, fields);
        self.take(record)
    }

    pub(crate) fn take(&mut self, record: Record) -> usize {
        self.count(&record, 1);
        self.live += 1;
        self.records.push(record);
        self.records.len() - 1
    }

    /// Makes the tables of what was [pushed](Self::push). Records removed are left out.
    pub fn build(&mut self) {
        let mut pairs = Vec::with_capacity(self.records.len() * 12);
        let mut of_record = Vec::new();
        for (place, record) in self.records.iter().enumerate() {
            if record.gone {
                continue;
            }
            keys(record, &self.normaliser.lexicon, self.kind, &mut of_record);
            pairs.extend(of_record.iter().map(|(_, key)| (*key, place as u32)));
        }
        self.postings = Postings::new(pairs);
        self.added = 0;
    }

    /// Adds one record at once; its place.
    pub fn add(&mut self, fields: &[(Field, &str)]) -> usize {
        let place = self.push(fields);
        let mut of_record = std::mem::take(&mut self.room.keys);
        let record = &self.records[place];
        keys(record, &self.normaliser.lexicon, self.kind, &mut of_record);
        self.post(place, &of_record);
        self.room.keys = of_record;
        place
    }

    /// Lets a record be found by its keys.
    pub(crate) fn post(&mut self, place: usize, of_record: &[(Made, u64)]) {
        for (_, key) in of_record {
            self.postings.add(*key, place as u32);
        }
        self.added += 1;
        if self.added == FOLDED {
            let records = &self.records;
            self.postings.fold(|record| !records[record as usize].gone);
            self.added = 0;
        }
    }

    /// Takes a record out; its place stays taken.
    pub fn remove(&mut self, place: usize) {
        if let Some(record) = self.records.get_mut(place)
            && !std::mem::replace(&mut record.gone, true)
        {
            let record = record.clone();
            self.live -= 1;
            self.count(&record, -1);
        }
    }

    fn count(&mut self, record: &Record, by: i32) {
        let mut values = vec![
            (Counted::Town, record.city),
            (Counted::Given, record.person.full),
        ];
        if self.kind == Kind::Person {
            values.push((Counted::Employer, record.key));
        }
        for value in values.into_iter().filter(|(_, sym)| sym.is_some()) {
            let count = self.counts.entry(value).or_insert(0);
            *count = count.saturating_add_signed(by);
        }
    }

    pub(crate) fn base(&self) -> Base<'_> {
        Base {
            kind: self.kind,
            lexicon: &self.normaliser.lexicon,
            postings: &self.postings,
            counts: &self.counts,
            records: self.records.len(),
        }
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.normaliser.lexicon
    }

    /// The records that share enough keys with one, in the order of their places.
    pub(crate) fn near(&self, record: &Record, room: &mut Room, into: &mut Vec<u32>) {
        self.near_but(&[], record, room, into);
    }

    /// The same, not looked for by some kinds of keys.
    pub(crate) fn near_but(
        &self,
        but: &[Made],
        record: &Record,
        room: &mut Room,
        into: &mut Vec<u32>,
    ) {
        let mut of_record = std::mem::take(&mut room.keys);
        keys(record, self.lexicon(), self.kind, &mut of_record);
        of_record.retain(|(made, _)| !but.contains(made));
        self.near_by(&of_record, room, into);
        room.keys = of_record;
    }

    /// The records that share enough of some keys, in the order of their places.
    pub(crate) fn near_by(&self, of_record: &[(Made, u64)], room: &mut Room, into: &mut Vec<u32>) {
        into.clear();
        if room.points.len() < self.records.len() {
            room.points
                .resize(self.records.len().next_power_of_two(), 0);
        }
        for (made, key) in of_record {
            let list = self.postings.get(*key);
            let (strong, weak) = caps(*made);
            let strong = strong.max(weak.min(SMALL / self.records.len().max(1)));
            let points = match list.len() {
                length if length <= strong => 2,
                length if length <= weak => 1,
                _ => {
                    room.dropped += 1;
                    continue;
                }
            };
            for other in list.iter() {
                let have = &mut room.points[other as usize];
                if *have == 0 {
                    room.seen.push(other);
                }
                *have = have.saturating_add(points);
            }
        }
        let good = |other: &&u32| {
            room.points[**other as usize] >= 2 && !self.records[**other as usize].gone
        };
        into.extend(room.seen.iter().filter(good));
        if into.len() > CANDIDATES {
            let points = |other: &u32| (std::cmp::Reverse(room.points[*other as usize]), *other);
            into.sort_unstable_by_key(points);
            into.truncate(CANDIDATES);
        }
        into.sort_unstable();
        for other in room.seen.drain(..) {
            room.points[other as usize] = 0;
        }
    }

    /// The records most like one that is not in the index: at most [`TOP`], the surest first, with
    /// reasons. Records less likely than not to be worth a look are left out, but for a company of
    /// the very same name: at least one of those is always told.
    pub fn candidates(&mut self, fields: &[(Field, &str)]) -> Vec<Match> {
        self.candidates_among(fields, &|_| true)
    }

    /// The same among the records whose places `keep` names.
    pub fn candidates_among(
        &mut self,
        fields: &[(Field, &str)],
        keep: &dyn Fn(usize) -> bool,
    ) -> Vec<Match> {
        self.normaliser.remembers = false;
        let mark = self.normaliser.lexicon.mark();
        let record = self.normaliser.record(self.kind, fields);
        let mut room = std::mem::take(&mut self.room);
        let found = self.matches(&record, keep, &mut room);
        self.room = room;
        self.normaliser.lexicon.forget(mark);
        self.normaliser.remembers = true;
        found
    }

    fn matches(
        &self,
        record: &Record,
        keep: &dyn Fn(usize) -> bool,
        room: &mut Room,
    ) -> Vec<Match> {
        let mut of_record = std::mem::take(&mut room.keys);
        keys(record, self.lexicon(), self.kind, &mut of_record);
        let found = self.best(record, &of_record, keep, room);
        room.keys = of_record;
        found
            .into_iter()
            .map(|(_, other, pattern)| {
                let other = other as usize;
                self.explained(record, &self.records[other], other, pattern)
            })
            .collect()
    }

    /// At most [`TOP`] records like one, with their scores, the surest first.
    pub(crate) fn best(
        &self,
        record: &Record,
        of_record: &[(Made, u64)],
        keep: &dyn Fn(usize) -> bool,
        room: &mut Room,
    ) -> Vec<(f64, u32, Pattern)> {
        let mut near = std::mem::take(&mut room.near);
        self.near_by(of_record, room, &mut near);
        if self.kind == Kind::Company && record.key.is_some() {
            let list = self.postings.get(of_sym(Made::Name, record.key));
            let there = |other: &u32| !self.records[*other as usize].gone && keep(*other as usize);
            near.extend(list.iter().filter(there).take(NAMESAKES));
            near.sort_unstable();
            near.dedup();
        }
        let base = self.base();
        let mut found: Vec<(f64, u32, Pattern)> = near
            .drain(..)
            .filter(|other| keep(*other as usize))
            .map(|other| {
                let pattern = base.compare(record, &self.records[other as usize]);
                (self.model.score(pattern), other, pattern)
            })
            .filter(|(score, _, pattern)| {
                chance(*score) >= crate::sweep::WORTH_A_LOOK || self.is_told(*pattern)
            })
            .collect();
        room.near = near;
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let told = found
            .iter()
            .position(|(.., pattern)| self.is_told(*pattern));
        if let Some(at) = told.filter(|at| *at >= TOP) {
            found.swap(TOP - 1, at);
        }
        found.truncate(TOP);
        found
    }

    fn is_told(&self, pattern: Pattern) -> bool {
        Due::of(self.kind, pattern) != Due::ByChance
    }

    /// People with the surname that is typed, and no other given name: at most [`TOP`], the likeliest
    /// first, with how many there are in all.
    pub fn namesakes(
        &mut self,
        fields: &[(Field, &str)],
        keep: &dyn Fn(usize) -> bool,
    ) -> (Vec<Match>, usize) {
        self.normaliser.remembers = false;
        let mark = self.normaliser.lexicon.mark();
        let record = self.normaliser.record(self.kind, fields);
        let found = self.with_surname(&record, keep);
        self.normaliser.lexicon.forget(mark);
        self.normaliser.remembers = true;
        found
    }

    fn with_surname(&self, record: &Record, keep: &dyn Fn(usize) -> bool) -> (Vec<Match>, usize) {
        let typed = record.person;
        if self.kind != Kind::Person || !typed.surname.is_some() {
            return (Vec::new(), 0);
        }
        let base = self.base();
        let fits = |place: &u32| {
            let other = &self.records[*place as usize];
            let name = other.person;
            let initials = typed.initial == 0 || name.initial == 0 || typed.initial == name.initial;
            let given = !typed.full.is_some() || !name.full.is_some() || typed.full == name.full;
            !other.gone && name.surname == typed.surname && initials && given
        };
        let list = self.postings.get(of_sym(Made::Surname, typed.surname));
        let mut found: Vec<(f64, u32, Pattern)> = list
            .iter()
            .filter(fits)
            .filter(|place| keep(*place as usize))
            .map(|place| {
                let pattern = base.compare(record, &self.records[place as usize]);
                (self.model.score(pattern), place, pattern)
            })
            .collect();
        let all = found.len();
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(TOP);
        let told = found.into_iter().map(|(_, place, pattern)| {
            let place = place as usize;
            self.explained(record, &self.records[place], place, pattern)
        });
        (told.collect(), all)
    }

    /// Two records that are not in the index, compared as if they were: values are as common as
    /// they are here. [`Match::record`] tells nothing.
    pub fn weigh(&mut self, a: &[(Field, &str)], b: &[(Field, &str)]) -> Match {
        self.normaliser.remembers = false;
        let mark = self.normaliser.lexicon.mark();
        let a = self.normaliser.record(self.kind, a);
        let b = self.normaliser.record(self.kind, b);
        let told = self.explained(&a, &b, usize::MAX, self.base().compare(&a, &b));
        self.normaliser.lexicon.forget(mark);
        self.normaliser.remembers = true;
        told
    }

    pub(crate) fn explained(
        &self,
        record: &Record,
        against: &Record,
        other: usize,
        pattern: Pattern,
    ) -> Match {
        self.explained_by(self, record, against, other, pattern)
    }

    /// The same by the weights of this index, with counts of the one in whose words both were read.
    pub(crate) fn explained_by(
        &self,
        teller: &Self,
        record: &Record,
        against: &Record,
        other: usize,
        pattern: Pattern,
    ) -> Match {
        let parts = parts_of(self.kind);
        let base = teller.base();
        let reasons = (0..PARTS)
            .filter(|slot| pattern.level(*slot) != 0)
            .map(|slot| Reason {
                part: parts[slot],
                level: levels_of(parts[slot])[pattern.level(slot)].0,
                bits: self.model.weights[slot][pattern.level(slot)],
                count: base.frequency(parts[slot], record, against),
            })
            .collect();
        let bits = self.model.score(pattern);
        Match {
            record: other,
            bits,
            chance: chance(bits),
            start: self.model.intercept,
            reasons,
            of: teller.live,
            due: Due::of(self.kind, pattern),
            pattern: pattern.0,
        }
    }

    /// Two records of the index compared and explained: [`Match::record`] is the second.
    pub fn explain(&self, a: usize, b: usize) -> Option<Match> {
        let (record, other) = (self.records.get(a)?, self.records.get(b)?);
        let pattern = self.base().compare(record, other);
        Some(self.explained(record, other, b, pattern))
    }
}
