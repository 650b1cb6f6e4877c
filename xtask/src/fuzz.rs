//! `cargo xtask fuzz`: the readers of files against files that were changed by a seed.

use crate::tools::{self, run};
use anyhow::Result;
use std::process::Command;

/// Runs the long form of the tests of damaged files. It is the build of tests: that checks
/// arithmetic, and the stable compiler makes it.
pub fn fuzz(args: &[String]) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(tools::root());
    for (name, value) in ["READER", "SECONDS", "SEED"].into_iter().zip(args) {
        command.env(format!("CLIENTELE_FUZZ_{name}"), value);
    }
    run(command
        .args(["test", "--workspace", "--locked", "--test", "damage", "--"])
        // one at a time: the memory of the process is looked at
        .args([
            "--ignored",
            "--nocapture",
            "--test-threads=1",
            "for_a_while",
        ]))
}
