//! The staged rows of an import.

use db::{Error, Row, Tx, params};
use domain::duplicate::Known;
use domain::id::ImportId;
use domain::import::{Decision, Outcome};
use uuid::Uuid;

use super::known::{COLUMNS as KNOWN, KnownRow, known_row};

use crate::conditions::Conditions;
use crate::read;

/// A row as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// Its number among the rows of the run, from 1.
    pub number: i64,
    /// Sheet, from 0.
    pub sheet: i64,
    /// Row of the file.
    pub place: i64,
    /// JSON: the cells.
    pub cells: String,
    /// JSON: columns that people changed.
    pub edits: Option<String>,
    /// Whether it is to be written.
    pub chosen: bool,
    /// Equal for rows that are written together.
    pub group: Option<String>,
    /// 0 nothing found, 1 repaired, 2 warning, 3 error.
    pub severity: i64,
    /// What was found: `|field/code|field/code|`.
    pub findings: Option<String>,
    /// What people decided.
    pub decision: Option<Decision>,
}

/// A row with what is planned for it and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The row.
    pub row: Staged,
    /// What the last check says would become of it.
    pub planned: Option<Planned>,
    /// What is known of it; nothing: it is new.
    pub known: Option<KnownRow>,
    /// What became of it.
    pub ended: Option<Ended>,
    /// What became of it when the import was taken back.
    pub undo: Option<String>,
    /// JSON: what was left alone then, and why.
    pub conflicts: Option<String>,
}

/// What would become of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The row.
    pub number: i64,
    /// How it would end.
    pub outcome: Outcome,
    /// The record it was found to be.
    pub matched: Option<Uuid>,
    /// By which key.
    pub key: Option<String>,
    /// Why it would be refused.
    pub refusal: Option<String>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The row.
    pub number: i64,
    /// How it ended.
    pub outcome: Outcome,
    /// The record that was made or changed.
    pub record: Option<Uuid>,
    /// Why it was refused: a stable code.
    pub refusal: Option<String>,
}

/// What people change in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// JSON: all columns that people changed.
    pub edits: Option<String>,
    /// Whether it is to be written.
    pub chosen: bool,
    /// What they decided.
    pub decision: Option<Decision>,
    /// Rows that are written together.
    pub group: Option<String>,
    /// See [`Staged::severity`].
    pub severity: i64,
    /// See [`Staged::findings`].
    pub findings: Option<String>,
}

/// Which rows; absent parts do not limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// At least so bad, see [`Staged::severity`].
    pub severity: Option<i64>,
    /// With this finding in any field.
    pub finding: Option<&'static str>,
    /// With any finding in this field.
    pub field: Option<&'static str>,
    /// Chosen or not.
    pub chosen: Option<bool>,
    /// Decided by people so.
    pub decision: Option<Decision>,
    /// Would end so; [`Outcome::Created`] stands for rows of which the check says nothing else.
    pub planned: Option<Outcome>,
    /// Ended so.
    pub outcome: Option<Outcome>,
    /// Not ended yet.
    pub waiting: bool,
    /// With this on being taken back.
    pub undo: Option<&'static str>,
    /// Known so by the last comparison.
    pub known: Option<Known>,
}

const COLUMNS: &str = "r.number, r.sheet, r.place, r.cells, r.edits, r.chosen, r.group_key, \
     r.severity, r.findings, r.decision";
const WIDTH: usize = 10;

fn staged(row: &Row) -> Result<Staged, Error> {
    Ok(Staged {
        number: row.get(0)?,
        sheet: row.get(1)?,
        place: row.get(2)?,
        cells: row.get(3)?,
        edits: row.get(4)?,
        chosen: row.get(5)?,
        group: row.get(6)?,
        severity: row.get(7)?,
        findings: row.get(8)?,
        decision: read::code_opt(row, 9)?,
    })
}

fn listed(row: &Row) -> Result<Listed, Error> {
    let staged = staged(row)?;
    let number = staged.number;
    let planned: Option<Outcome> = read::code_opt(row, WIDTH)?;
    let planned = match planned {
        None => None,
        Some(outcome) => Some(Planned {
            number,
            outcome,
            matched: row.get(WIDTH + 1)?,
            key: row.get(WIDTH + 2)?,
            refusal: row.get(WIDTH + 3)?,
        }),
    };
    let ended: Option<Outcome> = read::code_opt(row, WIDTH + 4)?;
    let ended = match ended {
        None => None,
        Some(outcome) => Some(Ended {
            number,
            outcome,
            record: row.get(WIDTH + 5)?,
            refusal: row.get(WIDTH + 6)?,
        }),
    };
    Ok(Listed {
        row: staged,
        planned,
        ended,
        undo: row.get(WIDTH + 7)?,
        conflicts: row.get(WIDTH + 8)?,
        known: known_row(row, number, WIDTH + 9)?,
    })
}

