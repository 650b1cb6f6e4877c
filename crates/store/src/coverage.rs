//! Territories with their buildings, in the order of streets.

use db::{Error, Row, Tx, Value, params};
use domain::coverage::{Place, PlaceData, PlaceState, Territory, TerritoryData, house_key};
use domain::id::{ClientId, PlaceId, TerritoryId, UserId};
use domain::search::fold;

use crate::conditions::Conditions;
use crate::read;

/// All territories by name, each with how far it is.
pub fn territories(tx: &mut Tx) -> Result<Vec<Territory>, Error> {
    let mut all: Vec<Territory> = tx
        .query(
            "SELECT id, name, settlement, version, regions, language FROM territory ORDER BY name_key, id",
            &[],
        )?
        .iter()
        .map(read_territory)
        .collect::<Result<_, _>>()?;
    let counts = tx.query(
        "SELECT territory_id, state, COUNT(*) FROM place WHERE deleted_at IS NULL \
         GROUP BY territory_id, state",
        &[],
    )?;
    for row in &counts {
        let id: TerritoryId = read::id(row, 0)?;
        let state: PlaceState = read::code(row, 1)?;
        if let Some(territory) = all.iter_mut().find(|one| one.id == id) {
            territory.counts[state as usize] = row.get(2)?;
        }
    }
    Ok(all)
}

fn read_territory(row: &Row) -> Result<Territory, Error> {
    Ok(Territory {
        id: read::id(row, 0)?,
        data: TerritoryData {
            name: row.get(1)?,
            settlement: row.get(2)?,
            regions: serde_json::from_str(row.get(4)?).map_err(|_| Error::Column {
                index: 4,
                wanted: "a list of regions",
                found: "another text",
            })?,
            language: row.get(5)?,
        },
        counts: [0; PlaceState::ALL.len()],
        version: row.get(3)?,
    })
}

fn regions(data: &TerritoryData) -> String {
    serde_json::to_string(&data.regions).unwrap_or_default()
}

/// Adds a territory; [`Error::Unique`] when the name is taken.
pub fn insert_territory(tx: &mut Tx, territory: &Territory) -> Result<(), Error> {
    let data = &territory.data;
    tx.execute(
        "INSERT INTO territory (id, name, name_key, settlement, version, regions, language) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &params![
            territory.id.uuid(),
            &data.name,
            fold(&data.name),
            data.settlement.as_deref(),
            territory.version,
            regions(data),
            data.language.as_deref(),
        ],
    )?;
    Ok(())
}

/// Writes a territory; `territory.version` is the new one. `false`: it moved on.
pub fn update_territory(tx: &mut Tx, territory: &Territory) -> Result<bool, Error> {
    let data = &territory.data;
    let changed = tx.execute(
        "UPDATE territory SET name = $2, name_key = $3, settlement = $4, version = $5, \
         regions = $6, language = $7 WHERE id = $1 AND version = $5 - 1",
        &params![
            territory.id.uuid(),
            &data.name,
            fold(&data.name),
            data.settlement.as_deref(),
            territory.version,
            regions(data),
            data.language.as_deref(),
        ],
    )?;
    Ok(changed == 1)
}

/// Removes a territory; whoever calls has seen that no building lies in it. Buildings that were
/// taken back go with it.
pub fn delete_territory(tx: &mut Tx, id: TerritoryId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM place WHERE territory_id = $1 AND deleted_at IS NOT NULL",
        &params![id.uuid()],
    )?;
    tx.execute("DELETE FROM territory WHERE id = $1", &params![id.uuid()])?;
    Ok(())
}

/// A building with the names it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The building.
    pub place: Place,
    /// Name of the client found there and who manages it.
    pub client: Option<(String, Option<UserId>)>,
    /// Name of who was there.
    pub visitor: Option<String>,
}

const COLUMNS: &str = "p.id, p.territory_id, p.street, p.house, p.state, p.client_id, p.note, \
    p.visited_day, p.visited_by, p.version, p.created_at";
const WIDTH: usize = 11;
const FROM: &str = "place p LEFT JOIN client c ON c.id = p.client_id AND c.deleted_at IS NULL \
    LEFT JOIN app_user u ON u.id = p.visited_by";

fn read_place(row: &Row) -> Result<Place, Error> {
    Ok(Place {
        id: read::id(row, 0)?,
        data: PlaceData {
            territory_id: read::id(row, 1)?,
            street: row.get(2)?,
            house: row.get(3)?,
            state: read::code(row, 4)?,
            client_id: read::id_opt(row, 5)?,
            note: row.get(6)?,
            visited_day: read::day_opt(row, 7)?,
            visited_by: read::id_opt(row, 8)?,
        },
        version: row.get(9)?,
        created_at: read::moment(row, 10)?,
    })
}

