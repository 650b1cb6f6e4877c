//! The rows of a workbook as text cells.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;

use calamine::{Dimensions, Xlsx};

use super::{Sheet, Workbook, problem_of, text_of};
use crate::table::ReadError;
use crate::texts::{Sieve, Tally};
use crate::{Error, Problem, TextRow, pipe};

impl Workbook {
    /// Gives every row below the heading of all chosen sheets to `fold`.
    pub fn texts<E>(
        self,
        repair: bool,
        fold: &mut dyn FnMut(&TextRow<'_>) -> Result<(), E>,
    ) -> Result<Tally, ReadError<E>> {
        let mut sieve = Sieve::new(&self.heading, repair, fold);
        let mut book = self.book;
        for (index, sheet) in self.sheets.iter().enumerate() {
            let place = |error: Error| error.in_sheet(&sheet.name);
            read_sheet(
                &mut book,
                index,
                sheet,
                &self.file,
                self.columns,
                &mut sieve,
            )
            .map_err(|stopped| match stopped {
                ReadError::Table(error) => ReadError::Table(place(error)),
                sink => sink,
            })?;
        }
        Ok(sieve.tally)
    }
}

fn read_sheet<E>(
    book: &mut Xlsx<BufReader<File>>,
    index: usize,
    sheet: &Sheet,
    file: &str,
    columns: u64,
    sieve: &mut Sieve<'_, E>,
) -> Result<(), ReadError<E>> {
    let mut merged = Merged::of(book, &sheet.name, file)?;
    let since_1904 = book.has_1904_epoch();
    let mut row = 0;
    let fail = |e, row: u32| Error::new(file, problem_of(e)).at_row(u64::from(row) + 1);
    let mut reader =
        pipe::caught(file, || book.worksheet_cells_reader(&sheet.name))?.map_err(|e| fail(e, 0))?;
    let mut cells: Vec<Cow<'_, str>> = Vec::new();
    let mut at: Option<u32> = None;
    // a decoder that met broken data may panic; the reader's own function may not
    while let Some(cell) = pipe::caught(file, || reader.next_cell())?.map_err(|e| fail(e, row))? {
        let column;
        (row, column) = cell.get_position();
        if at != Some(row) {
            if at.is_some_and(|before| before > row) {
                let problem = Problem::Damaged("rows are not in order".to_owned());
                return Err(Error::new(file, problem).at_row(u64::from(row) + 1).into());
            }
            if let Some(before) = at.replace(row) {
                merged.fill(before, &mut cells);
                if before >= sheet.first_row {
                    let sifted = sieve.row(index, u64::from(before) + 1, &mut cells);
                    sifted.map_err(ReadError::Sink)?;
                }
            }
            cells.clear();
        }
        let text = text_of(cell.get_value(), since_1904);
        if text.is_empty() {
            continue;
        }
        if u64::from(column) >= columns {
            let problem = Problem::OverLimit {
                limit: "columns",
                allowed: columns,
                found: u64::from(column) + 1,
            };
            return Err(Error::new(file, problem).at_row(u64::from(row) + 1).into());
        }
        let column = column as usize;
        cells.resize(cells.len().max(column + 1), Cow::Borrowed(""));
        cells[column] = Cow::Owned(text);
    }
    if let Some(before) = at {
        merged.fill(before, &mut cells);
        if before >= sheet.first_row {
            let sifted = sieve.row(index, u64::from(before) + 1, &mut cells);
            sifted.map_err(ReadError::Sink)?;
        }
    }
    Ok(())
}

/// Merged cells of more than one row: the text of the first is that of all below it.
struct Merged {
    /// By the first row; the rows of what follows a merge come in order.
    coming: BTreeMap<u32, Vec<(u32, u32)>>,
    /// Column, last row and text of those that go on.
    open: Vec<(u32, u32, String)>,
}

impl Merged {
    fn of(book: &mut Xlsx<BufReader<File>>, name: &str, file: &str) -> Result<Self, Error> {
        let regions = pipe::caught(file, || book.merge_cells_by_sheet_name(name))?
            .map_err(|e| Error::new(file, problem_of(e)))?;
        let mut coming: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for Dimensions { start, end } in regions {
            if end.0 > start.0 {
                coming.entry(start.0).or_default().push((start.1, end.0));
            }
        }
        Ok(Self {
            coming,
            open: Vec::new(),
        })
    }

    /// Fills the cells of a row that belong to merges begun above it.
    fn fill(&mut self, row: u32, cells: &mut Vec<Cow<'_, str>>) {
        self.open.retain(|(_, last, _)| *last >= row);
        for (column, _, text) in &self.open {
            let column = *column as usize;
            cells.resize(cells.len().max(column + 1), Cow::Borrowed(""));
            if cells[column].is_empty() {
                cells[column] = Cow::Owned(text.clone());
            }
        }
        for (column, last) in self.coming.remove(&row).unwrap_or_default() {
            if let Some(text) = cells.get(column as usize).filter(|c| !c.is_empty()) {
                self.open.push((column, last, text.clone().into_owned()));
            }
        }
    }
}
