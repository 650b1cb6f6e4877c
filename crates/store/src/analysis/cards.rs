//! Parts of cards that the analysis reads for single figures: potentials, talks, addresses.

use db::{Error, Tx, params};
use domain::address::AddressKind;
use domain::client::Temperature;
use domain::id::{ClientId, ProductGroupId};
use domain::interaction::Outcome;
use domain::key_mark::KeyAttribute;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

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
    let conditions = there(client);
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

/// Hands over client, moment in microseconds and outcome of every interaction, or of those with one
/// client. What a fresh look hides is left out: figures that its holder reads come of them.
pub fn each_talk<E: From<Error>>(
    tx: &mut Tx,
    client: Option<ClientId>,
    mut f: impl FnMut(ClientId, i64, Outcome) -> Result<(), E>,
) -> Result<(), E> {
    let mut of = there(client);
    of.holds("NOT veiled");
    tx.query_each(
        &format!(
            "SELECT client_id, happened_at, outcome FROM interaction{}",
            of.clause()
        ),
        of.params(),
        |row| f(read::id(row, 0)?, row.get(1)?, read::code(row, 2)?),
    )
}

/// The parts of an address that tell a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// Its identifier.
    pub id: Uuid,
    /// When it was noted, in microseconds.
    pub noted_at: i64,
    /// What the address is for.
    pub kind: AddressKind,
    /// Region.
    pub region: String,
    /// District within the region.
    pub district: String,
    /// City, town or village.
    pub settlement: String,
}

/// Hands over every address with its client, or those of one client.
pub fn each_address<E: From<Error>>(
    tx: &mut Tx,
    client: Option<ClientId>,
    mut f: impl FnMut(ClientId, Located) -> Result<(), E>,
) -> Result<(), E> {
    let of = there(client);
    tx.query_each(
        &format!(
            "SELECT client_id, kind, region, district, settlement, created_at, id FROM address{}",
            of.clause()
        ),
        of.params(),
        |row| {
            let at = Located {
                kind: read::code(row, 1)?,
                region: row.get(2)?,
                district: row.get(3)?,
                settlement: row.get(4)?,
                noted_at: row.get(5)?,
                id: read::id::<Uuid>(row, 6)?,
            };
            f(read::id(row, 0)?, at)
        },
    )
}

/// What is not deleted, of one client or of all.
fn there(client: Option<ClientId>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("deleted_at IS NULL");
    if let Some(client) = client {
        conditions.with("client_id = $?", client.uuid());
    }
    conditions
}
