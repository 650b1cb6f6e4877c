//! Records that are brought in together: each is looked up in the base and among those before it.

use matching::{Draft, Field, Index, Kind, Match};

use super::live::Nearest;
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

/// Records that were brought in so far.
#[derive(Debug)]
pub(crate) struct Batch {
    /// Only finds who is near: how much alike they are is for the base to say, which knows how
    /// common the values are.
    index: Index,
    rows: Vec<i64>,
}

impl Batch {
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            index: Index::new(kind),
            rows: Vec::new(),
        }
    }

    /// Who the record is likeliest to be; `keep` names who of the base may be meant. The record is
    /// read once: as a draft it can be [added](Self::add).
    pub(crate) fn judge(
        &mut self,
        app: &App,
        fields: &[(Field, &str)],
        keep: &dyn Fn(Subject) -> bool,
    ) -> Result<(Draft, Option<Judged>), DbError> {
        let draft = self.index.draft(fields);
        let near = self.index.like_draft(&draft);
        let found = app
            .duplicates()
            .likeliest(app, &self.index, &draft, &near, keep)?;
        let judged = found.map(|(who, told)| Judged {
            whom: match who {
                Nearest::Base(subject) => Whom::Base(subject),
                Nearest::Among(place) => Whom::Row(self.rows[place]),
            },
            told,
        });
        Ok((draft, judged))
    }

    /// Keeps a record for those that come after it.
    pub(crate) fn add(&mut self, row: i64, draft: Draft) {
        self.index.put(draft);
        self.rows.push(row);
    }

    /// Takes the records out again from a number on.
    pub(crate) fn forget(&mut self, from: i64) {
        for (place, row) in self.rows.iter().enumerate() {
            if *row >= from {
                self.index.remove(place);
            }
        }
    }
}
