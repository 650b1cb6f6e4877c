//! From the text of a cell to the value of a field, in the one form it is kept in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::FindingCode as Code;
use super::field::Form;
use super::mapping::{DateOrder, DecimalSign};
use super::number::NumberError;
use super::stage::StageRules;
use super::{closed, contact, day, number};
use crate::country::Country;
use crate::registration::{Kpp, PersonalNumber, RegistrationError, RegistrationNumber};
use crate::tax_number::{TaxNumber, TaxNumberError};

/// What a note means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Put right.
    Repaired,
    /// Kept, but look at it.
    Doubtful,
    /// No value.
    Unreadable,
}

/// Something to tell about a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) code: Code,
    pub(super) meaning: Meaning,
    pub(super) was: String,
    pub(super) now: Option<String>,
}

impl Note {
    pub(super) fn doubtful(code: Code, was: &str) -> Self {
        let was = was.to_owned();
        Self {
            code,
            meaning: Meaning::Doubtful,
            was,
            now: None,
        }
    }
}

/// What came of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) values: Vec<String>,
    pub(super) notes: Vec<Note>,
}

impl Read {
    fn value(text: impl Into<String>) -> Self {
        Self {
            values: vec![text.into()],
            notes: Vec::new(),
        }
    }

    fn none(code: Code, was: &str) -> Self {
        let mut read = Self::default();
        read.unreadable(code, was);
        read
    }

    pub(super) fn repaired(&mut self, code: Code, was: &str, now: &str) {
        self.notes.push(Note {
            code,
            meaning: Meaning::Repaired,
            was: was.to_owned(),
            now: Some(now.to_owned()),
        });
    }

    pub(super) fn unreadable(&mut self, code: Code, was: &str) {
        let was = was.to_owned();
        self.notes.push(Note {
            code,
            meaning: Meaning::Unreadable,
            was,
            now: None,
        });
    }
}

/// How the cells of a row are read.
pub(super) struct Reader<'a> {
    pub(super) country: Country,
    pub(super) decimal: DecimalSign,
    /// Nothing: not known, days are taken to come first.
    pub(super) date_order: Option<DateOrder>,
    pub(super) today: Date,
    pub(super) rules: &'a StageRules,
    /// Words of the mapping for a closed list.
    pub(super) words: Option<&'a BTreeMap<String, String>>,
}

impl Reader<'_> {
    /// Reads a text that is not empty.
    pub(super) fn read(&self, form: Form, text: &str) -> Read {
        match form {
            Form::Line(max) => line(text, max),
            Form::Block(max) => block(text, max),
            Form::Day => self.day(text, false),
            Form::Moment => self.day(text, true),
            Form::Number(places) => self.number(text, places),
            Form::Code(list) => match closed::code(list, text, self.words) {
                Some(code) => Read::value(code),
                None => Read::none(Code::UnknownValue, text),
            },
            Form::Country => match closed::country(text) {
                Some(country) => Read::value(country.code()),
                None => Read::none(Code::UnknownCountry, text),
            },
            Form::Currency => match closed::currency(text) {
                Some(currency) => Read::value(currency.code()),
                None => Read::none(Code::UnknownCurrency, text),
            },
            Form::TaxNumber => self.tax_number(text),
            Form::Kpp => self.zero_padded(text, 9, |text| {
                Kpp::parse(text)
                    .map(|kpp| kpp.value().to_owned())
                    .map_err(|_| Code::Kpp)
            }),
            Form::RegistrationNumber => self.registration_number(text),
            Form::PersonalNumber => self.zero_padded(text, 13, |text| {
                PersonalNumber::parse(text)
                    .map(|number| number.value().to_owned())
                    .map_err(|_| Code::PersonalNumber)
            }),
            Form::Phone => contact::phones(text, self.country, self.rules.values_per_cell),
            Form::Email => contact::emails(text, self.rules.values_per_cell),
            Form::Site => contact::site(text),
        }
    }

    fn day(&self, text: &str, with_time: bool) -> Read {
        let order = self.date_order.unwrap_or(DateOrder::DayFirst);
        let Some(day) = day::read(text, order, self.rules.century) else {
            return Read::none(Code::NotADate, text);
        };
        let date = day.moment.date();
        let value = if with_time {
            day.moment.to_string()
        } else {
            date.to_string()
        };
        let mut read = Read::value(value);
        if day.ambiguous && self.date_order.is_none() {
            read.notes.push(Note::doubtful(Code::DateAmbiguous, text));
        }
        let ahead = (date - self.today).get_days();
        if i64::from(ahead) > self.rules.days_ahead || date.year() < self.rules.oldest_year {
            read.notes.push(Note::doubtful(Code::DateUnlikely, text));
        }
        read
    }

    fn number(&self, text: &str, places: u32) -> Read {
        match number::read(text, self.decimal, places) {
            Ok(number) => Read::value(number),
            Err(NumberError::NotANumber) => Read::none(Code::NotANumber, text),
            Err(NumberError::TooPrecise) => Read::none(Code::TooPrecise, text),
            Err(NumberError::OutOfRange) => Read::none(Code::OutOfRange, text),
        }
    }

    fn tax_number(&self, text: &str) -> Read {
        let bare = bare_number(text);
        let lengths: &[usize] = match self.country {
            Country::RU => &[10, 12],
            Country::MK => &[13],
            _ => &[],
        };
        let parse = |text: &str| {
            TaxNumber::parse(self.country, text).map(|number| number.value().to_owned())
        };
        let error = match parse(&bare) {
            Ok(number) => return Read::value(number),
            Err(error) => error,
        };
        if let Some(digits) = contact::expand(&bare) {
            return match digits.map(|digits| parse(&digits)) {
                Ok(Ok(number)) => Read::value(number),
                _ => Read::none(Code::DigitsLost, text),
            };
        }
        let plain = bare.bytes().all(|b| b.is_ascii_digit());
        let padded = format!("0{bare}");
        if plain
            && lengths.contains(&padded.len())
            && let Ok(number) = parse(&padded)
        {
            let mut read = Read::value(number.clone());
            read.repaired(Code::ZeroRestored, text, &number);
            return read;
        }
        match error {
            TaxNumberError::Shape => Read::none(Code::TaxNumberShape, text),
            TaxNumberError::CheckDigit => Read::none(Code::TaxNumberCheckDigit, text),
        }
    }

    fn registration_number(&self, text: &str) -> Read {
        let bare = bare_number(text);
        match RegistrationNumber::parse(self.country, &bare) {
            Ok(number) => Read::value(number.value()),
            Err(RegistrationError::Shape) => Read::none(Code::RegistrationNumberShape, text),
            Err(RegistrationError::CheckDigit) => {
                Read::none(Code::RegistrationNumberCheckDigit, text)
            }
        }
    }

    /// A number of `length` signs whose leading zero a spreadsheet may have lost.
    fn zero_padded(
        &self,
        text: &str,
        length: usize,
        parse: impl Fn(&str) -> Result<String, Code>,
    ) -> Read {
        let bare = bare_number(text);
        match parse(&bare) {
            Ok(number) => Read::value(number),
            Err(code) if bare.len() + 1 == length && bare.is_ascii() => {
                match parse(&format!("0{bare}")) {
                    Ok(number) => {
                        let mut read = Read::value(number.clone());
                        read.repaired(Code::ZeroRestored, text, &number);
                        read
                    }
                    Err(_) => Read::none(code, text),
                }
            }
            Err(code) => Read::none(code, text),
        }
    }
}

