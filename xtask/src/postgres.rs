//! A throw-away PostgreSQL on loopback for the tests: made in a temporary folder, stopped and
//! removed when the value is dropped.

use crate::tools;
use anyhow::{Context, Result};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A running cluster, or the one that `TEST_POSTGRES_URL` names.
pub struct Postgres {
    /// Where the tests connect.
    pub url: String,
    own: Option<Cluster>,
}

struct Cluster {
    folder: PathBuf,
    bin: PathBuf,
}

impl Postgres {
    /// Uses `TEST_POSTGRES_URL`, or starts a cluster of our own.
    pub fn start() -> Result<Self> {
        if let Ok(url) = std::env::var("TEST_POSTGRES_URL") {
            return Ok(Self { url, own: None });
        }
        let bin = match find_bin() {
            Some(bin) => bin,
            None => {
                tools::install("postgresql")?;
                find_bin()
                    .context("initdb is still missing after the installation of PostgreSQL")?
            }
        };
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("clientele-test-postgres-{port}"));
        std::fs::create_dir(&folder)?;
        if tools::am_root() {
            tools::run(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        let cluster = Cluster { folder, bin };
        let data = cluster.folder.join("data");
        tools::run(
            cluster
                .command("initdb")
                .args([
                    "--auth=trust",
                    "--username=postgres",
                    "--encoding=UTF8",
                    "--no-sync",
                ])
                .arg("--pgdata")
                .arg(&data)
                .stdout(std::process::Stdio::null()),
        )?;
        // The tests prove behaviour, not the disk: fsync would only make them slow.
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' \
             -c fsync=off -c max_connections=300"
        );
        tools::run(
            cluster
                .command("pg_ctl")
                .args(["start", "--wait", "--silent", "--pgdata"])
                .arg(&data)
                .arg("--log")
                .arg(cluster.folder.join("log"))
                .args(["--options", &options]),
        )?;
        Ok(Self {
            url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
            own: Some(cluster),
        })
    }
}

impl Cluster {
    /// PostgreSQL refuses to run as root, so as root its commands run as the user `postgres`.
    fn command(&self, name: &str) -> Command {
        let program = self.bin.join(name);
        let mut command = if tools::am_root() {
            let mut as_postgres = Command::new("runuser");
            as_postgres.args(["-u", "postgres", "--"]).arg(program);
            as_postgres
        } else {
            Command::new(program)
        };
        command.current_dir(std::env::temp_dir());
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(cluster) = &self.own {
            let stopped = tools::run(
                cluster
                    .command("pg_ctl")
                    .args(["stop", "--silent", "--mode=immediate", "--pgdata"])
                    .arg(cluster.folder.join("data")),
            );
            if let Err(error) = stopped.and_then(|()| Ok(std::fs::remove_dir_all(&cluster.folder)?))
            {
                eprintln!("xtask: the test PostgreSQL was not cleaned up: {error}");
            }
        }
    }
}

/// The folder with `initdb`: on the search path, or the newest of Debian's versions.
fn find_bin() -> Option<PathBuf> {
    if let Some(initdb) = tools::on_path(&["initdb"]) {
        return initdb.parent().map(Path::to_path_buf);
    }
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_string_lossy().parse().ok()?;
            let bin = entry.path().join("bin");
            bin.join("initdb").is_file().then_some((version, bin))
        })
        .collect();
    versions.sort();
    versions.pop().map(|(_, bin)| bin)
}
