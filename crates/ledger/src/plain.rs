//! Runs of plain rows, the usual case: cleaned and numbered column by column, and handed to the
//! analysis many at a time. A row is plain when nothing about it has to be counted, asked or left
//! out but that it may be a return; a run is plain when all its rows are, of one client and day, and
//! its order is new. All else goes row by row, with the same answer.

use std::collections::HashSet;
use std::ops::Range;

use analysis::{Day, RunOfLines, Sold};
use tables::Key;
use tables::parse::MILLION;

use crate::Refusal;
use crate::clean::{Reason, SAMPLES};
use crate::intern::mix;
use crate::money::to_minor_column;
use crate::read::{NOBODY, Reading};
use crate::slots::Cells;

/// The row needs a closer look.
const ODD: u8 = 1;
/// Nothing was sold in the row.
const RETURN: u8 = 2;

/// Columns made from those of a batch.
#[derive(Default)]
pub(crate) struct Plain {
    /// Numbers of the clients.
    pub clients: Vec<u32>,
    /// Numbers of the products.
    pub products: Vec<u32>,
    /// Amounts in minor units.
    amounts: Vec<i64>,
    /// See [`print`].
    prints: Vec<u64>,
    marks: Vec<u8>,
    runs: Vec<RunOfLines>,
}

/// Odd factors without a pattern: for client, product and day, and for the four numbers of a line.
const FACTORS: [u64; 3] = [
    0x9e37_79b9_7f4a_7c15,
    0xd6e8_feb8_6659_fd93,
    0xa076_1d64_78bd_642f,
];
const NUMBER_FACTORS: [u64; 4] = [
    0xe703_7ed1_a0b4_28db,
    0x8ebc_6af0_9c88_c6e3,
    0x5899_65cc_7537_4cc3,
    0x1d8e_4e27_c47d_124f,
];

/// Fingerprint of everything recognised in a line, before it is mixed: a sum, so that it can be made
/// one column after another. The numbers are amount, quantity, price and discount.
#[inline]
pub(crate) fn print(client: u32, product: u32, day: i32, numbers: [i64; 4]) -> u64 {
    let parts = [u64::from(client), u64::from(product), day as u64];
    let parts = parts.iter().zip(FACTORS);
    let sum = parts.fold(0u64, |sum, (part, factor)| {
        sum.wrapping_add(part.wrapping_mul(factor))
    });
    let numbers = numbers.iter().zip(NUMBER_FACTORS);
    numbers.fold(sum, |sum, (number, factor)| {
        sum.wrapping_add((*number as u64).wrapping_mul(factor))
    })
}

/// Where the rows of one order that begin at `row` end, by what stands in the column of orders.
pub(crate) fn run_end(cells: &Cells<'_>, row: usize) -> usize {
    let Some(orders) = cells.order else {
        return cells.rows;
    };
    let codes = &orders.codes()[row..];
    let same = codes.iter().take_while(|code| **code == codes[0]);
    row + same.count()
}

/// Marks the rows whose number does not lie between `-most` and `most`, as [`EMPTY`] and [`BAD`] do
/// not.
///
/// [`EMPTY`]: tables::parse::EMPTY
/// [`BAD`]: tables::parse::BAD
fn mark_beyond(marks: &mut [u8], numbers: &[i64], most: i64) {
    let (most, width) = (most as u64, 2 * most as u64);
    for (mark, number) in marks.iter_mut().zip(numbers) {
        *mark |= u8::from((*number as u64).wrapping_add(most) > width);
    }
}

impl Reading {
    /// Numbers the clients and products of a batch. In loops of their own the places in the tables,
    /// which lie far apart, are fetched many at a time.
    pub(crate) fn number_rows(&mut self, cells: &Cells<'_>, plain: &mut Plain) {
        let Plain {
            clients, products, ..
        } = plain;
        clients.clear();
        match cells.client {
            Some(keys) => clients.extend(
                (0..cells.rows).map(|row| self.clients.number(keys.get(row)).unwrap_or(NOBODY)),
            ),
            None => clients.resize(cells.rows, NOBODY),
        }
        products.clear();
        match cells.product {
            Some(keys) => products.extend(clients.iter().enumerate().map(|(row, client)| {
                if *client == NOBODY && cells.is_blank(row) {
                    return NOBODY;
                }
                self.products.number(keys.get(row)).unwrap_or(NOBODY)
            })),
            None => products.resize(cells.rows, NOBODY),
        }
    }

