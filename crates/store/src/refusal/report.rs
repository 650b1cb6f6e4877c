//! What refusals tell together: the list with its filter, counts by what they have in common, and
//! the work that stands beside them.

use std::collections::HashMap;

use db::{Error, Row, Tx, Value};
use domain::id::{
    ClientId, CompetitorId, ProductGroupId, ProductId, RefusalId, RefusalReasonId, UserId,
};
use domain::policy::Scope;
use domain::refusal::{Refusal, RefusalData};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::part;
use crate::read;

/// Which refusals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Not before.
    pub from: Option<Date>,
    /// Not after.
    pub to: Option<Date>,
    /// For this reason: the real one, where it was asked for.
    pub reason: Option<RefusalReasonId>,
    /// Whose client it was.
    pub manager: Option<UserId>,
    /// In favour of this competitor.
    pub competitor: Option<CompetitorId>,
    /// About this product.
    pub product: Option<ProductId>,
    /// About this group, or a product of it.
    pub product_group: Option<ProductGroupId>,
    /// On this step; an empty text: on none.
    pub step: Option<String>,
    /// Of this client.
    pub client: Option<ClientId>,
    /// Said was a trap, and nobody asked what is behind it.
    pub untested: bool,
    /// What was said to be missing we do have.
    pub had: bool,
}

const REASON: &str = "COALESCE(r.real_reason_id, r.reason_id)";
const GROUP: &str = "COALESCE(r.product_group_id, p.group_id)";
const UNTESTED: &str = "(s.trap = 'supplier' AND r.real_reason_id IS NULL)";
const FROM: &str = "FROM refusal r JOIN client c ON c.id = r.client_id \
     JOIN refusal_reason s ON s.id = r.reason_id LEFT JOIN product p ON p.id = r.product_id";

fn conditions(scope: &Scope, filter: &Filter) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("r.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    if scope.looks_fresh() {
        conditions.holds(
            "NOT EXISTS (SELECT 1 FROM fresh_look f WHERE f.client_id = r.client_id \
             AND r.created_at <= f.since)",
        );
    }
    if let Some(from) = filter.from {
        conditions.compare("r.day", ">=", from.to_string());
    }
    if let Some(to) = filter.to {
        conditions.compare("r.day", "<=", to.to_string());
    }
    let ids: [(&'static str, Option<Uuid>); 6] = [
        (REASON, filter.reason.map(Into::into)),
        ("r.manager_id", filter.manager.map(Into::into)),
        ("r.competitor_id", filter.competitor.map(Into::into)),
        ("r.product_id", filter.product.map(Into::into)),
        (GROUP, filter.product_group.map(Into::into)),
        ("r.client_id", filter.client.map(Into::into)),
    ];
    for (column, id) in ids {
        if let Some(id) = id {
            conditions.compare(column, "=", id);
        }
    }
    match filter.step.as_deref() {
        Some("") => conditions.is_null("r.step"),
        Some(step) => conditions.compare("r.step", "=", step.to_owned()),
        None => {}
    }
    if filter.untested {
        conditions.holds(UNTESTED);
    }
    if filter.had {
        conditions.is_not_null("r.had_product_id");
    }
    conditions
}

/// A refusal with the name of its client.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The refusal.
    pub refusal: Refusal,
    /// The client.
    pub client: String,
}

/// A page of refusals, the latest first.
pub fn list(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    after: Option<(Date, RefusalId)>,
    limit: i64,
) -> Result<Vec<Item>, Error> {
    let mut conditions = conditions(scope, filter);
    if let Some((day, id)) = after {
        let place = [Value::from(day.to_string()), Value::from(id.uuid())];
        conditions.compare_row("(r.day, r.id)", "<", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let columns = part::qualified::<RefusalData>().replace("p.", "r.");
    let sql = format!(
        "SELECT {columns}, c.name {FROM}{clause} ORDER BY r.day DESC, r.id DESC LIMIT {limit}"
    );
    let at = part::whole_width::<RefusalData>();
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Item {
                refusal: part::read_part(row)?,
                client: row.get(at)?,
            })
        })
        .collect()
}

/// How many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Refusals.
    pub refusals: i64,
    /// Of so many clients.
    pub clients: i64,
    /// Of these: said was a trap, and nobody asked what is behind it.
    pub untested: i64,
    /// What was said to be missing we do have.
    pub had: i64,
}

fn tally(row: &Row, at: usize) -> Result<Tally, Error> {
    Ok(Tally {
        refusals: row.get(at)?,
        clients: row.get(at + 1)?,
        untested: row.get(at + 2)?,
        had: row.get(at + 3)?,
    })
}

