//! Bases for the load: clients of the simulator, put in through the product's own bulk function.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::client::{Input, NewChannel, Outcome};
use app::dictionary::{self, Input as EntryInput};
use app::user::{self, New};
use app::{App, Context, DbOptions, DbTarget, session, token};
use db::Synchronous;
use domain::dictionary::Dictionary;
use domain::id::{SegmentId, UserId};
use domain::language::Language;
use domain::policy::{Role, TokenScope};
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::{Value, json};
use simulator::{Distributor, Size};

/// Rows handed over at once.
const CHUNK: usize = 5_000;
/// Sellers that hold the clients between them.
const SELLERS: usize = 12;

/// What the load needs to know of a base.
pub struct Base {
    /// Secret of the owner's token.
    pub token: String,
    /// Ids of segments.
    pub segments: Vec<String>,
    /// Regions that occur.
    pub regions: Vec<String>,
    /// Words of names that occur.
    pub words: Vec<String>,
    /// Clients and the time it took to put them in, when it was made now.
    pub loaded: Option<(u64, Duration)>,
}

/// Makes a base, or takes the one that is there.
pub fn make(folder: &Path, clients: u64) -> Result<Base> {
    let notes = folder.join("notes.json");
    if let Ok(text) = std::fs::read_to_string(&notes) {
        return Ok(read(&serde_json::from_str(&text)?));
    }
    let _half_made = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)?;
    eprintln!("making a base of {clients} clients in {}", folder.display());
    let options = DbOptions {
        // A base that can be made again needs no waiting for the disk.
        synchronous: Synchronous::Off,
        cache_kib: 256 * 1024,
        ..DbOptions::default()
    };
    let app = App::open(&DbTarget::Sqlite(folder.join("clientele.db")), &options)?;
    let people = employees(&app)?;
    let owner = session::context_of(&app, people[0], now(), "bench")?;
    let made = token::create(
        &app,
        &owner,
        "bench",
        &[
            TokenScope::Read,
            TokenScope::Write,
            TokenScope::Export,
            TokenScope::Admin,
        ],
        30,
    )?;
    let (noted, took) = fill(&app, &owner, &people[1..], clients)?;
    let mut value = noted;
    value["token"] = json!(made.secret);
    std::fs::write(&notes, value.to_string())?;
    let mut base = read(&value);
    base.loaded = Some((clients, took));
    Ok(base)
}

fn read(value: &Value) -> Base {
    let texts = |name: &str| -> Vec<String> {
        let all = value[name].as_array().into_iter().flatten();
        all.filter_map(|text| text.as_str().map(str::to_owned))
            .collect()
    };
    Base {
        token: value["token"].as_str().unwrap_or_default().to_owned(),
        segments: texts("segments"),
        regions: texts("regions"),
        words: texts("words"),
        loaded: None,
    }
}

#[expect(clippy::disallowed_methods, reason = "the bench begins here")]
fn now() -> Timestamp {
    Timestamp::now()
}

/// The owner first, then sellers.
fn employees(app: &App) -> Result<Vec<UserId>> {
    let ctx = Context::system(now());
    (0..=SELLERS)
        .map(|number| {
            let new = New {
                login: format!("bench-{number}"),
                name: format!("Bench {number}"),
                role: if number == 0 {
                    Role::Owner
                } else {
                    Role::ClientManager
                },
                team_id: None,
                language: Language::En,
            };
            let user = user::create_with_password(app, &ctx, &new, "a horse that likes hay");
            Ok(user.context("an employee")?.id)
        })
        .collect()
}

fn fill(app: &App, ctx: &Context, sellers: &[UserId], clients: u64) -> Result<(Value, Duration)> {
    let size = Size {
        clients,
        years: 1,
        lines: clients * 8,
    };
    let town = Distributor::new(7, size, date(2026, 6, 30));
    let mut segments: HashMap<SegmentId, SegmentId> = HashMap::new();
    for entry in town.segments() {
        let input = EntryInput {
            name: Some(entry.name.to_string()),
            ..EntryInput::default()
        };
        let made = dictionary::create(app, ctx, Dictionary::Segment, &input)?;
        segments.insert(
            SegmentId::from_uuid(entry.id),
            SegmentId::from_uuid(made.id),
        );
    }
    let mut regions: HashMap<String, u64> = HashMap::new();
    let mut words: Vec<String> = Vec::new();
    let mut took = Duration::ZERO;
    let mut rows = Vec::with_capacity(CHUNK);
    for number in 0..clients {
        let client = town.client(number);
        let region = client
            .addresses
            .first()
            .map(|address| address.parts.region.clone());
        *regions.entry(region.unwrap_or_default()).or_default() += 1;
        if number % (clients / 500).max(1) == 0 {
            words.extend(client.data.name.split_whitespace().map(str::to_owned));
        }
        let seller = sellers[usize::try_from(number)? % sellers.len()];
        rows.push(input(&client, &segments, seller));
        if rows.len() == CHUNK || number + 1 == clients {
            let begun = Instant::now();
            let outcomes = app::client::bulk(app, ctx, &rows)?;
            took += begun.elapsed();
            let created = |outcome: &&Outcome| matches!(outcome, Outcome::Created(..));
            ensure!(
                outcomes.iter().filter(created).count() == rows.len(),
                "a row was refused: {:?}",
                outcomes.iter().find(|outcome| !created(outcome))
            );
            rows.clear();
        }
    }
    let mut regions: Vec<(u64, String)> = regions.into_iter().map(|(name, n)| (n, name)).collect();
    regions.sort();
    words.retain(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    words.sort();
    words.dedup();
    let regions: Vec<String> = regions
        .into_iter()
        .rev()
        .map(|(_, name)| name)
        .take(8)
        .collect();
    let segments: Vec<String> = segments.values().map(ToString::to_string).collect();
    let noted = json!({ "segments": segments, "regions": regions, "words": words });
    Ok((noted, took))
}

fn input(
    client: &simulator::Client,
    segments: &HashMap<SegmentId, SegmentId>,
    seller: UserId,
) -> Input {
    let data = &client.data;
    let own = client
        .channels
        .iter()
        .filter(|channel| channel.person.is_none());
    let channels = own.map(|channel| NewChannel {
        kind: channel.kind.code().to_owned(),
        value: channel.value.clone(),
        label: None,
    });
    Input {
        kind: Some(data.kind.code().to_owned()),
        name: Some(data.name.clone()),
        relation: Some(data.relation.code().to_owned()),
        tax_country: Some(data.tax_country.to_string()),
        segment_id: Some(data.segment_id.and_then(|id| segments.get(&id).copied())),
        manager_id: Some(Some(seller)),
        external_id: Some(Some(format!("B{}", client.number))),
        channels: channels.collect(),
        address: client
            .addresses
            .first()
            .map(|address| address.parts.clone()),
        ..Input::default()
    }
}
