//! Finding the programs the tasks need, and installing them from Debian's packages where that
//! is possible; elsewhere one sentence says what to install.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Runs a command to its end, shows what it prints, and fails with its name if it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}");
    let status = command
        .status()
        .with_context(|| format!("could not start {shown}"))?;
    if !status.success() {
        bail!("{shown} ended with {status}");
    }
    Ok(())
}

/// The first of `names` found on the search path.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        std::env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    })
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the root of the repository")
        .to_path_buf()
}

/// Chromium, from the variable `CHROMIUM`, the search path, or Debian's package.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        if !named.is_file() {
            bail!("CHROMIUM names {}, which is no file", named.display());
        }
        return Ok(named);
    }
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    if let Some(found) = on_path(&names) {
        return Ok(found);
    }
    let elsewhere =
        "the browser tests need Chromium or Chrome on the search path, or its file in CHROMIUM";
    install("chromium").context(elsewhere)?;
    on_path(&names).context(elsewhere)
}

/// Fails with a clear sentence when Node or npm is missing or too old.
pub fn node() -> Result<()> {
    let output = Command::new("node").arg("--version").output();
    let version = match output {
        Ok(out) if out.status.success() => String::from_utf8_lossy(&out.stdout).trim().to_owned(),
        _ => bail!("Node.js is needed for the interface: install Node 20.19 or newer with npm"),
    };
    let mut parts = version
        .trim_start_matches('v')
        .split('.')
        .map(|p| p.parse::<u32>().unwrap_or(0));
    let (major, minor) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if (major, minor) < (20, 19) {
        bail!("Node {version} is too old: install Node 20.19 or newer");
    }
    if on_path(&["npm"]).is_none() {
        bail!("npm is missing: install the npm that belongs to Node {version}");
    }
    Ok(())
}

/// Installs a Debian package, when this is a Debian-like system and we may.
pub fn install(package: &str) -> Result<()> {
    static UPDATED: OnceLock<bool> = OnceLock::new();
    if on_path(&["apt-get"]).is_none() {
        bail!("{package} is missing and this system has no apt-get: please install it by hand");
    }
    let apt = |args: &[&str]| -> Result<()> {
        let mut command = if am_root() {
            Command::new("apt-get")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", "apt-get"]);
            sudo
        };
        command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut command)
    };
    eprintln!("xtask: {package} is missing, installing it from the system's packages");
    if !*UPDATED.get_or_init(|| apt(&["update", "-q"]).is_ok()) {
        eprintln!("xtask: the list of packages could not be renewed, trying with the old one");
    }
    apt(&["install", "-y", "-q", "--no-install-recommends", package]).with_context(|| {
        format!("{package} is missing and could not be installed: please install it by hand")
    })
}

/// Whether this process runs as root.
pub fn am_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|out| out.stdout.starts_with(b"0\n"))
}
