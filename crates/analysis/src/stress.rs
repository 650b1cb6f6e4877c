//! Crisis stress test (R286, R244, R245): what is left of the sales when a part of the clients
//! leaves, the others buy less and a part is never paid; whom it hangs on; how many new clients
//! make it up.
//!
//! Each client leaves on its own with its chance p. What is left has the mean
//! k · Σ v·(1 − p) and the variance k² · Σ v²·p·(1 − p), where v is the value of a client and
//! k = (1 − fall)·(1 − unpaid). The sales of a few large clients make that spread wide and lopsided,
//! so the band is drawn: the largest clients one by one, the many small ones together by the normal
//! law with their exact mean and variance.

use crate::clients::Rows;
use crate::day::Day;
use crate::view::View;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

/// Clients drawn one by one.
const SINGLE: usize = 1_000;
/// Pieces the outcomes are shown in.
const BINS: usize = 20;

/// What happens. All parts are between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Crisis {
    /// Part of the clients that leaves.
    pub lost: f64,
    /// Part by which those who stay buy less.
    pub fall: f64,
    /// Part of the sales that is never paid.
    pub unpaid: f64,
}

impl Crisis {
    /// What is left of each sale to a client who stays.
    fn kept(self) -> f64 {
        (1.0 - self.fall) * (1.0 - self.unpaid)
    }
}

/// How the band is drawn: the same seed gives the same band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// Crises played through.
    pub count: u32,
    /// Seed of the chance.
    pub seed: u64,
}

/// A client that the outcome hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Matter {
    /// Number of the client.
    pub client: u32,
    /// Its value before.
    pub value_minor: i64,
    /// Chance that it leaves.
    pub chance: f64,
    /// What its leaving alone takes from what would be left, in minor units.
    pub loss_minor: f64,
    /// The same as a part of what is left on average; may be above 1.
    pub loss_share: Option<f64>,
}

/// Crises of about the same outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// From this much left, in minor units …
    pub from_minor: f64,
    /// … to this.
    pub to_minor: f64,
    /// Crises that ended there.
    pub crises: u32,
}

/// The outcome.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Stress {
    /// Clients with a positive value before.
    pub clients: u64,
    /// Their value before.
    pub value_minor: i64,
    /// Clients who stay, on average.
    pub clients_left: f64,
    /// What is left on average, in minor units.
    pub left_minor: f64,
    /// In one crisis of twenty less than this is left …
    pub low_minor: f64,
    /// … and in one of twenty more than this.
    pub high_minor: f64,
    /// How the crises that were played ended, the least left first; empty when all ended alike.
    pub bins: Vec<Bin>,
    /// What is left when just the largest clients leave.
    pub worst_minor: f64,
    /// What is left when just the smallest leave.
    pub best_minor: f64,
    /// The clients whose leaving costs most.
    pub matters: Vec<Matter>,
}

impl Stress {
    /// What is missing on average, in minor units.
    #[must_use]
    pub fn gap_minor(&self) -> f64 {
        self.value_minor as f64 - self.left_minor
    }
}

/// Plays the crisis on the clients with a positive value. `odds` of a client are its odds to leave
/// compared with others (1 for all: everyone alike); they are scaled so that `crisis.lost` of the
/// clients leaves on average. At most `most` clients are named.
#[must_use]
pub fn stress(
    rows: &Rows,
    crisis: Crisis,
    odds: impl Fn(u32) -> f64,
    draws: Draws,
    most: usize,
) -> Stress {
    let mut of: Vec<(u32, i64, f64)> = rows
        .rows
        .iter()
        .filter(|row| row.value_minor > 0)
        .map(|row| (row.client, row.value_minor, odds(row.client)))
        .collect();
    of.sort_unstable_by_key(|&(client, value, _)| (std::cmp::Reverse(value), client));
    let kept = crisis.kept();
    let scale = scale(&of, crisis.lost);
    let chances: Vec<f64> = of.iter().map(|&(_, _, odds)| chance(odds, scale)).collect();
    let value_minor: i64 = of.iter().map(|of| of.1).sum();
    let (mean, _) = moments(&of, &chances);
    let left_minor = kept * mean;
    let ends = played(&of, &chances, draws);
    let at = |part: f64| kept * ends[((ends.len() - 1) as f64 * part).round() as usize];
    let leaving = (crisis.lost * of.len() as f64).ceil() as usize;
    let staying = of.len() - leaving.min(of.len());
    let sum = |of: &[(u32, i64, f64)]| kept * of.iter().map(|of| of.1 as f64).sum::<f64>();
    let matter = |(&(client, value_minor, _), &chance): (&(u32, i64, f64), &f64)| {
        let loss_minor = kept * value_minor as f64 * (1.0 - chance);
        Matter {
            client,
            value_minor,
            chance,
            loss_minor,
            loss_share: (left_minor > 0.0).then(|| loss_minor / left_minor),
        }
    };
    let mut matters: Vec<Matter> = of.iter().zip(&chances).map(matter).collect();
    matters.sort_by(|a, b| {
        let by_loss = b.loss_minor.total_cmp(&a.loss_minor);
        by_loss.then(a.client.cmp(&b.client))
    });
    matters.truncate(most);
    Stress {
        clients: of.len() as u64,
        value_minor,
        clients_left: chances.iter().map(|chance| 1.0 - chance).sum(),
        left_minor,
        low_minor: at(0.05),
        high_minor: at(0.95),
        bins: bins(&ends, kept),
        worst_minor: sum(of.get(leaving..).unwrap_or_default()),
        best_minor: sum(&of[..staying]),
        matters,
    }
}

