//! Why the base does not grow: the six causes of the field (R177), each held against figures of the
//! base. A figure is the part of some things that speaks for the cause; from a threshold on the cause
//! is there, and with too few things to count it cannot be told.

use crate::code::code_enum;
use crate::setting::{self, Settings, Whole};

code_enum! {
    /// A cause, in the order of the source.
    pub enum Cause {
        /// Potential clients do not know of the product, or get no information about it.
        Unknown = "unknown",
        /// Competitors work actively and win positions.
        Competitors = "competitors",
        /// The market does not develop, or the product is not in demand.
        Market = "market",
        /// Employees do not collect information about clients and the work done.
        Information = "information",
        /// One client costs too much.
        Cost = "cost",
        /// Managers do not work with objections, do not show what the product gives.
        Objections = "objections",
    }
}

impl Cause {
    /// The setting with the part, in percent, from which on the cause is there.
    pub const fn threshold(self) -> &'static Whole {
        match self {
            Self::Unknown => &setting::DIAGNOSIS_UNKNOWN,
            Self::Competitors => &setting::DIAGNOSIS_COMPETITORS,
            Self::Market => &setting::DIAGNOSIS_MARKET,
            Self::Information => &setting::DIAGNOSIS_INFORMATION,
            Self::Cost => &setting::DIAGNOSIS_COST,
            Self::Objections => &setting::DIAGNOSIS_OBJECTIONS,
        }
    }
}

code_enum! {
    /// Whether a cause is there.
    pub enum Verdict {
        /// It is.
        Yes = "yes",
        /// It is not.
        No = "no",
        /// Too little is recorded to tell.
        Unclear = "unclear",
    }
}

/// What was counted for a cause.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Those that speak for the cause; of the cost the money spent.
    pub part: i64,
    /// Of so many; of the cost the money earned.
    pub of: i64,
    /// How many things the figure rests on.
    pub things: i64,
}

impl Counted {
    /// Things of which a part speaks for the cause.
    pub const fn of(part: i64, of: i64) -> Self {
        Self {
            part,
            of,
            things: of,
        }
    }
}

/// What is said of a cause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finding {
    /// Which.
    pub cause: Cause,
    /// Whether it is there.
    pub verdict: Verdict,
    /// What it rests on.
    pub counted: Counted,
    /// The part, 0 to 1; more than 1 where more was spent than earned; none: nothing to divide by.
    pub share: Option<f64>,
    /// From this part on the cause is there, percent.
    pub threshold: i64,
}

/// Holds a cause against what was counted.
pub fn judge(settings: &Settings, cause: Cause, counted: Counted) -> Finding {
    let threshold = settings.whole(cause.threshold());
    let least = settings.whole(&setting::DIAGNOSIS_LEAST);
    let share = (counted.of > 0).then(|| counted.part as f64 / counted.of as f64);
    let verdict = match share {
        // spent and nothing earned: no more has to be known
        None if counted.part > 0 && counted.things >= least => Verdict::Yes,
        None => Verdict::Unclear,
        Some(_) if counted.things < least => Verdict::Unclear,
        Some(share) if share * 100.0 >= threshold as f64 => Verdict::Yes,
        Some(_) => Verdict::No,
    };
    Finding {
        cause,
        verdict,
        counted,
        share,
        threshold,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r177_the_six_causes_of_the_source() {
        let codes: Vec<&str> = Cause::ALL.iter().map(|cause| cause.code()).collect();
        assert_eq!(
            codes,
            [
                "unknown",
                "competitors",
                "market",
                "information",
                "cost",
                "objections"
            ]
        );
    }

    #[test]
    fn r177_each_cause_is_told_from_its_figure() {
        let settings = Settings::default();
        let least = settings.whole(&setting::DIAGNOSIS_LEAST);
        for cause in Cause::ALL {
            let threshold = settings.whole(cause.threshold());
            let of = |percent: i64| judge(&settings, *cause, Counted::of(percent * 10, 1_000));
            assert_eq!(of(threshold).verdict, Verdict::Yes, "{cause}");
            assert_eq!(of(threshold - 1).verdict, Verdict::No, "{cause}");
            let few = judge(&settings, *cause, Counted::of(least - 1, least - 1));
            assert_eq!(few.verdict, Verdict::Unclear, "{cause}");
            let none = judge(&settings, *cause, Counted::default());
            assert_eq!((none.verdict, none.share), (Verdict::Unclear, None));
        }
        let lost = Counted {
            part: 5,
            of: 0,
            things: least,
        };
        let lost = judge(&settings, Cause::Cost, lost);
        assert_eq!(lost.verdict, Verdict::Yes, "spent for nothing");
    }
}
