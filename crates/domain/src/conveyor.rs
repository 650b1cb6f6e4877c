//! The conveyor of sales (R178–R195): a telemarketer qualifies, a seller makes the first deal, a
//! client manager keeps the client buying. Each step is written down with its result; who is next
//! and what may be passed on follows from rules.

pub mod fit;
pub mod joint;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ClientId, ConveyorStepId, UserId};
use crate::policy::Role;

code_enum! {
    /// A station of the conveyor.
    pub enum Station {
        /// Telemarketers find clients and qualify them.
        Telemarketing = "telemarketing",
        /// Sellers make the first deal (R183).
        Sales = "sales",
        /// Client managers see to it that the client goes on buying (R189).
        Management = "management",
    }
}

impl Station {
    /// The station at which a role works.
    pub fn of(role: Role) -> Option<Self> {
        match role {
            Role::Telemarketer => Some(Self::Telemarketing),
            Role::ActiveSeller => Some(Self::Sales),
            Role::ClientManager => Some(Self::Management),
            _ => None,
        }
    }

    /// The role that works there.
    pub fn role(self) -> Role {
        match self {
            Self::Telemarketing => Role::Telemarketer,
            Self::Sales => Role::ActiveSeller,
            Self::Management => Role::ClientManager,
        }
    }
}

code_enum! {
    /// A question of the portrait by which a client is qualified, when the company has not put its
    /// own: all services are made for such clients, and they feel what is special in the offer.
    pub enum Criterion {
        /// It does what our clients do.
        Trade = "trade",
        /// It is of the size we can serve.
        Size = "size",
        /// It is where we deliver and serve.
        Place = "place",
        /// What is special in our offer is worth something to it.
        Offer = "offer",
        /// It can pay.
        Solvency = "solvency",
    }
}

code_enum! {
    /// An answer to a question of the portrait.
    pub enum Answer {
        /// Like the portrait.
        Yes = "yes",
        /// Unlike it.
        No = "no",
        /// Nobody knows yet.
        Unknown = "unknown",
    }
}

code_enum! {
    /// Whether a client is one of those the company is made for (R178).
    pub enum Verdict {
        /// "Ours".
        Ours = "ours",
        /// "Not ours".
        NotOurs = "not_ours",
        /// Too much is not known.
        Open = "open",
    }
}

/// The verdict that answers give: ours from `percent` of yes on; not ours when that cannot be
/// reached any more, whatever the unknown ones turn out to be.
pub fn verdict(answers: &[Answer], percent: i64) -> Verdict {
    let count = |wanted: Answer| {
        let found = answers.iter().filter(|answer| **answer == wanted).count();
        i64::try_from(found).unwrap_or(i64::MAX)
    };
    let all = i64::try_from(answers.len()).unwrap_or(i64::MAX);
    let (yes, unknown) = (count(Answer::Yes), count(Answer::Unknown));
    let enough = |count: i64| all > 0 && count.saturating_mul(100) >= percent.saturating_mul(all);
    if enough(yes) {
        Verdict::Ours
    } else if enough(yes.saturating_add(unknown)) {
        Verdict::Open
    } else {
        Verdict::NotOurs
    }
}

code_enum! {
    /// Whether the need is current (R179).
    pub enum Need {
        /// It can buy here and now.
        Now = "now",
        /// It wants to buy later (R289): a day is agreed on.
        Later = "later",
        /// There is none.
        None = "none",
    }
}

/// Whether a client may be passed on to a seller: ours, and it can buy now (R180).
pub fn passes(verdict: Verdict, need: Need) -> bool {
    verdict == Verdict::Ours && need == Need::Now
}

code_enum! {
    /// What happened at a step.
    pub enum StepKind {
        /// Qualified against the portrait (R178, R179).
        Qualified = "qualified",
        /// Put off by the client until a day (R289).
        Postponed = "postponed",
        /// Passed on to the next station.
        Passed = "passed",
        /// Given back to who passed it on.
        Returned = "returned",
        /// The contact person led to somebody who decides (R182).
        Reached = "reached",
        /// A deal was held against what we can make and want (R193, R194).
        Checked = "checked",
        /// We refused the client (R195).
        Refused = "refused",
        /// Two employees began to work it together.
        Joined = "joined",
        /// The client agreed to the new manager (R185).
        Accepted = "accepted",
        /// Joint work was over, or a hand-over was given up.
        Parted = "parted",
        /// Somebody is to wake it (R187).
        Reactivation = "reactivation",
    }
}

code_enum! {
    /// Why a client comes back to who passed it on.
    pub enum ReturnReason {
        /// Unlike the portrait after all.
        NotOurs = "not_ours",
        /// The need is not current.
        NeedGone = "need_gone",
        /// The contact person leads to nobody who decides.
        NoAccess = "no_access",
        /// Nobody was at the meeting.
        NoShow = "no_show",
        /// What was passed on is wrong.
        WrongData = "wrong_data",
        /// Something else, which the note says.
        Other = "other",
    }
}

