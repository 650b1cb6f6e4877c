//! The table as it stands in `docs/performance.md`.

use std::time::Duration;

use anyhow::Result;

use crate::base::Base;
use crate::load::Figures;
use crate::server::Server;

/// One size's part of the table.
pub struct Report {
    idle: f64,
}

impl Report {
    /// Begins a part.
    pub fn new(clients: u64, connections: usize, base: &Base) -> Report {
        println!("\n### {clients} clients, {connections} connections\n");
        if let Some((rows, took)) = base.loaded {
            let rate = rows as f64 / took.as_secs_f64();
            println!(
                "Put in through the bulk function (validation, search words, journal): {rate:.0} clients/s.\n"
            );
        }
        Report { idle: 0.0 }
    }

    /// After the start.
    pub fn start(&mut self, server: &Server) -> Result<()> {
        self.idle = server.memory()?;
        println!("| request | requests/s | p50 ms | p99 ms | CPU ms/request | answer kB |");
        println!("| --- | --- | --- | --- | --- | --- |");
        Ok(())
    }

    /// One kind of request.
    pub fn line(&mut self, name: &str, figures: &Figures) {
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
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
    pub fn end(&self, server: &Server) -> Result<()> {
        println!(
            "\nStart to first answer {:.0} ms · resident {:.0} MiB after the start, {:.0} MiB after the load",
            server.started_in.as_secs_f64() * 1000.0,
            self.idle,
            server.memory()?,
        );
        Ok(())
    }
}
