//! Rows set aside: formats whose headings or merged cells are known only at their end are read
//! once into a row store, small ones in memory, large ones in a temporary file.

use std::borrow::Cow;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

use crate::{Error, Limits, Problem};

/// Empty cells that each filled one excuses, see [`Limits::blank_cells`].
const BLANKS: u64 = 64;
/// Bytes kept in memory before a temporary file is taken.
const IN_MEMORY: usize = 8 << 20;

/// A table found in a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub name: String,
    /// Headings that the format itself gives.
    pub headings: Option<Vec<String>>,
    /// Cells with a text.
    pub filled: u64,
}

/// Takes rows from a reader.
pub(crate) struct Spool {
    pub file: String,
    pub limits: Limits,
    pub sheets: Vec<Found>,
    store: BufWriter<SpooledTempFile>,
    written: u64,
    filled: u64,
    blank: u64,
}

impl Spool {
    pub fn new(file: &str, limits: &Limits) -> Self {
        Self {
            file: file.to_owned(),
            limits: limits.clone(),
            sheets: Vec::new(),
            store: BufWriter::new(SpooledTempFile::new(IN_MEMORY)),
            written: 0,
            filled: 0,
            blank: 0,
        }
    }

    pub fn fail(&self, problem: impl Into<Problem>) -> Error {
        Error::new(&self.file, problem.into())
    }

    pub fn damaged(&self, detail: impl std::fmt::Display) -> Error {
        self.fail(Problem::Damaged(detail.to_string()))
    }

    pub fn over(&self, limit: &'static str, allowed: u64, found: u64) -> Error {
        self.fail(Problem::OverLimit {
            limit,
            allowed,
            found,
        })
    }

    /// Begins a table; its number.
    pub fn sheet(&mut self, name: &str) -> Result<usize, Error> {
        let found = self.sheets.len() as u64 + 1;
        if found > self.limits.zip_entries {
            return Err(self.over("zip_entries", self.limits.zip_entries, found));
        }
        self.sheets.push(Found {
            name: name.to_owned(),
            ..Found::default()
        });
        Ok(self.sheets.len() - 1)
    }

    /// Begins a table whose headings the format gives.
    pub fn records(&mut self, name: &str, headings: &[&str]) -> Result<usize, Error> {
        let sheet = self.sheet(name)?;
        self.sheets[sheet].headings = Some(headings.iter().map(|h| (*h).to_owned()).collect());
        Ok(sheet)
    }

    /// Sets a row aside.
    pub fn row<C: AsRef<str>>(&mut self, sheet: usize, row: u64, cells: &[C]) -> Result<(), Error> {
        let place = |error: Error, name: &str| error.in_sheet(name).at_row(row);
        let texts = cells.iter().map(|c| crate::parse::trimmed(c.as_ref()));
        let width = texts
            .clone()
            .rposition(|c| !c.is_empty())
            .map_or(0, |at| at + 1);
        let name = &self.sheets[sheet].name;
        if width as u64 > self.limits.columns {
            let error = self.over("columns", self.limits.columns, width as u64);
            return Err(place(error, name));
        }
        let size: usize = texts.clone().take(width).map(|c| c.len() + 4).sum();
        if size as u64 > self.limits.row_bytes {
            let error = self.over("row_bytes", self.limits.row_bytes, size as u64);
            return Err(place(error, name));
        }
        self.written += size as u64 + 16;
        if self.written > self.limits.spooled_bytes {
            let error = self.over("spooled_bytes", self.limits.spooled_bytes, self.written);
            return Err(place(error, name));
        }
        let filled = texts.clone().filter(|text| !text.is_empty()).count() as u64;
        let blank = self.blank + width as u64 - filled;
        let excused = self.limits.blank_cells + BLANKS * (self.filled + filled);
        if blank > excused {
            let error = self.over("blank_cells", excused, blank);
            return Err(place(error, name));
        }
        self.filled += filled;
        self.blank = blank;
        self.sheets[sheet].filled += filled;
        let mut record = Vec::with_capacity(size + 16);
        record.extend_from_slice(&(size as u32).to_le_bytes());
        record.extend_from_slice(&(sheet as u32).to_le_bytes());
        record.extend_from_slice(&row.to_le_bytes());
        for text in texts.take(width) {
            record.extend_from_slice(&(text.len() as u32).to_le_bytes());
            record.extend_from_slice(text.as_bytes());
        }
        self.store
            .write_all(&record)
            .map_err(|e| Error::io(&self.file, e))
    }

    /// Ends writing; the rows can be read from now on.
    pub fn close(self) -> Result<(Vec<Found>, Rows), Error> {
        let file = self.file;
        let store = self.store.into_inner();
        let store = store.map_err(|e| Error::io(&file, e.into_error()))?;
        let store = BufReader::with_capacity(1 << 16, store);
        Ok((self.sheets, Rows { store, file }))
    }
}

/// The rows set aside.
pub(crate) struct Rows {
    store: BufReader<SpooledTempFile>,
    file: String,
}

impl Rows {
    /// Back to the first row.
    pub fn rewind(&mut self) -> Result<(), Error> {
        let sought = self.store.seek(SeekFrom::Start(0));
        sought.map(|_| ()).map_err(|e| Error::io(&self.file, e))
    }

    /// The next row: its table and number; the cells go into `buffer`.
    pub fn next(&mut self, buffer: &mut Vec<u8>) -> Result<Option<(usize, u64)>, Error> {
        let mut head = [0; 16];
        let fail = |e| Error::io(&self.file, e);
        match self.store.read_exact(&mut head) {
            Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            other => other.map_err(fail)?,
        }
        let number = |from: usize| {
            let bytes = [head[from], head[from + 1], head[from + 2], head[from + 3]];
            u32::from_le_bytes(bytes)
        };
        let row = u64::from(number(8)) | u64::from(number(12)) << 32;
        buffer.resize(number(0) as usize, 0);
        self.store.read_exact(buffer).map_err(fail)?;
        Ok(Some((number(4) as usize, row)))
    }
}

/// The cells of a row that [`Rows::next`] read.
pub(crate) fn cells(mut buffer: &[u8]) -> Vec<Cow<'_, str>> {
    let mut cells = Vec::new();
    while let Some((length, rest)) = buffer.split_first_chunk::<4>() {
        let (text, rest) = rest.split_at((u32::from_le_bytes(*length) as usize).min(rest.len()));
        cells.push(String::from_utf8_lossy(text));
        buffer = rest;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_57_a_far_column_in_every_row_is_refused() {
        let mut spool = Spool::new(
            "sheet",
            &Limits {
                blank_cells: 10_000,
                ..Limits::default()
            },
        );
        let sheet = spool.sheet("One").unwrap();
        // half-empty tables are honest, however long
        let row: Vec<String> = (0..60)
            .map(|at| {
                if at == 59 {
                    "x".to_owned()
                } else {
                    String::new()
                }
            })
            .collect();
        for place in 0..2_000 {
            spool.row(sheet, place, &row).unwrap();
        }
        let mut far = vec![String::new(); 4_096];
        far[4_095] = "x".to_owned();
        let refused = (0..100).find_map(|place| spool.row(sheet, place, &far).err());
        assert_eq!(refused.unwrap().problem.code(), "table.over_limit");
        assert_eq!(spool.sheets[sheet].filled, spool.filled);
    }
}
