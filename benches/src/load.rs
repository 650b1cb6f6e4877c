//! The kinds of requests and the threads that send them.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::base::Base;
use crate::http::{Answer, Connection};
use crate::server::Server;

/// Before the clock counts.
const WARM_UP: Duration = Duration::from_millis(700);
/// The longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(300);
/// Clients whose cards are asked for and changed.
const SAMPLE: usize = 400;
/// Clients whose names, regions and segments the questions are made of.
const LOOKED_AT: usize = 1_000;
/// Regions and segments asked for together.
const FILTERS: usize = 8;

/// A kind of request.
pub struct Scenario {
    /// Its name in the table.
    pub name: &'static str,
    kind: Kind,
    /// The floor answers it too.
    pub reads: bool,
}

enum Kind {
    /// Bodies for `POST /clients/query`, in turn.
    Query(Vec<String>),
    /// Paths for `GET`, in turn.
    Get(Vec<String>),
    Create,
    /// Ids, shared out between the connections.
    Update(Vec<String>),
}

/// What came of a kind of request.
pub struct Figures {
    /// Requests a second.
    pub rate: f64,
    /// Half were faster.
    pub p50: Duration,
    /// All but one in a hundred were faster.
    pub p99: Duration,
    /// Seconds of the server's processor time for each.
    pub cpu: f64,
    /// Mean size of an answer.
    pub bytes: f64,
}

/// All kinds, with what they ask for taken from the base.
pub fn scenarios(server: &Server, base: &Base) -> Result<Vec<Scenario>> {
    let mut connection = Connection::open(server.address, &base.token)?;
    let clients = sample(&mut connection)?;
    stand_in(&mut connection)?;
    let ids: Vec<&str> = clients
        .iter()
        .take(SAMPLE)
        .filter_map(|c| c["id"].as_str())
        .collect();
    let path = |end: &str| ids.iter().map(|id| format!("/clients/{id}{end}")).collect();
    let scenario = |name, kind| Scenario {
        name,
        kind,
        reads: true,
    };
    let writes = |name, kind| Scenario {
        name,
        kind,
        reads: false,
    };
    let list = json!({ "sort": "name", "limit": 50 });
    let deep = json!({ "sort": "name", "limit": 50, "cursor": deep(&mut connection)? });
    Ok(vec![
        scenario(
            "list, first page by name",
            Kind::Query(vec![list.to_string()]),
        ),
        scenario("page 1,000 by name", Kind::Query(vec![deep.to_string()])),
        scenario(
            "filter by two fields + sort",
            Kind::Query(filters(&clients)),
        ),
        scenario(
            "search, first 3 letters",
            Kind::Query(searches(&clients, 3)),
        ),
        scenario(
            "search, first 5 letters",
            Kind::Query(searches(&clients, 5)),
        ),
        scenario("card", Kind::Get(path(""))),
        scenario("timeline of the card", Kind::Get(path("/timeline"))),
        writes(
            "today, of one employee",
            Kind::Get(vec!["/today".to_owned()]),
        ),
        writes("create", Kind::Create),
        writes(
            "update",
            Kind::Update(ids.iter().map(ToString::to_string).collect()),
        ),
    ])
}

/// The owner stands in for the employee who holds most, so that their day is the owner's.
fn stand_in(connection: &mut Connection) -> Result<()> {
    let pool = connection.ask("GET", "/pool", "", "")?.json()?;
    let takers = pool["takers"].as_array().context("no employees")?;
    let most = takers.iter().max_by_key(|one| one["held"].as_i64());
    let most = most.context("nobody holds clients")?;
    eprintln!(
        "the day of {}, who holds {}",
        most["user"]["name"], most["held"]
    );
    let absent = most["user"]["id"].as_str().unwrap_or_default();
    let session = connection.ask("GET", "/session", "", "")?.json()?;
    #[expect(clippy::disallowed_methods, reason = "a load has no context")]
    let today = jiff::Zoned::now().date();
    let until = today.saturating_add(jiff::Span::new().days(30));
    let body = json!({ "deputy_id": session["user"]["id"], "from_day": today.yesterday()?.to_string(), "until_day": until.to_string() });
    let path = format!("/users/{absent}/absence");
    let answer = connection.ask("PUT", &path, "", &body.to_string())?;
    if answer.status != 200 {
        bail!("{path}: {}", String::from_utf8_lossy(&answer.body));
    }
    Ok(())
}

