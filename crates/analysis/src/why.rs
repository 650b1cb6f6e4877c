//! Why a client stands in its class, and the smallest change that moves it.
//!
//! All other clients are taken as they are on the as-of day: the question is what this one would
//! have to do. Each change is exact under that assumption: made, it moves the class; a smaller one
//! does not.

use crate::abc::Abc;
use crate::clients::{ClientRow, Rows};
use crate::day::{Day, Period};
use crate::parameters::{
    AbcBorders, Buckets, Parameters, Rfm, Rhythm, Scoring, Window, XyzBorders,
};
use crate::rfm;
use crate::rhythm::{Beat, State};
use crate::view::View;
use crate::xyz::{Series, Xyz};

/// A class that a change of value leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AbcStep {
    /// The class.
    pub class: Abc,
    /// By how much the value has to change, minor units; positive.
    pub minor: i64,
}

/// Why a client is A, B or C.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AbcWhy {
    /// Its class.
    pub class: Abc,
    /// Its value.
    pub value_minor: i64,
    /// Its place by value, from 1.
    pub place: u64,
    /// Clients with a row.
    pub clients: u64,
    /// Share of the positive value that the clients before it bring: what the borders are held to.
    pub share_before: Option<f64>,
    /// What it has to buy more to stand a class higher.
    pub rise: Option<AbcStep>,
    /// With so much less it falls.
    pub fall: Option<AbcStep>,
}

/// Why the client is in its class by volume; `None` without a row.
#[must_use]
pub fn abc(rows: &Rows, borders: AbcBorders, client: u32) -> Option<AbcWhy> {
    let row = rows.get(client)?;
    let value = row.value_minor;
    let others = Others::new(rows, client);
    let class = |value| others.class(value, borders);
    let top = others.values.first().map_or(0, |other| other.0).max(0) + 1;
    let rise = (row.abc != Abc::A).then(|| {
        let (mut low, mut high) = (value, value.saturating_add(1).max(top));
        // Below `low` the class is the present one, from `high` on it is better.
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if class(middle) < row.abc {
                high = middle;
            } else {
                low = middle;
            }
        }
        AbcStep {
            class: class(high),
            minor: high - value,
        }
    });
    let fall = (row.abc != Abc::C).then(|| {
        let (mut low, mut high) = (0, value);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if class(middle) > row.abc {
                low = middle;
            } else {
                high = middle;
            }
        }
        AbcStep {
            class: class(low),
            minor: value - low,
        }
    });
    Some(AbcWhy {
        class: row.abc,
        value_minor: value,
        place: others.ahead(value) + 1,
        clients: rows.rows.len() as u64,
        share_before: rows.share(others.before(value)),
        rise: rise.filter(|step| step.class < row.abc),
        fall,
    })
}

/// The values of the other clients, the largest first, with their running sums.
struct Others {
    client: u32,
    values: Vec<(i64, u32)>,
    /// Sum of the positive ones among the first so many.
    sums: Vec<i64>,
}

impl Others {
    fn new(rows: &Rows, client: u32) -> Self {
        let others = rows.rows.iter().filter(|row| row.client != client);
        let mut values: Vec<(i64, u32)> = others.map(|row| (row.value_minor, row.client)).collect();
        values.sort_unstable_by_key(|&(value, other)| (std::cmp::Reverse(value), other));
        let mut sums = vec![0];
        let mut sum = 0;
        for (value, _) in &values {
            sum += value.max(&0);
            sums.push(sum);
        }
        Self {
            client,
            values,
            sums,
        }
    }

    fn place(&self, value: i64) -> usize {
        self.values.partition_point(|&(other, client)| {
            other > value || (other == value && client < self.client)
        })
    }

    fn ahead(&self, value: i64) -> u64 {
        self.place(value) as u64
    }

    fn before(&self, value: i64) -> i64 {
        self.sums[self.place(value)]
    }

    /// The class of the client if its value were this.
    fn class(&self, value: i64, borders: AbcBorders) -> Abc {
        const WHOLE: i128 = 10_000;
        if value <= 0 {
            return Abc::C;
        }
        let all = self.sums.last().copied().unwrap_or(0);
        let base = i128::from(all) + i128::from(value);
        let before = i128::from(self.before(value)) * WHOLE;
        if before < base * i128::from(borders.a) {
            Abc::A
        } else if before < base * i128::from(borders.b) {
            Abc::B
        } else {
            Abc::C
        }
    }
}

/// The last as-of day on which the oldest line of a client is still in a rolling window: until
/// then its sum does not shrink by itself. `None` for other windows and without a line.
#[must_use]
pub fn sum_holds_until(view: &View<'_>, client: u32) -> Option<Day> {
    let Window::Rolling(months) = view.parameters.window else {
        return None;
    };
    let months = i32::try_from(months).ok()?;
    if client as usize >= view.image.clients() {
        return None;
    }
    let mut oldest = None;
    view.entries(client, |entry| {
        if oldest.is_none() && view.in_window(entry.day) {
            oldest = Day::new(entry.day);
        }
    });
    let oldest = oldest?;
    let about = oldest.plus_months(months);
    let inside = |day: &Day| day.plus_months(-months) < oldest;
    (-4..=4)
        .rev()
        .map(|days| about.plus_days(days))
        .find(inside)
}

