//! Segments, sources and competitors; currencies and their daily rates.

use domain::money::Currency;
use domain::rate::Rate;
use domain::source::{CostBasis, SourceKind};
use jiff::civil::Date;
use uuid::Uuid;

use crate::chance::Chance;
use crate::ids::{Ids, Kind};

/// An entry of one of the lists that clients are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: &'static str,
}

/// A kind of client: which leaves of the catalogue it buys and how its year goes.
pub(crate) struct Segment {
    pub(crate) name: &'static str,
    pub(crate) weight: f64,
    /// How much such a client buys, beside the typical one.
    pub(crate) size: f64,
    pub(crate) leaves: &'static [usize],
    /// Sales of each month in percent of the average one.
    pub(crate) season: [i64; 12],
}

pub(crate) const SEGMENTS: [Segment; 8] = [
    Segment {
        name: "Hotels",
        weight: 3.0,
        size: 1.3,
        leaves: &[0, 2, 4, 5, 7, 8, 10, 12, 16, 18, 19],
        season: [55, 60, 75, 90, 120, 150, 165, 165, 130, 85, 55, 50],
    },
    Segment {
        name: "Restaurants and cafés",
        weight: 4.0,
        size: 0.4,
        leaves: &[0, 1, 3, 9, 8, 10, 19, 21],
        season: [80, 80, 90, 100, 110, 115, 120, 120, 105, 95, 90, 95],
    },
    Segment {
        name: "Clinics",
        weight: 2.0,
        size: 1.0,
        leaves: &[0, 11, 13, 14, 8, 10, 21, 22],
        season: [125, 120, 105, 95, 90, 85, 75, 75, 95, 110, 110, 115],
    },
    Segment {
        name: "Offices",
        weight: 3.0,
        size: 0.5,
        leaves: &[2, 7, 8, 10, 18, 19, 20],
        season: [90, 100, 105, 105, 100, 90, 75, 75, 110, 115, 115, 120],
    },
    Segment {
        name: "Schools",
        weight: 1.5,
        size: 0.7,
        leaves: &[0, 7, 8, 10, 11, 15, 19],
        season: [100, 105, 105, 100, 90, 55, 40, 160, 150, 105, 100, 90],
    },
    Segment {
        name: "Factories",
        weight: 1.5,
        size: 2.0,
        leaves: &[0, 10, 15, 17, 20, 21, 22],
        season: [95, 100, 105, 105, 100, 100, 90, 90, 105, 105, 105, 100],
    },
    Segment {
        name: "Retail chains",
        weight: 1.0,
        size: 6.0,
        leaves: &[3, 4, 5, 6, 7, 9, 19],
        season: [85, 85, 95, 100, 100, 95, 95, 95, 100, 105, 115, 130],
    },
    Segment {
        name: "Cleaning companies",
        weight: 2.0,
        size: 1.6,
        leaves: &[0, 1, 2, 13, 15, 16, 17, 18, 19, 21],
        season: [85, 90, 110, 120, 115, 105, 95, 95, 100, 100, 95, 90],
    },
];

/// Where clients come from, of what kind each is, and what it costs the way such things are paid.
pub(crate) const SOURCES: [(&str, SourceKind, Price); 7] = [
    ("Cold call", SourceKind::Other, Price::Month(90_000)),
    ("Exhibition", SourceKind::Event, Price::Fair(640_000)),
    ("Website", SourceKind::OwnSite, Price::Month(45_000)),
    ("Recommendation", SourceKind::Referral, Price::Free),
    ("Directory", SourceKind::BoughtList, Price::List(35, 2_400)),
    ("Incoming call", SourceKind::Inbound, Price::Free),
    ("Former colleague", SourceKind::Partner, Price::Free),
];

/// How a source is paid for, minor units of the reporting currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Price {
    Free,
    /// Each month.
    Month(i64),
    /// Each spring and autumn.
    Fair(i64),
    /// For each of so many records, each January.
    List(i64, i64),
}

