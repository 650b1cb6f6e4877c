//! Current, new and repeat clients by year of life (R60, R241).
//!
//! In a calendar year a client that bought is *new* (life 1) when its first purchase ever is in
//! that year, else *repeat* in its 2nd, 3rd, 4th … year of life. By shorter period: new while in
//! the calendar year of the first purchase.

use crate::day::Period;
use crate::retention::between;
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;

/// Clients of one year of life in one calendar year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Life {
    /// 1: new this year; 2, 3, 4 …: repeat.
    pub life: u32,
    /// Clients that bought in the calendar year.
    pub clients: u64,
    /// Their value in that year.
    pub value_minor: i64,
}

/// One calendar year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The calendar year.
    pub year: i32,
    /// The year is not over on the as-of day.
    pub unfinished: bool,
    /// By year of life, ascending; only lives that somebody has.
    pub lives: Vec<Life>,
}

/// New and repeat clients of one period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kinds {
    /// Index of the period.
    pub index: i32,
    /// Its label.
    pub period: String,
    /// The period is not over on the as-of day.
    pub unfinished: bool,
    /// Clients that bought, in their first calendar year.
    pub new_clients: u64,
    /// Clients that bought, in a later calendar year.
    pub repeat_clients: u64,
    /// Value of the new.
    pub new_minor: i64,
    /// Value of the repeat.
    pub repeat_minor: i64,
}

type Cells = BTreeMap<(i32, i32), (u64, i64)>;

/// Sums by period and year of life.
fn cells(view: &View<'_>, period: Period) -> Cells {
    let parts = view.parallel(|part| {
        let mut cells = Cells::new();
        for client in part.filter(|&client| view.sees(client)) {
            let mut born: Option<i32> = None;
            let mut open: Option<((i32, i32), bool, i64)> = None;
            let mut close = |open: &mut Option<((i32, i32), bool, i64)>| {
                // A period with nothing but returns has no client, but its value counts.
                if let Some((key, active, value)) = open.take() {
                    let cell = cells.entry(key).or_default();
                    cell.0 += u64::from(active);
                    cell.1 += value;
                }
            };
            view.entries(client, |entry| {
                let month = view.month(entry.day);
                if entry.active {
                    born.get_or_insert(month.div_euclid(12));
                }
                let Some(born) = born else { return };
                let key = (period.of_month(month), month.div_euclid(12) - born + 1);
                if open.is_none_or(|open| open.0 != key) {
                    close(&mut open);
                    open = Some((key, false, 0));
                }
                if let Some(open) = &mut open {
                    open.1 |= entry.active;
                    open.2 += view.value(&entry);
                }
            });
            close(&mut open);
        }
        cells
    });
    let mut sum = Cells::new();
    for (key, (clients, value)) in parts.into_iter().flatten() {
        let cell = sum.entry(key).or_default();
        cell.0 += clients;
        cell.1 += value;
    }
    sum
}

/// Every calendar year that touches the window, ascending.
#[must_use]
pub fn years(view: &View<'_>) -> Vec<Year> {
    let (first, last) = shown(view, Period::Year);
    let last_full = Period::Year.last_full(view.as_of);
    let mut years: BTreeMap<i32, Vec<Life>> = BTreeMap::new();
    for ((year, life), (clients, value_minor)) in cells(view, Period::Year) {
        let life = Life {
            life: life.unsigned_abs(),
            clients,
            value_minor,
        };
        years.entry(year).or_default().push(life);
    }
    let inside = years
        .into_iter()
        .filter(|&(year, _)| first <= year && year <= last);
    inside
        .map(|(year, lives)| Year {
            year,
            unfinished: year > last_full,
            lives,
        })
        .collect()
}

/// Every period of the window, ascending, empty ones too.
#[must_use]
pub fn periods(view: &View<'_>, period: Period) -> Vec<Kinds> {
    let (first, last) = shown(view, period);
    let last_full = period.last_full(view.as_of);
    let mut kinds: Vec<Kinds> = (first..=last)
        .map(|index| Kinds {
            index,
            period: period.label(index),
            unfinished: index > last_full,
            ..Kinds::default()
        })
        .collect();
    for ((index, life), (clients, value)) in cells(view, period) {
        let place = usize::try_from(index - first).unwrap_or(usize::MAX);
        let Some(kind) = kinds.get_mut(place) else {
            continue;
        };
        if life == 1 {
            kind.new_clients += clients;
            kind.new_minor += value;
        } else {
            kind.repeat_clients += clients;
            kind.repeat_minor += value;
        }
    }
    kinds
}

/// Whether a client bought in a period of which it was in this year of life (`None`: any but 1).
#[must_use]
pub fn belongs(
    view: &View<'_>,
    client: u32,
    period: Period,
    index: i32,
    life: Option<u32>,
) -> bool {
    let (mut born, mut bought) = (None, false);
    view.entries(client, |entry| {
        if entry.active {
            let month = view.month(entry.day);
            let year = month.div_euclid(12);
            let own = (year - *born.get_or_insert(year) + 1).unsigned_abs();
            let right_life = life.map_or(own > 1, |life| life == own);
            bought |= right_life && period.of_month(month) == index;
        }
    });
    bought
}

/// First and last period of the window that are tabulated.
pub(crate) fn shown(view: &View<'_>, period: Period) -> (i32, i32) {
    between(
        view,
        period,
        view.from.max(view.beginning),
        view.to.min(view.as_of),
    )
}
