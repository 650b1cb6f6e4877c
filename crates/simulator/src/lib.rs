//! The life of a distributor, from a seed: employees, products, clients with their people, talks,
//! orders and payments over years, with the facts planted that analysis must find. The same seed,
//! size and last day give the same base to the byte, on every machine. Nothing is read or written;
//! clients are made one at a time, so a base of millions needs the memory of one client.
//!
//! Every name is invented; tax numbers, telephone numbers and internet addresses have the right
//! form and belong to nobody.

mod catalogue;
mod chance;
mod client;
mod contact;
mod ids;
mod judgement;
mod market;
mod naming;
mod numbers;
mod plan;
pub mod scripts;
mod staff;
mod trade;
mod words;

use domain::id::UserId;
use domain::money::Currency;
use domain::source::SourceKind;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use catalogue::{Group, Product};
pub use client::{Address, Channel, Client, Fact, Person};
pub use contact::Interaction;
pub use judgement::{KeyMark, Potential, Referral, Satisfaction, Signal, Winback};
pub use market::{DayRate, Entry, Spending};
pub use staff::{Employee, Team};
pub use trade::{Order, OrderLine, Payment};

use catalogue::Catalogue;
use chance::Chance;
use ids::{Ids, Kind};
use market::{COMPANY_GROUPS, COMPETITORS, Rates, SEGMENTS, SOURCES};
use plan::Scale;

/// How large a base is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Clients, at least 2.
    pub clients: u64,
    /// Years of orders, at least 1.
    pub years: i16,
    /// Order lines, met within a tenth between 8 and 50 for each client. Fewer than 40 for each
    /// client also makes people, facts and interactions fewer.
    pub lines: u64,
}

impl Size {
    /// The base that is shown to visitors: 1,500 clients, three years.
    pub const DEMO: Self = Self {
        clients: 1_500,
        years: 3,
        lines: 60_000,
    };

    pub(crate) fn lines_per_client(&self) -> f64 {
        self.lines as f64 / self.clients as f64
    }
}

/// A day of the simulated time.
struct Day {
    date: Date,
    year: i16,
    month: i8,
    /// 0 is Monday.
    weekday: i8,
}

/// A distributor whose whole life can be told.
pub struct Distributor {
    seed: u64,
    size: Size,
    days: i32,
    first: Date,
    /// Microseconds of the first midnight.
    first_moment: i64,
    calendar: Vec<Day>,
    /// First days of the months, with the month's number; one may lie before the first day.
    months: Vec<(i32, i8)>,
    ids: Ids,
    scale: Scale,
    teams: Vec<Team>,
    employees: Vec<Employee>,
    segments: Vec<Entry>,
    sources: Vec<Entry>,
    competitors: Vec<Entry>,
    company_groups: Vec<Entry>,
    catalogue: Catalogue,
    rates: Rates,
}

/// Streams of chance: 0 is for what all clients share.
const SHARED: u64 = 0;

impl Distributor {
    /// The distributor of `seed` whose last day is the one before `until`.
    pub fn new(seed: u64, size: Size, until: Date) -> Self {
        let size = Size {
            clients: size.clients.max(2),
            years: size.years.clamp(1, 30),
            lines: size.lines,
        };
        let first = until.saturating_sub(jiff::Span::new().years(size.years));
        let days = (until - first).get_days();
        let calendar: Vec<Day> = (0..days)
            .map(|day| {
                let date = first.saturating_add(jiff::Span::new().days(day));
                let weekday = date.weekday().to_monday_zero_offset();
                Day {
                    date,
                    year: date.year(),
                    month: date.month(),
                    weekday,
                }
            })
            .collect();
        let first_moment = midnight(first);
        // As if the base had been brought in on the last day.
        let ids = Ids::new(
            seed,
            ((midnight(until) / 1_000) as u64).saturating_sub(86_400_000),
        );
        let mut chance = Chance::new(seed, SHARED);
        let catalogue = Catalogue::new(&mut chance, &ids);
        let rates = Rates::new(&mut chance, days as usize);
        Self {
            seed,
            size,
            days,
            first,
            first_moment,
            months: months(&calendar),
            calendar,
            ids,
            scale: Scale::new(seed, &size, days),
            teams: staff::teams(&ids),
            employees: staff::employees(&ids),
            segments: market::entries(&ids, Kind::Segment, SEGMENTS.iter().map(|s| s.name)),
            sources: market::entries(&ids, Kind::Source, SOURCES.iter().map(|s| s.0)),
            competitors: market::entries(&ids, Kind::Competitor, COMPETITORS.into_iter()),
            company_groups: market::entries(&ids, Kind::CompanyGroup, COMPANY_GROUPS.into_iter()),
            catalogue,
            rates,
        }
    }