/// Segment and region together, newest change first.
fn filters(clients: &[Value]) -> Vec<String> {
    let mut pairs: Vec<(&str, &str)> = clients
        .iter()
        .filter_map(|client| {
            Some((
                client["segment"]["id"].as_str()?,
                client["region"].as_str()?,
            ))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let step = (pairs.len() / (FILTERS * FILTERS)).max(1);
    let wanted = pairs.iter().step_by(step).map(|(segment, region)| {
        json!({ "filter": { "segment_id": segment, "region": region }, "sort": "-updated_at", "limit": 50 })
    });
    wanted.map(|body| body.to_string()).collect()
}

/// The first letters of words of names.
fn searches(clients: &[Value], letters: usize) -> Vec<String> {
    let names = clients.iter().filter_map(|client| client["name"].as_str());
    let words = names.flat_map(str::split_whitespace);
    let mut parts: Vec<String> = words
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= letters)
        .map(|word| {
            word.chars()
                .filter(|c| c.is_alphabetic())
                .take(letters)
                .collect()
        })
        .collect();
    parts.sort();
    parts.dedup();
    parts
        .iter()
        .map(|q| json!({ "q": q, "limit": 50 }).to_string())
        .collect()
}

/// The clients added first: no load has made them.
fn sample(connection: &mut Connection) -> Result<Vec<Value>> {
    let body = json!({ "sort": "created_at", "limit": LOOKED_AT }).to_string();
    let mut page = connection
        .ask("POST", "/clients/query", "", &body)?
        .json()?;
    match page["items"].take() {
        Value::Array(items) if !items.is_empty() => Ok(items),
        _ => bail!("a base without clients"),
    }
}

/// Time until one question is answered, and the size of the answer in bytes. Asked again when
/// the server says that it took too long: its work goes on meanwhile.
pub fn once(server: &Server, base: &Base, path: &str) -> Result<(Duration, usize)> {
    const TOO_LONG: u16 = 503;
    let mut connection = Connection::open(server.address, &base.token)?;
    let begun = Instant::now();
    let mut answer = connection.ask("GET", path, "", "")?;
    while answer.status == TOO_LONG && begun.elapsed() < PATIENCE {
        answer = connection.ask("GET", path, "", "")?;
    }
    let took = begun.elapsed();
    if answer.status != 200 {
        bail!(
            "{path}: {}: {}",
            answer.status,
            String::from_utf8_lossy(&answer.body)
        );
    }
    Ok((took, answer.body.len()))
}

/// The same kinds with the places of the floor's own pages.
pub fn for_floor(server: &Server, scenarios: Vec<Scenario>) -> Result<Vec<Scenario>> {
    let mut connection = Connection::open(server.address, "none")?;
    let deep = deep(&mut connection)?;
    let body = json!({ "sort": "name", "limit": 50, "cursor": deep }).to_string();
    let reads = scenarios.into_iter().filter(|scenario| scenario.reads);
    Ok(reads
        .map(|mut scenario| {
            if scenario.name.starts_with("page") {
                scenario.kind = Kind::Query(vec![body.clone()]);
            }
            scenario
        })
        .collect())
}

/// The cursor of the page that begins at row 50,000, or of the last page of a smaller base.
fn deep(connection: &mut Connection) -> Result<Value> {
    let mut cursor = Value::Null;
    for _ in 0..50 {
        let mut body = json!({ "sort": "name", "limit": 1000 });
        if !cursor.is_null() {
            body["cursor"] = cursor.clone();
        }
        let page = connection
            .ask("POST", "/clients/query", "", &body.to_string())?
            .json()?;
        if page["next"].is_null() {
            break;
        }
        cursor = page["next"].clone();
    }
    Ok(cursor)
}

/// Sends a kind of request from all connections for a while.
pub fn run(
    server: &Server,
    base: &Base,
    scenario: &Scenario,
    connections: usize,
    time: Duration,
) -> Result<Figures> {
    let counting = AtomicBool::new(false);
    let ending = AtomicBool::new(false);
    let serial = AtomicU64::new(0);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|number| {
                let (counting, ending, serial) = (&counting, &ending, &serial);
                scope.spawn(move || -> Result<(Vec<Duration>, usize)> {
                    let mut connection = Connection::open(server.address, &base.token)?;
                    let mut asker = Asker::new(&scenario.kind, number, connections);
                    let (mut times, mut bytes) = (Vec::new(), 0);
                    while !ending.load(Ordering::Relaxed) {
                        let begun = Instant::now();
                        let answer = asker.ask(&mut connection, serial)?;
                        if counting.load(Ordering::Relaxed) {
                            times.push(begun.elapsed());
                            bytes += answer.body.len();
                        }
                    }
                    Ok((times, bytes))
                })
            })
            .collect();
        std::thread::sleep(WARM_UP);
        let cpu = server.cpu()?;
        counting.store(true, Ordering::Relaxed);
        let begun = Instant::now();
        std::thread::sleep(time);
        counting.store(false, Ordering::Relaxed);
        let took = begun.elapsed();
        let cpu = server.cpu()? - cpu;
        ending.store(true, Ordering::Relaxed);
        let (mut times, mut bytes) = (Vec::new(), 0);
        for thread in threads {
            let (own, size) = thread
                .join()
                .map_err(|_| anyhow::anyhow!("a thread died"))??;
            times.extend(own);
            bytes += size;
        }
        if times.is_empty() {
            bail!("{}: no answer in time", scenario.name);
        }
        times.sort();
        Ok(Figures {
            rate: times.len() as f64 / took.as_secs_f64(),
            p50: times[times.len() / 2],
            p99: times[times.len() * 99 / 100],
            cpu: cpu / times.len() as f64,
            bytes: bytes as f64 / times.len() as f64,
        })
    })
}

