//! `clientele-cluster`: the analysis of `clientele analyze --json` on many machines, by Apache
//! Ballista. One program is every node: the scheduler, the executors, and the command that asks.

mod columns;
mod driver;
mod fold;
mod functions;
mod key;
mod nodes;
mod packed;
mod prepare;
mod recipe;
mod storage;

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// The analysis of order ledgers on many machines.
#[derive(Parser)]
#[command(name = "clientele-cluster", version, about, propagate_version = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Plan the work; one in a cluster
    Scheduler(nodes::SchedulerFlags),
    /// Read and fold lines; one on each machine
    Executor(nodes::ExecutorFlags),
    /// Analyse a folder of Parquet; prints the document of `clientele analyze --json`
    Analyze(driver::Request),
    /// Clean a ledger in any table and write it as a folder of Parquet
    Prepare(prepare::Flags),
}

fn main() -> ExitCode {
    let command = CommandLine::parse().command;
    let level = match command {
        Command::Scheduler(_) | Command::Executor(_) => "info",
        Command::Analyze(_) | Command::Prepare(_) => "error",
    };
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or(level)).init();
    match run(&command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("clientele-cluster: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> Result<()> {
    if let Command::Prepare(flags) = command {
        return prepare::prepare(flags);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match command {
            Command::Scheduler(flags) => nodes::scheduler(flags).await,
            Command::Executor(flags) => nodes::executor(flags).await,
            Command::Analyze(request) => {
                let document = driver::analyze(request).await?;
                let mut text = serde_json::to_string_pretty(&document)?;
                text.push('\n');
                Ok(std::io::stdout().lock().write_all(text.as_bytes())?)
            }
            Command::Prepare(_) => Ok(()),
        }
    })
}
