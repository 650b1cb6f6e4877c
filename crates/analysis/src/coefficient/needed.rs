//! Backwards through the funnel: what must be begun for what is missing at its end (R127, R136).

use serde::Serialize;

/// What must still reach each step, the first one first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Needed {
    /// Deals to be won.
    pub deals: u64,
    /// Deals that must reach each step, in the order of the steps, the beginning included.
    pub steps: Vec<u64>,
}

/// The most that is told: beyond it a plan is no plan.
const MOST: f64 = 1e9;

/// What it takes to bring in `missing`, when a deal brings `average` and the steps have these
/// coefficients. `None`: a deal brings nothing, or a step lets nothing through.
#[must_use]
pub fn needed(missing: i64, average: i64, coefficients: &[f64]) -> Option<Needed> {
    if average <= 0 || coefficients.iter().any(|one| *one <= 0.0) {
        return None;
    }
    let deals = (missing.max(0) as f64 / average as f64).ceil();
    let mut wanted = deals;
    let mut steps = Vec::with_capacity(coefficients.len() + 1);
    steps.push(whole(deals)?);
    for coefficient in coefficients.iter().rev() {
        // a hair less than a whole one is that one: 0.8 · 0.8 is not quite 0.64
        wanted = (wanted / coefficient - 1e-9).ceil();
        steps.push(whole(wanted)?);
    }
    steps.reverse();
    Some(Needed {
        deals: whole(deals)?,
        steps,
    })
}

fn whole(of: f64) -> Option<u64> {
    (of <= MOST).then_some(of as u64)
}
