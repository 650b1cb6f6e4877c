//! Deals: how they stand, what happened with them, and the first time on each step.

mod board;
mod list;

use std::collections::{BTreeSet, HashSet};

use db::{Error, Row, Tx, Value, params};
use domain::deal::{Deal, Move};
use domain::id::{ClientId, DealId, FunnelId, RefusalId, UserId};
use domain::policy::Scope;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::read;

pub use board::{Aged, Column, Passed, Stock, ages, columns, durations, reached_between, stock};
pub use list::{Filter, Item, ListQuery, Reached, Sort, Stuck, count, list};

pub(crate) const COLUMNS: &str = "d.id, d.number, d.client_id, d.funnel_id, d.funnel_version, \
     d.title, d.step, d.state, d.stepped_at, d.currency, d.amount_minor, d.base_amount_minor, \
     d.person_id, d.product_group_id, d.clean_list_id, d.source_id, d.segment_id, d.started_at, \
     d.started_day, d.expected_day, d.return_day, d.ended_at, d.order_id, d.created_by, \
     d.updated_at, d.version";
pub(crate) const WIDTH: usize = 26;

pub(crate) fn read_deal(row: &Row) -> Result<Deal, Error> {
    let currency = row.get::<Option<&str>>(9)?.map(str::parse).transpose();
    Ok(Deal {
        id: read::id(row, 0)?,
        number: row.get(1)?,
        client_id: read::id(row, 2)?,
        funnel_id: read::id(row, 3)?,
        funnel_version: row.get(4)?,
        title: row.get(5)?,
        step: row.get(6)?,
        state: read::code(row, 7)?,
        stepped_at: read::moment(row, 8)?,
        currency: currency.map_err(|_| Error::Column {
            index: 9,
            wanted: "a currency",
            found: "another text",
        })?,
        amount_minor: row.get(10)?,
        base_amount_minor: row.get(11)?,
        person_id: read::id_opt(row, 12)?,
        product_group_id: read::id_opt(row, 13)?,
        clean_list_id: read::id_opt(row, 14)?,
        source_id: read::id_opt(row, 15)?,
        segment_id: read::id_opt(row, 16)?,
        started_at: read::moment(row, 17)?,
        started_day: read::day(row, 18)?,
        expected_day: read::day_opt(row, 19)?,
        return_day: read::day_opt(row, 20)?,
        ended_at: read::moment_opt(row, 21)?,
        order_id: read::id_opt(row, 22)?,
        created_by: read::id_opt(row, 23)?,
        updated_at: read::moment(row, 24)?,
        version: row.get(25)?,
    })
}

fn values(deal: &Deal) -> Vec<Value<'static>> {
    params![
        deal.id.uuid(),
        deal.number,
        deal.client_id.uuid(),
        deal.funnel_id.uuid(),
        deal.funnel_version,
        deal.title.clone(),
        deal.step.clone(),
        deal.state.code(),
        deal.stepped_at.as_microsecond(),
        deal.currency.map(|currency| currency.code().to_owned()),
        deal.amount_minor,
        deal.base_amount_minor,
        deal.person_id.map(|id| id.uuid()),
        deal.product_group_id.map(|id| id.uuid()),
        deal.clean_list_id.map(|id| id.uuid()),
        deal.source_id.map(|id| id.uuid()),
        deal.segment_id.map(|id| id.uuid()),
        deal.started_at.as_microsecond(),
        deal.started_day.to_string(),
        deal.expected_day.map(|day| day.to_string()),
        deal.return_day.map(|day| day.to_string()),
        deal.ended_at.map(Timestamp::as_microsecond),
        deal.order_id.map(|id| id.uuid()),
        deal.created_by.map(|id| id.uuid()),
        deal.updated_at.as_microsecond(),
        deal.version,
    ]
    .to_vec()
}

/// The number of the next deal.
pub fn next_number(tx: &mut Tx) -> Result<i64, Error> {
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 FROM deal";
    tx.query_one(sql, &[])?.get(0)
}

