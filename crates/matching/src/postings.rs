//! Which records have a key: sorted tables, and what was added since they were made.

use hashbrown::HashMap;

/// Bits of a key that choose its table.
const TABLE_BITS: u32 = 6;
/// Bits after them that choose a bucket in it.
const BUCKET_BITS: u32 = 10;
/// Bits of a key that its bucket tells.
const TOLD: u32 = TABLE_BITS + BUCKET_BITS;
/// Bits of a key that tell nothing: of the rest 32 are kept, so that two keys in a thousand million
/// are taken for one. Whoever is found by a key is compared anyway.
const UNTOLD: u32 = 32 - TOLD;

/// Lists of records by key.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    /// None, or one for each beginning of a key: they are merged one by one, so that only a small
    /// part stands there twice.
    tables: Vec<Table>,
    added: HashMap<u64, Vec<u32>>,
}

#[derive(Debug, Default)]
struct Table {
    keys: Vec<u32>,
    starts: Vec<u32>,
    records: Vec<u32>,
    buckets: Vec<u32>,
}

/// The records of a key, those of the table before those added.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct List<'a> {
    table: &'a [u32],
    added: &'a [u32],
}

impl List<'_> {
    pub(crate) fn len(&self) -> usize {
        self.table.len() + self.added.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.table.iter().chain(self.added).copied()
    }
}

/// A key as it is told apart from others.
fn cut(key: u64) -> u64 {
    key >> UNTOLD
}

fn table_of(key: u64) -> usize {
    (key >> (64 - TABLE_BITS)) as usize
}

fn bucket_of(key: u64) -> usize {
    (key >> (64 - TOLD)) as usize & ((1 << BUCKET_BITS) - 1)
}

/// What is kept of a key beside its bucket.
fn rest(key: u64) -> u32 {
    (key >> UNTOLD) as u32
}

impl Table {
    /// A table of pairs in order.
    fn of(pairs: impl Iterator<Item = (u64, u32)>, at_least: usize) -> Self {
        let mut table = Self {
            records: Vec::with_capacity(at_least),
            ..Self::default()
        };
        let mut last = None;
        for (key, record) in pairs {
            if last != Some(cut(key)) {
                last = Some(cut(key));
                while table.buckets.len() <= bucket_of(key) {
                    table.buckets.push(table.keys.len() as u32);
                }
                table.keys.push(rest(key));
                table.starts.push(table.records.len() as u32);
            }
            table.records.push(record);
        }
        if !table.keys.is_empty() {
            table
                .buckets
                .resize((1 << BUCKET_BITS) + 1, table.keys.len() as u32);
            table.starts.push(table.records.len() as u32);
        }
        table.records.shrink_to_fit();
        table.keys.shrink_to_fit();
        table.starts.shrink_to_fit();
        table
    }

    fn get(&self, key: u64) -> &[u32] {
        let bucket = bucket_of(key);
        let (Some(from), Some(to)) = (self.buckets.get(bucket), self.buckets.get(bucket + 1))
        else {
            return &[];
        };
        let (from, to) = (*from as usize, *to as usize);
        match self.keys[from..to].binary_search(&rest(key)) {
            Ok(place) => {
                let place = from + place;
                &self.records[self.starts[place] as usize..self.starts[place + 1] as usize]
            }
            Err(_) => &[],
        }
    }

    /// All its pairs in order, the keys without what tells nothing; `number` is its own.
    fn pairs(&self, number: usize) -> impl Iterator<Item = (u64, u32)> {
        let buckets = self.buckets.windows(2).enumerate();
        buckets.flat_map(move |(bucket, bounds)| {
            let beginning = (number as u64) << BUCKET_BITS | bucket as u64;
            (bounds[0] as usize..bounds[1] as usize).flat_map(move |place| {
                let key = beginning << (64 - TOLD) | u64::from(self.keys[place]) << UNTOLD;
                let list = self.starts[place] as usize..self.starts[place + 1] as usize;
                self.records[list].iter().map(move |record| (key, *record))
            })
        })
    }
}

impl Postings {
    /// Tables of all pairs of key and record.
    pub(crate) fn new(mut pairs: Vec<(u64, u32)>) -> Self {
        for (key, _) in &mut pairs {
            *key = cut(*key) << UNTOLD;
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut rest = pairs.as_slice();
        let tables = (0..1 << TABLE_BITS).map(|number| {
            let end = rest.partition_point(|(key, _)| table_of(*key) <= number);
            let (own, others) = rest.split_at(end);
            rest = others;
            Table::of(own.iter().copied(), own.len())
        });
        Self {
            tables: tables.collect(),
            added: HashMap::new(),
        }
    }

    /// Puts what was added into the tables; of those records that `keep` names, as of all others.
    pub(crate) fn fold(&mut self, keep: impl Fn(u32) -> bool) {
        let added = std::mem::take(&mut self.added).into_iter();
        let mut pairs: Vec<(u64, u32)> = added
            .flat_map(|(key, records)| {
                let key = cut(key) << UNTOLD;
                records.into_iter().map(move |record| (key, record))
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        self.tables.resize_with(1 << TABLE_BITS, Table::default);
        let mut rest = pairs.as_slice();
        for (number, table) in self.tables.iter_mut().enumerate() {
            let end = rest.partition_point(|(key, _)| table_of(*key) <= number);
            let (own, others) = rest.split_at(end);
            rest = others;
            let before = std::mem::take(table);
            let mut new = own.iter().copied().peekable();
            let mut old = before.pairs(number).peekable();
            let both = std::iter::from_fn(|| match (old.peek(), new.peek()) {
                (Some(a), Some(b)) if a == b => {
                    new.next();
                    old.next()
                }
                (Some(a), Some(b)) if a > b => new.next(),
                (Some(_), _) => old.next(),
                (None, _) => new.next(),
            });
            let kept = both.filter(|(_, record)| keep(*record));
            *table = Table::of(kept, before.records.len() + own.len());
        }
    }

    /// The records of a key.
    pub(crate) fn get(&self, key: u64) -> List<'_> {
        let mut list = List::default();
        if let Some(table) = self.tables.get(table_of(key)) {
            list.table = table.get(key);
        }
        if !self.added.is_empty()
            && let Some(added) = self.added.get(&key)
        {
            list.added = added;
        }
        list
    }

    /// Adds a record to a key.
    pub(crate) fn add(&mut self, key: u64, record: u32) {
        self.added.entry(key).or_default().push(record);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::mix;

    #[test]
    fn folding_is_what_making_at_once_is() {
        let pairs: Vec<(u64, u32)> = (0..30_000_u32)
            .map(|n| (mix(u64::from(n) % 9_000), n / 3))
            .collect();
        let at_once = Postings::new(pairs.clone());
        let mut folded = Postings::default();
        for (place, (key, record)) in pairs.iter().enumerate() {
            folded.add(*key, *record);
            if place % 7_001 == 7_000 {
                folded.fold(|_| true);
            }
        }
        let all = |postings: &Postings, key| {
            let mut all: Vec<u32> = postings.get(key).iter().collect();
            all.dedup();
            all
        };
        for n in 0..9_100 {
            assert_eq!(all(&folded, mix(n)), all(&at_once, mix(n)), "{n}");
        }
        folded.fold(|record| record % 2 == 0);
        let odd = |n: u64| all(&folded, mix(n)).iter().any(|record| record % 2 == 1);
        assert!(!(0..9_000).any(odd));
        assert!(folded.get(mix(9_001)).len() == 0);
    }
}
