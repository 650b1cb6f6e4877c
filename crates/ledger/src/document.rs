//! The document of `--json`: the figures of a ledger and what was left out of them.

use analysis::reference;
use serde::Serialize;

use crate::{Cleaning, RawCounts};

/// Figures, counts before cleaning, and the cleaning in one sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    #[serde(flatten)]
    figures: reference::Document,
    raw_counts: RawCounts,
    selection: String,
}

impl Document {
    /// Puts the account of the cleaning beside the figures.
    pub fn new(figures: reference::Document, cleaning: &Cleaning) -> Self {
        Self {
            figures,
            raw_counts: cleaning.raw,
            selection: selection(cleaning),
        }
    }
}

/// What was left out, in one English sentence that never depends on the language of the user.
fn selection(cleaning: &Cleaning) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (reason, tally) in &cleaning.tallies {
        let effect = if reason.leaves_out() {
            "left out"
        } else {
            "kept"
        };
        parts.push(format!("{} {}: {effect}", reason.code(), tally.lines));
    }
    if cleaning.order_is_client_day {
        parts.push("no order numbers: a client's day is an order".to_owned());
    }
    if parts.is_empty() {
        "every row".to_owned()
    } else {
        parts.join("; ")
    }
}
