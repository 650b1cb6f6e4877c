//! The release binary at work, and what it costs.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http::Connection;

/// A running server; told to stop with this value.
pub struct Server {
    child: Child,
    /// Where it answers.
    pub address: SocketAddr,
    /// From the start of the process to the first answer.
    pub started_in: Duration,
}

/// Ticks of processor time in a second, as Linux counts them.
const TICKS: f64 = 100.0;

impl Server {
    /// Starts the binary on a data folder.
    pub fn start(binary: &Path, folder: &Path) -> Result<Server> {
        let mut command = Command::new(binary);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "error"])
            .args(["--backups-keep", "0", "--data"])
            .arg(folder);
        Server::run(command)
    }

    /// Starts the floor on a data folder.
    pub fn start_floor(folder: &Path) -> Result<Server> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--floor").arg(folder);
        Server::run(command)
    }

    fn run(mut command: Command) -> Result<Server> {
        let begun = Instant::now();
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} does not start", command.get_program().display()))?;
        let out = child.stdout.take().context("no output")?;
        let first = BufReader::new(out)
            .lines()
            .next()
            .context("it says nothing")??;
        let address = first
            .rsplit_once("http://")
            .context("no address")?
            .1
            .parse()?;
        let mut server = Server {
            child,
            address,
            started_in: Duration::ZERO,
        };
        let health = Connection::open(address, "none")?.ask("GET", "/health", "", "")?;
        if health.status != 200 {
            bail!("not healthy: {}", health.status);
        }
        server.started_in = begun.elapsed();
        Ok(server)
    }

    /// Seconds of processor time used so far.
    pub fn cpu(&self) -> Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields: Vec<&str> = stat
            .rsplit_once(')')
            .context("no name in stat")?
            .1
            .split_whitespace()
            .collect();
        let ticks = |place: usize| -> Result<f64> { Ok(fields[place].parse()?) };
        Ok((ticks(11)? + ticks(12)?) / TICKS)
    }

    /// MiB resident now.
    pub fn memory(&self) -> Result<f64> {
        self.status("VmRSS:")
    }

    /// The most MiB that were ever resident.
    pub fn peak(&self) -> Result<f64> {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> Result<f64> {
        mib(self.child.id(), name)?.with_context(|| format!("no {name}"))
    }

    /// The most MiB that processes which the server has started have had resident by now.
    pub fn peak_of_children(&self) -> Result<f64> {
        let mut most: f64 = 0.0;
        for task in std::fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            // A thread may end while it is looked at.
            let children = std::fs::read_to_string(task?.path().join("children"));
            for child in children.unwrap_or_default().split_whitespace() {
                most = most.max(mib(child.parse()?, "VmHWM:")?.unwrap_or_default());
            }
        }
        Ok(most)
    }
}

/// A figure of memory of a process; nothing when it has ended.
fn mib(process: u32, name: &str) -> Result<Option<f64>> {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{process}/status")) else {
        return Ok(None);
    };
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.split_whitespace().next());
    Ok(kib
        .map(str::parse::<f64>)
        .transpose()?
        .map(|kib| kib / 1024.0))
}

impl Drop for Server {
    fn drop(&mut self) {
        let pid = self.child.id().to_string();
        let _told = Command::new("kill").args(["-TERM", &pid]).status();
        let _ended = self.child.wait();
    }
}
