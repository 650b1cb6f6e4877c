//! Statements on one SQLite connection: prepared once, bound by the number in `$N`.

use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
use rusqlite::{Connection, ErrorCode, Statement, ffi};

use crate::error::Error;
use crate::row::Row;
use crate::value::Value;

pub(crate) fn execute(conn: &Connection, sql: &str, params: &[Value<'_>]) -> Result<u64, Error> {
    let mut statement = conn.prepare_cached(sql).map_err(error)?;
    bind(&mut statement, sql, params)?;
    changed(&mut statement)
}

pub(crate) fn execute_many<'p, I, R>(conn: &Connection, sql: &str, rows: I) -> Result<u64, Error>
where
    I: IntoIterator<Item = R>,
    R: AsRef<[Value<'p>]>,
{
    let mut statement = conn.prepare_cached(sql).map_err(error)?;
    let places = places(&statement, sql)?;
    let mut total = 0;
    for row in rows {
        bind_at(&mut statement, &places, row.as_ref())?;
        total += changed(&mut statement)?;
    }
    Ok(total)
}

/// Runs a bound statement to its end; rows of a RETURNING clause are passed over.
fn changed(statement: &mut Statement<'_>) -> Result<u64, Error> {
    if statement.column_count() == 0 {
        return statement.raw_execute().map(|n| n as u64).map_err(error);
    }
    let mut rows = statement.raw_query();
    let mut count = 0;
    while rows.next().map_err(error)?.is_some() {
        count += 1;
    }
    Ok(count)
}

pub(crate) fn query(
    conn: &Connection,
    sql: &str,
    params: &[Value<'_>],
) -> Result<Vec<Row<'static>>, Error> {
    let mut statement = conn.prepare_cached(sql).map_err(error)?;
    let width = statement.column_count();
    bind(&mut statement, sql, params)?;
    let mut rows = statement.raw_query();
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(error)? {
        all.push(Row::sqlite(row).into_owned(width)?);
    }
    Ok(all)
}

pub(crate) fn query_each(
    conn: &Connection,
    sql: &str,
    params: &[Value<'_>],
    f: &mut dyn FnMut(&Row<'_>) -> bool,
) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql).map_err(error)?;
    bind(&mut statement, sql, params)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(error)? {
        if !f(&Row::sqlite(row)) {
            break;
        }
    }
    Ok(())
}

pub(crate) fn prepare(conn: &Connection, sql: &str) -> Result<(), Error> {
    conn.prepare(sql).map(drop).map_err(error)
}

pub(crate) fn script(conn: &Connection, sql: &str) -> Result<(), Error> {
    conn.execute_batch(sql).map_err(error)
}

fn bind(statement: &mut Statement<'_>, sql: &str, params: &[Value<'_>]) -> Result<(), Error> {
    let places = places(statement, sql)?;
    bind_at(statement, &places, params)
}

/// SQLite numbers parameters by first appearance, so `$2` before `$1` would swap them: the
/// number in the name decides. The numbers in SQLite's order.
fn places(statement: &Statement<'_>, sql: &str) -> Result<Vec<usize>, Error> {
    let count = statement.parameter_count();
    let written = written(sql);
    if written.len() == count {
        return Ok(written);
    }
    let number = |index| {
        let name = statement.parameter_name(index)?;
        name.get(1..)?.parse().ok()
    };
    (1..=count)
        .map(|index| {
            number(index)
                .ok_or_else(|| Error::Sql(format!("parameter {index} is not of the form $1")))
        })
        .collect()
}

/// The numbers behind `$` outside of quotes, in the order in which each is met first. SQLite goes
/// through all names for each one it is asked for, which a list of hundreds makes dear.
fn written(sql: &str) -> Vec<usize> {
    let (mut found, mut met): (Vec<usize>, Vec<bool>) = (Vec::new(), Vec::new());
    for (at, part) in sql.split('\'').enumerate() {
        if at % 2 == 1 {
            continue;
        }
        for name in part.split('$').skip(1) {
            let end = name.find(|c: char| !c.is_ascii_digit());
            let Ok(number) = name[..end.unwrap_or(name.len())].parse::<u16>() else {
                continue;
            };
            let number = usize::from(number);
            if met.len() <= number {
                met.resize(number + 1, false);
            }
            if !std::mem::replace(&mut met[number], true) {
                found.push(number);
            }
        }
    }
    found
}

fn bind_at(
    statement: &mut Statement<'_>,
    places: &[usize],
    params: &[Value<'_>],
) -> Result<(), Error> {
    for (index, number) in places.iter().enumerate() {
        let value = number
            .checked_sub(1)
            .and_then(|at| params.get(at))
            .ok_or_else(|| Error::Sql(format!("no value for ${number}")))?;
        statement
            .raw_bind_parameter(index + 1, Bound(value))
            .map_err(error)?;
    }
    Ok(())
}

struct Bound<'v>(&'v Value<'v>);

impl rusqlite::ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Bool(v) => ToSqlOutput::Owned(Owned::Integer(i64::from(*v))),
            Value::Int(v) => ToSqlOutput::Owned(Owned::Integer(*v)),
            Value::Real(v) => ToSqlOutput::Owned(Owned::Real(*v)),
            Value::Text(v) => ToSqlOutput::Borrowed(ValueRef::Text(v.as_bytes())),
            Value::Blob(v) => ToSqlOutput::Borrowed(ValueRef::Blob(v)),
            Value::Uuid(v) => ToSqlOutput::Borrowed(ValueRef::Blob(v.as_bytes())),
        })
    }
}

/// Our word for an error of SQLite.
pub(crate) fn error(error: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(failure, message) = &error else {
        return Error::Sql(error.to_string());
    };
    let message = message.clone().unwrap_or_default();
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Conflict,
        ErrorCode::DiskFull => Error::Full,
        ErrorCode::SystemIoFailure => Error::Io(error.to_string()),
        ErrorCode::ReadOnly => Error::ReadOnly,
        ErrorCode::OperationInterrupted => Error::Stopped,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Error::Corrupt(message),
        ErrorCode::ConstraintViolation => match failure.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => unique(&message),
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Error::ForeignKey,
            _ => Error::Check(message),
        },
        _ => Error::Sql(message),
    }
}

/// `UNIQUE constraint failed: t.a, t.b` or `… failed: index 'name'`.
fn unique(message: &str) -> Error {
    let tail = message.rsplit_once(": ").map_or(message, |(_, tail)| tail);
    let mut table = "";
    let mut columns = Vec::new();
    for part in tail.split(", ") {
        match part.split_once('.') {
            Some((of, column)) => {
                table = of;
                columns.push(column);
            }
            None => columns.push(part.trim_start_matches("index ").trim_matches('\'')),
        }
    }
    Error::Unique {
        table: table.to_owned(),
        columns: columns.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_numbered_as_sqlite_numbers_them() {
        let conn = Connection::open_in_memory().unwrap();
        for (sql, numbers) in [
            ("SELECT 1", vec![]),
            ("SELECT $1, $2", vec![1, 2]),
            ("SELECT $2, $1, $2", vec![2, 1]),
            ("SELECT '$3', $1, 'it''s $4', $2", vec![1, 2]),
            ("SELECT $12, $1 -- it's", vec![12, 1]),
        ] {
            let statement = conn.prepare(sql).unwrap();
            assert_eq!(places(&statement, sql).unwrap(), numbers, "{sql}");
        }
        let named = "SELECT $a";
        let statement = conn.prepare(named).unwrap();
        assert!(places(&statement, named).is_err());
    }
}
