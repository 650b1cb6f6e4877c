//! The inbox: what an employee should know without looking for it. A notice is worked out from the
//! base each time, so it goes by itself when its reason does; what is kept is only what the employee
//! did with it.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::code::code_enum;
use crate::id::{ClientId, TaskBatchId, TaskId, UserId};

code_enum! {
    /// What a notice tells, the most urgent first.
    pub enum NoticeKind {
        /// A promise to a client is due or overdue (R265).
        Promise = "promise",
        /// A meeting is today.
        Meeting = "meeting",
        /// A task is overdue.
        Overdue = "overdue",
        /// A task is for today.
        Due = "due",
        /// Clients that refused are to be asked again (R130).
        Returned = "returned",
        /// The term with a client ends soon (R117).
        Ending = "ending",
        /// Clients were taken back (R118).
        Withdrawn = "withdrawn",
        /// Somebody gave tasks.
        Given = "given",
        /// One stands in for somebody who is away (R200).
        Deputy = "deputy",
    }
}

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A task.
    Task(TaskId),
    /// Tasks made together.
    Batch(TaskBatchId),
    /// An employee.
    User(UserId),
    /// Nothing that has a page.
    Nothing,
}

/// Something an employee should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it tells.
    pub kind: NoticeKind,
    /// What it is about.
    pub about: About,
    /// The title of a task, or the name of an employee.
    pub text: Option<String>,
    /// The client, when it is one and the reader may see it.
    pub client: Option<(ClientId, String)>,
    /// The day it is about.
    pub day: Date,
    /// How many things it tells of.
    pub count: i64,
}

impl Notice {
    /// What tells it from all others of the employee. It has the day in it: a task that is put off
    /// and due again is told again.
    pub fn key(&self) -> String {
        let kind = self.kind.code();
        let day = self.day;
        match &self.about {
            About::Task(id) => format!("{kind}:{id}:{day}"),
            About::Batch(id) => format!("{kind}:{id}"),
            About::User(id) => format!("{kind}:{id}:{day}"),
            About::Nothing => format!("{kind}:{day}"),
        }
    }
}

/// The longest key.
pub const KEY_LIMIT: usize = 80;

/// What an employee did with a notice: put it off until a moment, or done with it.
pub type Marks = HashMap<String, Option<Timestamp>>;

/// The notices that are neither done with nor put off, the most urgent first, of these the earliest.
pub fn waiting(mut notices: Vec<Notice>, marks: &Marks, now: Timestamp) -> Vec<Notice> {
    notices.retain(|notice| match marks.get(&notice.key()) {
        None => true,
        Some(None) => false,
        Some(Some(until)) => *until <= now,
    });
    notices.sort_by_cached_key(|notice| (notice.kind as u8, notice.day, notice.key()));
    notices
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn notice(kind: NoticeKind, n: u128, day: Date) -> Notice {
        Notice {
            kind,
            about: About::Task(TaskId::from_uuid(Uuid::from_u128(n))),
            text: None,
            client: None,
            day,
            count: 1,
        }
    }

    #[test]
    fn r265_promises_come_first_and_what_is_put_off_comes_back() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let (first, second) = (date(2026, 3, 1), date(2026, 3, 2));
        let all = vec![
            notice(NoticeKind::Due, 1, second),
            notice(NoticeKind::Overdue, 2, second),
            notice(NoticeKind::Overdue, 3, first),
            notice(NoticeKind::Promise, 4, second),
        ];
        let kinds = |marks: &Marks, now| -> Vec<(NoticeKind, Date)> {
            let waiting = waiting(all.clone(), marks, now).into_iter();
            waiting.map(|notice| (notice.kind, notice.day)).collect()
        };
        let nothing = Marks::new();
        assert_eq!(
            kinds(&nothing, at(1)),
            [
                (NoticeKind::Promise, second),
                (NoticeKind::Overdue, first),
                (NoticeKind::Overdue, second),
                (NoticeKind::Due, second)
            ]
        );
        let marks = Marks::from([(all[3].key(), None), (all[2].key(), Some(at(9)))]);
        assert_eq!(kinds(&marks, at(1)).len(), 2);
        assert_eq!(kinds(&marks, at(9)).len(), 3, "put off until then");
        let again = notice(NoticeKind::Promise, 4, date(2026, 3, 9));
        assert_eq!(
            waiting(vec![again], &marks, at(1)).len(),
            1,
            "due on another day"
        );
    }
}
