//! Pairs of people at clients that the last sweep found worth a look, and what was said of them,
//! read within the reader's reach: both clients have to be visible.

use db::{Error, Row, Tx, params};
use domain::duplicate::Verdict;
use domain::id::{ClientId, PersonDecisionId, PersonId, UserId};
use domain::policy::Scope;
use jiff::Timestamp;

use crate::conditions::Conditions;
use crate::read;

const MILLIONTHS: f64 = 1_000_000.0;
const THOUSANDTHS: f64 = 1_000.0;

/// A pair as it was compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The person with the smaller identifier.
    pub a: PersonId,
    /// The other.
    pub b: PersonId,
    /// The chance that they are one.
    pub chance: f64,
    /// Bits before anything was compared.
    pub start: f64,
    /// Why, JSON.
    pub reasons: String,
    /// The levels of the comparison.
    pub pattern: i64,
    /// What `a` was compared by.
    pub a_mark: i64,
    /// What `b` was compared by.
    pub b_mark: i64,
    /// Its place in the order of questions.
    pub turn: i64,
}

/// Puts the pairs of a sweep in the place of those of the one before.
pub fn replace(tx: &mut Tx, pairs: &[Pair]) -> Result<(), Error> {
    tx.execute("DELETE FROM person_pair", &[])?;
    tx.execute_many(
        "INSERT INTO person_pair (a_id, b_id, chance, start_bits, reasons, pattern, a_mark, \
         b_mark, turn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        pairs.iter().map(|pair| {
            params![
                pair.a.uuid(),
                pair.b.uuid(),
                (pair.chance * MILLIONTHS).round() as i64,
                (pair.start * THOUSANDTHS).round() as i64,
                &pair.reasons,
                pair.pattern,
                pair.a_mark,
                pair.b_mark,
                pair.turn,
            ]
            .to_vec()
        }),
    )?;
    Ok(())
}

const PAIR: &str = "p.a_id, p.b_id, p.chance, p.start_bits, p.reasons, p.pattern, p.a_mark, \
     p.b_mark, p.turn";

/// Pairs with their people and clients, which are all there.
const BOTH: &str = "person_pair p JOIN person a ON a.id = p.a_id JOIN person b ON b.id = p.b_id \
     JOIN client ca ON ca.id = a.client_id JOIN client cb ON cb.id = b.client_id";

/// Nobody has decided the pair as it was compared.
const OPEN: &str = "NOT EXISTS (SELECT 1 FROM person_decision d WHERE d.a_id = p.a_id \
     AND d.b_id = p.b_id AND d.undone_at IS NULL AND d.a_mark = p.a_mark AND d.b_mark = p.b_mark)";

fn pair(row: &Row) -> Result<Pair, Error> {
    Ok(Pair {
        a: read::id(row, 0)?,
        b: read::id(row, 1)?,
        chance: row.get::<i64>(2)? as f64 / MILLIONTHS,
        start: row.get::<i64>(3)? as f64 / THOUSANDTHS,
        reasons: row.get(4)?,
        pattern: row.get(5)?,
        a_mark: row.get(6)?,
        b_mark: row.get(7)?,
        turn: row.get(8)?,
    })
}

fn seen(scope: &Scope) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("a.deleted_at IS NULL AND b.deleted_at IS NULL");
    conditions.holds("ca.deleted_at IS NULL AND cb.deleted_at IS NULL");
    conditions.visible(scope, "ca.manager_id");
    conditions.visible(scope, "cb.manager_id");
    conditions
}

/// A person of a pair, with their client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// The client.
    pub client: ClientId,
    /// Its name.
    pub client_name: String,
}

/// Pairs that wait, in their turn, after the one at `after`, with their people.
pub fn queue(
    tx: &mut Tx,
    scope: &Scope,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<(Pair, [Named; 2])>, Error> {
    let mut conditions = seen(scope);
    conditions.holds(OPEN);
    if let Some(after) = after {
        conditions.compare("p.turn", ">", after);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {PAIR}, a.name, ca.id, ca.name, b.name, cb.id, cb.name FROM {BOTH}{clause} \
         ORDER BY p.turn LIMIT {limit}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            let pair = pair(row)?;
            let named = |id, at| {
                Ok::<_, Error>(Named {
                    id,
                    name: row.get(at)?,
                    client: read::id(row, at + 1)?,
                    client_name: row.get(at + 2)?,
                })
            };
            let both = [named(pair.a, 9)?, named(pair.b, 12)?];
            Ok((pair, both))
        })
        .collect()
}

