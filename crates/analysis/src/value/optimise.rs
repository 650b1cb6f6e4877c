//! Finds the least value of a smooth function of a few variables by BFGS: deterministic, with the
//! exact gradient, and with the curvature handed on so that a fit near a known one takes few steps.

/// A point, the value and gradient there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<const N: usize> {
    pub(crate) at: [f64; N],
    pub(crate) value: f64,
    pub(crate) gradient: [f64; N],
}

impl<const N: usize> Place<N> {
    /// The same without the slopes that only lead over a bound.
    fn held(mut self) -> Self {
        for (slope, at) in self.gradient.iter_mut().zip(self.at) {
            if at.abs() >= BOUND && *slope * at < 0.0 {
                *slope = 0.0;
            }
        }
        self
    }

    /// Whether a step along a variable would only lead over its bound.
    fn stuck(&self, i: usize, step: f64) -> bool {
        self.at[i].abs() >= BOUND && step * self.at[i] > 0.0
    }
}

/// Where the search ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Optimum<const N: usize> {
    pub(crate) place: Place<N>,
    /// Inverse of the curvature, as found on the way.
    pub(crate) inverse: [[f64; N]; N],
    pub(crate) iterations: u32,
    pub(crate) evaluations: u32,
}

/// The function: value and gradient; an infinite value for a point that is none.
pub(crate) trait Function<const N: usize> {
    fn of(&self, at: &[f64; N]) -> (f64, [f64; N]);
}

/// Steps of at most this much in any variable.
const LONGEST: f64 = 1.5;
/// Variables (logarithms of parameters) are kept inside ± this. Clients that are all alike would
/// drive them to infinity along a ridge on which nothing changes any more.
pub(crate) const BOUND: f64 = 12.0;
const MOST_ITERATIONS: u32 = 300;

/// Largest absolute number.
pub(crate) fn norm<const N: usize>(vector: &[f64; N]) -> f64 {
    vector.iter().fold(0.0, |most, part| part.abs().max(most))
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The identity.
pub(crate) fn identity<const N: usize>() -> [[f64; N]; N] {
    std::array::from_fn(|i| std::array::from_fn(|j| if i == j { 1.0 } else { 0.0 }))
}

/// Minimises from `start` until the gradient is under `tolerance` or nothing gets better.
pub(crate) fn minimise<const N: usize>(
    function: &impl Function<N>,
    start: [f64; N],
    inverse: [[f64; N]; N],
    tolerance: f64,
) -> Optimum<N> {
    let mut inverse = inverse;
    let (value, gradient) = function.of(&start);
    let mut place = Place {
        at: start,
        value,
        gradient,
    }
    .held();
    let (mut iterations, mut evaluations) = (0, 1);
    let mut fresh = false;
    while iterations < MOST_ITERATIONS && norm(&place.gradient) > tolerance {
        let mut step: [f64; N] = std::array::from_fn(|i| -dot(&inverse[i], &place.gradient));
        for (i, part) in step.iter_mut().enumerate() {
            if place.stuck(i, *part) {
                *part = 0.0;
            }
        }
        if dot(&step, &place.gradient) >= 0.0 {
            inverse = identity();
            step = place.gradient.map(|part| -part);
        }
        let long = norm(&step);
        let mut scale = if long > LONGEST { LONGEST / long } else { 1.0 };
        let slope = dot(&step, &place.gradient);
        let mut next = None;
        for _ in 0..40 {
            let at: [f64; N] =
                std::array::from_fn(|i| (place.at[i] + scale * step[i]).clamp(-BOUND, BOUND));
            let (value, gradient) = function.of(&at);
            evaluations += 1;
            let lower = value <= place.value + 1e-4 * scale * slope;
            // at the bottom the value is all rounding; the gradient still tells
            let level = (value - place.value).abs() <= 1e-12 * place.value.abs()
                && norm(&gradient) < norm(&place.gradient);
            if value.is_finite() && (lower || level) {
                next = Some(
                    Place {
                        at,
                        value,
                        gradient,
                    }
                    .held(),
                );
                break;
            }
            scale *= if value.is_finite() {
                let bend = 2.0 * (value - place.value - scale * slope);
                (-slope * scale / bend).clamp(0.1, 0.5)
            } else {
                0.1
            };
        }
        iterations += 1;
        let Some(next) = next else {
            if fresh {
                break;
            }
            // the curvature misleads: once more downhill
            fresh = true;
            inverse = identity();
            continue;
        };
        fresh = false;
        let moved: [f64; N] = std::array::from_fn(|i| next.at[i] - place.at[i]);
        let change: [f64; N] = std::array::from_fn(|i| next.gradient[i] - place.gradient[i]);
        update(&mut inverse, &moved, &change, iterations == 1);
        place = next;
    }
    Optimum {
        place,
        inverse,
        iterations,
        evaluations,
    }
}

/// The BFGS update of the inverse curvature.
fn update<const N: usize>(
    inverse: &mut [[f64; N]; N],
    moved: &[f64; N],
    change: &[f64; N],
    first: bool,
) {
    let along = dot(moved, change);
    if along <= 1e-14 * (dot(moved, moved) * dot(change, change)).sqrt() || along <= 0.0 {
        return;
    }
    if first && *inverse == identity() {
        let scale = along / dot(change, change);
        for (i, row) in inverse.iter_mut().enumerate() {
            row[i] = scale;
        }
    }
    let turned: [f64; N] = std::array::from_fn(|i| dot(&inverse[i], change));
    let weight = (1.0 + dot(change, &turned) / along) / along;
    for i in 0..N {
        for j in 0..N {
            inverse[i][j] += weight * moved[i] * moved[j]
                - (turned[i] * moved[j] + moved[i] * turned[j]) / along;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Valley;

    impl Function<2> for Valley {
        fn of(&self, at: &[f64; 2]) -> (f64, [f64; 2]) {
            let [x, y] = *at;
            let bent = y - x * x;
            let value = (1.0 - x).powi(2) + 100.0 * bent * bent;
            (value, [-2.0 * (1.0 - x) - 400.0 * x * bent, 200.0 * bent])
        }
    }

    #[test]
    fn finds_the_bottom_of_a_bent_valley() {
        let found = minimise(&Valley, [-1.2, 1.0], identity(), 1e-10);
        assert!((found.place.at[0] - 1.0).abs() < 1e-8, "{found:?}");
        assert!((found.place.at[1] - 1.0).abs() < 1e-8, "{found:?}");
    }
}
