//! Quality of cards and lists: what is filled in and checked, weighed into a score (R107), and how
//! much of the prospects was renewed (R108, R109).

use crate::code::code_enum;
use crate::setting::{self, Settings, Whole};

code_enum! {
    /// What a good card has.
    pub enum Trait {
        /// A phone that does not stand in the quarantine.
        Phone = "phone",
        /// An e-mail.
        Email = "email",
        /// A verified tax number.
        TaxNumber = "tax_number",
        /// An address.
        Address = "address",
        /// A contact person.
        Person = "person",
        /// A person who decides.
        DecisionMaker = "decision_maker",
        /// A market segment.
        Segment = "segment",
        /// Where the client came from.
        Source = "source",
        /// A critical field that was checked lately.
        Fresh = "fresh",
    }
}

impl Trait {
    /// The setting with the weight of the trait.
    pub const fn weight(self) -> &'static Whole {
        match self {
            Self::Phone => &setting::QUALITY_PHONE,
            Self::Email => &setting::QUALITY_EMAIL,
            Self::TaxNumber => &setting::QUALITY_TAX_NUMBER,
            Self::Address => &setting::QUALITY_ADDRESS,
            Self::Person => &setting::QUALITY_PERSON,
            Self::DecisionMaker => &setting::QUALITY_DECISION_MAKER,
            Self::Segment => &setting::QUALITY_SEGMENT,
            Self::Source => &setting::QUALITY_SOURCE,
            Self::Fresh => &setting::QUALITY_FRESH,
        }
    }
}

/// How many of some clients have each trait, in the order of [`Trait::ALL`]. One card is a list
/// of one.
pub type Having = [i64; Trait::ALL.len()];

/// The score of `clients` cards, 0 to 100: the weighed share of the traits they have. Being a
/// weighed sum, the score of a list is the mean of the scores of its cards. `None` without
/// clients, or when every weight is 0.
pub fn score(settings: &Settings, clients: i64, having: &Having) -> Option<f64> {
    let weights = Trait::ALL.iter().map(|one| settings.whole(one.weight()));
    let total: i64 = weights.clone().sum();
    if clients <= 0 || total <= 0 {
        return None;
    }
    let got: i64 = weights
        .zip(having)
        .map(|(weight, count)| weight * count)
        .sum();
    Some(got as f64 * 100.0 / (total as f64 * clients as f64))
}

/// How much of the prospects was renewed, beside the norm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Freshness {
    /// Prospects.
    pub prospects: i64,
    /// Of these, changed or checked in the last year.
    pub renewed_in_year: i64,
    /// Of these, changed or checked in the last quarter.
    pub renewed_in_quarter: i64,
    /// Crisis mode: the norm holds for each quarter.
    pub crisis: bool,
    /// The norm in force, percent.
    pub norm: i64,
}

impl Freshness {
    /// Those renewed in the period of the norm.
    pub const fn renewed(&self) -> i64 {
        if self.crisis {
            self.renewed_in_quarter
        } else {
            self.renewed_in_year
        }
    }

    /// Prospects still to be renewed for the norm to be kept.
    pub const fn missing(&self) -> i64 {
        let wanted = (self.prospects * self.norm + 99) / 100;
        let missing = wanted - self.renewed();
        if missing > 0 { missing } else { 0 }
    }
}

/// The norm in force: for a year, or in a crisis for a quarter.
pub fn norm(settings: &Settings) -> (bool, i64) {
    let crisis = settings.choice(&setting::FRESHNESS_MODE) == "crisis";
    let norm = if crisis {
        &setting::FRESHNESS_QUARTER
    } else {
        &setting::FRESHNESS_YEAR
    };
    (crisis, settings.whole(norm))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting::Value;
    use proptest::prelude::*;

    #[test]
    fn r107_a_card_with_everything_scores_100_an_empty_one_0() {
        let settings = Settings::default();
        let all = [1; Trait::ALL.len()];
        assert_eq!(score(&settings, 1, &all), Some(100.0));
        assert_eq!(score(&settings, 1, &[0; Trait::ALL.len()]), Some(0.0));
        assert_eq!(score(&settings, 0, &all), None);
        let mut phone = [0; Trait::ALL.len()];
        phone[0] = 1;
        let weights: i64 = Trait::ALL
            .iter()
            .map(|one| settings.whole(one.weight()))
            .sum();
        let wanted = 100.0 * settings.whole(&setting::QUALITY_PHONE) as f64 / weights as f64;
        assert_eq!(score(&settings, 1, &phone), Some(wanted));
    }

    #[test]
    fn r108_r109_the_norm_is_20_percent_a_year_and_in_a_crisis_a_quarter() {
        let mut settings = Settings::default();
        assert_eq!(norm(&settings), (false, 20));
        let usual = Freshness {
            prospects: 101,
            renewed_in_year: 15,
            renewed_in_quarter: 4,
            crisis: false,
            norm: 20,
        };
        assert_eq!((usual.renewed(), usual.missing()), (15, 6));
        let mode = Value::Text("crisis".to_owned());
        settings.set("freshness.mode", mode).unwrap();
        assert_eq!(norm(&settings), (true, 20));
        let crisis = Freshness {
            crisis: true,
            ..usual
        };
        assert_eq!((crisis.renewed(), crisis.missing()), (4, 17));
        let done = Freshness {
            renewed_in_quarter: 60,
            ..crisis
        };
        assert_eq!(done.missing(), 0);
    }

    proptest! {
        #[test]
        fn the_score_of_a_list_is_the_mean_of_its_cards(
            cards in prop::collection::vec(prop::array::uniform9(0_i64..=1), 1..40)
        ) {
            let settings = Settings::default();
            let mut sum = [0; Trait::ALL.len()];
            for card in &cards {
                for (sum, one) in sum.iter_mut().zip(card) {
                    *sum += one;
                }
            }
            let n = cards.len() as i64;
            let whole = score(&settings, n, &sum).unwrap();
            let mean = cards.iter().map(|card| score(&settings, 1, card).unwrap()).sum::<f64>() / n as f64;
            prop_assert!((whole - mean).abs() < 1e-9);
        }
    }
}
