//! `cargo xtask cluster-test`: the tests of the analysis on many machines. Its workspace is not part
//! of the everyday build: the engine takes longer to build than the product.

use crate::tools::{self, run};
use anyhow::Result;
use std::process::Command;

/// Runs the tests of `cluster/`: a scheduler and two executors on this machine.
pub fn test() -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let cluster = || {
        let mut command = Command::new(&cargo);
        command.current_dir(tools::root().join("cluster"));
        command
    };
    run(cluster().args(["fmt", "--check"]))?;
    // optimised, as a node is, so that everything is built once
    let lint = [
        "clippy",
        "--release",
        "--locked",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    run(cluster().args(lint))?;
    run(cluster().args(["test", "--release", "--locked"]))
}
