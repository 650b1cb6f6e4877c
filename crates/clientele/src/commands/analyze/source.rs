//! A ledger named on the command line: the flags that tell how to read it, reading it, progress.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use domain::language::Language;
use ledger::{Ledger, Refusal, Settings};
use tables::Table;

use super::refusal;
use crate::words::{Words, language_of_environment};

/// Flags of every command that reads a ledger.
#[derive(clap::Args)]
pub struct Source {
    /// The ledger: CSV, TSV, XLSX or Parquet, also packed as .zst or .gz; `-` reads standard input
    pub file: PathBuf,
    /// Columns by hand: order=Invoice,client="Customer ID",date=…,amount=… (also quantity, price,
    /// discount, product, product_name, group, client_name, company_group, country, manager, cost,
    /// currency)
    #[arg(long, value_name = "ROLE=COLUMN,…")]
    pub map: Option<String>,
    /// Sheet of a workbook; without it, the first table and all sheets that look the same
    #[arg(long)]
    sheet: Option<String>,
    /// Currency of the amounts (ISO 4217); with a column of currencies, only its lines count
    #[arg(long, value_name = "CODE", value_parser = parse_currency)]
    pub currency: Option<String>,
    /// Language: en, ru or mk. Without it, from the environment
    #[arg(long)]
    lang: Option<Language>,
    /// Says nothing but errors (and the document of --json)
    #[arg(long)]
    pub quiet: bool,
}

impl Source {
    /// Words in the language asked for.
    pub fn words(&self) -> Words {
        Words::new(self.lang.unwrap_or_else(language_of_environment))
    }
}

fn parse_currency(text: &str) -> Result<String, String> {
    if text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic()) {
        Ok(text.to_ascii_uppercase())
    } else {
        Err("three letters, such as EUR".to_owned())
    }
}

/// Reads the ledger, with progress on a terminal. When it is not one that can be read, says why on
/// standard error.
pub fn read(arguments: &Source, words: &Words) -> Option<Ledger> {
    ledger_of(arguments, words)
        .inspect_err(|refused| eprint!("{}", refusal::explain(refused, &arguments.file, words)))
        .ok()
}

fn ledger_of(arguments: &Source, words: &Words) -> Result<Ledger, Refusal> {
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
