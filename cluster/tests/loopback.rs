//! A scheduler and two executors on this machine give the document that one process gives, key by
//! key. `LINES=10000000` makes the generated ledger as large.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use analysis::Day;
use ledger::{Document, Settings};
use serde_json::Value;
use tables::write::{Cell, Format, Heading, Shape, Writer};
use tables::{Options, Table};

const PROGRAM: &str = env!("CARGO_BIN_EXE_clientele-cluster");

/// The nodes; they end with the test.
struct Cluster {
    scheduler: String,
    nodes: Vec<Child>,
}

impl Cluster {
    fn start(executors: usize) -> Self {
        let scheduler = format!("127.0.0.1:{}", free_port());
        let mut nodes = vec![node(&["scheduler", "--bind", &scheduler])];
        for _ in 0..executors {
            let port = free_port().to_string();
            nodes.push(node(&[
                "executor", &scheduler, "--port", &port, "--cores", "1",
            ]));
        }
        Self { scheduler, nodes }
    }

    fn analyze(&self, folder: &Path, flags: &[&str]) -> Value {
        let output = Command::new(PROGRAM)
            .args(["analyze", &self.scheduler])
            .arg(folder)
            .args(flags)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for node in &mut self.nodes {
            let _ = node.kill();
            let _ = node.wait();
        }
    }
}

fn node(arguments: &[&str]) -> Child {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env("RUST_LOG", "warn");
    command.stdout(Stdio::null()).spawn().unwrap()
}

/// A port nobody listens on, nor on the next one.
fn free_port() -> u16 {
    loop {
        let first = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = first.local_addr().unwrap().port();
        if port < u16::MAX && TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return port;
        }
    }
}

/// The document of one process.
fn alone(file: &Path, settings: &Settings, as_of: Option<Day>) -> Value {
    let table = Table::open(file, &Options::default()).unwrap();
    let ledger = ledger::read(table, settings, &|_| ()).unwrap();
    let name = |client: u32| ledger.clients[client as usize].clone();
    let currency = ledger.currency.as_deref().unwrap_or_default();
    let figures = analysis::reference::document_as_of(&ledger.image, as_of, currency, name);
    // through text, as the other document comes
    let text = serde_json::to_string(&Document::new(figures, &ledger.cleaning)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Every place where two documents differ.
fn differences(path: &str, one: &Value, other: &Value, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let (a, b) = (&one[key], &other[key]);
                differences(&format!("{path}/{key}"), a, b, found);
            }
        }
        _ if one == other => {}
        _ => found.push(format!("{path}: alone {one}, cluster {other}")),
    }
}

