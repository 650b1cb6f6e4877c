//! Imports and their rows as JSON.

use std::collections::BTreeMap;

use app::import::{Import, Row};
use domain::id::{ImportId, JobId, UserId};
use domain::import::{Finding, StagedValue};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// An import.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportView {
    #[schema(value_type = uuid::Uuid)]
    id: ImportId,
    /// What its rows are.
    kind: &'static str,
    /// `reading`, `staging`, `staged`, `checking`, `running`, `done`, `cancelled`, `failed`,
    /// `undoing`, `undone`.
    state: &'static str,
    file_name: String,
    /// Bytes.
    file_size: i64,
    file_sha256: String,
    /// Rows read.
    rows: i64,
    /// How the file is read and written, as set by people.
    options: Value,
    /// What was seen in the file: `format`, `encoding`, `delimiter`, `sheets`, `other_sheets`,
    /// `remarks`, `headings`, `sample`. Absent in lists and before the file was looked at.
    source: Option<Value>,
    /// How columns become fields. Absent in lists.
    #[schema(value_type = Option<Object>)]
    mapping: Option<Value>,
    /// Equal for files of one layout.
    layout_key: Option<String>,
    /// Rows that are `clean`, `repaired`, have a `warning` or an `error`; `codes` counts rows by
    /// `severity/field/code`.
    findings: Value,
    /// Rows by outcome that the last check foretells; absent when something changed since.
    #[schema(value_type = Option<std::collections::BTreeMap<String, i64>>)]
    checked: Option<Value>,
    /// Rows that the last count found to be in the base or earlier in the file, as `same` and
    /// `doubtful`; of the others nothing is known. Empty while a job goes on.
    #[schema(value_type = std::collections::BTreeMap<String, i64>)]
    known: BTreeMap<&'static str, i64>,
    /// Rows by outcome so far.
    #[schema(value_type = std::collections::BTreeMap<String, i64>)]
    outcomes: Value,
    /// Rows by what became of them when it was taken back: `deleted`, `restored`, `kept`,
    /// `conflict`.
    #[schema(value_type = Option<std::collections::BTreeMap<String, i64>>)]
    undone: Option<Value>,
    /// Why it failed: a code of `locales`.
    error: Option<String>,
    job: Option<JobState>,
    #[schema(value_type = uuid::Uuid)]
    created_by: UserId,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
    undone_at: Option<Timestamp>,
    version: i64,
}

/// The job that works on an import, or did last.
#[derive(Serialize, ToSchema)]
struct JobState {
    #[schema(value_type = uuid::Uuid)]
    id: JobId,
    state: &'static str,
    /// Rows done.
    progress: i64,
    /// Rows in all; 0 when not known.
    total: i64,
    /// Rows a second.
    rate: Option<f64>,
    seconds_left: Option<i64>,
}

fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or(Value::Null)
}

impl ImportView {
    /// Without what only the page of the import needs.
    pub(super) fn short(import: Import) -> Self {
        let mut view = Self::whole(import);
        view.source = None;
        view.mapping = None;
        view
    }

    pub(super) fn whole(import: Import) -> Self {
        let run = import.run;
        let pace = import.pace;
        let job = import.job.map(|job| JobState {
            id: job.id,
            state: job.state.code(),
            progress: job.progress,
            total: job.total,
            rate: pace.map(|pace| pace.rate),
            seconds_left: pace.and_then(|pace| pace.seconds_left),
        });
        Self {
            id: run.id,
            kind: run.kind.code(),
            state: import.state.code(),
            file_name: run.file_name,
            file_size: run.file_size,
            file_sha256: run.file_sha256,
            rows: run.staged,
            options: value(&run.options),
            source: run.source.as_deref().map(value),
            mapping: run.mapping.as_deref().map(value),
            layout_key: run.layout_key,
            findings: value(&run.findings),
            checked: run.checked.as_deref().map(value),
            known: import
                .known
                .iter()
                .map(|(known, count)| (known.code(), *count))
                .collect(),
            outcomes: value(&run.outcomes),
            undone: run.undone.as_deref().map(value),
            error: run.error,
            job,
            created_by: run.created_by,
            created_at: run.created_at,
            finished_at: run.finished_at,
            undone_at: run.undone_at,
            version: run.version,
        }
    }
}

