//! The purchases of a client that still buys in the weeks ahead, as a distribution.
//!
//! Stages of gaps pass at a rate that is Gamma; j of the running gap (fewer than k) have passed
//! already, with weights (R)ⱼ/j! · yʲ. Done stages s = j + those that pass are therefore together
//! weighted with (R)ₛ/s! · (z + u)ˢ · P(Binomial(s, u/(z + u)) < k), u = y(1 − z): one sum for all j.
//! Every k-th stage is a purchase, unless the client left before.

/// What the purchases ahead depend on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ahead {
    /// k: stages of a gap.
    pub(crate) stages: u32,
    /// R: shape of the rate.
    pub(crate) shape: f64,
    /// Silence by (α + age).
    pub(crate) y: f64,
    /// Weeks ahead by (α + age + weeks ahead).
    pub(crate) z: f64,
    /// First parameter of the chance to leave.
    pub(crate) a: f64,
    /// Second, with the purchases until now.
    pub(crate) stays: f64,
}

/// A rate so wide that more stages than this are likely is no rate: such a fit is not settled.
const MOST_STAGES: u32 = 200_000;
/// Weights under this part of their sum are not worth adding.
const TINY: f64 = 1e-17;
/// Numbers are scaled down before they leave the range of a float.
const HUGE: f64 = 1e200;
/// 1/n of the stages that most clients need: a product is several times as quick as a quotient.
static INVERSE: [f64; 4_096] = {
    let mut inverse = [f64::INFINITY; 4_096];
    let mut n = 1;
    while n < inverse.len() {
        inverse[n] = 1.0 / n as f64;
        n += 1;
    }
    inverse
};

fn inverse(n: u32) -> f64 {
    let known = INVERSE.get(n as usize).copied();
    known.unwrap_or_else(|| 1.0 / f64::from(n))
}

impl Ahead {
    /// Purchases expected.
    pub(crate) fn mean(&self) -> f64 {
        let (mut chance, mut kept, mut made) = (1.0, 0.0, 0_u32);
        let mut next = self.stages;
        let (mut sum, mut all) = (0.0, 0.0);
        self.each(|stages, weight, scale| {
            if stages == next {
                next += self.stages;
                kept += chance;
                chance *= self.stay(made);
                made += 1;
            }
            if scale {
                sum /= HUGE;
                all /= HUGE;
            }
            sum += weight * kept;
            all += weight;
            all
        });
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// Chances of at least 1, 2, 3 … purchases, down to those that do not count.
    pub(crate) fn at_least(&self) -> Vec<f64> {
        let mut passed: Vec<f64> = vec![0.0];
        let mut all = 0.0;
        self.each(|stages, weight, scale| {
            if scale {
                passed.iter_mut().for_each(|weight| *weight /= HUGE);
                all /= HUGE;
            }
            let purchases = (stages / self.stages) as usize;
            if passed.len() <= purchases {
                passed.push(0.0);
            }
            passed[purchases] += weight;
            all += weight;
            all
        });
        for n in (1..passed.len()).rev() {
            passed[n - 1] += passed[n];
        }
        let mut chance = 1.0;
        let after_first = passed.iter().skip(1);
        (0..)
            .zip(after_first)
            .map(|(before, weight)| {
                let both = chance * weight / all;
                chance *= self.stay(before);
                both
            })
            .collect()
    }

    /// Chance to stay after one more purchase, `made` of which were made ahead.
    fn stay(&self, made: u32) -> f64 {
        let stays = self.stays + f64::from(made);
        stays / (self.a + stays)
    }

    /// Shows every number of done stages with its weight, not normed, and whether all weights shown
    /// before have to be scaled down first; `show` returns the sum of the weights.
    fn each(&self, mut show: impl FnMut(u32, f64, bool) -> f64) {
        let k = self.stages;
        // with one stage none of the running gap can be done
        let u = if k > 1 { self.y * (1.0 - self.z) } else { 0.0 };
        let step = self.z + u;
        let part = u / step;
        let (mut weight, mut fewer) = (1.0_f64, 1.0_f64);
        // chance that just k − 1 of the stages lie in the past
        let mut edge = part.powi(k.cast_signed() - 1);
        let mut before = 0.0;
        for stages in 0..MOST_STAGES {
            let scale = weight > HUGE;
            if scale {
                weight /= HUGE;
                before /= HUGE;
            }
            let both = weight * fewer;
            let all = show(stages, both, scale);
            if stages >= k && both < before && both <= TINY * all {
                let falling = both / before;
                if both <= TINY * (1.0 - falling) * all {
                    break;
                }
            }
            before = both;
            let s = f64::from(stages);
            if stages + 1 >= k && u > 0.0 {
                fewer -= part * edge;
                edge *= (s + 1.0) * inverse(stages + 2 - k) * (1.0 - part);
                // what is left of it is rounding
                if fewer < 1e-15 {
                    break;
                }
            }
            weight *= (self.shape + s) * inverse(stages + 1) * step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ahead(stages: u32, y: f64) -> Ahead {
        Ahead {
            stages,
            shape: 7.3,
            y,
            z: 0.4,
            a: 0.8,
            stays: 5.2,
        }
    }

    #[test]
    fn the_mean_is_the_sum_of_the_chances() {
        for ahead in [ahead(1, 0.3), ahead(2, 0.0), ahead(5, 0.4), ahead(40, 0.8)] {
            let sum: f64 = ahead.at_least().iter().sum();
            assert!((sum / ahead.mean() - 1.0).abs() < 1e-12, "{ahead:?} {sum}");
        }
    }

    /// Straight from the definition: for each number of stages done, a negative binomial number of
    /// stages that pass.
    #[test]
    fn one_sum_is_the_sum_over_the_stages_done() {
        for of in [ahead(2, 0.1), ahead(5, 0.4), ahead(5, 0.85)] {
            let (mut sum, mut all, mut weight) = (0.0, 0.0, 1.0);
            for j in 0..of.stages {
                let shape = of.shape + f64::from(j);
                let (mut passed, mut chance) = (0_u32, (1.0 - of.z).powf(shape));
                while passed < 2_000 {
                    let purchases = (passed + j) / of.stages;
                    let kept: f64 = (0..purchases)
                        .map(|n| (0..n).map(|made| of.stay(made)).product::<f64>())
                        .sum();
                    sum += weight * chance * kept;
                    chance *= (shape + f64::from(passed)) / f64::from(passed + 1) * of.z;
                    passed += 1;
                }
                all += weight;
                weight *= shape / f64::from(j + 1) * of.y;
            }
            let wanted = sum / all;
            assert!((of.mean() / wanted - 1.0).abs() < 1e-10, "{of:?} {wanted}");
        }
    }
}
