//! Records that are brought in together: each is read once and then compared with those before it
//! and with the base, which has words of its own.

use crate::compare::Pattern;
use crate::explain::Match;
use crate::index::Index;
use crate::keys::{Made, keys};
use crate::lexicon::{Lexicon, Sym};
use crate::normal::Field;
use crate::record::Record;

/// A record that was read in the words of an index and is not in it yet.
#[derive(Clone, Debug)]
pub struct Draft {
    record: Record,
    keys: Vec<(Made, u64)>,
}

/// Whom a draft is likeliest to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeliest {
    /// A record of the index that is asked, by its place.
    Here(usize),
    /// A record of the index in whose words the draft was read, by its place.
    There(usize),
}

impl Index {
    /// Reads a record that may be put in later.
    pub fn draft(&mut self, fields: &[(Field, &str)]) -> Draft {
        let record = self.normaliser.record(self.kind, fields);
        let mut of_record = Vec::with_capacity(20);
        keys(&record, self.lexicon(), self.kind, &mut of_record);
        Draft {
            record,
            keys: of_record,
        }
    }

    /// The places of the records most like a draft of this index, the surest first: those of
    /// [`Self::candidates`], not explained.
    pub fn like_draft(&mut self, draft: &Draft) -> Vec<usize> {
        let mut room = std::mem::take(&mut self.room);
        let found = self.best(&draft.record, &draft.keys, &|_| true, &mut room);
        self.room = room;
        let places = found.into_iter().map(|(_, place, _)| place as usize);
        places.collect()
    }

    /// Puts a draft of this index in; its place.
    pub fn put(&mut self, draft: Draft) -> usize {
        let place = self.take(draft.record);
        self.post(place, &draft.keys);
        place
    }

    /// Who a draft of another index, `from`, is likeliest to be: one of the records here that `keep`
    /// names, or one of those there that are `near`. How common the values of two rows are is told by
    /// the larger of the two: a large file tells more of it than the small base it is brought into.
    pub fn likeliest(
        &mut self,
        from: &Index,
        draft: &Draft,
        near: &[usize],
        keep: &dyn Fn(usize) -> bool,
    ) -> Option<(Likeliest, Match)> {
        let mark = self.normaliser.lexicon.mark();
        let record = self.reworded(from.lexicon(), &draft.record);
        let by_rows = from.live() > self.live();
        let others: Vec<Record> = match by_rows {
            true => near.iter().map(|at| from.records[*at].clone()).collect(),
            false => near
                .iter()
                .map(|at| self.reworded(from.lexicon(), &from.records[*at]))
                .collect(),
        };
        let (teller, row) = match by_rows {
            true => (from, &draft.record),
            false => (&*self, &record),
        };
        let among: Vec<(f64, usize, Pattern)> = others
            .iter()
            .enumerate()
            .map(|(at, other)| {
                let pattern = teller.base().compare(row, other);
                (self.model.score(pattern), at, pattern)
            })
            .collect();
        let mut room = std::mem::take(&mut self.room);
        let mut of_record = std::mem::take(&mut room.keys);
        keys(&record, self.lexicon(), self.kind, &mut of_record);
        let here = self.best(&record, &of_record, keep, &mut room);
        room.keys = of_record;
        self.room = room;
        let mut best: Option<(f64, Likeliest, Pattern)> = here
            .first()
            .map(|(score, place, pattern)| (*score, Likeliest::Here(*place as usize), *pattern));
        for (score, at, pattern) in among {
            if best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, Likeliest::There(at), pattern));
            }
        }
        let told = best.map(|(_, who, pattern)| match who {
            Likeliest::Here(place) => {
                let told = self.explained(&record, &self.records[place], place, pattern);
                (who, told)
            }
            Likeliest::There(at) => {
                let (teller, row) = match by_rows {
                    true => (from, &draft.record),
                    false => (&*self, &record),
                };
                let told = self.explained_by(teller, row, &others[at], usize::MAX, pattern);
                (Likeliest::There(near[at]), told)
            }
        });
        self.normaliser.lexicon.forget(mark);
        told
    }

    /// A record in the words of this index.
    fn reworded(&mut self, from: &Lexicon, record: &Record) -> Record {
        let lexicon = &mut self.normaliser.lexicon;
        let mut reworded = record.clone();
        reworded.each_word(|word: &mut Sym| {
            if word.is_some() {
                *word = lexicon.intern(from.get(*word));
            }
        });
        reworded
    }
}
