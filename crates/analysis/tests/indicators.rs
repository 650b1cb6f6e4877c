//! Development indicators on ledgers small enough to count by hand, and against the figures of the
//! whole ledger.

#[path = "support/line.rs"]
mod line;
mod support;

use analysis::indicators::{self, By, Regular, Row, Set, Sums};
use analysis::{Line, NONE, Parameters, Period, View, Window, clients, kpi};
use line::line;
use proptest::prelude::*;
use support::image;

const REGULAR: Regular = Regular {
    purchases: 3,
    months: 6,
};

fn parameters(window: Window) -> Parameters {
    Parameters {
        as_of: "2025-12-31".parse().ok(),
        window,
        ..Parameters::default()
    }
}

/// Client 1 (segment 1) bought groups 0 and 1 in three orders of 2025 and one of 2024; client 2
/// (segment 2) group 0 once in each year; client 4 (segment 1) once, long ago.
fn ledger() -> Vec<Line> {
    vec![
        line(1, 10, "2024-05-10", 0, 600),
        line(1, 11, "2025-02-10", 0, 100),
        line(1, 11, "2025-02-10", 3, 300),
        line(1, 12, "2025-03-10", 1, 200),
        line(1, 12, "2025-03-10", 1, -50),
        line(1, 13, "2025-04-10", 0, 100),
        line(2, 20, "2024-06-01", 0, 400),
        line(2, 21, "2025-06-01", 0, 400),
        line(4, 30, "2023-01-15", 0, 50),
    ]
}

fn of(by: By) -> Vec<Row> {
    let parameters = parameters(Window::Rolling(12));
    indicators::table(
        &View::new(&image(&ledger()), &parameters, None),
        by,
        REGULAR,
    )
}

fn at(rows: &[Row], code: u32) -> Sums {
    let found = rows.iter().find(|row| row.code == code);
    found.map_or_else(Sums::default, |row| row.sums)
}

#[test]
fn r203_deals_per_client_of_the_base_a_segment_and_an_employee() {
    let parameters = parameters(Window::Rolling(12));
    let image = image(&ledger());
    let all = indicators::total(&View::new(&image, &parameters, None), REGULAR);
    assert_eq!((all.buyers, all.orders), (2, 4));
    assert_eq!(all.deals_per_client(), Some(2.0));
    let segments = of(By::Segment);
    assert_eq!(at(&segments, 1).deals_per_client(), Some(3.0));
    assert_eq!(at(&segments, 2).deals_per_client(), Some(1.0));
    // Employee 0 holds client 4, who bought nothing in the window.
    let managers = of(By::Manager);
    assert_eq!(at(&managers, 0).deals_per_client(), None);
    assert_eq!(at(&managers, 1).orders, 3);
    // Nobody has a region.
    assert_eq!(at(&of(By::Region), NONE), all);
}

#[test]
fn r204_different_products_per_client() {
    let parameters = parameters(Window::Rolling(12));
    let all = indicators::total(&View::new(&image(&ledger()), &parameters, None), REGULAR);
    // Client 1: products 0, 1, 3; client 2: product 0.
    assert_eq!(all.positions, 4);
    assert_eq!(all.positions_per_client(), Some(2.0));
    let groups = of(By::Group);
    assert_eq!(at(&groups, 0).positions_per_client(), Some(1.5));
    assert_eq!(at(&groups, 1).positions_per_client(), Some(1.0));
}

#[test]
fn r205_average_cheque_by_product_group() {
    let groups = of(By::Group);
    // Group 0: 100 + 200 + 100 of client 1, 400 of client 2, in four orders; returns apart.
    assert_eq!(at(&groups, 0).cheque_minor(), Some(200.0));
    // Group 1: 300 in the one order that holds it.
    assert_eq!(at(&groups, 1).cheque_minor(), Some(300.0));
    assert_eq!(at(&groups, 1).orders, 1);
}

#[test]
fn r207_share_of_clients_that_grew_against_the_year_before() {
    let parameters = parameters(Window::Rolling(12));
    let image = image(&ledger());
    let view = View::new(&image, &parameters, None);
    let all = indicators::total(&view, REGULAR);
    // Client 1: 650 against 600; client 2: 400 against 400.
    assert_eq!((all.in_both, all.grew), (2, 1));
    assert_eq!(all.grew_share(), Some(0.5));
    let select = |set| indicators::select(&view, None, REGULAR, set);
    assert_eq!(
        (select(Set::Grew), select(Set::NotGrew)),
        (vec![1], vec![2])
    );
    // In group 0 alone client 1 fell from 600 to 350.
    let group = indicators::select(&view, Some((By::Group, 0)), REGULAR, Set::NotGrew);
    assert_eq!(group, [1, 2]);
    assert_eq!(at(&of(By::Group), 0).grew_share(), Some(0.0));
}

