//! What every command of an installation begins with: its configuration, its words, its log; and
//! how failures are told.

use std::io::{IsTerminal, Write};
use std::path::Path;

use anyhow::Error;
use app::{App, DbError, DbOptions, DbTarget, StartCheck};

use crate::config::{Config, Flags, LogFormat, Problem, load};
use crate::words::{Words, language_of_environment};

/// A command's surroundings.
pub struct Console {
    /// The configuration in force.
    pub config: Config,
    /// The words of its language.
    pub words: Words,
}

/// A failure whose words have been found.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Told(pub String);

impl Console {
    /// Reads the configuration.
    pub fn open(flags: &Flags) -> Result<Console, Error> {
        let config = match load(flags, &variable) {
            Ok(loaded) => loaded.config,
            Err(problem) => {
                return Err(told_problem(
                    &Words::new(language_of_environment()),
                    &problem,
                ));
            }
        };
        let words = Words::new(config.language);
        Ok(Console { config, words })
    }

    /// Begins to log to standard error.
    pub fn log(&self) {
        self.log_as(&self.config.log);
    }

    /// The same, but warnings and worse only: where somebody reads what is said on the screen.
    pub fn log_quietly(&self) {
        self.log_as("warn");
    }

    fn log_as(&self, filter: &str) {
        let filter = tracing_subscriber::EnvFilter::new(filter);
        let log = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr);
        match self.config.log_format {
            LogFormat::Text => log.init(),
            LogFormat::Json => log.json().init(),
        }
    }

    /// Opens the base that is there; a command must not make one by the way.
    pub fn app(&self) -> Result<App, Error> {
        let target = self.config.target();
        self.must_exist(&target)?;
        let options = self.config.options(StartCheck::Skip);
        App::open(&target, &options).map_err(|error| self.told(&error))
    }

    /// The same without bringing its schema up to date: for looking and saving.
    pub fn app_as_it_is(&self, options: &DbOptions) -> Result<App, Error> {
        let target = self.config.target();
        self.must_exist(&target)?;
        App::open_as_it_is(&target, options).map_err(|error| self.told(&error))
    }

    fn must_exist(&self, target: &DbTarget) -> Result<(), Error> {
        match target {
            // An empty file is what a failed copy leaves; the server makes a base of it.
            DbTarget::Sqlite(path) if std::fs::metadata(path).map_or(0, |of| of.len()) == 0 => {
                Err(self.failed("cli-base-missing", &[("path", shown(path).into())]))
            }
            _ => Ok(()),
        }
    }

    /// A failure in words.
    pub fn failed(&self, key: &str, values: &[(&str, crate::words::Value<'_>)]) -> Error {
        Told(self.words.with(key, values)).into()
    }

    /// A failure of the database in words.
    pub fn told(&self, error: &DbError) -> Error {
        let (mut path, detail) = parts(error);
        // Damage that shows while reading knows no file: it is the base that is being read.
        if let (DbError::Corrupt(_), DbTarget::Sqlite(base)) = (error, self.config.target()) {
            path = shown(&base);
        }
        let values = [("path", path.into()), ("detail", detail.into())];
        let key = error.code().strip_prefix("db.").unwrap_or_default();
        let key = format!("cli-db-{key}");
        let known = self.words.knows(&key);
        self.failed(if known { &key } else { "cli-db-other" }, &values)
    }
}

/// A variable of the environment, if it is set and a text.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A problem of the configuration in words.
pub fn told_problem(words: &Words, problem: &Problem) -> Error {
    let text = match problem {
        Problem::File { path, detail } => words.with(
            "cli-config-file",
            &[("path", shown(path).into()), ("detail", detail.into())],
        ),
        Problem::Unknown { path, key } => words.with(
            "cli-config-unknown",
            &[("path", shown(path).into()), ("key", key.into())],
        ),
        Problem::Bad { place, must } => words.with(
            "cli-config-bad",
            &[("place", place.into()), ("must", (*must).into())],
        ),
    };
    Told(text).into()
}

/// Says a line on standard output. Nobody may be listening any more (a closed terminal, `| head`):
/// that is no reason to fail.
pub fn say(line: &str) {
    let _heard = writeln!(std::io::stdout(), "{line}");
}

/// A path as it is written to people.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The file a failure is about, and the rest of what it tells.
fn parts(error: &DbError) -> (String, String) {
    match error {
        DbError::NotADatabase { path } | DbError::Foreign { path } => (shown(path), String::new()),
        DbError::Damaged { path, detail } | DbError::Open { path, detail } => {
            (shown(path), detail.clone())
        }
        DbError::Corrupt(detail) => (String::new(), detail.clone()),
        DbError::NetworkDisk { path, kind } => (shown(path), kind.clone()),
        DbError::OrphanWal { wal } => (shown(wal), String::new()),
        other => (String::new(), other.to_string()),
    }
}
