//! The journal: an append-only, hash-chained record of changes and sensitive reads. Each line is
//! written in the transaction of the change it tells of; nothing here updates or deletes one.

mod chain;

use db::{Error, Row, Tx, Value, params};
use domain::id::{ClientId, UserId};
use domain::journal::JournalAction;
use domain::policy::Scope;
use jiff::Timestamp;
use uuid::Uuid;

pub use chain::{Fault, Verified, verify};

use crate::conditions::Conditions;
use crate::read;

/// A line to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub made_at: Timestamp,
    /// Who; `None` is the product itself.
    pub actor_id: Option<UserId>,
    /// Their name at that time.
    pub actor_name: String,
    /// What was done.
    pub action: JournalAction,
    /// To what kind of thing: the name of its feature.
    pub entity: String,
    /// To which one.
    pub entity_id: Option<Uuid>,
    /// The client it belongs to, so that the card can show it.
    pub client_id: Option<ClientId>,
    /// The changed fields before, a JSON object.
    pub before: Option<String>,
    /// The changed fields after, a JSON object.
    pub after: Option<String>,
    /// The request it was part of.
    pub request: String,
    /// The line this one undoes.
    pub undo_of: Option<i64>,
}

/// A line as it stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// What it tells.
    pub entry: Entry,
    /// The line that undid it.
    pub undone_by: Option<i64>,
}

/// Which lines to list; an absent part does not limit.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Of this kind of thing.
    pub entity: Option<String>,
    /// Of this thing.
    pub entity_id: Option<Uuid>,
    /// Of the card of one of these clients; none: of any, or of none.
    pub client_ids: Vec<ClientId>,
    /// By this employee.
    pub actor_id: Option<UserId>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// Below this number (the last one of the page before).
    pub below: Option<i64>,
    /// The reader's reach: a limited one has the lines of its clients, and its own.
    pub scope: Scope,
    /// Of these kinds of things only.
    pub entities: Option<&'static [&'static str]>,
}

const COLUMNS: &str = "j.seq, j.made_at, j.actor_id, j.actor_name, j.action, j.entity, \
     j.entity_id, j.client_id, j.before, j.after, j.request, j.undo_of, u.seq \
     FROM journal j LEFT JOIN journal u ON u.undo_of = j.seq";

/// Writes a line and returns its number. Changes of one transaction stand in their order.
pub fn append(tx: &mut Tx, entry: &Entry) -> Result<i64, Error> {
    append_all(tx, std::slice::from_ref(entry))
}

/// Writes many lines and returns the number of the first; they stand in the order given.
pub fn append_all(tx: &mut Tx, entries: &[Entry]) -> Result<i64, Error> {
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let head = tx.query_one(
        "UPDATE journal_head SET seq = seq + $1 WHERE id = 1 RETURNING seq, hash",
        &params![count],
    )?;
    let first = head.get::<i64>(0)? - count + 1;
    let mut hashes = vec![head.get::<String>(1)?];
    for (entry, seq) in entries.iter().zip(first..) {
        let hash = chain::hash(seq, entry, hashes.last().map_or("", String::as_str));
        hashes.push(hash);
    }
    let links = hashes.iter().zip(hashes.iter().skip(1));
    let rows = entries.iter().zip(first..).zip(links);
    tx.execute_many(
        INSERT,
        rows.map(|((entry, seq), (prev_hash, hash))| row_of(seq, entry, prev_hash, hash)),
    )?;
    let last = hashes.last().map_or("", String::as_str);
    tx.execute(
        "UPDATE journal_head SET hash = $1 WHERE id = 1",
        &params![last],
    )?;
    Ok(first)
}

const INSERT: &str = "INSERT INTO journal (seq, made_at, actor_id, actor_name, action, entity, \
     entity_id, client_id, before, after, request, undo_of, prev_hash, hash) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

fn row_of<'e>(seq: i64, entry: &'e Entry, prev_hash: &'e str, hash: &'e str) -> [Value<'e>; 14] {
    params![
        seq,
        entry.made_at.as_microsecond(),
        entry.actor_id.map(Uuid::from),
        &entry.actor_name,
        entry.action.code(),
        &entry.entity,
        entry.entity_id,
        entry.client_id.map(Uuid::from),
        &entry.before,
        &entry.after,
        &entry.request,
        entry.undo_of,
        prev_hash,
        hash,
    ]
}

/// The lines of one request about clients, and about what hangs on them, in their order.
pub fn of_clients(tx: &mut Tx, clients: &[ClientId], request: &str) -> Result<Vec<Line>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("j.client_id", clients.iter().map(|id| id.uuid()));
    conditions.with("j.request = $?", request.to_owned());
    let sql = format!("SELECT {COLUMNS}{} ORDER BY j.seq", conditions.clause());
    tx.query(&sql, conditions.params())?
        .iter()
        .map(line)
        .collect()
}

/// The lines of one request about records of one kind, in their order.
pub fn of_records(
    tx: &mut Tx,
    entity: &str,
    records: &[Uuid],
    request: &str,
) -> Result<Vec<Line>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("j.entity_id", records.iter().copied());
    conditions.with("j.request = $?", request.to_owned());
    conditions.with("j.entity = $?", entity.to_owned());
    let sql = format!("SELECT {COLUMNS}{} ORDER BY j.seq", conditions.clause());
    tx.query(&sql, conditions.params())?
        .iter()
        .map(line)
        .collect()
}

