//! Files of every format that somebody damaged or made to do harm: each is read or refused, none
//! panics, none takes more than the limits allow.
//!
//! `cargo xtask fuzz` changes the samples for as long as one likes (see `fuzz`).

#[path = "../corpus/files.rs"]
mod files;
mod found;
mod fuzz;
mod hostile;
mod merged;
mod mutate;
mod samples;

use std::io::Cursor;

use tables::{Error, Limits, Options, ReadError, Table, TextRow};

/// Rows after which a reader is not asked for more.
const ENOUGH: usize = 300_000;

/// Limits small enough for many files at once.
fn limits() -> Limits {
    Limits {
        unpacked_bytes: 64 << 20,
        zip_unpacked_bytes: 64 << 20,
        zip_held_bytes: 32 << 20,
        spooled_bytes: 64 << 20,
        row_bytes: 4 << 20,
        ..Limits::default()
    }
}

/// All rows of all cells, up to [`ENOUGH`].
fn read_with(bytes: &[u8], limits: Limits) -> Result<Vec<Vec<String>>, Error> {
    let options = Options {
        limits,
        ..Options::default()
    };
    let table = Table::from_stream("sample", Box::new(Cursor::new(bytes.to_vec())), &options)?;
    let mut rows = Vec::new();
    let read = table.texts(|row: &TextRow<'_>| {
        rows.push(row.cells.iter().map(|cell| cell.to_string()).collect());
        if rows.len() < ENOUGH { Ok(()) } else { Err(()) }
    });
    match read {
        Err(ReadError::Table(error)) => Err(error),
        Ok(_) | Err(ReadError::Sink(())) => Ok(rows),
    }
}

fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    read_with(bytes, limits())
}

/// The code of the refusal, or `read`.
fn outcome(bytes: &[u8]) -> &'static str {
    match read(bytes) {
        Ok(_) => "read",
        Err(error) => error.problem.code(),
    }
}
