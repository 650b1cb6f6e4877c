//! A card and the values of a row: what the card has in the words of the file, and the card with
//! changes put in.

use std::collections::HashMap;

use domain::address::{AddressData, AddressKind, AddressParts};
use domain::channel::{ChannelData, ChannelKind, ChannelValue};
use domain::client::{Client, ClientData, Standing};
use domain::dictionary::Dictionary;
use domain::fact::{FactData, FactType};
use domain::id::PersonId;
use domain::import::{BaseValue, Change, Field, MergeRules, StagedRow, StagedValue, Win};
use domain::part::{Part, PartData};
use domain::person::{DecisionRole, PersonData};
use domain::search::fold;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::import::Card;
use uuid::Uuid;

use super::references::References;
use crate::context::Context;

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
fn person_of<'c>(card: &'c Card, row: &StagedRow) -> Option<&'c Part<PersonData>> {
    let name = fold(row.one(Field::PersonName)?);
    card.people
        .iter()
        .find(|person| fold(&person.data.name) == name)
}

/// Whether the card has the person of the row.
pub(super) fn has_person(card: &Card, row: &StagedRow) -> bool {
    person_of(card, row).is_some()
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

/// A record being made or changed.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// As it stands in the base; nothing for a new one.
    pub(super) before: Option<Card>,
    /// As it will be.
    pub(super) card: Card,
}

/// Puts changes into cards.
pub(super) struct Pen<'a> {
    pub(super) ctx: &'a Context,
    pub(super) today: Date,
    pub(super) regular: u32,
    pub(super) country: domain::country::Country,
    pub(super) may_assign: bool,
    /// Who gets new clients that nobody is named for.
    pub(super) own: Option<domain::id::UserId>,
}

