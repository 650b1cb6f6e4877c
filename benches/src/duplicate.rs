//! Whether somebody is in the base already, asked while typing: through the whole server, by one
//! and by several at a time; and adding a client, which asks too.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::base::Base;
use crate::http::Connection;
use crate::server::Server;

/// Clients whose names, phones and e-mails are typed again.
const LOOKED_AT: usize = 1_000;
/// Who type at the same time.
const TOGETHER: [usize; 2] = [1, 4];
/// How long the base may take to be read.
const PATIENCE: Duration = Duration::from_secs(1_800);

/// Asks `turns` times in each way and prints the figures.
pub fn measure(
    binary: &std::path::Path,
    folder: &std::path::Path,
    base: &Base,
    turns: usize,
) -> Result<()> {
    let server = Server::start(binary, folder)?;
    let begun = Instant::now();
    let mut connection = Connection::patient(server.address, &base.token, PATIENCE)?;
    let before = server.memory()?;
    let typed = typed(&mut connection)?;
    while !ask(&mut connection, &typed[0])?["ready"]
        .as_bool()
        .unwrap_or_default()
    {
        ensure!(begun.elapsed() < PATIENCE, "the base is not read");
        std::thread::sleep(Duration::from_millis(200));
    }
    println!("### Duplicates at entry, {} clients\n", base.clients);
    println!(
        "Ready {:.1} s after the first answer; {:.0} MiB resident, {before:.0} just after the start, at most {:.0}.\n",
        begun.elapsed().as_secs_f64(),
        server.memory()?,
        server.peak()?,
    );
    println!(
        "| request | at a time | p50 ms | p99 ms | most ms | server ms of processor | found |"
    );
    println!("|{}", " --- |".repeat(7));
    for together in TOGETHER {
        let cpu = server.cpu()?;
        let (times, found) = look_up(&server, base, &typed, together, turns)?;
        let cpu = server.cpu()? - cpu;
        line("candidates", together, times, cpu, found);
    }
    let cpu = server.cpu()?;
    let (times, found) = create(&mut connection, turns.min(1_000))?;
    line("create", 1, times, server.cpu()? - cpu, found);
    println!();
    Ok(())
}

fn line(name: &str, together: usize, mut times: Vec<f64>, cpu: f64, found: usize) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "| {name} | {together} | {:.2} | {:.2} | {:.2} | {:.2} | {:.0} % |",
        at(0.5),
        at(0.99),
        at(1.0),
        cpu * 1e3 / times.len() as f64,
        found as f64 * 100.0 / times.len() as f64,
    );
}

/// What people type of clients that are there: the name in small letters without its last letter,
/// with a phone or e-mail, or the tax number, in turn.
fn typed(connection: &mut Connection) -> Result<Vec<String>> {
    let body = json!({ "sort": "created_at", "limit": LOOKED_AT }).to_string();
    let page = connection
        .ask("POST", "/clients/query", "", &body)?
        .json()?;
    let clients = page["items"].as_array().context("no clients")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let bodies = clients.iter().enumerate().map(|(turn, client)| {
        let mut name = text(&client["name"]).to_lowercase();
        if turn % 2 == 0 {
            name.pop();
        }
        let body = match turn % 4 {
            0 => json!({ "name": name }),
            1 => json!({ "name": name, "phones": [text(&client["phone"])] }),
            2 => json!({ "name": name, "emails": [text(&client["email"])], "city": text(&client["region"]) }),
            _ => json!({ "tax_number": text(&client["tax_number"]) }),
        };
        body.to_string()
    });
    let bodies: Vec<String> = bodies.collect();
    ensure!(!bodies.is_empty(), "a base without clients");
    Ok(bodies)
}

fn ask(connection: &mut Connection, body: &str) -> Result<Value> {
    connection
        .ask("POST", "/duplicates/candidates", "", body)?
        .json()
}

fn look_up(
    server: &Server,
    base: &Base,
    typed: &[String],
    together: usize,
    turns: usize,
) -> Result<(Vec<f64>, usize)> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..together)
            .map(|first| {
                scope.spawn(move || -> Result<(Vec<f64>, usize)> {
                    let mut connection = Connection::open(server.address, &base.token)?;
                    let (mut times, mut found) = (Vec::new(), 0);
                    for body in typed
                        .iter()
                        .cycle()
                        .skip(first)
                        .step_by(together)
                        .take(turns / together)
                    {
                        let begun = Instant::now();
                        let answer = ask(&mut connection, body)?;
                        times.push(begun.elapsed().as_secs_f64() * 1e3);
                        let candidates = answer["candidates"].as_array();
                        found += usize::from(candidates.is_some_and(|all| !all.is_empty()));
                    }
                    Ok((times, found))
                })
            })
            .collect();
        let (mut times, mut found) = (Vec::new(), 0);
        for thread in threads {
            let (own, of_own) = thread.join().ok().context("a thread died")??;
            times.extend(own);
            found += of_own;
        }
        Ok((times, found))
    })
}

/// Adds clients that nobody is like, but for the number in their name.
fn create(connection: &mut Connection, turns: usize) -> Result<(Vec<f64>, usize)> {
    let (mut times, mut refused) = (Vec::new(), 0);
    for number in 0..turns {
        let client =
            json!({ "name": format!("Typed {} {number}", std::process::id()) }).to_string();
        let key = format!("Idempotency-Key: entry-{}-{number}\r\n", std::process::id());
        let begun = Instant::now();
        let answer = connection.ask("POST", "/clients", &key, &client)?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        if answer.status == 409 {
            refused += 1;
        } else {
            answer.json()?;
        }
    }
    Ok((times, refused))
}
