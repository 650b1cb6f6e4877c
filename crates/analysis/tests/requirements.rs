//! The rows of the requirements that carry a number, a formula or a list, on ledgers small enough
//! to check by hand.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/line.rs"]
mod line;
mod support;

use analysis::dynamics::{self, By};
use analysis::loyalty::Against;
use analysis::{
    Abc, Line, Parameters, Period, State, View, Window, Xyz, clients, growth, kinds, kpi, loyalty,
    ltv, pareto, retention, rfm, rhythm, xyz,
};
use line::line;
use support::image;

/// One order a month from January 2024 on, one amount each.
fn monthly(client: u32, amounts: &[i64]) -> Vec<Line> {
    let order = |month: usize| client * 1_000 + month as u32;
    amounts
        .iter()
        .enumerate()
        .filter(|(_, amount)| **amount != 0)
        .map(|(month, &amount)| {
            let day = format!("{:04}-{:02}-10", 2024 + month / 12, month % 12 + 1);
            line(client, order(month), &day, 0, amount)
        })
        .collect()
}

fn as_of(day: &str) -> Parameters {
    Parameters {
        as_of: Some(day.parse().unwrap()),
        ..Parameters::default()
    }
}

#[test]
fn r6_one_time_buyers_against_30_to_50_percent() {
    for (once, twice, expected) in [
        (2, 8, Against::Below),
        (3, 7, Against::Inside),
        (5, 5, Against::Inside),
        (6, 4, Against::Above),
    ] {
        let mut lines = Vec::new();
        for client in 0..once + twice {
            lines.extend(monthly(
                client,
                if client < once { &[100] } else { &[100, 100] },
            ));
        }
        let (image, parameters) = (image(&lines), Parameters::default());
        let view = View::new(&image, &parameters, None);
        let figure = loyalty::one_time(&view, &loyalty::purchases(&view), Period::Year);
        assert_eq!((figure.one_time, figure.clients), (u64::from(once), 10));
        assert_eq!(figure.against, Some(expected), "{once} of 10");
    }
}

#[test]
fn r47_r48_r57_clients_by_number_of_purchases() {
    let mut lines = Vec::new();
    for (client, purchases) in [(0, 1), (1, 1), (2, 2), (3, 3), (4, 7)] {
        lines.extend(monthly(client, &vec![100; purchases]));
    }
    lines.push(line(5, 9_000, "2024-01-01", 0, -50)); // a return alone is no purchase
    let (image, parameters) = (image(&lines), Parameters::default());
    let purchases = loyalty::purchases(&View::new(&image, &parameters, None));
    assert_eq!(loyalty::by_purchases(&purchases, 3), [2, 1, 2]);
}

#[test]
fn r60_new_this_year_and_repeat_by_year_of_life() {
    let lines = [
        line(0, 1, "2023-03-01", 0, 100),
        line(0, 2, "2024-03-01", 0, 200),
        line(0, 3, "2025-03-01", 0, 300),
        line(1, 4, "2025-01-01", 0, 50),
        line(1, 5, "2025-11-01", 0, 50),
    ];
    let (image, parameters) = (image(&lines), as_of("2025-12-31"));
    let years = kinds::years(&View::new(&image, &parameters, None));
    let found: Vec<_> = years
        .iter()
        .flat_map(|year| {
            year.lives
                .iter()
                .map(|l| (year.year, l.life, l.clients, l.value_minor))
        })
        .collect();
    assert_eq!(
        found,
        [
            (2023, 1, 1, 100),
            (2024, 2, 1, 200),
            (2025, 1, 1, 100),
            (2025, 3, 1, 300)
        ]
    );
    assert!(years.iter().all(|year| !year.unfinished));
}

