//! A card and the values of a row: what the card has in the words of the file. Putting values into
//! a card is the work of the pen.

mod pen;

use domain::address::{AddressKind, AddressParts};
use domain::channel::ChannelKind;
use domain::dictionary::Dictionary;
use domain::fact::{FactData, FactType};
use domain::import::{BaseValue, Field, MergeRules, StagedRow, StagedValue, Win};
use domain::part::Part;
use domain::person::{DecisionRole, PersonData};
use domain::search::fold;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::import::Card;
use uuid::Uuid;

pub(super) use self::pen::{Draft, Pen};
use super::references::References;

/// The facts that fields are kept as.
const FACTS: [(Field, FactType); 11] = [
    (Field::Sex, FactType::Sex),
    (Field::Birthday, FactType::Birthday),
    (Field::Kpp, FactType::Kpp),
    (Field::RegistrationNumber, FactType::RegistrationNumber),
    (Field::PersonalNumber, FactType::PersonalNumber),
    (Field::CardNumber, FactType::CardNumber),
    (Field::WorkingHours, FactType::WorkingHours),
    (Field::Activity, FactType::Activity),
    (Field::Score, FactType::Score),
    (Field::Tag, FactType::Tag),
    (Field::Note, FactType::Other),
];

/// Parts of an address, with their fields.
const PLACE: [Field; 7] = [
    Field::Country,
    Field::Region,
    Field::District,
    Field::City,
    Field::Street,
    Field::House,
    Field::Postcode,
];

fn place(parts: &mut AddressParts, field: Field) -> Option<&mut String> {
    Some(match field {
        Field::Country => &mut parts.country,
        Field::Region => &mut parts.region,
        Field::District => &mut parts.district,
        Field::City => &mut parts.settlement,
        Field::Street => &mut parts.street,
        Field::House => &mut parts.house,
        Field::Postcode => &mut parts.postcode,
        _ => return None,
    })
}

fn fact_type(field: Field) -> Option<FactType> {
    FACTS
        .iter()
        .find(|(of, _)| *of == field)
        .map(|(_, fact_type)| *fact_type)
}

/// Fields of a row that are kept on a card; the rest only helps to make these.
fn is_kept(field: Field) -> bool {
    !matches!(
        field,
        Field::Surname
            | Field::FirstName
            | Field::Patronymic
            | Field::Address
            | Field::AddressKind
            | Field::PersonSurname
            | Field::PersonFirstName
            | Field::PersonPatronymic
    )
}

fn channel_kind(field: Field) -> Option<ChannelKind> {
    Some(match field {
        Field::Phone | Field::PersonPhone => ChannelKind::Phone,
        Field::Email | Field::PersonEmail => ChannelKind::Email,
        Field::Messenger => ChannelKind::Messenger,
        Field::Social => ChannelKind::Social,
        _ => return None,
    })
}

pub(super) fn is_of_person(field: Field) -> bool {
    matches!(
        field,
        Field::PersonName
            | Field::PersonPosition
            | Field::PersonRole
            | Field::PersonLevel
            | Field::PersonPhone
            | Field::PersonEmail
    )
}

/// What the row's address is for.
fn address_kind(row: &StagedRow) -> AddressKind {
    row.one(Field::AddressKind)
        .and_then(|code| code.parse().ok())
        .unwrap_or(AddressKind::Actual)
}

/// The person of the row among those of the card.
pub(super) fn person_of<'c>(card: &'c Card, row: &StagedRow) -> Option<&'c Part<PersonData>> {
    let name = fold(row.one(Field::PersonName)?);
    card.people
        .iter()
        .find(|person| fold(&person.data.name) == name)
}

/// The values of a row that a card can keep.
pub(super) fn kept(row: &StagedRow) -> Vec<StagedValue> {
    let named = row.one(Field::PersonName).is_some();
    row.values
        .iter()
        .filter(|value| is_kept(value.field))
        // Without a name there is no person to hang the rest on: ways to reach it are the client's.
        .filter_map(|value| match value.field {
            field if named || !is_of_person(field) => Some(value.clone()),
            Field::PersonPhone | Field::PersonEmail => Some(StagedValue {
                field: if value.field == Field::PersonPhone {
                    Field::Phone
                } else {
                    Field::Email
                },
                ..value.clone()
            }),
            _ => None,
        })
        .collect()
}

/// The values of a row that may be merged into a card: an address that is another one is not
/// mixed with that of the card.
pub(super) fn mergeable(card: &Card, row: &StagedRow, rules: &MergeRules) -> Vec<StagedValue> {
    let mut values = kept(row);
    let kind = address_kind(row);
    let same_kind = card.addresses.iter().find(|a| a.data.kind == kind);
    if let Some(address) = same_kind
        && rules.win(Field::City) != Win::TakeFile
    {
        let mut parts = address.data.parts.clone();
        let mut differs = |field: Field| {
            let known = place(&mut parts, field).map(|part| fold(part));
            let told = row.one(field).map(fold);
            matches!((known, told), (Some(known), Some(told)) if !known.is_empty() && known != told)
        };
        if differs(Field::City) || differs(Field::Street) || differs(Field::House) {
            values.retain(|value| !PLACE.contains(&value.field));
        }
    }
    values
}

