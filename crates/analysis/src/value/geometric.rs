//! Buying until a coin says stop: BG/NBD, MBG/NBD and MBG/CNBD-k, one family.
//!
//! While active a client buys at its own rate λ ~ Gamma(r, α); after a purchase it leaves with its
//! own probability p ~ Beta(a, b). BG/NBD (Fader, Hardie & Lee 2005): no leaving after the first
//! purchase. MBG/NBD (Batislam, Denizel & Filiztekin 2007): it may leave after the first one too,
//! so that one-time buyers are not all alive. CNBD-k (Reutterer, Platzer & Schröder 2021): a gap is
//! k stages of rate λ, so that larger k means more regular buying. Time is in weeks.

use super::ahead::Ahead;
use super::fit::{Fit, Likelihood, TOLERANCE, fit, near};
use super::profile::{Ends, profile};
use super::sample::{Group, History, Sample, WEEK};
use super::special::{digamma, hyp2f1, lgamma};
use super::stages::{Stages, one_by_one};

/// Which of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Stages of a gap: 1 is random buying.
    pub stages: u32,
    /// Whether a client may leave after its first purchase.
    pub leaves_at_once: bool,
}

impl Kind {
    /// BG/NBD.
    pub const BG: Self = Self {
        stages: 1,
        leaves_at_once: false,
    };
    /// MBG/NBD.
    pub const MBG: Self = Self {
        stages: 1,
        leaves_at_once: true,
    };

    /// MBG/CNBD-k.
    #[must_use]
    pub fn regular(stages: u32) -> Self {
        Self {
            stages: stages.max(1),
            leaves_at_once: true,
        }
    }
}

/// A model with parameters r, α, a, b.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometric {
    /// Which of the family.
    pub kind: Kind,
    /// Shape of the buying rates.
    pub r: f64,
    /// Weeks: the mean rate of stages is r / α.
    pub alpha: f64,
    /// First parameter of the chance to leave.
    pub a: f64,
    /// Second: the mean chance is a / (a + b).
    pub b: f64,
}

struct Data<'a> {
    kind: Kind,
    sample: &'a Sample,
}

impl Likelihood<4> for Data<'_> {
    fn at(&self, parameters: &[f64; 4]) -> (f64, [f64; 4]) {
        Geometric::new(self.kind, *parameters).slope(self.sample)
    }

    fn clients(&self) -> u64 {
        self.sample.clients
    }
}

/// ln(α + t) and 1/(α + t) of every number of days.
pub(crate) struct Days {
    logs: Vec<f64>,
    inverse: Vec<f64>,
}

impl Days {
    pub(crate) fn new(model: &Geometric, oldest: u32) -> Self {
        let at = |day: u32| model.alpha + f64::from(day) / WEEK;
        Self {
            logs: (0..=oldest).map(|day| at(day).ln()).collect(),
            inverse: (0..=oldest).map(|day| 1.0 / at(day)).collect(),
        }
    }
}

/// Groups a fit is begun with.
const FIRST_GROUPS: usize = 4_000;

impl Geometric {
    /// A model with r, α, a, b.
    #[must_use]
    pub fn new(kind: Kind, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self {
            kind,
            r,
            alpha,
            a,
            b,
        }
    }

    /// The most likely parameters r, α, a, b.
    #[must_use]
    pub fn fit(kind: Kind, sample: &Sample) -> Fit<4> {
        let k = f64::from(kind.stages);
        let starts = [
            [0.5, 5.0 / k, 0.8, 2.0],
            [1.0, 10.0 / k, 1.0, 5.0],
            [2.0, 2.0 / k, 0.3, 3.0],
        ];
        let small = sample.thinned(FIRST_GROUPS);
        let data = |sample| Data { kind, sample };
        fit(&data(sample), small.as_ref().map(data).as_ref(), &starts)
    }

    /// The same, begun at a fit to nearly the same clients; where that leads nowhere, afresh.
    pub(super) fn fit_near(kind: Kind, sample: &Sample, known: &Fit<4>) -> Fit<4> {
        Self::fit_from(kind, sample, known, TOLERANCE)
    }

    /// The same down to a slope.
    pub(super) fn fit_from(kind: Kind, sample: &Sample, known: &Fit<4>, tolerance: f64) -> Fit<4> {
        let data = Data { kind, sample };
        let found = near(&data, &known.parameters, &known.inverse, tolerance);
        if found.settled() {
            found
        } else {
            Self::fit(kind, sample)
        }
    }

    /// How far each parameter may be from the most likely one; see [`Ends`].
    #[must_use]
    pub fn ends(kind: Kind, sample: &Sample, fit: &Fit<4>, confidence: f64) -> [Ends; 4] {
        profile(&Data { kind, sample }, fit, confidence)
    }

