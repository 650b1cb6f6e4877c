//! Reading a whole table, for tests.
#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "each test file uses a part"
)]

use tables::{Batch, Column, Error, Key, Kind, Options, ReadError, Table, Tally, TextRow, Wanted};

/// Opens bytes as a table.
pub fn open(bytes: &[u8]) -> Result<Table, Error> {
    open_with(bytes, &Options::default())
}

/// Opens bytes as a table with options.
pub fn open_with(bytes: &[u8], options: &Options) -> Result<Table, Error> {
    let stream = std::io::Cursor::new(bytes.to_vec());
    Table::from_stream("test", Box::new(stream), options)
}

/// A row that was read as text cells.
#[derive(Debug)]
pub struct Read {
    pub sheet: usize,
    pub row: u64,
    pub cells: Vec<String>,
    pub total: bool,
}

/// All rows as text cells.
pub fn try_texts(table: Table) -> Result<(Vec<Read>, Tally), Error> {
    let mut all = Vec::new();
    let result = table.texts(|row: &TextRow<'_>| -> Result<(), ()> {
        all.push(Read {
            sheet: row.sheet,
            row: row.row,
            cells: row
                .cells
                .iter()
                .map(|cell| cell.clone().into_owned())
                .collect(),
            total: row.total,
        });
        Ok(())
    });
    match result {
        Ok(tally) => Ok((all, tally)),
        Err(ReadError::Table(error)) => Err(error),
        Err(ReadError::Sink(())) => unreachable!("the function above refuses nothing"),
    }
}

/// All rows as text cells of a table that is whole.
pub fn texts(table: Table) -> (Vec<Read>, Tally) {
    try_texts(table).expect("a whole table")
}

/// All rows as text.
pub fn rows(table: Table) -> Result<Vec<Vec<String>>, Error> {
    let wanted: Vec<Wanted> = (0..table.headings().len())
        .map(|column| Wanted {
            column,
            kind: Kind::Key,
        })
        .collect();
    let mut all = Vec::new();
    let result = table.read(&wanted, 2, |batch: &Batch| -> Result<(), String> {
        for row in 0..batch.rows {
            let cell = |column: &Column| match column {
                Column::Keys(keys) => match keys.get(row) {
                    Key::Empty => String::new(),
                    Key::Whole(n) => n.to_string(),
                    Key::Text(text) => String::from_utf8_lossy(text).into_owned(),
                },
                _ => unreachable!("only keys are wanted"),
            };
            all.push(batch.columns.iter().map(cell).collect());
        }
        Ok(())
    });
    match result {
        Ok(()) => Ok(all),
        Err(ReadError::Table(error)) => Err(error),
        Err(ReadError::Sink(e)) => panic!("{e}"),
    }
}
