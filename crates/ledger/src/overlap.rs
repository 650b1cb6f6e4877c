//! Finding that a later stretch of a file repeats an earlier one, as happens when two exports
//! with overlapping dates are put in one file.
//!
//! Rows of one order that stand together are a *run*. A *zone* opens at a run whose order was seen
//! before and stays open until enough lines of new orders have passed. The orders of a zone whose
//! lines are, all together, the lines they had before the zone are repeats, when there are enough
//! of them to be no chance. The sequence of lines does not matter, so two sheets may be sorted
//! differently.

use std::collections::HashMap;

use crate::read::Pending;

/// A zone of repeats has at least this many orders.
const ORDERS: usize = 3;
/// Lines that are held back at most; a zone that is longer is judged in parts.
const HELD: usize = 1 << 18;

/// What is known of an order of the zone.
#[derive(Default)]
struct Again {
    sum: u64,
    lines: usize,
}

/// Lines that were judged.
#[derive(Default)]
pub(crate) struct Judged {
    /// Lines that repeat earlier ones, in the order of the file.
    pub repeats: Vec<Pending>,
    /// Lines that do not.
    pub fresh: Vec<Pending>,
}

/// Looks for stretches that repeat earlier ones.
pub(crate) struct Overlaps {
    /// Lines that make a stretch of repeats, and lines of new orders that close a zone.
    enough: usize,
    /// Σ of the fingerprints of each order's lines before the zone; 0 for unseen.
    before: Vec<u64>,
    zone: HashMap<u32, Again>,
    held: Vec<Pending>,
    /// Lines of new orders since the last run of the zone.
    since: usize,
    /// Part of the open zone was found to be repeats.
    confirmed: bool,
    /// The orders of the file stand in too many places to tell.
    pub given_up: bool,
}

impl Overlaps {
    pub fn new(enough: usize) -> Self {
        Self {
            enough,
            before: Vec::new(),
            zone: HashMap::new(),
            held: Vec::new(),
            since: 0,
            confirmed: false,
            given_up: false,
        }
    }

    /// Takes a run: `true` when its lines are held back, `false` when they are new and the caller
    /// may use them at once.
    #[inline]
    pub fn hold(&mut self, run: &[Pending]) -> bool {
        if self.given_up {
            return false;
        }
        let order = run[0].order as usize;
        let sum = run
            .iter()
            .fold(0u64, |sum, line| sum.wrapping_add(line.hash | 1));
        if order >= self.before.len() {
            self.before.resize(order + 1, 0);
        }
        let known = &mut self.before[order];
        if *known == 0 {
            *known = sum.max(1);
            self.since += run.len();
            return false;
        }
        self.since = 0;
        let again = self.zone.entry(run[0].order).or_default();
        again.sum = again.sum.wrapping_add(sum);
        again.lines += run.len();
        self.held.extend_from_slice(run);
        true
    }

    /// Whether no zone is open.
    #[inline]
    pub fn is_idle(&self) -> bool {
        self.held.is_empty()
    }

    /// Takes a run, outside a zone, if its order was not seen before. `sum` is that of the
    /// fingerprints of its lines.
    #[inline]
    pub fn is_first(&mut self, order: u32, sum: u64) -> bool {
        if self.given_up {
            return true;
        }
        let order = order as usize;
        if order >= self.before.len() {
            self.before.resize(order + 1, 0);
        }
        let known = &mut self.before[order];
        let first = *known == 0;
        if first {
            *known = sum.max(1);
        }
        first
    }

    /// Whether a zone is open that should be judged now.
    #[inline]
    pub fn is_due(&self) -> bool {
        !self.held.is_empty() && (self.since >= self.enough || self.held.len() >= HELD)
    }

    /// Judges the zone at hand. At the end of a zone everything is judged; in the middle of a long
    /// one, orders that are not yet whole stay.
    pub fn judge(&mut self, at_end: bool) -> Judged {
        let closes = at_end || self.since >= self.enough;
        let mut same: Vec<u32> = Vec::new();
        let mut lines = 0;
        for (order, again) in &self.zone {
            if self.before[*order as usize] == again.sum.max(1) {
                same.push(*order);
                lines += again.lines;
            }
        }
        self.confirmed |= same.len() >= ORDERS && lines >= self.enough;
        let mut judged = Judged::default();
        if self.confirmed {
            same.sort_unstable();
            let (repeats, rest) = std::mem::take(&mut self.held)
                .into_iter()
                .partition(|line| same.binary_search(&line.order).is_ok());
            judged.repeats = repeats;
            self.held = rest;
            for order in same {
                self.zone.remove(&order);
            }
        }
        if closes || self.held.len() >= HELD / 2 {
            judged.fresh = std::mem::take(&mut self.held);
            for (order, again) in self.zone.drain() {
                let before = &mut self.before[order as usize];
                *before = before.wrapping_add(again.sum).max(1);
            }
            self.confirmed = false;
            self.since = 0;
            if !closes {
                self.given_up = true;
                self.before = Vec::new();
            }
        }
        judged
    }
}
