//! What became of the clients of a set, counted by reason and by source.

use std::collections::BTreeMap;

use domain::clean_list::{LeftOut, Verdict};
use domain::id::{CleanListId, SourceId};
use domain::policy::Scope;

use crate::{DbError, DbTx};

/// The clients of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfSource {
    /// The source; none: nobody knows.
    pub source: Option<(SourceId, String)>,
    /// On the list.
    pub released: i64,
    /// Left out.
    pub left_out: i64,
}

/// What became of the clients of a set. The counts add up: each client has one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// All clients.
    pub clients: i64,
    /// On the list.
    pub released: i64,
    /// Left out, by reason in their order.
    pub reasons: Vec<(LeftOut, i64)>,
    /// By source, the most numerous first.
    pub sources: Vec<OfSource>,
}

/// Counts verdicts.
pub(super) fn of_verdicts(
    tx: &mut DbTx,
    scope: &Scope,
    verdicts: &[Verdict],
) -> Result<Tally, DbError> {
    let mut counts: BTreeMap<_, i64> = BTreeMap::new();
    for verdict in verdicts {
        *counts
            .entry((verdict.source_id, verdict.reason))
            .or_default() += 1;
    }
    let counts = counts
        .into_iter()
        .map(|((source, reason), n)| (source, reason, n));
    named(tx, scope, counts.collect())
}

/// Counts what was frozen.
pub(super) fn of_list(tx: &mut DbTx, scope: &Scope, id: CleanListId) -> Result<Tally, DbError> {
    let counts = store::clean_list::tally(tx, scope, id)?;
    named(tx, scope, counts)
}

fn named(
    tx: &mut DbTx,
    scope: &Scope,
    counts: Vec<(Option<SourceId>, Option<LeftOut>, i64)>,
) -> Result<Tally, DbError> {
    let names: BTreeMap<SourceId, String> = store::source::list(tx, scope)?
        .into_iter()
        .map(|source| (source.id, source.data.name))
        .collect();
    let mut reasons: BTreeMap<LeftOut, i64> = BTreeMap::new();
    let mut sources: BTreeMap<Option<SourceId>, (i64, i64)> = BTreeMap::new();
    let mut tally = Tally::default();
    for (source, reason, n) in counts {
        tally.clients += n;
        let of_source = sources.entry(source).or_default();
        match reason {
            None => {
                tally.released += n;
                of_source.0 += n;
            }
            Some(reason) => {
                *reasons.entry(reason).or_default() += n;
                of_source.1 += n;
            }
        }
    }
    tally.reasons = reasons.into_iter().collect();
    let named = |(source, (released, left_out)): (Option<SourceId>, (i64, i64))| OfSource {
        source: source.map(|id| (id, names.get(&id).cloned().unwrap_or_default())),
        released,
        left_out,
    };
    tally.sources = sources.into_iter().map(named).collect();
    tally
        .sources
        .sort_by_key(|one| std::cmp::Reverse(one.released + one.left_out));
    Ok(tally)
}
