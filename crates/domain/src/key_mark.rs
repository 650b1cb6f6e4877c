//! Marks of a key client besides its volume (R247): a person who knows the client sets them, with
//! the reason.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::KeyMarkId;
use crate::part::{Part, PartData};

code_enum! {
    /// Why a client is key, though it may buy little.
    pub enum KeyAttribute {
        /// Buys little from us and could buy much.
        Potential = "potential",
        /// Known to everybody: a reference that opens doors.
        Fame = "fame",
        /// Buys what is new first; about one in forty.
        Innovator = "innovator",
        /// Demands so much that it makes us better.
        Demanding = "demanding",
    }
}

/// About so many clients are innovators, in a thousand (R247).
pub const INNOVATORS_PER_MILLE: u32 = 25;

/// What is written of a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyMarkData {
    /// Why the client is key.
    pub attribute: KeyAttribute,
    /// What makes one think so.
    pub note: String,
    /// Since when it is known.
    pub day: Date,
}

impl PartData for KeyMarkData {
    type Id = KeyMarkId;
    const ENTITY: &'static str = "key_mark";
}

/// A mark of a client.
pub type KeyMark = Part<KeyMarkData>;

/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 1_000;
