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

/// Variables of the environment of every node and of the command.
type Variables = Vec<(&'static str, String)>;

/// The nodes, the scheduler first; they end with the test.
struct Cluster {
    scheduler: String,
    nodes: Vec<Child>,
    work: tempfile::TempDir,
    variables: Variables,
}

impl Cluster {
    fn start(executors: usize) -> Self {
        Self::with(executors, Variables::new())
    }

    fn with(executors: usize, variables: Variables) -> Self {
        let scheduler = format!("127.0.0.1:{}", free_port());
        let work = tempfile::tempdir().unwrap();
        let mut cluster = Self {
            scheduler: scheduler.clone(),
            nodes: Vec::new(),
            work,
            variables,
        };
        cluster.node(&["scheduler", "--bind", &scheduler, "--patience", PATIENCE]);
        for number in 0..executors {
            let port = free_port().to_string();
            let work = cluster.work_of(number).display().to_string();
            let own = ["--port", &port, "--cores", "1", "--work", &work];
            cluster.node(&[&["executor", &scheduler], own.as_slice()].concat());
        }
        cluster
    }

    fn node(&mut self, arguments: &[&str]) {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).env("RUST_LOG", "warn");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        let node = command.stdout(Stdio::null()).spawn().unwrap();
        self.nodes.push(node);
    }

    /// The folder in which an executor keeps lines on their way.
    fn work_of(&self, executor: usize) -> PathBuf {
        self.work.path().join(executor.to_string())
    }

    fn kill(&mut self, executor: usize) {
        let node = &mut self.nodes[executor + 1];
        node.kill().unwrap();
        node.wait().unwrap();
    }

    fn command(&self, ledger: impl AsRef<std::ffi::OsStr>, flags: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(["analyze", &self.scheduler]).arg(ledger);
        command.args(flags).stdin(Stdio::null());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    fn analyze(&self, ledger: impl AsRef<std::ffi::OsStr>, flags: &[&str]) -> Value {
        let output = self.command(ledger, flags).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// Seconds after which a silent executor is given up here.
const PATIENCE: &str = "12";

impl Drop for Cluster {
    fn drop(&mut self) {
        for node in &mut self.nodes {
            let _ = node.kill();
            let _ = node.wait();
        }
    }
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

/// A server of S3 over a folder whose folders are its buckets; it ends with the test.
struct Buckets {
    variables: Variables,
    _server: tokio::runtime::Runtime,
}

impl Buckets {
    fn serve(root: &Path) -> Self {
        let mut service =
            s3s::service::S3ServiceBuilder::new(s3s_fs::FileSystem::new(root).unwrap());
        service.set_auth(s3s::auth::SimpleAuth::from_single(
            "reader",
            "secret-of-reader",
        ));
        let service = service.build();
        let server = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listening = tokio::net::TcpListener::bind("127.0.0.1:0");
        let listener = server.block_on(listening).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        server.spawn(async move {
            use hyper_util::rt::{TokioExecutor, TokioIo};
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                let service = service.clone();
                tokio::spawn(async move {
                    let http = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                    let _ = http.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        let variables = vec![
            ("AWS_ENDPOINT", endpoint),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("AWS_ACCESS_KEY_ID", "reader".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "secret-of-reader".to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
        ];
        Self {
            variables,
            _server: server,
        }
    }
}

#[test]
fn a_ledger_in_a_bucket_of_s3_gives_the_document_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, parts) = generate(folder.path(), 60_000);
    let bucket = folder.path().join("buckets/ledgers/2026");
    std::fs::create_dir_all(&bucket).unwrap();
    for entry in std::fs::read_dir(&parts).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, bucket.join(path.file_name().unwrap())).unwrap();
    }
    let buckets = Buckets::serve(&folder.path().join("buckets"));
    let cluster = Cluster::with(2, buckets.variables.clone());
    let found = cluster.analyze("s3://ledgers/2026", &["--currency", "eur"]);
    let settings = Settings {
        currency: Some("EUR".to_owned()),
        ..Settings::default()
    };
    assert_equal(&alone(&whole, &settings, None), &found);
    // what cannot be read is told, with the address
    let refused = |ledger: &str, secret: &str| {
        let mut command = cluster.command(ledger, &[]);
        command.env("AWS_SECRET_ACCESS_KEY", secret);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{ledger}");
        String::from_utf8(output.stderr).unwrap()
    };
    let empty = refused("s3://ledgers/1999", "secret-of-reader");
    assert!(
        empty.contains("No files found at s3://ledgers/1999/"),
        "{empty}"
    );
    let forbidden = refused("s3://ledgers/2026", "another");
    assert!(forbidden.contains("SignatureDoesNotMatch"), "{forbidden}");
}

/// Waits until an executor has written lines on their way: it is in the middle of a run.
fn until_at_work(folder: &Path) {
    let wrote = || {
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.metadata() {
                    Ok(meta) if meta.is_dir() => folders.push(entry.path()),
                    Ok(meta) if meta.len() > 0 => return true,
                    _ => {}
                }
            }
        }
        false
    };
    while !wrote() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[test]
fn an_executor_killed_in_the_middle_of_a_run_is_done_without() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, parts) = generate(folder.path(), 600_000);
    let mut cluster = Cluster::start(2);
    let mut run = cluster.command(&parts, &["--currency", "eur"]);
    let mut run = run
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    until_at_work(&cluster.work_of(1));
    cluster.kill(1);
    assert!(
        run.try_wait().unwrap().is_none(),
        "the run was not over yet"
    );
    let output = run.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let settings = Settings {
        currency: Some("EUR".to_owned()),
        ..Settings::default()
    };
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_equal(&alone(&whole, &settings, None), &found);
    // with nobody left the run ends with a reason, and not never
    let mut run = cluster.command(&parts, &["--currency", "eur"]);
    let run = run
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    cluster.kill(0);
    let output = run.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("executor"), "{errors}");
}
