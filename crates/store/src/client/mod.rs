//! Clients: reading one, writing, and what the product keeps on them by itself. Lists are in
//! `list`, looking up by other keys in `lookup`.

mod chosen;
mod list;
mod lookup;

use db::{Error, Row, Tx, Value, params};
use domain::client::{Client, ClientData, Standing, Temperature};
use domain::country::Country;
use domain::id::ClientId;
use domain::policy::Scope;
use domain::rest::Rest;
use domain::search::sort_key;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

pub use chosen::chosen;
pub use list::{Asked, Cut, Figures, Item, ListQuery, count, each, list};
pub use lookup::{
    Surroundings, by_external_id, external_id_taken, is_lost_by_rhythm, surroundings,
};

use crate::conditions::Conditions;
use crate::holding;
use crate::read;
use crate::search::{self, Named};

const COLUMNS: &str = "c.id, c.kind, c.name, c.relation, c.tax_number, c.tax_country, \
    c.segment_id, c.source_id, c.competitor_id, c.manager_id, c.service_class, \
    c.purchase_habits, c.deal_terms, c.website, c.only_us, c.recommends, c.mailing_consent, \
    c.publication_consent, c.external_id, c.region, c.main_phone, c.main_email, c.marker, \
    c.ladder_step, c.purchases, c.last_purchase_day, c.last_interaction_at, c.last_effective_at, \
    c.version, c.created_at, c.created_by, c.updated_at, c.deleted_at, c.company_group_id, c.temperature, \
    c.rest_from, c.rest_agreed_at, c.rest_until, c.turned_at";

fn read_client(row: &Row) -> Result<Client, Error> {
    Ok(Client {
        id: read::id(row, 0)?,
        data: ClientData {
            kind: read::code(row, 1)?,
            name: row.get(2)?,
            relation: read::code(row, 3)?,
            tax_number: row.get(4)?,
            tax_country: country(row, 5)?,
            segment_id: read::id_opt(row, 6)?,
            source_id: read::id_opt(row, 7)?,
            competitor_id: read::id_opt(row, 8)?,
            company_group_id: read::id_opt(row, 33)?,
            manager_id: read::id_opt(row, 9)?,
            service_class: read::code(row, 10)?,
            temperature: read::code_opt(row, 34)?,
            purchase_habits: row.get(11)?,
            deal_terms: row.get(12)?,
            website: row.get(13)?,
            only_us: row.get(14)?,
            recommends: row.get(15)?,
            mailing_consent: row.get(16)?,
            publication_consent: row.get(17)?,
            external_id: row.get(18)?,
        },
        region: row.get(19)?,
        main_phone: row.get(20)?,
        main_email: row.get(21)?,
        standing: Standing {
            marker: read::code(row, 22)?,
            ladder_step: read::code(row, 23)?,
            purchases: row.get(24)?,
            last_purchase_day: read::day_opt(row, 25)?,
            last_interaction_at: read::moment_opt(row, 26)?,
            last_effective_at: read::moment_opt(row, 27)?,
            rest: Rest {
                from: read::moment_opt(row, 35)?,
                agreed_at: read::moment_opt(row, 36)?,
                until: read::moment_opt(row, 37)?,
                turned_at: read::moment_opt(row, 38)?,
            },
        },
        version: row.get(28)?,
        created_at: read::moment(row, 29)?,
        created_by: read::id(row, 30)?,
        updated_at: read::moment(row, 31)?,
        deleted_at: read::moment_opt(row, 32)?,
    })
}

fn country(row: &Row, index: usize) -> Result<Country, Error> {
    let wrong = Error::Column {
        index,
        wanted: "a country",
        found: "another text",
    };
    row.get::<&str>(index)?.parse().map_err(|_| wrong)
}

fn id<T: Into<Uuid>>(id: Option<T>) -> Option<Uuid> {
    id.map(Into::into)
}

