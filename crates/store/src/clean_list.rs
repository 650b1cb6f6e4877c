//! Cleaned lists: what a set of clients is judged by, and lists that were released. Nothing here
//! changes a list but its withdrawal.

use std::collections::HashMap;

use db::{Error, Row, Tx, Value, params};
use domain::channel::ChannelKind;
use domain::clean_list::{Candidate, CleanList, LeftOut, Verdict, Way, Withdrawal};
use domain::fact::FactType;
use domain::gate::{Known, Need};
use domain::id::{CleanListId, ClientId, SourceId};
use domain::policy::Scope;
use domain::verification::CriticalField;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::conditions::Conditions;
use crate::read;

/// Clients looked up at once.
const AT_ONCE: usize = 500;

/// The visible ones among these clients as the check sees them, the oldest first. Days of calls
/// are those of `zone`.
pub fn candidates(
    tx: &mut Tx,
    scope: &Scope,
    ids: &[ClientId],
    zone: &TimeZone,
) -> Result<Vec<Candidate>, Error> {
    let mut found = Vec::with_capacity(ids.len());
    for part in ids.chunks(AT_ONCE) {
        let mut cards = cards(tx, scope, part)?;
        let at: HashMap<ClientId, usize> = cards
            .iter()
            .enumerate()
            .map(|(at, (_, card))| (card.id, at))
            .collect();
        for (client, way) in ways(tx, part, zone)? {
            if let Some(at) = at.get(&client) {
                cards[*at].1.ways.push(way);
            }
        }
        for (client, field, day) in checks(tx, part)? {
            let Some(at) = at.get(&client) else { continue };
            match field {
                CriticalField::Phone => cards[*at].1.phone_day = Some(day),
                CriticalField::Email => cards[*at].1.email_day = Some(day),
                CriticalField::Name
                | CriticalField::TaxNumber
                | CriticalField::Address
                | CriticalField::People => {}
            }
        }
        for (client, kind, value) in numbers(tx, part)? {
            let Some(at) = at.get(&client) else { continue };
            match kind {
                FactType::Kpp => cards[*at].1.branch = Some(value),
                _ => cards[*at].1.registration_number = Some(value),
            }
        }
        found.append(&mut cards);
    }
    found.sort_by_key(|(created_at, card)| (*created_at, card.id));
    Ok(found.into_iter().map(|(_, card)| card).collect())
}

fn among(ids: &[ClientId], column: &'static str) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.any_of(column, ids.iter().map(|id| id.uuid()));
    conditions
}

fn cards(tx: &mut Tx, scope: &Scope, ids: &[ClientId]) -> Result<Vec<(i64, Candidate)>, Error> {
    let mut conditions = among(ids, "c.id");
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let sql = format!(
        "SELECT c.created_at, c.id, c.kind, c.tax_country, c.name, c.name_key, c.tax_number, \
         c.region, c.segment_id, c.source_id, c.manager_id, c.marker, \
         CASE WHEN EXISTS (SELECT 1 FROM quarantine q WHERE q.client_id = c.id \
         AND q.channel_id IS NULL AND q.released_day IS NULL AND q.deleted_at IS NULL) \
         THEN 1 ELSE 0 END FROM client c{}",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(read_card).collect()
}

fn read_card(row: &Row) -> Result<(i64, Candidate), Error> {
    let tax_number: Option<String> = row.get(6)?;
    let there = |index: usize| -> Result<bool, Error> {
        Ok(read::id_opt::<uuid::Uuid>(row, index)?.is_some())
    };
    let has = [
        (Need::Name, !row.get::<&str>(4)?.trim().is_empty()),
        (Need::TaxNumber, tax_number.is_some()),
        (Need::Region, row.get::<Option<&str>>(7)?.is_some()),
        (Need::Segment, there(8)?),
        (Need::Source, there(9)?),
        (Need::Manager, there(10)?),
    ];
    let country = row.get::<&str>(3)?.parse().map_err(|_| Error::Column {
        index: 3,
        wanted: "a country",
        found: "another text",
    })?;
    let card = Candidate {
        id: read::id(row, 1)?,
        kind: read::code(row, 2)?,
        country,
        known: has
            .into_iter()
            .filter_map(|(need, has)| has.then_some(need))
            .collect::<Known>(),
        name_key: row.get(5)?,
        tax_number,
        branch: None,
        registration_number: None,
        source_id: read::id_opt(row, 9)?,
        marker: read::code(row, 11)?,
        aside: row.get::<i64>(12)? == 1,
        ways: Vec::new(),
        phone_day: None,
        email_day: None,
    };
    Ok((row.get(0)?, card))
}

fn ways(tx: &mut Tx, ids: &[ClientId], zone: &TimeZone) -> Result<Vec<(ClientId, Way)>, Error> {
    let mut conditions = among(ids, "h.client_id");
    conditions.holds("h.kind IN ('phone', 'email') AND h.deleted_at IS NULL");
    let sql = format!(
        "SELECT h.client_id, h.kind, h.value, h.value_key, h.dial_result, h.dialled_at, \
         CASE WHEN EXISTS (SELECT 1 FROM quarantine q WHERE q.channel_id = h.id \
         AND q.released_day IS NULL AND q.deleted_at IS NULL) THEN 1 ELSE 0 END \
         FROM channel h{} ORDER BY h.client_id, h.position, h.id",
        conditions.clause()
    );
    let way = |row: &Row| -> Result<(ClientId, Way), Error> {
        let dialled_at = read::moment_opt(row, 5)?;
        let way = Way {
            kind: read::code::<ChannelKind>(row, 1)?,
            value: row.get(2)?,
            key: row.get(3)?,
            dial_result: read::code_opt(row, 4)?,
            dialled_day: dialled_at.map(|at| at.to_zoned(zone.clone()).date()),
            aside: row.get::<i64>(6)? == 1,
        };
        Ok((read::id(row, 0)?, way))
    };
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(way).collect()
}

/// The last check of each critical field.
fn checks(tx: &mut Tx, ids: &[ClientId]) -> Result<Vec<(ClientId, CriticalField, Date)>, Error> {
    let mut conditions = among(ids, "v.client_id");
    conditions.holds("v.field IN ('phone', 'email') AND v.deleted_at IS NULL");
    let sql = format!(
        "SELECT v.client_id, v.field, MAX(v.day) FROM verification v{} \
         GROUP BY v.client_id, v.field",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::code(row, 1)?, read::day(row, 2)?)))
        .collect()
}

