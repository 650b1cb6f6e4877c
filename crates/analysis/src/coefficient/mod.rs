//! Coefficients of a funnel: which part of the deals decided at a step went on to the next one, how
//! sure that is, how it stands to the plan, and who is better where (R146–R153).
//!
//! A deal is decided at a step once: it went on, or it was refused, or it has lain there longer than
//! the step allows. Deals that still wait, and those that are postponed, are no part of any count.
//! Every count is of independent decisions, so its interval is that of a part (E. B. Wilson, 1927).
//! Nothing is claimed that the counts cannot tell: a verdict may be *unsure*, and of two employees
//! neither may be the better one.

mod early;
mod estimate;
mod fair;
mod needed;
mod weak;

pub use early::{Early, early};
pub(crate) use estimate::wilson;
pub use estimate::{Count, Estimate, Rule, Verdict, better, end_to_end, estimate, verdict};
pub use fair::{Adjusted, Cell, Fair, Hardness, fair};
pub use needed::{Needed, needed};
pub use weak::{Mutual, Place, Weak, mutual, potential, weakest};

#[cfg(test)]
mod tests;
