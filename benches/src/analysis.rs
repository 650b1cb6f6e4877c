//! The analysis at full size: how soon the image is ready, what each page costs when its question
//! is new and when it is known, and how soon a new order is in a figure.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::base::Base;
use crate::http::Connection;
use crate::report::ms;
use crate::server::Server;

/// The longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(600);
/// The server says that it took too long; its work goes on meanwhile.
const TOO_LONG: u16 = 503;
/// Clients whose regions, segments and employees the questions are made of.
const LOOKED_AT: usize = 400;
/// Orders written to see them in a figure.
const ORDERS: usize = 10;

/// The pages of one client; `{id}` becomes one of the sample. They take no filters, so another
/// client makes another question.
const OF_A_CLIENT: [&str; 4] = [
    "/analysis/why/{id}",
    "/analysis/value/{id}",
    "/analysis/white-space/{id}",
    "/analysis/concentration/{id}",
];

/// Every request that a page of the analysis makes.
const PAGES: [&str; 33] = [
    "/analysis/overview",
    "/analysis/abcxyz",
    "/analysis/rfm",
    "/analysis/pareto",
    "/analysis/portrait",
    "/analysis/concentration",
    "/analysis/dynamics?by=group",
    "/analysis/dynamics?by=product",
    "/analysis/kinds",
    "/analysis/retention",
    "/analysis/cohorts",
    "/analysis/ladder",
    "/analysis/sleeping",
    "/analysis/one-time",
    "/analysis/ltv",
    "/analysis/stress",
    "/analysis/stress?leave=models",
    "/analysis/indicators?by=manager",
    "/analysis/indicators?by=segment",
    "/analysis/indicators?by=group",
    "/analysis/indicators?by=region",
    "/analysis/white-space",
    "/analysis/order-check",
    "/analysis/arithmetic",
    "/analysis/value",
    "/analysis/movement?by=abc",
    "/analysis/movement?by=xyz",
    "/analysis/movement?by=rfm",
    "/analysis/movement?by=step",
    "/analysis/movement?by=marker",
    "/analysis/movement?by=state",
    "/analysis/months?by=abc",
    "/analysis/warnings",
];

/// The clients behind numbers: the body of `POST /analysis/clients` but for its parameters.
const CELLS: [&str; 3] = [
    r#"{"kind":"abcxyz","abc":"A"}"#,
    r#"{"kind":"state","state":"sleeping"}"#,
    r#"{"kind":"step","code":"regular"}"#,
];

/// What questions are made of.
struct Sample {
    clients: Vec<String>,
    regions: Vec<String>,
    segments: Vec<String>,
    managers: Vec<String>,
    today: Date,
}

