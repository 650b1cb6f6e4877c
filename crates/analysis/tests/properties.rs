//! What must hold for every ledger.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use analysis::cell::{Cell, Kind, Part, select};
use analysis::concentration::{Buyer, Sales};
use analysis::dynamics::{self, By};
use analysis::parameters::{Activity, Buckets, Filters, ManagerOf};
use analysis::{
    Abc, Basis, Day, Image, LedgerBuilder, Line, Mask, Parameters, Period, State, View, Window,
    Xyz, clients, cohort, concentration, growth, kinds, kpi, loyalty, ltv, pareto, reference,
    retention, rfm, rhythm, xyz,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use support::image;

/// A line of a small world: few clients, orders, products and about four years.
fn any_line() -> impl Strategy<Value = Line> {
    let amount = prop_oneof![8 => 1..100_000_i64, 2 => -20_000..=0_i64, 1 => Just(500)];
    let cost = prop::option::of(0..50_000_i64);
    (
        0..20_u32,
        0..60_u32,
        15_000..16_500_i32,
        0..12_u32,
        amount,
        cost,
        prop::option::of(0..4_u16),
    )
        .prop_map(
            |(client, order, day, product, amount_minor, cost_minor, manager)| Line {
                client,
                order,
                day: Day::new(day).expect("inside the years"),
                product,
                sale: amount_minor > 0,
                amount_minor,
                cost_minor,
                manager,
            },
        )
}

/// Ledgers with costs, and such where only a client or nobody has one.
fn lines() -> impl Strategy<Value = Vec<Line>> {
    let costs = prop_oneof![3 => Just(None), 1 => (0..25_u32).prop_map(Some)];
    (prop::collection::vec(any_line(), 0..150), costs).prop_map(|(mut lines, costs)| {
        for line in &mut lines {
            if costs.is_some_and(|client| client != line.client) {
                line.cost_minor = None;
            }
        }
        lines
    })
}

fn window() -> impl Strategy<Value = Window> {
    prop_oneof![
        Just(Window::All),
        (1..40_u32).prop_map(Window::Rolling),
        (1..40_u32).prop_map(Window::FullMonths),
        Just(Window::Rolling(u32::MAX)),
        Just(Window::Days(Day::MIN, Day::MAX)),
        (14_900..16_600_i32, 14_900..16_600_i32)
            .prop_map(|(a, b)| Window::Days(Day::new(a).unwrap(), Day::new(b).unwrap())),
    ]
}

fn parameters() -> impl Strategy<Value = Parameters> {
    let as_of = prop::option::of(prop_oneof![
        8 => (14_900..16_600_i32).prop_map(|day| Day::new(day).unwrap()),
        1 => Just(Day::MIN),
        1 => Just(Day::MAX),
    ]);
    let buckets = prop_oneof![
        Just(Buckets::Month),
        Just(Buckets::Quarter),
        Just(Buckets::Rhythm)
    ];
    let filters = prop_oneof![
        3 => Just(Filters::default()),
        1 => Just(Filters { segments: vec![1, 2], ..Filters::default() }),
        1 => Just(Filters { product_groups: vec![0, 2], ..Filters::default() }),
    ];
    (
        as_of,
        window(),
        any::<(bool, bool, bool)>(),
        buckets,
        filters,
    )
        .prop_map(
            |(as_of, window, (margin, any_line, order), buckets, filters)| {
                let mut parameters = Parameters {
                    as_of,
                    window,
                    filters,
                    ..Parameters::default()
                };
                parameters.basis = if margin {
                    Basis::Margin
                } else {
                    Basis::Revenue
                };
                parameters.activity = if any_line {
                    Activity::AnyLine
                } else {
                    Activity::Purchases
                };
                parameters.manager_of = if order {
                    ManagerOf::Order
                } else {
                    ManagerOf::Client
                };
                parameters.xyz.buckets = buckets;
                parameters
            },
        )
}

/// Every figure of a view as one text.
fn everything(image: &Image, parameters: &Parameters) -> String {
    let view = View::new(image, parameters, None);
    let rows = clients::rows(&view);
    let beats = rhythm::beats(&view);
    let whole = ltv::whole(parameters);
    let whole_rows = clients::rows(&view.with(&whole));
    let purchases = loyalty::purchases(&view);
    let mut text = String::new();
    let mut add = |part: String| text.push_str(&part);
    add(format!("{rows:?}"));
    add(format!("{:?}", xyz::matrix(&rows, &parameters.xyz)));
    add(format!(
        "{:?}",
        xyz::windows(&view, &[Window::Rolling(12), Window::Rolling(36)])
    ));
    add(format!(
        "{:?}",
        rfm::summary(&rows, view.as_of, &parameters.rfm)
    ));
    for period in [Period::Month, Period::Quarter, Period::Year] {
        add(format!("{:?}", retention::table(&view, period)));
        add(format!("{:?}", cohort::table(&view, period)));
        add(format!("{:?}", kinds::periods(&view, period)));
        add(format!("{:?}", dynamics::table(&view, By::Product, period)));
        add(format!("{:?}", dynamics::table(&view, By::Group, period)));
        add(format!(
            "{:?}",
            loyalty::one_time(&view, &purchases, period)
        ));
    }
    add(format!("{:?}", kinds::years(&view)));
    add(format!("{beats:?}"));
    add(format!("{:?}", concentration::company(&view, &rows, 5)));
    add(format!("{:?}", concentration::managers(&view, 5)));
    add(format!(
        "{:?}",
        concentration::trends(&view, Sales::Company, &[0, 1, 99].map(Buyer::Client))
    ));
    add(format!(
        "{:?}",
        concentration::trends(&view, Sales::Manager(1), &[0, 1].map(Buyer::Client))
    ));
    add(format!("{:?}", pareto::pareto(&rows)));
    add(format!("{:?}", growth::year_over_year(&view)));
    add(format!("{:?}", kpi::kpi(&view, &rows)));
    add(format!(
        "{:?}",
        ltv::values(&view.with(&whole), &whole_rows, &beats)
    ));
    add(format!("{:?}", loyalty::by_purchases(&purchases, 5)));
    add(format!("{:?}", view.left_out()));
    add(serde_json::to_string(&reference::document(image, "EUR", |c| c.to_string())).unwrap());
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_of_lines_changes_nothing(lines in lines(), parameters in parameters(), seed in any::<u64>()) {
        // The employee of an order is that of its first line, so it must not depend on the order.
        let lines: Vec<Line> =
            lines.into_iter().map(|line| Line { manager: Some((line.order % 4) as u16), ..line }).collect();
        let mut shuffled = lines.clone();
        shuffled.sort_by_key(|line| {
            let key = (u64::from(line.order) << 32) ^ line.amount_minor.unsigned_abs() ^ seed;
            key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        });
        prop_assert_eq!(everything(&image(&lines), &parameters), everything(&image(&shuffled), &parameters));
    }

    #[test]
    fn parts_of_a_ledger_add_up_to_the_whole(
        lines in lines(), parts in 1..4_u32, as_of in prop::option::of(14_900..16_600_i32)
    ) {
        let as_of = as_of.map(|day| Day::new(day).unwrap());
        let name = |client: u32| client.to_string();
        let whole = image(&lines);
        let Some(days) = whole.days() else { return Ok(()) };
        let folded = (0..parts).map(|part| {
            // each part numbers its clients from 0
            let own = |line: &&Line| line.client % parts == part;
            let renumbered = |line: &Line| Line { client: line.client / parts, ..*line };
            let mut piece = image(&lines.iter().filter(own).map(renumbered).collect::<Vec<_>>());
            piece.set_part_of(days);
            let mut folded = reference::Parts::of(&piece, as_of);
            let numbers: Vec<u32> = (0..20).map(|client| client * parts + part).collect();
            folded.renumber(&numbers);
            folded
        });
        let sum = reference::Parts::sum(folded.collect::<Vec<_>>().into_iter().rev());
        prop_assert_eq!(
            sum.document(days, as_of, "EUR", name),
            reference::document_as_of(&whole, as_of, "EUR", name)
        );
    }

    #[test]
    fn no_figure_is_not_a_number(lines in lines(), parameters in parameters()) {
        let text = everything(&image(&lines), &parameters);
        prop_assert!(!text.contains("NaN") && !text.contains("inf"));
    }

    #[test]
    fn replacing_a_client_equals_folding_from_scratch(
        before in lines(), after in lines(), client in 0..22_u32, parameters in parameters()
    ) {
        let own: Vec<Line> = after.iter().map(|line| Line { client, ..*line }).collect();
        let mut replaced = image(&before);
        let first = View::new(&replaced, &parameters, None);
        let mut rows = clients::rows(&first);
        let (mut beats, mut purchases) = (rhythm::beats(&first), loyalty::purchases(&first));
        let as_of = first.as_of;
        replaced.replace_client(client, &own).unwrap();
        let mut all: Vec<Line> = before.iter().copied().filter(|line| line.client != client).collect();
        all.extend(&own);
        let scratch = image(&all);
        prop_assert_eq!(replaced.lines(), scratch.lines());
        prop_assert_eq!(everything(&replaced, &parameters), everything(&scratch, &parameters));
        let (view, anew) = (View::new(&replaced, &parameters, None), View::new(&scratch, &parameters, None));
        rows.refold(&view, &[client]);
        prop_assert_eq!(rows, clients::rows(&anew));
        // Without an as-of day asked for, a new last day of the ledger is another question.
        if view.as_of == as_of {
            beats.refold(&view, &[client]);
            prop_assert_eq!(beats, rhythm::beats(&anew));
            loyalty::refold(&mut purchases, &view, &[client]);
            prop_assert_eq!(purchases, loyalty::purchases(&anew));
        }
    }

    #[test]
    fn bytes_hold_the_image(lines in lines(), parameters in parameters()) {
        let image = image(&lines);
        let bytes = image.to_bytes();
        let read = Image::from_bytes(&bytes).unwrap();
        prop_assert_eq!(everything(&read, &parameters), everything(&image, &parameters));
        prop_assert_eq!(read.to_bytes(), bytes);
    }

    #[test]
    fn changed_bytes_are_refused(lines in lines(), place in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut bytes = image(&lines).to_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        prop_assert!(Image::from_bytes(&bytes).is_err());
        bytes.truncate(place);
        prop_assert!(Image::from_bytes(&bytes).is_err());
    }

    #[test]
    fn sums_of_the_parts_are_the_whole(lines in lines(), parameters in parameters()) {
        let image = image(&lines);
        let view = View::new(&image, &parameters, None);
        let rows = clients::rows(&view);
        let matrix = xyz::matrix(&rows, &parameters.xyz);
        let cells = matrix.cells.iter().flatten();
        prop_assert_eq!(cells.clone().map(|cell| cell.clients).sum::<u64>(), rows.rows.len() as u64);
        prop_assert_eq!(cells.map(|cell| cell.value_minor).sum::<i64>(), rows.value_minor);
        let scores = rfm::summary(&rows, view.as_of, &parameters.rfm);
        let buyers = rows.rows.iter().filter(|row| row.orders > 0).count() as u64;
        prop_assert_eq!(scores.clients, buyers);
        prop_assert_eq!(scores.groups.iter().map(|group| group.clients).sum::<u64>(), buyers);
        let table = dynamics::table(&view, By::Product, Period::Month);
        prop_assert_eq!(table.value_minor, rows.value_minor);
        // A window longer than the most periods shows its last ones only.
        if table.periods.len() < parameters.most_periods as usize {
            let shown: i64 = table.periods.iter().map(|period| period.value_minor).sum();
            prop_assert_eq!(shown, rows.value_minor);
        }
        let groups = dynamics::table(&view, By::Group, Period::Month);
        prop_assert_eq!(groups.value_minor, rows.value_minor);
    }

    #[test]
    fn abc_shares_keep_their_borders(lines in lines()) {
        let parameters = Parameters::default();
        let image = image(&lines);
        let rows = clients::rows(&View::new(&image, &parameters, None));
        let mut sorted = rows.rows.clone();
        sorted.sort_by_key(|row| (std::cmp::Reverse(row.value_minor), row.client));
        let mut before = 0;
        for row in &sorted {
            let expected = if row.value_minor <= 0 {
                Abc::C
            } else if before * 100 < rows.positive_minor * 80 {
                Abc::A
            } else if before * 100 < rows.positive_minor * 95 {
                Abc::B
            } else {
                Abc::C
            };
            prop_assert_eq!(row.abc, expected);
            before += row.value_minor.max(0);
            let divided = sorted.iter().any(|other| other.value_minor == row.value_minor && other.abc != row.abc);
            prop_assert_eq!(row.abc_tie, divided);
        }
    }

    #[test]
    fn retention_equals_sets_of_clients(lines in lines()) {
        let parameters = Parameters::default();
        let image = image(&lines);
        let view = View::new(&image, &parameters, None);
        let mut bought: BTreeMap<i32, BTreeSet<u32>> = BTreeMap::new();
        let mut first: BTreeMap<u32, i32> = BTreeMap::new();
        for line in lines.iter().filter(|line| line.sale) {
            let quarter = Period::Quarter.of(line.day);
            bought.entry(quarter).or_default().insert(line.client);
            let first = first.entry(line.client).or_insert(quarter);
            *first = quarter.min(*first);
        }
        let empty = BTreeSet::new();
        for row in retention::table(&view, Period::Quarter) {
            let before = bought.get(&(row.index - 1)).unwrap_or(&empty);
            let now = bought.get(&row.index).unwrap_or(&empty);
            let new = now.iter().filter(|client| first[client] == row.index).count() as u64;
            prop_assert_eq!((row.start, row.end, row.new), (before.len() as u64, now.len() as u64, new));
            prop_assert_eq!(row.kept, before.intersection(now).count() as u64);
            prop_assert_eq!(row.end, row.kept + row.new + row.returned);
            prop_assert_eq!(row.start, row.kept + row.lost);
        }
    }

    #[test]
    fn coefficient_equals_the_naive_one(lines in lines()) {
        let mut parameters = Parameters { window: Window::FullMonths(24), ..Parameters::default() };
        parameters.as_of = Day::new(16_510);
        let image = image(&lines);
        let view = View::new(&image, &parameters, None);
        let last = Period::Month.last_full(view.as_of);
        for row in &clients::rows(&view).rows {
            let mut months = [0_i64; 24];
            let mut life = 0;
            for line in lines.iter().filter(|line| line.client == row.client) {
                if let Some(value) = usize::try_from(last - line.day.month()).ok().and_then(|m| months.get_mut(m)) {
                    *value += line.amount_minor;
                    life = life.max((last - line.day.month()) as usize + 1);
                }
            }
            let values: Vec<f64> = months[..life].iter().map(|&value| value as f64).collect();
            let mean = values.iter().sum::<f64>() / life as f64;
            let sd = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / life as f64).sqrt();
            prop_assert_eq!(row.periods as usize, life);
            prop_assert_eq!(row.cv.is_some(), mean > 0.0);
            if let Some(cv) = row.cv {
                prop_assert!((cv - sd / mean).abs() < 1e-6 * (1.0 + cv), "{cv} {}", sd / mean);
            }
        }
    }

    #[test]
    fn cells_select_as_many_clients_as_figures_count(lines in lines(), parameters in parameters()) {
        let image = image(&lines);
        let view = View::new(&image, &parameters, None);
        let rows = clients::rows(&view);
        let count = |cell: Cell| select(&view, &rows, &cell).len() as u64;
        let matrix = xyz::matrix(&rows, &parameters.xyz);
        for abc in Abc::ALL {
            for xyz in Xyz::ALL {
                prop_assert_eq!(count(Cell::AbcXyz(Some(abc), Some(xyz))), matrix.cell(abc, xyz).clients);
            }
        }
        let scores = rfm::summary(&rows, view.as_of, &parameters.rfm);
        for ((r, f, m), sums) in &scores.cells {
            prop_assert_eq!(count(Cell::Rfm(Some(*r), Some(*f), Some(*m))), sums.clients);
        }
        for (place, sums) in scores.groups.iter().enumerate() {
            prop_assert_eq!(count(Cell::RfmGroup(place)), sums.clients);
        }
        for row in retention::table(&view, Period::Quarter) {
            use retention::Set;
            let sets = [(Set::Start, row.start), (Set::End, row.end), (Set::New, row.new),
                (Set::Kept, row.kept), (Set::Returned, row.returned), (Set::Lost, row.lost)];
            for (set, clients) in sets {
                prop_assert_eq!(count(Cell::Retention(Period::Quarter, row.index, set)), clients);
            }
        }
        for cohort in cohort::table(&view, Period::Quarter) {
            prop_assert_eq!(count(Cell::Cohort(Period::Quarter, cohort.index, None)), cohort.clients);
            for (offset, cell) in (0..).zip(&cohort.cells) {
                prop_assert_eq!(count(Cell::Cohort(Period::Quarter, cohort.index, Some(offset))), cell.clients);
            }
        }
        for year in kinds::years(&view) {
            for life in &year.lives {
                prop_assert_eq!(count(Cell::Life(year.year, life.life)), life.clients);
            }
        }
        for kind in kinds::periods(&view, Period::Quarter) {
            prop_assert_eq!(count(Cell::Kind(Period::Quarter, kind.index, Kind::New)), kind.new_clients);
            prop_assert_eq!(count(Cell::Kind(Period::Quarter, kind.index, Kind::Repeat)), kind.repeat_clients);
        }
        for by in [By::Product, By::Group] {
            for row in dynamics::table(&view, by, Period::Year).rows {
                prop_assert_eq!(count(Cell::Bought(by, row.id)), row.clients);
            }
        }
        let curve = pareto::pareto(&rows);
        prop_assert_eq!(count(Cell::Pareto(Part::Top20)), curve.top20.clients);
        prop_assert_eq!(count(Cell::Pareto(Part::For80)), curve.for80.clients);
        prop_assert_eq!(count(Cell::Pareto(Part::Rest)), curve.clients - curve.top20.clients);
        for (level, clients) in concentration::company(&view, &rows, 5).above {
            prop_assert_eq!(count(Cell::Above(level)), clients);
        }
        for (manager, own) in concentration::managers(&view, 5) {
            prop_assert_eq!(count(Cell::Manager(manager)), own.clients);
        }
        let beats = rhythm::beats(&view);
        for state in State::ALL {
            let clients = beats.beats.iter().filter(|beat| beat.state == state).count() as u64;
            prop_assert_eq!(count(Cell::State(state)), clients);
        }
        let purchases = loyalty::purchases(&view);
        let once = loyalty::one_time(&view, &purchases, Period::Quarter);
        prop_assert_eq!(count(Cell::OneTime(None)), once.one_time);
        for period in once.periods {
            prop_assert_eq!(count(Cell::OneTime(Some((Period::Quarter, period.index)))), period.one_time);
        }
        prop_assert_eq!(count(Cell::All), rows.rows.len() as u64);
    }

    #[test]
    fn a_mask_hides_as_if_the_lines_were_not_there(lines in lines(), parameters in parameters(), hidden in 0..20_u32) {
        // The beginning and the end of the ledger stay those of the whole ledger.
        let mut parameters = parameters;
        parameters.as_of = Day::new(16_500);
        if parameters.window == Window::All {
            parameters.window = Window::Days(Day::new(15_000).unwrap(), Day::new(16_500).unwrap());
        }
        let all = image(&lines);
        let mask = Mask::new(all.clients(), |client| client % 2 == hidden % 2);
        let view = View::new(&all, &parameters, Some(&mask));
        let left: Vec<Line> = lines.iter().copied().filter(|line| line.client % 2 == hidden % 2).collect();
        let rest = image(&left);
        let plain = View::new(&rest, &parameters, None);
        prop_assert_eq!(clients::rows(&view), clients::rows(&plain));
        prop_assert_eq!(concentration::managers(&view, 3), concentration::managers(&plain, 3));
        prop_assert_eq!(rhythm::beats(&view), rhythm::beats(&plain));
        prop_assert_eq!(growth::year_over_year(&view), growth::year_over_year(&plain));
    }

    #[test]
    fn any_numbers_at_all(
        lines in prop::collection::vec(
            (0..5_u32, any::<u32>(), -719_162..=2_932_896_i32, 0..5_u32, any::<i64>(), any::<bool>(), prop::option::of(any::<i64>())),
            0..20,
        ),
        parameters in parameters(),
    ) {
        let mut builder = LedgerBuilder::new();
        for (client, order, day, product, amount_minor, sale, cost_minor) in lines {
            let day = Day::new(day).unwrap();
            let scaled = amount_minor >> 8; // most would be refused as too large
            for amount_minor in [amount_minor, scaled] {
                let line = Line { client, order, day, product, sale, amount_minor, cost_minor, manager: None };
                if builder.push(&line).is_ok() {
                    break;
                }
            }
        }
        let text = everything(&builder.build(), &parameters);
        prop_assert!(!text.contains("NaN") && !text.contains("inf"));
    }
}

#[test]
fn threads_change_nothing() {
    let mut lines = Vec::new();
    let mut state = 7_u64;
    let mut chance = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for order in 0..160_000_u32 {
        let client = chance(900) as u32;
        let day = Day::new(15_000 + chance(1_500) as i32).unwrap();
        let amount_minor = chance(100_000) as i64 - 2_000;
        let product = chance(50) as u32;
        let sale = amount_minor > 0;
        lines.push(Line {
            client,
            order,
            day,
            product,
            sale,
            amount_minor,
            cost_minor: None,
            manager: None,
        });
    }
    let image = image(&lines);
    let with = |threads| {
        everything(
            &image,
            &Parameters {
                threads,
                ..Parameters::default()
            },
        )
    };
    let alone = with(1);
    assert_eq!(alone, with(2));
    assert_eq!(alone, with(7));
}
