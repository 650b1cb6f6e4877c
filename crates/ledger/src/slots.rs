//! Where the columns of a ledger stand in the batches of a table.

use tables::{Batch, Column, Keys};

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

    pub(crate) fn numbers<'a>(&self, batch: &'a Batch, role: Role) -> Option<&'a [i64]> {
        match &batch.columns[self.places[role as usize]?] {
            Column::Numbers(numbers) => Some(numbers),
            _ => None,
        }
    }

    pub(crate) fn days<'a>(&self, batch: &'a Batch, role: Role) -> Option<&'a [i32]> {
        match &batch.columns[self.places[role as usize]?] {
            Column::Days(days) => Some(days),
            _ => None,
        }
    }
}
