//! Rest between contacts (R114): after an effective contact a client is left alone for a while,
//! whoever made it and by whatever channel. One gate for every way in which contacts are made.
//!
//! What ends a rest early: the client turned to us, the contact itself agreed on a day for the
//! next one, or somebody with the right lifted it. Contacts of one employee that follow each other
//! within a round – a call and the letter that was promised in it – count as one.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::client::{ClientData, Relation, Temperature};
use crate::id::{RestLiftId, SegmentId, UserId};
use crate::part::{Part, PartData};
use crate::setting::{
    REST_COLD, REST_CURRENT, REST_DAYS, REST_HOT, REST_ROUND, REST_WARM, Settings,
};

/// What is known of a client's rest; kept on its row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rest {
    /// The effective contact after which the client rests.
    pub from: Option<Timestamp>,
    /// When the day begins that was agreed on for the next contact, in that one or when trying
    /// since.
    pub agreed_at: Option<Timestamp>,
    /// Until when it rests by the rules that were in force when this was concluded.
    pub until: Option<Timestamp>,
    /// When the client turned to us last, as long as we made no effective contact since.
    pub turned_at: Option<Timestamp>,
}

/// An effective contact that we made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: UserId,
    /// When the day begins that was agreed on for the next one.
    pub agreed_at: Option<Timestamp>,
}

/// How long clients rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Days between contacts; 0: no rest.
    pub days: i64,
    /// Hours within which contacts of one employee count as one.
    pub round_hours: i64,
}

/// The client rests: who asks for a contact is told until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the client rests until {until}")]
pub struct Resting {
    /// From when on it may be contacted.
    pub until: Timestamp,
    /// How many days it rests.
    pub days: i64,
}

impl Terms {
    /// The terms of a client: of its segment when that has its own, of a buyer, by temperature,
    /// or the general one.
    pub fn of(settings: &Settings, client: &ClientData, segment: Option<i64>) -> Self {
        Self::by(settings, client.relation, client.temperature, segment)
    }

    /// The same by what they depend on.
    pub fn by(
        settings: &Settings,
        relation: Relation,
        temperature: Option<Temperature>,
        segment: Option<i64>,
    ) -> Self {
        let days = segment.unwrap_or_else(|| {
            settings.whole(match (relation, temperature) {
                (Relation::Current, _) => &REST_CURRENT,
                (_, Some(Temperature::Hot)) => &REST_HOT,
                (_, Some(Temperature::Warm)) => &REST_WARM,
                (_, Some(Temperature::Cold)) => &REST_COLD,
                (_, None) => &REST_DAYS,
            })
        });
        Self {
            days,
            round_hours: settings.whole(&REST_ROUND),
        }
    }

    fn rest(self) -> SignedDuration {
        SignedDuration::from_hours(self.days.saturating_mul(24))
    }

    /// How far around a contact others matter.
    pub fn reach(self, at: Timestamp) -> (Timestamp, Timestamp) {
        let rest = self.rest();
        (
            at.checked_sub(rest).unwrap_or(Timestamp::MIN),
            at.checked_add(rest).unwrap_or(Timestamp::MAX),
        )
    }

    /// The end of the rest after a contact.
    pub fn end(self, after: Contact) -> Timestamp {
        let full = after.at.checked_add(self.rest()).unwrap_or(Timestamp::MAX);
        after
            .agreed_at
            .map_or(full, |agreed| agreed.max(after.at).min(full))
    }
}

impl Rest {
    /// The rest after the last effective contact that we made, when neither the client turned to
    /// us nor a lift came after it. `agreed_at`: the day agreed on in it or since.
    pub fn conclude(
        terms: Terms,
        last: Option<Contact>,
        agreed_at: Option<Timestamp>,
        turned_at: Option<Timestamp>,
        lifted_at: Option<Timestamp>,
    ) -> Self {
        let last = last.map(|last| Contact { agreed_at, ..last });
        let turned_at = turned_at.filter(|at| last.is_none_or(|last| *at > last.at));
        let opened_at = turned_at.max(lifted_at);
        let rest = last.filter(|last| opened_at.is_none_or(|opened| opened <= last.at));
        Self {
            from: rest.map(|last| last.at),
            agreed_at,
            until: rest.filter(|_| terms.days > 0).map(|last| terms.end(last)),
            turned_at,
        }
    }

    /// Until when the client rests at `now`.
    pub fn now(self, now: Timestamp) -> Option<Timestamp> {
        self.until.filter(|until| *until > now)
    }
}

