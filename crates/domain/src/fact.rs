//! Facts: short typed notes about a client or a person, each with its date and author. They
//! belong to the client and stay when the employee changes (R11).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::code::code_enum;
use crate::id::{FactId, PersonId};
use crate::part::{Part, PartData};

code_enum! {
    /// What a fact is about: the twelve personal types (R8), three about the company (R10), and
    /// those of the dossier (R17, R19).
    pub enum FactType {
        /// How the business works, its fine points.
        BusinessSubtleties = "business_subtleties",
        /// What they have achieved.
        Successes = "successes",
        /// How they achieved it.
        HowAchieved = "how_achieved",
        /// Why this business.
        WhyThisBusiness = "why_this_business",
        /// Whether they like the work, and why.
        LikesWork = "likes_work",
        /// Hobby.
        Hobby = "hobby",
        /// Where they like to rest, and why.
        RestPlace = "rest_place",
        /// Birthday.
        Birthday = "birthday",
        /// What car they drive.
        Car = "car",
        /// In which district they live.
        District = "district",
        /// Sport they practise.
        SportPractised = "sport_practised",
        /// Achievements in sport.
        SportAchievements = "sport_achievements",
        /// How to reach the one who decides.
        DecisionMakerContact = "decision_maker_contact",
        /// Working hours.
        WorkingHours = "working_hours",
        /// How to get an appointment.
        HowToGetAppointment = "how_to_get_appointment",
        /// Cuisine they prefer.
        Cuisine = "cuisine",
        /// Family.
        Family = "family",
        /// Sex of a private person.
        Sex = "sex",
        /// Russian code of the reason of registration (КПП).
        Kpp = "kpp",
        /// Number in the state register: ОГРН, ОГРНИП, ЕМБС.
        RegistrationNumber = "registration_number",
        /// Personal number of a citizen: ЕМБГ.
        PersonalNumber = "personal_number",
        /// Number of a loyalty or discount card (R283).
        CardNumber = "card_number",
        /// What the company does.
        Activity = "activity",
        /// Score that another system gave.
        Score = "score",
        /// A tag of another system.
        Tag = "tag",
        /// Anything else.
        Other = "other",
    }
}

/// The twelve personal types of R8, in its order.
pub const PERSONAL: [FactType; 12] = [
    FactType::BusinessSubtleties,
    FactType::Successes,
    FactType::HowAchieved,
    FactType::WhyThisBusiness,
    FactType::LikesWork,
    FactType::Hobby,
    FactType::RestPlace,
    FactType::Birthday,
    FactType::Car,
    FactType::District,
    FactType::SportPractised,
    FactType::SportAchievements,
];

/// What is written of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactData {
    /// About whom; nobody means about the client itself.
    pub person_id: Option<PersonId>,
    /// What it is about.
    pub fact_type: FactType,
    /// The fact.
    pub value: String,
    /// When it was found out: facts go stale (R42).
    pub day: Date,
}

impl FactData {
    /// The month and day of a birthday that tells one.
    pub fn yearly(&self) -> Option<String> {
        (self.fact_type == FactType::Birthday)
            .then(|| calendar::yearly(&self.value))
            .flatten()
    }
}

impl PartData for FactData {
    type Id = FactId;
    const ENTITY: &'static str = "fact";
}

/// A fact about a client or person, with date and author.
pub type Fact = Part<FactData>;

/// The longest fact, in characters.
pub const VALUE_LIMIT: usize = 4_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r8_twelve_personal_fact_types() {
        let mut types = PERSONAL.to_vec();
        types.dedup();
        assert_eq!(types.len(), 12);
        assert_eq!(&FactType::ALL[..12], &PERSONAL);
    }

    #[test]
    fn r10_company_fact_types() {
        for code in [
            "decision_maker_contact",
            "working_hours",
            "how_to_get_appointment",
        ] {
            assert!(code.parse::<FactType>().is_ok(), "{code}");
        }
    }
}
