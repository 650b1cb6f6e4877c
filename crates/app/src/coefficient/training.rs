//! Training that a weak step calls for, in the register with one step, and whether the coefficient
//! changed after it (R150, R285).

use analysis::coefficient::{Count, better};
use domain::id::{FunnelId, TrainingId, UserId};
use domain::policy::Entity;
use domain::setting::COEFFICIENT_EFFECT;
use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;
use store::coefficient::{By, OfStep, Wanted};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ladder::ladder;
use super::{Error, Fact, Names, Of, Whom, found, rule, sure};
use crate::context::Context;
use crate::training::{self, Input};
use crate::{App, setting};

impl From<training::Error> for Error {
    fn from(error: training::Error) -> Self {
        match error {
            training::Error::Forbidden(refusal) => Self::Forbidden(refusal),
            training::Error::NotFound => Self::NotFound,
            training::Error::Invalid(refusals) => Self::Invalid(refusals),
            training::Error::Db(error) => Self::Db(error),
        }
    }
}

/// Training of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Train {
    /// The funnel.
    pub funnel: FunnelId,
    /// The key of the step.
    pub step: String,
    /// Who teaches; nobody of the department when absent.
    pub teacher: Option<UserId>,
    /// The record of the register.
    pub record: Input,
}

/// What a training did to its step.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = CoefficientTraining)]
pub struct Trained {
    /// The record of the register.
    pub id: Uuid,
    /// Who was taught.
    pub user: Whom,
    /// By whom.
    pub teacher: Option<Whom>,
    /// The key of the step.
    pub step: String,
    /// When.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// In as many weeks before as are looked at.
    pub before: Fact,
    /// In the weeks after, as far as they are over.
    pub after: Fact,
    /// The chance that the coefficient is higher than before.
    pub better: f64,
    /// `better`, `worse`, or `unsure`: it cannot be told, or not yet.
    pub verdict: &'static str,
}

/// Writes training of a step into the register.
pub fn train(app: &App, ctx: &Context, input: &Train) -> Result<TrainingId, Error> {
    let settings = setting::current(app)?;
    let today = setting::today(&settings, ctx.now);
    app.db.write(|tx| {
        let ladder = ladder(tx, input.funnel, today)?.ok_or(Error::NotFound)?;
        if !ladder
            .steps
            .iter()
            .skip(1)
            .any(|step| step.key == input.step)
        {
            return Err(Error::refused("step", "reference.unknown"));
        }
        if let Some(teacher) = input.teacher
            && store::user::find(tx, teacher)?.is_none()
        {
            return Err(Error::refused("teacher_id", "reference.unknown"));
        }
        let record = training::create_in(tx, ctx, &input.record)?;
        let of = OfStep {
            training: record.id,
            funnel: input.funnel,
            step: input.step.clone(),
            teacher: input.teacher,
        };
        store::coefficient::link_training(tx, &of)?;
        Ok(record.id)
    })
}

/// The trainings of steps of a funnel in the last year, the newest first, each with the coefficient
/// before and after.
pub fn trained(app: &App, ctx: &Context, funnel: FunnelId) -> Result<Vec<Trained>, Error> {
    let scope = ctx.scope(Entity::Analysis)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let ladder = ladder(tx, funnel, today)?.ok_or(Error::NotFound)?;
        let keys = ladder.keys();
        let days = settings.whole(&COEFFICIENT_EFFECT);
        let span = Span::new().days(days);
        let since = today.saturating_sub(Span::new().years(1));
        let all = store::coefficient::trainings(tx, &scope, funnel, since, today)?;
        let Some(first) = all.iter().map(|one| one.day).min() else {
            return Ok(Vec::new());
        };
        let wanted = Wanted {
            funnel,
            steps: &keys,
            from: first.saturating_sub(span),
            to: today,
            scope: &scope,
            of: Of::default(),
            by: By::Day,
        };
        let found = found(app, tx, ctx, &settings, &ladder, &wanted)?;
        let decided = &found.decided;
        let names = Names::read(tx)?;
        let (rule, sure) = (rule(&settings), sure(&settings));
        let mut told = Vec::new();
        for one in all {
            let Some(step) = keys.iter().position(|key| *key == one.of.step) else {
                continue;
            };
            let count = |from: Date, to: Date| -> Count {
                let own = decided.iter().filter(|of| {
                    of.step + 1 == step
                        && of.manager == Some(one.user)
                        && of.day.is_some_and(|day| from <= day && day < to)
                });
                own.map(|of| of.count).sum()
            };
            let next = one.day.tomorrow().unwrap_or(one.day);
            let before = count(one.day.saturating_sub(span), one.day);
            let after = count(next, next.saturating_add(span));
            let chance = better(after, before);
            let plan = ladder.plans(Some(one.user), &Of::default(), today)[step - 1];
            told.push(Trained {
                id: one.of.training.uuid(),
                user: names.of(one.user),
                teacher: one.of.teacher.map(|teacher| names.of(teacher)),
                step: one.of.step.clone(),
                day: one.day,
                before: Fact::of(before, plan, rule),
                after: Fact::of(after, plan, rule),
                better: chance,
                verdict: if before.decided == 0 || after.decided == 0 {
                    "unsure"
                } else if chance >= sure {
                    "better"
                } else if chance <= 1.0 - sure {
                    "worse"
                } else {
                    "unsure"
                },
            });
        }
        Ok(told)
    })
}
