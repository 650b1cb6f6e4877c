//! Every number a valuation can be asked with, each with its default.

use serde::{Deserialize, Serialize};

/// Settings of the probabilistic value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Days ahead that are valued: 365.
    pub horizon_days: u32,
    /// Discount of money a year later, 0.1 is 10 %: 0, that is, none. A purchase is taken to fall
    /// in the middle of its thirteenth of the horizon.
    pub discount_per_year: f64,
    /// Part of the money that is earned: 1, so that the value is one of revenue.
    pub margin_share: f64,
    /// Fewer clients with a repeat purchase than this are not enough for a model: 50.
    pub least_repeaters: u64,
    /// Gaps a client needs to tell how regular it buys: 3.
    pub least_gaps: u32,
    /// Under this coefficient of variation of the gaps buying is regular and the rhythm model,
    /// MBG/CNBD-k, takes the place of random buying: 0.5.
    pub regular_cv: f64,
    /// Over this correlation (either way) of frequency and money Gamma-Gamma is not trusted and each
    /// client's own mean is used: 0.3.
    pub most_correlation: f64,
    /// Repeat purchases a client needs for its own mean to be used then: 3.
    pub least_own_mean: u32,
    /// Whether a day with lines of zero amount only is a purchase: yes.
    pub zero_days: bool,
    /// Most stages of a gap that MBG/CNBD-k tries: 64.
    pub most_stages: u32,
    /// Frequencies shown one by one in the table of calibration, the rest together: 7.
    pub frequencies: u32,
    /// Over this share off, either way, the holdout check is called bad: 0.25.
    pub bad_check: f64,
    /// Clients the doubt is computed from at most; in a larger base every so-manieth stands for the
    /// rest: 5,000.
    pub doubt_clients: u32,
    /// Share of the intervals that are right: 0.9; 0 for no intervals.
    pub confidence: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            horizon_days: 365,
            discount_per_year: 0.0,
            margin_share: 1.0,
            least_repeaters: 50,
            least_gaps: 3,
            regular_cv: 0.5,
            most_correlation: 0.3,
            least_own_mean: 3,
            zero_days: true,
            most_stages: 64,
            frequencies: 7,
            bad_check: 0.25,
            doubt_clients: 5_000,
            confidence: 0.9,
        }
    }
}
