//! What comes in about an order: texts that become domain values here or are refused with their
//! field. Sums, rates and costs never come in; they follow.

use domain::id::{ClientId, ProductId, UserId};
use domain::order::{LINES_LIMIT, LineData, NOTE_LIMIT, NUMBER_LIMIT, OrderData};
use domain::text;

use super::Error;
use crate::client::{Patch, Refusal};

/// A line as it comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// What.
    pub product_id: ProductId,
    /// How much, in thousandths; negative: brought back.
    pub quantity_milli: i64,
    /// Price of a unit, minor units of the order's currency.
    pub price_minor: i64,
    /// Discount, hundredths of a percent.
    pub discount_bp: i64,
}

/// What comes in. On creation absent fields have their defaults, on change they stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Number; by default the next free one.
    pub number: Option<String>,
    /// Who buys; needed for a new order, fixed afterwards.
    pub client_id: Option<ClientId>,
    /// Business day, by default today.
    pub day: Option<String>,
    /// Code of the status, by default `draft`.
    pub status: Option<String>,
    /// Who sells, by default the client's manager.
    pub manager_id: Patch<UserId>,
    /// Currency, by default the reporting one.
    pub currency: Option<String>,
    /// Free text.
    pub note: Patch<String>,
    /// The lines, all of them.
    pub lines: Option<Vec<NewLine>>,
}

impl Input {
    /// Puts the given fields into `data`, or tells of every field that is refused.
    pub(super) fn apply(&self, data: &mut OrderData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(number) = &self.number {
            match text::line(number, NUMBER_LIMIT) {
                Ok(number) => data.number = number,
                Err(error) => refusals.push(Refusal::new("number", error.code())),
            }
        }
        read(
            &mut refusals,
            "day",
            "day.bad",
            self.day.as_deref(),
            &mut data.day,
        );
        read(
            &mut refusals,
            "status",
            "code.unknown",
            self.status.as_deref(),
            &mut data.status,
        );
        let currency = self.currency.as_deref();
        read(
            &mut refusals,
            "currency",
            "money.not_a_currency",
            currency,
            &mut data.currency,
        );
        if let Some(manager) = self.manager_id {
            data.manager_id = manager;
        }
        match &self.note {
            Some(Some(note)) if !note.trim().is_empty() => match text::block(note, NOTE_LIMIT) {
                Ok(note) => data.note = Some(note),
                Err(error) => refusals.push(Refusal::new("note", error.code())),
            },
            Some(_) => data.note = None,
            None => {}
        }
        if let Some(lines) = &self.lines {
            if lines.len() > LINES_LIMIT {
                refusals.push(Refusal::new("lines", "order.lines"));
            }
            let lines = lines.iter().take(LINES_LIMIT).map(|line| LineData {
                product_id: line.product_id,
                quantity_milli: line.quantity_milli,
                price_minor: line.price_minor,
                discount_bp: line.discount_bp,
            });
            data.lines = lines.collect();
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

fn read<T: std::str::FromStr>(
    refusals: &mut Vec<Refusal>,
    field: &'static str,
    code: &'static str,
    given: Option<&str>,
    kept: &mut T,
) {
    match given.map(str::parse) {
        Some(Ok(value)) => *kept = value,
        Some(Err(_)) => refusals.push(Refusal::new(field, code)),
        None => {}
    }
}
