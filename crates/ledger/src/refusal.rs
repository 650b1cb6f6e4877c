//! Why a table is not a ledger, as values with a stable code; the words live in the catalogues.

use crate::role::Role;

/// A table that cannot be read as a ledger.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The file itself.
    #[error(transparent)]
    Table(#[from] tables::Error),
    /// A role nobody knows in `--map`.
    #[error("unknown role {0}")]
    UnknownRole(String),
    /// `--map` cannot be read from here on.
    #[error("cannot read the map at {0}")]
    BadMap(String),
    /// A column named in `--map` is not in the table.
    #[error("no column {heading}")]
    NoSuchColumn {
        /// The heading asked for.
        heading: String,
        /// The headings of the table.
        present: Vec<String>,
    },
    /// No column for something every ledger needs.
    #[error("no column of {role}")]
    NoColumn {
        /// What is missing.
        role: Role,
        /// The headings of the table.
        present: Vec<String>,
    },
    /// Not one line could be used.
    #[error("no line can be used")]
    NothingLeft(Box<crate::Cleaning>),
    /// Amounts in several currencies and no word which one is meant.
    #[error("several currencies")]
    ManyCurrencies(Vec<String>),
    /// More or larger than the analysis takes.
    #[error(transparent)]
    TooLarge(#[from] analysis::Refused),
}

impl Refusal {
    /// Stable name of the refusal, the key of its words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Table(error) => error.problem.code(),
            Self::UnknownRole(_) => "ledger.unknown_role",
            Self::BadMap(_) => "ledger.bad_map",
            Self::NoSuchColumn { .. } => "ledger.no_such_column",
            Self::NoColumn { .. } => "ledger.no_column",
            Self::NothingLeft(_) => "ledger.nothing_left",
            Self::ManyCurrencies(_) => "ledger.many_currencies",
            Self::TooLarge(_) => "ledger.too_large",
        }
    }
}