/// Even purchases that make a client more regular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XyzStep {
    /// The class it comes to.
    pub class: Xyz,
    /// So many months, the running one first …
    pub months: u32,
    /// … that each bring this in all.
    pub minor: i64,
    /// The last day of the last of them.
    pub until: Day,
}

/// Why a client is X, Y, Z or N.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct XyzWhy {
    /// Its class.
    pub class: Xyz,
    /// Its coefficient of variation.
    pub cv: Option<f64>,
    /// Whole months of its life in the window.
    pub periods: u32,
    /// Mean value of one of them.
    pub mean_minor: Option<i64>,
    /// What would make it more regular; `None` for X, without a positive mean, and when periods
    /// are not months or borders not fixed.
    pub rise: Option<XyzStep>,
}

/// Why the client is in its class by regularity.
#[must_use]
pub fn xyz(view: &View<'_>, row: &ClientRow) -> XyzWhy {
    let pieces = view.month_pieces(view.parameters.window);
    let width = usize::try_from(pieces.last - pieces.first + 1).unwrap_or(0);
    let mut months: Vec<Option<i64>> = Vec::new();
    let mut running = 0;
    view.entries(row.client, |entry| {
        let month = view.month(entry.day);
        if month > pieces.last {
            running += view.value(&entry);
        } else if month >= pieces.first {
            let life = usize::try_from(pieces.last - month + 1).unwrap_or(0);
            if months.is_empty() {
                months.resize(life, None);
            }
            let place = months.len() - life;
            *months[place].get_or_insert(0) += view.value(&entry);
        }
    });
    let sum: i64 = months.iter().flatten().sum();
    let count = i64::try_from(months.len()).unwrap_or(i64::MAX);
    let mean = (count > 0 && sum > 0).then(|| (sum + count / 2) / count);
    let fixed = matches!(
        view.parameters.window,
        Window::Rolling(_) | Window::FullMonths(_)
    );
    let simple = view.parameters.xyz.buckets == Buckets::Month
        && !view.parameters.xyz.include_running
        && (fixed || view.parameters.window == Window::All);
    let rise = mean
        .filter(|&mean| simple && mean > 0 && row.xyz != Xyz::X)
        .and_then(|mean| {
            // A running month that is already above the mean leaves the window last.
            let most = if fixed { width + 1 } else { months.len() * 8 };
            let mut months = months.clone();
            for month in 1..=most.max(1) {
                let amount = if month == 1 { mean.max(running) } else { mean };
                months.push(Some(amount));
                if fixed && months.len() > width {
                    months.remove(0);
                }
                let (class, _) = classed(&months, view.parameters);
                if better(class, row.xyz) {
                    let month = u32::try_from(month).ok()?;
                    let last = pieces.last + i32::try_from(month).ok()?;
                    return Some(XyzStep {
                        class,
                        months: month,
                        minor: mean,
                        until: Period::Month.last(last),
                    });
                }
            }
            None
        });
    XyzWhy {
        class: row.xyz,
        cv: row.cv,
        periods: row.periods,
        mean_minor: mean,
        rise,
    }
}

fn better(class: Xyz, than: Xyz) -> bool {
    class != Xyz::N && (than == Xyz::N || class < than)
}

/// The class of months, oldest first; life begins with the first that has a line.
fn classed(months: &[Option<i64>], parameters: &Parameters) -> (Xyz, Option<f64>) {
    let XyzBorders::Value(x, y) = parameters.xyz.borders else {
        return (Xyz::N, None);
    };
    let mut series = Series::default();
    let living = months.iter().skip_while(|month| month.is_none());
    let left: Vec<i64> = living.map(|month| month.unwrap_or(0)).collect();
    for (place, value) in (0..left.len()).rev().zip(&left) {
        series.add(i32::try_from(place).unwrap_or(i32::MAX), *value);
    }
    let (periods, cv) = series.finish();
    let class = match cv {
        _ if periods < parameters.xyz.least_periods => Xyz::N,
        Some(cv) if cv <= x => Xyz::X,
        Some(cv) if cv <= y => Xyz::Y,
        _ => Xyz::Z,
    };
    (class, cv)
}

/// One of the three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its score.
    pub score: u8,
    /// What it is made of: days since the last purchase, orders, value.
    pub value: i64,
    /// The score a change leads to, and the value it needs.
    pub rise: Option<(u8, i64)>,
}

