//! Which records have a key: a sorted table made at once, and what was added since.

use hashbrown::HashMap;

/// Bits of a key that choose its bucket in the table.
const BUCKET_BITS: u32 = 16;

/// Lists of records by key.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    keys: Vec<u64>,
    starts: Vec<u32>,
    records: Vec<u32>,
    buckets: Vec<u32>,
    added: HashMap<u64, Vec<u32>>,
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

impl Postings {
    /// A table of all pairs of key and record.
    pub(crate) fn new(mut pairs: Vec<(u64, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut keys = Vec::new();
        let mut starts = Vec::new();
        let mut records = Vec::with_capacity(pairs.len());
        for (place, (key, record)) in pairs.into_iter().enumerate() {
            if keys.last() != Some(&key) {
                keys.push(key);
                starts.push(u32::try_from(place).unwrap_or(u32::MAX));
            }
            records.push(record);
        }
        starts.push(u32::try_from(records.len()).unwrap_or(u32::MAX));
        let mut buckets = Vec::with_capacity((1 << BUCKET_BITS) + 1);
        let mut place = 0;
        for bucket in 0..=1_u64 << BUCKET_BITS {
            while place < keys.len() && keys[place] >> (64 - BUCKET_BITS) < bucket {
                place += 1;
            }
            buckets.push(place as u32);
        }
        Self {
            keys,
            starts,
            records,
            buckets,
            added: HashMap::new(),
        }
    }

    /// The records of a key.
    pub(crate) fn get(&self, key: u64) -> List<'_> {
        let mut list = List::default();
        if !self.keys.is_empty() {
            let bucket = (key >> (64 - BUCKET_BITS)) as usize;
            let (from, to) = (
                self.buckets[bucket] as usize,
                self.buckets[bucket + 1] as usize,
            );
            if let Ok(place) = self.keys[from..to].binary_search(&key) {
                let place = from + place;
                list.table =
                    &self.records[self.starts[place] as usize..self.starts[place + 1] as usize];
            }
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
