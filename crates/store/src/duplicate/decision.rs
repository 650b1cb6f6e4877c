//! What people said of pairs of cards. A decision is not changed; it can be taken back.

use db::{Error, Row, Tx, Value, params};
use domain::duplicate::Verdict;
use domain::duplicate::precision::{BANDS, Sample, band};
use domain::id::{ClientId, DuplicateDecisionId, MergeId, UserId};
use domain::policy::Scope;
use jiff::Timestamp;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

const MILLIONTHS: f64 = 1_000_000.0;

/// A decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Identity.
    pub id: DuplicateDecisionId,
    /// The card with the smaller identifier.
    pub a: ClientId,
    /// The other.
    pub b: ClientId,
    /// What was said.
    pub verdict: Verdict,
    /// The chance that was shown.
    pub chance: f64,
    /// The levels of the comparison.
    pub pattern: i64,
    /// Their form.
    pub engine: i64,
    /// The pair was drawn by lot.
    pub sampled: bool,
    /// What `a` was compared by.
    pub a_mark: i64,
    /// What `b` was compared by.
    pub b_mark: i64,
    /// The merge it led to.
    pub merge: Option<MergeId>,
    /// The group of companies it led to, JSON.
    pub relation: Option<String>,
    /// When.
    pub made_at: Timestamp,
    /// Who.
    pub made_by: UserId,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

const COLUMNS: &str = "d.id, d.a_id, d.b_id, d.verdict, d.chance, d.pattern, d.engine, d.sampled, \
     d.a_mark, d.b_mark, d.merge_id, d.relation, d.made_at, d.made_by, d.undone_at";

fn decision(row: &Row) -> Result<Decision, Error> {
    Ok(Decision {
        id: read::id(row, 0)?,
        a: read::id(row, 1)?,
        b: read::id(row, 2)?,
        verdict: read::code(row, 3)?,
        chance: row.get::<i64>(4)? as f64 / MILLIONTHS,
        pattern: row.get(5)?,
        engine: row.get(6)?,
        sampled: row.get(7)?,
        a_mark: row.get(8)?,
        b_mark: row.get(9)?,
        merge: read::id_opt(row, 10)?,
        relation: row.get(11)?,
        made_at: read::moment(row, 12)?,
        made_by: read::id(row, 13)?,
        undone_at: read::moment_opt(row, 14)?,
    })
}

/// Writes decisions down.
pub fn insert(tx: &mut Tx, decisions: &[Decision]) -> Result<(), Error> {
    tx.execute_many(
        "INSERT INTO duplicate_decision (id, a_id, b_id, verdict, chance, pattern, engine, sampled, \
         a_mark, b_mark, merge_id, relation, made_at, made_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        decisions.iter().map(|one| {
            params![
                one.id.uuid(),
                one.a.uuid(),
                one.b.uuid(),
                one.verdict.code(),
                (one.chance * MILLIONTHS).round() as i64,
                one.pattern,
                one.engine,
                one.sampled,
                one.a_mark,
                one.b_mark,
                one.merge.map(MergeId::uuid),
                one.relation.as_deref(),
                one.made_at.as_microsecond(),
                one.made_by.uuid(),
            ]
            .to_vec()
        }),
    )?;
    Ok(())
}

/// The decision in force on a pair as it was compared.
pub fn in_force(
    tx: &mut Tx,
    (a, a_mark): (ClientId, i64),
    (b, b_mark): (ClientId, i64),
) -> Result<Option<Decision>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM duplicate_decision d WHERE d.a_id = $1 AND d.b_id = $2 \
         AND d.undone_at IS NULL AND d.a_mark = $3 AND d.b_mark = $4 \
         ORDER BY d.made_at DESC, d.id DESC LIMIT 1"
    );
    let row = tx.query_opt(&sql, &params![a.uuid(), b.uuid(), a_mark, b_mark])?;
    row.map(|row| decision(&row)).transpose()
}

/// Every decision in force, in the order it was made.
pub fn all(tx: &mut Tx) -> Result<Vec<Decision>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM duplicate_decision d WHERE d.undone_at IS NULL \
         ORDER BY d.made_at, d.id"
    );
    tx.query(&sql, &[])?.iter().map(decision).collect()
}

/// Decisions in force on these cards.
pub fn of_cards(tx: &mut Tx, cards: &[ClientId]) -> Result<Vec<Decision>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("d.a_id", cards.iter().map(|id| id.uuid()));
    conditions.any_of("d.b_id", cards.iter().map(|id| id.uuid()));
    conditions.holds("d.undone_at IS NULL");
    let sql = format!(
        "SELECT {COLUMNS} FROM duplicate_decision d{}",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(decision).collect()
}

