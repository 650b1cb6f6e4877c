//! How far a figure could be off for want of more clients: the covariance of the fitted parameters
//! (the sandwich of P. Huber, 1967, and H. White, 1982: right also where the model is only nearly),
//! and from it the spread of any figure by its slopes. It is what drawing bases from the base and
//! fitting each anew comes to when the draws are many, for the price of some twenty sums.

use super::fit::Fit;
use super::gamma_gamma::GammaGamma;
use super::geometric::{Days, Geometric, Kind};
use super::history::Buyer;
use super::sample::{Group, Sample, Spend};

/// Parameters of both models: r, α, a, b and p, q, v.
pub(crate) const ALL: usize = 7;
type Square = [[f64; ALL]; ALL];

/// Step by which the logarithm of a parameter is moved to see a slope change.
const STEP: f64 = 1e-4;
/// A parameter whose logarithm has come so near the bound of the fit is taken for known: nothing
/// changes with it any more.
const NEARLY_BOUND: f64 = 11.9;

/// Covariance of the logarithms of the parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Doubt(Square);

impl Doubt {
    /// From every so-manieth client of a base, `most` of them. `None` where the likelihood has no
    /// top.
    #[must_use]
    pub fn of(
        buyers: &[Buyer],
        kind: Kind,
        timing: &Fit<4>,
        money: Option<&Fit<3>>,
        unit: f64,
        most: u32,
    ) -> Option<Self> {
        // by history, so that it does not depend on how the clients are numbered
        let mut pool: Vec<_> = buyers
            .iter()
            .map(|buyer| (buyer.history, buyer.repeat_minor))
            .collect();
        pool.sort_unstable();
        let step = pool.len().div_ceil(most.max(1) as usize).max(1);
        let pool: Vec<_> = pool.into_iter().step_by(step).collect();
        let sample = Sample::new(pool.iter().map(|one| one.0), &[]);
        let spend = Spend::new(pool.iter().map(|one| (one.0.x, one.1)), unit);
        let mut curve: Square = [[0.0; ALL]; ALL];
        bend(&mut curve, 0, timing, |at| {
            Geometric::new(kind, *at).slope(&sample).1
        });
        let mut known = [false; ALL];
        for (known, parameter) in known.iter_mut().zip(timing.parameters) {
            *known = parameter.ln().abs() > NEARLY_BOUND;
        }
        if let Some(money) = money {
            bend(&mut curve, 4, money, |at| {
                GammaGamma::new(*at).slope(&spend.groups).1
            });
            let scale = [1.0, 1.0, spend.mean().max(f64::MIN_POSITIVE)];
            for (i, scale) in scale.into_iter().enumerate() {
                known[4 + i] = (money.parameters[i] / scale).ln().abs() > NEARLY_BOUND;
            }
        } else {
            known[4..].fill(true);
        }
        let inverse = inverse(&curve, &known)?;
        let spread = scores(&pool, kind, timing, money, unit);
        let mut covariance = product(&product(&inverse, &spread), &inverse);
        let scale = pool.len() as f64 / buyers.len() as f64;
        for part in covariance.iter_mut().flatten() {
            *part *= scale;
        }
        Some(Self(covariance))
    }

    /// Standard deviation of a figure with these slopes by the logarithms of the parameters.
    #[must_use]
    pub fn deviation(&self, slope: &[f64; ALL]) -> f64 {
        let along = |row: &[f64; ALL]| row.iter().zip(slope).map(|(a, b)| a * b).sum::<f64>();
        let variance: f64 = self
            .0
            .iter()
            .zip(slope)
            .map(|(row, b)| along(row) * b)
            .sum();
        variance.max(0.0).sqrt()
    }
}

/// The curvature of a likelihood by the logarithms of its parameters, from its slopes.
fn bend<const N: usize>(
    curve: &mut Square,
    from: usize,
    fit: &Fit<N>,
    slope: impl Fn(&[f64; N]) -> [f64; N],
) {
    let slope_at = |i: usize, by: f64| {
        let mut at = fit.parameters;
        at[i] *= by.exp();
        let slope = slope(&at);
        std::array::from_fn::<f64, N, _>(|j| slope[j] * at[j])
    };
    for i in 0..N {
        let (up, down) = (slope_at(i, STEP), slope_at(i, -STEP));
        for j in 0..N {
            let change = (down[j] - up[j]) / (2.0 * STEP);
            curve[from + i][from + j] += change / 2.0;
            curve[from + j][from + i] += change / 2.0;
        }
    }
}