    /// Log-likelihood of all clients.
    #[must_use]
    pub fn log_likelihood(&self, sample: &Sample) -> f64 {
        self.slope(sample).0
    }

    /// 1 when a client may leave after its first purchase.
    fn m(&self) -> f64 {
        if self.kind.leaves_at_once { 1.0 } else { 0.0 }
    }

    /// Log-likelihood and its slope by r, α, a, b.
    pub(crate) fn slope(&self, sample: &Sample) -> (f64, [f64; 4]) {
        let (mut sum, slope) = self.slope_of(&sample.groups, &Days::new(self, sample.oldest));
        let k = f64::from(self.kind.stages);
        if self.kind.stages > 1 {
            sum += (k - 1.0) * sample.log_gaps - sample.repeats as f64 * lgamma(k);
        }
        (sum, slope)
    }

    /// The same of some groups, less what does not depend on the parameters.
    pub(crate) fn slope_of(&self, groups: &[Group], days: &Days) -> (f64, [f64; 4]) {
        let Self { r, alpha, a, b, .. } = *self;
        let (m, k) = (self.m(), f64::from(self.kind.stages));
        let Days { logs, inverse } = days;
        let ln_alpha = alpha.ln();
        let (psi_r, psi_ab, psi_b) = (digamma(r), digamma(a + b), digamma(b));
        let fixed = r * ln_alpha - lgamma(r) + lgamma(a + b) - lgamma(b);
        let (mut sum, mut slope) = (0.0, [0.0; 4]);
        let mut of_stages = (self.kind.stages > 1).then(|| Stages::new(self.kind.stages));
        let (mut silent, mut weights) = (Vec::new(), Vec::new());
        // clients of equal x stand together
        for run in groups.chunk_by(|a, b| a.history.x == b.history.x) {
            let x = f64::from(run[0].history.x);
            let shape = r + k * x;
            let stays = b + x + m;
            let may_leave = x + m > 0.0;
            let ln_odds = (a / (stays - 1.0)).ln();
            if let Some(stages) = &mut of_stages {
                stages.of(shape);
                silent.clear();
                silent.extend(run.iter().map(|Group { history, .. }| {
                    let silent = f64::from(history.age - history.last) / WEEK;
                    silent * inverse[history.age as usize]
                }));
                stages.weigh(&silent, &mut weights);
            }
            // over the run: clients, Σ value, Σ slopes that differ from client to client
            let (mut n, mut value, mut by_r, mut by_alpha, mut left) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (place, group) in run.iter().enumerate() {
                let (last, age) = (group.history.last as usize, group.history.age as usize);
                let ln_age = logs[age];
                let mut one = -shape * ln_age;
                let (mut one_r, mut one_alpha) = (-ln_age, -shape * inverse[age]);
                let gone = if may_leave {
                    ln_odds + shape * (ln_age - logs[last])
                } else {
                    f64::NEG_INFINITY
                };
                let share = match weights.get(place) {
                    None => {
                        let odds = gone.exp();
                        if odds.is_finite() {
                            one += odds.ln_1p();
                            odds / (1.0 + odds)
                        } else {
                            one += gone;
                            1.0
                        }
                    }
                    Some(still) => {
                        // ln(eᵃ + eᵇ) and the part of eᵃ in it
                        let odds = -(still.ln - gone).abs();
                        let odds = odds.exp();
                        one += still.ln.max(gone) + odds.ln_1p();
                        let less = odds / (1.0 + odds);
                        let share = if gone < still.ln { less } else { 1.0 - less };
                        one_r += (1.0 - share) * still.by_shape;
                        one_alpha -= (1.0 - share) * still.by_ln_y * inverse[age];
                        share
                    }
                };
                one_r += share * (ln_age - logs[last]);
                one_alpha += share * shape * (inverse[age] - inverse[last]);
                n += group.clients;
                value += group.clients * one;
                by_r += group.clients * one_r;
                by_alpha += group.clients * one_alpha;
                left += group.clients * share;
            }
            let psi_all = digamma(a + stays);
            sum += value + n * (fixed + lgamma(shape) + lgamma(stays) - lgamma(a + stays));
            slope[0] += by_r + n * (digamma(shape) - psi_r + ln_alpha);
            slope[1] += by_alpha + n * r / alpha;
            slope[2] += n * (psi_ab - psi_all) + left / a;
            slope[3] += n * (digamma(stays) - psi_all - psi_b + psi_ab);
            if may_leave {
                slope[3] -= left / (stays - 1.0);
            }
        }
        (sum, slope)
    }

