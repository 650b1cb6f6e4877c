//! Dense numbers for identifiers: the analysis counts with numbers, people read names.

use std::collections::HashMap;
use std::hash::Hash;

/// Identifiers numbered in the order in which they were met.
#[derive(Debug, Clone)]
pub(super) struct Codes<T> {
    values: Vec<T>,
    codes: HashMap<T, u32>,
}

impl<T> Default for Codes<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            codes: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Codes<T> {
    /// Values numbered as they come.
    pub(super) fn from_values(values: impl Iterator<Item = T>) -> Self {
        let mut codes = Self::default();
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
        if let Some(code) = self.codes.get(&value) {
            return *code;
        }
        let code = u32::try_from(self.values.len()).expect("fewer identifiers than memory holds");
        self.values.push(value.clone());
        self.codes.insert(value, code);
        code
    }

    /// The number of a value that is known.
    pub(super) fn find(&self, value: &T) -> Option<u32> {
        self.codes.get(value).copied()
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
