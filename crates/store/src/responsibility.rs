//! The matrix of responsibility, and what it is asked about the clients that buy.

use std::collections::HashMap;

use db::{Error, Row, Tx, params};
use domain::id::{ClientId, ProductGroupId, ResponsibilityId, UserId};
use domain::policy::Scope;
use domain::responsibility::{Cell, CellData};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

/// The key clients: those with a mark, and those whose volume the last snapshot found to be so.
pub(crate) const KEY: &str = "SELECT client_id FROM key_mark WHERE deleted_at IS NULL \
    UNION SELECT client_id FROM key_volume";

const COLUMNS: &str =
    "id, user_id, function, clients, line_id, territory_id, from_day, until_day, version";

fn cell(row: &Row) -> Result<Cell, Error> {
    Ok(Cell {
        id: read::id(row, 0)?,
        data: CellData {
            user_id: read::id(row, 1)?,
            function: read::code(row, 2)?,
            clients: read::code(row, 3)?,
            line_id: read::id_opt(row, 4)?,
            territory_id: read::id_opt(row, 5)?,
            from_day: read::day(row, 6)?,
            until_day: read::day_opt(row, 7)?,
        },
        version: row.get(8)?,
    })
}

/// Every cell, past and future ones too.
pub fn cells(tx: &mut Tx) -> Result<Vec<Cell>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM responsibility ORDER BY from_day, id");
    tx.query(&sql, &[])?.iter().map(cell).collect()
}

/// One cell.
pub fn find(tx: &mut Tx, id: ResponsibilityId) -> Result<Option<Cell>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM responsibility WHERE id = $1");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| cell(&row)).transpose()
}

/// The cells of an employee that hold on a day.
pub fn of_user(tx: &mut Tx, user: UserId, day: Date) -> Result<Vec<Cell>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM responsibility WHERE user_id = $1 AND from_day <= $2 \
         AND (until_day IS NULL OR until_day >= $2) ORDER BY from_day, id"
    );
    tx.query(&sql, &params![user.uuid(), day.to_string()])?
        .iter()
        .map(cell)
        .collect()
}

/// Adds a cell.
pub fn insert(tx: &mut Tx, cell: &Cell) -> Result<(), Error> {
    let data = &cell.data;
    tx.execute(
        "INSERT INTO responsibility (id, user_id, function, clients, line_id, territory_id, \
         from_day, until_day, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            cell.id.uuid(),
            data.user_id.uuid(),
            data.function.code(),
            data.clients.code(),
            data.line_id.map(ProductGroupId::uuid),
            data.territory_id.map(|id| id.uuid()),
            data.from_day.to_string(),
            data.until_day.map(|day| day.to_string()),
            cell.version,
        ],
    )?;
    Ok(())
}

/// Removes a cell of this version. `false`: it moved on.
pub fn delete(tx: &mut Tx, id: ResponsibilityId, version: i64) -> Result<bool, Error> {
    let sql = "DELETE FROM responsibility WHERE id = $1 AND version = $2";
    Ok(tx.execute(sql, &params![id.uuid(), version])? == 1)
}

/// Whether a cell, or what somebody takes from the pool, names this territory or product line.
pub fn refers(tx: &mut Tx, id: Uuid) -> Result<bool, Error> {
    let cell = tx.query_opt(
        "SELECT 1 FROM responsibility WHERE line_id = $1 OR territory_id = $1 LIMIT 1",
        &params![id],
    )?;
    let area = tx.query_opt(
        "SELECT 1 FROM work_area WHERE value = $1 LIMIT 1",
        &params![id.to_string()],
    )?;
    Ok(cell.is_some() || area.is_some())
}

/// Notes which clients are key by their volume: those with so many percent of all that was bought
/// in the figures of the snapshot.
pub fn note_key_volume(tx: &mut Tx, percent: i64) -> Result<(), Error> {
    let total: i64 = tx
        .query_one(
            "SELECT CAST(COALESCE(SUM(revenue_minor), 0) AS BIGINT) FROM client_figures",
            &[],
        )?
        .get(0)?;
    tx.execute("DELETE FROM key_volume", &[])?;
    if total > 0 {
        let least =
            i64::try_from(i128::from(total) * i128::from(percent) / 100).unwrap_or(i64::MAX);
        tx.execute(
            "INSERT INTO key_volume (client_id) SELECT client_id FROM client_figures \
             WHERE revenue_minor >= $1 AND revenue_minor > 0",
            &params![least],
        )?;
    }
    Ok(())
}

/// Whether a client is key.
pub fn is_key(tx: &mut Tx, client: ClientId) -> Result<bool, Error> {
    let row = tx.query_opt(
        "SELECT 1 FROM key_mark WHERE client_id = $1 AND deleted_at IS NULL UNION \
         SELECT 1 FROM key_volume WHERE client_id = $1",
        &params![client.uuid()],
    )?;
    Ok(row.is_some())
}

/// How many key clients an employee holds, besides one where it is told.
pub fn key_held(tx: &mut Tx, user: UserId, but: Option<ClientId>) -> Result<i64, Error> {
    let but = but.map_or(Uuid::nil(), ClientId::uuid);
    let sql = format!(
        "SELECT COUNT(*) FROM client c WHERE c.manager_id = $1 AND c.id <> $2 \
         AND c.deleted_at IS NULL AND c.id IN ({KEY})"
    );
    tx.query_one(&sql, &params![user.uuid(), but])?.get(0)
}

