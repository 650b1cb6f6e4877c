//! The floor: the least a server over the same file can do. The same HTTP library and the same
//! SQLite file, and nothing else: nobody signs in, nothing is masked, no names are joined, no
//! journal is read. It answers the questions of the load that read.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::Path as Part;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Params};
use serde_json::{Map, Value, json};

static FILE: OnceLock<PathBuf> = OnceLock::new();

thread_local! {
    static READER: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

const COLUMNS: &str = "c.id, c.name, c.kind, c.relation, c.marker, c.ladder_step, c.service_class, \
    c.segment_id, c.region, c.manager_id, c.tax_number, c.main_phone, c.main_email, \
    c.last_interaction_at, c.version, c.created_at, c.updated_at, c.name_key";

/// Serves the base in a folder until it is killed; says its address first, as the program does.
pub fn serve(folder: &Path) -> Result<()> {
    FILE.get_or_init(|| folder.join("clientele.db"));
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("http://{}", listener.local_addr()?);
        let routes = Router::new()
            .route("/api/v1/health", get(|| async { "ok" }))
            .route("/api/v1/clients/query", post(query))
            .route("/api/v1/clients/{id}", get(card))
            .route("/api/v1/clients/{id}/timeline", get(timeline));
        Ok(axum::serve(listener, routes).await?)
    })
}

/// Runs `work` on a thread that may block, with a connection of that thread.
async fn answer(work: impl FnOnce(&Connection) -> Result<Value> + Send + 'static) -> Response {
    let run = move || {
        READER.with_borrow_mut(|reader| {
            let connection = match reader {
                Some(connection) => connection,
                None => reader.insert(open()?),
            };
            Ok::<_, anyhow::Error>(serde_json::to_vec(&work(connection)?)?)
        })
    };
    match tokio::task::spawn_blocking(run).await {
        Ok(Ok(body)) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Ok(Err(error)) => (StatusCode::BAD_REQUEST, format!("{error:#}")).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn open() -> Result<Connection> {
    let file = FILE.get().context("no file")?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch("PRAGMA cache_size = -65536; PRAGMA mmap_size = 8589934592;")?;
    Ok(connection)
}

/// Lists: the first page, a page from a place, a filter, a search; 50 rows of a page of 50.
async fn query(body: String) -> Response {
    answer(move |connection| {
        let wanted: Value = serde_json::from_str(&body)?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let limit = wanted["limit"].as_i64().unwrap_or(50);
        let items = if let Some(q) = wanted["q"].as_str() {
            let word = q.to_lowercase();
            let sql = format!(
                "SELECT {COLUMNS} FROM (SELECT DISTINCT entity_id FROM (SELECT entity_id FROM search_token \
                 WHERE kind = 1 AND token >= ?1 AND token < ?2 LIMIT 300)) k \
                 CROSS JOIN client c ON c.id = k.entity_id WHERE c.deleted_at IS NULL \
                 ORDER BY c.name_key, c.id LIMIT ?3"
            );
            rows(connection, &sql, (&word, format!("{word}\u{10ffff}"), limit))?
        } else if wanted["filter"].is_object() {
            let segment = blob(&text(&wanted["filter"]["segment_id"]))?;
            let sql = format!(
                "SELECT {COLUMNS} FROM client c WHERE c.deleted_at IS NULL AND c.segment_id = ?1 \
                 AND c.region = ?2 ORDER BY c.updated_at DESC, c.id DESC LIMIT ?3"
            );
            rows(connection, &sql, (segment, text(&wanted["filter"]["region"]), limit))?
        } else {
            let (name, id) = match wanted["cursor"].as_str() {
                Some(cursor) => {
                    let (name, id) = cursor.rsplit_once('\n').context("a cursor")?;
                    (name.to_owned(), blob(id)?)
                }
                None => (String::new(), Vec::new()),
            };
            let sql = format!(
                "SELECT {COLUMNS} FROM client c WHERE c.deleted_at IS NULL AND (c.name_key, c.id) > (?1, ?2) \
                 ORDER BY c.name_key, c.id LIMIT ?3"
            );
            rows(connection, &sql, (name, id, limit))?
        };
        let last = items.last().filter(|_| items.len() as i64 == limit);
        let next = last.map(|row| format!("{}\n{}", text(&row["name_key"]), text(&row["id"])));
        Ok(json!({ "items": items, "next": next }))
    })
    .await
}

/// A client with its channels and addresses.
async fn card(Part(id): Part<String>) -> Response {
    answer(move |connection| {
        let id = blob(&id)?;
        let of = |table: &str| {
            let sql = format!("SELECT * FROM {table} WHERE client_id = ?1 AND deleted_at IS NULL");
            rows(connection, &sql, [&id])
        };
        let client = rows(connection, "SELECT * FROM client WHERE id = ?1", [&id])?;
        Ok(json!({ "client": client, "channels": of("channel")?, "addresses": of("address")? }))
    })
    .await
}

/// The last interactions of a client.
async fn timeline(Part(id): Part<String>) -> Response {
    answer(move |connection| {
        let sql =
            "SELECT * FROM interaction WHERE client_id = ?1 ORDER BY happened_at DESC LIMIT 50";
        Ok(json!({ "items": rows(connection, sql, [blob(&id)?])? }))
    })
    .await
}

fn rows(connection: &Connection, sql: &str, values: impl Params) -> Result<Vec<Value>> {
    let mut statement = connection.prepare_cached(sql)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut found = statement.query(values)?;
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        let mut object = Map::new();
        for (place, name) in names.iter().enumerate() {
            let value = match row.get_ref(place)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => number.into(),
                ValueRef::Real(number) => number.into(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
                ValueRef::Blob(bytes) => hex(bytes).into(),
            };
            object.insert(name.clone(), value);
        }
        all.push(Value::Object(object));
    }
    Ok(all)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of an identifier, with or without hyphens.
fn blob(id: &str) -> Result<Vec<u8>> {
    let digits: String = id.chars().filter(|digit| *digit != '-').collect();
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| Ok(u8::from_str_radix(std::str::from_utf8(pair)?, 16)?))
        .collect()
}
