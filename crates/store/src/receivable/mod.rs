//! What clients owe by order and age, on what terms they are supplied, and what was decided about
//! their debts.

mod terms;

use db::{Error, Row, Tx, params};
use domain::client::ClientKind;
use domain::id::{ClientId, OrderId, UserId};
use domain::policy::Scope;
use domain::receivable::{Age, Ages, Bill, Open, Paid, Third};
use jiff::civil::Date;

pub use terms::{Decision, decide, decision, set_terms, terms, undecide};

use crate::blacklist::LISTED;
use crate::conditions::Conditions;
use crate::{rate, read};

/// The orders of a client that have left, as they were billed.
pub fn bills(tx: &mut Tx, client: ClientId) -> Result<Vec<Bill>, Error> {
    let rows = tx.query(
        "SELECT id, day, currency, total_minor, base_total_minor FROM orders \
         WHERE client_id = $1 AND deleted_at IS NULL AND status IN ('shipped', 'done')",
        &params![client.uuid()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Bill {
                order_id: read::id(row, 0)?,
                day: read::day(row, 1)?,
                currency: rate::currency(row, 2)?,
                total_minor: row.get(3)?,
                base_total_minor: row.get(4)?,
            })
        })
        .collect()
}

/// What a client has paid.
pub fn paid(tx: &mut Tx, client: ClientId) -> Result<Vec<Paid>, Error> {
    let rows = tx.query(
        "SELECT order_id, currency, CAST(SUM(amount_minor) AS BIGINT) FROM payment \
         WHERE client_id = $1 AND deleted_at IS NULL GROUP BY order_id, currency",
        &params![client.uuid()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Paid {
                order_id: read::id_opt(row, 0)?,
                currency: rate::currency(row, 1)?,
                amount_minor: row.get(2)?,
            })
        })
        .collect()
}

/// Keeps what is open of a client's orders.
pub fn keep(tx: &mut Tx, client: ClientId, open: &[Open]) -> Result<(), Error> {
    // Every night all are counted anew, and hardly any differs.
    let kept: Vec<Open> = of_client(tx, client)?
        .iter()
        .map(|kept| kept.open)
        .collect();
    if kept == open {
        return Ok(());
    }
    tx.execute(
        "DELETE FROM receivable WHERE client_id = $1",
        &params![client.uuid()],
    )?;
    tx.execute_many(
        "INSERT INTO receivable (order_id, client_id, due_day, currency, open_minor, \
         base_open_minor) VALUES ($1, $2, $3, $4, $5, $6)",
        open.iter().map(|open| {
            params![
                open.order_id.uuid(),
                client.uuid(),
                open.due_day.to_string(),
                open.currency.code(),
                open.open_minor,
                open.base_open_minor,
            ]
            .to_vec()
        }),
    )?;
    Ok(())
}

/// Clients that have ordered or paid, or are written to owe, after one in the order of identifiers.
pub fn clients_after(
    tx: &mut Tx,
    after: Option<ClientId>,
    limit: i64,
) -> Result<Vec<ClientId>, Error> {
    let after = after.map_or(uuid::Uuid::nil(), |id| id.uuid());
    let rows = tx.query(
        "SELECT c.id FROM client c WHERE c.id > $1 AND (EXISTS (SELECT 1 FROM orders o \
         WHERE o.client_id = c.id) OR EXISTS (SELECT 1 FROM payment p WHERE p.client_id = c.id) \
         OR EXISTS (SELECT 1 FROM receivable r WHERE r.client_id = c.id)) \
         ORDER BY c.id LIMIT $2",
        &params![after, limit],
    )?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// What a client owes in the reporting currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Owed {
    /// In all.
    pub base_minor: i64,
    /// Of it late on the day asked for.
    pub late_minor: i64,
    /// The first due day of what is open.
    pub oldest_due: Option<Date>,
}

/// What a client owes on a day.
pub fn owed(tx: &mut Tx, client: ClientId, today: Date) -> Result<Owed, Error> {
    let row = tx.query_one(
        "SELECT CAST(COALESCE(SUM(base_open_minor), 0) AS BIGINT), \
         CAST(COALESCE(SUM(CASE WHEN due_day < $2 THEN base_open_minor ELSE 0 END), 0) AS BIGINT), \
         MIN(due_day) FROM receivable WHERE client_id = $1",
        &params![client.uuid(), today.to_string()],
    )?;
    Ok(Owed {
        base_minor: row.get(0)?,
        late_minor: row.get(1)?,
        oldest_due: read::day_opt(&row, 2)?,
    })
}

