//! The early warning, by hand on one client for each reason, and its laws on any ledger.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/line.rs"]
mod line;
mod support;

use analysis::warning::{Settings, Stretch, Watched, watched};
use analysis::{Day, Line, Parameters, View};
use line::line;
use proptest::prelude::*;
use support::image;

fn watch(lines: &[Line], as_of: &str, settings: &Settings) -> Vec<Watched> {
    let parameters = Parameters {
        as_of: Some(as_of.parse().unwrap()),
        ..Parameters::default()
    };
    let image = image(lines);
    watched(&View::new(&image, &parameters, None), settings)
}

/// A purchase of 1,000 every thirty days, of four products in turn, from 2025-01-01 on.
fn steady(purchases: u32) -> Vec<Line> {
    let first: Day = "2025-01-01".parse().unwrap();
    (0..purchases)
        .map(|n| Line {
            day: first.plus_days(30 * n as i32),
            ..line(1, n, "2025-01-01", n % 3, 1_000)
        })
        .collect()
}

#[test]
fn r63_a_silence_beyond_the_own_rhythm_warns_before_the_client_sleeps() {
    // Purchases on day 0, 30 … 360; the last is on 2025-12-27.
    let lines = steady(13);
    for (as_of, gap, watched) in [
        ("2026-02-10", false, true), // 45 days: one and a half rhythms, not more
        ("2026-02-11", true, true),
        ("2026-02-25", true, true),   // 60 days: two rhythms
        ("2026-02-26", false, false), // asleep: no more a warning
    ] {
        let found = watch(&lines, as_of, &Settings::default());
        assert_eq!(found.len(), usize::from(watched), "{as_of}");
        assert_eq!(found.iter().any(|of| of.gap), gap, "{as_of}");
    }
}

#[test]
fn r63_a_fall_of_volume_against_the_own_stretches_warns() {
    let mut lines = steady(18); // the last on 2026-05-26
    let as_of = "2026-05-30";
    let calm = watch(&lines, as_of, &Settings::default());
    assert!(!calm[0].warned(), "{calm:?}");
    assert_eq!(calm[0].now.value_minor, 3_000);
    let usual = calm[0].usual.unwrap();
    assert_eq!((usual.stretches, usual.value_minor), (4, 3_000.0));
    // The three purchases of the last ninety days shrink to 600 each.
    for line in lines.iter_mut().rev().take(3) {
        line.amount_minor = 600;
    }
    let found = watch(&lines, as_of, &Settings::default());
    assert!((found[0].volume.unwrap() - 0.4).abs() < 1e-12);
    assert_eq!((found[0].gap, found[0].assortment), (false, None));
    // Twelve purchases of 1,000 and … the year holds ten old ones and three new.
    assert_eq!(found[0].value_minor, 10 * 1_000 + 3 * 600);
    // Who had a stretch as low before is not falling.
    for line in &mut lines[9..12] {
        line.amount_minor = 500;
    }
    assert_eq!(watch(&lines, as_of, &Settings::default())[0].volume, None);
}

#[test]
fn r63_a_narrower_assortment_warns() {
    let mut lines = steady(18);
    for line in lines.iter_mut().rev().take(3) {
        line.product = 0;
    }
    let found = watch(&lines, "2026-05-30", &Settings::default());
    assert_eq!(
        found[0].now,
        Stretch {
            value_minor: 3_000,
            products: 1
        }
    );
    assert!((found[0].assortment.unwrap() - 2.0 / 3.0).abs() < 1e-12);
    assert_eq!(found[0].volume, None);
}

#[test]
fn r63_only_regular_clients_are_watched() {
    let lines = steady(13);
    let of = |regular| Settings {
        regular,
        ..Settings::default()
    };
    assert_eq!(watch(&lines, "2026-01-01", &of(13)).len(), 1);
    assert_eq!(watch(&lines, "2026-01-01", &of(14)).len(), 0);
}

fn any_lines() -> impl Strategy<Value = Vec<Line>> {
    let one = (
        0..6_u32,
        0..400_i32,
        0..5_u32,
        prop_oneof![6 => 1..5_000_i64, 1 => -2_000..0_i64],
    );
    prop::collection::vec(one, 0..120).prop_map(|all| {
        (0..)
            .zip(all)
            .map(|(order, (client, day, product, amount))| Line {
                day: Day::new(20_000 + day).unwrap(),
                ..line(client, order, "2025-01-01", product, amount)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn nothing_after_the_day_and_no_other_client_changes_a_warning(lines in any_lines(), client in 0..6_u32) {
        let as_of = Day::new(20_300).unwrap().to_string();
        let all = watch(&lines, &as_of, &Settings::default());
        let then: Vec<Line> = lines.iter().filter(|line| line.day.number() <= 20_300).copied().collect();
        prop_assert_eq!(&watch(&then, &as_of, &Settings::default()), &all);
        let alone: Vec<Line> = then.into_iter().filter(|line| line.client == client).collect();
        let found = watch(&alone, &as_of, &Settings::default());
        prop_assert_eq!(found.first(), all.iter().find(|of| of.client == client));
    }

    #[test]
    fn a_stricter_threshold_never_warns_more(lines in any_lines(), low in 0.05..0.9_f64, more in 0.0..0.1_f64) {
        let as_of = Day::new(20_390).unwrap().to_string();
        let of = |part: f64| Settings { volume: part, assortment: part, gap_times: 1.0 + part, ..Settings::default() };
        let (lax, strict) = (watch(&lines, &as_of, &of(low)), watch(&lines, &as_of, &of(low + more)));
        for (lax, strict) in lax.iter().zip(&strict) {
            prop_assert_eq!(lax.client, strict.client);
            prop_assert!(lax.gap || !strict.gap);
            prop_assert!(lax.volume.is_some() || strict.volume.is_none());
            prop_assert!(lax.assortment.is_some() || strict.assortment.is_none());
        }
    }
}