/// Decisions in force between this card and any other.
pub fn of_card(tx: &mut Tx, card: ClientId) -> Result<Vec<Decision>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM duplicate_decision d \
         WHERE (d.a_id = $1 OR d.b_id = $1) AND d.undone_at IS NULL"
    );
    let rows = tx.query(&sql, &params![card.uuid()])?;
    rows.iter().map(decision).collect()
}

/// A decision with the names of its cards and of who made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The decision.
    pub decision: Decision,
    /// Name of the card with the smaller identifier.
    pub a_name: String,
    /// Name of the other.
    pub b_name: String,
    /// Name of who made it.
    pub by: String,
}

/// Decisions on cards that are visible, the latest first, before one of them.
pub fn list(
    tx: &mut Tx,
    scope: &Scope,
    before: Option<(Timestamp, DuplicateDecisionId)>,
    limit: i64,
) -> Result<Vec<Made>, Error> {
    let mut conditions = visible(scope);
    if let Some((at, id)) = before {
        let place: [Value<'static>; 2] = params![at.as_microsecond(), id.uuid()];
        conditions.compare_row("(d.made_at, d.id)", "<", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {COLUMNS}, a.name, b.name, u.name FROM {BOTH} LEFT JOIN app_user u ON u.id = d.made_by\
         {clause} ORDER BY d.made_at DESC, d.id DESC LIMIT {limit}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Made {
                decision: decision(row)?,
                a_name: row.get(15)?,
                b_name: row.get(16)?,
                by: row.get::<Option<String>>(17)?.unwrap_or_default(),
            })
        })
        .collect()
}

const BOTH: &str =
    "duplicate_decision d JOIN client a ON a.id = d.a_id JOIN client b ON b.id = d.b_id";

fn visible(scope: &Scope) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.visible(scope, "a.manager_id");
    conditions.visible(scope, "b.manager_id");
    conditions
}

/// One decision on cards that are visible.
pub fn find(
    tx: &mut Tx,
    scope: &Scope,
    id: DuplicateDecisionId,
) -> Result<Option<Decision>, Error> {
    let mut conditions = visible(scope);
    conditions.with("d.id = $?", id.uuid());
    let sql = format!("SELECT {COLUMNS} FROM {BOTH}{}", conditions.clause());
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| decision(&row)).transpose()
}

/// How many decisions on visible cards are in force, put off ones left out.
pub fn count(tx: &mut Tx, scope: &Scope) -> Result<i64, Error> {
    let mut conditions = visible(scope);
    conditions.holds("d.undone_at IS NULL AND d.verdict <> 'unsure'");
    let sql = format!("SELECT COUNT(*) FROM {BOTH}{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// What was said of pairs drawn by lot, by band of the chance that was shown.
pub fn samples(tx: &mut Tx, scope: &Scope) -> Result<[Sample; BANDS.len()], Error> {
    let mut conditions = visible(scope);
    conditions.with("d.sampled = $?", true);
    conditions.holds("d.undone_at IS NULL");
    let sql = format!(
        "SELECT d.chance, d.verdict FROM {BOTH}{}",
        conditions.clause()
    );
    let mut samples = [Sample::default(); BANDS.len()];
    tx.query_each(&sql, conditions.params(), |row| {
        let sample = &mut samples[band(row.get::<i64>(0)? as f64 / MILLIONTHS)];
        let verdict: Verdict = read::code(row, 1)?;
        sample.decided += 1;
        sample.same += u64::from(verdict == Verdict::Same);
        sample.unsure += u64::from(verdict == Verdict::Unsure);
        Ok::<_, Error>(())
    })?;
    Ok(samples)
}

/// Marks decisions as taken back: one, those that a merge came from, or what was put off before.
pub fn set_undone(
    tx: &mut Tx,
    ids: &[DuplicateDecisionId],
    at: Timestamp,
    by: Option<UserId>,
) -> Result<(), Error> {
    tx.execute_many(
        "UPDATE duplicate_decision SET undone_at = $2, undone_by = $3 \
         WHERE id = $1 AND undone_at IS NULL",
        ids.iter()
            .map(|id| params![id.uuid(), at.as_microsecond(), by.map(Uuid::from)].to_vec()),
    )?;
    Ok(())
}

/// The decisions in force that a merge came from.
pub fn of_merge(tx: &mut Tx, merge: MergeId) -> Result<Vec<DuplicateDecisionId>, Error> {
    let rows = tx.query(
        "SELECT id FROM duplicate_decision WHERE merge_id = $1 AND undone_at IS NULL",
        &params![merge.uuid()],
    )?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}