/// What a source cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spending {
    /// Its id.
    pub id: Uuid,
    /// Of which source.
    pub source: Uuid,
    /// How it is reckoned.
    pub basis: CostBasis,
    /// The sum, or the price of one item.
    pub amount_minor: i64,
    /// Items.
    pub quantity: i64,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// What the sources cost in the months from `first` until before `until`.
pub(crate) fn spending(ids: &Ids, sources: &[Entry], first: Date, until: Date) -> Vec<Spending> {
    let mut spent = Vec::new();
    let mut month = first.first_of_month();
    while month < until {
        for (source, (_, _, price)) in sources.iter().zip(SOURCES) {
            let last = month.last_of_month();
            let (basis, amount_minor, quantity, until) = match (price, month.month()) {
                (Price::Month(sum), _) => (CostBasis::Period, sum, 1, last),
                (Price::Fair(sum), 3 | 10) => (CostBasis::Once, sum, 1, month),
                (Price::List(each, records), 1) => (CostBasis::Item, each, records, month),
                _ => continue,
            };
            spent.push(Spending {
                id: ids.id(Kind::SourceCost, 0, spent.len() as u64),
                source: source.id,
                basis,
                amount_minor,
                quantity,
                from: month,
                until,
            });
        }
        month = next_month(month);
    }
    spent
}

fn next_month(month: Date) -> Date {
    month.last_of_month().tomorrow().unwrap_or(Date::MAX)
}

pub(crate) const COMPETITORS: [&str; 5] = [
    "Blesk Optima",
    "Hygia Partner",
    "CleanRiver Direct",
    "Čistek Trade",
    "own purchasing abroad",
];

/// Owners of several clients each.
pub(crate) const COMPANY_GROUPS: [&str; 3] = [
    "Larkmoor Holding",
    "ГК «Берёзовый Лог»",
    "Групација Златен Кладенец",
];

pub(crate) fn entries<'a>(
    ids: &Ids,
    kind: Kind,
    names: impl Iterator<Item = &'static str> + 'a,
) -> Vec<Entry> {
    names
        .zip(0..)
        .map(|(name, number)| Entry {
            id: ids.id(kind, 0, number),
            name,
        })
        .collect()
}

/// The rate of a currency on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRate {
    /// The day.
    pub day: Date,
    /// The currency.
    pub currency: Currency,
    /// What one unit of it costs in units of the reporting currency.
    pub rate: Rate,
}

/// Currencies of the orders; the first is the reporting one.
pub(crate) const CURRENCIES: [&str; 4] = ["EUR", "RUB", "MKD", "GBP"];

/// Daily rates of all currencies: by currency, then by day.
pub(crate) struct Rates([Vec<Rate>; 4]);

impl Rates {
    pub(crate) fn new(chance: &mut Chance, days: usize) -> Self {
        let mut walk = |start: f64, step: f64| {
            let mut level = start;
            (0..days)
                .map(|_| {
                    // Drawn back to where it began, so that it does not wander off in long runs.
                    level *= libm::exp(step * chance.normal() + 0.002 * libm::log(start / level));
                    // Banks publish six places.
                    let millionths = libm::round(level * 1e6).max(1.0) as i64;
                    Rate::from_trillionths(millionths * 1_000_000).expect("a rate near its start")
                })
                .collect()
        };
        Self([
            vec![Rate::ONE; days],
            walk(0.0109, 0.006),
            walk(0.01625, 0.0001),
            walk(1.16, 0.002),
        ])
    }

    pub(crate) fn at(&self, currency: usize, day: usize) -> Rate {
        self.0[currency][day]
    }

    pub(crate) fn list(
        &self,
        days: impl Iterator<Item = Date> + Clone,
    ) -> impl Iterator<Item = DayRate> {
        CURRENCIES
            .iter()
            .zip(&self.0)
            .skip(1)
            .flat_map(move |(code, rates)| {
                let currency = code.parse().expect("a code of three letters");
                days.clone().zip(rates).map(move |(day, rate)| DayRate {
                    day,
                    currency,
                    rate: *rate,
                })
            })
    }
}
