//! What can go wrong with a database, as values that callers can tell apart. No SQL values and
//! no personal data stand in these texts: they may be logged.

use std::path::PathBuf;

/// A failure of the database or of its use.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A value that must be unique is there already.
    #[error("unique constraint on {table}({columns})")]
    Unique {
        /// The table.
        table: String,
        /// Its columns, comma and space between; the name of the index if it is on expressions.
        columns: String,
    },
    /// A row refers to one that does not exist, or is still referred to.
    #[error("foreign key constraint")]
    ForeignKey,
    /// A CHECK or NOT NULL constraint refused the row.
    #[error("check constraint: {0}")]
    Check(String),
    /// Another writer was in the way; [`crate::Db::write`] runs the transaction again.
    #[error("conflict with another transaction")]
    Conflict,
    /// No connection or lock became free in time, or too many callers wait already.
    #[error("the database is busy")]
    Busy,
    /// The disk is full; nothing was changed, reading goes on.
    #[error("the disk is full")]
    Full,
    /// The disk or the file system reported an error.
    #[error("input/output error: {0}")]
    Io(String),
    /// The file turned out to be damaged while it was in use.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The file may not be written.
    #[error("the database is read-only")]
    ReadOnly,
    /// The connection broke before the transaction could be committed; nothing was changed.
    #[error("connection lost: {0}")]
    Disconnected(String),
    /// The connection broke during the commit: it is not known whether the change was made.
    #[error("connection lost while committing")]
    Unknown,
    /// The statement ran longer than allowed.
    #[error("statement took too long")]
    Timeout,
    /// The caller stopped it.
    #[error("stopped")]
    Stopped,
    /// Another program that is needed could not do its part.
    #[error("{program}: {detail}")]
    Program {
        /// Its name.
        program: &'static str,
        /// What it said.
        detail: String,
    },
    /// A query that must give one row gave none or several.
    #[error("expected one row, found {0}")]
    RowCount(usize),
    /// A column does not hold what the program asked for.
    #[error("column {index} holds {found}, not {wanted}")]
    Column {
        /// Position in the row, from 0.
        index: usize,
        /// What was asked for.
        wanted: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A write inside a write on the same thread: it would wait for itself.
    #[error("a write transaction was begun inside another")]
    Nested,
    /// The engine does not do this.
    #[error("{0} is not available on this engine")]
    Unsupported(&'static str),
    /// Any other refusal by the engine.
    #[error("{0}")]
    Sql(String),

    /// The file is no SQLite database at all.
    #[error("{} is not a database", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// A SQLite database, but of another program.
    #[error("{} belongs to another program", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The database is damaged.
    #[error("{} is damaged: {detail}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the engine said.
        detail: String,
    },
    /// A write-ahead log lies beside a database that is missing or empty.
    #[error("{} is there, but not the database it belongs to", wal.display())]
    OrphanWal {
        /// The log.
        wal: PathBuf,
    },
    /// The file lies on a network file system, where SQLite cannot keep its promises.
    #[error("{} lies on a network file system ({kind})", path.display())]
    NetworkDisk {
        /// The file.
        path: PathBuf,
        /// Kind of the file system.
        kind: String,
    },
    /// The file cannot be opened or made.
    #[error("{}: {detail}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        detail: String,
    },
    /// The engine is too old to be trusted.
    #[error("{engine} {found} is too old, {needed} is needed")]
    OldEngine {
        /// Its name.
        engine: &'static str,
        /// Its version.
        found: String,
        /// The first good version.
        needed: &'static str,
    },
    /// The PostgreSQL role is a superuser.
    #[error("the database role is a superuser")]
    Superuser,
    /// The connection string cannot be used.
    #[error("connection string: {0}")]
    Url(String),
    /// The schema was written by a newer version of the program.
    #[error("the schema is at {found}, this program knows {known}")]
    NewerSchema {
        /// Number of the last migration in the database.
        found: i64,
        /// Number of the last migration known.
        known: i64,
    },
    /// A migration that ran already has another text now.
    #[error("migration {number} ({name}) was changed after it ran")]
    MigrationChanged {
        /// Its number.
        number: i64,
        /// Its name.
        name: String,
    },
    /// The text of a migration cannot be used.
    #[error("migration {number}: {detail}")]
    BadMigration {
        /// Its number.
        number: i64,
        /// Why.
        detail: &'static str,
    },
}

impl Error {
    /// Stable code; the words for it are in the catalogues under `error-` + code with dashes.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Error::Unique { .. } => "db.unique",
            Error::ForeignKey => "db.foreign_key",
            Error::Check(_) => "db.check",
            Error::Conflict => "db.conflict",
            Error::Busy => "db.busy",
            Error::Full => "db.full",
            Error::Io(_) => "db.io",
            Error::ReadOnly => "db.read_only",
            Error::Disconnected(_) => "db.disconnected",
            Error::Unknown => "db.unknown_outcome",
            Error::Timeout => "db.timeout",
            Error::NotADatabase { .. } => "db.not_a_database",
            Error::Foreign { .. } => "db.foreign",
            Error::Damaged { .. } | Error::Corrupt(_) => "db.damaged",
            Error::OrphanWal { .. } => "db.orphan_wal",
            Error::NetworkDisk { .. } => "db.network_disk",
            Error::Open { .. } => "db.open",
            Error::OldEngine { .. } => "db.old_engine",
            Error::Superuser => "db.superuser",
            Error::Url(_) => "db.url",
            Error::NewerSchema { .. } => "db.newer_schema",
            Error::MigrationChanged { .. } => "db.migration_changed",
            Error::Stopped => "db.stopped",
            Error::Program { .. } => "db.program",
            Error::RowCount(_)
            | Error::Column { .. }
            | Error::Nested
            | Error::Unsupported(_)
            | Error::Sql(_)
            | Error::BadMigration { .. } => "db.internal",
        }
    }

    /// Whether running the transaction again may help.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Error::Conflict | Error::Disconnected(_))
    }
}
