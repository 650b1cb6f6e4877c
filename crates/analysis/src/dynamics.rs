//! Sales by product and product group: this window against the one before it (R205, R242).
//!
//! The window before has the same length and ends the day before this one begins; with no window
//! (everything) there is nothing to compare with, and the previous sums are zero.

use crate::day::Period;
use crate::image::RETURN_LINE;
use crate::kinds::shown;
use crate::view::View;
use serde::{Deserialize, Serialize};

/// Bound of rows × periods for which trends are kept: 16,777,216.
pub const MOST_TREND_CELLS: usize = 1 << 24;

/// What a row of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// One product.
    Product,
    /// One product group; [`crate::NONE`] holds the products without one.
    Group,
}

/// One product or group.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// Number of the product or code of the group.
    pub id: u32,
    /// Value in the window.
    pub value_minor: i64,
    /// Value in the window before.
    pub previous_minor: i64,
    /// Clients with a line in the window.
    pub clients: u64,
    /// Clients with a line in the window before.
    pub previous_clients: u64,
    /// Lines that are purchases in the window.
    pub lines: u64,
    /// Value by period of the window, in the order of [`Dynamics::periods`]; empty when all trends
    /// together would pass [`MOST_TREND_CELLS`].
    pub trend: Vec<i64>,
}

impl Row {
    /// Growth against the window before, as a part: 0.1 is 10 % more. `None` when there is nothing
    /// positive to compare with.
    #[must_use]
    pub fn growth(&self) -> Option<f64> {
        let (now, before) = (self.value_minor as f64, self.previous_minor as f64);
        (self.previous_minor > 0).then(|| (now - before) / before)
    }
}

/// Value of one period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sales {
    /// Index of the period.
    pub index: i32,
    /// Its label.
    pub period: String,
    /// Value of the days of the period that lie in the window.
    pub value_minor: i64,
    /// Value of the same days a year before.
    pub year_before_minor: i64,
    /// Orders in the period (of the window).
    pub orders: u64,
    /// The period is not over on the as-of day.
    pub unfinished: bool,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Dynamics {
    /// The periods of the window.
    pub periods: Vec<Sales>,
    /// Products or groups with a line in either window; the largest change first.
    pub rows: Vec<Row>,
    /// Value in the window.
    pub value_minor: i64,
    /// Value in the window before.
    pub previous_minor: i64,
}

struct Sums {
    rows: Vec<Row>,
    /// Periods of each row kept in `trend`; 0 when there would be too many.
    width: usize,
    /// Periods of the rows, one after another.
    trend: Vec<i64>,
    periods: Vec<(i64, i64, u64)>,
}

/// The table by product or group, with a trend by period.
#[must_use]
pub fn table(view: &View<'_>, by: By, period: Period) -> Dynamics {
    let (first, last) = shown(view, period);
    let length = usize::try_from(last - first + 1).unwrap_or(0);
    let codes = codes(view, by);
    let parts = view.parallel(|part| sums(view, &codes, part, period, first, length));
    let mut parts = parts.into_iter();
    let Some(mut sum) = parts.next() else {
        return Dynamics::default();
    };
    for part in parts {
        for (row, other) in sum.rows.iter_mut().zip(part.rows) {
            row.value_minor += other.value_minor;
            row.previous_minor += other.previous_minor;
            row.clients += other.clients;
            row.previous_clients += other.previous_clients;
            row.lines += other.lines;
        }
        sum.trend
            .iter_mut()
            .zip(part.trend)
            .for_each(|(cell, other)| *cell += other);
        for (cell, other) in sum.periods.iter_mut().zip(part.periods) {
            *cell = (cell.0 + other.0, cell.1 + other.1, cell.2 + other.2);
        }
    }
    let mut rows: Vec<Row> = sum
        .rows
        .into_iter()
        .enumerate()
        .filter(|(_, row)| row.clients + row.previous_clients > 0)
        .map(|(place, row)| Row {
            id: codes.ids[place],
            trend: sum.trend[place * sum.width..(place + 1) * sum.width].to_vec(),
            ..row
        })
        .collect();
    rows.sort_by_key(|row| {
        (
            std::cmp::Reverse(row.value_minor.abs_diff(row.previous_minor)),
            row.id,
        )
    });
    let last_full = period.last_full(view.as_of);
    let periods = sum
        .periods
        .iter()
        .zip(first..)
        .map(|(&(value_minor, before, orders), index)| Sales {
            index,
            period: period.label(index),
            value_minor,
            year_before_minor: before,
            orders,
            unfinished: index > last_full,
        });
    Dynamics {
        periods: periods.collect(),
        value_minor: rows.iter().map(|row| row.value_minor).sum(),
        previous_minor: rows.iter().map(|row| row.previous_minor).sum(),
        rows,
    }
}

