//! What is known of the rows of an import: whom of the base, or which earlier row, they may be.

use db::{Error, Row, Tx, params};
use domain::duplicate::Known;
use domain::id::ImportId;
use uuid::Uuid;

use crate::read;

/// What is known of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRow {
    /// The row.
    pub number: i64,
    /// The same, or perhaps.
    pub known: Known,
    /// The client of the base.
    pub client: Option<Uuid>,
    /// The earlier row of the file.
    pub row: Option<i64>,
    /// By which key.
    pub key: String,
    /// The chance of a likeness, in millionths.
    pub chance: Option<i64>,
    /// JSON: why.
    pub reasons: Option<String>,
}

pub(super) const COLUMNS: &str =
    "k.known, k.match_id, k.match_row, k.match_key, k.chance, k.reasons";

/// What is known of the row `number`, from columns the first of which is `at`.
pub(super) fn known_row(row: &Row, number: i64, at: usize) -> Result<Option<KnownRow>, Error> {
    let known: Option<Known> = read::code_opt(row, at)?;
    let Some(known) = known else {
        return Ok(None);
    };
    Ok(Some(KnownRow {
        number,
        known,
        client: row.get(at + 1)?,
        row: row.get(at + 2)?,
        key: row.get(at + 3)?,
        chance: row.get(at + 4)?,
        reasons: row.get(at + 5)?,
    }))
}

/// Keeps what a comparison found.
pub fn keep_known<'r>(
    tx: &mut Tx,
    run: ImportId,
    rows: impl IntoIterator<Item = &'r KnownRow>,
) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO import_known (run_id, number, known, match_id, match_row, match_key, chance, \
             reasons) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        rows.into_iter().map(|row| {
            params![
                run.uuid(),
                row.number,
                row.known.code(),
                row.client,
                row.row,
                &row.key,
                row.chance,
                &row.reasons,
            ]
        }),
    )
}

/// What was found of rows from one number to another.
pub fn known_between(
    tx: &mut Tx,
    run: ImportId,
    first: i64,
    last: i64,
) -> Result<Vec<KnownRow>, Error> {
    let rows = tx.query(
        "SELECT k.number, k.known, k.match_id, k.match_row, k.match_key, k.chance, k.reasons \
         FROM import_known k WHERE k.run_id = $1 AND k.number >= $2 AND k.number <= $3 \
         ORDER BY k.number",
        &params![run.uuid(), first, last],
    )?;
    let found = rows.iter().map(|row| known_row(row, row.get(0)?, 1));
    found.filter_map(Result::transpose).collect()
}

/// How many rows are known in which way; those of which nothing is known are not counted.
pub fn count_known(tx: &mut Tx, run: ImportId) -> Result<Vec<(Known, i64)>, Error> {
    tx.query(
        "SELECT known, COUNT(*) FROM import_known WHERE run_id = $1 GROUP BY known ORDER BY known",
        &params![run.uuid()],
    )?
    .iter()
    .map(|row| Ok((read::code(row, 0)?, row.get(1)?)))
    .collect()
}

/// Forgets what was found.
pub fn clear_known(tx: &mut Tx, run: ImportId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM import_known WHERE run_id = $1",
        &params![run.uuid()],
    )?;
    Ok(())
}
