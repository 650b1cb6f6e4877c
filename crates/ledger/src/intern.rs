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
    base: Option<i64>,
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
            base: None,
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
            Key::Whole(value) => Some(self.whole(value)),
            Key::Empty => None,
            Key::Text(text) => Some(self.text(text)),
        }
    }

    #[inline]
    fn whole(&mut self, value: i64) -> u32 {
        let base = *self.base.get_or_insert_with(|| {
            if value < NEAR as i64 {
                0
            } else {
                value - BELOW
            }
        });
        let place = value.wrapping_sub(base);
        if let Ok(place) = usize::try_from(place) {
            if let Some(slot) = self.near.get_mut(place) {
                if *slot == 0 {
                    self.names.push(value);
                    *slot = self.names.len() as u32;
                }
                return *slot - 1;
            }
            if place < NEAR || place < self.names.len() * PLACES_PER_KEY {
                let target = (place + 1).max(self.near.len() * 5 / 4);
                self.near.resize(target, 0);
                return self.whole(value);
            }
        }
        let hash = mix(value as u64);
        let found = self.find(hash, |interner, number| interner.names[number] == value);
        found.unwrap_or_else(|at| self.put(at, hash, value))
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
