//! Signals of the market (R68): why somebody may need us now who did not before.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ClientId, SignalId, UserId};

/// The longest name of whom a signal is about, in characters.
pub const SUBJECT_LIMIT: usize = 200;
/// The longest text of a signal, or of what came of it, in characters.
pub const TEXT_LIMIT: usize = 4_000;
/// The most signals written at once.
pub const ROWS_LIMIT: usize = 1_000;

code_enum! {
    /// What changed on the market (R68).
    pub enum SignalKind {
        /// People or companies moved: from city to city, from district to district.
        Migration = "migration",
        /// Something was built or opened: a shopping centre with its tenants.
        Infrastructure = "infrastructure",
        /// A large event comes.
        Event = "event",
        /// Technical progress makes or kills a trade.
        Progress = "progress",
        /// A new legal entity was opened.
        NewEntity = "new_entity",
        /// People came of age, married, finished their studies, have children.
        SocialStatus = "social_status",
    }
}

code_enum! {
    /// How far a signal is.
    pub enum SignalState {
        /// Nobody works on it.
        New = "new",
        /// Somebody does.
        Taken = "taken",
        /// It was worked; what came of it is written.
        Worked = "worked",
        /// Nothing for us; why is written.
        Dismissed = "dismissed",
    }
}

impl SignalState {
    /// Whether nothing more is to be done.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Worked | Self::Dismissed)
    }
}

/// What is written of a signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignalData {
    /// About which client of the base.
    pub client_id: Option<ClientId>,
    /// About whom or what, for those who are not clients yet.
    pub subject: String,
    /// What changed.
    pub kind: SignalKind,
    /// What is known.
    pub text: Option<String>,
    /// When it was seen.
    pub day: Date,
    /// The last day on which working it is in time.
    pub due_day: Date,
    /// How far it is.
    pub state: SignalState,
    /// Who works on it.
    pub owner_id: Option<UserId>,
    /// What came of it, or why it was dismissed.
    pub outcome: Option<String>,
    /// When it was worked or dismissed.
    pub closed_at: Option<Timestamp>,
}

impl SignalData {
    /// Makes what follows from one field hold for the others: who takes a signal owns it, who lets
    /// it go does not, a closed one has its moment. Refuses a dismissal without a reason.
    pub fn settle(&mut self, by: UserId, at: Timestamp) -> Result<(), NoReason> {
        match self.state {
            SignalState::New => self.owner_id = None,
            SignalState::Taken | SignalState::Worked | SignalState::Dismissed => {
                self.owner_id.get_or_insert(by);
            }
        }
        if self.state.is_closed() {
            self.closed_at.get_or_insert(at);
        } else {
            self.closed_at = None;
        }
        if self.state == SignalState::Dismissed && self.outcome.is_none() {
            return Err(NoReason);
        }
        Ok(())
    }

    /// Whether it should have been worked by now.
    pub fn is_overdue(&self, today: Date) -> bool {
        !self.state.is_closed() && self.due_day < today
    }
}

/// A signal was dismissed without a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a dismissal needs a reason")]
pub struct NoReason;

/// A signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Identity.
    pub id: SignalId,
    /// What is written.
    pub data: SignalData,
    /// Counts changes.
    pub version: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// Last change.
    pub updated_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn signal(state: SignalState) -> SignalData {
        SignalData {
            client_id: None,
            subject: "ТЦ".to_owned(),
            kind: SignalKind::Infrastructure,
            text: None,
            day: date(2026, 3, 1),
            due_day: date(2026, 3, 15),
            state,
            owner_id: None,
            outcome: None,
            closed_at: None,
        }
    }

    #[test]
    fn r68_the_six_changes_of_a_market_are_there() {
        let codes: Vec<&str> = SignalKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(
            codes,
            [
                "migration",
                "infrastructure",
                "event",
                "progress",
                "new_entity",
                "social_status"
            ]
        );
    }

    #[test]
    fn r68_owner_and_moment_go_with_the_state() {
        let user = |n| UserId::from_uuid(Uuid::from_u128(n));
        let at = Timestamp::from_second(9).unwrap();
        let mut one = signal(SignalState::Taken);
        one.settle(user(1), at).unwrap();
        assert_eq!((one.owner_id, one.closed_at), (Some(user(1)), None));
        one.state = SignalState::Worked;
        one.settle(user(2), at).unwrap();
        assert_eq!((one.owner_id, one.closed_at), (Some(user(1)), Some(at)));
        one.state = SignalState::New;
        one.settle(user(2), at).unwrap();
        assert_eq!((one.owner_id, one.closed_at), (None, None));
        one.state = SignalState::Dismissed;
        assert_eq!(one.settle(user(2), at), Err(NoReason));
        one.outcome = Some("не наш рынок".to_owned());
        assert_eq!(one.settle(user(2), at), Ok(()));
        assert!(!one.is_overdue(date(2027, 1, 1)));
        assert!(signal(SignalState::New).is_overdue(date(2026, 3, 16)));
        assert!(!signal(SignalState::New).is_overdue(date(2026, 3, 15)));
    }
}
