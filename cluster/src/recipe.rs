//! What an executor must know to read and fold lines. It goes with the query as a literal.

use analysis::Day;
use datafusion::common::{DataFusionError, Result};
use ledger::{Layout, Recognised, Role, Settings};
use serde::{Deserialize, Serialize};
use tables::{DateOrder, DecimalSign};

/// Columns the document needs; the rest of a ledger never leaves the files.
const NEEDED: [Role; 9] = [
    Role::Order,
    Role::Client,
    Role::Day,
    Role::Quantity,
    Role::Price,
    Role::Amount,
    Role::Discount,
    Role::Product,
    Role::Currency,
];

/// How the lines are read and for which days they are folded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recipe {
    /// Code of the role and heading of each column, in the order of the aggregate's arguments.
    columns: Vec<(String, String)>,
    dates: u8,
    /// Codes of the roles with a decimal comma.
    commas: Vec<String>,
    discount_percent: bool,
    currency: Option<String>,
    /// First and last day of the ledger; without them lines are only read, to find these days.
    pub days: Option<(Day, Day)>,
    /// Nothing after this day counts.
    pub as_of: Option<Day>,
}

const DATES: [DateOrder; 4] = [
    DateOrder::YearFirst,
    DateOrder::DayFirst,
    DateOrder::MonthFirst,
    DateOrder::Serial,
];

impl Recipe {
    /// The recipe of a layout.
    pub fn new(layout: &Layout, currency: Option<String>, as_of: Option<Day>) -> Self {
        let columns = layout.columns.iter();
        let columns = columns.filter(|column| NEEDED.contains(&column.role));
        let commas = layout.decimals.iter();
        let dates = DATES.iter().position(|order| *order == layout.date_order);
        Self {
            columns: columns
                .map(|column| (column.role.code().to_owned(), column.heading.clone()))
                .collect(),
            dates: dates.unwrap_or_default() as u8,
            commas: commas
                .filter(|(_, sign)| **sign == DecimalSign::Comma)
                .map(|(role, _)| role.code().to_owned())
                .collect(),
            discount_percent: layout.discount_percent,
            currency,
            days: None,
            as_of,
        }
    }

    /// Headings of the columns, in the order of the aggregate's arguments.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(_, heading)| heading.as_str())
    }

    /// Heading of the column of a role.
    pub fn heading(&self, role: Role) -> Option<&str> {
        let column = self.columns.iter().find(|(code, _)| code == role.code());
        column.map(|(_, heading)| heading.as_str())
    }

    /// The currency asked for.
    pub fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// How `ledger` is to read the columns.
    pub fn layout(&self) -> Layout {
        let role = |code: &String| Role::parse(code);
        let columns = self.columns.iter().enumerate();
        Layout {
            columns: columns
                .filter_map(|(column, (code, heading))| {
                    Some(Recognised {
                        role: role(code)?,
                        column,
                        heading: heading.clone(),
                        given: true,
                    })
                })
                .collect(),
            date_order: DATES[usize::from(self.dates).min(DATES.len() - 1)],
            decimals: self
                .commas
                .iter()
                .filter_map(|code| Some((role(code)?, DecimalSign::Comma)))
                .collect(),
            discount_percent: self.discount_percent,
            ..Layout::default()
        }
    }

    /// The rules of cleaning.
    pub fn settings(&self) -> Settings {
        Settings {
            currency: self.currency.clone(),
            scattered: true,
            ..Settings::default()
        }
    }

    /// The recipe as text.
    pub fn to_text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|e| DataFusionError::External(Box::new(e)))
    }

    /// The recipe of [`Recipe::to_text`].
    ///
    /// # Errors
    /// When the text is none: the executor and the command are of different versions.
    pub fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|e| DataFusionError::External(Box::new(e)))
    }
}
