//! Records by their keys, many at a time, for an import: which clients have these numbers, phones,
//! names; whole cards; who was touched by others since. Looked up whatever the scope of who asks:
//! the use case decides what may be matched.

use std::collections::HashMap;

use db::{Error, Tx, Value, params};
use domain::address::AddressData;
use domain::channel::ChannelData;
use domain::client::Client;
use domain::dictionary::Dictionary;
use domain::fact::FactData;
use domain::id::{ClientId, ImportId, ProductGroupId, UserId};
use domain::interaction::InteractionData;
use domain::part::{Part, PartData};
use domain::payment::Payment;
use domain::person::PersonData;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::part::{self, Stored};
use crate::read;

/// A client with all that an import may add to.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The client.
    pub client: Client,
    /// Its channels, those of its people included.
    pub channels: Vec<Part<ChannelData>>,
    /// Its addresses.
    pub addresses: Vec<Part<AddressData>>,
    /// Its people.
    pub people: Vec<Part<PersonData>>,
    /// Its facts.
    pub facts: Vec<Part<FactData>>,
}

impl Card {
    /// The card of a client on which nothing hangs yet.
    pub fn of(client: Client) -> Self {
        Self {
            client,
            channels: Vec::new(),
            addresses: Vec::new(),
            people: Vec::new(),
            facts: Vec::new(),
        }
    }
}

/// The most homonyms that one look-up of names gives.
const HOMONYMS: i64 = 5_000;
/// Rows of one client and kind that are loaded at most, on average.
const PARTS: usize = 200;
/// Lists of values are filled up to one of these lengths, so that few different statements are
/// prepared.
const LENGTHS: [usize; 4] = [1, 16, 128, 1_024];

/// Adds `column IN (…)` with a list of one of the usual lengths.
fn any_of<V: Into<Value<'static>> + Clone>(
    conditions: &mut Conditions,
    column: &'static str,
    values: &[V],
) {
    let length = LENGTHS.into_iter().find(|length| *length >= values.len());
    let length = length.unwrap_or(values.len());
    let filling = values
        .last()
        .into_iter()
        .cycle()
        .take(length - values.len());
    conditions.any_of(column, values.iter().chain(filling).cloned());
}

/// Longer lists are cut.
const CUT: usize = 1_024;

/// Whom an identifier of another system names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByExternalId {
    /// The identifier.
    pub external_id: String,
    /// The client.
    pub client: ClientId,
    /// It is that of a record which was merged into this client, and not the client's own.
    pub led: bool,
}

/// Clients with these identifiers of another system; where a record with one was merged into
/// another, that one.
pub fn by_external_ids(tx: &mut Tx, ids: &[String]) -> Result<Vec<ByExternalId>, Error> {
    let mut found: Vec<ByExternalId> = Vec::new();
    for ids in ids.chunks(CUT) {
        let mut conditions = Conditions::new();
        any_of(&mut conditions, "c.external_id", ids);
        conditions.holds("c.external_id IS NOT NULL AND c.deleted_at IS NULL");
        let sql = format!(
            "SELECT c.external_id, c.id FROM client c{}",
            conditions.clause()
        );
        for row in tx.query(&sql, conditions.params())? {
            found.push(ByExternalId {
                external_id: row.get(0)?,
                client: read::id(&row, 1)?,
                led: false,
            });
        }
        let mut conditions = Conditions::new();
        any_of(&mut conditions, "c.external_id", ids);
        conditions.holds("c.external_id IS NOT NULL AND c.merged_into IS NOT NULL");
        // of several records that had it, the one merged last
        let sql = format!(
            "WITH RECURSIVE led (external_id, at, first, id, next) AS ( \
               SELECT c.external_id, c.updated_at, c.id, c.id, c.merged_into FROM client c{} \
               UNION ALL \
               SELECT led.external_id, led.at, led.first, c.id, c.merged_into \
               FROM led JOIN client c ON c.id = led.next) \
             SELECT led.external_id, led.id FROM led JOIN client c ON c.id = led.id \
             WHERE led.next IS NULL AND c.deleted_at IS NULL \
             ORDER BY led.external_id, led.at DESC, led.first",
            conditions.clause()
        );
        for row in tx.query(&sql, conditions.params())? {
            let external_id: String = row.get(0)?;
            if found.iter().all(|known| known.external_id != external_id) {
                found.push(ByExternalId {
                    external_id,
                    client: read::id(&row, 1)?,
                    led: true,
                });
            }
        }
    }
    Ok(found)
}

