//! XYZ: classes by regularity (R231–R236).
//!
//! The coefficient of variation CV = population standard deviation / mean of the client's value by
//! whole period. Life starts with the period of the client's first line in the window; later
//! periods without a line count as zero. X up to 10 %, Y up to 25 %, Z above, or when the mean is
//! not positive; fewer than 3 periods of life: N, too new to tell. Computed from exact integer
//! sums: CV = √(n·Σv² − (Σv)²) / Σv. On business ledgers by month hardly any client is X or Y, so
//! the distribution of CV is always given, and a warning when one class holds over 90 %.

use crate::abc::{Abc, Sums};
use crate::clients::{ClientRow, Rows};
use crate::parameters::{self, Buckets, Window, XyzBorders};
use crate::view::View;
use crate::{quantile, rank};
use serde::{Deserialize, Serialize};

/// Class by regularity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Xyz {
    /// Regular.
    X,
    /// Less regular.
    Y,
    /// Irregular.
    Z,
    /// Too short a life to tell.
    N,
}

impl Xyz {
    /// All classes, the most regular first.
    pub const ALL: [Self; 4] = [Self::X, Self::Y, Self::Z, Self::N];
}

/// Sums of one client's periods, added from the oldest to the newest.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Series {
    /// Periods of life.
    periods: u32,
    place: i32,
    running: i64,
    sum: i64,
    squares: i128,
}

impl Series {
    /// Adds a value to the period `place`, counted back from the newest, which is 0.
    #[inline]
    pub(crate) fn add(&mut self, place: i32, value: i64) {
        if self.periods == 0 {
            self.periods = place.unsigned_abs() + 1;
        } else if place != self.place {
            self.close();
        }
        self.place = place;
        self.running += value;
    }

    #[inline]
    fn close(&mut self) {
        self.sum += self.running;
        self.squares += i128::from(self.running) * i128::from(self.running);
        self.running = 0;
    }

    /// Periods of life and the coefficient of variation.
    pub(crate) fn finish(mut self) -> (u32, Option<f64>) {
        self.close();
        if self.sum <= 0 {
            return (self.periods, None);
        }
        let sum = i128::from(self.sum);
        let spread = match self.squares.checked_mul(i128::from(self.periods)) {
            Some(product) => (product - sum * sum) as f64,
            None => self.squares as f64 * f64::from(self.periods) - (sum as f64).powi(2),
        };
        (self.periods, Some(spread.max(0.0).sqrt() / self.sum as f64))
    }
}

pub(crate) fn classify(rows: &mut [ClientRow], settings: &parameters::Xyz) {
    let (x, y) = match settings.borders {
        XyzBorders::Value(x, y) => (x, y),
        XyzBorders::Share(x, y) => shares(rows, settings.least_periods, x, y),
    };
    for row in rows {
        row.xyz = match row.cv {
            _ if row.periods < settings.least_periods => Xyz::N,
            Some(cv) if cv <= x => Xyz::X,
            Some(cv) if cv <= y => Xyz::Y,
            _ => Xyz::Z,
        };
    }
}

/// Coefficients that the most regular shares of the clients do not pass.
fn shares(rows: &[ClientRow], least_periods: u32, x: f64, y: f64) -> (f64, f64) {
    let old = rows.iter().filter(|row| row.periods >= least_periods);
    let mut pairs: Vec<(u64, u32)> = old.filter_map(|row| Some((row.cv?.to_bits(), 0))).collect();
    rank::sort(&mut pairs); // bits of non-negative floats order as the floats
    let border = |share: f64| {
        let count = (share.clamp(0.0, 1.0) * pairs.len() as f64).floor() as usize;
        count
            .checked_sub(1)
            .map_or(-1.0, |last| f64::from_bits(pairs[last].0))
    };
    (border(x), border(y))
}

/// Distribution of the coefficient over the clients that have one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Coefficients {
    /// Clients with a coefficient, however short their life.
    pub clients: u64,
    /// Pairs of level and quantile (linear between the neighbours).
    pub quantiles: Vec<(f64, f64)>,
    /// Clients by coefficient, in steps of 0.25 up to 3; the last step is open.
    pub steps: Vec<u64>,
}

/// ABC and XYZ together: the matrix, its margins and the spread of the coefficient.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Matrix {
    /// Cells by ABC, then XYZ.
    pub cells: [[Sums; 4]; 3],
    /// Spread of the coefficient.
    pub cv: Coefficients,
    /// Clients whose life began after the first period compared.
    pub younger: u64,
    /// The class that holds more than the share the settings warn of.
    pub crowded: Option<Xyz>,
}

impl Matrix {
    /// One cell.
    #[must_use]
    pub fn cell(&self, abc: Abc, xyz: Xyz) -> Sums {
        self.cells[abc as usize][xyz as usize]
    }

    /// Clients of one regularity.
    #[must_use]
    pub fn of_xyz(&self, xyz: Xyz) -> Sums {
        Abc::ALL.iter().fold(Sums::default(), |sum, &abc| {
            let cell = self.cell(abc, xyz);
            Sums {
                clients: sum.clients + cell.clients,
                value_minor: sum.value_minor + cell.value_minor,
            }
        })
    }
}

/// Levels at which quantiles of the coefficient are given.
pub const LEVELS: [f64; 7] = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9];

/// Width of a step of [`Coefficients::steps`].
pub const STEP: f64 = 0.25;

/// Number of steps of [`Coefficients::steps`].
pub const STEPS: usize = 13;

/// The matrix of rows.
#[must_use]
pub fn matrix(rows: &Rows, settings: &parameters::Xyz) -> Matrix {
    let mut matrix = Matrix {
        cv: coefficients(rows),
        ..Matrix::default()
    };
    for row in &rows.rows {
        matrix.cells[row.abc as usize][row.xyz as usize].add(row);
        matrix.younger += u64::from(row.younger);
    }
    matrix.crowded = Xyz::ALL.into_iter().find(|&xyz| {
        let (of, all) = (matrix.of_xyz(xyz).clients as f64, rows.rows.len() as f64);
        of > settings.warn_share * all
    });
    matrix
}

/// The spread of the coefficient over rows.
#[must_use]
pub fn coefficients(rows: &Rows) -> Coefficients {
    let mut values: Vec<f64> = rows.rows.iter().filter_map(|row| row.cv).collect();
    values.sort_unstable_by(f64::total_cmp);
    let mut steps = vec![0; STEPS];
    for cv in &values {
        let step = (cv / STEP) as usize;
        steps[step.min(STEPS - 1)] += 1;
    }
    Coefficients {
        clients: values.len() as u64,
        quantiles: quantile::of_sorted(&values, &LEVELS),
        steps,
    }
}

/// The matrices of several windows side by side: by default 1, 3 and 5 years (R231).
#[must_use]
pub fn windows(view: &View<'_>, windows: &[Window]) -> Vec<(Window, Matrix)> {
    windows
        .iter()
        .map(|&window| {
            let parameters = parameters::Parameters {
                window,
                as_of: Some(view.as_of),
                ..view.parameters.clone()
            };
            let rows = crate::clients::rows(&view.with(&parameters));
            (window, matrix(&rows, &parameters.xyz))
        })
        .collect()
}

/// Whether the months of this window all lie inside the ledger; a longer window says no more than
/// a shorter one.
#[must_use]
pub fn is_covered(view: &View<'_>, window: Window) -> bool {
    let pieces = view.month_pieces(window);
    view.parameters.xyz.buckets == Buckets::Rhythm || pieces.first >= view.beginning.month()
}
