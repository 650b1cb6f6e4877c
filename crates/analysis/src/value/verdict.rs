//! Whether a model may be believed about a base, and what takes its place when not.

use serde::Serialize;

/// Why a model is not used, with the numbers that say so.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// Too few clients came back to tell anything.
    FewRepeaters {
        /// Clients with a repeat purchase.
        repeaters: u64,
        /// How many are needed.
        needed: u64,
    },
    /// The gaps between purchases are too regular for a model of random buying.
    RegularGaps {
        /// Coefficient of variation of the gaps.
        cv: f64,
        /// Under this they are regular.
        limit: f64,
    },
    /// Money depends on frequency, which Gamma-Gamma takes for independent.
    CorrelatedMoney {
        /// The correlation.
        correlation: f64,
        /// Over this, either way, it is too much.
        limit: f64,
    },
    /// The fitted mean of the money is infinite (q ≤ 1).
    EndlessMoney,
    /// No most likely parameters were found: the data do not tell them.
    Unsettled {
        /// Slope left.
        gradient_norm: f64,
    },
}

/// What the purchases are expected from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// BG/NBD; whether a client still buys is asked of MBG/NBD, because for BG/NBD every one-time
    /// buyer does.
    BgNbd,
    /// MBG/CNBD-k.
    MbgCnbdK,
    /// No model: each client that is not past twice its own gap goes on in its mean gap.
    OwnGap,
}

/// What the money of a purchase is expected from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Money {
    /// Gamma-Gamma.
    GammaGamma,
    /// The mean of the client's own purchases; of all clients' for those with few.
    OwnMean,
}