/// A number without its label (`ИНН 77…`), the apostrophe of a spreadsheet and a `.0` at the end.
fn bare_number(text: &str) -> Cow<'_, str> {
    let text = text.trim().trim_start_matches('\'');
    let text = text.strip_suffix(".0").unwrap_or(text);
    let label = text
        .find(|c: char| !c.is_alphabetic() && !c.is_whitespace() && !matches!(c, ':' | '№' | '.'))
        .unwrap_or(0);
    let is_label = [
        "инн",
        "едб",
        "кпп",
        "огрн",
        "огрнип",
        "ембс",
        "ембг",
        "inn",
        "edb",
        "vat",
        "ust",
        "эдб",
    ]
    .iter()
    .any(|known| text[..label].to_lowercase().trim().starts_with(known));
    if is_label {
        Cow::Borrowed(text[label..].trim())
    } else {
        Cow::Borrowed(text)
    }
}

/// One line: no invisible characters, one space between words.
fn line(text: &str, max: usize) -> Read {
    let visible = visible(text, false);
    if visible.is_empty() {
        return Read::default();
    }
    if visible.chars().count() > max {
        return Read::none(Code::TooLong, &visible);
    }
    let mut read = Read::value(visible.clone());
    if !same_but_space(text, &visible) {
        read.repaired(Code::CharactersRemoved, text, &visible);
    }
    read
}

/// Several lines.
fn block(text: &str, max: usize) -> Read {
    let visible = visible(&text.replace("\r\n", "\n").replace('\r', "\n"), true);
    if visible.is_empty() {
        return Read::default();
    }
    if visible.chars().count() > max {
        return Read::none(Code::TooLong, &visible);
    }
    Read::value(visible)
}

/// Whether only white space differs.
fn same_but_space(a: &str, b: &str) -> bool {
    let solid = |text: &str| -> Vec<char> { text.chars().filter(|c| !c.is_whitespace()).collect() };
    a == b || solid(a) == solid(b)
}

/// The text without control characters, direction marks and characters of no width; white space of
/// any kind becomes one space, line breaks stay when wanted.
pub(super) fn visible(text: &str, lines: bool) -> String {
    let mut visible = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if lines && c == '\n' {
            visible.truncate(visible.trim_end_matches(' ').len());
            visible.push('\n');
            space = false;
        } else if c.is_whitespace() {
            space = true;
        } else if !is_invisible(c) {
            if space && !visible.is_empty() && !visible.ends_with('\n') {
                visible.push(' ');
            }
            space = false;
            visible.push(c);
        }
    }
    if lines {
        visible.trim().to_owned()
    } else {
        visible
    }
}

/// Characters that nobody sees and that make equal texts differ.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffd}'
        )
}

/// Whether a cell says that there is nothing: dashes, `n/a`, `нет`.
pub(super) fn is_nothing(form: Form, text: &str) -> bool {
    let text = text.trim();
    if text.is_empty()
        || text
            .chars()
            .all(|c| "-–—_.?*".contains(c) || c.is_whitespace())
    {
        return true;
    }
    if text.len() > 24 {
        return false;
    }
    let lower = text.to_lowercase();
    if matches!(
        lower.as_str(),
        "#n/a"
            | "#н/д"
            | "n/a"
            | "null"
            | "none"
            | "nan"
            | "#ref!"
            | "#value!"
            | "#name?"
            | "#div/0!"
    ) {
        return true;
    }
    let free = matches!(form, Form::Line(_) | Form::Block(_) | Form::Code("flag"));
    !free
        && matches!(
            lower.as_str(),
            "нет"
                | "нема"
                | "no"
                | "не указан"
                | "не указано"
                | "отсутствует"
                | "неизвестно"
                | "непознато"
                | "unknown"
                | "н/д"
                | "0"
        )
        && !matches!(form, Form::Number(_))
}
