//! Concentration and dependency (R246, R248): how much of the sales hangs on one client.
//!
//! Shares are of the sum of positive values of the company, of one team or of one employee's
//! clients, in the window (by custom 12 rolling months). Companies of one group count as one
//! client: they leave together. A client over 10 % of the sales is key by volume; over 20, 30, 40
//! and 50 % the dependency grows critical: each is an alarm level of the settings.

use crate::clients::Rows;
use crate::day::Day;
use crate::image::NONE;
use crate::pareto::{Head, Ordered, share};
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;

/// Who buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Buyer {
    /// A client that belongs to no group, by number.
    Client(u32),
    /// A group of companies, by code.
    Group(u32),
}

/// Whose sales.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sales {
    /// All of them.
    Company,
    /// Of the employees of a team, by code ([`NONE`]: of no team).
    Team(u32),
    /// Of an employee, by code ([`NONE`]: of nobody).
    Manager(u32),
}

/// A buyer with its share.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Top {
    /// Who.
    pub buyer: Buyer,
    /// The client itself, or the largest of the group.
    pub client: u32,
    /// Clients of the group with a line in the window; 1 for a client that stands alone.
    pub members: u32,
    /// Its value.
    pub value_minor: i64,
    /// Its share of the positive value, between 0 and 1.
    pub share: f64,
    /// The highest alarm level its share is above, in percent.
    pub level: Option<u32>,
}

/// Concentration in one body of sales. A group of companies counts as one client.
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
    of(view, of_company(view, rows), most)
}

/// Concentration of each employee's sales, by code ([`NONE`]: sales of nobody).
#[must_use]
pub fn managers(view: &View<'_>, most: usize) -> BTreeMap<u32, Concentration> {
    by(view, most, |client, entry| view.manager(client, entry))
}

/// Concentration of the sales of each team, by code ([`NONE`]: sales of employees without one).
#[must_use]
pub fn teams(view: &View<'_>, most: usize) -> BTreeMap<u32, Concentration> {
    by(view, most, |client, entry| view.team(client, entry))
}

/// The clients of the buyers whose share in the company's sales is above this percentage,
/// ascending: what stands behind [`Concentration::above`].
#[must_use]
pub fn above(view: &View<'_>, rows: &Rows, percent: u32) -> Vec<u32> {
    let parts = of_company(view, rows);
    let total: i64 = parts.iter().map(|part| part.value_minor.max(0)).sum();
    let mut buyers: Vec<Buyer> = parts
        .iter()
        .filter(|part| is_above(percent, part.value_minor, total))
        .map(|part| part.buyer)
        .collect();
    buyers.sort_unstable();
    let clients = rows.rows.iter().map(|row| row.client);
    clients
        .filter(|&client| buyers.binary_search(&buyer(view, client)).is_ok())
        .collect()
}

/// What one buyer brought.
#[derive(Clone, Copy, Debug)]
struct Part {
    buyer: Buyer,
    client: u32,
    members: u32,
    value_minor: i64,
}

/// Who buys when this client does: itself, or its group of companies.
#[must_use]
pub fn buyer(view: &View<'_>, client: u32) -> Buyer {
    match view.company_group(client) {
        NONE => Buyer::Client(client),
        group => Buyer::Group(group),
    }
}

fn of_company(view: &View<'_>, rows: &Rows) -> Vec<Part> {
    let values = rows.rows.iter().map(|row| (row.client, row.value_minor));
    grouped(view, values)
}

/// Puts the clients of a group together; each client must come once.
fn grouped(view: &View<'_>, values: impl Iterator<Item = (u32, i64)>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut groups: BTreeMap<u32, (Part, i64)> = BTreeMap::new();
    for (client, value_minor) in values {
        let buyer = buyer(view, client);
        let part = Part {
            buyer,
            client,
            members: 1,
            value_minor,
        };
        let Buyer::Group(code) = buyer else {
            parts.push(part);
            continue;
        };
        groups
            .entry(code)
            .and_modify(|(group, largest)| {
                group.members += 1;
                group.value_minor += value_minor;
                if value_minor > *largest {
                    (group.client, *largest) = (client, value_minor);
                }
            })
            .or_insert((part, value_minor));
    }
    parts.extend(groups.into_values().map(|(group, _)| group));
    parts
}

