//! Year over year: the last twelve full months against the twelve before (R207).
//!
//! Over clients with any line in a year. Net revenue retention = what the clients of the year before
//! brought this year (those who still had lines) / what all of them brought then · 100.

use crate::day::Period;
use crate::view::View;
use serde::{Deserialize, Serialize};

/// The comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct YearOverYear {
    /// First and last month of the year before, as `2025-01..2025-12`.
    pub previous: String,
    /// First and last month of the year.
    pub current: String,
    /// Clients with lines in both.
    pub in_both: u64,
    /// Of them: value grew.
    pub grew: u64,
    /// Of them: value fell.
    pub fell: u64,
    /// Of them: value is the same.
    pub equal: u64,
    /// Clients with lines in the year before only.
    pub only_previous: u64,
    /// Clients with lines in this year only.
    pub only_current: u64,
    /// Value of the year before of all its clients.
    pub previous_minor: i64,
    /// Value of this year of the clients in both.
    pub kept_minor: i64,
    /// kept / previous · 100; `None` when the year before brought nothing.
    pub net_retention_percent: Option<f64>,
    /// Part of the clients in both that grew, between 0 and 1 (R207).
    pub grew_share: Option<f64>,
}

/// Compares the two years before the running month.
#[must_use]
pub fn year_over_year(view: &View<'_>) -> YearOverYear {
    sums(view).finished(view)
}

/// The sums of the comparison, which add up over parts of a ledger.
pub(crate) fn sums(view: &View<'_>) -> YearOverYear {
    let last = Period::Month.last_full(view.as_of);
    let parts = view.parallel(|part| {
        let mut sum = YearOverYear::default();
        for client in part.filter(|&client| view.sees(client)) {
            let (mut before, mut now) = (None, None);
            view.entries(client, |entry| {
                let place = last - view.month(entry.day);
                let year = if (0..12).contains(&place) {
                    &mut now
                } else if (12..24).contains(&place) {
                    &mut before
                } else {
                    return;
                };
                *year.get_or_insert(0) += view.value(&entry);
            });
            sum.client(before, now);
        }
        sum
    });
    let mut sum = YearOverYear::default();
    for part in &parts {
        sum.add(part);
    }
    sum
}

impl YearOverYear {
    /// Adds the sums of other clients.
    pub(crate) fn add(&mut self, other: &Self) {
        self.in_both += other.in_both;
        self.grew += other.grew;
        self.fell += other.fell;
        self.equal += other.equal;
        self.only_previous += other.only_previous;
        self.only_current += other.only_current;
        self.previous_minor += other.previous_minor;
        self.kept_minor += other.kept_minor;
    }

    /// The sums of all clients with the names of the years and the ratios.
    pub(crate) fn finished(mut self, view: &View<'_>) -> Self {
        let last = Period::Month.last_full(view.as_of);
        let months = |last: i32| {
            format!(
                "{}..{}",
                Period::Month.label(last - 11),
                Period::Month.label(last)
            )
        };
        self.previous = months(last - 12);
        self.current = months(last);
        self.net_retention_percent = (self.previous_minor > 0)
            .then(|| self.kept_minor as f64 / self.previous_minor as f64 * 100.0);
        self.grew_share = (self.in_both > 0).then(|| self.grew as f64 / self.in_both as f64);
        self
    }

    fn client(&mut self, before: Option<i64>, now: Option<i64>) {
        self.previous_minor += before.unwrap_or(0);
        match (before, now) {
            (Some(before), Some(now)) => {
                self.in_both += 1;
                self.kept_minor += now;
                match now.cmp(&before) {
                    std::cmp::Ordering::Greater => self.grew += 1,
                    std::cmp::Ordering::Less => self.fell += 1,
                    std::cmp::Ordering::Equal => self.equal += 1,
                }
            }
            (Some(_), None) => self.only_previous += 1,
            (None, Some(_)) => self.only_current += 1,
            (None, None) => {}
        }
    }
}
