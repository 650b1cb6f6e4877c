//! `clientele value`, the real binary: on the CDNOW sample against the reference answers, where the
//! data lie beside the repository, and on small ledgers made here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

#[path = "../../analysis/tests/support/data.rs"]
mod data;

use data::data;

fn clientele(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clientele"))
        .arg("value")
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .output()
        .expect("the binary runs")
}

fn out(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&out(output)).expect("a document")
}

/// Every number of the reference stands in the document under the same keys, close enough. Time
/// that other programs took, and what other programs answered, is not ours to tell.
fn compare(path: &str, wanted: &Value, got: &Value, compared: &mut u32) {
    match wanted {
        Value::Object(fields) => {
            for (key, wanted) in fields {
                if key == "definition" || key == "lifetimes_0_11_3" || key.ends_with("_fit_s") {
                    continue;
                }
                compare(&format!("{path}.{key}"), wanted, &got[key], compared);
            }
        }
        Value::Array(items) => {
            assert_eq!(items.len(), got.as_array().map_or(0, Vec::len), "{path}");
            for (i, wanted) in items.iter().enumerate() {
                compare(&format!("{path}[{i}]"), wanted, &got[i], compared);
            }
        }
        _ => {
            let (wanted, got) = (wanted.as_f64().expect("a number"), got.as_f64());
            let got = got.unwrap_or_else(|| panic!("{path} is missing"));
            let bar = if path.contains("log_likelihood") {
                1e-3
            } else if path.contains(".params") {
                1e-4 * wanted.abs()
            } else {
                1e-3 * wanted.abs()
            };
            assert!(
                (got - wanted).abs() <= bar,
                "{path}: {got}, wanted {wanted}"
            );
            *compared += 1;
        }
    }
}

#[test]
fn the_cdnow_sample_answers_as_the_reference_key_by_key() {
    let Some(folder) = data() else { return };
    let file = folder.join("cdnow_sample.csv.zst");
    let wanted =
        fs::read_to_string(folder.join("reference/clv_cdnow_sample.json")).expect("a file");
    let wanted: Value = serde_json::from_str(&wanted).expect("a document");
    let file = file.to_str().expect("UTF-8");
    // the intervals take most of the time and are not in the reference
    let asked = [file, "--json", "--confidence", "0"];
    let plain = clientele(&asked);
    let mut compared = 0;
    compare("", &wanted, &json(&plain), &mut compared);
    assert!(compared > 90, "{compared}");
    let weeks = clientele(&[&asked[..], &["--calibration-weeks", "39"]].concat());
    let days = ["--until", "1997-09-30", "--holdout-until", "1998-06-30"];
    let days = clientele(&[&asked[..], &days].concat());
    assert_eq!(out(&plain), out(&weeks));
    assert_eq!(out(&plain), out(&days));
}

/// A ledger of two years. Clients buy every one to five weeks, by the clock or at random, and leave
/// after one purchase of twenty.
fn ledger(folder: &Path, clients: u32, by_clock: bool) -> PathBuf {
    let mut text = String::from("order,client,date,amount\n");
    let mut seed = 1_u64;
    let mut chance = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let mut order = 0;
    for client in 0..clients {
        let mut day = 200.0 * chance();
        let mean = 7.0 + 28.0 * chance();
        let money = 50.0 + 400.0 * chance();
        while day < 730.0 {
            let date = analysis::Day::new(19_000 + day as i32).expect("a day");
            let amount = (money * (0.5 + chance())) as u32;
            order += 1;
            text.push_str(&format!("{order},C{client:04},{date},{amount}\n"));
            if chance() < 0.05 {
                break;
            }
            day += if by_clock {
                mean * (0.95 + 0.1 * chance())
            } else {
                -mean * (1.0 - chance()).ln()
            };
        }
    }
    let path = folder.join(format!("ledger-{clients}-{by_clock}.csv"));
    fs::write(&path, text).expect("a file");
    path
}

