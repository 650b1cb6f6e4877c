//! How an installation is run. Each value is looked for in four places, the first wins: the flag
//! of the command, the environment, the file `clientele.toml`, the default. `keys` is the one
//! table of what there is; flags, checks and the reference page come from it.

mod keys;
mod layers;
mod page;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use app::{DbOptions, DbTarget, StartCheck};
use domain::language::Language;
use server::config::PublicUrl;

pub use keys::KEYS;
pub use layers::{Flags, Origin, Problem, load};
pub use page::markdown;

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The configuration of an installation.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder of the base and its backups.
    pub data: PathBuf,
    /// PostgreSQL instead of the file in the data folder.
    pub database: Option<String>,
    /// Authorities for the PostgreSQL server's certificate.
    pub database_authorities: Option<PathBuf>,
    /// Accept a PostgreSQL superuser.
    pub database_superuser: bool,
    /// Connections that read at the same time.
    pub database_readers: usize,
    /// Page cache of each SQLite connection.
    pub database_cache_mib: u32,
    /// Part of the SQLite file mapped into memory.
    pub database_mmap_mib: u32,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// How browsers reach it.
    pub public_url: Option<PublicUrl>,
    /// Reverse proxy whose word about addresses is believed.
    pub trusted_proxy: Option<IpAddr>,
    /// Language of the command line.
    pub language: Language,
    /// What is logged.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
    /// Folder of backups, if not in the data folder.
    pub backups: Option<PathBuf>,
    /// Backups kept; 0 makes none at night.
    pub backups_keep: usize,
    /// Hour at which nightly work begins.
    pub night_hour: i8,
    /// Folder whose folders may be watched for regular imports.
    pub import_folders: Option<PathBuf>,
    /// Folder whose folders are mailboxes of leads.
    pub mail_folders: Option<PathBuf>,
    /// Largest file that is brought in.
    pub import_file_mib: u64,
    /// Address space of the process that reads it.
    pub import_memory_mib: u64,
    /// Processor time of that process.
    pub import_seconds: u64,
}

impl Config {
    /// The SQLite file of the data folder.
    pub fn base_file(&self) -> PathBuf {
        self.data.join("clientele.db")
    }

    /// Where the data is.
    pub fn target(&self) -> DbTarget {
        match &self.database {
            Some(url) => DbTarget::Postgres(url.clone()),
            None => DbTarget::Sqlite(self.base_file()),
        }
    }

    /// How the database is run.
    pub fn options(&self, check: StartCheck) -> DbOptions {
        DbOptions {
            readers: self.database_readers,
            cache_kib: self.database_cache_mib * 1024,
            mmap_bytes: u64::from(self.database_mmap_mib) << 20,
            tls_authorities: self.database_authorities.clone(),
            allow_superuser: self.database_superuser,
            check,
            ..DbOptions::default()
        }
    }

    /// Where backups go and how many are kept.
    pub fn places(&self) -> app::job::Places {
        app::job::Places {
            backups: match &self.backups {
                Some(folder) => folder.clone(),
                None => self.data.join("backups"),
            },
            keep: self.backups_keep,
        }
    }

    /// Where files of imports lie, and the process that reads them: this program once more.
    pub fn imports(&self) -> std::io::Result<app::import::Place> {
        Ok(app::import::Place {
            folder: self.data.join("imports"),
            feeds: self.import_folders.clone(),
            reader: app::import::Reader::Apart {
                program: std::env::current_exe()?,
                memory_mib: self.import_memory_mib,
                seconds: self.import_seconds,
            },
            limit: self.import_file_mib << 20,
        })
    }

    /// Where the analysis keeps its image of the orders.
    pub fn image(&self) -> PathBuf {
        self.data.join("analysis.image")
    }
}
