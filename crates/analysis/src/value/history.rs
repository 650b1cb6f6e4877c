//! From the ledger to what the models see: purchase days, their money, and how regular they come.
//!
//! A purchase is a day with a purchase order, whatever the number of orders. Its money is the net
//! value of that day, revenue or margin as the view is asked for. Returns on other days make no
//! purchase. A day whose lines all have a zero amount counts (free goods are a visit too) unless
//! the settings say no.

use super::sample::{History, Sample, Spend};
use super::settings::Settings;
use crate::day::Day;
use crate::view::View;

/// One client up to the end of the observation, and what it did afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buyer {
    /// Number of the client.
    pub client: u32,
    /// First purchase day.
    pub first: Day,
    /// Buying until the end of the observation.
    pub history: History,
    /// Money of the repeat purchases, in minor units.
    pub repeat_minor: i64,
    /// Money of all purchases, the first one included, in minor units.
    pub spent_minor: i64,
    /// Repeat purchases with a positive amount.
    pub paid: u32,
    /// Purchase days after the observation.
    pub later: u32,
    /// Money of those, in minor units.
    pub later_minor: i64,
}

/// All clients that bought until the end of the observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Buyers {
    /// By number of client.
    pub list: Vec<Buyer>,
    /// Last day of the observation.
    pub until: Day,
    /// Last day after it that is known.
    pub known: Day,
    /// Number of gaps between purchase days by their length in days.
    pub gaps: Vec<u64>,
    /// Coefficient of variation of the gaps within clients: 1 for random buying, 0 for a clock.
    /// `None` when no client has enough gaps.
    pub regularity: Option<f64>,
    /// Clients that have enough gaps.
    pub regularity_clients: u64,
}

/// Follows every client of the view until a day, and beyond it up to the as-of day of the view.
#[must_use]
pub fn buyers(view: &View<'_>, until: Day, settings: &Settings) -> Buyers {
    let until = until.min(view.as_of);
    let parts = view.parallel(|part| {
        let mut part_of = Part::default();
        let mut days: Vec<(i32, i64)> = Vec::new();
        for client in part.filter(|&client| view.sees(client)) {
            purchase_days(view, client, settings, &mut days);
            part_of.take(client, &days, until, settings);
        }
        part_of
    });
    let mut all = Buyers {
        list: Vec::new(),
        until,
        known: view.as_of,
        gaps: Vec::new(),
        regularity: None,
        regularity_clients: 0,
    };
    let mut varied: Vec<(f64, f64)> = Vec::new();
    for part in parts {
        all.list.extend(part.list);
        if all.gaps.len() < part.gaps.len() {
            all.gaps.resize(part.gaps.len(), 0);
        }
        for (sum, count) in all.gaps.iter_mut().zip(part.gaps) {
            *sum += count;
        }
        varied.extend(part.varied);
    }
    // sorted, so that the sums do not depend on the order of the clients
    varied.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    all.regularity_clients = varied.len() as u64;
    let squares: f64 = varied.iter().map(|one| one.0).sum();
    let weights: f64 = varied.iter().map(|one| one.1).sum();
    all.regularity = (weights > 0.0).then(|| (squares / weights).sqrt());
    all
}

impl Buyers {
    /// What the timing models are fitted to.
    #[must_use]
    pub fn sample(&self) -> Sample {
        Sample::new(self.list.iter().map(|buyer| buyer.history), &self.gaps)
    }

    /// What Gamma-Gamma is fitted to; `unit` minor units make a whole one.
    #[must_use]
    pub fn spend(&self, unit: f64) -> Spend {
        Spend::new(self.list.iter().map(Buyer::money), unit)
    }
}

impl Buyer {
    /// Repeat purchases and their money.
    #[must_use]
    pub fn money(&self) -> (u32, i64) {
        (self.history.x, self.repeat_minor)
    }
}

#[derive(Default)]
struct Part {
    list: Vec<Buyer>,
    gaps: Vec<u64>,
    /// Σ(gap / mean gap − 1)² of a client and what that is under random buying.
    varied: Vec<(f64, f64)>,
}

impl Part {
    fn take(&mut self, client: u32, days: &[(i32, i64)], until: Day, settings: &Settings) {
        let observed = days.partition_point(|&(day, _)| day <= until.number());
        let (seen, later) = days.split_at(observed);
        let (Some(&(first, first_minor)), Some(&(last, _))) = (seen.first(), seen.last()) else {
            return;
        };
        let length = |from: i32, to: i32| (to - from).unsigned_abs();
        let repeats = &seen[1..];
        let repeat_minor: i64 = repeats.iter().map(|&(_, minor)| minor).sum();
        self.list.push(Buyer {
            client,
            first: Day::clamped(i64::from(first)),
            history: History {
                x: repeats.len() as u32,
                last: length(first, last),
                age: length(first, until.number()),
            },
            repeat_minor,
            spent_minor: repeat_minor + first_minor,
            paid: repeats.iter().filter(|&&(_, minor)| minor > 0).count() as u32,
            later: later.len() as u32,
            later_minor: later.iter().map(|&(_, minor)| minor).sum(),
        });
        for pair in seen.windows(2) {
            let gap = length(pair[0].0, pair[1].0) as usize;
            if self.gaps.len() <= gap {
                self.gaps.resize(gap + 1, 0);
            }
            self.gaps[gap] += 1;
        }
        let count = repeats.len() as f64;
        if repeats.len() >= settings.least_gaps.max(2) as usize {
            let mean = f64::from(length(first, last)) / count;
            let squares: f64 = seen
                .windows(2)
                .map(|pair| (f64::from(length(pair[0].0, pair[1].0)) / mean - 1.0).powi(2))
                .sum();
            self.varied
                .push((squares, count * (count - 1.0) / (count + 1.0)));
        }
    }
}

/// The purchase days of a client with the net money of each, ascending.
fn purchase_days(view: &View<'_>, client: u32, settings: &Settings, days: &mut Vec<(i32, i64)>) {
    days.clear();
    let mut open: Option<(i32, i64, bool)> = None;
    let mut close = |open: Option<(i32, i64, bool)>| {
        if let Some((day, minor, true)) = open {
            days.push((day, minor));
        }
    };
    view.entries(client, |entry| {
        let counts = entry.active || (settings.zero_days && entry.revenue == 0);
        let (before, money, counted) = match open {
            Some((day, money, counted)) if day == entry.day => (None, money, counted),
            other => (other, 0, false),
        };
        close(before);
        open = Some((entry.day, money + view.value(&entry), counted || counts));
    });
    close(open);
}
