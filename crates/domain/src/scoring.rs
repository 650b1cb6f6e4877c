//! Scoring (R171, R172): what a client is worth to us, and how reliable it is, each as a sum of points
//! for signs that are known. The points are settings of the head; every score says what it is made of.

use serde::{Deserialize, Serialize};

use crate::client::Temperature;
use crate::code::code_enum;
use crate::setting::{self, Settings, Whole};

code_enum! {
    /// Something known of a client that speaks for or against it.
    pub enum Sign {
        /// What it could buy in a year: so much of the points as the potential is of the full one.
        Potential = "potential",
        /// It is among those that bring most of the turnover.
        ClassA = "class_a",
        /// It is among those that bring much of it.
        ClassB = "class_b",
        /// Marked as key: famous, an innovator, demanding, of great potential.
        KeyMark = "key_mark",
        /// Ready to buy.
        Hot = "hot",
        /// Nearly so.
        Warm = "warm",
        /// Its tax number is known and right.
        TaxNumber = "tax_number",
        /// Somebody has spoken with it within a year.
        Spoken = "spoken",
        /// Who decides is known.
        Decider = "decider",
        /// A critical field was checked lately.
        Checked = "checked",
        /// It has paid within a year.
        Pays = "pays",
        /// It owes for what it was sold longer ago than it may.
        Debt = "debt",
        /// It refused, and it is not yet time to come back.
        Refused = "refused",
        /// It is set aside.
        SetAside = "set_aside",
    }
}

impl Sign {
    /// Whether it tells of the importance; the others tell of the reliability.
    pub const fn is_importance(self) -> bool {
        matches!(
            self,
            Self::Potential | Self::ClassA | Self::ClassB | Self::KeyMark | Self::Hot | Self::Warm
        )
    }

    /// The setting with its points.
    pub const fn points(self) -> &'static Whole {
        match self {
            Self::Potential => &setting::SCORING_POTENTIAL,
            Self::ClassA => &setting::SCORING_CLASS_A,
            Self::ClassB => &setting::SCORING_CLASS_B,
            Self::KeyMark => &setting::SCORING_KEY_MARK,
            Self::Hot => &setting::SCORING_HOT,
            Self::Warm => &setting::SCORING_WARM,
            Self::TaxNumber => &setting::SCORING_TAX_NUMBER,
            Self::Spoken => &setting::SCORING_SPOKEN,
            Self::Decider => &setting::SCORING_DECIDER,
            Self::Checked => &setting::SCORING_CHECKED,
            Self::Pays => &setting::SCORING_PAYS,
            Self::Debt => &setting::SCORING_DEBT,
            Self::Refused => &setting::SCORING_REFUSED,
            Self::SetAside => &setting::SCORING_SET_ASIDE,
        }
    }
}

code_enum! {
    /// How much a client is worth to us.
    pub enum Importance {
        /// Most.
        A = "a",
        /// Much.
        B = "b",
        /// Little, as far as is known.
        C = "c",
    }
}

code_enum! {
    /// Whether one can rely on a client.
    pub enum Reliability {
        /// One can.
        Reliable = "reliable",
        /// One has to look.
        Doubtful = "doubtful",
        /// One cannot.
        Unreliable = "unreliable",
    }
}

/// What is known of a client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// What it could buy in a year, reporting currency.
    pub potential_minor: i64,
    /// Its class by turnover: `A`, `B`, `C`; none: it does not buy.
    pub class: Option<char>,
    /// Marked as key.
    pub key_mark: bool,
    /// How ready it is to buy.
    pub temperature: Option<Temperature>,
    /// Its tax number is known.
    pub tax_number: bool,
    /// Somebody has spoken with it within a year.
    pub spoken: bool,
    /// Who decides is known.
    pub decider: bool,
    /// A critical field was checked lately.
    pub checked: bool,
    /// It has paid within a year.
    pub pays: bool,
    /// It owes for what it was sold longer ago than it may.
    pub debt: bool,
    /// It refused, and it is not yet time to come back.
    pub refused: bool,
    /// It is set aside.
    pub set_aside: bool,
}

impl Known {
    fn has(&self, sign: Sign) -> bool {
        match sign {
            Sign::Potential => self.potential_minor > 0,
            Sign::ClassA => self.class == Some('A'),
            Sign::ClassB => self.class == Some('B'),
            Sign::KeyMark => self.key_mark,
            Sign::Hot => self.temperature == Some(Temperature::Hot),
            Sign::Warm => self.temperature == Some(Temperature::Warm),
            Sign::TaxNumber => self.tax_number,
            Sign::Spoken => self.spoken,
            Sign::Decider => self.decider,
            Sign::Checked => self.checked,
            Sign::Pays => self.pays,
            Sign::Debt => self.debt,
            Sign::Refused => self.refused,
            Sign::SetAside => self.set_aside,
        }
    }
}

/// A sign that counted, with its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The sign.
    pub sign: Sign,
    /// What it added.
    pub points: i64,
}

