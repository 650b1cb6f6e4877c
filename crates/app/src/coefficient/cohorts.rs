//! Cohorts: what became of the deals that began in one week.

use domain::policy::Entity;
use jiff::civil::Date;
use serde::Serialize;
use store::coefficient::{By, Wanted};
use utoipa::ToSchema;

use super::ladder::{StepHead, ladder};
use super::{Error, Request, check};
use crate::context::Context;
use crate::{App, setting};

/// What a cohort had reached of a step.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientReached)]
pub struct Reached {
    /// By now.
    pub deals: i64,
    /// Within 1, 2, 3 … weeks of its beginning, as far as all of its deals are that old.
    pub within: Vec<i64>,
}

/// The deals that began in one week.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientCohort)]
pub struct Cohort {
    /// Its first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Its last.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Deals begun.
    pub begun: i64,
    /// Of them neither won nor refused yet.
    pub undecided: i64,
    /// It is too young to be compared: some are undecided, and no deal has had the time that the
    /// steps allow.
    pub unripe: bool,
    /// By step, the beginning included.
    pub reached: Vec<Reached>,
}

/// The cohorts of a funnel.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientCohorts)]
pub struct Cohorts {
    /// The steps.
    pub steps: Vec<StepHead>,
    /// Days that all steps together allow.
    pub ripe_days: i64,
    /// Week by week.
    pub weeks: Vec<Cohort>,
}

/// The cohorts of the weeks asked for, by the day a deal began.
pub fn cohorts(app: &App, ctx: &Context, request: &Request) -> Result<Cohorts, Error> {
    let scope = ctx.scope(Entity::Analysis)?;
    let weeks = check(request)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let ladder = ladder(tx, request.funnel, today)?.ok_or(Error::NotFound)?;
        let keys = ladder.keys();
        let wanted = Wanted {
            funnel: request.funnel,
            steps: &keys,
            from: request.from,
            to: request.to,
            scope: &scope,
            of: request.of,
            by: By::Day,
        };
        let came = store::coefficient::cohorts(tx, &wanted)?;
        let undecided = store::coefficient::undecided(tx, &wanted)?;
        let ripe_days = ladder.steps.iter().map(|step| step.stuck_days).sum();
        let told = weeks.iter().map(|(from, to)| {
            let within = |day: &Date| (*from..=*to).contains(day);
            let age = i64::from((today - *to).get_days());
            let full = usize::try_from(age / 7).unwrap_or(0);
            let open = undecided.iter().filter(|(day, _)| within(day));
            let open = open.map(|(_, deals)| deals).sum();
            let mut reached = vec![
                Reached {
                    deals: 0,
                    within: vec![0; full],
                };
                keys.len()
            ];
            for one in came.iter().filter(|one| within(&one.began)) {
                let of = &mut reached[one.step];
                of.deals += one.deals;
                let after = usize::try_from(one.weeks).unwrap_or(0);
                for deals in of.within.iter_mut().skip(after) {
                    *deals += one.deals;
                }
            }
            Cohort {
                from: *from,
                to: *to,
                begun: reached[0].deals,
                undecided: open,
                unripe: open > 0 && age < ripe_days,
                reached,
            }
        });
        let weeks = told.collect();
        let plan = ladder.plans(None, &request.of, request.to);
        Ok(Cohorts {
            ripe_days,
            weeks,
            steps: ladder.heads(&plan),
        })
    })
}
