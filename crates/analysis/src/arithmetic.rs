//! Retention arithmetic: what one point is worth here.
//!
//! The levers of lifetime value (R230), one more point of kept clients (R229), and retention before
//! and since the base is kept (R243).

use crate::clients::{ClientRow, Rows};
use crate::day::{Day, Period};
use crate::retention;
use crate::view::View;

/// Clients of a kind and what they bring in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// Clients.
    pub clients: u64,
    /// Their value, in minor units.
    pub value_minor: i64,
}

impl Part {
    /// Value of a client, on average.
    #[must_use]
    pub fn mean_minor(&self) -> Option<f64> {
        (self.clients > 0).then(|| self.value_minor as f64 / self.clients as f64)
    }
}

/// The three ways to raise the value of clients, and what one point of each is worth in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Levers {
    /// Good clients: with the purchases of a regular one in the window.
    pub good: Part,
    /// Indifferent ones: the others who bought.
    pub indifferent: Part,
    /// 1 % more good clients.
    pub more_good_minor: Option<f64>,
    /// 1 % of the indifferent become good: they bring what a good one brings.
    pub turned_minor: Option<f64>,
    /// Every cheque 1 % larger.
    pub cheque_minor: f64,
}

/// The levers over rows of one year, on what `value` takes of a row.
#[must_use]
pub fn levers(rows: &Rows, regular: u32, value: impl Fn(&ClientRow) -> i64) -> Levers {
    let (mut good, mut indifferent) = (Part::default(), Part::default());
    for row in rows.rows.iter().filter(|row| row.orders > 0) {
        let part = if row.orders >= regular {
            &mut good
        } else {
            &mut indifferent
        };
        part.clients += 1;
        part.value_minor += value(row);
    }
    let turned = good
        .mean_minor()
        .zip(indifferent.mean_minor())
        .map(|(good, other)| indifferent.clients as f64 / 100.0 * (good - other));
    Levers {
        good,
        indifferent,
        more_good_minor: (good.clients > 0).then(|| good.value_minor as f64 / 100.0),
        turned_minor: turned,
        cheque_minor: (good.value_minor + indifferent.value_minor) as f64 / 100.0,
    }
}

/// The clients of the year before and who of them stayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Bought in the twelve months before the last twelve.
    pub before: u64,
    /// Of them: bought in the last twelve too.
    pub kept: u64,
    /// What those brought in the last twelve: revenue.
    pub revenue_minor: i64,
    /// … and margin over the lines with a known cost.
    pub margin_minor: i64,
}

impl Kept {
    /// Part that stays for another year.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.before > 0).then(|| self.kept as f64 / self.before as f64)
    }
}

/// Who stayed from the year before to the year up to the as-of day.
#[must_use]
pub fn kept(view: &View<'_>) -> Kept {
    let begin = |months| view.as_of.plus_days(1).plus_months(months).number();
    let (year, before) = (begin(-12), begin(-24));
    let parts = view.parallel(|part| {
        let mut sum = Kept::default();
        for client in part.filter(|&client| view.sees(client)) {
            let (mut then, mut now) = (false, false);
            let (mut revenue, mut margin) = (0, 0);
            view.entries(client, |entry| {
                if entry.day >= year {
                    now |= entry.active;
                    revenue += entry.revenue;
                    margin += entry.margin;
                } else if entry.day >= before {
                    then |= entry.active;
                }
            });
            sum.before += u64::from(then);
            if then && now {
                sum.kept += 1;
                sum.revenue_minor += revenue;
                sum.margin_minor += margin;
            }
        }
        sum
    });
    parts.into_iter().fold(Kept::default(), |sum, part| Kept {
        before: sum.before + part.before,
        kept: sum.kept + part.kept,
        revenue_minor: sum.revenue_minor + part.revenue_minor,
        margin_minor: sum.margin_minor + part.margin_minor,
    })
}

/// What a higher part of kept clients is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raised {
    /// The part then; at most 1.
    pub rate: f64,
    /// Clients who stay and would have left, in a year.
    pub clients: f64,
    /// What they bring in the first year.
    pub year_minor: f64,
    /// More from the clients of a year until the end of the horizon.
    pub horizon_minor: f64,
    /// That, as a part of what they would have brought.
    pub horizon_gain: Option<f64>,
    /// The same without an end; `None` when nobody would ever leave.
    pub endless_gain: Option<f64>,
}

/// Raises the yearly part of kept clients from `rate` by `points` percentage points, for good.
/// `clients` begin, each that stays brings `yearly_minor` a year.
///
/// ```
/// // 200 clients, three quarters stay, each brings 1,000: two more of them with one point.
/// let one = analysis::arithmetic::raised(200.0, 1_000.0, 0.75, 1.0, 3);
/// assert!((one.year_minor - 2_000.0).abs() < 1e-6);
/// // .76 + .76² + .76³ against .75 + .75² + .75³, 200,000 each
/// assert!((one.horizon_minor - 8_440.2).abs() < 1e-6);
/// ```
#[must_use]
pub fn raised(clients: f64, yearly_minor: f64, rate: f64, points: f64, years: u32) -> Raised {
    let higher = (rate + points / 100.0).min(1.0);
    let whole = clients * yearly_minor;
    let until = |rate: f64| (1..=years).fold(0.0, |sum, year| sum + rate.powf(f64::from(year)));
    let (now, then) = (until(rate), until(higher));
    let endless = |rate: f64| rate / (1.0 - rate);
    Raised {
        rate: higher,
        clients: clients * (higher - rate),
        year_minor: whole * (higher - rate),
        horizon_minor: whole * (then - now),
        horizon_gain: (now > 0.0).then(|| then / now - 1.0),
        endless_gain: (rate > 0.0 && higher < 1.0).then(|| endless(higher) / endless(rate) - 1.0),
    }
}

/// Quarters needed on each side of a beginning: a year, so that seasons do not count.
pub const QUARTERS: usize = 4;

/// Clients of the quarters on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Whole quarters.
    pub quarters: usize,
    /// Clients that bought in the quarters before them, added up.
    pub start: u64,
    /// Of them: bought in the quarter too.
    pub kept: u64,
}

impl Side {
    /// Strict retention by quarter; `None` with fewer than [`QUARTERS`].
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        let enough = self.quarters >= QUARTERS && self.start > 0;
        enough.then(|| self.kept as f64 / self.start as f64)
    }
}

/// Strict retention of the last four whole quarters before a day, and of the last four that began
/// on it or later. The view should be of everything.
#[must_use]
pub fn since(view: &View<'_>, begun: Day) -> (Side, Side) {
    let rows = retention::table(view, Period::Quarter);
    let whole = rows.iter().filter(|row| !row.unfinished && row.start > 0);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for row in whole {
        if Period::Quarter.last(row.index) < begun {
            before.push(row);
        } else if Period::Quarter.first(row.index) >= begun {
            after.push(row);
        }
    }
    let side = |rows: &[&retention::Row]| {
        let last = &rows[rows.len().saturating_sub(QUARTERS)..];
        Side {
            quarters: last.len(),
            start: last.iter().map(|row| row.start).sum(),
            kept: last.iter().map(|row| row.kept).sum(),
        }
    };
    (side(&before), side(&after))
}