/// Clients with these tax numbers: `country:number`, client.
pub fn by_tax_numbers(tx: &mut Tx, numbers: &[String]) -> Result<Vec<(String, ClientId)>, Error> {
    let mut found = Vec::new();
    for numbers in numbers.chunks(CUT) {
        let mut conditions = Conditions::new();
        any_of(&mut conditions, "c.tax_number", numbers);
        conditions.holds("c.tax_number IS NOT NULL AND c.deleted_at IS NULL");
        let sql = format!(
            "SELECT c.tax_country, c.tax_number, c.id FROM client c{} ORDER BY c.id",
            conditions.clause()
        );
        for row in tx.query(&sql, conditions.params())? {
            let key = format!("{}:{}", row.get::<&str>(0)?, row.get::<&str>(1)?);
            found.push((key, read::id(&row, 2)?));
        }
    }
    Ok(found)
}

/// Clients with these phones or e-mails, their own or of their people: key, client.
pub fn by_channels(tx: &mut Tx, keys: &[String]) -> Result<Vec<(String, ClientId)>, Error> {
    let mut found = Vec::new();
    for keys in keys.chunks(CUT) {
        let mut conditions = Conditions::new();
        any_of(&mut conditions, "h.value_key", keys);
        conditions.holds("h.deleted_at IS NULL AND h.kind IN ('phone', 'email')");
        conditions.holds("c.id = h.client_id AND c.deleted_at IS NULL");
        let limit = conditions.bind(HOMONYMS);
        let sql = format!(
            "SELECT h.value_key, h.client_id FROM channel h CROSS JOIN client c{} \
             ORDER BY h.value_key, h.client_id LIMIT {limit}",
            conditions.clause()
        );
        for row in tx.query(&sql, conditions.params())? {
            found.push((row.get(0)?, read::id(&row, 1)?));
        }
    }
    Ok(found)
}

/// Clients with these names, see `domain::search::sort_key`: key, client.
pub fn by_names(tx: &mut Tx, keys: &[String]) -> Result<Vec<(String, ClientId)>, Error> {
    let mut found = Vec::new();
    for keys in keys.chunks(CUT) {
        let mut conditions = Conditions::new();
        any_of(&mut conditions, "c.name_key", keys);
        conditions.holds("c.deleted_at IS NULL");
        let limit = conditions.bind(HOMONYMS);
        let sql = format!(
            "SELECT c.name_key, c.id FROM client c{} ORDER BY c.name_key, c.id LIMIT {limit}",
            conditions.clause()
        );
        for row in tx.query(&sql, conditions.params())? {
            found.push((row.get(0)?, read::id(&row, 1)?));
        }
    }
    Ok(found)
}

/// Clients with these numbers in a state register: number, client.
pub fn by_registration_numbers(
    tx: &mut Tx,
    numbers: &[String],
) -> Result<Vec<(String, ClientId)>, Error> {
    let mut found = Vec::new();
    for numbers in numbers.chunks(CUT) {
        let mut conditions = Conditions::new();
        any_of(&mut conditions, "f.value", numbers);
        conditions.holds("f.fact_type = 'registration_number' AND f.deleted_at IS NULL");
        conditions.holds("c.id = f.client_id AND c.deleted_at IS NULL");
        let sql = format!(
            "SELECT f.value, f.client_id FROM fact f CROSS JOIN client c{} ORDER BY f.client_id",
            conditions.clause()
        );
        for row in tx.query(&sql, conditions.params())? {
            found.push((row.get(0)?, read::id(&row, 1)?));
        }
    }
    Ok(found)
}

/// The cards of clients that are not deleted.
pub fn cards(tx: &mut Tx, ids: &[ClientId]) -> Result<HashMap<ClientId, Card>, Error> {
    let mut cards = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(CUT) {
        for client in crate::client::find_all(tx, ids)? {
            cards.insert(client.id, Card::of(client));
        }
        for part in parts::<ChannelData>(tx, ids)? {
            if let Some(card) = cards.get_mut(&part.client_id) {
                card.channels.push(part);
            }
        }
        for part in parts::<AddressData>(tx, ids)? {
            if let Some(card) = cards.get_mut(&part.client_id) {
                card.addresses.push(part);
            }
        }
        for part in parts::<PersonData>(tx, ids)? {
            if let Some(card) = cards.get_mut(&part.client_id) {
                card.people.push(part);
            }
        }
        for part in parts::<FactData>(tx, ids)? {
            if let Some(card) = cards.get_mut(&part.client_id) {
                card.facts.push(part);
            }
        }
    }
    Ok(cards)
}

fn parts<D: Stored + PartData>(tx: &mut Tx, ids: &[ClientId]) -> Result<Vec<Part<D>>, Error> {
    let mut conditions = Conditions::new();
    let uuids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    any_of(&mut conditions, "client_id", &uuids);
    conditions.holds("deleted_at IS NULL");
    let limit = i64::try_from(ids.len().max(1) * PARTS).unwrap_or(i64::MAX);
    part::page(tx, conditions, limit)
}

