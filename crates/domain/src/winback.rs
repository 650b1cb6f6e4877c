//! Winning a lost key client back (R250): a case with the reason, and the steps from a lunch to a
//! referral, taken in their order. It must begin very fast.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::WinbackId;
use crate::part::{Part, PartData};

code_enum! {
    /// Why the client left, as it says.
    pub enum WinbackReason {
        /// Somebody offered better terms.
        BestTerms = "best_terms",
        /// Our service was not good enough.
        Service = "service",
        /// It no longer needs what it bought.
        NoNeed = "no_need",
    }
}

code_enum! {
    /// What is done, in this order.
    pub enum WinbackStep {
        /// A lunch with the one who decides.
        Lunch = "lunch",
        /// A visit at the office.
        Visit = "visit",
        /// The talk "what if we could …".
        WhatIf = "what_if",
        /// A good farewell: the door stays open.
        Farewell = "farewell",
        /// Asking for a referral.
        Referral = "referral",
    }
}

code_enum! {
    /// How the case stands.
    pub enum WinbackOutcome {
        /// Being worked on.
        Open = "open",
        /// The client is back.
        Returned = "returned",
        /// It is gone.
        Gone = "gone",
    }
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTaken {
    /// Which.
    pub step: WinbackStep,
    /// When.
    pub day: Date,
    /// What came of it.
    pub note: Option<String>,
}

/// What is written of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WinbackData {
    /// The day it became known that the client is lost.
    pub opened_day: Date,
    /// Why it left; `None`: not found out yet.
    pub reason: Option<WinbackReason>,
    /// The steps taken: the first ones of the order, without a gap.
    pub steps: Vec<StepTaken>,
    /// How it stands.
    pub outcome: WinbackOutcome,
    /// What is known.
    pub note: Option<String>,
}

impl WinbackData {
    /// A case that is opened today.
    #[must_use]
    pub fn opened(today: Date) -> Self {
        Self {
            opened_day: today,
            reason: None,
            steps: Vec::new(),
            outcome: WinbackOutcome::Open,
            note: None,
        }
    }

    /// The next step; `None` when all are taken or the case is closed.
    #[must_use]
    pub fn next(&self) -> Option<WinbackStep> {
        let open = self.outcome == WinbackOutcome::Open;
        let next = WinbackStep::ALL.get(self.steps.len()).copied();
        next.filter(|_| open)
    }

    /// Takes a step: only the next one can be taken, no earlier than the one before and no later
    /// than today; the code of the refusal otherwise.
    pub fn take(&mut self, taken: StepTaken, today: Date) -> Result<(), &'static str> {
        if self.next() != Some(taken.step) {
            return Err("winback.order");
        }
        let early = self.steps.last().is_some_and(|last| taken.day < last.day);
        if early || taken.day > today {
            return Err("winback.day");
        }
        self.steps.push(taken);
        Ok(())
    }

    /// Takes the last step back: none before it, so that no gap is left.
    pub fn take_back(&mut self, step: WinbackStep) -> Result<(), &'static str> {
        let last = self.steps.last().is_some_and(|last| last.step == step);
        if !last || self.outcome != WinbackOutcome::Open {
            return Err("winback.last");
        }
        self.steps.pop();
        Ok(())
    }

    /// Whether nobody has begun though the days to begin within are over: it was opened before
    /// [`last_start`].
    #[must_use]
    pub fn overdue(&self, last_start: Date) -> bool {
        self.outcome == WinbackOutcome::Open
            && self.steps.is_empty()
            && self.opened_day < last_start
    }
}

/// The earliest day of opening from which one is still in time today: between it and today lie at
/// most so many working days, today included. Saturday and Sunday are none; holidays are not known.
#[must_use]
pub fn last_start(today: Date, working_days: i64) -> Date {
    let mut left = working_days;
    let mut day = today;
    loop {
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            if left == 0 {
                return day;
            }
            left -= 1;
        }
        match day.yesterday() {
            Ok(before) => day = before,
            Err(_) => return day,
        }
    }
}

impl PartData for WinbackData {
    type Id = WinbackId;
    const ENTITY: &'static str = "winback";
}

/// A case.
pub type Winback = Part<WinbackData>;

