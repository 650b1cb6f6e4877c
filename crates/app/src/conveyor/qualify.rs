//! Qualification: the answers to the questions of the portrait give the verdict, and the need says
//! whether the client goes on now, later or not at all.

use domain::conveyor::{Answer, Need, Step, StepKind, Verdict, criteria, passes, verdict};
use domain::id::ClientId;
use domain::policy::{Action, Entity};
use domain::setting::{CONVEYOR_CRITERIA, CONVEYOR_GOOD, CONVEYOR_OURS, Settings};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::{Error, note, step, worked, write};
use crate::context::Context;
use crate::{App, setting, task};

/// What a telemarketer found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qualification {
    /// The answer to each question, in the order of the questions.
    pub answers: Vec<Answer>,
    /// Whether the need is current.
    pub need: Need,
    /// When it is put off: until which day.
    pub day: Option<Date>,
    /// What the task of that day is called.
    pub task: Option<String>,
    /// What else was said.
    pub note: Option<String>,
}

/// What follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qualified {
    /// The step.
    pub step: Step,
    /// Ours or not.
    pub verdict: Verdict,
    /// It may be passed on.
    pub passes: bool,
}

/// Whether a step is a qualification that says that the client may go on, and is not too old.
pub(super) fn is_good(settings: &Settings, now: Timestamp, step: &Step) -> bool {
    let age = SignedDuration::from_hours(24 * settings.whole(&CONVEYOR_GOOD));
    let fresh = step.at.checked_add(age).is_ok_and(|until| until >= now);
    let passed = step.details.as_ref().and_then(|of| of.get("passes"));
    step.kind == StepKind::Qualified && fresh && passed == Some(&Value::Bool(true))
}

/// Qualifies a client. One that wants to buy later stays with its holder, with a task for the day
/// (R289).
pub fn qualify(
    app: &App,
    ctx: &Context,
    id: ClientId,
    input: &Qualification,
) -> Result<Qualified, Error> {
    ctx.may(Action::InteractionWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    let note = note(input.note.as_deref())?;
    app.db.write(|tx| {
        worked(tx, ctx, &scope, id)?;
        let settings = setting::load(tx)?;
        let questions = criteria(settings.text(&CONVEYOR_CRITERIA));
        if input.answers.len() != questions.len() {
            return Err(Error::refused("answers", "conveyor.answers"));
        }
        let today = setting::today(&settings, ctx.now);
        match input.day {
            None if input.need == Need::Later => return Err(Error::refused("day", "text.empty")),
            Some(day) if input.need != Need::Later || day <= today => {
                return Err(Error::refused("day", "conveyor.day"));
            }
            _ => {}
        }
        let verdict = verdict(&input.answers, settings.whole(&CONVEYOR_OURS));
        let passes = passes(verdict, input.need);
        let told: Map<String, Value> = questions
            .into_iter()
            .zip(&input.answers)
            .map(|(question, answer)| (question, json!(answer.code())))
            .collect();
        let made = Step {
            reason: Some(verdict.code().to_owned()),
            day: input.day,
            note: note.clone(),
            details: Some(json!({
                "answers": told, "need": input.need.code(), "passes": passes,
            })),
            ..step(ctx, id, StepKind::Qualified)
        };
        write(tx, ctx, &made)?;
        if input.need == Need::Later {
            let postponed = Step {
                day: input.day,
                ..step(ctx, id, StepKind::Postponed)
            };
            write(tx, ctx, &postponed)?;
            let work = task::Input {
                title: input.task.clone(),
                due_day: input.day,
                client_id: Some(id),
                ..task::Input::default()
            };
            task::create_in(tx, ctx, &work)?;
        }
        Ok(Qualified {
            step: made,
            verdict,
            passes,
        })
    })
}
