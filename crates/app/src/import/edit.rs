//! Mending rows in the staging store: one by one or many at once. Each change counts what is found
//! anew, and lets a row that was refused or skipped wait again.

use std::collections::BTreeMap;

use domain::id::ImportId;
use domain::import::Decision;
use serde_json::json;
use store::import as stored;

use super::files::{Mended, Returned};
use super::found::marks;
use super::report::{Row, shown};
use super::stage::{CHUNK, Stager, cells, edits};
use super::{Error, Found, RowFilter, idle, shape};
use crate::context::Context;
use crate::{App, DbTx, setting};

/// The longest text of a cell that people write, in characters.
const CELL_LIMIT: usize = 10_000;
/// The most rows that one change of cells is made for.
pub const CHANGE_LIMIT: i64 = 100_000;

/// New texts of cells, by column; nothing puts back what was read.
pub type Cells = BTreeMap<usize, Option<String>>;

/// What people change in a row; absent parts stay.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// New texts of cells.
    pub cells: Cells,
    /// Whether it is to be written.
    pub chosen: Option<bool>,
    /// What is to be done with it; nothing leaves it to the rules.
    pub decision: Option<Option<Decision>>,
}

/// A change of many rows.
#[derive(Debug, Clone)]
pub enum Pick {
    /// They are to be written, or not.
    Choose(bool),
    /// What is to be done with them; nothing leaves it to the rules.
    Decide(Option<Decision>),
    /// Every `from` in the cells of a column becomes `to`; an empty `from` stands for empty cells.
    Replace {
        /// The column.
        column: usize,
        /// What is looked for.
        from: String,
        /// What stands in its place.
        to: String,
    },
    /// The cells of a column all become this.
    Set {
        /// The column.
        column: usize,
        /// The text.
        text: String,
    },
    /// What was read is put back.
    Reset,
}

/// The staged run that rows may be changed in.
struct Open {
    run: stored::Run,
    stager: Stager,
    columns: usize,
    found: Found,
    /// Cells were changed.
    rewritten: bool,
}

fn open(tx: &mut DbTx, ctx: &Context, id: ImportId) -> Result<Open, Error> {
    let import = idle(tx, ctx, id)?;
    let run = import.run;
    if run.undone_at.is_some() {
        return Err(Error::State(import.state));
    }
    let settings = setting::load(tx)?;
    let stager = Stager::of(&run, &settings, ctx.now).ok_or(Error::State(import.state))?;
    Ok(Open {
        columns: shape::columns(&run),
        found: Found::parse(&run.findings),
        rewritten: false,
        stager,
        run,
    })
}

impl Open {
    /// Puts new texts into a row and counts its findings anew.
    fn put(
        &mut self,
        tx: &mut DbTx,
        listed: &mut stored::Listed,
        change: &Change,
    ) -> Result<(), Error> {
        let row = &mut listed.row;
        let before = self.stager.row(row);
        self.rewritten |= !change.cells.is_empty();
        let mut edited = edits(row);
        for (column, text) in &change.cells {
            if *column >= self.columns {
                return Err(Error::refused("cells", "import.mapping_column"));
            }
            match text {
                Some(text) if text.chars().count() > CELL_LIMIT => {
                    return Err(Error::refused("cells", "text.too_long"));
                }
                Some(text) => edited.insert(*column, text.clone()),
                None => edited.remove(column),
            };
        }
        row.edits = (!edited.is_empty()).then(|| json!(edited).to_string());
        row.chosen = change.chosen.unwrap_or(row.chosen);
        row.decision = change.decision.unwrap_or(row.decision);
        let values = self.stager.row(row);
        self.found.count(&before, -1);
        self.found.count(&values, 1);
        self.stager.mark(row, &values);
        let marks = marks(&values);
        let edit = stored::Edit {
            edits: row.edits.clone(),
            chosen: row.chosen,
            decision: row.decision,
            group: row.group.clone(),
            severity: marks.severity,
            findings: marks.text,
        };
        stored::change(tx, self.run.id, row.number, &edit)?;
        Ok(())
    }

    fn close(mut self, tx: &mut DbTx) -> Result<(), Error> {
        self.run.findings = self.found.to_json();
        // A row that was refused waits again once it is mended.
        let outcomes = stored::count_outcomes(tx, self.run.id)?;
        let outcomes: BTreeMap<_, _> = outcomes.into_iter().collect();
        self.run.outcomes = json!(outcomes).to_string();
        self.run.checked = None;
        stored::clear_plan(tx, self.run.id)?;
        if self.rewritten {
            // rows are held against each other: a cell may change what is known of any of them
            stored::clear_known(tx, self.run.id)?;
        }
        stored::save(tx, &self.run)?;
        Ok(())
    }
}

/// Changes one row.
pub fn change_row(
    app: &App,
    ctx: &Context,
    id: ImportId,
    number: i64,
    change: &Change,
) -> Result<Row, Error> {
    app.db.write(|tx| {
        let mut open = open(tx, ctx, id)?;
        let mut listed = stored::row(tx, id, number)?.ok_or(Error::NotFound)?;
        if is_written(&listed) {
            return Err(Error::refused("row", "import.row_written"));
        }
        stored::reopen(tx, id, number)?;
        listed.ended = None;
        open.put(tx, &mut listed, change)?;
        listed.planned = None;
        let row = shown(Some(&open.stager), listed);
        open.close(tx)?;
        Ok(row)
    })
}

