//! What employees think of a client and what it says of us: how hot it is, how satisfied, what it
//! could buy elsewhere. Drawn from streams of their own, so that the life of a client is the same
//! without them.

use domain::client::{ClientKind, Temperature};
use domain::id::{KeyMarkId, PotentialId, ProductGroupId, SatisfactionId, UserId};
use domain::key_mark::KeyAttribute;
use domain::satisfaction::SatisfactionChannel;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::Distributor;
use crate::chance::Chance;
use crate::client::{Client, Land};
use crate::ids::{Kind, mix};
use crate::words::Words;

/// What a client answered about how likely it is to recommend us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Satisfaction {
    /// Its id.
    pub id: SatisfactionId,
    /// From 0 to 10.
    pub score: i64,
    /// When.
    pub at: Timestamp,
    /// Who asked.
    pub author: UserId,
    /// How.
    pub channel: SatisfactionChannel,
}

/// What a client could buy of a product group in a year from anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Potential {
    /// Its id.
    pub id: PotentialId,
    /// The product group.
    pub group: ProductGroupId,
    /// The amount, reporting currency.
    pub amount_minor: i64,
    /// When it was found out.
    pub at: Timestamp,
    /// By whom.
    pub author: UserId,
}

/// A mark of a key client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyMark {
    /// Its id.
    pub id: KeyMarkId,
    /// Why the client is key.
    pub attribute: KeyAttribute,
    /// What makes one think so.
    pub note: &'static str,
    /// Since when it is known.
    pub at: Timestamp,
    /// By whom.
    pub author: UserId,
}

/// How often a company that buys is marked for each reason.
const MARKED: [(KeyAttribute, f64); 4] = [
    (KeyAttribute::Potential, 0.012),
    (KeyAttribute::Fame, 0.008),
    (KeyAttribute::Innovator, 0.025),
    (KeyAttribute::Demanding, 0.01),
];

/// Answers from 10 down to 3 by how often they come.
const SCORES: [f64; 8] = [22.0, 20.0, 24.0, 15.0, 8.0, 6.0, 3.0, 2.0];
const CHANNELS: [SatisfactionChannel; 3] = [
    SatisfactionChannel::Call,
    SatisfactionChannel::Visit,
    SatisfactionChannel::Email,
];

impl Distributor {
    /// Tells what is thought of the client; its talks and orders are there already.
    pub(crate) fn judge(&self, client: &mut Client) {
        let mut chance = Chance::new(mix(self.seed ^ 0x6A75_6467_6500_0000), client.number);
        self.add_temperatures(&mut chance, client);
        self.add_satisfactions(&mut chance, client);
        self.add_potentials(&mut chance, client);
        self.add_key_marks(&mut chance, client);
    }

    /// Every reason on its own; who has never bought is no key client.
    fn add_key_marks(&self, chance: &mut Chance, client: &mut Client) {
        if client.orders.is_empty() || client.data.kind == ClientKind::Private {
            return;
        }
        let notes = self.words_of(client).key_marks;
        for ((attribute, often), number) in MARKED.into_iter().zip(0..) {
            if !chance.chance(often) {
                continue;
            }
            let place = chance.below(client.interactions.len() as u64) as usize;
            let talk = &client.interactions[place];
            client.key_marks.push(KeyMark {
                id: KeyMarkId::from_uuid(self.ids.id(Kind::KeyMark, client.number, number)),
                attribute,
                note: notes[number as usize],
                at: talk.at,
                author: talk.author,
            });
        }
    }

    /// How hot the client was held for, from when on; it changes after talks.
    fn add_temperatures(&self, chance: &mut Chance, client: &mut Client) {
        let usual = if client.orders.is_empty() { 0.7 } else { 0.35 };
        if !chance.chance(usual * self.scale.detail) {
            return;
        }
        let colder = [Temperature::Cold, Temperature::Warm, Temperature::Hot];
        let mut place = chance.weighted(&[6.0, 3.0, 1.0]);
        client.temperatures.push((client.created_at, colder[place]));
        let mut talks: Vec<Timestamp> = (0..chance.below(4))
            .map(|_| {
                client.interactions[chance.below(client.interactions.len() as u64) as usize].at
            })
            .filter(|at| *at > client.created_at)
            .collect();
        talks.sort_unstable();
        talks.dedup();
        for at in talks {
            let next = match chance.chance(0.65) {
                true => (place + 1).min(2),
                false => place.saturating_sub(1),
            };
            if next != place {
                place = next;
                client.temperatures.push((at, colder[place]));
            }
        }
        client.data.temperature = Some(colder[place]);
    }

    fn add_satisfactions(&self, chance: &mut Chance, client: &mut Client) {
        if client.orders.len() < 3 || !chance.chance(0.4 * self.scale.detail) {
            return;
        }
        // Some are hard to please, some are friends.
        let mood = chance.between(-1, 1);
        for number in 0..1 + chance.below(2) {
            let place = chance.below(client.interactions.len() as u64) as usize;
            let talk = &client.interactions[place];
            let score = 10 - chance.weighted(&SCORES) as i64 + mood;
            client.satisfactions.push(Satisfaction {
                id: SatisfactionId::from_uuid(self.ids.id(
                    Kind::Satisfaction,
                    client.number,
                    number,
                )),
                score: score.clamp(0, 10),
                at: talk.at,
                author: talk.author,
                channel: chance.pick(&CHANNELS),
            });
        }
    }

    /// Of one product group it buys: a part of its purchases of a year, and what others get of it.
    fn add_potentials(&self, chance: &mut Chance, client: &mut Client) {
        let year = self.date(self.days - 365);
        let bought = client.orders.iter().filter(|order| order.day >= year);
        let bought: Vec<_> = bought.filter(|order| order.status.counts()).collect();
        if bought.len() < 3 || !chance.chance(0.3 * self.scale.detail) {
            return;
        }
        let line = chance.pick(&bought).lines.first();
        let product = line.and_then(|line| {
            let products = self.catalogue.products.iter();
            products.clone().find(|of| of.id == line.product.uuid())
        });
        let Some(product) = product else { return };
        let inside = |line: &&crate::OrderLine| {
            let products = self.catalogue.products.iter();
            let of = products.clone().find(|of| of.id == line.product.uuid());
            of.is_some_and(|of| of.group == product.group)
        };
        let lines = bought.iter().flat_map(|order| &order.lines);
        let ours: i64 = lines
            .filter(inside)
            .map(|line| line.sums.base_amount_minor)
            .sum();
        let times = 1.05 + chance.exponential(0.9);
        // People estimate in whole hundreds.
        let amount = (ours.max(0) as f64 * times / 10_000.0).ceil() as i64 * 10_000;
        let talk = &client.interactions[chance.below(client.interactions.len() as u64) as usize];
        client.potentials.push(Potential {
            id: PotentialId::from_uuid(self.ids.id(Kind::Potential, client.number, 0)),
            group: ProductGroupId::from_uuid(product.group),
            amount_minor: amount,
            at: talk.at,
            author: talk.author,
        });
    }

    /// The words of the country of a client.
    fn words_of(&self, client: &Client) -> &'static Words {
        let country = client.data.tax_country.to_string();
        let lands = Land::ALL.into_iter().map(Land::words);
        let mut of = lands.filter(|words| words.country == country);
        of.next().unwrap_or(Land::Gb.words())
    }

    fn date(&self, day: i32) -> Date {
        self.moment(day, 0).to_zoned(TimeZone::UTC).date()
    }
}
