//! Pairs of cards that the last sweep found worth a look, read within the reader's reach: both
//! cards have to be visible.

use db::{Error, Row, Tx, Value, params};
use domain::duplicate::Zone;
use domain::duplicate::bulk::Pair as Sure;
use domain::id::{ClientId, UserId};
use domain::policy::Scope;
use jiff::Timestamp;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

/// Parts of one in which chances are kept.
const MILLIONTHS: f64 = 1_000_000.0;
/// Parts of a bit that are kept.
const THOUSANDTHS: f64 = 1_000.0;

/// What a sweep came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sweep {
    /// Identity.
    pub id: Uuid,
    /// When the base was read.
    pub made_at: Timestamp,
    /// Cards compared.
    pub clients: i64,
    /// Pairs compared.
    pub compared: i64,
    /// Lists of equal values that were too long to follow.
    pub lists_too_long: i64,
    /// Pairs worth a look.
    pub found: i64,
    /// Of these, kept for people to decide.
    pub kept: i64,
    /// Groups of more than one card.
    pub groups: i64,
    /// Decisions that moved the weights.
    pub lessons: i64,
}

/// A pair as it was compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The card with the smaller identifier.
    pub a: ClientId,
    /// The other.
    pub b: ClientId,
    /// Bits for their being one client.
    pub bits: f64,
    /// The same as a chance.
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
    /// The first card of the group both are in.
    pub group: Option<ClientId>,
    /// Its place in the order of questions.
    pub turn: i64,
    /// Drawn by lot.
    pub sampled: bool,
}

/// A pair that waits, with the names of its cards.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// The pair.
    pub pair: Pair,
    /// Name of the card with the smaller identifier.
    pub a_name: String,
    /// Name of the other.
    pub b_name: String,
}

/// Which pairs.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// One of the cards lies in this region.
    pub region: Option<String>,
    /// One of the cards is held by this employee.
    pub holder: Option<UserId>,
    /// One of the cards came from this source.
    pub source: Option<Uuid>,
    /// How likely.
    pub zone: Option<Zone>,
    /// Those put off instead of those not yet looked at.
    pub put_off: bool,
}

fn millionths(chance: f64) -> i64 {
    (chance * MILLIONTHS).round() as i64
}

fn thousandths(bits: f64) -> i64 {
    (bits * THOUSANDTHS).round() as i64
}

/// Puts the result of a sweep in the place of the one before.
pub fn replace(tx: &mut Tx, sweep: &Sweep, pairs: &[Pair]) -> Result<(), Error> {
    tx.execute("DELETE FROM duplicate_pair", &[])?;
    tx.execute("DELETE FROM duplicate_sweep", &[])?;
    tx.execute(
        "INSERT INTO duplicate_sweep (id, made_at, clients, compared, lists_too_long, found, kept, \
         group_count, lessons) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            sweep.id,
            sweep.made_at.as_microsecond(),
            sweep.clients,
            sweep.compared,
            sweep.lists_too_long,
            sweep.found,
            sweep.kept,
            sweep.groups,
            sweep.lessons,
        ],
    )?;
    tx.execute_many(
        "INSERT INTO duplicate_pair (a_id, b_id, bits, chance, start_bits, reasons, pattern, \
         a_mark, b_mark, group_id, turn, sampled) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        pairs.iter().map(|pair| {
            params![
                pair.a.uuid(),
                pair.b.uuid(),
                thousandths(pair.bits),
                millionths(pair.chance),
                thousandths(pair.start),
                &pair.reasons,
                pair.pattern,
                pair.a_mark,
                pair.b_mark,
                pair.group.map(ClientId::uuid),
                pair.turn,
                pair.sampled,
            ]
            .to_vec()
        }),
    )?;
    Ok(())
}