/// Rows `r` with their plans `p`, what is known `k` and outcomes `o`.
pub(super) const FROM: &str = "import_row r \
     LEFT JOIN import_plan p ON p.run_id = r.run_id AND p.number = r.number \
     LEFT JOIN import_known k ON k.run_id = r.run_id AND k.number = r.number \
     LEFT JOIN import_outcome o ON o.run_id = r.run_id AND o.number = r.number";

impl RowFilter {
    pub(super) fn add(&self, conditions: &mut Conditions, run: ImportId) {
        conditions.with("r.run_id = $?", run.uuid());
        if let Some(severity) = self.severity {
            conditions.holds("r.severity > 0");
            conditions.with("r.severity >= $?", severity);
        }
        if let Some(code) = self.finding {
            conditions.holds("r.severity > 0");
            conditions.with("r.findings LIKE $?", format!("%/{code}|%"));
        }
        if let Some(field) = self.field {
            conditions.holds("r.severity > 0");
            conditions.with("r.findings LIKE $?", format!("%|{field}/%"));
        }
        if let Some(chosen) = self.chosen {
            conditions.with("r.chosen = $?", chosen);
        }
        if let Some(decision) = self.decision {
            conditions.with("r.decision = $?", decision.code());
        }
        match self.planned {
            Some(Outcome::Created) => {
                conditions.holds("(p.outcome IS NULL OR p.outcome = 'created')");
                conditions.holds("r.chosen");
            }
            Some(outcome) => conditions.with("p.outcome = $?", outcome.code()),
            None => {}
        }
        if let Some(outcome) = self.outcome {
            conditions.with("o.outcome = $?", outcome.code());
        }
        if self.waiting {
            conditions.holds("o.outcome IS NULL");
        }
        match self.known {
            Some(Known::New) => conditions.holds("k.known IS NULL"),
            Some(known) => conditions.with("k.known = $?", known.code()),
            None => {}
        }
        if let Some(undo) = self.undo {
            conditions.with("o.undo = $?", undo);
        }
    }
}

/// Adds rows.
pub fn stage<'r>(
    tx: &mut Tx,
    run: ImportId,
    rows: impl IntoIterator<Item = &'r Staged>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO import_row (run_id, number, sheet, place, cells, edits, chosen, group_key, \
             severity, findings, decision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        rows.into_iter().map(|row| {
            params![
                run.uuid(),
                row.number,
                row.sheet,
                row.place,
                &row.cells,
                &row.edits,
                row.chosen,
                &row.group,
                row.severity,
                &row.findings,
                row.decision.map(Decision::code),
            ]
        }),
    )
}

/// Writes what was found in rows anew.
pub fn keep_found<'r>(
    tx: &mut Tx,
    run: ImportId,
    rows: impl IntoIterator<Item = &'r Staged>,
) -> Result<(), Error> {
    tx.execute_many(
        "UPDATE import_row SET group_key = $3, severity = $4, findings = $5 \
         WHERE run_id = $1 AND number = $2",
        rows.into_iter().map(|row| {
            params![
                run.uuid(),
                row.number,
                &row.group,
                row.severity,
                &row.findings
            ]
        }),
    )?;
    Ok(())
}

/// Rows after `after` in the order of the file.
pub fn list(
    tx: &mut Tx,
    run: ImportId,
    filter: &RowFilter,
    after: i64,
    limit: i64,
) -> Result<Vec<Listed>, Error> {
    let mut conditions = Conditions::new();
    filter.add(&mut conditions, run);
    conditions.with("r.number > $?", after);
    let clause = conditions.clause();
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT {COLUMNS}, p.outcome, p.match_id, p.match_key, p.refusal, o.outcome, o.record_id, \
         o.refusal, o.undo, o.conflicts, {KNOWN} FROM {FROM}{clause} ORDER BY r.number LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(listed)
        .collect()
}

/// One row.
pub fn one(tx: &mut Tx, run: ImportId, number: i64) -> Result<Option<Listed>, Error> {
    let rows = list(tx, run, &RowFilter::default(), number - 1, 1)?;
    Ok(rows.into_iter().find(|row| row.row.number == number))
}