#[test]
fn r203_r204_r205_deals_assortment_and_cheque() {
    let lines = [
        line(0, 1, "2024-01-01", 0, 1_000),
        line(0, 1, "2024-01-01", 3, 500),
        line(0, 2, "2024-02-01", 0, 500),
        line(1, 3, "2024-02-01", 6, 2_000),
        line(1, 4, "2024-02-02", 6, -400),
    ];
    let (image, parameters) = (image(&lines), Parameters::default());
    let view = View::new(&image, &parameters, None);
    let found = kpi::kpi(&view, &clients::rows(&view));
    assert_eq!(
        (found.buyers, found.orders, found.gross_minor),
        (2, 3, 4_000)
    );
    assert_eq!(found.orders_per_client, Some(1.5));
    assert_eq!(
        (found.assortment_mean, found.assortment_median),
        (Some(1.5), Some(1.5))
    );
    assert_eq!(found.repeat_percent, Some(50.0));
    let groups = dynamics::table(&view, By::Group, Period::Month);
    let sums: Vec<_> = groups
        .rows
        .iter()
        .map(|row| (row.id, row.value_minor, row.lines))
        .collect();
    assert_eq!(sums, [(2, 1_600, 1), (0, 1_500, 2), (1, 500, 1)]);
}

#[test]
fn r207_share_of_clients_that_grew() {
    let mut lines = Vec::new();
    for (client, before, now) in [(0, 100, 150), (1, 100, 100), (2, 100, 50), (3, 100, 400)] {
        lines.push(line(client, client * 2, "2023-06-01", 0, before));
        lines.push(line(client, client * 2 + 1, "2024-06-01", 0, now));
    }
    let (image, parameters) = (image(&lines), as_of("2024-12-31"));
    let years = growth::year_over_year(&View::new(&image, &parameters, None));
    assert_eq!(
        (years.in_both, years.grew, years.equal, years.fell),
        (4, 2, 1, 1)
    );
    assert_eq!(years.grew_share, Some(0.5));
    assert_eq!(years.net_retention_percent, Some(175.0));
}

#[test]
fn r227_cheque_by_purchases_by_profitability_by_life() {
    // The example of the source: 5,000 · 2 a month · 25 % · 24 months = 60,000.
    assert_eq!(
        ltv::Parts::of(500_000.0, 2.0, 0.25, 24.0).ltv_minor,
        6_000_000.0
    );
    let mut lines = monthly(0, &[10_000; 13]);
    for line in &mut lines {
        line.cost_minor = Some(7_500);
    }
    let (image, parameters) = (image(&lines), as_of("2025-01-10"));
    let view = View::new(&image, &parameters, None);
    let rows = clients::rows(&view);
    let [value] = ltv::values(&view, &rows, &rhythm::beats(&view))[..] else {
        panic!("one client")
    };
    assert_eq!(value.ltv_minor, 32_500); // 13 orders of 100.00 at a margin of 25 %
    assert!((value.parts.life_months - 366.0 / ltv::DAYS_OF_MONTH).abs() < 1e-9);
    assert!((value.parts.cheque_minor - 10_000.0).abs() < 1e-9);
    assert!((value.parts.margin_share - 0.25).abs() < 1e-12);
    assert!(value.censored, "it still buys");
    let mean = ltv::mean(&[value]).unwrap();
    assert!((mean.ltv_minor - 32_500.0).abs() < 1e-6);
}

