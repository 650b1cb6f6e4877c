//! `clientele dedupe`, the real binary: groups, pairs with reasons, the truth, two tables, decisions
//! and the report, on small tables made here.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn dedupe(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clientele"))
        .arg("dedupe")
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

/// Forty companies, every fourth of which stands twice, in another spelling.
fn companies() -> String {
    const NAMES: [&str; 40] = [
        "Ромашка",
        "Вектор",
        "Дельта",
        "Заря",
        "Импульс",
        "Орион",
        "Радуга",
        "Сфера",
        "Факел",
        "Каскад",
        "Меридиан",
        "Полюс",
        "Гранит",
        "Сокол",
        "Якорь",
        "Маяк",
        "Горизонт",
        "Кедр",
        "Планета",
        "Ветеран",
        "Лотос",
        "Монолит",
        "Парус",
        "Рубин",
        "Спектр",
        "Титан",
        "Фортуна",
        "Хризолит",
        "Циклон",
        "Эталон",
        "Юпитер",
        "Аврора",
        "Бриз",
        "Водолей",
        "Гермес",
        "Диамант",
        "Енисей",
        "Жемчуг",
        "Зодиак",
        "Иртыш",
    ];
    let mut text = "id,name,phone,city,entity\n".to_owned();
    for (number, name) in NAMES.iter().enumerate() {
        let phone = format!("+7 495 {:03}-{:02}-17", 100 + number * 7, number);
        let _ = writeln!(text, "a{number},ООО «{name}»,{phone},Казань,{number}");
        if number % 4 == 0 {
            let digits = phone.replace(['-', ' ', '+'], "");
            let _ = writeln!(text, "b{number},{name} ООО,{digits},г. Казань,{number}");
        }
    }
    text
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("the table is written");
    path
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("the file is there")
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn groups_pairs_report_and_measures_of_one_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = file(folder.path(), "clients.csv", &companies());
    let found = folder.path().join("found");
    let output = dedupe(&[
        shown(&table),
        "--truth",
        "entity",
        "--json",
        "--out",
        shown(&found),
    ]);
    let document = json(&output);
    assert_eq!(document["records"], 50);
    assert_eq!(document["groups"], 10);
    assert_eq!(document["records_in_groups"], 20);
    let truth = &document["truth"];
    assert_eq!(truth["true_pairs"], 10);
    for measure in ["best_pair", "closure", "b3"] {
        assert_eq!(truth[measure]["f1"], 1.0, "{measure}: {truth}");
    }
    assert_eq!(truth["recall_at_p99"], 1.0);
    assert!(document["cpu_seconds"].is_number() || !cfg!(target_os = "linux"));

    let kept: Value = serde_json::from_str(&text(&found.join("dedupe.json"))).expect("a document");
    assert_eq!(kept["groups"], document["groups"]);
    let groups = text(&found.join("groups.csv"));
    assert_eq!(groups.lines().count(), 51, "every row, and the headings");
    assert!(
        groups
            .trim_start_matches('\u{feff}')
            .lines()
            .next()
            .expect("headings")
            .starts_with("group,group_size,id,name")
    );
    let pairs = text(&found.join("pairs.csv"));
    let first = pairs.lines().nth(1).expect("a pair");
    assert!(first.contains("telephone: the same"), "{first}");
    assert!(
        first.contains("(2 of 50 have it)"),
        "how common the value is: {first}"
    );
    let report = text(&found.join("report.html"));
    assert!(
        report.contains("Ромашка") && !report.contains("<script"),
        "no script"
    );
}

#[test]
fn the_truth_is_not_compared_and_the_result_is_the_same_in_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = file(folder.path(), "clients.csv", &companies());
    let document = |threads: &str| {
        let output = dedupe(&[
            shown(&table),
            "--truth",
            "entity",
            "--json",
            "--threads",
            threads,
        ]);
        let mut document = json(&output);
        assert!(document["files"][0]["columns"].get("entity").is_none());
        for of_this_run in ["cpu_seconds", "peak_memory_mb"] {
            document[of_this_run] = Value::Null;
        }
        document
    };
    assert_eq!(document("1"), document("4"));
}

#[test]
fn rows_of_a_second_table_are_found_in_the_first_and_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let base = file(folder.path(), "base.csv", &companies());
    let leads = "id,name,phone,city,entity\n\
        x,Romashka LLC,8 (495) 100-00-17,Казань,0\n\
        y,Незабудка,+7 495 999-99-99,Пермь,900\n";
    let leads = file(folder.path(), "leads.csv", leads);
    let found = folder.path().join("found");
    let arguments = [shown(&base), "--link", shown(&leads), "--truth", "entity"];
    let output = dedupe(&[&arguments[..], &["--json", "--out", shown(&found)]].concat());
    let document = json(&output);
    assert_eq!(document["files"].as_array().map(Vec::len), Some(2));
    // the lead is the same as both spellings of its company; those two are no pair here
    assert_eq!(document["truth"]["true_pairs"], 2);
    let pairs = text(&found.join("pairs.csv"));
    for line in pairs.lines().skip(1) {
        assert!(line.contains(",x,") || line.contains(",y,"), "{line}");
    }
    assert!(pairs.contains("a0,x,"), "{pairs}");
    assert!(found.join("groups_2.csv").exists());

    let people = "surname,given name\nИванов,Иван\n";
    let people = file(folder.path(), "people.csv", people);
    let refused = dedupe(&[shown(&base), "--link", shown(&people)]);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("people"), "{said}");
}

#[test]
fn decisions_stand_and_bad_ones_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = file(folder.path(), "clients.csv", &companies());
    let decided = file(
        folder.path(),
        "decided.csv",
        "left,right,same\na0,b0,0\na1,a2,1\n",
    );
    let arguments = [
        shown(&table),
        "--truth",
        "entity",
        "--decisions",
        shown(&decided),
    ];
    let document = json(&dedupe(&[&arguments[..], &["--json"]].concat()));
    assert_eq!(document["decisions"], 2);
    assert_eq!(document["groups"], 10, "one group less, one more");
    assert!(
        document["truth"]["closure"]["f1"]
            .as_f64()
            .expect("a number")
            < 1.0
    );

    let bad = file(folder.path(), "bad.csv", "left,right,same\na0,nobody,1\n");
    let refused = dedupe(&[shown(&table), "--decisions", shown(&bad)]);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(
        said.contains("row 2") && said.contains("identifiers"),
        "{said}"
    );
}