/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 2_000;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn taken(step: WinbackStep, day: Date) -> StepTaken {
        StepTaken {
            step,
            day,
            note: None,
        }
    }

    #[test]
    fn r250_steps_lead_from_a_lunch_to_a_referral_and_none_is_left_out() {
        let day = date(2026, 3, 2);
        let mut case = WinbackData::opened(day);
        for (at, expected) in ["lunch", "visit", "what_if", "farewell", "referral"]
            .into_iter()
            .enumerate()
        {
            assert_eq!(case.next().unwrap().code(), expected);
            for (place, step) in WinbackStep::ALL.iter().enumerate() {
                let refused = case.clone().take(taken(*step, day), day);
                assert_eq!(refused.is_ok(), place == at, "{expected}: {step:?}");
            }
            case.take(taken(WinbackStep::ALL[at], day), day).unwrap();
        }
        assert_eq!(case.next(), None);
        let reasons = WinbackReason::ALL.iter().map(|of| of.code());
        assert_eq!(
            reasons.collect::<Vec<_>>(),
            ["best_terms", "service", "no_need"]
        );
    }

    #[test]
    fn r250_only_the_last_step_is_taken_back() {
        let day = date(2026, 3, 2);
        let mut case = WinbackData::opened(day);
        assert_eq!(case.take_back(WinbackStep::Lunch), Err("winback.last"));
        for step in [WinbackStep::Lunch, WinbackStep::Visit] {
            case.take(taken(step, day), day).unwrap();
        }
        assert_eq!(case.take_back(WinbackStep::Lunch), Err("winback.last"));
        case.take_back(WinbackStep::Visit).unwrap();
        assert_eq!(case.next(), Some(WinbackStep::Visit));
        case.outcome = WinbackOutcome::Gone;
        assert_eq!(case.next(), None);
        assert_eq!(case.take_back(WinbackStep::Lunch), Err("winback.last"));
        let refused = case.take(taken(WinbackStep::Visit, day), day);
        assert_eq!(refused, Err("winback.order"), "a closed case");
    }

    #[test]
    fn r250_a_step_is_no_earlier_than_the_one_before_and_not_in_the_future() {
        let today = date(2026, 3, 6);
        let mut case = WinbackData::opened(today);
        let mut take = |step, day| case.take(taken(step, day), today);
        assert_eq!(
            take(WinbackStep::Lunch, date(2026, 3, 7)),
            Err("winback.day")
        );
        assert_eq!(take(WinbackStep::Lunch, date(2026, 3, 4)), Ok(()));
        assert_eq!(
            take(WinbackStep::Visit, date(2026, 3, 3)),
            Err("winback.day")
        );
        assert_eq!(take(WinbackStep::Visit, today), Ok(()));
    }

    #[test]
    fn r250_a_case_that_nobody_began_within_two_working_days_is_overdue() {
        // 2026-03-05 is a Thursday: Friday and Monday are the two days.
        let case = WinbackData::opened(date(2026, 3, 5));
        let overdue = |case: &WinbackData, today| case.overdue(last_start(today, 2));
        for (today, expected) in [(5, false), (6, false), (8, false), (9, false), (10, true)] {
            assert_eq!(overdue(&case, date(2026, 3, today)), expected, "{today}");
        }
        // Opened on a Saturday: Monday and Tuesday.
        let weekend = WinbackData::opened(date(2026, 3, 7));
        assert!(!overdue(&weekend, date(2026, 3, 10)));
        assert!(overdue(&weekend, date(2026, 3, 11)));
        let late = date(2027, 3, 5);
        let mut begun = case.clone();
        begun
            .take(taken(WinbackStep::Lunch, date(2026, 3, 6)), late)
            .unwrap();
        assert!(!overdue(&begun, late));
        let closed = WinbackData {
            outcome: WinbackOutcome::Returned,
            ..case
        };
        assert!(!overdue(&closed, late));
    }

    proptest! {
        #[test]
        fn r250_in_time_is_as_many_working_days_as_the_setting_says(day in 0_i64..3_000, days in 0_i64..60, ago in 0_i64..90) {
            let today = date(2024, 1, 1) + day.days();
            let opened = today - ago.days();
            let passed = (0..ago)
                .map(|back| today - back.days())
                .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
                .count();
            let case = WinbackData::opened(opened);
            prop_assert_eq!(case.overdue(last_start(today, days)), passed as i64 > days);
        }
    }
}