#[test]
fn r6_one_time_buyers_of_the_base_and_of_a_group() {
    let parameters = parameters(Window::Rolling(12));
    let image = image(&ledger());
    let view = View::new(&image, &parameters, None);
    let all = indicators::total(&view, REGULAR);
    assert_eq!((all.ever, all.one_time), (3, 1));
    assert_eq!(indicators::select(&view, None, REGULAR, Set::OneTime), [4]);
    let group = Some((By::Group, 1));
    assert_eq!(indicators::select(&view, group, REGULAR, Set::OneTime), [1]);
    assert_eq!(at(&of(By::Group), 1).one_time_share(), Some(1.0));
}

#[test]
fn r225_new_clients_become_regular_within_six_months() {
    let lines = [
        // Won in January 2025: three purchases, the last on the last day that counts.
        line(1, 1, "2025-01-10", 0, 10),
        line(1, 2, "2025-02-10", 0, 10),
        line(1, 3, "2025-07-10", 0, 10),
        // Won in January too: the third comes a day too late.
        line(2, 4, "2025-01-10", 0, 10),
        line(2, 5, "2025-02-10", 0, 10),
        line(2, 6, "2025-07-11", 0, 10),
        // Won in September: its time is not over.
        line(3, 7, "2025-09-01", 0, 10),
        line(3, 8, "2025-09-02", 0, 10),
        line(3, 9, "2025-09-03", 0, 10),
        // Won long before.
        line(4, 10, "2023-01-01", 0, 10),
    ];
    let parameters = parameters(Window::Rolling(12));
    let image = image(&lines);
    let view = View::new(&image, &parameters, None);
    let all = indicators::total(&view, REGULAR);
    assert_eq!((all.tried, all.regular), (2, 1));
    assert_eq!(all.regular_share(), Some(0.5));
    let select = |set| indicators::select(&view, None, REGULAR, set);
    assert_eq!(
        (select(Set::Regular), select(Set::NotRegular)),
        (vec![1], vec![2])
    );
    let trend = indicators::trend(&view, Period::Month, REGULAR);
    assert_eq!(trend.len(), 12);
    let (january, september) = (&trend[0], &trend[8]);
    assert_eq!(
        (january.sums.ever, january.sums.regular_share()),
        (2, Some(0.5))
    );
    assert!(!january.too_early && !january.existing);
    assert!(september.too_early && trend[11].too_early && !trend[4].too_early);
}

#[test]
fn the_trend_compares_with_the_same_month_a_year_before() {
    let parameters = parameters(Window::Rolling(12));
    let image = image(&ledger());
    let trend = indicators::trend(
        &View::new(&image, &parameters, None),
        Period::Quarter,
        REGULAR,
    );
    assert_eq!(trend[1].period, "2025Q2");
    let second = &trend[1].sums;
    // Client 1 fell from 600 to 100; client 2 stood at 400.
    assert_eq!((second.in_both, second.grew), (2, 0));
    assert_eq!((second.buyers, second.orders, second.positions), (2, 2, 2));
    assert_eq!(second.cheque_minor(), Some(250.0));
    assert_eq!(trend[0].sums.grew_share(), None);
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let one = (0..20_u32, 0..60_u32, 0..900_i32, 0..10_u32, -300..900_i64);
    prop::collection::vec(one, 0..160).prop_map(|lines| {
        lines
            .into_iter()
            .map(|(client, order, day, product, amount)| {
                let day = analysis::Day::clamped(i64::from(19_400 + day));
                line(client, order, &day.to_string(), product, amount)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn the_parts_of_a_division_by_clients_make_the_whole(lines in lines()) {
        let parameters = parameters(Window::Rolling(12));
        let image = image(&lines);
        let view = View::new(&image, &parameters, None);
        let all = indicators::total(&view, REGULAR);
        for by in [By::Segment, By::Region, By::Manager] {
            let rows = indicators::table(&view, by, REGULAR);
            let sum = |of: fn(&Sums) -> u64| rows.iter().map(|row| of(&row.sums)).sum::<u64>();
            prop_assert_eq!(sum(|sums| sums.orders), all.orders);
            prop_assert_eq!(sum(|sums| sums.positions), all.positions);
            prop_assert_eq!(sum(|sums| sums.grew), all.grew);
            prop_assert_eq!(sum(|sums| sums.one_time), all.one_time);
        }
        // The figures of the whole ledger, told by other code.
        let whole = kpi::kpi(&view, &clients::rows(&view));
        prop_assert_eq!((whole.buyers, whole.orders, whole.gross_minor), (all.buyers, all.orders, all.gross_minor));
        prop_assert_eq!(whole.assortment_mean, all.positions_per_client());
        let growth = analysis::growth::year_over_year(&view);
        prop_assert_eq!((growth.in_both, growth.grew), (all.in_both, all.grew));
    }

    #[test]
    fn a_group_is_the_ledger_of_that_group(lines in lines()) {
        let mut parameters = parameters(Window::Rolling(12));
        let image = image(&lines);
        let rows = indicators::table(&View::new(&image, &parameters, None), By::Group, REGULAR);
        for code in 0..4 {
            parameters.filters.product_groups = vec![code];
            let own = indicators::total(&View::new(&image, &parameters, None), REGULAR);
            prop_assert_eq!(at(&rows, code), own);
        }
    }
}
