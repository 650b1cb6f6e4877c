//! Tables that leave the product as a file, written in memory: nothing goes out before the line
//! about it is in the journal.

use std::io::{Cursor, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use tables::Error;
use tables::write::{Cell, Format, Heading, Shape, Writer};

/// A table being written.
pub(crate) struct Sheet {
    writer: Box<Writer>,
    file: Shared,
}

impl Sheet {
    /// A table with these columns.
    pub(crate) fn begin(
        name: &str,
        format: Format,
        columns: &[(&str, Shape)],
    ) -> Result<Self, Error> {
        let file = Shared::default();
        let headings: Vec<Heading> = columns
            .iter()
            .map(|(name, shape)| Heading::new(*name, *shape))
            .collect();
        let writer = Writer::new(name, Box::new(file.clone()), format, &headings)?;
        Ok(Self {
            writer: Box::new(writer),
            file,
        })
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        self.writer.row(cells)
    }

    /// The file.
    pub(crate) fn end(self) -> Result<Vec<u8>, Error> {
        self.writer.finish()?;
        Ok(self.file.take())
    }
}

/// A text that may be absent.
pub(crate) fn text_cell(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Empty, Cell::Text)
}

/// Bytes that a writer fills and its maker reads.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Cursor<Vec<u8>>>>);

impl Shared {
    fn with<T>(&self, f: impl FnOnce(&mut Cursor<Vec<u8>>) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn take(&self) -> Vec<u8> {
        self.with(|cursor| std::mem::take(cursor.get_mut()))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.with(|cursor| cursor.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Seek for Shared {
    fn seek(&mut self, place: SeekFrom) -> std::io::Result<u64> {
        self.with(|cursor| cursor.seek(place))
    }
}
