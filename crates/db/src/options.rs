//! Where the database is and how it is run. Every number has a documented default.

use std::path::PathBuf;
use std::time::Duration;

/// Where the data lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A SQLite file; made when missing.
    Sqlite(PathBuf),
    /// A PostgreSQL connection string or URL. Over the network TLS with a verified certificate
    /// is used unless the string says `sslmode=disable`; on loopback only if it says `require`.
    Postgres(String),
}

/// What a commit waits for (SQLite).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Synchronous {
    /// The data is on the disk: survives power loss.
    Full,
    /// The data is with the operating system: survives a crash of the program only. For tests
    /// and for filling a base that can be filled again.
    Off,
}

/// When the file is read through before it is used (SQLite).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartCheck {
    /// When the last run did not end in order. For the process that owns the data folder.
    AfterCrash,
    /// Never: for commands that work beside a running server.
    Skip,
}

/// How the database is run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Connections that read at the same time. Default: 8.
    pub readers: usize,
    /// Connections that write at the same time on PostgreSQL (SQLite has one). Default: 8.
    pub writers: usize,
    /// How long a caller waits for a free connection or a lock. Default: 5 s.
    pub wait: Duration,
    /// How long a write is run again after conflicts before it is given up. Default: 10 s.
    pub retry_for: Duration,
    /// Callers that may queue for the one writer of SQLite before the next are refused with
    /// [`crate::Error::Busy`]. Default: 1000.
    pub queue: usize,
    /// Most callers whose changes share one commit on SQLite. Default: 64.
    pub batch: usize,
    /// Page cache of each SQLite connection, in KiB. Default: 16384.
    pub cache_kib: u32,
    /// Page cache of the SQLite connection that writes, in KiB. A portion of an import changes
    /// pages of some twenty indexes; what does not fit is written twice. Default: 65536.
    pub writer_cache_kib: u32,
    /// Bytes of the SQLite file mapped into memory by each connection. Default: 0 (none).
    pub mmap_bytes: u64,
    /// Prepared statements kept by each connection. Default: 256.
    pub statements: usize,
    /// What a commit waits for. Default: [`Synchronous::Full`].
    pub synchronous: Synchronous,
    /// When the SQLite file is read through at opening. Default: [`StartCheck::Skip`].
    pub check: StartCheck,
    /// Longest run of one statement on PostgreSQL. Default: 60 s.
    pub statement_timeout: Duration,
    /// Accept a PostgreSQL role that is a superuser. Default: no, because one hole in the
    /// program would then be a hole in the machine.
    pub allow_superuser: bool,
    /// PEM file with the authorities that signed the PostgreSQL server's certificate. Default:
    /// the public ones.
    pub tls_authorities: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            readers: 8,
            writers: 8,
            wait: Duration::from_secs(5),
            retry_for: Duration::from_secs(10),
            queue: 1000,
            batch: 64,
            cache_kib: 16 * 1024,
            writer_cache_kib: 64 * 1024,
            mmap_bytes: 0,
            statements: 256,
            synchronous: Synchronous::Full,
            check: StartCheck::Skip,
            statement_timeout: Duration::from_secs(60),
            allow_superuser: false,
            tls_authorities: None,
        }
    }
}
