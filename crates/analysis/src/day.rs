//! Days and periods as plain numbers: a day counts from 1970-01-01, a month from January of the
//! year 0. Only the proleptic Gregorian calendar of the years 1–9999.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A calendar day, as the number of days since 1970-01-01. Written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// 0001-01-01.
    pub const MIN: Self = Self(-719_162);
    /// 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// The day with this number, if it lies in the years 1–9999.
    #[must_use]
    pub fn new(days: i32) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0)
            .contains(&days)
            .then_some(Self(days))
    }

    /// The nearest day of the years 1–9999.
    #[must_use]
    pub fn clamped(days: i64) -> Self {
        let days = days.clamp(i64::from(Self::MIN.0), i64::from(Self::MAX.0));
        Self(i32::try_from(days).expect("clamped to the range"))
    }

    /// The day of a civil date; `None` when there is no such date.
    #[must_use]
    pub fn from_civil(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 {
            return None;
        }
        let month_index = year * 12 + i32::try_from(month).ok()? - 1;
        let first = first_day(month_index);
        let length = first_day(month_index + 1) - first;
        let offset = i32::try_from(day).ok()? - 1;
        (offset < length).then(|| Self(first + offset))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0
    }

    /// Year, month 1–12, day of the month.
    #[must_use]
    pub fn civil(self) -> (i32, u32, u32) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": civil_from_days.
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i32::from(month <= 2);
        (year, month.unsigned_abs(), day.unsigned_abs())
    }

    /// Index of the month: 12 · year + month − 1.
    #[must_use]
    pub fn month(self) -> i32 {
        let (year, month, _) = self.civil();
        year * 12 + month.cast_signed() - 1
    }

    /// The same day of the month `months` later (or earlier), or the last day of that month.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let (_, _, day) = self.civil();
        let month = self
            .month()
            .saturating_add(months)
            .clamp(12, 12 * 9999 + 11);
        let first = first_day(month);
        let last = first_day(month + 1) - 1;
        Self((first + day.cast_signed() - 1).min(last))
    }

    /// `days` later (or earlier), kept inside the years 1–9999.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self::clamped(i64::from(self.0) + i64::from(days))
    }
}

/// The number of the first day of a month index, by the inverse of [`Day::civil`].
pub(crate) fn first_day(month_index: i32) -> i32 {
    let (year, month) = (month_index.div_euclid(12), month_index.rem_euclid(12) + 1);
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let mp = (month + 9) % 12;
    let doy = (153 * mp + 2) / 5;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The text is not a day `YYYY-MM-DD` of the years 1–9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the form YYYY-MM-DD")]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let bytes = text.as_bytes();
        let digits = |range: std::ops::Range<usize>| -> Option<u32> {
            bytes.get(range)?.iter().try_fold(0, |number, &byte| {
                byte.is_ascii_digit()
                    .then(|| number * 10 + u32::from(byte - b'0'))
            })
        };
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(NotADay);
        }
        let year = digits(0..4).ok_or(NotADay)?.cast_signed();
        let (month, day) = (digits(5..7).ok_or(NotADay)?, digits(8..10).ok_or(NotADay)?);
        Self::from_civil(year, month, day).ok_or(NotADay)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_i32(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            let day = Self::new(i32::deserialize(deserializer)?);
            return day.ok_or_else(|| de::Error::custom("a day out of range"));
        }
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Length of a calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

impl Period {
    /// Months in one period.
    #[must_use]
    pub fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// Index of the period that holds this day; consecutive periods have consecutive indexes.
    #[must_use]
    pub fn of(self, day: Day) -> i32 {
        self.of_month(day.month())
    }

    /// Index of the period that holds this month index.
    #[must_use]
    pub fn of_month(self, month: i32) -> i32 {
        month.div_euclid(self.months())
    }

    /// First day of the period with this index (kept inside the years 1–9999).
    #[must_use]
    pub fn first(self, index: i32) -> Day {
        Day::clamped(i64::from(first_day(self.first_month(index))))
    }

    /// Last day of the period with this index (kept inside the years 1–9999).
    #[must_use]
    pub fn last(self, index: i32) -> Day {
        Day::clamped(i64::from(first_day(self.first_month(index.saturating_add(1)))) - 1)
    }

    /// The last period that is over on `as_of`: its last day is `as_of` or earlier.
    #[must_use]
    pub fn last_full(self, as_of: Day) -> i32 {
        let running = self.of(as_of);
        if self.last(running) == as_of {
            running
        } else {
            running - 1
        }
    }

    /// `1998-04`, `1998Q2`, `1998`.
    #[must_use]
    pub fn label(self, index: i32) -> String {
        match self {
            Self::Month => format!(
                "{:04}-{:02}",
                index.div_euclid(12),
                index.rem_euclid(12) + 1
            ),
            Self::Quarter => format!("{:04}Q{}", index.div_euclid(4), index.rem_euclid(4) + 1),
            Self::Year => format!("{index:04}"),
        }
    }