fn read_item(row: &Row) -> Result<Item, Error> {
    let name: Option<String> = row.get(WIDTH)?;
    let manager = read::id_opt(row, WIDTH + 1)?;
    Ok(Item {
        place: read_place(row)?,
        client: name.map(|name| (name, manager)),
        visitor: row.get(WIDTH + 2)?,
    })
}

/// Where a page of buildings ended.
pub type Spot = (String, String, PlaceId);

/// The place of a building in the order of streets.
pub fn spot(place: &Place) -> Spot {
    (
        fold(&place.data.street),
        house_key(&place.data.house),
        place.id,
    )
}

/// A page of the buildings of a territory in the order of streets and houses.
pub fn places(
    tx: &mut Tx,
    territory: TerritoryId,
    state: Option<PlaceState>,
    after: Option<&Spot>,
    limit: i64,
) -> Result<Vec<Item>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("p.deleted_at IS NULL");
    conditions.compare("p.territory_id", "=", territory.uuid());
    if let Some(state) = state {
        conditions.compare("p.state", "=", state.code());
    }
    if let Some((street, house, id)) = after {
        let place = [
            Value::from(street.clone()),
            Value::from(house.clone()),
            Value::from(id.uuid()),
        ];
        conditions.compare_row("(p.street_key, p.house_key, p.id)", ">", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {COLUMNS}, c.name, c.manager_id, u.name FROM {FROM}{clause} \
         ORDER BY p.street_key, p.house_key, p.id LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_item)
        .collect()
}

/// One building.
pub fn find(tx: &mut Tx, id: PlaceId) -> Result<Option<Item>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, c.name, c.manager_id, u.name FROM {FROM} \
         WHERE p.id = $1 AND p.deleted_at IS NULL"
    );
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_item(&row)).transpose()
}

/// One that was taken back.
pub fn deleted(tx: &mut Tx, id: PlaceId) -> Result<Option<Place>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM place p WHERE p.id = $1 AND p.deleted_at IS NOT NULL");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_place(&row)).transpose()
}

/// The keys of street and house that a territory has.
pub fn keys(tx: &mut Tx, territory: TerritoryId) -> Result<Vec<(String, String)>, Error> {
    tx.query(
        "SELECT street_key, house_key FROM place WHERE territory_id = $1 AND deleted_at IS NULL",
        &params![territory.uuid()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}

/// Adds buildings.
pub fn insert<'a>(tx: &mut Tx, places: impl IntoIterator<Item = &'a Place>) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO place (id, territory_id, street, street_key, house, house_key, state, \
             client_id, note, visited_day, visited_by, version, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        places.into_iter().map(|place| {
            let data = &place.data;
            params![
                place.id.uuid(),
                data.territory_id.uuid(),
                &data.street,
                fold(&data.street),
                &data.house,
                house_key(&data.house),
                data.state.code(),
                data.client_id.map(ClientId::uuid),
                data.note.as_deref(),
                data.visited_day.map(|day| day.to_string()),
                data.visited_by.map(UserId::uuid),
                place.version,
                place.created_at.as_microsecond(),
            ]
        }),
    )
}

/// Writes what is known of a building; `place.version` is the new one. One that was taken back is
/// there again. `false`: it moved on.
pub fn update(tx: &mut Tx, place: &Place) -> Result<bool, Error> {
    let data = &place.data;
    let changed = tx.execute(
        "UPDATE place SET state = $2, client_id = $3, note = $4, visited_day = $5, \
             visited_by = $6, version = $7, deleted_at = NULL \
         WHERE id = $1 AND version = $7 - 1",
        &params![
            place.id.uuid(),
            data.state.code(),
            data.client_id.map(ClientId::uuid),
            data.note.as_deref(),
            data.visited_day.map(|day| day.to_string()),
            data.visited_by.map(UserId::uuid),
            place.version,
        ],
    )?;
    Ok(changed == 1)
}

/// Takes a building back.
pub fn delete(tx: &mut Tx, id: PlaceId, at: jiff::Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE place SET deleted_at = $2, version = version + 1 \
         WHERE id = $1 AND deleted_at IS NULL",
        &params![id.uuid(), at.as_microsecond()],
    )?;
    Ok(())
}
