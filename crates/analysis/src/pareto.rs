//! The Pareto curve and the 20/80 rule (R239), with two measures of inequality.
//!
//! Clients by value, the largest first; shares are of the sum of positive values, clients with
//! nothing positive add clients but no value. HHI (Herfindahl–Hirschman) is the sum of squared
//! shares in percent, 0–10,000. Gini runs from 0 (all equal) to below 1, values below zero taken as
//! zero. Source: C. Gini, "Variabilità e mutabilità", 1912, in the form for ordered values.

use crate::clients::Rows;
use serde::Serialize;

/// Points of the curve at most.
pub const MOST_POINTS: usize = 200;

/// A point of the curve; both shares between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// Share of the clients, the largest first.
    pub clients_share: f64,
    /// Share of the value they bring.
    pub value_share: f64,
}

/// Clients and their share of the value, between 0 and 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Head {
    /// The largest clients.
    pub clients: u64,
    /// Their share of the positive value; `None` when nothing is positive.
    pub value_share: Option<f64>,
}

/// The curve and what is read from it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Pareto {
    /// Clients with a line in the window.
    pub clients: u64,
    /// From (0, 0) to (1, 1); empty when nothing is positive.
    pub curve: Vec<Point>,
    /// The largest fifth of the clients, rounded up.
    pub top20: Head,
    /// The fewest clients, the largest first, that bring 80 %.
    pub for80: Head,
    /// Gini coefficient; `None` when nothing is positive.
    pub gini: Option<f64>,
    /// Herfindahl–Hirschman index; `None` when nothing is positive.
    pub hhi: Option<f64>,
}

/// Values of clients, the largest first, with their positive sum.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ordered {
    pub(crate) values: Vec<i64>,
    pub(crate) positive: i64,
}

impl Ordered {
    pub(crate) fn new(mut values: Vec<i64>) -> Self {
        values.sort_unstable_by(|a, b| b.cmp(a));
        let positive = values.iter().map(|&value| value.max(0)).sum();
        Self { values, positive }
    }

    /// Share of the largest `clients`.
    pub(crate) fn head(&self, clients: usize) -> Head {
        let head = &self.values[..clients.min(self.values.len())];
        let sum = head.iter().map(|&value| value.max(0)).sum();
        Head {
            clients: head.len() as u64,
            value_share: share(sum, self.positive),
        }
    }

    /// The largest share of the clients in percent, rounded up to whole clients.
    pub(crate) fn percent(&self, percent: usize) -> Head {
        self.head((self.values.len() * percent).div_ceil(100))
    }

    /// The fewest clients that bring `percent` of the value.
    pub(crate) fn for_percent(&self, percent: i64) -> Head {
        let mut sum: i128 = 0;
        let wanted = i128::from(self.positive) * i128::from(percent);
        let enough = |value: &&i64| {
            let short = sum * 100 < wanted;
            sum += i128::from(**value);
            short
        };
        self.head(self.values.iter().take_while(enough).count())
    }
    pub(crate) fn hhi(&self) -> Option<f64> {
        let shares = self.values.iter().filter(|&&value| value > 0);
        let percents = shares.map(|&value| value as f64 / self.positive as f64 * 100.0);
        (self.positive > 0).then(|| percents.map(|percent| percent * percent).sum())
    }
    pub(crate) fn gini(&self) -> Option<f64> {
        let n = self.values.len() as f64;
        let places = (1_i128..).zip(self.values.iter().rev());
        let weighted: i128 = places
            .map(|(place, &value)| place * i128::from(value.max(0)))
            .sum();
        (self.positive > 0)
            .then(|| 2.0 * weighted as f64 / (n * self.positive as f64) - (n + 1.0) / n)
    }
}
pub(crate) fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The curve of rows.
#[must_use]
pub fn pareto(rows: &Rows) -> Pareto {
    let ordered = Ordered::new(rows.rows.iter().map(|row| row.value_minor).collect());
    let clients = ordered.values.len();
    let mut curve = Vec::new();
    if ordered.positive > 0 {
        let step = clients.div_ceil(MOST_POINTS - 1);
        let mut sum = 0;
        curve.push(Point {
            clients_share: 0.0,
            value_share: 0.0,
        });
        for (place, &value) in (1..).zip(&ordered.values) {
            sum += value.max(0);
            if place % step == 0 || place == clients {
                curve.push(Point {
                    clients_share: place as f64 / clients as f64,
                    value_share: sum as f64 / ordered.positive as f64,
                });
            }
        }
    }
    Pareto {
        clients: clients as u64,
        curve,
        top20: ordered.percent(20),
        for80: ordered.for_percent(80),
        gini: ordered.gini(),
        hhi: ordered.hhi(),
    }
}

/// The clients of a head of the curve: the `count` largest, equal values by client number.
#[must_use]
pub fn largest(rows: &Rows, count: usize) -> Vec<u32> {
    let by_value = crate::abc::by_value(&rows.rows);
    by_value
        .iter()
        .take(count)
        .map(|&(_, place)| rows.rows[place as usize].client)
        .collect()
}
