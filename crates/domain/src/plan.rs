//! Planned turnover of a month (R136), how far one should be by today, and what is missing.

use jiff::civil::{Date, Weekday};

use crate::code::code_enum;

/// The largest amount that is planned, in minor units.
pub const MOST_MINOR: i64 = 1_000_000_000_000_000;

code_enum! {
    /// Whose turnover is planned.
    pub enum PlanOf {
        /// Of the whole company.
        Company = "company",
        /// Of a team.
        Team = "team",
        /// Of an employee.
        User = "user",
    }
}

/// A month of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(Date);

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    /// A month written as `2026-03`.
    pub fn parse(text: &str) -> Option<Self> {
        let day: Date = format!("{text}-01").parse().ok()?;
        let month = Self(day);
        (month.text() == text).then_some(month)
    }

    /// As `2026-03`.
    pub fn text(self) -> String {
        self.0.strftime("%Y-%m").to_string()
    }

    /// Its first day.
    pub fn first(self) -> Date {
        self.0
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.0.last_of_month()
    }
}

/// Days from Monday to Friday from a day to another.
pub fn working_days(from: Date, to: Date) -> i64 {
    let mut days = 0;
    let mut day = from;
    while day <= to {
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            days += 1;
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    days
}

/// What of a plan should be there by the end of yesterday, by working days; a month that is over
/// wants all of it, one to come nothing.
pub fn due(plan: i64, month: Month, today: Date) -> i64 {
    if today > month.last() {
        return plan;
    }
    if today <= month.first() {
        return 0;
    }
    let all = working_days(month.first(), month.last());
    let yesterday = today.yesterday().unwrap_or(today);
    let gone = working_days(month.first(), yesterday);
    if all == 0 {
        return plan;
    }
    let share = i128::from(plan) * i128::from(gone) / i128::from(all);
    i64::try_from(share).unwrap_or(plan)
}

code_enum! {
    /// How a plan stands.
    pub enum Standing {
        /// All of it is there.
        Reached = "reached",
        /// As much is there as should be by now.
        OnWay = "on_way",
        /// Less is there than should be.
        Behind = "behind",
        /// The month is over, and not all of it came.
        Missed = "missed",
    }
}

/// How a plan stands today.
pub fn standing(plan: i64, fact: i64, month: Month, today: Date) -> Standing {
    if fact >= plan {
        Standing::Reached
    } else if today > month.last() {
        Standing::Missed
    } else if fact >= due(plan, month, today) {
        Standing::OnWay
    } else {
        Standing::Behind
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn r136_a_plan_is_due_by_working_days() {
        let march = Month::parse("2026-03").unwrap();
        assert_eq!(
            (march.first(), march.last()),
            (date(2026, 3, 1), date(2026, 3, 31))
        );
        assert_eq!(working_days(march.first(), march.last()), 22);
        // On the 16th two full weeks are over: ten of 22 days.
        assert_eq!(due(2_200, march, date(2026, 3, 16)), 1_000);
        assert_eq!(due(2_200, march, date(2026, 3, 1)), 0);
        assert_eq!(due(2_200, march, date(2026, 2, 1)), 0);
        assert_eq!(due(2_200, march, date(2026, 4, 1)), 2_200);
        let told = |fact, day| standing(2_200, fact, march, day);
        assert_eq!(told(1_000, date(2026, 3, 16)), Standing::OnWay);
        assert_eq!(told(999, date(2026, 3, 16)), Standing::Behind);
        assert_eq!(told(2_200, date(2026, 3, 2)), Standing::Reached);
        assert_eq!(told(2_199, date(2026, 4, 1)), Standing::Missed);
    }

    #[test]
    fn months_are_written_one_way() {
        for wrong in ["2026-3", "2026-13", "2026", "2026-03-01", "x"] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Month::of(date(2026, 12, 31)).text(), "2026-12");
    }

    proptest! {
        #[test]
        fn what_is_due_only_grows(plan in 0..MOST_MINOR, day in 0_i32..40) {
            let march = Month::parse("2026-03").unwrap();
            let today = date(2026, 2, 25).saturating_add(jiff::Span::new().days(day));
            let next = today.tomorrow().unwrap();
            prop_assert!(due(plan, march, today) <= due(plan, march, next));
            prop_assert!((0..=plan).contains(&due(plan, march, today)));
        }
    }
}
