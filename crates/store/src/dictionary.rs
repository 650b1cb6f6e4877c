//! Segments, sources, competitors and groups of companies: tables of one shape.

use db::{Error, Row, Tx, params};
use domain::dictionary::{Dictionary, Entry, EntryData};
use domain::policy::Scope;
use domain::search::fold;
use uuid::Uuid;

use crate::conditions::Conditions;

/// The table of a dictionary and the column by which clients refer to it.
pub(crate) fn table(dictionary: Dictionary) -> (&'static str, &'static str) {
    match dictionary {
        Dictionary::Segment => ("segment", "segment_id"),
        Dictionary::Source => ("source", "source_id"),
        Dictionary::Competitor => ("competitor", "competitor_id"),
        Dictionary::CompanyGroup => ("company_group", "company_group_id"),
    }
}

/// What only one of the dictionaries has.
fn own(dictionary: Dictionary) -> &'static str {
    match dictionary {
        Dictionary::Competitor => "d.share, NULL, NULL",
        Dictionary::Segment => "NULL, d.rest_days, d.holding_days",
        Dictionary::Source | Dictionary::CompanyGroup => "NULL, NULL, NULL",
    }
}

fn read_entry(row: &Row) -> Result<Entry, Error> {
    Ok(Entry {
        id: row.get(0)?,
        data: EntryData {
            name: row.get(1)?,
            share: row.get(2)?,
            rest_days: row.get(3)?,
            holding_days: row.get(4)?,
        },
        version: row.get(5)?,
        used: row.get(6)?,
    })
}

/// The whole dictionary in the order of names, each entry with how many of the clients within
/// the scope refer to it.
pub fn list(tx: &mut Tx, scope: &Scope, dictionary: Dictionary) -> Result<Vec<Entry>, Error> {
    let (table, column) = table(dictionary);
    let own = own(dictionary);
    let mut conditions = Conditions::new();
    conditions.holds("deleted_at IS NULL");
    conditions.is_not_null(column);
    conditions.visible(scope, "manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT d.id, d.name, {own}, d.version, COALESCE(u.used, 0) FROM {table} d LEFT JOIN \
         (SELECT {column} AS id, COUNT(*) AS used FROM client{clause} GROUP BY {column}) u \
         ON u.id = d.id ORDER BY d.name_key, d.id"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_entry)
        .collect()
}

/// The entry that has this name, whatever its case and accents.
pub fn named(tx: &mut Tx, dictionary: Dictionary, name: &str) -> Result<Option<Uuid>, Error> {
    let sql = format!("SELECT id FROM {} WHERE name_key = $1", table(dictionary).0);
    let row = tx.query_opt(&sql, &params![fold(name)])?;
    row.map(|row| row.get(0)).transpose()
}

/// The names of all entries.
pub fn names(tx: &mut Tx, dictionary: Dictionary) -> Result<Vec<(Uuid, String)>, Error> {
    let sql = format!("SELECT id, name FROM {}", table(dictionary).0);
    tx.query(&sql, &[])?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// The keys of all names with their entries, without counting who refers to them.
pub fn keys(tx: &mut Tx, dictionary: Dictionary) -> Result<Vec<(String, Uuid)>, Error> {
    let sql = format!("SELECT name_key, id FROM {}", table(dictionary).0);
    tx.query(&sql, &[])?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// One entry; deleted clients count as references too, they may come back, and so do scripts
/// and refusals.
pub fn find(tx: &mut Tx, dictionary: Dictionary, id: Uuid) -> Result<Option<Entry>, Error> {
    let (table, column) = table(dictionary);
    let own = own(dictionary);
    let others = match dictionary {
        Dictionary::Segment => " + (SELECT COUNT(*) FROM script WHERE segment_id = d.id)",
        Dictionary::Competitor => " + (SELECT COUNT(*) FROM refusal WHERE competitor_id = d.id)",
        _ => "",
    };
    let sql = format!(
        "SELECT d.id, d.name, {own}, d.version, \
         (SELECT COUNT(*) FROM client c WHERE c.{column} = d.id){others} FROM {table} d \
         WHERE d.id = $1"
    );
    let row = tx.query_opt(&sql, &params![id])?;
    row.map(|row| read_entry(&row)).transpose()
}

/// Whether there is such an entry.
pub fn exists(tx: &mut Tx, dictionary: Dictionary, id: Uuid) -> Result<bool, Error> {
    let sql = format!("SELECT 1 FROM {} WHERE id = $1", table(dictionary).0);
    Ok(tx.query_opt(&sql, &params![id])?.is_some())
}

/// Adds an entry; [`Error::Unique`] when the name is taken.
pub fn insert(tx: &mut Tx, dictionary: Dictionary, entry: &Entry) -> Result<(), Error> {
    let name = &entry.data.name;
    let table = table(dictionary).0;
    let sql = format!("INSERT INTO {table} (id, name, name_key, version) VALUES ($1, $2, $3, $4)");
    tx.execute(&sql, &params![entry.id, name, fold(name), entry.version])?;
    set_own(tx, dictionary, entry)
}

/// Writes an entry; `entry.version` is the new one. `false`: it moved on.
pub fn update(tx: &mut Tx, dictionary: Dictionary, entry: &Entry) -> Result<bool, Error> {
    let name = &entry.data.name;
    let table = table(dictionary).0;
    let sql = format!(
        "UPDATE {table} SET name = $2, name_key = $3, version = $4 \
         WHERE id = $1 AND version = $4 - 1"
    );
    if tx.execute(&sql, &params![entry.id, name, fold(name), entry.version])? != 1 {
        return Ok(false);
    }
    set_own(tx, dictionary, entry)?;
    Ok(true)
}

fn set_own(tx: &mut Tx, dictionary: Dictionary, entry: &Entry) -> Result<(), Error> {
    let data = &entry.data;
    match dictionary {
        Dictionary::Competitor => tx.execute(
            "UPDATE competitor SET share = $2 WHERE id = $1",
            &params![entry.id, data.share],
        )?,
        Dictionary::Segment => tx.execute(
            "UPDATE segment SET rest_days = $2, holding_days = $3 WHERE id = $1",
            &params![entry.id, data.rest_days, data.holding_days],
        )?,
        Dictionary::Source | Dictionary::CompanyGroup => 0,
    };
    Ok(())
}

/// Removes an entry that nobody refers to; [`Error::ForeignKey`] otherwise.
pub fn delete(tx: &mut Tx, dictionary: Dictionary, id: Uuid) -> Result<(), Error> {
    let sql = format!("DELETE FROM {} WHERE id = $1", table(dictionary).0);
    tx.execute(&sql, &params![id])?;
    Ok(())
}
