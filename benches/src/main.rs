//! Load on the whole server: makes bases of several sizes, starts the release binary on each,
//! drives it over loopback with a bounded number of kept-alive connections for a bounded time,
//! measures the floor on the same file, and prints the tables of `docs/performance.md`.
//!
//! `cargo build --release -p clientele -p benches && target/release/benches --clients 10000,100000,1000000`
//!
//! `--analysis 12` measures the pages of the analysis instead, each with twelve new questions;
//! `--import 100000,1000000` bringing tables of so many rows in; `--duplicates 4000` the look-up of
//! duplicates while somebody types.

mod analysis;
mod base;
mod duplicate;
mod floor;
mod http;
mod import;
mod load;
mod report;
mod server;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::Parser;

#[derive(Parser)]
struct Arguments {
    /// Sizes of the bases
    #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
    clients: Vec<u64>,
    /// Connections at the same time
    #[arg(long, default_value_t = 8)]
    connections: usize,
    /// Seconds for each kind of request
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Folder of the bases; one that is there is used again
    #[arg(long, default_value = "target/bench-bases")]
    bases: PathBuf,
    /// Measure the pages of the analysis instead: questions for each
    #[arg(long)]
    analysis: Option<usize>,
    /// Only the pages whose address holds this
    #[arg(long, default_value = "", requires = "analysis")]
    only: String,
    /// Measure the look-up of duplicates while typing instead: requests of each kind
    #[arg(long)]
    duplicates: Option<usize>,
    /// Measure bringing tables in instead: rows of each
    #[arg(long, value_delimiter = ',')]
    import: Vec<usize>,
    /// Nobody else asks the server meanwhile
    #[arg(long, requires = "import")]
    alone: bool,
    /// The program
    #[arg(long, default_value = "target/release/clientele")]
    binary: PathBuf,
    /// Serve the floor over the base in this folder; the load does so itself
    #[arg(long)]
    floor: Option<PathBuf>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(folder) = &arguments.floor {
        return floor::serve(folder);
    }
    if !arguments.import.is_empty() {
        let folder = arguments.bases.join("import");
        for rows in &arguments.import {
            import::measure(&arguments.binary, &folder, *rows, !arguments.alone)?;
        }
        return Ok(());
    }
    let time = Duration::from_secs(arguments.seconds);
    for clients in &arguments.clients {
        let folder = arguments.bases.join(clients.to_string());
        let base = base::make(&arguments.binary, &folder, *clients)?;
        if let Some(turns) = arguments.duplicates {
            duplicate::measure(&arguments.binary, &folder, &base, turns.max(100))?;
            continue;
        }
        if let Some(turns) = arguments.analysis {
            analysis::measure(
                &arguments.binary,
                &folder,
                &base,
                turns.max(1),
                &arguments.only,
            )?;
            continue;
        }
        let mut report = report::Report::new(arguments.connections, &base);
        let server = server::Server::start(&arguments.binary, &folder)?;
        report.start(&server, &base)?;
        let scenarios = load::scenarios(&server, &base)?;
        for scenario in &scenarios {
            let figures = load::run(&server, &base, scenario, arguments.connections, time)?;
            report.line(scenario.name, &figures);
        }
        report.end(&server, &base)?;
        drop(server);
        let server = server::Server::start_floor(&folder)?;
        report.floor();
        for scenario in load::for_floor(&server, scenarios)? {
            let figures = load::run(&server, &base, &scenario, arguments.connections, time)?;
            report.line(scenario.name, &figures);
        }
    }
    Ok(())
}
