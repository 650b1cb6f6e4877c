//! Filters of lists: a few terms, each a known field, a known test and values of the field's
//! kind. The same filter has two forms that a test holds together: this pure one, and the SQL
//! one in `store`.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// The most terms of one filter.
pub const TERMS_LIMIT: usize = 50;
/// The most values of one term.
pub const VALUES_LIMIT: usize = 200;
/// The longest text value, in characters.
pub const TEXT_LIMIT: usize = 200;

/// What the values of a field are.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One of a closed list of codes.
    Code(fn(&str) -> bool),
    /// An identifier; `none` stands for the empty value.
    Id,
    /// Any text, compared exactly.
    Text,
    /// A whole number.
    Int,
    /// Yes or no.
    Flag,
    /// A moment; written as RFC 3339 or as a day.
    Moment,
    /// A business day.
    Day,
}

/// A value to compare with. Moments are microseconds, days ISO texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Code, text or day.
    Text(String),
    /// Identifier.
    Id(Uuid),
    /// Number or moment.
    Int(i64),
    /// Flag.
    Flag(bool),
}

/// What is asked of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Equals one of the values.
    AnyOf(Vec<Value>),
    /// Equals none of them; an empty field passes.
    NoneOf(Vec<Value>),
    /// Is there and not below.
    AtLeast(Value),
    /// Is there and not above.
    AtMost(Value),
    /// Is not there.
    Empty,
    /// Is there.
    Present,
}

/// One condition; a record passes a filter when it passes every term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term<F> {
    /// The field.
    pub field: F,
    /// The condition on it.
    pub test: Test,
}

/// Why a filter is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// No such operator, or not on this kind of field.
    #[error("unknown operator")]
    Operator,
    /// The value is not of the field's kind.
    #[error("not a value of this field")]
    Value,
    /// Too many terms or values.
    #[error("too many terms or values")]
    TooLong,
}

impl FilterError {
    /// The stable code of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Operator => "filter.operator",
            Self::Value => "filter.value",
            Self::TooLong => "filter.too_long",
        }
    }
}

impl Test {
    /// Reads a test: `operator` is empty (equals, any of), `not`, `gte`, `lte` or `is`.
    pub fn parse(kind: Kind, operator: &str, values: &[String]) -> Result<Self, FilterError> {
        if values.len() > VALUES_LIMIT {
            return Err(FilterError::TooLong);
        }
        let single = || match values {
            [value] => Ok(value.as_str()),
            _ => Err(FilterError::Value),
        };
        let none = values.len() == 1 && values[0] == "none";
        match operator {
            "" if matches!(kind, Kind::Id) && none => Ok(Self::Empty),
            "not" if matches!(kind, Kind::Id) && none => Ok(Self::Present),
            "" => Ok(Self::AnyOf(read_all(kind, values)?)),
            "not" => Ok(Self::NoneOf(read_all(kind, values)?)),
            "gte" | "lte" => {
                if !matches!(kind, Kind::Int | Kind::Moment | Kind::Day) {
                    return Err(FilterError::Operator);
                }
                if operator == "gte" {
                    Ok(Self::AtLeast(read(kind, single()?, Edge::Start)?))
                } else {
                    Ok(Self::AtMost(read(kind, single()?, Edge::End)?))
                }
            }
            "is" => match single()? {
                "empty" => Ok(Self::Empty),
                "present" => Ok(Self::Present),
                _ => Err(FilterError::Value),
            },
            _ => Err(FilterError::Operator),
        }
    }

    /// Whether a field with these values passes. A field has several values where a record has
    /// several of a thing, and none where it is empty.
    pub fn passes(&self, field: &[Value]) -> bool {
        match self {
            Self::AnyOf(values) => field.iter().any(|value| values.contains(value)),
            Self::NoneOf(values) => !field.iter().any(|value| values.contains(value)),
            Self::AtLeast(edge) => field.iter().any(|value| value >= edge),
            Self::AtMost(edge) => field.iter().any(|value| value <= edge),
            Self::Empty => field.is_empty(),
            Self::Present => !field.is_empty(),
        }
    }
}

/// Which end of a day a date stands for when a moment is wanted.
#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

fn read_all(kind: Kind, values: &[String]) -> Result<Vec<Value>, FilterError> {
    if values.is_empty() {
        return Err(FilterError::Value);
    }
    values
        .iter()
        .map(|value| read(kind, value, Edge::Start))
        .collect()
}