/// Whether the scope has a client with this manager: for their sake, or in one of its areas.
pub fn sees(
    tx: &mut Tx,
    scope: &Scope,
    client: ClientId,
    manager: Option<UserId>,
) -> Result<bool, Error> {
    if scope.covers(manager) || scope.areas().is_empty() {
        return Ok(scope.covers(manager));
    }
    Ok(crate::client::find(tx, scope, client)?.is_some())
}

/// A client that buys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buyer {
    /// Which.
    pub id: ClientId,
    /// Its region.
    pub region: Option<String>,
    /// The manager of the card.
    pub holder: Option<UserId>,
    /// Whether it is key.
    pub key: bool,
}

/// The clients within the scope that buy: all, or those of a list.
pub fn buyers(tx: &mut Tx, scope: &Scope, of: Option<&[ClientId]>) -> Result<Vec<Buyer>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("c.deleted_at IS NULL AND c.relation = 'current'");
    conditions.visible(scope, "c.manager_id");
    if let Some(ids) = of {
        conditions.any_of("c.id", ids.iter().map(|id| id.uuid()));
    }
    let clause = conditions.clause();
    let sql = format!(
        "SELECT c.id, c.region, c.manager_id, CASE WHEN c.id IN ({KEY}) THEN 1 ELSE 0 END \
         FROM client c{clause} ORDER BY c.name_key, c.id"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            let key: i64 = row.get(3)?;
            Ok(Buyer {
                id: read::id(row, 0)?,
                region: row.get(1)?,
                holder: read::id_opt(row, 2)?,
                key: key == 1,
            })
        })
        .collect()
}

/// The regions of clients, those with most clients first.
pub fn regions(tx: &mut Tx) -> Result<Vec<String>, Error> {
    let rows = tx.query(
        "SELECT region, COUNT(*) FROM client WHERE region IS NOT NULL AND deleted_at IS NULL \
         GROUP BY region ORDER BY 2 DESC, region",
        &[],
    )?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Whose purchases are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// Of everybody.
    All,
    /// Of the key clients.
    Key,
    /// Of these.
    Of(&'a [ClientId]),
}

/// The product groups that clients have bought.
pub fn groups_bought(
    tx: &mut Tx,
    whose: Whose<'_>,
) -> Result<HashMap<ClientId, Vec<ProductGroupId>>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds(
        "o.deleted_at IS NULL AND o.is_sale AND o.status IN ('confirmed', 'shipped', 'done') \
         AND p.group_id IS NOT NULL",
    );
    match whose {
        Whose::All => {}
        Whose::Key => conditions.is_in("o.client_id", KEY),
        Whose::Of(ids) => conditions.any_of("o.client_id", ids.iter().map(|id| id.uuid())),
    }
    let sql = format!(
        "SELECT DISTINCT o.client_id, p.group_id FROM orders o \
         JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id{}",
        conditions.clause()
    );
    let mut bought: HashMap<ClientId, Vec<ProductGroupId>> = HashMap::new();
    for row in tx.query(&sql, conditions.params())? {
        let client = read::id(&row, 0)?;
        bought.entry(client).or_default().push(read::id(&row, 1)?);
    }
    Ok(bought)
}

/// A key client and when somebody was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visited {
    /// Which.
    pub id: ClientId,
    /// Its name.
    pub name: String,
    /// The manager of the card.
    pub holder: Option<UserId>,
    /// The last visit of the employee who asks.
    pub own: Option<Timestamp>,
    /// The last visit of anybody.
    pub last: Option<Timestamp>,
    /// The day of the first open task of the employee at the client.
    pub task_day: Option<Date>,
}

/// The key clients within the scope with their visits, by name.
pub fn key_visits(tx: &mut Tx, scope: &Scope, user: UserId) -> Result<Vec<Visited>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("c.deleted_at IS NULL");
    conditions.is_in("c.id", KEY);
    conditions.visible(scope, "c.manager_id");
    let asker = conditions.bind(user.uuid());
    let clause = conditions.clause();
    let sql = format!(
        "SELECT c.id, c.name, c.manager_id, \
         (SELECT MAX(i.happened_at) FROM interaction i WHERE i.client_id = c.id \
          AND i.kind = 'visit' AND i.effect = 'effective' \
          AND i.deleted_at IS NULL AND i.created_by = {asker}), \
         (SELECT MAX(i.happened_at) FROM interaction i WHERE i.client_id = c.id \
          AND i.kind = 'visit' AND i.effect = 'effective' \
          AND i.deleted_at IS NULL), \
         (SELECT MIN(t.due_day) FROM task t WHERE t.client_id = c.id AND t.state = 'open' \
          AND t.kind = 'visit' AND t.assignee_id = {asker} AND t.deleted_at IS NULL) \
         FROM client c{clause} ORDER BY c.name_key, c.id"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Visited {
                id: read::id(row, 0)?,
                name: row.get(1)?,
                holder: read::id_opt(row, 2)?,
                own: read::moment_opt(row, 3)?,
                last: read::moment_opt(row, 4)?,
                task_day: read::day_opt(row, 5)?,
            })
        })
        .collect()
}
