//! Merged clients: what was moved from which record to which, and how it goes back.

use db::{Error, Row, Tx, params};
use domain::id::{ClientId, MergeId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::read;
use crate::search::{self, Named};

/// What hangs on a client and follows it: the table, and which of its rows stay behind, mostly
/// because the survivor has the same already. `$2` is the record left, `$3` the one that stays.
/// The column is `client_id`, or stands after the table.
const MOVED: &[(&str, &str)] = &[
    ("person", ""),
    (
        "channel",
        // a number set aside keeps its line: the survivor's twin is not known to be dead
        "person_id IS NULL AND EXISTS (SELECT 1 FROM channel k WHERE k.client_id = $3 \
         AND k.kind = channel.kind AND k.value_key = channel.value_key AND k.deleted_at IS NULL) \
         AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.channel_id = channel.id \
         AND q.released_day IS NULL AND q.deleted_at IS NULL)",
    ),
    (
        "address",
        "EXISTS (SELECT 1 FROM address k WHERE k.client_id = $3 AND k.kind = address.kind \
         AND k.country = address.country AND k.region = address.region \
         AND k.district = address.district AND k.settlement = address.settlement \
         AND k.street = address.street AND k.house = address.house \
         AND k.postcode = address.postcode AND k.deleted_at IS NULL)",
    ),
    (
        "fact",
        "person_id IS NULL AND EXISTS (SELECT 1 FROM fact k WHERE k.client_id = $3 \
         AND k.fact_type = fact.fact_type AND k.value = fact.value AND k.day = fact.day \
         AND k.deleted_at IS NULL)",
    ),
    ("interaction", ""),
    ("rest_lift", ""),
    ("orders", ""),
    ("payment", ""),
    (
        "potential",
        "EXISTS (SELECT 1 FROM potential k WHERE k.client_id = $3 \
         AND k.product_group_id = potential.product_group_id AND k.day = potential.day \
         AND k.amount_minor = potential.amount_minor AND k.deleted_at IS NULL)",
    ),
    ("satisfaction", ""),
    (
        "key_mark",
        "EXISTS (SELECT 1 FROM key_mark k WHERE k.client_id = $3 \
         AND k.attribute = key_mark.attribute AND k.deleted_at IS NULL)",
    ),
    (
        "quarantine",
        // of a number that stayed behind
        "channel_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM channel k \
         WHERE k.id = quarantine.channel_id AND k.client_id = $3)",
    ),
    ("verification", ""),
    (
        "winback",
        "outcome = 'open' AND EXISTS (SELECT 1 FROM winback k WHERE k.client_id = $3 \
         AND k.outcome = 'open' AND k.deleted_at IS NULL)",
    ),
    ("task", ""),
    (
        "blacklist",
        "ended_at IS NULL AND EXISTS (SELECT 1 FROM blacklist k WHERE k.client_id = $3 \
         AND k.ended_at IS NULL)",
    ),
    // nobody recommends themselves
    ("referral", "giver_id = $3"),
    ("referral.giver_id", "client_id IN ($2, $3)"),
    ("signal", ""),
    ("place", ""),
    ("lead", ""),
    ("deal", ""),
    ("refusal", ""),
    ("complaint", ""),
];

/// The table and the column of a place.
fn parts(place: &str) -> (&str, &str) {
    place.split_once('.').unwrap_or((place, "client_id"))
}

/// Tables whose rows tell how a record stood by itself, and so stay with it.
#[cfg(test)]
const LEFT: &[(&str, &str)] = &[
    ("client_temperature", "how hot it was and when"),
    ("key_volume", "a figure of the last snapshot"),
    ("client_score", "what was known on the last night"),
    ("selection_client", "what a rule drew on its day"),
    ("clean_list_client", "what was released on its day"),
    ("receivable", "counted anew from the orders that moved"),
    (
        "client_terms",
        "taken over by the survivor when it has none",
    ),
    (
        "debt_decision",
        "what was decided about the debt of the record",
    ),
    ("holding", "who held the record by itself and when"),
    ("conveyor_step", "the way of the record by itself"),
    ("joint_work", "who worked the record by itself together"),
    ("fresh_look", "what was decided on the record by itself"),
    ("client_merge", "the merges themselves"),
    ("client_merge_member", "the merges themselves"),
    ("duplicate_pair", "what was found on the day of a sweep"),
    (
        "duplicate_decision",
        "what was said of the record by itself",
    ),
];

/// Records that were made one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// Identity.
    pub id: MergeId,
    /// The record that stays.
    pub survivor: ClientId,
    /// The records that lead to it, with their names.
    pub absorbed: Vec<(ClientId, String)>,
    /// The fields of the survivor that changed, as they were: a JSON object.
    pub before: String,
    /// And as the merge made them.
    pub after: String,
    /// When.
    pub made_at: Timestamp,
    /// Who.
    pub made_by: UserId,
    /// When it was taken back, if it was.
    pub undone_at: Option<Timestamp>,
}

