//! Tasks: what somebody has to do by a day, for a client or for none.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::calendar::{DAY, Slot};
use crate::code::code_enum;
use crate::id::{ClientId, TaskBatchId, TaskId, UserId};

/// The longest title, in characters.
pub const TITLE_LIMIT: usize = 200;
/// The longest note or result, in characters.
pub const NOTE_LIMIT: usize = 4_000;
/// The most steps of a task.
pub const STEPS_LIMIT: usize = 20;

code_enum! {
    /// How far a task is.
    pub enum TaskState {
        /// To be done.
        Open = "open",
        /// Done.
        Done = "done",
        /// Not to be done any more.
        Cancelled = "cancelled",
    }
}

code_enum! {
    /// What kind of work a task is.
    pub enum TaskKind {
        /// Whatever its title says.
        General = "general",
        /// A meeting: has its time and length, and a place in the calendar (R181).
        Meeting = "meeting",
        /// What was promised to a client; its day is a deadline (R265).
        Promise = "promise",
        /// A visit to a client, as the plan of visits has it (R201).
        Visit = "visit",
    }
}

/// A step of a task (R125).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskStep {
    /// What to do.
    pub title: String,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// By whom.
    pub done_by: Option<UserId>,
}

/// What is written of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskData {
    /// For which client.
    pub client_id: Option<ClientId>,
    /// The kind of work.
    pub kind: TaskKind,
    /// What to do.
    pub title: String,
    /// More about it.
    pub note: Option<String>,
    /// The last day on which it is in time.
    pub due_day: Date,
    /// At which time of that day it begins, on the company's clock.
    #[serde(default)]
    pub starts: Option<Time>,
    /// How many minutes it takes.
    #[serde(default)]
    pub minutes: Option<i64>,
    /// Who does it.
    pub assignee_id: UserId,
    /// How far it is.
    pub state: TaskState,
    /// What came of it.
    pub result: Option<String>,
    /// When it was done or cancelled.
    pub closed_at: Option<Timestamp>,
    /// By whom.
    pub closed_by: Option<UserId>,
    /// What it consists of; done only when all of them are.
    #[serde(default)]
    pub steps: Vec<TaskStep>,
}

impl TaskData {
    /// Gives the task these steps; one that it has keeps when it was done.
    pub fn set_steps(&mut self, titles: Vec<String>) {
        let mut had = std::mem::take(&mut self.steps);
        let known = |title: String| match had.iter().position(|step| step.title == title) {
            Some(at) => had.remove(at),
            None => TaskStep {
                title,
                done_at: None,
                done_by: None,
            },
        };
        self.steps = titles.into_iter().map(known).collect();
    }

    /// Exactly these steps are done; `false`: there is no such step.
    pub fn set_done_steps(&mut self, done: &[usize], by: UserId, at: Timestamp) -> bool {
        for (number, step) in self.steps.iter_mut().enumerate() {
            if !done.contains(&number) {
                (step.done_at, step.done_by) = (None, None);
            } else if step.done_at.is_none() {
                (step.done_at, step.done_by) = (Some(at), Some(by));
            }
        }
        done.iter().all(|number| *number < self.steps.len())
    }

    /// What of its day it takes.
    pub fn slot(&self) -> Option<Slot> {
        let (starts, minutes) = self.starts.zip(self.minutes)?;
        Some(Slot::new(starts, minutes))
    }

    /// What breaks a rule: the field and the code.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if self.kind == TaskKind::Meeting && self.slot().is_none() {
            faults.push(("time", "task.meeting_time"));
        }
        if self.kind == TaskKind::Promise && self.client_id.is_none() {
            faults.push(("client_id", "task.promise_client"));
        }
        if self.steps.len() > STEPS_LIMIT {
            faults.push(("steps", "task.steps"));
        }
        if self.state == TaskState::Done && self.steps.iter().any(|step| step.done_at.is_none()) {
            faults.push(("state", "task.steps_open"));
        }
        if self.kind == TaskKind::Visit && self.client_id.is_none() {
            faults.push(("client_id", "task.visit_client"));
        }
        if let Some(minutes) = self.minutes
            && !(1..=DAY).contains(&minutes)
        {
            faults.push(("minutes", "task.minutes"));
        } else if self.slot().is_some_and(|slot| slot.to > DAY) {
            faults.push(("minutes", "task.past_midnight"));
        }
        faults
    }

    /// Moves the task to another state; who closed it and when follow from that.
    pub fn set_state(&mut self, state: TaskState, by: UserId, at: Timestamp) {
        if self.state == state {
            return;
        }
        self.state = state;
        let closed = state != TaskState::Open;
        self.closed_at = closed.then_some(at);
        self.closed_by = closed.then_some(by);
    }
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Identity.
    pub id: TaskId,
    /// Tasks made together have one batch.
    pub batch_id: Option<TaskBatchId>,
    /// What is written.
    pub data: TaskData,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// Last change.
    pub updated_at: Timestamp,
}

