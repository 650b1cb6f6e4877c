//! Complaints of clients, and the register that shows them beside cancelled orders and returned
//! goods (R169).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ComplaintId, OrderId, PersonId, UserId};
use crate::part::{Part, PartData};

/// The longest text, in characters.
pub const TEXT_LIMIT: usize = 4_000;

code_enum! {
    /// What a complaint is about.
    pub enum ComplaintTopic {
        /// What we sold.
        Product = "product",
        /// How it came.
        Delivery = "delivery",
        /// Who served the client.
        Staff = "staff",
        /// Papers and sums.
        Documents = "documents",
        /// Anything else.
        Other = "other",
    }
}

code_enum! {
    /// How far a complaint is.
    pub enum ComplaintState {
        /// To be worked.
        Open = "open",
        /// Solved.
        Solved = "solved",
        /// Found to be wrong.
        Rejected = "rejected",
    }
}

code_enum! {
    /// What a line of the register is.
    pub enum Trouble {
        /// An order that was cancelled.
        Cancellation = "cancellation",
        /// Goods that came back.
        Return = "return",
        /// A complaint.
        Complaint = "complaint",
    }
}

/// What is written of a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintData {
    /// What it is about.
    pub topic: ComplaintTopic,
    /// What the client said.
    pub text: String,
    /// When it came.
    pub day: Date,
    /// Who said it.
    pub person_id: Option<PersonId>,
    /// About which order.
    pub order_id: Option<OrderId>,
    /// Who works it.
    pub owner_id: Option<UserId>,
    /// How far it is.
    pub state: ComplaintState,
    /// What came of it.
    pub result: Option<String>,
    /// When it was closed.
    pub closed_day: Option<Date>,
    /// By whom.
    pub closed_by: Option<UserId>,
}

impl PartData for ComplaintData {
    type Id = ComplaintId;
    const ENTITY: &'static str = "complaint";
}

/// A complaint of a client.
pub type Complaint = Part<ComplaintData>;

impl ComplaintData {
    /// Moves the complaint to another state; who closed it and when follow from that.
    pub fn set_state(&mut self, state: ComplaintState, by: Option<UserId>, day: Date) {
        if self.state == state {
            return;
        }
        self.state = state;
        let closed = state != ComplaintState::Open;
        self.closed_day = closed.then_some(day);
        self.closed_by = by.filter(|_| closed);
    }

    /// What breaks a rule: the field and the code.
    pub fn fault(&self, today: Date) -> Option<(&'static str, &'static str)> {
        if self.day > today {
            return Some(("day", "complaint.day"));
        }
        (self.state != ComplaintState::Open && self.result.is_none())
            .then_some(("result", "text.empty"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn r169_a_closed_complaint_says_what_came_of_it_and_who_closed_it() {
        let today = date(2026, 3, 2);
        let user = UserId::from_uuid(Uuid::from_u128(1));
        let mut complaint = ComplaintData {
            topic: ComplaintTopic::Delivery,
            text: "late".to_owned(),
            day: today,
            person_id: None,
            order_id: None,
            owner_id: None,
            state: ComplaintState::Open,
            result: None,
            closed_day: None,
            closed_by: None,
        };
        assert_eq!(complaint.fault(today), None);
        complaint.set_state(ComplaintState::Solved, Some(user), today);
        assert_eq!(complaint.fault(today), Some(("result", "text.empty")));
        complaint.result = Some("new date".to_owned());
        assert_eq!(complaint.fault(today), None);
        assert_eq!(
            (complaint.closed_day, complaint.closed_by),
            (Some(today), Some(user))
        );
        complaint.set_state(ComplaintState::Open, Some(user), today);
        assert_eq!((complaint.closed_day, complaint.closed_by), (None, None));
        complaint.day = date(2026, 3, 3);
        assert_eq!(complaint.fault(today), Some(("day", "complaint.day")));
    }
}
