//! Figures of clients frozen at the end of each month. There is no statement here that changes
//! one: only rows of a month that was never closed are thrown away.

use db::{Error, Tx, Value, params};
use domain::class::ClassKind;
use domain::client::Temperature;
use domain::id::{ClientId, SegmentId, UserId};
use domain::policy::Scope;
use jiff::Timestamp;

use crate::conditions::Conditions;
use crate::read;

/// What the figures of a month were made by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// The month, as `2026-03`.
    pub month: String,
    /// Version of the definitions.
    pub definition: i64,
    /// Thresholds in force, as JSON.
    pub rules: String,
    /// Currency of the sums.
    pub currency: String,
    /// When they were kept.
    pub taken_at: Timestamp,
    /// Kept later than on the first day after the month.
    pub afterwards: bool,
}

/// A client at the end of a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Frozen {
    /// The client.
    pub client: ClientId,
    /// Who managed it.
    pub manager: Option<UserId>,
    /// Its segment.
    pub segment: Option<SegmentId>,
    /// Its region.
    pub region: Option<String>,
    /// Purchases in the twelve months.
    pub orders: i64,
    /// Net revenue in them.
    pub revenue_minor: i64,
    /// Net margin, as far as costs were known.
    pub margin_minor: Option<i64>,
    /// Coefficient of variation.
    pub cv: Option<f64>,
    /// Class by volume.
    pub abc: Option<String>,
    /// Class by regularity.
    pub xyz: Option<String>,
    /// Three scores.
    pub scores: Option<[i64; 3]>,
    /// Group of them.
    pub rfm: Option<String>,
    /// Step of the ladder.
    pub step: String,
    /// Marker.
    pub marker: String,
    /// active, sleeping, lost, none.
    pub state: String,
    /// Hot, warm, cold.
    pub temperature: Option<Temperature>,
}

const fn column(kind: ClassKind) -> &'static str {
    match kind {
        ClassKind::Abc => "f.abc",
        ClassKind::Xyz => "f.xyz",
        ClassKind::Rfm => "f.rfm",
        ClassKind::Step => "f.step",
        ClassKind::Marker => "f.marker",
        ClassKind::State => "f.state",
        ClassKind::Temperature => "f.temperature",
    }
}

/// Clients as they stood then; empty lets everybody through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Then {
    /// Of this employee; `Some(None)`: of nobody.
    pub manager: Option<Option<UserId>>,
    /// Of this segment.
    pub segment: Option<SegmentId>,
    /// Of this region.
    pub region: Option<String>,
}

/// A class in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    /// The month.
    pub month: String,
    /// The class.
    pub class: String,
    /// Clients.
    pub clients: i64,
    /// Their revenue.
    pub revenue_minor: i64,
    /// Their margin.
    pub margin_minor: i64,
}

/// The months kept, the oldest first.
pub fn months(tx: &mut Tx) -> Result<Vec<Month>, Error> {
    let sql = "SELECT month, definition, rules, currency, taken_at, afterwards \
        FROM month_snapshot ORDER BY month";
    tx.query(sql, &[])?
        .iter()
        .map(|row| {
            Ok(Month {
                month: row.get(0)?,
                definition: row.get(1)?,
                rules: row.get(2)?,
                currency: row.get(3)?,
                taken_at: read::moment(row, 4)?,
                afterwards: row.get(5)?,
            })
        })
        .collect()
}

/// Throws away the rows of a month that was begun and not closed.
pub fn discard(tx: &mut Tx, month: &str) -> Result<(), Error> {
    let sql = "DELETE FROM client_figures_month WHERE month = $1 \
        AND NOT EXISTS (SELECT 1 FROM month_snapshot s WHERE s.month = $1)";
    tx.execute(sql, &params![month])?;
    Ok(())
}