impl Pen<'_> {
    /// A new card from a row.
    pub(super) fn create(&self, row: &StagedRow, refs: &mut References) -> Card {
        let mut data = ClientData::named(String::new(), row.country(self.country));
        data.manager_id = self.own;
        let mut card = Card::of(Client {
            id: self.ctx.id(),
            standing: Standing::new(),
            region: None,
            main_phone: None,
            main_email: None,
            data,
            version: 1,
            created_at: self.ctx.now,
            created_by: self.ctx.actor.user(),
            updated_at: self.ctx.now,
            deleted_at: None,
        });
        let changes: Vec<Change> = kept(row)
            .into_iter()
            .map(|value| Change {
                field: value.field,
                before: None,
                after: value.text,
            })
            .collect();
        self.apply(&mut card, row, &changes, refs);
        let data = &card.client.data;
        card.client.standing = Standing::conclude(data, 0, None, &[], false, self.regular);
        card
    }

    /// Puts changes into a card.
    pub(super) fn apply(
        &self,
        card: &mut Card,
        row: &StagedRow,
        changes: &[Change],
        refs: &mut References,
    ) {
        let mut of_person = HashMap::new();
        let mut of_place = Vec::new();
        for change in changes {
            let text = &change.after;
            if is_of_person(change.field) {
                of_person
                    .entry(change.field)
                    .or_insert_with(Vec::new)
                    .push(text.clone());
            } else if PLACE.contains(&change.field) {
                of_place.push((change.field, text.clone()));
            } else if let Some(kind) = channel_kind(change.field) {
                self.channel(card, None, kind, text);
            } else if let Some(fact_type) = fact_type(change.field) {
                let data = FactData {
                    person_id: None,
                    fact_type,
                    value: text.clone(),
                    day: self.today,
                };
                let part = self.part(card, data);
                card.facts.push(part);
            } else {
                self.field(&mut card.client.data, row, change.field, text, refs);
            }
        }
        if !of_person.is_empty() {
            self.person(card, row, of_person);
        }
        if !of_place.is_empty() {
            self.address(card, address_kind(row), &of_place);
        }
    }

    fn field(
        &self,
        data: &mut ClientData,
        row: &StagedRow,
        field: Field,
        text: &str,
        refs: &mut References,
    ) {
        let own = || Some(text.to_owned());
        let mut entry = |dictionary| refs.entry(self.ctx, dictionary, text);
        match field {
            Field::Name => data.name = text.to_owned(),
            Field::ClientKind => data.kind = text.parse().unwrap_or(data.kind),
            Field::Relation => data.relation = text.parse().unwrap_or(data.relation),
            Field::ServiceClass => data.service_class = text.parse().unwrap_or(data.service_class),
            Field::TaxNumber => {
                data.tax_number = own();
                data.tax_country = row.country(self.country);
            }
            Field::TaxCountry => data.tax_country = text.parse().unwrap_or(data.tax_country),
            Field::ExternalId => data.external_id = own(),
            Field::Website => data.website = own(),
            Field::PurchaseHabits => data.purchase_habits = own(),
            Field::DealTerms => data.deal_terms = own(),
            Field::MailingConsent => data.mailing_consent = text == "yes",
            Field::Segment => data.segment_id = entry(Dictionary::Segment).map(Into::into),
            Field::Source => data.source_id = entry(Dictionary::Source).map(Into::into),
            Field::Competitor => data.competitor_id = entry(Dictionary::Competitor).map(Into::into),
            Field::CompanyGroup => {
                data.company_group_id = entry(Dictionary::CompanyGroup).map(Into::into);
            }
            Field::Manager if self.may_assign => {
                data.manager_id = refs.employee(text).or(data.manager_id);
            }
            _ => {}
        }
    }

    /// A way to reach the client or one of its people. A value that is none is left out: staging
    /// has told of it.
    fn channel(&self, card: &mut Card, person_id: Option<PersonId>, kind: ChannelKind, text: &str) {
        let country = card.client.data.tax_country;
        let Ok(read) = ChannelValue::parse(kind, country, text) else {
            return;
        };
        let position = card
            .channels
            .iter()
            .map(|channel| channel.data.position + 1);
        let data = ChannelData {
            person_id,
            kind: read.kind,
            value: read.value,
            value_key: read.key,
            label: None,
            position: position.max().unwrap_or(0),
            dial_result: None,
            dialled_at: None,
            unanswered: 0,
        };
        let main = match kind {
            ChannelKind::Phone => Some(&mut card.client.main_phone),
            ChannelKind::Email => Some(&mut card.client.main_email),
            _ => None,
        };
        if let Some(main) = main
            && main.is_none()
        {
            *main = Some(data.value.clone());
        }
        let part = self.part(card, data);
        card.channels.push(part);
    }

    fn person(&self, card: &mut Card, row: &StagedRow, told: HashMap<Field, Vec<String>>) {
        let one = |field| told.get(&field).and_then(|texts| texts.first().cloned());
        let known = person_of(card, row).map(|person| person.id);
        let id = match known {
            Some(id) => id,
            None => {
                let Some(name) = row.one(Field::PersonName) else {
                    return;
                };
                let data = PersonData {
                    name: name.to_owned(),
                    title: None,
                    decision_role: DecisionRole::None,
                    level: None,
                    note: None,
                };
                let part = self.part(card, data);
                let id = part.id;
                card.people.push(part);
                id
            }
        };
        if let Some(person) = card.people.iter_mut().find(|person| person.id == id) {
            let data = &mut person.data;
            if let Some(title) = one(Field::PersonPosition) {
                data.title = Some(title);
            }
            if let Some(role) = one(Field::PersonRole).and_then(|code| code.parse().ok()) {
                data.decision_role = role;
            }
            if let Some(level) = one(Field::PersonLevel).and_then(|code| code.parse().ok()) {
                data.level = Some(level);
            }
        }
        for (field, kind) in [
            (Field::PersonPhone, ChannelKind::Phone),
            (Field::PersonEmail, ChannelKind::Email),
        ] {
            for text in told.get(&field).into_iter().flatten() {
                self.channel(card, Some(id), kind, text);
            }
        }
    }

    fn address(&self, card: &mut Card, kind: AddressKind, told: &[(Field, String)]) {
        let known = card.addresses.iter().position(|a| a.data.kind == kind);
        let mut parts = known.map_or_else(AddressParts::default, |at| {
            card.addresses[at].data.parts.clone()
        });
        for (field, text) in told {
            if let Some(part) = place(&mut parts, *field) {
                part.clone_from(text);
            }
        }
        let Ok(parts) = parts.checked() else { return };
        match known {
            Some(at) => card.addresses[at].data.parts = parts,
            None => {
                let part = self.part(card, AddressData { kind, parts });
                card.addresses.push(part);
            }
        }
        card.client.region = domain::address::REGION_ORDER.iter().find_map(|kind| {
            let of_kind = card.addresses.iter().filter(|a| a.data.kind == *kind);
            let mut regions = of_kind.map(|a| a.data.parts.region.clone());
            regions.find(|region| !region.is_empty())
        });
    }

    fn part<D: PartData>(&self, card: &Card, data: D) -> Part<D> {
        Part {
            id: self.ctx.id::<Uuid>().into(),
            client_id: card.client.id,
            data,
            version: 1,
            created_by: self.ctx.actor.user(),
            created_at: self.ctx.now,
            updated_at: self.ctx.now,
        }
    }
}
