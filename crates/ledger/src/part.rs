//! A part of a ledger whose lines come batch by batch from elsewhere, such as another machine, all
//! the lines of a client in one part: recognised before, cleaned here by the same rules as a file.

use std::cmp::Ordering;

use analysis::Image;
use tables::{Batch, parse};

use crate::read::Reading;
use crate::{Cleaning, Layout, Refusal, Settings, minor_digits};

/// The clients of a part and what was left out of it.
#[derive(Debug)]
pub struct Part {
    /// The lines, clustered by client. Clients are numbered in the order of their identifiers.
    pub image: Image,
    /// Identifier of each client.
    pub clients: Vec<String>,
    /// What was left out and why.
    pub cleaning: Cleaning,
    /// Orders that were made up, a client's day each, because their number is missing.
    pub made_orders: u64,
    /// Currencies met in the column of currencies, when none was asked for.
    pub currencies: Vec<String>,
}

/// Takes the lines of a part.
pub struct PartReader {
    reading: Reading,
}

impl PartReader {
    /// Begins a part. The batches must have the columns of [`Layout::wanted`].
    #[must_use]
    pub fn new(settings: &Settings, layout: &Layout) -> Self {
        let digits = minor_digits(settings.currency.as_deref().unwrap_or_default());
        Self {
            reading: Reading::new(settings, layout, digits, 0),
        }
    }

    /// Takes some rows.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`].
    pub fn take(&mut self, batch: &Batch) -> Result<(), Refusal> {
        self.reading.take(batch)
    }

    /// Lines taken so far that count.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.reading.builder.len()
    }

    /// Clusters the lines by client. A part may be empty.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`].
    pub fn finish(mut self) -> Result<Part, Refusal> {
        self.reading.finish()?;
        let currencies = self.reading.currencies();
        let made_orders = self.reading.made_orders;
        let cleaning = std::mem::take(&mut self.reading.cleaning);
        let (known, image) = crate::cluster(&mut self.reading);
        let names = &self.reading.clients;
        Ok(Part {
            image,
            clients: known.iter().map(|client| names.name(*client)).collect(),
            cleaning,
            made_orders,
            currencies,
        })
    }
}

/// The order of clients' identifiers, in which clients of a ledger are numbered: whole numbers by
/// value before texts by their bytes.
#[must_use]
pub fn compare_names(a: &str, b: &str) -> Ordering {
    match (
        parse::whole_key(a.as_bytes()),
        parse::whole_key(b.as_bytes()),
    ) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}
