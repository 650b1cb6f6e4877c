//! Gamma-Gamma (Fader, Hardie & Lee 2005; Fader & Hardie 2013): the money of a purchase varies
//! about a mean of the client's own, Gamma(p, ν), and ν ~ Gamma(q, γ), independent of how often it
//! buys. γ is written v here and in the results; it has the unit of the money.

use super::fit::{Fit, Likelihood, TOLERANCE, fit, near};
use super::profile::{Ends, profile};
use super::sample::Spend;
use super::special::{digamma, lgamma};

/// A model with its parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GammaGamma {
    /// Shape of the money of a purchase.
    pub p: f64,
    /// Shape of the clients' means.
    pub q: f64,
    /// Scale of the clients' means, in whole units of the currency.
    pub v: f64,
}

impl Likelihood<3> for Spend {
    fn at(&self, parameters: &[f64; 3]) -> (f64, [f64; 3]) {
        GammaGamma::new(*parameters).slope(&self.groups)
    }

    fn clients(&self) -> u64 {
        self.clients
    }

    fn scale(&self) -> [f64; 3] {
        [1.0, 1.0, self.mean().max(f64::MIN_POSITIVE)]
    }
}

impl GammaGamma {
    /// A model with p, q, v.
    #[must_use]
    pub fn new([p, q, v]: [f64; 3]) -> Self {
        Self { p, q, v }
    }

    /// The most likely parameters p, q, v.
    #[must_use]
    pub fn fit(spend: &Spend) -> Fit<3> {
        // with q = 4 and p = 6 the mean of all is 2 v
        let v = (spend.mean() / 2.0).max(f64::MIN_POSITIVE);
        fit(
            spend,
            None,
            &[[6.0, 4.0, v], [1.5, 2.0, v], [20.0, 3.0, v / 5.0]],
        )
    }

    /// The same, begun at a fit to nearly the same clients; where that leads nowhere, afresh.
    pub(super) fn fit_near(spend: &Spend, known: &Fit<3>) -> Fit<3> {
        let found = near(spend, &known.parameters, &known.inverse, TOLERANCE);
        if found.settled() {
            found
        } else {
            Self::fit(spend)
        }
    }

    /// How far each parameter may be from the most likely one; see [`Ends`].
    #[must_use]
    pub fn ends(spend: &Spend, fit: &Fit<3>, confidence: f64) -> [Ends; 3] {
        profile(spend, fit, confidence)
    }

    /// Log-likelihood of all clients.
    #[must_use]
    pub fn log_likelihood(&self, spend: &Spend) -> f64 {
        self.slope(&spend.groups).0
    }

    /// Log-likelihood of groups of repeat purchases, mean money and clients, and its slope by p, q, v.
    pub(crate) fn slope(&self, groups: &[(u32, f64, f64)]) -> (f64, [f64; 3]) {
        let Self { p, q, v } = *self;
        let (mut sum, mut slope) = (0.0, [0.0; 3]);
        let (ln_v, psi_q, ln_gamma_q) = (v.ln(), digamma(q), lgamma(q));
        for alike in groups.chunk_by(|a, b| a.0 == b.0) {
            let x = f64::from(alike[0].0);
            let shape = p * x;
            let fixed = lgamma(shape + q) - lgamma(shape) - ln_gamma_q;
            let (psi_all, psi_shape) = (digamma(shape + q), digamma(shape));
            for &(_, z, n) in alike {
                let (all, ln_spent) = (v + x * z, (x * z).ln());
                let ln_all = all.ln();
                sum += n * (fixed + q * ln_v + shape * ln_spent - z.ln() - (shape + q) * ln_all);
                slope[0] += n * x * (psi_all - psi_shape + ln_spent - ln_all);
                slope[1] += n * (psi_all - psi_q + ln_v - ln_all);
                slope[2] += n * (q / v - (shape + q) / all);
            }
        }
        (sum, slope)
    }

    /// Mean money of a purchase expected of a client with `x` repeat purchases of mean `z`; with no
    /// repeat purchase, that of all. `None` when the fitted mean of all is infinite (q ≤ 1).
    #[must_use]
    pub fn expected(&self, x: u32, z: f64) -> Option<f64> {
        let x = f64::from(x);
        let weight = self.p * x + self.q - 1.0;
        (self.q > 1.0).then(|| (self.v + x * z) * self.p / weight)
    }

    /// Mean money of a purchase over all clients; `None` when the fitted mean is infinite.
    #[must_use]
    pub fn population_mean(&self) -> Option<f64> {
        self.expected(0, 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_are_those_of_the_likelihood() {
        let spend = Spend::new([(1, 2_000), (1, 500), (3, 9_000), (7, 12_345)], 100.0);
        let at = [6.2, 3.7, 15.4];
        let (_, slope) = GammaGamma::new(at).slope(&spend.groups);
        for i in 0..3 {
            let moved = |by: f64| {
                let mut at = at;
                at[i] += by;
                GammaGamma::new(at).log_likelihood(&spend)
            };
            let wanted = (moved(1e-5) - moved(-1e-5)) / 2e-5;
            assert!(
                (slope[i] - wanted).abs() < 1e-7,
                "{i}: {} {wanted}",
                slope[i]
            );
        }
    }
}
