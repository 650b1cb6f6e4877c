//! The register of training (R285): what employees were taught, how their skills were tested, and how
//! mystery shoppers found them (R202).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::UserId;

/// The longest topic, in characters.
pub const TOPIC_LIMIT: usize = 200;
/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 4_000;
/// How far ahead a record may lie, in days: training that is arranged.
pub const AHEAD: i32 = 366;

code_enum! {
    /// What a record is of.
    pub enum TrainingKind {
        /// Something was taught.
        Training = "training",
        /// A skill was tested (R202).
        SkillTest = "skill_test",
        /// Somebody came or called as a client and looked how they were served (R202).
        MysteryShopper = "mystery_shopper",
        /// A lesson on something we sell, which a client was told we do not have (R167).
        Catalogue = "catalogue",
    }
}

/// A record of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingData {
    /// Of whom.
    pub user_id: UserId,
    /// What it is of.
    pub kind: TrainingKind,
    /// What about.
    pub topic: String,
    /// When.
    pub day: Date,
    /// The result, in percent of what could be reached.
    pub score: Option<i64>,
    /// More about it.
    pub note: Option<String>,
}

impl TrainingData {
    /// The field that is wrong, and why.
    pub fn fault(&self, today: Date) -> Option<(&'static str, &'static str)> {
        if self.score.is_some_and(|score| !(0..=100).contains(&score)) {
            return Some(("score", "training.score"));
        }
        let taught = matches!(self.kind, TrainingKind::Training | TrainingKind::Catalogue);
        if self.score.is_none() && !taught {
            return Some(("score", "field.missing"));
        }
        let days = (self.day - today).get_days();
        let most = if taught { AHEAD } else { 0 };
        (days > most).then_some(("day", "training.day"))
    }
}

/// How an employee stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// The last training that was held.
    pub trained: Option<Date>,
    /// The next one that is arranged.
    pub arranged: Option<Date>,
    /// The last result of a test, and the one before it.
    pub tests: (Option<i64>, Option<i64>),
    /// The last result of a mystery shopper.
    pub shopper: Option<i64>,
}

impl Standing {
    /// Whether it is time to train somebody who is trained every so many days (R285).
    pub fn is_due(&self, today: Date, every: i64) -> bool {
        let since = |day: Date| i64::from((today - day).get_days());
        self.arranged.is_none() && self.trained.is_none_or(|day| since(day) >= every)
    }
}

/// How each employee stands by their records, the newest first.
pub fn standings<'a>(
    records: impl IntoIterator<Item = &'a TrainingData>,
    today: Date,
) -> BTreeMap<UserId, Standing> {
    let mut all: BTreeMap<UserId, Standing> = BTreeMap::new();
    for record in records {
        let of = all.entry(record.user_id).or_default();
        match record.kind {
            // the newest come first: the nearest of those to come is the last one seen
            TrainingKind::Training if record.day > today => of.arranged = Some(record.day),
            TrainingKind::Training => of.trained = of.trained.or(Some(record.day)),
            TrainingKind::SkillTest if of.tests.0.is_none() => of.tests.0 = record.score,
            TrainingKind::SkillTest => of.tests.1 = of.tests.1.or(record.score),
            TrainingKind::MysteryShopper => of.shopper = of.shopper.or(record.score),
            // one product is no training
            TrainingKind::Catalogue => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn record(kind: TrainingKind, day: Date, score: Option<i64>) -> TrainingData {
        TrainingData {
            user_id: UserId::from_uuid(Uuid::from_u128(1)),
            kind,
            topic: "x".to_owned(),
            day,
            score,
            note: None,
        }
    }

    #[test]
    fn r202_a_test_has_a_result_and_lies_in_the_past() {
        let today = date(2026, 3, 2);
        let fault = |kind, day, score| record(kind, day, score).fault(today);
        let test = TrainingKind::SkillTest;
        assert_eq!(fault(test, today, Some(80)), None);
        assert_eq!(fault(test, today, None), Some(("score", "field.missing")));
        assert_eq!(
            fault(test, today, Some(101)),
            Some(("score", "training.score"))
        );
        assert_eq!(
            fault(test, date(2026, 3, 3), Some(80)),
            Some(("day", "training.day"))
        );
        let training = TrainingKind::Training;
        assert_eq!(fault(training, date(2026, 9, 1), None), None, "arranged");
        assert_eq!(
            fault(training, date(2028, 1, 1), None),
            Some(("day", "training.day"))
        );
    }

    #[test]
    fn r285_training_goes_on_and_on() {
        let today = date(2026, 3, 2);
        let records = [
            record(TrainingKind::Training, date(2026, 6, 1), None),
            record(TrainingKind::Training, date(2026, 4, 1), None),
            record(TrainingKind::SkillTest, date(2026, 2, 1), Some(70)),
            record(TrainingKind::MysteryShopper, date(2026, 1, 9), Some(55)),
            record(TrainingKind::SkillTest, date(2026, 1, 1), Some(60)),
            record(TrainingKind::Training, date(2025, 12, 1), None),
            record(TrainingKind::Training, date(2025, 6, 1), None),
        ];
        let standing = |records| *standings(records, today).values().next().unwrap();
        let all = standing(&records[..]);
        assert_eq!(all.arranged, Some(date(2026, 4, 1)), "the next one");
        assert_eq!(all.trained, Some(date(2025, 12, 1)), "the last one");
        assert_eq!((all.tests, all.shopper), ((Some(70), Some(60)), Some(55)));
        assert!(!all.is_due(today, 30), "it is arranged");
        let held = standing(&records[2..]);
        assert!(held.is_due(today, 91) && !held.is_due(today, 92));
        assert!(Standing::default().is_due(today, 90), "never trained");
    }
}
