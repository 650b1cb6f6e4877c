//! RFM: recency, frequency and money as three scores (R238).
//!
//! Over the clients with a purchase in the window. By rank: score = 1 + ⌊bins·(rank − 1)/n⌋ where
//! rank − 1 is the number of clients with a strictly smaller value; equal values share the lower
//! score, 5 is the best. Or by borders that the user sets. Recency is the last purchase day,
//! frequency the number of orders, money the value. Source: A. M. Hughes, "Strategic Database
//! Marketing", 1994; named groups after common practice, with every rule visible here.

use crate::abc::Sums;
use crate::clients::{ClientRow, Rows};
use crate::day::Day;
use crate::parameters::{Rfm, Scoring};
use crate::rank;
use serde::Serialize;
use std::collections::BTreeMap;

pub(crate) fn score(rows: &mut [ClientRow], by_value: &[(u64, u32)], as_of: Day, settings: &Rfm) {
    let bins = settings.bins.clamp(2, 9);
    let ranked = |rows: &[ClientRow], key: fn(&ClientRow) -> i64| -> Vec<u8> {
        let keys = rows.iter().zip(0..).filter(|(row, _)| row.last.is_some());
        let mut pairs: Vec<_> = keys
            .map(|(row, place)| (rank::ascending(key(row)), place))
            .collect();
        rank::sort(&mut pairs);
        by_rank(&pairs, rows.len(), bins)
    };
    match &settings.recency {
        Scoring::Rank => {
            let scores = ranked(rows, |row| {
                row.last.map_or(0, |day| i64::from(day.number()))
            });
            rows.iter_mut().zip(scores).for_each(|(row, r)| row.r = r);
        }
        Scoring::Borders(borders) => {
            for row in rows.iter_mut() {
                let days = row.last.map(|day| i64::from(as_of.number() - day.number()));
                let above = |days| borders.iter().filter(|&&border| days < border).count();
                row.r = days.map_or(0, |days| capped(above(days)));
            }
        }
    }
    match &settings.frequency {
        Scoring::Rank => {
            let scores = ranked(rows, |row| i64::from(row.orders));
            rows.iter_mut().zip(scores).for_each(|(row, f)| row.f = f);
        }
        Scoring::Borders(borders) => {
            for row in rows.iter_mut().filter(|row| row.last.is_some()) {
                row.f = reached(borders, i64::from(row.orders));
            }
        }
    }
    match &settings.monetary {
        Scoring::Rank => {
            let buyers: Vec<bool> = rows.iter().map(|row| row.last.is_some()).collect();
            let ascending = by_value.iter().rev();
            let pairs: Vec<_> = ascending
                .filter(|(_, place)| buyers[*place as usize])
                .copied()
                .collect();
            let scores = by_rank(&pairs, rows.len(), bins);
            rows.iter_mut().zip(scores).for_each(|(row, m)| row.m = m);
        }
        Scoring::Borders(borders) => {
            for row in rows.iter_mut().filter(|row| row.last.is_some()) {
                row.m = reached(borders, row.value_minor);
            }
        }
    }
}

fn reached(borders: &[i64], value: i64) -> u8 {
    capped(borders.iter().filter(|&&border| border <= value).count())
}

fn capped(borders: usize) -> u8 {
    u8::try_from(borders.min(8) + 1).expect("at most 9")
}

/// The scores of so many rows, of which sorted pairs hold keys and places; 0 for the others.
fn by_rank(pairs: &[(u64, u32)], rows: usize, bins: u8) -> Vec<u8> {
    let mut scores = vec![0; rows];
    let mut score = 1;
    for (rank, pair) in pairs.iter().enumerate() {
        if rank > 0 && pairs[rank - 1].0 != pair.0 {
            let bin = usize::from(bins) * rank / pairs.len();
            score = u8::try_from(bin + 1).expect("at most the bins");
        }
        scores[pair.1 as usize] = score;
    }
    scores
}

/// A named group of scores: the group holds a client whose three scores lie in these ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Stable code.
    pub code: &'static str,
    /// Lowest and highest score of recency.
    pub r: (u8, u8),
    /// Lowest and highest score of frequency.
    pub f: (u8, u8),
    /// Lowest and highest score of money.
    pub m: (u8, u8),
}

