//! The early signal: the week from which on a coefficient is certainly under its plan (R151).

use serde::Serialize;

use super::estimate::{Count, Rule, Verdict, better, verdict};

/// What the last weeks say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Early {
    /// The first week of the signal, by its place: since then it has not gone out.
    pub since: usize,
    /// What was decided in the weeks looked at last.
    pub count: Count,
    /// It is not only under the plan: it is lower than this step was before (chance that it fell).
    pub fell: Option<f64>,
}

/// Looks at weeks in their order, the last one last. Of each the decisions of itself and of the
/// weeks before it, `stretch` together, are held against the plan: few enough to be quick, enough
/// to be sure. What was before the stretch of the first week of the signal tells whether it fell.
#[must_use]
pub fn early(weeks: &[Count], plan: f64, stretch: usize, rule: Rule) -> Option<Early> {
    let stretch = stretch.max(1);
    let recent = |week: usize| -> Count {
        let from = (week + 1).saturating_sub(stretch);
        weeks[from..=week].iter().copied().sum()
    };
    let mut since = None;
    for week in (0..weeks.len()).rev() {
        if verdict(recent(week), plan, rule) != Verdict::Below {
            break;
        }
        since = Some(week);
    }
    let since = since?;
    let count = recent(weeks.len() - 1);
    let before: Count = weeks[..(since + 1).saturating_sub(stretch)]
        .iter()
        .copied()
        .sum();
    Some(Early {
        since,
        count,
        fell: (before.decided > 0).then(|| better(before, count)),
    })
}
