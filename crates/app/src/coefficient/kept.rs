//! What was counted lately. As long as nothing changed in the base, and of a large one for a minute,
//! the same counts answer all who look: a department looks at its report together.

use std::sync::{Arc, Mutex, PoisonError};

use domain::id::{FunnelId, UserId};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::coefficient::{By, Of, Wanted};

use super::Found;

/// Counts kept at most.
const MOST: usize = 32;
/// How long they answer.
const LONG: SignedDuration = SignedDuration::from_mins(1);
/// From so many deals on the counts are those of a large base: counting anew is felt.
const LARGE: i64 = 20_000;

/// Everything the counts depend on besides the base.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    funnel: FunnelId,
    /// With the days each step allows.
    steps: Vec<(String, i64)>,
    days: (Date, Date),
    managers: Option<Vec<UserId>>,
    of: Of,
    by: By,
}

#[derive(Debug)]
struct Kept {
    key: Key,
    /// The last line of the journal when it was counted.
    line: i64,
    at: Timestamp,
    found: Arc<Found>,
}

/// Counts kept between questions.
#[derive(Debug, Default)]
pub(crate) struct Keeper(Mutex<Vec<Kept>>);

/// The counts asked for, kept ones if they still answer.
pub(super) fn kept<E>(
    keeper: &Keeper,
    wanted: &Wanted<'_>,
    allowed: impl Iterator<Item = i64>,
    (line, now): (i64, Timestamp),
    count: impl FnOnce() -> Result<Found, E>,
) -> Result<Arc<Found>, E> {
    let key = Key {
        funnel: wanted.funnel,
        steps: wanted.steps.iter().cloned().zip(allowed).collect(),
        days: (wanted.from, wanted.to),
        managers: wanted.scope.managers().map(<[UserId]>::to_vec),
        of: wanted.of,
        by: wanted.by,
    };
    let held = || keeper.0.lock().unwrap_or_else(PoisonError::into_inner);
    let good = |of: &&Kept| {
        let fresh = now.duration_since(of.at).abs() < LONG;
        fresh && of.key == key && (of.line == line || of.found.deals() >= LARGE)
    };
    if let Some(of) = held().iter().find(good) {
        return Ok(Arc::clone(&of.found));
    }
    let found = Arc::new(count()?);
    let mut all = held();
    all.retain(|of| of.key != key);
    all.truncate(MOST - 1);
    all.insert(
        0,
        Kept {
            key,
            line,
            at: now,
            found: Arc::clone(&found),
        },
    );
    Ok(found)
}

impl Found {
    fn deals(&self) -> i64 {
        self.reached.iter().map(|one| one.deals).sum()
    }
}