/// Dense places of the products in the table.
struct Codes {
    place: Vec<usize>,
    ids: Vec<u32>,
}

fn codes(view: &View<'_>, by: By) -> Codes {
    let products = 0..u32::try_from(view.image.products()).expect("product numbers are bounded");
    match by {
        By::Product => Codes {
            place: (0..view.image.products()).collect(),
            ids: products.collect(),
        },
        By::Group => {
            let mut ids: Vec<u32> = products
                .clone()
                .map(|product| view.image.group_of(product))
                .collect();
            ids.sort_unstable();
            ids.dedup();
            let place = products
                .map(|product| {
                    ids.binary_search(&view.image.group_of(product))
                        .expect("gathered above")
                })
                .collect();
            Codes { place, ids }
        }
    }
}

fn sums(
    view: &View<'_>,
    codes: &Codes,
    part: std::ops::Range<u32>,
    period: Period,
    first: i32,
    length: usize,
) -> Sums {
    let image = view.image;
    let before = view.previous_window();
    let year_before = (view.from.plus_months(-12), view.to.plus_months(-12));
    let within = |window: (crate::Day, crate::Day), day: i32| {
        window.0.number() <= day && day <= window.1.number()
    };
    let cells = codes.ids.len().saturating_mul(length);
    let width = if cells > MOST_TREND_CELLS { 0 } else { length };
    let mut sums = Sums {
        rows: vec![Row::default(); codes.ids.len()],
        width,
        trend: vec![0; codes.ids.len() * width],
        periods: vec![(0, 0, 0); length],
    };
    let mut stamps = vec![[0_u32; 2]; codes.ids.len()];
    let mut seen = std::collections::HashSet::new();
    for client in part.filter(|&client| view.sees(client)) {
        seen.clear();
        view.entries(client, |entry| {
            let month = view.month(entry.day);
            let place = |month: i32| usize::try_from(period.of_month(month) - first).ok();
            if within(year_before, entry.day)
                && let Some(cell) = place(month + 12).and_then(|place| sums.periods.get_mut(place))
            {
                cell.1 += view.value(&entry);
            }
            let now = view.in_window(entry.day);
            let previous = !now && before.is_some_and(|window| within(window, entry.day));
            if !now && !previous {
                return;
            }
            let place = place(month).filter(|&place| now && place < length);
            if let Some(place) = place {
                sums.periods[place].0 += view.value(&entry);
                let counts = entry.active && view.is_new_order(&entry, &mut seen);
                sums.periods[place].2 += u64::from(counts);
            }
            for line in image.lines_of(entry.index) {
                let product = image.line_product[line];
                let number = product & !RETURN_LINE;
                if !view.takes_product(number) {
                    continue;
                }
                let value = view.line_value(line);
                let code = codes.place[number as usize];
                let row = &mut sums.rows[code];
                let fresh = stamps[code][usize::from(previous)] != client + 1;
                stamps[code][usize::from(previous)] = client + 1;
                if previous {
                    row.previous_minor += value;
                    row.previous_clients += u64::from(fresh);
                } else {
                    row.value_minor += value;
                    row.clients += u64::from(fresh);
                    row.lines += u64::from(product & RETURN_LINE == 0);
                    if let Some(place) = place.filter(|_| width > 0) {
                        sums.trend[code * width + place] += value;
                    }
                }
            }
        });
    }
    sums
}

/// Whether a client has a line of a product or group in the window, and in the window before.
#[must_use]
pub fn bought(view: &View<'_>, client: u32, by: By, id: u32) -> (bool, bool) {
    let image = view.image;
    let before = view.previous_window();
    let (mut now, mut previous) = (false, false);
    view.entries(client, |entry| {
        let inside = view.in_window(entry.day);
        let earlier = !inside
            && before.is_some_and(|(from, to)| (from.number()..=to.number()).contains(&entry.day));
        if inside || earlier {
            let has = image.lines_of(entry.index).any(|line| {
                let product = image.line_product[line] & !RETURN_LINE;
                let right = match by {
                    By::Product => product == id,
                    By::Group => image.group_of(product) == id,
                };
                right && view.takes_product(product)
            });
            now |= has && inside;
            previous |= has && earlier;
        }
    });
    (now, previous)
}
