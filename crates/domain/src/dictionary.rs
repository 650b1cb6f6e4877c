//! Dictionaries: short lists of names that employees keep and clients refer to.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::code::code_enum;

code_enum! {
    /// Which list.
    pub enum Dictionary {
        /// Market segments.
        Segment = "segment",
        /// Where clients come from.
        Source = "source",
        /// Competitors, with their share of the market (R16).
        Competitor = "competitor",
        /// Groups of companies, which count as one client where dependency is measured (R248).
        CompanyGroup = "company_group",
    }
}

/// The longest name, in characters.
pub const NAME_LIMIT: usize = 100;

/// What is written of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntryData {
    /// Its name, unique in its list whatever the case and accents.
    pub name: String,
    /// Share of the market, 0 to 1; only competitors have one.
    pub share: Option<f64>,
    /// Days its clients rest between contacts; only segments have them, and none means that the
    /// general rule holds.
    #[serde(default)]
    pub rest_days: Option<i64>,
    /// Days an employee holds one of its clients without a result; only segments have them.
    #[serde(default)]
    pub holding_days: Option<i64>,
}

impl EntryData {
    /// An entry of which only the name is known.
    pub fn named(name: String) -> Self {
        Self {
            name,
            share: None,
            rest_days: None,
            holding_days: None,
        }
    }
}

/// An entry of a dictionary.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Identity.
    pub id: Uuid,
    /// What is written.
    pub data: EntryData,
    /// Clients that refer to it.
    pub used: i64,
    /// Counts changes.
    pub version: i64,
}

/// Whether a share of the market can be one.
pub fn is_share(share: f64) -> bool {
    (0.0..=1.0).contains(&share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r16_a_share_lies_between_nothing_and_all() {
        for (share, fits) in [
            (0.0, true),
            (0.25, true),
            (1.0, true),
            (1.01, false),
            (-0.1, false),
            (f64::NAN, false),
        ] {
            assert_eq!(is_share(share), fits, "{share}");
        }
    }
}
