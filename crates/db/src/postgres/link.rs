//! One connection to PostgreSQL with its prepared statements.

use std::collections::HashMap;

use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use postgres::{Client, Statement};

use super::types::Bound;
use crate::error::Error;
use crate::row::Row;
use crate::value::Value;

/// Most parameters one statement can have in the protocol.
const MOST_PARAMETERS: usize = 65_535;
/// Rows sent in one statement; more gain nothing and cost memory.
const MOST_ROWS: usize = 512;

/// A connection.
pub(crate) struct Link {
    client: Client,
    prepared: HashMap<String, Statement>,
    most_prepared: usize,
}

impl Link {
    pub(super) fn new(client: Client, most_prepared: usize) -> Self {
        Link {
            client,
            prepared: HashMap::new(),
            most_prepared,
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Closes on a thread of its own: dropping a client inside a runtime panics.
    pub(super) fn close(self) {
        let closer = std::thread::Builder::new().name("close-connection".to_owned());
        if let Ok(thread) = closer.spawn(move || drop(self)) {
            let _ended = thread.join();
        }
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64, Error> {
        let statement = self.prepared(sql)?;
        let bound = bind(&statement, params)?;
        let refs: Vec<&(dyn ToSql + Sync)> = bound
            .iter()
            .map(|value| value as &(dyn ToSql + Sync))
            .collect();
        self.client.execute(&statement, &refs).map_err(error)
    }

    /// Writes rows many at a time where the statement is a plain `INSERT … VALUES ($1, …)`,
    /// else one by one.
    pub(crate) fn execute_many<'p, I, R>(&mut self, sql: &str, rows: I) -> Result<u64, Error>
    where
        I: IntoIterator<Item = R>,
        R: AsRef<[Value<'p>]>,
    {
        let Some(insert) = PlainInsert::parse(sql) else {
            let mut total = 0;
            for row in rows {
                total += self.execute(sql, row.as_ref())?;
            }
            return Ok(total);
        };
        let most = (MOST_PARAMETERS / insert.width).min(MOST_ROWS);
        let mut total = 0;
        let mut chunk: Vec<R> = Vec::with_capacity(most);
        for row in rows {
            if row.as_ref().len() != insert.width {
                return Err(Error::Sql(format!("expected {} values", insert.width)));
            }
            chunk.push(row);
            if chunk.len() == most {
                total += self.insert(&insert, &chunk)?;
                chunk.clear();
            }
        }
        // The rest in halves, so that few different statements are prepared.
        let mut rest = chunk.as_slice();
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(1 << rest.len().ilog2());
            total += self.insert(&insert, head)?;
            rest = tail;
        }
        Ok(total)
    }

    fn insert<'p, R: AsRef<[Value<'p>]>>(
        &mut self,
        insert: &PlainInsert<'_>,
        rows: &[R],
    ) -> Result<u64, Error> {
        let statement = self.prepared(&insert.for_rows(rows.len()))?;
        let bound: Vec<Bound<'_>> = rows
            .iter()
            .flat_map(|row| row.as_ref())
            .map(Bound)
            .collect();
        let refs: Vec<&(dyn ToSql + Sync)> = bound
            .iter()
            .map(|value| value as &(dyn ToSql + Sync))
            .collect();
        self.client.execute(&statement, &refs).map_err(error)
    }

    pub(crate) fn query(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
    ) -> Result<Vec<Row<'static>>, Error> {
        let statement = self.prepared(sql)?;
        let bound = bind(&statement, params)?;
        let refs: Vec<&(dyn ToSql + Sync)> = bound
            .iter()
            .map(|value| value as &(dyn ToSql + Sync))
            .collect();
        let rows = self.client.query(&statement, &refs).map_err(error)?;
        Ok(rows.into_iter().map(Row::postgres).collect())
    }

    pub(crate) fn query_each(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        f: &mut dyn FnMut(&Row<'_>) -> bool,
    ) -> Result<(), Error> {
        let statement = self.prepared(sql)?;
        let bound = bind(&statement, params)?;
        let mut rows = self.client.query_raw(&statement, bound).map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            if !f(&Row::postgres(row)) {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn prepare(&mut self, sql: &str) -> Result<(), Error> {
        self.client.prepare(sql).map(drop).map_err(error)
    }

    pub(crate) fn script(&mut self, sql: &str) -> Result<(), Error> {
        self.client.batch_execute(sql).map_err(error)
    }

    fn prepared(&mut self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(error)?;
        if self.prepared.len() >= self.most_prepared {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn bind<'v>(statement: &Statement, params: &'v [Value<'v>]) -> Result<Vec<Bound<'v>>, Error> {
    let wanted = statement.params().len();
    // SQLite lets unused parameters pass, so a list may be longer than the statement needs.
    let used = params
        .get(..wanted)
        .ok_or_else(|| Error::Sql(format!("no value for ${}", params.len() + 1)))?;
    Ok(used.iter().map(Bound).collect())
}

/// `INSERT INTO t (…) VALUES ($1, $2, …)` with nothing behind that could see its own rows.
struct PlainInsert<'s> {
    head: &'s str,
    tail: &'s str,
    width: usize,
}

impl<'s> PlainInsert<'s> {
    fn parse(sql: &'s str) -> Option<Self> {
        let at = sql.find("VALUES (")? + "VALUES ".len();
        let head = &sql[..at];
        let (list, tail) = sql[at..].strip_prefix('(')?.split_once(')')?;
        let mut width = 0;
        for parameter in list.split(',') {
            width += 1;
            if parameter.trim() != format!("${width}") {
                return None;
            }
        }
        let harmless = tail.trim().is_empty() || tail.trim() == "ON CONFLICT DO NOTHING";
        (harmless && head.trim_start().starts_with("INSERT INTO ")).then_some(PlainInsert {
            head,
            tail,
            width,
        })
    }

    fn for_rows(&self, rows: usize) -> String {
        use std::fmt::Write;
        let mut sql = String::with_capacity(self.head.len() + rows * self.width * 6);
        sql.push_str(self.head);
        for row in 0..rows {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..self.width {
                let comma = if column == 0 { "" } else { ", " };
                let number = row * self.width + column + 1;
                write!(sql, "{comma}${number}").expect("writing to a String cannot fail");
            }
            sql.push(')');
        }
        sql.push_str(self.tail);
        sql
    }
}

/// Our word for an error of PostgreSQL.
pub(super) fn error(error: postgres::Error) -> Error {
    let Some(answer) = error.as_db_error() else {
        return if error.is_closed() || is_broken_pipe(&error) {
            Error::Disconnected(error.to_string())
        } else {
            Error::Sql(error.to_string())
        };
    };
    let code = answer.code();
    if [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
    ]
    .contains(code)
    {
        return Error::Conflict;
    }
    match code.code() {
        "23505" => unique(answer),
        "23503" => Error::ForeignKey,
        "23502" | "23514" => Error::Check(
            answer
                .constraint()
                .or(answer.column())
                .unwrap_or_default()
                .to_owned(),
        ),
        "53100" => Error::Full,
        "25006" => Error::ReadOnly,
        "57014" => Error::Timeout,
        "53300" => Error::Busy,
        // The server is shutting down, starting, or cut us off.
        code if code.starts_with("57P") || code.starts_with("08") => {
            Error::Disconnected(answer.message().to_owned())
        }
        code => Error::Sql(format!("{code}: {}", answer.message())),
    }
}

fn is_broken_pipe(error: &postgres::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if inner.is::<std::io::Error>() {
            return true;
        }
        source = inner.source();
    }
    false
}

/// The columns come from the detail, `Key (a, b)=(x, y) already exists.`; the values stay out.
fn unique(answer: &postgres::error::DbError) -> Error {
    let columns = answer
        .detail()
        .and_then(|detail| detail.strip_prefix("Key ("))
        .and_then(|rest| rest.split_once(")=("))
        .map_or(answer.constraint().unwrap_or_default(), |(columns, _)| {
            columns
        });
    Error::Unique {
        table: answer.table().unwrap_or_default().to_owned(),
        columns: columns.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_inserts_are_widened() {
        let plain = PlainInsert::parse("INSERT INTO t (a, b) VALUES ($1, $2)").unwrap();
        assert_eq!(
            plain.for_rows(2),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)"
        );
        for other in [
            "INSERT INTO t (a, b) VALUES ($2, $1)",
            "INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = excluded.a",
            "INSERT INTO t (a) VALUES ($1) RETURNING a",
            "INSERT INTO t (a) VALUES (coalesce($1, 0))",
            "UPDATE t SET a = $1",
        ] {
            assert!(PlainInsert::parse(other).is_none(), "{other}");
        }
    }
}
