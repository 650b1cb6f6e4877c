//! Complaints, and the register that shows them beside cancelled orders and returned goods (R169).

use db::{Error, Row, Tx, Value};
use domain::complaint::{ComplaintData, ComplaintState, Trouble};
use domain::id::{ClientId, OrderId, UserId};
use domain::policy::Scope;
use jiff::civil::Date;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::part::Stored;
use crate::read;

fn uuid<T: Into<Uuid>>(id: Option<T>) -> Value<'static> {
    Value::from(id.map(Into::<Uuid>::into))
}

impl Stored for ComplaintData {
    const TABLE: &'static str = "complaint";
    const COLUMNS: &'static str =
        "topic, text, day, person_id, order_id, owner_id, state, result, closed_day, closed_by";
    const ORDER: &'static str = "day DESC, created_at DESC, id";

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            Value::from(self.topic.code()),
            Value::from(self.text.clone()),
            Value::from(self.day.to_string()),
            uuid(self.person_id),
            uuid(self.order_id),
            uuid(self.owner_id),
            Value::from(self.state.code()),
            Value::from(self.result.clone()),
            Value::from(self.closed_day.map(|day| day.to_string())),
            uuid(self.closed_by),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            topic: read::code(row, at)?,
            text: row.get(at + 1)?,
            day: read::day(row, at + 2)?,
            person_id: read::id_opt(row, at + 3)?,
            order_id: read::id_opt(row, at + 4)?,
            owner_id: read::id_opt(row, at + 5)?,
            state: read::code(row, at + 6)?,
            result: row.get(at + 7)?,
            closed_day: read::day_opt(row, at + 8)?,
            closed_by: read::id_opt(row, at + 9)?,
        })
    }
}

/// Which lines of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<Trouble>,
    /// Not before.
    pub from: Option<Date>,
    /// Not after.
    pub to: Option<Date>,
    /// Of this client.
    pub client: Option<ClientId>,
    /// Of clients of this employee.
    pub manager: Option<UserId>,
    /// Complaints in this state; cancellations and returns have none.
    pub state: Option<ComplaintState>,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: Trouble,
    /// The complaint or the order.
    pub id: Uuid,
    /// When.
    pub day: Date,
    /// The client.
    pub client: (ClientId, String),
    /// Whose client it is.
    pub manager: Option<String>,
    /// The order.
    pub order: Option<(OrderId, String)>,
    /// What it came to, in the reporting currency: the whole order, or the goods that came back.
    pub base_amount_minor: Option<i64>,
    /// Code of what a complaint is about.
    pub topic: Option<String>,
    /// What the client said, or the note of the order.
    pub text: Option<String>,
    /// How far a complaint is.
    pub state: Option<ComplaintState>,
    /// What came of it.
    pub result: Option<String>,
    /// When it was closed, and by whom.
    pub closed: Option<(Date, Option<String>)>,
    /// The version of a complaint.
    pub version: Option<i64>,
}

const COMPLAINTS: &str = "SELECT 'complaint' AS kind, k.id AS id, k.day AS day, k.client_id AS client_id, \
     k.order_id AS order_id, CAST(NULL AS BIGINT) AS amount, k.topic AS topic, k.text AS text, k.state AS state, \
     k.result AS result, k.closed_day AS closed_day, k.closed_by AS closed_by, k.version AS version \
     FROM complaint k WHERE k.deleted_at IS NULL";
const CANCELLATIONS: &str = "SELECT 'cancellation' AS kind, o.id AS id, o.day AS day, \
     o.client_id AS client_id, o.id AS order_id, o.base_total_minor AS amount, NULL AS topic, \
     o.note AS text, NULL AS state, NULL AS result, NULL AS closed_day, CAST(NULL AS UUID) AS closed_by, \
     CAST(NULL AS BIGINT) AS version FROM orders o WHERE o.deleted_at IS NULL AND o.status = 'cancelled'";
