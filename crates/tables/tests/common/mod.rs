//! Reading a whole table as text, for tests.

use tables::{Batch, Column, Error, Key, Kind, Options, ReadError, Table, Wanted};

/// Opens bytes as a table.
pub fn open(bytes: &[u8]) -> Result<Table, Error> {
    let stream = std::io::Cursor::new(bytes.to_vec());
    Table::from_stream("test", Box::new(stream), &Options::default())
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
