//! Words as numbers: each text is kept once, and two are equal when their numbers are.

use hashbrown::HashTable;

/// A text of the lexicon; 0 stands for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Sym(pub(crate) u32);

impl Sym {
    pub(crate) const NONE: Self = Self(0);

    pub(crate) fn is_some(self) -> bool {
        self.0 != 0
    }
}

/// Mixes a number well enough for tables and keys: the finaliser of SplitMix64.
pub(crate) fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A number for a text, the same on every machine and in every run.
pub(crate) fn hash(text: &[u8]) -> u64 {
    let mut state = 0x51_7c_c1_b7_27_22_0a_95 ^ text.len() as u64;
    for part in text.chunks(8) {
        let mut word = [0; 8];
        word[..part.len()].copy_from_slice(part);
        state = mix(state ^ u64::from_le_bytes(word));
    }
    state
}

#[derive(Debug)]
pub(crate) struct Lexicon {
    text: String,
    ends: Vec<u32>,
    table: HashTable<u32>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            text: String::new(),
            ends: vec![0],
            table: HashTable::new(),
        }
    }
}

fn slice<'a>(text: &'a str, ends: &[u32], place: u32) -> &'a str {
    let end = ends[place as usize] as usize;
    let start = match place {
        0 => 0,
        place => ends[place as usize - 1] as usize,
    };
    &text[start..end]
}

impl Lexicon {
    /// The number of a text. The lexicon holds four gigabytes; what comes after has no number.
    pub(crate) fn intern(&mut self, word: &str) -> Sym {
        if word.is_empty() {
            return Sym::NONE;
        }
        let Self { text, ends, table } = self;
        let key = hash(word.as_bytes());
        if let Some(found) = table.find(key, |place| slice(text, ends, *place) == word) {
            return Sym(*found);
        }
        let (Ok(end), Ok(place)) = (
            u32::try_from(text.len() + word.len()),
            u32::try_from(ends.len()),
        ) else {
            return Sym::NONE;
        };
        text.push_str(word);
        ends.push(end);
        table.insert_unique(key, place, |place| {
            hash(slice(text, ends, *place).as_bytes())
        });
        Sym(place)
    }

    /// How many texts there are, for [`Self::forget`].
    pub(crate) fn mark(&self) -> usize {
        self.ends.len()
    }

    /// Forgets the texts that came after a mark.
    pub(crate) fn forget(&mut self, mark: usize) {
        for place in (mark..self.ends.len()).rev() {
            let place = place as u32;
            let key = hash(slice(&self.text, &self.ends, place).as_bytes());
            if let Ok(entry) = self.table.find_entry(key, |known| *known == place) {
                entry.remove();
            }
        }
        self.ends.truncate(mark);
        let end = self.ends.last().map_or(0, |end| *end as usize);
        self.text.truncate(end);
    }

    /// The text of a number.
    pub(crate) fn get(&self, sym: Sym) -> &str {
        slice(&self.text, &self.ends, sym.0)
    }
}
