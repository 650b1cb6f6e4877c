//! Known potentials beside our sales: share of wallet (R206) and penetration (R221).

use std::collections::BTreeMap;

use analysis::{Basis, Parameters, View, Window, wallet};

use super::question::{Asked, with_branches_of};

/// A client and group whose potential is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) client: u32,
    pub(super) group: u32,
    /// Purchases of a year from anybody; 0: it needs none.
    pub(super) potential_minor: i64,
    /// Purchases from us in the twelve months up to the as-of day, groups under it too.
    pub(super) ours_minor: i64,
}

/// Every potential known on the as-of day of the view, of the clients of the question.
pub(super) fn known(asked: &Asked, view: &View<'_>) -> Vec<Known> {
    let parameters = Parameters {
        window: Window::Rolling(12),
        basis: Basis::Revenue,
        ..view.parameters.clone()
    };
    let year = asked.view_through(&parameters);
    let groups = &view.parameters.filters.product_groups;
    let mut branches: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut found = Vec::new();
    for (client, _) in asked.everybody() {
        let potentials = &asked.held.potentials[client as usize];
        // The oldest come first: a later one takes the place of an earlier one.
        let in_force: BTreeMap<u32, i64> = potentials
            .iter()
            .filter(|(group, day, _)| {
                *day <= view.as_of && (groups.is_empty() || groups.contains(group))
            })
            .map(|(group, _, amount)| (*group, *amount))
            .collect();
        for (group, potential_minor) in in_force {
            let under = branches
                .entry(group)
                .or_insert_with(|| with_branches_of(&asked.held, group));
            found.push(Known {
                client,
                group,
                potential_minor,
                ours_minor: wallet::ours(&year, client, under),
            });
        }
    }
    found
}

/// Known potentials added up.
pub(super) fn sum<'a>(known: impl IntoIterator<Item = &'a Known>) -> wallet::Wallet {
    let mut sum = wallet::Wallet::default();
    for of in known {
        sum.add(of.ours_minor, of.potential_minor);
    }
    sum
}