/// Ten letters that no other number gives, nor alike ones: nobody in the base is called so.
fn word(number: u64) -> String {
    let mut mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let letters = std::iter::repeat_with(|| {
        let letter = b'a' + u8::try_from(mixed % 26).unwrap_or(0);
        mixed = (mixed / 26) ^ mixed.rotate_left(17);
        char::from(letter)
    });
    letters.take(10).collect()
}

/// What one connection asks for next.
struct Asker<'k> {
    kind: &'k Kind,
    turn: usize,
    stride: usize,
    /// Version of each client this connection changes, once known.
    versions: Vec<Option<i64>>,
}

impl<'k> Asker<'k> {
    fn new(kind: &'k Kind, number: usize, connections: usize) -> Self {
        let known = match kind {
            Kind::Update(ids) => vec![None; ids.len()],
            _ => Vec::new(),
        };
        Asker {
            kind,
            turn: number,
            stride: connections,
            versions: known,
        }
    }

    fn ask(&mut self, connection: &mut Connection, serial: &AtomicU64) -> Result<Answer> {
        let turn = self.turn;
        self.turn += self.stride;
        let answer = match self.kind {
            Kind::Query(bodies) => {
                let body = &bodies[turn % bodies.len()];
                connection.ask("POST", "/clients/query", "", body)?
            }
            Kind::Get(paths) => connection.ask("GET", &paths[turn % paths.len()], "", "")?,
            Kind::Create => {
                let number = serial.fetch_add(1, Ordering::Relaxed);
                let word = word(number);
                let body = json!({ "name": format!("{word} Ltd"), "kind": "company",
                    "channels": [{ "kind": "email", "value": format!("{word}@{word}.example") }] });
                connection.ask("POST", "/clients", "", &body.to_string())?
            }
            Kind::Update(ids) => {
                // Each connection has its own clients, or every other change would be refused.
                let own = turn % self.stride
                    + turn / self.stride % (ids.len() / self.stride) * self.stride;
                let path = format!("/clients/{}", ids[own]);
                let version = match self.versions[own] {
                    Some(version) => version,
                    None => {
                        let card = connection.ask("GET", &path, "", "")?.json()?;
                        card["version"].as_i64().context("no version")?
                    }
                };
                let more = format!("If-Match: \"v{version}\"\r\n");
                let body = json!({ "purchase_habits": format!("by the pallet {turn}") });
                let answer = connection.ask("PATCH", &path, &more, &body.to_string())?;
                self.versions[own] = Some(version + 1);
                answer
            }
        };
        if answer.status >= 300 {
            bail!(
                "{}: {}",
                answer.status,
                String::from_utf8_lossy(&answer.body)
            );
        }
        Ok(answer)
    }
}
