//! Selections: named sets of clients with the rule that drew them, so that a set can be brought
//! up to date. A market segment is a field of the card and no selection.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{SelectionId, UserId};
use crate::policy::Field;

/// The longest name, in characters.
pub const NAME_LIMIT: usize = 100;
/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 2_000;
/// The most clients of one selection.
pub const CLIENTS_LIMIT: usize = 100_000;
/// The longest rule, in bytes of JSON.
pub const ORIGIN_LIMIT: usize = 16_000;

/// The conditions of a filter as they are written: field, operator, values.
pub type Conditions = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// What drew the clients. It is kept as it was asked, not as it was understood: brought up to
/// date it is read again, with the rights of that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Origin {
    /// The clients behind a number of the analysis.
    Figure {
        /// The page of the analysis, to lead back to it.
        figure: String,
        /// The question of the page.
        parameters: BTreeMap<String, String>,
        /// The number.
        cell: BTreeMap<String, String>,
    },
    /// The clients a list found.
    List {
        /// The search box.
        q: Option<String>,
        /// The filter.
        filter: Conditions,
    },
    /// Clients taken one by one: there is no rule to ask again.
    Chosen,
}

impl Origin {
    /// Whether the set can be drawn again.
    pub fn has_rule(&self) -> bool {
        !matches!(self, Self::Chosen)
    }

    /// Guarded fields that membership tells something of: who may not read them may not open
    /// the selection either.
    pub fn discloses(&self) -> Vec<Field> {
        match self {
            Self::Figure {
                parameters, cell, ..
            } => {
                let part = |of: &BTreeMap<String, String>, name: &str, value: &str| {
                    of.get(name).is_some_and(|found| found == value)
                };
                let margin = part(parameters, "basis", "margin")
                    || (part(cell, "kind", "order_check") && part(cell, "set", "thin"));
                if margin { vec![Field::Margin] } else { vec![] }
            }
            Self::List { filter, .. } => {
                if filter.contains_key("has") {
                    vec![Field::Phone, Field::Email]
                } else {
                    vec![]
                }
            }
            Self::Chosen => vec![],
        }
    }
}

/// What is written of a selection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionData {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub note: Option<String>,
    /// Opened by all who read clients, or by its owner alone.
    pub shared: bool,
    /// The rule.
    pub origin: Origin,
    /// Which drawing of the set counts. Earlier ones are kept, so that an undo leads back.
    pub edition: i64,
    /// When it was drawn.
    pub drawn_at: Timestamp,
}

/// A selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Identity.
    pub id: SelectionId,
    /// Whose it is.
    pub owner_id: UserId,
    /// What is written.
    pub data: SelectionData,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(parameters: &[(&str, &str)], cell: &[(&str, &str)]) -> Origin {
        let map = |pairs: &[(&str, &str)]| {
            let owned = pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
            owned.collect()
        };
        Origin::Figure {
            figure: "abcxyz".to_owned(),
            parameters: map(parameters),
            cell: map(cell),
        }
    }

    #[test]
    fn a_rule_reads_back_as_it_was_asked() {
        let origin = figure(&[("window", "12m")], &[("kind", "abcxyz"), ("abc", "A")]);
        let text = serde_json::to_string(&origin).unwrap();
        assert_eq!(serde_json::from_str::<Origin>(&text).unwrap(), origin);
        assert!(text.contains(r#""of":"figure""#), "{text}");
        assert!(origin.has_rule() && !Origin::Chosen.has_rule());
    }

    #[test]
    fn sec_09_membership_tells_of_the_guarded_fields_of_its_rule() {
        let plain = figure(&[("basis", "revenue")], &[("kind", "all")]);
        let margin = figure(&[("basis", "margin")], &[("kind", "all")]);
        let thin = figure(&[], &[("kind", "order_check"), ("set", "thin")]);
        let list = |field: &str| Origin::List {
            q: None,
            filter: [(field.to_owned(), BTreeMap::new())].into(),
        };
        for (origin, fields) in [
            (plain, vec![]),
            (margin, vec![Field::Margin]),
            (thin, vec![Field::Margin]),
            (list("has"), vec![Field::Phone, Field::Email]),
            (list("region"), vec![]),
            (Origin::Chosen, vec![]),
        ] {
            assert_eq!(origin.discloses(), fields, "{origin:?}");
        }
    }
}
