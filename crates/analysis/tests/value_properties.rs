//! What must hold for the value models whatever the clients.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use analysis::value::{
    self, GammaGamma, Geometric, History, Kind, Money, Pareto, Reason, Sample, Settings, Timing,
    buyers,
};
use analysis::{Day, Image, LedgerBuilder, Line, Parameters, View};
use proptest::prelude::*;

fn history() -> impl Strategy<Value = History> {
    (0..60_u32, 1..1_500_u32, 0..1_500_u32).prop_map(|(x, last, silent)| {
        let last = if x == 0 { 0 } else { last.max(x) };
        History {
            x,
            last,
            age: last + silent,
        }
    })
}

fn parameter() -> impl Strategy<Value = f64> {
    (-3.0..3.5_f64).prop_map(f64::exp)
}

fn parameters() -> impl Strategy<Value = [f64; 4]> {
    prop::array::uniform4(parameter())
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::BG),
        Just(Kind::MBG),
        (2..12_u32).prop_map(Kind::regular)
    ]
}

/// A ledger of clients that buy now and then, each line one order.
fn ledger(days: &[(u32, u16, i64)]) -> Image {
    let mut builder = LedgerBuilder::new();
    for (order, &(client, day, amount)) in (0..).zip(days) {
        let line = Line {
            client,
            order,
            day: Day::new(15_000 + i32::from(day)).unwrap(),
            product: 0,
            sale: amount > 0,
            amount_minor: amount,
            cost_minor: None,
            manager: None,
        };
        builder.push(&line).unwrap();
    }
    builder.build()
}

fn shown(image: &Image) -> String {
    let parameters = Parameters::default();
    let view = View::new(image, &parameters, None);
    let buyers = buyers(&view, Day::new(15_500).unwrap(), &Settings::default());
    let sample = buyers.sample();
    format!(
        "{:?} {:?} {:?} {:?}",
        sample,
        buyers.regularity,
        Geometric::fit(Kind::MBG, &sample),
        GammaGamma::fit(&buyers.spend(100.0)),
    )
}

