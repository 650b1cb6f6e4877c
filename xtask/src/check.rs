//! `cargo xtask test`: every check the project has, in the order in which they fail fastest.
//! Sets up what the checks need: the interface's packages, PostgreSQL, Chromium.

use crate::postgres::Postgres;
use crate::tools::{self, run};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const STEPS: [&str; 5] = ["format", "lint", "rust", "ui", "browser"];

/// Runs the named steps, or all.
pub fn test(named: &[String]) -> Result<()> {
    if let Some(unknown) = named.iter().find(|name| !STEPS.contains(&name.as_str())) {
        bail!("no step “{unknown}”; there are: {}", STEPS.join(" "));
    }
    let wanted = |step: &str| named.is_empty() || named.iter().any(|n| n == step);
    let root = tools::root();
    let interface = root.join("target/ui");
    // Before anything is built: half an hour later is no time to hear that a browser is missing.
    let chromium = wanted("browser").then(tools::chromium).transpose()?;

    if wanted("format") {
        step("format", || run(cargo().args(["fmt", "--all", "--check"])))?;
    }
    if wanted("ui") {
        step("ui", || ui(&root))?;
    }
    if ["lint", "rust", "browser"].into_iter().any(wanted) {
        step("build of the interface", || build_ui(&root, &interface))?;
    }
    if wanted("lint") {
        step("lint", || {
            run(cargo()
                .args([
                    "clippy",
                    "--workspace",
                    "--all-targets",
                    "--locked",
                    "--",
                    "-D",
                    "warnings",
                ])
                .env("CLIENTELE_UI_DIST", &interface))
        })?;
    }
    if wanted("rust") {
        step("tests of the Rust code, on SQLite and PostgreSQL", || {
            let postgres = Postgres::start()?;
            run(cargo()
                .args(["test", "--workspace", "--locked"])
                .env("CLIENTELE_UI_DIST", &interface)
                .env("TEST_POSTGRES_URL", &postgres.url)
                // Chance must not decide whether work lands; without this, each run tries others.
                .env("PROPTEST_RNG_SEED", "20261121"))
        })?;
    }
    if let Some(chromium) = chromium {
        step("tests in the browser", || {
            run(cargo()
                .args(["build", "--locked", "--package", "clientele"])
                .env("CLIENTELE_UI_DIST", &interface))?;
            run(npm(&root)
                .args(["run", "test:browser"])
                .env("CHROMIUM", chromium)
                .env("CLIENTELE_BIN", root.join("target/debug/clientele")))
        })?;
    }
    eprintln!("xtask: all green");
    Ok(())
}

fn step(name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    eprintln!("xtask: {name}");
    let start = Instant::now();
    work()?;
    eprintln!("xtask: {name}: done in {} s", start.elapsed().as_secs());
    Ok(())
}

fn ui(root: &Path) -> Result<()> {
    install_packages(root)?;
    run(npm(root).args(["run", "check"]))?;
    run(npm(root).args(["run", "test"]))
}

fn build_ui(root: &Path, to: &Path) -> Result<()> {
    install_packages(root)?;
    run(npm(root)
        .args(["run", "build", "--", "--emptyOutDir", "--outDir"])
        .arg(to))
}

fn install_packages(root: &Path) -> Result<()> {
    tools::node()?;
    let mark = root.join("ui/node_modules/.package-lock.json");
    let modified = |file: &Path| file.metadata().and_then(|m| m.modified()).ok();
    if modified(&mark) >= modified(&root.join("ui/package-lock.json")) {
        return Ok(());
    }
    run(npm(root).args(["ci", "--no-audit", "--no-fund"]))
}

fn npm(root: &Path) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(root.join("ui"));
    command
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(tools::root());
    command
}