/// An order that is not paid, with its number and day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenOrder {
    /// What is open.
    pub open: Open,
    /// Number of the order.
    pub number: String,
    /// Its day.
    pub day: Date,
}

/// The open orders of a client that the caller has found within its scope, the oldest first.
pub fn of_client(tx: &mut Tx, client: ClientId) -> Result<Vec<OpenOrder>, Error> {
    let rows = tx.query(
        "SELECT r.order_id, r.due_day, r.currency, r.open_minor, r.base_open_minor, o.number, \
         o.day FROM receivable r JOIN orders o ON o.id = r.order_id \
         WHERE r.client_id = $1 ORDER BY r.due_day, r.order_id",
        &params![client.uuid()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(OpenOrder {
                open: Open {
                    order_id: read::id(row, 0)?,
                    due_day: read::day(row, 1)?,
                    currency: rate::currency(row, 2)?,
                    open_minor: row.get(3)?,
                    base_open_minor: row.get(4)?,
                },
                number: row.get(5)?,
                day: read::day(row, 6)?,
            })
        })
        .collect()
}

/// What is owed of one age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfAge {
    /// How old.
    pub age: Age,
    /// How much, in the reporting currency.
    pub base_minor: i64,
    /// By how many clients.
    pub clients: i64,
    /// For how many orders.
    pub orders: i64,
}

/// What is owed by age, within the scope.
pub fn by_age(tx: &mut Tx, scope: &Scope, ages: Ages, today: Date) -> Result<Vec<OfAge>, Error> {
    let mut found = Vec::with_capacity(Age::ALL.len());
    for age in Age::ALL {
        let mut conditions = Conditions::new();
        conditions.holds("c.deleted_at IS NULL");
        conditions.visible(scope, "c.manager_id");
        of_age(&mut conditions, ages, *age, today);
        let sql = format!(
            "SELECT CAST(COALESCE(SUM(r.base_open_minor), 0) AS BIGINT), \
             COUNT(DISTINCT r.client_id), COUNT(*) \
             FROM receivable r JOIN client c ON c.id = r.client_id{}",
            conditions.clause()
        );
        let row = tx.query_one(&sql, conditions.params())?;
        found.push(OfAge {
            age: *age,
            base_minor: row.get(0)?,
            clients: row.get(1)?,
            orders: row.get(2)?,
        });
    }
    Ok(found)
}

fn of_age(conditions: &mut Conditions, ages: Ages, age: Age, today: Date) {
    let (first, last) = ages.due_days(age, today);
    if let Some(first) = first {
        conditions.compare("r.due_day", ">=", first.to_string());
    }
    if let Some(last) = last {
        conditions.compare("r.due_day", "<=", last.to_string());
    }
}

/// Which debtors.
#[derive(Debug, Clone, Copy)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// The day on which ages are told.
    pub today: Date,
    /// The bounds of ages.
    pub ages: Ages,
    /// Only those that owe something of this age.
    pub age: Option<Age>,
    /// Only the clients of this employee.
    pub manager: Option<UserId>,
    /// Only those on the blacklist, or only those that are not.
    pub blacklisted: Option<bool>,
    /// Only those of which this was decided.
    pub third: Option<Third>,
    /// Only those whose oldest open order was due before …
    pub oldest_before: Option<Date>,
    /// … and on this day or later.
    pub oldest_from: Option<Date>,
    /// Only those that are late by at least so much.
    pub least_late: i64,
    /// Where the page before ended: what was owed, by whom.
    pub after: Option<(i64, ClientId)>,
    /// At most so many.
    pub limit: i64,
}

impl<'a> ListQuery<'a> {
    /// All debtors.
    pub fn all(scope: &'a Scope, today: Date, ages: Ages) -> Self {
        Self {
            scope,
            today,
            ages,
            age: None,
            manager: None,
            blacklisted: None,
            third: None,
            oldest_before: None,
            oldest_from: None,
            least_late: 0,
            after: None,
            limit: 1,
        }
    }
}