/// Adds deals.
pub fn insert<'a>(tx: &mut Tx, deals: impl IntoIterator<Item = &'a Deal>) -> Result<(), Error> {
    tx.execute_many(
        "INSERT INTO deal (id, number, client_id, funnel_id, funnel_version, title, step, state, \
         stepped_at, currency, amount_minor, base_amount_minor, person_id, product_group_id, \
         clean_list_id, source_id, segment_id, started_at, started_day, expected_day, return_day, \
         ended_at, order_id, created_by, updated_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
         $19, $20, $21, $22, $23, $24, $25, $26)",
        deals.into_iter().map(values),
    )?;
    Ok(())
}

/// Writes a deal of the version before; `false`: it moved on.
pub fn update(tx: &mut Tx, deal: &Deal) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE deal SET funnel_version = $2, title = $3, step = $4, state = $5, stepped_at = $6, \
         currency = $7, amount_minor = $8, base_amount_minor = $9, person_id = $10, \
         product_group_id = $11, expected_day = $12, return_day = $13, ended_at = $14, \
         order_id = $15, updated_at = $16, version = $17 WHERE id = $1 AND version = $17 - 1",
        &params![
            deal.id.uuid(),
            deal.funnel_version,
            deal.title.as_deref(),
            &deal.step,
            deal.state.code(),
            deal.stepped_at.as_microsecond(),
            deal.currency.as_ref().map(|currency| currency.code()),
            deal.amount_minor,
            deal.base_amount_minor,
            deal.person_id.map(|id| id.uuid()),
            deal.product_group_id.map(|id| id.uuid()),
            deal.expected_day.map(|day| day.to_string()),
            deal.return_day.map(|day| day.to_string()),
            deal.ended_at.map(Timestamp::as_microsecond),
            deal.order_id.map(|id| id.uuid()),
            deal.updated_at.as_microsecond(),
            deal.version,
        ],
    )?;
    Ok(changed == 1)
}

/// The last refusal that ended a deal, with its version: of those that stand, or of those that were
/// taken back.
pub fn refusal_of(
    tx: &mut Tx,
    deal: &Deal,
    stands: bool,
) -> Result<Option<(RefusalId, i64)>, Error> {
    let row = tx.query_opt(
        "SELECT id, version FROM refusal WHERE client_id = $1 AND deal_id = $2 \
         AND (deleted_at IS NULL) = $3 ORDER BY id DESC LIMIT 1",
        &params![deal.client_id.uuid(), deal.id.uuid(), stands],
    )?;
    row.map(|row| Ok((read::id(&row, 0)?, row.get(1)?)))
        .transpose()
}

/// The day on which one comes back after the last refusal that ended a deal.
pub fn refusal_day(tx: &mut Tx, deal: &Deal) -> Result<Option<Date>, Error> {
    let row = tx.query_opt(
        "SELECT return_day FROM refusal WHERE client_id = $1 AND deal_id = $2 AND deleted_at IS NULL \
         ORDER BY id DESC LIMIT 1",
        &params![deal.client_id.uuid(), deal.id.uuid()],
    )?;
    row.map_or(Ok(None), |row| read::day_opt(&row, 0))
}

/// Removes a deal that began by mistake, with all that happened.
pub fn delete(tx: &mut Tx, id: DealId) -> Result<(), Error> {
    tx.execute(
        "UPDATE refusal SET deal_id = NULL WHERE deal_id = $1",
        &params![id.uuid()],
    )?;
    for table in ["deal_move", "deal_reach"] {
        let sql = format!("DELETE FROM {table} WHERE deal_id = $1");
        tx.execute(&sql, &params![id.uuid()])?;
    }
    tx.execute("DELETE FROM deal WHERE id = $1", &params![id.uuid()])?;
    Ok(())
}

/// One deal of a client within the scope.
pub fn find(tx: &mut Tx, scope: &Scope, id: DealId) -> Result<Option<Deal>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("d.id = $?", id.uuid());
    conditions.visible_deals(scope);
    let sql = format!(
        "SELECT {COLUMNS} FROM deal d JOIN client c ON c.id = d.client_id{}",
        conditions.clause()
    );
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| read_deal(&row)).transpose()
}

/// The deals of a client that go on or are put off, the oldest first; the caller has found the client.
pub fn live_of(tx: &mut Tx, client: ClientId) -> Result<Vec<Deal>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM deal d WHERE d.client_id = $1 \
         AND d.state IN ('open', 'postponed') ORDER BY d.number"
    );
    tx.query(&sql, &params![client.uuid()])?
        .iter()
        .map(read_deal)
        .collect()
}

