//! Pareto/NBD (Schmittlein, Morrison & Colombo 1987): while active a client buys at its own rate
//! λ ~ Gamma(r, α) and leaves at its own rate μ ~ Gamma(s, β), at any moment. Time is in weeks.
//!
//! The likelihood is taken as the integral over the moment of leaving it comes from, not as the
//! usual difference of two hypergeometric functions: all terms are positive, nothing cancels, and
//! the gradient is exact under the same integral.

use super::fit::{Fit, Likelihood, fit, near};
use super::sample::{History, Sample, WEEK};
use super::special::{GAUSS, digamma, lgamma, ln_sum};

/// A model with its parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pareto {
    /// Shape of the buying rates.
    pub r: f64,
    /// Weeks: the mean rate of buying is r / α.
    pub alpha: f64,
    /// Shape of the leaving rates.
    pub s: f64,
    /// Weeks: the mean rate of leaving is s / β.
    pub beta: f64,
}

impl Likelihood<4> for Sample {
    fn at(&self, parameters: &[f64; 4]) -> (f64, [f64; 4]) {
        Pareto::new(*parameters).slope(self)
    }

    fn clients(&self) -> u64 {
        self.clients
    }
}

/// Groups a fit is begun with.
const FIRST_GROUPS: usize = 1_000;

/// ln ∫ over the moment of leaving, and its slopes by r, α, s, β.
#[derive(Clone, Copy, Debug)]
struct Gone {
    ln: f64,
    slope: [f64; 4],
}

impl Pareto {
    /// A model with r, α, s, β.
    #[must_use]
    pub fn new([r, alpha, s, beta]: [f64; 4]) -> Self {
        Self { r, alpha, s, beta }
    }

    /// The most likely parameters r, α, s, β.
    #[must_use]
    pub fn fit(sample: &Sample) -> Fit<4> {
        let starts = [
            [0.5, 10.0, 0.5, 10.0],
            [1.0, 5.0, 1.0, 20.0],
            [2.0, 10.0, 0.3, 5.0],
        ];
        fit(sample, sample.thinned(FIRST_GROUPS).as_ref(), &starts)
    }

    /// The fit of data like those of a known fit.
    #[must_use]
    pub fn refit(sample: &Sample, known: &Fit<4>) -> Fit<4> {
        near(sample, &known.parameters, &known.inverse, 1e-7)
    }

    /// Log-likelihood of all clients.
    #[must_use]
    pub fn log_likelihood(&self, sample: &Sample) -> f64 {
        self.slope(sample).0
    }

    /// Log-likelihood and its slope by r, α, s, β.
    fn slope(&self, sample: &Sample) -> (f64, [f64; 4]) {
        let Self { r, alpha, s, beta } = *self;
        let (mut sum, mut slope) = (0.0, [0.0; 4]);
        let fixed = r * alpha.ln() + s * beta.ln() - lgamma(r);
        let (psi_r, ln_alpha, ln_beta) = (digamma(r), alpha.ln(), beta.ln());
        for run in sample.runs() {
            let x = f64::from(run[0].history.x);
            let (ln_gamma, psi) = (lgamma(r + x), digamma(r + x));
            for group in run {
                let (here, gone) = self.parts(group.history);
                let both = ln_sum(here, gone.ln);
                let (still, left) = ((here - both).exp(), (gone.ln - both).exp());
                let age = f64::from(group.history.age) / WEEK;
                let of_here = [
                    -(alpha + age).ln(),
                    -(r + x) / (alpha + age),
                    -(beta + age).ln(),
                    -s / (beta + age),
                ];
                let n = group.clients;
                sum += n * (fixed + ln_gamma + both);
                let fixed_slope = [psi - psi_r + ln_alpha, r / alpha, ln_beta, s / beta];
                for i in 0..4 {
                    slope[i] += n * (fixed_slope[i] + still * of_here[i] + left * gone.slope[i]);
                }
            }
        }
        (sum, slope)
    }

    /// ln of the weights of being there still and of having left since the last purchase.
    fn parts(&self, history: History) -> (f64, Gone) {
        let Self { r, alpha, s, beta } = *self;
        let x = f64::from(history.x);
        let (age, last) = (
            f64::from(history.age) / WEEK,
            f64::from(history.last) / WEEK,
        );
        let here = -(r + x) * (alpha + age).ln() - s * (beta + age).ln();
        (here, self.gone(x, last, age))
    }

