//! The steps of a funnel as coefficients are counted by: the version in force, and what is planned.

use domain::funnel::{Plan, PlanOf, Step, WHOLE, in_force, planned};
use domain::id::{FunnelId, UserId};
use jiff::civil::Date;
use serde::Serialize;
use store::coefficient::Of;
use utoipa::ToSchema;

use crate::{DbError, DbTx};

/// A step of the funnel.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientStep)]
pub struct StepHead {
    /// Stays the same in all versions.
    pub key: String,
    /// Its name; `null`: the one the words have for a step of a preset.
    pub name: Option<String>,
    /// The planned coefficient of all, of one; `null` for the first step.
    pub plan: Option<f64>,
    /// A deal that lies longer on it counts as not passed.
    pub stuck_days: i64,
}

/// The steps in force.
pub(crate) struct Ladder {
    /// The name of the funnel.
    pub(crate) name: String,
    pub(crate) steps: Vec<Step>,
    plans: Vec<Plan>,
}

/// The steps in force on a day; `None`: no such funnel, or nothing of it was approved.
pub(crate) fn ladder(
    tx: &mut DbTx,
    funnel: FunnelId,
    day: Date,
) -> Result<Option<Ladder>, DbError> {
    let Some(found) = store::funnel::find(tx, funnel)? else {
        return Ok(None);
    };
    let versions = store::funnel::versions(tx, funnel)?;
    let Some(version) = in_force(&versions, day) else {
        return Ok(None);
    };
    Ok(Some(Ladder {
        name: found.name,
        steps: version.steps.clone(),
        plans: store::funnel::plans(tx, funnel)?,
    }))
}

impl Ladder {
    /// The keys of the steps in their order.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.steps.iter().map(|step| step.key.clone()).collect()
    }

    /// The planned coefficients of the steps after the first, of one; a step without a plan is
    /// planned to let everything through.
    pub(crate) fn plans(&self, user: Option<UserId>, of: &Of, day: Date) -> Vec<f64> {
        let of = PlanOf {
            segment_id: of.segment,
            product_group_id: of.group,
            user_id: user.or(of.user),
        };
        let plan = |step: &Step| planned(&self.plans, step, &of, day).unwrap_or(WHOLE);
        #[expect(clippy::cast_precision_loss, reason = "thousandths")]
        let part = |permille: i64| permille as f64 / WHOLE as f64;
        self.steps
            .iter()
            .skip(1)
            .map(|step| part(plan(step)))
            .collect()
    }

    /// The steps as they are told, with these planned coefficients.
    pub(crate) fn heads(&self, plan: &[f64]) -> Vec<StepHead> {
        let steps = self.steps.iter().enumerate();
        steps
            .map(|(at, step)| StepHead {
                key: step.key.clone(),
                name: step.name.clone(),
                plan: at.checked_sub(1).and_then(|at| plan.get(at).copied()),
                stuck_days: step.stuck_days,
            })
            .collect()
    }
}
