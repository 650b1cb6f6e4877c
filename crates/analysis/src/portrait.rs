//! The portrait of the key clients (R239): which traits, alone and two together, separate those who
//! bring most from the others.
//!
//! Of every trait the number of clients that have it (support), the part of them that is key, and
//! the lift, that part by the part of key clients among all. Chance speaks where many traits are
//! tried, so three things are asked of a trait before it is shown: enough clients have it; Fisher's
//! one-sided test (the hypergeometric law: so many key clients or more, were they spread by lot)
//! passes after Holm's correction for all traits and pairs tried (S. Holm, 1979: the chance that
//! even one of those shown is there by accident is below the level, however they hang together);
//! and a pair must say more than either of its traits: it is tested against the clients of each too,
//! and the weakest of the three counts.

use libm::lgamma;
use serde::Serialize;

use crate::coefficient::wilson;

/// A client as the portrait sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Number of the client.
    pub client: u32,
    /// Whether it is one of the key clients.
    pub key: bool,
    /// Numbers of its traits, ascending, each once.
    pub traits: Vec<u32>,
}

/// What a trait must have to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Clients that have it, at least: 10.
    pub least_clients: u64,
    /// Chance that even one shown trait is there by accident: 0.05.
    pub level: f64,
    /// Share of the intervals that is right: 0.9.
    pub confidence: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            least_clients: 10,
            level: 0.05,
            confidence: 0.9,
        }
    }
}

/// Traits tried in pairs at most: those of most clients.
const MOST_PAIRED: usize = 400;

/// A trait, or two together, that separates the key clients.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pattern {
    /// One trait or two, ascending.
    pub traits: Vec<u32>,
    /// Clients that have it.
    pub clients: u64,
    /// Key clients among them.
    pub key: u64,
    /// Part of the clients with it that is key, by the part of key clients among all.
    pub lift: f64,
    /// Where the interval of the lift begins (E. Wilson's, of the part).
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// Chance of so many key clients by accident, corrected for all that was tried.
    pub chance: f64,
}

/// The portrait.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Portrait {
    /// Clients looked at.
    pub clients: u64,
    /// Key clients among them.
    pub key: u64,
    /// Traits and pairs tried.
    pub tried: u64,
    /// Those that separate, the greatest lower end of the lift first.
    pub patterns: Vec<Pattern>,
}

impl Portrait {
    /// The strongest pattern a client with these traits has, by its place.
    #[must_use]
    pub fn best(&self, traits: &[u32]) -> Option<usize> {
        let has = |of: &u32| traits.binary_search(of).is_ok();
        self.patterns
            .iter()
            .position(|pattern| pattern.traits.iter().all(has))
    }
}

/// Clients with a trait or pair, and key ones among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    clients: u64,
    key: u64,
}

impl Count {
    fn take(&mut self, key: bool) {
        self.clients += 1;
        self.key += u64::from(key);
    }

    /// Chance that a draw of so many of `all` holds so many key clients or more.
    fn chance(self, all: Self) -> f64 {
        let ln_choose = |n: u64, k: u64| {
            let (n, k) = (n as f64, k as f64);
            lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0)
        };
        let (n, drawn) = (all.clients, self.clients);
        let most = drawn.min(all.key);
        let base = ln_choose(n, drawn);
        let sum: f64 = (self.key..=most)
            .filter(|key| drawn - key <= n - all.key)
            .map(|key| (ln_choose(all.key, key) + ln_choose(n - all.key, drawn - key) - base).exp())
            .sum();
        sum.min(1.0)
    }
}

/// Draws the portrait. `traits` is one more than the largest number of a trait.
#[must_use]
pub fn portrait(subjects: &[Subject], traits: u32, settings: &Settings) -> Portrait {
    let mut all = Count::default();
    let mut single = vec![Count::default(); traits as usize];
    for subject in subjects {
        all.take(subject.key);
        for of in &subject.traits {
            single[*of as usize].take(subject.key);
        }
    }
    // what all or too few have separates nobody
    let tells = |count: &Count| {
        count.clients >= settings.least_clients.max(1) && count.clients < all.clients
    };
    let mut told: Vec<u32> = (0..traits)
        .filter(|of| tells(&single[*of as usize]))
        .collect();
    let mut tried: Vec<(Vec<u32>, Count, f64)> = told
        .iter()
        .map(|&of| {
            let count = single[of as usize];
            (vec![of], count, count.chance(all))
        })
        .collect();
    told.sort_by_key(|of| (std::cmp::Reverse(single[*of as usize].clients), *of));
    told.truncate(MOST_PAIRED);
    told.sort_unstable();
    for (a, b, count) in pairs(subjects, &told) {
        let (of_a, of_b) = (single[a as usize], single[b as usize]);
        // one that lies in the other, or nearly, is no pair
        let apart = |of: Count| of.clients - count.clients >= settings.least_clients;
        if tells(&count) && apart(of_a) && apart(of_b) {
            let chances = [all, of_a, of_b].map(|of| count.chance(of));
            let chance = chances.into_iter().fold(0.0, f64::max);
            tried.push((vec![a, b], count, chance));
        }
    }
    tried.sort_by(|a, b| a.2.total_cmp(&b.2).then_with(|| a.0.cmp(&b.0)));
    let number = tried.len();
    let mut before: f64 = 0.0;
    let mut patterns = Vec::new();
    for (place, (traits, count, chance)) in tried.into_iter().enumerate() {
        before = before.max(chance * (number - place) as f64).min(1.0);
        if before > settings.level {
            break;
        }
        patterns.push(pattern(traits, count, all, before, settings.confidence));
    }
    patterns.sort_by(|a, b| {
        b.low
            .total_cmp(&a.low)
            .then_with(|| a.traits.cmp(&b.traits))
    });
    Portrait {
        clients: all.clients,
        key: all.key,
        tried: number as u64,
        patterns,
    }
}

fn pattern(traits: Vec<u32>, count: Count, all: Count, chance: f64, confidence: f64) -> Pattern {
    let base = all.key as f64 / all.clients as f64;
    let (low, high) = wilson(count.key, count.clients, confidence);
    Pattern {
        traits,
        clients: count.clients,
        key: count.key,
        lift: count.key as f64 / count.clients as f64 / base,
        low: low / base,
        high: high / base,
        chance,
    }
}

/// How many clients have two traits together.
fn pairs(subjects: &[Subject], told: &[u32]) -> Vec<(u32, u32, Count)> {
    let n = told.len();
    let mut counts = vec![Count::default(); n * n];
    let mut own: Vec<usize> = Vec::new();
    for subject in subjects {
        own.clear();
        own.extend(
            subject
                .traits
                .iter()
                .filter_map(|of| told.binary_search(of).ok()),
        );
        for (place, a) in own.iter().enumerate() {
            for b in &own[place + 1..] {
                counts[a * n + b].take(subject.key);
            }
        }
    }
    let all = counts.into_iter().enumerate();
    all.filter(|(_, count)| count.clients > 0)
        .map(|(place, count)| (told[place / n], told[place % n], count))
        .collect()
}