/// A row of an import.
#[derive(Serialize, ToSchema)]
pub(super) struct RowView {
    /// Its number among the rows, from 1.
    number: i64,
    /// Sheet among those that are read, from 0.
    sheet: i64,
    /// Row of the file.
    place: i64,
    /// The cells, with what people changed in them.
    cells: Vec<String>,
    /// The columns that people changed.
    edited: Vec<usize>,
    /// The row as it will be written: field, position, text.
    #[schema(value_type = Vec<Object>)]
    values: Vec<StagedValue>,
    /// What was found: field, column, code, severity, was, now.
    #[schema(value_type = Vec<Object>)]
    findings: Vec<Finding>,
    /// Whether it is to be written.
    chosen: bool,
    /// What people decided: `create`, `update`, `merge`, `skip`.
    decision: Option<&'static str>,
    /// What the last check foretells; absent for rows that will be `created`.
    planned: Option<PlannedView>,
    /// Whom of the base, or which earlier row, it may be by the last count; absent: nobody.
    known: Option<KnownView>,
    /// How it ended.
    outcome: Option<&'static str>,
    /// The record that was made or changed.
    record_id: Option<uuid::Uuid>,
    /// Why it was refused.
    refusal: Option<String>,
    /// What became of it when the import was taken back.
    undo: Option<String>,
    /// What was left alone then: entity, id, field, before, after, now.
    #[schema(value_type = Option<Vec<Object>>)]
    conflicts: Option<Value>,
}

/// What is known of a row.
#[derive(Serialize, ToSchema)]
struct KnownView {
    /// `same` or `doubtful`.
    known: &'static str,
    /// The client of the base.
    client_id: Option<uuid::Uuid>,
    /// The earlier row of the file.
    row: Option<i64>,
    /// By which key: `external_id`, `tax_number`, …, `likeness`.
    key: String,
    /// Of a likeness: the chance, 0 to 1.
    chance: Option<f64>,
    /// Of a likeness: `start`, `of` and `reasons` as those of `/duplicates/candidates`.
    #[schema(value_type = Option<Object>)]
    why: Option<Value>,
}

/// What a check says of a row.
#[derive(Serialize, ToSchema)]
struct PlannedView {
    outcome: &'static str,
    /// The record it was found to be.
    match_id: Option<uuid::Uuid>,
    /// By which key: `external_id`, `tax_number`, …
    match_key: Option<String>,
    refusal: Option<String>,
}

impl From<Row> for RowView {
    fn from(row: Row) -> Self {
        let kept = row.kept;
        let (outcome, record_id, refusal) = match kept.ended {
            Some(ended) => (Some(ended.outcome.code()), ended.record, ended.refusal),
            None => (None, None, None),
        };
        Self {
            number: kept.row.number,
            sheet: kept.row.sheet,
            place: kept.row.place,
            cells: row.cells,
            edited: row.edited,
            values: row.values.values,
            findings: row.values.findings,
            chosen: kept.row.chosen,
            decision: kept.row.decision.map(|decision| decision.code()),
            planned: kept.planned.map(|planned| PlannedView {
                outcome: planned.outcome.code(),
                // A stand-in for a record that an earlier row would make is none.
                match_id: planned.matched.filter(|id| id.get_version_num() == 7),
                match_key: planned.key,
                refusal: planned.refusal,
            }),
            known: kept.known.map(|known| KnownView {
                known: known.known.code(),
                client_id: known.client,
                row: known.row,
                key: known.key,
                chance: known.chance.map(|millionths| millionths as f64 / 1e6),
                why: known.reasons.as_deref().map(value),
            }),
            outcome,
            record_id,
            refusal,
            undo: kept.undo,
            conflicts: kept.conflicts.as_deref().map(value),
        }
    }
}

/// A field that a column can fill.
#[derive(Serialize, ToSchema)]
pub(super) struct FieldView {
    /// Its code; words under `import-field-…`.
    code: &'static str,
    /// Whether a record may have several values.
    several: bool,
    /// Whether a row waits until a wrong value is mended.
    vital: bool,
}

/// The fields of each kind.
pub(super) fn fields() -> BTreeMap<&'static str, Vec<FieldView>> {
    use domain::import::{Field, Kind};
    let of = |kind| {
        Field::of(kind).map(|field| FieldView {
            code: field.code(),
            several: field.is_several(),
            vital: field.is_vital(),
        })
    };
    Kind::ALL
        .iter()
        .map(|kind| (kind.code(), of(*kind).collect()))
        .collect()
}
