//! People at a client: their part in a decision (R22) and their level (R20).

use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::filter::{Kind, Term};
use crate::id::PersonId;
use crate::part::{Part, PartData};

code_enum! {
    /// Part in the decision to buy (R22: АПР, ЛПР, ЛВР).
    pub enum DecisionRole {
        /// Prepares the decision: compares, asks, calculates (АПР).
        Analyst = "analyst",
        /// Decides (ЛПР).
        Maker = "maker",
        /// Influences those who decide (ЛВР).
        Influencer = "influencer",
        /// Uses what is bought.
        User = "user",
        /// Not known, or no part.
        None = "none",
    }
}

code_enum! {
    /// Level in the client's organisation (R20).
    pub enum Level {
        /// Owner.
        Owner = "owner",
        /// Chief executive.
        Ceo = "ceo",
        /// Top management.
        Top = "top",
        /// Middle management.
        Middle = "middle",
        /// Line staff.
        Line = "line",
        /// Accounts department.
        Accountant = "accountant",
    }
}

/// What is written of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonData {
    /// Name, in the order the person uses.
    pub name: String,
    /// Job title.
    pub title: Option<String>,
    /// Part in the decision.
    pub decision_role: DecisionRole,
    /// Level in the organisation.
    pub level: Option<Level>,
    /// Anything else worth a line.
    pub note: Option<String>,
}

impl PartData for PersonData {
    type Id = PersonId;
    const ENTITY: &'static str = "person";
}

/// A person at a client.
pub type Person = Part<PersonData>;

code_enum! {
    /// A field by which people can be filtered.
    pub enum PersonField {
        /// Part in the decision.
        DecisionRole = "decision_role",
        /// Level in the organisation.
        Level = "level",
    }
}

impl PersonField {
    /// What the values of the field are.
    pub fn kind(self) -> Kind {
        match self {
            Self::DecisionRole => Kind::Code(|text| text.parse::<DecisionRole>().is_ok()),
            Self::Level => Kind::Code(|text| text.parse::<Level>().is_ok()),
        }
    }
}

/// One condition on people.
pub type PersonTerm = Term<PersonField>;

/// The longest name or title, in characters.
pub const NAME_LIMIT: usize = 200;
/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 4_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r22_analyst_maker_and_influencer_are_decision_roles() {
        for code in ["analyst", "maker", "influencer"] {
            assert!(code.parse::<DecisionRole>().is_ok(), "{code}");
        }
    }

    #[test]
    fn r20_six_levels() {
        let codes: Vec<_> = Level::ALL.iter().map(|l| l.code()).collect();
        assert_eq!(
            codes,
            ["owner", "ceo", "top", "middle", "line", "accountant"]
        );
    }
}
