//! One row of an answer. It may lie in the engine's memory: nothing is copied until a cell is
//! read as an owned value.

use std::borrow::Cow;

use rusqlite::types::ValueRef;

use crate::error::Error;
use crate::postgres::Cell;
use crate::value::{FromValue, Value};

/// A row; cells are numbered from 0 in the order of the SELECT.
pub struct Row<'a>(Cells<'a>);

enum Cells<'a> {
    Owned(Box<[Value<'static>]>),
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(postgres::Row),
}

impl<'a> Row<'a> {
    pub(crate) fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Row(Cells::Sqlite(row))
    }

    pub(crate) fn postgres(row: postgres::Row) -> Self {
        Row(Cells::Postgres(row))
    }

    /// The row with its own memory, to outlive the statement.
    pub(crate) fn into_owned(self, width: usize) -> Result<Row<'static>, Error> {
        match self.0 {
            Cells::Sqlite(row) => {
                let mut cells = Vec::with_capacity(width);
                for index in 0..width {
                    cells.push(sqlite_cell(row, index)?.into_owned());
                }
                Ok(Row(Cells::Owned(cells.into_boxed_slice())))
            }
            Cells::Owned(cells) => Ok(Row(Cells::Owned(cells))),
            Cells::Postgres(row) => Ok(Row(Cells::Postgres(row))),
        }
    }

    /// Reads a cell: `row.get::<i64>(0)?`, `row.get::<Option<&str>>(1)?`.
    pub fn get<'r, T: FromValue<'r>>(&'r self, index: usize) -> Result<T, Error> {
        T::from_value(self.cell(index)?).map_err(|found| Error::Column {
            index,
            wanted: T::WANTED,
            found: found.kind(),
        })
    }

    fn cell(&self, index: usize) -> Result<Value<'_>, Error> {
        let missing = Error::Column {
            index,
            wanted: "a column",
            found: "none",
        };
        match &self.0 {
            Cells::Owned(cells) => cells.get(index).map(Value::borrowed).ok_or(missing),
            Cells::Sqlite(row) => sqlite_cell(row, index),
            Cells::Postgres(row) => row
                .try_get::<_, Cell<'_>>(index)
                .map(|cell| cell.0)
                .map_err(|_| missing),
        }
    }
}

fn sqlite_cell<'r>(row: &'r rusqlite::Row<'_>, index: usize) -> Result<Value<'r>, Error> {
    let wrong = |found| Error::Column {
        index,
        wanted: "a value",
        found,
    };
    Ok(match row.get_ref(index).map_err(|_| wrong("none"))? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(v) => Value::Int(v),
        ValueRef::Real(v) => Value::Real(v),
        ValueRef::Text(v) => Value::Text(Cow::Borrowed(
            std::str::from_utf8(v).map_err(|_| wrong("a text that is not UTF-8"))?,
        )),
        ValueRef::Blob(v) => Value::Blob(Cow::Borrowed(v)),
    })
}
