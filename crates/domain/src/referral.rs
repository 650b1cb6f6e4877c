//! Recommendations (R72, R78): who brought a client to us, on which day, and what came of it.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ClientId, PersonId, ReferralId};
use crate::part::{Part, PartData};

/// The longest name of a giver from outside, in characters.
pub const NAME_LIMIT: usize = 200;
/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 2_000;
/// How far a tree of recommendations is followed.
pub const DEPTH: usize = 8;

code_enum! {
    /// On what ground somebody recommends us.
    pub enum ReferralKind {
        /// A client or acquaintance recommended us (R78).
        Recommendation = "recommendation",
        /// A partner shares its clients (R72).
        Partner = "partner",
    }
}

code_enum! {
    /// What came of a recommendation so far.
    pub enum ReferralResult {
        /// Nobody has talked yet.
        Waiting = "waiting",
        /// They were introduced.
        Introduced = "introduced",
        /// The recommended one bought.
        Bought = "bought",
        /// Nothing came of it.
        Refused = "refused",
    }
}

/// What is written of a recommendation; it hangs on the client that was recommended to us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralData {
    /// On what ground.
    pub kind: ReferralKind,
    /// The client that gave it.
    pub giver_id: Option<ClientId>,
    /// The person at that client.
    pub person_id: Option<PersonId>,
    /// Somebody from outside of the base, by name.
    pub giver_name: Option<String>,
    /// When.
    pub day: Date,
    /// What came of it.
    pub result: ReferralResult,
    /// More about it.
    pub note: Option<String>,
}

impl PartData for ReferralData {
    type Id = ReferralId;
    const ENTITY: &'static str = "referral";
}

/// A recommendation.
pub type Referral = Part<ReferralData>;

/// Whether `giver` may be said to have recommended `client`: not itself, and nobody whom the client
/// had brought, directly or through others, for then the tree would have no root.
pub fn may_give(
    client: ClientId,
    giver: ClientId,
    givers_of: impl Fn(ClientId) -> Vec<ClientId>,
) -> bool {
    let mut seen = vec![client];
    let mut next = vec![giver];
    while let Some(one) = next.pop() {
        if one == client {
            return false;
        }
        if !seen.contains(&one) {
            seen.push(one);
            next.extend(givers_of(one));
        }
    }
    true
}

code_enum! {
    /// Why it is time to ask a client for a recommendation.
    pub enum Hint {
        /// Satisfied: says that it would recommend us.
        Satisfied = "satisfied",
        /// Leaves because it needs us no more: it may still introduce somebody (R78).
        Leaving = "leaving",
    }
}

/// Whether a client is to be asked for a recommendation: its last answer is at least `from_score`,
/// or it is a former client; and it has given none for `again_months`.
pub fn hint(
    former: bool,
    score: Option<i64>,
    last: Option<Date>,
    today: Date,
    from_score: i64,
    again_months: i64,
) -> Option<Hint> {
    let since = today.checked_sub(again_months.months()).ok()?;
    if last.is_some_and(|day| day > since) {
        return None;
    }
    if former {
        return Some(Hint::Leaving);
    }
    score
        .is_some_and(|score| score >= from_score)
        .then_some(Hint::Satisfied)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn r78_who_is_satisfied_or_leaves_is_asked_but_not_too_often() {
        let today = date(2026, 7, 1);
        for (former, score, last, expected) in [
            (false, Some(9), None, Some(Hint::Satisfied)),
            (false, Some(8), None, None),
            (false, None, None, None),
            (true, Some(3), None, Some(Hint::Leaving)),
            (true, None, Some(date(2026, 1, 2)), None),
            (true, None, Some(date(2026, 1, 1)), Some(Hint::Leaving)),
            (false, Some(10), Some(date(2026, 6, 30)), None),
        ] {
            assert_eq!(
                hint(former, score, last, today, 9, 6),
                expected,
                "{former} {score:?} {last:?}"
            );
        }
    }

    use uuid::Uuid;

    #[test]
    fn r78_nobody_is_recommended_by_whom_it_brought() {
        let id = |n| ClientId::from_uuid(Uuid::from_u128(n));
        // 1 brought 2, 2 brought 3; 4 and 5 brought each other by an old mistake.
        let givers = |of: ClientId| match of.uuid().as_u128() {
            2 => vec![id(1)],
            3 => vec![id(2)],
            4 => vec![id(5)],
            5 => vec![id(4)],
            _ => Vec::new(),
        };
        for (client, giver, may) in [
            (1, 1, false),
            (1, 2, false),
            (1, 3, false),
            (3, 1, true),
            (4, 3, true),
            (6, 4, true),
        ] {
            assert_eq!(
                may_give(id(client), id(giver), givers),
                may,
                "{client} by {giver}"
            );
        }
    }
}
