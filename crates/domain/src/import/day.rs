//! Days and times as people and programs write them, in English, Russian and Macedonian.

use jiff::civil::{Date, DateTime, Time};

use super::mapping::DateOrder;

/// A day that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadDay {
    pub(super) moment: DateTime,
    /// Day and month could be the other way round; only the order given tells.
    pub(super) ambiguous: bool,
}

/// The months by the beginnings of their names; the longest that fits is meant.
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "јан"],
    &["feb", "фев"],
    &["mar", "мар"],
    &["apr", "апр"],
    &["may", "мая", "май", "мај"],
    &["jun", "июн", "јун"],
    &["jul", "июл", "јул"],
    &["aug", "авг"],
    &["sep", "сен", "сеп"],
    &["oct", "окт"],
    &["nov", "ноя", "ное"],
    &["dec", "дек"],
];

/// Words that may stand in a date and say nothing.
const FILLER: [&str; 12] = [
    "г",
    "год",
    "года",
    "год.",
    "of",
    "the",
    "st",
    "nd",
    "rd",
    "th",
    "лет",
    "година",
];

/// The first and last day number that spreadsheets write for days of 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=80_000;

/// Reads a day with or without a time. `century` is the last two-digit year of this century.
pub(super) fn read(text: &str, order: DateOrder, century: i16) -> Option<ReadDay> {
    if text.len() > 60 {
        return None;
    }
    let (day, time) = split_time(text.trim());
    let time = match time {
        Some(time) => read_time(time)?,
        None => Time::midnight(),
    };
    let (date, ambiguous) = read_date(day.trim(), order, century)?;
    Some(ReadDay {
        moment: date.to_datetime(time),
        ambiguous,
    })
}

/// Cuts off the time: what stands behind `T` or a space and has a colon.
fn split_time(text: &str) -> (&str, Option<&str>) {
    let Some(colon) = text.find(':') else {
        return (text, None);
    };
    match text[..colon].rfind(|c: char| !c.is_ascii_digit()) {
        Some(at) => {
            let sign = text[at..].chars().next().map_or(1, char::len_utf8);
            let day = text[..at].trim_end_matches([',', ' ']);
            (day, Some(text[at + sign..].trim()))
        }
        None => (text, None),
    }
}

/// `9:05`, `09:05:33`, `9:05 PM`, with or without fractions and a zone, which is not looked at: the
/// time is the one on the clock of who wrote it.
fn read_time(text: &str) -> Option<Time> {
    let lower = text.to_lowercase();
    let digits_end = lower
        .find(|c: char| !c.is_ascii_digit() && c != ':')
        .unwrap_or(lower.len());
    let mut parts = lower[..digits_end].split(':');
    let mut part = || match parts.next() {
        Some(part) if part.len() <= 2 => part.parse::<i8>().ok(),
        Some(_) => None,
        None => Some(0),
    };
    let (mut hour, minute, second) = (part()?, part()?, part()?);
    let rest = lower[digits_end..].trim();
    if rest.starts_with("pm") && (1..12).contains(&hour) {
        hour += 12;
    } else if rest.starts_with("am") && hour == 12 {
        hour = 0;
    } else if !rest.is_empty()
        && !rest.starts_with(['.', '+', '-', 'z', 'a', 'p'])
        && rest != "ч"
        && rest != "ч."
    {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

fn read_date(text: &str, order: DateOrder, century: i16) -> Option<(Date, bool)> {
    if let Ok(number) = text.parse::<i64>()
        && text.bytes().all(|b| b.is_ascii_digit())
    {
        return if text.len() == 8 {
            let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().ok();
            let (first, last) = (number(0..4)?, number(4..8)?);
            let iso = date(
                i64::from(first),
                i64::from(last / 100),
                i64::from(last % 100),
            );
            let other = || {
                date(
                    i64::from(last),
                    i64::from(first % 100),
                    i64::from(first / 100),
                )
            };
            iso.or_else(other).map(|day| (day, false))
        } else {
            serial(number).map(|day| (day, false))
        };
    }
    if let Some(whole) = text.strip_suffix(".0") {
        return serial(whole.parse().ok()?).map(|day| (day, false));
    }
    let pieces = pieces(text)?;
    let mut month = None;
    let mut numbers = Vec::new();
    for piece in &pieces {
        match piece {
            Piece::Number(number, length) => numbers.push((*number, *length)),
            Piece::Month(found) if month.is_none() => month = Some(*found),
            Piece::Month(_) => return None,
        }
    }
    let year_of = |(number, length): (i64, usize)| match length {
        4 => Some(number),
        1 | 2 if number <= i64::from(century) => Some(2000 + number),
        1 | 2 => Some(1900 + number),
        _ => None,
    };
    match (month, numbers.as_slice()) {
        (Some(month), [a, b]) => {
            let (year, day) = if a.1 == 4 { (*a, *b) } else { (*b, *a) };
            date(year_of(year)?, month, day.0).map(|day| (day, false))
        }
        (None, [a, b, c]) if a.1 == 4 => date(a.0, b.0, c.0).map(|day| (day, false)),
        (None, [a, b, c]) if order == DateOrder::YearFirst && c.1 <= 2 && a.1 <= 2 => {
            date(year_of(*a)?, b.0, c.0).map(|day| (day, false))
        }
        (None, [a, b, c]) => {
            let year = year_of(*c)?;
            let (day, other) = match order {
                DateOrder::MonthFirst => (date(year, a.0, b.0), date(year, b.0, a.0)),
                _ => (date(year, b.0, a.0), date(year, a.0, b.0)),
            };
            let ambiguous = a.0 != b.0 && day.is_some() && other.is_some();
            day.map(|day| (day, ambiguous))
        }
        _ => None,
    }
}

fn serial(number: i64) -> Option<Date> {
    if !SERIALS.contains(&number) {
        return None;
    }
    let start = Date::constant(1899, 12, 30);
    start.checked_add(jiff::Span::new().days(number)).ok()
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

enum Piece {
    /// A number and how many digits it was written with.
    Number(i64, usize),
    /// A month by name, from 1.
    Month(i64),
}

/// Numbers and names of months; nothing when any other word stands there.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let same = |c: char| {
            if first.is_ascii_digit() {
                c.is_ascii_digit()
            } else {
                c.is_alphabetic()
            }
        };
        if !first.is_ascii_digit() && !first.is_alphabetic() {
            if !matches!(
                first,
                '.' | '/' | '-' | ' ' | ',' | '\u{a0}' | '–' | '\'' | '«' | '»' | '"'
            ) {
                return None;
            }
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        if first.is_ascii_digit() {
            pieces.push(Piece::Number(word.parse().ok()?, word.len()));
        } else if let Some(month) = month(word) {
            pieces.push(Piece::Month(month));
        } else if !FILLER.contains(&word) && !is_weekday(word) {
            return None;
        }
        rest = &rest[end..];
    }
    Some(pieces)
}

fn month(word: &str) -> Option<i64> {
    let found = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| word.starts_with(name)))?;
    i64::try_from(found + 1).ok()
}

