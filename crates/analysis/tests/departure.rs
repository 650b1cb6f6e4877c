//! What goes with a client that leaves, by hand.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use analysis::departure::{Part, Step, dearer, departure, dilution};
use analysis::{Line, Parameters, View};
use support::image;

fn sale(client: u32, product: u32, amount_minor: i64, cost_minor: Option<i64>) -> Line {
    Line {
        client,
        order: client * 10 + product,
        day: "2025-06-01".parse().unwrap(),
        product,
        sale: true,
        amount_minor,
        cost_minor,
        manager: None,
    }
}

#[test]
fn r248_what_goes_with_a_client_and_whose_sales() {
    let lines = [
        sale(0, 0, 600, Some(450)),
        sale(0, 1, 100, None),
        sale(1, 0, 200, Some(150)),
        sale(2, 1, 100, Some(80)),
    ];
    let mut image = image(&lines);
    image.product_group = vec![5, 6];
    image.dimensions.manager = vec![0, 0, 1];
    let parameters = Parameters::default();
    let view = View::new(&image, &parameters, None);
    let gone = departure(&view, &[0]);
    let part = |all_minor, gone_minor| Part {
        all_minor,
        gone_minor,
    };
    assert_eq!(gone.value, part(1_000, 700));
    assert_eq!(gone.margin, part(220, 150));
    assert_eq!(gone.managers[&0], part(900, 700));
    assert_eq!(gone.managers[&1], part(100, 0));
    // at cost, where it is known
    assert_eq!(gone.bought[&5], part(600, 450));
    assert_eq!(gone.bought[&6], part(80, 0));
    assert_eq!(gone.value.share(), Some(0.7));
}

#[test]
fn r249_the_discount_of_the_supplier_goes_and_the_others_pay() {
    let steps = [
        Step {
            from_minor: 100_000,
            discount: 0.05,
        },
        Step {
            from_minor: 250_000,
            discount: 0.10,
        },
    ];
    let volume = Part {
        all_minor: 300_000,
        gone_minor: 120_000,
    };
    // 180,000 bought at 10 % off cost 200,000 without it, and 190,000 at 5 % off
    let found = dearer(volume, &steps);
    assert_eq!((found.before, found.after), (0.10, 0.05));
    assert!((found.extra_minor - 10_000.0).abs() < 1e-6);
    // the volume stays above its step: nothing happens
    let little = Part {
        gone_minor: 40_000,
        ..volume
    };
    assert_eq!(dearer(little, &steps).extra_minor, 0.0);
    assert_eq!(dearer(volume, &[]).extra_minor, 0.0);
}

#[test]
fn r248_one_client_of_over_half_and_what_others_must_buy() {
    // 600 of 1,000: to be at half, others need 600 instead of 400
    let plan = dilution(600, 1_000, &[10, 20, 30, 40, 50]);
    let more: Vec<(u32, i64)> = plan
        .iter()
        .map(|step| (step.level, step.more_minor))
        .collect();
    assert_eq!(
        more,
        [(10, 5_000), (20, 2_000), (30, 1_000), (40, 500), (50, 200)]
    );
    assert_eq!(plan[4].growth, Some(0.5));
    // a share that is at the level is not above it
    assert!(dilution(100, 1_000, &[10, 50]).is_empty());
    // rounded up: 1 of 3 at 30 % needs 3.33 in all
    assert_eq!(dilution(1, 3, &[30])[0].more_minor, 1);
    assert_eq!(dilution(5, 5, &[50])[0].growth, None);
}
