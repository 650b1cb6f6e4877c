//! The card of a client: who it is, where, how to reach it, who works there and what is known.

use domain::address::{AddressKind, AddressParts};
use domain::channel::ChannelKind;
use domain::client::{ClientData, ClientKind, Relation, ServiceClass, Temperature};
use domain::fact::FactType;
use domain::id::{
    AddressId, ChannelId, ClientId, CompanyGroupId, CompetitorId, FactId, InteractionId, PersonId,
    SegmentId, SourceId, UserId,
};
use domain::person::{DecisionRole, Level};
use jiff::Timestamp;

use crate::Distributor;
use crate::chance::Chance;
use crate::contact::Interaction;
use crate::ids::Kind;
use crate::judgement::{KeyMark, Potential, Referral, Satisfaction, Signal, Winback};
use crate::naming::{self, ClientName};
use crate::numbers;
use crate::plan::{Life, Plan};
use crate::trade::{Order, Payment};
use crate::words::{Words, de, gb, mk, ru};

/// Where a client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Land {
    Ru,
    Mk,
    Gb,
    De,
}

impl Land {
    pub(crate) const ALL: [Self; 4] = [Self::Ru, Self::Mk, Self::Gb, Self::De];

    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::Ru => &ru::WORDS,
            Self::Mk => &mk::WORDS,
            Self::Gb => &gb::WORDS,
            Self::De => &de::WORDS,
        }
    }

    /// Place in `market::CURRENCIES`.
    pub(crate) fn currency(self) -> usize {
        match self {
            Self::De => 0,
            Self::Ru => 1,
            Self::Mk => 2,
            Self::Gb => 3,
        }
    }

    fn tax_number(self, serial: u64, sole_trader: bool) -> String {
        match self {
            Self::Ru if sole_trader => numbers::inn_person(serial),
            Self::Ru => numbers::inn_company(serial),
            Self::Mk => numbers::edb(serial),
            Self::Gb => numbers::vat_gb(serial),
            Self::De => numbers::vat_de(serial),
        }
    }

    fn phone(self, chance: &mut Chance, area: &str, mobile: bool) -> String {
        match self {
            Self::Ru => numbers::phone_ru(chance, area),
            Self::Mk => numbers::phone_mk(chance),
            Self::Gb => numbers::phone_gb(chance, mobile),
            Self::De => numbers::phone_de(chance),
        }
    }
}

/// A client with everything that hangs on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// Its id.
    pub id: ClientId,
    /// Its number in the base, from 0.
    pub number: u64,
    /// The card.
    pub data: ClientData,
    /// When it was put in.
    pub created_at: Timestamp,
    /// Ways to reach it and its people.
    pub channels: Vec<Channel>,
    /// Its addresses, the actual one first.
    pub addresses: Vec<Address>,
    /// Its people, the one who decides first.
    pub people: Vec<Person>,
    /// What is known, about it and its people.
    pub facts: Vec<Fact>,
    /// Calls, letters, visits, from the first to the last.
    pub interactions: Vec<Interaction>,
    /// Its orders by day.
    pub orders: Vec<Order>,
    /// What it has paid, by order.
    pub payments: Vec<Payment>,
    /// How hot it was held for, from when on; the last is on the card.
    pub temperatures: Vec<(Timestamp, Temperature)>,
    /// What it answered about how satisfied it is.
    pub satisfactions: Vec<Satisfaction>,
    /// What it could buy from anybody.
    pub potentials: Vec<Potential>,
    /// Why it is key besides its volume.
    pub key_marks: Vec<KeyMark>,
    /// How it is won back, if it was lost of late.
    pub winback: Option<Winback>,
    /// Who recommended it.
    pub referral: Option<Referral>,
    /// Why it may need us now.
    pub signal: Option<Signal>,
}

/// A way to reach a client or one of its people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// Whose it is, if not the client's as a whole.
    pub person: Option<PersonId>,
    /// Phone or e-mail.
    pub kind: ChannelKind,
    /// A phone in E.164 form or an e-mail address.
    pub value: String,
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Its id.
    pub id: AddressId,
    /// What it is for.
    pub kind: AddressKind,
    /// From country to house.
    pub parts: AddressParts,
}

/// Someone who works at a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// Full name in the order usual in the country.
    pub name: String,
    /// Position.
    pub position: &'static str,
    /// Part in decisions.
    pub decision_role: DecisionRole,
    /// Level.
    pub level: Level,
}

/// A dated note of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its id.
    pub id: FactId,
    /// Whom it is about, if not the client as a whole.
    pub person: Option<PersonId>,
    /// Its type.
    pub fact_type: FactType,
    /// What is noted.
    pub value: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub author: UserId,
}

