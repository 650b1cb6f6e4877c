//! The tables as they stand in `docs/performance.md`.

use std::time::Duration;

use anyhow::Result;

use crate::base::Base;
use crate::load::{self, Figures};
use crate::server::Server;

/// Clients of an export that is measured.
const EXPORTED: u64 = 100_000;

/// One size's part of the report.
pub struct Report {
    idle: f64,
    analysis: [Duration; 2],
}

impl Report {
    /// Begins a part.
    pub fn new(connections: usize, base: &Base) -> Report {
        println!(
            "\n### {} clients, {connections} connections\n",
            base.clients
        );
        let (took, bytes) = base.made;
        println!(
            "The base: made in {:.0} s, {:.0} clients/s, {:.0} MB.\n",
            took.as_secs_f64(),
            base.clients as f64 / took.as_secs_f64().max(1e-9),
            bytes as f64 / 1e6,
        );
        Report {
            idle: 0.0,
            analysis: [Duration::ZERO; 2],
        }
    }

    /// After the start: memory, and the first page of the analysis, then the second time.
    pub fn start(&mut self, server: &Server, base: &Base) -> Result<()> {
        self.idle = server.memory()?;
        for took in &mut self.analysis {
            *took = load::once(server, base, "/analysis/overview")?.0;
        }
        heading();
        Ok(())
    }

    /// Before the lines of the floor.
    pub fn floor(&self) {
        println!("\nThe floor, on the same file:\n");
        heading();
    }

    /// One kind of request.
    pub fn line(&mut self, name: &str, figures: &Figures) {
        println!(
            "| {name} | {:.0} | {:.2} | {:.2} | {:.3} | {:.1} |",
            figures.rate,
            ms(figures.p50),
            ms(figures.p99),
            figures.cpu * 1000.0,
            figures.bytes / 1000.0,
        );
    }

    /// After the last kind of request.
    pub fn end(&self, server: &Server, base: &Base) -> Result<()> {
        let loaded = server.memory()?;
        println!(
            "\nStart to first answer {:.0} ms; the first page of the analysis {:.0} ms, the second time {:.0} ms. \
             Resident {:.0} MiB after the start, {loaded:.0} MiB after the load.",
            ms(server.started_in),
            ms(self.analysis[0]),
            ms(self.analysis[1]),
            self.idle,
        );
        if base.clients <= EXPORTED {
            let (took, bytes) = load::once(server, base, "/clients/export?format=csv")?;
            println!(
                "Export of all clients as CSV: {:.2} s, {:.1} MB.",
                took.as_secs_f64(),
                bytes as f64 / 1e6,
            );
        }
        Ok(())
    }
}

fn heading() {
    println!("| request | requests/s | p50 ms | p99 ms | CPU ms/request | answer kB |");
    println!("| --- | --- | --- | --- | --- | --- |");
}

/// Milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
