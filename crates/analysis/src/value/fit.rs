//! Fitting a model: the most likely parameters, and what a reader needs to trust them.

use super::optimise::{Function, Optimum, identity, minimise, norm};
use serde::Serialize;

/// The most likely parameters of a model.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fit<const N: usize> {
    /// Parameters, all positive.
    #[serde(with = "as_list")]
    pub parameters: [f64; N],
    /// Log-likelihood of all clients there.
    pub log_likelihood: f64,
    /// Largest slope of the mean log-likelihood of a client by the logarithm of a parameter.
    pub gradient_norm: f64,
    /// Clients.
    pub clients: u64,
    /// Steps of the optimiser.
    pub iterations: u32,
    /// Times the log-likelihood of all clients was computed.
    pub evaluations: u32,
    /// Inverse of the curvature found on the way, for fits nearby.
    #[serde(skip)]
    pub(crate) inverse: [[f64; N]; N],
}

mod as_list {
    pub(super) fn serialize<S: serde::Serializer, const N: usize>(
        list: &[f64; N],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(list)
    }
}

/// Slope under which a fit is settled.
pub const SETTLED: f64 = 1e-5;
/// Slope the optimiser tries for.
pub(crate) const TOLERANCE: f64 = 1e-9;

impl<const N: usize> Fit<N> {
    /// Whether the slope is as good as zero.
    #[must_use]
    pub fn settled(&self) -> bool {
        self.log_likelihood.is_finite() && self.gradient_norm < SETTLED
    }
}

/// A log-likelihood with its gradient by the parameters, over all clients.
pub(crate) trait Likelihood<const N: usize> {
    /// Log-likelihood and its slope by each parameter.
    fn at(&self, parameters: &[f64; N]) -> (f64, [f64; N]);
    /// Number of clients.
    fn clients(&self) -> u64;
    /// What each parameter is measured in, so that all are numbers of a middling size.
    fn scale(&self) -> [f64; N] {
        [1.0; N]
    }
}

/// The variables of the optimiser: logarithms of the parameters by their scale.
pub(crate) fn variables<const N: usize>(
    data: &impl Likelihood<N>,
    parameters: &[f64; N],
) -> [f64; N] {
    let scale = data.scale();
    std::array::from_fn(|i| (parameters[i] / scale[i]).ln())
}

/// The parameters of variables.
pub(crate) fn parameters<const N: usize>(data: &impl Likelihood<N>, at: &[f64; N]) -> [f64; N] {
    let scale = data.scale();
    std::array::from_fn(|i| at[i].exp() * scale[i])
}

/// The mean negative log-likelihood by the logarithms of the parameters.
pub(crate) struct Descent<'a, L>(pub(crate) &'a L);

impl<const N: usize, L: Likelihood<N>> Function<N> for Descent<'_, L> {
    fn of(&self, at: &[f64; N]) -> (f64, [f64; N]) {
        let parameters = parameters(self.0, at);
        let (value, slope) = self.0.at(&parameters);
        let n = (self.0.clients() as f64).max(1.0);
        let gradient = std::array::from_fn(|i| -slope[i] * parameters[i] / n);
        if value.is_finite() {
            (-value / n, gradient)
        } else {
            (f64::INFINITY, gradient)
        }
    }
}

/// The best fit from several starts; where there is a small likeness of the data, the starts are
/// tried on it and only the best one goes on to all of it.
pub(crate) fn fit<const N: usize, L: Likelihood<N>>(
    all: &L,
    small: Option<&L>,
    starts: &[[f64; N]],
) -> Fit<N> {
    let first = small.unwrap_or(all);
    let best = starts
        .iter()
        .map(|start| {
            minimise(
                &Descent(first),
                variables(first, start),
                identity(),
                TOLERANCE,
            )
        })
        .min_by(|a, b| a.place.value.total_cmp(&b.place.value))
        .expect("a model has a start");
    match small {
        Some(small) => {
            let known = parameters(small, &best.place.at);
            near(all, &known, &best.inverse, TOLERANCE)
        }
        None => report(all, &best),
    }
}

/// The fit near known parameters.
pub(crate) fn near<const N: usize, L: Likelihood<N>>(
    all: &L,
    known: &[f64; N],
    inverse: &[[f64; N]; N],
    tolerance: f64,
) -> Fit<N> {
    report(
        all,
        &minimise(&Descent(all), variables(all, known), *inverse, tolerance),
    )
}

fn report<const N: usize, L: Likelihood<N>>(all: &L, best: &Optimum<N>) -> Fit<N> {
    Fit {
        parameters: parameters(all, &best.place.at),
        log_likelihood: -best.place.value * (all.clients() as f64).max(1.0),
        gradient_norm: norm(&best.place.gradient),
        clients: all.clients(),
        iterations: best.iterations,
        evaluations: best.evaluations,
        inverse: best.inverse,
    }
}
