//! Money received from clients, and given back.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{ClientId, OrderId, PaymentId, UserId};
use crate::money::Currency;
use crate::rate::Rate;

/// What employees write of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentData {
    /// Who paid.
    pub client_id: ClientId,
    /// For which order, if for one; it has the same client and currency.
    pub order_id: Option<OrderId>,
    /// Business day.
    pub day: Date,
    /// Currency.
    pub currency: Currency,
    /// How much, minor units; below zero: given back to the client.
    pub amount_minor: i64,
    /// Free text.
    pub note: Option<String>,
}

/// A payment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Identity.
    pub id: PaymentId,
    /// What is written.
    #[serde(flatten)]
    pub data: PaymentData,
    /// What one unit of its currency cost in the reporting currency on its day.
    pub rate: Rate,
    /// In minor units of the reporting currency.
    pub base_amount_minor: i64,
    /// Counts changes; see `If-Match`.
    pub version: i64,
    /// Who wrote it first.
    pub created_by: UserId,
    /// When it was written first.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

/// What a client owes in one currency: billed less paid (R37).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Receivable {
    /// The currency.
    pub currency: Currency,
    /// Sum of the orders that have left.
    pub billed_minor: i64,
    /// Sum of the payments.
    pub paid_minor: i64,
}

impl Receivable {
    /// What is owed; below zero the client has paid ahead.
    pub const fn owed_minor(&self) -> i64 {
        self.billed_minor.saturating_sub(self.paid_minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r37_receivable_is_billed_less_paid() {
        for (billed_minor, paid_minor, owed) in [(500, 120, 380), (0, 120, -120), (-50, 0, -50)] {
            let receivable = Receivable {
                currency: Currency::EUR,
                billed_minor,
                paid_minor,
            };
            assert_eq!(receivable.owed_minor(), owed);
        }
    }
}
