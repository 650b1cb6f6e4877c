//! Clients of the simulator as records of the base, a portion at a time.

use domain::address::{Address, AddressData};
use domain::channel::{Channel, ChannelData, ChannelKind, ChannelValue};
use domain::client::{Client, Standing, Temperature};
use domain::fact::{Fact, FactData};
use domain::id::{ClientId, RefusalId, UserId};
use domain::interaction::{Direction, Effect, Interaction, InteractionData, Outcome};
use domain::key_mark::{KeyMark, KeyMarkData};
use domain::order::{LineData, Order, OrderLine};
use domain::part::{Part, PartData};
use domain::payment::{Payment, PaymentData};
use domain::person::{Person, PersonData};
use domain::potential::{Potential, PotentialData};
use domain::referral::{Referral, ReferralData};
use domain::refusal::{Preset, Refusal, RefusalData};
use domain::rest::{Contact, Rest, Terms};
use domain::satisfaction::{Satisfaction, SatisfactionData};
use domain::setting::Settings;
use domain::signal::{Signal, SignalData, SignalState};
use domain::winback::Winback;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::{DbError, DbTx};

/// The records of a portion of clients, by table.
#[derive(Default)]
pub(super) struct Rows {
    clients: Vec<Client>,
    people: Vec<Person>,
    channels: Vec<Channel>,
    addresses: Vec<Address>,
    facts: Vec<Fact>,
    interactions: Vec<Interaction>,
    refusals: Vec<Refusal>,
    orders: Vec<Order>,
    payments: Vec<Payment>,
    temperatures: Vec<(ClientId, Timestamp, Option<Temperature>)>,
    satisfactions: Vec<Satisfaction>,
    potentials: Vec<Potential>,
    key_marks: Vec<KeyMark>,
    winbacks: Vec<Winback>,
    referrals: Vec<Referral>,
    signals: Vec<Signal>,
}

impl Rows {
    pub(super) fn new(clients: &[simulator::Client], regular: u32, author: UserId) -> Self {
        let mut rows = Self::default();
        for client in clients {
            rows.add(client, regular, author);
        }
        rows
    }

    /// How many clients.
    pub(super) fn len(&self) -> u64 {
        self.clients.len() as u64
    }

    /// Writes them, what is referred to before what refers.
    pub(super) fn write(&self, tx: &mut DbTx) -> Result<(), DbError> {
        store::client::insert(tx, &self.clients)?;
        store::part::insert(tx, &self.people)?;
        store::part::insert(tx, &self.channels)?;
        store::part::insert(tx, &self.addresses)?;
        store::part::insert(tx, &self.facts)?;
        store::part::insert(tx, &self.interactions)?;
        store::part::insert(tx, &self.refusals)?;
        store::order::insert(tx, &self.orders)?;
        store::payment::insert(tx, &self.payments)?;
        store::client::note_temperatures(tx, self.temperatures.iter().copied())?;
        store::part::insert(tx, &self.satisfactions)?;
        store::part::insert(tx, &self.potentials)?;
        store::part::insert(tx, &self.key_marks)?;
        store::part::insert(tx, &self.winbacks)?;
        store::part::insert(tx, &self.referrals)?;
        store::signal::insert(tx, &self.signals)?;
        Ok(())
    }

