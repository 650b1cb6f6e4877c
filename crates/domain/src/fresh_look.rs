//! Fresh look (R123, R124): a client that others tried in vain goes to a new holder without the
//! story of it. Whoever assigns clients decides what is hidden; they see it themselves.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ClientId, UserId};
use crate::interaction::{Effect, Outcome};

code_enum! {
    /// What is hidden of the time before.
    pub enum Hides {
        /// What was tried in vain: attempts, and contacts that ended in a refusal.
        Failures = "failures",
        /// Every contact.
        Everything = "everything",
    }
}

impl Hides {
    /// Whether a contact with this effect and outcome is hidden.
    pub fn hides(self, effect: Effect, outcome: Outcome) -> bool {
        match self {
            // a client that asked not to be contacted is protected by everybody knowing it
            _ if outcome == Outcome::Stopped => false,
            Self::Failures => effect == Effect::Attempt || outcome == Outcome::Refused,
            Self::Everything => true,
        }
    }
}

/// A decision on a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshLook {
    /// The client.
    pub client_id: ClientId,
    /// What happened up to then is hidden.
    pub since: Timestamp,
    /// What of it.
    pub hides: Hides,
    /// Why.
    pub reason: Option<String>,
    /// Who decided; `None`: a rule.
    pub decided_by: Option<UserId>,
}

/// The longest reason, in characters.
pub const REASON_LIMIT: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r124_failures_are_attempts_and_refusals() {
        let failures = Hides::Failures;
        assert!(failures.hides(Effect::Attempt, Outcome::None));
        assert!(failures.hides(Effect::Effective, Outcome::Refused));
        assert!(!failures.hides(Effect::Effective, Outcome::InfoRequested));
        assert!(!failures.hides(Effect::Effective, Outcome::Postponed));
        assert!(Hides::Everything.hides(Effect::Effective, Outcome::InfoRequested));
        assert!(!Hides::Everything.hides(Effect::Effective, Outcome::Stopped));
    }
}
