//! What readers hand on: a few thousand rows at a time, only the wanted columns, already typed.

use crate::parse::{self, BAD, BAD_DAY, DateOrder, DecimalSign, EMPTY, MILLION, NO_DAY};
use crate::texts::clock;

/// How the cells of a column are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Identifiers and names.
    Key,
    /// Numbers, in millionths.
    Number(DecimalSign),
    /// Days since 1970-01-01.
    Day(DateOrder),
}

/// A column to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its place in the table, from 0.
    pub column: usize,
    /// How to read it.
    pub kind: Kind,
}

/// One identifier or name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'a> {
    /// The cell is empty.
    Empty,
    /// A whole number written without leading zeros.
    Whole(i64),
    /// Anything else, without spaces around it. Not always UTF-8.
    Text(&'a [u8]),
}

const NO_KEY: i64 = -1;

/// A column of keys.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// The number itself, [`NO_KEY`], or −2 − index of the text.
    codes: Vec<i64>,
    texts: Vec<u8>,
    ends: Vec<u32>,
}

impl Keys {
    /// The key of a row of the batch.
    #[inline]
    pub fn get(&self, row: usize) -> Key<'_> {
        let code = self.codes[row];
        if code >= 0 {
            Key::Whole(code)
        } else if code == NO_KEY {
            Key::Empty
        } else {
            let index = (-2 - code) as usize;
            let from = if index == 0 { 0 } else { self.ends[index - 1] };
            Key::Text(&self.texts[from as usize..self.ends[index] as usize])
        }
    }

    /// What stands in each row: a whole number, or something below zero that [`Keys::get`] tells
    /// the meaning of. Rows of a batch with equal codes have equal keys.
    #[inline]
    pub fn codes(&self) -> &[i64] {
        &self.codes
    }

    #[inline]
    pub(crate) fn push_whole(&mut self, value: i64) {
        self.codes.push(value);
    }

    pub(crate) fn push_bytes(&mut self, cell: &[u8], guarded: bool) {
        let mut cell = parse::trim(cell);
        if guarded {
            cell = crate::write::unguarded(cell);
        }
        if cell.is_empty() {
            self.codes.push(NO_KEY);
        } else if let Some(value) = parse::whole_key(cell) {
            self.codes.push(value);
        } else {
            self.texts.extend_from_slice(cell);
            self.codes.push(-2 - self.ends.len() as i64);
            self.ends.push(self.texts.len() as u32);
        }
    }

    fn clear(&mut self) {
        self.codes.clear();
        self.texts.clear();
        self.ends.clear();
    }
}

/// One typed column of a batch.
#[derive(Clone, Debug)]
pub enum Column {
    /// See [`Kind::Key`].
    Keys(Keys),
    /// See [`Kind::Number`]; [`EMPTY`] and [`BAD`] stand for cells without a number.
    Numbers(Vec<i64>),
    /// See [`Kind::Day`]; [`NO_DAY`] and [`BAD_DAY`] stand for cells without a day.
    Days(Vec<i32>),
}

impl Column {
    pub(crate) fn new(kind: Kind) -> Self {
        match kind {
            Kind::Key => Self::Keys(Keys::default()),
            Kind::Number(_) => Self::Numbers(Vec::new()),
            Kind::Day(_) => Self::Days(Vec::new()),
        }
    }

    /// Appends the last cell again; `false` when there is none, or one that has to be told of.
    #[inline]
    pub(crate) fn repeat(&mut self) -> bool {
        fn again<T: Copy + PartialEq>(cells: &mut Vec<T>, bad: Option<T>) -> bool {
            let last = cells.last().copied().filter(|last| Some(*last) != bad);
            cells.extend(last);
            last.is_some()
        }
        match self {
            Self::Keys(keys) => again(&mut keys.codes, None),
            Self::Numbers(numbers) => again(numbers, Some(BAD)),
            Self::Days(days) => again(days, Some(BAD_DAY)),
        }
    }

