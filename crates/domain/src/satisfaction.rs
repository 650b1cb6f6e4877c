//! Satisfaction (R209): what a client answered when asked how likely it is to recommend us, from
//! 0 (never) to 10 (surely). A plain register: people write into it, surveys may feed it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{SatisfactionId, UserId};
use crate::part::{Part, PartData};

code_enum! {
    /// How the client was asked.
    pub enum SatisfactionChannel {
        /// On the phone.
        Call = "call",
        /// Face to face.
        Visit = "visit",
        /// By e-mail.
        Email = "email",
        /// In a messenger.
        Message = "message",
        /// In a survey.
        Survey = "survey",
    }
}

/// What is written of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SatisfactionData {
    /// From 0 to 10.
    pub score: i64,
    /// When the client answered; the newest answer of a client in a window counts.
    pub day: Date,
    /// The employee who asked; `None`: a survey did.
    pub asked_by: Option<UserId>,
    /// How.
    pub channel: SatisfactionChannel,
    /// What the client said besides.
    pub note: Option<String>,
}

impl PartData for SatisfactionData {
    type Id = SatisfactionId;
    const ENTITY: &'static str = "satisfaction";
}

/// An answer of a client.
pub type Satisfaction = Part<SatisfactionData>;

/// The best answer; the worst is 0.
pub const BEST: i64 = 10;
/// The longest note, in characters.
pub const NOTE_LIMIT: usize = 2_000;
