//! Interactions with a client: what kind, whether they took place or were only tried, and what
//! came of them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{InteractionId, PersonId};
use crate::part::{Part, PartData};

code_enum! {
    /// Kinds of interaction (R128), and messages of the newer kind.
    pub enum InteractionKind {
        /// A telephone call.
        Call = "call",
        /// An e-mail.
        Email = "email",
        /// A fax.
        Fax = "fax",
        /// A letter on paper.
        Letter = "letter",
        /// A meeting at a conference or fair.
        ConferenceMeeting = "conference_meeting",
        /// A personal visit.
        Visit = "visit",
        /// A message in a messenger.
        Message = "message",
    }
}

code_enum! {
    /// Whether it counts (R129): it took place and solved its task, or it was only tried.
    pub enum Effect {
        /// It took place and solved the task of its step.
        Effective = "effective",
        /// "Busy, call back later": only tried.
        Attempt = "attempt",
    }
}

code_enum! {
    /// Who turned to whom.
    pub enum Direction {
        /// The client turned to us.
        In = "in",
        /// We turned to the client.
        Out = "out",
    }
}

code_enum! {
    /// What came of an interaction. These events colour the marker (see [`crate::marker`]).
    pub enum Outcome {
        /// Nothing that changes the state of the client.
        None = "none",
        /// Agreed to see a presentation.
        PresentationAgreed = "presentation_agreed",
        /// Does not mind our mailings.
        MailingAgreed = "mailing_agreed",
        /// Asked for information.
        InfoRequested = "info_requested",
        /// Put off with interest: not a refusal (R289).
        Postponed = "postponed",
        /// Refused the offer.
        Refused = "refused",
        /// Decided to stop buying.
        Stopped = "stopped",
    }
}

code_enum! {
    /// What time spent with a client was for (R217).
    pub enum Purpose {
        /// Winning it.
        Acquisition = "acquisition",
        /// Developing one that buys.
        Development = "development",
        /// Getting money that it owes (R173): allowed with clients on the blacklist too.
        Collection = "collection",
    }
}

/// What is written of an interaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InteractionData {
    /// With whom.
    pub person_id: Option<PersonId>,
    /// What kind.
    pub kind: InteractionKind,
    /// Whether it counts.
    pub effect: Effect,
    /// Who turned to whom.
    pub direction: Direction,
    /// What came of it.
    pub outcome: Outcome,
    /// When.
    pub happened_at: Timestamp,
    /// What was said.
    pub note: Option<String>,
    /// The day that was agreed on for the next contact: the client rests until then at most.
    #[serde(default)]
    pub agreed_day: Option<Date>,
    /// How many minutes it took.
    #[serde(default)]
    pub minutes: Option<i64>,
    /// What the time was for; where nothing is said it follows from whether the client buys.
    #[serde(default)]
    pub purpose: Option<Purpose>,
}

impl PartData for InteractionData {
    type Id = InteractionId;
    const ENTITY: &'static str = "interaction";
}

/// An interaction with a client.
pub type Interaction = Part<InteractionData>;

/// The most minutes of an interaction: a day.
pub const MOST_MINUTES: i64 = 24 * 60;

/// The longest text of an interaction, in characters.
pub const TEXT_LIMIT: usize = 20_000;

/// How far after a contact the next one may be agreed on, in days.
pub const AGREED_LIMIT_DAYS: i64 = 366;

/// How far in the future an interaction may be dated, in hours: clocks differ, plans are not
/// interactions.
pub const FUTURE_LIMIT_HOURS: i64 = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r128_the_six_kinds_of_the_source_are_there() {
        for code in [
            "call",
            "email",
            "fax",
            "letter",
            "conference_meeting",
            "visit",
        ] {
            assert!(code.parse::<InteractionKind>().is_ok(), "{code}");
        }
    }

    #[test]
    fn r129_an_attempt_is_told_from_an_effective_interaction() {
        assert_eq!(
            Effect::ALL.iter().map(|e| e.code()).collect::<Vec<_>>(),
            ["effective", "attempt"]
        );
    }
}