fn micros(moment: Option<Timestamp>) -> Option<i64> {
    moment.map(Timestamp::as_microsecond)
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// The columns of what employees write, with their values; the search keys with the name.
fn columns_of(d: &ClientData) -> [(&'static str, Value<'_>); 22] {
    let name_key = sort_key(&d.name);
    let search_key = search::key_of(&d.name);
    [
        ("kind", d.kind.code().into()),
        ("name", (&d.name).into()),
        ("name_key", name_key.into()),
        ("search_key", search_key.into()),
        ("relation", d.relation.code().into()),
        ("tax_number", d.tax_number.as_deref().into()),
        ("tax_country", d.tax_country.to_string().into()),
        ("segment_id", id(d.segment_id).into()),
        ("source_id", id(d.source_id).into()),
        ("competitor_id", id(d.competitor_id).into()),
        ("company_group_id", id(d.company_group_id).into()),
        ("manager_id", id(d.manager_id).into()),
        ("service_class", d.service_class.code().into()),
        (TEMPERATURE, d.temperature.map(|of| of.code()).into()),
        ("purchase_habits", d.purchase_habits.as_deref().into()),
        ("deal_terms", d.deal_terms.as_deref().into()),
        ("website", d.website.as_deref().into()),
        ("only_us", d.only_us.into()),
        ("recommends", d.recommends.into()),
        ("mailing_consent", d.mailing_consent.into()),
        ("publication_consent", d.publication_consent.into()),
        ("external_id", d.external_id.as_deref().into()),
    ]
}

/// The column whose every value is kept with the moment it was set.
const TEMPERATURE: &str = "temperature";

/// The columns of employees that the analysis reads.
const ANALYSED: [&str; 11] = [
    "kind",
    "relation",
    "segment_id",
    "source_id",
    "company_group_id",
    "manager_id",
    "service_class",
    TEMPERATURE,
    "only_us",
    "recommends",
    "mailing_consent",
];

fn row_of(c: &Client) -> Vec<Value<'_>> {
    let s = &c.standing;
    let written = columns_of(&c.data).into_iter().map(|(_, value)| value);
    let kept = params![
        c.region.as_deref(),
        c.main_phone.as_deref(),
        c.main_email.as_deref(),
        s.marker.code(),
        s.ladder_step.code(),
        s.purchases,
        day(s.last_purchase_day),
        micros(s.last_interaction_at),
        micros(s.last_effective_at),
        micros(s.rest.from),
        micros(s.rest.agreed_at),
        micros(s.rest.until),
        micros(s.rest.turned_at),
        c.version,
        c.created_at.as_microsecond(),
        c.created_by.uuid(),
        c.updated_at.as_microsecond(),
        micros(c.deleted_at),
    ];
    std::iter::once(Value::from(c.id.uuid()))
        .chain(written)
        .chain(kept)
        .collect()
}

/// Adds clients with the words of their names. Channels, addresses and interactions that their
/// fields were copied from are the caller's to add.
pub fn insert<'a, I>(tx: &mut Tx, clients: I) -> Result<u64, Error>
where
    I: IntoIterator<Item = &'a Client>,
    I::IntoIter: Clone,
{
    let clients = clients.into_iter();
    let added = tx.execute_many(include_str!("insert.sql"), clients.clone().map(row_of))?;
    let known = clients.clone().filter(|c| c.data.temperature.is_some());
    note_temperatures(tx, known.map(|c| (c.id, c.created_at, c.data.temperature)))?;
    let names = clients
        .clone()
        .map(|c| (c.id.uuid(), id(c.data.manager_id), c.data.name.as_str()));
    search::insert(tx, Named::Client, names)?;
    holding::begin_all(tx, &holding::ids(clients))?;
    Ok(added)
}

/// Keeps from which moment on clients are as hot or cold as they are.
pub fn note_temperatures(
    tx: &mut Tx,
    since: impl IntoIterator<Item = (ClientId, Timestamp, Option<Temperature>)>,
) -> Result<(), Error> {
    let rows = since.into_iter().map(|(client, since, temperature)| {
        let temperature = temperature.map(|of| of.code());
        params![client.uuid(), since.as_microsecond(), temperature].to_vec()
    });
    tx.execute_many(
        "INSERT INTO client_temperature (client_id, set_at, temperature) VALUES ($1, $2, $3) \
         ON CONFLICT (client_id, set_at) DO UPDATE SET temperature = excluded.temperature",
        rows,
    )?;
    Ok(())
}

/// One client within the scope; a deleted one is not found.
pub fn find(tx: &mut Tx, scope: &Scope, id: ClientId) -> Result<Option<Client>, Error> {
    find_where(tx, scope, id, "c.deleted_at IS NULL")
}

/// One deleted client within the scope; one that was merged into another is not deleted but led
/// elsewhere (see `merge`).
pub fn find_deleted(tx: &mut Tx, scope: &Scope, id: ClientId) -> Result<Option<Client>, Error> {
    find_where(
        tx,
        scope,
        id,
        "c.deleted_at IS NOT NULL AND c.merged_into IS NULL",
    )
}

/// One client that was merged into another, within the scope.
pub fn find_merged(tx: &mut Tx, scope: &Scope, id: ClientId) -> Result<Option<Client>, Error> {
    find_where(tx, scope, id, "c.merged_into IS NOT NULL")
}

/// Clients that are not deleted, whatever the scope: for work that asks for rights otherwise.
pub fn find_all(tx: &mut Tx, ids: &[ClientId]) -> Result<Vec<Client>, Error> {
    let mut conditions = Conditions::new();
    conditions.any_of("c.id", ids.iter().map(|id| id.uuid()));
    conditions.holds("c.deleted_at IS NULL");
    let sql = format!("SELECT {COLUMNS} FROM client c{}", conditions.clause());
    tx.query(&sql, conditions.params())?
        .iter()
        .map(read_client)
        .collect()
}

fn find_where(
    tx: &mut Tx,
    scope: &Scope,
    id: ClientId,
    state: &'static str,
) -> Result<Option<Client>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("c.id = $?", id.uuid());
    conditions.holds(state);
    conditions.visible(scope, "c.manager_id");
    let sql = format!("SELECT {COLUMNS} FROM client c{}", conditions.clause());
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| read_client(&row)).transpose()
}

