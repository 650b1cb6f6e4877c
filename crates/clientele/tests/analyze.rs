//! `clientele analyze`, the real binary on real files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn clientele(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clientele"))
        .arg("analyze")
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .output()
        .expect("the binary runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A ledger in Russian as accounting programs export it, in windows-1251, with a few faults.
fn ledger(folder: &Path) -> PathBuf {
    let mut text = String::from(
        "Отчёт по продажам;;;;;\r\nНакладная;Контрагент;Дата документа;Товар;Кол-во;Цена\r\n",
    );
    for month in 1..=12 {
        for client in ["ООО Ромашка", "ИП Щукин", "<script>alert(1)</script>"] {
            for line in 0..2 {
                let number = month * 10 + client.len();
                text.push_str(&format!(
                    "{number};{client};{:02}.{month:02}.2024;Товар {line};{};1 250,50\r\n",
                    10 + line,
                    line + 1
                ));
            }
        }
    }
    text.push_str("900;;11.12.2024;Товар 1;1;10,00\r\n");
    text.push_str("901;ИП Щукин;45.12.2024;Товар 1;1;10,00\r\n");
    text.push_str("902;ИП Щукин;11.12.2024;Товар 1;много;10,00\r\n");
    text.push_str("903;ИП Щукин;11.12.2024;Товар 1;1;0,00\r\n");
    text.push_str("904;ИП Щукин;11.12.2024;Товар 1;-1;1 250,50\r\n");
    let path = folder.join("продажи.csv");
    let bytes: Vec<u8> = text.chars().map(windows_1251).collect();
    fs::write(&path, bytes).expect("a file");
    path
}

fn windows_1251(c: char) -> u8 {
    match c {
        'А'..='я' => (c as u32 - 'А' as u32) as u8 + 0xc0,
        'ё' => 0xb8,
        'Ё' => 0xa8,
        c => u8::try_from(c as u32).expect("a letter of the table"),
    }
}

#[test]
fn a_ledger_of_an_accounting_program_is_understood() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = ledger(folder.path());
    let output = clientele(&[&path.display().to_string(), "--lang", "en"]);
    let (text, errors) = (out(&output), err(&output));
    assert!(output.status.success(), "{errors}");
    for expected in [
        "encoding windows-1251, delimiter “;”",
        "1 row above the heading left out",
        "77 rows read, 73 used, 4 left out",
        "no client",
        "Дата документа = “45.12.2024”",
        "Кол-во = “много”",
        "price of zero or less",
        "return (negative amount)",
        "Clients: 3",
        "ABC × XYZ over all",
        "2024Q4",
    ] {
        assert!(text.contains(expected), "{expected:?} is not in\n{text}");
    }
    // 36 orders of 1 × 1250.50 + 2 × 1250.50, less one returned
    assert!(text.contains("133,803.50"), "{text}");
}

#[test]
fn the_files_come_whole_escaped_and_twice_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = ledger(folder.path());
    for language in ["en", "ru", "mk"] {
        let mut runs = Vec::new();
        for run in ["one", "two"] {
            let target = folder.path().join(format!("{language}-{run}"));
            let output = clientele(&[
                &path.display().to_string(),
                "--lang",
                language,
                "--quiet",
                "--out",
                &target.display().to_string(),
            ]);
            assert!(output.status.success(), "{}", err(&output));
            assert_eq!(out(&output), "");
            let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(&target)
                .expect("the folder is there")
                .map(|entry| entry.expect("an entry"))
                .map(|entry| {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    (name, fs::read(entry.path()).expect("a file"))
                })
                .collect();
            files.sort();
            runs.push(files);
        }
        let names: Vec<&str> = runs[0].iter().map(|(name, _)| name.as_str()).collect();
        for name in [
            "clients.csv",
            "clients.xlsx",
            "clients.parquet",
            "report.html",
            "abcxyz.csv",
            "figures.json",
        ] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        assert!(!names.iter().any(|name| name.ends_with(".part")));
        assert!(runs[0] == runs[1], "two runs give the same bytes");
        let report = runs[0]
            .iter()
            .find(|(name, _)| name == "report.html")
            .expect("a report");
        let html = String::from_utf8(report.1.clone()).expect("UTF-8");
        assert!(html.contains(&format!("<html lang=\"{language}\">")));
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert!(
            !html.contains("<script"),
            "sec_35: names of clients are text"
        );
        assert!(
            !html.contains("http://") && !html.contains("https://"),
            "nothing is fetched"
        );
        assert!(html.contains("<svg"));
        assert!(!html.contains("analyze-"), "no key without words");
    }
    let left: Vec<String> = fs::read_dir(folder.path())
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.contains(".part"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn sec_35_markup_in_the_names_of_a_file_stays_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("<img src=x onerror=alert(1)>.csv");
    let text = "client,date,amount,\"<b onclick=x>\"\n\"\"\"><svg onload=alert(1)>\",2024-01-05,10,1\n\"=cmd|' /C calc'!A0\",2024-02-05,20,2\nplain,2024-03-05,30,3\nplain,2024-04-05,30,3\n";
    fs::write(&path, text).expect("a file");
    let target = folder.path().join("out");
    let output = clientele(&[
        &path.display().to_string(),
        "--out",
        &target.display().to_string(),
    ]);
    assert!(output.status.success(), "{}", err(&output));
    let html = fs::read_to_string(target.join("report.html")).expect("a report");
    for tag in ["<img", "<svg onload", "<b onclick"] {
        assert!(!html.contains(tag), "{tag}");
    }
    let csv = fs::read_to_string(target.join("clients.csv")).expect("clients");
    assert!(csv.contains("'=cmd|"), "{csv}");
}