proptest! {
    #[test]
    fn likelihoods_are_finite(
        histories in prop::collection::vec(history(), 1..20), at in parameters(), kind in kind()
    ) {
        let sample = Sample::new(histories, &[]);
        prop_assert!(Geometric::new(kind, at).log_likelihood(&sample).is_finite());
        prop_assert!(Pareto::new(at).log_likelihood(&sample).is_finite());
    }

    #[test]
    fn p_alive_is_a_probability(history in history(), at in parameters(), kind in kind()) {
        for alive in [Geometric::new(kind, at).alive(history), Pareto::new(at).alive(history)] {
            prop_assert!((0.0..=1.0).contains(&alive), "{alive}");
        }
    }

    #[test]
    fn p_alive_grows_with_the_last_purchase(
        history in history(), later in 1..500_u32, at in parameters(), kind in kind()
    ) {
        prop_assume!(history.x > 0);
        let newer = History { last: (history.last + later).min(history.age), ..history };
        let grows = |old: f64, new: f64| new >= old - 1e-9;
        let model = Geometric::new(kind, at);
        prop_assert!(grows(model.alive(history), model.alive(newer)));
        let pareto = Pareto::new(at);
        prop_assert!(grows(pareto.alive(history), pareto.alive(newer)));
    }

    #[test]
    fn purchases_are_finite_and_grow_with_the_horizon(
        history in history(), at in parameters(), kind in kind(), weeks in 0.1..150.0_f64
    ) {
        let model = Geometric::new(kind, at);
        let pareto = Pareto::new(at);
        for (near, far) in [
            (model.expected(history, weeks), model.expected(history, 1.5 * weeks)),
            (pareto.expected(history, weeks), pareto.expected(history, 1.5 * weeks)),
        ] {
            prop_assert!(near.is_finite() && near >= 0.0, "{near}");
            // Of a client who is surely gone nothing but rounding is expected.
            prop_assert!(far >= near * (1.0 - 1e-6) - 1e-12, "{near} {far}");
        }
    }

    #[test]
    fn one_time_buyers_are_all_alive_in_bg_and_not_in_mbg(age in 1..2_000_u32, at in parameters()) {
        let history = History { x: 0, last: 0, age };
        prop_assert_eq!(Geometric::new(Kind::BG, at).alive(history), 1.0);
        prop_assert!(Geometric::new(Kind::MBG, at).alive(history) < 1.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn neither_the_order_of_lines_nor_the_numbers_of_clients_change_a_byte(
        days in prop::collection::vec((0..40_u32, 0..600_u16, 1..50_000_i64), 60..200)
    ) {
        let turned: Vec<_> = days.iter().rev().map(|&(c, day, money)| (39 - c, day, money)).collect();
        let first = shown(&ledger(&days));
        prop_assert_eq!(&first, &shown(&ledger(&days)), "twice");
        prop_assert_eq!(&first, &shown(&ledger(&turned)), "turned");
    }
}

/// Numbers of a fixed sequence.
struct Chance(u64);

impl Chance {
    fn part(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Gamma with a whole shape.
    fn gamma(&mut self, shape: u32, rate: f64) -> f64 {
        (0..shape).map(|_| -(1.0 - self.part()).ln()).sum::<f64>() / rate
    }
}

#[test]
fn regular_buyers_give_back_their_parameters() {
    let (k, r, alpha, a, b) = (8, 2_u32, 3.0, 1, 5);
    let mut chance = Chance(20_261_121);
    let (mut histories, mut gaps) = (Vec::new(), vec![0_u64; 2_000]);
    for _ in 0..6_000 {
        let rate = chance.gamma(r, alpha);
        let (one, other) = (chance.gamma(a, 1.0), chance.gamma(b, 1.0));
        let leaves = one / (one + other);
        let age = 200 + (400.0 * chance.part()) as u32;
        let (mut now, mut days) = (0.0, vec![0_u32]);
        while chance.part() >= leaves {
            now += 7.0 * chance.gamma(k, rate);
            if now > f64::from(age) {
                break;
            }
            days.push(now.round() as u32);
        }
        days.dedup();
        for pair in days.windows(2) {
            gaps[(pair[1] - pair[0]) as usize] += 1;
        }
        let last = days[days.len() - 1];
        histories.push(History {
            x: days.len() as u32 - 1,
            last: last.min(age),
            age,
        });
    }
    let sample = Sample::new(histories, &gaps);
    let fit = Geometric::fit(Kind::regular(k), &sample);
    assert!(fit.settled(), "{fit:?}");
    for (got, wanted) in fit.parameters.iter().zip([2.0, 3.0, 1.0, 5.0]) {
        assert!((got / wanted - 1.0).abs() < 0.15, "{fit:?}");
    }
    for other in [Kind::MBG, Kind::regular(3), Kind::regular(20)] {
        assert!(Geometric::fit(other, &sample).log_likelihood < fit.log_likelihood - 50.0);
    }
}

/// Clients that buy every 14 days within a day, from different days on.
fn standing_orders(clients: u32) -> Image {
    let days: Vec<(u32, u16, i64)> = (0..clients)
        .flat_map(|client| {
            (0..12_u16).map(move |n| {
                let start = (client % 90) as u16;
                let shift = (client as u16 * 7 + n * 5) % 3;
                (
                    client,
                    start + 14 * n + shift,
                    10_000 + i64::from(client % 50) * 100,
                )
            })
        })
        .collect();
    ledger(&days)
}

fn models(image: &Image) -> value::Models {
    let parameters = Parameters::default();
    let view = View::new(image, &parameters, None);
    let settings = Settings::default();
    let buyers = buyers(&view, view.as_of, &settings);
    value::Models::fit(&buyers, 100.0, false, &settings)
}

#[test]
fn regular_gaps_bring_the_rhythm_model() {
    let models = models(&standing_orders(80));
    assert!(
        matches!(models.against_timing.first(), Some(Reason::RegularGaps { cv, .. }) if *cv < 0.2),
        "{:?}",
        models.against_timing
    );
    assert!(
        models.rhythm.is_some_and(|(k, _)| k > 8),
        "{:?}",
        models.rhythm
    );
}

#[test]
fn few_repeaters_bring_no_model_but_each_clients_own_gap() {
    let models = models(&standing_orders(20));
    let wanted = Reason::FewRepeaters {
        repeaters: 20,
        needed: 50,
    };
    assert_eq!(
        (models.against_timing, models.timing),
        (vec![wanted], Timing::OwnGap)
    );
    assert_eq!(
        (models.against_money, models.of_money),
        (vec![wanted], Money::OwnMean)
    );
    assert_eq!((models.bg, models.money), (None, None));
}

#[test]
fn correlated_money_is_told_and_each_clients_own_mean_used() {
    let days: Vec<(u32, u16, i64)> = (0..120_u32)
        .flat_map(|client| {
            let count = 2 + (client % 9) as u16;
            (0..count).map(move |n| {
                let day = (client * 7 + u32::from(n * n) * 11) % 400;
                (
                    client,
                    day as u16,
                    1_000 * i64::from(count * count) + i64::from(client),
                )
            })
        })
        .collect();
    let models = models(&ledger(&days));
    assert!(
        matches!(
            models.against_money.first(),
            Some(Reason::CorrelatedMoney { .. })
        ),
        "{:?}",
        models.against_money
    );
    assert_eq!(models.of_money, Money::OwnMean);
    assert!(models.money.is_some());
}
