//! Saved views: a list as somebody likes it, kept under a name for themselves or for all.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{UserId, ViewId};

/// The longest name, in characters.
pub const NAME_LIMIT: usize = 100;
/// The longest state, in bytes.
pub const STATE_LIMIT: usize = 8_000;

/// What is written of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewData {
    /// The page it belongs to, as in `clients`.
    pub page: String,
    /// Its name.
    pub name: String,
    /// Seen by all, or by its owner alone.
    pub shared: bool,
    /// What the page keeps in its address: filter, columns, order. Opaque to the server: it is
    /// read back by the page, and the list asks for rights again when it is opened.
    pub state: String,
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Identity.
    pub id: ViewId,
    /// Whose it is.
    pub owner_id: UserId,
    /// What is written.
    pub data: ViewData,
    /// Counts changes.
    pub version: i64,
    /// When it was saved first.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}
