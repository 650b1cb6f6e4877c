//! A ledger in any table, cleaned by all the rules, as a folder of Parquet for the cluster. Repeated
//! stretches of a file, which can only be seen where the whole file is read, are left out here.

use std::path::{Path, PathBuf};

use analysis::Line;
use anyhow::{Context as _, Result, bail};
use ledger::{Ledger, Settings};
use tables::Table;
use tables::write::{Cell, Format, Heading, Shape, Writer};

/// Lines of a file: so many that a task reads some files and not some lines.
const LINES: u64 = 4_000_000;

/// Flags of `prepare`.
#[derive(clap::Args)]
pub struct Flags {
    /// The ledger: CSV, TSV, XLSX or Parquet, also packed as .zst or .gz
    file: PathBuf,
    /// Folder for the Parquet files; must be new or empty
    folder: PathBuf,
    /// Columns by hand: order=Invoice,client="Customer ID",date=…,amount=…
    #[arg(long, value_name = "ROLE=COLUMN,…")]
    map: Option<String>,
    /// Currency of the amounts (ISO 4217); with a column of currencies, only its lines are kept
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
}

/// Writes the folder; says what was left out.
///
/// # Errors
/// When the file is no ledger, or the folder cannot be written.
pub fn prepare(flags: &Flags) -> Result<()> {
    let map = flags.map.as_deref().map(ledger::parse_map).transpose()?;
    let settings = Settings {
        map: map.unwrap_or_default(),
        currency: flags
            .currency
            .as_ref()
            .map(|code| code.to_ascii_uppercase()),
        ..Settings::default()
    };
    let table = Table::open(&flags.file, &tables::Options::default())?;
    let ledger = ledger::read(table, &settings, &|_| ())?;
    std::fs::create_dir_all(&flags.folder)?;
    if std::fs::read_dir(&flags.folder)?.next().is_some() {
        bail!("{} is not empty", flags.folder.display());
    }
    write(&flags.folder, &ledger)?;
    for (reason, tally) in &ledger.cleaning.tallies {
        if reason.leaves_out() {
            eprintln!("left out: {} {}", reason.code(), tally.lines);
        }
    }
    Ok(())
}

fn write(folder: &Path, ledger: &Ledger) -> Result<()> {
    let digits = ledger::minor_digits(ledger.currency.as_deref().unwrap_or_default());
    let headings = [
        Heading::new("client", Shape::Text),
        Heading::new("order", Shape::Whole),
        Heading::new("date", Shape::Day),
        Heading::new("product", Shape::Whole),
        Heading::new("quantity", Shape::Whole),
        Heading::new("amount", Shape::Decimal(digits)),
    ];
    let mut written = 0;
    let mut writer: Option<Writer> = None;
    let mut result = Ok(());
    ledger.image.each_line(|line| {
        if result.is_err() {
            return;
        }
        result = (|| -> Result<()> {
            if written % LINES == 0 {
                if let Some(full) = writer.take() {
                    full.finish()?;
                }
                let name = format!("lines-{:05}.parquet", written / LINES);
                writer = Some(Writer::create(
                    &folder.join(name),
                    Format::Parquet,
                    &headings,
                )?);
            }
            written += 1;
            row(writer.as_mut().context("a file is open")?, ledger, &line)
        })();
    });
    result?;
    if let Some(last) = writer {
        last.finish()?;
    }
    Ok(())
}

fn row(writer: &mut Writer, ledger: &Ledger, line: &Line) -> Result<()> {
    let cells = [
        Cell::Text(&ledger.clients[line.client as usize]),
        Cell::Whole(i64::from(line.order)),
        Cell::Day(line.day.number()),
        // by number: two products may have one name
        Cell::Whole(i64::from(line.product)),
        // what was sold or given back does not matter for the figures, only which of the two
        Cell::Whole(if line.sale { 1 } else { -1 }),
        Cell::Whole(line.amount_minor),
    ];
    Ok(writer.row(&cells)?)
}
