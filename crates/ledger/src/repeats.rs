//! Lines that stand twice in their order: within a run of lines of one order, or, when the lines of
//! an order come scattered, over all of them.

use std::collections::HashSet;

use crate::clean::{Cleaning, Reason};
use crate::intern::mix;
use crate::read::Pending;

/// Places in a run of lines equal to an earlier line of it.
pub(crate) fn repeats_within(run: &[Pending]) -> Vec<usize> {
    let mut found = Vec::new();
    if run.len() <= 16 {
        for (i, line) in run.iter().enumerate() {
            if run[..i].iter().any(|before| before.hash == line.hash) {
                found.push(i);
            }
        }
        return found;
    }
    let mut seen = HashSet::with_capacity(run.len());
    for (i, line) in run.iter().enumerate() {
        if !seen.insert(line.hash) {
            found.push(i);
        }
    }
    found
}

/// Fingerprints of the lines of orders whose lines come in any order.
#[derive(Default)]
pub(crate) struct ScatteredRepeats {
    /// Of order and line; the lowest bit says that the line counts.
    prints: Vec<u64>,
}

impl ScatteredRepeats {
    pub fn take(&mut self, run: &[Pending]) {
        let print = |line: &Pending| {
            let print = mix(line.hash ^ mix(u64::from(line.order)));
            (print & !1) | u64::from(line.out.is_none())
        };
        self.prints.extend(run.iter().map(print));
    }

    /// Counts the lines equal to another one of their order.
    pub fn count(mut self, cleaning: &mut Cleaning) {
        self.prints.sort_unstable();
        for pair in self.prints.windows(2).filter(|pair| pair[0] == pair[1]) {
            cleaning.raw.repeated_rows += 1;
            if pair[1] & 1 == 1 {
                cleaning.tallies.entry(Reason::Repeated).or_default().lines += 1;
            }
        }
    }
}
