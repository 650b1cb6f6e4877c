//! Where clients come from (R64–R80): sources with their kinds, what they cost, and what came of
//! them for that money.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ImportId, SourceCostId, SourceId, UserId};
use crate::money::Currency;

/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 2_000;
/// The most items that one cost counts.
pub const QUANTITY_LIMIT: i64 = 1_000_000_000;

code_enum! {
    /// A kind of source.
    pub enum SourceKind {
        /// Maps and their directories of firms (R64).
        Maps = "maps",
        /// Boards of advertisements (R65).
        Boards = "boards",
        /// Registers of legal entities, of chambers too (R66, R71).
        Registers = "registers",
        /// Systems in which companies disclose their figures (R66).
        Disclosure = "disclosure",
        /// Yellow pages (R66).
        YellowPages = "yellow_pages",
        /// A bought list, from an address agency too (R66, R69).
        BoughtList = "bought_list",
        /// Statistical offices (R66, R69).
        Statistics = "statistics",
        /// Sites where companies look for staff (R66).
        JobSites = "job_sites",
        /// Social networks and their groups (R67).
        SocialNetworks = "social_networks",
        /// Web sites of the companies themselves (R69).
        CompanySites = "company_sites",
        /// Computer databases (R69).
        Databases = "databases",
        /// Street by street (R70).
        StreetCoverage = "street_coverage",
        /// Clients of partners (R72).
        Partner = "partner",
        /// Exhibitions, seminars, presentations (R73, R80).
        Event = "event",
        /// Turned to us themselves, by whatever channel (R74).
        Inbound = "inbound",
        /// Our own web site (R74).
        OwnSite = "own_site",
        /// Recommended by a client (R78).
        Referral = "referral",
        /// Advertising (R80).
        Advertising = "advertising",
        /// Anything else.
        Other = "other",
    }
}

code_enum! {
    /// How a cost of a source is reckoned.
    pub enum CostBasis {
        /// One sum: a list, an exhibition, a campaign. It counts on its day.
        Once = "once",
        /// A sum for a time, spread over its days evenly.
        Period = "period",
        /// A price for each item: a record of a list, a click, a lead. It counts on its day.
        Item = "item",
    }
}

/// What is written of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceData {
    /// Its name, unique whatever the case and accents.
    pub name: String,
    /// What kind of place it is.
    #[serde(default = "SourceData::unknown_kind")]
    pub kind: SourceKind,
    /// In use since this day.
    #[serde(default)]
    pub from_day: Option<Date>,
    /// In use until this day, itself included.
    #[serde(default)]
    pub until_day: Option<Date>,
    /// More about it.
    #[serde(default)]
    pub note: Option<String>,
}

impl SourceData {
    /// A source of which only the name is known.
    pub fn named(name: String) -> Self {
        Self {
            name,
            kind: Self::unknown_kind(),
            from_day: None,
            until_day: None,
            note: None,
        }
    }

    const fn unknown_kind() -> SourceKind {
        SourceKind::Other
    }

    /// Whether it is in use on `day`.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.from_day.is_none_or(|from| from <= day)
            && self.until_day.is_none_or(|until| day <= until)
    }
}

/// A source of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Identity.
    pub id: SourceId,
    /// What is written.
    pub data: SourceData,
    /// Clients that refer to it.
    pub used: i64,
    /// Counts changes.
    pub version: i64,
}

/// What is written of a cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostData {
    /// Of which source.
    pub source_id: SourceId,
    /// How it is reckoned.
    pub basis: CostBasis,
    /// The sum, or the price of one item; minor units.
    pub amount_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// Items; 1 unless it is a price for each.
    pub quantity: i64,
    /// Its day, or the first day of its time.
    pub from_day: Date,
    /// The last day of its time; of one day otherwise.
    pub until_day: Date,
    /// The import whose rows were paid for.
    pub import_id: Option<ImportId>,
    /// More about it.
    pub note: Option<String>,
}

/// A cost of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceCost {
    /// Identity.
    pub id: SourceCostId,
    /// What is written.
    pub data: CostData,
    /// The whole of it in the reporting currency, at the rate of its first day.
    pub base_total_minor: i64,
    /// Counts changes.
    pub version: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// Last change.
    pub updated_at: Timestamp,
}

impl SourceCost {
    /// How much of it falls on the days from `from` to `until`, both included.
    pub fn within(&self, from: Date, until: Date) -> i64 {
        let (first, last) = (self.data.from_day, self.data.until_day);
        let begin = first.max(from);
        let end = last.min(until);
        if end < begin {
            return 0;
        }
        let days = |from: Date, until: Date| i128::from((until - from).get_days()) + 1;
        let (part, whole) = (days(begin, end), days(first, last));
        let share = i128::from(self.base_total_minor) * part;
        // Rounded half up; a part is never more than the whole, so it fits.
        i64::try_from((share * 2 + whole).div_euclid(whole * 2)).unwrap_or(i64::MAX)
    }

    /// How many events it stands for when its source is one of events (R80).
    pub fn events(&self, kind: SourceKind, from: Date, until: Date) -> i64 {
        let begins = (from..=until).contains(&self.data.from_day);
        match self.data.basis {
            _ if kind != SourceKind::Event || !begins => 0,
            CostBasis::Item => self.data.quantity,
            CostBasis::Once | CostBasis::Period => 1,
        }
    }
}