/// Σ (s − s̄)(s − s̄)ᵀ over the clients, s the slopes of a client's own likelihood.
fn scores(
    pool: &[(super::sample::History, i64)],
    kind: Kind,
    timing: &Fit<4>,
    money: Option<&Fit<3>>,
    unit: f64,
) -> Square {
    let model = Geometric::new(kind, timing.parameters);
    let oldest = pool.iter().map(|one| one.0.age).max().unwrap_or(0);
    let days = Days::new(&model, oldest);
    let mut all: Vec<[f64; ALL]> = Vec::with_capacity(pool.len());
    for alike in pool.chunk_by(|a, b| a.0 == b.0) {
        let history = alike[0].0;
        let group = Group {
            history,
            clients: 1.0,
        };
        let (_, of_timing) = model.slope_of(&[group], &days);
        for &(_, minor) in alike {
            let mut score = [0.0; ALL];
            for i in 0..4 {
                score[i] = of_timing[i] * timing.parameters[i];
            }
            if let Some(fit) = money.filter(|_| history.x > 0 && minor > 0) {
                let mean = minor as f64 / unit / f64::from(history.x);
                let (_, slope) = GammaGamma::new(fit.parameters).slope(&[(history.x, mean, 1.0)]);
                for i in 0..3 {
                    score[4 + i] = slope[i] * fit.parameters[i];
                }
            }
            all.push(score);
        }
    }
    let n = all.len().max(1) as f64;
    let mean: [f64; ALL] =
        std::array::from_fn(|i| all.iter().map(|score| score[i]).sum::<f64>() / n);
    let mut sum = [[0.0; ALL]; ALL];
    for score in &all {
        for i in 0..ALL {
            for j in 0..ALL {
                sum[i][j] += (score[i] - mean[i]) * (score[j] - mean[j]);
            }
        }
    }
    sum
}

fn product(a: &Square, b: &Square) -> Square {
    std::array::from_fn(|i| {
        std::array::from_fn(|j| (0..ALL).map(|k| a[i][k] * b[k][j]).sum::<f64>())
    })
}

/// The inverse of a positive definite matrix, nothing where a parameter is known. `None` when it is
/// not definite: by Cholesky's roots, whose pivots must be positive.
fn inverse(of: &Square, known: &[bool; ALL]) -> Option<Square> {
    let free: Vec<usize> = (0..ALL).filter(|i| !known[*i]).collect();
    let mut root = [[0.0; ALL]; ALL];
    for (row, &i) in free.iter().enumerate() {
        for &j in &free[..=row] {
            let before = free[..row].iter().take_while(|k| **k < j);
            let sum: f64 = of[i][j] - before.map(|&k| root[i][k] * root[j][k]).sum::<f64>();
            if i == j {
                // a pivot that is all rounding is none
                if sum <= 1e-10 * of[i][i] {
                    return None;
                }
                root[i][i] = sum.sqrt();
            } else {
                root[i][j] = sum / root[j][j];
            }
        }
    }
    let mut inverse = [[0.0; ALL]; ALL];
    for &column in &free {
        let mut half = [0.0; ALL];
        for (place, &i) in free.iter().enumerate() {
            let unit = if i == column { 1.0 } else { 0.0 };
            let sum: f64 = free[..place].iter().map(|&k| root[i][k] * half[k]).sum();
            half[i] = (unit - sum) / root[i][i];
        }
        for (place, &i) in free.iter().enumerate().rev() {
            let sum: f64 = free[place + 1..]
                .iter()
                .map(|&k| root[k][i] * inverse[k][column])
                .sum();
            inverse[i][column] = (half[i] - sum) / root[i][i];
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_turns_back() {
        let mut of = [[0.0; ALL]; ALL];
        for (i, row) in of.iter_mut().enumerate() {
            for (j, part) in row.iter_mut().enumerate() {
                *part = if i == j {
                    5.0
                } else {
                    1.0 / (1 + i + j) as f64
                };
            }
        }
        let mut known = [false; ALL];
        known[2] = true;
        let found = inverse(&of, &known).unwrap();
        let all = product(&of, &found);
        for i in (0..ALL).filter(|i| *i != 2) {
            for j in (0..ALL).filter(|j| *j != 2) {
                let wanted = if i == j { 1.0 } else { 0.0 };
                assert!((all[i][j] - wanted).abs() < 1e-12, "{i} {j} {}", all[i][j]);
            }
        }
        assert_eq!(found[2], [0.0; ALL]);
        of[0][0] = -1.0;
        assert_eq!(inverse(&of, &known), None);
    }
}
