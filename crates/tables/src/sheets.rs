//! Tables that were set aside: which of them is read, its heading, its rows.

use std::borrow::Cow;

use crate::formats::FileFormat;
use crate::shape::{Heading, heading_of};
use crate::spool::{Found, Rows, Spool, cells};
use crate::table::{ReadError, SAMPLE_ROWS};
use crate::texts::{Sieve, Tally};
use crate::{Batch, Error, Options, Problem, TextRow, Wanted};

/// Rows handed on at a time.
const ROWS: usize = 4_096;

/// A table that is read.
pub(crate) struct Chosen {
    pub name: String,
    /// Its number in the store.
    index: usize,
    /// The first row of data.
    first_row: u64,
}

/// An opened file of such tables.
pub(crate) struct Sheets {
    pub format: FileFormat,
    pub encoding: Option<String>,
    pub heading: Heading,
    pub sample: Vec<Vec<String>>,
    pub chosen: Vec<Chosen>,
    pub others: Vec<String>,
    /// The headings are those of the format.
    pub fixed: bool,
    rows: Rows,
}

impl Sheets {
    /// Looks at the beginning of every table.
    pub fn choose(
        spool: Spool,
        format: FileFormat,
        encoding: Option<String>,
        options: &Options,
    ) -> Result<Self, Error> {
        let file = spool.file.clone();
        let (found, mut rows) = spool.close()?;
        if let Some(asked) = &options.sheet
            && !found.iter().any(|f| f.name == *asked)
        {
            let present = found.into_iter().map(|f| f.name).collect();
            let asked = asked.clone();
            return Err(Error::new(&file, Problem::NoSheet { asked, present }));
        }
        let mut beginnings: Vec<Vec<(u64, Vec<String>)>> = vec![Vec::new(); found.len()];
        rows.rewind()?;
        let mut buffer = Vec::new();
        while let Some((sheet, row)) = rows.next(&mut buffer)? {
            let beginning = &mut beginnings[sheet];
            if beginning.len() < SAMPLE_ROWS && !buffer.is_empty() {
                let cells = cells(&buffer).into_iter().map(Cow::into_owned).collect();
                beginning.push((row, cells));
            }
        }
        let mut order: Vec<usize> = (0..found.len()).collect();
        if format.largest_first() {
            order.sort_by_key(|&i| std::cmp::Reverse(found[i].filled));
        }
        let mut best: Option<(Heading, Vec<Vec<String>>)> = None;
        let (mut chosen, mut others) = (Vec::new(), Vec::new());
        for index in order {
            let name = found[index].name.clone();
            if options.sheet.as_ref().is_some_and(|asked| *asked != name) {
                others.push(name);
                continue;
            }
            let looked = look(&found[index], &beginnings[index], options);
            let Some((heading, first_row, sample)) = looked else {
                others.push(name);
                continue;
            };
            let same = match &best {
                None => heading.names.len() > 1 || found.len() == 1 || options.sheet.is_some(),
                Some((first, _)) => first.names == heading.names && heading.count > 0,
            };
            if !same {
                others.push(name);
                continue;
            }
            chosen.push(Chosen {
                name,
                index,
                first_row,
            });
            best.get_or_insert((heading, sample));
        }
        let (heading, sample) = best.ok_or_else(|| Error::new(&file, Problem::Empty))?;
        chosen.sort_by_key(|c| c.index);
        Ok(Self {
            format,
            encoding,
            heading,
            sample,
            fixed: found[chosen[0].index].headings.is_some(),
            chosen,
            others,
            rows,
        })
    }

    fn each<E>(
        &mut self,
        mut row: impl FnMut(usize, u64, &mut Vec<Cow<'_, str>>) -> Result<(), E>,
    ) -> Result<(), ReadError<E>> {
        self.rows.rewind()?;
        let mut buffer = Vec::new();
        while let Some((sheet, number)) = self.rows.next(&mut buffer)? {
            let place = self.chosen.iter().position(|c| c.index == sheet);
            if let Some(place) = place.filter(|&p| number >= self.chosen[p].first_row) {
                row(place, number, &mut cells(&buffer)).map_err(ReadError::Sink)?;
            }
        }
        Ok(())
    }

    /// Gives every row below the heading to `fold`.
    pub fn texts<E>(
        mut self,
        repair: bool,
        fold: &mut dyn FnMut(&TextRow<'_>) -> Result<(), E>,
    ) -> Result<Tally, ReadError<E>> {
        let mut sieve = Sieve::new(&self.heading, repair, fold);
        self.each(|sheet, row, cells| sieve.row(sheet, row, cells))?;
        Ok(sieve.tally)
    }

    /// Reads the wanted columns of all rows.
    pub fn read<E>(
        mut self,
        wanted: &[Wanted],
        fold: &mut dyn FnMut(&Batch) -> Result<(), E>,
    ) -> Result<(), ReadError<E>> {
        let mut batch = Batch::new(wanted);
        self.each(|sheet, row, cells| {
            let follows = batch.sheet == sheet && batch.first_row + batch.rows as u64 == row;
            if batch.rows >= ROWS || (batch.rows > 0 && !follows) {
                fold(&batch)?;
                batch.clear();
            }
            if batch.rows == 0 {
                (batch.sheet, batch.first_row) = (sheet, row);
            }
            for (slot, w) in wanted.iter().enumerate() {
                match cells.get(w.column).filter(|c| !c.is_empty()) {
                    Some(cell) => batch.push_bytes(slot, cell.as_bytes()),
                    None => batch.push_empty(slot),
                }
            }
            batch.rows += 1;
            Ok(())
        })?;
        if batch.rows > 0 {
            fold(&batch).map_err(ReadError::Sink)?;
        }
        Ok(())
    }
}

/// Heading, first row of data and sample of one table.
fn look(
    found: &Found,
    rows: &[(u64, Vec<String>)],
    options: &Options,
) -> Option<(Heading, u64, Vec<Vec<String>>)> {
    let texts: Vec<Vec<String>> = rows.iter().map(|(_, cells)| cells.clone()).collect();
    if let Some(names) = &found.headings {
        let heading = Heading {
            rows: 0,
            count: 0,
            names: names.clone(),
            written: Vec::new(),
        };
        return (!rows.is_empty()).then_some((heading, 0, texts));
    }
    let heading = heading_of(&texts, |i| rows[i].0, options.heading_rows)?;
    // a table of a heading alone has no row to begin with
    let first_row = rows.get(heading.rows).map_or(u64::MAX, |(row, _)| *row);
    let sample = texts[heading.rows.min(texts.len())..].to_vec();
    Some((heading, first_row, sample))
}