/// A client that owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debtor {
    /// Which.
    pub client: ClientId,
    /// Its name.
    pub name: String,
    /// Company or person.
    pub kind: ClientKind,
    /// Who manages it.
    pub manager: Option<(UserId, String)>,
    /// What it owes.
    pub owed: Owed,
    /// Whether it stands on the blacklist.
    pub blacklisted: bool,
    /// What was decided about its debt.
    pub decision: Option<Decision>,
    /// Day of its last order that counts.
    pub last_purchase_day: Option<Date>,
}

fn asked(query: &ListQuery<'_>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(query.scope, "c.manager_id");
    if let Some(manager) = query.manager {
        conditions.compare("c.manager_id", "=", manager.uuid());
    }
    match query.blacklisted {
        Some(true) => conditions.is_in("c.id", LISTED),
        Some(false) => conditions.is_not_in("c.id", LISTED),
        None => {}
    }
    if let Some(third) = query.third {
        conditions.with(
            "c.id IN (SELECT d.client_id FROM debt_decision d WHERE d.third = $?)",
            third.code(),
        );
    }
    if let Some(day) = query.oldest_before {
        conditions.with("w.oldest < $?", day.to_string());
    }
    if let Some(day) = query.oldest_from {
        conditions.with("w.oldest >= $?", day.to_string());
    }
    if query.least_late > 0 {
        conditions.compare("w.late", ">=", query.least_late);
    }
    conditions
}

/// The debts of every client that owes something of the age asked for.
fn debts(conditions: &mut Conditions, query: &ListQuery<'_>) -> String {
    let today = conditions.bind(query.today.to_string());
    let mut having = String::new();
    if let Some(age) = query.age {
        let (first, last) = query.ages.due_days(age, query.today);
        let mut pieces = Vec::new();
        if let Some(first) = first {
            pieces.push(format!(
                "r.due_day >= {}",
                conditions.bind(first.to_string())
            ));
        }
        if let Some(last) = last {
            pieces.push(format!(
                "r.due_day <= {}",
                conditions.bind(last.to_string())
            ));
        }
        let within = pieces.join(" AND ");
        having = format!(" HAVING SUM(CASE WHEN {within} THEN 1 ELSE 0 END) > 0");
    }
    format!(
        "(SELECT r.client_id, CAST(SUM(r.base_open_minor) AS BIGINT) AS owed, \
         CAST(SUM(CASE WHEN r.due_day < {today} THEN r.base_open_minor ELSE 0 END) AS BIGINT) \
         AS late, MIN(r.due_day) AS oldest FROM receivable r GROUP BY r.client_id{having}) w"
    )
}

/// A page of debtors, those that owe most first.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Debtor>, Error> {
    let mut conditions = asked(query);
    if let Some((owed, client)) = query.after {
        let (owed, client) = (conditions.bind(owed), conditions.bind(client.uuid()));
        conditions.made(format!(
            "(w.owed < {owed} OR (w.owed = {owed} AND c.id > {client}))"
        ));
    }
    let clause = conditions.clause();
    let debts = debts(&mut conditions, query);
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT c.id, c.name, c.kind, u.id, u.name, w.owed, w.late, w.oldest, \
         CASE WHEN c.id IN ({LISTED}) THEN 1 ELSE 0 END, d.third, d.note, d.decided_by, \
         d.decided_at, d.owed_minor, c.last_purchase_day \
         FROM {debts} JOIN client c ON c.id = w.client_id \
         LEFT JOIN app_user u ON u.id = c.manager_id \
         LEFT JOIN debt_decision d ON d.client_id = c.id{clause} \
         ORDER BY w.owed DESC, c.id LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_debtor)
        .collect()
}

fn read_debtor(row: &Row) -> Result<Debtor, Error> {
    let third: Option<Third> = read::code_opt(row, 9)?;
    let decision = match third {
        Some(third) => Some(Decision {
            third,
            note: row.get(10)?,
            decided_by: read::id(row, 11)?,
            decided_at: read::moment(row, 12)?,
            owed_minor: row.get(13)?,
        }),
        None => None,
    };
    Ok(Debtor {
        client: read::id(row, 0)?,
        name: row.get(1)?,
        kind: read::code(row, 2)?,
        manager: read::id_opt(row, 3)?.zip(row.get(4)?),
        owed: Owed {
            base_minor: row.get(5)?,
            late_minor: row.get(6)?,
            oldest_due: read::day_opt(row, 7)?,
        },
        blacklisted: row.get::<i64>(8)? == 1,
        decision,
        last_purchase_day: read::day_opt(row, 14)?,
    })
}

