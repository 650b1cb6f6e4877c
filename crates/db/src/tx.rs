//! A transaction as the code above sees it: the same on both engines.

use crate::dialect::Engine;
use crate::error::Error;
use crate::postgres::Link;
use crate::row::Row;
use crate::sqlite::statement;
use crate::value::Value;

/// An open transaction. A statement that fails spoils it: later statements fail too and nothing
/// is kept, on both engines alike; [`Tx::savepoint`] bounds the damage.
pub struct Tx<'c> {
    conn: Conn<'c>,
    failed: Option<Error>,
    depth: u32,
}

enum Conn<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut Link),
}

/// What shall become of a transaction after its closure.
pub(crate) enum Verdict<T, E> {
    Keep(T),
    Drop(E),
    Again(E),
}

impl<'c> Tx<'c> {
    pub(crate) fn sqlite(conn: &'c rusqlite::Connection) -> Self {
        Tx::new(Conn::Sqlite(conn))
    }

    pub(crate) fn postgres(link: &'c mut Link) -> Self {
        Tx::new(Conn::Postgres(link))
    }

    fn new(conn: Conn<'c>) -> Self {
        Tx {
            conn,
            failed: None,
            depth: 0,
        }
    }

    /// Which engine answers; for the functions of `dialect` only.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.conn {
            Conn::Sqlite(_) => Engine::Sqlite,
            Conn::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs a statement; how many rows it changed.
    pub fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64, Error> {
        self.run(|conn| match conn {
            Conn::Sqlite(conn) => statement::execute(conn, sql, params),
            Conn::Postgres(link) => link.execute(sql, params),
        })
    }

    /// Runs one statement for each row of parameters; how many rows were changed in all. The
    /// fast way to write many rows.
    pub fn execute_many<'p, I, R>(&mut self, sql: &str, rows: I) -> Result<u64, Error>
    where
        I: IntoIterator<Item = R>,
        R: AsRef<[Value<'p>]>,
    {
        self.run(|conn| match conn {
            Conn::Sqlite(conn) => statement::execute_many(conn, sql, rows),
            Conn::Postgres(link) => link.execute_many(sql, rows),
        })
    }

    /// All rows of an answer; for answers of bounded size.
    pub fn query(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Vec<Row<'static>>, Error> {
        self.run(|conn| match conn {
            Conn::Sqlite(conn) => statement::query(conn, sql, params),
            Conn::Postgres(link) => link.query(sql, params),
        })
    }

    /// The row of an answer that has at most one.
    pub fn query_opt(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
    ) -> Result<Option<Row<'static>>, Error> {
        let mut rows = self.query(sql, params)?;
        match rows.len() {
            0 | 1 => Ok(rows.pop()),
            many => Err(Error::RowCount(many)),
        }
    }

    /// The row of an answer that always has exactly one.
    pub fn query_one(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Row<'static>, Error> {
        self.query_opt(sql, params)?.ok_or(Error::RowCount(0))
    }

    /// Hands each row to `f` without keeping any: for answers of any size. The first error of
    /// `f` ends it.
    pub fn query_each<E, F>(&mut self, sql: &str, params: &[Value<'_>], f: F) -> Result<(), E>
    where
        E: From<Error>,
        F: FnMut(&Row<'_>) -> Result<(), E>,
    {
        let mut stopped = None;
        let mut f = f;
        let mut step = |row: &Row<'_>| match f(row) {
            Ok(()) => true,
            Err(error) => {
                stopped = Some(error);
                false
            }
        };
        self.run(|conn| match conn {
            Conn::Sqlite(conn) => statement::query_each(conn, sql, params, &mut step),
            Conn::Postgres(link) => link.query_each(sql, params, &mut step),
        })?;
        stopped.map_or(Ok(()), Err)
    }

    /// Asks the engine whether it understands a statement, without running it.
    pub fn prepare(&mut self, sql: &str) -> Result<(), Error> {
        self.run(|conn| match conn {
            Conn::Sqlite(conn) => statement::prepare(conn, sql),
            Conn::Postgres(link) => link.prepare(sql),
        })
    }

    /// Runs `f` so that its failure undoes only what `f` did: the outcome of one row among many.
    pub fn savepoint<T, E, F>(&mut self, f: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E>,
    {
        self.depth += 1;
        let name = format!("inner_{}", self.depth);
        let result = self.guarded(&name, f);
        self.depth -= 1;
        result
    }

    fn guarded<T, E, F>(&mut self, name: &str, f: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E>,
    {
        self.script(&format!("SAVEPOINT {name}"))?;
        let result = f(self);
        match (result, self.failed.take()) {
            (Ok(value), None) => {
                self.script(&format!("RELEASE SAVEPOINT {name}"))?;
                Ok(value)
            }
            // A conflict can only be cured by running the whole transaction again.
            (Ok(_), Some(error)) if error.is_conflict() => {
                self.failed = Some(error.clone());
                Err(error.into())
            }
            (Err(refusal), Some(error)) if error.is_conflict() => {
                self.failed = Some(error);
                Err(refusal)
            }
            (result, failed) => {
                self.script(&format!(
                    "ROLLBACK TO SAVEPOINT {name}; RELEASE SAVEPOINT {name}"
                ))?;
                match failed {
                    Some(error) if result.is_ok() => Err(error.into()),
                    _ => result,
                }
            }
        }
    }

    /// Runs several statements without parameters.
    pub(crate) fn script(&mut self, sql: &str) -> Result<(), Error> {
        self.run(|conn| match conn {
            Conn::Sqlite(conn) => statement::script(conn, sql),
            Conn::Postgres(link) => link.script(sql),
        })
    }

    pub(crate) fn verdict<T, E: From<Error>>(&mut self, result: Result<T, E>) -> Verdict<T, E> {
        match (result, self.failed.take()) {
            (Ok(value), None) => Verdict::Keep(value),
            (Ok(_), Some(error)) if error.is_conflict() => Verdict::Again(error.into()),
            (Err(refusal), Some(error)) if error.is_conflict() => Verdict::Again(refusal),
            (Ok(_), Some(error)) => Verdict::Drop(error.into()),
            (Err(refusal), _) => Verdict::Drop(refusal),
        }
    }

    fn run<T>(&mut self, f: impl FnOnce(&mut Conn<'c>) -> Result<T, Error>) -> Result<T, Error> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let result = f(&mut self.conn);
        if let Err(error) = &result {
            self.failed = Some(error.clone());
        }
        result
    }
}
