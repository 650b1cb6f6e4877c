//! `clientele analyze FILE`: an order ledger in, its analysis on screen and in files.

mod charts;
mod client_rows;
mod figures;
mod files;
mod refusal;
mod report;
mod screen;
mod sheet;
mod sheets;

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use analysis::{Day, Window};
use anyhow::{Context as _, Result};
use domain::language::Language;
use ledger::{Ledger, Refusal, Settings};
use tables::Table;

use crate::words::{Words, language_of_environment};
use figures::Figures;

/// Flags of `clientele analyze`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The ledger: CSV, TSV, XLSX or Parquet, also packed as .zst or .gz; `-` reads standard input
    file: PathBuf,
    /// Columns by hand: order=Invoice,client="Customer ID",date=…,amount=… (also quantity, price,
    /// discount, product, product_name, group, client_name, country, manager, cost, currency)
    #[arg(long, value_name = "ROLE=COLUMN,…")]
    map: Option<String>,
    /// Sheet of a workbook; without it, the first table and all sheets that look the same
    #[arg(long)]
    sheet: Option<String>,
    /// The day the figures are as of; later lines do not count. Without it, the last day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    as_of: Option<Day>,
    /// Which days count: all, 12m (the last 12 full months), or FROM..TO
    #[arg(long, value_name = "all|12m|36m|60m|FROM..TO", value_parser = parse_window, default_value = "all")]
    window: Window,
    /// Currency of the amounts (ISO 4217); with a column of currencies, only its lines count
    #[arg(long, value_name = "CODE", value_parser = parse_currency)]
    currency: Option<String>,
    /// Writes the whole analysis into this folder: clients, tables, report.html
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Prints one JSON document in place of the summary
    #[arg(long)]
    json: bool,
    /// Language: en, ru or mk. Without it, from the environment
    #[arg(long)]
    lang: Option<Language>,
    /// Says nothing but errors (and the document of --json)
    #[arg(long)]
    quiet: bool,
}

fn parse_day(text: &str) -> Result<Day, String> {
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

fn parse_currency(text: &str) -> Result<String, String> {
    if text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic()) {
        Ok(text.to_ascii_uppercase())
    } else {
        Err("three letters, such as EUR".to_owned())
    }
}

/// Analyses the ledger named in the arguments.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let language = arguments.lang.unwrap_or_else(language_of_environment);
    let words = Words::new(language);
    let ledger = match read(arguments, &words) {
        Ok(ledger) => ledger,
        Err(refusal) => {
            eprint!("{}", refusal::explain(&refusal, &arguments.file, &words));
            return Ok(ExitCode::FAILURE);
        }
    };
    if arguments.json {
        let document = files::document(&ledger, arguments.as_of);
        let mut text = serde_json::to_string_pretty(&document)?;
        text.push('\n');
        print(&text)?;
        if arguments.out.is_none() {
            return Ok(ExitCode::SUCCESS);
        }
    }
    let figures = Figures::new(&ledger, arguments.as_of, arguments.window);
    if !arguments.json && !arguments.quiet {
        print(&screen::summary(&ledger, &figures, &words))?;
    }
    if let Some(folder) = &arguments.out {
        files::write(folder, &ledger, &figures, arguments.as_of, &words).with_context(|| {
            words.with(
                "analyze-cannot-write",
                &[("folder", folder.display().to_string().into())],
            )
        })?;
        if !arguments.quiet && !arguments.json {
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
fn print(text: &str) -> Result<()> {
    use std::io::Write as _;
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

fn read(arguments: &Arguments, words: &Words) -> Result<Ledger, Refusal> {
    let settings = Settings {
        map: match &arguments.map {
            Some(map) => ledger::parse_map(map)?,
            None => ledger::Map::new(),
        },
        currency: arguments.currency.clone(),
        ..Settings::default()
    };
    let options = tables::Options {
        sheet: arguments.sheet.clone(),
        ..tables::Options::default()
    };
    let table = if arguments.file.as_os_str() == "-" {
        Table::from_stream("-", Box::new(std::io::stdin()), &options)?
    } else {
        Table::open(&arguments.file, &options)?
    };
    let shown = !arguments.quiet && std::io::stderr().is_terminal();
    let (bytes, size, all_rows) = (table.progress(), table.size(), table.rows_hint());
    let (rows, done) = (AtomicU64::new(0), AtomicBool::new(false));
    let language = words.language();
    // a text tells how far it is by its bytes, a Parquet file by its rows
    let share = || {
        let part = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
        match (all_rows, size) {
            (Some(all), _) => part(rows.load(Ordering::Relaxed), all),
            (None, Some(size)) => part(bytes.bytes(), size).map(|share| share.min(1.0)),
            (None, None) => None,
        }
    };
    std::thread::scope(|scope| {
        let _over = Over(&done);
        if shown {
            scope.spawn(|| show_progress(&rows, &done, &share, language));
        }
        ledger::read(table, &settings, &|n| rows.store(n, Ordering::Relaxed))
    })
}

/// Ends the showing of progress, however reading ends.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Files that are read faster than this show no progress.
const PATIENCE: u32 = 10;

/// Shows the rows read and the share of the file, ten times a second, on one line.
fn show_progress(
    rows: &AtomicU64,
    done: &AtomicBool,
    share: &(dyn Fn() -> Option<f64> + Sync),
    language: Language,
) {
    let words = Words::new(language);
    let mut ticks = 0;
    while !done.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(100));
        ticks += 1;
        if ticks < PATIENCE {
            continue;
        }
        let rows = rows.load(Ordering::Relaxed);
        let share = words.percent(share());
        let values = [("rows", rows.into()), ("share", share.into())];
        eprint!("\r{}\u{1b}[K", words.with("analyze-progress", &values));
    }
    if ticks >= PATIENCE {
        eprint!("\r\u{1b}[K");
    }
}
