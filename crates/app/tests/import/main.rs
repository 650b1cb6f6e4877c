//! Bringing tables in, step by step as people do: what stands in the base, the journal and the
//! report afterwards.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod feeding;
mod files;
mod keeping;
mod metamorphic;
mod papers;
mod reader;
mod rights;
mod undoing;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use app::import::{self, New, Options, Row, RowFilter, Upload};
use app::job::{Places, Ran, Runner};
use app::testing::TestApp;
use app::{App, Context};
use domain::id::ImportId;
use domain::import::{Kind, Mapping, RunState};
use domain::policy::{Actor, Entity, Role};
use jiff::Timestamp;
use serde_json::json;

/// Does all jobs that wait.
pub fn work(app: &TestApp) {
    work_at(app, app::testing::noon());
}

/// The same at another time.
pub fn work_at(app: &TestApp, now: Timestamp) {
    thread_local!(static NOW: Cell<Timestamp> = const { Cell::new(Timestamp::UNIX_EPOCH) });
    NOW.set(now);
    let ending = AtomicBool::new(false);
    let runner = Runner {
        app,
        clock: || NOW.get(),
        places: Places {
            backups: std::env::temp_dir(),
            keep: 0,
        },
        ending: &ending,
    };
    while runner.run_next().unwrap() != Ran::Nothing {}
}

/// Stages a file by this mapping: field codes for the columns in their order, `-` for none.
pub fn stage(app: &TestApp, ctx: &Context, kind: Kind, fields: &str, text: &[u8]) -> ImportId {
    stage_with(app, ctx, kind, fields, text, Options::default())
}

/// The same with options.
pub fn stage_with(
    app: &TestApp,
    ctx: &Context,
    kind: Kind,
    fields: &str,
    text: &[u8],
    options: Options,
) -> ImportId {
    let mut upload = Upload::begin(app, ctx).unwrap();
    upload.write(text).unwrap();
    let new = New {
        file_name: "base.csv".to_owned(),
        kind: Some(kind),
        options,
        profile: None,
    };
    let id = upload.finish(app, ctx, &new).unwrap().run.id;
    work(app);
    let import = import::find(app, ctx, id).unwrap();
    assert_eq!(import.state, RunState::Staged, "{:?}", import.run.error);
    let change = import::Change {
        mapping: Some(mapping(kind, fields)),
        ..import::Change::default()
    };
    import::update(app, ctx, id, import.run.version, &change).unwrap();
    work(app);
    id
}

/// A mapping of columns in their order to fields.
pub fn mapping(kind: Kind, fields: &str) -> Mapping {
    let mut positions: BTreeMap<&str, u16> = BTreeMap::new();
    let mut columns = Vec::new();
    for (column, field) in fields.split(' ').enumerate() {
        if field == "-" {
            continue;
        }
        let position = positions.entry(field).or_insert(0);
        columns.push(json!({
            "field": field, "position": *position, "from": { "column": column }
        }));
        *position += 1;
    }
    serde_json::from_value(json!({ "kind": kind, "columns": columns })).unwrap()
}

/// Counts what writing would do.
pub fn check(app: &TestApp, ctx: &Context, id: ImportId) -> String {
    import::check(app, ctx, id).unwrap();
    work(app);
    let import = import::find(app, ctx, id).unwrap();
    assert_eq!(import.state, RunState::Staged, "{:?}", import.run.error);
    import.run.checked.unwrap()
}

/// Writes the rows.
pub fn run(app: &TestApp, ctx: &Context, id: ImportId) -> String {
    import::run(app, ctx, id).unwrap();
    work(app);
    let import = import::find(app, ctx, id).unwrap();
    assert_eq!(import.state, RunState::Done, "{:?}", import.run.error);
    import.run.outcomes
}

/// Counts, writes, and holds both to be the same; the counts.
pub fn bring(app: &TestApp, ctx: &Context, kind: Kind, fields: &str, text: &str) -> String {
    let id = stage(app, ctx, kind, fields, text.as_bytes());
    let foretold = check(app, ctx, id);
    let done = run(app, ctx, id);
    assert_eq!(foretold, done, "a check foretells what is done");
    done
}

/// Rows of an import.
pub fn rows(app: &App, ctx: &Context, id: ImportId, filter: &RowFilter) -> Vec<Row> {
    import::rows(app, ctx, id, filter, 0, 1000, false)
        .unwrap()
        .items
}

/// The clients of the base as lines, without what differs from run to run.
pub fn base(app: &App) -> Vec<String> {
    let scope = Actor::system().scope(Entity::Client).unwrap();
    let lines = app.db.read(|tx| {
        let mut ids = Vec::new();
        let rows = tx.query("SELECT id FROM client WHERE deleted_at IS NULL", &[])?;
        for row in &rows {
            ids.push(row.get::<uuid::Uuid>(0)?.into());
        }
        let _ = &scope;
        let segments: BTreeMap<_, _> =
            store::dictionary::keys(tx, domain::dictionary::Dictionary::Segment)?
                .into_iter()
                .map(|(key, id)| (id, key))
                .collect();
        let cards = store::import::cards(tx, &ids)?;
        let mut lines: Vec<String> = cards
            .into_values()
            .map(|card| {
                let data = &card.client.data;
                let mut ways: Vec<_> = card
                    .channels
                    .iter()
                    .map(|c| {
                        let of = card.people.iter().find(|p| Some(p.id) == c.data.person_id);
                        format!(
                            "{}{}",
                            of.map_or("", |p| p.data.name.as_str()),
                            c.data.value_key
                        )
                    })
                    .collect();
                ways.sort();
                let mut facts: Vec<_> = card
                    .facts
                    .iter()
                    .map(|f| format!("{}={}", f.data.fact_type, f.data.value))
                    .collect();
                facts.sort();
                let mut people: Vec<_> = card
                    .people
                    .iter()
                    .map(|p| format!("{:?}", p.data))
                    .collect();
                people.sort();
                let mut places: Vec<_> =
                    card.addresses.iter().map(|a| a.data.parts.line()).collect();
                places.sort();
                format!(
                    "{} {:?} {:?} {:?} {:?} {} {:?} {ways:?} {places:?} {facts:?} {people:?} {:?}",
                    data.name,
                    data.external_id,
                    data.tax_number,
                    data.segment_id.and_then(|id| segments.get(&id.uuid())),
                    data.manager_id,
                    data.relation,
                    data.website,
                    card.client.region,
                )
            })
            .collect();
        lines.sort();
        Ok::<_, app::DbError>(lines)
    });
    lines.unwrap()
}

/// The journal is whole.
pub fn whole(app: &TestApp) {
    let verified = app::journal::verify(app, &app.ctx(Role::Owner)).unwrap();
    assert!(verified.is_ok(), "{verified:?}");
}