/// Writes what employees changed; `client.version` is the new one. `false`: the client moved on,
/// or is deleted. Only the columns that differ are named, so that the other indexes are left alone.
pub fn update(tx: &mut Tx, before: &Client, client: &Client) -> Result<bool, Error> {
    let d = &client.data;
    let mut values: Vec<Value<'_>> = params![
        client.id.uuid(),
        client.version,
        client.updated_at.as_microsecond(),
        client.standing.marker.code(),
        client.standing.ladder_step.code(),
    ]
    .into();
    let mut sets = String::new();
    let mut followed = false;
    for ((column, old), (_, new)) in columns_of(&before.data).into_iter().zip(columns_of(d)) {
        if old != new {
            values.push(new);
            sets.push_str(&format!(", {column} = ${}", values.len()));
            followed |= ANALYSED.contains(&column);
        }
    }
    let sql = format!(
        "UPDATE client SET version = $2, updated_at = $3, marker = $4, ladder_step = $5{sets} \
         WHERE id = $1 AND version = $2 - 1 AND deleted_at IS NULL"
    );
    let changed = tx.execute(&sql, &values)?;
    if changed != 1 {
        return Ok(false);
    }
    if before.data.temperature != d.temperature {
        note_temperatures(tx, [(client.id, client.updated_at, d.temperature)])?;
    }
    if followed {
        crate::order::mark_changed(tx, client.id)?;
    }
    let manager = id(d.manager_id);
    if before.data.name != d.name {
        search::remove(tx, Named::Client, client.id.uuid(), &before.data.name)?;
        search::insert(
            tx,
            Named::Client,
            [(client.id.uuid(), manager, d.name.as_str())],
        )?;
    } else if before.data.manager_id != d.manager_id {
        search::assign(tx, Named::Client, client.id.uuid(), &d.name, manager)?;
    }
    if before.data.manager_id != d.manager_id {
        holding::follow(tx, &[client.id], client.updated_at)?;
        for (person, name) in people(tx, client.id)? {
            search::assign(tx, Named::Person, person, &name, manager)?;
        }
    }
    Ok(true)
}

fn people(tx: &mut Tx, client: ClientId) -> Result<Vec<(Uuid, String)>, Error> {
    let rows = tx.query(
        "SELECT id, name FROM person WHERE client_id = $1 AND deleted_at IS NULL",
        &params![client.uuid()],
    )?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// Deletes (`deleted_at`) or brings back (`None`) a client of this version, with the words it and
/// its people are found by. `false`: it moved on.
pub fn set_deleted(
    tx: &mut Tx,
    client: &Client,
    now: Timestamp,
    deleted_at: Option<Timestamp>,
) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE client SET deleted_at = $4, updated_at = $3, version = version + 1 \
         WHERE id = $1 AND version = $2",
        &params![
            client.id.uuid(),
            client.version,
            now.as_microsecond(),
            micros(deleted_at)
        ],
    )?;
    if changed != 1 {
        return Ok(false);
    }
    holding::follow(tx, &[client.id], now)?;
    // The analysis leaves out the orders of deleted clients.
    crate::order::mark_changed(tx, client.id)?;
    let people = people(tx, client.id)?;
    let manager = id(client.data.manager_id);
    if deleted_at.is_some() {
        search::remove(tx, Named::Client, client.id.uuid(), &client.data.name)?;
        for (person, name) in people {
            search::remove(tx, Named::Person, person, &name)?;
        }
    } else {
        let own = (client.id.uuid(), manager, client.data.name.as_str());
        search::insert(tx, Named::Client, [own])?;
        let people = people
            .iter()
            .map(|(person, name)| (*person, manager, name.as_str()));
        search::insert(tx, Named::Person, people)?;
    }
    Ok(true)
}

/// Writes what the product computes. The version stays: nobody edits these fields.
pub fn set_standing(tx: &mut Tx, client: ClientId, standing: &Standing) -> Result<(), Error> {
    tx.execute(
        "UPDATE client SET marker = $2, ladder_step = $3, purchases = $4, \
         last_purchase_day = $5, last_interaction_at = $6, last_effective_at = $7 WHERE id = $1",
        &params![
            client.uuid(),
            standing.marker.code(),
            standing.ladder_step.code(),
            standing.purchases,
            day(standing.last_purchase_day),
            micros(standing.last_interaction_at),
            micros(standing.last_effective_at),
        ],
    )?;
    Ok(())
}

/// Copies the first phone and the first e-mail of the client onto its row.
pub fn refresh_channels(tx: &mut Tx, client: ClientId) -> Result<(), Error> {
    tx.execute(
        include_str!("refresh_channels.sql"),
        &params![client.uuid()],
    )?;
    Ok(())
}

/// Copies the region of the main address onto the row: actual, else legal, delivery, post.
pub fn refresh_region(tx: &mut Tx, client: ClientId) -> Result<(), Error> {
    tx.execute(include_str!("refresh_region.sql"), &params![client.uuid()])?;
    crate::order::mark_changed(tx, client)
}
