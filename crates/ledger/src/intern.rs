//! Identifiers to dense numbers, in the order they are first seen.
//!
//! Whole numbers near one another, the usual case, go through a plain table; the rest through an
//! open-addressing hash table.

use tables::Key;

/// Dense numbers for keys.
#[derive(Debug)]
pub(crate) struct Interner {
    /// Whole numbers from `base` on; 0 is free, else number + 1.
    near: Vec<u32>,
    base: i64,
    /// Slots of number + 1; 0 is free. The length is a power of two.
    slots: Vec<u32>,
    /// Hashes of the keys in the slots' order of numbers, for keys outside `near`.
    hashes: Vec<(u32, u64)>,
    /// Each key: the whole number, or −1 − index of a text.
    names: Vec<i64>,
    texts: Vec<u8>,
    ends: Vec<u32>,
    used: usize,
}

/// Room below the first whole number seen, for those that come later and are smaller.
const BELOW: i64 = 1 << 16;
/// Whole numbers this far above the base always have a place in the table (16 MB).
const NEAR: usize = 1 << 22;
/// Beyond that, the table may grow to this many places per known key.
const PLACES_PER_KEY: usize = 8;

impl Default for Interner {
    fn default() -> Self {
        Self {
            near: Vec::new(),
            base: 0,
            slots: vec![0; 1 << 10],
            hashes: Vec::new(),
            names: Vec::new(),
            texts: Vec::new(),
            ends: Vec::new(),
            used: 0,
        }
    }
}

impl Interner {
    /// Keys seen so far.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The number of a key; `None` for an empty one.
    #[inline]
    pub fn number(&mut self, key: Key<'_>) -> Option<u32> {
        match key {
            Key::Whole(value) => {
                let place = value.wrapping_sub(self.base) as usize;
                match self.near.get(place) {
                    Some(slot) if *slot != 0 => Some(*slot - 1),
                    _ => Some(self.whole(value)),
                }
            }
            Key::Empty => None,
            Key::Text(text) => Some(self.text(text)),
        }
    }

    /// A whole number that was not found in the plain table.
    fn whole(&mut self, value: i64) -> u32 {
        if self.near.is_empty() {
            self.base = if value < NEAR as i64 {
                0
            } else {
                value - BELOW
            };
        }
        if let Ok(place) = usize::try_from(value.wrapping_sub(self.base))
            && (place < NEAR || place < self.names.len() * PLACES_PER_KEY)
        {
            if place >= self.near.len() {
                let target = (place + 1).max(self.near.len() * 5 / 4);
                self.near.resize(target, 0);
            }
            if self.near[place] == 0 {
                // it may have been far away when it was first seen
                if self.used > 0
                    && let Ok(number) = self.find_whole(value)
                {
                    return number;
                }
                self.names.push(value);
                self.near[place] = self.names.len() as u32;
            }
            return self.near[place] - 1;
        }
        let found = self.find_whole(value);
        found.unwrap_or_else(|at| self.put(at, mix(value as u64), value))
    }

    fn find_whole(&self, value: i64) -> Result<u32, usize> {
        let hash = mix(value as u64);
        self.find(hash, |interner, number| interner.names[number] == value)
    }

