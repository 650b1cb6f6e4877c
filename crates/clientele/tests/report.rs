//! The chapters of `report.html` and the tables beside it, by the real binary on a made ledger.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Two and a half years of 80 clients in three countries who buy of three groups, some in a holding.
/// The first fifth is large and buys group G2; nobody else does but two.
fn ledger(folder: &Path) -> String {
    let mut text = String::from(
        "Order,Customer ID,Holding,Date,Product,Category,Country,Quantity,Price,Cost\n",
    );
    let mut order = 0;
    let mut state = 20_261_129_u64;
    let mut random = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for month in 0..30 {
        for client in 0..80 {
            // each begins in its own month, one of four stops, and nobody buys by the clock
            if month < client % 7
                || (client % 4 == 3 && month > 20)
                || random(2 + client as u64 % 5) > 1
            {
                continue;
            }
            let large = client < 16;
            let day = 1 + random(27);
            let holding = if client < 3 { "North" } else { "" };
            let country = ["MK", "RS", "BG"][client % 3];
            // one of five buys for less in the last months
            let part = if client % 5 == 1 && month > 26 { 10 } else { 1 };
            for line in 0..=random(3) {
                let group = if large || client > 77 { 2 } else { line % 2 };
                let price = (if large { 900 } else { 20 + client } + month) / part;
                let country = if large { "MK" } else { country };
                text.push_str(&format!(
                    "{order},K{client:02},{holding},{}-{:02}-{day:02},P{group}{line},G{group},{country},{},{price},{}\n",
                    2022 + month / 12,
                    1 + month % 12,
                    1 + line,
                    (1 + line) * price as u64 / 2
                ));
            }
            order += 1;
        }
    }
    let path = folder.join("ledger.csv");
    fs::write(&path, text).expect("a file");
    path.display().to_string()
}

fn written(folder: &Path, path: &str, language: &str) -> (String, Value) {
    written_with(folder, path, language, &[])
}

fn written_with(folder: &Path, path: &str, language: &str, more: &[&str]) -> (String, Value) {
    let target = folder.join(language);
    let output = Command::new(env!("CARGO_BIN_EXE_clientele"))
        .args(["analyze", path, "--quiet", "--currency", "EUR"])
        .args(more)
        .args(["--lang", language, "--out"])
        .arg(&target)
        .output()
        .expect("the binary runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let html = fs::read_to_string(target.join("report.html")).expect("a report");
    let figures = fs::read(target.join("figures.json")).expect("figures");
    (html, serde_json::from_slice(&figures).expect("JSON"))
}

/// The part of the report that tells of a table.
fn section<'a>(html: &'a str, code: &str) -> &'a str {
    let from = html.find(&format!("<section id=\"{code}\">")).expect(code);
    let len = html[from..].find("</section>").expect("an end");
    &html[from..from + len]
}

const DRAWN: [&str; 14] = [
    "movement",
    "class_months",
    "warnings",
    "indicators",
    "indicators_parts",
    "order_check",
    "concentration_trend",
    "departure",
    "portrait",
    "stress",
    "levers",
    "raised",
    "value_base",
    "value_calibration",
];
const LISTED: [&str; 5] = [
    "white_groups",
    "white_space",
    "lagging",
    "stress_clients",
    "value_top",
];

#[test]
fn every_chapter_has_its_chart_its_words_and_its_table_in_each_language() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = ledger(folder.path());
    let mut tables = Vec::new();
    for language in ["en", "ru", "mk"] {
        let (html, figures) = written(folder.path(), &path, language);
        for code in DRAWN {
            let section = section(&html, code);
            let (charts, words) = (
                section.matches("<svg").count(),
                section.matches("<figcaption>").count(),
            );
            assert!(
                charts > 0 && charts == words,
                "{language} {code}: {charts} charts"
            );
            assert!(
                !section.contains("<figcaption></figcaption>"),
                "{language} {code}"
            );
            assert!(section.contains("<table>"), "{language} {code}: a table");
        }
        for code in LISTED {
            assert!(section(&html, code).contains("class=\"note\""), "{code}");
            assert!(figures["tables"][code].is_array(), "{code}");
        }
        for foreign in [
            "<script", "http://", "https://", "url(", "@import", "analyze-", "NaN",
        ] {
            assert!(!html.contains(foreign), "{language}: {foreign}");
        }
        assert!(html.len() < 600_000, "{} bytes", html.len());
        tables.push(figures["tables"].clone());
    }
    // names of columns and figures do not depend on the language
    let sums = |tables: &Value| tables["value_base"].clone();
    assert_eq!(sums(&tables[0]), sums(&tables[1]));
    assert_eq!(tables[0]["class_months"], tables[2]["class_months"]);
}

