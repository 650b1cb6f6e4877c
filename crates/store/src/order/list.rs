//! Lists of orders, paged by key. A list of everybody's orders walks the index of its order; one
//! of a small portfolio, or of one client, walks the clients' own orders instead.

use db::{Error, Row, Tx, Value};
use domain::filter::{Test, Value as Wanted};
use domain::id::{ClientId, OrderId, UserId};
use domain::money::Currency;
use domain::order::OrderStatus;
use domain::order::filter::{OrderField, OrderSort, OrderTerm};
use domain::policy::Scope;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::search::prefix;
use crate::{rate, read};

/// An order as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Identity.
    pub id: OrderId,
    /// Number.
    pub number: String,
    /// Who buys, and their name.
    pub client: (ClientId, String),
    /// Business day.
    pub day: Date,
    /// How far it has come.
    pub status: OrderStatus,
    /// Who sells, and their name.
    pub manager: Option<(UserId, String)>,
    /// Currency of its sum.
    pub currency: Currency,
    /// Its sum.
    pub total_minor: i64,
    /// Its sum in the reporting currency.
    pub base_total_minor: i64,
    /// Its margin in the reporting currency.
    pub margin_minor: Option<i64>,
    /// Paid for it in its currency.
    pub paid_minor: i64,
    /// Counts changes.
    pub version: i64,
    /// Last change.
    pub updated_at: Timestamp,
}

/// A place in an ordered list: the sort value and the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The value of the sort key.
    pub value: Wanted,
    /// The order.
    pub id: OrderId,
}

impl Item {
    /// Where this order stands in a list sorted by `key`.
    pub fn cut(&self, key: OrderSort) -> Cut {
        let value = match key {
            OrderSort::Day => Wanted::Text(self.day.to_string()),
            OrderSort::Number => Wanted::Text(self.number.clone()),
            OrderSort::Total => Wanted::Int(self.base_total_minor),
        };
        Cut { value, id: self.id }
    }
}

/// What to list.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// Conditions, all of which hold.
    pub terms: &'a [OrderTerm],
    /// The beginning of the number.
    pub asked: Option<&'a str>,
    /// The order.
    pub sort: OrderSort,
    /// From the end.
    pub descending: bool,
    /// Begin after this place.
    pub after: Option<&'a Cut>,
    /// At most so many.
    pub limit: i64,
}

/// A portfolio of up to so many clients is walked client by client: its orders are then fewer
/// than the foreign ones a walk by day would have to pass over.
const SMALL_PORTFOLIO: i64 = 2_000;

/// A page of orders.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let by_client = by_client(tx, query)?;
    let mut conditions = conditions(query);
    let (column, pair) = match query.sort {
        OrderSort::Day => ("o.day", "(o.day, o.id)"),
        OrderSort::Number => ("o.number", "(o.number, o.id)"),
        OrderSort::Total => ("o.base_total_minor", "(o.base_total_minor, o.id)"),
    };
    let (operator, direction) = if query.descending {
        ("<", " DESC")
    } else {
        (">", "")
    };
    if let Some(cut) = query.after {
        conditions.compare_row(
            pair,
            operator,
            [bound(&cut.value), Value::from(cut.id.uuid())],
        );
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT o.id, o.number, o.client_id, c.name, o.day, o.status, o.manager_id, u.name, \
             o.currency, o.total_minor, o.base_total_minor, o.margin_minor, \
             (SELECT CAST(COALESCE(SUM(p.amount_minor), 0) AS BIGINT) FROM payment p \
              WHERE p.order_id = o.id AND p.currency = o.currency AND p.deleted_at IS NULL), \
             o.version, o.updated_at \
         FROM {} LEFT JOIN app_user u ON u.id = o.manager_id{clause} \
         ORDER BY {column}{direction}, o.id{direction} LIMIT {limit}",
        from(by_client)
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_item)
        .collect()
}

/// How many orders a list has in all.
pub fn count(tx: &mut Tx, query: &ListQuery<'_>) -> Result<i64, Error> {
    let by_client = by_client(tx, query)?;
    let conditions = conditions(query);
    let sql = format!(
        "SELECT COUNT(*) FROM {}{}",
        from(by_client),
        conditions.clause()
    );
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// CROSS JOIN fixes the order in which SQLite walks the tables; PostgreSQL decides for itself.
const fn from(by_client: bool) -> &'static str {
    if by_client {
        "client c CROSS JOIN orders o"
    } else {
        "orders o CROSS JOIN client c"
    }
}

fn by_client(tx: &mut Tx, query: &ListQuery<'_>) -> Result<bool, Error> {
    let names_client =
        |term: &OrderTerm| term.field == OrderField::Client && matches!(term.test, Test::AnyOf(_));
    if query.asked.is_some() || query.terms.iter().any(names_client) {
        return Ok(false);
    }
    let Some(managers) = query.scope.managers() else {
        return Ok(false);
    };
    let mut conditions = Conditions::new();
    conditions.holds("deleted_at IS NULL");
    conditions.any_of("manager_id", managers.iter().map(|id| id.uuid()));
    let limit = conditions.bind(SMALL_PORTFOLIO + 1);
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT id FROM client{} LIMIT {limit}) AS portfolio",
        conditions.clause()
    );
    let clients: i64 = tx.query_one(&sql, conditions.params())?.get(0)?;
    Ok(clients <= SMALL_PORTFOLIO)
}

fn conditions(query: &ListQuery<'_>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("c.id = o.client_id AND o.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(query.scope, "c.manager_id");
    for term in query.terms {
        let column = column(term.field);
        match &term.test {
            Test::AnyOf(values) => conditions.any_of(column, values.iter().map(bound)),
            Test::NoneOf(values) => conditions.none_of(column, values.iter().map(bound)),
            Test::AtLeast(value) => conditions.compare(column, ">=", bound(value)),
            Test::AtMost(value) => conditions.compare(column, "<=", bound(value)),
            Test::Empty => conditions.is_null(column),
            Test::Present => conditions.is_not_null(column),
        }
    }
    if let Some(asked) = query.asked {
        let (from, to) = prefix(asked);
        conditions.compare("o.number", ">=", from);
        conditions.compare("o.number", "<", to);
    }
    conditions
}

fn column(field: OrderField) -> &'static str {
    match field {
        OrderField::Client => "o.client_id",
        OrderField::Status => "o.status",
        OrderField::Manager => "o.manager_id",
        OrderField::Day => "o.day",
        OrderField::Currency => "o.currency",
        OrderField::Total => "o.base_total_minor",
        OrderField::Margin => "o.margin_minor",
    }
}

fn bound(value: &Wanted) -> Value<'static> {
    match value {
        Wanted::Text(text) => Value::from(text.clone()),
        Wanted::Id(id) => Value::from(*id),
        Wanted::Int(number) => Value::from(*number),
        Wanted::Flag(flag) => Value::from(*flag),
    }
}

fn read_item(row: &Row) -> Result<Item, Error> {
    Ok(Item {
        id: read::id(row, 0)?,
        number: row.get(1)?,
        client: (read::id(row, 2)?, row.get(3)?),
        day: read::day(row, 4)?,
        status: read::code(row, 5)?,
        manager: read::id_opt(row, 6)?.zip(row.get(7)?),
        currency: rate::currency(row, 8)?,
        total_minor: row.get(9)?,
        base_total_minor: row.get(10)?,
        margin_minor: row.get(11)?,
        paid_minor: row.get(12)?,
        version: row.get(13)?,
        updated_at: read::moment(row, 14)?,
    })
}
