//! What is planted in the simulated base is really there, for any seed.

use std::collections::{BTreeMap, BTreeSet};

use domain::channel::{ChannelKind, ChannelValue};
use domain::client::{Relation, Temperature};
use domain::interaction::Outcome;
use domain::marker::{Events, Marker, marker};
use domain::order::OrderStatus;
use domain::policy::Role;
use domain::setting::Settings;
use domain::tax_number::TaxNumber;
use domain::winback::{WinbackData, last_start};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use simulator::{Client, Distributor, Order, Size};

const UNTIL: Date = date(2026, 11, 21);

fn distributor(seed: u64, clients: u64) -> Distributor {
    Distributor::new(
        seed,
        Size {
            clients,
            years: 3,
            lines: clients * 40,
        },
        UNTIL,
    )
}

fn counted(client: &Client) -> impl Iterator<Item = &Order> {
    client.orders.iter().filter(|order| order.status.counts())
}

/// Orders that count and hold something sold.
fn purchases(client: &Client) -> Vec<&Order> {
    counted(client)
        .filter(|order| order.lines.iter().any(|l| l.quantity_milli > 0))
        .collect()
}

fn revenue(client: &Client, from: Date) -> i64 {
    counted(client)
        .filter(|o| o.day >= from)
        .map(|o| o.sums.base_total_minor)
        .sum()
}

fn last_year() -> Date {
    date(2025, 11, 21)
}

/// A number that any change of any byte of the base changes.
fn digest(distributor: &Distributor) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut add = |text: String| {
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    };
    add(format!(
        "{:?}{:?}",
        distributor.employees(),
        distributor.products()
    ));
    distributor
        .rates()
        .for_each(|rate| add(format!("{rate:?}")));
    distributor
        .clients()
        .for_each(|client| add(format!("{client:?}")));
    hash
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let first = digest(&distributor(7, 60));
    assert_eq!(first, digest(&distributor(7, 60)));
    assert_ne!(first, digest(&distributor(8, 60)));
    let base = distributor(7, 60);
    let in_order: Vec<Client> = base.clients().collect();
    assert_eq!(
        base.client(41),
        in_order[41],
        "a client does not depend on those before it"
    );
}

#[test]
fn twelve_employees_in_eight_roles_and_four_hundred_products() {
    let base = distributor(1, 2);
    let employees = base.employees();
    let inside = employees
        .iter()
        .filter(|e| e.role != Role::Administrator)
        .count();
    assert_eq!(inside, 12);
    let roles: BTreeSet<Role> = employees.iter().map(|e| e.role).collect();
    assert_eq!(roles.len(), Role::ALL.len());
    assert!((390..430).contains(&base.products().len()));
    let codes: BTreeSet<&str> = base.products().iter().map(|p| p.code.as_str()).collect();
    assert_eq!(codes.len(), base.products().len());
    for product in base.products() {
        assert!(0 < product.cost_minor && product.cost_minor < product.price_minor);
        assert!(
            base.groups()
                .iter()
                .any(|g| g.id == product.group && g.parent.is_some())
        );
    }
}

#[test]
fn r248_groups_of_companies_have_several_clients() {
    let base = distributor(1, 300);
    let groups = base.company_groups().len();
    let of = |number| base.client(number).data.company_group_id;
    let mut members = std::collections::BTreeMap::new();
    for group in (0..300).filter_map(of) {
        *members.entry(group).or_insert(0) += 1;
    }
    assert_eq!(members.len(), groups);
    assert!(members.values().all(|count| *count > 1), "{members:?}");
    assert!(
        of(base.planted()[0]).is_some(),
        "the giant is one of a group"
    );
}

#[test]
fn r248_one_client_has_over_a_fifth_and_one_seller_depends_on_one_client() {
    for seed in 0..4 {
        let base = distributor(seed, 1_500);
        let [giant, support] = base.planted();
        let (mut all, mut seller_all) = (0, 0);
        let keeper = base.client(support).data.manager_id;
        for client in base.clients() {
            let sum = revenue(&client, last_year());
            all += sum;
            if client.data.manager_id == keeper {
                seller_all += sum;
            }
        }
        let share = revenue(&base.client(giant), last_year()) * 100 / all;
        assert!(
            (21..40).contains(&share),
            "seed {seed}: the giant has {share} %"
        );
        let share = revenue(&base.client(support), last_year()) * 100 / seller_all;
        assert!(
            (51..90).contains(&share),
            "seed {seed}: the support has {share} %"
        );
        assert_ne!(base.client(giant).data.manager_id, keeper);
    }
}

