//! Which pairs a person should be asked about first.

use hashbrown::{HashMap, HashSet};

use crate::levels::PARTS;
use crate::sweep::{Outcome, Pair};

/// Pairs surer than this, or less likely than its counterpart, teach little.
const SURE: f64 = 0.995;
/// Bits in one step of the ladder from which questions are drawn.
const RUNG: f32 = 1.5;

impl Outcome {
    /// At most `count` pairs, the most useful first: those near a half, where a person decides what
    /// the base cannot, in turn with surer ones, of which one wrong kind would spoil what is merged
    /// without asking. Pairs that agree and differ in the same parts as one already asked
    /// (`decided`, or earlier in the list) wait until every other kind has had its turn.
    pub fn questions(&self, decided: &[(u32, u32)], count: usize) -> Vec<Pair> {
        let asked: HashSet<(u32, u32)> = decided.iter().copied().collect();
        let mut rungs: HashMap<i32, Vec<Pair>> = HashMap::new();
        let mut kinds: HashMap<u64, usize> = HashMap::new();
        for pair in &self.pairs {
            if asked.contains(&(pair.a, pair.b)) {
                *kinds.entry(pair.kind()).or_insert(0) += 1;
                continue;
            }
            let chance = pair.chance();
            if (1.0 - SURE..SURE).contains(&chance) {
                let rung = (pair.bits / RUNG).floor() as i32;
                rungs.entry(rung).or_default().push(*pair);
            }
        }
        let mut ladder: Vec<(i32, Vec<Pair>)> = rungs.into_iter().collect();
        ladder.sort_unstable_by_key(|(rung, _)| (2 * rung + 1).abs());
        let mut places = vec![0; ladder.len()];
        for (_, pairs) in &mut ladder {
            // the kinds that stand for most pairs first
            let mut sizes: HashMap<u64, usize> = HashMap::new();
            for pair in pairs.iter() {
                *sizes.entry(pair.kind()).or_insert(0) += 1;
            }
            let mut turn: HashMap<u64, usize> = kinds.clone();
            let mut keyed: Vec<(usize, usize, Pair)> = pairs
                .iter()
                .map(|pair| {
                    let turn = turn.entry(pair.kind()).or_insert(0);
                    *turn += 1;
                    (*turn, usize::MAX - sizes[&pair.kind()], *pair)
                })
                .collect();
            keyed.sort_by_key(|(turn, size, pair)| (*turn, *size, pair.a, pair.b));
            *pairs = keyed.into_iter().map(|(.., pair)| pair).collect();
        }
        let mut questions = Vec::new();
        while questions.len() < count {
            let before = questions.len();
            for ((_, pairs), place) in ladder.iter().zip(&mut places) {
                if let Some(pair) = pairs.get(*place)
                    && questions.len() < count
                {
                    *place += 1;
                    questions.push(*pair);
                }
            }
            if questions.len() == before {
                break;
            }
        }
        questions
    }
}

impl Pair {
    /// Which parts can be compared and which of them agree, without the fine levels.
    fn kind(&self) -> u64 {
        (0..PARTS).fold(0, |kind, slot| {
            let level = self.pattern.level(slot);
            let coarse = match level {
                0 => 0,
                1..=3 => 1,
                4..=7 => 2,
                _ => 3,
            };
            kind << 2 | coarse
        })
    }
}
