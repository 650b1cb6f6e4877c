//! Cohorts: clients by the period of their first purchase ever, followed through later periods.
//!
//! Cell (c, k): clients of cohort c with a purchase in period c + k, and the value of the cohort in
//! that period (returns included). The running period is marked unfinished. The first cohort of a
//! ledger is marked "existing": it also holds the clients won before the ledger begins.

use crate::day::Period;
use crate::retention::range;
use crate::view::View;
use serde::{Deserialize, Serialize};

/// A cohort in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Clients with a purchase in the period.
    pub clients: u64,
    /// Value of all clients of the cohort in the period.
    pub value_minor: i64,
    /// The period is not over on the as-of day.
    pub unfinished: bool,
}

/// The clients whose first purchase is in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cohort {
    /// Index of the period of the first purchase.
    pub index: i32,
    /// Its label.
    pub cohort: String,
    /// Clients of the cohort.
    pub clients: u64,
    /// The first period of the ledger: clients won earlier are among them.
    pub existing: bool,
    /// From the first period (k = 0) to the one of the as-of day.
    pub cells: Vec<Cell>,
}

/// A triangle of cells: cohort c has one cell for every period from c to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Triangle {
    periods: usize,
    cells: Vec<(u64, i64)>,
}

impl Triangle {
    fn new(periods: usize) -> Self {
        Self {
            periods,
            cells: vec![(0, 0); periods * (periods + 1) / 2],
        }
    }

    /// Place of the first cell of a cohort.
    fn start(&self, cohort: usize) -> usize {
        cohort * self.periods - cohort * cohort.saturating_sub(1) / 2
    }

    /// Adds the cells of other clients.
    pub(crate) fn add(&mut self, other: &Self) {
        for (cell, other) in self.cells.iter_mut().zip(&other.cells) {
            cell.0 += other.0;
            cell.1 += other.1;
        }
    }
}

/// All cohorts that have a client, ascending. With a window: the cohorts inside it.
#[must_use]
pub fn table(view: &View<'_>, period: Period) -> Vec<Cohort> {
    table_of(view, period, &triangle(view, period))
}

/// The cells of every cohort of the view.
pub(crate) fn triangle(view: &View<'_>, period: Period) -> Triangle {
    let (first, last) = range(view, period);
    let periods = usize::try_from(last - first + 1).unwrap_or(0);
    let parts = view.parallel(|part| {
        let mut triangle = Triangle::new(periods);
        for client in part.filter(|&client| view.sees(client)) {
            follow(view, client, period, first, &mut triangle);
        }
        triangle
    });
    let mut sum = Triangle::new(periods);
    for part in parts {
        sum.add(&part);
    }
    sum
}

/// The cohorts of the cells of all clients.
pub(crate) fn table_of(view: &View<'_>, period: Period, sum: &Triangle) -> Vec<Cohort> {
    let (first, last) = range(view, period);
    let periods = sum.periods;
    let existing = period.of(view.beginning);
    let last_full = period.last_full(view.as_of);
    let (from, to) = (period.of(view.from), period.of(view.to));
    (first..=last)
        .zip(0..)
        .filter(|&(index, cohort)| {
            from <= index && index <= to && sum.cells[sum.start(cohort)].0 > 0
        })
        .map(|(index, cohort)| {
            let start = sum.start(cohort);
            let cells = sum.cells[start..start + periods - cohort]
                .iter()
                .zip(index..);
            Cohort {
                index,
                cohort: period.label(index),
                clients: sum.cells[start].0,
                existing: index == existing,
                cells: cells
                    .map(|(&(clients, value_minor), at)| Cell {
                        clients,
                        value_minor,
                        unfinished: at > last_full,
                    })
                    .collect(),
            }
        })
        .collect()
}

/// Adds one client to the triangle.
#[inline]
fn follow(view: &View<'_>, client: u32, period: Period, first: i32, triangle: &mut Triangle) {
    let mut own: Option<(usize, i32)> = None;
    let mut last = i32::MIN;
    view.entries(client, |entry| {
        let index = period.of_month(view.month(entry.day));
        if own.is_none() && entry.active {
            // A cohort before the first period tabulated is followed as part of none.
            let cohort = usize::try_from(index - first).ok();
            own = Some(cohort.map_or((usize::MAX, index), |c| (triangle.start(c), index)));
        }
        let Some((start, cohort)) = own.filter(|&(start, _)| start != usize::MAX) else {
            return;
        };
        let cell = &mut triangle.cells[start + (index - cohort).unsigned_abs() as usize];
        cell.1 += view.value(&entry);
        if entry.active && index != last {
            cell.0 += 1;
            last = index;
        }
    });
}

/// Whether a client is of cohort `cohort` and, when `offset` is given, bought in that period after.
#[must_use]
pub fn belongs(
    view: &View<'_>,
    client: u32,
    period: Period,
    cohort: i32,
    offset: Option<i32>,
) -> bool {
    let (mut first, mut bought) = (None, offset.is_none());
    crate::retention::each_period(view, client, period, |index| {
        let own = *first.get_or_insert(index);
        bought |= offset.is_some_and(|offset| index - own == offset);
    });
    first == Some(cohort) && bought
}
