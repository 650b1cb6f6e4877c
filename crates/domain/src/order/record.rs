//! An order as it is kept, and as employees and other systems write it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Line, LineSums, OrderError, OrderStatus, OrderSums};
use crate::id::{ClientId, OrderId, ProductId, UserId};
use crate::money::Currency;
use crate::rate::Rate;

/// The longest number of an order, in characters.
pub const NUMBER_LIMIT: usize = 60;
/// The longest note on an order or payment.
pub const NOTE_LIMIT: usize = 2_000;

/// A line as it is written: all else follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineData {
    /// What.
    pub product_id: ProductId,
    /// How much, in thousandths of the unit; negative: brought back.
    pub quantity_milli: i64,
    /// Price of a unit in minor units of the order's currency.
    pub price_minor: i64,
    /// Discount in hundredths of a percent.
    pub discount_bp: i64,
}

/// A line as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// What was written.
    #[serde(flatten)]
    pub data: LineData,
    /// In the currency of the order.
    pub amount_minor: i64,
    /// In the reporting currency.
    pub base_amount_minor: i64,
}

/// What employees write of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderData {
    /// Its number, unique.
    pub number: String,
    /// Who buys.
    pub client_id: ClientId,
    /// Business day.
    pub day: Date,
    /// How far it has come.
    pub status: OrderStatus,
    /// Who sells.
    pub manager_id: Option<UserId>,
    /// Currency of its sums.
    pub currency: Currency,
    /// Free text.
    pub note: Option<String>,
    /// Its lines.
    pub lines: Vec<LineData>,
}

/// An order as it is kept. Costs stand apart from the lines so that who may not see them is shown
/// the rest, in the journal too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Identity.
    pub id: OrderId,
    /// Its number, unique.
    pub number: String,
    /// Who buys.
    pub client_id: ClientId,
    /// Business day.
    pub day: Date,
    /// How far it has come.
    pub status: OrderStatus,
    /// Who sells.
    pub manager_id: Option<UserId>,
    /// Currency of its sums.
    pub currency: Currency,
    /// What one unit of it cost in the reporting currency on the day.
    pub rate: Rate,
    /// Free text.
    pub note: Option<String>,
    /// Its lines, in their order.
    pub lines: Vec<OrderLine>,
    /// What the goods of each line cost, reporting currency; `None`: not known.
    pub line_costs_minor: Vec<Option<i64>>,
    /// In the currency of the order.
    pub total_minor: i64,
    /// In the reporting currency.
    pub base_total_minor: i64,
    /// Reporting currency; `None` when a cost is not known.
    pub margin_minor: Option<i64>,
    /// Counts changes; see `If-Match`.
    pub version: i64,
    /// Who wrote it first.
    pub created_by: UserId,
    /// When it was written first.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

/// A refused order: which line is at fault, if it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct PricingError {
    /// Number of the line, from 0.
    pub line: Option<usize>,
    /// Why.
    pub error: OrderError,
}

/// The sums of an order and of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    /// The lines with their sums.
    pub lines: Vec<OrderLine>,
    /// What the goods of each cost.
    pub costs: Vec<Option<i64>>,
    /// Their sums.
    pub sums: OrderSums,
}

impl Priced {
    /// Prices lines of `currency` at `rate`; `costs` has what the goods of each line cost in the
    /// reporting currency.
    pub fn new(
        lines: &[LineData],
        currency: Currency,
        rate: Rate,
        reporting: Currency,
        costs: &[Option<i64>],
    ) -> Result<Self, PricingError> {
        let mut sums = Vec::with_capacity(lines.len());
        for (number, (line, cost)) in lines.iter().zip(costs).enumerate() {
            let written = Line::new(
                line.quantity_milli,
                line.price_minor,
                line.discount_bp,
                currency,
            );
            let priced = written.and_then(|written| {
                let mut sums = LineSums::new(&written, rate, reporting, None)?;
                sums.base_cost_minor = *cost;
                Ok(sums)
            });
            sums.push(priced.map_err(|error| PricingError {
                line: Some(number),
                error,
            })?);
        }
        let total = OrderSums::new(&sums).map_err(|error| PricingError { line: None, error })?;
        let with_sums = |(data, sums): (&LineData, &LineSums)| OrderLine {
            data: *data,
            amount_minor: sums.amount_minor,
            base_amount_minor: sums.base_amount_minor,
        };
        Ok(Self {
            lines: lines.iter().zip(&sums).map(with_sums).collect(),
            costs: costs.to_vec(),
            sums: total,
        })
    }
}

impl Order {
    /// Whether it sells something; a pure return does not.
    pub fn is_sale(&self) -> bool {
        self.lines.iter().any(|line| line.data.quantity_milli > 0)
    }

    /// What employees have written of it.
    pub fn data(&self) -> OrderData {
        OrderData {
            number: self.number.clone(),
            client_id: self.client_id,
            day: self.day,
            status: self.status,
            manager_id: self.manager_id,
            currency: self.currency,
            note: self.note.clone(),
            lines: self.lines.iter().map(|line| line.data).collect(),
        }
    }

    /// Takes what was written and what it comes to.
    pub fn set(&mut self, data: OrderData, rate: Rate, priced: Priced) {
        self.number = data.number;
        self.client_id = data.client_id;
        self.day = data.day;
        self.status = data.status;
        self.manager_id = data.manager_id;
        self.currency = data.currency;
        self.note = data.note;
        self.rate = rate;
        self.lines = priced.lines;
        self.line_costs_minor = priced.costs;
        self.total_minor = priced.sums.total_minor;
        self.base_total_minor = priced.sums.base_total_minor;
        self.margin_minor = priced.sums.margin_minor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn line(quantity_milli: i64, price_minor: i64) -> LineData {
        let product_id = ProductId::from_uuid(Uuid::from_u128(1));
        LineData {
            product_id,
            quantity_milli,
            price_minor,
            discount_bp: 0,
        }
    }

    #[test]
    fn a_fault_names_its_line() {
        let price = |lines: &[LineData]| {
            let costs = vec![Some(1); lines.len()];
            Priced::new(lines, Currency::EUR, Rate::ONE, Currency::EUR, &costs)
        };
        let fault = price(&[line(1_000, 5), line(0, 5)]).unwrap_err();
        assert_eq!(
            fault,
            PricingError {
                line: Some(1),
                error: OrderError::NoQuantity
            }
        );
        let fault = price(&[]).unwrap_err();
        assert_eq!(
            fault,
            PricingError {
                line: None,
                error: OrderError::Lines
            }
        );
        let priced = price(&[line(2_000, 500), line(-1_000, 500)]).unwrap();
        assert_eq!(priced.sums.total_minor, 500);
        assert_eq!(priced.sums.margin_minor, Some(498));
    }
}
