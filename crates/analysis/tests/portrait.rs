//! The portrait of the key clients and the lift list, on bases small enough to check by hand.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use analysis::basket;
use analysis::lagging::lagging;
use analysis::portrait::{Portrait, Settings, Subject, portrait};
use analysis::{Line, Parameters, View};
use proptest::prelude::*;
use support::image;

fn subject(client: u32, key: bool, traits: &[u32]) -> Subject {
    Subject {
        client,
        key,
        traits: traits.to_vec(),
    }
}

/// A hundred clients, twenty of them key. Trait 0: sixteen key clients and four others. Trait 1:
/// half of all, by turns. Trait 2: three key clients, too few. Trait 3: all.
fn base() -> Vec<Subject> {
    (0..100)
        .map(|client| {
            let key = client < 20;
            let mut traits = Vec::new();
            if client < 16 || (20..24).contains(&client) {
                traits.push(0);
            }
            if client % 2 == 0 {
                traits.push(1);
            }
            if client < 3 {
                traits.push(2);
            }
            traits.push(3);
            subject(client, key, &traits)
        })
        .collect()
}

#[test]
fn r239_the_portrait_names_what_separates_and_nothing_else() {
    let drawn = portrait(&base(), 4, &Settings::default());
    assert_eq!((drawn.clients, drawn.key), (100, 20));
    // tried: the traits 0 and 1; their pair has ten clients, and each trait ten without the other
    assert_eq!(drawn.tried, 3);
    let [found] = drawn.patterns.as_slice() else {
        panic!("{:?}", drawn.patterns);
    };
    assert_eq!(
        (&found.traits, found.clients, found.key),
        (&vec![0], 20, 16)
    );
    // sixteen of twenty against twenty of a hundred
    assert!((found.lift - 4.0).abs() < 1e-12);
    assert!(found.low > 2.9 && found.low < 4.0 && found.high > 4.0 && found.high < 5.0);
    assert!(found.chance < 1e-8);
    assert_eq!(drawn.best(&[0, 3]), Some(0));
    assert_eq!(drawn.best(&[1, 3]), None);
}

#[test]
fn r239_a_pair_is_named_only_when_it_says_more_than_its_traits() {
    // both traits: thirty clients, all key; one of them only: forty each, none key
    let both = (0..30).map(|client| subject(client, true, &[0, 1]));
    let one = (30..110).map(|client| subject(client, false, &[client % 2]));
    let none = (110..200).map(|client| subject(client, client < 120, &[]));
    let subjects: Vec<Subject> = both.chain(one).chain(none).collect();
    let drawn = portrait(&subjects, 2, &Settings::default());
    assert_eq!(drawn.patterns[0].traits, [0, 1]);
    // where a trait alone tells all, its pair with another adds nothing
    let subjects: Vec<Subject> = (0..200)
        .map(|client| {
            let mut traits = Vec::new();
            if client < 40 {
                traits.push(0);
            }
            if client % 2 == 0 {
                traits.push(1);
            }
            subject(client, client < 40, &traits)
        })
        .collect();
    let drawn = portrait(&subjects, 2, &Settings::default());
    let found: Vec<&Vec<u32>> = drawn.patterns.iter().map(|one| &one.traits).collect();
    assert_eq!(found, [&vec![0]]);
}

fn sale(client: u32, product: u32, amount_minor: i64) -> Line {
    Line {
        client,
        order: client * 10 + product,
        day: "2025-06-01".parse().unwrap(),
        product,
        sale: amount_minor > 0,
        amount_minor,
        cost_minor: None,
        manager: None,
    }
}

#[test]
fn r237_the_lift_list_holds_those_like_the_key_clients_that_buy_less() {
    // products 0 and 1 are of the groups 0 and 1; the public spends 60 on the first of every 100
    let mut lines = Vec::new();
    for (client, value) in [(0, 1_000), (1, 800), (2, 400), (3, 200), (4, 100), (5, 100)] {
        lines.push(sale(client, 0, value * 6 / 10));
        lines.push(sale(client, 1, value * 4 / 10));
    }
    // this one buys nothing of the second group, and that one is no client of the public
    lines.push(sale(6, 0, 300));
    lines.push(sale(7, 0, 10));
    let mut image = image(&lines);
    image.product_group = vec![0, 1];
    let parameters = Parameters::default();
    let view = View::new(&image, &parameters, None);
    let mut subjects: Vec<Subject> = (0..7)
        .map(|client| subject(client, client < 2, &[0]))
        .collect();
    subjects.push(subject(7, false, &[]));
    let drawn = Portrait {
        patterns: vec![pattern()],
        ..Portrait::default()
    };
    let (targets, found) = lagging(&drawn, &subjects, &basket::baskets(&view));
    // of 1,000, 800, 400, 300, 200, 100, 100 the middle one
    assert_eq!((targets[0].clients, targets[0].median_minor), (7, 300));
    assert_eq!(targets[0].groups.values().sum::<i64>(), 300);
    let behind: Vec<(u32, i64)> = found
        .iter()
        .map(|one| (one.client, one.gap_minor))
        .collect();
    assert_eq!(behind, [(4, 200), (5, 200), (3, 100)]);
    // all spend 1,860 on the first group and 1,040 on the second: of 300 that is 192 and 108
    let less: Vec<(u32, i64, i64)> = found[0]
        .less
        .iter()
        .map(|less| (less.group, less.value_minor, less.level_minor))
        .collect();
    assert_eq!(less, [(0, 60, 192), (1, 40, 108)]);
}

fn pattern() -> analysis::portrait::Pattern {
    analysis::portrait::Pattern {
        traits: vec![0],
        clients: 7,
        key: 2,
        lift: 2.0,
        low: 1.5,
        high: 2.5,
        chance: 0.0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Traits given by lot: hardly ever is one named, for the level is that of the whole portrait.
    #[test]
    fn r239_chance_does_not_speak(
        bits in prop::collection::vec((any::<u16>(), prop::bool::weighted(0.2)), 150..300)
    ) {
        let subjects: Vec<Subject> = (0..)
            .zip(&bits)
            .map(|(client, (bits, key))| {
                let traits: Vec<u32> = (0..16).filter(|of| bits >> of & 1 == 1).collect();
                subject(client, *key, &traits)
            })
            .collect();
        let settings = Settings { level: 1e-4, ..Settings::default() };
        let drawn = portrait(&subjects, 16, &settings);
        prop_assert!(drawn.patterns.is_empty(), "{:?}", drawn.patterns);
        // who is asked first does not matter
        let turned: Vec<Subject> = subjects.into_iter().rev().collect();
        prop_assert_eq!(drawn, portrait(&turned, 16, &settings));
    }
}
