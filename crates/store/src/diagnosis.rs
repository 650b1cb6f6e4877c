//! What the causes of a base that does not grow are held against.

use db::{Error, Tx};
use domain::diagnosis::Counted;
use domain::policy::Scope;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;

fn counted(tx: &mut Tx, sql: &str, conditions: &Conditions) -> Result<Counted, Error> {
    let row = tx.query_one(sql, conditions.params())?;
    Ok(Counted::of(row.get(0)?, row.get(1)?))
}

/// Of the prospects: those nobody has spoken with since a moment.
pub fn unreached(tx: &mut Tx, scope: &Scope, since: Timestamp) -> Result<Counted, Error> {
    let mut conditions = Conditions::new();
    let since = conditions.bind(since.as_microsecond());
    conditions.holds("c.deleted_at IS NULL AND c.relation = 'prospect'");
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT COALESCE(SUM(CASE WHEN COALESCE(c.last_effective_at, 0) < {since} \
         THEN 1 ELSE 0 END), 0), COUNT(*) FROM client c{clause}"
    );
    counted(tx, &sql, &conditions)
}

/// Of the clients somebody has spoken with since a moment: those of whom nobody knows who decides.
pub fn unknown_deciders(tx: &mut Tx, scope: &Scope, since: Timestamp) -> Result<Counted, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("c.deleted_at IS NULL");
    conditions.with("c.last_effective_at >= $?", since.as_microsecond());
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM person p WHERE p.client_id = c.id \
         AND p.deleted_at IS NULL AND p.decision_role = 'maker') THEN 0 ELSE 1 END), 0), COUNT(*) \
         FROM client c{clause}"
    );
    counted(tx, &sql, &conditions)
}

/// What refusals since a day say of three causes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Refused {
    /// A competitor is named, or a supplier is said to be there.
    pub competitors: Counted,
    /// No budget, not planned, not interested: nobody needs it now.
    pub market: Counted,
    /// Of those that were traps: the real reason was not asked for, or we do have what was said to
    /// be missing.
    pub objections: Counted,
}

/// Counts refusals since a day; what a fresh look hides is left out.
pub fn refused(tx: &mut Tx, scope: &Scope, since: Date) -> Result<Refused, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("r.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.holds("COALESCE(s.code, '') <> 'not_told'");
    conditions.with("r.day >= $?", since.to_string());
    conditions.visible(scope, "c.manager_id");
    if scope.looks_fresh() {
        conditions.holds(
            "NOT EXISTS (SELECT 1 FROM fresh_look f WHERE f.client_id = r.client_id \
             AND r.created_at <= f.since)",
        );
    }
    let clause = conditions.clause();
    let sql = format!(
        "SELECT COUNT(*), \
         COALESCE(SUM(CASE WHEN r.competitor_id IS NOT NULL OR s.trap = 'supplier' \
         THEN 1 ELSE 0 END), 0), \
         COALESCE(SUM(CASE WHEN COALESCE(t.code, s.code) IN ('no_budget', 'not_planned', \
         'not_interested') THEN 1 ELSE 0 END), 0), \
         COALESCE(SUM(CASE WHEN s.trap IS NOT NULL OR t.trap IS NOT NULL THEN 1 ELSE 0 END), 0), \
         COALESCE(SUM(CASE WHEN (s.trap = 'supplier' AND r.real_reason_id IS NULL) \
         OR r.had_product_id IS NOT NULL THEN 1 ELSE 0 END), 0) \
         FROM refusal r JOIN client c ON c.id = r.client_id \
         JOIN refusal_reason s ON s.id = r.reason_id \
         LEFT JOIN refusal_reason t ON t.id = r.real_reason_id{clause}"
    );
    let row = tx.query_one(&sql, conditions.params())?;
    let all: i64 = row.get(0)?;
    Ok(Refused {
        competitors: Counted::of(row.get(1)?, all),
        market: Counted::of(row.get(2)?, all),
        objections: Counted::of(row.get(4)?, row.get(3)?),
    })
}
