//! A part, its interval, and what it says of a plan.

use serde::Serialize;

use crate::value::normal;

/// Deals decided at a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How many were decided.
    pub decided: u64,
    /// How many of them went on.
    pub passed: u64,
}

impl Count {
    /// So many went on of so many decided.
    #[must_use]
    pub fn of(passed: u64, decided: u64) -> Self {
        Self {
            decided,
            passed: passed.min(decided),
        }
    }

    /// Adds others.
    pub fn add(&mut self, other: Self) {
        self.decided += other.decided;
        self.passed += other.passed;
    }

    /// The coefficient; `None`: nothing was decided.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.decided > 0).then(|| self.passed as f64 / self.decided as f64)
    }
}

impl std::iter::Sum for Count {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum.add(one);
            sum
        })
    }
}

/// A coefficient and where the true one lies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The coefficient.
    pub share: f64,
    /// Where its interval begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
}

/// When something is said of a coefficient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Part of the intervals that is right: 0.9.
    pub confidence: f64,
    /// So far from the plan is still on it: 0.05.
    pub tolerance: f64,
}

/// What a coefficient says of its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The whole interval is over the plan.
    Above,
    /// The whole interval is about the plan.
    On,
    /// The whole interval is under the plan.
    Below,
    /// The interval holds the plan and more: it cannot be told yet.
    Unsure,
}

impl Verdict {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::On => "on",
            Self::Below => "below",
            Self::Unsure => "unsure",
        }
    }
}

/// The coefficient with its interval; `None`: nothing was decided.
#[must_use]
pub fn estimate(count: Count, confidence: f64) -> Option<Estimate> {
    let share = count.share()?;
    let (low, high) = wilson(count.passed, count.decided, confidence);
    Some(Estimate { share, low, high })
}

/// How a count stands to its plan.
#[must_use]
pub fn verdict(count: Count, plan: f64, rule: Rule) -> Verdict {
    let Some(found) = estimate(count, rule.confidence) else {
        return Verdict::Unsure;
    };
    if found.low >= plan - rule.tolerance && found.high <= plan + rule.tolerance {
        Verdict::On
    } else if found.low > plan {
        Verdict::Above
    } else if found.high < plan {
        Verdict::Below
    } else {
        Verdict::Unsure
    }
}

/// What is left at the end of steps in a row.
#[must_use]
pub fn end_to_end(shares: &[f64]) -> f64 {
    shares.iter().product()
}

/// The interval of a part (E. B. Wilson, 1927).
pub(crate) fn wilson(part: u64, of: u64, confidence: f64) -> (f64, f64) {
    let (n, z) = (of as f64, normal(f64::midpoint(1.0, confidence)));
    let share = part as f64 / n;
    let middle = share + z * z / (2.0 * n);
    let away = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let by = 1.0 + z * z / n;
    // The ends of the scale are exact: 100 % is never under a plan of 100 %.
    let low = if part == 0 {
        0.0
    } else {
        (middle - away).max(0.0) / by
    };
    let high = if part >= of {
        1.0
    } else {
        (middle + away).min(by) / by
    };
    (low, high)
}

/// The chance that the coefficient behind the first count is the greater one, when nothing is known
/// of either beforehand (Jeffreys' prior): the two posteriors laid beside each other on the scale of
/// log-odds, where they have no edges.
#[must_use]
pub fn better(first: Count, second: Count) -> f64 {
    const POINTS: usize = 2_000;
    let of = |count: Count| {
        let (a, b) = (
            count.passed as f64 + 0.5,
            (count.decided - count.passed) as f64 + 0.5,
        );
        let spread = (1.0 / a + 0.5 / (a * a) + 1.0 / b + 0.5 / (b * b)).sqrt();
        (a, b, (a / b).ln(), spread)
    };
    let (first, second) = (of(first), of(second));
    let from = (first.2 - 10.0 * first.3).min(second.2 - 10.0 * second.3);
    let to = (first.2 + 10.0 * first.3).max(second.2 + 10.0 * second.3);
    let step = (to - from) / POINTS as f64;
    let density = |(a, b, ..): (f64, f64, f64, f64)| {
        let at: Vec<f64> = (0..POINTS)
            .map(|place| {
                let odds = from + (place as f64 + 0.5) * step;
                // a · ln p + b · ln (1 − p)
                let (up, down) = (libm::log1p((-odds).exp()), libm::log1p(odds.exp()));
                -a * up - b * down
            })
            .collect();
        let most = at.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let at: Vec<f64> = at.into_iter().map(|one| (one - most).exp()).collect();
        let sum: f64 = at.iter().sum();
        at.into_iter().map(move |one| one / sum).collect::<Vec<_>>()
    };
    let (first, second) = (density(first), density(second));
    let mut below = 0.0;
    let mut chance = 0.0;
    for (one, other) in first.into_iter().zip(second) {
        chance += one * (below + other / 2.0);
        below += other;
    }
    chance.clamp(0.0, 1.0)
}