    /// s ∫ (α+u)^−(r+x) (β+u)^−(s+1) du from the last purchase to the end of the observation, by
    /// panels of 16-point Gauss–Legendre in v = ln(min(α, β) + u), where the integrand is a smooth
    /// exponential decay.
    fn gone(&self, x: f64, last: f64, age: f64) -> Gone {
        let Self { r, alpha, s, beta } = *self;
        if age <= last {
            return Gone {
                ln: f64::NEG_INFINITY,
                slope: [0.0; 4],
            };
        }
        let low = alpha.min(beta);
        let (mut from, to) = ((low + last).ln(), (low + age).ln());
        // the integrand at the beginning, taken out so that nothing underflows
        let ln_of = |u: f64| -(r + x) * (alpha + u).ln() - (s + 1.0) * (beta + u).ln();
        let top = ln_of(last);
        let (mut sum, mut slope) = (0.0, [0.0; 4]);
        while from < to {
            let here = from.exp();
            let since = here - low;
            let decay = here * ((r + x) / (alpha + since) + (s + 1.0) / (beta + since));
            let half = (8.0 / decay).min(1.0).min(to - from) / 2.0;
            let middle = from + half;
            let before = sum;
            for (node, weight) in GAUSS {
                for side in [-node, node] {
                    let grown = f64::exp(middle + half * side);
                    let u = grown - low;
                    let (buys, leaves) = (alpha + u, beta + u);
                    let (ln_buys, ln_leaves) = (buys.ln(), leaves.ln());
                    let ln_value = -(r + x) * ln_buys - (s + 1.0) * ln_leaves - top;
                    let part = weight * half * grown * ln_value.exp();
                    sum += part;
                    slope[0] -= part * ln_buys;
                    slope[1] -= part * (r + x) / buys;
                    slope[2] -= part * ln_leaves;
                    slope[3] -= part * (s + 1.0) / leaves;
                }
            }
            if sum - before < 1e-18 * sum || from + 2.0 * half <= from {
                break;
            }
            from += 2.0 * half;
        }
        let mut slope = slope.map(|part| part / sum);
        slope[2] += 1.0 / s;
        Gone {
            ln: s.ln() + top + sum.ln(),
            slope,
        }
    }

    /// Probability that a client still buys at the end of the observation.
    #[must_use]
    pub fn alive(&self, history: History) -> f64 {
        let (here, gone) = self.parts(history);
        1.0 / (1.0 + (gone.ln - here).exp())
    }

    /// Purchases expected of a client in the next `weeks`.
    #[must_use]
    pub fn expected(&self, history: History, weeks: f64) -> f64 {
        let age = f64::from(history.age) / WEEK;
        let rate = (self.r + f64::from(history.x)) / (self.alpha + age);
        self.alive(history) * rate * self.weeks_alive(age, weeks)
    }

    /// Purchases expected of a new client in its first `weeks`, the first purchase not counted.
    #[must_use]
    pub fn expected_of_new(&self, weeks: f64) -> f64 {
        self.r / self.alpha * self.weeks_alive(0.0, weeks)
    }

    /// Weeks a client alive at an age stays active of the next ones:
    /// (β+T)/(s−1) · (1 − ((β+T)/(β+T+t))^(s−1)).
    fn weeks_alive(&self, age: f64, weeks: f64) -> f64 {
        let since = self.beta + age;
        let ln_ratio = -(weeks / since).ln_1p();
        let power = self.s - 1.0;
        if power.abs() < 1e-9 {
            return -since * ln_ratio;
        }
        -since * (power * ln_ratio).exp_m1() / power
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::HISTORIES;
    use super::super::special::hyp2f1;
    use super::*;

    /// The published form: a difference of hypergeometric functions, α ≥ β.
    fn published(model: &Pareto, history: History) -> f64 {
        let Pareto { r, alpha, s, beta } = *model;
        let x = f64::from(history.x);
        let n = r + s + x;
        let part = |days: u32| {
            let reach = alpha + f64::from(days) / WEEK;
            hyp2f1(n, s + 1.0, n + 1.0, (alpha - beta) / reach).unwrap() / reach.powf(n)
        };
        s / n * (part(history.last) - part(history.age))
    }

    #[test]
    fn the_integral_is_the_published_difference() {
        for at in [
            [0.55, 10.6, 0.61, 9.0],
            [0.9, 40.0, 1.7, 0.4],
            [2.0, 3.0, 0.2, 3.0],
        ] {
            let model = Pareto::new(at);
            for history in HISTORIES {
                let wanted = published(&model, history).ln();
                let got = model.parts(history).1.ln;
                assert!(
                    (got - wanted).abs() < 1e-9,
                    "{at:?} {history:?}: {got} {wanted}"
                );
            }
        }
    }

    #[test]
    fn slopes_are_those_of_the_likelihood() {
        let sample = Sample::new(HISTORIES, &[]);
        let at = [0.55, 10.6, 0.61, 11.7];
        let (_, slope) = Pareto::new(at).slope(&sample);
        for i in 0..4 {
            let moved = |by: f64| {
                let mut at = at;
                at[i] += by;
                Pareto::new(at).log_likelihood(&sample)
            };
            let wanted = (moved(1e-5) - moved(-1e-5)) / 2e-5;
            assert!(
                (slope[i] - wanted).abs() < 1e-6,
                "{i}: {} {wanted}",
                slope[i]
            );
        }
    }
}
