//! What is remembered beside the lines while a table is read: names of identifiers, texts of cells
//! that could not be read.

use tables::Batch;

use crate::clean::{Reason, Sample};
use crate::read::{NOBODY, Reading};
use crate::role::Role;

/// Texts of unreadable cells that are kept for each reason.
const TEXTS: usize = 1_000;

impl Reading {
    /// Remembers names that stand beside identifiers: the last one of each.
    pub(crate) fn note_names(&mut self, batch: &Batch) {
        let slots = self.slots;
        let pairs = [
            (Role::Client, Role::ClientName),
            (Role::Client, Role::Country),
            (Role::Client, Role::CompanyGroup),
            (Role::Product, Role::ProductName),
            (Role::Product, Role::Group),
        ];
        for (of, what) in pairs {
            let (Some(ids), Some(names)) = (slots.keys(batch, of), slots.keys(batch, what)) else {
                continue;
            };
            let (owners, values, list) = match what {
                Role::ClientName => (&mut self.clients, &mut self.labels, &mut self.client_label),
                Role::Country => (
                    &mut self.clients,
                    &mut self.countries,
                    &mut self.client_country,
                ),
                Role::CompanyGroup => (
                    &mut self.clients,
                    &mut self.company_groups,
                    &mut self.client_company_group,
                ),
                Role::ProductName => {
                    let labels = &mut self.product_labels;
                    (&mut self.products, labels, &mut self.product_label)
                }
                _ => (
                    &mut self.products,
                    &mut self.groups,
                    &mut self.product_group,
                ),
            };
            for row in 0..batch.rows {
                let id = owners.number(ids.get(row));
                if let (Some(id), Some(value)) = (id, values.number(names.get(row))) {
                    if list.len() <= id as usize {
                        list.resize(id as usize + 1, NOBODY);
                    }
                    list[id as usize] = value;
                }
            }
        }
    }

    pub(crate) fn note_ragged(&mut self, batch: &Batch) {
        let tally = self.cleaning.tallies.entry(Reason::Ragged).or_default();
        tally.lines += batch.ragged;
    }

    /// Puts the text of unreadable cells into the samples of their reasons.
    pub(crate) fn note_bad_cells(&mut self, batch: &Batch) {
        for bad in &batch.bad {
            let column = &self.layout.columns[bad.wanted];
            let reason = match column.role {
                Role::Day => Reason::BadDate,
                _ => Reason::BadNumber,
            };
            let texts = self.bad_texts.entry(reason).or_default();
            if texts.len() < TEXTS {
                texts.push(Sample {
                    sheet: batch.sheet,
                    row: batch.first_row + bad.row as u64,
                    column: Some(column.heading.clone()),
                    text: Some(bad.text.clone()),
                });
            }
        }
    }

    /// Adds columns and texts to the samples of unreadable cells.
    pub fn explain_bad_cells(&mut self) {
        for (reason, texts) in &self.bad_texts {
            if let Some(tally) = self.cleaning.tallies.get_mut(reason) {
                for sample in &mut tally.samples {
                    let found = texts
                        .iter()
                        .find(|t| t.row == sample.row && t.sheet == sample.sheet);
                    if let Some(found) = found {
                        *sample = found.clone();
                    }
                }
            }
        }
    }
}
