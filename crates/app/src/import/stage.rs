//! Staging: rows of cells become values by the mapping. Values are not kept: they follow from the
//! cells at any time; kept is what was found.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::import::{
    DecimalSign, Field, Kind, Mapping, RunState, StageContext, StagedRow, keys, stage,
};
use domain::setting::Settings;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use store::import::{RowFilter, Run, Sight, Staged};

use super::found::marks;
use super::{Found, Options, failed, of_job, shape};
use crate::context::Context;
use crate::job::{Failure, Progress};
use crate::{App, DbError, DbTx, setting};

/// Rows staged in one transaction.
pub(super) const CHUNK: usize = 2_000;

/// How rows of a run are staged.
pub(super) struct Stager {
    pub(super) mapping: Mapping,
    pub(super) context: StageContext,
}

/// A cell that borrows from its row where it can.
#[derive(Deserialize)]
struct Cell<'a>(#[serde(borrow)] Cow<'a, str>);

impl Stager {
    pub(super) fn new(run: &Run, mapping: Mapping, settings: &Settings, now: Timestamp) -> Self {
        let options = Options::parse(&run.options);
        let mut context = options.context(settings, now);
        if let Some(head) = shape::Head::parse(run) {
            let seen = head.proposal.as_ref();
            let sign = if head.typed {
                Some(DecimalSign::Point)
            } else {
                seen.map(|seen| seen.decimal)
            };
            context.decimal = options.decimal.or(sign).unwrap_or(context.decimal);
            let order = seen.and_then(|seen| seen.date_order);
            context.date_order = options.date_order.or(order);
        }
        Self { mapping, context }
    }

    pub(super) fn of(run: &Run, settings: &Settings, now: Timestamp) -> Option<Self> {
        Some(Self::new(run, shape::mapping(run)?, settings, now))
    }

    /// The values of cells.
    pub(super) fn cells(&self, cells: &[&str]) -> StagedRow {
        stage(&self.mapping, cells, &self.context)
    }

    /// The values of a kept row, with what people changed in it.
    pub(super) fn row(&self, row: &Staged) -> StagedRow {
        let cells = cells(row);
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        self.cells(&cells)
    }

    /// Puts down what was found, and which rows belong together.
    pub(super) fn mark(&self, row: &mut Staged, values: &StagedRow) {
        let marks = marks(values);
        row.severity = marks.severity;
        row.findings = marks.text;
        row.group = self.group(values);
    }

    /// Rows of one order: by its number, else by client and day.
    fn group(&self, values: &StagedRow) -> Option<String> {
        if self.mapping.kind != Kind::Orders {
            return None;
        }
        if let Some(number) = values.one(Field::OrderNumber) {
            return Some(format!("n:{number}"));
        }
        let day = values.one(Field::Day)?;
        let keys = keys(Kind::Orders, values, self.context.country);
        let client = keys.first()?;
        Some(format!("d:{day}:{}:{}", client.kind.code(), client.value))
    }
}

/// The cells of a kept row as people see them.
pub(super) fn cells(row: &Staged) -> Vec<Cow<'_, str>> {
    let cells: Vec<Cell<'_>> = serde_json::from_str(&row.cells).unwrap_or_default();
    let mut cells: Vec<Cow<'_, str>> = cells.into_iter().map(|cell| cell.0).collect();
    for (column, text) in edits(row) {
        if cells.len() <= column {
            cells.resize(column + 1, Cow::Borrowed(""));
        }
        cells[column] = Cow::Owned(text);
    }
    cells
}

/// What people changed in a row, by column.
pub(super) fn edits(row: &Staged) -> BTreeMap<usize, String> {
    let Some(json) = &row.edits else {
        return BTreeMap::new();
    };
    let mut edits: BTreeMap<usize, String> = serde_json::from_str(json).unwrap_or_default();
    edits.retain(|column, _| *column < domain::import::COLUMNS_LIMIT);
    edits
}

/// The job that stages the rows of a run again, after its mapping has changed.
pub(crate) fn restage(
    app: &App,
    ctx: &Context,
    job: &store::job::Job,
    progress: &Progress,
) -> Result<Value, Failure> {
    let (ctx, id) = of_job(app, ctx, job)?;
    let done = again(app, &ctx, id, progress);
    if let Err(failure) = &done {
        failed(app, id, failure);
    }
    done
}

fn again(
    app: &App,
    ctx: &Context,
    id: domain::id::ImportId,
    progress: &Progress,
) -> Result<Value, Failure> {
    let gone = || Failure::Code("not_found", "the import is gone".to_owned());
    let (run, settings) = app.db.read(|tx| {
        let run = store::import::find(tx, Sight::All, id)?;
        Ok::<_, DbError>((run, setting::load(tx)?))
    })?;
    let run = run.ok_or_else(gone)?;
    let stager = Stager::of(&run, &settings, ctx.now).ok_or_else(gone)?;
    let total = u64::try_from(run.staged).unwrap_or(0);
    let mut found = Found::default();
    let (mut after, mut done) = (0, 0);
    loop {
        progress.report(done, total)?;
        let rows = app
            .db
            .read(|tx| store::import::rows(tx, id, &RowFilter::default(), after, CHUNK as i64))?;
        let Some(last) = rows.last() else { break };
        after = last.row.number;
        done += rows.len() as u64;
        let mut changed = Vec::new();
        for listed in rows {
            let mut row = listed.row;
            let values = stager.row(&row);
            found.count(&values, 1);
            let before = (row.severity, row.findings.clone(), row.group.clone());
            stager.mark(&mut row, &values);
            if before != (row.severity, row.findings.clone(), row.group.clone()) {
                changed.push(row);
            }
        }
        app.db
            .write(|tx| store::import::keep_found(tx, id, &changed))?;
    }
    let staged = app.db.write(|tx| {
        staged(tx, id, |run| run.findings = found.to_json())?;
        Ok::<_, DbError>(json!({ "rows": done }))
    })?;
    Ok(staged)
}

/// The rows of a run are staged.
pub(super) fn staged(
    tx: &mut DbTx,
    id: domain::id::ImportId,
    change: impl FnOnce(&mut Run),
) -> Result<(), DbError> {
    if let Some(mut run) = store::import::find(tx, Sight::All, id)? {
        change(&mut run);
        run.state = RunState::Staged;
        run.error = None;
        store::import::save(tx, &run)?;
    }
    Ok(())
}