/// Changes all rows that the filter leaves and that have written nothing yet; how many those are.
pub fn change_rows(
    app: &App,
    ctx: &Context,
    id: ImportId,
    filter: &RowFilter,
    pick: &Pick,
) -> Result<i64, Error> {
    let filter = filter.stored();
    match pick {
        Pick::Choose(_) | Pick::Decide(_) => app.db.write(|tx| {
            let open = open(tx, ctx, id)?;
            let (chosen, decision) = match pick {
                Pick::Choose(chosen) => (Some(*chosen), None),
                Pick::Decide(decision) => (None, Some(*decision)),
                _ => (None, None),
            };
            // First the rows are chosen: whether they have ended may be part of the filter.
            let changed = stored::choose(tx, id, &filter, chosen, decision)?;
            if chosen == Some(true) || decision.is_some() {
                stored::clear_outcomes(tx, id, &stored::RowFilter::default())?;
            }
            open.close(tx)?;
            Ok(i64::try_from(changed).unwrap_or(i64::MAX))
        }),
        _ => rewrite(app, ctx, id, &filter, pick),
    }
}

/// Changes cells, a portion of rows in a transaction.
fn rewrite(
    app: &App,
    ctx: &Context,
    id: ImportId,
    filter: &stored::RowFilter,
    pick: &Pick,
) -> Result<i64, Error> {
    let count = app.db.read(|tx| {
        super::load(tx, ctx, id)?;
        Ok::<_, Error>(stored::count(tx, id, filter)?)
    })?;
    if count > CHANGE_LIMIT {
        return Err(Error::refused("filter", "import.too_many_rows"));
    }
    // The rows are told before any is changed: afterwards the filter may leave others.
    let (mut numbers, mut after) = (Vec::new(), 0);
    loop {
        let page = app
            .db
            .read(|tx| stored::rows(tx, id, filter, after, CHUNK as i64))?;
        let Some(last) = page.last() else { break };
        after = last.row.number;
        numbers.extend(page.iter().map(|listed| listed.row.number));
    }
    let mut changed = 0;
    for numbers in numbers.chunks(CHUNK) {
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
            continue;
        };
        changed += app.db.write(|tx| {
            let mut open = open(tx, ctx, id)?;
            let span = last - first + 1;
            let page = stored::rows(tx, id, &stored::RowFilter::default(), first - 1, span)?;
            let mut changed = 0;
            for mut listed in page {
                let number = listed.row.number;
                if numbers.binary_search(&number).is_err() || listed.ended.is_some() {
                    continue;
                }
                let change = pick.of(&listed.row);
                if !change.cells.is_empty() {
                    open.put(tx, &mut listed, &change)?;
                    changed += 1;
                }
            }
            open.close(tx)?;
            Ok::<_, Error>(changed)
        })?;
    }
    Ok(changed)
}

/// Puts cells that came back from a spreadsheet into their rows, a portion in a transaction.
pub(super) fn mend_rows(
    app: &App,
    ctx: &Context,
    id: ImportId,
    returned: &Returned,
) -> Result<Mended, Error> {
    let mut numbers: Vec<i64> = returned.keys().copied().collect();
    numbers.sort_unstable();
    let mut mended = Mended::default();
    for numbers in numbers.chunks(CHUNK) {
        let done = app.db.write(|tx| {
            let mut open = open(tx, ctx, id)?;
            let mut done = Mended::default();
            for number in numbers {
                let listed = stored::row(tx, id, *number)?;
                let Some(mut listed) = listed.filter(|listed| !is_written(listed)) else {
                    done.unknown += 1;
                    continue;
                };
                let now = cells(&listed.row);
                let told = returned.get(number).into_iter().flatten();
                let differs = told.filter(|(column, text)| {
                    now.get(*column).map_or("", AsRef::as_ref).trim() != text.as_str()
                });
                let change = Change {
                    cells: differs
                        .map(|(column, text)| (*column, Some(text.clone())))
                        .collect(),
                    ..Change::default()
                };
                if change.cells.is_empty() {
                    done.unchanged += 1;
                    continue;
                }
                stored::reopen(tx, id, *number)?;
                open.put(tx, &mut listed, &change)?;
                done.changed += 1;
            }
            open.close(tx)?;
            Ok::<_, Error>(done)
        })?;
        mended.changed += done.changed;
        mended.unchanged += done.unchanged;
        mended.unknown += done.unknown;
    }
    Ok(mended)
}

/// Whether the row has written something, so that its cells are history.
fn is_written(listed: &stored::Listed) -> bool {
    use domain::import::Outcome::{Refused, Skipped};
    let ended = listed.ended.as_ref();
    ended.is_some_and(|ended| !matches!(ended.outcome, Refused | Skipped))
}

impl Pick {
    /// The new cells of a row.
    fn of(&self, row: &stored::Staged) -> Change {
        let mut change = Change::default();
        let cells = cells(row);
        let cell = |column: &usize| cells.get(*column).map_or("", AsRef::as_ref);
        match self {
            Self::Choose(_) | Self::Decide(_) => {}
            Self::Replace { column, from, to } => {
                let old = cell(column);
                let new = match from.as_str() {
                    "" if old.is_empty() => to.clone(),
                    "" => old.to_owned(),
                    from => old.replace(from, to),
                };
                if new != old {
                    change.cells.insert(*column, Some(new));
                }
            }
            Self::Set { column, text } => {
                if cell(column) != text {
                    change.cells.insert(*column, Some(text.clone()));
                }
            }
            Self::Reset => {
                change.cells = edits(row)
                    .into_keys()
                    .map(|column| (column, None))
                    .collect();
            }
        }
        change
    }
}
