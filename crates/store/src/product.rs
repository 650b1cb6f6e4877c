//! Products of the price list.

use db::{Error, Row, Tx, Value, params};
use domain::id::{ProductGroupId, ProductId};
use domain::product::{Product, ProductData, ProductSort};
use domain::search::fold;
use jiff::Timestamp;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

const COLUMNS: &str = "id, code, name, group_id, unit, price_minor, cost_minor, version, \
    created_by, created_at, updated_at, deleted_at, name_key";

/// What to list.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// In these groups, whichever they lie in; `None`: anywhere.
    pub groups: Option<&'a [ProductGroupId]>,
    /// Words of the name, or the beginning of the article number.
    pub asked: Option<&'a str>,
    /// The order.
    pub sort: ProductSort,
    /// From the end.
    pub descending: bool,
    /// Begin after this value of the order and this product.
    pub after: Option<(&'a str, ProductId)>,
    /// At most so many.
    pub limit: i64,
}

/// A product in a list, with its place in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The product.
    pub product: Product,
    /// The value by which it stands where it stands.
    pub key: String,
}

/// Adds products.
pub fn insert<'a>(
    tx: &mut Tx,
    products: impl IntoIterator<Item = &'a Product>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO product (id, code, name, name_key, search_key, group_id, unit, price_minor, \
             cost_minor, version, created_at, created_by, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        products.into_iter().map(|product| {
            let data = &product.data;
            params![
                product.id.uuid(),
                data.code.as_str(),
                data.name.as_str(),
                fold(&data.name),
                search_key(data),
                data.group_id.map(Uuid::from),
                data.unit.as_str(),
                data.price_minor,
                data.cost_minor,
                product.version,
                product.created_at.as_microsecond(),
                product.created_by.uuid(),
                product.updated_at.as_microsecond(),
            ]
        }),
    )
}

/// Writes what employees write; `product.version` is the new one. `false`: it moved on, or is
/// deleted.
pub fn update(tx: &mut Tx, product: &Product) -> Result<bool, Error> {
    let data = &product.data;
    let changed = tx.execute(
        "UPDATE product SET code = $3, name = $4, name_key = $5, group_id = $6, unit = $7, \
             price_minor = $8, cost_minor = $9, version = $2, updated_at = $10, search_key = $11 \
         WHERE id = $1 AND version = $2 - 1 AND deleted_at IS NULL",
        &params![
            product.id.uuid(),
            product.version,
            data.code.as_str(),
            data.name.as_str(),
            fold(&data.name),
            data.group_id.map(Uuid::from),
            data.unit.as_str(),
            data.price_minor,
            data.cost_minor,
            product.updated_at.as_microsecond(),
            search_key(data),
        ],
    )?;
    Ok(changed == 1)
}

/// Deletes (`deleted_at`) or brings back (`None`) a product of this version; counts the version
/// up. Its lines of old orders stay.
pub fn set_deleted(
    tx: &mut Tx,
    id: ProductId,
    version: i64,
    now: Timestamp,
    deleted_at: Option<Timestamp>,
) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE product SET deleted_at = $4, updated_at = $3, version = version + 1 \
         WHERE id = $1 AND version = $2",
        &params![
            id.uuid(),
            version,
            now.as_microsecond(),
            deleted_at.map(Timestamp::as_microsecond),
        ],
    )?;
    Ok(changed == 1)
}

/// One product, deleted or not.
pub fn find_kept(
    tx: &mut Tx,
    id: ProductId,
) -> Result<Option<(Product, Option<Timestamp>)>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM product WHERE id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| Ok((read_product(&row)?, read::moment_opt(&row, 11)?)))
        .transpose()
}

/// One product that is not deleted.
pub fn find(tx: &mut Tx, id: ProductId) -> Result<Option<Product>, Error> {
    let found = find_kept(tx, id)?;
    Ok(found.and_then(|(product, deleted)| deleted.is_none().then_some(product)))
}

/// The products with these ids, deleted ones too, in no order.
pub fn find_all(
    tx: &mut Tx,
    ids: impl IntoIterator<Item = ProductId>,
) -> Result<Vec<Product>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("id", ids.into_iter().map(ProductId::uuid));
    read_all(tx, &conditions)
}

/// The products with these article numbers that are not deleted, in no order.
pub fn by_codes(
    tx: &mut Tx,
    codes: impl IntoIterator<Item = String>,
) -> Result<Vec<Product>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("deleted_at IS NULL");
    conditions.any_of("code", codes);
    read_all(tx, &conditions)
}

/// The products with these folded names that are not deleted, in no order.
pub fn by_names(tx: &mut Tx, keys: &[String]) -> Result<Vec<Product>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("deleted_at IS NULL");
    conditions.any_of("name_key", keys.iter().cloned());
    read_all(tx, &conditions)
}

fn read_all(tx: &mut Tx, conditions: &Conditions) -> Result<Vec<Product>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM product{}", conditions.clause());
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_product)
        .collect()
}

/// A page of products.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let mut conditions = conditions(query);
    let (key, pair, index) = match query.sort {
        ProductSort::Name => ("name_key", "(name_key, id)", 12),
        ProductSort::Code => ("code", "(code, id)", 1),
    };
    let (operator, direction) = if query.descending {
        ("<", " DESC")
    } else {
        (">", "")
    };
    if let Some((value, id)) = query.after {
        let place = [Value::from(value.to_owned()), Value::from(id.uuid())];
        conditions.compare_row(pair, operator, place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT {COLUMNS} FROM product{clause} \
         ORDER BY {key}{direction}, id{direction} LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Item {
                product: read_product(row)?,
                key: row.get(index)?,
            })
        })
        .collect()
}

/// How many products a list has in all.
pub fn count(tx: &mut Tx, query: &ListQuery<'_>) -> Result<i64, Error> {
    let conditions = conditions(query);
    let sql = format!("SELECT COUNT(*) FROM product{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

fn conditions(query: &ListQuery<'_>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("deleted_at IS NULL");
    if let Some(groups) = query.groups {
        conditions.any_of("group_id", groups.iter().map(|group| group.uuid()));
    }
    if let Some(asked) = query.asked {
        // Folded words hold letters and digits only: nothing that LIKE would read as a pattern.
        let folded = fold(asked);
        for word in folded.split(' ').filter(|word| !word.is_empty()).take(8) {
            conditions.compare("search_key", "LIKE", format!("%{word}%"));
        }
    }
    conditions
}

fn search_key(data: &ProductData) -> String {
    format!("{} {}", fold(&data.name), fold(&data.code))
}

fn read_product(row: &Row) -> Result<Product, Error> {
    Ok(Product {
        id: read::id(row, 0)?,
        data: ProductData {
            code: row.get(1)?,
            name: row.get(2)?,
            group_id: read::id_opt(row, 3)?,
            unit: row.get(4)?,
            price_minor: row.get(5)?,
            cost_minor: row.get(6)?,
        },
        version: row.get(7)?,
        created_by: read::id(row, 8)?,
        created_at: read::moment(row, 9)?,
        updated_at: read::moment(row, 10)?,
    })
}