/// Why a client has its scores and group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RfmWhy {
    /// Recency; it rises by a purchase on the as-of day.
    pub r: Letter,
    /// Frequency.
    pub f: Letter,
    /// Money.
    pub m: Letter,
    /// Place of the group in [`rfm::GROUPS`].
    pub group: usize,
    /// Scores and group after one order of the usual size on the as-of day; `None` when its
    /// average cheque is not positive.
    pub after_order: Option<([u8; 3], usize)>,
}

/// Why the client has its scores; `None` without a purchase in the window.
#[must_use]
pub fn scores(rows: &Rows, as_of: Day, settings: &Rfm, client: u32) -> Option<RfmWhy> {
    let row = rows.get(client)?;
    let last = row.last?;
    let bins = settings.bins.clamp(2, 9);
    let others = |key: fn(&ClientRow) -> i64| -> Vec<i64> {
        let buyers = rows.rows.iter().filter(|of| of.last.is_some());
        let mut keys: Vec<i64> = buyers.filter(|of| of.client != client).map(key).collect();
        keys.sort_unstable();
        keys
    };
    let day = |of: &ClientRow| of.last.map_or(0, |day| i64::from(day.number()));
    let days = others(day);
    let orders = others(|of| i64::from(of.orders));
    let values = others(|of| of.value_minor);
    let today = i64::from(as_of.number());
    let idle = |day: i64| today - day;
    let r_at = |day: i64| match &settings.recency {
        Scoring::Rank => ranked(&days, day, bins),
        Scoring::Borders(borders) => {
            capped(borders.iter().filter(|&&border| idle(day) < border).count())
        }
    };
    let r = Letter {
        score: row.r,
        value: idle(i64::from(last.number())),
        rise: Some((r_at(today), 0)).filter(|rise| rise.0 > row.r),
    };
    let f = letter(&settings.frequency, &orders, row.f, row.orders.into(), bins);
    let m = letter(&settings.monetary, &values, row.m, row.value_minor, bins);
    let cheque = row.cheque().map(|cheque| cheque.round() as i64);
    let after = cheque.filter(|&cheque| cheque > 0).and_then(|cheque| {
        let score = |of: &Scoring, others: &[i64], value| score(of, others, value, bins);
        let scores = [
            r_at(today),
            score(&settings.frequency, &orders, i64::from(row.orders) + 1),
            score(&settings.monetary, &values, row.value_minor + cheque),
        ];
        let moved = ClientRow {
            r: scores[0],
            f: scores[1],
            m: scores[2],
            last: Some(as_of),
            ..*row
        };
        Some((scores, rfm::group(&moved, bins)?))
    });
    Some(RfmWhy {
        r,
        f,
        m,
        group: rfm::group(row, bins)?,
        after_order: after,
    })
}

fn letter(scoring: &Scoring, others: &[i64], now: u8, value: i64, bins: u8) -> Letter {
    let next = match scoring {
        Scoring::Rank => {
            // So many of the others have to be left behind for one score more.
            let buyers = others.len() + 1;
            let behind = (usize::from(now) * buyers).div_ceil(usize::from(bins));
            behind
                .checked_sub(1)
                .and_then(|place| others.get(place))
                .map(|other| other + 1)
        }
        Scoring::Borders(borders) => borders.iter().copied().find(|&border| border > value),
    };
    Letter {
        score: now,
        value,
        rise: next
            .map(|next| (score(scoring, others, next, bins), next))
            .filter(|rise| rise.0 > now),
    }
}

fn score(scoring: &Scoring, others: &[i64], value: i64, bins: u8) -> u8 {
    match scoring {
        Scoring::Rank => ranked(others, value, bins),
        Scoring::Borders(borders) => {
            capped(borders.iter().filter(|&&border| border <= value).count())
        }
    }
}

/// The score of a value among ascending others.
fn ranked(others: &[i64], value: i64, bins: u8) -> u8 {
    let behind = others.partition_point(|&other| other < value);
    capped(usize::from(bins) * behind / (others.len() + 1))
}

fn capped(borders: usize) -> u8 {
    u8::try_from(borders.min(8) + 1).unwrap_or(9)
}

/// Why a client is active, sleeping or lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StateWhy {
    /// Its state.
    pub state: State,
    /// The last day on which it is active without another purchase.
    pub active_until: Option<Day>,
    /// The last day on which it is not lost without another purchase.
    pub kept_until: Option<Day>,
}

/// Until when the state of a client holds.
#[must_use]
pub fn state(beat: &Beat, settings: &Rhythm) -> StateWhy {
    let until = |times: f64, days: i32| {
        let rhythm = beat.rhythm_days?;
        let idle = ((times * rhythm).floor() as i32).max(days);
        Some(beat.last.plus_days(idle))
    };
    StateWhy {
        state: beat.state,
        active_until: until(settings.sleeping_times, settings.sleeping_days),
        kept_until: until(settings.lost_times, settings.lost_days),
    }
}