    /// Makes the columns of plain rows; `false` when the ledger is not one that has any.
    pub(crate) fn make_plain(&self, cells: &Cells<'_>, plain: &mut Plain) -> bool {
        let (Some(orders), Some(days), Some(amounts)) = (cells.order, cells.days, cells.amounts)
        else {
            return false;
        };
        if self.repeats.is_some()
            || cells.manager.is_some()
            || cells.currency.is_some()
            || cells.costs.is_some()
        {
            return false;
        }
        if !to_minor_column(amounts, self.digits, &mut plain.amounts) {
            return false;
        }
        let (earliest, latest) = self.settings.days;
        let (earliest, latest) = (
            earliest.max(Day::MIN.number()),
            latest.min(Day::MAX.number()),
        );
        let Plain {
            clients,
            products,
            amounts: minor,
            prints,
            marks,
            ..
        } = plain;
        // Returns are counted many at a time once there are samples of them.
        let returns = self.cleaning.tallies.get(&Reason::Return);
        let least = match returns.is_some_and(|tally| tally.samples.len() == SAMPLES) {
            true => i64::MIN,
            false => 0,
        };
        marks.clear();
        let rows = clients.iter().zip(minor.iter()).zip(days);
        marks.extend(rows.map(|((client, minor), day)| {
            let odd = (*client == NOBODY)
                | (*minor == 0)
                | (*minor < least)
                | (*day < earliest)
                | (*day > latest);
            u8::from(odd)
        }));
        for (mark, code) in marks.iter_mut().zip(orders.codes()) {
            *mark |= u8::from(*code < 0);
        }
        // The bounds are far below those at which a doubled one would pass a word.
        let most = self.settings.absurd_amount.saturating_mul(MILLION);
        mark_beyond(marks, amounts, most.min(i64::MAX / 2));
        let sold = match cells.quantities {
            Some(quantities) => {
                let most = self.settings.absurd_quantity.saturating_mul(MILLION);
                mark_beyond(marks, quantities, most.min(i64::MAX / 2));
                quantities
            }
            None => minor,
        };
        for (mark, sold) in marks.iter_mut().zip(sold) {
            *mark |= if *sold > 0 { 0 } else { RETURN };
        }
        for (mark, price) in marks.iter_mut().zip(cells.prices.unwrap_or_default()) {
            *mark |= u8::from(*price <= 0);
        }
        self.make_prints(cells, clients, products, days, prints);
        true
    }

    /// The same as [`print`] for each row.
    fn make_prints(
        &self,
        cells: &Cells<'_>,
        clients: &[u32],
        products: &[u32],
        days: &[i32],
        prints: &mut Vec<u64>,
    ) {
        let columns = [
            cells.amounts,
            cells.quantities,
            cells.prices,
            cells.discounts,
        ];
        let missing = columns.map(|column| {
            if column.is_some() {
                0
            } else {
                tables::parse::EMPTY
            }
        });
        let rest = print(0, 0, 0, missing);
        prints.clear();
        let rows = clients.iter().zip(products).zip(days);
        prints.extend(rows.map(|((client, product), day)| {
            rest.wrapping_add(print(*client, *product, *day, [0; 4]))
        }));
        for (column, factor) in columns.iter().zip(NUMBER_FACTORS) {
            for (print, number) in prints.iter_mut().zip(column.unwrap_or_default()) {
                *print = print.wrapping_add((*number as u64).wrapping_mul(factor));
            }
        }
    }