/// What came of a source: its funnel (R76) and its money (R79).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Yield {
    /// Clients it brought in.
    pub clients: i64,
    /// Of these: with a phone or e-mail that does not stand in the quarantine.
    pub valid: i64,
    /// Of these: with at least one effective contact.
    pub reached: i64,
    /// Of these: bought.
    pub won: i64,
    /// What they bought, reporting currency.
    pub revenue_minor: i64,
    /// What was spent, reporting currency.
    pub spend_minor: i64,
    /// Exhibitions, seminars, presentations paid for.
    pub events: i64,
}

impl Yield {
    /// Adds what came of another source.
    pub fn add(&mut self, other: &Self) {
        self.clients += other.clients;
        self.valid += other.valid;
        self.reached += other.reached;
        self.won += other.won;
        self.revenue_minor += other.revenue_minor;
        self.spend_minor += other.spend_minor;
        self.events += other.events;
    }

    /// What one client brought in cost.
    pub fn per_client(&self) -> Option<i64> {
        per(self.spend_minor, self.clients)
    }

    /// What one client that bought cost (R79).
    pub fn per_won(&self) -> Option<i64> {
        per(self.spend_minor, self.won)
    }

    /// Revenue for one unit of money spent; none when nothing was spent.
    pub fn return_ratio(&self) -> Option<f64> {
        (self.spend_minor > 0).then(|| self.revenue_minor as f64 / self.spend_minor as f64)
    }
}

/// A sum shared out, rounded half up; none when there is nobody to share it, or nothing spent.
fn per(sum: i64, count: i64) -> Option<i64> {
    (sum > 0 && count > 0).then(|| (sum / count) + i64::from((sum % count) * 2 >= count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_kinds_that_the_sources_name_are_there() {
        for code in [
            "maps",
            "boards",
            "registers",
            "disclosure",
            "yellow_pages",
            "bought_list",
            "statistics",
            "job_sites",
            "social_networks",
            "street_coverage",
            "partner",
            "event",
            "referral",
        ] {
            assert!(code.parse::<SourceKind>().is_ok(), "{code}");
        }
    }

    fn cost(basis: CostBasis, total: i64, from: Date, until: Date) -> SourceCost {
        SourceCost {
            id: SourceCostId::from_uuid(uuid::Uuid::nil()),
            data: CostData {
                source_id: SourceId::from_uuid(uuid::Uuid::nil()),
                basis,
                amount_minor: total,
                currency: Currency::EUR,
                quantity: 1,
                from_day: from,
                until_day: until,
                import_id: None,
                note: None,
            },
            base_total_minor: total,
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            created_by: UserId::from_uuid(uuid::Uuid::nil()),
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn r80_spend_of_a_time_falls_on_its_days() {
        let (from, until) = (date(2026, 1, 1), date(2026, 1, 30));
        let rent = cost(CostBasis::Period, 3_000, from, until);
        for (first, last, spent) in [
            (date(2025, 12, 1), date(2026, 12, 31), 3_000),
            (date(2026, 1, 1), date(2026, 1, 10), 1_000),
            (date(2026, 1, 30), date(2026, 2, 28), 100),
            (date(2026, 2, 1), date(2026, 2, 28), 0),
        ] {
            assert_eq!(rent.within(first, last), spent, "{first}–{last}");
        }
        let list = cost(CostBasis::Once, 777, from, from);
        assert_eq!(list.within(from, from), 777);
        assert_eq!(list.within(date(2026, 1, 2), until), 0);
    }

    #[test]
    fn r80_events_are_counted_where_they_begin() {
        let (from, until) = (date(2026, 1, 1), date(2026, 12, 31));
        let mut fair = cost(CostBasis::Once, 100, date(2026, 3, 1), date(2026, 3, 1));
        assert_eq!(fair.events(SourceKind::Event, from, until), 1);
        assert_eq!(fair.events(SourceKind::Advertising, from, until), 0);
        assert_eq!(fair.events(SourceKind::Event, date(2026, 3, 2), until), 0);
        fair.data.basis = CostBasis::Item;
        fair.data.quantity = 4;
        assert_eq!(fair.events(SourceKind::Event, from, until), 4);
    }

    #[test]
    fn r79_cost_of_a_client_is_the_spend_shared_by_those_it_brought() {
        let mut fair = Yield {
            clients: 40,
            won: 3,
            revenue_minor: 50_000,
            spend_minor: 10_000,
            ..Yield::default()
        };
        assert_eq!(
            (fair.per_client(), fair.per_won()),
            (Some(250), Some(3_333))
        );
        assert_eq!(fair.return_ratio(), Some(5.0));
        let free = Yield {
            clients: 10,
            won: 1,
            revenue_minor: 900,
            ..Yield::default()
        };
        assert_eq!((free.per_won(), free.return_ratio()), (None, None));
        fair.add(&free);
        assert_eq!((fair.clients, fair.won), (50, 4));
        assert_eq!(fair.per_won(), Some(2_500));
        fair.won = 0;
        assert_eq!(fair.per_won(), None, "nobody came of it");
    }

    proptest! {
        /// A cost cut at any day is the same cost, but for the rounding of the halves.
        #[test]
        fn r80_the_parts_of_a_spend_are_the_whole(total in 0_i64..1_000_000_000, length in 1_i64..800, cut in 0_i64..800) {
            let from = date(2025, 1, 1);
            let day = |after: i64| from.saturating_add(after.days());
            let spend = cost(CostBasis::Period, total, from, day(length - 1));
            let cut = cut.min(length);
            let parts = spend.within(day(-9), day(cut - 1)) + spend.within(day(cut), day(900));
            prop_assert!((parts - total).abs() <= 1);
        }
    }
}