fn read(kind: Kind, text: &str, edge: Edge) -> Result<Value, FilterError> {
    let bad = FilterError::Value;
    match kind {
        Kind::Code(known) => {
            if known(text) {
                Ok(Value::Text(text.to_owned()))
            } else {
                Err(bad)
            }
        }
        Kind::Id => text.parse().map(Value::Id).map_err(|_| bad),
        Kind::Text => {
            let fits = text.chars().count() <= TEXT_LIMIT && !text.chars().any(char::is_control);
            if fits {
                Ok(Value::Text(text.to_owned()))
            } else {
                Err(bad)
            }
        }
        Kind::Int => text.parse().map(Value::Int).map_err(|_| bad),
        Kind::Flag => text.parse().map(Value::Flag).map_err(|_| bad),
        Kind::Day => {
            let day: Date = text.parse().map_err(|_| bad)?;
            Ok(Value::Text(day.to_string()))
        }
        Kind::Moment => {
            if let Ok(moment) = text.parse::<Timestamp>() {
                return Ok(Value::Int(moment.as_microsecond()));
            }
            let day: Date = text.parse().map_err(|_| FilterError::Value)?;
            let start = day
                .to_zoned(jiff::tz::TimeZone::UTC)
                .map_err(|_| FilterError::Value)?
                .timestamp()
                .as_microsecond();
            const DAY: i64 = 24 * 60 * 60 * 1_000_000;
            Ok(Value::Int(match edge {
                Edge::Start => start,
                Edge::End => start + DAY - 1,
            }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn owned(values: &[&str]) -> Vec<String> {
        values.iter().map(|v| (*v).to_owned()).collect()
    }

    #[test]
    fn tests_are_read_and_refused() {
        let colour = Kind::Code(|text| matches!(text, "white" | "gold"));
        let text = |t: &str| Value::Text(t.to_owned());
        type Case = (
            Kind,
            &'static str,
            &'static [&'static str],
            Result<Test, FilterError>,
        );
        let cases: Vec<Case> = vec![
            (
                colour,
                "",
                &["gold", "white"],
                Ok(Test::AnyOf(vec![text("gold"), text("white")])),
            ),
            (
                colour,
                "not",
                &["gold"],
                Ok(Test::NoneOf(vec![text("gold")])),
            ),
            (colour, "", &["black"], Err(FilterError::Value)),
            (colour, "", &[], Err(FilterError::Value)),
            (colour, "gte", &["gold"], Err(FilterError::Operator)),
            (colour, "like", &["gold"], Err(FilterError::Operator)),
            (Kind::Id, "", &["none"], Ok(Test::Empty)),
            (Kind::Id, "not", &["none"], Ok(Test::Present)),
            (Kind::Id, "", &["1 OR 1=1"], Err(FilterError::Value)),
            (Kind::Int, "gte", &["5"], Ok(Test::AtLeast(Value::Int(5)))),
            (Kind::Int, "lte", &["5", "6"], Err(FilterError::Value)),
            (
                Kind::Int,
                "",
                &["99999999999999999999"],
                Err(FilterError::Value),
            ),
            (Kind::Day, "gte", &["2026-02-29"], Err(FilterError::Value)),
            (
                Kind::Day,
                "gte",
                &["2024-02-29"],
                Ok(Test::AtLeast(text("2024-02-29"))),
            ),
            (
                Kind::Flag,
                "",
                &["true"],
                Ok(Test::AnyOf(vec![Value::Flag(true)])),
            ),
            (Kind::Text, "is", &["empty"], Ok(Test::Empty)),
            (Kind::Text, "is", &["full"], Err(FilterError::Value)),
            (
                Kind::Moment,
                "gte",
                &["1970-01-02"],
                Ok(Test::AtLeast(Value::Int(86_400_000_000))),
            ),
            (
                Kind::Moment,
                "lte",
                &["1970-01-01"],
                Ok(Test::AtMost(Value::Int(86_399_999_999))),
            ),
            (Kind::Moment, "lte", &["yesterday"], Err(FilterError::Value)),
        ];
        for (kind, operator, values, expected) in cases {
            let got = Test::parse(kind, operator, &owned(values));
            assert_eq!(got, expected, "{kind:?} {operator} {values:?}");
        }
        let many = vec!["1".to_owned(); VALUES_LIMIT + 1];
        assert_eq!(Test::parse(Kind::Int, "", &many), Err(FilterError::TooLong));
    }

    #[test]
    fn an_empty_field_passes_only_absence() {
        let one = Value::Int(1);
        let cases = [
            (Test::AnyOf(vec![one.clone()]), false),
            (Test::NoneOf(vec![one.clone()]), true),
            (Test::AtLeast(one.clone()), false),
            (Test::AtMost(one), false),
            (Test::Empty, true),
            (Test::Present, false),
        ];
        for (test, passes) in cases {
            assert_eq!(test.passes(&[]), passes, "{test:?}");
        }
    }

    proptest! {
        #[test]
        fn sec_40_hostile_values_are_answered(operator in "\\PC{0,6}", value in "\\PC{0,60}") {
            for kind in [Kind::Id, Kind::Text, Kind::Int, Kind::Flag, Kind::Moment, Kind::Day] {
                let _ = Test::parse(kind, &operator, std::slice::from_ref(&value));
            }
        }
    }
}
