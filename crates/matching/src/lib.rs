//! Which records of a base are one and the same client or person: records normalised, candidates
//! found by the keys they share, compared part by part, weighed and explained, put into groups.
//!
//! Pure: fields in, matches out; no I/O, no clock, no chance. [`Index`] is the engine of all uses:
//! [`Index::candidates`] for a record that is being typed or brought in, [`Index::sweep`] for the
//! base as a whole.

mod ask;
mod cluster;
mod compare;
mod draft;
mod explain;
mod index;
mod keys;
mod learn;
mod levels;
mod lexicon;
pub mod measure;
mod model;
mod normal;
mod postings;
mod record;
mod strings;
mod sweep;

pub use draft::{Draft, Likeliest};
pub use explain::{Due, Match, Reason};
pub use index::{Index, TOP};
pub use levels::Part;
pub use normal::{Field, Kind, NameKey, VERSION};
pub use sweep::{Decision, Outcome, Pair, Progress, Settings, WORTH_A_LOOK};