#[test]
fn every_base_is_told_which_model_applies() {
    let folder = tempfile::tempdir().expect("a folder");
    let value = |clients, by_clock| {
        let file = ledger(folder.path(), clients, by_clock);
        json(&clientele(&[file.to_str().expect("UTF-8"), "--json"]))
    };
    let few = value(30, false);
    assert_eq!(few["today"]["verdict"]["timing"], "own_gap");
    assert_eq!(
        few["today"]["verdict"]["against_timing"][0]["code"],
        "few_repeaters"
    );
    assert_eq!(few["bg_nbd"], Value::Null);
    let clock = value(120, true);
    assert_eq!(
        clock["today"]["verdict"]["against_timing"][0]["code"],
        "regular_gaps"
    );
    assert_eq!(clock["today"]["verdict"]["timing"], "mbg_cnbd_k");
    let random = value(120, false);
    assert_eq!(random["today"]["verdict"]["timing"], "bg_nbd");
    let interval = &random["today"]["interval"];
    let minor = |value: &Value| value.as_i64().expect("money");
    let sum = minor(&random["today"]["value_minor"]);
    assert!(minor(&interval["low_minor"]) < sum && sum < minor(&interval["high_minor"]));
    let fit = &random["today"]["fits"]["bg_nbd"];
    let (alpha, ends) = (&fit["params"]["alpha"], &fit["intervals"]["alpha"]);
    let number = |value: &Value| value.as_f64().expect("a number");
    assert!(number(&ends[0]) < number(alpha) && number(alpha) < number(&ends[1]));
    let best = &random["today"]["top"][0];
    let value = minor(&best["value_minor"]);
    assert!(minor(&best["low_minor"]) < value && value < minor(&best["high_minor"]));
    assert!(minor(&best["purchases_low"]) < minor(&best["purchases_high"]));
}

#[test]
fn the_summary_and_the_files_tell_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = ledger(folder.path(), 120, false);
    let file = file.to_str().expect("UTF-8");
    let place = folder.path().join("value");
    let place_text = place.to_str().expect("UTF-8");
    for (language, title) in [
        ("en", "Value of the base"),
        ("ru", "Стоимость базы"),
        ("mk", "Вредност на базата"),
    ] {
        let text = out(&clientele(&[file, "--lang", language, "--out", place_text]));
        assert!(text.contains(title), "{text}");
        assert!(
            text.contains("BG/NBD") && text.contains("Gamma-Gamma"),
            "{text}"
        );
        assert!(!text.contains("analyze-"), "{text}");
    }
    let clients = fs::read_to_string(place.join("clients.csv")).expect("a file");
    assert_eq!(
        clients.lines().count(),
        121,
        "a heading and a client a line"
    );
    for name in [
        "clients.xlsx",
        "clients.parquet",
        "value_models.csv",
        "value_calibration.csv",
    ] {
        assert!(place.join(name).is_file(), "{name}");
    }
    let document = fs::read_to_string(place.join("value.json")).expect("a file");
    let document: Value = serde_json::from_str(&document).expect("a document");
    let values: f64 = clients
        .lines()
        .skip(1)
        .map(|line| {
            line.rsplit(',')
                .next()
                .expect("a value")
                .parse::<f64>()
                .expect("money")
        })
        .sum();
    let sum = document["today"]["value_minor"].as_f64().expect("money") / 100.0;
    assert!((values / sum - 1.0).abs() < 1e-4, "{values} {sum}");
}

#[test]
fn a_client_can_be_asked_for_and_an_unknown_one_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = ledger(folder.path(), 60, false);
    let file = file.to_str().expect("UTF-8");
    let document = json(&clientele(&[
        file,
        "--json",
        "--confidence",
        "0",
        "--client",
        "C0007",
    ]));
    assert_eq!(document["today"]["clients"][0]["client"], "C0007");
    assert_eq!(document["individual_8"]["client"], "C0007");
    assert_eq!(document["today"]["interval"], Value::Null);
    let refused = clientele(&[file, "--client", "nobody"]);
    assert_eq!(refused.status.code(), Some(1));
}
