//! What the analysis reads: the lines of the orders that count, client by client. Sums are in the
//! reporting currency. Nothing here looks at rights: the image is asked by views that do.

use db::{Error, Row, Tx, params};
use domain::id::{ClientId, OrderId, ProductId, UserId};
use jiff::civil::Date;

use crate::read;

/// A line of an order that counts, of a client that is not deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRow {
    /// Who bought.
    pub client: ClientId,
    /// In which order.
    pub order: OrderId,
    /// On which day.
    pub day: Date,
    /// Who sold.
    pub manager: Option<UserId>,
    /// What.
    pub product: ProductId,
    /// How much, in thousandths; negative: brought back.
    pub quantity_milli: i64,
    /// Reporting currency.
    pub amount_minor: i64,
    /// Reporting currency; `None`: not known.
    pub cost_minor: Option<i64>,
}

/// Hands over all lines, those of a client together, clients in the order of their ids, orders by
/// day.
pub fn each_line<E: From<Error>>(
    tx: &mut Tx,
    mut f: impl FnMut(LineRow) -> Result<(), E>,
) -> Result<(), E> {
    tx.query_each(include_str!("lines.sql"), &[], |row| f(read_line(row)?))
}

/// The lines of one client, in the same order.
pub fn lines_of_client(tx: &mut Tx, client: ClientId) -> Result<Vec<LineRow>, Error> {
    tx.query(include_str!("lines_of_client.sql"), &params![client.uuid()])?
        .iter()
        .map(read_line)
        .collect()
}

fn read_line(row: &Row) -> Result<LineRow, Error> {
    Ok(LineRow {
        client: read::id(row, 0)?,
        order: read::id(row, 1)?,
        day: read::day(row, 2)?,
        manager: read::id_opt(row, 3)?,
        product: read::id(row, 4)?,
        quantity_milli: row.get(5)?,
        amount_minor: row.get(6)?,
        cost_minor: row.get(7)?,
    })
}