    /// Takes plain runs from `row` on; the row of the first one that is not plain, or that may go on
    /// in the next batch.
    pub(crate) fn take_plain(
        &mut self,
        cells: &Cells<'_>,
        plain: &mut Plain,
        row: usize,
    ) -> Result<usize, Refusal> {
        let (Some(orders), Some(days)) = (cells.order, cells.days) else {
            return Ok(row);
        };
        let codes = orders.codes();
        if codes[row] < 0 || !self.overlaps.is_idle() {
            return Ok(row);
        }
        if let Some(last) = self.run.last() {
            let order = self.orders.number(Key::Whole(codes[row]));
            if order == Some(last.order) {
                return Ok(row);
            }
            self.end_run()?;
            if !self.overlaps.is_idle() {
                return Ok(row);
            }
        }
        let rows = cells.rows;
        let (codes, days) = (&codes[..rows], &days[..rows]);
        let clients = &plain.clients[..rows];
        let (prints, marks) = (&plain.prints[..rows], &plain.marks[..rows]);
        plain.runs.clear();
        let mut begin = row;
        loop {
            let (code, client, day) = (codes[begin], clients[begin], days[begin]);
            let (mut sum, mut seen, mut odd, mut end) = (0u64, 0u64, 0u8, begin);
            while end < rows && codes[end] == code {
                let print = mix(prints[end]);
                sum = sum.wrapping_add(print | 1);
                seen |= 1 << (print >> 58);
                odd |= marks[end] | u8::from(clients[end] != client || days[end] != day);
                end += 1;
            }
            if end == rows || odd & ODD != 0 {
                break;
            }
            let lines = end - begin;
            if seen.count_ones() as usize != lines && repeats(&prints[begin..end]) {
                break;
            }
            let Some(order) = self.orders.number(Key::Whole(code)) else {
                break;
            };
            if !self.overlaps.is_first(order, sum) {
                break;
            }
            plain.runs.push(RunOfLines {
                client,
                order,
                day: Day::clamped(i64::from(day)),
                lines: lines as u32,
            });
            begin = end;
        }
        if begin > row {
            self.push_plain(cells, plain, row..begin)?;
        }
        Ok(begin)
    }

    /// Notes that a client has a line that counts.
    #[inline]
    pub(crate) fn use_client(&mut self, client: u32) {
        let client = client as usize;
        if client >= self.used.len() {
            self.used.resize(client + 1, false);
        }
        self.used[client] = true;
    }

    /// Hands rows of plain runs to the analysis.
    fn push_plain(
        &mut self,
        cells: &Cells<'_>,
        plain: &Plain,
        rows: Range<usize>,
    ) -> Result<(), Refusal> {
        self.cleaning.raw.rows += rows.len() as u64;
        if let Some(quantities) = cells.quantities {
            let back = quantities[rows.clone()].iter().filter(|sold| **sold <= 0);
            self.cleaning.raw.quantity_le_0 += back.count() as u64;
        }
        let amounts = &plain.amounts[rows.clone()];
        let (mut returns, mut returned) = (0, 0i64);
        for amount in amounts {
            returns += u64::from(*amount < 0);
            returned = returned.saturating_add(*amount.min(&0));
        }
        if returns > 0 {
            let tally = self.cleaning.tallies.entry(Reason::Return).or_default();
            tally.lines += returns;
            tally.amount_minor = tally.amount_minor.saturating_add(returned);
        }
        for run in &plain.runs {
            self.use_client(run.client);
        }
        let products = plain.products[rows.clone()].iter();
        let lines = products.zip(&plain.marks[rows]).zip(amounts);
        let lines = lines.map(|((product, mark), amount)| Sold {
            // without products every line is the same, unknown one
            product: if *product == NOBODY { 0 } else { *product },
            sale: mark & RETURN == 0,
            amount_minor: *amount,
        });
        self.builder.push_runs(&plain.runs, lines)?;
        Ok(())
    }
}

/// Whether a line stands twice among the lines of an order.
fn repeats(prints: &[u64]) -> bool {
    if prints.len() > 64 {
        let different: HashSet<&u64> = prints.iter().collect();
        return different.len() < prints.len();
    }
    (1..prints.len()).any(|at| prints[..at].contains(&prints[at]))
}
