//! What was left out of a ledger, or noticed in it, and where: nothing disappears in silence.

use serde::{Deserialize, Serialize};

/// Why a line does not count, or what is odd about a line that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    // left out
    /// The line repeats, with its neighbours, an earlier stretch of the file.
    Overlap,
    /// Nobody is named.
    NoClient,
    /// The price is zero or negative: gifts, corrections, bad debts.
    PriceNotPositive,
    /// There is no date.
    NoDate,
    /// The date cannot be read.
    BadDate,
    /// There is no amount.
    NoAmount,
    /// The amount, quantity, price or discount cannot be read.
    BadNumber,
    /// A number or a date out of all bounds.
    Absurd,
    /// Another currency than the one asked for.
    OtherCurrency,
    // kept
    /// The order is a cancelled one; its lines are returns.
    Cancelled,
    /// A negative amount: a return.
    Return,
    /// The line stands twice in its order; all are kept.
    Repeated,
    /// An amount of zero.
    ZeroAmount,
    /// The row has more or fewer cells than the heading.
    Ragged,
}

impl Reason {
    /// All reasons, in the order they are shown.
    pub const ALL: [Self; 14] = [
        Self::Overlap,
        Self::NoClient,
        Self::PriceNotPositive,
        Self::NoDate,
        Self::BadDate,
        Self::NoAmount,
        Self::BadNumber,
        Self::Absurd,
        Self::OtherCurrency,
        Self::Cancelled,
        Self::Return,
        Self::Repeated,
        Self::ZeroAmount,
        Self::Ragged,
    ];

    /// Stable name, the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overlap => "overlap",
            Self::NoClient => "no_client",
            Self::PriceNotPositive => "price_not_positive",
            Self::NoDate => "no_date",
            Self::BadDate => "bad_date",
            Self::NoAmount => "no_amount",
            Self::BadNumber => "bad_number",
            Self::Absurd => "absurd",
            Self::OtherCurrency => "other_currency",
            Self::Cancelled => "cancelled",
            Self::Return => "return",
            Self::Repeated => "repeated",
            Self::ZeroAmount => "zero_amount",
            Self::Ragged => "ragged",
        }
    }

    /// Whether lines with this reason are left out of the analysis.
    pub fn leaves_out(self) -> bool {
        self < Self::Cancelled
    }
}

/// A row to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// Sheet, from 0.
    pub sheet: usize,
    /// Row of the file, from 1 with the heading.
    pub row: u64,
    /// Heading of the column at fault, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Rows kept as samples for each reason.
pub(crate) const SAMPLES: usize = 5;

/// One reason with its count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Lines.
    pub lines: u64,
    /// Σ of their amounts in minor units, where they have any.
    pub amount_minor: i64,
    /// The first of them.
    pub samples: Vec<Sample>,
}

/// A later stretch of the file that repeated an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// Its first row.
    pub first_row: u64,
    /// Its last row.
    pub last_row: u64,
    /// Lines in it.
    pub lines: u64,
    /// Its first and last day, as days since 1970-01-01.
    pub days: (i32, i32),
}

/// Counts over all rows, before anything is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawCounts {
    /// Rows with anything in them.
    pub rows: u64,
    /// Distinct orders.
    pub invoices: u64,
    /// Distinct clients.
    pub customers: u64,
    /// Rows that name no client.
    pub rows_without_customer: u64,
    /// Distinct products.
    pub stock_codes: u64,
    /// Rows of cancelled orders.
    pub cancellation_rows: u64,
    /// Rows with a price of zero or less.
    pub price_le_0: u64,
    /// Rows with a quantity of zero or less.
    pub quantity_le_0: u64,
    /// Rows that repeat an earlier stretch of the file.
    pub overlap_rows_removed: u64,
    /// Rows equal to an earlier one of the same order in every recognised column.
    pub repeated_rows: u64,
}

/// The account of the cleaning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleaning {
    /// Counts over all rows.
    pub raw: RawCounts,
    /// By reason; in the order of [`Reason::ALL`], only reasons met.
    pub tallies: std::collections::BTreeMap<Reason, Tally>,
    /// Repeated stretches.
    pub overlaps: Vec<Overlap>,
    /// Rows without anything in them.
    pub blank_rows: u64,
    /// The orders of the file were so scattered that repeated stretches were not looked for.
    pub overlap_not_checked: bool,
    /// An order is one client's day, because the file has no order numbers.
    pub order_is_client_day: bool,
}

impl Cleaning {
    pub(crate) fn count(&mut self, reason: Reason, amount: i64, sample: impl FnOnce() -> Sample) {
        let tally = self.tallies.entry(reason).or_default();
        tally.lines += 1;
        tally.amount_minor = tally.amount_minor.saturating_add(amount);
        if tally.samples.len() < SAMPLES {
            tally.samples.push(sample());
        }
    }

    /// Adds the account of other clients of the same ledger. Samples of rows and repeated stretches,
    /// which belong to a file, are not taken over; an order or product that several parts hold is
    /// counted in each.
    pub fn add(&mut self, other: &Self) {
        let (raw, more) = (&mut self.raw, &other.raw);
        raw.rows += more.rows;
        raw.invoices += more.invoices;
        raw.customers += more.customers;
        raw.rows_without_customer += more.rows_without_customer;
        raw.stock_codes += more.stock_codes;
        raw.cancellation_rows += more.cancellation_rows;
        raw.price_le_0 += more.price_le_0;
        raw.quantity_le_0 += more.quantity_le_0;
        raw.overlap_rows_removed += more.overlap_rows_removed;
        raw.repeated_rows += more.repeated_rows;
        for (reason, tally) in &other.tallies {
            let sum = self.tallies.entry(*reason).or_default();
            sum.lines += tally.lines;
            sum.amount_minor = sum.amount_minor.saturating_add(tally.amount_minor);
        }
        self.blank_rows += other.blank_rows;
        self.overlap_not_checked |= other.overlap_not_checked;
        self.order_is_client_day |= other.order_is_client_day;
    }

    /// Lines left out, all reasons together.
    pub fn left_out(&self) -> u64 {
        let out = self
            .tallies
            .iter()
            .filter(|(reason, _)| reason.leaves_out());
        out.map(|(_, tally)| tally.lines).sum()
    }
}
