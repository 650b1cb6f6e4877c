//! White space on bases small enough to count by hand.

#[path = "support/line.rs"]
mod line;
mod support;

use analysis::whitespace::{self, Gap, Terms};
use analysis::{Image, Line, Parameters, View, Window, basket};
use line::line;
use support::image;

const TERMS: Terms = Terms {
    bands: 2,
    least_alike: 3,
    least_share: 0.5,
};

fn gaps(image: &Image, terms: Terms, only: Option<u32>) -> Vec<Gap> {
    let parameters = Parameters {
        as_of: "2025-12-31".parse().ok(),
        window: Window::Rolling(12),
        ..Parameters::default()
    };
    let mut found = Vec::new();
    let view = View::new(image, &parameters, None);
    whitespace::gaps(&view, &basket::baskets(&view), terms, only, |gap| {
        found.push(gap);
    });
    found.sort_by_key(|gap| (gap.client, gap.group));
    found
}

/// Segment 0 (clients 0, 3, 6 … 21): the four largest buy group 0 for 1,000; clients 0, 3 and 6 buy
/// group 1 too, for 100, 300 and 200. The four smallest buy group 0 for 10.
fn base() -> Image {
    let mut lines: Vec<Line> = Vec::new();
    for (place, client) in (0..24).step_by(3).enumerate() {
        let amount = if place < 4 { 1_000 } else { 10 };
        lines.push(line(client, client * 10, "2025-06-01", 0, amount));
    }
    for (client, amount) in [(0, 100), (3, 300), (6, 200)] {
        lines.push(line(client, client * 10 + 1, "2025-07-01", 3, amount));
    }
    // Of another segment, and of another year: neither is alike.
    lines.push(line(1, 900, "2025-07-01", 6, 5_000));
    lines.push(line(9, 901, "2024-07-01", 3, 5_000));
    image(&lines)
}

#[test]
fn r223_what_alike_clients_buy_and_this_one_does_not() {
    let found = gaps(&base(), TERMS, None);
    // Three of the three alike buy group 1, for 200 in the middle.
    let expected = Gap {
        client: 9,
        group: 1,
        alike: 3,
        buyers: 3,
        median_minor: 200.0,
        expected_minor: 200.0,
    };
    assert_eq!(found, [expected]);
    assert_eq!(gaps(&base(), TERMS, Some(9)), [expected]);
    assert_eq!(gaps(&base(), TERMS, Some(0)), []);
    assert_eq!(gaps(&base(), TERMS, Some(1)), []);
}

#[test]
fn r223_too_few_alike_or_too_few_that_buy_say_nothing() {
    let few = Terms {
        least_alike: 4,
        ..TERMS
    };
    assert_eq!(gaps(&base(), few, None), []);
    // One band: three of the seven others buy it, under the half.
    let wide = Terms { bands: 1, ..TERMS };
    assert_eq!(gaps(&base(), wide, None), []);
    let open = Terms {
        least_share: 0.4,
        ..wide
    };
    let found = gaps(&base(), open, None);
    assert_eq!(found.len(), 5);
    assert!((found[0].expected_minor - 200.0 * 3.0 / 7.0).abs() < 1e-9);
}

#[test]
fn a_group_that_was_only_returned_is_white() {
    let mut lines: Vec<Line> = (0..15)
        .step_by(3)
        .map(|client| line(client, client, "2025-03-01", 0, 500))
        .collect();
    for client in (0..12).step_by(3) {
        lines.push(line(client, 100 + client, "2025-03-02", 3, 50));
    }
    lines.push(line(12, 112, "2025-03-02", 3, -50));
    let found = gaps(&image(&lines), Terms { bands: 1, ..TERMS }, None);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].client, found[0].group), (12, 1));
}
