//! Orders with their lines: reading one, writing, numbering. Lists are in `list`, what the
//! analysis reads in `lines`, what tells it to read in `change`.

mod change;
mod lines;
mod list;

use db::{Error, Row, Tx, Value, params};
use domain::id::{ClientId, OrderId};
use domain::order::{LineData, Order, OrderLine};
use domain::policy::Scope;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

pub use change::{Head, changed_since, head, mark_added, mark_all_changed, mark_changed};
pub use lines::{LineRow, each_line, lines_of_client};
pub use list::{Cut, Item, ListQuery, count, list};

use crate::conditions::Conditions;
use crate::{rate, read};

const COLUMNS: &str = "o.id, o.number, o.client_id, o.day, o.status, o.manager_id, o.currency, \
    o.rate, o.note, o.total_minor, o.base_total_minor, o.margin_minor, o.version, o.created_by, \
    o.created_at, o.updated_at, o.deleted_at";

/// Adds orders with their lines.
pub fn insert<'a, I>(tx: &mut Tx, orders: I) -> Result<u64, Error>
where
    I: IntoIterator<Item = &'a Order>,
    I::IntoIter: Clone,
{
    let orders = orders.into_iter();
    let added = tx.execute_many(
        include_str!("insert.sql"),
        orders.clone().map(|order| row_of(order)),
    )?;
    insert_lines(tx, orders)?;
    Ok(added)
}

fn row_of(order: &Order) -> [Value<'_>; 17] {
    params![
        order.id.uuid(),
        order.number.as_str(),
        order.client_id.uuid(),
        order.day.to_string(),
        order.status.code(),
        order.manager_id.map(Uuid::from),
        order.currency.code(),
        order.rate.to_string(),
        order.note.as_deref(),
        order.total_minor,
        order.base_total_minor,
        order.margin_minor,
        order.is_sale(),
        order.version,
        order.created_by.uuid(),
        order.created_at.as_microsecond(),
        order.updated_at.as_microsecond(),
    ]
}

fn insert_lines<'a>(tx: &mut Tx, orders: impl Iterator<Item = &'a Order>) -> Result<u64, Error> {
    let rows = orders.flat_map(|order| {
        let with_costs = order.lines.iter().zip(&order.line_costs_minor);
        with_costs.zip(1_i64..).map(|((line, cost), position)| {
            params![
                order.id.uuid(),
                position,
                line.data.product_id.uuid(),
                line.data.quantity_milli,
                line.data.price_minor,
                line.data.discount_bp,
                line.amount_minor,
                line.base_amount_minor,
                *cost,
            ]
        })
    });
    tx.execute_many(
        "INSERT INTO order_line (order_id, position, product_id, quantity_milli, price_minor, \
             discount_bp, amount_minor, base_amount_minor, base_cost_minor) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        rows,
    )
}

/// Writes an order and its lines anew; `order.version` is the new one. `false`: it moved on, or is
/// deleted.
pub fn update(tx: &mut Tx, order: &Order) -> Result<bool, Error> {
    let changed = tx.execute(
        include_str!("update.sql"),
        &params![
            order.id.uuid(),
            order.version,
            order.number.as_str(),
            order.client_id.uuid(),
            order.day.to_string(),
            order.status.code(),
            order.manager_id.map(Uuid::from),
            order.currency.code(),
            order.rate.to_string(),
            order.note.as_deref(),
            order.total_minor,
            order.base_total_minor,
            order.margin_minor,
            order.is_sale(),
            order.updated_at.as_microsecond(),
        ],
    )?;
    if changed != 1 {
        return Ok(false);
    }
    tx.execute(
        "DELETE FROM order_line WHERE order_id = $1",
        &params![order.id.uuid()],
    )?;
    insert_lines(tx, std::iter::once(order))?;
    Ok(true)
}

/// Deletes (`deleted_at`) or brings back (`None`) an order of this version; counts it up. Its
/// lines stay with it.
pub fn set_deleted(
    tx: &mut Tx,
    id: OrderId,
    version: i64,
    now: Timestamp,
    deleted_at: Option<Timestamp>,
) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE orders SET deleted_at = $4, updated_at = $3, version = version + 1 \
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

/// One order of a client within the scope, not deleted.
pub fn find(tx: &mut Tx, scope: &Scope, id: OrderId) -> Result<Option<Order>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("o.id = $?", id.uuid());
    conditions.holds("o.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let found = find_where(tx, &conditions)?;
    Ok(found.map(|(order, _)| order))
}

/// One order by its number, of a client within the scope, not deleted.
pub fn by_number(tx: &mut Tx, scope: &Scope, number: &str) -> Result<Option<Order>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("o.number = $?", number.to_owned());
    conditions.holds("o.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let found = find_where(tx, &conditions)?;
    Ok(found.map(|(order, _)| order))
}