/// The lines of one request that made things of one kind, the last first. Nothing finds them but
/// their request: the journal is read through.
pub fn made_by(tx: &mut Tx, entity: &str, request: &str) -> Result<Vec<Line>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE j.request = $1 AND j.entity = $2 AND j.action = $3 \
         ORDER BY j.seq DESC"
    );
    let made = JournalAction::Create.code();
    tx.query(&sql, &params![request, entity, made])?
        .iter()
        .map(line)
        .collect()
}

/// One line.
pub fn find(tx: &mut Tx, seq: i64) -> Result<Option<Line>, Error> {
    let sql = format!("SELECT {COLUMNS} WHERE j.seq = $1");
    let row = tx.query_opt(&sql, &params![seq])?;
    row.map(|row| line(&row)).transpose()
}

/// The number of the last line, 0 before the first.
pub fn last(tx: &mut Tx) -> Result<i64, Error> {
    Ok(head(tx)?.0)
}

/// The number of the last line and its hash, which stands for everything before it too.
pub fn head(tx: &mut Tx) -> Result<(i64, String), Error> {
    let row = tx.query_one("SELECT seq, hash FROM journal_head WHERE id = 1", &[])?;
    Ok((row.get(0)?, row.get(1)?))
}

/// The hash of a line; `None` when there is no such line.
pub fn hash_of(tx: &mut Tx, seq: i64) -> Result<Option<String>, Error> {
    let row = tx.query_opt("SELECT hash FROM journal WHERE seq = $1", &params![seq])?;
    row.map(|row| row.get(0)).transpose()
}

/// The moment of the first line; `None` for an empty journal.
pub fn begun(tx: &mut Tx) -> Result<Option<Timestamp>, Error> {
    let row = tx.query_opt("SELECT made_at FROM journal ORDER BY seq LIMIT 1", &[])?;
    row.map(|row| read::moment(&row, 0)).transpose()
}

/// How many lines of one kind an employee has made since a moment.
pub fn count(
    tx: &mut Tx,
    actor: UserId,
    action: JournalAction,
    entity: &str,
    since: Timestamp,
) -> Result<i64, Error> {
    let row = tx.query_one(
        "SELECT COUNT(*) FROM journal \
         WHERE actor_id = $1 AND action = $2 AND entity = $3 AND made_at >= $4",
        &params![actor.uuid(), action.code(), entity, since.as_microsecond()],
    )?;
    row.get(0)
}

/// What the lines of one kind tell that an employee has made since a moment.
pub fn details(
    tx: &mut Tx,
    actor: UserId,
    action: JournalAction,
    since: Timestamp,
) -> Result<Vec<String>, Error> {
    let rows = tx.query(
        "SELECT after FROM journal \
         WHERE actor_id = $1 AND action = $2 AND made_at >= $3 AND after IS NOT NULL",
        &params![actor.uuid(), action.code(), since.as_microsecond()],
    )?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// The newest lines first, at most `limit`.
pub fn list(tx: &mut Tx, filter: &Filter, limit: i64) -> Result<Vec<Line>, Error> {
    let mut conditions = Conditions::new();
    if let Some(entity) = &filter.entity {
        conditions.with("j.entity = $?", entity.clone());
    }
    if let Some(id) = filter.entity_id {
        conditions.with("j.entity_id = $?", id);
    }
    if !filter.client_ids.is_empty() {
        conditions.any_of("j.client_id", filter.client_ids.iter().map(|id| id.uuid()));
    }
    if let Some(id) = filter.actor_id {
        conditions.with("j.actor_id = $?", id.uuid());
    }
    if let Some(from) = filter.from {
        conditions.with("j.made_at >= $?", from.as_microsecond());
    }
    if let Some(until) = filter.until {
        conditions.with("j.made_at < $?", until.as_microsecond());
    }
    conditions.visible_lines(&filter.scope);
    if let Some(entities) = filter.entities {
        conditions.any_of("j.entity", entities.iter().copied());
    }
    if let Some(below) = filter.below {
        conditions.with("j.seq < $?", below);
    }
    let limit = conditions.bind(limit);
    let clause = conditions.clause();
    let sql = format!("SELECT {COLUMNS}{clause} ORDER BY j.seq DESC LIMIT {limit}");
    tx.query(&sql, conditions.params())?
        .iter()
        .map(line)
        .collect()
}

fn line(row: &Row) -> Result<Line, Error> {
    Ok(Line {
        seq: row.get(0)?,
        entry: entry(row)?,
        undone_by: row.get(12)?,
    })
}

/// The entry from the columns that follow the number.
fn entry(row: &Row) -> Result<Entry, Error> {
    Ok(Entry {
        made_at: read::moment(row, 1)?,
        actor_id: read::id_opt(row, 2)?,
        actor_name: row.get(3)?,
        action: read::code(row, 4)?,
        entity: row.get(5)?,
        entity_id: row.get(6)?,
        client_id: read::id_opt(row, 7)?,
        before: row.get(8)?,
        after: row.get(9)?,
        request: row.get(10)?,
        undo_of: row.get(11)?,
    })
}