/// Writes down a merge with its members.
pub fn insert(tx: &mut Tx, merge: &Merge) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO client_merge (id, survivor_id, before, after, made_at, made_by) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &params![
            merge.id.uuid(),
            merge.survivor.uuid(),
            &merge.before,
            &merge.after,
            merge.made_at.as_microsecond(),
            merge.made_by.uuid()
        ],
    )?;
    let members = merge
        .absorbed
        .iter()
        .map(|(client, _)| params![merge.id.uuid(), client.uuid()].to_vec());
    tx.execute_many(
        "INSERT INTO client_merge_member (merge_id, client_id) VALUES ($1, $2)",
        members,
    )?;
    Ok(())
}

/// Moves what hangs on `from` to `to` and notes every move. Says how many records of which table
/// were moved. The people are found by `manager`'s words from now on.
pub fn move_all(
    tx: &mut Tx,
    merge: MergeId,
    from: ClientId,
    to: ClientId,
    manager: Option<UserId>,
) -> Result<Vec<(&'static str, u64)>, Error> {
    let mut moved = Vec::new();
    for (place, stays) in MOVED {
        let (table, column) = parts(place);
        let but = if stays.is_empty() { "$3 = $2" } else { stays };
        let noted = tx.execute(
            &format!(
                "INSERT INTO client_merge_move (merge_id, place, record_id, from_id) \
                 SELECT $1, '{place}', id, {column} FROM {table} \
                 WHERE {column} = $2 AND NOT COALESCE(({but}), FALSE)"
            ),
            &params![merge.uuid(), from.uuid(), to.uuid()],
        )?;
        if noted > 0 {
            tx.execute(
                &format!(
                    "UPDATE {table} SET {column} = $3 WHERE {column} = $2 AND id IN \
                     (SELECT record_id FROM client_merge_move \
                      WHERE merge_id = $1 AND place = '{place}' AND from_id = $2)"
                ),
                &params![merge.uuid(), from.uuid(), to.uuid()],
            )?;
            moved.push((*place, noted));
        }
    }
    assign_people(tx, merge, from, manager)?;
    Ok(moved)
}

/// Moves back to `to` what the merge took from it and still hangs on `from`. Says how many records
/// of which table are no longer there.
pub fn move_back(
    tx: &mut Tx,
    merge: MergeId,
    from: ClientId,
    to: ClientId,
    manager: Option<UserId>,
) -> Result<Vec<(&'static str, i64)>, Error> {
    let mut gone = Vec::new();
    for (place, _) in MOVED {
        let (table, column) = parts(place);
        let moved = tx
            .query_one(
                "SELECT COUNT(*) FROM client_merge_move \
                 WHERE merge_id = $1 AND place = $2 AND from_id = $3",
                &params![merge.uuid(), *place, to.uuid()],
            )?
            .get::<i64>(0)?;
        if moved == 0 {
            continue;
        }
        let back = tx.execute(
            &format!(
                "UPDATE {table} SET {column} = $3 WHERE {column} = $2 AND id IN \
                 (SELECT record_id FROM client_merge_move \
                  WHERE merge_id = $1 AND place = '{place}' AND from_id = $3)"
            ),
            &params![merge.uuid(), from.uuid(), to.uuid()],
        )?;
        let missing = moved - i64::try_from(back).unwrap_or(moved);
        if missing > 0 {
            gone.push((*place, missing));
        }
    }
    assign_people(tx, merge, to, manager)?;
    Ok(gone)
}

/// The words by which the moved people are found carry the manager of their client.
fn assign_people(
    tx: &mut Tx,
    merge: MergeId,
    from: ClientId,
    manager: Option<UserId>,
) -> Result<(), Error> {
    let people = tx.query(
        "SELECT p.id, p.name FROM person p JOIN client_merge_move m ON m.record_id = p.id \
         WHERE m.merge_id = $1 AND m.place = 'person' AND m.from_id = $2 \
         AND p.deleted_at IS NULL",
        &params![merge.uuid(), from.uuid()],
    )?;
    for person in &people {
        let name: String = person.get(1)?;
        let manager = manager.map(Uuid::from);
        search::assign(tx, Named::Person, person.get(0)?, &name, manager)?;
    }
    Ok(())
}

/// Makes an absorbed record lead to the one that stays, or to none again.
pub fn lead(tx: &mut Tx, absorbed: ClientId, to: Option<ClientId>) -> Result<(), Error> {
    tx.execute(
        "UPDATE client SET merged_into = $2 WHERE id = $1",
        &params![absorbed.uuid(), to.map(Uuid::from)],
    )?;
    Ok(())
}