    fn text(&mut self, text: &[u8]) -> u32 {
        let hash = hash_bytes(text);
        let found = self.find(hash, |interner, number| {
            interner.text_of(number) == Some(text)
        });
        found.unwrap_or_else(|at| {
            self.texts.extend_from_slice(text);
            self.ends
                .push(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
            self.put(at, hash, -(self.ends.len() as i64))
        })
    }

    /// The number of a pair of numbers, for ledgers whose order is a client's day.
    pub fn pair(&mut self, first: u32, second: i32) -> u32 {
        let value = (i64::from(first) << 32) | i64::from(second as u32);
        let hash = mix(value as u64);
        let found = self.find(hash, |interner, number| interner.names[number] == value);
        found.unwrap_or_else(|at| self.put(at, hash, value))
    }

    /// The number in the slots with this hash that is equal, or the free slot.
    fn find(&self, hash: u64, equal: impl Fn(&Self, usize) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                0 => return Err(at),
                entry => {
                    let (number, other) = self.hashes[entry as usize - 1];
                    if other == hash && equal(self, number as usize) {
                        return Ok(number);
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    fn put(&mut self, at: usize, hash: u64, name: i64) -> u32 {
        let number = self.names.len() as u32;
        self.names.push(name);
        self.hashes.push((number, hash));
        self.slots[at] = self.hashes.len() as u32;
        self.used += 1;
        if self.used * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let mut slots = vec![0; self.slots.len() * 2];
        let mask = slots.len() - 1;
        for (entry, (_, hash)) in (1..).zip(&self.hashes) {
            let mut at = *hash as usize & mask;
            while slots[at] != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = entry;
        }
        self.slots = slots;
    }

    fn text_of(&self, number: usize) -> Option<&[u8]> {
        let name = self.names[number];
        if name >= 0 {
            return None;
        }
        let index = (-1 - name) as usize;
        let from = if index == 0 { 0 } else { self.ends[index - 1] };
        self.texts.get(from as usize..self.ends[index] as usize)
    }

    /// The key of a number, as written.
    pub fn name(&self, number: u32) -> String {
        match self.text_of(number as usize) {
            Some(text) => String::from_utf8_lossy(text).into_owned(),
            None => self.names[number as usize].to_string(),
        }
    }

    /// How a key compares with another: whole numbers by value before texts by their bytes.
    pub fn compare(&self, a: u32, b: u32) -> std::cmp::Ordering {
        match (self.text_of(a as usize), self.text_of(b as usize)) {
            (None, None) => self.names[a as usize].cmp(&self.names[b as usize]),
            (None, Some(_)) => std::cmp::Ordering::Less,
            (Some(_), None) => std::cmp::Ordering::Greater,
            (Some(a), Some(b)) => a.cmp(b),
        }
    }
}

/// A number for a key that is the same on every machine; `None` for an empty key. Two of a thousand
/// million keys share one with a probability of about one in forty.
#[must_use]
pub fn fingerprint(key: Key<'_>) -> Option<u64> {
    match key {
        Key::Empty => None,
        Key::Whole(value) => Some(mix(value as u64)),
        Key::Text(text) => Some(hash_bytes(text)),
    }
}

/// A good spread of the bits of a word.
#[inline]
pub(crate) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (value ^ (value >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ (value >> 32)
}

/// Hash of a text; not proof against an adversary, who could only slow his own analysis.
pub(crate) fn hash_bytes(text: &[u8]) -> u64 {
    let mut hash = text.len() as u64;
    let mut chunks = text.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().expect("chunks of eight"));
        hash = mix(hash ^ word);
    }
    let mut last = [0; 8];
    let rest = chunks.remainder();
    last[..rest.len()].copy_from_slice(rest);
    mix(hash ^ u64::from_le_bytes(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_for_a_key_however_far_it_lies() {
        let mut interner = Interner::default();
        let mut expected = std::collections::HashMap::new();
        let far = |i: i64| (i * 7_919 % 60_000) * 1_000;
        for round in 0..3 {
            for i in 0..60_000 {
                let value = if i % 3 == 0 { far(i) } else { i };
                let next = expected.len() as u32;
                let known = *expected.entry(value).or_insert(next);
                let number = interner.number(Key::Whole(value));
                assert_eq!(number, Some(known), "{value} in round {round}");
            }
        }
        assert_eq!(interner.len(), expected.len());
        for (value, number) in &expected {
            assert_eq!(interner.name(*number), value.to_string());
        }
        let text = interner.number(Key::Text(b"C12"));
        assert_eq!(interner.number(Key::Text(b"C12")), text);
        assert_eq!(interner.number(Key::Empty), None);
    }
}
