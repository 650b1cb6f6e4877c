//! The rows of a delimited text as text cells.

use std::borrow::Cow;

use super::{Source, Text};
use crate::rows::{row_end, split_row};
use crate::table::ReadError;
use crate::texts::{Sieve, Tally};
use crate::{Error, TextRow, parse};

impl Text {
    /// Gives every row below the heading to `fold`.
    pub fn texts<E>(
        self,
        repair: bool,
        fold: &mut dyn FnMut(&TextRow<'_>) -> Result<(), E>,
    ) -> Result<Tally, ReadError<E>> {
        let mut sieve = Sieve::new(&self.heading, repair, fold);
        let above = self.heading.rows + usize::from(self.skip > 0);
        let dialect = self.dialect;
        let mut source = Source {
            stream: self.stream,
            carry: Vec::new(),
            next: 0,
            over: false,
            above,
            dialect,
            row_bytes: self.limits.row_bytes as usize,
        };
        let mut row = above as u64;
        let mut buffer = Vec::new();
        loop {
            let length = source
                .fill(&mut buffer)
                .map_err(|problem| Error::new(&self.file, problem).at_row(row + 1))?;
            if length == 0 {
                return Ok(sieve.tally);
            }
            let data = &buffer[..length];
            let mut from = 0;
            while from < length {
                let end = row_end(data, from, dialect).unwrap_or(length - 1);
                row += 1;
                let mut cells = cells_of(&data[from..end], dialect, self.guess.rest);
                sieve.row(0, row, &mut cells).map_err(ReadError::Sink)?;
                from = end + 1;
            }
        }
    }
}

/// The cells of one row, borrowed where nothing has to be taken out of them.
fn cells_of<'a>(
    row: &'a [u8],
    dialect: crate::Dialect,
    rest: &'static encoding_rs::Encoding,
) -> Vec<Cow<'a, str>> {
    // a row of a text with pieces in another encoding
    let Ok(text) = std::str::from_utf8(row) else {
        let (text, _) = rest.decode_without_bom_handling(row);
        let cells = split_row(text.as_bytes(), dialect).into_iter();
        return cells
            .map(|cell| Cow::Owned(unguarded(&cell).to_owned()))
            .collect();
    };
    if memchr::memchr(b'"', row).is_some() {
        let cells = split_row(row, dialect).into_iter();
        return cells
            .map(|cell| Cow::Owned(unguarded(&cell).to_owned()))
            .collect();
    }
    text.split(char::from(dialect.delimiter))
        .map(|cell| Cow::Borrowed(unguarded(parse::trimmed(cell))))
        .collect()
}

/// Without the apostrophe that guards a text against being run as a formula.
fn unguarded(cell: &str) -> &str {
    let kept = crate::write::unguarded(cell.as_bytes()).len();
    &cell[cell.len() - kept..]
}