    fn clear(&mut self) {
        match self {
            Self::Keys(keys) => keys.clear(),
            Self::Numbers(numbers) => numbers.clear(),
            Self::Days(days) => days.clear(),
        }
    }
}

/// Texts of cells that could not be read are kept for the first so many of a batch.
const BAD_KEPT: usize = 50;

/// A cell that is not what its column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCell {
    /// Row of the batch.
    pub row: usize,
    /// Place in the list of wanted columns.
    pub wanted: usize,
    /// What stands there, shortened.
    pub text: String,
}

/// Some consecutive rows.
#[derive(Debug)]
pub struct Batch {
    /// Sheet of a workbook, from 0; 0 for files without sheets.
    pub sheet: usize,
    /// Row of the file of the first row here; rows are counted from 1, the heading included.
    pub first_row: u64,
    /// Number of rows.
    pub rows: usize,
    /// The wanted columns, in the order they were wanted.
    pub columns: Vec<Column>,
    /// The first cells that could not be read.
    pub bad: Vec<BadCell>,
    /// Rows with more or fewer cells than the heading.
    pub ragged: u64,
    pub(crate) kinds: Vec<Kind>,
    /// Texts may have the apostrophe that guards against formulas (delimited text).
    pub(crate) guarded: bool,
}

impl Batch {
    /// An empty batch with these columns. Whoever fills it appends the same number of cells to each
    /// column and sets [`Batch::rows`] last.
    pub fn new(wanted: &[Wanted]) -> Self {
        Self {
            sheet: 0,
            first_row: 0,
            rows: 0,
            columns: wanted.iter().map(|w| Column::new(w.kind)).collect(),
            bad: Vec::new(),
            ragged: 0,
            kinds: wanted.iter().map(|w| w.kind).collect(),
            guarded: false,
        }
    }

    /// Empties the batch; its memory stays.
    pub fn clear(&mut self) {
        self.rows = 0;
        self.ragged = 0;
        self.bad.clear();
        self.columns.iter_mut().for_each(Column::clear);
    }

    /// Appends a cell given as text to a wanted column.
    pub fn push_bytes(&mut self, slot: usize, cell: &[u8]) {
        let bad = match (&mut self.columns[slot], self.kinds[slot]) {
            (Column::Keys(keys), _) => {
                keys.push_bytes(cell, self.guarded);
                false
            }
            (Column::Numbers(numbers), Kind::Number(sign)) => {
                let value = parse::number(cell, sign);
                numbers.push(value);
                value == BAD
            }
            (Column::Days(days), Kind::Day(order)) => {
                let value = parse::day(cell, order);
                days.push(value);
                value == BAD_DAY
            }
            _ => unreachable!("columns are made from the kinds"),
        };
        if bad {
            self.note_bad(slot, cell);
        }
    }

    /// Appends a whole number.
    pub fn push_whole(&mut self, slot: usize, value: i64) {
        match (&mut self.columns[slot], self.kinds[slot]) {
            (Column::Keys(keys), _) if value >= 0 => keys.push_whole(value),
            (Column::Numbers(numbers), _) if value.unsigned_abs() < 9_000_000_000_000 => {
                numbers.push(value * MILLION);
            }
            (Column::Days(days), Kind::Day(DateOrder::Serial)) if value.abs() < 3_000_000 => {
                days.push(parse::serial_day(value * MILLION));
            }
            _ => self.push_bytes(slot, value.to_string().as_bytes()),
        }
    }

    /// Appends many whole numbers; the usual columns without a look at each cell's kind.
    pub fn push_wholes(&mut self, slot: usize, values: impl Iterator<Item = i64> + Clone) {
        match &mut self.columns[slot] {
            Column::Keys(keys) if values.clone().all(|value| value >= 0) => {
                keys.codes.extend(values);
            }
            Column::Numbers(numbers)
                if values.clone().all(|v| v.unsigned_abs() < 9_000_000_000_000) =>
            {
                numbers.extend(values.map(|value| value * MILLION));
            }
            _ => values.for_each(|value| self.push_whole(slot, value)),
        }
    }

