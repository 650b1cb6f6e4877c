//! What is written of a task, read from what came in.

use domain::id::{ClientId, UserId};
use domain::setting::{CALENDAR_MEETING, Settings};
use domain::task::{NOTE_LIMIT, TITLE_LIMIT, TaskData, TaskKind, TaskState};
use domain::text;
use jiff::civil::{Date, Time};

use super::Error;
use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::{DbTx, setting};

/// What comes in about a task; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// What to do; needed for a new one.
    pub title: Option<String>,
    /// More about it; empty clears.
    pub note: Option<String>,
    /// The last day on which it is in time; today when absent.
    pub due_day: Option<Date>,
    /// What kind of work it is.
    pub kind: Option<TaskKind>,
    /// At which time of the day, on the company's clock; none clears.
    pub starts: Patch<Time>,
    /// How many minutes it takes; a usual meeting when it has a time and this is absent.
    pub minutes: Option<i64>,
    /// Who does it; oneself when absent.
    pub assignee_id: Option<UserId>,
    /// For which client; only a new task takes one.
    pub client_id: Option<ClientId>,
    /// How far it is.
    pub state: Option<TaskState>,
    /// What came of it; empty clears.
    pub result: Option<String>,
    /// What it consists of, step by step.
    pub steps: Option<Vec<String>>,
    /// Exactly these steps are done, counted from 0.
    pub done_steps: Option<Vec<usize>>,
}

impl Input {
    pub(super) fn apply(
        &self,
        ctx: &Context,
        settings: &Settings,
        data: &mut TaskData,
    ) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(title) = &self.title {
            match text::line(title, TITLE_LIMIT) {
                Ok(title) => data.title = title,
                Err(error) => refusals.push(Refusal::new("title", error.code())),
            }
        }
        for (name, text, into) in [
            ("note", &self.note, &mut data.note),
            ("result", &self.result, &mut data.result),
        ] {
            match text.as_deref().map(str::trim) {
                None => {}
                Some("") => *into = None,
                Some(text) => match text::block(text, NOTE_LIMIT) {
                    Ok(text) => *into = Some(text),
                    Err(error) => refusals.push(Refusal::new(name, error.code())),
                },
            }
        }
        data.kind = self.kind.unwrap_or(data.kind);
        data.due_day = self.due_day.unwrap_or(data.due_day);
        data.starts = self.starts.unwrap_or(data.starts);
        data.minutes = self.minutes.or(data.minutes);
        if data.starts.is_none() {
            data.minutes = None;
        } else if data.minutes.is_none() {
            data.minutes = Some(settings.whole(&CALENDAR_MEETING));
        }
        data.assignee_id = self.assignee_id.unwrap_or(data.assignee_id);
        if let Some(steps) = &self.steps {
            let mut titles = Vec::with_capacity(steps.len());
            for (at, step) in steps.iter().enumerate() {
                match text::line(step, TITLE_LIMIT) {
                    Ok(title) => titles.push(title),
                    Err(error) => {
                        refusals.push(Refusal::new(format!("steps[{at}]"), error.code()));
                    }
                }
            }
            data.set_steps(titles);
        }
        if let Some(done) = &self.done_steps
            && !data.set_done_steps(done, ctx.actor.user(), ctx.now)
        {
            refusals.push(Refusal::new("done_steps", "field.invalid"));
        }
        if let Some(state) = self.state {
            data.set_state(state, ctx.actor.user(), ctx.now);
        }
        let faults = data.faults().into_iter();
        refusals.extend(faults.map(|(field, code)| Refusal::new(field, code)));
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }

    pub(super) fn new_data(&self, tx: &mut DbTx, ctx: &Context) -> Result<TaskData, Error> {
        if self.title.is_none() {
            return Err(Error::refused("title", "text.empty"));
        }
        let settings = setting::load(tx)?;
        let mut data = TaskData {
            client_id: self.client_id,
            kind: TaskKind::General,
            title: String::new(),
            note: None,
            due_day: setting::today(&settings, ctx.now),
            starts: None,
            minutes: None,
            assignee_id: ctx.actor.user(),
            state: TaskState::Open,
            result: None,
            closed_at: None,
            closed_by: None,
            steps: Vec::new(),
        };
        self.apply(ctx, &settings, &mut data)?;
        Ok(data)
    }
}
