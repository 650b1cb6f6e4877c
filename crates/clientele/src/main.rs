//! The `clientele` binary: reads the command line and hands over to one command.
//!
//! This is the only place, with the server, where the clock and the environment are read.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod commands;
mod words;

/// A client base, its orders and their analysis in one program.
#[derive(Parser)]
#[command(name = "clientele", version, about, propagate_version = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

/// One variant for each file in `commands/`.
#[derive(Subcommand)]
enum Command {
    /// Analyse an order ledger in a table file: ABC, XYZ, RFM, retention, cohorts, concentration
    Analyze(commands::analyze::Arguments),
}

fn main() -> ExitCode {
    let result = match CommandLine::parse().command {
        Command::Analyze(arguments) => commands::analyze::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("clientele: {error:#}");
            ExitCode::FAILURE
        }
    }
}
