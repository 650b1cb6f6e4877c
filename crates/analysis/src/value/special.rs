//! The special functions the models need and no small crate has: digamma, Gauss' hypergeometric
//! series, and nodes of Gauss–Legendre quadrature. ln Γ is that of `libm`.

pub(crate) use libm::lgamma;

/// ψ(x), the derivative of ln Γ, for x > 0: recurrence up to 10, then the asymptotic series.
pub(crate) fn digamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < 10.0 {
        below -= 1.0 / x;
        x += 1.0;
    }
    let i = 1.0 / (x * x);
    let series = i
        * (1.0 / 12.0
            - i * (1.0 / 120.0
                - i * (1.0 / 252.0
                    - i * (1.0 / 240.0 - i * (1.0 / 132.0 - i * (691.0 / 32_760.0 - i / 12.0))))));
    below + x.ln() - 0.5 / x - series
}

/// ₂F₁(a, b; c; z) for 0 ≤ z < 1 by its series; `None` when that does not settle.
pub(crate) fn hyp2f1(a: f64, b: f64, c: f64, z: f64) -> Option<f64> {
    const MOST_TERMS: u32 = 5_000;
    let (mut term, mut sum) = (1.0_f64, 1.0_f64);
    for n in 0..MOST_TERMS {
        let n = f64::from(n);
        let ratio = (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        term *= ratio;
        sum += term;
        if !sum.is_finite() {
            return None;
        }
        // the ratio of terms must have settled near z, or a small term says nothing
        let falling = ratio.abs() < (1.0 + z) / 2.0;
        if falling && term.abs() <= 1e-16 * (1.0 - z) * sum.abs() {
            return Some(sum);
        }
    }
    None
}

/// The number of standard deviations under which this share of a normal law lies, 0 < share < 1:
/// Newton's steps on the error function.
pub(crate) fn normal(share: f64) -> f64 {
    let mut at = 0.0_f64;
    for _ in 0..60 {
        let below = 0.5 * libm::erfc(-at / std::f64::consts::SQRT_2);
        let density = (-at * at / 2.0).exp() / std::f64::consts::TAU.sqrt();
        let step = ((share - below) / density).clamp(-1.0, 1.0);
        at += step;
        if step.abs() < 1e-13 {
            break;
        }
    }
    at
}

/// ln(eᵃ + eᵇ).
pub(crate) fn ln_sum(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY {
        high
    } else {
        high + (low - high).exp().ln_1p()
    }
}

/// Nodes and weights of 16-point Gauss–Legendre quadrature on (−1, 1): the positive half.
pub(crate) const GAUSS: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_9),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_095),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digamma_at_known_points() {
        const EULER: f64 = 0.577_215_664_901_532_9;
        assert!((digamma(1.0) + EULER).abs() < 1e-14);
        assert!((digamma(0.5) + EULER + 4f64.ln()).abs() < 1e-14);
        assert!((digamma(1e-3) + 1_000.575_571_931_8).abs() < 1e-8);
        let slope = (lgamma(123.4 + 1e-4) - lgamma(123.4 - 1e-4)) / 2e-4;
        assert!((digamma(123.4) - slope).abs() < 1e-8);
    }

    #[test]
    fn hypergeometric_at_known_points() {
        let near = |got: Option<f64>, wanted: f64| {
            assert!(
                got.is_some_and(|got| (got / wanted - 1.0).abs() < 1e-12),
                "{got:?} {wanted}"
            );
        };
        near(hyp2f1(1.0, 1.0, 2.0, 0.5), 2.0 * 2f64.ln());
        near(hyp2f1(3.0, 0.7, 0.7, 0.9), 0.1f64.powi(-3));
        near(hyp2f1(0.0, 4.0, 1.5, 0.3), 1.0);
        near(hyp2f1(0.5, 0.5, 1.5, 0.64), 0.8f64.asin() / 0.8);
    }

    #[test]
    fn normal_at_known_points() {
        for (share, wanted) in [
            (0.5, 0.0),
            (0.95, 1.644_853_626_951),
            (0.001, -3.090_232_306_168),
        ] {
            assert!((normal(share) - wanted).abs() < 1e-10, "{share}");
        }
    }

    #[test]
    fn quadrature_integrates_polynomials() {
        let sum = |power: i32| -> f64 { GAUSS.iter().map(|(x, w)| 2.0 * w * x.powi(power)).sum() };
        assert!((sum(0) - 2.0).abs() < 1e-14);
        assert!((sum(30) - 2.0 / 31.0).abs() < 1e-14);
    }
}
