//! The project's tasks: `cargo xtask demo` shows the product, `cargo xtask test` checks all of it.
//!
//! Uses nothing but the standard library, so that it is built in a second on a fresh machine.

mod check;
mod cluster;
mod demo;
mod fuzz;
mod postgres;
mod tools;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask demo [FLAG…]   build everything and serve a made-up base on this machine;
                           flags of “clientele demo” may follow
cargo xtask test [STEP…]   run every check, or only the named steps:
                           format lint rust ui browser
cargo xtask fuzz [READER [SECONDS [SEED]]]
                           change files by a seed and read them: every reader of files, or the
                           named one, for so many seconds each (10)
cargo xtask cluster-test   test the analysis on many machines (builds an engine: long)
";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("demo") => demo::demo(&args[1..]),
        Some("test") => check::test(&args[1..]),
        Some("fuzz") => fuzz::fuzz(&args[1..]),
        Some("cluster-test") => cluster::test(),
        Some("help" | "--help") | None => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("no task “{other}”\n{HELP}"),
    }
}
