//! What the cards of clients say of who they are, for finding those that are one: all of them a page
//! at a time, or those that the journal says were changed. No rights are asked here: what is found
//! is shown through the rights of who asks.

pub mod decision;
pub mod pair;
pub mod person;
pub mod person_move;
pub mod run;

use db::{Error, Row, Tx, params};
use domain::address::{AddressKind, AddressParts};
use domain::channel::ChannelKind;
use domain::client::ClientKind;
use domain::country::Country;
use domain::fact::FactType;
use domain::id::{ClientId, PersonId, UserId};
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::read;

/// A way to reach a client, or one of its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Whose; nobody means the client itself.
    pub person: Option<PersonId>,
    /// What kind of way.
    pub kind: ChannelKind,
    /// As written.
    pub value: String,
}

/// A number or day that tells a client, or one of its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Of whom; nobody means the client itself.
    pub person: Option<PersonId>,
    /// What it is.
    pub of: FactType,
    /// As written.
    pub value: String,
}

/// A card as far as it tells who the client is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The client.
    pub id: ClientId,
    /// Company or private person.
    pub kind: ClientKind,
    /// Name.
    pub name: String,
    /// Tax number.
    pub tax_number: Option<String>,
    /// Country of the tax number.
    pub country: Country,
    /// Web site.
    pub website: Option<String>,
    /// Who manages it.
    pub manager: Option<UserId>,
    /// Phones, e-mails and sites, in their order.
    pub channels: Vec<Channel>,
    /// Addresses, the oldest first.
    pub addresses: Vec<(AddressKind, AddressParts)>,
    /// Its people, the oldest first.
    pub people: Vec<(PersonId, String)>,
    /// КПП, numbers of registers and of citizens, birthdays; the newest first.
    pub marks: Vec<Mark>,
}

const CLIENT: &str = "id, kind, name, tax_number, tax_country, website, manager_id";

fn card(row: &Row) -> Result<Card, Error> {
    Ok(Card {
        id: read::id(row, 0)?,
        kind: read::code(row, 1)?,
        name: row.get(2)?,
        tax_number: row.get(3)?,
        country: row.get::<&str>(4)?.parse().map_err(|_| Error::Column {
            index: 4,
            wanted: "a country",
            found: "another text",
        })?,
        website: row.get(5)?,
        manager: read::id_opt(row, 6)?,
        channels: Vec::new(),
        addresses: Vec::new(),
        people: Vec::new(),
        marks: Vec::new(),
    })
}

/// The cards of clients that are not deleted, in the order of their identifiers, after one of them;
/// at most `limit`.
pub fn page(tx: &mut Tx, after: Option<ClientId>, limit: i64) -> Result<Vec<Card>, Error> {
    let after = after.map_or(Uuid::nil(), ClientId::uuid);
    let sql = format!(
        "SELECT {CLIENT} FROM client WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT $2"
    );
    let rows = tx.query(&sql, &params![after, limit])?;
    let mut cards = rows.iter().map(card).collect::<Result<Vec<_>, _>>()?;
    if let (Some(first), Some(last)) = (cards.first(), cards.last()) {
        let (first, last) = (first.id.uuid(), last.id.uuid());
        fill(tx, &mut cards, || {
            let mut span = Conditions::new();
            span.with("client_id >= $?", first);
            span.with("client_id <= $?", last);
            span
        })?;
    }
    Ok(cards)
}

/// The cards of these clients that are not deleted, in the order of their identifiers.
pub fn cards(tx: &mut Tx, ids: &[ClientId]) -> Result<Vec<Card>, Error> {
    const AT_ONCE: usize = 500;
    let mut ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut all = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        let mut these = Conditions::new();
        these.any_of("id", ids.iter().copied());
        these.holds("deleted_at IS NULL");
        let sql = format!("SELECT {CLIENT} FROM client{} ORDER BY id", these.clause());
        let rows = tx.query(&sql, these.params())?;
        let mut cards = rows.iter().map(card).collect::<Result<Vec<_>, _>>()?;
        fill(tx, &mut cards, || {
            let mut these = Conditions::new();
            these.any_of("client_id", ids.iter().copied());
            these
        })?;
        all.extend(cards);
    }
    Ok(all)
}