    fn add(&mut self, from: &simulator::Client, regular: u32, author: UserId) {
        let country = from.data.tax_country;
        let (mut main_phone, mut main_email) = (None, None);
        for (channel, position) in from.channels.iter().zip(0_i64..) {
            // The simulator makes none that cannot be read; a slip there costs a channel.
            let Ok(read) = ChannelValue::parse(channel.kind, country, &channel.value) else {
                continue;
            };
            let main = match channel.kind {
                ChannelKind::Phone => &mut main_phone,
                _ => &mut main_email,
            };
            if main.is_none() {
                *main = Some(read.value.clone());
            }
            let data = ChannelData {
                person_id: channel.person,
                kind: read.kind,
                value: read.value,
                value_key: read.key,
                label: None,
                position,
                dial_result: None,
                dialled_at: None,
                unanswered: 0,
            };
            self.channels
                .push(part(from, channel.id, data, from.created_at, author));
        }
        for person in &from.people {
            let data = PersonData {
                name: person.name.clone(),
                title: Some(person.position.to_owned()),
                decision_role: person.decision_role,
                level: Some(person.level),
                note: None,
            };
            self.people
                .push(part(from, person.id, data, from.created_at, author));
        }
        for address in &from.addresses {
            let data = AddressData {
                kind: address.kind,
                parts: address.parts.clone(),
            };
            self.addresses
                .push(part(from, address.id, data, from.created_at, author));
        }
        for fact in &from.facts {
            let data = FactData {
                person_id: fact.person,
                fact_type: fact.fact_type,
                value: fact.value.clone(),
                day: fact.at.to_zoned(TimeZone::UTC).date(),
            };
            self.facts
                .push(part(from, fact.id, data, fact.at, fact.author));
        }
        for talk in &from.interactions {
            let data = InteractionData {
                person_id: talk.person,
                kind: talk.kind,
                effect: talk.effect,
                direction: talk.direction,
                outcome: talk.outcome,
                happened_at: talk.at,
                note: Some(talk.note.to_owned()),
                agreed_day: None,
                minutes: None,
                purpose: None,
            };
            self.interactions
                .push(part(from, talk.id, data, talk.at, talk.author));
            if let Some(reason) = talk.reason {
                self.refusals.push(refusal(from, talk, reason));
            }
        }
        for of in &from.satisfactions {
            let data = SatisfactionData {
                score: of.score,
                day: of.at.to_zoned(TimeZone::UTC).date(),
                asked_by: Some(of.author),
                channel: of.channel,
                note: None,
            };
            self.satisfactions
                .push(part(from, of.id, data, of.at, of.author));
        }
        for of in &from.potentials {
            let data = PotentialData {
                product_group_id: of.group,
                amount_minor: of.amount_minor,
                origin: String::new(),
                day: of.at.to_zoned(TimeZone::UTC).date(),
            };
            self.potentials
                .push(part(from, of.id, data, of.at, of.author));
        }
        for of in &from.key_marks {
            let data = KeyMarkData {
                attribute: of.attribute,
                note: of.note.to_owned(),
                day: of.at.to_zoned(TimeZone::UTC).date(),
            };
            self.key_marks
                .push(part(from, of.id, data, of.at, of.author));
        }
        if let Some(of) = &from.winback {
            self.winbacks
                .push(part(from, of.id, of.data.clone(), of.at, of.author));
        }
        if let Some(of) = &from.referral {
            let data = ReferralData {
                kind: of.kind,
                giver_id: Some(of.giver),
                person_id: None,
                giver_name: None,
                day: from.created_at.to_zoned(TimeZone::UTC).date(),
                result: of.result,
                note: None,
            };
            self.referrals
                .push(part(from, of.id, data, from.created_at, author));
        }
        if let Some(of) = &from.signal {
            self.signals.push(signal(from, of, author));
        }
        let temperatures = from.temperatures.iter();
        self.temperatures
            .extend(temperatures.map(|(since, of)| (from.id, *since, Some(*of))));
        self.orders
            .extend(from.orders.iter().map(|o| order(from, o, author)));
        self.payments
            .extend(from.payments.iter().map(|p| payment(from, p, author)));
        self.clients.push(Client {
            id: from.id,
            data: from.data.clone(),
            standing: standing(from, regular),
            region: from
                .addresses
                .first()
                .map(|address| address.parts.region.clone()),
            main_phone,
            main_email,
            version: 1,
            created_at: from.created_at,
            created_by: author,
            updated_at: from.created_at,
            deleted_at: None,
        });
    }
}

fn part<D: PartData>(
    client: &simulator::Client,
    id: D::Id,
    data: D,
    at: Timestamp,
    author: UserId,
) -> Part<D> {
    Part {
        id,
        client_id: client.id,
        data,
        version: 1,
        created_by: author,
        created_at: at,
        updated_at: at,
    }
}

