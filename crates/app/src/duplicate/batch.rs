//! Records that are brought in together: each is looked up in the base and among those before it.

use matching::{Field, Index, Kind, Match};

use super::live::Alike;
use super::record::Subject;
use crate::{App, DbError};

/// Whom a record is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whom {
    /// Somebody in the base.
    Base(Subject),
    /// A record of the batch, by its number.
    Row(i64),
}

/// The likeliest of all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    pub(crate) whom: Whom,
    pub(crate) told: Match,
}

type Texts = Vec<(Field, String)>;

/// Records that were brought in so far.
#[derive(Debug)]
pub(crate) struct Batch {
    kind: Kind,
    /// Only finds who is near: how much alike they are is for the base to say, which knows how
    /// common the values are.
    index: Index,
    rows: Vec<(i64, Texts)>,
}

impl Batch {
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            index: Index::new(kind),
            rows: Vec::new(),
        }
    }

    /// Who the record is likeliest to be; `keep` names who of the base may be meant.
    pub(crate) fn judge(
        &mut self,
        app: &App,
        fields: &[(Field, &str)],
        keep: &dyn Fn(Subject) -> bool,
    ) -> Result<Option<Judged>, DbError> {
        let near: Vec<usize> = self
            .index
            .candidates(fields)
            .into_iter()
            .map(|near| near.record)
            .collect();
        let rows: Vec<Vec<(Field, &str)>> =
            near.iter().map(|at| texts(&self.rows[*at].1)).collect();
        let (alike, weighed) = app
            .duplicates()
            .weigh(app, self.kind, fields, keep, &rows)?;
        let mut best = alike
            .into_iter()
            .next()
            .map(|Alike { subject, told }| Judged {
                whom: Whom::Base(subject),
                told,
            });
        for (at, told) in near.into_iter().zip(weighed) {
            if best.as_ref().is_none_or(|best| told.bits > best.told.bits) {
                let whom = Whom::Row(self.rows[at].0);
                best = Some(Judged { whom, told });
            }
        }
        Ok(best)
    }

    /// Keeps a record for those that come after it.
    pub(crate) fn add(&mut self, row: i64, fields: &[(Field, &str)]) {
        self.index.add(fields);
        let owned = fields
            .iter()
            .map(|(field, text)| (*field, (*text).to_owned()));
        self.rows.push((row, owned.collect()));
    }
}

fn texts(texts: &Texts) -> Vec<(Field, &str)> {
    texts
        .iter()
        .map(|(field, text)| (*field, text.as_str()))
        .collect()
}
