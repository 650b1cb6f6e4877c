//! The calendar: times of one day that are taken and free, days that come back every year, and
//! what leaves in a calendar file.

pub mod ics;

use jiff::civil::{Date, Time};

/// The most days that are looked at together.
pub const MOST_DAYS: i32 = 62;

/// Minutes in a day.
pub const DAY: i64 = 24 * 60;

/// A stretch of one day, in minutes from midnight; the end is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The first minute.
    pub from: i64,
    /// The first minute after it.
    pub to: i64,
}

impl Slot {
    /// So many minutes from a time on.
    pub fn new(starts: Time, minutes: i64) -> Self {
        let from = minute_of(starts);
        Self {
            from,
            to: from + minutes,
        }
    }

    /// How long it is.
    pub fn minutes(self) -> i64 {
        self.to - self.from
    }

    /// Whether the two have a minute in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

impl std::fmt::Display for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (from, to) = (self.from, self.to);
        let (fh, fm, th, tm) = (from / 60, from % 60, to / 60, to % 60);
        write!(f, "{fh:02}:{fm:02}–{th:02}:{tm:02}")
    }
}

/// The minute of the day at which a time is.
pub fn minute_of(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// What is left of the working hours beside what is taken, in stretches of at least `least`
/// minutes.
pub fn free(taken: &[Slot], hours: Slot, least: i64) -> Vec<Slot> {
    let mut taken = taken.to_vec();
    taken.sort_unstable();
    let mut found = Vec::new();
    let mut from = hours.from;
    for slot in taken {
        let to = slot.from.min(hours.to);
        if to - from >= least {
            found.push(Slot { from, to });
        }
        from = from.max(slot.to);
    }
    if hours.to - from >= least {
        found.push(Slot { from, to: hours.to });
    }
    found
}

/// The first letters of the months in the three languages; the longer word is looked for first.
const MONTHS: [(&[&str], i8); 12] = [
    (&["jan", "янв", "јан"], 1),
    (&["feb", "фев"], 2),
    (&["mar", "мар"], 3),
    (&["apr", "апр"], 4),
    (&["may", "мая", "май", "мај"], 5),
    (&["jun", "июн", "јун"], 6),
    (&["jul", "июл", "јул"], 7),
    (&["aug", "авг"], 8),
    (&["sep", "сен", "сеп"], 9),
    (&["oct", "окт"], 10),
    (&["nov", "ноя", "ное"], 11),
    (&["dec", "дек"], 12),
];

/// The month and day, `MM-DD`, that a birthday tells as people write it: `1980-05-12`, `12.05`,
/// `12/5/80`, `12 мая`, `May 12`. `None`: it tells no day.
pub fn yearly(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let mut numbers: Vec<(usize, i16)> = Vec::new();
    let mut named = None;
    for word in words.take(6) {
        if word.chars().all(|c| c.is_ascii_digit()) {
            numbers.push((word.len(), word.parse().ok()?));
        } else if named.is_none() {
            let of = MONTHS
                .iter()
                .find(|(stems, _)| stems.iter().any(|s| word.starts_with(s)));
            named = of.map(|(_, month)| *month);
            if named.is_none() && numbers.is_empty() {
                return None;
            }
        }
    }
    let (month, day) = match (named, numbers.as_slice()) {
        (Some(month), [(length, day), ..]) if *length <= 2 => (i16::from(month), *day),
        (None, [(4, _), (_, month), (_, day)]) => (*month, *day),
        (None, [(1..=2, day), (1..=2, month)] | [(1..=2, day), (1..=2, month), (2 | 4, _)]) => {
            (*month, *day)
        }
        _ => return None,
    };
    // A leap year, so that the 29th of February is a day.
    let date = Date::new(2024, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.strftime("%m-%d").to_string())
}

/// Every yearly `MM-DD` that is kept from a day to another, both included, with its day: the 29th of
/// February on the 28th where there is none.
pub fn kept_between(from: Date, to: Date) -> Vec<(String, Date)> {
    let mut found = Vec::new();
    let mut day = from;
    while day <= to {
        found.push((day.strftime("%m-%d").to_string(), day));
        if day.month() == 2 && day.day() == 28 && !day.in_leap_year() {
            found.push(("02-29".to_owned(), day));
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    found
}

/// A text without what may be a telephone number: six digits and more, however they are parted.
pub fn without_numbers(text: &str) -> String {
    const LEAST: usize = 6;
    let joins = |c: char| matches!(c, ' ' | '\u{a0}' | '-' | '–' | '(' | ')' | '.' | '/' | '+');
    let chars: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(first) = chars.get(at).copied() {
        if !first.is_numeric() && first != '+' {
            kept.push(first);
            at += 1;
            continue;
        }
        let mut end = at;
        let mut digits = 0;
        let mut last = at;
        while let Some(c) = chars.get(end).filter(|c| c.is_numeric() || joins(**c)) {
            if c.is_numeric() {
                digits += 1;
                last = end + 1;
            }
            end += 1;
        }
        let last = last.max(at + 1);
        if digits >= LEAST {
            kept.push('…');
        } else {
            kept.extend(chars.iter().take(last).skip(at));
        }
        at = last;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    fn slot(from: i64, to: i64) -> Slot {
        Slot {
            from: from * 60,
            to: to * 60,
        }
    }

    #[test]
    fn r181_free_is_what_is_not_taken_and_long_enough() {
        let hours = slot(9, 18);
        assert_eq!(free(&[], hours, 60), [hours]);
        let taken = [slot(14, 15), slot(9, 10), slot(14, 16), slot(20, 21)];
        assert_eq!(free(&taken, hours, 60), [slot(10, 14), slot(16, 18)]);
        assert_eq!(free(&taken, hours, 180), [slot(10, 14)]);
        assert_eq!(free(&[slot(0, 24)], hours, 15), []);
        assert_eq!(Slot::new(time(14, 5, 0, 0), 60).to_string(), "14:05–15:05");
    }

    proptest! {
        #[test]
        fn nothing_free_is_taken_and_every_whole_gap_is_told(
            taken in prop::collection::vec((0_i64..DAY, 1_i64..300), 0..12), least in 1_i64..200,
        ) {
            let taken: Vec<Slot> = taken.iter().map(|(from, length)| Slot { from: *from, to: from + length }).collect();
            let hours = slot(9, 18);
            let found = free(&taken, hours, least);
            for one in &found {
                prop_assert!(one.minutes() >= least && one.from >= hours.from && one.to <= hours.to);
                prop_assert!(!taken.iter().any(|other| other.overlaps(*one)));
            }
            for start in hours.from..=hours.to - least {
                let wish = Slot { from: start, to: start + least };
                let fits = !taken.iter().any(|other| other.overlaps(wish));
                let told = found.iter().any(|one| one.from <= wish.from && wish.to <= one.to);
                prop_assert_eq!(fits, told, "{}", wish);
            }
        }
    }

    #[test]
    fn r254_a_birthday_is_read_as_people_write_it() {
        for (text, wanted) in [
            ("1980-05-12", Some("05-12")),
            ("12.05.1980", Some("05-12")),
            ("12.5", Some("05-12")),
            ("12/05/80", Some("05-12")),
            ("12 мая", Some("05-12")),
            ("12 мај 1980", Some("05-12")),
            ("May 12", Some("05-12")),
            ("3 марта, празднует на даче", Some("03-03")),
            ("29.02", Some("02-29")),
            ("30.02", None),
            ("в мае", None),
            ("весной", None),
            ("80", None),
            ("", None),
            ("12.13.14.15", None),
        ] {
            assert_eq!(yearly(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn the_last_day_of_february_is_kept_every_year() {
        let kept = kept_between(date(2026, 2, 27), date(2026, 3, 1));
        let days: Vec<&str> = kept.iter().map(|(yearly, _)| yearly.as_str()).collect();
        assert_eq!(days, ["02-27", "02-28", "02-29", "03-01"]);
        assert_eq!(kept_between(date(2025, 12, 31), date(2026, 1, 1)).len(), 2);
        assert_eq!(kept_between(date(2028, 2, 28), date(2028, 2, 29)).len(), 2);
    }

    #[test]
    fn numbers_of_telephones_do_not_leave() {
        for (text, wanted) in [
            ("Call +7 (916) 555-00-00 today", "Call … today"),
            ("Звонок 89165550000", "Звонок …"),
            ("Order 1234, 14:30", "Order 1234, 14:30"),
            ("Оферта за 2026 г.", "Оферта за 2026 г."),
            ("٠٧٩١٢٣٤٥٦٧٨", "…"),
            ("a + b", "a + b"),
        ] {
            assert_eq!(without_numbers(text), wanted);
        }
    }
}
