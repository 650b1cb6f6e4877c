//! The table of clients: one row a client with its sums in the window and its classes.
//!
//! One pass folds the lines of each client ([`rows`]); ranks of all clients then give ABC, the
//! shares of XYZ and R, F and M. After a change only the changed clients are folded again
//! ([`Rows::refold`]).

use crate::day::Day;
use crate::image::RETURN_LINE;
use crate::parameters::{Activity, Basis, Buckets};
use crate::view::{MonthPieces, View};
use crate::{abc, refold, rfm, rhythm, xyz};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

pub use crate::abc::Abc;
pub use crate::xyz::Xyz;

/// A client in the window. Only clients with at least one line in it have a row.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClientRow {
    /// Number of the client.
    pub client: u32,
    /// Net revenue in the window: purchases less returns. May be negative.
    pub revenue_minor: i64,
    /// Net margin over the lines with a known cost; `None` when no line of the client in the window
    /// has one.
    pub margin_minor: Option<i64>,
    /// Revenue or margin, as the basis says: what ABC, XYZ, M and all shares are made of.
    pub value_minor: i64,
    /// Purchases: different orders with at least one positive line.
    pub orders: u32,
    /// Different days with a purchase.
    pub purchase_days: u32,
    /// Different products bought.
    pub assortment: u32,
    /// Day of the first purchase in the window.
    pub first: Option<Day>,
    /// Day of the last purchase in the window.
    pub last: Option<Day>,
    /// Day of the first purchase of the whole ledger.
    pub first_ever: Option<Day>,
    /// Class by volume.
    pub abc: Abc,
    /// Another client with the same value stands on the other side of the border of the class, so
    /// that only the number of the client decided.
    pub abc_tie: bool,
    /// Class by regularity.
    pub xyz: Xyz,
    /// Coefficient of variation of the value by period (0.25 is 25 %); `None` when the mean is not
    /// positive or no whole period was seen.
    pub cv: Option<f64>,
    /// Whole periods of the client's life in the window.
    pub periods: u32,
    /// The client's life began after the first period compared.
    pub younger: bool,
    /// Score of recency, 1 (worst) to the number of bins; 0 without a purchase in the window.
    pub r: u8,
    /// Score of frequency.
    pub f: u8,
    /// Score of money.
    pub m: u8,
}

impl ClientRow {
    /// Average cheque net of returns: revenue / purchases, in minor units.
    #[must_use]
    pub fn cheque(&self) -> Option<f64> {
        (self.orders > 0).then(|| self.revenue_minor as f64 / f64::from(self.orders))
    }

    /// The three scores as one number: 100·R + 10·F + M; `None` without a purchase.
    #[must_use]
    pub fn rfm(&self) -> Option<u16> {
        let code = u16::from(self.r) * 100 + u16::from(self.f) * 10 + u16::from(self.m);
        (self.r > 0).then_some(code)
    }
}

/// The rows of all clients of a view, by client number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Ascending by client.
    pub rows: Vec<ClientRow>,
    /// Sum of the positive values: the base of all shares.
    pub positive_minor: i64,
    /// Net sum of all values.
    pub value_minor: i64,
    /// The days the rows were folded for: the as-of day and the window.
    days: Option<[Day; 3]>,
}

/// Folds every client of the view and gives the classes.
#[must_use]
pub fn rows(view: &View<'_>) -> Rows {
    Rows::of(fold(view), view)
}

/// Folds every client of the view, ascending by number, without the classes, which need all the
/// clients of a ledger.
#[must_use]
pub fn fold(view: &View<'_>) -> Vec<ClientRow> {
    let parts = view.parallel(|part| {
        let mut fold = Fold::new(view);
        let mut rows = Vec::with_capacity(part.len());
        rows.extend(part.filter_map(|client| fold.client(client)));
        rows
    });
    let mut parts = parts.into_iter();
    let mut rows = parts.next().unwrap_or_default();
    parts.for_each(|part| rows.extend(part));
    rows
}

fn days(view: &View<'_>) -> [Day; 3] {
    [view.as_of, view.from, view.to]
}

impl Rows {
    /// Gives folded clients, ascending by number, their classes.
    #[must_use]
    pub fn of(rows: Vec<ClientRow>, view: &View<'_>) -> Self {
        let mut rows = Self {
            rows,
            days: Some(days(view)),
            ..Self::default()
        };
        rows.rank(view);
        rows
    }

    /// The row of a client.
    #[must_use]
    pub fn get(&self, client: u32) -> Option<&ClientRow> {
        let place = self
            .rows
            .binary_search_by_key(&client, |row| row.client)
            .ok()?;
        self.rows.get(place)
    }

    /// Folds these clients again, after their lines were replaced in the image, and gives all
    /// classes anew. The view must have the parameters these rows were made with. When the change
    /// moved the window, as a new last day of the ledger may, everybody is folded again.
    pub fn refold(&mut self, view: &View<'_>, clients: &[u32]) {
        if self.days != Some(days(view)) {
            *self = rows(view);
            return;
        }
        let mut fold = Fold::new(view);
        refold::replace(
            view,
            &mut self.rows,
            clients,
            |row| row.client,
            |client| fold.client(client),
        );
        self.rank(view);
    }