/// How many pairs wait.
pub fn count(tx: &mut Tx, scope: &Scope) -> Result<i64, Error> {
    let mut conditions = seen(scope);
    conditions.holds(OPEN);
    let sql = format!("SELECT COUNT(*) FROM {BOTH}{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// One pair of the last sweep, decided or not, whoever may see it.
pub fn find(tx: &mut Tx, a: PersonId, b: PersonId) -> Result<Option<Pair>, Error> {
    let sql = format!("SELECT {PAIR} FROM person_pair p WHERE p.a_id = $1 AND p.b_id = $2");
    let row = tx.query_opt(&sql, &params![a.uuid(), b.uuid()])?;
    row.map(|row| pair(&row)).transpose()
}

/// What was said of two people.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Identity.
    pub id: PersonDecisionId,
    /// The person with the smaller identifier.
    pub a: PersonId,
    /// The other.
    pub b: PersonId,
    /// One, or two.
    pub verdict: Verdict,
    /// The chance that was shown, and the levels of the comparison.
    pub told: Option<(f64, i64)>,
    /// The form of the levels.
    pub engine: i64,
    /// What `a` was compared by.
    pub a_mark: i64,
    /// What `b` was compared by.
    pub b_mark: i64,
    /// Who stays, if they were made one.
    pub survivor: Option<PersonId>,
    /// The fields of the survivor that changed, as they were: a JSON object.
    pub before: Option<String>,
    /// And as they became.
    pub after: Option<String>,
    /// When.
    pub made_at: Timestamp,
    /// Who said it.
    pub made_by: UserId,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

const COLUMNS: &str = "d.id, d.a_id, d.b_id, d.verdict, d.chance, d.pattern, d.engine, d.a_mark, \
     d.b_mark, d.survivor_id, d.before, d.after, d.made_at, d.made_by, d.undone_at";

fn decision(row: &Row) -> Result<Decision, Error> {
    let chance: Option<i64> = row.get(4)?;
    let pattern: Option<i64> = row.get(5)?;
    Ok(Decision {
        id: read::id(row, 0)?,
        a: read::id(row, 1)?,
        b: read::id(row, 2)?,
        verdict: read::code(row, 3)?,
        told: chance
            .zip(pattern)
            .map(|(chance, pattern)| (chance as f64 / MILLIONTHS, pattern)),
        engine: row.get(6)?,
        a_mark: row.get(7)?,
        b_mark: row.get(8)?,
        survivor: read::id_opt(row, 9)?,
        before: row.get(10)?,
        after: row.get(11)?,
        made_at: read::moment(row, 12)?,
        made_by: read::id(row, 13)?,
        undone_at: read::moment_opt(row, 14)?,
    })
}

/// Writes a decision down; one that was made on the pair before holds no more.
pub fn insert(tx: &mut Tx, made: &Decision) -> Result<(), Error> {
    tx.execute(
        "UPDATE person_decision SET undone_at = $3, undone_by = $4 \
         WHERE a_id = $1 AND b_id = $2 AND undone_at IS NULL",
        &params![
            made.a.uuid(),
            made.b.uuid(),
            made.made_at.as_microsecond(),
            made.made_by.uuid()
        ],
    )?;
    let (chance, pattern) = made.told.unzip();
    tx.execute(
        "INSERT INTO person_decision (id, a_id, b_id, verdict, chance, pattern, engine, a_mark, \
         b_mark, survivor_id, before, after, made_at, made_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        &params![
            made.id.uuid(),
            made.a.uuid(),
            made.b.uuid(),
            made.verdict.code(),
            chance.map(|chance| (chance * MILLIONTHS).round() as i64),
            pattern,
            made.engine,
            made.a_mark,
            made.b_mark,
            made.survivor.map(PersonId::uuid),
            made.before.as_deref(),
            made.after.as_deref(),
            made.made_at.as_microsecond(),
            made.made_by.uuid(),
        ],
    )?;
    Ok(())
}

/// Every decision in force, in the order it was made.
pub fn all(tx: &mut Tx) -> Result<Vec<Decision>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM person_decision d WHERE d.undone_at IS NULL \
         ORDER BY d.made_at, d.id"
    );
    tx.query(&sql, &[])?.iter().map(decision).collect()
}

/// One decision; rights on its people are the caller's to ask.
pub fn decided(tx: &mut Tx, id: PersonDecisionId) -> Result<Option<Decision>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM person_decision d WHERE d.id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| decision(&row)).transpose()
}

/// Decisions on people at visible clients, the latest first, with their people and who made them.
pub fn list(
    tx: &mut Tx,
    scope: &Scope,
    limit: i64,
) -> Result<Vec<(Decision, [Named; 2], String)>, Error> {
    let mut conditions = Conditions::new();
    conditions.visible(scope, "ca.manager_id");
    conditions.visible(scope, "cb.manager_id");
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {COLUMNS}, a.name, ca.id, ca.name, b.name, cb.id, cb.name, u.name \
         FROM person_decision d JOIN person a ON a.id = d.a_id JOIN person b ON b.id = d.b_id \
         JOIN client ca ON ca.id = a.client_id JOIN client cb ON cb.id = b.client_id \
         LEFT JOIN app_user u ON u.id = d.made_by{clause} \
         ORDER BY d.made_at DESC, d.id DESC LIMIT {limit}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            let made = decision(row)?;
            let named = |id, at| {
                Ok::<_, Error>(Named {
                    id,
                    name: row.get(at)?,
                    client: read::id(row, at + 1)?,
                    client_name: row.get(at + 2)?,
                })
            };
            let both = [named(made.a, 15)?, named(made.b, 18)?];
            let by: Option<String> = row.get(21)?;
            Ok((made, both, by.unwrap_or_default()))
        })
        .collect()
}

/// Marks a decision as taken back. `false`: it was already.
pub fn set_undone(
    tx: &mut Tx,
    id: PersonDecisionId,
    at: Timestamp,
    by: UserId,
) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE person_decision SET undone_at = $2, undone_by = $3 \
         WHERE id = $1 AND undone_at IS NULL",
        &params![id.uuid(), at.as_microsecond(), by.uuid()],
    )?;
    Ok(changed == 1)
}

/// Whether somebody else has taken this person in, and that holds.
pub fn is_absorbed(tx: &mut Tx, person: PersonId) -> Result<bool, Error> {
    let row = tx.query_opt(
        "SELECT id FROM person_decision WHERE (a_id = $1 OR b_id = $1) AND survivor_id <> $1 \
         AND undone_at IS NULL LIMIT 1",
        &params![person.uuid()],
    )?;
    Ok(row.is_some())
}
