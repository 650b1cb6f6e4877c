//! How good an outcome is against a known truth, by the definitions usual for resolving entities.

use hashbrown::HashMap;

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Share of what was found that is right.
    pub precision: f64,
    /// Share of what is right that was found.
    pub recall: f64,
    /// Harmonic mean.
    pub f1: f64,
}

impl Score {
    fn of(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        let f1 = if sum > 0.0 {
            2.0 * precision * recall / sum
        } else {
            0.0
        };
        Self {
            precision,
            recall,
            f1,
        }
    }

    fn counted(right: f64, found: f64, all: f64) -> Self {
        let share = |of: f64| if of > 0.0 { right / of } else { 1.0 };
        Self::of(share(found), share(all))
    }
}

/// The quality of pairs and groups.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// Pairs of records that are one.
    pub true_pairs: u64,
    /// Share of them among the candidates kept.
    pub found_by_blocking: f64,
    /// Pairs at the threshold where their F1 is highest; pairs lost by blocking are misses.
    pub best_pairs: Score,
    /// That threshold, in bits.
    pub best_bits: f64,
    /// Recall where precision is at least 99 %: what may be merged without asking.
    pub recall_at_99: f64,
    /// All pairs within the groups.
    pub closure: Score,
    /// B³ of the groups.
    pub b_cubed: Score,
    /// The largest group.
    pub largest: usize,
}

fn pairs(count: usize) -> f64 {
    let count = count as f64;
    count * (count - 1.0) / 2.0
}

/// Measures. `truth` gives each record its entity, `groups` its group; `scored` are pairs with
/// their bits, each once.
pub fn measure(truth: &[u32], scored: &[(u32, u32, f32)], groups: &[u32]) -> Quality {
    measure_pairs(truth, scored, groups, &|_, _| true)
}

/// The same where only some pairs count, as when two files are linked.
pub fn measure_pairs(
    truth: &[u32],
    scored: &[(u32, u32, f32)],
    groups: &[u32],
    counts: &dyn Fn(u32, u32) -> bool,
) -> Quality {
    let mut by_entity: HashMap<u32, Vec<u32>> = HashMap::new();
    for (record, entity) in truth.iter().enumerate() {
        by_entity.entry(*entity).or_default().push(record as u32);
    }
    let mut all = 0.0;
    for members in by_entity.values() {
        for (at, a) in members.iter().enumerate() {
            all += members[at + 1..].iter().filter(|b| counts(*a, **b)).count() as f64;
        }
    }
    let mut order: Vec<(f32, bool)> = scored
        .iter()
        .map(|(a, b, bits)| (*bits, truth[*a as usize] == truth[*b as usize]))
        .collect();
    order.sort_unstable_by(|x, y| y.0.total_cmp(&x.0));
    let mut quality = Quality {
        true_pairs: all as u64,
        ..Quality::default()
    };
    let (mut right, mut best) = (0.0, Score::default());
    for (at, (bits, same)) in order.iter().enumerate() {
        right += f64::from(u8::from(*same));
        if order.get(at + 1).is_some_and(|next| next.0 == *bits) {
            continue;
        }
        let score = Score::counted(right, (at + 1) as f64, all);
        if score.f1 > best.f1 {
            best = score;
            quality.best_bits = f64::from(*bits);
        }
        if score.precision >= 0.99 {
            quality.recall_at_99 = quality.recall_at_99.max(score.recall);
        }
    }
    quality.best_pairs = best;
    quality.found_by_blocking = if all > 0.0 { right / all } else { 1.0 };

    let mut sizes: HashMap<u32, usize> = HashMap::new();
    let mut both: HashMap<(u32, u32), usize> = HashMap::new();
    for (entity, group) in truth.iter().zip(groups) {
        *sizes.entry(*group).or_insert(0) += 1;
        *both.entry((*group, *entity)).or_insert(0) += 1;
    }
    let (mut precision, mut recall, mut together) = (0.0, 0.0, 0.0);
    let mut cells: Vec<(&(u32, u32), &usize)> = both.iter().collect();
    cells.sort_unstable();
    for ((group, entity), count) in cells {
        let square = (count * count) as f64;
        precision += square / sizes[group] as f64;
        recall += square / by_entity[entity].len() as f64;
        together += pairs(*count);
    }
    let records = (truth.len() as f64).max(1.0);
    quality.b_cubed = Score::of(precision / records, recall / records);
    let found: f64 = sizes.values().map(|size| pairs(*size)).sum();
    let true_pairs: f64 = by_entity.values().map(|members| pairs(members.len())).sum();
    quality.closure = Score::counted(together, found, true_pairs);
    quality.largest = sizes.values().copied().max().unwrap_or(0);
    quality
}
