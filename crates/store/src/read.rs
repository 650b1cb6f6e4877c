//! Cells as values of the domain: moments, codes, identifiers. A cell that cannot be one means a
//! row written by something else, and is an error, never a default.

use std::str::FromStr;

use db::{Error, Row};
use domain::code::UnknownCode;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use uuid::Uuid;

/// A moment from its microseconds.
pub fn moment(row: &Row, index: usize) -> Result<Timestamp, Error> {
    to_moment(row.get::<i64>(index)?, index)
}

/// A moment that may be absent.
pub fn moment_opt(row: &Row, index: usize) -> Result<Option<Timestamp>, Error> {
    let micros = row.get::<Option<i64>>(index)?;
    micros.map(|value| to_moment(value, index)).transpose()
}

/// An enumeration from its code.
pub fn code<T: FromStr<Err = UnknownCode>>(row: &Row, index: usize) -> Result<T, Error> {
    row.get::<&str>(index)?.parse().map_err(|_| Error::Column {
        index,
        wanted: "a known code",
        found: "another text",
    })
}

/// An enumeration that may be absent.
pub fn code_opt<T: FromStr<Err = UnknownCode>>(
    row: &Row,
    index: usize,
) -> Result<Option<T>, Error> {
    let absent = row.get::<Option<&str>>(index)?.is_none();
    if absent {
        Ok(None)
    } else {
        code(row, index).map(Some)
    }
}

/// A business day.
pub fn day(row: &Row, index: usize) -> Result<Date, Error> {
    row.get::<&str>(index)?.parse().map_err(|_| Error::Column {
        index,
        wanted: "a day",
        found: "another text",
    })
}

/// A business day that may be absent.
pub fn day_opt(row: &Row, index: usize) -> Result<Option<Date>, Error> {
    let absent = row.get::<Option<&str>>(index)?.is_none();
    if absent {
        Ok(None)
    } else {
        day(row, index).map(Some)
    }
}

/// A time of day that may be absent.
pub fn time_opt(row: &Row, index: usize) -> Result<Option<Time>, Error> {
    let text = row.get::<Option<&str>>(index)?;
    text.map(|text| {
        text.parse().map_err(|_| Error::Column {
            index,
            wanted: "a time of day",
            found: "another text",
        })
    })
    .transpose()
}

/// An identifier.
pub fn id<T: From<Uuid>>(row: &Row, index: usize) -> Result<T, Error> {
    row.get::<Uuid>(index).map(T::from)
}

/// An identifier that may be absent.
pub fn id_opt<T: From<Uuid>>(row: &Row, index: usize) -> Result<Option<T>, Error> {
    Ok(row.get::<Option<Uuid>>(index)?.map(T::from))
}

fn to_moment(micros: i64, index: usize) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(micros).map_err(|_| Error::Column {
        index,
        wanted: "a moment",
        found: "a number out of range",
    })
}
