//! Teams of employees.

use db::{Error, Row, Tx, params};
use domain::id::TeamId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::read;

/// A group of employees under one head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Its identifier.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Counts changes.
    pub version: i64,
    /// Since when.
    pub created_at: Timestamp,
}

/// Adds a team.
pub fn insert(tx: &mut Tx, team: &Team) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO team (id, name, version, created_at) VALUES ($1, $2, $3, $4)",
        &params![
            team.id.uuid(),
            &team.name,
            team.version,
            team.created_at.as_microsecond()
        ],
    )?;
    Ok(())
}

/// Writes the name; `team.version` is the new one. `false`: it moved on.
pub fn update(tx: &mut Tx, team: &Team) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE team SET name = $2, version = $3 WHERE id = $1 AND version = $3 - 1",
        &params![team.id.uuid(), &team.name, team.version],
    )?;
    Ok(changed == 1)
}

/// Removes a team that nobody is in.
pub fn delete(tx: &mut Tx, id: TeamId) -> Result<(), Error> {
    tx.execute("DELETE FROM team WHERE id = $1", &params![id.uuid()])?;
    Ok(())
}

/// One team.
pub fn find(tx: &mut Tx, id: TeamId) -> Result<Option<Team>, Error> {
    let row = tx.query_opt(
        "SELECT id, name, version, created_at FROM team WHERE id = $1",
        &params![id.uuid()],
    )?;
    row.map(|row| read_team(&row)).transpose()
}

/// All teams, in the order they were added.
pub fn list(tx: &mut Tx) -> Result<Vec<Team>, Error> {
    let rows = tx.query(
        "SELECT id, name, version, created_at FROM team ORDER BY created_at, id",
        &[],
    )?;
    rows.iter().map(read_team).collect()
}

fn read_team(row: &Row) -> Result<Team, Error> {
    Ok(Team {
        id: read::id(row, 0)?,
        name: row.get(1)?,
        version: row.get(2)?,
        created_at: read::moment(row, 3)?,
    })
}
