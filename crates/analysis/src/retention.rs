//! Retention by period: CRR and what stands behind it (R228, R229, R244).
//!
//! For a period q: S bought in q − 1; E bought in q; N of E made their first purchase ever in q;
//! kept bought in both; returned = E − N − kept. CRR = (E − N) / S · 100 as the sources give it; it
//! passes 100 when sleepers return. Strict CRR = kept / S · 100. No value when S is 0. The first
//! purchase ever comes from the whole ledger up to the as-of day, not from the window.

use crate::day::{Day, Period};
use crate::view::View;
use serde::{Deserialize, Serialize};

/// One period of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Index of the period (see [`Period::of`]).
    pub index: i32,
    /// Its label, as `2026Q1`.
    pub period: String,
    /// S: clients that bought in the period before.
    pub start: u64,
    /// E: clients that bought in the period.
    pub end: u64,
    /// N: clients whose first purchase ever is in the period.
    pub new: u64,
    /// Clients that bought in both.
    pub kept: u64,
    /// Clients that bought in the period, not in the one before, and earlier.
    pub returned: u64,
    /// Clients that bought in the period before and not in this one.
    pub lost: u64,
    /// (E − N) / S · 100; may pass 100.
    pub crr: Option<f64>,
    /// kept / S · 100.
    pub crr_strict: Option<f64>,
    /// The period is not over on the as-of day.
    pub unfinished: bool,
}

/// A set of clients behind a number of a [`Row`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Set {
    /// S.
    Start,
    /// E.
    End,
    /// N.
    New,
    /// Bought in both.
    Kept,
    /// Came back.
    Returned,
    /// Bought in the period before only.
    Lost,
}

/// Sums of one period, which add up over parts of a ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Count {
    end: u64,
    new: u64,
    kept: u64,
}

/// Every period of the window that has one before it, ascending.
#[must_use]
pub fn table(view: &View<'_>, period: Period) -> Vec<Row> {
    table_of(view, period, &counts(view, period))
}

/// The sums of every period tabulated.
pub(crate) fn counts(view: &View<'_>, period: Period) -> Vec<Count> {
    let (first, last) = range(view, period);
    let length = usize::try_from(last - first + 1).unwrap_or(0);
    let parts = view.parallel(|part| {
        let mut counts = vec![Count::default(); length];
        for client in part.filter(|&client| view.sees(client)) {
            let mut before: Option<i32> = None;
            each_period(view, client, period, |index| {
                if let Ok(place) = usize::try_from(index - first) {
                    let count = &mut counts[place];
                    count.end += 1;
                    count.new += u64::from(before.is_none());
                    count.kept += u64::from(before == Some(index - 1));
                }
                before = Some(index);
            });
        }
        counts
    });
    let mut counts = vec![Count::default(); length];
    for part in parts {
        add(&mut counts, &part);
    }
    counts
}

/// Adds the sums of other clients.
pub(crate) fn add(counts: &mut [Count], others: &[Count]) {
    for (sum, count) in counts.iter_mut().zip(others) {
        sum.end += count.end;
        sum.new += count.new;
        sum.kept += count.kept;
    }
}

/// The table of the sums of all clients.
pub(crate) fn table_of(view: &View<'_>, period: Period, counts: &[Count]) -> Vec<Row> {
    let first = range(view, period).0;
    let (from, to) = (period.of(view.from), period.of(view.to));
    let last_full = period.last_full(view.as_of);
    counts
        .windows(2)
        .zip(first + 1..)
        .filter(|&(_, index)| from <= index && index <= to)
        .map(|(pair, index)| row(period, index, pair[0].end, pair[1], index > last_full))
        .collect()
}

fn row(period: Period, index: i32, start: u64, count: Count, unfinished: bool) -> Row {
    let percent = |part: u64| (start > 0).then(|| part as f64 / start as f64 * 100.0);
    Row {
        index,
        period: period.label(index),
        start,
        end: count.end,
        new: count.new,
        kept: count.kept,
        returned: count.end - count.new - count.kept,
        lost: start - count.kept,
        crr: percent(count.end - count.new),
        crr_strict: percent(count.kept),
        unfinished,
    }
}

/// Whether a client belongs to a set of a period.
#[must_use]
pub fn belongs(view: &View<'_>, client: u32, period: Period, index: i32, set: Set) -> bool {
    let (mut earlier, mut before, mut now) = (false, false, false);
    each_period(view, client, period, |active| {
        earlier |= active < index;
        before |= active == index - 1;
        now |= active == index;
    });
    match set {
        Set::Start => before,
        Set::End => now,
        Set::New => now && !earlier,
        Set::Kept => now && before,
        Set::Returned => now && earlier && !before,
        Set::Lost => before && !now,
    }
}

/// The sensitivity the sources promise (R229): what a CRR of `percent` more points is worth, when
/// five points bring between 25 and 95 % of profit. Low and high estimate in percent of profit.
#[must_use]
pub fn promised_gain(points: f64) -> (f64, f64) {
    (points / 5.0 * 25.0, points / 5.0 * 95.0)
}

/// Shows the different periods in which a client is active, ascending.
#[inline]
pub(crate) fn each_period(view: &View<'_>, client: u32, period: Period, mut show: impl FnMut(i32)) {
    let mut last = i32::MIN;
    view.entries(client, |entry| {
        if entry.active {
            let index = period.of_month(view.month(entry.day));
            if index != last {
                last = index;
                show(index);
            }
        }
    });
}

/// First and last period tabulated: of the ledger up to the as-of day, at most as many as allowed.
pub(crate) fn range(view: &View<'_>, period: Period) -> (i32, i32) {
    between(view, period, view.beginning, view.as_of)
}

/// The periods of two days, at most the last of them that are allowed.
pub(crate) fn between(view: &View<'_>, period: Period, from: Day, to: Day) -> (i32, i32) {
    let last = period.of(to);
    let most = i32::try_from(view.parameters.most_periods)
        .unwrap_or(i32::MAX)
        .max(1);
    (period.of(from).max(last.saturating_sub(most - 1)), last)
}
