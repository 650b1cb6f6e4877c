//! The commands of the binary, one file each.
//!
//! A command has `Arguments` (its flags, read by clap) and `run(&Arguments)`, which returns the
//! exit code; an error it returns is printed in one line and ends the process with code 1.

pub mod analyze;
pub mod backup;
pub mod check;
pub mod coefficients;
pub mod config;
pub mod day;
pub mod dedupe;
pub mod demo;
pub mod dial;
pub mod duplicates;
pub mod funnel;
pub mod import;
pub mod lead;
pub mod plan;
pub mod read_rows;
pub mod receivable;
pub mod refusals;
pub mod restore;
pub mod serve;
pub mod token;
pub mod user;
pub mod value;