/// The score of a client, with what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// 0 to 100.
    pub importance: i64,
    /// 0 to 100.
    pub reliability: i64,
    /// The class by importance.
    pub importance_class: Importance,
    /// The class by reliability.
    pub reliability_class: Reliability,
    /// What counted, in the order of [`Sign::ALL`].
    pub reasons: Vec<Reason>,
}

/// Scores a client by what is known of it. Without any sign the importance is nothing and the
/// reliability what the setting begins with: nothing known is no blame.
pub fn score(settings: &Settings, known: &Known) -> Score {
    let full = settings
        .whole(&setting::SCORING_POTENTIAL_FULL)
        .saturating_mul(100);
    let mut reasons = Vec::new();
    let (mut importance, mut reliability) = (0, settings.whole(&setting::SCORING_BEGIN));
    for sign in Sign::ALL.iter().copied().filter(|sign| known.has(*sign)) {
        let mut points = settings.whole(sign.points());
        if sign == Sign::Potential {
            let part = known.potential_minor.min(full) as f64 / full as f64;
            points = (points as f64 * part).round() as i64;
        }
        if points == 0 {
            continue;
        }
        if sign.is_importance() {
            importance += points;
        } else {
            reliability += points;
        }
        reasons.push(Reason { sign, points });
    }
    let (importance, reliability) = (importance.clamp(0, 100), reliability.clamp(0, 100));
    Score {
        importance,
        reliability,
        importance_class: if importance >= settings.whole(&setting::SCORING_A) {
            Importance::A
        } else if importance >= settings.whole(&setting::SCORING_B) {
            Importance::B
        } else {
            Importance::C
        },
        reliability_class: if reliability >= settings.whole(&setting::SCORING_RELIABLE) {
            Reliability::Reliable
        } else if reliability >= settings.whole(&setting::SCORING_DOUBTFUL) {
            Reliability::Doubtful
        } else {
            Reliability::Unreliable
        },
        reasons,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn classes(known: &Known) -> (&'static str, &'static str) {
        let score = score(&Settings::default(), known);
        (
            score.importance_class.code(),
            score.reliability_class.code(),
        )
    }

    #[test]
    fn r171_unreliable_ones_are_told_from_those_one_can_rely_on() {
        let nothing = Known::default();
        assert_eq!(
            classes(&nothing),
            ("c", "doubtful"),
            "nothing known is no blame"
        );
        let good = Known {
            tax_number: true,
            spoken: true,
            pays: true,
            ..nothing
        };
        assert_eq!(classes(&good).1, "reliable");
        let insolvent = Known {
            debt: true,
            pays: false,
            ..good
        };
        assert_eq!(classes(&insolvent).1, "doubtful");
        let lost = Known {
            debt: true,
            refused: true,
            ..nothing
        };
        assert_eq!(classes(&lost).1, "unreliable");
    }

    #[test]
    fn r172_importance_is_rated_with_its_reasons() {
        let settings = Settings::default();
        let full = settings.whole(&setting::SCORING_POTENTIAL_FULL) * 100;
        let half = Known {
            potential_minor: full / 2,
            ..Known::default()
        };
        let whole = Known {
            potential_minor: full * 9,
            ..half
        };
        let points = settings.whole(&setting::SCORING_POTENTIAL);
        assert_eq!(score(&settings, &half).importance, points / 2);
        assert_eq!(
            score(&settings, &whole).importance,
            points,
            "never more than full"
        );
        let key = Known {
            class: Some('A'),
            key_mark: true,
            ..whole
        };
        let rated = score(&settings, &key);
        assert_eq!(rated.importance_class, Importance::A);
        let sum: i64 = rated.reasons.iter().map(|reason| reason.points).sum();
        assert_eq!(sum, rated.importance, "its reasons add up");
        let signs: Vec<&str> = rated.reasons.iter().map(|of| of.sign.code()).collect();
        assert_eq!(signs, ["potential", "class_a", "key_mark"]);
    }

    proptest! {
        #[test]
        fn a_sign_for_a_client_never_lowers_its_score(bits in 0_u32..4096, potential in 0_i64..1_000_000_000) {
            let bit = |at: u32| bits >> at & 1 == 1;
            let known = Known {
                potential_minor: potential, key_mark: bit(0), tax_number: bit(1), spoken: bit(2),
                decider: bit(3), checked: bit(4), pays: bit(5), debt: bit(6), refused: bit(7),
                set_aside: bit(8), class: bit(9).then_some('B'), temperature: None,
            };
            let settings = Settings::default();
            let before = score(&settings, &known);
            prop_assert!((0..=100).contains(&before.importance));
            prop_assert!((0..=100).contains(&before.reliability));
            let better = score(&settings, &Known { pays: true, key_mark: true, debt: false, ..known });
            prop_assert!(better.importance >= before.importance);
            prop_assert!(better.reliability >= before.reliability);
        }
    }
}