/// Measures the analysis of a base and prints the tables.
pub fn measure(binary: &Path, folder: &Path, base: &Base, turns: usize, only: &str) -> Result<()> {
    let (server, ready, cpu) = started(binary, folder, base)?;
    println!("\n### The analysis of {} clients\n", base.clients);
    println!(
        "First answer {:.0} ms after the start; the image ready after {:.0} ms, {cpu:.2} s of CPU. Resident {:.0} MiB.\n",
        ms(server.started_in),
        ms(ready),
        server.memory()?,
    );
    let mut connection = Connection::patient(server.address, &base.token, PATIENCE)?;
    let sample = Sample::read(&mut connection)?;
    println!("| request | p50 ms | p95 ms | first ms | CPU ms | known: p50 ms | p95 ms | kB |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let mut serial = 0;
    for page in PAGES
        .iter()
        .chain(&OF_A_CLIENT)
        .filter(|page| page.contains(only))
    {
        let mut path = |turn| {
            (
                "GET",
                sample.question(page, turn, &mut serial),
                String::new(),
            )
        };
        timed(&server, &mut connection, page, turns, &mut path)?;
    }
    for cell in CELLS.iter().filter(|cell| cell.contains(only)) {
        let mut body = |turn| {
            let parameters = Value::from_iter(sample.filters(turn, &mut serial));
            let cell: Value = serde_json::from_str(cell).unwrap_or_default();
            let body = json!({ "parameters": parameters, "cell": cell, "limit": 50 });
            ("POST", "/analysis/clients".to_owned(), body.to_string())
        };
        let name = format!("clients of {}", cell.replace('"', ""));
        timed(&server, &mut connection, &name, turns, &mut body)?;
    }
    if only.is_empty() {
        orders(&server, &mut connection, &sample)?;
    }
    println!("\nResident at the end {:.0} MiB.", server.memory()?);
    Ok(())
}

/// Starts the server and waits until a question is answered that lets no client through, so that
/// only the image is waited for. A first start writes the file of the image; the second one counts.
fn started(binary: &Path, folder: &Path, base: &Base) -> Result<(Server, Duration, f64)> {
    let file = folder.join("analysis.image");
    loop {
        let kept = file.exists();
        let begun = Instant::now();
        let server = Server::start(binary, folder)?;
        let mut connection = Connection::patient(server.address, &base.token, PATIENCE)?;
        ask(&mut connection, "GET", "/analysis/kinds?region=nowhere", "")?;
        let ready = begun.elapsed();
        let cpu = server.cpu()?;
        if kept {
            return Ok((server, ready, cpu));
        }
        println!(
            "Without a file the image was ready after {:.1} s, {cpu:.1} s of CPU.",
            ready.as_secs_f64()
        );
        ensure!(
            file.exists(),
            "the image was not kept in {}",
            file.display()
        );
    }
}

/// One line of the table: each question twice, new and known.
fn timed(
    server: &Server,
    connection: &mut Connection,
    name: &str,
    turns: usize,
    question: &mut dyn FnMut(usize) -> (&'static str, String, String),
) -> Result<()> {
    let (mut new, mut known) = (Vec::new(), Vec::new());
    let (mut cpu, mut bytes) = (0.0, 0);
    for turn in 0..turns {
        let (method, path, body) = question(turn);
        let before = server.cpu()?;
        let begun = Instant::now();
        bytes += ask(connection, method, &path, &body)?.len();
        new.push(begun.elapsed());
        cpu += server.cpu()? - before;
        let begun = Instant::now();
        ask(connection, method, &path, &body)?;
        known.push(begun.elapsed());
    }
    let first = new[0];
    println!(
        "| {name} | {:.0} | {:.0} | {:.0} | {:.0} | {:.1} | {:.1} | {:.0} |",
        ms(part(&mut new, 50)),
        ms(part(&mut new, 95)),
        ms(first),
        cpu * 1000.0 / turns as f64,
        ms(part(&mut known, 50)),
        ms(part(&mut known, 95)),
        bytes as f64 / 1000.0 / turns as f64,
    );
    Ok(())
}

/// Writes orders one after another and looks for each in the revenue of the overview.
fn orders(server: &Server, connection: &mut Connection, sample: &Sample) -> Result<()> {
    let products = ask(connection, "GET", "/products?limit=1", "")?;
    let products: Value = serde_json::from_slice(&products)?;
    let product = products["items"][0]["id"].as_str().context("no product")?;
    let (mut written, mut shown) = (Vec::new(), Vec::new());
    let mut cpu = 0.0;
    let mut before = revenue(connection)?;
    for client in sample.clients.iter().take(ORDERS) {
        let line = json!({ "product_id": product, "quantity_milli": 1000, "price_minor": 100 });
        let body = json!({ "client_id": client, "status": "done", "lines": [line] }).to_string();
        let begun = Instant::now();
        let answer = connection.ask("POST", "/orders", "", &body)?;
        ensure!(
            answer.status == 201,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
        written.push(begun.elapsed());
        let ticks = server.cpu()?;
        loop {
            let now = revenue(connection)?;
            if now != before {
                before = now;
                break;
            }
            ensure!(begun.elapsed() < PATIENCE, "the order is in no figure");
        }
        shown.push(begun.elapsed());
        cpu += server.cpu()? - ticks;
    }
    println!(
        "\nAn order written: p50 {:.0} ms. In the figure of the overview, from the moment it was sent: p50 {:.0} ms, the slowest {:.0} ms; {:.0} ms of CPU after it was written.",
        ms(part(&mut written, 50)),
        ms(part(&mut shown, 50)),
        ms(part(&mut shown, 100)),
        cpu * 1000.0 / shown.len() as f64,
    );
    Ok(())
}

fn revenue(connection: &mut Connection) -> Result<Value> {
    let answer: Value = serde_json::from_slice(&ask(connection, "GET", "/analysis/overview", "")?)?;
    let figures = answer["figures"].as_array().context("no figures")?;
    let revenue = figures.iter().find(|figure| figure["code"] == "revenue");
    Ok(revenue.context("no revenue")?["value"].clone())
}

fn ask(connection: &mut Connection, method: &str, path: &str, body: &str) -> Result<Vec<u8>> {
    let begun = Instant::now();
    loop {
        let answer = connection.ask(method, path, "", body)?;
        match answer.status {
            200 => return Ok(answer.body),
            TOO_LONG if begun.elapsed() < PATIENCE => {}
            status => bail!(
                "{path}: {status}: {}",
                String::from_utf8_lossy(&answer.body)
            ),
        }
    }
}

/// The time that this percentage of the requests did not exceed.
fn part(times: &mut [Duration], percent: usize) -> Duration {
    times.sort();
    times[(times.len() * percent).div_ceil(100).max(1) - 1]
}

impl Sample {
    fn read(connection: &mut Connection) -> Result<Self> {
        let body = json!({ "sort": "created_at", "limit": LOOKED_AT }).to_string();
        let page: Value =
            serde_json::from_slice(&ask(connection, "POST", "/clients/query", &body)?)?;
        let items = page["items"].as_array().context("no clients")?;
        let texts = |find: &dyn Fn(&Value) -> &Value| {
            let found = items.iter().filter_map(|item| find(item).as_str());
            let mut found: Vec<String> = found.map(str::to_owned).collect();
            found.sort();
            found.dedup();
            found
        };
        let overview: Value = serde_json::from_slice(&ask(
            connection,
            "GET",
            "/analysis/kinds?region=nowhere",
            "",
        )?)?;
        let today = overview["parameters"]["as_of"].as_str().context("no day")?;
        Ok(Self {
            clients: texts(&|item| &item["id"]),
            regions: texts(&|item| &item["region"]),
            segments: texts(&|item| &item["segment"]["id"]),
            managers: texts(&|item| &item["manager"]["id"]),
            today: today.parse()?,
        })
    }

    /// A question nobody has asked yet: its window begins on a day of its own, at least a year back,
    /// and every other turn asks of all clients, the rest of a region, a segment or an employee.
    fn filters(&self, turn: usize, serial: &mut i64) -> Vec<(String, Value)> {
        *serial += 1;
        let from = self.today.saturating_sub((365 + *serial % 700).days());
        let window = format!("{from}..{}", self.today);
        let mut asked = vec![("window".to_owned(), Value::from(window))];
        let (name, values) = match turn % 6 {
            1 => ("region", &self.regions),
            3 => ("segment_id", &self.segments),
            5 => ("manager_id", &self.managers),
            _ => return asked,
        };
        if let Some(value) = values.get(turn / 6 % values.len().max(1)) {
            asked.push((name.to_owned(), Value::from(value.clone())));
        }
        asked
    }

    fn question(&self, page: &str, turn: usize, serial: &mut i64) -> String {
        if OF_A_CLIENT.contains(&page) {
            let client = &self.clients[turn % self.clients.len()];
            return page.replace("{id}", client);
        }
        let filters = self.filters(turn, serial).into_iter();
        let parts = filters
            .map(|(name, value)| format!("{name}={}", encoded(value.as_str().unwrap_or_default())));
        let parts: Vec<String> = parts.collect();
        let joint = if page.contains('?') { '&' } else { '?' };
        format!("{page}{joint}{}", parts.join("&"))
    }
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
