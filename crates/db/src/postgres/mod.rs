//! PostgreSQL: a small pool of blocking connections, serializable writes, repeatable reads.

mod dump;
mod link;
mod tls;
mod types;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::options::Options;
use crate::retry::Outcome;
use crate::sqlite::lock;
use crate::tx::{Tx, Verdict};

pub(crate) use link::Link;
pub(crate) use types::Cell;

const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const BEGIN_WRITE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";
/// First version whose SQL and security fixes we rely on.
const OLDEST_ENGINE: i64 = 130_000;

/// Connections to one PostgreSQL database.
pub(crate) struct Postgres {
    pool: Mutex<Pool>,
    freed: Condvar,
    connector: tls::Connector,
    options: Options,
}

struct Pool {
    idle: Vec<Link>,
    open: usize,
}

impl Postgres {
    pub(crate) fn open(url: &str, options: &Options) -> Result<Postgres, Error> {
        let connector = tls::Connector::new(url, options)?;
        let mut link = connector.connect()?;
        let checked = check_server(&mut link, options);
        let postgres = Postgres {
            pool: Mutex::new(Pool {
                idle: vec![link],
                open: 1,
            }),
            freed: Condvar::new(),
            connector,
            options: options.clone(),
        };
        checked.map(|()| postgres)
    }

    pub(crate) fn options(&self) -> &Options {
        &self.options
    }

    pub(crate) fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E>,
    {
        let mut link = self.begin(BEGIN_READ)?;
        let ran = catch_unwind(AssertUnwindSafe(|| {
            let mut tx = Tx::postgres(&mut link);
            let result = f(&mut tx);
            tx.verdict(result)
        }));
        let ended = link.script("COMMIT").is_ok();
        self.give_back(link, ended);
        match ran.unwrap_or_else(|panic| resume_unwind(panic)) {
            Verdict::Keep(value) => Ok(value),
            Verdict::Drop(error) | Verdict::Again(error) => Err(error),
        }
    }

    pub(crate) fn write<T, E, F>(&self, f: &mut F) -> Outcome<T, E>
    where
        E: From<Error>,
        F: FnMut(&mut Tx<'_>) -> Result<T, E>,
    {
        let mut link = match self.begin(BEGIN_WRITE) {
            Ok(link) => link,
            Err(error) => return Outcome::Done(Err(error.into())),
        };
        let ran = catch_unwind(AssertUnwindSafe(|| {
            let mut tx = Tx::postgres(&mut link);
            let result = f(&mut tx);
            tx.verdict(result)
        }));
        let keep = matches!(ran, Ok(Verdict::Keep(_)));
        let ended = link.script(if keep { "COMMIT" } else { "ROLLBACK" });
        self.give_back(link, !matches!(ended, Err(Error::Disconnected(_))));
        match ran.unwrap_or_else(|panic| resume_unwind(panic)) {
            Verdict::Keep(value) => match ended {
                Ok(()) => Outcome::Done(Ok(value)),
                Err(Error::Disconnected(_)) => Outcome::Done(Err(Error::Unknown.into())),
                Err(error) if error.is_conflict() => Outcome::Again(error.into()),
                Err(error) => Outcome::Done(Err(error.into())),
            },
            Verdict::Drop(error) => Outcome::Done(Err(error)),
            Verdict::Again(error) => Outcome::Again(error),
        }
    }

    /// A connection with a transaction begun. A connection that died in the pool (the server was
    /// restarted) is replaced, for as long as a caller is ready to wait.
    fn begin(&self, begin: &str) -> Result<Link, Error> {
        let deadline = Instant::now() + self.options.wait;
        loop {
            let attempt = self
                .link(deadline)
                .and_then(|mut link| match link.script(begin) {
                    Ok(()) => Ok(link),
                    Err(error) => {
                        self.give_back(link, false);
                        Err(error)
                    }
                });
            match attempt {
                Err(Error::Disconnected(_)) if Instant::now() < deadline => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                other => return other,
            }
        }
    }

    fn link(&self, deadline: Instant) -> Result<Link, Error> {
        let mut pool = lock(&self.pool);
        loop {
            while let Some(link) = pool.idle.pop() {
                if !link.is_closed() {
                    return Ok(link);
                }
                pool.open -= 1;
                link.close();
            }
            if pool.open < self.options.readers + self.options.writers {
                pool.open += 1;
                drop(pool);
                return self.connector.connect().inspect_err(|_| {
                    lock(&self.pool).open -= 1;
                    self.freed.notify_one();
                });
            }
            let left = deadline
                .checked_duration_since(Instant::now())
                .ok_or(Error::Busy)?;
            pool = self
                .freed
                .wait_timeout(pool, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    fn give_back(&self, link: Link, usable: bool) {
        let mut pool = lock(&self.pool);
        if usable && !link.is_closed() {
            pool.idle.push(link);
        } else {
            pool.open -= 1;
            link.close();
        }
        drop(pool);
        self.freed.notify_one();
    }

    pub(crate) fn version(&self) -> Result<String, Error> {
        self.read(|tx| tx.query_one("SHOW server_version", &[])?.get(0))
    }

    /// Settings of the server under which a confirmed change could be lost.
    pub(crate) fn examine(&self) -> Result<Vec<String>, Error> {
        self.read(|tx| {
            let mut found = Vec::new();
            for name in ["fsync", "full_page_writes", "synchronous_commit"] {
                let value: String = tx
                    .query_one("SELECT current_setting($1)", &crate::params![name])?
                    .get(0)?;
                if value == "off" {
                    found.push(format!("{name} = off"));
                }
            }
            Ok(found)
        })
    }
}

impl Drop for Postgres {
    /// A blocking client must not be dropped on a thread that drives asynchronous work.
    fn drop(&mut self) {
        for link in lock(&self.pool).idle.drain(..) {
            link.close();
        }
    }
}

fn check_server(link: &mut Link, options: &Options) -> Result<(), Error> {
    let mut ask = |sql| link.query(sql, &[]);
    let version: i64 = ask("SELECT CAST(current_setting('server_version_num') AS BIGINT)")?
        .first()
        .ok_or(Error::RowCount(0))?
        .get(0)?;
    if version < OLDEST_ENGINE {
        return Err(Error::OldEngine {
            engine: "PostgreSQL",
            found: (version / 10_000).to_string(),
            needed: "13",
        });
    }
    let superuser: bool = ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")?
        .first()
        .ok_or(Error::RowCount(0))?
        .get(0)?;
    if superuser && !options.allow_superuser {
        return Err(Error::Superuser);
    }
    Ok(())
}
