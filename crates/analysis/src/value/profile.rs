//! How far a parameter may be from the most likely one: the profile of the likelihood. A value of
//! the parameter is believed as long as the likelihood, the other parameters chosen best for it,
//! stays within χ²₁/2 of the largest (S. S. Wilks, 1938).

use serde::Serialize;

use super::fit::{Descent, Fit, Likelihood, parameters, variables};
use super::optimise::{BOUND, Function, minimise};
use super::special::normal;

/// Where the interval of a parameter ends; `None` where the data set no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Ends {
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// Slope at which the other parameters are good enough: the likelihood changes with its square.
const TOLERANCE: f64 = 1e-6;
/// Part of the drop by which an end may be off.
const CLOSE: f64 = 1e-3;
/// Steps towards an end.
const MOST_STEPS: u32 = 30;

/// A function with one of its variables held.
struct Held<'a, F, const N: usize> {
    function: &'a F,
    variable: usize,
    at: f64,
}

impl<const N: usize, F: Function<N>> Function<N> for Held<'_, F, N> {
    fn of(&self, at: &[f64; N]) -> (f64, [f64; N]) {
        let mut at = *at;
        at[self.variable] = self.at;
        let (value, mut gradient) = self.function.of(&at);
        gradient[self.variable] = 0.0;
        (value, gradient)
    }
}

/// The ends of the interval of each parameter, with this share of such intervals right.
pub(crate) fn profile<const N: usize, L: Likelihood<N>>(
    data: &L,
    fit: &Fit<N>,
    confidence: f64,
) -> [Ends; N] {
    let best = variables(data, &fit.parameters);
    let deviations = normal(f64::midpoint(1.0, confidence));
    let clients = (data.clients() as f64).max(1.0);
    let search = Search {
        function: &Descent(data),
        best,
        inverse: fit.inverse,
        top: -fit.log_likelihood / clients,
        drop: deviations * deviations / 2.0 / clients,
    };
    std::array::from_fn(|variable| {
        let end = |sign| {
            let at = search.end(variable, sign)?;
            let mut of = best;
            of[variable] = at;
            Some(parameters(data, &of)[variable])
        };
        Ends {
            low: end(-1.0),
            high: end(1.0),
        }
    })
}

struct Search<'a, F, const N: usize> {
    function: &'a F,
    best: [f64; N],
    inverse: [[f64; N]; N],
    top: f64,
    drop: f64,
}

impl<F: Function<N>, const N: usize> Search<'_, F, N> {
    /// The logarithm of the parameter at which the likelihood has dropped just as far. The root of
    /// the drop is nearly straight, so the steps are those of a line.
    fn end(&self, variable: usize, sign: f64) -> Option<f64> {
        let own = self.inverse[variable][variable].max(1e-12);
        // the curvature of the others with this one held, and how they follow it
        let follows: [f64; N] = std::array::from_fn(|j| self.inverse[j][variable] / own);
        let inverse: [[f64; N]; N] = std::array::from_fn(|i| {
            std::array::from_fn(|j| {
                self.inverse[i][j] - self.inverse[i][variable] * self.inverse[j][variable] / own
            })
        });
        let (mut inside, mut outside) = ((0.0, 0.0), None::<(f64, f64)>);
        let mut away = (2.0 * self.drop * own).sqrt().clamp(1e-6, 2.0);
        let mut start = self.best;
        for _ in 0..MOST_STEPS {
            let at = self.best[variable] + sign * away;
            if at.abs() > BOUND {
                return None;
            }
            let held = Held {
                function: self.function,
                variable,
                at,
            };
            if outside.is_none() && inside.0 == 0.0 {
                for (j, start) in start.iter_mut().enumerate() {
                    *start += follows[j] * sign * away;
                }
            }
            let found = minimise(&held, start, inverse, TOLERANCE);
            let root = ((found.place.value - self.top).max(0.0) / self.drop).sqrt();
            if (root * root - 1.0).abs() < CLOSE {
                return Some(at);
            }
            start = found.place.at;
            if root < 1.0 {
                inside = (away, root);
            } else {
                outside = Some((away, root));
            }
            away = match outside {
                None => away * (1.0 / root.max(0.5)).max(1.1),
                Some((far, high)) => {
                    let (near, low) = inside;
                    let part = if high.is_finite() {
                        ((1.0 - low) / (high - low)).clamp(0.05, 0.95)
                    } else {
                        0.5
                    };
                    near + (far - near) * part
                }
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::fit::near;
    use super::super::optimise::identity;
    use super::*;

    /// A likelihood of two parameters that hang together: in their logarithms a bowl.
    struct Bowl;

    impl Likelihood<2> for Bowl {
        fn at(&self, at: &[f64; 2]) -> (f64, [f64; 2]) {
            let (x, y) = (at[0].ln(), at[1].ln());
            let (of_x, of_y) = (2.0 * x - y, 2.0 * y - x);
            let value = -100.0 * (x * x + y * y - x * y);
            (value, [-100.0 * of_x / at[0], -100.0 * of_y / at[1]])
        }

        fn clients(&self) -> u64 {
            100
        }
    }

    #[test]
    fn the_profile_of_a_bowl_is_known() {
        let fit = near(&Bowl, &[1.1, 0.9], &identity(), 1e-10);
        let [x, _] = profile(&Bowl, &fit, 0.9);
        // with y = x/2 the drop is 75 x²; χ²₁/2 of 90 % is 1.3528
        let wanted = (1.352_772 / 75.0_f64).sqrt();
        let (low, high) = (x.low.unwrap().ln(), x.high.unwrap().ln());
        assert!((low + wanted).abs() < 1e-3 && (high - wanted).abs() < 1e-3);
    }
}
