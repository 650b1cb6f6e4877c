//! What the models are fitted to: how often, how recently and for how long each client buys, alike
//! clients counted together. Whole days and counts only, sorted, so that neither the order of the
//! clients nor the number of threads can change a digit of a fit.

use serde::Serialize;

/// The buying of one client, as the timing models see it. A day with purchases is one purchase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct History {
    /// Repeat purchases: purchase days after the first.
    pub x: u32,
    /// Days from the first to the last purchase; 0 without a repeat.
    pub last: u32,
    /// Days from the first purchase to the end of the observation.
    pub age: u32,
}

/// Days of the unit of time of the parameters.
pub const WEEK: f64 = 7.0;

/// Alike clients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// Their buying.
    pub history: History,
    /// How many they are.
    pub clients: f64,
}

/// The buying of a base of clients.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Ascending by history, each history once.
    pub groups: Vec<Group>,
    /// Number of clients.
    pub clients: u64,
    /// Number of clients with a repeat purchase.
    pub repeaters: u64,
    /// Repeat purchases of all.
    pub repeats: u64,
    /// Σ ln(gap in weeks) over all gaps between purchase days.
    pub log_gaps: f64,
    /// Longest age in days.
    pub oldest: u32,
}

impl Sample {
    /// Counts alike clients together. `gaps` has the number of gaps of each length in days.
    #[must_use]
    pub fn new(histories: impl IntoIterator<Item = History>, gaps: &[u64]) -> Self {
        // 21 bits hold 5,700 years of days; a client with two million purchase days has none
        const BITS: u32 = 21;
        const MASK: u64 = (1 << BITS) - 1;
        let mut keys: Vec<u64> = histories
            .into_iter()
            .map(|history| {
                let part = |number: u32| u64::from(number) & MASK;
                (part(history.x) << (2 * BITS)) | (part(history.last) << BITS) | part(history.age)
            })
            .collect();
        keys.sort_unstable();
        let mut sample = Self {
            clients: keys.len() as u64,
            ..Self::default()
        };
        let part = |key: u64, place: u32| ((key >> (place * BITS)) & MASK) as u32;
        for alike in keys.chunk_by(|a, b| a == b) {
            let key = alike[0];
            let history = History {
                x: part(key, 2),
                last: part(key, 1),
                age: part(key, 0),
            };
            let clients = alike.len() as u64;
            sample.repeaters += if history.x > 0 { clients } else { 0 };
            sample.repeats += u64::from(history.x) * clients;
            sample.oldest = sample.oldest.max(history.age);
            sample.groups.push(Group {
                history,
                clients: clients as f64,
            });
        }
        sample.log_gaps = (1_u32..)
            .zip(gaps.iter().skip(1))
            .filter(|(_, count)| **count > 0)
            .map(|(days, &count)| count as f64 * (f64::from(days) / WEEK).ln())
            .sum();
        sample
    }

    /// Every so many groups, about `most` of them: a small likeness to begin a fit with.
    #[must_use]
    pub(crate) fn thinned(&self, most: usize) -> Option<Self> {
        let step = self.groups.len() / most.max(1);
        if step < 2 {
            return None;
        }
        let groups: Vec<Group> = self.groups.iter().step_by(step).copied().collect();
        let sum = |of: fn(&Group) -> f64| groups.iter().map(of).sum::<f64>() as u64;
        let repeats = sum(|group| group.clients * f64::from(group.history.x));
        Some(Self {
            clients: sum(|group| group.clients),
            repeaters: sum(|group| {
                if group.history.x > 0 {
                    group.clients
                } else {
                    0.0
                }
            }),
            log_gaps: self.log_gaps * repeats as f64 / self.repeats.max(1) as f64,
            repeats,
            oldest: self.oldest,
            groups,
        })
    }

    /// The groups of equal x, ascending.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &[Group]> {
        self.groups.chunk_by(|a, b| a.history.x == b.history.x)
    }
}

/// The money of clients for Gamma-Gamma: alike clients counted together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spend {
    /// Repeat purchases, mean money of one in whole units of the currency, clients; ascending.
    pub groups: Vec<(u32, f64, f64)>,
    /// Number of clients.
    pub clients: u64,
}

impl Spend {
    /// From the repeat purchases and their money in minor units, `unit` of which make a whole one.
    /// Only clients with a repeat purchase and a positive mean count.
    #[must_use]
    pub fn new(clients: impl IntoIterator<Item = (u32, i64)>, unit: f64) -> Self {
        let mut pairs: Vec<(u32, i64)> = clients
            .into_iter()
            .filter(|&(x, money)| x > 0 && money > 0)
            .collect();
        pairs.sort_unstable();
        let groups = pairs
            .chunk_by(|a, b| a == b)
            .map(|alike| {
                let (x, money) = alike[0];
                (x, money as f64 / unit / f64::from(x), alike.len() as f64)
            })
            .collect();
        Self {
            groups,
            clients: pairs.len() as u64,
        }
    }

    /// Mean of the clients' mean money of a purchase, in whole units; 0 without clients.
    pub(crate) fn mean(&self) -> f64 {
        let sum: f64 = self.groups.iter().map(|&(_, z, clients)| clients * z).sum();
        sum / (self.clients as f64).max(1.0)
    }

    /// Correlation of the number of repeat purchases and their mean money; `None` when one of them
    /// does not vary. Gamma-Gamma takes them for independent.
    #[must_use]
    pub fn correlation(&self) -> Option<f64> {
        let n = self.clients as f64;
        let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
            self.groups
                .iter()
                .map(|&(x, z, clients)| clients * of(f64::from(x), z))
                .sum()
        };
        let (mean_x, mean_z) = (sum(&|x, _| x) / n, sum(&|_, z| z) / n);
        let xz = sum(&|x, z| (x - mean_x) * (z - mean_z));
        let xx = sum(&|x, _| (x - mean_x).powi(2));
        let zz = sum(&|_, z| (z - mean_z).powi(2));
        (xx > 0.0 && zz > 0.0).then(|| xz / (xx * zz).sqrt())
    }
}

/// Silent, steady, lively and gone: for the tests of every model.
#[cfg(test)]
pub(super) const HISTORIES: [History; 4] = [
    History {
        x: 0,
        last: 0,
        age: 260,
    },
    History {
        x: 2,
        last: 213,
        age: 272,
    },
    History {
        x: 26,
        last: 216,
        age: 217,
    },
    History {
        x: 9,
        last: 30,
        age: 400,
    },
];