const RETURNS: &str = "SELECT 'return' AS kind, o.id AS id, o.day AS day, o.client_id AS client_id, \
     o.id AS order_id, -l.amount AS amount, NULL AS topic, o.note AS text, NULL AS state, \
     NULL AS result, NULL AS closed_day, CAST(NULL AS UUID) AS closed_by, CAST(NULL AS BIGINT) AS version \
     FROM (SELECT order_id, SUM(base_amount_minor) AS amount FROM order_line \
     WHERE quantity_milli < 0 GROUP BY order_id) l JOIN orders o ON o.id = l.order_id \
     WHERE o.deleted_at IS NULL AND o.status <> 'cancelled'";

fn source(kind: Trouble) -> &'static str {
    match kind {
        Trouble::Cancellation => CANCELLATIONS,
        Trouble::Return => RETURNS,
        Trouble::Complaint => COMPLAINTS,
    }
}

fn conditions(scope: &Scope, filter: &Filter) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    if let Some(from) = filter.from {
        conditions.compare("u.day", ">=", from.to_string());
    }
    if let Some(to) = filter.to {
        conditions.compare("u.day", "<=", to.to_string());
    }
    if let Some(client) = filter.client {
        conditions.compare("u.client_id", "=", client.uuid());
    }
    if let Some(manager) = filter.manager {
        conditions.compare("c.manager_id", "=", manager.uuid());
    }
    if let Some(state) = filter.state {
        conditions.compare("u.state", "=", state.code());
    }
    conditions
}

/// Where a kind of lines goes on after a page that joined the kinds of each day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Its lines of this day were all shown.
    Day(Date),
    /// This line was the last.
    Line(Date, Uuid),
    /// None of this day was shown.
    Before(Date),
}

/// A page of one kind of lines, the latest first. The caller joins the kinds.
pub fn page(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    kind: Trouble,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    let mut conditions = conditions(scope, filter);
    match after {
        Some(After::Day(day)) => conditions.compare("u.day", "<", day.to_string()),
        Some(After::Before(day)) => conditions.compare("u.day", "<=", day.to_string()),
        Some(After::Line(day, id)) => {
            let place = [Value::from(day.to_string()), Value::from(id)];
            conditions.compare_row("(u.day, u.id)", "<", place);
        }
        None => {}
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let source = source(kind);
    let sql = format!(
        "SELECT u.id, u.day, u.client_id, c.name, m.name, u.order_id, o.number, u.amount, u.topic, \
         u.text, u.state, u.result, u.closed_day, b.name, u.version FROM ({source}) u \
         JOIN client c ON c.id = u.client_id LEFT JOIN app_user m ON m.id = c.manager_id \
         LEFT JOIN orders o ON o.id = u.order_id LEFT JOIN app_user b ON b.id = u.closed_by{clause} \
         ORDER BY u.day DESC, u.id DESC LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| line(row, kind))
        .collect()
}

fn line(row: &Row, kind: Trouble) -> Result<Line, Error> {
    let order: Option<OrderId> = read::id_opt(row, 5)?;
    let number: Option<String> = row.get(6)?;
    let closed = read::day_opt(row, 12)?;
    let closer: Option<String> = row.get(13)?;
    Ok(Line {
        kind,
        id: row.get(0)?,
        day: read::day(row, 1)?,
        client: (read::id(row, 2)?, row.get(3)?),
        manager: row.get(4)?,
        order: order.zip(number),
        base_amount_minor: row.get(7)?,
        topic: row.get(8)?,
        text: row.get(9)?,
        state: read::code_opt(row, 10)?,
        result: row.get(11)?,
        closed: closed.map(|day| (day, closer)),
        version: row.get(14)?,
    })
}

/// How many lines of one kind, and what they came to in the reporting currency.
pub fn total(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    kind: Trouble,
) -> Result<(i64, i64), Error> {
    let conditions = conditions(scope, filter);
    let clause = conditions.clause();
    let source = source(kind);
    let sql = format!(
        "SELECT COUNT(*), COALESCE(SUM(u.amount), 0) FROM ({source}) u \
         JOIN client c ON c.id = u.client_id{clause}"
    );
    let row = tx.query_one(&sql, conditions.params())?;
    Ok((row.get(0)?, row.get(1)?))
}
