//! Where the columns of a ledger stand in the batches of a table.

use tables::parse::{EMPTY, NO_DAY};
use tables::{Batch, Column, Key, Keys};

use crate::recognise::Layout;
use crate::role::Role;

/// Where the wanted columns stand in a batch.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slots {
    places: [Option<usize>; Role::ALL.len()],
}

impl Slots {
    pub fn of(layout: &Layout) -> Self {
        let mut slots = Self::default();
        for (slot, column) in layout.columns.iter().enumerate() {
            slots.places[column.role as usize] = Some(slot);
        }
        slots
    }

    pub(crate) fn keys<'a>(&self, batch: &'a Batch, role: Role) -> Option<&'a Keys> {
        match &batch.columns[self.places[role as usize]?] {
            Column::Keys(keys) => Some(keys),
            _ => None,
        }
    }

    fn numbers<'a>(&self, batch: &'a Batch, role: Role) -> Option<&'a [i64]> {
        match &batch.columns[self.places[role as usize]?] {
            Column::Numbers(numbers) => Some(numbers),
            _ => None,
        }
    }

    fn days<'a>(&self, batch: &'a Batch, role: Role) -> Option<&'a [i32]> {
        match &batch.columns[self.places[role as usize]?] {
            Column::Days(days) => Some(days),
            _ => None,
        }
    }
}

/// The columns of a batch by their roles.
pub(crate) struct Cells<'a> {
    pub rows: usize,
    pub first_row: u64,
    pub sheet: u32,
    pub client: Option<&'a Keys>,
    pub order: Option<&'a Keys>,
    pub product: Option<&'a Keys>,
    pub manager: Option<&'a Keys>,
    pub currency: Option<&'a Keys>,
    pub days: Option<&'a [i32]>,
    pub amounts: Option<&'a [i64]>,
    pub quantities: Option<&'a [i64]>,
    pub prices: Option<&'a [i64]>,
    pub discounts: Option<&'a [i64]>,
    pub costs: Option<&'a [i64]>,
}

impl<'a> Cells<'a> {
    pub fn of(slots: &Slots, batch: &'a Batch) -> Self {
        Self {
            rows: batch.rows,
            first_row: batch.first_row,
            sheet: batch.sheet as u32,
            client: slots.keys(batch, Role::Client),
            order: slots.keys(batch, Role::Order),
            product: slots.keys(batch, Role::Product),
            manager: slots.keys(batch, Role::Manager),
            currency: slots.keys(batch, Role::Currency),
            days: slots.days(batch, Role::Day),
            amounts: slots.numbers(batch, Role::Amount),
            quantities: slots.numbers(batch, Role::Quantity),
            prices: slots.numbers(batch, Role::Price),
            discounts: slots.numbers(batch, Role::Discount),
            costs: slots.numbers(batch, Role::Cost),
        }
    }

    pub fn order(&self, row: usize) -> Key<'a> {
        self.order.map_or(Key::Empty, |keys| keys.get(row))
    }

    pub fn day(&self, row: usize) -> i32 {
        self.days.map_or(NO_DAY, |days| days[row])
    }

    /// Whether a row without a client has nothing else that makes it a line either.
    pub fn is_blank(&self, row: usize) -> bool {
        self.order(row) == Key::Empty
            && self.day(row) == NO_DAY
            && [self.amounts, self.quantities, self.prices]
                .iter()
                .all(|column| number(*column, row) == EMPTY)
    }
}

/// A number of a column that may be missing.
#[inline]
pub(crate) fn number(column: Option<&[i64]>, row: usize) -> i64 {
    column.map_or(EMPTY, |column| column[row])
}
