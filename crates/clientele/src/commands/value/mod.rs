//! `clientele value FILE`: an order ledger in, what its clients will bring out: the fits of the
//! models, how well they foretold what is known already, the value of the base and of each client.

mod document;
pub mod screen;
pub mod sheets;
pub mod valued;

use std::path::PathBuf;
use std::process::ExitCode;

use analysis::Day;
use analysis::value::Settings;
use anyhow::{Context as _, Result};
use tables::write::{Cell, Format, Heading, Writer};

use super::analyze::sheet::{cell, currency};
use super::analyze::source::{self, Source};
use super::analyze::{files, parse_day, print};
use valued::{Valued, Wanted};

/// Flags of `clientele value`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    source: Source,
    /// Last day the models of the check are fitted to. Without it, the middle of the ledger
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    until: Option<Day>,
    /// The same as a number of weeks from the first day of the ledger
    #[arg(long, value_name = "N", conflicts_with = "until", value_parser = clap::value_parser!(u32).range(1..=5_000))]
    calibration_weeks: Option<u32>,
    /// Last day that is known: end of the check, and the day the value is as of. Without it, the
    /// last day of the ledger
    #[arg(long, visible_alias = "as-of", value_name = "YYYY-MM-DD", value_parser = parse_day)]
    holdout_until: Option<Day>,
    /// Days ahead that are valued
    #[arg(long, value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    horizon_days: u32,
    /// Discount of money a year later, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0, value_parser = percent)]
    discount: f64,
    /// Part of the money that is earned, in percent; 100 values revenue
    #[arg(long, value_name = "PERCENT", default_value_t = 100.0, value_parser = percent)]
    margin: f64,
    /// Fewer clients with a repeat purchase than this are not enough for a model
    #[arg(long, value_name = "N", default_value_t = 50)]
    least_repeaters: u64,
    /// Share of the intervals that is right, in percent; 0 for no intervals
    #[arg(long, value_name = "PERCENT", default_value_t = 90, value_parser = clap::value_parser!(u8).range(0..=99))]
    confidence: u8,
    /// Adds a client to the document of --json; may be repeated
    #[arg(long, value_name = "ID")]
    client: Vec<String>,
    /// Writes clients.csv, clients.xlsx, clients.parquet, the tables and value.json into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Prints one JSON document in place of the summary
    #[arg(long)]
    json: bool,
}

fn percent(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(percent) if (0.0..=1_000.0).contains(&percent) => Ok(percent),
        _ => Err("a number from 0 to 1000".to_owned()),
    }
}

/// Values the ledger named in the arguments.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let words = arguments.source.words();
    let Some(ledger) = source::read(&arguments.source, &words) else {
        return Ok(ExitCode::FAILURE);
    };
    let wanted = Wanted {
        until: arguments.until,
        calibration_weeks: arguments.calibration_weeks,
        known: arguments.holdout_until,
        settings: Settings {
            horizon_days: arguments.horizon_days,
            discount_per_year: arguments.discount / 100.0,
            margin_share: arguments.margin / 100.0,
            least_repeaters: arguments.least_repeaters,
            confidence: f64::from(arguments.confidence) / 100.0,
            ..Settings::default()
        },
        pareto: true,
    };
    let Some(valued) = Valued::new(&ledger, &wanted) else {
        eprintln!("{}", words.get("analyze-value-no_purchase"));
        return Ok(ExitCode::FAILURE);
    };
    let mut named = Vec::new();
    for id in &arguments.client {
        let Some(client) = valued.named(id) else {
            let values = [("client", id.as_str().into())];
            eprintln!("{}", words.with("analyze-value-no_client", &values));
            return Ok(ExitCode::FAILURE);
        };
        named.push(client);
    }
    let json = || -> Result<String> {
        let document = document::document(&valued, &named);
        Ok(serde_json::to_string_pretty(&document)? + "\n")
    };
    if arguments.json {
        print(&json()?)?;
    } else if !arguments.source.quiet {
        print(&screen::summary(&valued, &words))?;
    }
    if let Some(folder) = &arguments.out {
        let place = folder.display().to_string();
        files::fill(folder, |hidden| {
            std::fs::write(hidden.join("value.json"), json()?)?;
            let digits = currency(&ledger).digits;
            for sheet in sheets::all(&valued, &words) {
                files::write_sheet(hidden, &sheet, digits)?;
            }
            let headings = sheets::headings().headings(digits);
            write_clients(hidden, &headings, &valued)
        })
        .with_context(|| words.with("analyze-cannot-write", &[("folder", (&place).into())]))?;
        if !arguments.source.quiet && !arguments.json {
            let line = words.with("analyze-written", &[("folder", place.into())]);
            print(&format!("\n{line}\n"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The clients in three formats.
fn write_clients(
    folder: &std::path::Path,
    headings: &[Heading],
    valued: &Valued<'_>,
) -> Result<()> {
    for format in Format::ALL {
        let path = folder.join(format!("clients.{}", format.extension()));
        let mut writer = Writer::create(&path, format, headings)?;
        for place in 0..valued.today.list.len() {
            let row = sheets::row_of(valued, place);
            let cells: Vec<Cell<'_>> = row.iter().map(cell).collect();
            writer.row(&cells)?;
        }
        writer.finish()?;
    }
    Ok(())
}
