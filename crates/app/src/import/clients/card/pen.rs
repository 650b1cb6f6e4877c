//! Puts the values of rows into cards.

use std::collections::HashMap;

use domain::address::{AddressData, AddressKind, AddressParts};
use domain::channel::{ChannelData, ChannelKind, ChannelValue};
use domain::client::{Client, ClientData, Standing};
use domain::dictionary::Dictionary;
use domain::fact::FactData;
use domain::id::PersonId;
use domain::import::{Change, Field, StagedRow};
use domain::part::{Part, PartData};
use domain::person::{DecisionRole, PersonData};
use jiff::civil::Date;
use store::import::Card;
use uuid::Uuid;

use super::super::references::References;
use super::{PLACE, address_kind, channel_kind, fact_type, is_of_person, kept, person_of, place};
use crate::context::Context;

/// A record being made or changed.
#[derive(Debug, Clone)]
pub(in crate::import::clients) struct Draft {
    /// As it stands in the base; nothing for a new one.
    pub(in crate::import::clients) before: Option<Card>,
    /// As it will be.
    pub(in crate::import::clients) card: Card,
}

/// Puts changes into cards.
pub(in crate::import::clients) struct Pen<'a> {
    pub(in crate::import::clients) ctx: &'a Context,
    pub(in crate::import::clients) today: Date,
    pub(in crate::import::clients) regular: u32,
    pub(in crate::import::clients) country: domain::country::Country,
    pub(in crate::import::clients) may_assign: bool,
    /// Who gets new clients that nobody is named for.
    pub(in crate::import::clients) own: Option<domain::id::UserId>,
    /// Where new clients come from when their row does not tell.
    pub(in crate::import::clients) source: Option<domain::id::SourceId>,
}

impl Pen<'_> {
    /// A new card from a row.
    pub(in crate::import::clients) fn create(
        &self,
        row: &StagedRow,
        refs: &mut References,
    ) -> Card {
        let mut data = ClientData::named(String::new(), row.country(self.country));
        data.manager_id = self.own;
        data.source_id = self.source;
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
    pub(in crate::import::clients) fn apply(
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
