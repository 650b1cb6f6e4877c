//! Concentration and dependency (R246, R248): how much of the sales hangs on one client.
//!
//! Shares are of the sum of positive values of the company, or of one employee's clients, in the
//! window (by custom 12 rolling months). A client over 10 % of the sales is key by volume; over 20,
//! 30, 40 and 50 % the dependency grows critical: each is an alarm level of the settings.

use crate::clients::Rows;
use crate::day::Day;
use crate::pareto::{Head, Ordered, share};
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;

/// A client with its share.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Top {
    /// Number of the client.
    pub client: u32,
    /// Its value.
    pub value_minor: i64,
    /// Its share of the positive value, between 0 and 1.
    pub share: f64,
    /// The highest alarm level its share is above, in percent.
    pub level: Option<u32>,
}

/// Concentration in one body of sales.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Concentration {
    /// Clients with a line in the window.
    pub clients: u64,
    /// Sum of their positive values.
    pub total_minor: i64,
    /// The largest client alone.
    pub top1: Head,
    /// The five largest.
    pub top5: Head,
    /// The ten largest.
    pub top10: Head,
    /// The largest 1 % of the clients, rounded up.
    pub top1_percent: Head,
    /// The largest 20 % of the clients, rounded up.
    pub top20_percent: Head,
    /// The fewest clients that bring 80 %.
    pub for80: Head,
    /// Herfindahl–Hirschman index, 0–10,000.
    pub hhi: Option<f64>,
    /// Gini coefficient.
    pub gini: Option<f64>,
    /// For each alarm level in percent: the clients above it.
    pub above: Vec<(u32, u64)>,
    /// The largest clients, at most as many as asked for, and all above an alarm level.
    pub top: Vec<Top>,
}

/// Concentration of the whole company.
#[must_use]
pub fn company(view: &View<'_>, rows: &Rows, most: usize) -> Concentration {
    let values = rows
        .rows
        .iter()
        .map(|row| (row.client, row.value_minor))
        .collect();
    of(values, &view.parameters.concentration.alarms, most)
}

/// Concentration of each employee's sales, by code ([`crate::NONE`]: sales of nobody).
#[must_use]
pub fn managers(view: &View<'_>, most: usize) -> BTreeMap<u32, Concentration> {
    let parts = view.parallel(|part| {
        let mut sums: BTreeMap<u32, Vec<(u32, i64)>> = BTreeMap::new();
        for client in part.filter(|&client| view.sees(client)) {
            view.entries(client, |entry| {
                if view.in_window(entry.day) {
                    let own = sums.entry(view.manager(client, entry.index)).or_default();
                    match own.last_mut().filter(|last| last.0 == client) {
                        Some(last) => last.1 += view.value(&entry),
                        None => own.push((client, view.value(&entry))),
                    }
                }
            });
        }
        sums
    });
    let mut sums: BTreeMap<u32, Vec<(u32, i64)>> = BTreeMap::new();
    for (manager, values) in parts.into_iter().flatten() {
        sums.entry(manager).or_default().extend(values);
    }
    let alarms = &view.parameters.concentration.alarms;
    sums.into_iter()
        .map(|(manager, values)| (manager, of(values, alarms, most)))
        .collect()
}

fn of(mut values: Vec<(u32, i64)>, alarms: &[u32], most: usize) -> Concentration {
    values.sort_unstable_by_key(|&(client, value)| (std::cmp::Reverse(value), client));
    let ordered = Ordered::new(values.iter().map(|value| value.1).collect());
    let total = ordered.positive;
    let above = |level: u32, value: i64| {
        i128::from(value) * 100 > i128::from(level) * i128::from(total) && total > 0
    };
    let level = |value: i64| {
        alarms
            .iter()
            .copied()
            .filter(|&level| above(level, value))
            .max()
    };
    let over = values
        .iter()
        .take_while(|value| level(value.1).is_some())
        .count();
    let top = values
        .iter()
        .filter(|value| value.1 > 0)
        .take(over.max(most));
    Concentration {
        clients: values.len() as u64,
        total_minor: total,
        top1: ordered.head(1),
        top5: ordered.head(5),
        top10: ordered.head(10),
        top1_percent: ordered.percent(1),
        top20_percent: ordered.percent(20),
        for80: ordered.for_percent(80),
        hhi: ordered.hhi(),
        gini: ordered.gini(),
        above: alarms
            .iter()
            .map(|&alarm| {
                (
                    alarm,
                    values.iter().filter(|value| above(alarm, value.1)).count() as u64,
                )
            })
            .collect(),
        top: top
            .map(|&(client, value_minor)| Top {
                client,
                value_minor,
                share: share(value_minor, total).unwrap_or(0.0),
                level: level(value_minor),
            })
            .collect(),
    }
}