/// Interactions of clients.
pub fn interactions(tx: &mut Tx, ids: &[ClientId]) -> Result<Vec<Part<InteractionData>>, Error> {
    parts(tx, ids)
}

/// Payments of one client that are not deleted, the oldest first.
pub fn payments(tx: &mut Tx, client: ClientId) -> Result<Vec<Payment>, Error> {
    crate::payment::of_client(tx, client)
}

/// Clients among these whose cards or papers somebody has worked on but these requests.
pub fn worked_on(tx: &mut Tx, ids: &[ClientId], requests: &[&str]) -> Result<Vec<ClientId>, Error> {
    let mut found = Vec::new();
    for ids in ids.chunks(CUT) {
        let uuids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let mut conditions = Conditions::new();
        any_of(&mut conditions, "client_id", &uuids);
        conditions.none_of(
            "request",
            requests.iter().map(|request| (*request).to_owned()),
        );
        conditions.holds("action NOT IN ('reveal', 'export')");
        let sql = format!(
            "SELECT DISTINCT client_id FROM journal{} ORDER BY client_id",
            conditions.clause()
        );
        for row in tx.query(&sql, conditions.params())? {
            found.push(read::id(&row, 0)?);
        }
        let mut conditions = Conditions::new();
        any_of(&mut conditions, "client_id", &uuids);
        conditions.holds("deleted_at IS NULL");
        let clause = conditions.clause();
        for table in ["orders", "payment", "interaction", "potential"] {
            let sql = format!("SELECT DISTINCT client_id FROM {table}{clause} ORDER BY client_id");
            for row in tx.query(&sql, conditions.params())? {
                found.push(read::id(&row, 0)?);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Deletes clients that an import has made, with the words they and their people are found by.
pub fn delete_clients(tx: &mut Tx, cards: &[&Card], now: jiff::Timestamp) -> Result<u64, Error> {
    use crate::search::{Named, remove};
    let mut gone = 0;
    for cards in cards.chunks(CUT) {
        let mut conditions = Conditions::new();
        let ids: Vec<Uuid> = cards.iter().map(|card| card.client.id.uuid()).collect();
        any_of(&mut conditions, "id", &ids);
        conditions.holds("deleted_at IS NULL");
        let clause = conditions.clause();
        let at = conditions.bind(now.as_microsecond());
        let sql = format!(
            "UPDATE client SET deleted_at = {at}, updated_at = {at}, version = version + 1{clause}"
        );
        gone += tx.execute(&sql, conditions.params())?;
        for card in cards {
            let client = &card.client;
            remove(tx, Named::Client, client.id.uuid(), &client.data.name)?;
            for person in &card.people {
                remove(tx, Named::Person, person.id.uuid(), &person.data.name)?;
            }
        }
    }
    Ok(gone)
}

/// Clients of a run that are deleted name an entry of a dictionary no more.
pub fn let_go(
    tx: &mut Tx,
    run: ImportId,
    dictionary: Dictionary,
    entry: Uuid,
) -> Result<u64, Error> {
    let column = crate::dictionary::table(dictionary).1;
    let sql = format!(
        "UPDATE client SET {column} = NULL WHERE {column} = $1 AND deleted_at IS NOT NULL \
         AND id IN (SELECT record_id FROM import_outcome WHERE run_id = $2)"
    );
    tx.execute(&sql, &params![entry, run.uuid()])
}

/// Takes a group of products off the products that went with an import.
pub fn let_go_of_group(tx: &mut Tx, run: ImportId, group: Uuid) -> Result<u64, Error> {
    tx.execute(
        "UPDATE product SET group_id = NULL WHERE group_id = $1 AND deleted_at IS NOT NULL \
         AND id IN (SELECT record_id FROM import_outcome WHERE run_id = $2)",
        &params![group, run.uuid()],
    )
}

/// The group of products with this name in a group, or at the root.
pub fn product_group_named(
    tx: &mut Tx,
    parent: Option<ProductGroupId>,
    name_key: &str,
) -> Result<Option<ProductGroupId>, Error> {
    let row = match parent {
        Some(parent) => tx.query_opt(
            "SELECT id FROM product_group WHERE parent_id = $1 AND name_key = $2",
            &params![parent.uuid(), name_key],
        )?,
        None => tx.query_opt(
            "SELECT id FROM product_group WHERE parent_id IS NULL AND name_key = $1",
            &params![name_key],
        )?,
    };
    row.map(|row| read::id(&row, 0)).transpose()
}

/// Employees by the ways people write them: log-in and name, folded.
pub fn employees(tx: &mut Tx) -> Result<HashMap<String, UserId>, Error> {
    let mut found = HashMap::new();
    for user in crate::user::list(tx)? {
        found.insert(domain::search::fold(&user.name), user.id);
        found.insert(domain::search::fold(&user.login), user.id);
    }
    Ok(found)
}
