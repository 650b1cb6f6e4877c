//! Whole files against answers of independent tools, number by number. The data lie beside the
//! repository and are not part of it; without them these tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use ledger::{Ledger, Reason, Settings};
use serde_json::Value;

#[path = "../../analysis/tests/support/data.rs"]
mod data;

use data::data;

fn read(path: &std::path::Path, settings: &Settings) -> Ledger {
    let table = tables::Table::open(path, &tables::Options::default()).unwrap();
    ledger::read(table, settings, &|_| ()).unwrap()
}

fn compare(path: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                let other = found.get(key).unwrap_or(&Value::Null);
                compare(&format!("{path}/{key}"), value, other, differences);
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

fn check(ledger: &Ledger, reference: &std::path::Path) {
    let currency = ledger.currency.clone().unwrap_or_default();
    let name = |client: u32| ledger.clients[client as usize].clone();
    let document = analysis::reference::document(&ledger.image, &currency, name);
    let found = serde_json::to_value(&document).unwrap();
    let mut expected: Value = serde_json::from_slice(&std::fs::read(reference).unwrap()).unwrap();
    let expected = expected.as_object_mut().unwrap();
    expected.remove("raw_counts");
    expected.remove("selection");
    let mut differences = Vec::new();
    compare(
        "",
        &Value::Object(expected.clone()),
        &found,
        &mut differences,
    );
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn online_retail_with_its_overlap_returns_and_missing_clients() {
    let Some(data) = data() else { return };
    let settings = Settings {
        currency: Some("GBP".to_owned()),
        ..Settings::default()
    };
    let ledger = read(&data.join("online_retail_ii.csv.zst"), &settings);
    let raw = ledger.cleaning.raw;
    let reference = data.join("reference/ledger_online_retail_ii.json");
    let all: Value = serde_json::from_slice(&std::fs::read(&reference).unwrap()).unwrap();
    let found = serde_json::to_value(raw).unwrap();
    for key in [
        "rows",
        "invoices",
        "customers",
        "rows_without_customer",
        "cancellation_rows",
        "price_le_0",
        "quantity_le_0",
        "overlap_rows_removed",
    ] {
        assert_eq!(found[key], all["raw_counts"][key], "{key}");
    }
    // one code stands there with a space after it too; we take the two for one
    assert_eq!(raw.stock_codes + 1, 5_305);
    let out = ledger.cleaning.left_out();
    assert_eq!(
        ledger.image.lines() as u64 + out,
        raw.rows,
        "nothing vanishes"
    );
    assert_eq!(ledger.cleaning.overlaps.len(), 1);
    check(&ledger, &reference);
}

#[test]
fn northwind_with_discounts() {
    let Some(data) = data() else { return };
    let settings = Settings {
        currency: Some("USD".to_owned()),
        ..Settings::default()
    };
    let ledger = read(&data.join("northwind_lines.csv.zst"), &settings);
    assert_eq!(ledger.cleaning.left_out(), 0);
    check(&ledger, &data.join("reference/ledger_northwind.json"));
}

#[test]
fn cdnow_without_order_numbers() {
    let Some(data) = data() else { return };
    let ledger = read(&data.join("cdnow_sample.csv.zst"), &Settings::default());
    assert!(ledger.cleaning.order_is_client_day);
    assert_eq!(ledger.clients.len(), 2_357);
    assert_eq!(ledger.image.lines(), 6_919);
    assert_eq!(ledger.cleaning.tallies.get(&Reason::Overlap), None);
}
