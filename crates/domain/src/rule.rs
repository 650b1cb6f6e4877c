//! Rules as settings: which of them the head of sales changes, from which day on, and what a change
//! would have done in the past.

use jiff::{SignedDuration, Timestamp};

use crate::code::code_enum;
use crate::rest::{self, Contact, Terms};

/// The groups of settings that are rules of the day.
pub const GROUPS: [&str; 6] = ["rest", "holding", "pool", "today", "inbox", "script"];

/// Whether a setting is a rule of the day.
pub fn is_rule(name: &str) -> bool {
    let group = name.split('.').next().unwrap_or_default();
    GROUPS.contains(&group)
}

code_enum! {
    /// How far a planned change is.
    pub enum RuleChangeState {
        /// Waits for its day.
        Waiting = "waiting",
        /// Was put in force.
        Applied = "applied",
        /// Was called off.
        Cancelled = "cancelled",
        /// Did not fit the rules of its day any more.
        Refused = "refused",
    }
}

code_enum! {
    /// What a change of rules would have changed.
    pub enum Effect {
        /// Contacts that the rest would have refused (R114).
        RestRefused = "rest_refused",
        /// Clients that would have been taken back (R118).
        Withdrawn = "withdrawn",
        /// Employees who hold more than they may.
        OverCapacity = "over_capacity",
        /// Employees who have too many clients they have not worked (R119).
        Hoarding = "hoarding",
    }
}

/// The contacts of a client, the first one first, that a rest of these terms would have refused since
/// a moment. What was refused was not made, so that nobody rests after it.
pub fn refused(
    terms: Terms,
    contacts: &[Contact],
    opened: &[Timestamp],
    since: Timestamp,
) -> usize {
    let mut made: Vec<Contact> = Vec::with_capacity(contacts.len());
    let mut refused = 0;
    for contact in contacts {
        if rest::check(terms, contact.at, contact.by, &made, opened).is_ok() {
            made.push(*contact);
        } else if contact.at >= since {
            refused += 1;
        }
    }
    refused
}

/// A stay of a client with an employee, as far as its term goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Since when, or the last result.
    pub renewed_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// Whether a term of so many days would have ended the stay from `since` to `now`; 0: without a term.
pub fn withdrawn(days: i64, stay: Stay, since: Timestamp, now: Timestamp) -> bool {
    let term = SignedDuration::from_hours(days.saturating_mul(24));
    let Ok(over) = stay.renewed_at.checked_add(term) else {
        return false;
    };
    days > 0 && over >= since && over <= stay.ended_at.unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::UserId;
    use crate::setting::DEFINITIONS;
    use uuid::Uuid;

    fn day(days: i64) -> Timestamp {
        Timestamp::from_second(days * 86_400).unwrap()
    }

    fn contact(days: i64) -> Contact {
        Contact {
            at: day(days),
            by: UserId::from_uuid(Uuid::from_u128(1)),
            agreed_at: None,
        }
    }

    #[test]
    fn r114_a_longer_rest_would_have_refused_more_of_what_was_made() {
        let contacts: Vec<Contact> = [0, 31, 62, 93].map(contact).into();
        let of = |days| {
            let terms = Terms {
                days,
                round_hours: 24,
            };
            refused(terms, &contacts, &[], day(0))
        };
        assert_eq!((of(0), of(30), of(31)), (0, 0, 0));
        assert_eq!(of(32), 2, "what was refused begins no rest");
        assert_eq!(of(93), 2);
        assert_eq!(of(94), 3);
        let terms = Terms {
            days: 60,
            round_hours: 24,
        };
        assert_eq!(
            refused(terms, &contacts, &[], day(50)),
            1,
            "only since then"
        );
        assert_eq!(
            refused(terms, &contacts, &[day(30)], day(0)),
            1,
            "one was opened"
        );
    }

    #[test]
    fn r118_a_term_ends_a_stay_within_the_time_looked_at() {
        let stay = |renewed, ended: Option<i64>| Stay {
            renewed_at: day(renewed),
            ended_at: ended.map(day),
        };
        let ends = |days, stay| withdrawn(days, stay, day(10), day(100));
        assert!(ends(30, stay(0, None)) && ends(30, stay(0, Some(30))));
        assert!(!ends(30, stay(0, Some(29))), "it ended before");
        assert!(!ends(5, stay(0, None)), "long before the time looked at");
        assert!(!ends(101, stay(0, None)), "not over yet");
        assert!(!ends(0, stay(0, None)), "without a term");
    }

    #[test]
    fn every_group_has_settings() {
        for group in GROUPS {
            assert!(
                DEFINITIONS.iter().any(|of| of.name().starts_with(group)),
                "{group}"
            );
        }
        assert!(is_rule("rest.days") && !is_rule("restless.days") && !is_rule("login.tries"));
    }
}