/// The groups for five bins, in the order in which they are tried: the first that fits holds the
/// client; together they hold every client.
pub const GROUPS: [Group; 10] = [
    Group {
        code: "champions",
        r: (5, 5),
        f: (4, 5),
        m: (4, 5),
    },
    Group {
        code: "loyal",
        r: (3, 5),
        f: (4, 5),
        m: (1, 5),
    },
    Group {
        code: "big_spenders",
        r: (3, 5),
        f: (1, 3),
        m: (5, 5),
    },
    Group {
        code: "promising",
        r: (4, 5),
        f: (2, 3),
        m: (1, 4),
    },
    Group {
        code: "recent",
        r: (4, 5),
        f: (1, 1),
        m: (1, 4),
    },
    Group {
        code: "need_attention",
        r: (3, 3),
        f: (1, 3),
        m: (1, 4),
    },
    Group {
        code: "cannot_lose",
        r: (1, 2),
        f: (5, 5),
        m: (4, 5),
    },
    Group {
        code: "at_risk",
        r: (1, 2),
        f: (3, 5),
        m: (1, 5),
    },
    Group {
        code: "hibernating",
        r: (2, 2),
        f: (1, 2),
        m: (1, 5),
    },
    Group {
        code: "lost",
        r: (1, 1),
        f: (1, 2),
        m: (1, 5),
    },
];

/// The place in [`GROUPS`] of a client's group; `None` without a purchase. Scores of more or fewer
/// bins than five are scaled to five first.
#[must_use]
pub fn group(row: &ClientRow, bins: u8) -> Option<usize> {
    let bins = u16::from(bins.clamp(2, 9));
    let five = |score: u8| {
        let scaled = 1 + (u16::from(score).saturating_sub(1).min(bins - 1)) * 5 / bins;
        u8::try_from(scaled).expect("at most 5")
    };
    let inside = |range: (u8, u8), score: u8| range.0 <= score && score <= range.1;
    let (r, f, m) = (five(row.r), five(row.f), five(row.m));
    row.last?;
    GROUPS
        .iter()
        .position(|g| inside(g.r, r) && inside(g.f, f) && inside(g.m, m))
}

/// Lowest values of each score that is given, ascending by score; a score that nobody has is out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Borders {
    /// Most days since the last purchase that still have the score.
    pub recency_days: BTreeMap<u8, i64>,
    /// Fewest orders of the score.
    pub orders: BTreeMap<u8, i64>,
    /// Least value of the score.
    pub value_minor: BTreeMap<u8, i64>,
}

/// RFM of a view.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Clients with a purchase in the window.
    pub clients: u64,
    /// Clients by each combination of scores.
    pub cells: BTreeMap<(u8, u8, u8), Sums>,
    /// Clients by named group, in the order of [`GROUPS`].
    pub groups: Vec<Sums>,
    /// The borders that the scores came to.
    pub borders: Borders,
}

/// The summary of rows.
#[must_use]
pub fn summary(rows: &Rows, as_of: Day, settings: &Rfm) -> Summary {
    let mut summary = Summary {
        groups: vec![Sums::default(); GROUPS.len()],
        ..Summary::default()
    };
    let lowest = |borders: &mut BTreeMap<u8, i64>, score: u8, value: i64| {
        borders
            .entry(score)
            .and_modify(|least| *least = value.min(*least))
            .or_insert(value);
    };
    for row in &rows.rows {
        let Some(last) = row.last else { continue };
        summary.clients += 1;
        summary
            .cells
            .entry((row.r, row.f, row.m))
            .or_default()
            .add(row);
        if let Some(group) = group(row, settings.bins) {
            summary.groups[group].add(row);
        }
        let days = i64::from(as_of.number() - last.number());
        let most = summary.borders.recency_days.entry(row.r).or_insert(days);
        *most = days.max(*most);
        lowest(&mut summary.borders.orders, row.f, i64::from(row.orders));
        lowest(&mut summary.borders.value_minor, row.m, row.value_minor);
    }
    summary
}
