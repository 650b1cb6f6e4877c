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
    }
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
}

impl TaskData {
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