#[test]
fn r228_crr_is_end_less_new_over_start() {
    // 4 clients in the first quarter; 2 of them and 3 new ones in the second; a sleeper of the
    // first returns in the third.
    let mut lines = Vec::new();
    for client in 0..4 {
        lines.push(line(client, client, "2024-02-01", 0, 100));
    }
    for client in [0, 1, 5, 6, 7] {
        lines.push(line(client, 10 + client, "2024-05-01", 0, 100));
    }
    for client in [0, 1, 3, 5, 6, 7] {
        lines.push(line(client, 20 + client, "2024-08-01", 0, 100));
    }
    let (image, parameters) = (image(&lines), as_of("2024-09-30"));
    let table = retention::table(&View::new(&image, &parameters, None), Period::Quarter);
    let found: Vec<_> = table
        .iter()
        .map(|row| {
            (
                row.start,
                row.end,
                row.new,
                row.returned,
                row.crr,
                row.crr_strict,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (4, 5, 3, 0, Some(50.0), Some(50.0)),
            (5, 6, 0, 1, Some(120.0), Some(100.0))
        ]
    );
    assert!(table.iter().all(|row| !row.unfinished));
}

#[test]
fn r229_what_more_retention_promises() {
    assert_eq!(retention::promised_gain(5.0), (25.0, 95.0));
}

#[test]
fn r231_windows_of_1_3_5_years() {
    // Five years of equal months; the second client began a year ago.
    let mut lines = Vec::new();
    for year in 0..5 {
        for month in 0..12 {
            let day = format!("{}-{:02}-15", 2020 + year, month + 1);
            lines.push(line(0, year * 12 + month, &day, 0, 1_000));
            if year == 4 {
                lines.push(line(1, 100 + month, &day, 0, 100 * i64::from(month + 1)));
            }
        }
    }
    let (image, parameters) = (image(&lines), as_of("2024-12-31"));
    let view = View::new(&image, &parameters, None);
    let windows = [12, 36, 60].map(Window::Rolling);
    for ((window, matrix), younger) in xyz::windows(&view, &windows).into_iter().zip([0, 1, 1]) {
        assert_eq!(matrix.of_xyz(Xyz::X).clients, 1, "{window:?}");
        assert_eq!(matrix.of_xyz(Xyz::Z).clients, 1, "{window:?}");
        assert_eq!(matrix.younger, younger, "{window:?}");
        assert!(xyz::is_covered(&view, window));
    }
    assert!(!xyz::is_covered(&view, Window::Rolling(72)));
}

#[test]
fn r232_abc_is_volume_and_xyz_is_regularity() {
    let mut lines = Vec::new();
    lines.extend(monthly(0, &[80_000; 12])); // large and even
    lines.extend(monthly(
        1,
        &[
            10_000, 12_000, 8_000, 10_000, 13_000, 7_000, 10_000, 10_000, 12_000, 8_000, 10_000,
            10_000,
        ],
    ));
    lines.extend(monthly(2, &[1_000, 0, 0, 0, 0, 9_000, 0, 0, 0, 0, 0, 0]));
    lines.extend(monthly(3, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 500, 500]));
    let (image, parameters) = (image(&lines), as_of("2024-12-31"));
    let rows = clients::rows(&View::new(&image, &parameters, None));
    let classes: Vec<_> = rows.rows.iter().map(|row| (row.abc, row.xyz)).collect();
    assert_eq!(
        classes,
        [
            (Abc::A, Xyz::X),
            (Abc::B, Xyz::Y),
            (Abc::C, Xyz::Z),
            (Abc::C, Xyz::N)
        ]
    );
    assert_eq!(rows.rows[0].cv, Some(0.0));
}

#[test]
fn r233_r234_r235_r236_every_sector_of_the_matrix_is_counted() {
    let lines: Vec<Line> = (0..9)
        .flat_map(|client| monthly(client, &[1_000 << (9 - client); 6]))
        .collect();
    let (image, parameters) = (image(&lines), as_of("2024-06-30"));
    let view = View::new(&image, &parameters, None);
    let matrix = xyz::matrix(&clients::rows(&view), &parameters.xyz);
    let of = |abc| matrix.cell(abc, Xyz::X).clients;
    assert_eq!((of(Abc::A), of(Abc::B), of(Abc::C)), (3, 2, 4));
    assert_eq!(
        matrix.crowded,
        Some(Xyz::X),
        "one class holds everybody: the user is warned"
    );
}

#[test]
fn r236_one_client_with_85_percent_is_a() {
    let lines = [
        line(0, 0, "2024-01-01", 0, 8_500),
        line(1, 1, "2024-01-01", 0, 1_000),
        line(2, 2, "2024-01-01", 0, 500),
    ];
    let (image, parameters) = (image(&lines), Parameters::default());
    let rows = clients::rows(&View::new(&image, &parameters, None));
    assert_eq!(
        rows.rows.iter().map(|row| row.abc).collect::<Vec<_>>(),
        [Abc::A, Abc::B, Abc::C]
    );
}

#[test]
fn r238_recency_frequency_and_money_with_visible_borders() {
    // Client n bought n + 1 times, the last time in month n, for more money the larger n is.
    let mut lines = Vec::new();
    for client in 0..5 {
        let months = client as usize + 1;
        lines.extend(monthly(
            client,
            &vec![1_000 * i64::from(client + 1); months],
        ));
    }
    let (image, parameters) = (image(&lines), as_of("2024-05-20"));
    let view = View::new(&image, &parameters, None);
    let rows = clients::rows(&view);
    let codes: Vec<_> = rows.rows.iter().map(|row| row.rfm().unwrap()).collect();
    assert_eq!(codes, [111, 222, 333, 444, 555]);
    let summary = rfm::summary(&rows, view.as_of, &parameters.rfm);
    assert_eq!(summary.borders.recency_days[&5], 10);
    assert_eq!(summary.borders.orders[&2], 2);
    assert_eq!(summary.borders.value_minor[&3], 9_000);
    let champions = rfm::GROUPS
        .iter()
        .position(|group| group.code == "champions")
        .unwrap();
    assert_eq!(summary.groups[champions].clients, 1);
}

