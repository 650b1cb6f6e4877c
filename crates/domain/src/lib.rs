//! What the business means: types, identifiers, rules and the rights policy, as pure functions
//! over values. No I/O, no SQL, no clock, no randomness.

pub mod code;
pub mod id;
pub mod journal;
pub mod language;
pub mod money;
pub mod policy;
pub mod text;
pub mod user;
