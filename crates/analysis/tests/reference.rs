//! Two public ledgers against the answers of an independent tool, number by number. The data lie
//! beside the repository and are not part of it; without them these tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use analysis::{Day, LedgerBuilder, Line, reference};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

#[path = "support/data.rs"]
mod data;

use data::data;

/// A line with its identifiers as they stand in the file.
struct Raw {
    client: String,
    order: String,
    day: Day,
    product: String,
    sale: bool,
    amount_minor: i64,
}

fn records(path: &Path) -> Vec<csv::StringRecord> {
    let packed = std::fs::read(path).unwrap();
    let plain = zstd::decode_all(packed.as_slice()).unwrap();
    csv::Reader::from_reader(plain.as_slice())
        .records()
        .map(Result::unwrap)
        .collect()
}

fn minor(amount: Decimal) -> i64 {
    let minor = (amount * Decimal::from(100))
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    i64::try_from(minor).unwrap()
}

/// Dense numbers for names, in the order of the names.
fn numbers<'a>(names: impl Iterator<Item = &'a String>) -> (Vec<String>, HashMap<String, u32>) {
    let mut sorted: Vec<String> = names.cloned().collect();
    sorted.sort();
    sorted.dedup();
    let numbers = sorted.iter().cloned().zip(0..).collect();
    (sorted, numbers)
}

fn check(raw: &[Raw], currency: &str, expected: &Path) {
    let (names, clients) = numbers(raw.iter().map(|line| &line.client));
    let (_, orders) = numbers(raw.iter().map(|line| &line.order));
    let (_, products) = numbers(raw.iter().map(|line| &line.product));
    let mut builder = LedgerBuilder::with_capacity(raw.len());
    for line in raw {
        builder
            .push(&Line {
                client: clients[&line.client],
                order: orders[&line.order],
                day: line.day,
                product: products[&line.product],
                sale: line.sale,
                amount_minor: line.amount_minor,
                cost_minor: None,
                manager: None,
            })
            .unwrap();
    }
    let image = builder.build();
    let document =
        || reference::document(&image, currency, |client| names[client as usize].clone());
    let bytes = serde_json::to_vec(&document()).unwrap();
    assert_eq!(
        bytes,
        serde_json::to_vec(&document()).unwrap(),
        "two runs give the same bytes"
    );

    let found: Value = serde_json::from_slice(&bytes).unwrap();
    let expected: Value = serde_json::from_slice(&std::fs::read(expected).unwrap()).unwrap();
    let mut differences = Vec::new();
    compare("", &expected, &found, &mut differences);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Collects every place where the two differ; keys that describe the file itself are not ours.
fn compare(path: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                if path.is_empty() && ["raw_counts", "selection"].contains(&key.as_str()) {
                    continue;
                }
                let path = format!("{path}/{key}");
                compare(
                    &path,
                    value,
                    found.get(key).unwrap_or(&Value::Null),
                    differences,
                );
            }
            for key in found.keys().filter(|key| !expected.contains_key(*key)) {
                differences.push(format!("{path}/{key}: not in the answer"));
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (place, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{path}/{place}"), expected, found, differences);
            }
        }
        _ if expected == found => {}
        _ => differences.push(format!("{path}: expected {expected}, found {found}")),
    }
}

#[test]
fn northwind_equals_the_independent_answer() {
    let Some(data) = data() else { return };
    let raw: Vec<Raw> = records(&data.join("northwind_lines.csv.zst"))
        .iter()
        .map(|record| {
            let number = |column: usize| record[column].parse::<Decimal>().unwrap();
            Raw {
                client: record[2].to_owned(),
                order: record[0].to_owned(),
                day: record[1].parse().unwrap(),
                product: record[6].to_owned(),
                sale: number(10) > Decimal::ZERO,
                amount_minor: minor(number(9) * number(10) * (Decimal::ONE - number(11))),
            }
        })
        .collect();
    check(&raw, "USD", &data.join("reference/ledger_northwind.json"));
}

#[test]
fn online_retail_ii_equals_the_independent_answer() {
    let Some(data) = data() else { return };
    let mut raw = Vec::new();
    let (mut second_sheet, mut before) = (false, Day::MIN);
    for record in records(&data.join("online_retail_ii.csv.zst")) {
        let day: Day = record[4][..10].parse().unwrap();
        // The sheets stand one after the other, each by date; these days stand in both.
        second_sheet |= day < before;
        before = day;
        let repeated = !second_sheet && day >= Day::from_civil(2010, 12, 1).unwrap();
        let price: Decimal = record[5].parse().unwrap();
        let quantity: Decimal = record[3].parse().unwrap();
        if repeated || record[6].is_empty() || price <= Decimal::ZERO {
            continue;
        }
        raw.push(Raw {
            client: record[6].to_owned(),
            order: record[0].to_owned(),
            day,
            product: record[1].to_owned(),
            sale: quantity > Decimal::ZERO,
            amount_minor: minor(price * quantity),
        });
    }
    assert_eq!(raw.len(), 809_491);
    check(
        &raw,
        "GBP",
        &data.join("reference/ledger_online_retail_ii.json"),
    );
}
