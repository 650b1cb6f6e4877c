//! The machine's clock, read where a command or a job begins.

use jiff::Timestamp;

/// Now.
#[expect(clippy::disallowed_methods, reason = "commands and jobs begin here")]
pub fn now() -> Timestamp {
    Timestamp::now()
}
