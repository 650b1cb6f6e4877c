//! Settings: every number of a rule, with its meaning, default and range. A setting is a
//! constant of this module; a value out of its range cannot be kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::money::Currency;

/// A value of a setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A text or code.
    Text(String),
}

/// A setting that is a whole number.
#[derive(Debug)]
pub struct Whole {
    /// Its name, `group.thing`.
    pub name: &'static str,
    /// The value when nobody set one.
    pub default: i64,
    /// The smallest value.
    pub min: i64,
    /// The largest value.
    pub max: i64,
    /// What it counts: `minutes`, `hours`, `days`, `months`, `years`, `percent`, `permille`, `times`,
    /// `clients`, or the number of a `month`.
    pub unit: &'static str,
}

/// A setting that is one of a few codes.
#[derive(Debug)]
pub struct Choice {
    /// Its name, `group.thing`.
    pub name: &'static str,
    /// The value when nobody set one.
    pub default: &'static str,
    /// The codes allowed.
    pub options: &'static [&'static str],
}

/// A setting that is a text.
#[derive(Debug)]
pub struct Text {
    /// Its name, `group.thing`.
    pub name: &'static str,
    /// The value when nobody set one.
    pub default: &'static str,
    /// What the text has to be.
    pub form: Form,
}

/// What a text setting has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A line of at most so many characters, which may be empty.
    Line(usize),
    /// An ISO 4217 code.
    Currency,
    /// An ISO 3166-1 alpha-2 code.
    Country,
    /// A name of the IANA time zone database.
    TimeZone,
    /// Values that a gate asks for, parted by commas, see [`crate::gate::demands`], of at most so many
    /// characters.
    Needs(usize),
}

/// A setting of any kind.
#[derive(Debug, Clone, Copy)]
pub enum Definition {
    /// A whole number.
    Whole(&'static Whole),
    /// One of a few codes.
    Choice(&'static Choice),
    /// A text.
    Text(&'static Text),
}

/// Why a value is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// No setting has this name.
    #[error("no such setting")]
    Unknown,
    /// A number where a text belongs, or the other way round.
    #[error("a value of another kind")]
    WrongKind,
    /// Outside the range.
    #[error("out of range")]
    OutOfRange {
        /// The smallest value.
        min: i64,
        /// The largest value.
        max: i64,
    },
    /// Not one of the codes, no currency, no time zone, no clean line.
    #[error("not an allowed value")]
    NotAllowed,
    /// A border that must lie below another does not.
    #[error("must be less than {above}")]
    NotBelow {
        /// The setting that must be greater.
        above: &'static str,
    },
}

impl SettingError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "setting.unknown",
            Self::WrongKind => "setting.wrong_kind",
            Self::OutOfRange { .. } => "setting.out_of_range",
            Self::NotAllowed => "setting.not_allowed",
            Self::NotBelow { .. } => "setting.not_below",
        }
    }
}

