//! An order ledger in any table: its columns recognised, its lines cleaned with every exclusion
//! counted, its amounts made integers, handed to `analysis` as an image clustered by client.
//!
//! Knows no database and no clock. What a ledger says about itself stays with it: [`Layout`] (which
//! column was taken for what), [`Cleaning`] (what was left out and why).

pub mod clean;
mod document;
mod intern;
mod money;
mod notes;
mod overlap;
mod part;
mod plain;
mod read;
mod recognise;
mod refusal;
mod repeats;
mod role;
mod slots;

use analysis::{Dimensions, Image, NONE};
use tables::{Packing, Remark, Source, Table};

pub use clean::{Cleaning, Overlap, RawCounts, Reason, Sample, Tally};
pub use document::Document;
pub use intern::fingerprint;
pub use money::minor_digits;
pub use part::{Part, PartReader, compare_names};
pub use recognise::{Layout, Map, Recognised, parse_map, recognise};
pub use refusal::Refusal;
pub use role::Role;

/// How a ledger is to be read. Every number is a default that may be changed.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Columns given by hand.
    pub map: Map,
    /// Currency of the report (ISO 4217). With a column of currencies, only its lines count.
    pub currency: Option<String>,
    /// Threads that parse a text. Default 2.
    pub threads: usize,
    /// A later stretch that repeats this many lines of an earlier one is left out. Default 100.
    pub overlap_lines: usize,
    /// The lines come in no order, as parts of a ledger do that many machines share: repeated
    /// stretches are not looked for, repeated lines over whole orders. Default: no.
    pub scattered: bool,
    /// Amounts of a line beyond this many whole units of the currency are not believed.
    /// Default 10¹².
    pub absurd_amount: i64,
    /// Quantities beyond this are not believed. Default 10⁹.
    pub absurd_quantity: i64,
    /// The first and the last day that are believed, since 1970-01-01. Default 1970 to 2099.
    pub days: (i32, i32),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            map: Map::new(),
            currency: None,
            threads: 2,
            overlap_lines: 100,
            scattered: false,
            absurd_amount: 1_000_000_000_000,
            absurd_quantity: 1_000_000_000,
            days: (0, 47_481),
        }
    }
}

/// The file a ledger came from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Its name as given.
    pub file: String,
    /// How it was packed.
    pub packing: Packing,
    /// Its format.
    pub source: Source,
    /// What its owner should know.
    pub remarks: Vec<Remark>,
}

/// A ledger, read.
#[derive(Debug)]
pub struct Ledger {
    /// The lines, clustered by client. Clients are numbered in the order of their identifiers.
    pub image: Image,
    /// Identifier of each client.
    pub clients: Vec<String>,
    /// The clients in the order in which the file first names them.
    pub by_appearance: Vec<u32>,
    /// Name of each client, where the file has one beside the identifier.
    pub client_names: Vec<Option<String>>,
    /// Identifier or name of each product.
    pub products: Vec<String>,
    /// Names of the groups of products.
    pub groups: Vec<String>,
    /// Names of the employees.
    pub managers: Vec<String>,
    /// Names of the countries or regions.
    pub countries: Vec<String>,
    /// Names of the groups of companies.
    pub company_groups: Vec<String>,
    /// ISO 4217 code of the amounts, when known.
    pub currency: Option<String>,
    /// Which column was taken for what.
    pub layout: Layout,
    /// What was left out and why.
    pub cleaning: Cleaning,
    /// The file.
    pub origin: Origin,
}