/// One order, deleted or not; whoever calls has asked for rights on the client.
pub fn find_kept(tx: &mut Tx, id: OrderId) -> Result<Option<(Order, Option<Timestamp>)>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("o.id = $?", id.uuid());
    find_where(tx, &conditions)
}

/// The day of an order.
pub fn day_of(tx: &mut Tx, id: OrderId) -> Result<Option<Date>, Error> {
    let sql = "SELECT day FROM orders WHERE id = $1";
    let row = tx.query_opt(sql, &params![id.uuid()])?;
    row.map(|row| read::day(&row, 0)).transpose()
}

fn find_where(
    tx: &mut Tx,
    conditions: &Conditions,
) -> Result<Option<(Order, Option<Timestamp>)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM orders o JOIN client c ON c.id = o.client_id{}",
        conditions.clause()
    );
    let Some(row) = tx.query_opt(&sql, conditions.params())? else {
        return Ok(None);
    };
    let mut order = read_order(&row)?;
    let lines = tx.query(
        "SELECT product_id, quantity_milli, price_minor, discount_bp, amount_minor, \
             base_amount_minor, base_cost_minor \
         FROM order_line WHERE order_id = $1 ORDER BY position",
        &params![order.id.uuid()],
    )?;
    for line in &lines {
        order.lines.push(OrderLine {
            data: LineData {
                product_id: read::id(line, 0)?,
                quantity_milli: line.get(1)?,
                price_minor: line.get(2)?,
                discount_bp: line.get(3)?,
            },
            amount_minor: line.get(4)?,
            base_amount_minor: line.get(5)?,
        });
        order.line_costs_minor.push(line.get(6)?);
    }
    Ok(Some((order, read::moment_opt(&row, 16)?)))
}

fn read_order(row: &Row) -> Result<Order, Error> {
    Ok(Order {
        id: read::id(row, 0)?,
        number: row.get(1)?,
        client_id: read::id(row, 2)?,
        day: read::day(row, 3)?,
        status: read::code(row, 4)?,
        manager_id: read::id_opt(row, 5)?,
        currency: rate::currency(row, 6)?,
        rate: rate::rate(row, 7)?,
        note: row.get(8)?,
        lines: Vec::new(),
        line_costs_minor: Vec::new(),
        total_minor: row.get(9)?,
        base_total_minor: row.get(10)?,
        margin_minor: row.get(11)?,
        version: row.get(12)?,
        created_by: read::id(row, 13)?,
        created_at: read::moment(row, 14)?,
        updated_at: read::moment(row, 15)?,
    })
}

/// Whether another order that is not deleted has this number.
pub fn number_taken(tx: &mut Tx, number: &str, except: OrderId) -> Result<bool, Error> {
    let row = tx.query_opt(
        "SELECT id FROM orders WHERE number = $1 AND id <> $2 AND deleted_at IS NULL",
        &params![number, except.uuid()],
    )?;
    Ok(row.is_some())
}

/// The next number the product itself gives.
pub fn next_number(tx: &mut Tx) -> Result<i64, Error> {
    tx.query_one(
        "UPDATE order_number SET last = last + 1 WHERE id = 1 RETURNING last",
        &[],
    )?
    .get(0)
}

/// How often a client has bought, and when last: orders that count and sell something.
pub fn purchases(tx: &mut Tx, client: ClientId) -> Result<(u32, Option<Date>), Error> {
    let row = tx.query_one(
        "SELECT COUNT(*), MAX(day) FROM orders WHERE client_id = $1 AND deleted_at IS NULL \
             AND is_sale AND status IN ('confirmed', 'shipped', 'done')",
        &params![client.uuid()],
    )?;
    Ok((row.get(0)?, read::day_opt(&row, 1)?))
}

/// Whether there is any order at all, deleted ones too.
pub fn any(tx: &mut Tx) -> Result<bool, Error> {
    Ok(tx
        .query_opt("SELECT id FROM orders LIMIT 1", &[])?
        .is_some())
}

/// Those of the products that lines of orders name which are not deleted. Lines are not found by
/// their product, so they are read through, once for many products.
pub fn products_in_use(tx: &mut Tx, products: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    /// Values of one statement.
    const CUT: usize = 1_000;
    let mut used = Vec::new();
    for products in products.chunks(CUT) {
        let mut conditions = Conditions::new();
        conditions.any_of("l.product_id", products.iter().copied());
        conditions.holds("o.deleted_at IS NULL");
        let sql = format!(
            "SELECT DISTINCT l.product_id FROM order_line l JOIN orders o ON o.id = l.order_id{}",
            conditions.clause()
        );
        for row in tx.query(&sql, conditions.params())? {
            used.push(row.get(0)?);
        }
    }
    Ok(used)
}