/// The last sweep.
pub fn last_sweep(tx: &mut Tx) -> Result<Option<Sweep>, Error> {
    let row = tx.query_opt(
        "SELECT id, made_at, clients, compared, lists_too_long, found, kept, group_count, lessons \
         FROM duplicate_sweep ORDER BY made_at DESC LIMIT 1",
        &[],
    )?;
    row.map(|row| {
        Ok(Sweep {
            id: row.get(0)?,
            made_at: read::moment(&row, 1)?,
            clients: row.get(2)?,
            compared: row.get(3)?,
            lists_too_long: row.get(4)?,
            found: row.get(5)?,
            kept: row.get(6)?,
            groups: row.get(7)?,
            lessons: row.get(8)?,
        })
    })
    .transpose()
}

const COLUMNS: &str = "p.a_id, p.b_id, p.bits, p.chance, p.start_bits, p.reasons, p.pattern, \
     p.a_mark, p.b_mark, p.group_id, p.turn, p.sampled";

/// Pairs with their cards, which are both there.
const BOTH: &str = "duplicate_pair p JOIN client a ON a.id = p.a_id JOIN client b ON b.id = p.b_id";

fn pair(row: &Row) -> Result<Pair, Error> {
    Ok(Pair {
        a: read::id(row, 0)?,
        b: read::id(row, 1)?,
        bits: row.get::<i64>(2)? as f64 / THOUSANDTHS,
        chance: row.get::<i64>(3)? as f64 / MILLIONTHS,
        start: row.get::<i64>(4)? as f64 / THOUSANDTHS,
        reasons: row.get(5)?,
        pattern: row.get(6)?,
        a_mark: row.get(7)?,
        b_mark: row.get(8)?,
        group: read::id_opt(row, 9)?,
        turn: row.get(10)?,
        sampled: row.get(11)?,
    })
}

/// Nobody has decided the pair as it was compared.
const OPEN: &str = "NOT EXISTS (SELECT 1 FROM duplicate_decision d WHERE d.a_id = p.a_id \
     AND d.b_id = p.b_id AND d.undone_at IS NULL AND d.a_mark = p.a_mark AND d.b_mark = p.b_mark)";
/// Somebody has put it off, and nothing more was said.
const PUT_OFF: &str = "EXISTS (SELECT 1 FROM duplicate_decision d WHERE d.a_id = p.a_id \
     AND d.b_id = p.b_id AND d.undone_at IS NULL AND d.verdict = 'unsure' \
     AND d.a_mark = p.a_mark AND d.b_mark = p.b_mark)";

fn seen(scope: &Scope) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("a.deleted_at IS NULL");
    conditions.holds("b.deleted_at IS NULL");
    conditions.visible(scope, "a.manager_id");
    conditions.visible(scope, "b.manager_id");
    conditions
}

fn waiting(scope: &Scope, filter: &Filter) -> Conditions {
    let mut conditions = seen(scope);
    conditions.holds(if filter.put_off { PUT_OFF } else { OPEN });
    if let Some(region) = &filter.region {
        conditions.with("(a.region = $? OR b.region = $?)", region.clone());
    }
    if let Some(holder) = filter.holder {
        conditions.with("(a.manager_id = $? OR b.manager_id = $?)", holder.uuid());
    }
    if let Some(source) = filter.source {
        conditions.with("(a.source_id = $? OR b.source_id = $?)", source);
    }
    if let Some(zone) = filter.zone {
        let (from, below) = zone.range();
        conditions.compare("p.chance", ">=", millionths(from));
        if below.is_finite() {
            conditions.compare("p.chance", "<", millionths(below));
        }
    }
    conditions
}

/// Pairs that wait, in their turn, after the one at `after`.
pub fn queue(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<Waiting>, Error> {
    let mut conditions = waiting(scope, filter);
    if let Some(after) = after {
        conditions.compare("p.turn", ">", after);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {COLUMNS}, a.name, b.name FROM {BOTH}{clause} ORDER BY p.turn LIMIT {limit}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Waiting {
                pair: pair(row)?,
                a_name: row.get(12)?,
                b_name: row.get(13)?,
            })
        })
        .collect()
}

