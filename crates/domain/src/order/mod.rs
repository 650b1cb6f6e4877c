//! Orders: the sums of their lines, what a status means and which may follow which. All sums are
//! whole minor units; a line is rounded once, half away from zero, and an order is the plain sum
//! of its lines.

pub mod filter;
mod record;

pub use record::{
    LineData, NOTE_LIMIT, NUMBER_LIMIT, Order, OrderData, OrderLine, Priced, PricingError,
};

use crate::code::code_enum;
use crate::money::{AMOUNT_LIMIT, Currency, Money, MoneyError, Quantity};
use crate::rate::{Rate, round_half_away};

code_enum! {
    /// How far an order has come.
    pub enum OrderStatus {
        /// Being written: not yet an order.
        Draft = "draft",
        /// Agreed with the client.
        Confirmed = "confirmed",
        /// On its way.
        Shipped = "shipped",
        /// Delivered.
        Done = "done",
        /// Called off.
        Cancelled = "cancelled",
    }
}

impl OrderStatus {
    /// Whether the order counts as sales: agreed and not called off.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Confirmed | Self::Shipped | Self::Done)
    }

    /// Whether the client owes for it: the goods have left (R37).
    pub const fn is_billed(self) -> bool {
        matches!(self, Self::Shipped | Self::Done)
    }

    /// The statuses that may follow. What has been delivered is not called off but returned: an
    /// order with negative lines.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Confirmed, Self::Cancelled],
            Self::Confirmed => &[Self::Draft, Self::Shipped, Self::Done, Self::Cancelled],
            Self::Shipped => &[Self::Confirmed, Self::Done, Self::Cancelled],
            Self::Done => &[Self::Shipped],
            Self::Cancelled => &[Self::Draft],
        }
    }
}

/// The most lines an order may have.
pub const LINES_LIMIT: usize = 1_000;

/// A discount in hundredths of a percent (basis points): 0 to 10,000.
pub const FULL_DISCOUNT: i64 = 10_000;

/// Why an order is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// An order without lines, or with more than [`LINES_LIMIT`].
    #[error("an order has 1 to {LINES_LIMIT} lines")]
    Lines,
    /// A line for no quantity at all.
    #[error("a line needs a quantity")]
    NoQuantity,
    /// A price below zero: a return has a negative quantity instead.
    #[error("a price is not below zero")]
    NegativePrice,
    /// A discount outside 0–100 %.
    #[error("a discount is 0 to 100 %")]
    Discount,
    /// A status that may not follow the present one.
    #[error("the order may not go from {from} to {to}")]
    Status {
        /// The present status.
        from: OrderStatus,
        /// The refused one.
        to: OrderStatus,
    },
    /// An amount or quantity is out of range.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl OrderError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lines => "order.lines",
            Self::NoQuantity => "order.no_quantity",
            Self::NegativePrice => "order.negative_price",
            Self::Discount => "order.discount",
            Self::Status { .. } => "order.status",
            Self::Money(error) => error.code(),
        }
    }
}

/// What a line says: how much of a product at what price. A return has a negative quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    quantity: Quantity,
    price: Money,
    discount: i64,
}

impl Line {
    /// A line of `quantity_milli` thousandths at `price_minor` a unit less `discount_bp`
    /// hundredths of a percent.
    pub fn new(
        quantity_milli: i64,
        price_minor: i64,
        discount_bp: i64,
        currency: Currency,
    ) -> Result<Self, OrderError> {
        if quantity_milli == 0 {
            return Err(OrderError::NoQuantity);
        }
        if price_minor < 0 {
            return Err(OrderError::NegativePrice);
        }
        if !(0..=FULL_DISCOUNT).contains(&discount_bp) {
            return Err(OrderError::Discount);
        }
        Ok(Self {
            quantity: Quantity::from_milli(quantity_milli)?,
            price: Money::new(price_minor, currency)?,
            discount: discount_bp,
        })
    }