/// Months of a trend.
const TREND: usize = 12;

/// How a client's share moved.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trend {
    /// The day each share is as of, and the share over the 12 rolling months up to it.
    pub shares: Vec<(Day, Option<f64>)>,
    /// The next alarm level in percent and the day on which a straight line through the shares
    /// reaches it, when that is within two years.
    pub crossing: Option<(u32, Day)>,
}

/// Shares of some clients over 12 rolling months, as of each of the last 12 month steps. With a
/// manager: of the sales that are that employee's.
#[must_use]
pub fn trends(view: &View<'_>, manager: Option<u32>, clients: &[u32]) -> Vec<Trend> {
    // Step 0 is the oldest day; the months between two steps are pieces, 12 before the oldest.
    let day = |step: usize| {
        let back = i32::try_from(TREND - 1 - step).expect("a small number");
        view.as_of.plus_days(1).plus_months(-back).plus_days(-1)
    };
    let mut edges: Vec<i32> = (0..2 * TREND)
        .map(|piece| {
            let back = i32::try_from(2 * TREND - 1 - piece).expect("a small number");
            view.as_of.plus_days(1).plus_months(-back).number()
        })
        .collect();
    edges.dedup();
    let pieces_of = |client: u32| -> Option<[i64; 2 * TREND]> {
        let mut pieces = [0_i64; 2 * TREND];
        view.entries(client, |entry| {
            let own = manager.is_none_or(|code| code == view.manager(client, entry.index));
            let piece = edges.partition_point(|&edge| edge <= entry.day);
            if own && piece > 0 && piece < 2 * TREND {
                pieces[piece] += view.value(&entry);
            }
        });
        pieces.iter().any(|&value| value != 0).then_some(pieces)
    };
    let rolling = |pieces: &[i64; 2 * TREND], step: usize| -> i64 {
        pieces[step + 1..=step + TREND].iter().sum()
    };
    let parts = view.parallel(|part| {
        let mut totals = [0_i64; TREND];
        for pieces in part
            .filter(|&client| view.sees(client))
            .filter_map(&pieces_of)
        {
            for (step, total) in totals.iter_mut().enumerate() {
                *total += rolling(&pieces, step).max(0);
            }
        }
        totals
    });
    let mut totals = [0_i64; TREND];
    for part in parts {
        totals
            .iter_mut()
            .zip(part)
            .for_each(|(sum, total)| *sum += total);
    }
    let trend = |&client: &u32| {
        let known = (client as usize) < view.image.clients() && view.sees(client);
        let pieces = known
            .then(|| pieces_of(client))
            .flatten()
            .unwrap_or_default();
        let shares: Vec<(Day, Option<f64>)> = (0..TREND)
            .map(|step| (day(step), share(rolling(&pieces, step), totals[step])))
            .collect();
        let crossing = crossing(&shares, &view.parameters.concentration.alarms);
        Trend { shares, crossing }
    };
    clients.iter().map(trend).collect()
}

/// The next alarm level and when a least-squares line through the known shares reaches it.
fn crossing(shares: &[(Day, Option<f64>)], alarms: &[u32]) -> Option<(u32, Day)> {
    const WITHIN_DAYS: f64 = 730.0;
    const LEAST_POINTS: usize = 3;
    let (as_of, now) = shares
        .last()
        .and_then(|&(day, share)| Some((day, share?)))?;
    let level = alarms
        .iter()
        .copied()
        .filter(|&level| now <= f64::from(level) / 100.0)
        .min()?;
    let points: Vec<(f64, f64)> = shares
        .iter()
        .filter_map(|&(day, share)| Some((f64::from(day.number() - as_of.number()), share?)))
        .collect();
    if points.len() < LEAST_POINTS {
        return None;
    }
    let n = points.len() as f64;
    let (x, y) = points
        .iter()
        .fold((0.0, 0.0), |(x, y), point| (x + point.0, y + point.1));
    let (x, y) = (x / n, y / n);
    let spread: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    let slope = points
        .iter()
        .map(|point| (point.0 - x) * (point.1 - y))
        .sum::<f64>()
        / spread;
    let days = (f64::from(level) / 100.0 - now) / slope;
    (slope > 0.0 && days <= WITHIN_DAYS).then(|| (level, as_of.plus_days(days.ceil() as i32)))
}