#[test]
fn r6_thirty_to_fifty_percent_of_buyers_bought_once() {
    for seed in 0..4 {
        let counts: Vec<usize> = distributor(seed, 1_500)
            .clients()
            .map(|c| purchases(&c).len())
            .collect();
        let buyers = counts.iter().filter(|count| **count > 0).count();
        let once = counts.iter().filter(|count| **count == 1).count();
        assert!(
            (30..=50).contains(&(once * 100 / buyers)),
            "seed {seed}: {once} of {buyers}"
        );
    }
}

/// Revenue of the whole quarters from the client's first to the last before `UNTIL`.
fn quarters(client: &Client) -> Vec<i64> {
    let quarter = |day: Date| i32::from(day.year()) * 4 + i32::from(day.month() - 1) / 3;
    let mut sums: BTreeMap<i32, i64> = BTreeMap::new();
    for order in counted(client) {
        *sums.entry(quarter(order.day)).or_default() += order.sums.base_total_minor;
    }
    // The first quarter of the base and the running one are not whole.
    let first = sums
        .keys()
        .next()
        .copied()
        .unwrap_or(0)
        .max(quarter(date(2024, 1, 1)));
    (first..quarter(UNTIL))
        .map(|q| sums.get(&q).copied().unwrap_or(0))
        .collect()
}

#[test]
fn temperatures_answers_and_potentials_occur_and_move() {
    let base = distributor(7, 300);
    let all: Vec<Client> = base.clients().collect();
    let count = |test: &dyn Fn(&Client) -> bool| all.iter().filter(|of| test(of)).count();
    assert!(count(&|of| of.temperatures.len() > 1) >= 30);
    for temperature in Temperature::ALL {
        assert!(count(&|of| of.data.temperature == Some(*temperature)) >= 10);
    }
    let answers: Vec<i64> = all
        .iter()
        .flat_map(|of| of.satisfactions.iter().map(|answer| answer.score))
        .collect();
    assert!(answers.iter().any(|score| *score >= 9) && answers.iter().any(|score| *score <= 6));
    assert!(count(&|of| !of.potentials.is_empty()) >= 10);
}

#[test]
fn r250_lost_clients_are_won_back_in_time_and_too_late() {
    for seed in 0..4 {
        let base = distributor(seed, 1_500);
        let cases: Vec<_> = base.clients().filter_map(|of| of.winback).collect();
        let count = |test: &dyn Fn(&WinbackData) -> bool| {
            cases.iter().filter(|case| test(&case.data)).count()
        };
        assert!(count(&|_| true) >= 5, "seed {seed}: {}", cases.len());
        assert!(
            count(&|case| case.overdue(last_start(UNTIL, 2))) >= 1,
            "seed {seed}"
        );
        assert!(count(&|case| !case.steps.is_empty()) >= 1, "seed {seed}");
    }
}

#[test]
fn every_cell_of_abcxyz_has_clients() {
    let base = distributor(3, 1_500);
    let mut rows: Vec<(i64, Vec<i64>)> = base
        .clients()
        .map(|c| (revenue(&c, date(2023, 1, 1)), quarters(&c)))
        .collect();
    rows.retain(|(sum, quarters)| *sum > 0 && quarters.len() >= 3);
    rows.sort_by_key(|(sum, _)| -sum);
    let all: i64 = rows.iter().map(|(sum, _)| sum).sum();
    let mut before = 0;
    let mut cells: BTreeMap<(char, char), usize> = BTreeMap::new();
    for (sum, quarters) in rows {
        let abc = match before * 100 / all {
            ..80 => 'A',
            80..95 => 'B',
            _ => 'C',
        };
        before += sum;
        let n = quarters.len() as f64;
        let mean = quarters.iter().sum::<i64>() as f64 / n;
        let variance = quarters
            .iter()
            .map(|q| (*q as f64 - mean).powi(2))
            .sum::<f64>()
            / n;
        let xyz = match variance.sqrt() / mean {
            cv if mean <= 0.0 || cv > 0.25 => 'Z',
            cv if cv > 0.10 => 'Y',
            _ => 'X',
        };
        *cells.entry((abc, xyz)).or_default() += 1;
    }
    for abc in ['A', 'B', 'C'] {
        for xyz in ['X', 'Y', 'Z'] {
            assert!(
                cells.get(&(abc, xyz)).is_some_and(|n| *n >= 5),
                "{abc}{xyz}: {cells:?}"
            );
        }
    }
}

