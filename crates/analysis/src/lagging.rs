//! The lift list (R237): clients like the key ones that buy less than their like.
//!
//! The target public of a pattern of the portrait are all clients that have it; its level is the
//! median of their values over those that buy at all. A client of that public, not key itself and
//! below the level, lags; the money between is what lifting it to the level would bring. By product
//! group the level is spread as the whole target public spends its money, so that the parts add up
//! to it, and what the client buys less of stands beside.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::basket::{self, Basket};
use crate::portrait::{Portrait, Subject};

/// What a target public buys.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Target {
    /// Clients of it that buy.
    pub clients: u64,
    /// Median of their values, in minor units.
    pub median_minor: i64,
    /// The median by product group, as the public spends its money.
    pub groups: BTreeMap<u32, i64>,
}

/// A client that lags.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lagging {
    /// Number of the client.
    pub client: u32,
    /// Place of its pattern in the portrait.
    pub pattern: usize,
    /// Its value.
    pub value_minor: i64,
    /// What lies between it and its target public.
    pub gap_minor: i64,
    /// Product groups it buys less of: its value and the level, the widest gap first.
    pub less: Vec<Less>,
}

/// A product group a client buys less of than its target public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Less {
    /// Code of the group; [`crate::NONE`] for products without one.
    pub group: u32,
    /// What it buys.
    pub value_minor: i64,
    /// What its target public buys.
    pub level_minor: i64,
}

/// The lift list: the target public of each pattern, and who lags, the widest gap first. `subjects`
/// hold the clients the portrait was drawn from and those that bought before the window only; each
/// belongs to its strongest pattern. `baskets` are those of the window.
#[must_use]
pub fn lagging(
    portrait: &Portrait,
    subjects: &[Subject],
    baskets: &[Basket],
) -> (Vec<Target>, Vec<Lagging>) {
    let baskets: Vec<Option<&Basket>> = subjects
        .iter()
        .map(|subject| basket::find(baskets, subject.client))
        .collect();
    let values: Vec<i64> = baskets
        .iter()
        .map(|basket| basket.map_or(0, Basket::value))
        .collect();
    let targets: Vec<Target> = portrait
        .patterns
        .iter()
        .map(|pattern| {
            let has = |subject: &Subject| {
                let own = &subject.traits;
                let mut wanted = pattern.traits.iter();
                wanted.all(|of| own.binary_search(of).is_ok())
            };
            let public = (0..subjects.len()).filter(|&place| has(&subjects[place]));
            target(public, &values, &baskets)
        })
        .collect();
    let mut found: Vec<Lagging> = Vec::new();
    for (place, subject) in subjects.iter().enumerate() {
        let Some(pattern) = portrait.best(&subject.traits).filter(|_| !subject.key) else {
            continue;
        };
        let target = &targets[pattern];
        let gap_minor = target.median_minor - values[place];
        if gap_minor > 0 && target.median_minor > 0 {
            found.push(Lagging {
                client: subject.client,
                pattern,
                value_minor: values[place],
                gap_minor,
                less: less(target, baskets[place]),
            });
        }
    }
    found.sort_by_key(|one| (std::cmp::Reverse(one.gap_minor), one.client));
    (targets, found)
}

fn target(
    public: impl Iterator<Item = usize>,
    values: &[i64],
    baskets: &[Option<&Basket>],
) -> Target {
    let mut sums: BTreeMap<u32, i64> = BTreeMap::new();
    let mut own: Vec<i64> = Vec::new();
    for place in public.filter(|&place| values[place] > 0) {
        own.push(values[place]);
        for (group, value) in baskets[place].iter().flat_map(|basket| &basket.groups) {
            *sums.entry(*group).or_default() += value;
        }
    }
    own.sort_unstable();
    let median_minor = match own.len() {
        0 => 0,
        n if n % 2 == 1 => own[n / 2],
        n => i64::midpoint(own[n / 2 - 1], own[n / 2]),
    };
    let all: i64 = sums.values().filter(|sum| **sum > 0).sum();
    let level = |sum: i64| (median_minor as f64 * sum as f64 / all as f64).round() as i64;
    Target {
        clients: own.len() as u64,
        median_minor,
        groups: sums
            .into_iter()
            .filter(|(_, sum)| *sum > 0)
            .map(|(group, sum)| (group, level(sum)))
            .collect(),
    }
}

fn less(target: &Target, basket: Option<&Basket>) -> Vec<Less> {
    let mut less: Vec<Less> = target
        .groups
        .iter()
        .map(|(&group, &level_minor)| Less {
            group,
            value_minor: basket.map_or(0, |basket| basket.value_of(group)),
            level_minor,
        })
        .filter(|one| one.value_minor < one.level_minor)
        .collect();
    less.sort_by_key(|one| (one.value_minor - one.level_minor, one.group));
    less
}