/// How many rows the filter leaves.
pub fn count(tx: &mut Tx, run: ImportId, filter: &RowFilter) -> Result<i64, Error> {
    let mut conditions = Conditions::new();
    filter.add(&mut conditions, run);
    let sql = format!("SELECT COUNT(*) FROM {FROM}{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// Writes what people changed in a row.
pub fn change(tx: &mut Tx, run: ImportId, number: i64, edit: &Edit) -> Result<(), Error> {
    tx.execute(
        "UPDATE import_row SET edits = $3, chosen = $4, decision = $5, group_key = $6, \
             severity = $7, findings = $8 WHERE run_id = $1 AND number = $2",
        &params![
            run.uuid(),
            number,
            &edit.edits,
            edit.chosen,
            edit.decision.map(Decision::code),
            &edit.group,
            edit.severity,
            &edit.findings,
        ],
    )?;
    Ok(())
}

/// Chooses rows, or does not; decides for them, or takes the decision back. How many rows that is.
pub fn choose(
    tx: &mut Tx,
    run: ImportId,
    filter: &RowFilter,
    chosen: Option<bool>,
    decision: Option<Option<Decision>>,
) -> Result<u64, Error> {
    let mut conditions = Conditions::new();
    filter.add(&mut conditions, run);
    let clause = conditions.clause();
    let mut total = 0;
    if let Some(chosen) = chosen {
        let place = conditions.bind(chosen);
        let own = conditions.bind(run.uuid());
        let sql = format!(
            "UPDATE import_row SET chosen = {place} WHERE run_id = {own} \
             AND number IN (SELECT r.number FROM {FROM}{clause})"
        );
        total = tx.execute(&sql, conditions.params())?;
    }
    if let Some(decision) = decision {
        let mut conditions = Conditions::new();
        filter.add(&mut conditions, run);
        let place = conditions.bind(decision.map(Decision::code));
        let own = conditions.bind(run.uuid());
        let sql = format!(
            "UPDATE import_row SET decision = CAST({place} AS TEXT) WHERE run_id = {own} \
             AND number IN (SELECT r.number FROM {FROM}{clause})"
        );
        total = total.max(tx.execute(&sql, conditions.params())?);
    }
    Ok(total)
}

/// Chosen rows that have not ended, after `after` in the order of the file.
pub fn waiting(tx: &mut Tx, run: ImportId, after: i64, limit: i64) -> Result<Vec<Staged>, Error> {
    tx.query(
        "SELECT r.number, r.sheet, r.place, r.cells, r.edits, r.chosen, r.group_key, r.severity, \
             r.findings, r.decision FROM import_row r \
         WHERE r.run_id = $1 AND r.number > $2 AND r.chosen AND NOT EXISTS (\
             SELECT 1 FROM import_outcome o WHERE o.run_id = r.run_id AND o.number = r.number) \
         ORDER BY r.number LIMIT $3",
        &params![run.uuid(), after, limit],
    )?
    .iter()
    .map(staged)
    .collect()
}

/// Groups of chosen rows of which some have not ended, after `after` in their order.
pub fn waiting_groups(
    tx: &mut Tx,
    run: ImportId,
    after: &str,
    limit: i64,
) -> Result<Vec<String>, Error> {
    tx.query(
        "SELECT r.group_key FROM import_row r \
         WHERE r.run_id = $1 AND r.group_key > $2 AND r.group_key IS NOT NULL AND r.chosen \
         AND NOT EXISTS (\
             SELECT 1 FROM import_outcome o WHERE o.run_id = r.run_id AND o.number = r.number) \
         GROUP BY r.group_key ORDER BY r.group_key LIMIT $3",
        &params![run.uuid(), after, limit],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// The chosen rows of groups, group by group.
pub fn group_rows(tx: &mut Tx, run: ImportId, groups: &[String]) -> Result<Vec<Staged>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("r.run_id = $?", run.uuid());
    conditions.holds("r.group_key IS NOT NULL AND r.chosen");
    conditions.any_of("r.group_key", groups.iter().cloned());
    let sql = format!(
        "SELECT {COLUMNS} FROM import_row r{} ORDER BY r.group_key, r.number",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(staged)
        .collect()
}

/// Forgets rows that nothing was done with, at most `limit`; how many there were.
pub fn drop_rows(tx: &mut Tx, run: ImportId, limit: i64) -> Result<u64, Error> {
    tx.execute(
        "DELETE FROM import_row WHERE run_id = $1 AND number IN (\
             SELECT number FROM import_row WHERE run_id = $1 ORDER BY number LIMIT $2)",
        &params![run.uuid(), limit],
    )
}