/// Pairs that wait and are at least so likely, in the order of cards, without their reasons.
pub fn sure(tx: &mut Tx, scope: &Scope, from: f64) -> Result<Vec<Sure>, Error> {
    let mut conditions = seen(scope);
    conditions.holds(OPEN);
    conditions.compare("p.chance", ">=", millionths(from));
    let sql = format!(
        "SELECT p.a_id, p.b_id, p.chance FROM {BOTH}{} ORDER BY p.a_id, p.b_id",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Sure {
                a: read::id(row, 0)?,
                b: read::id(row, 1)?,
                chance: row.get::<i64>(2)? as f64 / MILLIONTHS,
            })
        })
        .collect()
}

/// How many pairs wait.
pub fn count(tx: &mut Tx, scope: &Scope, filter: &Filter) -> Result<i64, Error> {
    let conditions = waiting(scope, filter);
    let sql = format!("SELECT COUNT(*) FROM {BOTH}{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// One pair whose cards are both there and visible.
pub fn find(tx: &mut Tx, scope: &Scope, a: ClientId, b: ClientId) -> Result<Option<Pair>, Error> {
    let mut conditions = seen(scope);
    conditions.with("p.a_id = $?", a.uuid());
    conditions.with("p.b_id = $?", b.uuid());
    let sql = format!("SELECT {COLUMNS} FROM {BOTH}{}", conditions.clause());
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| pair(&row)).transpose()
}

/// The pairs among these cards.
pub fn among(tx: &mut Tx, cards: &[ClientId]) -> Result<Vec<Pair>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("p.a_id", cards.iter().map(|id| id.uuid()));
    conditions.any_of("p.b_id", cards.iter().map(|id| id.uuid()));
    let sql = format!(
        "SELECT {COLUMNS} FROM duplicate_pair p{} ORDER BY p.turn",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(pair).collect()
}

/// The cards of a group that are there and visible, at most `limit`.
pub fn members(
    tx: &mut Tx,
    scope: &Scope,
    group: ClientId,
    limit: i64,
) -> Result<Vec<ClientId>, Error> {
    let mut conditions = Conditions::new();
    conditions.with(
        "c.id IN (SELECT a_id FROM duplicate_pair WHERE group_id = $? \
         UNION SELECT b_id FROM duplicate_pair WHERE group_id = $?)",
        group.uuid(),
    );
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!("SELECT c.id FROM client c{clause} ORDER BY c.id LIMIT {limit}");
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// How many pairs wait in each stretch of chance from one edge to the next.
pub fn count_between(tx: &mut Tx, scope: &Scope, edges: &[f64]) -> Result<Vec<i64>, Error> {
    let mut conditions = seen(scope);
    conditions.holds(OPEN);
    let sql = format!("SELECT p.chance FROM {BOTH}{}", conditions.clause());
    let mut counts = vec![0; edges.len()];
    let edges: Vec<i64> = edges.iter().map(|edge| millionths(*edge)).collect();
    tx.query_each(&sql, conditions.params(), |row| {
        let chance: i64 = row.get(0)?;
        let at = edges.iter().rposition(|edge| chance >= *edge).unwrap_or(0);
        counts[at] += 1;
        Ok::<_, Error>(())
    })?;
    Ok(counts)
}

/// What is at stake on cards, in the order of identifiers: purchases of each after `after`.
pub fn purchases(
    tx: &mut Tx,
    after: Option<ClientId>,
    limit: i64,
) -> Result<Vec<(ClientId, i64)>, Error> {
    let after = after.map_or(Uuid::nil(), ClientId::uuid);
    let rows = tx.query(
        "SELECT id, purchases FROM client WHERE id > $1 AND deleted_at IS NULL \
         ORDER BY id LIMIT $2",
        &params![Value::from(after), limit],
    )?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, row.get(1)?)))
        .collect()
}
