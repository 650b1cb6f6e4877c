//! Holding (R116–R120): a client is worked by one employee at a time, on a term in which a result
//! is required. The holder is the manager of the card; each stay with an employee is kept. A
//! result renews the term; without one the client goes back to the pool when the term is over, and
//! the last holder waits before holding it again.

use jiff::{SignedDuration, Timestamp};

use crate::code::code_enum;
use crate::id::{ClientId, UserId};
use crate::interaction::Outcome;
use crate::policy::Role;
use crate::setting::{
    HOLDING_CAPACITY_CLIENT_MANAGER, HOLDING_CAPACITY_SELLER, HOLDING_CAPACITY_TELEMARKETER,
    HOLDING_CLIENT_MANAGER, HOLDING_SELLER, HOLDING_TELEMARKETER, Settings, Whole,
};

code_enum! {
    /// Why a stay ended.
    pub enum Ending {
        /// The term was over without a result.
        Withdrawn = "withdrawn",
        /// The client was given to somebody else.
        Replaced = "replaced",
        /// It was given back to the pool.
        Released = "released",
        /// The card was deleted or merged into another.
        Gone = "gone",
    }
}

/// A stay of a client with an employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The client.
    pub client_id: ClientId,
    /// Its number among the stays of the client, from 1.
    pub seq: i64,
    /// The holder.
    pub user_id: UserId,
    /// Since when.
    pub since: Timestamp,
    /// The end of the term; `None`: without a term.
    pub until: Option<Timestamp>,
    /// The last result.
    pub result_at: Option<Timestamp>,
    /// How many results renewed the term.
    pub results: i64,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Why it ended.
    pub ending: Option<Ending>,
    /// Why the client went to this employee, when the product chose: JSON.
    pub why: Option<String>,
}

/// What happened with a client that may be the result its holder owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// An interaction with this outcome.
    Interaction(Outcome),
    /// An order that counts.
    Purchase,
}

/// The longest term, in days.
pub const MOST_DAYS: i64 = 3_650;

/// The roles that hold clients on a term, with the setting of their days and of their capacity.
pub static TERMS: [(Role, &Whole, &Whole); 3] = [
    (
        Role::Telemarketer,
        &HOLDING_TELEMARKETER,
        &HOLDING_CAPACITY_TELEMARKETER,
    ),
    (
        Role::ActiveSeller,
        &HOLDING_SELLER,
        &HOLDING_CAPACITY_SELLER,
    ),
    (
        Role::ClientManager,
        &HOLDING_CLIENT_MANAGER,
        &HOLDING_CAPACITY_CLIENT_MANAGER,
    ),
];

/// Whether an event is the result that a role owes: a presentation that was agreed to from a
/// telemarketer, an order from a seller and from a client manager (R183, R189).
pub fn is_result(role: Role, event: Event) -> bool {
    match role {
        Role::Telemarketer => event == Event::Interaction(Outcome::PresentationAgreed),
        Role::ActiveSeller | Role::ClientManager => event == Event::Purchase,
        _ => false,
    }
}

/// The end of a term of so many days from `at`; 0 days: none.
pub fn end(at: Timestamp, days: i64) -> Option<Timestamp> {
    let term = SignedDuration::from_hours(24 * days.clamp(0, MOST_DAYS));
    (days > 0).then(|| at.checked_add(term).unwrap_or(Timestamp::MAX))
}

/// How many clients an employee of this role may hold; `None`: any number.
pub fn capacity(settings: &Settings, role: Role) -> Option<i64> {
    let found = TERMS.iter().find(|(of, _, _)| *of == role);
    found
        .map(|(_, _, capacity)| settings.whole(capacity))
        .filter(|capacity| *capacity > 0)
}

/// What an employee holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// Clients held.
    pub held: i64,
    /// Of these: without an effective contact since they were taken.
    pub idle: i64,
}

/// Why an employee may not take another client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Full {
    /// As many as they can work.
    #[error("holds {held} of {most} clients")]
    Capacity {
        /// Clients held.
        held: i64,
        /// The setting.
        most: i64,
    },
    /// Too many were taken and not worked (R119).
    #[error("{idle} of at most {most} clients are not worked yet")]
    Hoarding {
        /// Clients without an effective contact.
        idle: i64,
        /// The setting.
        most: i64,
    },
}

/// Whether an employee may take one more. `most_idle` 0: no limit.
pub fn may_take(load: Load, capacity: Option<i64>, most_idle: i64) -> Result<(), Full> {
    if let Some(most) = capacity.filter(|most| load.held >= *most) {
        return Err(Full::Capacity {
            held: load.held,
            most,
        });
    }
    if most_idle > 0 && load.idle >= most_idle {
        return Err(Full::Hoarding {
            idle: load.idle,
            most: most_idle,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r117_the_term_is_so_many_days_or_none() {
        let at: Timestamp = "2026-03-02T11:00:00Z".parse().unwrap();
        assert_eq!(end(at, 0), None);
        assert_eq!(end(at, 30), "2026-04-01T11:00:00Z".parse().ok());
        assert_eq!(end(Timestamp::MAX, 30), Some(Timestamp::MAX));
    }

    #[test]
    fn r183_r189_the_result_is_what_the_role_is_there_for() {
        let agreed = Event::Interaction(Outcome::PresentationAgreed);
        let talk = Event::Interaction(Outcome::None);
        for (role, event, result) in [
            (Role::Telemarketer, agreed, true),
            (Role::Telemarketer, talk, false),
            (Role::Telemarketer, Event::Purchase, false),
            (Role::ActiveSeller, agreed, false),
            (Role::ActiveSeller, Event::Purchase, true),
            (Role::ClientManager, Event::Purchase, true),
            (Role::Owner, Event::Purchase, false),
        ] {
            assert_eq!(is_result(role, event), result, "{role} {event:?}");
        }
    }

    #[test]
    fn r119_who_has_too_many_or_works_too_few_takes_no_more() {
        let load = |held, idle| Load { held, idle };
        assert_eq!(may_take(load(9, 0), Some(10), 5), Ok(()));
        assert_eq!(
            may_take(load(10, 0), Some(10), 5),
            Err(Full::Capacity { held: 10, most: 10 })
        );
        assert_eq!(
            may_take(load(9, 5), Some(10), 5),
            Err(Full::Hoarding { idle: 5, most: 5 })
        );
        assert_eq!(may_take(load(900, 900), None, 0), Ok(()));
        let settings = Settings::default();
        assert_eq!(capacity(&settings, Role::Owner), None);
        assert!(capacity(&settings, Role::Telemarketer).is_some());
    }
}