#[test]
fn all_nine_markers_occur() {
    let mut seen: BTreeMap<Marker, usize> = BTreeMap::new();
    for client in distributor(5, 1_500).clients() {
        let bought = purchases(&client);
        let last = |outcome| {
            client
                .interactions
                .iter()
                .filter(|i| i.outcome == outcome)
                .map(|i| i.at)
                .max()
        };
        let events = Events {
            purchases: bought.len() as u32,
            last_purchase_at: bought.last().map(|order| {
                order
                    .day
                    .to_zoned(jiff::tz::TimeZone::UTC)
                    .unwrap()
                    .timestamp()
            }),
            presentation_agreed_at: last(Outcome::PresentationAgreed),
            mailing_agreed_at: last(Outcome::MailingAgreed),
            mailing_consent: client.data.mailing_consent,
            info_requested_at: last(Outcome::InfoRequested),
            refused_at: last(Outcome::Refused),
            stopped_at: last(Outcome::Stopped),
            lost_by_rhythm: false,
        };
        *seen
            .entry(marker(&events, Settings::default().regular_purchases()))
            .or_default() += 1;
    }
    for colour in Marker::ALL {
        assert!(
            seen.get(colour).is_some_and(|n| *n >= 5),
            "{colour}: {seen:?}"
        );
    }
}

#[test]
fn returns_debts_cancelled_orders_sleepers_and_lost_clients_occur() {
    let base = distributor(2, 1_500);
    let (mut returns, mut cancelled, mut debtors, mut sleeping, mut lost) = (0, 0, 0, 0, 0);
    let mut numbers = BTreeSet::new();
    let mut lines = 0;
    for client in base.clients() {
        lines += client.orders.iter().map(|o| o.lines.len()).sum::<usize>();
        returns += client
            .orders
            .iter()
            .filter(|o| o.sums.total_minor < 0)
            .count();
        cancelled += client
            .orders
            .iter()
            .filter(|o| o.status == OrderStatus::Cancelled)
            .count();
        assert!(
            client
                .orders
                .iter()
                .all(|o| numbers.insert(o.number.clone()))
        );
        let billed: i64 = (client.orders.iter().filter(|o| o.status.is_billed()))
            .map(|o| o.sums.total_minor)
            .sum();
        let paid: i64 = client.payments.iter().map(|p| p.amount.minor()).sum();
        debtors += usize::from(billed > paid);
        let days: Vec<Date> = purchases(&client).iter().map(|o| o.day).collect();
        if let (3.., Some(last)) = (days.len(), days.last()) {
            let mut gaps: Vec<i32> = days.windows(2).map(|w| (w[1] - w[0]).get_days()).collect();
            gaps.sort_unstable();
            let (rhythm, pause) = (gaps[gaps.len() / 2].max(1), (UNTIL - *last).get_days());
            lost += usize::from(pause > 4 * rhythm && pause > 90);
            sleeping += usize::from((2 * rhythm..=4 * rhythm).contains(&pause) && pause > 30);
        }
    }
    assert!(
        returns > 100 && cancelled > 100,
        "{returns} returns, {cancelled} cancelled"
    );
    assert!(debtors > 100, "{debtors} debtors");
    assert!(
        sleeping > 20 && lost > 30,
        "{sleeping} sleeping, {lost} lost"
    );
    assert!((54_000..66_000).contains(&lines), "{lines} lines");
}