/// Numbers of registers, the latest last.
fn numbers(tx: &mut Tx, ids: &[ClientId]) -> Result<Vec<(ClientId, FactType, String)>, Error> {
    let mut conditions = among(ids, "f.client_id");
    conditions.holds("f.fact_type IN ('kpp', 'registration_number') AND f.deleted_at IS NULL");
    let sql = format!(
        "SELECT f.client_id, f.fact_type, f.value FROM fact f{} ORDER BY f.client_id, f.day, f.id",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::code(row, 1)?, row.get(2)?)))
        .collect()
}

const COLUMNS: &str = "SELECT l.id, l.number, l.name, l.note, l.selection_id, l.rules, l.day, \
     l.released_at, l.released_by, l.withdrawn_at, l.withdrawn_by, l.withdrawn_reason \
     FROM clean_list l";

fn read_list(row: &Row) -> Result<CleanList, Error> {
    let rules = serde_json::from_str(row.get::<&str>(5)?).map_err(|_| Error::Column {
        index: 5,
        wanted: "rules",
        found: "another text",
    })?;
    let withdrawal = match (
        read::moment_opt(row, 9)?,
        read::id_opt(row, 10)?,
        row.get::<Option<String>>(11)?,
    ) {
        (Some(at), Some(by), Some(reason)) => Some(Withdrawal { at, by, reason }),
        _ => None,
    };
    Ok(CleanList {
        id: read::id(row, 0)?,
        number: row.get(1)?,
        name: row.get(2)?,
        note: row.get(3)?,
        selection_id: read::id_opt(row, 4)?,
        rules,
        day: read::day(row, 6)?,
        released_at: read::moment(row, 7)?,
        released_by: read::id(row, 8)?,
        withdrawal,
    })
}

/// The number of the next list.
pub fn next_number(tx: &mut Tx) -> Result<i64, Error> {
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 FROM clean_list";
    tx.query_one(sql, &[])?.get(0)
}

/// Adds a list with what became of each client of the set.
pub fn insert(tx: &mut Tx, list: &CleanList, verdicts: &[Verdict]) -> Result<(), Error> {
    let rules = serde_json::to_string(&list.rules).expect("rules are plain data");
    tx.execute(
        "INSERT INTO clean_list (id, number, name, note, selection_id, rules, day, released_at, \
         released_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            list.id.uuid(),
            list.number,
            &list.name,
            list.note.as_deref(),
            list.selection_id.map(|id| id.uuid()),
            rules,
            list.day.to_string(),
            list.released_at.as_microsecond(),
            list.released_by.uuid(),
        ],
    )?;
    let rows = verdicts.iter().map(|verdict| {
        let row: Vec<Value<'static>> = vec![
            Value::from(list.id.uuid()),
            Value::from(verdict.client_id.uuid()),
            Value::from(verdict.reason.map(LeftOut::code)),
            Value::from(verdict.twin_id.map(|id| id.uuid())),
            Value::from(verdict.source_id.map(|id| id.uuid())),
        ];
        row
    });
    tx.execute_many(
        "INSERT INTO clean_list_client (list_id, client_id, reason, twin_id, source_id) \
         VALUES ($1, $2, $3, $4, $5)",
        rows,
    )?;
    Ok(())
}