/// Whether `by` may contact the client at `at`. `contacts`: the effective ones we made within
/// [`Terms::reach`]; `opened`: when the client turned to us or a rest was lifted.
pub fn check(
    terms: Terms,
    at: Timestamp,
    by: UserId,
    contacts: &[Contact],
    opened: &[Timestamp],
) -> Result<(), Resting> {
    let days = terms.days;
    let refused = |until| Err(Resting { until, days });
    if let Some(until) = resting(terms, at, by, contacts, opened) {
        return refused(until);
    }
    // One that is written down late must not fall into the rest before a later one either.
    let Some(later) = contacts
        .iter()
        .filter(|other| other.at > at)
        .min_by_key(|other| other.at)
    else {
        return Ok(());
    };
    let new = Contact {
        at,
        by,
        agreed_at: None,
    };
    let with: Vec<Contact> = contacts.iter().copied().chain([new]).collect();
    let was = resting(terms, later.at, later.by, contacts, opened);
    match resting(terms, later.at, later.by, &with, opened) {
        Some(_) if was.is_none() => refused(terms.end(*later)),
        _ => Ok(()),
    }
}

fn resting(
    terms: Terms,
    at: Timestamp,
    by: UserId,
    contacts: &[Contact],
    opened: &[Timestamp],
) -> Option<Timestamp> {
    let agreed = contacts
        .iter()
        .filter(|contact| contact.at < at)
        .filter_map(|contact| contact.agreed_at);
    let opened = opened
        .iter()
        .copied()
        .chain(agreed)
        .filter(|moment| *moment <= at)
        .max();
    let (since, _) = terms.reach(at);
    let counts = |contact: &&Contact| {
        contact.at < at && contact.at > since && opened.is_none_or(|opened| contact.at >= opened)
    };
    let round: Vec<&Contact> = contacts.iter().filter(counts).collect();
    let first = round.iter().min_by_key(|contact| contact.at)?;
    let last = round.iter().max_by_key(|contact| contact.at)?;
    let one_round = round.iter().all(|contact| contact.by == by)
        && at.duration_since(first.at) <= SignedDuration::from_hours(terms.round_hours);
    (!one_round).then(|| terms.end(**last))
}

/// How long the clients of a segment rest, when not as all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentRest {
    /// The segment.
    pub segment_id: SegmentId,
    /// Days; 0: no rest.
    pub days: i64,
}

/// The longest rest, in days.
pub const MOST_DAYS: i64 = 366;

/// A rest that somebody lifted, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestLiftData {
    /// Why the client is contacted all the same.
    pub reason: String,
}

impl PartData for RestLiftData {
    type Id = RestLiftId;
    const ENTITY: &'static str = "rest_lift";
}

/// A lifted rest.
pub type RestLift = Part<RestLiftData>;