/// How many debtors there are, and what they owe in all and late, whatever the page.
pub fn totals(tx: &mut Tx, query: &ListQuery<'_>) -> Result<(i64, i64, i64), Error> {
    let mut conditions = asked(query);
    let clause = conditions.clause();
    let debts = debts(&mut conditions, query);
    let sql = format!(
        "SELECT COUNT(*), CAST(COALESCE(SUM(w.owed), 0) AS BIGINT), \
         CAST(COALESCE(SUM(w.late), 0) AS BIGINT) \
         FROM {debts} JOIN client c ON c.id = w.client_id{clause}"
    );
    let row = tx.query_one(&sql, conditions.params())?;
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

/// What was billed in a month and what of it is still open and late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// `2026-03`.
    pub month: String,
    /// Billed, in the reporting currency.
    pub billed_minor: i64,
    /// Open, in the reporting currency.
    pub open_minor: i64,
    /// Of it due before the day asked for.
    pub late_minor: i64,
}

impl Month {
    /// What a plan of `percent` counts with losing of what was billed (R290).
    pub fn planned_loss_minor(&self, percent: i64) -> i64 {
        let planned = i128::from(self.billed_minor) * i128::from(percent) / 100;
        i64::try_from(planned).unwrap_or(i64::MAX)
    }
}

/// The months since a day, the first one first: what the planned loss is held against (R290).
pub fn by_month(
    tx: &mut Tx,
    scope: &Scope,
    since: Date,
    late_before: Date,
) -> Result<Vec<Month>, Error> {
    let mut conditions = Conditions::new();
    conditions
        .holds("c.deleted_at IS NULL AND o.deleted_at IS NULL AND o.status IN ('shipped', 'done')");
    conditions.visible(scope, "c.manager_id");
    conditions.compare("o.day", ">=", since.to_string());
    let clause = conditions.clause();
    let late = conditions.bind(late_before.to_string());
    let sql = format!(
        "SELECT SUBSTR(o.day, 1, 7), CAST(SUM(o.base_total_minor) AS BIGINT), \
         CAST(COALESCE(SUM(r.base_open_minor), 0) AS BIGINT), \
         CAST(COALESCE(SUM(CASE WHEN r.due_day < {late} THEN r.base_open_minor ELSE 0 END), 0) \
         AS BIGINT) FROM orders o JOIN client c ON c.id = o.client_id \
         LEFT JOIN receivable r ON r.order_id = o.id{clause} \
         GROUP BY SUBSTR(o.day, 1, 7) ORDER BY SUBSTR(o.day, 1, 7)"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Month {
                month: row.get(0)?,
                billed_minor: row.get(1)?,
                open_minor: row.get(2)?,
                late_minor: row.get(3)?,
            })
        })
        .collect()
}

/// What was billed from one day to another, in the reporting currency.
pub fn billed(tx: &mut Tx, scope: &Scope, from: Date, to: Date) -> Result<i64, Error> {
    let mut conditions = Conditions::new();
    conditions
        .holds("c.deleted_at IS NULL AND o.deleted_at IS NULL AND o.status IN ('shipped', 'done')");
    conditions.visible(scope, "c.manager_id");
    conditions.compare("o.day", ">=", from.to_string());
    conditions.compare("o.day", "<=", to.to_string());
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(o.base_total_minor), 0) AS BIGINT) \
         FROM orders o JOIN client c ON c.id = o.client_id{}",
        conditions.clause()
    );
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// What is open of one order, in the reporting currency.
pub fn open_of_order(tx: &mut Tx, order: OrderId) -> Result<i64, Error> {
    let row = tx.query_opt(
        "SELECT base_open_minor FROM receivable WHERE order_id = $1",
        &params![order.uuid()],
    )?;
    row.map_or(Ok(0), |row| row.get(0))
}