/// What the card has of the fields of a row, in the words of the row where they mean the same.
pub(super) fn base(card: &Card, row: &StagedRow, refs: &References) -> Vec<BaseValue> {
    let data = &card.client.data;
    let mut base = Vec::new();
    let day = |at: jiff::Timestamp| Some(at.to_zoned(TimeZone::UTC).date());
    let written = day(card.client.updated_at);
    let mut has = |field: Field, text: Option<String>, day: Option<Date>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            base.push(BaseValue { field, text, day });
        }
    };
    has(Field::Name, Some(data.name.clone()), written);
    has(
        Field::ClientKind,
        Some(data.kind.code().to_owned()),
        written,
    );
    has(
        Field::Relation,
        Some(data.relation.code().to_owned()),
        written,
    );
    has(Field::TaxNumber, data.tax_number.clone(), written);
    if data.tax_number.is_some() {
        has(
            Field::TaxCountry,
            Some(data.tax_country.code().to_owned()),
            written,
        );
    }
    has(Field::ExternalId, data.external_id.clone(), written);
    has(Field::Website, data.website.clone(), written);
    has(
        Field::ServiceClass,
        Some(data.service_class.code().to_owned()),
        written,
    );
    has(Field::PurchaseHabits, data.purchase_habits.clone(), written);
    has(Field::DealTerms, data.deal_terms.clone(), written);
    let consent = if data.mailing_consent { "yes" } else { "no" };
    has(Field::MailingConsent, Some(consent.to_owned()), written);
    let lists: [(Field, Dictionary, Option<Uuid>); 4] = [
        (
            Field::Segment,
            Dictionary::Segment,
            data.segment_id.map(Into::into),
        ),
        (
            Field::Source,
            Dictionary::Source,
            data.source_id.map(Into::into),
        ),
        (
            Field::Competitor,
            Dictionary::Competitor,
            data.competitor_id.map(Into::into),
        ),
        (
            Field::CompanyGroup,
            Dictionary::CompanyGroup,
            data.company_group_id.map(Into::into),
        ),
    ];
    // What matters of a reference is whether it is the same one; its name stands in the lists.
    for (field, dictionary, id) in lists {
        let told = row.one(field);
        let same = told.is_some_and(|name| id.is_some() && refs.find(dictionary, name) == id);
        has(
            field,
            id.map(|id| match told.filter(|_| same) {
                Some(name) => name.to_owned(),
                None => id.to_string(),
            }),
            written,
        );
    }
    let manager = row.one(Field::Manager);
    let same = manager
        .is_some_and(|name| data.manager_id.is_some() && refs.employee(name) == data.manager_id);
    has(
        Field::Manager,
        data.manager_id.map(|id| match manager.filter(|_| same) {
            Some(name) => name.to_owned(),
            None => id.to_string(),
        }),
        written,
    );
    let person = person_of(card, row);
    for channel in &card.channels {
        let fields: &[Field] = match channel.data.person_id {
            None => &[Field::Phone, Field::Email, Field::Messenger, Field::Social],
            id if id == person.map(|person| person.id) => &[Field::PersonPhone, Field::PersonEmail],
            _ => &[],
        };
        for field in fields {
            if channel_kind(*field) == Some(channel.data.kind) {
                has(
                    *field,
                    Some(channel.data.value.clone()),
                    day(channel.updated_at),
                );
            }
        }
    }
    if let Some(person) = person {
        let at = day(person.updated_at);
        has(
            Field::PersonName,
            row.one(Field::PersonName).map(str::to_owned),
            at,
        );
        has(Field::PersonPosition, person.data.title.clone(), at);
        let role = Some(person.data.decision_role).filter(|role| *role != DecisionRole::None);
        has(
            Field::PersonRole,
            role.map(|role| role.code().to_owned()),
            at,
        );
        let level = person.data.level.map(|level| level.code().to_owned());
        has(Field::PersonLevel, level, at);
    }
    let kind = address_kind(row);
    if let Some(address) = card.addresses.iter().find(|a| a.data.kind == kind) {
        let mut parts = address.data.parts.clone();
        for field in PLACE {
            let text = place(&mut parts, field).map(|part| part.clone());
            has(field, text, day(address.updated_at));
        }
    }
    for (field, fact_type) in FACTS {
        let mut facts: Vec<&Part<FactData>> = card
            .facts
            .iter()
            .filter(|fact| fact.data.fact_type == fact_type && fact.data.person_id.is_none())
            .collect();
        facts.sort_by_key(|fact| std::cmp::Reverse((fact.data.day, fact.created_at)));
        if field == Field::Note {
            // Notes add up: one is known or it is new.
            let told = row.one(field);
            let known = facts
                .iter()
                .any(|fact| Some(fact.data.value.as_str()) == told);
            has(field, told.filter(|_| known).map(str::to_owned), None);
        } else if field.is_several() {
            for fact in facts {
                has(field, Some(fact.data.value.clone()), Some(fact.data.day));
            }
        } else if let Some(fact) = facts.first() {
            has(field, Some(fact.data.value.clone()), Some(fact.data.day));
        }
    }
    base
}
