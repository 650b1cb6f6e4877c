//! Identifiers: one type for each kind of thing, so that an order can never be looked up by a
//! client's id. Each is a UUIDv7 made by the caller (see `app::Context::id`); none is made here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The text is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct BadId;

/// Declares identifier types: newtypes over [`Uuid`], written as hyphenated text in JSON.
macro_rules! define_id {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The identifier with this value.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The bare value, for storage.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                Uuid::from_str(text).map(Self).map_err(|_| BadId)
            }
        }
    )+};
}

define_id! {
    /// An employee with a log-in.
    UserId,
    /// A group of employees under one head.
    TeamId,
    /// One log-in on one device.
    SessionId,
    /// An API token.
    TokenId,
    /// A company or private person in the base.
    ClientId,
    /// A step of a client on the conveyor of sales.
    ConveyorStepId,
    /// Joint work of two employees at a client.
    JointWorkId,
    /// A human at a client.
    PersonId,
    /// A dated fact about a client or person.
    FactId,
    /// A postal address of a client.
    AddressId,
    /// A phone, e-mail, site, messenger or social account.
    ChannelId,
    /// A call, letter, message, visit or meeting.
    InteractionId,
    /// A cell of the matrix of responsibility.
    ResponsibilityId,
    /// A market segment.
    SegmentId,
    /// Where a client came from.
    SourceId,
    /// What a source cost.
    SourceCostId,
    /// A company our clients buy from instead of us.
    CompetitorId,
    /// Companies under one owner.
    CompanyGroupId,
    /// A node of the product tree.
    ProductGroupId,
    /// Something we sell.
    ProductId,
    /// A sale.
    OrderId,
    /// Money received from a client.
    PaymentId,
    /// What a client could buy of a product group in a year.
    PotentialId,
    /// Why a client is key besides its volume.
    KeyMarkId,
    /// A rest of a client that somebody lifted.
    RestLiftId,
    /// What a client answered about how satisfied it is.
    SatisfactionId,
    /// Something set aside until a day.
    QuarantineId,
    /// A check that a field is still right.
    VerificationId,
    /// Who brought a client to us.
    ReferralId,
    /// What changed on the market.
    SignalId,
    /// What to say on a call.
    ScriptId,
    /// A change of rules from a day on.
    RuleChangeId,
    /// A funnel.
    FunnelId,
    /// A planned coefficient of a funnel.
    FunnelPlanId,
    /// A passage of a client through a funnel.
    DealId,
    /// Something that happened with a deal.
    DealMoveId,
    /// A refusal of a client.
    RefusalId,
    /// Why clients refuse.
    RefusalReasonId,
    /// A complaint of a client.
    ComplaintId,
    /// A record of the register of training.
    TrainingId,
    /// An enquiry that nobody has worked yet.
    LeadId,
    /// A form of a web site.
    LeadFormId,
    /// Streets to be gone through.
    TerritoryId,
    /// A building of a territory.
    PlaceId,
    /// Records that were made one.
    MergeId,
    /// What somebody said of two cards that look like one client.
    DuplicateDecisionId,
    /// What somebody said of two people at clients who look like one.
    PersonDecisionId,
    /// Cards that were merged without asking, in one run.
    DuplicateRunId,
    /// A saved list: filter, columns and order.
    ViewId,
    /// A named set of clients.
    SelectionId,
    /// A cleaned list that was released.
    CleanListId,
    /// Something to be done.
    TaskId,
    /// Tasks made together.
    TaskBatchId,
    /// A case of a lost key client.
    WinbackId,
    /// A background task.
    JobId,
    /// A table that is brought into the base.
    ImportId,
    /// A mapping kept for the next table of the same layout.
    ImportProfileId,
    /// A folder whose files are brought in as they come.
    ImportFeedId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let text = "0192f0c1-2b3c-7d4e-8f50-617283940a1b";
        let id: ClientId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(ClientId::from_uuid(id.uuid()), id);
        assert_eq!("nobody".parse::<ClientId>(), Err(BadId));
    }
}
