//! A table of results: made once, shown on screen, in the report and in files.

use ledger::Ledger;
use tables::write::{Cell, Heading, Shape};

use crate::words::{Currency, Words};

/// What a column of results holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// A count.
    Count,
    /// Money in minor units.
    Money,
    /// A share between 0 and 1.
    Share,
    /// A number with this many digits.
    Number(usize),
    /// A day.
    Day,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// None.
    Empty,
    /// Text.
    Text(String),
    /// A count or money in minor units.
    Whole(i64),
    /// A share or a number.
    Float(f64),
    /// Days since 1970-01-01.
    Day(i32),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Whole(value)
    }
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self::Whole(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Whole(value.into())
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        if value.is_finite() {
            Self::Float(value)
        } else {
            Self::Empty
        }
    }
}

impl From<analysis::Day> for Value {
    fn from(day: analysis::Day) -> Self {
        Self::Day(day.number())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A table of results. Its code names its file, and its words: `analyze-sheet-CODE` the title,
/// `analyze-note-CODE` what it means.
pub struct Sheet {
    /// Stable name.
    pub code: &'static str,
    /// Stable names of the columns (words: `analyze-column-NAME`) and what they hold.
    pub columns: Vec<(String, Holds)>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

impl Sheet {
    /// An empty table.
    pub fn new(code: &'static str, columns: &[(&str, Holds)]) -> Self {
        let columns = columns
            .iter()
            .map(|(name, holds)| ((*name).to_owned(), *holds));
        Self {
            code,
            columns: columns.collect(),
            rows: Vec::new(),
        }
    }

    /// The headings for a file: stable names, the same in every language.
    pub fn headings(&self, digits: u32) -> Vec<Heading> {
        let shape = |holds| match holds {
            Holds::Text => Shape::Text,
            Holds::Count => Shape::Whole,
            Holds::Money => Shape::Decimal(digits),
            Holds::Share | Holds::Number(_) => Shape::Float,
            Holds::Day => Shape::Day,
        };
        let columns = self.columns.iter();
        columns
            .map(|(name, holds)| Heading::new(name.as_str(), shape(*holds)))
            .collect()
    }

    /// The title in words.
    pub fn title(&self, words: &Words) -> String {
        words.get(&format!("analyze-sheet-{}", self.code))
    }

    /// What the table means.
    pub fn note(&self, words: &Words) -> String {
        words.get(&format!("analyze-note-{}", self.code))
    }

    /// A heading in words; a column of a period or a window is called by its own name.
    pub fn heading(&self, column: usize, words: &Words) -> String {
        let name = &self.columns[column].0;
        let key = format!("analyze-column-{name}");
        if words.knows(&key) {
            return words.get(&key);
        }
        // a class is called as its kind calls it, `state.lost`; others have no name but their own
        let class = format!("analyze-{}", name.replace('.', "-"));
        match name.split_once('.') {
            Some(_) if words.knows(&class) => words.get(&class),
            Some((_, class)) => class.to_owned(),
            None => name.clone(),
        }
    }

    /// A value in words.
    pub fn text(&self, column: usize, value: &Value, words: &Words, money: Currency<'_>) -> String {
        match (value, self.columns[column].1) {
            (Value::Empty, _) => "–".to_owned(),
            (Value::Text(text), _) => text.clone(),
            (Value::Whole(minor), Holds::Money) => {
                let bare = Currency { code: "", ..money };
                words.money(*minor, bare, false)
            }
            (Value::Whole(n), _) => words.number(*n),
            (Value::Float(share), Holds::Share) => words.percent(Some(*share)),
            (Value::Float(number), Holds::Number(digits)) => words.decimal(*number, digits),
            (Value::Float(number), _) => words.decimal(*number, 2),
            (Value::Day(day), _) => {
                analysis::Day::new(*day).map_or_else(String::new, |day| words.day(day))
            }
        }
    }

    /// Whether a column stands to the right.
    pub fn is_number(&self, column: usize) -> bool {
        self.columns[column].1 != Holds::Text
    }
}

/// A value as a cell of a file.
pub fn cell(value: &Value) -> Cell<'_> {
    match value {
        Value::Empty => Cell::Empty,
        Value::Text(text) => Cell::Text(text),
        Value::Whole(n) => Cell::Whole(*n),
        Value::Float(f) => Cell::Float(*f),
        Value::Day(day) => Cell::Day(*day),
    }
}

/// The currency of a ledger.
pub fn currency(ledger: &Ledger) -> Currency<'_> {
    let code = ledger.currency.as_deref().unwrap_or_default();
    Currency {
        code,
        digits: ledger::minor_digits(code),
    }
}

/// Identifier and name of a client.
pub fn client_name(ledger: &Ledger, client: u32) -> String {
    let id = ledger
        .clients
        .get(client as usize)
        .map_or("", String::as_str);
    match ledger.client_names.get(client as usize) {
        Some(Some(name)) if name != id => format!("{name} ({id})"),
        _ => id.to_owned(),
    }
}