    /// The size asked for.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The first simulated day.
    pub fn first_day(&self) -> Date {
        self.first
    }

    /// The currency of costs and list prices, and of all sums named `base_…`.
    pub fn reporting_currency(&self) -> Currency {
        Currency::EUR
    }

    /// Teams of employees.
    pub fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// Employees, the owner first.
    pub fn employees(&self) -> &[Employee] {
        &self.employees
    }

    /// Segments of clients.
    pub fn segments(&self) -> &[Entry] {
        &self.segments
    }

    /// Where clients come from.
    pub fn sources(&self) -> &[Entry] {
        &self.sources
    }

    /// Of what kind each of the sources is, in their order.
    pub fn source_kinds(&self) -> impl Iterator<Item = SourceKind> {
        SOURCES.iter().map(|source| source.1)
    }

    /// What the sources cost.
    pub fn spending(&self) -> Vec<Spending> {
        let until = self.first.saturating_add(jiff::Span::new().days(self.days));
        market::spending(&self.ids, &self.sources, self.first, until)
    }

    /// Competitors.
    pub fn competitors(&self) -> &[Entry] {
        &self.competitors
    }

    /// Groups of companies.
    pub fn company_groups(&self) -> &[Entry] {
        &self.company_groups
    }

    /// The group a client belongs to: the giant and the two after it, and two more of three.
    pub(crate) fn company_group_of(&self, number: u64) -> Option<uuid::Uuid> {
        const BEGIN: [u64; 2] = [40, 90];
        const SIZE: u64 = 3;
        let [giant, support] = self.planted();
        let begins = std::iter::once(giant).chain(BEGIN);
        let mut groups = begins.zip(&self.company_groups);
        let of = groups.find(|(begin, _)| (*begin..begin + SIZE).contains(&number));
        of.filter(|_| number != support).map(|(_, group)| group.id)
    }

    /// The tree of product groups, branches before their leaves.
    pub fn groups(&self) -> &[Group] {
        &self.catalogue.groups
    }

    /// Products.
    pub fn products(&self) -> &[Product] {
        &self.catalogue.products
    }

    /// The rate of every currency but the reporting one on every day.
    pub fn rates(&self) -> impl Iterator<Item = DayRate> + '_ {
        self.rates.list(self.calendar.iter().map(|day| day.date))
    }

    /// All clients, by number, each made when asked for.
    pub fn clients(&self) -> impl Iterator<Item = Client> + '_ {
        (0..self.size.clients).map(|number| self.client(number))
    }

    /// The numbers of the two planted clients: the one with over a fifth of all sales, and the
    /// one that makes over half the sales of its seller.
    pub fn planted(&self) -> [u64; 2] {
        [self.scale.giant.0, self.scale.support.0]
    }

    pub(crate) fn user(&self, place: usize) -> UserId {
        UserId::from_uuid(self.employees[place].id)
    }

    pub(crate) fn moment(&self, day: i32, minute: i32) -> Timestamp {
        let minutes = i64::from(day) * 1_440 + i64::from(minute);
        Timestamp::from_microsecond(self.first_moment + minutes * 60_000_000)
            .expect("a moment of the simulated years")
    }

    pub(crate) fn first_year(&self) -> i16 {
        self.first.year()
    }
}

fn midnight(date: Date) -> i64 {
    date.to_zoned(TimeZone::UTC)
        .expect("a day of the calendar")
        .timestamp()
        .as_microsecond()
}

fn months(calendar: &[Day]) -> Vec<(i32, i8)> {
    let mut months: Vec<(i32, i8)> = Vec::new();
    for (day, number) in calendar.iter().zip(0..) {
        if months.last().is_none_or(|(_, month)| *month != day.month) {
            months.push((number - i32::from(day.date.day()) + 1, day.month));
        }
    }
    months
}
