//! How the columns of a table become fields: which column, and which steps its cells go through.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::field::{Field, Kind};
use super::translit::Standard;
use crate::code::code_enum;

/// The most columns of a table that are looked at.
pub const COLUMNS_LIMIT: usize = 1_000;
/// The most rules of a mapping, steps of a rule and entries of a dictionary.
const RULES_LIMIT: usize = 500;
const STEPS_LIMIT: usize = 20;
const ENTRIES_LIMIT: usize = 10_000;
/// The longest text inside a rule.
const TEXT_LIMIT: usize = 1_000;

code_enum! {
    /// How fractions are written.
    pub enum DecimalSign {
        /// `1234.5`
        Point = "point",
        /// `1234,5`
        Comma = "comma",
    }
}

code_enum! {
    /// In which order the parts of a date stand when all are digits.
    pub enum DateOrder {
        /// 31.12.2024
        DayFirst = "day_first",
        /// 12/31/2024
        MonthFirst = "month_first",
        /// 2024-12-31
        YearFirst = "year_first",
    }
}

code_enum! {
    /// Small and capital letters.
    pub enum Case {
        /// All capital.
        Upper = "upper",
        /// All small.
        Lower = "lower",
        /// The first of every word capital.
        Title = "title",
        /// The first of the text capital.
        Sentence = "sentence",
    }
}

code_enum! {
    /// A part of a full name.
    pub enum NamePart {
        /// Surname.
        Surname = "surname",
        /// Given name.
        FirstName = "first_name",
        /// Patronymic.
        Patronymic = "patronymic",
    }
}

code_enum! {
    /// A part of `Petrova F` (R87).
    pub enum SurnameSexPart {
        /// Surname.
        Surname = "surname",
        /// Sex.
        Sex = "sex",
    }
}

code_enum! {
    /// A part of an address in one cell.
    pub enum AddressPart {
        /// Country.
        Country = "country",
        /// Region.
        Region = "region",
        /// District.
        District = "district",
        /// City, town, village.
        City = "city",
        /// Street.
        Street = "street",
        /// House, building, office.
        House = "house",
        /// Postal code.
        Postcode = "postcode",
    }
}

/// What is done with the text of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// White space at the ends goes, inside it becomes one space.
    Trim,
    /// Characters that no name of a person has go: digits, brackets, quotes (R89).
    StripInvalid,
    /// Capital or small letters.
    Case(Case),
    /// One piece of the text cut at `by`, from 0.
    SplitTake {
        /// Where it is cut.
        by: String,
        /// Which piece is taken.
        part: usize,
    },
    /// A part of a full name (R88).
    SplitName(NamePart),
    /// Surname or sex of `Petrova F` (R87).
    SplitSurnameSex(SurnameSexPart),
    /// One of the phones in the cell, from 0. A phone field takes all of them without this step.
    SplitPhones(usize),
    /// A part of an address. The field `address` is cut into its parts without this step.
    SplitAddress(AddressPart),
    /// From Cyrillic to Latin letters (R86).
    ToLatin(Standard),
    /// From Latin to Cyrillic letters (R86).
    ToCyrillic(Standard),
    /// The value that a dictionary of the mapping has for the text (R32, R33).
    Dictionary {
        /// Its name among [`Mapping::dictionaries`].
        name: String,
    },
    /// Every `from` becomes `to`.
    Replace {
        /// What is looked for.
        from: String,
        /// What stands in its place.
        to: String,
    },
    /// Only the digits stay.
    Digits,
    /// A date written in this order becomes `YYYY-MM-DD`.
    Date(DateOrder),
    /// A number with this sign of fractions becomes a plain one with a point.
    Number(DecimalSign),
}

/// Where the text of a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Origin {
    /// A column, from 0.
    Column(usize),
    /// Several columns, those that are not empty joined.
    Joined {
        /// The columns, from 0, in their order.
        columns: Vec<usize>,
        /// What stands between them.
        separator: String,
    },
    /// The same for every row.
    Fixed(String),
}

