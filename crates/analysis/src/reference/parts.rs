//! What the document needs of some clients of a ledger. Parts folded in different places from
//! different clients add up to the parts of the whole ledger; ranks come only after that.

use crate::cohort::Triangle;
use crate::day::{Day, Period};
use crate::growth::YearOverYear;
use crate::image::Image;
use crate::parameters::{Activity, Buckets, Parameters, Window};
use crate::retention::Count;
use crate::rhythm::Beat;
use crate::view::View;
use crate::{ClientRow, clients, cohort, growth, kpi, retention, rhythm, xyz};
use serde::{Deserialize, Serialize};

/// Period of retention in the document.
pub(super) const RETENTION: Period = Period::Quarter;
/// Period of the cohorts in the document.
pub(super) const COHORTS: Period = Period::Month;
/// Coefficients of variation up to which clients are counted by quarters.
const BORDERS: [f64; 4] = [0.10, 0.25, 0.5, 1.0];

/// A row per client and sums over clients, before any class is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    pub(super) lines: u64,
    pub(super) orders: u64,
    pub(super) rows: Vec<ClientRow>,
    pub(super) windows: Vec<WindowPart>,
    pub(super) retention: Vec<Count>,
    pub(super) cohorts: Triangle,
    pub(super) beats: Vec<Beat>,
    pub(super) gross_minor: i64,
    pub(super) years: YearOverYear,
}

/// Regularity in one window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct WindowPart {
    pub months: u32,
    pub rows: Vec<ClientRow>,
    pub quarters: Quarters,
}

/// Clients with enough quarters, and how many of them vary up to each of [`BORDERS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Quarters {
    pub clients: u64,
    pub up_to: [u64; 4],
}

impl Parts {
    /// Folds the clients of an image. When it holds only a part of a ledger, it must know the days
    /// of the whole: [`Image::set_part_of`].
    #[must_use]
    pub fn of(image: &Image, as_of: Option<Day>) -> Self {
        let parameters = Parameters {
            as_of,
            ..Parameters::default()
        };
        let view = View::new(image, &parameters, None);
        let any_line = Parameters {
            activity: Activity::AnyLine,
            ..parameters.clone()
        };
        let documents = clients::fold(&view.with(&any_line));
        Self {
            lines: image.lines() as u64 - view.left_out().lines_after,
            orders: documents.iter().map(|row| u64::from(row.orders)).sum(),
            rows: clients::fold(&view),
            windows: windows(&view),
            retention: retention::counts(&view, RETENTION),
            cohorts: cohort::triangle(&view, COHORTS),
            beats: rhythm::own_beats(&view),
            gross_minor: kpi::gross(&view),
            years: growth::sums(&view),
        }
    }

    /// Gives every client another number: client `c` becomes `number[c]`. For parts whose clients
    /// were numbered each from 0.
    ///
    /// # Panics
    /// When a client has no new number.
    pub fn renumber(&mut self, number: &[u32]) {
        let windows = self.windows.iter_mut().flat_map(|part| &mut part.rows);
        for row in self.rows.iter_mut().chain(windows) {
            row.client = number[row.client as usize];
        }
        for beat in &mut self.beats {
            beat.client = number[beat.client as usize];
        }
    }

    /// The parts of all the clients of parts that were folded for the same days and share no
    /// client.
    #[must_use]
    pub fn sum(parts: impl IntoIterator<Item = Self>) -> Self {
        let sum = parts.into_iter().reduce(Self::plus);
        let mut sum = sum.unwrap_or_default();
        sum.rows.sort_unstable_by_key(|row| row.client);
        for window in &mut sum.windows {
            window.rows.sort_unstable_by_key(|row| row.client);
        }
        sum.beats.sort_unstable_by_key(|beat| beat.client);
        sum
    }

    fn plus(mut self, other: Self) -> Self {
        self.lines += other.lines;
        self.orders += other.orders;
        self.rows.extend(other.rows);
        for (window, other) in self.windows.iter_mut().zip(other.windows) {
            window.rows.extend(other.rows);
            window.quarters.clients += other.quarters.clients;
            for (sum, other) in window.quarters.up_to.iter_mut().zip(other.quarters.up_to) {
                *sum += other;
            }
        }
        retention::add(&mut self.retention, &other.retention);
        self.cohorts.add(&other.cohorts);
        self.beats.extend(other.beats);
        self.gross_minor += other.gross_minor;
        self.years.add(&other.years);
        self
    }
}

/// The rows of every window that the ledger covers.
fn windows(view: &View<'_>) -> Vec<WindowPart> {
    let covered = super::WINDOWS
        .into_iter()
        .filter(|&months| xyz::is_covered(view, Window::FullMonths(months)));
    covered
        .map(|months| {
            let by_month = Parameters {
                window: Window::FullMonths(months),
                ..view.parameters.clone()
            };
            let mut by_quarter = by_month.clone();
            by_quarter.xyz.buckets = Buckets::Quarter;
            WindowPart {
                months,
                rows: clients::fold(&view.with(&by_month)),
                quarters: Quarters::of(&clients::fold(&view.with(&by_quarter)), view),
            }
        })
        .collect()
}

impl Quarters {
    fn of(rows: &[ClientRow], view: &View<'_>) -> Self {
        let least = view.parameters.xyz.least_periods;
        let old = || rows.iter().filter(|row| row.periods >= least);
        let up_to = |border| {
            let coefficients = old().filter_map(|row| row.cv);
            coefficients.filter(|&cv| cv <= border).count() as u64
        };
        Self {
            clients: old().count() as u64,
            up_to: BORDERS.map(up_to),
        }
    }
}