impl Distributor {
    /// The client with this number, whole; `number` is below the size of the base.
    pub fn client(&self, number: u64) -> Client {
        let plan =
            Plan::draft(self.seed, number, self.days, &self.size).scaled(&self.scale, self.days);
        let mut chance = Chance::new(self.seed, number * 2 + 2);
        let (orders, payments) = self.trade(&plan, &mut chance);
        let created_day = match plan.buys() {
            true => plan.first - chance.between(1, 90) as i32,
            false => plan.first,
        };
        let name = naming::client(&mut chance, plan.land);
        let mut client = Client {
            id: ClientId::from_uuid(self.ids.id(Kind::Client, number, 0)),
            number,
            data: ClientData::named(
                name.full.clone(),
                plan.land.words().country.parse().expect("two letters"),
            ),
            created_at: self.moment(created_day, 8 * 60 + chance.below(540) as i32),
            channels: Vec::new(),
            addresses: Vec::new(),
            people: Vec::new(),
            facts: Vec::new(),
            interactions: Vec::new(),
            orders,
            payments,
            temperatures: Vec::new(),
            satisfactions: Vec::new(),
            potentials: Vec::new(),
            key_marks: Vec::new(),
            winback: None,
            referral: None,
            signal: None,
        };
        self.fill_card(&plan, &mut chance, &mut client, &name);
        self.add_address(&plan, &mut chance, &mut client);
        self.add_people(&plan, &mut chance, &mut client, &name);
        self.add_interactions(&plan, &mut chance, &mut client, created_day);
        self.add_facts(&plan, &mut chance, &mut client);
        self.judge(&mut client);
        client
    }

    fn fill_card(&self, plan: &Plan, chance: &mut Chance, client: &mut Client, name: &ClientName) {
        let words = plan.land.words();
        // A stride without a common factor with the range visits every serial number once.
        let serial = 1 + (client.number * 7_654_321 + self.seed % 1_000_003) % 9_999_991;
        let regular = client.orders.len() >= 3;
        let data = &mut client.data;
        data.kind = if name.private {
            ClientKind::Private
        } else {
            ClientKind::Company
        };
        data.relation = match plan.life {
            Life::Prospect => Relation::Prospect,
            Life::Competitors => Relation::Competitors,
            Life::Lost => Relation::Former,
            Life::Once | Life::Twice if plan.first < self.days - 540 => Relation::Former,
            _ => Relation::Current,
        };
        if !name.private && chance.chance(0.94) || plan.planted {
            data.tax_number = Some(plan.land.tax_number(serial, name.person.is_some()));
        }
        data.segment_id = Some(SegmentId::from_uuid(self.segments[plan.segment].id));
        data.source_id = Some(SourceId::from_uuid(chance.pick(&self.sources).id));
        if plan.life == Life::Competitors || chance.chance(0.25) {
            data.competitor_id = Some(CompetitorId::from_uuid(chance.pick(&self.competitors).id));
        }
        data.company_group_id = self
            .company_group_of(client.number)
            .map(CompanyGroupId::from_uuid);
        data.manager_id = plan.keeper.map(|keeper| self.user(keeper));
        let year = plan.order_minor * 365.0 / plan.rhythm.max(1.0);
        if plan.planted || regular && year > 2_500_000.0 {
            data.service_class = ServiceClass::Vip;
        }
        if chance.chance(0.3 + 0.4 * self.scale.detail) {
            data.purchase_habits = Some(chance.pick(words.habits).to_owned());
        }
        if regular && chance.chance(0.8) {
            data.deal_terms = Some(chance.pick(words.terms).to_owned());
        }
        if !name.private && chance.chance(0.6) {
            data.website = Some(format!("https://{}.example", name.latin));
        }
        data.only_us = regular && data.competitor_id.is_none() && chance.chance(0.3);
        data.recommends = data.only_us && chance.chance(0.35);
        data.external_id = Some(format!("C-{:06}", client.number + 1));
    }

    fn add_address(&self, plan: &Plan, chance: &mut Chance, client: &mut Client) {
        let words = plan.land.words();
        let region = chance.pick(words.regions);
        let mut kinds = vec![AddressKind::Actual];
        if chance.chance(0.5 * self.scale.detail) {
            kinds.push(chance.pick(&[
                AddressKind::Legal,
                AddressKind::Delivery,
                AddressKind::Post,
            ]));
        }
        for (kind, number) in kinds.into_iter().zip(0..) {
            let postcode = match words.country {
                "GB" => format!("{} {}AB", region.postcode, chance.below(10)),
                _ => format!("{}{:02}", region.postcode, chance.below(100)),
            };
            client.addresses.push(Address {
                id: AddressId::from_uuid(self.ids.id(Kind::Address, client.number, number)),
                kind,
                parts: AddressParts {
                    country: words.country.to_owned(),
                    region: region.name.to_owned(),
                    district: chance.pick(region.districts).to_owned(),
                    settlement: chance.pick(words.settlements).to_owned(),
                    street: chance.pick(words.streets).to_owned(),
                    house: (1 + chance.below(120)).to_string(),
                    postcode,
                },
            });
        }
        let area = region.area;
        self.add_channel(
            client,
            None,
            ChannelKind::Phone,
            plan.land.phone(chance, area, false),
        );
    }

