//! Payments, and what clients owe.

use db::{Error, Row, Tx, Value, params};
use domain::id::{ClientId, OrderId, PaymentId};
use domain::money::Currency;
use domain::payment::{Payment, PaymentData, Receivable};
use domain::policy::Scope;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::{rate, read};

const COLUMNS: &str = "p.id, p.client_id, p.order_id, p.day, p.currency, p.amount_minor, p.note, \
    p.rate, p.base_amount_minor, p.version, p.created_by, p.created_at, p.updated_at";
const WIDTH: usize = 13;

/// A payment in a list, with the names it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The payment.
    pub payment: Payment,
    /// Name of the client.
    pub client_name: String,
    /// Number of the order.
    pub order_number: Option<String>,
}

/// What to list, the newest day first.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// Of this client.
    pub client: Option<ClientId>,
    /// For this order.
    pub order: Option<OrderId>,
    /// Not before.
    pub from: Option<Date>,
    /// Not after.
    pub to: Option<Date>,
    /// Begin after this place.
    pub after: Option<(Date, PaymentId)>,
    /// At most so many.
    pub limit: i64,
}

/// Adds payments.
pub fn insert<'a>(
    tx: &mut Tx,
    payments: impl IntoIterator<Item = &'a Payment>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO payment (id, client_id, order_id, day, currency, amount_minor, note, rate, \
             base_amount_minor, version, created_by, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        payments.into_iter().map(|payment| {
            let data = &payment.data;
            params![
                payment.id.uuid(),
                data.client_id.uuid(),
                data.order_id.map(Uuid::from),
                data.day.to_string(),
                data.currency.to_string(),
                data.amount_minor,
                data.note.as_deref(),
                payment.rate.to_string(),
                payment.base_amount_minor,
                payment.version,
                payment.created_by.uuid(),
                payment.created_at.as_microsecond(),
                payment.updated_at.as_microsecond(),
            ]
        }),
    )
}

/// Writes a payment; `payment.version` is the new one. `false`: it moved on, or is deleted.
pub fn update(tx: &mut Tx, payment: &Payment) -> Result<bool, Error> {
    let data = &payment.data;
    let changed = tx.execute(
        "UPDATE payment SET client_id = $3, order_id = $4, day = $5, currency = $6, \
             amount_minor = $7, note = $8, rate = $9, base_amount_minor = $10, version = $2, \
             updated_at = $11 \
         WHERE id = $1 AND version = $2 - 1 AND deleted_at IS NULL",
        &params![
            payment.id.uuid(),
            payment.version,
            data.client_id.uuid(),
            data.order_id.map(Uuid::from),
            data.day.to_string(),
            data.currency.to_string(),
            data.amount_minor,
            data.note.as_deref(),
            payment.rate.to_string(),
            payment.base_amount_minor,
            payment.updated_at.as_microsecond(),
        ],
    )?;
    Ok(changed == 1)
}

/// Deletes (`deleted_at`) or brings back (`None`) a payment of this version; counts it up.
pub fn set_deleted(
    tx: &mut Tx,
    id: PaymentId,
    version: i64,
    now: Timestamp,
    deleted_at: Option<Timestamp>,
) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE payment SET deleted_at = $4, updated_at = $3, version = version + 1 \
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

/// One payment of a client within the scope, not deleted.
pub fn find(tx: &mut Tx, scope: &Scope, id: PaymentId) -> Result<Option<Payment>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("p.id = $?", id.uuid());
    conditions.holds("p.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let sql = format!(
        "SELECT {COLUMNS} FROM payment p JOIN client c ON c.id = p.client_id{}",
        conditions.clause()
    );
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| read_payment(&row)).transpose()
}

/// One payment, deleted or not; whoever calls has asked for rights on the client.
pub fn find_kept(
    tx: &mut Tx,
    id: PaymentId,
) -> Result<Option<(Payment, Option<Timestamp>)>, Error> {
    let sql = format!("SELECT {COLUMNS}, p.deleted_at FROM payment p WHERE p.id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| Ok((read_payment(&row)?, read::moment_opt(&row, WIDTH)?)))
        .transpose()
}

/// The payments of one client, the oldest first; whoever calls has asked for rights on the client.
pub fn of_client(tx: &mut Tx, client: ClientId) -> Result<Vec<Payment>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM payment p WHERE p.client_id = $1 AND p.deleted_at IS NULL \
         ORDER BY p.day, p.id"
    );
    tx.query(&sql, &params![client.uuid()])?
        .iter()
        .map(read_payment)
        .collect()
}

/// A page of payments.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let mut conditions = Conditions::new();
    // CROSS JOIN keeps SQLite from walking all clients first; PostgreSQL decides for itself.
    conditions.holds("c.id = p.client_id AND p.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(query.scope, "c.manager_id");
    if let Some(client) = query.client {
        conditions.with("p.client_id = $?", client.uuid());
    }
    if let Some(order) = query.order {
        conditions.with("p.order_id = $?", order.uuid());
    }
    if let Some(day) = query.from {
        conditions.with("p.day >= $?", day.to_string());
    }
    if let Some(day) = query.to {
        conditions.with("p.day <= $?", day.to_string());
    }
    if let Some((day, id)) = query.after {
        let place = [Value::from(day.to_string()), Value::from(id.uuid())];
        conditions.compare_row("(p.day, p.id)", "<", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT {COLUMNS}, c.name, \
             (SELECT o.number FROM orders o WHERE o.id = p.order_id) \
         FROM payment p CROSS JOIN client c{clause} \
         ORDER BY p.day DESC, p.id DESC LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Item {
                payment: read_payment(row)?,
                client_name: row.get(WIDTH)?,
                order_number: row.get(WIDTH + 1)?,
            })
        })
        .collect()
}

/// What has been paid for an order in its own currency.
pub fn paid_for(tx: &mut Tx, order: OrderId, currency: Currency) -> Result<i64, Error> {
    tx.query_one(
        "SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) FROM payment \
         WHERE order_id = $1 AND currency = $2 AND deleted_at IS NULL",
        &params![order.uuid(), currency.code()],
    )?
    .get(0)
}

/// What a client has been billed and has paid, by currency (R37).
pub fn receivables(tx: &mut Tx, client: ClientId) -> Result<Vec<Receivable>, Error> {
    let rows = tx.query(
        include_str!("payment/receivables.sql"),
        &params![client.uuid()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Receivable {
                currency: rate::currency(row, 0)?,
                billed_minor: row.get(1)?,
                paid_minor: row.get(2)?,
            })
        })
        .collect()
}

fn read_payment(row: &Row) -> Result<Payment, Error> {
    Ok(Payment {
        id: read::id(row, 0)?,
        data: PaymentData {
            client_id: read::id(row, 1)?,
            order_id: read::id_opt(row, 2)?,
            day: read::day(row, 3)?,
            currency: rate::currency(row, 4)?,
            amount_minor: row.get(5)?,
            note: row.get(6)?,
        },
        rate: rate::rate(row, 7)?,
        base_amount_minor: row.get(8)?,
        version: row.get(9)?,
        created_by: read::id(row, 10)?,
        created_at: read::moment(row, 11)?,
        updated_at: read::moment(row, 12)?,
    })
}

/// Whether there is any payment at all, deleted ones too.
pub fn any(tx: &mut Tx) -> Result<bool, Error> {
    Ok(tx
        .query_opt("SELECT id FROM payment LIMIT 1", &[])?
        .is_some())
}
