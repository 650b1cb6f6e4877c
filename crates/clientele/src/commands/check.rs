//! `clientele check`: the whole base read through, and the journal's chain.

use std::process::ExitCode;

use anyhow::Result;
use app::{StartCheck, system};

use crate::clock;
use crate::config::Flags;
use crate::console::{Console, say};

/// Flags of `clientele check`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    flags: Flags,
}

/// Checks; exit code 1 says that something is wrong.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let console = Console::open(&arguments.flags)?;
    let words = &console.words;
    let app = console.app_as_it_is(&console.config.options(StartCheck::Skip))?;
    let found = system::check(&app, clock::now()).map_err(|error| console.told(&error))?;
    for problem in &found.problems {
        println!(
            "{}",
            words.with("cli-check-problem", &[("text", problem.into())])
        );
    }
    if let Some(line) = found.journal_fault {
        println!(
            "{}",
            words.with("cli-check-journal", &[("line", line.into())])
        );
    }
    if found.ok {
        let values = [("lines", found.journal_lines.into())];
        say(&words.with("cli-check-sound", &values));
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
