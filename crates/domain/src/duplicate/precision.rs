//! How often the engine is right, measured by decisions on pairs drawn by lot: by band of chance,
//! with exact intervals, and the chance from which on pairs may be merged without asking.

use crate::setting::{self, Settings};

/// Lower edges of the bands of chance; the last one ends at certainty.
pub const BANDS: [f64; 6] = [0.02, 0.5, 0.8, 0.95, 0.99, 0.999];

/// The band of a chance; those below the first edge count to the first band.
pub fn band(chance: f64) -> usize {
    BANDS.iter().rposition(|from| chance >= *from).unwrap_or(0)
}

/// What was decided of the pairs of one band that were drawn by lot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sample {
    /// Decided.
    pub decided: u64,
    /// Of these, one client.
    pub same: u64,
    /// Of these, not to be told; they count as wrong.
    pub unsure: u64,
}

/// The precision of a band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precision {
    /// What was decided.
    pub sample: Sample,
    /// Share that was one client; none without a decision.
    pub share: Option<f64>,
    /// The interval that holds the true share, as sure as the setting says.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Decisions still missing for the interval to be as narrow as the setting asks, if the share
    /// stays as it is.
    pub missing_for_width: u64,
    /// Decisions still missing for merging without asking, if none of them finds a mistake; none:
    /// not to be reached within [`MOST`].
    pub missing_for_merging: Option<u64>,
}

/// The most decisions that are looked ahead.
pub const MOST: u64 = 20_000;

/// The precision of every band.
pub fn measure(settings: &Settings, samples: &[Sample; BANDS.len()]) -> [Precision; BANDS.len()] {
    let risk = 1.0 - settings.whole(&setting::DUPLICATE_CONFIDENCE) as f64 / 100.0;
    let width = settings.whole(&setting::DUPLICATE_WIDTH) as f64 / 100.0;
    let wanted = least(settings);
    samples.map(|sample| {
        let (low, high) = interval(sample.same, sample.decided, risk);
        Precision {
            sample,
            share: (sample.decided > 0).then(|| sample.same as f64 / sample.decided as f64),
            low,
            high,
            missing_for_width: missing_for_width(sample, risk, width),
            missing_for_merging: missing_for_merging(sample, risk, wanted),
        }
    })
}

/// The precision that merging without asking needs.
pub fn least(settings: &Settings) -> f64 {
    settings.whole(&setting::DUPLICATE_PRECISION) as f64 / 1000.0
}

/// The chance from which on pairs may be merged without asking: the lower edge of the lowest band
/// whose lower bound is at what the setting asks, with every band above. A band above in which no
/// pair waits needs no proof.
pub fn threshold(
    settings: &Settings,
    measured: &[Precision; BANDS.len()],
    waiting: &[i64],
) -> Option<f64> {
    let wanted = least(settings);
    let mut from = None;
    for (at, one) in measured.iter().enumerate().rev() {
        if one.sample.decided > 0 && one.low >= wanted {
            from = Some(BANDS[at]);
        } else if waiting.get(at).is_none_or(|count| *count > 0) {
            break;
        }
    }
    from
}

/// The exact interval of Clopper and Pearson (1934) for a share of which `same` of `of` were seen;
/// each side misses the true share with at most half of `risk`.
pub fn interval(same: u64, of: u64, risk: f64) -> (f64, f64) {
    let same = same.min(of);
    let low = if same == 0 {
        0.0
    } else {
        // the share at which as many or more would be seen with half the risk
        solve(|p| at_least(same, of, p) < risk / 2.0)
    };
    let high = if same == of {
        1.0
    } else {
        solve(|p| 1.0 - at_least(same + 1, of, p) > risk / 2.0)
    };
    (low, high)
}

