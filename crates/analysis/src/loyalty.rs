//! Loyalty by number of purchases (R6, R47, R48, R57): the ladder's input and the one-time buyers.
//!
//! Purchases are all orders up to the as-of day, whatever the window. The source's benchmark: 30 to
//! 50 % of the clients buy once and never again.

use crate::day::Period;
use crate::refold;
use crate::retention::range;
use crate::view::View;
use serde::Serialize;
use std::collections::HashSet;

/// All purchases of a client up to the as-of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Purchases {
    /// Number of the client.
    pub client: u32,
    /// Different orders; at least 1.
    pub orders: u32,
    /// Month index of the first purchase.
    pub first_month: i32,
    /// Net value of everything up to the as-of day.
    pub value_minor: i64,
}

/// Where a share stands to the benchmark band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// Fewer one-time buyers than usual.
    Below,
    /// As usual.
    Inside,
    /// More than usual.
    Above,
}

/// One-time buyers among the clients whose first purchase is in a period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Once {
    /// Index of the period of the first purchase.
    pub index: i32,
    /// Its label.
    pub period: String,
    /// Clients.
    pub clients: u64,
    /// Of them with a single purchase.
    pub one_time: u64,
    /// Their part, between 0 and 1.
    pub share: Option<f64>,
    /// The period is not over on the as-of day.
    pub unfinished: bool,
}

/// One-time buyers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OneTime {
    /// Clients that ever bought.
    pub clients: u64,
    /// Of them with a single purchase.
    pub one_time: u64,
    /// Their part, between 0 and 1.
    pub share: Option<f64>,
    /// Where it stands to the band of the parameters.
    pub against: Option<Against>,
    /// By period of the first purchase, ascending; only periods with a client.
    pub periods: Vec<Once>,
}

/// Every client of the view that ever bought, by number.
#[must_use]
pub fn purchases(view: &View<'_>) -> Vec<Purchases> {
    let parts = view.parallel(|part| {
        let mut seen = HashSet::new();
        part.filter_map(|client| of_client(view, client, &mut seen))
            .collect::<Vec<_>>()
    });
    parts.concat()
}

/// Counts these clients again, after their lines were replaced in the image. The view must have
/// the parameters the purchases were counted with.
pub fn refold(purchases: &mut Vec<Purchases>, view: &View<'_>, clients: &[u32]) {
    let mut seen = HashSet::new();
    refold::replace(
        view,
        purchases,
        clients,
        |of| of.client,
        |client| of_client(view, client, &mut seen),
    );
}

fn of_client(view: &View<'_>, client: u32, seen: &mut HashSet<u32>) -> Option<Purchases> {
    if !view.sees(client) {
        return None;
    }
    seen.clear();
    let (mut orders, mut value_minor, mut first) = (0, 0, None);
    view.entries(client, |entry| {
        value_minor += view.value(&entry);
        if entry.active {
            first.get_or_insert(entry.day);
            orders += u32::from(view.is_new_order(&entry, seen));
        }
    });
    first.map(|first| Purchases {
        client,
        orders,
        first_month: view.month(first),
        value_minor,
    })
}

/// Clients by number of purchases: place 0 holds those with one, 1 with two, and so on; the last
/// place (of `places`) is open.
#[must_use]
pub fn by_purchases(purchases: &[Purchases], places: usize) -> Vec<u64> {
    let mut counts = vec![0; places.max(1)];
    for client in purchases {
        let place = (client.orders as usize)
            .saturating_sub(1)
            .min(counts.len() - 1);
        counts[place] += 1;
    }
    counts
}

/// The one-time buyers, by period of the first purchase.
#[must_use]
pub fn one_time(view: &View<'_>, purchases: &[Purchases], period: Period) -> OneTime {
    let (first, last) = range(view, period);
    let mut counts = vec![(0_u64, 0_u64); usize::try_from(last - first + 1).unwrap_or(0)];
    let mut sum = OneTime::default();
    for client in purchases {
        let once = u64::from(client.orders == 1);
        sum.clients += 1;
        sum.one_time += once;
        let place = usize::try_from(period.of_month(client.first_month) - first);
        if let Some(count) = place.ok().and_then(|place| counts.get_mut(place)) {
            count.0 += 1;
            count.1 += once;
        }
    }
    let share = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
    let last_full = period.last_full(view.as_of);
    sum.periods = counts
        .into_iter()
        .zip(first..)
        .filter(|(count, _)| count.0 > 0)
        .map(|((clients, one_time), index)| Once {
            index,
            period: period.label(index),
            clients,
            one_time,
            share: share(one_time, clients),
            unfinished: index > last_full,
        })
        .collect();
    sum.share = share(sum.one_time, sum.clients);
    let (low, high) = view.parameters.one_time_band;
    sum.against = (sum.clients > 0).then(|| match sum.one_time * 100 {
        part if part < sum.clients * u64::from(low) => Against::Below,
        part if part > sum.clients * u64::from(high) => Against::Above,
        _ => Against::Inside,
    });
    sum
}