code_enum! {
    /// Why we refuse a client: a result like any other (R195).
    pub enum RefusalReason {
        /// Unlike the portrait.
        NotOurs = "not_ours",
        /// It needs nothing of what we have.
        NoNeed = "no_need",
        /// More than we can make (R193).
        TooLarge = "too_large",
        /// Costs more than it brings (R194).
        Unprofitable = "unprofitable",
        /// It cannot pay.
        Insolvent = "insolvent",
        /// It expects what we do not do.
        Expectations = "expectations",
        /// Something else, which the note says.
        Other = "other",
    }
}

/// A step on the way of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Identity.
    pub id: ConveyorStepId,
    /// The client.
    pub client_id: ClientId,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: StepKind,
    /// Who did it; `None`: the product.
    pub by_id: Option<UserId>,
    /// From whom it went.
    pub from_id: Option<UserId>,
    /// To whom.
    pub to_id: Option<UserId>,
    /// Code of the reason.
    pub reason: Option<String>,
    /// A day that goes with it.
    pub day: Option<Date>,
    /// What a person wrote.
    pub note: Option<String>,
    /// Answers, figures: an object.
    pub details: Option<serde_json::Value>,
}

/// An employee to whom a client may be passed on.
#[derive(Debug, Clone, PartialEq)]
pub struct Next {
    /// Who.
    pub user: UserId,
    /// Clients passed to them lately.
    pub passed: i64,
    /// Their conversion.
    pub conversion: f64,
}

/// Who is next: whoever was passed the fewest clients lately, of those the one with the best
/// conversion. So the numbers stay even, as where the pool is handed out.
pub fn next(mut employees: Vec<Next>) -> Option<UserId> {
    employees.sort_by(|a, b| {
        a.passed
            .cmp(&b.passed)
            .then_with(|| b.conversion.total_cmp(&a.conversion))
            .then_with(|| a.user.cmp(&b.user))
    });
    employees.first().map(|employee| employee.user)
}

/// Who wakes a client that sleeps (R187): a client manager while it slept shorter than
/// `seller_days`, a seller after that; 0: always a seller.
pub fn reactivator(asleep_days: i64, seller_days: i64) -> Role {
    if asleep_days < seller_days {
        Role::ClientManager
    } else {
        Role::ActiveSeller
    }
}

/// The most questions, and the longest, in characters.
pub const MOST_CRITERIA: usize = 12;
/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 2_000;

/// The questions by which clients are qualified: those of the setting, separated by `;`, or the
/// built-in ones.
pub fn criteria(own: &str) -> Vec<String> {
    let own: Vec<String> = own
        .split(';')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .take(MOST_CRITERIA)
        .map(str::to_owned)
        .collect();
    if own.is_empty() {
        let built_in = Criterion::ALL.iter();
        return built_in.map(|one| one.code().to_owned()).collect();
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn r178_the_verdict_is_ours_or_not_ours_by_the_portrait() {
        use Answer::{No, Unknown, Yes};
        for (answers, expected) in [
            (vec![Yes, Yes, Yes, No, No], Verdict::Ours),
            (vec![Yes, Yes, No, No, No], Verdict::NotOurs),
            (vec![Yes, Yes, Unknown, No, No], Verdict::Open),
            (vec![Yes, Unknown, No, No, No], Verdict::NotOurs),
            (vec![Unknown; 5], Verdict::Open),
            (vec![], Verdict::NotOurs),
        ] {
            assert_eq!(verdict(&answers, 60), expected, "{answers:?}");
        }
        assert_eq!(verdict(&[Yes, No], 100), Verdict::NotOurs);
    }

    #[test]
    fn r180_only_who_can_buy_now_passes() {
        for verdict in Verdict::ALL {
            for need in Need::ALL {
                let expected = *verdict == Verdict::Ours && *need == Need::Now;
                assert_eq!(passes(*verdict, *need), expected);
            }
        }
    }

    #[test]
    fn the_next_is_who_was_passed_fewest_then_who_converts_best() {
        let user = |n| UserId::from_uuid(Uuid::from_u128(n));
        let of = |n, passed, conversion| Next {
            user: user(n),
            passed,
            conversion,
        };
        assert_eq!(next(vec![]), None);
        let chosen = next(vec![of(1, 2, 0.9), of(2, 1, 0.1), of(3, 1, 0.4)]);
        assert_eq!(chosen, Some(user(3)));
    }

    #[test]
    fn r187_the_longer_it_sleeps_the_more_it_is_a_sale() {
        assert_eq!(reactivator(100, 365), Role::ClientManager);
        assert_eq!(reactivator(365, 365), Role::ActiveSeller);
        assert_eq!(reactivator(0, 0), Role::ActiveSeller);
    }

    #[test]
    fn own_questions_stand_in_place_of_the_built_in_ones() {
        assert_eq!(criteria(" ; ").len(), Criterion::ALL.len());
        assert_eq!(
            criteria("Есть склад; Закупает сам"),
            ["Есть склад", "Закупает сам"]
        );
    }
}
