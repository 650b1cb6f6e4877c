//! ABC: classes by volume (R231–R236).
//!
//! Clients by value descending, equal values by client number; the base is the sum of positive
//! values. A while the cumulative value *before* the client is below 80 % of the base, B below
//! 95 %, C the rest: who crosses a border stays above it, so a single client with 85 % is A. A
//! value of zero or less is always C. Integers only. Source: Pareto's rule as taught in inventory
//! control (H. F. Dickie, "ABC Inventory Analysis", 1951).

use crate::clients::{ClientRow, Rows};
use crate::parameters::AbcBorders;
use crate::rank;
use serde::{Deserialize, Serialize};

/// Class by volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Abc {
    /// The clients that bring the first 80 %.
    A,
    /// The next 15 %.
    B,
    /// The rest.
    C,
}

impl Abc {
    /// All classes, the best first.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];
}

/// What a class holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Sums {
    /// Clients.
    pub clients: u64,
    /// Their value, net.
    pub value_minor: i64,
}

impl Sums {
    pub(crate) fn add(&mut self, row: &ClientRow) {
        self.clients += 1;
        self.value_minor += row.value_minor;
    }
}

/// Clients and value of A, B and C.
#[must_use]
pub fn summary(rows: &Rows) -> [Sums; 3] {
    let mut sums = [Sums::default(); 3];
    for row in &rows.rows {
        sums[row.abc as usize].add(row);
    }
    sums
}

/// Places of the rows by value descending, equal values by client.
pub(crate) fn by_value(rows: &[ClientRow]) -> Vec<u32> {
    let keys = rows.iter().map(|row| !rank::ascending(row.value_minor));
    let mut pairs: Vec<(u64, u32)> = keys.zip(0..).collect();
    rank::sort(&mut pairs);
    pairs.into_iter().map(|pair| pair.1).collect()
}

pub(crate) fn classify(rows: &mut [ClientRow], by_value: &[u32], borders: AbcBorders) {
    const WHOLE: i128 = 10_000;
    let base: i128 = rows
        .iter()
        .map(|row| i128::from(row.value_minor.max(0)))
        .sum();
    let mut before: i128 = 0;
    let mut last: Option<(Abc, i64)> = None;
    let mut ties = Vec::new();
    for &place in by_value {
        let row = &mut rows[place as usize];
        row.abc = match row.value_minor {
            ..=0 => Abc::C,
            _ if before * WHOLE < base * i128::from(borders.a) => Abc::A,
            _ if before * WHOLE < base * i128::from(borders.b) => Abc::B,
            _ => Abc::C,
        };
        row.abc_tie = false;
        before += i128::from(row.value_minor.max(0));
        if last.is_some_and(|(abc, value)| abc != row.abc && value == row.value_minor) {
            ties.push(row.value_minor);
        }
        last = Some((row.abc, row.value_minor));
    }
    if !ties.is_empty() {
        for row in rows
            .iter_mut()
            .filter(|row| ties.contains(&row.value_minor))
        {
            row.abc_tie = true;
        }
    }
}
