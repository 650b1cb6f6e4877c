//! The tree of product groups: small enough to be read as a whole.

use db::{Error, Tx, params};
use domain::id::ProductGroupId;
use domain::product::ProductGroup;
use domain::search::fold;
use domain::supplier::Discounts;
use uuid::Uuid;

use crate::read;

/// All groups, by name.
pub fn list(tx: &mut Tx) -> Result<Vec<ProductGroup>, Error> {
    let rows = tx.query(
        "SELECT id, parent_id, name, cost_discounts, version FROM product_group \
         ORDER BY name_key, id",
        &[],
    )?;
    rows.iter()
        .map(|row| {
            Ok(ProductGroup {
                id: read::id(row, 0)?,
                parent_id: read::id_opt(row, 1)?,
                name: row.get(2)?,
                cost_discounts: read_discounts(row.get(3)?)?,
                version: row.get(4)?,
            })
        })
        .collect()
}

fn read_discounts(text: &str) -> Result<Discounts, Error> {
    serde_json::from_str(text).map_err(|_| Error::Column {
        index: 3,
        wanted: "discounts",
        found: "another text",
    })
}

fn discounts_text(group: &ProductGroup) -> String {
    serde_json::to_string(&group.cost_discounts).expect("discounts are plain data")
}

/// Adds groups, each after the one it lies in.
pub fn insert<'a>(
    tx: &mut Tx,
    groups: impl IntoIterator<Item = &'a ProductGroup>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO product_group (id, parent_id, name, name_key, version, cost_discounts) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        groups.into_iter().map(|group| {
            params![
                group.id.uuid(),
                group.parent_id.map(Uuid::from),
                group.name.as_str(),
                fold(&group.name),
                group.version,
                discounts_text(group),
            ]
        }),
    )
}

/// Writes a group; `group.version` is the new one. `false`: it moved on, or is gone.
pub fn update(tx: &mut Tx, group: &ProductGroup) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE product_group SET parent_id = $2, name = $3, name_key = $4, version = $5, \
         cost_discounts = $6 \
         WHERE id = $1 AND version = $5 - 1",
        &params![
            group.id.uuid(),
            group.parent_id.map(Uuid::from),
            group.name.as_str(),
            fold(&group.name),
            group.version,
            discounts_text(group),
        ],
    )?;
    Ok(changed == 1)
}

/// How many groups and products lie in a group, and potentials of clients refer to it.
pub fn content(tx: &mut Tx, id: ProductGroupId) -> Result<i64, Error> {
    tx.query_one(
        "SELECT (SELECT COUNT(*) FROM product_group WHERE parent_id = $1) \
              + (SELECT COUNT(*) FROM product WHERE group_id = $1) \
              + (SELECT COUNT(*) FROM potential WHERE product_group_id = $1)",
        &params![id.uuid()],
    )?
    .get(0)
}

/// Removes an empty group of this version.
pub fn delete(tx: &mut Tx, id: ProductGroupId, version: i64) -> Result<bool, Error> {
    let removed = tx.execute(
        "DELETE FROM product_group WHERE id = $1 AND version = $2",
        &params![id.uuid(), version],
    )?;
    Ok(removed == 1)
}