/// Whose tasks a list shows, within what the reader may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The reader's own.
    Mine,
    /// Those of the reader's team.
    Team,
    /// All.
    All,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn who_closed_a_task_goes_with_its_state() {
        let user = |n| UserId::from_uuid(Uuid::from_u128(n));
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut task = TaskData {
            client_id: None,
            kind: TaskKind::General,
            title: "call".to_owned(),
            note: None,
            due_day: date(2026, 3, 2),
            starts: None,
            minutes: None,
            assignee_id: user(1),
            state: TaskState::Open,
            result: None,
            closed_at: None,
            closed_by: None,
            steps: Vec::new(),
        };
        task.set_state(TaskState::Open, user(2), at(1));
        assert_eq!((task.closed_at, task.closed_by), (None, None));
        task.set_state(TaskState::Done, user(2), at(2));
        task.set_state(TaskState::Done, user(3), at(3));
        assert_eq!(
            (task.closed_at, task.closed_by),
            (Some(at(2)), Some(user(2)))
        );
        task.set_state(TaskState::Cancelled, user(3), at(4));
        assert_eq!(
            (task.closed_at, task.closed_by),
            (Some(at(4)), Some(user(3)))
        );
        task.set_state(TaskState::Open, user(1), at(5));
        assert_eq!((task.closed_at, task.closed_by), (None, None));
    }

    #[test]
    fn r125_a_task_is_done_when_its_steps_are() {
        let user = UserId::from_uuid(Uuid::from_u128(1));
        let at = Timestamp::from_second(1).unwrap();
        let mut task = TaskData {
            client_id: None,
            kind: TaskKind::General,
            title: "x".to_owned(),
            note: None,
            due_day: date(2026, 3, 2),
            starts: None,
            minutes: None,
            assignee_id: user,
            state: TaskState::Open,
            result: None,
            closed_at: None,
            closed_by: None,
            steps: Vec::new(),
        };
        task.set_steps(vec!["a".to_owned(), "b".to_owned()]);
        assert!(task.set_done_steps(&[1], user, at));
        task.state = TaskState::Done;
        assert_eq!(task.faults(), [("state", "task.steps_open")]);
        task.set_steps(vec!["b".to_owned(), "c".to_owned()]);
        assert_eq!(task.steps[0].done_at, Some(at), "it keeps what was done");
        let later = Timestamp::from_second(2).unwrap();
        assert!(task.set_done_steps(&[0, 1], user, later));
        assert_eq!(
            (task.steps[0].done_at, task.steps[1].done_at),
            (Some(at), Some(later))
        );
        assert_eq!(task.faults(), []);
        assert!(!task.set_done_steps(&[2], user, later), "there is no third");
        task.set_steps(vec![String::from("x"); STEPS_LIMIT + 1]);
        task.state = TaskState::Open;
        assert_eq!(task.faults(), [("steps", "task.steps")]);
    }

    #[test]
    fn r181_r265_a_meeting_has_a_time_and_a_promise_a_client() {
        let user = UserId::from_uuid(Uuid::from_u128(1));
        let mut task = TaskData {
            client_id: None,
            kind: TaskKind::Meeting,
            title: "x".to_owned(),
            note: None,
            due_day: date(2026, 3, 2),
            starts: None,
            minutes: None,
            assignee_id: user,
            state: TaskState::Open,
            result: None,
            closed_at: None,
            closed_by: None,
            steps: Vec::new(),
        };
        assert_eq!(task.faults(), [("time", "task.meeting_time")]);
        task.starts = Some(jiff::civil::time(23, 30, 0, 0));
        task.minutes = Some(30);
        assert_eq!(task.faults(), []);
        task.minutes = Some(31);
        assert_eq!(task.faults(), [("minutes", "task.past_midnight")]);
        task.minutes = Some(0);
        assert_eq!(task.faults(), [("minutes", "task.minutes")]);
        task.kind = TaskKind::Promise;
        (task.starts, task.minutes) = (None, None);
        assert_eq!(task.faults(), [("client_id", "task.promise_client")]);
    }
}