    /// Share of a value in the positive sum; `None` when nothing is positive.
    #[must_use]
    pub fn share(&self, value: i64) -> Option<f64> {
        (self.positive_minor > 0).then(|| value as f64 / self.positive_minor as f64)
    }

    fn rank(&mut self, view: &View<'_>) {
        self.value_minor = self.rows.iter().map(|row| row.value_minor).sum();
        self.positive_minor = self.rows.iter().map(|row| row.value_minor.max(0)).sum();
        let by_value = abc::by_value(&self.rows);
        abc::classify(&mut self.rows, &by_value, view.parameters.abc);
        xyz::classify(&mut self.rows, &view.parameters.xyz);
        rfm::score(&mut self.rows, &by_value, view.as_of, &view.parameters.rfm);
    }
}

/// Folds clients one after another; keeps what it needs between them.
struct Fold<'a> {
    view: &'a View<'a>,
    pieces: MonthPieces,
    /// For each product the last client it was seen at, plus one.
    stamps: Vec<u32>,
    seen: HashSet<u32>,
    days: Vec<i32>,
}

impl<'a> Fold<'a> {
    fn new(view: &'a View<'a>) -> Self {
        Self {
            view,
            pieces: view.month_pieces(view.parameters.window),
            stamps: vec![0; view.image.products()],
            seen: HashSet::new(),
            days: Vec::new(),
        }
    }

    fn client(&mut self, client: u32) -> Option<ClientRow> {
        let view = self.view;
        if !view.sees(client) {
            return None;
        }
        let length = match view.parameters.xyz.buckets {
            Buckets::Rhythm => {
                rhythm::purchase_days(view, client, &mut self.days);
                rhythm::bucket(&mut self.days, view.parameters.rhythm.least_days)
            }
            Buckets::Month | Buckets::Quarter => None,
        };
        self.seen.clear();
        let Self { seen, pieces, .. } = self;
        let mut window: Option<(usize, usize)> = None;
        let mut series = xyz::Series::default();
        let (mut orders, mut purchase_days) = (0, 0);
        let (mut revenue, mut margin, mut value) = (0, 0, 0);
        let mut costed = false;
        let (mut first_ever, mut first, mut last) = (i32::MAX, i32::MAX, i32::MIN);
        view.entries(client, |entry| {
            if entry.active && first_ever == i32::MAX {
                first_ever = entry.day;
            }
            let worth = view.value(&entry);
            match view.parameters.xyz.buckets {
                Buckets::Month | Buckets::Quarter => {
                    let month = view.month(entry.day);
                    if pieces.first <= month && month <= pieces.last {
                        series.add((pieces.last - month) / pieces.width, worth);
                    }
                }
                Buckets::Rhythm => {
                    if let Some(length) = length.filter(|_| view.in_window(entry.day)) {
                        series.add((view.to.number() - entry.day) / length, worth);
                    }
                }
            }
            if !view.in_window(entry.day) {
                return;
            }
            window = Some((window.map_or(entry.index, |window| window.0), entry.index));
            revenue += entry.revenue;
            margin += entry.margin;
            costed |= entry.costed;
            value += worth;
            if !entry.active {
                return;
            }
            orders += u32::from(view.is_new_order(&entry, seen));
            purchase_days += u32::from(entry.day != last);
            first = first.min(entry.day);
            last = entry.day;
        });
        let (periods, cv) = series.finish();
        let younger = match view.parameters.xyz.buckets {
            Buckets::Month | Buckets::Quarter => {
                let all = (pieces.last - pieces.first) / pieces.width + 1;
                i64::from(periods) < i64::from(all)
            }
            Buckets::Rhythm => first_ever > view.from.number(),
        };
        let (first_entry, last_entry) = window?;
        let assortment = self.assortment(client, first_entry, last_entry);
        Some(ClientRow {
            client,
            revenue_minor: revenue,
            margin_minor: costed.then_some(margin),
            value_minor: if view.parameters.basis == Basis::Margin {
                margin
            } else {
                value
            },
            orders,
            purchase_days,
            assortment,
            first: Day::new(first),
            last: Day::new(last),
            first_ever: Day::new(first_ever),
            abc: Abc::C,
            abc_tie: false,
            xyz: Xyz::N,
            cv,
            periods,
            younger,
            r: 0,
            f: 0,
            m: 0,
        })
    }

    /// Different products in a client's entries. Entries of a client stand together, and an entry
    /// with a sale is active, so the lines can be gone through in one piece.
    fn assortment(&mut self, client: u32, first_entry: usize, last_entry: usize) -> u32 {
        let Self { view, stamps, .. } = self;
        let lines = view.image.lines_of(first_entry).start..view.image.lines_of(last_entry).end;
        let any_line = view.parameters.activity == Activity::AnyLine;
        let own = client + 1;
        let mut different = 0;
        for &product in &view.image.line_product[lines] {
            let (number, sold) = (product & !RETURN_LINE, product & RETURN_LINE == 0);
            if (sold || any_line) && view.takes_product(number) {
                let stamp = &mut stamps[number as usize];
                different += u32::from(*stamp != own);
                *stamp = own;
            }
        }
        different
    }
}
