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

/// The rows by value descending, equal values by client: keys (the value, mirrored) and places.
pub(crate) fn by_value(rows: &[ClientRow]) -> Vec<(u64, u32)> {
    let keys = rows.iter().map(|row| !rank::ascending(row.value_minor));
    let mut pairs: Vec<(u64, u32)> = keys.zip(0..).collect();
    rank::sort(&mut pairs);
    pairs
}

pub(crate) fn classify(rows: &mut [ClientRow], by_value: &[(u64, u32)], borders: AbcBorders) {
    const WHOLE: i128 = 10_000;
    let values = rows.iter().map(|row| i128::from(row.value_minor.max(0)));
    let base: i128 = values.sum();
    let (a, b) = (base * i128::from(borders.a), base * i128::from(borders.b));
    let mut before: i128 = 0;
    let mut last: Option<(Abc, i64)> = None;
    let mut ties = Vec::new();
    // Rows in the order of their values lie all over the memory: the classes are collected in a
    // list that the cache holds, and written in the order of the rows.
    let mut classes = vec![Abc::C; rows.len()];
    for &(key, place) in by_value {
        let value = rank::descended(key);
        let abc = match value {
            ..=0 => Abc::C,
            _ if before * WHOLE < a => Abc::A,
            _ if before * WHOLE < b => Abc::B,
            _ => Abc::C,
        };
        classes[place as usize] = abc;
        before += i128::from(value.max(0));
        if last.is_some_and(|(other, same)| other != abc && same == value) {
            ties.push(value);
        }
        last = Some((abc, value));
    }
    for (row, abc) in rows.iter_mut().zip(classes) {
        row.abc = abc;
        row.abc_tie = ties.contains(&row.value_minor);
    }
}