/// Which of these clients have a deal in the funnel that goes on or is put off.
pub fn engaged(
    tx: &mut Tx,
    funnel: FunnelId,
    clients: &[ClientId],
) -> Result<HashSet<ClientId>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("client_id", clients.iter().map(|id| id.uuid()));
    conditions.holds("state IN ('open', 'postponed')");
    conditions.with("funnel_id = $?", funnel.uuid());
    let sql = format!("SELECT client_id FROM deal{}", conditions.clause());
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// Which of these clients have a deal that goes on or is put off.
pub fn with_live(tx: &mut Tx, clients: &[ClientId]) -> Result<HashSet<ClientId>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("client_id", clients.iter().map(|id| id.uuid()));
    conditions.holds("state IN ('open', 'postponed')");
    let sql = format!("SELECT client_id FROM deal{}", conditions.clause());
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// The steps a deal has reached.
pub fn reached(tx: &mut Tx, id: DealId) -> Result<BTreeSet<String>, Error> {
    let sql = "SELECT step FROM deal_reach WHERE deal_id = $1";
    let rows = tx.query(sql, &params![id.uuid()])?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Steps that were reached for the first time.
#[derive(Debug, Clone)]
pub struct Reach<'a> {
    /// The deal.
    pub deal: &'a Deal,
    /// Keys of the steps.
    pub steps: &'a [String],
    /// When.
    pub at: Timestamp,
    /// On which day.
    pub day: Date,
    /// Whose client it was then.
    pub manager: Option<UserId>,
}

/// Notes steps that were reached.
pub fn reach(tx: &mut Tx, all: &[Reach<'_>]) -> Result<(), Error> {
    let row = |of: &Reach<'_>, step: &String| {
        params![
            of.deal.id.uuid(),
            step.clone(),
            of.deal.funnel_id.uuid(),
            of.at.as_microsecond(),
            of.day.to_string(),
            of.manager.map(UserId::uuid),
        ]
        .to_vec()
    };
    let rows = all
        .iter()
        .flat_map(|of| of.steps.iter().map(move |step| row(of, step)));
    tx.execute_many(
        "INSERT INTO deal_reach (deal_id, step, funnel_id, at, day, manager_id) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        rows,
    )?;
    Ok(())
}

/// Forgets that a step was reached.
pub fn forget_reach(tx: &mut Tx, id: DealId, step: &str) -> Result<(), Error> {
    let sql = "DELETE FROM deal_reach WHERE deal_id = $1 AND step = $2";
    tx.execute(sql, &params![id.uuid(), step])?;
    Ok(())
}

/// Notes what happened.
pub fn insert_moves(tx: &mut Tx, moves: &[Move]) -> Result<(), Error> {
    let row = |of: &Move| {
        params![
            of.id.uuid(),
            of.deal_id.uuid(),
            of.at.as_microsecond(),
            of.day.to_string(),
            of.kind.code(),
            of.from_step.clone(),
            of.to_step.clone(),
            of.by_id.map(UserId::uuid),
            of.manager_id.map(UserId::uuid),
            of.note.clone(),
        ]
        .to_vec()
    };
    tx.execute_many(
        "INSERT INTO deal_move (id, deal_id, at, day, kind, from_step, to_step, by_id, manager_id, \
         note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        moves.iter().map(row),
    )?;
    Ok(())
}

/// What happened with a deal that was found within the scope, the latest first.
pub fn moves(tx: &mut Tx, id: DealId, limit: i64) -> Result<Vec<Move>, Error> {
    let rows = tx.query(
        "SELECT id, deal_id, at, day, kind, from_step, to_step, by_id, manager_id, note \
         FROM deal_move WHERE deal_id = $1 ORDER BY at DESC, id DESC LIMIT $2",
        &params![id.uuid(), limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Move {
                id: read::id(row, 0)?,
                deal_id: read::id(row, 1)?,
                at: read::moment(row, 2)?,
                day: read::day(row, 3)?,
                kind: read::code(row, 4)?,
                from_step: row.get(5)?,
                to_step: row.get(6)?,
                by_id: read::id_opt(row, 7)?,
                manager_id: read::id_opt(row, 8)?,
                note: row.get(9)?,
            })
        })
        .collect()
}
