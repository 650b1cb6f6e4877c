//! Products and the tree of their groups.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::{ProductGroupId, ProductId, UserId};
use crate::supplier::Discounts;

/// The longest name of a product or group, in characters.
pub const NAME_LIMIT: usize = 300;
/// The longest article number.
pub const CODE_LIMIT: usize = 100;
/// The longest unit.
pub const UNIT_LIMIT: usize = 20;
/// How deep the tree of groups may be.
pub const DEPTH_LIMIT: usize = 8;

/// A node of the tree of product groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductGroup {
    /// Identity.
    pub id: ProductGroupId,
    /// The group it lies in; `None`: at the root.
    pub parent_id: Option<ProductGroupId>,
    /// Its name, unique among its brothers whatever the case and accents.
    pub name: String,
    /// What its supplier grants by yearly volume.
    #[serde(default)]
    pub cost_discounts: Discounts,
    /// Counts changes; see `If-Match`.
    pub version: i64,
}

/// What employees write of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductData {
    /// Article number, unique; orders from outside name the product by it.
    pub code: String,
    /// Name.
    pub name: String,
    /// Where it lies in the tree.
    pub group_id: Option<ProductGroupId>,
    /// Unit of sale.
    pub unit: String,
    /// List price of a unit, minor units of the reporting currency; `None`: not known.
    pub price_minor: Option<i64>,
    /// What a unit costs us, in the same units; `None`: not known.
    pub cost_minor: Option<i64>,
}

/// A product as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Identity.
    pub id: ProductId,
    /// What is written.
    #[serde(flatten)]
    pub data: ProductData,
    /// Counts changes; see `If-Match`.
    pub version: i64,
    /// Who wrote it first.
    pub created_by: UserId,
    /// When it was written first.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

code_enum! {
    /// What a list of products is ordered by.
    pub enum ProductSort {
        /// Name.
        Name = "name",
        /// Article number.
        Code = "code",
    }
}

/// Whether putting the group `id` under `parent` keeps the tree a tree of at most [`DEPTH_LIMIT`]
/// levels. `groups` has all groups.
pub fn may_move(
    groups: &[ProductGroup],
    id: ProductGroupId,
    parent: Option<ProductGroupId>,
) -> bool {
    let parent_of = |id| {
        groups
            .iter()
            .find(|group| group.id == id)
            .and_then(|g| g.parent_id)
    };
    let mut above = 0;
    let mut next = parent;
    while let Some(group) = next {
        above += 1;
        if group == id || above >= DEPTH_LIMIT {
            return false;
        }
        next = parent_of(group);
    }
    above + height(groups, id, DEPTH_LIMIT) <= DEPTH_LIMIT
}

fn height(groups: &[ProductGroup], id: ProductGroupId, at_most: usize) -> usize {
    if at_most == 0 {
        return 0;
    }
    let children = groups.iter().filter(|group| group.parent_id == Some(id));
    1 + children
        .map(|child| height(groups, child.id, at_most - 1))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: usize) -> ProductGroupId {
        ProductGroupId::from_uuid(Uuid::from_u128(n as u128))
    }

    #[test]
    fn a_group_moves_only_where_the_tree_stays_a_tree() {
        // 1 ← 2 ← … ← 8, and 20 apart with a child 21
        let mut groups: Vec<ProductGroup> = (1..=8)
            .map(|n| ProductGroup {
                id: id(n),
                parent_id: (n > 1).then(|| id(n - 1)),
                name: n.to_string(),
                cost_discounts: Discounts::default(),
                version: 1,
            })
            .collect();
        for (n, parent) in [(20, None), (21, Some(id(20)))] {
            groups.push(ProductGroup {
                id: id(n),
                parent_id: parent,
                name: n.to_string(),
                cost_discounts: Discounts::default(),
                version: 1,
            });
        }
        assert!(may_move(&groups, id(2), None));
        assert!(!may_move(&groups, id(2), Some(id(2))), "into itself");
        assert!(!may_move(&groups, id(2), Some(id(5))), "into its own child");
        assert!(may_move(&groups, id(20), Some(id(6))), "levels 7 and 8");
        assert!(
            !may_move(&groups, id(20), Some(id(7))),
            "its child would be on level 9"
        );
        assert!(
            !may_move(&groups, id(99), Some(id(8))),
            "a new group on level 9"
        );
    }
}
