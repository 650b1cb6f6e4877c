//! `cargo xtask demo`: one command from a fresh clone to a running product.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::tools;

/// Builds server and interface and serves a demo base; `args` go to `clientele demo`.
pub fn demo(args: &[String]) -> Result<()> {
    tools::node()?;
    println!("Building the server and the interface; the first time takes some minutes.");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut run = Command::new(cargo);
    run.current_dir(tools::root());
    run.args(["run", "--release", "--package", "clientele", "--", "demo"]);
    let status = run.args(args).status().context("could not start cargo")?;
    // Ctrl-C ends the server on purpose.
    if status.success() || status.code().is_none() {
        return Ok(());
    }
    bail!("the demo ended with an error; its message stands above")
}