/// The edge up to which `below` holds, between 0 and 1.
fn solve(below: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Chance of at least `count` of `of` when each comes with chance `p`. The terms are summed from
/// the largest outwards, so that nothing is lost where the first is too small to be written.
fn at_least(count: u64, of: u64, p: f64) -> f64 {
    if count == 0 || p >= 1.0 {
        return 1.0;
    }
    if p <= 0.0 || count > of {
        return 0.0;
    }
    let top = (((of + 1) as f64 * p).floor() as u64).min(of);
    let odds = p / (1.0 - p);
    let (mut all, mut wanted) = (0.0, 0.0);
    let mut add = |k: u64, term: f64| {
        all += term;
        if k >= count {
            wanted += term;
        }
    };
    add(top, 1.0);
    let mut term = 1.0;
    for k in (top + 1)..=of {
        term *= (of - k + 1) as f64 / k as f64 * odds;
        add(k, term);
        if term < 1e-18 {
            break;
        }
    }
    term = 1.0;
    for k in (0..top).rev() {
        term *= (k + 1) as f64 / (of - k) as f64 / odds;
        add(k, term);
        if term < 1e-18 {
            break;
        }
    }
    wanted / all
}

fn missing_for_width(sample: Sample, risk: f64, width: f64) -> u64 {
    let share = if sample.decided > 0 {
        sample.same as f64 / sample.decided as f64
    } else {
        0.5
    };
    let narrow = |of: u64| {
        let (low, high) = interval((share * of as f64).round() as u64, of, risk);
        high - low <= width
    };
    first(sample.decided, narrow).map_or(MOST, |of| of - sample.decided)
}

fn missing_for_merging(sample: Sample, risk: f64, wanted: f64) -> Option<u64> {
    let wrong = sample.decided - sample.same.min(sample.decided);
    let good = |of: u64| interval(of - wrong, of, risk).0 >= wanted;
    first(sample.decided, good).map(|of| of - sample.decided)
}

/// The first number from `from` on, up to [`MOST`], for which `holds`; it holds for all above.
fn first(from: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    if !holds(MOST.max(from)) {
        return None;
    }
    let (mut low, mut high) = (from, MOST.max(from));
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 5e-4
    }

    #[test]
    fn r113_exact_intervals_are_those_of_the_tables() {
        // 0 and all of n: 1 − (α/2)^(1/n) and its mirror
        let (low, high) = interval(0, 10, 0.05);
        assert!(low == 0.0 && close(high, 0.3085), "{high}");
        let (low, high) = interval(10, 10, 0.05);
        assert!(high == 1.0 && close(low, 0.6915), "{low}");
        // Brown, Cai and DasGupta (2001) and common tables
        let (low, high) = interval(5, 10, 0.05);
        assert!(close(low, 0.1871) && close(high, 0.8129), "{low} {high}");
        let (low, high) = interval(81, 263, 0.05);
        assert!(close(low, 0.2527) && close(high, 0.3676), "{low} {high}");
        assert_eq!(interval(0, 0, 0.05), (0.0, 1.0));
    }

    #[test]
    fn r113_merging_needs_the_lower_bound_in_every_band_above() {
        let settings = Settings::default();
        let perfect = |decided| Sample {
            decided,
            same: decided,
            unsure: 0,
        };
        let some = [1; BANDS.len()];
        let mut samples = [Sample::default(); BANDS.len()];
        assert_eq!(
            threshold(&settings, &measure(&settings, &samples), &some),
            None
        );
        samples[5] = perfect(700);
        let measured = measure(&settings, &samples);
        assert_eq!(threshold(&settings, &measured, &some), None);
        let missing = measured[5].missing_for_merging.unwrap();
        assert!((30..45).contains(&missing), "{missing}: 736 in all");
        samples[5] = perfect(736);
        assert_eq!(
            threshold(&settings, &measure(&settings, &samples), &some),
            Some(0.999)
        );
        // a good band below a bad one does not help
        samples[3] = perfect(5_000);
        assert_eq!(
            threshold(&settings, &measure(&settings, &samples), &some),
            Some(0.999)
        );
        samples[4] = perfect(5_000);
        assert_eq!(
            threshold(&settings, &measure(&settings, &samples), &some),
            Some(0.95)
        );
        // one that could not be told counts as wrong
        samples[5].decided += 5;
        samples[5].unsure = 5;
        let measured = measure(&settings, &samples);
        assert_eq!(threshold(&settings, &measured, &some), None);
        // where nothing waits nothing can go wrong
        let none_above = [1, 1, 1, 1, 1, 0];
        assert_eq!(threshold(&settings, &measured, &none_above), Some(0.95));
    }

    #[test]
    fn bands_hold_their_edges() {
        assert_eq!(band(0.0), 0);
        for (at, from) in BANDS.iter().enumerate() {
            assert_eq!(band(*from), at);
        }
        assert_eq!(band(1.0), BANDS.len() - 1);
    }

    proptest! {
        #[test]
        fn an_interval_holds_the_share_and_narrows(of in 1_u64..400, at in 0.0_f64..1.0) {
            let same = (at * of as f64).floor() as u64;
            let (low, high) = interval(same, of, 0.05);
            let share = same as f64 / of as f64;
            prop_assert!(low <= share + 1e-9 && share <= high + 1e-9);
            let (closer_low, closer_high) = interval(same * 4, of * 4, 0.05);
            prop_assert!(closer_high - closer_low <= high - low + 1e-9);
            // what Clopper and Pearson promise: at the ends the tail has half the risk
            if same > 0 {
                prop_assert!((at_least(same, of, low) - 0.025).abs() < 1e-6);
            }
        }
    }
}
