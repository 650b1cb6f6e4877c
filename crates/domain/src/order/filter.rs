//! What orders can be filtered and ordered by: closed lists, so that no name from outside reaches
//! SQL.

use super::OrderStatus;
use crate::code::code_enum;
use crate::filter::{Kind, Term};
use crate::policy;

code_enum! {
    /// A field of an order by which a list is filtered.
    pub enum OrderField {
        /// Who buys.
        Client = "client_id",
        /// How far it has come.
        Status = "status",
        /// Who sells.
        Manager = "manager_id",
        /// Business day.
        Day = "day",
        /// Currency of its sums.
        Currency = "currency",
        /// Its sum in the reporting currency.
        Total = "base_total_minor",
        /// Its margin in the reporting currency.
        Margin = "margin_minor",
    }
}

impl OrderField {
    /// Of what kind its values are.
    pub fn kind(self) -> Kind {
        match self {
            Self::Client | Self::Manager => Kind::Id,
            Self::Status => Kind::Code(|text| text.parse::<OrderStatus>().is_ok()),
            Self::Day => Kind::Day,
            Self::Currency => Kind::Code(|text| text.parse::<crate::money::Currency>().is_ok()),
            Self::Total | Self::Margin => Kind::Int,
        }
    }

    /// The guarded field that a filter on this one tells of.
    pub const fn discloses(self) -> Option<policy::Field> {
        match self {
            Self::Margin => Some(policy::Field::Margin),
            _ => None,
        }
    }
}

/// A condition on orders.
pub type OrderTerm = Term<OrderField>;

code_enum! {
    /// What a list of orders is ordered by.
    pub enum OrderSort {
        /// Business day.
        Day = "day",
        /// Number.
        Number = "number",
        /// Sum in the reporting currency.
        Total = "base_total_minor",
    }
}