    /// The period and index of a label as [`Period::label`] writes it.
    #[must_use]
    pub fn parse(label: &str) -> Option<(Self, i32)> {
        let (year, rest) = label.split_at_checked(4)?;
        let year: i32 = year
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| year.parse().ok())??;
        let (period, index) = match rest.as_bytes() {
            [] => (Self::Year, year),
            [b'Q', quarter @ b'1'..=b'4'] => (Self::Quarter, year * 4 + i32::from(quarter - b'1')),
            [b'-', _, _] => {
                let month = Day::from_str(&format!("{label}-01")).ok()?.month();
                (Self::Month, month)
            }
            _ => return None,
        };
        (1..=9999).contains(&year).then_some((period, index))
    }

    fn first_month(self, index: i32) -> i32 {
        index.clamp(-1, 12 * 10_000).saturating_mul(self.months())
    }
}

/// Month index of every day between two days, looked up instead of computed.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    base: i32,
    months: Vec<i32>,
}

impl Calendar {
    /// Covers `from..=to`.
    pub(crate) fn new(from: Day, to: Day) -> Self {
        let to = to.max(from);
        let mut months = Vec::with_capacity((to.0 - from.0 + 1).unsigned_abs() as usize);
        let mut month = from.month();
        let mut next = first_day(month + 1);
        for day in from.0..=to.0 {
            if day == next {
                month += 1;
                next = first_day(month + 1);
            }
            months.push(month);
        }
        Self {
            base: from.0,
            months,
        }
    }

    /// Month index of a day inside the range.
    #[inline]
    pub(crate) fn month(&self, day: i32) -> i32 {
        self.months[day.wrapping_sub(self.base).cast_unsigned() as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn civil_dates() {
        for (text, number) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("0001-01-01", -719_162),
            ("9999-12-31", 2_932_896),
        ] {
            let day: Day = text.parse().unwrap();
            assert_eq!(day.number(), number, "{text}");
            assert_eq!(day.to_string(), text);
        }
        for text in [
            "1999-02-29",
            "2000-13-01",
            "2000-00-01",
            "2000-01-00",
            "20000101",
            "+200-01-01",
            "",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }

    #[test]
    fn labels_that_are_none() {
        for label in [
            "", "199", "1998Q0", "1998Q5", "1998-13", "1998-1", "0000", "+998", "199é", "1998-0a",
        ] {
            assert_eq!(Period::parse(label), None, "{label}");
        }
    }

    #[test]
    fn periods() {
        let day: Day = "1998-05-06".parse().unwrap();
        assert_eq!(Period::Month.label(Period::Month.of(day)), "1998-05");
        assert_eq!(Period::Quarter.label(Period::Quarter.of(day)), "1998Q2");
        assert_eq!(Period::Year.label(Period::Year.of(day)), "1998");
        assert_eq!(Period::Month.label(Period::Month.last_full(day)), "1998-04");
        let end: Day = "1998-06-30".parse().unwrap();
        assert_eq!(
            Period::Quarter.label(Period::Quarter.last_full(end)),
            "1998Q2"
        );
        assert_eq!(
            Period::Quarter.first(Period::Quarter.of(day)).to_string(),
            "1998-04-01"
        );
        assert_eq!(
            Period::Quarter.last(Period::Quarter.of(day)).to_string(),
            "1998-06-30"
        );
        let leap: Day = "2024-02-29".parse().unwrap();
        assert_eq!(leap.plus_months(-12).to_string(), "2023-02-28");
    }

    proptest! {
        #[test]
        fn day_and_text_round_trip(number in -719_162..=2_932_896i32) {
            let day = Day::new(number).unwrap();
            prop_assert_eq!(day.to_string().parse::<Day>().unwrap(), day);
            let (y, m, d) = day.civil();
            prop_assert_eq!(Day::from_civil(y, m, d), Some(day));
            prop_assert!(Period::Month.first(day.month()) <= day && day <= Period::Month.last(day.month()));
        }

        #[test]
        fn label_and_period_round_trip(number in -719_162..=2_932_896i32) {
            let day = Day::new(number).unwrap();
            for period in [Period::Month, Period::Quarter, Period::Year] {
                let index = period.of(day);
                prop_assert_eq!(Period::parse(&period.label(index)), Some((period, index)));
            }
        }

        #[test]
        fn calendar_agrees_with_civil(from in -719_162..=2_932_000i32, days in 0..400i32) {
            let (a, b) = (Day::new(from).unwrap(), Day::clamped(i64::from(from + days)));
            let calendar = Calendar::new(a, b);
            for number in a.number()..=b.number() {
                prop_assert_eq!(calendar.month(number), Day::new(number).unwrap().month());
            }
        }
    }
}