/// The longest reason, in characters.
pub const REASON_LIMIT: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::Country;
    use proptest::prelude::*;
    use uuid::Uuid;

    const HOUR: i64 = 3_600;
    const DAY: i64 = 24 * HOUR;
    const TERMS: Terms = Terms {
        days: 30,
        round_hours: 24,
    };

    fn user(n: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(n))
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn contact(seconds: i64, by: u128) -> Contact {
        Contact {
            at: at(seconds),
            by: user(by),
            agreed_at: None,
        }
    }

    #[test]
    fn r114_a_client_rests_a_month_from_everybody() {
        let made = [contact(0, 1)];
        for (when, by, free) in [
            (HOUR, 1, true),
            (23 * HOUR, 1, true),
            (25 * HOUR, 1, false),
            (HOUR, 2, false),
            (29 * DAY, 1, false),
            (29 * DAY, 2, false),
            (30 * DAY, 2, true),
        ] {
            let answer = check(TERMS, at(when), user(by), &made, &[]);
            assert_eq!(answer.is_ok(), free, "{when} {by}");
            if let Err(resting) = answer {
                assert_eq!((resting.until, resting.days), (at(30 * DAY), 30));
            }
        }
        assert_eq!(
            Settings::default().whole(&REST_DAYS),
            30,
            "a month at least"
        );
    }

    #[test]
    fn r114_a_round_does_not_move_along_with_its_contacts() {
        let made = [contact(0, 1), contact(20 * HOUR, 1)];
        let next = check(TERMS, at(30 * HOUR), user(1), &made, &[]);
        assert_eq!(next.unwrap_err().until, at(30 * DAY + 20 * HOUR));
    }

    #[test]
    fn r114_who_turns_to_us_may_be_answered_once() {
        let opened = [at(5 * DAY)];
        let made = [contact(0, 1)];
        assert!(check(TERMS, at(4 * DAY), user(1), &made, &opened).is_err());
        assert!(check(TERMS, at(6 * DAY), user(2), &made, &opened).is_ok());
        let answered = [contact(0, 1), contact(6 * DAY, 2)];
        let again = check(TERMS, at(8 * DAY), user(1), &answered, &opened);
        assert_eq!(again.unwrap_err().until, at(36 * DAY));
    }

    #[test]
    fn r114_the_day_that_was_agreed_on_ends_the_rest() {
        let made = [Contact {
            agreed_at: Some(at(7 * DAY)),
            ..contact(0, 1)
        }];
        let before = check(TERMS, at(6 * DAY), user(1), &made, &[]);
        assert_eq!(before.unwrap_err().until, at(7 * DAY));
        assert!(check(TERMS, at(7 * DAY), user(1), &made, &[]).is_ok());
    }

    #[test]
    fn r114_one_written_down_late_counts_as_well() {
        let made = [contact(40 * DAY, 1)];
        let late = check(TERMS, at(20 * DAY), user(1), &made, &[]);
        assert!(late.is_err(), "the later one would fall into its rest");
        assert!(check(TERMS, at(5 * DAY), user(1), &made, &[]).is_ok());
    }

    #[test]
    fn what_is_kept_says_the_same_as_the_gate() {
        let last = contact(0, 1);
        let rest = Rest::conclude(TERMS, Some(last), None, None, None);
        assert_eq!(rest.now(at(DAY)), Some(at(30 * DAY)));
        assert_eq!(rest.now(at(30 * DAY)), None);
        let turned = Rest::conclude(TERMS, Some(last), None, Some(at(1)), None);
        assert_eq!((turned.until, turned.turned_at), (None, Some(at(1))));
        let answered = Rest::conclude(TERMS, Some(last), None, Some(at(-1)), None);
        assert_eq!(
            (answered.until, answered.turned_at),
            (Some(at(30 * DAY)), None)
        );
        let lifted = Rest::conclude(TERMS, Some(last), None, None, Some(at(1)));
        assert_eq!((lifted.until, lifted.turned_at), (None, None));
        let lifted_then_called = Rest::conclude(TERMS, Some(last), None, None, Some(at(0)));
        assert_eq!(lifted_then_called.until, Some(at(30 * DAY)));
        let none = Terms { days: 0, ..TERMS };
        assert_eq!(
            Rest::conclude(none, Some(last), None, None, None).until,
            None
        );
        assert!(check(none, at(HOUR), user(2), &[last], &[]).is_ok());
    }

    #[test]
    fn r134_the_terms_are_of_the_segment_the_buyer_or_the_temperature() {
        let mut settings = Settings::default();
        for (name, days) in [
            ("rest.days_hot", 3),
            ("rest.days_current", 60),
            ("rest.days", 45),
        ] {
            settings
                .set(name, crate::setting::Value::Whole(days))
                .unwrap();
        }
        let mut client = ClientData::named("x".into(), Country::MK);
        let days = |client: &ClientData, segment| Terms::of(&settings, client, segment).days;
        assert_eq!(days(&client, None), 45);
        client.temperature = Some(Temperature::Hot);
        assert_eq!(days(&client, None), 3);
        client.relation = Relation::Current;
        assert_eq!(days(&client, None), 60);
        assert_eq!(days(&client, Some(14)), 14);
    }

    proptest! {
        /// Whatever is asked for in whatever order, two contacts that the gate let through are
        /// never closer than the rule, but for rounds, answers, lifts and agreed days.
        #[test]
        fn r114_contacts_are_never_closer_than_the_rule(
            asked in prop::collection::vec((0_i64..200 * 24, 0_u128..3, prop::option::of(0_i64..40)), 1..60),
            opened in prop::collection::vec(0_i64..200 * 24, 0..4),
        ) {
            let opened: Vec<Timestamp> = opened.into_iter().map(|hour| at(hour * HOUR)).collect();
            let mut made: Vec<Contact> = Vec::new();
            for (hour, by, agreed) in asked {
                let when = at(hour * HOUR);
                if made.iter().any(|other| other.at == when) {
                    continue;
                }
                let (from, to) = TERMS.reach(when);
                let around: Vec<Contact> = made.iter().copied().filter(|other| other.at >= from && other.at <= to).collect();
                if check(TERMS, when, user(by), &around, &opened).is_ok() {
                    let agreed_at = agreed.map(|days| at(hour * HOUR + days * DAY));
                    made.push(Contact { at: when, by: user(by), agreed_at });
                }
            }
            made.sort_by_key(|contact| contact.at);
            for pair in made.windows(2) {
                let (first, second) = (pair[0], pair[1]);
                let apart = second.at.duration_since(first.at);
                let excused = opened.iter().any(|moment| *moment > first.at && *moment <= second.at)
                    || opened.contains(&first.at)
                    || made.iter().any(|other| other.agreed_at.is_some_and(|agreed| agreed >= first.at && agreed <= second.at))
                    || (first.by == second.by && apart <= SignedDuration::from_hours(24));
                prop_assert!(excused || apart >= SignedDuration::from_hours(30 * 24), "{first:?} {second:?}");
            }
        }
    }
}