/// Puts on the cards what hangs on them; `whose` limits to their clients, and others are passed over.
fn fill(tx: &mut Tx, cards: &mut [Card], whose: impl Fn() -> Conditions) -> Result<(), Error> {
    let there = || {
        let mut conditions = whose();
        conditions.holds("deleted_at IS NULL");
        conditions
    };
    let mut put = |id: ClientId, put: &mut dyn FnMut(&mut Card)| {
        if let Ok(at) = cards.binary_search_by_key(&id, |card| card.id) {
            put(&mut cards[at]);
        }
    };
    let mut conditions = there();
    conditions.holds("kind IN ('phone', 'email', 'site')");
    let sql = format!(
        "SELECT client_id, person_id, kind, value FROM channel{} \
         ORDER BY client_id, position, created_at, id",
        conditions.clause()
    );
    for row in &tx.query(&sql, conditions.params())? {
        let channel = Channel {
            person: read::id_opt(row, 1)?,
            kind: read::code(row, 2)?,
            value: row.get(3)?,
        };
        put(read::id(row, 0)?, &mut |card| {
            card.channels.push(channel.clone())
        });
    }
    let conditions = there();
    let sql = format!(
        "SELECT client_id, kind, country, region, district, settlement, street, house, postcode \
         FROM address{} ORDER BY client_id, created_at, id",
        conditions.clause()
    );
    for row in &tx.query(&sql, conditions.params())? {
        let kind: AddressKind = read::code(row, 1)?;
        let parts = AddressParts {
            country: row.get(2)?,
            region: row.get(3)?,
            district: row.get(4)?,
            settlement: row.get(5)?,
            street: row.get(6)?,
            house: row.get(7)?,
            postcode: row.get(8)?,
        };
        put(read::id(row, 0)?, &mut |card| {
            card.addresses.push((kind, parts.clone()));
        });
    }
    let conditions = there();
    let sql = format!(
        "SELECT client_id, id, name FROM person{} ORDER BY client_id, created_at, id",
        conditions.clause()
    );
    for row in &tx.query(&sql, conditions.params())? {
        let person: (PersonId, String) = (read::id(row, 1)?, row.get(2)?);
        put(read::id(row, 0)?, &mut |card| {
            card.people.push(person.clone())
        });
    }
    let mut conditions = there();
    conditions.any_of("fact_type", MARKS.map(FactType::code));
    let sql = format!(
        "SELECT client_id, person_id, fact_type, value FROM fact{} \
         ORDER BY client_id, day DESC, created_at DESC, id",
        conditions.clause()
    );
    for row in &tx.query(&sql, conditions.params())? {
        let mark = Mark {
            person: read::id_opt(row, 1)?,
            of: read::code(row, 2)?,
            value: row.get(3)?,
        };
        put(read::id(row, 0)?, &mut |card| card.marks.push(mark.clone()));
    }
    Ok(())
}

/// Facts that tell who somebody is.
const MARKS: [FactType; 4] = [
    FactType::Kpp,
    FactType::RegistrationNumber,
    FactType::PersonalNumber,
    FactType::Birthday,
];

/// Clients of which the journal tells a change of the card, or of what hangs on it, after a line;
/// without what was written for one request.
pub fn changed_since(tx: &mut Tx, seq: i64, but_for: Option<&str>) -> Result<Vec<ClientId>, Error> {
    let rows = match but_for {
        None => tx.query(
            "SELECT DISTINCT client_id FROM journal WHERE seq > $1 AND client_id IS NOT NULL \
             AND action NOT IN ('reveal', 'export') \
             AND entity IN ('client', 'person', 'channel', 'address', 'fact')",
            &params![seq],
        )?,
        Some(request) => tx.query(
            "SELECT DISTINCT client_id FROM journal WHERE seq > $1 AND client_id IS NOT NULL \
             AND action NOT IN ('reveal', 'export') \
             AND entity IN ('client', 'person', 'channel', 'address', 'fact') AND request <> $2",
            &params![seq, request],
        )?,
    };
    rows.iter().map(|row| read::id(row, 0)).collect()
}

/// How many decisions were made, or taken back with a merge, after a line of the journal.
pub fn decided_since(tx: &mut Tx, seq: i64) -> Result<i64, Error> {
    let row = tx.query_one(
        "SELECT COUNT(*) FROM journal WHERE seq > $1 \
         AND ((entity = 'duplicate' AND action = 'decide') OR action = 'unmerge')",
        &params![seq],
    )?;
    row.get(0)
}

/// How many clients there are.
pub fn count(tx: &mut Tx) -> Result<i64, Error> {
    let row = tx.query_one("SELECT COUNT(*) FROM client WHERE deleted_at IS NULL", &[])?;
    row.get(0)
}