/// Reads a table as a ledger. `watch` is told the number of rows read, batch by batch.
///
/// # Errors
/// [`Refusal`]: the table is not a ledger, or not one that can be read.
pub fn read(
    table: Table,
    settings: &Settings,
    watch: &(dyn Fn(u64) + Sync),
) -> Result<Ledger, Refusal> {
    let layout = recognise(table.headings(), table.sample(), &settings.map)?;
    let origin = Origin {
        file: table.file().to_owned(),
        packing: table.packing(),
        source: table.source(),
        remarks: table.remarks(),
    };
    let wanted = layout.wanted();
    let digits = minor_digits(settings.currency.as_deref().unwrap_or_default());
    let rows = rows_expected(&table);
    let mut reading = read::Reading::new(settings, &layout, digits, rows);
    let result = table.read(&wanted, settings.threads, |batch| {
        reading.take(batch)?;
        watch(reading.cleaning.raw.rows);
        Ok(())
    });
    match result {
        Ok(()) => {}
        Err(tables::ReadError::Table(error)) => return Err(Refusal::Table(error)),
        Err(tables::ReadError::Sink(refusal)) => return Err(refusal),
    }
    reading.finish()?;
    reading.explain_bad_cells();
    let currencies = reading.currencies();
    if settings.currency.is_none() && currencies.len() > 1 {
        return Err(Refusal::ManyCurrencies(currencies));
    }
    let currency = settings
        .currency
        .clone()
        .or_else(|| currencies.into_iter().next());
    if reading.builder.is_empty() {
        return Err(Refusal::NothingLeft(Box::new(reading.cleaning)));
    }
    Ok(finish(reading, currency, layout.clone(), origin))
}

/// Bytes of a line of text, for the first guess of how many there are.
const LINE_BYTES: u64 = 64;

fn rows_expected(table: &Table) -> usize {
    let guess = match table.source() {
        Source::Text { .. } => table.size().unwrap_or(0) / LINE_BYTES,
        _ => table.rows_hint().unwrap_or(0),
    };
    guess.min(1 << 28) as usize
}

/// Numbers the clients in the order of their identifiers and builds the image; returns the clients
/// that have a line, as they were numbered while reading, in that order.
fn cluster(reading: &mut read::Reading) -> (Vec<u32>, Image) {
    let clients = &reading.clients;
    let used = |client: u32| reading.used.get(client as usize).copied().unwrap_or(false);
    let mut sorted: Vec<u32> = (0..clients.len() as u32).filter(|c| used(*c)).collect();
    sorted.sort_unstable_by(|a, b| clients.compare(*a, *b));
    let count = sorted.len();
    sorted.extend((0..clients.len() as u32).filter(|c| !used(*c)));
    let mut number = vec![0u32; clients.len()];
    for (new, old) in (0..).zip(&sorted) {
        number[*old as usize] = new;
    }
    sorted.truncate(count);
    let mut builder = std::mem::take(&mut reading.builder);
    builder.renumber_clients(&number);
    (sorted, builder.build())
}

/// A ledger of everything that was read.
fn finish(
    mut reading: read::Reading,
    currency: Option<String>,
    layout: Layout,
    origin: Origin,
) -> Ledger {
    let (known, mut image) = cluster(&mut reading);
    let count = known.len();
    let clients = reading.clients;
    let of = |list: &[u32], index: u32| list.get(index as usize).copied().unwrap_or(NONE);
    let mut by_appearance: Vec<u32> = (0..count as u32).collect();
    by_appearance.sort_unstable_by_key(|c| known[*c as usize]);
    let by_client = |list: &[u32]| -> Vec<u32> {
        let known = known.iter().filter(|_| !list.is_empty());
        known.map(|client| of(list, *client)).collect()
    };
    image.dimensions = Dimensions {
        region: by_client(&reading.client_country),
        company_group: by_client(&reading.client_company_group),
        ..Dimensions::default()
    };
    image.product_group = reading.product_group;
    let names = |interner: &intern::Interner| -> Vec<String> {
        (0..interner.len() as u32)
            .map(|n| interner.name(n))
            .collect()
    };
    let label = |interner: &intern::Interner, list: &[u32], index: u32| {
        let number = of(list, index);
        (number != NONE).then(|| interner.name(number))
    };
    Ledger {
        client_names: known
            .iter()
            .map(|c| label(&reading.labels, &reading.client_label, *c))
            .collect(),
        clients: known.iter().map(|c| clients.name(*c)).collect(),
        by_appearance,
        products: (0..reading.products.len() as u32)
            .map(|p| {
                label(&reading.product_labels, &reading.product_label, p)
                    .unwrap_or_else(|| reading.products.name(p))
            })
            .collect(),
        groups: names(&reading.groups),
        managers: names(&reading.managers),
        countries: names(&reading.countries),
        company_groups: names(&reading.company_groups),
        image,
        currency,
        cleaning: reading.cleaning,
        layout,
        origin,
    }
}