/// Where an absorbed record leads in the end; `None`: it was not absorbed.
pub fn survivor_of(tx: &mut Tx, absorbed: ClientId) -> Result<Option<ClientId>, Error> {
    let row = tx.query_opt(
        "WITH RECURSIVE led (id, next, step) AS ( \
           SELECT id, merged_into, 0 FROM client WHERE id = $1 \
           UNION ALL \
           SELECT c.id, c.merged_into, led.step + 1 FROM client c JOIN led ON c.id = led.next) \
         SELECT id FROM led WHERE step > 0 ORDER BY step DESC LIMIT 1",
        &params![absorbed.uuid()],
    )?;
    row.map(|row| read::id(&row, 0)).transpose()
}

/// The records that lead to a client, whatever way, with their names.
pub fn absorbed_by(tx: &mut Tx, survivor: ClientId) -> Result<Vec<(ClientId, String)>, Error> {
    let rows = tx.query(
        "WITH RECURSIVE led (id, name) AS ( \
           SELECT id, name FROM client WHERE merged_into = $1 \
           UNION ALL \
           SELECT c.id, c.name FROM client c JOIN led ON c.merged_into = led.id) \
         SELECT id, name FROM led ORDER BY id",
        &params![survivor.uuid()],
    )?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, row.get(1)?)))
        .collect()
}

/// How many records of each table hang on a client, for the choice of the one that stays. Only
/// those that are not deleted.
pub fn counts(tx: &mut Tx, client: ClientId) -> Result<Vec<(&'static str, i64)>, Error> {
    MOVED
        .iter()
        .map(|(place, _)| {
            let (table, column) = parts(place);
            // these end, they are not deleted
            let kept = if matches!(table, "deal" | "blacklist") {
                ""
            } else {
                " AND deleted_at IS NULL"
            };
            let sql = format!("SELECT COUNT(*) FROM {table} WHERE {column} = $1{kept}");
            let row = tx.query_one(&sql, &params![client.uuid()])?;
            Ok((*place, row.get(0)?))
        })
        .collect()
}

const COLUMNS: &str = "m.id, m.survivor_id, m.before, m.after, m.made_at, m.made_by, m.undone_at";

/// A merge of clients of this survivor; rights on it are the caller's to ask.
pub fn find(tx: &mut Tx, id: MergeId) -> Result<Option<Merge>, Error> {
    let row = tx.query_opt(
        &format!("SELECT {COLUMNS} FROM client_merge m WHERE m.id = $1"),
        &params![id.uuid()],
    )?;
    row.map(|row| read_merge(tx, &row)).transpose()
}

/// The merges of a client that was found within the scope, the newest first.
pub fn of_client(tx: &mut Tx, client: ClientId) -> Result<Vec<Merge>, Error> {
    let rows = tx.query(
        &format!(
            "SELECT {COLUMNS} FROM client_merge m WHERE m.survivor_id = $1 \
             ORDER BY m.made_at DESC, m.id DESC"
        ),
        &params![client.uuid()],
    )?;
    rows.iter().map(|row| read_merge(tx, row)).collect()
}

fn read_merge(tx: &mut Tx, row: &Row) -> Result<Merge, Error> {
    let id: MergeId = read::id(row, 0)?;
    let members = tx.query(
        "SELECT c.id, c.name FROM client_merge_member m JOIN client c ON c.id = m.client_id \
         WHERE m.merge_id = $1 ORDER BY c.name_key, c.id",
        &params![id.uuid()],
    )?;
    Ok(Merge {
        id,
        survivor: read::id(row, 1)?,
        absorbed: members
            .iter()
            .map(|row| Ok((read::id(row, 0)?, row.get(1)?)))
            .collect::<Result<_, Error>>()?,
        before: row.get(2)?,
        after: row.get(3)?,
        made_at: read::moment(row, 4)?,
        made_by: read::id(row, 5)?,
        undone_at: read::moment_opt(row, 6)?,
    })
}

/// Marks a merge as taken back. `false`: it was already.
pub fn set_undone(tx: &mut Tx, id: MergeId, at: Timestamp, by: UserId) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE client_merge SET undone_at = $2, undone_by = $3 \
         WHERE id = $1 AND undone_at IS NULL",
        &params![id.uuid(), at.as_microsecond(), by.uuid()],
    )?;
    Ok(changed == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A new table that hangs on clients has to follow them, or to be left with a reason.
    #[test]
    fn every_table_that_hangs_on_a_client_is_thought_of() {
        let mut seen = 0;
        for migration in crate::MIGRATIONS {
            let mut table = "";
            for line in migration.sql.lines() {
                if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                    table = rest.split_whitespace().next().unwrap_or_default();
                }
                if !line.contains("REFERENCES client (id)") || line.starts_with("ALTER") {
                    continue;
                }
                seen += 1;
                let column = line.split_whitespace().next().unwrap_or_default();
                let moved = MOVED
                    .iter()
                    .any(|(place, _)| parts(place) == (table, column));
                let left = LEFT.iter().any(|(name, _)| *name == table);
                assert!(moved != left, "{table}");
            }
        }
        assert!(seen > MOVED.len(), "{seen}");
    }
}
