//! The probabilistic value of a client: how often it will buy, whether it still does, what a
//! purchase of its will bring.
//!
//! [`buyers`] takes from a view what the models see; [`Geometric`] (BG/NBD, MBG/NBD, MBG/CNBD-k),
//! [`Pareto`] and [`GammaGamma`] are the models. Everything is deterministic: the same ledger gives
//! the same bytes, in whatever order its clients and lines come.

mod ahead;
mod check;
mod doubt;
mod fit;
mod gamma_gamma;
mod geometric;
mod history;
mod optimise;
mod pareto_nbd;
mod profile;
mod rhythm;
mod sample;
mod settings;
mod special;
mod stages;
mod valuation;
mod verdict;

pub use check::{Check, Row, check};
pub use doubt::Doubt;
pub use fit::{Fit, SETTLED};
pub use gamma_gamma::GammaGamma;
pub use geometric::{Geometric, Kind};
pub use history::{Buyer, Buyers, buyers};
pub use pareto_nbd::Pareto;
pub use profile::Ends;
pub use sample::{Group, History, Sample, Spend, WEEK};
pub use settings::Settings;
pub(crate) use special::normal;
pub use valuation::{Expected, Models, Total};
pub use verdict::{Money, Reason, Timing};
