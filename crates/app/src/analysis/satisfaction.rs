//! Answers of clients about how satisfied they are (R209), as the analysis counts them: one answer
//! of a client in a window, the newest.

use std::collections::BTreeMap;

use analysis::Day;
use analysis::satisfaction::{Answer, CRITIC, PROMOTER, Satisfaction, newest};

use super::Error;
use super::question::{Asked, day_of};
use super::snapshot::date;
use crate::App;

/// Whose answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerSet {
    /// All who answered.
    Asked,
    /// Those who answered 9 or 10.
    Promoters,
    /// Those who answered 7 or 8.
    Between,
    /// Those who answered 0 to 6.
    Critics,
}

impl AnswerSet {
    /// The set of a code.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Some(match code {
            "asked" => Self::Asked,
            "promoters" => Self::Promoters,
            "between" => Self::Between,
            "critics" => Self::Critics,
            _ => return None,
        })
    }

    /// Whether an answer is one of it.
    pub(super) fn has(self, score: i64) -> bool {
        match self {
            Self::Asked => true,
            Self::Promoters => score >= PROMOTER,
            Self::Between => CRITIC < score && score < PROMOTER,
            Self::Critics => score <= CRITIC,
        }
    }
}

/// The answers of the clients of the question up to its day, the oldest first.
pub(super) fn answers(app: &App, asked: &Asked, until: Day) -> Result<Vec<Answer>, Error> {
    let mut seen = vec![false; asked.held.clients.len()];
    for (client, _) in asked.everybody() {
        seen[client as usize] = true;
    }
    let until = date(until);
    let kept = app
        .db
        .read(|tx| store::analysis::satisfactions_until(tx, until))?;
    let answers = kept.into_iter().filter_map(|(client, day, score)| {
        let client = asked.held.clients.find(&client)?;
        seen[client as usize].then_some(Answer {
            client,
            day: day_of(day)?,
            score,
        })
    });
    Ok(answers.collect())
}

/// The newest answers in a window, added up by a key of the client; clients without one are left
/// out.
pub(super) fn sums<K: Ord>(
    answers: &[Answer],
    (from, to): (Day, Day),
    key: impl Fn(u32) -> Option<K>,
) -> BTreeMap<K, Satisfaction> {
    let mut sums: BTreeMap<K, Satisfaction> = BTreeMap::new();
    for (client, of) in newest(answers, from, to) {
        if let Some(key) = key(client) {
            sums.entry(key).or_default().add(of.score);
        }
    }
    sums
}