/// Two of three employees ask what is behind "we have a supplier", and so learn it.
fn refusal(from: &simulator::Client, talk: &simulator::Interaction, reason: Preset) -> Refusal {
    let day = talk.at.to_zoned(TimeZone::UTC).date();
    let number = talk.id.uuid().as_u128();
    let real = match reason {
        Preset::HasSupplier if !number.is_multiple_of(3) => {
            let behind = [
                Preset::TooExpensive,
                Preset::DeliveryTerms,
                Preset::NotPlanned,
            ];
            Some(behind[(number / 3 % 3) as usize])
        }
        _ => None,
    };
    let competitor = from.data.competitor_id;
    let data = RefusalData {
        real_reason_id: real.map(Preset::id),
        interaction_id: Some(talk.id),
        manager_id: Some(talk.author),
        competitor_id: competitor.filter(|_| reason.data().asks_competitor),
        asked_for: (reason == Preset::DoesNotFit).then(|| talk.note.to_owned()),
        return_day: real.unwrap_or(reason).data().return_day(day),
        ..RefusalData::for_reason(reason.id(), day)
    };
    let id = RefusalId::from_uuid(talk.id.uuid());
    part(from, id, data, talk.at, talk.author)
}

fn signal(client: &simulator::Client, of: &simulator::Signal, author: UserId) -> Signal {
    let at = moment(of.day);
    Signal {
        id: of.id,
        data: SignalData {
            client_id: Some(client.id),
            subject: client.data.name.clone(),
            kind: of.kind,
            text: None,
            day: of.day,
            due_day: of.day.saturating_add(jiff::Span::new().days(14)),
            state: SignalState::New,
            owner_id: None,
            outcome: None,
            closed_at: None,
        },
        version: 1,
        created_at: at,
        created_by: author,
        updated_at: at,
    }
}

fn standing(client: &simulator::Client, regular: u32) -> Standing {
    let bought = client.orders.iter().filter(|order| {
        order.status.counts() && order.lines.iter().any(|line| line.quantity_milli > 0)
    });
    let days: Vec<Date> = bought.map(|order| order.day).collect();
    let talks: Vec<(Outcome, Effect, Timestamp)> = client
        .interactions
        .iter()
        .map(|talk| (talk.outcome, talk.effect, talk.at))
        .collect();
    let purchases = u32::try_from(days.len()).unwrap_or(u32::MAX);
    let last = days.iter().max().copied();
    let concluded = Standing::conclude(&client.data, purchases, last, &talks, false, regular);
    Standing {
        rest: rest(client),
        ..concluded
    }
}

fn rest(client: &simulator::Client) -> Rest {
    let of = |wanted: Direction| {
        let talks = client.interactions.iter();
        talks.filter(move |talk| talk.direction == wanted)
    };
    let last = of(Direction::Out)
        .filter(|talk| talk.effect == Effect::Effective)
        .max_by_key(|talk| talk.at)
        .map(|talk| Contact {
            at: talk.at,
            by: talk.author,
            agreed_at: None,
        });
    let turned = of(Direction::In).map(|talk| talk.at).max();
    let terms = Terms::of(&Settings::default(), &client.data, None);
    Rest::conclude(terms, last, None, turned, None)
}

/// The start of a day, when nothing tells the hour.
fn moment(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::UTC)
        .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

fn order(client: &simulator::Client, from: &simulator::Order, author: UserId) -> Order {
    let line = |line: &simulator::OrderLine| OrderLine {
        data: LineData {
            product_id: line.product,
            quantity_milli: line.quantity_milli,
            price_minor: line.price_minor,
            discount_bp: line.discount_bp,
        },
        amount_minor: line.sums.amount_minor,
        base_amount_minor: line.sums.base_amount_minor,
    };
    Order {
        id: from.id,
        number: from.number.clone(),
        client_id: client.id,
        day: from.day,
        status: from.status,
        manager_id: from.manager,
        currency: from.currency,
        rate: from.rate,
        note: None,
        lines: from.lines.iter().map(line).collect(),
        line_costs_minor: from
            .lines
            .iter()
            .map(|line| line.sums.base_cost_minor)
            .collect(),
        total_minor: from.sums.total_minor,
        base_total_minor: from.sums.base_total_minor,
        margin_minor: from.sums.margin_minor,
        version: 1,
        created_by: from.manager.unwrap_or(author),
        created_at: moment(from.day),
        updated_at: moment(from.day),
    }
}

fn payment(client: &simulator::Client, from: &simulator::Payment, author: UserId) -> Payment {
    Payment {
        id: from.id,
        data: PaymentData {
            client_id: client.id,
            order_id: Some(from.order),
            day: from.day,
            currency: from.amount.currency(),
            amount_minor: from.amount.minor(),
            note: None,
        },
        rate: from.rate,
        base_amount_minor: from.base_amount_minor,
        version: 1,
        created_by: author,
        created_at: moment(from.day),
        updated_at: moment(from.day),
    }
}
