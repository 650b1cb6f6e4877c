//! `clientele analyze FILE`: an order ledger in, its analysis on screen and in files.

mod chapters;
mod charts;
mod client_rows;
mod cluster;
mod drawn;
mod figures;
pub mod files;
mod picture;
pub mod refusal;
pub mod report;
pub mod screen;
pub mod sheet;
mod sheets;
pub mod source;

use std::path::PathBuf;
use std::process::ExitCode;

use analysis::{Day, Window};
use anyhow::{Context as _, Result};
use figures::Figures;
use files::Tables;
use source::Source;

/// Flags of `clientele analyze`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    source: Source,
    /// The day the figures are as of; later lines do not count. Without it, the last day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    as_of: Option<Day>,
    /// Which days count: all, 12m (the last 12 full months), or FROM..TO. Without it all, in the
    /// chapters of the report twelve months
    #[arg(long, value_name = "all|12m|36m|60m|FROM..TO", value_parser = parse_window)]
    window: Option<Window>,
    /// Writes the whole analysis into this folder: clients, tables, report.html
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Prints one JSON document in place of the summary
    #[arg(long)]
    json: bool,
    /// Has the cluster with this scheduler analyse the ledger, a folder of Parquet that all its
    /// machines can read, or s3://BUCKET/PREFIX
    #[arg(long, value_name = "HOST:PORT", conflicts_with_all = ["out", "window", "sheet"])]
    cluster: Option<String>,
}

/// A day of the command line.
pub fn parse_day(text: &str) -> Result<Day, String> {
    match tables::parse::day(text.as_bytes(), tables::DateOrder::YearFirst) {
        tables::parse::BAD_DAY | tables::parse::NO_DAY => Err("not a date: YYYY-MM-DD".to_owned()),
        day => Day::new(day).ok_or_else(|| "out of range".to_owned()),
    }
}

fn parse_window(text: &str) -> Result<Window, String> {
    if text == "all" {
        return Ok(Window::All);
    }
    if let Some((from, to)) = text.split_once("..") {
        let (from, to) = (parse_day(from)?, parse_day(to)?);
        return if from <= to {
            Ok(Window::Days(from, to))
        } else {
            Err("the first day comes after the last".to_owned())
        };
    }
    let months = text.strip_suffix('m').and_then(|n| n.parse().ok());
    match months {
        Some(months @ 1..=1_200) => Ok(Window::FullMonths(months)),
        _ => Err("all, a number of months such as 12m, or FROM..TO".to_owned()),
    }
}

/// Analyses the ledger named in the arguments.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let words = arguments.source.words();
    if let Some(scheduler) = &arguments.cluster {
        let source = &arguments.source;
        return cluster::run(scheduler, source, arguments.as_of, arguments.json, &words);
    }
    let Some(ledger) = source::read(&arguments.source, &words) else {
        return Ok(ExitCode::FAILURE);
    };
    let window = arguments.window.unwrap_or(Window::All);
    let figures = Figures::new(&ledger, arguments.as_of, window);
    let (as_of, wanted) = (arguments.as_of, arguments.json || arguments.out.is_some());
    let tables = wanted.then(|| Tables::new(&ledger, &figures, as_of, arguments.window, &words));
    if let Some(tables) = tables.as_ref().filter(|_| arguments.json) {
        let document = files::document(&ledger, as_of, tables)?;
        let mut text = serde_json::to_string_pretty(&document)?;
        text.push('\n');
        print(&text)?;
        if arguments.out.is_none() {
            return Ok(ExitCode::SUCCESS);
        }
    }
    if !arguments.json && !arguments.source.quiet {
        print(&screen::summary(&ledger, &figures, &words))?;
    }
    if let Some((folder, tables)) = arguments.out.as_ref().zip(tables.as_ref()) {
        files::write(folder, &ledger, &figures, as_of, tables, &words).with_context(|| {
            words.with(
                "analyze-cannot-write",
                &[("folder", folder.display().to_string().into())],
            )
        })?;
        if !arguments.source.quiet && !arguments.json {
            let place = folder.display().to_string();
            print(&format!(
                "\n{}\n",
                words.with("analyze-written", &[("folder", place.into())])
            ))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes to standard output; a reader that went away (`| head`) is no error.
pub fn print(text: &str) -> Result<()> {
    use std::io::Write as _;
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}
