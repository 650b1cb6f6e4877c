//! Parts of cards that the analysis reads for single figures: potentials, contacts, addresses.

use db::{Error, Tx, params};
use domain::address::AddressKind;
use domain::client::Temperature;
use domain::id::{ClientId, ProductGroupId};
use domain::key_mark::KeyAttribute;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::read;

/// A potential of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Potential {
    /// The client.
    pub client: ClientId,
    /// The product group.
    pub group: ProductGroupId,
    /// Purchases of a year from anybody.
    pub amount_minor: i64,
    /// From when on it is known.
    pub day: Date,
}

/// The potentials of one client or of all, oldest first.
pub fn potentials(tx: &mut Tx, client: Option<ClientId>) -> Result<Vec<Potential>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("deleted_at IS NULL");
    if let Some(client) = client {
        conditions.with("client_id = $?", client.uuid());
    }
    let sql = format!(
        "SELECT client_id, product_group_id, amount_minor, day FROM potential{} \
         ORDER BY day, created_at, id",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter()
        .map(|row| {
            Ok(Potential {
                client: read::id(row, 0)?,
                group: read::id(row, 1)?,
                amount_minor: row.get(2)?,
                day: read::day(row, 3)?,
            })
        })
        .collect()
}

/// Every mark of a key client known up to a day.
pub fn key_marks_until(tx: &mut Tx, day: Date) -> Result<Vec<(ClientId, KeyAttribute)>, Error> {
    let rows = tx.query(
        "SELECT DISTINCT client_id, attribute FROM key_mark \
         WHERE deleted_at IS NULL AND day <= $1",
        &params![day.to_string()],
    )?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::code(row, 1)?)))
        .collect()
}

/// Client, day and score of every answer up to a day, the oldest first.
pub fn satisfactions_until(tx: &mut Tx, day: Date) -> Result<Vec<(ClientId, Date, i64)>, Error> {
    let rows = tx.query(
        "SELECT client_id, day, score FROM satisfaction WHERE deleted_at IS NULL AND day <= $1 \
         ORDER BY day, created_at, id",
        &params![day.to_string()],
    )?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::day(row, 1)?, row.get(2)?)))
        .collect()
}

/// The temperature of every client that had one at a moment.
pub fn temperatures_at(tx: &mut Tx, at: Timestamp) -> Result<Vec<(ClientId, Temperature)>, Error> {
    let rows = tx.query(
        "SELECT t.client_id, t.temperature FROM client_temperature t \
         JOIN (SELECT client_id, MAX(set_at) AS set_at FROM client_temperature \
         WHERE set_at <= $1 GROUP BY client_id) l \
         ON l.client_id = t.client_id AND l.set_at = t.set_at WHERE t.temperature IS NOT NULL",
        &params![at.as_microsecond()],
    )?;
    rows.iter()
        .map(|row| Ok((read::id(row, 0)?, read::code(row, 1)?)))
        .collect()
}

/// Hands over client and moment of every interaction from `from` (inside) to `until` (outside).
pub fn each_contact<E: From<Error>>(
    tx: &mut Tx,
    from: Timestamp,
    until: Timestamp,
    mut f: impl FnMut(ClientId, Timestamp) -> Result<(), E>,
) -> Result<(), E> {
    tx.query_each(
        "SELECT client_id, happened_at FROM interaction \
         WHERE deleted_at IS NULL AND happened_at >= $1 AND happened_at < $2",
        &params![from.as_microsecond(), until.as_microsecond()],
        |row| f(read::id(row, 0)?, read::moment(row, 1)?),
    )
}

/// The parts of an address that tell a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// What the address is for.
    pub kind: AddressKind,
    /// Region.
    pub region: String,
    /// District within the region.
    pub district: String,
    /// City, town or village.
    pub settlement: String,
}

/// Hands over every address with its client, the oldest first.
pub fn each_address<E: From<Error>>(
    tx: &mut Tx,
    mut f: impl FnMut(ClientId, Located) -> Result<(), E>,
) -> Result<(), E> {
    tx.query_each(
        "SELECT client_id, kind, region, district, settlement FROM address \
         WHERE deleted_at IS NULL ORDER BY created_at, id",
        &[],
        |row| {
            let at = Located {
                kind: read::code(row, 1)?,
                region: row.get(2)?,
                district: row.get(3)?,
                settlement: row.get(4)?,
            };
            f(read::id(row, 0)?, at)
        },
    )
}