/// Adds clients to a month that is not closed yet.
pub fn write(tx: &mut Tx, month: &str, clients: &[Frozen]) -> Result<(), Error> {
    let rows = clients.iter().map(|of| {
        let mut values = vec![Value::from(month.to_owned()), Value::from(of.client.uuid())];
        values.push(Value::from(of.manager.map(|id| id.uuid())));
        values.push(Value::from(of.segment.map(|id| id.uuid())));
        values.extend([Value::from(of.region.clone()), Value::from(of.orders)]);
        values.extend([Value::from(of.revenue_minor), Value::from(of.margin_minor)]);
        values.push(Value::from(of.cv));
        values.extend([Value::from(of.abc.clone()), Value::from(of.xyz.clone())]);
        values.extend((0..3).map(|place| Value::from(of.scores.map(|scores| scores[place]))));
        values.extend([Value::from(of.rfm.clone()), Value::from(of.step.clone())]);
        values.extend([
            Value::from(of.marker.clone()),
            Value::from(of.state.clone()),
            Value::from(of.temperature.map(|of| of.code())),
        ]);
        values
    });
    tx.execute_many(include_str!("write_month.sql"), rows)?;
    Ok(())
}

/// Closes a month: from now on it counts and stays as it is.
pub fn close(tx: &mut Tx, month: &Month) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO month_snapshot (month, definition, rules, currency, taken_at, afterwards) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &params![
            month.month.as_str(),
            month.definition,
            month.rules.as_str(),
            month.currency.as_str(),
            month.taken_at.as_microsecond(),
            month.afterwards
        ],
    )?;
    Ok(())
}

/// Closed months with the clients of a scope: who sees everybody counts the deleted too, so that
/// the sums stay; others count the clients they may see now.
fn closed(scope: &Scope, then: &Then) -> (&'static str, Conditions) {
    const ALL: &str = "client_figures_month f JOIN month_snapshot s ON s.month = f.month";
    const SEEN: &str = "client_figures_month f JOIN month_snapshot s ON s.month = f.month \
        JOIN client c ON c.id = f.client_id";
    let mut conditions = Conditions::new();
    match &then.manager {
        None => {}
        Some(None) => conditions.is_null("f.manager_id"),
        Some(Some(id)) => conditions.with("f.manager_id = $?", id.uuid()),
    }
    if let Some(id) = then.segment {
        conditions.with("f.segment_id = $?", id.uuid());
    }
    if let Some(region) = &then.region {
        conditions.with("f.region = $?", region.clone());
    }
    if scope.managers().is_none() {
        return (ALL, conditions);
    }
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    (SEEN, conditions)
}

/// Clients and money by month and class.
pub fn series(
    tx: &mut Tx,
    scope: &Scope,
    kind: ClassKind,
    then: &Then,
) -> Result<Vec<Sums>, Error> {
    let (from, mut conditions) = closed(scope, then);
    let column = column(kind);
    conditions.is_not_null(column);
    let clause = conditions.clause();
    let sql = format!(
        "SELECT f.month, {column}, COUNT(*), CAST(SUM(f.revenue_minor) AS BIGINT), \
         CAST(SUM(COALESCE(f.margin_minor, 0)) AS BIGINT) FROM {from}{clause} \
         GROUP BY f.month, {column} ORDER BY f.month, {column}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Sums {
                month: row.get(0)?,
                class: row.get(1)?,
                clients: row.get(2)?,
                revenue_minor: row.get(3)?,
                margin_minor: row.get(4)?,
            })
        })
        .collect()
}

/// The clients of a class in a closed month.
pub fn clients(
    tx: &mut Tx,
    scope: &Scope,
    month: &str,
    kind: ClassKind,
    class: &str,
    then: &Then,
) -> Result<Vec<ClientId>, Error> {
    let (from, mut conditions) = closed(scope, then);
    let column = column(kind);
    conditions.with("f.month = $?", month.to_owned());
    conditions.compare(column, "=", class.to_owned());
    let clause = conditions.clause();
    let sql = format!("SELECT f.client_id FROM {from}{clause} ORDER BY f.client_id");
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| read::id(row, 0))
        .collect()
}
