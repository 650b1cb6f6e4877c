//! Groups of records that are one: the surest pairs first, and never two records together that
//! are known to be different.

use hashbrown::HashMap;

/// A pair and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// One record, the earlier.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Bits.
    pub bits: f32,
}

/// Bits that a pair of members counts for which was no candidate.
const STRANGERS: f64 = -3.0;

struct Groups {
    parent: Vec<u32>,
    members: HashMap<u32, Vec<u32>>,
}

impl Groups {
    fn find(&mut self, mut x: u32) -> u32 {
        while self.parent[x as usize] != x {
            let above = self.parent[self.parent[x as usize] as usize];
            self.parent[x as usize] = above;
            x = above;
        }
        x
    }

    fn members(&self, root: u32) -> Vec<u32> {
        self.members
            .get(&root)
            .cloned()
            .unwrap_or_else(|| vec![root])
    }
}

/// Puts `count` records into groups; the result gives each record the earliest of its group.
///
/// Edges below `threshold` do not join. Two groups are joined only if no member of one may not be
/// with a member of the other (`apart`), and if on the whole their members agree: the mean of the
/// bits over all pairs between them must reach the threshold too, pairs that were no candidates
/// counting as a slight disagreement. So a single doubtful edge does not chain two firms into one;
/// such edges are left to a person.
pub fn cluster(
    count: usize,
    edges: &mut [Edge],
    threshold: f32,
    apart: &dyn Fn(u32, u32) -> bool,
    most: usize,
) -> Vec<u32> {
    edges.sort_unstable_by(|x, y| y.bits.total_cmp(&x.bits).then((x.a, x.b).cmp(&(y.a, y.b))));
    let known: HashMap<(u32, u32), f32> = edges.iter().map(|e| ((e.a, e.b), e.bits)).collect();
    let mut groups = Groups {
        parent: (0..count as u32).collect(),
        members: HashMap::new(),
    };
    for edge in edges.iter().take_while(|edge| edge.bits >= threshold) {
        let (x, y) = (groups.find(edge.a), groups.find(edge.b));
        if x == y {
            continue;
        }
        let (left, right) = (groups.members(x), groups.members(y));
        if left.len() + right.len() > most {
            continue;
        }
        let mut sum = 0.0;
        let mut pairs = 0.0;
        let mut allowed = true;
        'pairs: for a in &left {
            for b in &right {
                if apart(*a, *b) {
                    allowed = false;
                    break 'pairs;
                }
                let key = ((*a).min(*b), (*a).max(*b));
                // one very sure pair must not outvote the others
                sum += known
                    .get(&key)
                    .map_or(STRANGERS, |bits| f64::from(*bits).clamp(-6.0, 6.0));
                pairs += 1.0;
            }
        }
        if !allowed || pairs > 1.0 && sum / pairs < f64::from(threshold) {
            continue;
        }
        let (keep, gone) = if x < y { (x, y) } else { (y, x) };
        groups.parent[gone as usize] = keep;
        groups.members.remove(&gone);
        let mut all = left;
        all.extend(right);
        groups.members.insert(keep, all);
    }
    (0..count as u32)
        .map(|record| groups.find(record))
        .collect()
}
