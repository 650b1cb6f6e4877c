//! What is planned for the rows of an import and what became of them: tables of their own, so that
//! a long import adds rows instead of rewriting them.

use db::{Error, Tx, Value, params};
use domain::id::ImportId;
use domain::import::Outcome;
use uuid::Uuid;

use super::row::{Ended, FROM, Planned, RowFilter};
use crate::conditions::Conditions;
use crate::read;

/// Notes how rows ended.
pub fn end<'r>(
    tx: &mut Tx,
    run: ImportId,
    rows: impl IntoIterator<Item = &'r Ended>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO import_outcome (run_id, number, outcome, record_id, refusal) \
         VALUES ($1, $2, $3, $4, $5)",
        rows.into_iter().map(|row| {
            params![
                run.uuid(),
                row.number,
                row.outcome.code(),
                row.record,
                &row.refusal,
            ]
        }),
    )
}

/// Ends the rows that are not chosen: skipped.
pub fn skip_unchosen(tx: &mut Tx, run: ImportId) -> Result<u64, Error> {
    tx.execute(
        "INSERT INTO import_outcome (run_id, number, outcome, record_id, refusal) \
         SELECT r.run_id, r.number, 'skipped', NULL, NULL FROM import_row r \
         WHERE r.run_id = $1 AND NOT r.chosen AND NOT EXISTS (\
             SELECT 1 FROM import_outcome o WHERE o.run_id = r.run_id AND o.number = r.number)",
        &params![run.uuid()],
    )
}

/// How many rows ended how.
pub fn count_outcomes(tx: &mut Tx, run: ImportId) -> Result<Vec<(Outcome, i64)>, Error> {
    tx.query(
        "SELECT outcome, COUNT(*) FROM import_outcome WHERE run_id = $1 \
         GROUP BY outcome ORDER BY outcome",
        &params![run.uuid()],
    )?
    .iter()
    .map(|row| Ok((read::code(row, 0)?, row.get(1)?)))
    .collect()
}

/// Rows that wrote nothing are waiting again: those that the filter leaves.
pub fn clear_outcomes(tx: &mut Tx, run: ImportId, filter: &RowFilter) -> Result<u64, Error> {
    let mut conditions = Conditions::new();
    filter.add(&mut conditions, run);
    let clause = conditions.clause();
    let own = conditions.bind(run.uuid());
    let sql = format!(
        "DELETE FROM import_outcome WHERE run_id = {own} AND outcome IN ('refused', 'skipped') \
         AND number IN (SELECT r.number FROM {FROM}{clause})"
    );
    tx.execute(&sql, conditions.params())
}

/// A row that wrote nothing is waiting again.
pub fn reopen(tx: &mut Tx, run: ImportId, number: i64) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM import_outcome WHERE run_id = $1 AND number = $2 \
             AND outcome IN ('refused', 'skipped')",
        &params![run.uuid(), number],
    )?;
    Ok(())
}

/// Keeps what the check says.
pub fn plan<'r>(
    tx: &mut Tx,
    run: ImportId,
    rows: impl IntoIterator<Item = &'r Planned>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO import_plan (run_id, number, outcome, match_id, match_key, refusal) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        rows.into_iter().map(|row| {
            params![
                run.uuid(),
                row.number,
                row.outcome.code(),
                row.matched,
                &row.key,
                &row.refusal,
            ]
        }),
    )
}

/// Forgets what the last check said.
pub fn clear_plan(tx: &mut Tx, run: ImportId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM import_plan WHERE run_id = $1",
        &params![run.uuid()],
    )?;
    Ok(())
}

/// The records that rows of the run made or changed.
pub fn touched<E: From<Error>>(
    tx: &mut Tx,
    run: ImportId,
    mut f: impl FnMut(Uuid) -> Result<(), E>,
) -> Result<(), E> {
    tx.query_each(
        "SELECT record_id FROM import_outcome WHERE run_id = $1 AND record_id IS NOT NULL",
        &params![run.uuid()],
        |row| f(row.get(0)?),
    )
}

/// The records of these rows.
pub fn record_ids(tx: &mut Tx, run: ImportId, numbers: &[i64]) -> Result<Vec<(i64, Uuid)>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("run_id = $?", run.uuid());
    conditions.holds("record_id IS NOT NULL");
    conditions.any_of("number", numbers.iter().copied());
    let sql = format!(
        "SELECT number, record_id FROM import_outcome{} ORDER BY number",
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// Rows that wrote something which has not been taken back yet, before `before`, the last first.
pub fn written(tx: &mut Tx, run: ImportId, before: i64, limit: i64) -> Result<Vec<Ended>, Error> {
    tx.query(
        "SELECT number, outcome, record_id, refusal FROM import_outcome \
         WHERE run_id = $1 AND number < $2 AND undo IS NULL \
         AND outcome IN ('created', 'updated', 'merged') ORDER BY number DESC LIMIT $3",
        &params![run.uuid(), before, limit],
    )?
    .iter()
    .map(|row| {
        Ok(Ended {
            number: row.get(0)?,
            outcome: read::code(row, 1)?,
            record: row.get(2)?,
            refusal: row.get(3)?,
        })
    })
    .collect()
}

/// Notes what became of rows when the import was taken back: the same for all of them, but for
/// JSON of what was left alone.
pub fn set_undo<'r>(
    tx: &mut Tx,
    run: ImportId,
    rows: impl IntoIterator<Item = (i64, &'static str, Option<&'r str>)>,
) -> Result<(), Error> {
    tx.execute_many(
        "UPDATE import_outcome SET undo = $3, conflicts = $4 WHERE run_id = $1 AND number = $2",
        rows.into_iter().map(|(number, undo, conflicts)| {
            [
                Value::from(run.uuid()),
                Value::from(number),
                Value::from(undo),
                Value::from(conflicts),
            ]
        }),
    )?;
    Ok(())
}
