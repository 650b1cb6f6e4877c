//! A table of any format: opened, looked at, read.

use std::path::Path;

use encoding_rs::Encoding;

use crate::batch::{Batch, Wanted};
use crate::formats::{self, FileFormat};
use crate::input::{Input, Packing, Progress};
use crate::parquet_file::ParquetFile;
use crate::sheets::Sheets;
use crate::sniff::{self, Format};
use crate::text::Text;
use crate::texts::{Tally, TextRow};
use crate::workbook::Workbook;
use crate::{Error, Limits, Problem};

/// Rows of a table that can be looked at before it is read.
pub const SAMPLE_ROWS: usize = 1_000;

/// How to open a table. Everything not given is seen from the content.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Sheet of a workbook; without it, the first that has a table and all that look the same.
    pub sheet: Option<String>,
    /// Encoding of a text.
    pub encoding: Option<&'static Encoding>,
    /// Delimiter of a text.
    pub delimiter: Option<u8>,
    /// First row of the heading, counted from 1 as the file has them, and how many rows it has;
    /// with 0 rows there is no heading and the data begin there.
    pub heading_rows: Option<(usize, usize)>,
    /// Whether texts that were once decoded with the wrong table are read anew, cell by cell, by
    /// [`Table::texts`] and in headings and sample; see [`crate::repair`].
    pub repair: bool,
    /// What the file may cost.
    pub limits: Limits,
}

/// What kind of file a table came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Delimited text.
    Text {
        /// Name of the encoding, in lower case.
        encoding: String,
        /// Between the cells.
        delimiter: char,
    },
    /// An .xlsx workbook, with the sheets that are read.
    Workbook {
        /// Their names in the order of the book.
        sheets: Vec<String>,
        /// Sheets that hold other tables, or none.
        others: Vec<String>,
    },
    /// A Parquet file.
    Parquet,
    /// Any other format.
    Other {
        /// Which.
        format: FileFormat,
        /// Name of the encoding of a text, in lower case.
        encoding: Option<String>,
        /// Names of the tables that are read as one.
        sheets: Vec<String>,
        /// Names of the other tables in the file.
        others: Vec<String>,
    },
}

/// Something about a file worth telling its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The text is UTF-8 with pieces in another encoding.
    MixedEncoding,
    /// Words that seem to be Cyrillic decoded with the wrong table, per mille of the words with
    /// letters outside ASCII.
    Mojibake(u32),
    /// Rows above the heading that were left out.
    RowsAboveHeading(usize),
    /// The heading has several rows, joined as `Contacts / Phone`.
    HeadingRows(usize),
    /// There is no heading; columns are called by their numbers.
    NoHeading,
}

/// Why reading stopped.
#[derive(Debug)]
pub enum ReadError<E> {
    /// The file.
    Table(Error),
    /// The reader's own function refused.
    Sink(E),
}

impl<E> From<Error> for ReadError<E> {
    fn from(error: Error) -> Self {
        Self::Table(error)
    }
}

enum Body {
    Text(Text),
    Workbook(Box<Workbook>),
    Parquet(ParquetFile),
    Sheets(Box<Sheets>),
}

/// An opened table.
pub struct Table {
    file: String,
    packing: Packing,
    size: Option<u64>,
    progress: Progress,
    repair: bool,
    body: Body,
}

impl Table {
    /// Opens a file of any known format.
    ///
    /// # Errors
    /// [`Error`] with the problem and its place.
    pub fn open(path: &Path, options: &Options) -> Result<Self, Error> {
        Self::from_input(Input::open(path, &options.limits)?, options)
    }

    /// Opens a stream, such as standard input; `name` is used in messages.
    ///
    /// # Errors
    /// [`Error`] with the problem and its place.
    pub fn from_stream(
        name: &str,
        stream: Box<dyn std::io::Read + Send>,
        options: &Options,
    ) -> Result<Self, Error> {
        Self::from_input(Input::stream(name, stream, &options.limits)?, options)
    }

    fn from_input(mut input: Input, options: &Options) -> Result<Self, Error> {
        let file = input.file.clone();
        let (packing, size, progress) = (input.packing, input.size, input.progress.clone());
        let fail = |problem| Error::new(&file, problem);
        let format = sniff::format_of(&input.head).map_err(fail)?;
        let other = match format {
            Format::Compound => Some(FileFormat::Xls),
            Format::Zip => {
                let handle = input.as_file(&options.limits)?;
                crate::workbook::kind_of(handle).map_err(fail)?
            }
            Format::Text => formats::of_text(&input.head).map_err(fail)?,
            Format::Parquet => None,
        };
        let sheetless = matches!(format, Format::Text | Format::Parquet) && other.is_none();
        if let Some(asked) = options.sheet.clone().filter(|_| sheetless) {
            let present = Vec::new();
            return Err(Error::new(&file, Problem::NoSheet { asked, present }));
        }
        let body = match (format, other) {
            (_, Some(other)) => Body::Sheets(Box::new(formats::open(input, other, options)?)),
            (Format::Parquet, None) => Body::Parquet(ParquetFile::open(input, options)?),
            (Format::Zip, None) => Body::Workbook(Box::new(Workbook::open(input, options)?)),
            (_, None) => Body::Text(Text::open(input, options)?),
        };
        let mut table = Self {
            file,
            packing,
            size,
            progress,
            repair: options.repair,
            body,
        };
        if table.repair {
            table.repair_beginning();
        }
        Ok(table)
    }