    /// Appends many days.
    pub fn push_days(&mut self, slot: usize, values: impl Iterator<Item = i32>) {
        match &mut self.columns[slot] {
            Column::Days(days) => days.extend(values),
            _ => values.for_each(|day| self.push_day(slot, day)),
        }
    }

    /// Appends a floating-point number.
    pub fn push_float(&mut self, slot: usize, value: f64) {
        match (&mut self.columns[slot], self.kinds[slot]) {
            (Column::Numbers(numbers), _) if value.is_finite() => {
                let number = parse::float(value);
                numbers.push(number);
                if number == BAD {
                    self.note_bad(slot, value.to_string().as_bytes());
                }
            }
            (Column::Days(days), Kind::Day(DateOrder::Serial)) if value.abs() < 3e6 => {
                days.push(parse::serial_day(parse::float(value)));
            }
            _ if value.fract() == 0.0 && value.abs() < 9e15 => {
                self.push_whole(slot, value as i64);
            }
            _ => self.push_bytes(slot, value.to_string().as_bytes()),
        }
    }

    /// Appends a decimal number: `unscaled` × 10^−`scale`.
    pub fn push_decimal(&mut self, slot: usize, unscaled: i128, scale: i32) {
        if let Column::Numbers(numbers) = &mut self.columns[slot] {
            let places = u32::try_from(scale).unwrap_or(0);
            let value = if places <= 6 {
                unscaled.checked_mul(10i128.pow(6 - places))
            } else {
                let unit = 10i128.checked_pow(places - 6).unwrap_or(i128::MAX);
                let half = unit / 2 * unscaled.signum();
                unscaled.checked_add(half).map(|n| n / unit)
            };
            let limit = 9_000_000_000_000 * MILLION;
            let fits = value
                .and_then(|v| i64::try_from(v).ok())
                .filter(|v| v.abs() < limit);
            numbers.push(fits.unwrap_or(BAD));
            return;
        }
        self.push_bytes(slot, decimal_text(unscaled, scale).as_bytes());
    }

    /// Appends a day.
    pub fn push_day(&mut self, slot: usize, day: i32) {
        match &mut self.columns[slot] {
            Column::Days(days) => days.push(day),
            _ => self.push_bytes(slot, text_of_day(day).as_bytes()),
        }
    }

    /// Appends a moment, so many seconds after midnight: its day where days are wanted, else with
    /// the time of day unless it is midnight, as which days alone are kept.
    pub fn push_moment(&mut self, slot: usize, day: i32, second: i64) {
        match &mut self.columns[slot] {
            Column::Days(days) => days.push(day),
            _ => self.push_bytes(slot, (text_of_day(day) + &clock(second)).as_bytes()),
        }
    }

    /// Appends a cell without a value.
    pub fn push_empty(&mut self, slot: usize) {
        match &mut self.columns[slot] {
            Column::Keys(keys) => keys.codes.push(NO_KEY),
            Column::Numbers(numbers) => numbers.push(EMPTY),
            Column::Days(days) => days.push(NO_DAY),
        }
    }

    fn note_bad(&mut self, slot: usize, cell: &[u8]) {
        self.note_bad_at(slot, self.rows, cell);
    }

    pub(crate) fn note_bad_at(&mut self, slot: usize, row: usize, cell: &[u8]) {
        if self.bad.len() < BAD_KEPT {
            let text = String::from_utf8_lossy(cell);
            self.bad.push(BadCell {
                row,
                wanted: slot,
                text: text.chars().take(60).collect(),
            });
        }
    }
}

fn decimal_text(unscaled: i128, scale: i32) -> String {
    let places = usize::try_from(scale).unwrap_or(0).min(60);
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let sign = if unscaled < 0 { "-" } else { "" };
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

/// `YYYY-MM-DD` of days since 1970-01-01.
pub(crate) fn text_of_day(day: i32) -> String {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
