//! The rows of a Parquet file as text cells.

use std::borrow::Cow;

use super::ParquetFile;
use crate::shape::Heading;
use crate::table::ReadError;
use crate::texts::{Sieve, Tally};
use crate::{Batch, Column, Key, Kind, TextRow, Wanted};

impl ParquetFile {
    /// Gives every row to `fold`; columns of lists stay empty.
    pub fn texts<E>(
        self,
        repair: bool,
        fold: &mut dyn FnMut(&TextRow<'_>) -> Result<(), E>,
    ) -> Result<Tally, ReadError<E>> {
        let heading = Heading {
            rows: 0,
            count: 0,
            names: self.names.clone(),
            written: Vec::new(),
        };
        let mut sieve = Sieve::new(&heading, repair, fold);
        let wanted: Vec<Wanted> = (0..self.names.len())
            .filter(|&column| !self.columns[column].repeated)
            .map(|column| Wanted {
                column,
                kind: Kind::Key,
            })
            .collect();
        self.read(&wanted, &mut |batch: &Batch| {
            let mut row = batch.first_row;
            for at in 0..batch.rows {
                let mut cells = vec![Cow::Borrowed(""); heading.names.len()];
                for (w, column) in wanted.iter().zip(&batch.columns) {
                    if let Column::Keys(keys) = column {
                        cells[w.column] = match keys.get(at) {
                            Key::Empty => continue,
                            Key::Whole(n) => Cow::Owned(n.to_string()),
                            Key::Text(text) => String::from_utf8_lossy(text),
                        };
                    }
                }
                sieve.row(0, row, &mut cells)?;
                row += 1;
            }
            Ok(())
        })?;
        Ok(sieve.tally)
    }
}
