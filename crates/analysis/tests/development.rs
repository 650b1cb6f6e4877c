//! Overstock, thin orders and retention arithmetic, on ledgers worked out by hand.

#[path = "support/line.rs"]
mod line;
mod support;

use analysis::arithmetic::{self, Part};
use analysis::overstock::{self, After, Big};
use analysis::thin::{self, Thin, Why};
use analysis::wallet;
use analysis::{Image, Line, Parameters, View, Window, clients};
use line::line;
use support::image;

fn parameters(window: Window) -> Parameters {
    Parameters {
        as_of: "2025-12-31".parse().ok(),
        window,
        ..Parameters::default()
    }
}

fn big(image: &Image) -> Vec<Big> {
    let terms = overstock::Terms {
        times: 2.0,
        least_days: 3,
    };
    let parameters = parameters(Window::Rolling(12));
    overstock::big_orders(&View::new(image, &parameters, None), terms)
}

/// Four orders of 100 thirty days apart from January 2025, then one of 300, then `next`.
fn orders(client: u32, next: Option<&str>) -> Vec<Line> {
    let days = ["2025-01-01", "2025-01-31", "2025-03-02", "2025-04-01"];
    let usual = (0..).zip(days);
    let mut lines: Vec<Line> = usual
        .map(|(number, day)| line(client, client * 100 + number, day, 0, 100))
        .collect();
    lines.push(line(client, client * 100 + 9, "2025-05-01", 0, 300));
    lines.extend(next.map(|day| line(client, client * 100 + 10, day, 0, 100)));
    lines
}

#[test]
fn r191_a_bigger_order_and_a_longer_gap_are_no_growth() {
    let mut lines = orders(1, Some("2025-07-30"));
    lines.extend(orders(2, Some("2025-06-15")));
    lines.extend(orders(3, None));
    let found = big(&image(&lines));
    let of = |client: u32| found.iter().find(|big| big.client == client).unwrap();
    let stocked = of(1);
    assert_eq!((stocked.times(), stocked.lasts()), (3.0, 90.0));
    assert_eq!((stocked.gap, stocked.after), (90, After::Stocked));
    // 100 in 30 days before, 300 in 90 after.
    assert!((stocked.rate_before_minor() - stocked.rate_after_minor()).abs() < 1e-9);
    let grew = of(2);
    assert_eq!((grew.gap, grew.after), (45, After::Grew));
    assert!(grew.rate_after_minor() > grew.rate_before_minor());
    // Silent until the end of the year: longer than the goods last.
    assert_eq!((of(3).after, of(3).ended), (After::Stocked, false));
    assert_eq!(found.len(), 3);
}

#[test]
fn r191_while_the_goods_last_nothing_is_known() {
    let mut lines = orders(1, None);
    lines.retain(|line| line.amount_minor == 100);
    lines.push(line(1, 999, "2025-12-01", 0, 250));
    let found = big(&image(&lines));
    assert_eq!(found[0].after, After::Open);
    // With two purchase days before it nothing is usual yet.
    assert!(big(&image(&lines[2..])).is_empty());
}

fn sale(client: u32, order: u32, product: u32, amount_minor: i64, cost_minor: i64) -> Line {
    Line {
        cost_minor: Some(cost_minor),
        ..line(client, order, "2025-06-01", product, amount_minor)
    }
}

fn thin(lines: &[Line]) -> Vec<Thin> {
    let terms = thin::Terms {
        small_share: 0.02,
        least_margin: 0.10,
        custom_clients: 1,
    };
    let parameters = parameters(Window::Rolling(12));
    thin::thin_orders(&View::new(&image(lines), &parameters, None), terms)
}

#[test]
fn r194_small_custom_orders_without_a_margin_are_flagged() {
    let lines = [
        // The turnover is 10,000; product 0 is bought by all.
        sale(1, 1, 0, 9_700, 7_000),
        // 1 % of the turnover, margin 5 %: small, and too little.
        sale(2, 2, 0, 100, 95),
        // 1 %, margin 20 %: small, and enough.
        sale(3, 3, 0, 100, 80),
        // A large client orders a product of its own for 1 % with 4 % of margin.
        sale(1, 4, 5, 50, 48),
        sale(1, 4, 0, 50, 30),
    ];
    let found = thin(&lines);
    assert_eq!(found.len(), 2);
    let custom = found.iter().find(|thin| thin.client == 1).unwrap();
    assert_eq!(
        (custom.why, custom.amount_minor, custom.margin_minor),
        (Why::Product, 50, 2)
    );
    assert!((custom.share - 0.005).abs() < 1e-9);
    let small = found.iter().find(|thin| thin.client == 2).unwrap();
    assert_eq!(small.why, Why::Client);
    assert!((small.share - 0.01).abs() < 1e-9 && (small.margin_share() - 0.05).abs() < 1e-9);
}

#[test]
fn r194_at_two_percent_of_the_turnover_an_order_is_not_small_and_without_a_cost_not_judged() {
    let lines = [sale(1, 1, 0, 9_800, 9_000), sale(2, 2, 0, 200, 199)];
    assert_eq!(thin(&lines), []);
    let unknown = Line {
        cost_minor: None,
        ..sale(2, 2, 0, 100, 0)
    };
    assert_eq!(thin(&[sale(1, 1, 0, 9_900, 9_000), unknown]), []);
}

