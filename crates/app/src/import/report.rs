//! The rows of an import as people see them: cells, values as they will be written, what was found,
//! what is planned and what became of them.

use domain::duplicate::Known;
use domain::id::ImportId;
use domain::import::{Decision, Field, FindingCode, Outcome, Severity, StagedRow};
use store::import as stored;

use super::stage::{Stager, cells, edits};
use super::{Error, found, load};
use crate::context::Context;
use crate::{App, setting};

/// Which rows; absent parts do not limit.
#[derive(Debug, Clone, Default)]
pub struct RowFilter {
    /// At least so bad.
    pub severity: Option<Severity>,
    /// With this finding.
    pub finding: Option<FindingCode>,
    /// With a finding in this field.
    pub field: Option<Field>,
    /// Chosen or not.
    pub chosen: Option<bool>,
    /// Decided by people so.
    pub decision: Option<Decision>,
    /// Would end so, by the last check.
    pub planned: Option<Outcome>,
    /// Ended so.
    pub outcome: Option<Outcome>,
    /// Not ended yet.
    pub waiting: bool,
    /// `restored`, `deleted`, `kept` or `conflict` when the import was taken back.
    pub undo: Option<&'static str>,
    /// Known so by the last comparison with the base and the other rows.
    pub known: Option<Known>,
}

impl RowFilter {
    pub(super) fn stored(&self) -> stored::RowFilter {
        stored::RowFilter {
            severity: self.severity.map(found::severity),
            finding: self.finding.map(FindingCode::code),
            field: self.field.map(Field::code),
            chosen: self.chosen,
            decision: self.decision,
            planned: self.planned,
            outcome: self.outcome,
            waiting: self.waiting,
            undo: self.undo,
            known: self.known,
        }
    }
}

/// A row with its values.
#[derive(Debug, Clone)]
pub struct Row {
    /// What is kept.
    pub kept: stored::Listed,
    /// The cells, with what people changed in them.
    pub cells: Vec<String>,
    /// The columns that people changed.
    pub edited: Vec<usize>,
    /// The row as it will be, and what was found in it.
    pub values: StagedRow,
}

/// A page of rows.
#[derive(Debug, Clone)]
pub struct RowPage {
    /// In the order of the file.
    pub items: Vec<Row>,
    /// The number after which the next page begins.
    pub next: Option<i64>,
    /// How many there are, if asked for.
    pub total: Option<i64>,
}

/// Rows of an import in the order of the file, after the row `after`.
pub fn rows(
    app: &App,
    ctx: &Context,
    id: ImportId,
    filter: &RowFilter,
    after: i64,
    limit: u32,
    total: bool,
) -> Result<RowPage, Error> {
    let filter = filter.stored();
    app.db.read(|tx| {
        let run = load(tx, ctx, id)?.run;
        let stager = Stager::of(&run, &setting::load(tx)?, ctx.now);
        let mut kept = stored::rows(tx, id, &filter, after, i64::from(limit) + 1)?;
        let more = kept.len() > limit as usize;
        kept.truncate(limit as usize);
        let next = kept.last().filter(|_| more).map(|last| last.row.number);
        let total = if total {
            Some(stored::count(tx, id, &filter)?)
        } else {
            None
        };
        let items = kept
            .into_iter()
            .map(|kept| shown(stager.as_ref(), kept))
            .collect();
        Ok(RowPage { items, next, total })
    })
}

pub(super) fn shown(stager: Option<&Stager>, kept: stored::Listed) -> Row {
    Row {
        cells: cells(&kept.row).into_iter().map(Into::into).collect(),
        edited: edits(&kept.row).into_keys().collect(),
        values: stager
            .map(|stager| stager.row(&kept.row))
            .unwrap_or_default(),
        kept,
    }
}
