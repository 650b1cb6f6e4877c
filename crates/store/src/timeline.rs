//! Facts, orders and payments of a client as points of its history. Interactions are read by
//! `interaction::history`.

use db::{Error, Row, Tx, Value, params};
use domain::fact::FactType;
use domain::id::{ClientId, PersonId, UserId};
use domain::order::OrderStatus;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

/// A point of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The thing.
    pub id: Uuid,
    /// When; a day stands for its beginning, UTC.
    pub at: Timestamp,
    /// By whom.
    pub by: UserId,
    /// Its version.
    pub version: i64,
    /// What it is.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A fact was written down.
    Fact {
        /// Its type.
        fact_type: FactType,
        /// The fact.
        value: String,
        /// About whom.
        person_id: Option<PersonId>,
    },
    /// An order was made.
    Order {
        /// Its number.
        number: String,
        /// Where it stands.
        status: OrderStatus,
        /// Its total, minor units of its currency.
        total_minor: i64,
        /// Its currency.
        currency: String,
    },
    /// A payment came.
    Payment {
        /// Minor units of its currency.
        amount_minor: i64,
        /// Its currency.
        currency: String,
    },
}

/// A place in the history: points before this moment, and at it before this identifier.
pub type Before = Option<(Timestamp, Uuid)>;

/// Facts of a client by when they were written down, the latest first.
pub fn facts(
    tx: &mut Tx,
    client: ClientId,
    before: Before,
    limit: i64,
) -> Result<Vec<Point>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("client_id = $?", client.uuid());
    conditions.holds("deleted_at IS NULL");
    if let Some((at, id)) = before {
        conditions.compare_row("(created_at, id)", "<", params![at.as_microsecond(), id]);
    }
    let sql = "SELECT id, created_at, created_by, version, fact_type, value, person_id FROM fact";
    points(
        tx,
        sql,
        conditions,
        "created_at DESC, id DESC",
        limit,
        |row| {
            Ok(Point {
                id: row.get(0)?,
                at: read::moment(row, 1)?,
                by: read::id(row, 2)?,
                version: row.get(3)?,
                what: What::Fact {
                    fact_type: read::code(row, 4)?,
                    value: row.get(5)?,
                    person_id: read::id_opt(row, 6)?,
                },
            })
        },
    )
}

/// Orders of a client by day, the latest first.
pub fn orders(
    tx: &mut Tx,
    client: ClientId,
    before: Before,
    limit: i64,
) -> Result<Vec<Point>, Error> {
    let sql = "SELECT id, day, created_by, version, number, status, total_minor, currency \
               FROM orders";
    points(
        tx,
        sql,
        by_day(client, before),
        "day DESC, id DESC",
        limit,
        |row| {
            Ok(Point {
                id: row.get(0)?,
                at: start_of(read::day(row, 1)?),
                by: read::id(row, 2)?,
                version: row.get(3)?,
                what: What::Order {
                    number: row.get(4)?,
                    status: read::code(row, 5)?,
                    total_minor: row.get(6)?,
                    currency: row.get(7)?,
                },
            })
        },
    )
}

/// Payments of a client by day, the latest first.
pub fn payments(
    tx: &mut Tx,
    client: ClientId,
    before: Before,
    limit: i64,
) -> Result<Vec<Point>, Error> {
    let sql = "SELECT id, day, created_by, version, amount_minor, currency FROM payment";
    points(
        tx,
        sql,
        by_day(client, before),
        "day DESC, id DESC",
        limit,
        |row| {
            Ok(Point {
                id: row.get(0)?,
                at: start_of(read::day(row, 1)?),
                by: read::id(row, 2)?,
                version: row.get(3)?,
                what: What::Payment {
                    amount_minor: row.get(4)?,
                    currency: row.get(5)?,
                },
            })
        },
    )
}

/// A day stands for its beginning: at a later moment of the same day all of it is before.
fn by_day(client: ClientId, before: Before) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.with("client_id = $?", client.uuid());
    conditions.holds("deleted_at IS NULL");
    if let Some((at, id)) = before {
        let day = at.to_zoned(TimeZone::UTC).date();
        let text = Value::from(day.to_string());
        if start_of(day) == at {
            conditions.compare_row("(day, id)", "<", [text, Value::from(id)]);
        } else {
            conditions.compare("day", "<=", text);
        }
    }
    conditions
}

fn start_of(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::UTC)
        .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

fn points(
    tx: &mut Tx,
    select: &'static str,
    mut conditions: Conditions,
    order: &'static str,
    limit: i64,
    read: impl Fn(&Row) -> Result<Point, Error>,
) -> Result<Vec<Point>, Error> {
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!("{select}{clause} ORDER BY {order} LIMIT {limit}");
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read)
        .collect()
}