/// How one field is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnRule {
    /// The field.
    pub field: Field,
    /// Which of several values, from 0.
    #[serde(default)]
    pub position: u16,
    /// Where the text comes from.
    pub from: Origin,
    /// What is done with it, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// How a table becomes records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// What the rows are.
    pub kind: Kind,
    /// The rules, one a value.
    pub columns: Vec<ColumnRule>,
    /// Dictionaries of the steps, and the words of closed lists that this file uses: by name
    /// (of a closed list: the code of its field), what is written → what is meant.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dictionaries: BTreeMap<String, BTreeMap<String, String>>,
}

/// Why a mapping is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// A field that the kind does not have.
    #[error("{0} is no field of this kind")]
    Field(Field),
    /// The same field and position twice.
    #[error("{0} is filled twice")]
    Twice(Field),
    /// A column that the table does not have.
    #[error("there is no column {0}")]
    Column(usize),
    /// A step names a dictionary that the mapping does not have.
    #[error("there is no dictionary {0}")]
    Dictionary(String),
    /// Too many rules, steps or entries, or too long a text.
    #[error("the mapping is too large")]
    TooLarge,
}

impl MappingError {
    /// The stable code of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Field(_) => "import.mapping_field",
            Self::Twice(_) => "import.mapping_twice",
            Self::Column(_) => "import.mapping_column",
            Self::Dictionary(_) => "import.mapping_dictionary",
            Self::TooLarge => "import.mapping_too_large",
        }
    }
}

impl Mapping {
    /// A mapping without rules.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            columns: Vec::new(),
            dictionaries: BTreeMap::new(),
        }
    }

    /// Checks it against a table of so many columns.
    ///
    /// # Errors
    /// The first rule that cannot hold.
    pub fn check(&self, columns: usize) -> Result<(), MappingError> {
        let entries = self.dictionaries.values().map(BTreeMap::len);
        if self.columns.len() > RULES_LIMIT || entries.sum::<usize>() > ENTRIES_LIMIT {
            return Err(MappingError::TooLarge);
        }
        for (at, rule) in self.columns.iter().enumerate() {
            let same =
                |other: &ColumnRule| other.field == rule.field && other.position == rule.position;
            if !rule.field.belongs_to(self.kind) {
                return Err(MappingError::Field(rule.field));
            }
            if self.columns[..at].iter().any(same)
                || (rule.position > 0 && !rule.field.is_several())
            {
                return Err(MappingError::Twice(rule.field));
            }
            if rule.steps.len() > STEPS_LIMIT {
                return Err(MappingError::TooLarge);
            }
            rule.from.check(columns)?;
            for step in &rule.steps {
                self.check_step(step)?;
            }
        }
        Ok(())
    }

    fn check_step(&self, step: &Step) -> Result<(), MappingError> {
        let long = |text: &str| text.len() > TEXT_LIMIT;
        match step {
            Step::Dictionary { name } if !self.dictionaries.contains_key(name) => {
                Err(MappingError::Dictionary(name.clone()))
            }
            Step::SplitTake { by, .. } if by.is_empty() || long(by) => Err(MappingError::TooLarge),
            Step::Replace { from, to } if from.is_empty() || long(from) || long(to) => {
                Err(MappingError::TooLarge)
            }
            _ => Ok(()),
        }
    }

    /// The columns that some rule reads, from 0, in their order.
    pub fn used(&self) -> Vec<usize> {
        let mut used: Vec<usize> = self
            .columns
            .iter()
            .flat_map(|rule| rule.from.columns().iter().copied())
            .collect();
        used.sort_unstable();
        used.dedup();
        used
    }
}

impl Origin {
    /// The columns it reads.
    pub fn columns(&self) -> &[usize] {
        match self {
            Self::Column(column) => std::slice::from_ref(column),
            Self::Joined { columns, .. } => columns,
            Self::Fixed(_) => &[],
        }
    }

    fn check(&self, columns: usize) -> Result<(), MappingError> {
        if let Some(column) = self.columns().iter().find(|column| **column >= columns) {
            return Err(MappingError::Column(*column));
        }
        let long = match self {
            Self::Column(_) => false,
            Self::Joined { columns, separator } => {
                columns.len() > RULES_LIMIT || separator.len() > TEXT_LIMIT
            }
            Self::Fixed(text) => text.len() > TEXT_LIMIT * 10,
        };
        if long {
            Err(MappingError::TooLarge)
        } else {
            Ok(())
        }
    }
}
