//! Writing tables: CSV, XLSX, Parquet. A file appears under its name only when it is whole.
//!
//! Text that a spreadsheet would run as a formula is guarded: in CSV by a leading apostrophe,
//! which reading takes off again; in XLSX by writing it as text.

mod csv;
mod parquet;
mod xlsx;

use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use crate::{Error, Problem};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text.
    Text,
    /// Whole numbers.
    Whole,
    /// Whole numbers of 10⁻ⁿ, such as minor units of money; at most 9 digits.
    Decimal(u32),
    /// Floating-point numbers.
    Float,
    /// Days since 1970-01-01.
    Day,
}

/// A column to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub shape: Shape,
}

impl Heading {
    /// A column.
    pub fn new(name: impl Into<String>, shape: Shape) -> Self {
        Self {
            name: name.into(),
            shape,
        }
    }
}

/// A cell to write; its kind must be that of its column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Empty,
    /// See [`Shape::Text`].
    Text(&'a str),
    /// See [`Shape::Whole`] and [`Shape::Decimal`].
    Whole(i64),
    /// See [`Shape::Float`].
    Float(f64),
    /// See [`Shape::Day`].
    Day(i32),
}

/// Formats to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// UTF-8 with a byte order mark (spreadsheets need it), commas, `\r\n`.
    Csv,
    /// An Excel workbook; further sheets of the same heading after a million rows.
    Xlsx,
    /// Parquet, packed with zstd.
    Parquet,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Parquet];

    /// The usual ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
        }
    }
}

/// Where a table may be written to.
pub trait Target: Write + Seek + Send {}

impl<T: Write + Seek + Send> Target for T {}

enum Body {
    Csv(csv::Csv),
    Xlsx(Box<xlsx::Xlsx>),
    Parquet(Box<parquet::Parquet>),
}

/// Writes a table row by row.
pub struct Writer {
    name: String,
    columns: usize,
    body: Body,
    /// The temporary file and the name it gets in the end.
    place: Option<(PathBuf, PathBuf)>,
}

impl Writer {
    /// Begins a file. Until [`Writer::finish`] it has another name in the same folder, and it
    /// vanishes when the writer is dropped before.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn create(path: &Path, format: Format, headings: &[Heading]) -> Result<Self, Error> {
        let mut hidden = path.as_os_str().to_owned();
        hidden.push(".part");
        let hidden = PathBuf::from(hidden);
        let name = path.display().to_string();
        let file = File::create(&hidden).map_err(|e| Error::io(&name, e))?;
        let target = Box::new(BufWriter::with_capacity(1 << 16, file));
        let mut writer = Self::new(&name, target, format, headings)?;
        writer.place = Some((hidden, path.to_owned()));
        Ok(writer)
    }

    /// Begins a table in any target.
    ///
    /// # Errors
    /// When the beginning cannot be written.
    pub fn new(
        name: &str,
        target: Box<dyn Target>,
        format: Format,
        headings: &[Heading],
    ) -> Result<Self, Error> {
        let fail = |problem| Error::new(name, problem);
        let body = match format {
            Format::Csv => Body::Csv(csv::Csv::new(target, headings).map_err(fail)?),
            Format::Xlsx => Body::Xlsx(Box::new(xlsx::Xlsx::new(target, headings).map_err(fail)?)),
            Format::Parquet => {
                let parquet = parquet::Parquet::new(target, headings).map_err(fail)?;
                Body::Parquet(Box::new(parquet))
            }
        };
        Ok(Self {
            name: name.to_owned(),
            columns: headings.len(),
            body,
            place: None,
        })
    }

    /// Writes a row: a cell for each heading.
    ///
    /// # Errors
    /// When it cannot be written.
    ///
    /// # Panics
    /// When there are more or fewer cells than headings.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        assert_eq!(cells.len(), self.columns, "a cell for each heading");
        let result = match &mut self.body {
            Body::Csv(csv) => csv.row(cells),
            Body::Xlsx(xlsx) => xlsx.row(cells),
            Body::Parquet(parquet) => parquet.row(cells),
        };
        result.map_err(|problem| Error::new(&self.name, problem))
    }

    /// Names the sheet that is being written. Only workbooks have sheets.
    ///
    /// # Errors
    /// When the name is none for a sheet (empty, over 31 characters, one of `[]:*?/\\` in it, the
    /// name of another one), or the format has no sheets.
    pub fn name_sheet(&mut self, name: &str) -> Result<(), Error> {
        self.book(|xlsx| xlsx.call(name))
    }

    /// Begins another sheet, with a heading of its own.
    ///
    /// # Errors
    /// When it cannot be begun, or the format has no sheets.
    pub fn next_sheet(&mut self, headings: &[Heading]) -> Result<(), Error> {
        self.book(|xlsx| xlsx.next(headings))?;
        self.columns = headings.len();
        Ok(())
    }

    fn book(
        &mut self,
        work: impl FnOnce(&mut xlsx::Xlsx) -> Result<(), Problem>,
    ) -> Result<(), Error> {
        let result = match &mut self.body {
            Body::Xlsx(xlsx) => work(xlsx),
            Body::Csv(_) | Body::Parquet(_) => Err(Problem::Unsupported(
                "a file of one table has no sheets".to_owned(),
            )),
        };
        result.map_err(|problem| Error::new(&self.name, problem))
    }

    /// Completes the table and, for a file, gives it its name.
    ///
    /// # Errors
    /// When it cannot be written; a file is then gone.
    pub fn finish(mut self) -> Result<(), Error> {
        let fail = |problem| Error::new(&self.name, problem);
        let result = match &mut self.body {
            Body::Csv(csv) => csv.finish(),
            Body::Xlsx(xlsx) => xlsx.finish(),
            Body::Parquet(parquet) => parquet.finish(),
        };
        result.map_err(fail)?;
        if let Some((hidden, path)) = &self.place {
            let renamed = File::open(hidden)
                .and_then(|file| file.sync_all())
                .and_then(|()| std::fs::rename(hidden, path));
            renamed.map_err(|e| fail(Problem::Io(e)))?;
            self.place = None;
        }
        Ok(())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Some((hidden, _)) = &self.place {
            let _ = std::fs::remove_file(hidden);
        }
    }
}

/// Characters that make a spreadsheet take a text for a formula, with their full-width forms.
fn begins_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// A text as it must stand in a CSV file.
pub fn guarded(text: &str) -> std::borrow::Cow<'_, str> {
    // an apostrophe before such a character is doubled, so that taking one off restores it
    if begins_a_formula(text) || text.strip_prefix('\'').is_some_and(is_guarded) {
        return format!("'{text}").into();
    }
    text.into()
}

/// Whether what follows an apostrophe would have been guarded.
fn is_guarded(rest: &str) -> bool {
    begins_a_formula(rest.trim_start_matches('\''))
}

/// Takes the guard of [`guarded`] off.
pub fn unguarded(cell: &[u8]) -> &[u8] {
    let Some((b'\'', rest)) = cell.split_first() else {
        return cell;
    };
    match std::str::from_utf8(rest) {
        Ok(text) if is_guarded(text) => rest,
        _ => cell,
    }
}

/// 10ⁿ as text: minor units as a decimal number.
pub(crate) fn decimal_text(value: i64, digits: u32) -> String {
    if digits == 0 {
        return value.to_string();
    }
    let places = digits as usize;
    let text = format!("{:0>width$}", value.unsigned_abs(), width = places + 1);
    let (whole, part) = text.split_at(text.len() - places);
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{whole}.{part}")
}
