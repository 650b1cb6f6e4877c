//! What employees think of a client and what it says of us: how hot it is, how satisfied, what it
//! could buy elsewhere. Drawn from streams of their own, so that the life of a client is the same
//! without them.

use domain::client::{ClientKind, Temperature};
use domain::id::{
    ClientId, KeyMarkId, PotentialId, ProductGroupId, ReferralId, SatisfactionId, SignalId,
    SourceId, UserId, WinbackId,
};
use domain::key_mark::KeyAttribute;
use domain::referral::{ReferralKind, ReferralResult};
use domain::satisfaction::SatisfactionChannel;
use domain::signal::SignalKind;
use domain::source::SourceKind;
use domain::winback::{StepTaken, WinbackData, WinbackOutcome, WinbackReason, WinbackStep};
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

/// A case of a lost key client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Winback {
    /// Its id.
    pub id: WinbackId,
    /// The case.
    pub data: WinbackData,
    /// When it was opened.
    pub at: Timestamp,
    /// By whom.
    pub author: UserId,
}

/// Who brought a client to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// Its id.
    pub id: ReferralId,
    /// The client that recommended it; put in before it.
    pub giver: ClientId,
    /// On what ground.
    pub kind: ReferralKind,
    /// What came of it.
    pub result: ReferralResult,
}

/// Why a client may need us now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Its id.
    pub id: SignalId,
    /// What changed.
    pub kind: SignalKind,
    /// When it was seen.
    pub day: Date,
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
        self.add_referral(&mut chance, client);
        self.add_signal(&mut chance, client);
        let mut chance = Chance::new(mix(self.seed ^ 0x7769_6E62_6163_6B00), client.number);
        client.winback = self.winback(&mut chance, client);
    }

    /// A company that bought often and has been silent for two to eight months: of some, somebody
    /// opened a case in the last weeks, and got so far with it.
    fn winback(&self, chance: &mut Chance, client: &Client) -> Option<Winback> {
        let last = client.orders.last()?.day;
        let silent = last < self.date(self.days - 60) && last > self.date(self.days - 240);
        let often = client.orders.len() >= 8 && client.data.kind == ClientKind::Company;
        if !silent || !often || !chance.chance(0.3) {
            return None;
        }
        let author = client.interactions.last()?.author;
        let ago = chance.between(1, 24) as i32;
        let mut data = WinbackData::opened(self.date(self.days - ago));
        let steps = chance.weighted(&[3.0, 3.0, 2.0, 1.5, 1.0, 1.0]);
        let today = self.date(self.days - 1);
        for (step, after) in WinbackStep::ALL.iter().take(steps).zip([1, 4, 8, 12, 16]) {
            if after >= ago {
                break;
            }
            let taken = StepTaken {
                step: *step,
                day: self.date(self.days - ago + after),
                note: None,
            };
            data.take(taken, today).ok()?;
        }
        data.reason = match data.steps.len() {
            0 => None,
            _ => Some(chance.pick(WinbackReason::ALL)),
        };
        if data.steps.len() > 3 && chance.chance(0.5) {
            data.outcome = match chance.chance(0.4) {
                true => WinbackOutcome::Returned,
                false => WinbackOutcome::Gone,
            };
        }
        Some(Winback {
            id: WinbackId::from_uuid(self.ids.id(Kind::Winback, client.number, 0)),
            data,
            at: self.moment(self.days - ago, 9 * 60 + chance.below(480) as i32),
            author,
        })
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

    /// Who came by recommendation was brought by a client that was there before; one of five as the
    /// client of a partner.
    fn add_referral(&self, chance: &mut Chance, client: &mut Client) {
        let kinds: Vec<SourceKind> = self.source_kinds().collect();
        let own = client.data.source_id.map(SourceId::uuid);
        let source = self.sources.iter().zip(kinds);
        let kind = source
            .filter(|(source, _)| Some(source.id) == own)
            .map(|(_, kind)| kind)
            .next();
        if kind != Some(SourceKind::Referral) || client.number == 0 {
            return;
        }
        let giver = chance.below(client.number);
        client.referral = Some(Referral {
            id: ReferralId::from_uuid(self.ids.id(Kind::Referral, client.number, 0)),
            giver: ClientId::from_uuid(self.ids.id(Kind::Client, giver, 0)),
            kind: if chance.chance(0.2) {
                ReferralKind::Partner
            } else {
                ReferralKind::Recommendation
            },
            result: if client.orders.is_empty() {
                ReferralResult::Introduced
            } else {
                ReferralResult::Bought
            },
        });
    }

    /// Of some prospects it is known why they may need us now.
    fn add_signal(&self, chance: &mut Chance, client: &mut Client) {
        if !client.orders.is_empty() || !chance.chance(0.04) {
            return;
        }
        let kinds = [
            SignalKind::NewEntity,
            SignalKind::Infrastructure,
            SignalKind::Migration,
            SignalKind::Event,
        ];
        client.signal = Some(Signal {
            id: SignalId::from_uuid(self.ids.id(Kind::Signal, client.number, 0)),
            kind: chance.pick(&kinds),
            day: self
                .first
                .saturating_add(jiff::Span::new().days(self.days - 1 - chance.below(20) as i32)),
        });
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