#[test]
fn the_figures_of_the_chapters_add_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = ledger(folder.path());
    let (html, figures) = written(folder.path(), &path, "en");
    let tables = &figures["tables"];
    let rows = |code: &str| tables[code].as_array().expect(code).clone();
    let sum = |rows: &[Value], column: &str| -> i64 {
        rows.iter()
            .map(|row| row[column].as_i64().expect("a count"))
            .sum()
    };
    // whoever stood in a class of volume on the last day stands in the last month too
    let flows: Vec<Value> = rows("movement")
        .into_iter()
        .filter(|row| row["kind"] == "ABC, by volume" && row["to"] != "–")
        .collect();
    let months = rows("class_months");
    let last = months.last().expect("a month");
    let classes: i64 = ["abc.A", "abc.B", "abc.C"]
        .iter()
        .map(|class| last[class].as_i64().expect("a count"))
        .sum();
    assert_eq!(sum(&flows, "clients"), classes);
    assert!(classes > 40);
    assert_eq!(months.len(), 13);
    // three companies of a holding are one buyer
    let largest = &rows("concentration_trend")[0]["client"];
    assert_eq!(largest, "North (group, 3 clients)");
    assert!(section(&html, "concentration").contains("North (group, 3 clients)"));
    let gone = &rows("departure")[0];
    let part =
        gone["gone_minor"].as_f64().expect("money") / gone["total_minor"].as_f64().expect("money");
    assert!((gone["share"].as_f64().expect("a share") - part).abs() < 1e-9);
    assert!(gone["gone_minor"].as_i64() > Some(0));
    // a trait of the large ones separates them
    let portrait = rows("portrait");
    assert!(!portrait.is_empty());
    for pattern in &portrait {
        let key = pattern["key"].as_i64().expect("a count");
        assert!(key <= pattern["clients"].as_i64().expect("a count"));
        assert!(pattern["lift_low"].as_f64() <= pattern["lift"].as_f64());
    }
    // a deeper crisis leaves less, and what is left lies between the ends
    let crises = rows("stress");
    for crisis in &crises {
        let left = |column: &str| crisis[column].as_i64().expect("money");
        assert!(left("worst_minor") <= left("left_minor"));
        assert!(left("left_minor") <= left("best_minor"));
    }
    assert!(
        crises[0]["left_minor"].as_i64() < crises.last().expect("a crisis")["left_minor"].as_i64()
    );
    // the value today is the sum that `value` tells
    let output = Command::new(env!("CARGO_BIN_EXE_clientele"))
        .args(["value", &path, "--json", "--currency", "EUR"])
        .output()
        .expect("the binary runs");
    let valued: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let base = rows("value_base");
    let today = base.last().expect("a day");
    assert_eq!(today["value_minor"], valued["today"]["value_minor"]);
    assert_eq!(today["as_of"], valued["today"]["as_of"]);
}

#[test]
fn every_chapter_stands_in_the_document_the_workbook_and_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = ledger(folder.path());
    let output = Command::new(env!("CARGO_BIN_EXE_clientele"))
        .args(["analyze", &path, "--quiet", "--currency", "EUR", "--json"])
        .output()
        .expect("the binary runs");
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for language in ["en", "ru", "mk"] {
        let (html, figures) = written(folder.path(), &path, language);
        let book = folder.path().join(language).join("tables.xlsx");
        let file = tables::Table::open(&book, &tables::Options::default()).expect("a workbook");
        let tables::Source::Workbook { mut sheets, others } = file.source() else {
            panic!("{:?}", file.source());
        };
        sheets.extend(others);
        let listed = figures["tables"].as_object().expect("tables");
        assert_eq!(sheets.len(), listed.len(), "{language}: {sheets:?}");
        for code in DRAWN.into_iter().chain(LISTED) {
            let rows = listed[code].as_array().expect(code);
            assert!(!rows.is_empty(), "{code}");
            let printed = document["tables"][code].as_array().expect(code);
            assert_eq!(printed.len(), rows.len(), "{code}");
            let title = section(&html, code);
            let title = &title[title.find("<h2>").expect("a title") + 4..];
            let title = title[..title.find("</h2>").expect("an end")].replace("&#39;", "'");
            let begun = |sheet: &String| title.starts_with(sheet.as_str()) || sheet == code;
            assert!(sheets.iter().any(begun), "{language} {title}: {sheets:?}");
            let csv = folder.path().join(language).join(format!("{code}.csv"));
            assert!(csv.exists(), "{code}.csv");
        }
    }
}

#[test]
fn a_window_is_the_window_of_the_chapters_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = ledger(folder.path());
    let of = |window: &str| {
        let target = folder.path().join(window);
        fs::create_dir_all(&target).expect("a folder");
        written_with(&target, &path, "en", &["--window", window]).1
    };
    let (year, half, all) = (of("12m"), of("6m"), of("all"));
    let stretch = of("2023-01-01..2023-06-30");
    for code in ["movement", "indicators_parts", "departure", "stress"] {
        let known = [&year, &half, &all, &stretch].map(|of| &of["tables"][code]);
        for (place, table) in known.iter().enumerate() {
            assert!(!table.as_array().expect(code).is_empty(), "{code} {place}");
            assert!(!known[..place].contains(table), "{code} {place}");
        }
    }
    // what is worth a year stays so
    assert_eq!(
        year["tables"]["white_groups"],
        half["tables"]["white_groups"]
    );
}
