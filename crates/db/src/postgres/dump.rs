//! Backups of a PostgreSQL database by the server's own tools, found on the search path.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use postgres::Config;
use postgres::config::{Host, SslMode};

use super::Postgres;
use crate::error::Error;
use crate::migrate;
use crate::sqlite::backup::begin;
use crate::sqlite::restore::put_in_place;
use crate::sqlite::{BackupReport, Verified};

/// How often a caller is asked whether to go on.
const LOOK: Duration = Duration::from_millis(100);

impl Postgres {
    pub(crate) fn back_up(
        &self,
        path: &Path,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<BackupReport, Error> {
        let partial = begin(path)?;
        let (schema, namespace) = self.read(|tx| {
            let row = tx.query_one("SELECT CAST(current_schema() AS TEXT)", &[])?;
            Ok::<_, Error>((migrate::reached(tx)?, row.get::<String>(0)?))
        })?;
        let mut dump = Command::new("pg_dump");
        dump.args(["--format=custom", "--no-owner", "--no-privileges", "--file"])
            .arg(&partial)
            .envs(environment(self.connector.config()));
        if namespace != "public" {
            // Ours is one of several in the database: the others are not ours to save.
            dump.arg("--schema").arg(namespace);
        }
        // A dump that its own reader cannot list is none.
        let mut list = Command::new("pg_restore");
        list.arg("--list").arg(&partial);
        let made = run("pg_dump", dump, progress)
            .and_then(|()| run("pg_restore", list, progress))
            .and_then(|()| put_in_place(&partial, path));
        if let Err(error) = made {
            let _gone = std::fs::remove_file(&partial);
            return Err(error);
        }
        Ok(BackupReport {
            bytes: std::fs::metadata(path).map_or(0, |meta| meta.len()),
            verified: Verified {
                schema,
                rows: Vec::new(),
            },
        })
    }
}

/// The connection as the tools read it. In the environment, because anybody on the machine can
/// read arguments.
fn environment(config: &Config) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> = Vec::new();
    let mut set = |name, value: &str| all.push((name, value.to_owned()));
    if let Some(host) = config.get_hosts().first() {
        match host {
            Host::Tcp(name) => set("PGHOST", name),
            Host::Unix(folder) => set("PGHOST", &folder.to_string_lossy()),
        }
    }
    if let Some(port) = config.get_ports().first() {
        set("PGPORT", &port.to_string());
    }
    for (name, value) in [
        ("PGUSER", config.get_user()),
        ("PGDATABASE", config.get_dbname()),
        ("PGOPTIONS", config.get_options()),
    ] {
        if let Some(value) = value {
            set(name, value);
        }
    }
    set(
        "PGSSLMODE",
        match config.get_ssl_mode() {
            SslMode::Disable => "disable",
            _ => "require",
        },
    );
    if let Some(password) = config.get_password() {
        set("PGPASSWORD", &String::from_utf8_lossy(password));
    }
    all
}

fn run(
    program: &'static str,
    mut command: Command,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<(), Error> {
    let failed = |detail: String| Error::Program { program, detail };
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    let status = loop {
        match child
            .try_wait()
            .map_err(|error| failed(error.to_string()))?
        {
            Some(status) => break status,
            None if progress(0, 0).is_break() => {
                let _dead = child.kill().and_then(|()| child.wait());
                return Err(Error::Stopped);
            }
            None => std::thread::sleep(LOOK),
        }
    };
    if status.success() {
        return Ok(());
    }
    let mut said = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        let _read = std::io::Read::read_to_string(&mut stderr, &mut said);
    }
    Err(failed(said.lines().next().unwrap_or_default().to_owned()))
}