    /// quantity × price × (1 − discount), rounded once.
    pub fn amount(&self) -> Result<Money, MoneyError> {
        let product = i128::from(self.quantity.milli())
            * i128::from(self.price.minor())
            * i128::from(FULL_DISCOUNT - self.discount);
        let minor = round_half_away(product, 1_000 * i128::from(FULL_DISCOUNT))?;
        Money::new(minor, self.price.currency())
    }

    /// Whether goods go to the client. An order with at least one such line, if it counts, is a
    /// purchase.
    pub fn is_sale(&self) -> bool {
        self.quantity.milli() > 0
    }

    /// Whether goods come back.
    pub fn is_return(&self) -> bool {
        self.quantity.milli() < 0
    }
}

/// The sums of a line: its own currency, the reporting one, and what the goods cost us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSums {
    /// In the currency of the order.
    pub amount_minor: i64,
    /// In the reporting currency, at the rate of the day.
    pub base_amount_minor: i64,
    /// Cost of the goods in the reporting currency; `None` when the cost is not known.
    pub base_cost_minor: Option<i64>,
}

impl LineSums {
    /// The sums of `line` at `rate`, for goods that cost `unit_cost_minor` a unit in `reporting`.
    pub fn new(
        line: &Line,
        rate: Rate,
        reporting: Currency,
        unit_cost_minor: Option<i64>,
    ) -> Result<Self, MoneyError> {
        let amount = line.amount()?;
        let cost = unit_cost_minor
            .map(|minor| Money::new(minor, reporting)?.times(line.quantity))
            .transpose()?;
        Ok(Self {
            amount_minor: amount.minor(),
            base_amount_minor: rate.convert(amount, reporting)?.minor(),
            base_cost_minor: cost.map(Money::minor),
        })
    }
}

/// What `quantity_milli` thousandths cost in the reporting currency at `unit_cost_minor` a unit;
/// an unknown cost stays unknown.
pub fn line_cost(
    quantity_milli: i64,
    unit_cost_minor: Option<i64>,
    reporting: Currency,
) -> Result<Option<i64>, MoneyError> {
    let quantity = Quantity::from_milli(quantity_milli)?;
    let cost = |minor| Money::new(minor, reporting)?.times(quantity);
    Ok(unit_cost_minor.map(cost).transpose()?.map(Money::minor))
}

/// The sums of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderSums {
    /// In the currency of the order.
    pub total_minor: i64,
    /// In the reporting currency.
    pub base_total_minor: i64,
    /// Reporting currency; `None` when the cost of a line is not known.
    pub margin_minor: Option<i64>,
}