    /// Repairs what was read already, the headings and the sample.
    fn repair_beginning(&mut self) {
        let (names, sample) = match &mut self.body {
            Body::Text(text) => (&mut text.heading.names, &mut text.sample),
            Body::Workbook(book) => (&mut book.heading.names, &mut book.sample),
            Body::Parquet(file) => (&mut file.names, &mut file.sample),
            Body::Sheets(book) => (&mut book.heading.names, &mut book.sample),
        };
        for cell in names.iter_mut().chain(sample.iter_mut().flatten()) {
            if let Some(repair) = crate::repair(cell) {
                *cell = repair.text;
            }
        }
    }

    /// Name of the file as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// How the file was packed.
    pub fn packing(&self) -> Packing {
        self.packing
    }

    /// Size of the packed file in bytes, when it is a file.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// Follows how many packed bytes were read.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// The headings; `1`, `2`, … for columns without one.
    pub fn headings(&self) -> &[String] {
        match &self.body {
            Body::Text(text) => &text.heading.names,
            Body::Workbook(book) => &book.heading.names,
            Body::Parquet(file) => &file.names,
            Body::Sheets(book) => &book.heading.names,
        }
    }

    /// The first rows below the heading as text, at most [`SAMPLE_ROWS`]; days as `YYYY-MM-DD`.
    pub fn sample(&self) -> &[Vec<String>] {
        match &self.body {
            Body::Text(text) => &text.sample,
            Body::Workbook(book) => &book.sample,
            Body::Parquet(file) => &file.sample,
            Body::Sheets(book) => &book.sample,
        }
    }

    /// Kind of the file.
    pub fn source(&self) -> Source {
        match &self.body {
            Body::Text(text) => Source::Text {
                encoding: text.guess.name(),
                delimiter: char::from(text.dialect.delimiter),
            },
            Body::Workbook(book) => Source::Workbook {
                sheets: book.sheets.iter().map(|s| s.name.clone()).collect(),
                others: book.others.clone(),
            },
            Body::Parquet(_) => Source::Parquet,
            Body::Sheets(book) => Source::Other {
                format: book.format,
                encoding: book.encoding.clone(),
                sheets: book.chosen.iter().map(|c| c.name.clone()).collect(),
                others: book.others.clone(),
            },
        }
    }

    /// What the owner of the file should know.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let heading = match &self.body {
            Body::Text(text) => {
                if text.guess.mixed {
                    remarks.push(Remark::MixedEncoding);
                }
                if text.guess.mojibake_permille >= 100 {
                    remarks.push(Remark::Mojibake(text.guess.mojibake_permille));
                }
                &text.heading
            }
            Body::Workbook(book) => &book.heading,
            Body::Sheets(book) if !book.fixed => &book.heading,
            Body::Parquet(_) | Body::Sheets(_) => return remarks,
        };
        if heading.rows > heading.count {
            remarks.push(Remark::RowsAboveHeading(heading.rows - heading.count));
        }
        if heading.count > 1 {
            remarks.push(Remark::HeadingRows(heading.count));
        }
        if heading.count == 0 {
            remarks.push(Remark::NoHeading);
        }
        remarks
    }

    /// Rows of data, when the file says so before it is read.
    pub fn rows_hint(&self) -> Option<u64> {
        match &self.body {
            Body::Parquet(file) => Some(file.rows),
            Body::Text(_) | Body::Workbook(_) | Body::Sheets(_) => None,
        }
    }

    /// Reads the wanted columns of all rows. `fold` sees the batches in the order of the file;
    /// texts are parsed by `threads` threads.
    ///
    /// # Errors
    /// The file's trouble, or what `fold` returned; the rest of the file is then not read.
    pub fn read<E: Send>(
        self,
        wanted: &[Wanted],
        threads: usize,
        mut fold: impl FnMut(&Batch) -> Result<(), E> + Send,
    ) -> Result<(), ReadError<E>> {
        match self.body {
            Body::Text(text) => text.read(wanted, threads, &mut fold),
            Body::Workbook(book) => book.read(wanted, &mut fold),
            Body::Parquet(file) => file.read(wanted, &mut fold),
            Body::Sheets(book) => book.read(wanted, &mut fold),
        }
    }

    /// Reads all rows below the heading as text cells, in the order of the file. Days are written
    /// `YYYY-MM-DD` and numbers plainly with a point where the format has types; texts are as they
    /// stand. Rows without anything and the heading repeated on further pages are left out and
    /// counted.
    ///
    /// # Errors
    /// The file's trouble, or what `fold` returned; the rest of the file is then not read.
    pub fn texts<E>(
        self,
        mut fold: impl FnMut(&TextRow<'_>) -> Result<(), E>,
    ) -> Result<Tally, ReadError<E>> {
        match self.body {
            Body::Text(text) => text.texts(self.repair, &mut fold),
            Body::Workbook(book) => book.texts(self.repair, &mut fold),
            Body::Parquet(file) => file.texts(self.repair, &mut fold),
            Body::Sheets(book) => book.texts(self.repair, &mut fold),
        }
    }
}
