//! The indicators by calendar period.

use super::{Regular, ratio};
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
    /// Clients with a purchase in the period.
    pub buyers: u64,
    /// Their purchases.
    pub orders: u64,
    /// Different products each of them bought, added up.
    pub positions: u64,
    /// Value of the positive lines, before returns.
    pub gross_minor: i64,
    /// Clients with lines in the period and in the same period a year before.
    pub in_both: u64,
    /// Of them: the value grew.
    pub grew: u64,
    /// Clients whose first purchase ever lies in the period.
    pub won: u64,
    /// Of them: with a single purchase until now.
    pub one_time: u64,
    /// Of them: became regular in time.
    pub regular: u64,
    /// The period is not over on the as-of day.
    pub unfinished: bool,
    /// Not all clients won in the period have had the time to become regular.
    pub too_early: bool,
    /// The period in which the ledger begins: clients won in it may have been there before.
    pub existing: bool,
}

impl Point {
    /// Deals per client.
    #[must_use]
    pub fn deals_per_client(&self) -> Option<f64> {
        ratio(self.orders as f64, self.buyers)
    }

    /// Different products per client.
    #[must_use]
    pub fn positions_per_client(&self) -> Option<f64> {
        ratio(self.positions as f64, self.buyers)
    }

    /// Average cheque before returns, in minor units.
    #[must_use]
    pub fn cheque_minor(&self) -> Option<f64> {
        ratio(self.gross_minor as f64, self.orders)
    }

    /// Part of the clients of both years whose value grew.
    #[must_use]
    pub fn grew_share(&self) -> Option<f64> {
        ratio(self.grew as f64, self.in_both)
    }

    /// Part of the clients won that bought once only.
    #[must_use]
    pub fn one_time_share(&self) -> Option<f64> {
        ratio(self.one_time as f64, self.won)
    }

    /// Part of the clients won that became regular in time.
    #[must_use]
    pub fn regular_share(&self) -> Option<f64> {
        ratio(self.regular as f64, self.won)
    }

    fn add(&mut self, other: &Self) {
        self.buyers += other.buyers;
        self.orders += other.orders;
        self.positions += other.positions;
        self.gross_minor += other.gross_minor;
        self.in_both += other.in_both;
        self.grew += other.grew;
        self.won += other.won;
        self.one_time += other.one_time;
        self.regular += other.regular;
    }
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
            points: vec![Point::default(); length],
            cells: vec![Cell::default(); length + (12 / period.months()).unsigned_abs() as usize],
            stamps: vec![(0, 0); view.image.products()],
            seen: HashSet::new(),
        };
        part.for_each(|client| fold.client(client));
        fold.points
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
            .for_each(|(point, part)| point.add(part));
    }
    points
}

struct Fold<'a> {
    view: &'a View<'a>,
    period: Period,
    regular: Regular,
    first: i32,
    points: Vec<Point>,
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
                self.points[place].gross_minor += view.line_value(line);
                let stamp = &mut self.stamps[product as usize];
                if *stamp != (client + 1, index) {
                    *stamp = (client + 1, index);
                    self.points[place].positions += 1;
                }
            }
        });
        self.finish(year.unsigned_abs() as usize);
        if let Some(place) = begun.and_then(|(index, _)| self.place(index)) {
            let point = &mut self.points[place];
            point.won += 1;
            point.one_time += u64::from(ever == 1);
            point.regular += u64::from(in_time >= self.regular.purchases);
        }
    }

    fn place(&self, index: i32) -> Option<usize> {
        let place = usize::try_from(index - self.first).ok();
        place.filter(|&place| place < self.points.len())
    }

    fn finish(&mut self, year: usize) {
        for (place, point) in self.points.iter_mut().enumerate() {
            let (before, now) = (self.cells[place], self.cells[place + year]);
            point.buyers += u64::from(now.orders > 0);
            point.orders += u64::from(now.orders);
            if let Some((now, before)) = now.value.zip(before.value) {
                point.in_both += 1;
                point.grew += u64::from(now > before);
            }
        }
    }
}