macro_rules! settings {
    (
        whole { $($(#[$wmeta:meta])* $wname:ident = $wkey:literal, $wdefault:literal, $min:literal ..= $max:literal, $unit:literal;)+ }
        choice { $($(#[$cmeta:meta])* $cname:ident = $ckey:literal, $cdefault:literal, [$($option:literal),+];)+ }
        text { $($(#[$tmeta:meta])* $tname:ident = $tkey:literal, $tdefault:literal, $form:expr;)+ }
    ) => {
        $($(#[$wmeta])* pub static $wname: Whole = Whole {
            name: $wkey, default: $wdefault, min: $min, max: $max, unit: $unit,
        };)+
        $($(#[$cmeta])* pub static $cname: Choice = Choice {
            name: $ckey, default: $cdefault, options: &[$($option),+],
        };)+
        $($(#[$tmeta])* pub static $tname: Text = Text {
            name: $tkey, default: $tdefault, form: $form,
        };)+

        /// Every setting there is.
        pub static DEFINITIONS: &[Definition] = &[
            $(Definition::Text(&$tname),)+
            $(Definition::Choice(&$cname),)+
            $(Definition::Whole(&$wname),)+
        ];
    };
}

mod list;
pub use list::*;

impl Definition {
    /// The definition with this name.
    pub fn named(name: &str) -> Option<Self> {
        DEFINITIONS
            .iter()
            .copied()
            .find(|definition| definition.name() == name)
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole(setting) => setting.name,
            Self::Choice(setting) => setting.name,
            Self::Text(setting) => setting.name,
        }
    }

    /// The value when nobody set one.
    pub fn default(self) -> Value {
        match self {
            Self::Whole(setting) => Value::Whole(setting.default),
            Self::Choice(setting) => Value::Text(setting.default.to_owned()),
            Self::Text(setting) => Value::Text(setting.default.to_owned()),
        }
    }

    /// May it have this value?
    pub fn check(self, value: &Value) -> Result<(), SettingError> {
        match (self, value) {
            (Self::Whole(setting), Value::Whole(number)) => {
                let (min, max) = (setting.min, setting.max);
                if (min..=max).contains(number) {
                    Ok(())
                } else {
                    Err(SettingError::OutOfRange { min, max })
                }
            }
            (Self::Choice(setting), Value::Text(code)) => {
                allowed(setting.options.contains(&code.as_str()))
            }
            (Self::Text(setting), Value::Text(text)) => allowed(setting.form.holds(text)),
            _ => Err(SettingError::WrongKind),
        }
    }
}

impl Form {
    fn holds(self, text: &str) -> bool {
        match self {
            Self::Line(max) => {
                text.is_empty() || crate::text::line(text, max).as_deref() == Ok(text)
            }
            Self::Currency => text.parse::<Currency>().is_ok(),
            Self::Country => text.parse::<Country>().is_ok(),
            Self::TimeZone => is_time_zone(text),
            Self::Needs(max) => Self::Line(max).holds(text) && crate::gate::demands(text).is_some(),
        }
    }
}

/// Whether the text names a zone of the IANA database.
pub fn is_time_zone(text: &str) -> bool {
    text.len() <= 64 && jiff::tz::TimeZone::get(text).is_ok()
}

fn allowed(holds: bool) -> Result<(), SettingError> {
    if holds {
        Ok(())
    } else {
        Err(SettingError::NotAllowed)
    }
}

/// The values in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    changed: BTreeMap<&'static str, Value>,
}

impl Settings {
    /// Sets a value that passes its definition's check.
    pub fn set(&mut self, name: &str, value: Value) -> Result<(), SettingError> {
        let definition = Definition::named(name).ok_or(SettingError::Unknown)?;
        definition.check(&value)?;
        self.changed.insert(definition.name(), value);
        Ok(())
    }

    /// Borders that stand in pairs must stand in order; the first that does not, by its name.
    pub fn check_pairs(&self) -> Result<(), (&'static str, SettingError)> {
        let pairs = [
            (&CALENDAR_WORK_FROM, &CALENDAR_WORK_TO),
            (&ABC_A, &ABC_B),
            (&XYZ_X, &XYZ_Y),
            (&SLEEPING_RHYTHM, &LOST_RHYTHM),
            (&SLEEPING_DAYS, &LOST_DAYS),
            (&CRISIS_USUAL_LOW, &CRISIS_USUAL_HIGH),
            (&CRISIS_LOSS_LOW, &CRISIS_LOSS_HIGH),
        ];
        for (low, high) in pairs {
            if self.whole(low) >= self.whole(high) {
                return Err((low.name, SettingError::NotBelow { above: high.name }));
            }
        }
        Ok(())
    }

    /// The value in force.
    pub fn value(&self, definition: Definition) -> Value {
        let changed = self.changed.get(definition.name()).cloned();
        changed.unwrap_or_else(|| definition.default())
    }

    /// The number in force.
    pub fn whole(&self, setting: &'static Whole) -> i64 {
        match self.changed.get(setting.name) {
            Some(Value::Whole(number)) => *number,
            _ => setting.default,
        }
    }

    /// The code in force.
    pub fn choice(&self, setting: &'static Choice) -> &str {
        match self.changed.get(setting.name) {
            Some(Value::Text(code)) => code,
            _ => setting.default,
        }
    }

    /// The text in force.
    pub fn text(&self, setting: &'static Text) -> &str {
        match self.changed.get(setting.name) {
            Some(Value::Text(text)) => text,
            _ => setting.default,
        }
    }

    /// The currency of reports.
    pub fn currency(&self) -> Currency {
        self.text(&COMPANY_CURRENCY)
            .parse()
            .unwrap_or(Currency::EUR)
    }

    /// The country of phones and tax numbers written without one.
    pub fn country(&self) -> Country {
        self.text(&COMPANY_COUNTRY).parse().unwrap_or(Country::MK)
    }

    /// Purchases from which a client is regular.
    pub fn regular_purchases(&self) -> u32 {
        u32::try_from(self.whole(&REGULAR_PURCHASES)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests;
