//! Saved views: visible to their owner, and to all when shared.

use db::{Error, Row, Tx, params};
use domain::id::{UserId, ViewId};
use domain::view::{View, ViewData};

use crate::read;

const COLUMNS: &str = "SELECT id, owner_id, page, name, shared, state, version, created_at, updated_at \
     FROM saved_view";

fn read_view(row: &Row) -> Result<View, Error> {
    Ok(View {
        id: read::id(row, 0)?,
        owner_id: read::id(row, 1)?,
        data: ViewData {
            page: row.get(2)?,
            name: row.get(3)?,
            shared: row.get(4)?,
            state: row.get(5)?,
        },
        version: row.get(6)?,
        created_at: read::moment(row, 7)?,
        updated_at: read::moment(row, 8)?,
    })
}

/// The views `user` may open, their own first.
pub fn list(tx: &mut Tx, user: UserId) -> Result<Vec<View>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE owner_id = $1 OR shared ORDER BY owner_id <> $1, name, id LIMIT 1000"
    );
    tx.query(&sql, &params![user.uuid()])?
        .iter()
        .map(read_view)
        .collect()
}

/// One view that `user` may open.
pub fn find(tx: &mut Tx, user: UserId, id: ViewId) -> Result<Option<View>, Error> {
    let sql = format!("{COLUMNS} WHERE id = $2 AND (owner_id = $1 OR shared)");
    let row = tx.query_opt(&sql, &params![user.uuid(), id.uuid()])?;
    row.map(|row| read_view(&row)).transpose()
}

/// Adds a view.
pub fn insert(tx: &mut Tx, view: &View) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO saved_view (id, owner_id, page, name, shared, state, version, created_at, \
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            view.id.uuid(),
            view.owner_id.uuid(),
            &view.data.page,
            &view.data.name,
            view.data.shared,
            &view.data.state,
            view.version,
            view.created_at.as_microsecond(),
            view.updated_at.as_microsecond(),
        ],
    )?;
    Ok(())
}

/// Writes a view; `view.version` is the new one. `false`: it moved on.
pub fn update(tx: &mut Tx, view: &View) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE saved_view SET name = $2, shared = $3, state = $4, version = $5, updated_at = $6 \
         WHERE id = $1 AND version = $5 - 1",
        &params![
            view.id.uuid(),
            &view.data.name,
            view.data.shared,
            &view.data.state,
            view.version,
            view.updated_at.as_microsecond(),
        ],
    )?;
    Ok(changed == 1)
}

/// Removes a view of this version. `false`: it moved on.
pub fn delete(tx: &mut Tx, id: ViewId, version: i64) -> Result<bool, Error> {
    let changed = tx.execute(
        "DELETE FROM saved_view WHERE id = $1 AND version = $2",
        &params![id.uuid(), version],
    )?;
    Ok(changed == 1)
}