#[test]
fn a_map_a_window_and_standard_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("odd.tsv");
    let mut text = String::from("a\tb\tc\n");
    for month in 1..=9 {
        text.push_str(&format!(
            "x\t2024-{month:02}-03\t1{month}\ny\t2024-{month:02}-09\t20\n"
        ));
    }
    fs::write(&path, text).expect("a file");
    let path = path.display().to_string();
    let refused = clientele(&[&path]);
    assert!(!refused.status.success());
    assert!(err(&refused).contains("--map client="), "{}", err(&refused));
    let map = "client=a,date=\"b\",amount=c";
    let output = clientele(&[&path, "--map", map, "--json", "--currency", "eur"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["clients"], 2);
    assert_eq!(document["currency"], "EUR");
    assert_eq!(document["revenue_minor"], 31_500);
    let earlier = clientele(&[&path, "--map", map, "--json", "--as-of", "2024-03-31"]);
    let document: serde_json::Value = serde_json::from_slice(&earlier.stdout).expect("JSON");
    assert_eq!(document["as_of"], "2024-03-31");
    assert_eq!(document["lines"], 6);
    assert_eq!(document["revenue_minor"], 9_600);
    let window = clientele(&[&path, "--map", map, "--window", "2024-02-01..2024-02-29"]);
    assert!(
        out(&window).contains("16 lines outside the window"),
        "{}",
        out(&window)
    );
    for bad in [
        ["--map", "nobody=a"],
        ["--map", "client"],
        ["--map", "client=q"],
        ["--sheet", "q"],
    ] {
        let output = clientele(&[&path, bad[0], bad[1]]);
        assert_eq!(output.status.code(), Some(1), "{bad:?}");
    }
    for bad in [
        ["--as-of", "soon"],
        ["--window", "13"],
        ["--currency", "euros"],
        ["--lang", "xx"],
    ] {
        let output = clientele(&[&path, bad[0], bad[1]]);
        assert_eq!(output.status.code(), Some(2), "{bad:?}");
    }
}

#[test]
fn bad_input_has_a_message_with_the_cure_in_each_language() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes, cure) in [
        (
            "report.xls",
            // A page that calls itself a workbook is read; what is missing in it is told.
            b"<html><table><tr><td>1</td></tr></table></html>".as_slice(),
            ["--map"; 3],
        ),
        ("empty.csv", b"", ["empty", "пуст", "празна"]),
        (
            "no-client.csv",
            b"date,amount\n2024-01-01,5\n2024-01-02,6\n",
            ["client", "клиент", "клиент"],
        ),
        (
            "no-date.csv",
            b"client,amount\nx,5\ny,6\n",
            ["date", "дата", "датум"],
        ),
        (
            "bad.csv",
            b"client,date,amount\nx,never,5\ny,2024-01-01,lots\n",
            ["--map", "--map", "--map"],
        ),
        (
            "program",
            b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00",
            ["Parquet"; 3],
        ),
        (
            "two.csv",
            b"client,date,amount,currency\nx,2024-01-01,5,EUR\ny,2024-01-02,6,USD\n",
            ["--currency EUR"; 3],
        ),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file");
        for (language, word) in ["en", "ru", "mk"].into_iter().zip(cure) {
            let target = folder.path().join("out");
            let output = clientele(&[
                &path.display().to_string(),
                "--lang",
                language,
                "--out",
                &target.display().to_string(),
            ]);
            let text = err(&output);
            assert_eq!(output.status.code(), Some(1), "{name} {language}: {text}");
            assert!(
                text.contains(name) && text.contains(word),
                "{name} {language}: {text}"
            );
            assert!(!text.contains("analyze-"), "{name} {language}: {text}");
            assert!(!target.exists(), "nothing half-done");
        }
    }
}

#[test]
fn without_its_companion_a_cluster_is_explained_in_each_language() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, word) in [("en", "Build it"), ("ru", "Соберите"), ("mk", "Изградете")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_clientele"))
            .args(["analyze", "--cluster", "127.0.0.1:1", "--lang", language])
            .arg(folder.path())
            .env("PATH", folder.path())
            .output()
            .expect("the binary runs");
        let text = err(&output);
        assert_eq!(output.status.code(), Some(1), "{language}: {text}");
        assert!(
            text.contains(word) && text.contains("cluster/Cargo.toml"),
            "{language}: {text}"
        );
    }
    for flag in [["--out", "x"], ["--window", "12m"], ["--sheet", "x"]] {
        let output = clientele(&["--cluster", "127.0.0.1:1", "x", flag[0], flag[1]]);
        assert_eq!(output.status.code(), Some(2), "{flag:?}");
    }
}

/// A companion that prints its arguments as the name of the currency.
#[cfg(unix)]
#[test]
fn the_companion_gets_the_flags_and_its_document_is_shown() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let companion = folder.path().join("clientele-cluster");
    let script = "#!/bin/sh\nprintf '{\"as_of\":\"2024-03-31\",\"clients\":12345,\"currency\":\"%s\"}' \"$*\"\n";
    fs::write(&companion, script).expect("a script");
    fs::set_permissions(&companion, fs::Permissions::from_mode(0o755)).expect("may run");
    let run = |flags: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clientele"));
        command.args(["analyze", "--cluster", "scheduler:50050", "/ledger"]);
        command.args(["--lang", "en", "--map", "client=a", "--as-of", "2024-03-31"]);
        command.args(flags).env("PATH", folder.path());
        command.output().expect("the binary runs")
    };
    let output = run(&["--json", "--currency", "eur"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        document["currency"],
        "analyze scheduler:50050 /ledger --map client=a --currency EUR --as-of 2024-03-31"
    );
    let summary = out(&run(&[]));
    assert!(summary.contains("Clients: 12,345"), "{summary}");
}
