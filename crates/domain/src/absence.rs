//! Absences: while an employee is away a deputy sees and works their clients (R200). The clients
//! stay with their holder.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::UserId;

/// When somebody is away and who stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Who is away.
    pub user_id: UserId,
    /// Who stands in.
    pub deputy_id: UserId,
    /// The first day.
    pub from_day: Date,
    /// The last day.
    pub until_day: Date,
}

/// The longest absence, in days.
pub const MOST_DAYS: i32 = 366;

impl Absence {
    /// The field that is wrong with it, and why.
    pub fn fault(&self, today: Date) -> Option<(&'static str, &'static str)> {
        if self.deputy_id == self.user_id {
            return Some(("deputy_id", "absence.own_deputy"));
        }
        let days = (self.until_day - self.from_day).get_days();
        if self.until_day < self.from_day || self.until_day < today || days > MOST_DAYS {
            return Some(("until_day", "absence.days"));
        }
        None
    }

    /// Whether it holds on a day.
    pub fn on(&self, day: Date) -> bool {
        (self.from_day..=self.until_day).contains(&day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn r200_an_absence_has_another_as_deputy_and_an_end() {
        let user = |n| UserId::from_uuid(Uuid::from_u128(n));
        let away = Absence {
            user_id: user(1),
            deputy_id: user(2),
            from_day: date(2026, 7, 1),
            until_day: date(2026, 7, 14),
        };
        let today = date(2026, 6, 30);
        assert_eq!(away.fault(today), None);
        assert!(away.on(date(2026, 7, 14)) && !away.on(date(2026, 7, 15)) && !away.on(today));
        let cases = [
            (
                Absence {
                    deputy_id: user(1),
                    ..away
                },
                "absence.own_deputy",
            ),
            (
                Absence {
                    until_day: date(2026, 6, 30),
                    ..away
                },
                "absence.days",
            ),
            (
                Absence {
                    until_day: date(2028, 7, 1),
                    ..away
                },
                "absence.days",
            ),
        ];
        for (case, code) in cases {
            assert_eq!(case.fault(today).map(|(_, code)| code), Some(code));
        }
        assert!(away.fault(date(2026, 7, 15)).is_some(), "it is over");
    }
}
