//! Potential: what a client could buy of a product group in a year, from anybody (R206, R223). Ours
//! against it is the share of wallet.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{PotentialId, ProductGroupId};
use crate::part::{Part, PartData};

/// What is written of a potential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PotentialData {
    /// The product group; what is sold of the groups under it counts too.
    pub product_group_id: ProductGroupId,
    /// All purchases of a year, reporting currency; 0: the client needs none of it.
    pub amount_minor: i64,
    /// Who or what says so.
    pub origin: String,
    /// When it was found out; the newest of a group is in force.
    pub day: Date,
}

impl PartData for PotentialData {
    type Id = PotentialId;
    const ENTITY: &'static str = "potential";
}

/// A potential of a client.
pub type Potential = Part<PotentialData>;

/// The longest source, in characters.
pub const ORIGIN_LIMIT: usize = 200;
/// The largest amount, in minor units.
pub const MOST_MINOR: i64 = 1_000_000_000_000_000;
