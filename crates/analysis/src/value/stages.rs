//! The weight of a client of MBG/CNBD-k being still there: silent for the part y of (α + age), it
//! has done fewer than k stages of its gap meanwhile, Σⱼ (R)ⱼ/j! · yʲ over j < k.
//!
//! That is a polynomial in y whose coefficients are the same for all clients of one frequency.
//! They are made once for all of these, and four clients are computed side by side.

/// Clients computed side by side.
const LANES: usize = 4;
/// Coefficients up to here cannot leave the range of a float when they are added up.
const MOST: f64 = 1e290;

/// The weights of the clients of one frequency.
pub(super) struct Stages {
    stages: u32,
    shape: f64,
    /// (R)ⱼ/j! and its slope by R, for j < k.
    terms: Vec<[f64; 2]>,
    inside: bool,
}

/// The logarithm of a weight and its slopes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weight {
    pub(super) ln: f64,
    pub(super) by_shape: f64,
    /// By the logarithm of y.
    pub(super) by_ln_y: f64,
}

impl Stages {
    pub(super) fn new(stages: u32) -> Self {
        Self {
            stages,
            shape: 0.0,
            terms: Vec::with_capacity(stages as usize),
            inside: true,
        }
    }

    /// Turns to the clients of this shape.
    pub(super) fn of(&mut self, shape: f64) {
        self.shape = shape;
        self.terms.clear();
        self.terms.push([1.0, 0.0]);
        self.inside = true;
        let (mut term, mut harmonic) = (1.0, 0.0);
        for j in 0..self.stages - 1 {
            let j = f64::from(j);
            term *= (shape + j) / (j + 1.0);
            harmonic += 1.0 / (shape + j);
            self.inside &= term < MOST && term * harmonic < MOST;
            self.terms.push([term, term * harmonic]);
        }
    }

    /// Puts the weight of each y into `weights`.
    pub(super) fn weigh(&self, ys: &[f64], weights: &mut Vec<Weight>) {
        weights.clear();
        if !self.inside {
            weights.extend(ys.iter().map(|y| one_by_one(self.stages, self.shape, *y)));
            return;
        }
        for part in ys.chunks(LANES) {
            let mut lanes = [0.0; LANES];
            lanes[..part.len()].copy_from_slice(part);
            weights.extend(self.side_by_side(lanes).into_iter().take(part.len()));
        }
    }

    fn side_by_side(&self, y: [f64; LANES]) -> [Weight; LANES] {
        let (mut sum, mut by_shape, mut by_y) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for [term, slope] in self.terms.iter().rev() {
            for lane in 0..LANES {
                by_y[lane] = by_y[lane] * y[lane] + sum[lane];
                sum[lane] = sum[lane] * y[lane] + term;
                by_shape[lane] = by_shape[lane] * y[lane] + slope;
            }
        }
        std::array::from_fn(|lane| Weight {
            ln: sum[lane].ln(),
            by_shape: by_shape[lane] / sum[lane],
            by_ln_y: by_y[lane] * y[lane] / sum[lane],
        })
    }
}

/// The same of one client, term by term, scaled down before it leaves the range of a float.
pub(super) fn one_by_one(stages: u32, shape: f64, y: f64) -> Weight {
    const HUGE: f64 = 1e200;
    let (mut term, mut sum, mut by_shape, mut by_ln_y) = (1.0, 1.0, 0.0, 0.0);
    let (mut harmonic, mut scale) = (0.0, 0.0);
    for j in 0..stages - 1 {
        let j = f64::from(j);
        term *= (shape + j) / (j + 1.0) * y;
        harmonic += 1.0 / (shape + j);
        sum += term;
        by_shape += term * harmonic;
        by_ln_y += term * (j + 1.0);
        if sum > HUGE {
            for part in [&mut term, &mut sum, &mut by_shape, &mut by_ln_y] {
                *part /= HUGE;
            }
            scale += HUGE.ln();
        }
    }
    Weight {
        ln: sum.ln() + scale,
        by_shape: by_shape / sum,
        by_ln_y: by_ln_y / sum,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn side_by_side_is_one_by_one() {
        let ys = [0.0, 1e-9, 0.2, 0.5, 0.93, 0.999_999, 0.7];
        let mut weights = Vec::new();
        for stages in [2, 3, 24, 64] {
            // the last two are too large to be added up as they are
            for shape in [1e-4, 0.7, 30.0, 5_000.0, 1e6, 1e9] {
                let mut all = Stages::new(stages);
                all.of(shape);
                all.weigh(&ys, &mut weights);
                assert_eq!(weights.len(), ys.len());
                for (got, y) in weights.iter().zip(ys) {
                    let wanted = one_by_one(stages, shape, y);
                    let near = |a: f64, b: f64| (a - b).abs() <= 1e-11 * b.abs().max(1.0);
                    assert!(
                        near(got.ln, wanted.ln)
                            && near(got.by_shape, wanted.by_shape)
                            && near(got.by_ln_y, wanted.by_ln_y),
                        "{stages} {shape} {y}: {got:?} {wanted:?}"
                    );
                }
            }
        }
    }
}
