//! The blacklist (R173): a client that does not pay is not contacted and not supplied until it
//! does. What it owes is [`crate::receivable`].

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::id::{BlacklistId, ClientId, UserId};
use crate::money::Currency;
use crate::receivable::late_days;
use crate::setting::{BLACKLIST_DAYS, BLACKLIST_LEAST, Settings};

/// The longest reason, in characters.
pub const REASON_LIMIT: usize = 500;

/// A stay of a client on the blacklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    /// Identity.
    pub id: BlacklistId,
    /// Of whom.
    pub client_id: ClientId,
    /// Since when.
    pub since: Timestamp,
    /// Who put it there; `None`: the product, by the rule.
    pub by: Option<UserId>,
    /// Why.
    pub reason: Option<String>,
    /// What was late then, minor units of the reporting currency; 0: it is there for another
    /// reason than money, and payment does not end it.
    pub late_minor: i64,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Who ended it; `None`: the client paid.
    pub ended_by: Option<UserId>,
    /// Why it ended before the client paid.
    pub ended_reason: Option<String>,
}

impl Stay {
    /// Whether it is over once the client owes `late_minor` of late money: everything is paid that
    /// it was put there for. Days go on: what becomes late during the stay counts too.
    pub const fn is_paid(&self, late_minor: i64) -> bool {
        self.late_minor > 0 && late_minor <= 0
    }
}

/// The rule by which a debtor comes to the blacklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its oldest debt is later by more days.
    pub days: i64,
    /// It owes at least so much of late money, minor units of the reporting currency.
    pub least_minor: i64,
}

impl Rule {
    /// As the settings have it.
    pub fn of(settings: &Settings, currency: Currency) -> Self {
        let unit = 10_i64.pow(currency.decimals());
        Self {
            days: settings.whole(&BLACKLIST_DAYS),
            least_minor: settings.whole(&BLACKLIST_LEAST).saturating_mul(unit),
        }
    }

    /// The day before which the oldest debt of whoever comes to it was due.
    pub fn oldest(self, today: Date) -> Date {
        today.saturating_sub(self.days.days())
    }

    /// Whether a debtor comes to it.
    pub fn applies(self, oldest_due: Option<Date>, late_minor: i64, today: Date) -> bool {
        late_minor > 0
            && late_minor >= self.least_minor
            && oldest_due.is_some_and(|due| late_days(due, today) > self.days)
    }
}

/// A client that may not be worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blacklisted {
    /// Since when.
    pub since: Timestamp,
    /// What was late then.
    pub late_minor: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn r173_who_is_late_by_more_than_the_rule_comes_to_it() {
        let rule = Rule::of(&Settings::default(), Currency::EUR);
        assert_eq!(rule.days, 30);
        let today = date(2026, 3, 31);
        for (due, late, expected) in [
            (Some(date(2026, 3, 1)), 100, false),
            (Some(date(2026, 2, 28)), 100, true),
            (Some(date(2026, 2, 28)), 0, false),
            (None, 100, false),
        ] {
            assert_eq!(rule.applies(due, late, today), expected, "{due:?} {late}");
        }
        let least = Rule {
            least_minor: 101,
            ..rule
        };
        assert!(!least.applies(Some(date(2026, 1, 1)), 100, today));
    }

    #[test]
    fn r173_payment_ends_it_unless_it_is_there_for_something_else() {
        let stay = Stay {
            id: BlacklistId::from_uuid(Uuid::nil()),
            client_id: ClientId::from_uuid(Uuid::nil()),
            since: Timestamp::UNIX_EPOCH,
            by: None,
            reason: None,
            late_minor: 500,
            ended_at: None,
            ended_by: None,
            ended_reason: None,
        };
        assert!(!stay.is_paid(1));
        assert!(stay.is_paid(0));
        let other = Stay {
            late_minor: 0,
            ..stay
        };
        assert!(!other.is_paid(0));
    }
}