    /// Probability that a client still buys at the end of the observation.
    #[must_use]
    pub fn alive(&self, history: History) -> f64 {
        let x = f64::from(history.x);
        let (age, last) = (
            f64::from(history.age) / WEEK,
            f64::from(history.last) / WEEK,
        );
        if x + self.m() == 0.0 {
            return 1.0;
        }
        let shape = self.r + f64::from(self.kind.stages) * x;
        let reach = self.alpha + age;
        let gone = (self.a / (self.b + x + self.m() - 1.0)).ln()
            + shape * (reach / (self.alpha + last)).ln();
        let still = if self.kind.stages > 1 {
            one_by_one(self.kind.stages, shape, (age - last) / reach).ln
        } else {
            0.0
        };
        1.0 / (1.0 + (gone - still).exp())
    }

    /// Purchases expected of a client in the next `weeks`.
    #[must_use]
    pub fn expected(&self, history: History, weeks: f64) -> f64 {
        if weeks <= 0.0 {
            return 0.0;
        }
        let alive = self.alive(history);
        if alive == 0.0 {
            return 0.0;
        }
        let purchases = match self.closed(history, weeks) {
            Some(purchases) => purchases,
            None => self.summed(history, weeks),
        };
        alive * purchases
    }

    /// Purchases expected of a new client in its first `weeks`, the first purchase not counted.
    #[must_use]
    pub fn expected_of_new(&self, weeks: f64) -> f64 {
        self.expected(History::default(), weeks)
    }

    /// The closed form for random buying, of a client that is alive, after Euler's transformation
    /// of the published one, which makes the series short; `None` where it is not safe.
    fn closed(&self, history: History, weeks: f64) -> Option<f64> {
        let Self { r, alpha, a, b, .. } = *self;
        let c = a + b + f64::from(history.x) + self.m() - 1.0;
        if self.kind.stages > 1 || (a - 1.0).abs() < 1e-4 || c < 1e-4 {
            return None;
        }
        let z = weeks / (alpha + f64::from(history.age) / WEEK + weeks);
        let series = hyp2f1(a - 1.0, a + b + self.m() - 1.0 - r, c, z)?;
        let purchases = c / (a - 1.0) * (1.0 - ((a - 1.0) * (-z).ln_1p()).exp() * series);
        // far from 1 the difference has lost its digits
        let kept = purchases * ((a - 1.0) / c).abs();
        (purchases.is_finite() && kept > 1e-6).then_some(purchases)
    }

    /// The same as a sum over the stages that pass.
    fn summed(&self, history: History, weeks: f64) -> f64 {
        self.ahead(history, weeks).mean()
    }

    /// Chances of at least 1, 2, 3 … purchases of a client in the next `weeks`, down to those that
    /// do not count.
    #[must_use]
    pub fn at_least(&self, history: History, weeks: f64) -> Vec<f64> {
        if weeks <= 0.0 {
            return Vec::new();
        }
        let alive = self.alive(history);
        let mut chances = self.ahead(history, weeks).at_least();
        chances.iter_mut().for_each(|chance| *chance *= alive);
        chances
    }

    fn ahead(&self, history: History, weeks: f64) -> Ahead {
        let (x, k) = (f64::from(history.x), f64::from(self.kind.stages));
        let reach = self.alpha + f64::from(history.age) / WEEK;
        Ahead {
            stages: self.kind.stages,
            shape: self.r + k * x,
            y: f64::from(history.age - history.last) / WEEK / reach,
            z: weeks / (reach + weeks),
            a: self.a,
            stays: self.b + x + self.m(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::HISTORIES;
    use super::*;

    #[test]
    fn the_closed_form_and_the_sum_over_purchases_agree() {
        for kind in [Kind::BG, Kind::MBG] {
            let model = Geometric::new(kind, [0.52, 6.2, 0.89, 1.61]);
            for history in HISTORIES {
                for weeks in [1.0, 39.0, 300.0] {
                    let closed = model.closed(history, weeks);
                    let summed = model.summed(history, weeks);
                    assert!(
                        closed.is_some_and(|closed| (closed / summed - 1.0).abs() < 1e-8),
                        "{kind:?} {history:?} {weeks}: {closed:?} {summed}"
                    );
                }
            }
        }
    }

    #[test]
    fn slopes_are_those_of_the_likelihood() {
        let sample = Sample::new(HISTORIES, &[0, 3, 0, 5]);
        for kind in [Kind::BG, Kind::MBG, Kind::regular(4), Kind::regular(60)] {
            let at = [0.6, 4.0, 0.8, 2.2];
            let (_, slope) = Geometric::new(kind, at).slope(&sample);
            for i in 0..4 {
                let moved = |by: f64| {
                    let mut at = at;
                    at[i] += by;
                    Geometric::new(kind, at).log_likelihood(&sample)
                };
                let wanted = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                assert!(
                    (slope[i] - wanted).abs() < 1e-5 * wanted.abs().max(1.0),
                    "{kind:?} {i}: {} {wanted}",
                    slope[i]
                );
            }
        }
    }
}
