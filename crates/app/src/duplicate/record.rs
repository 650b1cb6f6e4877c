//! The cards of the base as the records that are compared: a company with its numbers, ways to reach
//! it and place; a private client, and a person at a client, as people.

use domain::address::AddressKind;
use domain::channel::ChannelKind;
use domain::client::ClientKind;
use domain::fact::FactType;
use domain::id::{ClientId, PersonId};
use matching::{Field, Kind};
use store::duplicate::Card;

use crate::{App, DbError};

/// Cards read in one transaction.
const PAGE: i64 = 1_000;

/// What a record stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A client.
    Client(ClientId),
    /// A person at a client.
    Person(PersonId, ClientId),
}

impl Subject {
    /// The client it is, or belongs to.
    pub fn client(self) -> ClientId {
        match self {
            Self::Client(id) | Self::Person(_, id) => id,
        }
    }
}

/// Companies are compared with companies, private clients with people.
pub fn kind_of(kind: ClientKind) -> Kind {
    match kind {
        ClientKind::Company => Kind::Company,
        ClientKind::Private => Kind::Person,
    }
}

/// What a record says, field by field.
pub type Fields<'c> = Vec<(Field, &'c str)>;

/// Which address says where a client is.
const WHERE: [AddressKind; 4] = [
    AddressKind::Actual,
    AddressKind::Legal,
    AddressKind::Post,
    AddressKind::Delivery,
];

/// A client in the words of the comparison.
pub fn of_client(card: &Card) -> Fields<'_> {
    let mut fields = Vec::with_capacity(16);
    let private = card.kind == ClientKind::Private;
    fields.push((
        if private {
            Field::FullName
        } else {
            Field::Name
        },
        card.name.as_str(),
    ));
    fields.push((Field::Country, card.country.code()));
    let number = mark(card, None, FactType::PersonalNumber);
    match (&card.tax_number, private) {
        // the tax number of a private person is a number of the person
        (Some(tax), true) => fields.push((Field::PersonalNumber, number.unwrap_or(tax))),
        (tax, _) => {
            let tax = tax.as_deref().map(|tax| (Field::TaxNumber, tax));
            fields.extend(tax);
            fields.extend(number.map(|number| (Field::PersonalNumber, number)));
        }
    }
    for (field, of) in [
        (Field::Kpp, FactType::Kpp),
        (Field::RegistrationNumber, FactType::RegistrationNumber),
        (Field::Birthday, FactType::Birthday),
    ] {
        fields.extend(mark(card, None, of).map(|value| (field, value)));
    }
    // its own ways first: only a few are compared
    ways(card, &mut fields, |person| person.is_none());
    ways(card, &mut fields, |person| person.is_some());
    let site = card
        .channels
        .iter()
        .find(|way| way.kind == ChannelKind::Site);
    let site = card
        .website
        .as_deref()
        .or(site.map(|way| way.value.as_str()));
    fields.extend(site.map(|site| (Field::Website, site)));
    place(card, &mut fields, true);
    if !private && let Some((_, name)) = card.people.first() {
        fields.push((Field::FullName, name));
    }
    fields
}

/// A fingerprint of what a card is compared by.
pub(super) fn fingerprint(fields: &[(Field, &str)]) -> i64 {
    let named: Vec<(String, &str)> = fields
        .iter()
        .map(|(field, text)| (format!("{field:?}"), *text))
        .collect();
    domain::duplicate::mark(named.iter().map(|(name, text)| (name.as_str(), *text)))
}

/// A person at a client in the words of the comparison; `client` is the text of its identifier.
pub fn of_person<'c>(
    card: &'c Card,
    person: PersonId,
    name: &'c str,
    client: &'c str,
) -> Fields<'c> {
    let mut fields = Vec::with_capacity(8);
    fields.push((Field::FullName, name));
    fields.push((Field::Country, card.country.code()));
    fields.push((Field::Employer, card.name.as_str()));
    fields.push((Field::EmployerId, client));
    let of = Some(person);
    for (field, of_type) in [
        (Field::Birthday, FactType::Birthday),
        (Field::PersonalNumber, FactType::PersonalNumber),
    ] {
        fields.extend(mark(card, of, of_type).map(|value| (field, value)));
    }
    ways(card, &mut fields, |whose| whose == of);
    place(card, &mut fields, false);
    fields
}

fn mark(card: &Card, person: Option<PersonId>, of: FactType) -> Option<&str> {
    let found = card
        .marks
        .iter()
        .find(|mark| mark.person == person && mark.of == of);
    found.map(|mark| mark.value.as_str())
}

fn ways<'c>(card: &'c Card, fields: &mut Fields<'c>, whose: impl Fn(Option<PersonId>) -> bool) {
    for way in card.channels.iter().filter(|way| whose(way.person)) {
        let field = match way.kind {
            ChannelKind::Phone => Field::Phone,
            ChannelKind::Email => Field::Email,
            _ => continue,
        };
        fields.push((field, way.value.as_str()));
    }
}

fn place<'c>(card: &'c Card, fields: &mut Fields<'c>, house: bool) {
    let of = |kind: &AddressKind| card.addresses.iter().find(|(of, _)| of == kind);
    let Some((_, parts)) = WHERE.iter().find_map(of) else {
        return;
    };
    fields.push((Field::City, &parts.settlement));
    if house {
        fields.push((Field::Address, &parts.street));
        fields.push((Field::House, &parts.house));
        fields.push((Field::Postcode, &parts.postcode));
    }
}

/// Hands over every card, in the order of identifiers. Each page is a transaction of its own, so
/// that a large base is not held for as long as it is read.
pub fn each_card<E: From<DbError>>(
    app: &App,
    mut each: impl FnMut(Card) -> Result<(), E>,
) -> Result<(), E> {
    let mut after = None;
    loop {
        let cards = app.db.read(|tx| store::duplicate::page(tx, after, PAGE))?;
        let Some(last) = cards.last() else {
            return Ok(());
        };
        after = Some(last.id);
        for card in cards {
            each(card)?;
        }
    }
}
