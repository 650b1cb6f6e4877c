//! How far a figure could be off for want of more clients: the bootstrap. Bases of clients are drawn
//! from the base with replacement, the models fitted anew to each, and the figure computed with
//! their parameters. The draws come from a seed, so they are the same every time.

use super::fit::Fit;
use super::gamma_gamma::GammaGamma;
use super::geometric::{Geometric, Kind};
use super::history::Buyer;
use super::sample::{Sample, Spend};
use super::settings::Settings;

/// Slope at which the fit of a drawn base is good enough.
const TOLERANCE: f64 = 1e-6;

/// Parameters fitted to the drawn bases.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draws {
    /// Timing parameters (r, α, a, b) and, where there was one, those of the money (p, q, v).
    pub list: Vec<([f64; 4], Option<[f64; 3]>)>,
    /// What the spread of the draws has to be multiplied with: under 1 when the drawn bases were
    /// smaller than the base.
    pub scale: f64,
}

/// Numbers of the splitmix64 sequence.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        ((u128::from(z) * end as u128) >> 64) as usize
    }
}

/// Draws bases and fits them. `gaps` are those of the whole base: they move the likelihood of
/// MBG/CNBD-k by a constant only.
#[must_use]
pub fn draw(
    buyers: &[Buyer],
    kind: Kind,
    timing: &Fit<4>,
    money: Option<&Fit<3>>,
    unit: f64,
    settings: &Settings,
) -> Draws {
    let drawn = buyers.len().min(settings.draw_clients as usize);
    if drawn == 0 {
        return Draws::default();
    }
    // by history, so that the draws do not depend on how the clients are numbered
    let mut pool: Vec<_> = buyers
        .iter()
        .map(|buyer| (buyer.history, buyer.repeat_minor))
        .collect();
    pool.sort_unstable();
    let mut chance = Chance(settings.seed);
    let mut list = Vec::with_capacity(settings.draws as usize);
    for _ in 0..settings.draws {
        let some: Vec<_> = (0..drawn).map(|_| pool[chance.below(pool.len())]).collect();
        let sample = Sample::new(some.iter().map(|one| one.0), &[]);
        let fit = Geometric::refit(kind, &sample, timing, TOLERANCE);
        let spent = money.map(|money| {
            let spend = Spend::new(some.iter().map(|one| (one.0.x, one.1)), unit);
            GammaGamma::refit(&spend, money, TOLERANCE).parameters
        });
        list.push((fit.parameters, spent));
    }
    Draws {
        list,
        scale: (drawn as f64 / buyers.len() as f64).sqrt(),
    }
}

/// The interval of a positive figure: its value at each draw against its value at the fit.
/// `None` without draws or when a value is no positive number.
#[must_use]
pub fn interval(
    value: f64,
    draws: &Draws,
    at: impl Fn(&([f64; 4], Option<[f64; 3]>)) -> f64,
    confidence: f64,
) -> Option<(f64, f64)> {
    let mut moves: Vec<f64> = draws
        .list
        .iter()
        .map(|one| (at(one) / value).ln())
        .filter(|by| by.is_finite())
        .collect();
    if value <= 0.0 || moves.len() < 2 {
        return None;
    }
    moves.sort_unstable_by(f64::total_cmp);
    let outside = (1.0 - confidence) / 2.0;
    let quantile = |share: f64| {
        let place = share * (moves.len() - 1) as f64;
        let (low, high) = (place.floor() as usize, place.ceil() as usize);
        moves[low] + (moves[high] - moves[low]) * (place - low as f64)
    };
    let end = |share: f64| value * (quantile(share) * draws.scale).exp();
    Some((end(outside), end(1.0 - outside)))
}