impl OrderSums {
    /// The plain sums of the lines.
    pub fn new(lines: &[LineSums]) -> Result<Self, OrderError> {
        if lines.is_empty() || lines.len() > LINES_LIMIT {
            return Err(OrderError::Lines);
        }
        let sum = |value: fn(&LineSums) -> i64| {
            // A thousand amounts within the limit cannot leave an i64.
            let total: i64 = lines.iter().map(value).sum();
            if total.abs() <= AMOUNT_LIMIT {
                Ok(total)
            } else {
                Err(MoneyError::OutOfRange)
            }
        };
        let base_total_minor = sum(|line| line.base_amount_minor)?;
        let cost: Option<i64> = lines.iter().map(|line| line.base_cost_minor).sum();
        Ok(Self {
            total_minor: sum(|line| line.amount_minor)?,
            base_total_minor,
            margin_minor: cost.map(|cost| base_total_minor - cost),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(quantity_milli: i64, price_minor: i64, discount_bp: i64) -> Result<Line, OrderError> {
        Line::new(quantity_milli, price_minor, discount_bp, Currency::EUR)
    }

    #[test]
    fn amounts_round_once_half_away_from_zero() {
        for (quantity, price, discount, expected) in [
            (1_000, 1234, 0, 1234),
            (500, 1, 0, 1),
            (-500, 1, 0, -1),
            (499, 1, 0, 0),
            (3_000, 333, 1_000, 899),
            (1_000, 999, 10_000, 0),
            // Rounding the price first would give 3: it is rounded once, at the end.
            (3_000, 1, 5_000, 2),
        ] {
            let amount = line(quantity, price, discount).unwrap().amount().unwrap();
            assert_eq!(
                amount.minor(),
                expected,
                "{quantity} × {price} − {discount}"
            );
        }
    }

    #[test]
    fn a_line_says_why_it_is_refused() {
        for (quantity, price, discount, expected) in [
            (0, 1, 0, OrderError::NoQuantity),
            (1, -1, 0, OrderError::NegativePrice),
            (1, 1, -1, OrderError::Discount),
            (1, 1, 10_001, OrderError::Discount),
            (i64::MIN, 1, 0, OrderError::Money(MoneyError::OutOfRange)),
            (1, i64::MAX, 0, OrderError::Money(MoneyError::OutOfRange)),
        ] {
            assert_eq!(line(quantity, price, discount), Err(expected));
        }
    }

    #[test]
    fn sec_54_huge_lines_and_orders_are_refused_not_wrapped() {
        let huge = line(1_000_000_000_000, AMOUNT_LIMIT, 0).unwrap();
        assert_eq!(huge.amount(), Err(MoneyError::OutOfRange));
        let most = LineSums {
            amount_minor: AMOUNT_LIMIT,
            base_amount_minor: AMOUNT_LIMIT,
            base_cost_minor: Some(AMOUNT_LIMIT),
        };
        let sums = OrderSums::new(&[most; LINES_LIMIT]);
        assert_eq!(sums, Err(OrderError::Money(MoneyError::OutOfRange)));
        assert_eq!(
            OrderSums::new(&[most; LINES_LIMIT + 1]),
            Err(OrderError::Lines)
        );
        assert_eq!(OrderSums::new(&[]), Err(OrderError::Lines));
    }

    #[test]
    fn an_order_is_the_sum_of_its_lines_and_its_margin_needs_every_cost() {
        let rate: Rate = "0.0163".parse().unwrap();
        let denars = |quantity, price| Line::new(quantity, price, 0, Currency::MKD).unwrap();
        let known = LineSums::new(&denars(2_000, 6_150), rate, Currency::EUR, Some(60)).unwrap();
        assert_eq!((known.amount_minor, known.base_amount_minor), (12_300, 200));
        assert_eq!(known.base_cost_minor, Some(120));
        let back = LineSums::new(&denars(-1_000, 6_150), rate, Currency::EUR, Some(60)).unwrap();
        let sums = OrderSums::new(&[known, back]).unwrap();
        assert_eq!((sums.total_minor, sums.base_total_minor), (6_150, 100));
        assert_eq!(sums.margin_minor, Some(40));
        let unknown = LineSums {
            base_cost_minor: None,
            ..back
        };
        assert_eq!(
            OrderSums::new(&[known, unknown]).unwrap().margin_minor,
            None
        );
    }

    #[test]
    fn statuses_follow_one_another() {
        use OrderStatus::{Cancelled, Confirmed, Done, Draft, Shipped};
        let counted: Vec<_> = OrderStatus::ALL.iter().filter(|s| s.counts()).collect();
        assert_eq!(counted, [&Confirmed, &Shipped, &Done]);
        let billed: Vec<_> = OrderStatus::ALL.iter().filter(|s| s.is_billed()).collect();
        assert_eq!(billed, [&Shipped, &Done]);
        assert!(
            !Done.next().contains(&Cancelled),
            "what is delivered is returned"
        );
        assert!(!Draft.next().contains(&Done), "a draft is agreed first");
        for status in OrderStatus::ALL {
            assert!(!status.next().contains(status) && !status.next().is_empty());
        }
    }

    proptest! {
        #[test]
        fn a_return_of_everything_leaves_nothing(
            quantity in 1i64..10_000_000, price in 0i64..100_000_000, discount in 0i64..=10_000,
        ) {
            let sold = line(quantity, price, discount).unwrap().amount().unwrap();
            let back = line(-quantity, price, discount).unwrap().amount().unwrap();
            prop_assert_eq!(sold.minor() + back.minor(), 0);
        }

        #[test]
        fn any_numbers_are_answered(quantity: i64, price: i64, discount: i64) {
            if let Ok(line) = line(quantity, price, discount) {
                let _ = line.amount();
            }
        }
    }
}
