//! Which cards are merged without asking. Nothing is joined on a chain: in a group every card is a
//! sure pair of every other.

use std::collections::{HashMap, HashSet};

use crate::id::ClientId;

/// A pair and how likely it is one client.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// One card.
    pub a: ClientId,
    /// The other.
    pub b: ClientId,
    /// The chance.
    pub chance: f64,
}

/// Groups of cards that are one client: the surest pairs first, at most `most` cards in a group,
/// every two of them a pair of at least `threshold`, and none `apart`. A group that would grow past
/// `most` is left out as a whole: a person has to look. Cards in the order of identifiers.
pub fn plan(
    pairs: &[Pair],
    threshold: f64,
    most: usize,
    apart: impl Fn(ClientId, ClientId) -> bool,
) -> Vec<Vec<ClientId>> {
    let mut sure: Vec<&Pair> = pairs
        .iter()
        .filter(|pair| pair.chance >= threshold && !apart(pair.a, pair.b))
        .collect();
    sure.sort_unstable_by(|x, y| {
        y.chance
            .total_cmp(&x.chance)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let known: HashSet<(ClientId, ClientId)> = sure
        .iter()
        .map(|pair| super::ordered(pair.a, pair.b))
        .collect();
    let mut group_of: HashMap<ClientId, usize> = HashMap::new();
    let mut groups: Vec<Vec<ClientId>> = Vec::new();
    let mut too_large: HashSet<usize> = HashSet::new();
    for pair in sure {
        let place =
            |id: ClientId, groups: &mut Vec<Vec<ClientId>>, of: &mut HashMap<ClientId, usize>| {
                *of.entry(id).or_insert_with(|| {
                    groups.push(vec![id]);
                    groups.len() - 1
                })
            };
        let x = place(pair.a, &mut groups, &mut group_of);
        let y = place(pair.b, &mut groups, &mut group_of);
        if x == y {
            continue;
        }
        let fits = groups[x].iter().all(|a| {
            groups[y]
                .iter()
                .all(|b| known.contains(&super::ordered(*a, *b)))
        });
        if !fits {
            continue;
        }
        if groups[x].len() + groups[y].len() > most {
            too_large.extend([x, y]);
            continue;
        }
        let (keep, gone) = if x < y { (x, y) } else { (y, x) };
        let moved = std::mem::take(&mut groups[gone]);
        for id in &moved {
            group_of.insert(*id, keep);
        }
        groups[keep].extend(moved);
        if too_large.remove(&gone) {
            too_large.insert(keep);
        }
    }
    let mut planned: Vec<Vec<ClientId>> = groups
        .into_iter()
        .enumerate()
        .filter(|(at, group)| group.len() > 1 && !too_large.contains(at))
        .map(|(_, mut group)| {
            group.sort_unstable();
            group
        })
        .collect();
    planned.sort_unstable();
    planned
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> ClientId {
        Uuid::from_u128(number).into()
    }

    fn pair(a: u128, b: u128, chance: f64) -> Pair {
        Pair {
            a: id(a),
            b: id(b),
            chance,
        }
    }

    #[test]
    fn r113_a_chain_is_not_a_group() {
        let pairs = [pair(1, 2, 0.999), pair(2, 3, 0.998)];
        let none = |_, _| false;
        assert_eq!(plan(&pairs, 0.99, 5, none), [vec![id(1), id(2)]]);
        let whole = [pairs[0], pairs[1], pair(1, 3, 0.995)];
        assert_eq!(plan(&whole, 0.99, 5, none), [vec![id(1), id(2), id(3)]]);
        assert_eq!(plan(&whole, 0.999, 5, none), [vec![id(1), id(2)]]);
    }

    #[test]
    fn r113_not_the_same_and_large_groups_are_left_to_people() {
        let mut all = Vec::new();
        for a in 1..=4_u128 {
            for b in a + 1..=4 {
                all.push(pair(a, b, 0.9999));
            }
        }
        assert_eq!(plan(&all, 0.99, 4, |_, _| false)[0].len(), 4);
        assert!(plan(&all, 0.99, 3, |_, _| false).is_empty());
        let said = |a, b| crate::duplicate::ordered(a, b) == (id(1), id(2));
        for group in plan(&all, 0.99, 4, said) {
            assert!(
                !(group.contains(&id(1)) && group.contains(&id(2))),
                "{group:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_group_breaks_a_rule(
            edges in prop::collection::vec((0_u128..12, 0_u128..12, 0.9_f64..1.0), 0..60),
            said in prop::collection::vec((0_u128..12, 0_u128..12), 0..10),
            most in 2_usize..5,
        ) {
            let pairs: Vec<Pair> = edges.into_iter().filter(|(a, b, _)| a != b).map(|(a, b, c)| pair(a.min(b), a.max(b), c)).collect();
            let apart = |a: ClientId, b: ClientId| said.iter().any(|(x, y)| crate::duplicate::ordered(id(*x), id(*y)) == crate::duplicate::ordered(a, b));
            let groups = plan(&pairs, 0.95, most, apart);
            let mut seen = HashSet::new();
            for group in &groups {
                prop_assert!((2..=most).contains(&group.len()));
                for (at, a) in group.iter().enumerate() {
                    prop_assert!(seen.insert(*a), "in one group only");
                    for b in &group[at + 1..] {
                        prop_assert!(!apart(*a, *b));
                        prop_assert!(pairs.iter().any(|p| (p.a, p.b) == (*a, *b) && p.chance >= 0.95));
                    }
                }
            }
        }
    }
}
