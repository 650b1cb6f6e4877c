//! Quarantine: numbers, and whole clients, that are set aside with a reason and the day on which
//! they are looked at again (R100–R102). Nothing is deleted. Whatever hands out
//! clients has to leave out what stands here.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ChannelId, QuarantineId};
use crate::part::{Part, PartData};

code_enum! {
    /// Why something is set aside.
    pub enum QuarantineReason {
        /// The network does not know the number.
        NotRegistered = "not_registered",
        /// The number belongs to somebody else.
        WrongOwner = "wrong_owner",
        /// Nobody answered, several times in a row.
        NoAnswer = "no_answer",
        /// The record cannot be trusted: it has to be put right first.
        Dirty = "dirty",
        /// Whose client it is, or whether it is one, is argued about.
        Disputed = "disputed",
        /// They asked to be left alone until a day.
        Asked = "asked",
        /// Anything else; the note says what.
        Other = "other",
    }
}

/// What is kept of something set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineData {
    /// The phone or address set aside; none: the whole client.
    pub channel_id: Option<ChannelId>,
    /// Why.
    pub reason: QuarantineReason,
    /// More about it.
    pub note: Option<String>,
    /// Since when.
    pub since_day: Date,
    /// When it is looked at again.
    pub return_day: Date,
    /// When it was let go; none: it still stands aside.
    pub released_day: Option<Date>,
}

impl PartData for QuarantineData {
    type Id = QuarantineId;
    const ENTITY: &'static str = "quarantine";
}

/// Something set aside.
pub type Quarantine = Part<QuarantineData>;

/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 500;

/// The day of the next look, so many months after `from` (R101).
pub fn return_day(from: Date, months: i64) -> Date {
    from.checked_add(months.months()).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r101_half_a_year_later_also_from_the_end_of_a_month() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(return_day(day("2026-01-15"), 6), day("2026-07-15"));
        assert_eq!(return_day(day("2026-08-31"), 6), day("2027-02-28"));
        assert_eq!(return_day(Date::MAX, 6), Date::MAX);
    }
}