/// `Mon`, `понедельник`, `саб`: the beginnings of the names of weekdays.
fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 23] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "пн", "вт", "ср", "чт", "пт", "сб", "вс",
        "пон", "сре", "чет", "пят", "пет", "суб", "саб", "вос", "нед",
    ];
    DAYS.iter().any(|day| word.starts_with(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_in_any_usual_form() {
        use DateOrder::{DayFirst, MonthFirst, YearFirst};
        let cases: &[(&str, DateOrder, Option<&str>)] = &[
            ("2024-03-05", DayFirst, Some("2024-03-05T00:00:00")),
            (
                "2024-03-05T14:07:09Z",
                DayFirst,
                Some("2024-03-05T14:07:09"),
            ),
            (
                "2024-03-05 14:07:09.123+03:00",
                DayFirst,
                Some("2024-03-05T14:07:09"),
            ),
            ("05.03.2024", DayFirst, Some("2024-03-05T00:00:00")),
            ("5.3.24", DayFirst, Some("2024-03-05T00:00:00")),
            ("5/3/1999", MonthFirst, Some("1999-05-03T00:00:00")),
            (
                "12/31/2024 9:05 PM",
                MonthFirst,
                Some("2024-12-31T21:05:00"),
            ),
            (
                "12/31/2024 12:05 am",
                MonthFirst,
                Some("2024-12-31T00:05:00"),
            ),
            ("12/31/2024", DayFirst, None),
            ("24-03-05", YearFirst, Some("2024-03-05T00:00:00")),
            ("5 марта 2024 г.", DayFirst, Some("2024-03-05T00:00:00")),
            (
                "«05» марта 2024 года",
                DayFirst,
                Some("2024-03-05T00:00:00"),
            ),
            ("March 5th, 2024", DayFirst, Some("2024-03-05T00:00:00")),
            ("05-Mar-24", DayFirst, Some("2024-03-05T00:00:00")),
            ("5 мај 2024", DayFirst, Some("2024-05-05T00:00:00")),
            ("17 јуни 2023 година", DayFirst, Some("2023-06-17T00:00:00")),
            (
                "пн, 4 мар 2024, 10:30",
                DayFirst,
                Some("2024-03-04T10:30:00"),
            ),
            ("20240305", DayFirst, Some("2024-03-05T00:00:00")),
            ("05032024", DayFirst, Some("2024-03-05T00:00:00")),
            ("45356", DayFirst, Some("2024-03-05T00:00:00")),
            ("45356.0", DayFirst, Some("2024-03-05T00:00:00")),
            ("31.02.2024", DayFirst, None),
            ("2024", DayFirst, None),
            ("1.2.3.4", DayFirst, None),
            ("5 foo 2024", DayFirst, None),
            ("25:00", DayFirst, None),
            ("", DayFirst, None),
        ];
        for (text, order, expected) in cases {
            let read = read(text, *order, 49).map(|day| day.moment.to_string());
            assert_eq!(read.as_deref(), *expected, "{text}");
        }
        assert!(
            read("05/03/2024", DateOrder::DayFirst, 49)
                .unwrap()
                .ambiguous
        );
        assert!(
            !read("13/03/2024", DateOrder::DayFirst, 49)
                .unwrap()
                .ambiguous
        );
        assert_eq!(
            read("1.1.50", DateOrder::DayFirst, 49)
                .unwrap()
                .moment
                .year(),
            1950
        );
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,40}") {
            for order in DateOrder::ALL {
                if let Some(day) = read(&text, *order, 49) {
                    let again = read(&day.moment.to_string(), *order, 49);
                    prop_assert_eq!(again.map(|d| d.moment), Some(day.moment));
                }
            }
        }
    }
}
