//! Rows as text cells, whatever the format: what an import wants, where [`Table::read`] gives
//! typed columns to a calculation.
//!
//! [`Table::read`]: crate::Table::read

use std::borrow::Cow;

use crate::shape::{Heading, is_total};

/// A row below the heading.
#[derive(Debug)]
pub struct TextRow<'a> {
    /// Sheet among those that are read, from 0.
    pub sheet: usize,
    /// Row of the file from 1, the heading included; the ordinal of the record in formats
    /// without rows.
    pub row: u64,
    /// The cells, at least one for each heading, without spaces around them.
    pub cells: &'a [Cow<'a, str>],
    /// It looks like a row of totals.
    pub total: bool,
}

/// What became of the rows of a table that was read as texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows handed on.
    pub rows: u64,
    /// Of these, rows that look like totals.
    pub totals: u64,
    /// Rows left out because nothing is in them.
    pub empty: u64,
    /// Rows left out because they are the heading again, as printed pages have it.
    pub repeated: u64,
    /// Cells that were decoded with the wrong table and are read anew.
    pub repaired: u64,
}

/// Takes the rows of a reader, leaves out what is no data and hands the rest on.
pub(crate) struct Sieve<'f, E> {
    width: usize,
    written: Vec<Vec<String>>,
    repair: bool,
    fold: &'f mut dyn FnMut(&TextRow<'_>) -> Result<(), E>,
    pub tally: Tally,
}

impl<'f, E> Sieve<'f, E> {
    pub fn new(
        heading: &Heading,
        repair: bool,
        fold: &'f mut dyn FnMut(&TextRow<'_>) -> Result<(), E>,
    ) -> Self {
        let told = |row: &&Vec<String>| row.iter().any(|cell| !cell.is_empty());
        Self {
            width: heading.names.len(),
            written: heading.written.iter().filter(told).cloned().collect(),
            repair,
            fold,
            tally: Tally::default(),
        }
    }

    /// One row; `cells` may be shorter than the heading.
    pub fn row(&mut self, sheet: usize, row: u64, cells: &mut Vec<Cow<'_, str>>) -> Result<(), E> {
        if cells.iter().all(|cell| cell.is_empty()) {
            self.tally.empty += 1;
            return Ok(());
        }
        if self.written.iter().any(|written| same(written, cells)) {
            self.tally.repeated += 1;
            return Ok(());
        }
        if cells.len() < self.width {
            cells.resize(self.width, Cow::Borrowed(""));
        }
        if self.repair {
            for cell in cells.iter_mut() {
                if let Some(repair) = crate::repair(cell) {
                    *cell = Cow::Owned(repair.text);
                    self.tally.repaired += 1;
                }
            }
        }
        let total = is_total(cells);
        self.tally.rows += 1;
        self.tally.totals += u64::from(total);
        (self.fold)(&TextRow {
            sheet,
            row,
            cells,
            total,
        })
    }
}

/// Equal but for empty cells at the end.
fn same(written: &[String], cells: &[Cow<'_, str>]) -> bool {
    let width = written.len().max(cells.len());
    (0..width).all(|i| {
        let cell = cells.get(i).map_or("", |cell| cell);
        written.get(i).map_or("", String::as_str) == cell
    })
}

/// A number as a spreadsheet shows it: 15 significant digits, a point, no exponent.
pub(crate) fn plain(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        return (value as i64).to_string();
    }
    let text = value.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits <= 15 || !value.is_finite() {
        return text;
    }
    // the noise of binary fractions begins after the fifteenth digit
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    rounded.to_string()
}

/// The time of day of a serial day, ` HH:MM:SS`, or nothing at midnight.
pub(crate) fn time_of(serial: f64) -> String {
    clock((serial.fract() * 86_400.0).round() as i64)
}

/// The time of day that is so many seconds after midnight, the same way.
pub(crate) fn clock(seconds: i64) -> String {
    if seconds <= 0 || seconds >= 86_400 {
        return String::new();
    }
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!(" {hours:02}:{minutes:02}:{:02}", seconds % 60)
}
