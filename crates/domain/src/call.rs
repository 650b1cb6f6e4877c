//! What came of a call, as the number keys of the call screen say it: each key is one kind of result
//! with what it means for the history, the marker and the number.

use crate::channel::DialResult;
use crate::code::code_enum;
use crate::interaction::{Effect, Outcome};
use crate::refusal::is_no;

code_enum! {
    /// A result of a call, in the order of the keys 1 to 9.
    pub enum CallResult {
        /// Nobody answered.
        NoAnswer = "no_answer",
        /// "Busy, call later": a day is agreed on.
        CallLater = "call_later",
        /// A talk that solved its task.
        Talked = "talked",
        /// Agreed to a presentation or a meeting.
        Presentation = "presentation",
        /// Asked for information.
        Information = "information",
        /// Agreed to receive mailings.
        Mailing = "mailing",
        /// Put off with interest, until a day (R289).
        Postponed = "postponed",
        /// Refused, for a reason (R164).
        Refused = "refused",
        /// The number belongs to somebody else.
        WrongNumber = "wrong_number",
    }
}

impl CallResult {
    /// Whether it counts as a contact, and what came of it.
    pub fn meaning(self) -> (Effect, Outcome) {
        match self {
            Self::NoAnswer | Self::CallLater | Self::WrongNumber => {
                (Effect::Attempt, Outcome::None)
            }
            Self::Talked => (Effect::Effective, Outcome::None),
            Self::Presentation => (Effect::Effective, Outcome::PresentationAgreed),
            Self::Information => (Effect::Effective, Outcome::InfoRequested),
            Self::Mailing => (Effect::Effective, Outcome::MailingAgreed),
            Self::Postponed => (Effect::Effective, Outcome::Postponed),
            Self::Refused => (Effect::Effective, Outcome::Refused),
        }
    }

    /// What it says of the number that was dialled.
    pub fn dialled(self) -> DialResult {
        match self {
            Self::NoAnswer => DialResult::NoAnswer,
            Self::WrongNumber => DialResult::WrongOwner,
            _ => DialResult::Answered,
        }
    }

    /// Whether a day for the next contact has to be given with it.
    pub fn needs_day(self) -> bool {
        matches!(self, Self::CallLater | Self::Postponed)
    }

    /// Whether the reason has to be told (R164).
    pub fn needs_reason(self) -> bool {
        is_no(self.meaning().1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r129_what_was_only_tried_is_no_contact() {
        let tried: Vec<&str> = CallResult::ALL
            .iter()
            .filter(|of| of.meaning().0 == Effect::Attempt)
            .map(|of| of.code())
            .collect();
        assert_eq!(tried, ["no_answer", "call_later", "wrong_number"]);
        assert_eq!(CallResult::ALL.len(), 9, "one for each key");
    }

    #[test]
    fn r164_a_refusal_says_why_and_r289_what_is_put_off_has_a_day() {
        let told: Vec<&str> = CallResult::ALL
            .iter()
            .filter(|of| of.needs_reason())
            .map(|of| of.code())
            .collect();
        assert_eq!(told, ["refused"], "what is put off is no refusal");
        assert!(CallResult::Postponed.needs_day());
        assert_eq!(CallResult::Postponed.meaning().1, Outcome::Postponed);
    }
}
