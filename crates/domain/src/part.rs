//! What hangs on a client: people, channels, addresses, facts, interactions. They differ in what
//! they hold and are alike in how they are kept: each belongs to one client, has an author and a
//! version, is visible with its client, and is deleted softly.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::id::{ClientId, UserId};

/// The content of a part: what employees write and the journal records.
pub trait PartData: Clone + PartialEq + Serialize + DeserializeOwned + Send + 'static {
    /// Its identifier.
    type Id: Copy + From<Uuid> + Into<Uuid> + Send + 'static;
    /// Name of the feature: in the journal, in codes, in words.
    const ENTITY: &'static str;
}

/// A part as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<D: PartData> {
    /// Identity.
    pub id: D::Id,
    /// The client it belongs to.
    pub client_id: ClientId,
    /// What it holds.
    pub data: D,
    /// Counts changes; see `If-Match`.
    pub version: i64,
    /// Who wrote it first.
    pub created_by: UserId,
    /// When it was written first.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}
