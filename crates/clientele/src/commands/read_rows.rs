//! `clientele read-rows`: the process apart that reads a file brought in. It bounds itself first,
//! then reads; whatever the file does to it, the server lives.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

/// Flags of `clientele read-rows`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The file
    file: PathBuf,
    /// How it is read, JSON
    #[arg(long, default_value = "{}")]
    options: String,
    /// Address space in MiB
    #[arg(long)]
    memory_mib: u64,
    /// Processor time in seconds
    #[arg(long)]
    seconds: u64,
}

/// Reads the file within the limits.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    bound(arguments)?;
    app::import::serve_rows(&arguments.file, &arguments.options, std::io::stdout())?;
    Ok(ExitCode::SUCCESS)
}

/// What the process may use from now on; it cannot take it back.
#[cfg(unix)]
fn bound(arguments: &Arguments) -> Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = |most: u64| Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    setrlimit(Resource::As, limit(arguments.memory_mib << 20))?;
    setrlimit(Resource::Cpu, limit(arguments.seconds))?;
    // It writes nothing but its standard output, and its spool files.
    setrlimit(Resource::Core, limit(0))?;
    Ok(())
}

#[cfg(not(unix))]
fn bound(_: &Arguments) -> Result<()> {
    Ok(())
}
