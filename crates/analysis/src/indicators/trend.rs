//! The indicators by calendar period.

use super::{Regular, Sums};
use crate::day::{Day, Period};
use crate::image::RETURN_LINE;
use crate::retention::between;
use crate::view::View;
use std::collections::HashSet;

/// The indicators of one period; only its days inside the window count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Index of the period.
    pub index: i32,
    /// Its label.
    pub period: String,
    /// The sums of the period. New clients are those won in it: all of them stand in `ever` with
    /// what they did until now, and in `tried`, whether their time is over or not.
    pub sums: Sums,
    /// The period is not over on the as-of day.
    pub unfinished: bool,
    /// Not all clients won in the period have had the time to become regular.
    pub too_early: bool,
    /// The period in which the ledger begins: clients won in it may have been there before.
    pub existing: bool,
}

/// What one client did in one period.
#[derive(Clone, Copy, Default)]
struct Cell {
    value: Option<i64>,
    orders: u32,
}

/// The indicators of every period of the window.
#[must_use]
pub fn trend(view: &View<'_>, period: Period, regular: Regular) -> Vec<Point> {
    let (first, last) = between(view, period, view.from, view.to);
    let length = usize::try_from(last - first + 1).unwrap_or(0);
    let parts = view.parallel(|part| {
        let mut fold = Fold {
            view,
            period,
            regular,
            first,
            sums: vec![Sums::default(); length],
            cells: vec![Cell::default(); length + (12 / period.months()).unsigned_abs() as usize],
            stamps: vec![(0, 0); view.image.products()],
            seen: HashSet::new(),
        };
        part.for_each(|client| fold.client(client));
        fold.sums
    });
    let last_full = period.last_full(view.as_of);
    let begins = period.of(view.beginning);
    let mut points: Vec<Point> = (first..=last)
        .map(|index| Point {
            index,
            period: period.label(index),
            unfinished: index > last_full,
            too_early: regular.until(period.last(index)) > view.as_of,
            existing: index == begins,
            ..Point::default()
        })
        .collect();
    for part in parts {
        points
            .iter_mut()
            .zip(&part)
            .for_each(|(point, part)| point.sums.add(part));
    }
    points
}

struct Fold<'a> {
    view: &'a View<'a>,
    period: Period,
    regular: Regular,
    first: i32,
    sums: Vec<Sums>,
    /// From a year before the first period on.
    cells: Vec<Cell>,
    /// For each product the last client, plus one, and period it was seen at.
    stamps: Vec<(u32, i32)>,
    seen: HashSet<u32>,
}

impl Fold<'_> {
    fn client(&mut self, client: u32) {
        let view = self.view;
        if !view.sees(client) {
            return;
        }
        self.seen.clear();
        self.cells.fill(Cell::default());
        let year = 12 / self.period.months();
        let (mut ever, mut in_time) = (0_u32, 0_u32);
        let mut begun: Option<(i32, Day)> = None;
        view.entries(client, |entry| {
            let index = self.period.of_month(view.month(entry.day));
            let fresh = entry.active && view.is_new_order(&entry, &mut self.seen);
            if fresh {
                let day = Day::clamped(entry.day.into());
                let (_, until) = *begun.get_or_insert_with(|| (index, self.regular.until(day)));
                ever += 1;
                in_time += u32::from(day <= until);
            }
            let cell = usize::try_from(index - self.first + year).ok();
            if let Some(cell) = cell.and_then(|place| self.cells.get_mut(place)) {
                *cell.value.get_or_insert(0) += view.value(&entry);
            }
            let Some(place) = self.place(index).filter(|_| view.in_window(entry.day)) else {
                return;
            };
            if fresh {
                self.cells[place + year.unsigned_abs() as usize].orders += 1;
            }
            for line in view.image.lines_of(entry.index) {
                let product = view.image.line_product[line];
                if product & RETURN_LINE != 0 || !view.takes_product(product) {
                    continue;
                }
                self.sums[place].gross_minor += view.line_value(line);
                let stamp = &mut self.stamps[product as usize];
                if *stamp != (client + 1, index) {
                    *stamp = (client + 1, index);
                    self.sums[place].positions += 1;
                }
            }
        });
        self.finish(year.unsigned_abs() as usize);
        if let Some(place) = begun.and_then(|(index, _)| self.place(index)) {
            let sums = &mut self.sums[place];
            sums.ever += 1;
            sums.tried += 1;
            sums.one_time += u64::from(ever == 1);
            sums.regular += u64::from(in_time >= self.regular.purchases);
        }
    }

    fn place(&self, index: i32) -> Option<usize> {
        let place = usize::try_from(index - self.first).ok();
        place.filter(|&place| place < self.sums.len())
    }

    fn finish(&mut self, year: usize) {
        for (place, sums) in self.sums.iter_mut().enumerate() {
            let (before, now) = (self.cells[place], self.cells[place + year]);
            sums.buyers += u64::from(now.orders > 0);
            sums.orders += u64::from(now.orders);
            if let Some((now, before)) = now.value.zip(before.value) {
                sums.in_both += 1;
                sums.grew += u64::from(now > before);
            }
        }
    }
}
