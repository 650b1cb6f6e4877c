//! Which pair is asked next. Two lists in turn: pairs by the value of a decision, and pairs drawn
//! by lot, by which it is measured how often the engine is right.

use super::precision::{BANDS, band};
use crate::setting::{self, Settings};

/// Of the pairs the engine would ask, the one at this place teaches half as much as the first.
const HALF: f64 = 50.0;

/// A pair that waits for a decision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waiting {
    /// The chance that it is one client.
    pub chance: f64,
    /// Its place among the questions of the engine.
    pub question: Option<usize>,
    /// Orders on both cards.
    pub orders: i64,
    /// Two employees hold them.
    pub holders_differ: bool,
    /// Its lot.
    pub lot: u64,
}

/// The value of a decision: what it teaches and how likely two cards become one, weighed by what
/// is at stake.
pub fn worth(settings: &Settings, pair: &Waiting) -> f64 {
    let percent = |of: &'static setting::Whole| settings.whole(of) as f64 / 100.0;
    let teaches = pair
        .question
        .map_or(0.0, |place| 1.0 / (1.0 + place as f64 / HALF));
    let orders = (1.0 + pair.orders.max(0) as f64).log2();
    let holders = f64::from(u8::from(pair.holders_differ));
    let stake = 1.0
        + percent(&setting::DUPLICATE_WEIGHT_ORDERS) * orders
        + percent(&setting::DUPLICATE_WEIGHT_HOLDERS) * holders;
    (teaches + pair.chance) * stake
}

/// A pair in its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Its place in what was given.
    pub pair: usize,
    /// It was drawn by lot.
    pub sampled: bool,
}

/// The order in which `pairs` are asked. Drawn are the pairs whose lot lies in the share that the
/// setting names, whatever else is known of them, until each band has as many decisions as the
/// setting asks; `decided` are those it has. Within a band they come in the order of their lots, so
/// that those decided are a sample by chance however many there are.
pub fn order(settings: &Settings, pairs: &[Waiting], decided: &[u64; BANDS.len()]) -> Vec<Turn> {
    let wanted = settings.whole(&setting::DUPLICATE_SAMPLE);
    let percent = settings.whole(&setting::DUPLICATE_SAMPLE_SHARE);
    let share = u128::try_from(percent).unwrap_or(0) * (1 << 64) / 100;
    let mut lots: [Vec<usize>; BANDS.len()] = Default::default();
    for (at, pair) in pairs.iter().enumerate() {
        if u128::from(pair.lot) < share {
            lots[band(pair.chance)].push(at);
        }
    }
    for (in_band, decided) in lots.iter_mut().zip(decided) {
        in_band.sort_unstable_by_key(|at| (pairs[*at].lot, *at));
        let missing = u64::try_from(wanted).unwrap_or(0).saturating_sub(*decided);
        in_band.truncate(usize::try_from(missing).unwrap_or(usize::MAX));
    }
    let mut drawn = vec![false; pairs.len()];
    for at in lots.iter().flatten() {
        drawn[*at] = true;
    }
    // one of each band in turn, the surest first: there it is decided what is merged unasked
    let longest = lots.iter().map(Vec::len).max().unwrap_or(0);
    let by_lot = (0..longest).flat_map(|at| {
        lots.iter()
            .rev()
            .filter_map(move |in_band| in_band.get(at).copied())
    });
    let mut by_worth: Vec<(f64, usize)> = (0..pairs.len())
        .filter(|at| !drawn[*at])
        .map(|at| (worth(settings, &pairs[at]), at))
        .collect();
    by_worth.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    take_turns(by_worth.into_iter().map(|(_, at)| at), by_lot, percent)
}

fn take_turns(
    by_worth: impl Iterator<Item = usize>,
    by_lot: impl Iterator<Item = usize>,
    percent: i64,
) -> Vec<Turn> {
    let (mut by_worth, mut by_lot) = (by_worth.peekable(), by_lot.peekable());
    let mut turns = Vec::new();
    let mut owed = 0;
    loop {
        owed += percent;
        let lot_is_due = owed >= 100 || by_worth.peek().is_none();
        let (pair, sampled) = if lot_is_due && by_lot.peek().is_some() {
            owed -= 100;
            (by_lot.next(), true)
        } else {
            (by_worth.next(), false)
        };
        let Some(pair) = pair.or_else(|| by_lot.next()) else {
            return turns;
        };
        turns.push(Turn { pair, sampled });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pair(chance: f64, lot: u64) -> Waiting {
        Waiting {
            chance,
            question: None,
            orders: 0,
            holders_differ: false,
            lot,
        }
    }

    #[test]
    fn r113_what_is_at_stake_comes_first() {
        let settings = Settings::default();
        let plain = pair(0.6, 1);
        let rich = Waiting {
            orders: 40,
            ..plain
        };
        let two = Waiting {
            holders_differ: true,
            ..plain
        };
        let asked = Waiting {
            question: Some(0),
            ..plain
        };
        let later = Waiting {
            question: Some(200),
            ..plain
        };
        let worth = |pair: &Waiting| worth(&settings, pair);
        assert!(worth(&rich) > worth(&plain));
        assert!(worth(&two) > worth(&plain));
        assert!(worth(&asked) > worth(&later) && worth(&later) > worth(&plain));
    }

    #[test]
    fn r113_a_share_of_each_band_is_drawn_by_lot() {
        let settings = Settings::default();
        let pairs: Vec<Waiting> = (0..2_000_u32)
            .map(|at| {
                pair(
                    [0.3, 0.6, 0.9, 0.97, 0.995, 0.9999][at as usize % 6],
                    u64::from(at).wrapping_mul(0x9e37_79b9_7f4a_7c15),
                )
            })
            .collect();
        let turns = order(&settings, &pairs, &[0; BANDS.len()]);
        let share = settings.whole(&setting::DUPLICATE_SAMPLE_SHARE) as usize;
        let first: Vec<_> = turns.iter().take(100).filter(|turn| turn.sampled).collect();
        assert_eq!(first.len(), share);
        for at in 0..BANDS.len() {
            let lots: Vec<u64> = turns
                .iter()
                .filter(|turn| turn.sampled && band(pairs[turn.pair].chance) == at)
                .map(|turn| pairs[turn.pair].lot)
                .collect();
            assert!(lots.is_sorted(), "within a band by lot");
            let least = pairs
                .iter()
                .filter(|one| band(one.chance) == at)
                .map(|one| one.lot)
                .min();
            assert_eq!(lots.first().copied(), least);
            assert!(lots.len() > 30 && lots.len() < 110, "{}", lots.len());
        }
        // a band that has enough is not drawn from any more
        let enough = [u64::MAX; BANDS.len()];
        assert!(
            order(&settings, &pairs, &enough)
                .iter()
                .all(|turn| !turn.sampled)
        );
    }

    proptest! {
        #[test]
        fn every_pair_has_one_turn(chances in prop::collection::vec((0.0_f64..1.0, any::<u64>()), 0..200)) {
            let pairs: Vec<Waiting> = chances.into_iter().map(|(chance, lot)| pair(chance, lot)).collect();
            let turns = order(&Settings::default(), &pairs, &[0; BANDS.len()]);
            let mut seen: Vec<usize> = turns.iter().map(|turn| turn.pair).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..pairs.len()).collect::<Vec<_>>());
        }
    }
}
