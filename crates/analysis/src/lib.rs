//! The figures of Clientele: ABC, XYZ, RFM, retention, cohorts, concentration and the rest.
//!
//! Pure: dense numbers in, numbers out; no input or output, no names of clients, no clock. Lines
//! go into a [`LedgerBuilder`], which clusters them by client into an [`Image`]; a [`View`] of the
//! image (parameters, filters, mask) is what every figure is computed from. Money is integer minor
//! units; days are [`Day`]s; a figure that has no value is `None`, never a NaN.

pub mod abc;
pub mod arithmetic;
pub mod basket;
pub mod build;
pub mod bytes;
pub mod cell;
pub mod clients;
pub mod coefficient;
pub mod cohort;
pub mod concentration;
pub mod day;
pub mod departure;
pub mod dynamics;
pub mod growth;
pub mod image;
pub mod indicators;
pub mod kinds;
pub mod kpi;
pub mod lagging;
pub mod loyalty;
pub mod ltv;
pub mod mask;
pub mod moves;
pub mod overstock;
pub mod parameters;
pub mod pareto;
pub mod portrait;
pub mod quantile;
mod rank;
pub mod reference;
mod refold;
pub mod retention;
pub mod rfm;
pub mod rhythm;
pub mod satisfaction;
pub mod stands;
pub mod stress;
pub mod thin;
pub mod value;
pub mod view;
pub mod wallet;
pub mod warning;
pub mod whitespace;
pub mod why;
pub mod xyz;

/// Version of the definitions of classes (ABC, XYZ, RFM, ladder, markers, states): raised with every
/// change that gives a client another class from the same orders and thresholds. Kept beside figures
/// that are stored, so that they are never compared across a change unknowingly.
pub const FIGURES_VERSION: u32 = 1;

pub use abc::{Abc, Sums};
pub use build::{LedgerBuilder, Line, Refused, RunOfLines, Sold};
pub use clients::{ClientRow, Rows};
pub use day::{Day, Period};
pub use image::{Dimensions, Image, NONE};
pub use mask::Mask;
pub use parameters::{Basis, Parameters, Window};
pub use rhythm::State;
pub use view::{Chosen, View};
pub use xyz::Xyz;
