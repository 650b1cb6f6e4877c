//! `clientele dedupe FILE`: a table of clients or people in, the groups of rows that are one out,
//! with the reasons of every pair; and, where the truth is known, how good they are.

mod base;
mod columns;
mod document;
mod files;
mod report;

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use domain::language::Language;
use matching::{Decision, Outcome, Progress, Settings};

use self::base::{Base, Trouble, Wanted};
use self::columns::Unclear;
use super::analyze::{files as folder, print, refusal};
use crate::words::{Words, language_of_environment};

/// Flags of `clientele dedupe`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The records: CSV, TSV, XLSX or Parquet, also packed as .zst or .gz
    file: PathBuf,
    /// Finds the records of this table in FILE, and no others
    #[arg(long, value_name = "FILE")]
    link: Option<PathBuf>,
    /// A column compared as something it was not recognised as; may be repeated, and then only
    /// these columns are compared
    #[arg(long, value_name = "FIELD=COLUMN")]
    column: Vec<String>,
    /// The column that identifies a record; without it, the usual names, else the number of the row
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// Sheet of a workbook
    #[arg(long)]
    sheet: Option<String>,
    /// Decisions made: a table of two identifiers and 1 or 0; the weights follow them
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Chance from which two records are put together, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 50.0, value_parser = percent)]
    threshold: f64,
    /// The column that tells which records are one: measures the result
    #[arg(long, value_name = "COLUMN")]
    truth: Option<String>,
    /// With --truth: answers so many questions as a person would, twenty at a time, and learns
    #[arg(long, value_name = "N", default_value_t = 0, requires = "truth", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    answers: u32,
    /// Threads; the result does not depend on them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: Option<u16>,
    /// Language: en, ru or mk. Without it, from the environment
    #[arg(long)]
    lang: Option<Language>,
    /// Says nothing but errors (and the document of --json)
    #[arg(long)]
    quiet: bool,
    /// Writes groups.csv, pairs.csv, report.html and dedupe.json into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Prints one JSON document in place of the summary
    #[arg(long)]
    json: bool,
}

fn percent(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(percent) if percent > 0.0 && percent < 100.0 => Ok(percent),
        _ => Err("a number between 0 and 100".to_owned()),
    }
}

/// What was found, and in what.
struct Found {
    base: Base,
    outcome: Outcome,
    settings: Settings,
    decisions: Vec<Decision>,
}

/// Finds the duplicates of the table named in the arguments.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let words = Words::new(arguments.lang.unwrap_or_else(language_of_environment));
    let found = match find(arguments, &words) {
        Ok(found) => found,
        Err(trouble) => {
            eprint!("{}", explain(&trouble, &words));
            return Ok(ExitCode::FAILURE);
        }
    };
    let document = || -> Result<String> {
        Ok(serde_json::to_string_pretty(&document::document(&found))? + "\n")
    };
    if arguments.json {
        print(&document()?)?;
    } else if !arguments.quiet {
        print(&report::summary(&found, &words))?;
    }
    if let Some(out) = &arguments.out {
        let place = out.display().to_string();
        let sheet = arguments.sheet.as_deref();
        folder::fill(out, |hidden| {
            std::fs::write(hidden.join("dedupe.json"), document()?)?;
            files::write(hidden, &found, sheet, &words)
        })
        .with_context(|| words.with("analyze-cannot-write", &[("folder", (&place).into())]))?;
        if !arguments.quiet && !arguments.json {
            let line = words.with("analyze-written", &[("folder", place.into())]);
            print(&format!("\n{line}\n"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Questions answered before the weights are learnt anew.
const ROUND: usize = 20;

fn find(arguments: &Arguments, words: &Words) -> Result<Found, Trouble> {
    let paths: Vec<&Path> = [Some(&arguments.file), arguments.link.as_ref()]
        .into_iter()
        .flatten()
        .map(PathBuf::as_path)
        .collect();
    let mut base = Base::read(&Wanted {
        files: &paths,
        sheet: arguments.sheet.as_deref(),
        by_hand: &arguments.column,
        id: arguments.id.as_deref(),
        truth: arguments.truth.as_deref(),
    })?;
    let own = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let settings = Settings {
        threshold: arguments.threshold / 100.0,
        threads: arguments.threads.map_or(own, usize::from),
        link: arguments.link.as_ref().map(|_| base.files[0].to),
        ..Settings::default()
    };
    let mut decisions = match &arguments.decisions {
        Some(path) => base.decisions(path)?,
        None => Vec::new(),
    };
    let shown = !arguments.quiet && std::io::stderr().is_terminal();
    let language = words.language();
    let progress = move |progress: Progress| {
        // a hundred lines at most, whatever the size
        let step = (progress.of / 100).max(1);
        if shown && progress.done % step < 512 {
            let share = progress.done as f64 / progress.of.max(1) as f64;
            let words = Words::new(language);
            let share = words.percent(Some(share));
            eprint!(
                "\r{}\u{1b}[K",
                words.with("dedupe-progress", &[("share", share.into())])
            );
        }
    };
    let mut outcome = base.index.sweep(&settings, &decisions, &progress);
    let mut left = arguments.answers as usize;
    while left > 0 {
        let asked: Vec<(u32, u32)> = decisions
            .iter()
            .map(|d| (d.a.min(d.b) as u32, d.a.max(d.b) as u32))
            .collect();
        let questions = outcome.questions(&asked, left.min(ROUND));
        let Some(truth) = base.truth.as_ref().filter(|_| !questions.is_empty()) else {
            break;
        };
        left -= questions.len();
        decisions.extend(questions.iter().map(|pair| Decision {
            a: pair.a as usize,
            b: pair.b as usize,
            same: truth[pair.a as usize] == truth[pair.b as usize],
        }));
        outcome = base.index.relearn(&settings, &decisions, outcome);
    }
    if arguments.answers > 0 {
        outcome = base.index.sweep(&settings, &decisions, &progress);
    }
    if shown {
        eprint!("\r\u{1b}[K");
    }
    Ok(Found {
        base,
        outcome,
        settings,
        decisions,
    })
}

fn explain(trouble: &Trouble, words: &Words) -> String {
    let text =
        |key: &str, values: &[(&str, crate::words::Value<'_>)]| words.with(key, values) + "\n";
    match trouble {
        Trouble::Table(path, refused) => refusal::explain(refused, path, words),
        Trouble::Columns(path, present, unclear) => {
            let file = path.display().to_string();
            let present = present.join(", ");
            let values = |name: &str| {
                [
                    ("file", file.clone().into()),
                    ("present", present.clone().into()),
                    ("fields", columns::names().into()),
                    ("name", name.to_owned().into()),
                ]
            };
            match unclear {
                Unclear::Field(name) => text("dedupe-unknown-field", &values(name)),
                Unclear::Column(name) => text("dedupe-unknown-column", &values(name)),
                Unclear::Nothing => text("dedupe-nothing-recognised", &values("")),
            }
        }
        Trouble::Kinds => text("dedupe-two-kinds", &[]),
        Trouble::Decision(row) => text("dedupe-bad-decision", &[("row", row.as_str().into())]),
    }
}
