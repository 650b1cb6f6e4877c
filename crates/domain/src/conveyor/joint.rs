//! Two employees with one client for a time (R184–R188). The client stays with its holder: there is
//! never another (I1). A hand-over moves it when the client has agreed to the new manager.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ClientId, JointWorkId, PersonId, UserId};

code_enum! {
    /// What the two are together for.
    pub enum JointKind {
        /// A hand-over by a script (R186).
        Simple = "simple",
        /// A hand-over with the new manager joining step by step (R186).
        Gradual = "gradual",
        /// A seller is called in to widen the assortment (R188).
        Expansion = "expansion",
        /// Somebody is to wake a client that sleeps (R187).
        Reactivation = "reactivation",
    }
}

code_enum! {
    /// A step of a hand-over.
    pub enum JointStep {
        /// The client heard who will work with it and why.
        Announced = "announced",
        /// The holder introduced the new manager.
        Introduced = "introduced",
        /// All three met, or spoke.
        Met = "met",
        /// The new manager did something for the client while the holder was still there.
        Helped = "helped",
    }
}

impl JointKind {
    /// Whether the client goes to the other one in the end.
    pub fn hands_over(self) -> bool {
        matches!(self, Self::Simple | Self::Gradual)
    }

    /// The steps that have to be done before the client can agree.
    pub fn steps(self) -> &'static [JointStep] {
        match self {
            Self::Simple => &[JointStep::Announced, JointStep::Introduced],
            Self::Gradual => JointStep::ALL,
            Self::Expansion | Self::Reactivation => &[],
        }
    }
}

code_enum! {
    /// How far joint work is.
    pub enum JointState {
        /// It goes on.
        Open = "open",
        /// The client agreed and went over, or the work is done.
        Done = "done",
        /// It was given up; the client stays where it was.
        Returned = "returned",
        /// The client went to somebody else, or its card is gone.
        Void = "void",
    }
}

code_enum! {
    /// Why a hand-over is given up.
    pub enum PartReason {
        /// The client does not want the new manager.
        Declined = "declined",
        /// The client is not ready.
        NotReady = "not_ready",
        /// The new manager cannot take it.
        NoRoom = "no_room",
        /// Nothing came of it.
        NoResult = "no_result",
        /// Something else, which the note says.
        Other = "other",
    }
}

/// Who did a step and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneBy {
    /// Who.
    pub by_id: UserId,
    /// When.
    pub at: Timestamp,
}

/// Joint work at a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joint {
    /// Identity.
    pub id: JointWorkId,
    /// The client.
    pub client_id: ClientId,
    /// What for.
    pub kind: JointKind,
    /// The holder.
    pub from_id: UserId,
    /// Who joins.
    pub to_id: UserId,
    /// Since when.
    pub begun_at: Timestamp,
    /// The last day on which both see the client.
    pub until_day: Date,
    /// The steps done.
    pub steps: BTreeMap<JointStep, DoneBy>,
    /// How far it is.
    pub state: JointState,
    /// The day on which the client agreed (R185).
    pub accepted_day: Option<Date>,
    /// Who at the client agreed.
    pub person_id: Option<PersonId>,
    /// Code of the reason it was given up for.
    pub reason: Option<PartReason>,
    /// What a person wrote.
    pub note: Option<String>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Its version.
    pub version: i64,
}

impl Joint {
    /// The steps that are still to be done.
    pub fn left(&self) -> Vec<JointStep> {
        let steps = self.kind.steps().iter();
        steps
            .copied()
            .filter(|step| !self.steps.contains_key(step))
            .collect()
    }

    /// Whether both work the client on a day to hand it over.
    pub fn hands_over_on(&self, day: Date) -> bool {
        self.state == JointState::Open && self.kind.hands_over() && day <= self.until_day
    }

    /// The other one of the two.
    pub fn other(&self, user: UserId) -> Option<UserId> {
        match user {
            _ if user == self.from_id => Some(self.to_id),
            _ if user == self.to_id => Some(self.from_id),
            _ => None,
        }
    }

    /// Whether its time is over and it goes on all the same.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == JointState::Open && self.until_day < today
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn r186_a_gradual_hand_over_has_more_steps_than_a_script() {
        let simple = JointKind::Simple.steps();
        let gradual = JointKind::Gradual.steps();
        assert!(simple.iter().all(|step| gradual.contains(step)) && gradual.len() > simple.len());
        let moves: Vec<_> = JointKind::ALL
            .iter()
            .filter(|kind| kind.hands_over())
            .map(|kind| kind.code())
            .collect();
        assert_eq!(moves, ["simple", "gradual"]);
    }

    #[test]
    fn what_is_left_and_what_is_late() {
        let user = UserId::from_uuid(Uuid::from_u128(1));
        let at = Timestamp::UNIX_EPOCH;
        let joint = Joint {
            id: JointWorkId::from_uuid(Uuid::from_u128(2)),
            client_id: ClientId::from_uuid(Uuid::from_u128(3)),
            kind: JointKind::Simple,
            from_id: user,
            to_id: user,
            begun_at: at,
            until_day: date(2026, 3, 9),
            steps: BTreeMap::from([(JointStep::Announced, DoneBy { by_id: user, at })]),
            state: JointState::Open,
            accepted_day: None,
            person_id: None,
            reason: None,
            note: None,
            ended_at: None,
            version: 1,
        };
        assert_eq!(joint.left(), [JointStep::Introduced]);
        assert!(!joint.is_overdue(date(2026, 3, 9)) && joint.is_overdue(date(2026, 3, 10)));
    }
}