#[test]
fn a_base_with_few_lines_for_each_client_meets_its_number_of_lines() {
    for (clients, lines) in [(3_000, 30_000), (1_000, 15_000), (1_000, 50_000)] {
        let base = Distributor::new(
            11,
            Size {
                clients,
                years: 3,
                lines,
            },
            UNTIL,
        );
        let made: usize = base
            .clients()
            .map(|c| c.orders.iter().map(|o| o.lines.len()).sum::<usize>())
            .sum();
        let percent = made as u64 * 100 / lines;
        assert!(
            (90..=110).contains(&percent),
            "{clients} clients: {made} of {lines} lines"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_record_is_valid_and_belongs_to_nobody(seed: u64, clients in 2u64..300) {
        let base = distributor(seed, clients);
        let employees: BTreeSet<_> = base.employees().iter().map(|e| e.id).collect();
        let now = UNTIL.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        let mut ids = BTreeSet::new();
        for client in base.clients().take(40) {
            let country = client.data.tax_country;
            if let Some(number) = &client.data.tax_number {
                prop_assert!(TaxNumber::parse(country, number).is_ok(), "{country} {number}");
            }
            for channel in &client.channels {
                let value = ChannelValue::parse(channel.kind, country, &channel.value);
                prop_assert!(value.is_ok(), "{channel:?}");
                if channel.kind == ChannelKind::Email {
                    prop_assert!(channel.value.ends_with(".example"), "{}", channel.value);
                }
            }
            for address in &client.addresses {
                prop_assert!(address.parts.clone().checked().is_ok());
            }
            prop_assert_eq!(client.data.relation == Relation::Prospect
                || client.data.relation == Relation::Competitors, client.orders.is_empty());
            prop_assert!(!client.interactions.is_empty() && !client.people.is_empty());
            let told = client.interactions.iter().all(|talk| {
                talk.at < now && employees.contains(&talk.author.uuid())
            });
            prop_assert!(told);
            prop_assert!(client.interactions.is_sorted_by_key(|talk| talk.at));
            for order in &client.orders {
                prop_assert!(order.day < UNTIL && order.day >= base.first_day());
                let total: i64 = order.lines.iter().map(|l| l.sums.amount_minor).sum();
                prop_assert_eq!(total, order.sums.total_minor);
                prop_assert!(order.sums.margin_minor.is_some());
                prop_assert!(ids.insert(order.id.uuid()));
            }
            prop_assert!(client.temperatures.is_sorted_by(|a, b| a.0 < b.0));
            let last = client.temperatures.last().map(|(_, of)| *of);
            prop_assert_eq!(last, client.data.temperature);
            for answer in &client.satisfactions {
                prop_assert!((0..=10).contains(&answer.score) && answer.at < now);
                prop_assert!(employees.contains(&answer.author.uuid()));
                prop_assert!(ids.insert(answer.id.uuid()));
            }
            for mark in &client.key_marks {
                prop_assert!(!mark.note.is_empty() && mark.at < now);
                prop_assert!(ids.insert(mark.id.uuid()));
            }
            if let Some(case) = &client.winback {
                prop_assert!(case.at < now && employees.contains(&case.author.uuid()));
                let opened = WinbackData::opened(case.data.opened_day);
                let again = case.data.steps.iter().try_fold(opened, |mut again, taken| {
                    again.take(taken.clone(), UNTIL).map(|()| again)
                });
                prop_assert_eq!(again.map(|again| again.steps), Ok(case.data.steps.clone()));
                prop_assert!(ids.insert(case.id.uuid()));
            }
            for potential in &client.potentials {
                prop_assert!(potential.amount_minor >= 0 && potential.at < now);
                prop_assert!(base.groups().iter().any(|of| of.id == potential.group.uuid()));
                prop_assert!(ids.insert(potential.id.uuid()));
            }
            for payment in &client.payments {
                let order = client.orders.iter().find(|o| o.id == payment.order).unwrap();
                prop_assert!(payment.day >= order.day && payment.day < UNTIL);
                prop_assert!(0 < payment.amount.minor());
                prop_assert!(payment.amount.minor() <= order.sums.total_minor);
            }
            prop_assert!(ids.insert(client.id.uuid()));
            prop_assert_eq!(client.id.uuid().get_version_num(), 7);
        }
    }
}
