//! Mappings that are kept for the next file of the same layout.

use db::{Error, Row, Tx, params};
use domain::id::{ImportProfileId, UserId};
use domain::import::Kind;
use domain::search::fold;
use jiff::Timestamp;
use uuid::Uuid;

use crate::read;

/// A kept mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its identifier.
    pub id: ImportProfileId,
    /// Its name.
    pub name: String,
    /// What the rows are.
    pub kind: Kind,
    /// The layout it was made for.
    pub layout_key: Option<String>,
    /// JSON: how columns become fields.
    pub mapping: String,
    /// JSON: how the file is read, and the rules of writing.
    pub options: String,
    /// Whose it is; nobody's is everybody's.
    pub user: Option<UserId>,
    /// Counts changes.
    pub version: i64,
    /// Made when.
    pub created_at: Timestamp,
}

fn profile(row: &Row) -> Result<Profile, Error> {
    Ok(Profile {
        id: read::id(row, 0)?,
        name: row.get(1)?,
        kind: read::code(row, 2)?,
        layout_key: row.get(3)?,
        mapping: row.get(4)?,
        options: row.get(5)?,
        user: read::id_opt(row, 6)?,
        version: row.get(7)?,
        created_at: read::moment(row, 8)?,
    })
}

/// Those of an employee and everybody's, by name.
pub fn list(tx: &mut Tx, user: UserId) -> Result<Vec<Profile>, Error> {
    tx.query(
        "SELECT id, name, kind, layout_key, mapping, options, user_id, version, created_at \
         FROM import_profile WHERE user_id IS NULL OR user_id = $1 ORDER BY name_key, id",
        &params![user.uuid()],
    )?
    .iter()
    .map(profile)
    .collect()
}

/// One of an employee's, or everybody's.
pub fn find(tx: &mut Tx, user: UserId, id: ImportProfileId) -> Result<Option<Profile>, Error> {
    let row = tx.query_opt(
        "SELECT id, name, kind, layout_key, mapping, options, user_id, version, created_at \
         FROM import_profile WHERE id = $1 AND (user_id IS NULL OR user_id = $2)",
        &params![id.uuid(), user.uuid()],
    )?;
    row.map(|row| profile(&row)).transpose()
}

/// The newest for a layout; one's own before everybody's.
pub fn of_layout(tx: &mut Tx, user: UserId, layout_key: &str) -> Result<Option<Profile>, Error> {
    let rows = tx.query(
        "SELECT id, name, kind, layout_key, mapping, options, user_id, version, created_at \
         FROM import_profile WHERE layout_key = $1 AND (user_id IS NULL OR user_id = $2) \
         ORDER BY CASE WHEN user_id IS NULL THEN 1 ELSE 0 END, created_at DESC, id DESC LIMIT 1",
        &params![layout_key, user.uuid()],
    )?;
    rows.first().map(profile).transpose()
}

/// Adds one.
pub fn insert(tx: &mut Tx, profile: &Profile) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO import_profile (id, name, name_key, kind, layout_key, mapping, options, \
             user_id, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &params![
            profile.id.uuid(),
            &profile.name,
            fold(&profile.name),
            profile.kind.code(),
            &profile.layout_key,
            &profile.mapping,
            &profile.options,
            profile.user.map(Uuid::from),
            profile.version,
            profile.created_at.as_microsecond(),
        ],
    )?;
    Ok(())
}

/// Removes one of this version; `false`: it moved on.
pub fn delete(tx: &mut Tx, id: ImportProfileId, version: i64) -> Result<bool, Error> {
    let gone = tx.execute(
        "DELETE FROM import_profile WHERE id = $1 AND version = $2",
        &params![id.uuid(), version],
    )?;
    Ok(gone == 1)
}
