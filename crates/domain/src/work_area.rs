//! What an employee takes from the pool besides what their role works: clients of certain
//! territories, needing certain product lines, speaking certain languages.

use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ProductGroupId, TerritoryId};

code_enum! {
    /// A condition of a work area.
    pub enum Condition {
        /// Where the client is.
        Territory = "territory",
        /// What it buys or needs.
        Line = "line",
        /// What is spoken there.
        Language = "language",
    }
}

/// The work area of an employee. Nothing of a kind: everything of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkArea {
    /// Clients of these territories.
    pub territory_ids: Vec<TerritoryId>,
    /// Clients that buy or need these product lines, and those of whom it is not known.
    pub line_ids: Vec<ProductGroupId>,
    /// Clients of territories with one of these languages, and of those without one.
    pub languages: Vec<String>,
}

/// The most entries of one kind.
pub const MOST: usize = 50;

impl WorkArea {
    /// The kinds that narrow it.
    pub fn conditions(&self) -> Vec<Condition> {
        let narrows = |condition: &Condition| match condition {
            Condition::Territory => !self.territory_ids.is_empty(),
            Condition::Line => !self.line_ids.is_empty(),
            Condition::Language => !self.languages.is_empty(),
        };
        Condition::ALL.iter().copied().filter(narrows).collect()
    }
}