#[test]
fn r230_one_point_of_each_lever() {
    // Two good clients of 1,000, two indifferent of 100.
    let mut lines = Vec::new();
    for client in [1, 2] {
        for (number, amount) in [(0, 400), (1, 300), (2, 300)] {
            let day = format!("2025-0{}-01", number + 1);
            lines.push(line(client, client * 10 + number, &day, 0, amount));
        }
    }
    lines.push(line(3, 90, "2025-05-01", 0, 100));
    lines.push(line(4, 91, "2025-05-01", 0, 100));
    let image = image(&lines);
    let parameters = parameters(Window::Rolling(12));
    let rows = clients::rows(&View::new(&image, &parameters, None));
    let levers = arithmetic::levers(&rows, 3, |row| row.revenue_minor);
    let part = |clients, value_minor| Part {
        clients,
        value_minor,
    };
    assert_eq!(
        (levers.good, levers.indifferent),
        (part(2, 2_000), part(2, 200))
    );
    // 1 % of 2,000; 1 % of 2 clients × (1,000 − 100); 1 % of 2,200.
    assert_eq!(levers.more_good_minor, Some(20.0));
    assert_eq!(levers.turned_minor, Some(18.0));
    assert_eq!(levers.cheque_minor, 22.0);
    let nobody = arithmetic::levers(&clients::Rows::default(), 3, |row| row.revenue_minor);
    assert_eq!((nobody.more_good_minor, nobody.turned_minor), (None, None));
}

#[test]
fn r229_five_points_of_retention_over_a_horizon_and_without_an_end() {
    let five = arithmetic::raised(200.0, 1_000.0, 0.75, 5.0, 3);
    assert!((five.clients - 10.0).abs() < 1e-9 && (five.year_minor - 10_000.0).abs() < 1e-6);
    // .8 + .64 + .512 = 1.952 against 1.734375.
    assert!((five.horizon_minor - 200_000.0 * (1.952 - 1.734_375)).abs() < 1e-6);
    assert!((five.horizon_gain.unwrap() - (1.952 / 1.734_375 - 1.0)).abs() < 1e-12);
    // .8 / .2 = 4 against .75 / .25 = 3: a third more, inside the published 25–95 %.
    assert!((five.endless_gain.unwrap() - 1.0 / 3.0).abs() < 1e-12);
    let full = arithmetic::raised(10.0, 1.0, 0.98, 5.0, 3);
    assert_eq!((full.rate, full.endless_gain), (1.0, None));
    let none = arithmetic::raised(10.0, 1.0, 0.0, 5.0, 3);
    assert_eq!((none.horizon_gain, none.endless_gain), (None, None));
}

#[test]
fn r229_who_stayed_from_year_to_year() {
    let lines = [
        line(1, 1, "2024-03-01", 0, 100),
        line(1, 2, "2025-03-01", 0, 300),
        line(2, 3, "2024-12-31", 0, 100),
        line(3, 4, "2025-01-01", 0, 700),
    ];
    let parameters = parameters(Window::Rolling(12));
    let kept = arithmetic::kept(&View::new(&image(&lines), &parameters, None));
    assert_eq!((kept.before, kept.kept, kept.revenue_minor), (2, 1, 300));
    assert_eq!(kept.rate(), Some(0.5));
}

#[test]
fn r243_retention_before_and_since_the_base_is_kept() {
    // Two clients; both buy each quarter of 2024, one of them each quarter of 2023 and 2025.
    let mut lines = Vec::new();
    for (year, client) in [(2023, 1), (2024, 1), (2025, 1), (2024, 2)] {
        for month in [2, 5, 8, 11] {
            let order = client * 10_000 + (year - 2_000) * 100 + month;
            lines.push(line(client, order, &format!("{year}-{month:02}-10"), 0, 10));
        }
    }
    let image = image(&lines);
    let parameters = parameters(Window::All);
    let view = View::new(&image, &parameters, None);
    let (before, after) = arithmetic::since(&view, "2025-01-01".parse().unwrap());
    // Into the quarters of 2024: 1 of 1, then 2 of 2 three times; into 2025: 1 of 2, then 1 of 1.
    assert_eq!((before.start, before.kept), (7, 7));
    assert_eq!((after.start, after.kept), (5, 4));
    assert_eq!((before.rate(), after.rate()), (Some(1.0), Some(0.8)));
    // The quarter in which it began belongs to neither; three quarters are not enough.
    let (before, after) = arithmetic::since(&view, "2025-02-01".parse().unwrap());
    assert_eq!(
        (before.rate(), after.quarters, after.rate()),
        (Some(1.0), 3, None)
    );
}

#[test]
fn r206_ours_of_a_wallet_is_that_of_the_groups_in_the_window() {
    let lines = [
        line(1, 1, "2025-06-01", 0, 100),
        line(1, 1, "2025-06-01", 3, 40),
        line(1, 2, "2025-07-01", 0, -30),
        line(1, 3, "2024-06-01", 0, 500),
        line(2, 4, "2025-06-01", 0, 900),
    ];
    let parameters = parameters(Window::Rolling(12));
    let image = image(&lines);
    let view = View::new(&image, &parameters, None);
    assert_eq!(wallet::ours(&view, 1, &[0]), 70);
    assert_eq!(wallet::ours(&view, 1, &[0, 1]), 110);
    assert_eq!(wallet::ours(&view, 99, &[0]), 0);
}
