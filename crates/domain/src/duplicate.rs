//! Records of the base that may be one client or person: how sure that is, what people decide of them
//! (R113), which pair is asked next, how often the engine is right, and what may be merged without
//! asking.

pub mod bulk;
mod decision;
mod known;
pub mod person;
pub mod precision;
pub mod queue;

pub use decision::{Verdict, Zone, lot, mark, ordered};
pub use known::{Borders, Known, Level};
