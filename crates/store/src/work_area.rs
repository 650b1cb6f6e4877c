//! What employees take from the pool.

use std::collections::HashMap;

use db::{Error, Tx, params};
use domain::id::{ProductGroupId, TerritoryId, UserId};
use domain::work_area::{Condition, WorkArea};
use uuid::Uuid;

use crate::read;

/// The work areas of all who have one.
pub fn all(tx: &mut Tx) -> Result<HashMap<UserId, WorkArea>, Error> {
    let rows = tx.query(
        "SELECT user_id, kind, value FROM work_area ORDER BY user_id, kind, value",
        &[],
    )?;
    let mut areas: HashMap<UserId, WorkArea> = HashMap::new();
    for row in &rows {
        let area = areas.entry(read::id(row, 0)?).or_default();
        let value: &str = row.get(2)?;
        let id = || {
            value.parse::<Uuid>().map_err(|_| Error::Column {
                index: 2,
                wanted: "an identifier",
                found: "another text",
            })
        };
        match read::code::<Condition>(row, 1)? {
            Condition::Territory => area.territory_ids.push(TerritoryId::from_uuid(id()?)),
            Condition::Line => area.line_ids.push(ProductGroupId::from_uuid(id()?)),
            Condition::Language => area.languages.push(value.to_owned()),
        }
    }
    Ok(areas)
}

/// Keeps the work area of an employee, in place of the one before.
pub fn put(tx: &mut Tx, user: UserId, area: &WorkArea) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM work_area WHERE user_id = $1",
        &params![user.uuid()],
    )?;
    let territories = area.territory_ids.iter().map(|id| id.to_string());
    let lines = area.line_ids.iter().map(|id| id.to_string());
    let rows = territories
        .map(|value| (Condition::Territory, value))
        .chain(lines.map(|value| (Condition::Line, value)))
        .chain(
            area.languages
                .iter()
                .map(|code| (Condition::Language, code.clone())),
        );
    let rows: Vec<_> = rows
        .map(|(kind, value)| params![user.uuid(), kind.code(), value])
        .collect();
    tx.execute_many(
        "INSERT INTO work_area (user_id, kind, value) VALUES ($1, $2, $3)",
        rows,
    )?;
    Ok(())
}