fn assert_equal(alone: &Value, cluster: &Value) {
    let mut found = Vec::new();
    differences("", alone, cluster, &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A ledger with faults in every column, as one file and as a folder of five.
fn generate(folder: &Path, lines: u64) -> (PathBuf, PathBuf) {
    let headings = [
        Heading::new("Invoice No", Shape::Text),
        Heading::new("Customer ID", Shape::Text),
        Heading::new("Date", Shape::Day),
        Heading::new("Product", Shape::Whole),
        Heading::new("Quantity", Shape::Whole),
        Heading::new("Unit price", Shape::Decimal(2)),
    ];
    let parts = folder.join("parts");
    std::fs::create_dir(&parts).unwrap();
    let whole = folder.join("whole.parquet");
    let create = |path: &Path| Writer::create(path, Format::Parquet, &headings).unwrap();
    let mut one = create(&whole);
    let mut part = create(&parts.join("0.parquet"));
    let mut state = 20_261_122_u64;
    let mut random = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let orders = lines / 4 + 1;
    let mut written = 0;
    for order in 0..orders {
        if written * 5 / lines > (written.saturating_sub(4)) * 5 / lines && written > 4 {
            part.finish().unwrap();
            part = create(&parts.join(format!("{order}.parquet")));
        }
        let client = random(lines / 60 + 40);
        let client = match client {
            0 => None,
            1..=3 => Some(format!("Клиент {client}")),
            _ => Some((client * client / 7 + client).to_string()),
        };
        let cancelled = random(40) == 0;
        let number = if cancelled {
            format!("C{order}")
        } else {
            order.to_string()
        };
        let day = 15_000 + (order * 1_500 / orders) as i32 + random(20) as i32;
        let mut last = (0, 0, 0);
        for _ in 0..=random(7) {
            let fresh = (
                random(900),
                1 + random(30) as i64,
                50 + random(90_000) as i64,
            );
            last = if written % 50 == 7 { last } else { fresh };
            let (product, quantity, price) = last;
            let cells = [
                Cell::Text(&number),
                client.as_deref().map_or(Cell::Empty, Cell::Text),
                if random(500) == 0 {
                    Cell::Empty
                } else {
                    Cell::Day(day)
                },
                Cell::Whole(product as i64),
                if random(300) == 0 {
                    Cell::Empty
                } else {
                    Cell::Whole(if cancelled { -quantity } else { quantity })
                },
                Cell::Whole(if random(200) == 0 { 0 } else { price }),
            ];
            one.row(&cells).unwrap();
            part.row(&cells).unwrap();
            written += 1;
        }
    }
    one.finish().unwrap();
    part.finish().unwrap();
    (whole, parts)
}

#[test]
fn two_executors_give_the_document_of_one_process() {
    let lines = std::env::var("LINES").map_or(300_000, |lines| lines.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (whole, parts) = generate(folder.path(), lines);
    let cluster = Cluster::start(2);
    let settings = Settings {
        currency: Some("EUR".to_owned()),
        ..Settings::default()
    };
    assert_equal(
        &alone(&whole, &settings, None),
        &cluster.analyze(&parts, &["--currency", "eur"]),
    );
    let as_of = Some("2013-08-15".parse().unwrap());
    assert_equal(
        &alone(&whole, &Settings::default(), as_of),
        &cluster.analyze(&parts, &["--as-of", "2013-08-15", "--parts", "5"]),
    );
}

#[test]
fn online_retail_ii_equals_the_analysis_of_one_process() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = "shared/data/online_retail_ii.csv.zst";
    let Some(file) = here
        .ancestors()
        .map(|above| above.join(data))
        .find(|f| f.is_file())
    else {
        println!("skipped: no {data} beside the repository");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let prepared = folder.path().join("prepared");
    let settings = Settings {
        currency: Some("GBP".to_owned()),
        ..Settings::default()
    };
    let status = Command::new(PROGRAM)
        .args(["prepare", "--currency", "GBP"])
        .args([&file, &prepared])
        .status();
    assert!(status.unwrap().success());
    let cluster = Cluster::start(2);
    let found = cluster.analyze(&prepared, &["--currency", "GBP"]);
    assert_equal(
        &alone(&prepared.join("lines-00000.parquet"), &settings, None),
        &found,
    );
    // the figures are also those of the file before it was prepared
    let mut whole = alone(&file, &settings, None);
    let mut found = found;
    for document in [&mut whole, &mut found] {
        let keys = document.as_object_mut().unwrap();
        keys.remove("raw_counts");
        keys.remove("selection");
    }
    assert_equal(&whole, &found);
    assert_eq!(found["clients"], 5_939);
}

#[test]
fn what_is_no_ledger_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &Path| {
        let output = Command::new(PROGRAM)
            .args(["analyze", "127.0.0.1:1"])
            .arg(path)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused(folder.path()).contains("no .parquet file"));
    let path = folder.path().join("a.parquet");
    let mut writer =
        Writer::create(&path, Format::Parquet, &[Heading::new("a", Shape::Text)]).unwrap();
    writer.row(&[Cell::Text("x")]).unwrap();
    writer.finish().unwrap();
    assert!(refused(&path).contains("no column"));
}