fn chance(odds: f64, scale: f64) -> f64 {
    if scale.is_infinite() {
        return if odds > 0.0 { 1.0 } else { 0.0 };
    }
    let scaled = odds * scale;
    scaled / (1.0 + scaled)
}

/// The factor of the odds at which the chances add up to the part of clients that leaves; found by
/// halving, since the sum only grows with it.
fn scale(of: &[(u32, i64, f64)], lost: f64) -> f64 {
    let aim = lost * of.len() as f64;
    let sum = |scale: f64| of.iter().map(|of| chance(of.2, scale)).sum::<f64>();
    if aim <= 0.0 {
        return 0.0;
    }
    if aim >= sum(f64::INFINITY) {
        return f64::INFINITY;
    }
    // In logarithms: the odds may differ by many orders.
    let (mut low, mut high) = (-80.0_f64, 80.0_f64);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if sum(middle.exp()) < aim {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high).exp()
}

/// Mean and variance of the value that stays, before the fall.
fn moments(of: &[(u32, i64, f64)], chances: &[f64]) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for (&(_, value, _), &chance) in of.iter().zip(chances) {
        let value = value as f64;
        sums.0 += value * (1.0 - chance);
        sums.1 += value * value * chance * (1.0 - chance);
    }
    sums
}

/// The values that stay, before the fall, of all crises played, ascending.
fn played(of: &[(u32, i64, f64)], chances: &[f64], draws: Draws) -> Vec<f64> {
    let single = of.len().min(SINGLE);
    let (mean, variance) = moments(&of[single..], &chances[single..]);
    let deviation = variance.sqrt();
    let mut rng = ChaCha8Rng::seed_from_u64(draws.seed);
    let mut sums: Vec<f64> = (0..draws.count.max(1))
        .map(|_| {
            let mut sum = mean;
            for (&(_, value, _), &chance) in of[..single].iter().zip(chances) {
                if rng.random::<f64>() >= chance {
                    sum += value as f64;
                }
            }
            if deviation > 0.0 {
                // Box and Muller: a normal number from two even ones.
                let (a, b) = (1.0 - rng.random::<f64>(), rng.random::<f64>());
                sum += deviation * (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos();
            }
            sum
        })
        .collect();
    sums.sort_by(f64::total_cmp);
    sums
}

/// The outcomes in pieces of equal width.
fn bins(ends: &[f64], kept: f64) -> Vec<Bin> {
    let (Some(&first), Some(&last)) = (ends.first(), ends.last()) else {
        return Vec::new();
    };
    let width = (last - first) / BINS as f64;
    if width * kept <= 0.0 {
        return Vec::new();
    }
    let mut counts = [0_u32; BINS];
    for end in ends {
        counts[(((end - first) / width) as usize).min(BINS - 1)] += 1;
    }
    let places = (0_u32..).zip(counts);
    places
        .map(|(place, crises)| Bin {
            from_minor: kept * (first + width * f64::from(place)),
            to_minor: kept * (first + width * f64::from(place + 1)),
            crises,
        })
        .collect()
}

/// What new clients bring in their first year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Newcomers {
    /// Clients whose first year is over and was seen whole.
    pub clients: u64,
    /// Mean value of that year in minor units; `None` without such clients.
    pub first_year_minor: Option<f64>,
    /// Such clients won per year of the ledger.
    pub per_year: Option<f64>,
}

/// Clients won in the last `years` before the last twelve months. Clients whose first purchase
/// falls into the first `settle_months` of the ledger are left out: most of them were there before.
#[must_use]
pub fn newcomers(view: &View<'_>, years: u32, settle_months: u32) -> Newcomers {
    let months = |count: u32| i32::try_from(count).unwrap_or(i32::MAX).min(12_000);
    let until = view.as_of.plus_months(-12);
    let from = until
        .plus_months(-12 * months(years).min(1_000))
        .max(view.beginning.plus_months(months(settle_months)));
    let parts = view.parallel(|part| {
        let mut sums = (0_u64, 0_i64);
        for client in part.filter(|&client| view.sees(client)) {
            let mut first: Option<Day> = None;
            let mut value = 0;
            view.entries(client, |entry| {
                let day = Day::clamped(i64::from(entry.day));
                if first.is_none() && entry.active {
                    first = Some(day);
                }
                if first.is_some_and(|first| day < first.plus_months(12)) {
                    value += view.value(&entry);
                }
            });
            if first.is_some_and(|first| from < first && first <= until) {
                sums.0 += 1;
                sums.1 += value;
            }
        }
        sums
    });
    let (clients, value) = parts
        .into_iter()
        .fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    let length = f64::from(until.number() - from.number()) / 365.25;
    Newcomers {
        clients,
        first_year_minor: (clients > 0).then(|| value as f64 / clients as f64),
        per_year: (length > 0.0).then(|| clients as f64 / length),
    }
}