    fn add_channel(
        &self,
        client: &mut Client,
        person: Option<PersonId>,
        kind: ChannelKind,
        value: String,
    ) {
        let number = client.channels.len() as u64;
        client.channels.push(Channel {
            id: ChannelId::from_uuid(self.ids.id(Kind::Channel, client.number, number)),
            person,
            kind,
            value,
        });
    }

    fn add_people(
        &self,
        plan: &Plan,
        chance: &mut Chance,
        client: &mut Client,
        company: &ClientName,
    ) {
        let words = plan.land.words();
        let positions = &words.positions;
        let slug = &company.latin;
        self.add_channel(
            client,
            None,
            ChannelKind::Email,
            format!("office@{slug}.example"),
        );
        let regular = if client.orders.len() >= 3 { 1.6 } else { 0.7 };
        let count = 1 + (chance.exponential(regular) * self.scale.detail) as usize;
        for number in 0..count.min(5) {
            let (decision_role, level, position) = match (number, chance.below(10)) {
                (0, 0..4) => (DecisionRole::Maker, Level::Owner, positions.owner),
                (0, _) => (DecisionRole::Maker, Level::Ceo, positions.ceo),
                (_, 0..2) => (
                    DecisionRole::Influencer,
                    Level::Top,
                    chance.pick(positions.top),
                ),
                (_, 2..5) => (
                    DecisionRole::Analyst,
                    Level::Middle,
                    chance.pick(positions.middle),
                ),
                (_, 5..8) => (DecisionRole::User, Level::Line, chance.pick(positions.line)),
                _ => (DecisionRole::None, Level::Accountant, positions.accountant),
            };
            let (mut name, latin) = naming::person(chance, plan.land);
            if let (0, Some(owner)) = (number, &company.person) {
                name.clone_from(owner);
            }
            let id = PersonId::from_uuid(self.ids.id(Kind::Person, client.number, number as u64));
            client.people.push(Person {
                id,
                name,
                position,
                decision_role,
                level,
            });
            if chance.chance(0.5) {
                let mail = format!("{latin}@{slug}.example");
                self.add_channel(client, Some(id), ChannelKind::Email, mail);
            }
            if chance.chance(0.4) {
                let area = words.regions[0].area;
                let phone = plan.land.phone(chance, area, true);
                self.add_channel(client, Some(id), ChannelKind::Phone, phone);
            }
        }
    }

    fn add_facts(&self, plan: &Plan, chance: &mut Chance, client: &mut Client) {
        let facts = &plan.land.words().facts;
        let about_person = [
            (FactType::Successes, facts.successes),
            (FactType::HowAchieved, facts.how_achieved),
            (FactType::WhyThisBusiness, facts.why_this_business),
            (FactType::LikesWork, facts.likes_work),
            (FactType::Hobby, facts.hobby),
            (FactType::RestPlace, facts.rest_place),
            (FactType::Car, facts.car),
            (FactType::District, plan.land.words().regions[0].districts),
            (FactType::SportPractised, facts.sport_practised),
            (FactType::SportAchievements, facts.sport_achievements),
            (FactType::Cuisine, facts.cuisine),
            (FactType::Family, facts.family),
        ];
        let about_client = [
            (FactType::BusinessSubtleties, facts.business_subtleties),
            (FactType::WorkingHours, facts.working_hours),
            (FactType::HowToGetAppointment, facts.how_to_get_appointment),
        ];
        let known = if client.orders.len() >= 3 { 0.22 } else { 0.07 } * self.scale.detail;
        let mut found: Vec<(Option<PersonId>, FactType, String)> = Vec::new();
        for person in &client.people {
            for (fact_type, texts) in about_person {
                if chance.chance(known) {
                    found.push((Some(person.id), fact_type, chance.pick(texts).to_owned()));
                }
            }
            if chance.chance(known * 1.5) {
                let (year, month) = (chance.between(1955, 2001), chance.between(1, 12));
                let day = chance.between(1, 28);
                let birthday = format!("{year}-{month:02}-{day:02}");
                found.push((Some(person.id), FactType::Birthday, birthday));
            }
        }
        for (fact_type, texts) in about_client {
            if chance.chance(known) {
                found.push((None, fact_type, chance.pick(texts).to_owned()));
            }
        }
        for ((person, fact_type, value), number) in found.into_iter().zip(0..) {
            // Facts come to light in talks.
            let Some(talk) = client
                .interactions
                .get(number as usize % client.interactions.len().max(1))
            else {
                return;
            };
            client.facts.push(Fact {
                id: FactId::from_uuid(self.ids.id(Kind::Fact, client.number, number)),
                person,
                fact_type,
                value,
                at: talk.at,
                author: talk.author,
            });
        }
    }

    pub(crate) fn interaction_id(&self, client: u64, number: u64) -> InteractionId {
        InteractionId::from_uuid(self.ids.id(Kind::Interaction, client, number))
    }
}