#[test]
fn r239_twenty_percent_of_the_clients_bring_eighty_percent() {
    let mut lines = Vec::new();
    for client in 0..10 {
        let amount = if client < 2 { 4_000 } else { 250 };
        lines.push(line(client, client, "2024-01-01", 0, amount));
    }
    let (image, parameters) = (image(&lines), Parameters::default());
    let curve = pareto::pareto(&clients::rows(&View::new(&image, &parameters, None)));
    assert_eq!(
        (curve.top20.clients, curve.top20.value_share),
        (2, Some(0.8))
    );
    assert_eq!(curve.for80.clients, 2);
    let (first, last) = (curve.curve[0], curve.curve[curve.curve.len() - 1]);
    assert_eq!((first.clients_share, first.value_share), (0.0, 0.0));
    assert_eq!((last.clients_share, last.value_share), (1.0, 1.0));
}

#[test]
fn r242_growth_and_decline_by_product() {
    let lines = [
        line(0, 1, "2023-06-01", 0, 1_000),
        line(0, 2, "2023-06-01", 1, 1_000),
        line(0, 3, "2024-06-01", 0, 1_500),
        line(0, 4, "2024-06-01", 1, 200),
    ];
    let image = image(&lines);
    let parameters = Parameters {
        window: Window::Rolling(12),
        ..as_of("2024-12-31")
    };
    let table = dynamics::table(
        &View::new(&image, &parameters, None),
        By::Product,
        Period::Quarter,
    );
    let found: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.id, row.value_minor, row.previous_minor, row.growth()))
        .collect();
    assert_eq!(
        found,
        [(1, 200, 1_000, Some(-0.8)), (0, 1_500, 1_000, Some(0.5))]
    );
    assert_eq!(
        table
            .periods
            .iter()
            .map(|p| (p.value_minor, p.year_before_minor))
            .collect::<Vec<_>>(),
        [(0, 0), (1_700, 2_000), (0, 0), (0, 0)]
    );
}

#[test]
fn sleeping_and_lost_by_own_rhythm() {
    // Every 10 days until day 100; rhythm 10: sleeping after 30 days, lost after 90.
    let start: analysis::Day = "2024-01-01".parse().unwrap();
    let lines: Vec<Line> = (0..=10)
        .map(|n| Line {
            day: start.plus_days(n * 10),
            ..line(0, n.unsigned_abs(), "2024-01-01", 0, 100)
        })
        .collect();
    let image = image(&lines);
    for (idle, expected) in [
        (0, State::Active),
        (30, State::Active),
        (31, State::Sleeping),
        (90, State::Sleeping),
        (91, State::Lost),
    ] {
        let parameters = Parameters {
            as_of: Some(start.plus_days(100 + idle)),
            ..Parameters::default()
        };
        let beats = rhythm::beats(&View::new(&image, &parameters, None));
        assert_eq!(beats.beats[0].rhythm_days, Some(10.0));
        assert_eq!(beats.state(0), expected, "after {idle} days");
    }
}

#[test]
fn equal_values_at_a_border_are_flagged() {
    let lines: Vec<Line> = (0..5)
        .map(|client| line(client, client, "2024-01-01", 0, 100))
        .collect();
    let (image, parameters) = (image(&lines), Parameters::default());
    let rows = clients::rows(&View::new(&image, &parameters, None));
    assert_eq!(
        rows.rows.iter().map(|row| row.abc).collect::<Vec<_>>(),
        [Abc::A, Abc::A, Abc::A, Abc::A, Abc::B]
    );
    assert!(rows.rows.iter().all(|row| row.abc_tie));
}

#[test]
fn an_empty_ledger_has_figures_without_values() {
    let (image, parameters) = (image(&[]), Parameters::default());
    let view = View::new(&image, &parameters, None);
    let rows = clients::rows(&view);
    assert!(rows.rows.is_empty() && rows.share(0).is_none());
    assert_eq!(pareto::pareto(&rows).gini, None);
    assert!(retention::table(&view, Period::Quarter).is_empty());
}