/// How many in all.
pub fn total(tx: &mut Tx, scope: &Scope, filter: &Filter) -> Result<Tally, Error> {
    let conditions = conditions(scope, filter);
    let clause = conditions.clause();
    let sql = format!("SELECT {TALLY} {FROM}{clause}");
    tally(&tx.query_one(&sql, conditions.params())?, 0)
}

/// What refusals are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The reason: the real one, where it was asked for.
    Reason,
    /// Whose client it was.
    Manager,
    /// The competitor.
    Competitor,
    /// The product.
    Product,
    /// The product group.
    ProductGroup,
}

impl By {
    /// The column, and the table of names with its column.
    fn columns(self) -> (&'static str, &'static str) {
        match self {
            Self::Reason => (REASON, "COALESCE(n.name, n.code) FROM refusal_reason n"),
            Self::Manager => ("r.manager_id", "n.name FROM app_user n"),
            Self::Competitor => ("r.competitor_id", "n.name FROM competitor n"),
            Self::Product => ("r.product_id", "n.name FROM product n"),
            Self::ProductGroup => (GROUP, "n.name FROM product_group n"),
        }
    }
}

/// How many have one thing in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The thing; none: nothing was said of it.
    pub id: Option<Uuid>,
    /// Its name; the code of a reason that every base has.
    pub name: Option<String>,
    /// How many.
    pub tally: Tally,
}

/// Counts by what they have in common, the most first.
pub fn counts(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    by: By,
    limit: i64,
) -> Result<Vec<Counted>, Error> {
    let mut conditions = conditions(scope, filter);
    let (column, names) = by.columns();
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT g.id, (SELECT {names} WHERE n.id = g.id), g.refusals, g.clients, g.untested, g.had \
         FROM (SELECT {column} AS id, {TALLY} {FROM}{clause} GROUP BY {column}) g \
         ORDER BY g.refusals DESC, g.id LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Counted {
                id: row.get(0)?,
                name: row.get(1)?,
                tally: tally(row, 2)?,
            })
        })
        .collect()
}

const TALLY: &str = "COUNT(*) AS refusals, COUNT(DISTINCT r.client_id) AS clients, \
     COALESCE(SUM(CASE WHEN s.trap = 'supplier' AND r.real_reason_id IS NULL THEN 1 ELSE 0 END), 0) \
     AS untested, COUNT(r.had_product_id) AS had";

/// Counts by step of the funnel, the most first; none: on no step.
pub fn by_step(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
) -> Result<Vec<(Option<String>, Tally)>, Error> {
    let conditions = conditions(scope, filter);
    let clause = conditions.clause();
    let sql = format!(
        "SELECT r.step, {TALLY} {FROM}{clause} GROUP BY r.step ORDER BY COUNT(*) DESC, r.step"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| Ok((row.get(0)?, tally(row, 1)?)))
        .collect()
}

/// Counts by day and reason, the earliest first.
pub fn by_day(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
) -> Result<Vec<(Date, RefusalReasonId, i64)>, Error> {
    let conditions = conditions(scope, filter);
    let clause = conditions.clause();
    let sql = format!(
        "SELECT r.day, {REASON}, COUNT(*) {FROM}{clause} GROUP BY r.day, {REASON} \
         ORDER BY r.day, 2"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| Ok((read::day(row, 0)?, read::id(row, 1)?, row.get(2)?)))
        .collect()
}

/// How many contacts each employee made with clients the reader sees: refusals are told beside the
/// work they come from (R162).
pub fn contacts(
    tx: &mut Tx,
    scope: &Scope,
    from: Timestamp,
    to: Timestamp,
) -> Result<HashMap<UserId, i64>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("i.happened_at >= $?", from.as_microsecond());
    conditions.with("i.happened_at < $?", to.as_microsecond());
    conditions.holds("i.deleted_at IS NULL AND i.effect = 'effective' AND i.direction = 'out'");
    conditions.unveiled(scope, "i.veiled");
    let join = if scope.managers().is_some() {
        conditions.visible(scope, "c.manager_id");
        " JOIN client c ON c.id = i.client_id"
    } else {
        ""
    };
    let clause = conditions.clause();
    let sql = format!(
        "SELECT i.created_by, COUNT(*) FROM interaction i{join}{clause} GROUP BY i.created_by"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| Ok((read::id(row, 0)?, row.get(1)?)))
        .collect()
}
