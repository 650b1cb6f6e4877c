//! Dense numbers for identifiers: the analysis counts with numbers, people read names.

use std::hash::{BuildHasher as _, Hash};

use hashbrown::{DefaultHashBuilder, HashTable};

/// Identifiers numbered in the order in which they were met.
#[derive(Debug, Clone)]
pub(super) struct Codes<T> {
    values: Vec<T>,
    /// Numbers by the value they stand for: a million clients are met at every start, so the
    /// values are not kept twice.
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl<T> Default for Codes<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            codes: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl<T: Eq + Hash> Codes<T> {
    /// Values numbered as they come.
    pub(super) fn from_values(values: impl Iterator<Item = T>) -> Self {
        let mut codes = Self::default();
        let room = values.size_hint().0;
        codes.values.reserve(room);
        codes.codes = HashTable::with_capacity(room);
        values.for_each(|value| {
            codes.code(value);
        });
        codes
    }

    /// All values, by number.
    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    /// The number of a value; a new one for a new value.
    pub(super) fn code(&mut self, value: T) -> u32 {
        let Self {
            values,
            codes,
            hasher,
        } = self;
        let hash = hasher.hash_one(&value);
        if let Some(code) = codes.find(hash, |code| values[*code as usize] == value) {
            return *code;
        }
        let code = u32::try_from(values.len()).expect("fewer identifiers than memory holds");
        values.push(value);
        codes.insert_unique(hash, code, |code| hasher.hash_one(&values[*code as usize]));
        code
    }

    /// The number of a value that is known.
    pub(super) fn find(&self, value: &T) -> Option<u32> {
        let hash = self.hasher.hash_one(value);
        let same = |code: &u32| self.values[*code as usize] == *value;
        self.codes.find(hash, same).copied()
    }

    /// The value of a number.
    pub(super) fn value(&self, code: u32) -> Option<&T> {
        self.values.get(code as usize)
    }

    /// How many values are known.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }
}
