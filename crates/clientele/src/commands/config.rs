//! `clientele config`: what is in force and where each value came from.

use std::process::ExitCode;

use anyhow::Result;

use crate::config::{Flags, KEYS, Origin, load, markdown};
use crate::console::{say, told_problem, variable};
use crate::words::{Words, language_of_environment};

/// Flags of `clientele config`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Print the reference page of the configuration instead
    #[arg(long)]
    markdown: bool,
    #[command(flatten)]
    flags: Flags,
}

/// Prints the configuration.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    if arguments.markdown {
        print!("{}", markdown());
        return Ok(ExitCode::SUCCESS);
    }
    let words = Words::new(language_of_environment());
    let loaded =
        load(&arguments.flags, &variable).map_err(|problem| told_problem(&words, &problem))?;
    let words = Words::new(loaded.config.language);
    for (key, (name, value, origin)) in KEYS.iter().zip(loaded.values) {
        let origin = match origin {
            Origin::Flag => words.with("cli-config-origin-flag", &[]),
            Origin::Environment => words.with("cli-config-origin-environment", &[]),
            Origin::File => words.with("cli-config-origin-file", &[]),
            Origin::Default => words.with("cli-config-origin-default", &[]),
        };
        let value = if key.secret && value != key.default {
            words.with("cli-config-secret", &[])
        } else {
            value
        };
        say(&format!("{name} = {value}  [{origin}]"));
    }
    Ok(ExitCode::SUCCESS)
}