/// The new clients that make up what is missing, when each brings its first year's value as reduced
/// by the crisis. `None` when nothing is known of newcomers or they bring nothing.
#[must_use]
pub fn needed(stress: &Stress, crisis: Crisis, newcomers: &Newcomers) -> Option<f64> {
    let each = newcomers.first_year_minor? * crisis.kept();
    (each > 0.0).then(|| stress.gap_minor().max(0.0) / each)
}

/// How many must stand on each step of a funnel for `clients` to come out at its end, the first
/// step first; `coefficients` are the parts that pass from step to step. `None` when nobody passes.
///
/// ```
/// let steps = analysis::stress::through(61.0, &[1.0, 0.8, 0.8, 0.953125]).unwrap();
/// assert_eq!(steps.iter().map(|step| step.round()).collect::<Vec<_>>(), [100.0, 100.0, 80.0, 64.0, 61.0]);
/// ```
#[must_use]
pub fn through(clients: f64, coefficients: &[f64]) -> Option<Vec<f64>> {
    let mut steps = vec![clients];
    for &coefficient in coefficients.iter().rev() {
        let last = steps.last().copied()?;
        if coefficient <= 0.0 {
            return None;
        }
        steps.push(last / coefficient);
    }
    steps.reverse();
    Some(steps)
}

/// The last months against the same months a year before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Decline {
    /// Clients who bought then.
    pub clients_before: u64,
    /// Clients who bought now.
    pub clients_now: u64,
    /// Clients who bought both times.
    pub clients_kept: u64,
    /// Value then.
    pub value_before_minor: i64,
    /// Value now.
    pub value_now_minor: i64,
}

impl Decline {
    /// Part of the clients that is missing; negative when there are more. `None`: nobody then.
    #[must_use]
    pub fn clients(&self) -> Option<f64> {
        missing(self.clients_now as f64, self.clients_before as f64)
    }

    /// Part of those who bought then that did not buy now (R244). `None`: nobody then.
    #[must_use]
    pub fn lost(&self) -> Option<f64> {
        missing(self.clients_kept as f64, self.clients_before as f64)
    }

    /// Part of the value that is missing; negative when there is more. `None`: nothing then.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        missing(self.value_now_minor as f64, self.value_before_minor as f64)
    }

    /// Whether the base and the purchases are both down by at least `part` (R245).
    #[must_use]
    pub fn alarm(&self, part: f64) -> bool {
        let down = |missing: Option<f64>| missing.is_some_and(|missing| missing >= part);
        down(self.clients()) && down(self.value())
    }
}

fn missing(now: f64, before: f64) -> Option<f64> {
    (before > 0.0).then(|| 1.0 - now / before)
}

/// Compares the last `months` up to the as-of day with the same months a year before.
#[must_use]
pub fn decline(view: &View<'_>, months: u32) -> Decline {
    let months = i32::try_from(months).unwrap_or(12).clamp(1, 12);
    let span = |last: Day| {
        let first = last.plus_days(1).plus_months(-months);
        first.number()..=last.number()
    };
    let (now, before) = (span(view.as_of), span(view.as_of.plus_months(-12)));
    let parts = view.parallel(|part| {
        let mut sums = Decline::default();
        for client in part.filter(|&client| view.sees(client)) {
            let (mut bought_now, mut bought_before) = (false, false);
            view.entries(client, |entry| {
                if now.contains(&entry.day) {
                    sums.value_now_minor += view.value(&entry);
                    bought_now |= entry.active;
                } else if before.contains(&entry.day) {
                    sums.value_before_minor += view.value(&entry);
                    bought_before |= entry.active;
                }
            });
            sums.clients_now += u64::from(bought_now);
            sums.clients_before += u64::from(bought_before);
            sums.clients_kept += u64::from(bought_now && bought_before);
        }
        sums
    });
    parts
        .into_iter()
        .fold(Decline::default(), |sum, part| Decline {
            clients_before: sum.clients_before + part.clients_before,
            clients_now: sum.clients_now + part.clients_now,
            clients_kept: sum.clients_kept + part.clients_kept,
            value_before_minor: sum.value_before_minor + part.value_before_minor,
            value_now_minor: sum.value_now_minor + part.value_now_minor,
        })
}