fn by(
    view: &View<'_>,
    most: usize,
    whose: impl Fn(u32, usize) -> u32 + Sync,
) -> BTreeMap<u32, Concentration> {
    let parts = view.parallel(|part| {
        let mut sums: BTreeMap<u32, Vec<(u32, i64)>> = BTreeMap::new();
        for client in part.filter(|&client| view.sees(client)) {
            view.entries(client, |entry| {
                if view.in_window(entry.day) {
                    let own = sums.entry(whose(client, entry.index)).or_default();
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
    for (code, values) in parts.into_iter().flatten() {
        sums.entry(code).or_default().extend(values);
    }
    sums.into_iter()
        .map(|(code, values)| (code, of(view, grouped(view, values.into_iter()), most)))
        .collect()
}

/// Whether a value is more than so many percent of a sum.
fn is_above(percent: u32, value: i64, total: i64) -> bool {
    i128::from(value) * 100 > i128::from(percent) * i128::from(total) && total > 0
}

fn of(view: &View<'_>, mut parts: Vec<Part>, most: usize) -> Concentration {
    let alarms = &view.parameters.concentration.alarms;
    parts.sort_unstable_by_key(|part| (std::cmp::Reverse(part.value_minor), part.client));
    let ordered = Ordered::new(parts.iter().map(|part| part.value_minor).collect());
    let total = ordered.positive;
    let level = |value: i64| {
        alarms
            .iter()
            .copied()
            .filter(|&level| is_above(level, value, total))
            .max()
    };
    let over = parts
        .iter()
        .take_while(|part| level(part.value_minor).is_some())
        .count();
    let top = parts
        .iter()
        .filter(|part| part.value_minor > 0)
        .take(over.max(most));
    let count = |alarm: u32| {
        let above = parts.iter();
        above
            .filter(|part| is_above(alarm, part.value_minor, total))
            .count() as u64
    };
    Concentration {
        clients: parts.len() as u64,
        total_minor: total,
        top1: ordered.head(1),
        top5: ordered.head(5),
        top10: ordered.head(10),
        top1_percent: ordered.percent(1),
        top20_percent: ordered.percent(20),
        for80: ordered.for_percent(80),
        hhi: ordered.hhi(),
        gini: ordered.gini(),
        above: alarms.iter().map(|&alarm| (alarm, count(alarm))).collect(),
        top: top
            .map(|part| Top {
                buyer: part.buyer,
                client: part.client,
                members: part.members,
                value_minor: part.value_minor,
                share: share(part.value_minor, total).unwrap_or(0.0),
                level: level(part.value_minor),
            })
            .collect(),
    }
}

/// Months of a trend.
const TREND: usize = 12;

/// Values by month, 12 months before the oldest step and the months between the steps.
type Pieces = [i64; 2 * TREND];

/// How a client's share moved.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trend {
    /// The day each share is as of, and the share over the 12 rolling months up to it.
    pub shares: Vec<(Day, Option<f64>)>,
    /// The next alarm level in percent and the day on which a straight line through the shares
    /// reaches it, when that is within two years.
    pub crossing: Option<(u32, Day)>,
}

/// Shares of some buyers over 12 rolling months in these sales, as of each of the last 12 month
/// steps.
#[must_use]
pub fn trends(view: &View<'_>, sales: Sales, buyers: &[Buyer]) -> Vec<Trend> {
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
    let pieces_of = |client: u32| -> Option<Pieces> {
        let mut pieces = [0_i64; 2 * TREND];
        view.entries(client, |entry| {
            let own = match sales {
                Sales::Company => true,
                Sales::Team(code) => code == view.team(client, entry.index),
                Sales::Manager(code) => code == view.manager(client, entry.index),
            };
            let piece = edges.partition_point(|&edge| edge <= entry.day);
            if own && piece > 0 && piece < 2 * TREND {
                pieces[piece] += view.value(&entry);
            }
        });
        pieces.iter().any(|&value| value != 0).then_some(pieces)
    };
    let rolling =
        |pieces: &Pieces, step: usize| -> i64 { pieces[step + 1..=step + TREND].iter().sum() };
    let parts = view.parallel(|part| {
        let mut totals = [0_i64; TREND];
        let mut groups: BTreeMap<u32, Pieces> = BTreeMap::new();
        let seen = part.filter(|&client| view.sees(client));
        for (client, pieces) in seen.filter_map(|client| Some((client, pieces_of(client)?))) {
            match buyer(view, client) {
                Buyer::Client(_) => {
                    for (step, total) in totals.iter_mut().enumerate() {
                        *total += rolling(&pieces, step).max(0);
                    }
                }
                Buyer::Group(code) => add(groups.entry(code).or_insert([0; 2 * TREND]), &pieces),
            }
        }
        (totals, groups)
    });
    let mut totals = [0_i64; TREND];
    let mut groups: BTreeMap<u32, Pieces> = BTreeMap::new();
    for (part, of_groups) in parts {
        add(&mut totals, &part);
        for (code, pieces) in of_groups {
            add(groups.entry(code).or_insert([0; 2 * TREND]), &pieces);
        }
    }
    for pieces in groups.values() {
        for (step, total) in totals.iter_mut().enumerate() {
            *total += rolling(pieces, step).max(0);
        }
    }
    let trend = |&buyer: &Buyer| {
        let pieces = match buyer {
            Buyer::Client(client) => {
                let known = (client as usize) < view.image.clients() && view.sees(client);
                known.then(|| pieces_of(client)).flatten()
            }
            Buyer::Group(code) => groups.get(&code).copied(),
        };
        let pieces = pieces.unwrap_or_default();
        let shares: Vec<(Day, Option<f64>)> = (0..TREND)
            .map(|step| (day(step), share(rolling(&pieces, step), totals[step])))
            .collect();
        let crossing = crossing(&shares, &view.parameters.concentration.alarms);
        Trend { shares, crossing }
    };
    buyers.iter().map(trend).collect()
}

fn add<const N: usize>(sum: &mut [i64; N], more: &[i64; N]) {
    sum.iter_mut()
        .zip(more)
        .for_each(|(sum, more)| *sum += more);
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