/// Every list, the latest first.
pub fn list(tx: &mut Tx) -> Result<Vec<CleanList>, Error> {
    let sql = format!("{COLUMNS} ORDER BY l.number DESC LIMIT 1000");
    tx.query(&sql, &[])?.iter().map(read_list).collect()
}

/// One list.
pub fn find(tx: &mut Tx, id: CleanListId) -> Result<Option<CleanList>, Error> {
    let sql = format!("{COLUMNS} WHERE l.id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_list(&row)).transpose()
}

/// Withdraws a list. `false`: there is none, or it was withdrawn before.
pub fn withdraw(tx: &mut Tx, id: CleanListId, withdrawal: &Withdrawal) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE clean_list SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_reason = $4 \
         WHERE id = $1 AND withdrawn_at IS NULL",
        &params![
            id.uuid(),
            withdrawal.at.as_microsecond(),
            withdrawal.by.uuid(),
            &withdrawal.reason,
        ],
    )?;
    Ok(changed == 1)
}

/// Of how many visible clients of each list, and how many are on it. Clients deleted since count:
/// they were released.
pub fn counts(tx: &mut Tx, scope: &Scope) -> Result<HashMap<CleanListId, (i64, i64)>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("c.id = m.client_id");
    conditions.visible(scope, "c.manager_id");
    let sql = format!(
        "SELECT m.list_id, COUNT(*), \
         CAST(SUM(CASE WHEN m.reason IS NULL THEN 1 ELSE 0 END) AS BIGINT) \
         FROM clean_list_client m CROSS JOIN client c{} GROUP BY m.list_id",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, (row.get(1)?, row.get(2)?))))
        .collect()
}

/// A source, the reason for being left out (none: on the list), and how many clients.
pub type Tallied = (Option<SourceId>, Option<LeftOut>, i64);

/// What became of the visible clients of a list: how many from each source, for each reason.
pub fn tally(tx: &mut Tx, scope: &Scope, id: CleanListId) -> Result<Vec<Tallied>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("m.list_id = $?", id.uuid());
    conditions.holds("c.id = m.client_id");
    conditions.visible(scope, "c.manager_id");
    let sql = format!(
        "SELECT m.source_id, m.reason, COUNT(*) FROM clean_list_client m CROSS JOIN client c{} \
         GROUP BY m.source_id, m.reason",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| Ok((read::id_opt(row, 0)?, read::code_opt(row, 1)?, row.get(2)?)))
        .collect()
}

/// The visible clients that are on the list and still there, ascending.
pub fn members(tx: &mut Tx, scope: &Scope, id: CleanListId) -> Result<Vec<ClientId>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("m.list_id = $?", id.uuid());
    conditions.holds("m.reason IS NULL AND c.id = m.client_id AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let sql = format!(
        "SELECT c.id FROM clean_list_client m CROSS JOIN client c{} ORDER BY c.id",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// Which clients of a list, and where the page begins.
#[derive(Debug, Clone)]
pub struct RowQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// The list.
    pub list: CleanListId,
    /// Only those left out for this reason, or only those on the list; none: all.
    pub reason: Option<Option<LeftOut>>,
    /// Begin after this place.
    pub after: Option<(String, ClientId)>,
    /// At most so many.
    pub limit: i64,
}

/// A client of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What became of it.
    pub verdict: Verdict,
    /// Its name now.
    pub name: String,
    /// Its place in the order.
    pub name_key: String,
    /// When it was deleted, if it was.
    pub deleted_at: Option<Timestamp>,
}

/// The visible clients of a list, by name.
pub fn rows(tx: &mut Tx, query: &RowQuery<'_>) -> Result<Vec<Listed>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("m.list_id = $?", query.list.uuid());
    conditions.holds("c.id = m.client_id");
    conditions.visible(query.scope, "c.manager_id");
    match query.reason {
        None => {}
        Some(None) => conditions.holds("m.reason IS NULL"),
        Some(Some(reason)) => conditions.with("m.reason = $?", reason.code()),
    }
    if let Some((key, id)) = &query.after {
        let place = [Value::from(key.clone()), Value::from(id.uuid())];
        conditions.compare_row("(c.name_key, c.id)", ">", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT c.id, m.source_id, m.reason, m.twin_id, c.name, c.name_key, c.deleted_at \
         FROM clean_list_client m CROSS JOIN client c{clause} \
         ORDER BY c.name_key, c.id LIMIT {limit}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                verdict: Verdict {
                    client_id: read::id(row, 0)?,
                    source_id: read::id_opt(row, 1)?,
                    reason: read::code_opt(row, 2)?,
                    twin_id: read::id_opt(row, 3)?,
                },
                name: row.get(4)?,
                name_key: row.get(5)?,
                deleted_at: read::moment_opt(row, 6)?,
            })
        })
        .collect()
}
