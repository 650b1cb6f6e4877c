//! What an employee does now, by rules: whom to turn to next and why. The first reason that holds
//! decides the place, within one reason the one that waits longest comes first.

use jiff::Timestamp;

use crate::client::Temperature;
use crate::code::code_enum;
use crate::id::ClientId;

code_enum! {
    /// Why a client is in the queue, the most urgent first.
    pub enum Why {
        /// The day that was agreed on for the next contact is here.
        Agreed = "agreed",
        /// The client turned to us and nobody answered.
        Turned = "turned",
        /// A task is overdue.
        Overdue = "overdue",
        /// A task is due today.
        Due = "due",
        /// It refused, and the day on which one comes back is here.
        Returned = "returned",
        /// The term ends soon and no result came.
        Ending = "ending",
        /// A hot client may be contacted again.
        Hot = "hot",
        /// A warm one.
        Warm = "warm",
        /// One of whom nobody has said how ready it is.
        Open = "open",
        /// A cold one.
        Cold = "cold",
    }
}

impl Why {
    /// The reason of a client of this temperature that may be contacted.
    pub fn of(temperature: Option<Temperature>) -> Self {
        match temperature {
            Some(Temperature::Hot) => Self::Hot,
            Some(Temperature::Warm) => Self::Warm,
            Some(Temperature::Cold) => Self::Cold,
            None => Self::Open,
        }
    }

    /// Whether the reason also holds while the client rests: it expects us.
    pub fn despite_rest(self) -> bool {
        matches!(self, Self::Agreed | Self::Turned)
    }
}

/// A client with one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The client.
    pub client: ClientId,
    /// Why it is in the queue.
    pub why: Why,
    /// Since when it waits, or until when it can wait; the beginning of time: never contacted.
    pub at: Timestamp,
}

/// The queue: each client once, with its most urgent reason.
pub fn queue(mut reasons: Vec<Reason>, most: usize) -> Vec<Reason> {
    reasons.sort_by_key(|reason| (reason.why as usize, reason.at, reason.client));
    let mut seen = std::collections::HashSet::new();
    reasons.retain(|reason| seen.insert(reason.client));
    reasons.truncate(most);
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn reason(client: u128, why: Why, at: i64) -> Reason {
        Reason {
            client: ClientId::from_uuid(Uuid::from_u128(client)),
            why,
            at: Timestamp::from_second(at).unwrap(),
        }
    }

    #[test]
    fn the_most_urgent_reason_decides_and_each_client_is_there_once() {
        let found = vec![
            reason(1, Why::Cold, 0),
            reason(2, Why::Hot, 50),
            reason(3, Why::Hot, 40),
            reason(1, Why::Due, 90),
            reason(4, Why::Agreed, 99),
            reason(2, Why::Warm, 1),
        ];
        let queue = queue(found, 3);
        let told: Vec<(u128, &str)> = queue
            .iter()
            .map(|reason| (reason.client.uuid().as_u128(), reason.why.code()))
            .collect();
        assert_eq!(told, [(4, "agreed"), (1, "due"), (3, "hot")]);
    }
}
