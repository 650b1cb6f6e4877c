//! The rows of an import: looked through, mended, decided upon.

use std::collections::BTreeMap;

use app::import::{Cells, Pick, RowChange, RowFilter};
use axum::Json;
use domain::duplicate::Known;
use domain::id::ImportId;
use domain::import::{Decision, Field, FindingCode, Outcome, Severity};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::view::{FieldView, RowView, fields};
use crate::extract::{Body, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{Limit, List, cursor, read_cursor};
use crate::state::State;

pub(super) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(change))
        .routes(routes!(change_many))
        .routes(routes!(all_fields))
}

/// Which rows; absent parts do not limit.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    /// At least so bad: `repaired`, `warning`, `error`.
    #[schema(value_type = Option<String>)]
    severity: Option<Severity>,
    /// With this finding.
    #[schema(value_type = Option<String>)]
    finding: Option<FindingCode>,
    /// With a finding in this field.
    #[schema(value_type = Option<String>)]
    field: Option<Field>,
    /// Chosen or not.
    chosen: Option<bool>,
    /// Decided by people so.
    #[schema(value_type = Option<String>)]
    decision: Option<Decision>,
    /// Would end so, by the last check.
    #[schema(value_type = Option<String>)]
    planned: Option<Outcome>,
    /// Ended so.
    #[schema(value_type = Option<String>)]
    outcome: Option<Outcome>,
    /// Not ended yet.
    waiting: Option<bool>,
    /// What became of it when the import was taken back: `deleted`, `restored`, `kept`, `conflict`.
    undo: Option<String>,
    /// Known by the last count as `new`, `doubtful`, `same`.
    #[schema(value_type = Option<String>)]
    known: Option<Known>,
}

impl Filter {
    fn read(&self) -> Result<RowFilter, Problem> {
        let undo = match self.undo.as_deref() {
            None => None,
            Some("deleted") => Some("deleted"),
            Some("restored") => Some("restored"),
            Some("kept") => Some("kept"),
            Some("conflict") => Some("conflict"),
            Some(_) => return Err(Problem::invalid("undo", "code.unknown")),
        };
        Ok(RowFilter {
            severity: self.severity,
            finding: self.finding,
            field: self.field,
            chosen: self.chosen,
            decision: self.decision,
            planned: self.planned,
            outcome: self.outcome,
            waiting: self.waiting.unwrap_or(false),
            undo,
            known: self.known,
        })
    }
}

/// Which rows, and how many.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// How many, 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
    /// Count all, too.
    #[serde(default)]
    total: bool,
    /// At least so bad: `repaired`, `warning`, `error`.
    #[param(value_type = Option<String>)]
    severity: Option<Severity>,
    /// With this finding.
    #[param(value_type = Option<String>)]
    finding: Option<FindingCode>,
    /// With a finding in this field.
    #[param(value_type = Option<String>)]
    field: Option<Field>,
    /// Chosen or not.
    chosen: Option<bool>,
    /// Decided by people so: `create`, `update`, `merge`, `skip`.
    #[param(value_type = Option<String>)]
    decision: Option<Decision>,
    /// Would end so, by the last check.
    #[param(value_type = Option<String>)]
    planned: Option<Outcome>,
    /// Ended so.
    #[param(value_type = Option<String>)]
    outcome: Option<Outcome>,
    /// Not ended yet.
    waiting: Option<bool>,
    /// What became of it when the import was taken back: `deleted`, `restored`, `kept`, `conflict`.
    undo: Option<String>,
    /// Known by the last count as `new`, `doubtful`, `same`.
    #[param(value_type = Option<String>)]
    known: Option<Known>,
}

/// Rows of an import in the order of the file, as they will be written, with all that was found.
#[utoipa::path(get, path = "/imports/{id}/rows", tag = "import", operation_id = "list_import_rows",
    params(("id" = uuid::Uuid, Path), Wanted), responses((status = 200, body = List<RowView>)),
    extensions(("x-right" = json!("import.run"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportId>,
    Query(wanted): Query<Wanted>,
) -> Result<List<RowView>, Problem> {
    let after: i64 = match wanted.cursor.as_deref() {
        Some(cursor) => read_cursor(cursor)?,
        None => 0,
    };
    let filter = Filter {
        severity: wanted.severity,
        finding: wanted.finding,
        field: wanted.field,
        chosen: wanted.chosen,
        decision: wanted.decision,
        planned: wanted.planned,
        outcome: wanted.outcome,
        waiting: wanted.waiting,
        undo: wanted.undo,
        known: wanted.known,
    };
    let filter = filter.read()?;
    let (limit, total) = (wanted.limit.get(), wanted.total);
    let page = state
        .run(ctx, move |app, ctx| {
            app::import::rows(app, ctx, id, &filter, after, limit, total)
        })
        .await?;
    Ok(List {
        items: page.items.into_iter().map(RowView::from).collect(),
        next: page.next.map(|after| cursor(&after)),
        total: page.total,
    })
}

/// What is changed in a row; absent parts stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Changed {
    /// New texts of cells by column, from 0; `null` puts back what was read.
    #[serde(default)]
    cells: BTreeMap<String, Option<String>>,
    /// Whether it is to be written.
    chosen: Option<bool>,
    /// `create`, `update`, `merge`, `skip`; `null` leaves it to the rules.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    decision: Option<Option<Decision>>,
}

/// Mend a row, choose it, decide for it.
#[utoipa::path(patch, path = "/imports/{id}/rows/{number}", tag = "import",
    operation_id = "update_import_row",
    params(("id" = uuid::Uuid, Path), ("number" = i64, Path)), request_body = Changed,
    responses((status = 200, body = RowView)), extensions(("x-right" = json!("import.run"))))]
async fn change(
    state: State,
    Who(ctx): Who,
    Path((id, number)): Path<(ImportId, i64)>,
    Body(body): Body<Changed>,
) -> Result<Json<RowView>, Problem> {
    let mut cells = Cells::new();
    for (column, text) in body.cells {
        let column = column.parse();
        let column = column.map_err(|_| Problem::invalid("cells", "field.invalid"))?;
        cells.insert(column, text);
    }
    let change = RowChange {
        cells,
        chosen: body.chosen,
        decision: body.decision,
    };
    let row = state
        .run(ctx, move |app, ctx| {
            app::import::change_row(app, ctx, id, number, &change)
        })
        .await?;
    Ok(Json(row.into()))
}

/// One change of many rows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Many {
    /// Which rows; without it, all.
    #[serde(default)]
    filter: Filter,
    /// What is done with them.
    change: ManyChange,
}

/// What is done with the rows: one of these.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum ManyChange {
    /// They are to be written, or not.
    Chosen(bool),
    /// `create`, `update`, `merge`, `skip`, or `rules` to leave it to the rules.
    Decision(String),
    /// Every `from` in a column becomes `to`; an empty `from` stands for empty cells.
    Replace {
        /// The column, from 0.
        column: usize,
        from: String,
        to: String,
    },
    /// The cells of a column all become this.
    Set {
        /// The column, from 0.
        column: usize,
        text: String,
    },
    /// What was read is put back.
    Reset,
}

/// How many rows were changed.
#[derive(Serialize, ToSchema)]
struct Done {
    changed: i64,
}

/// One change for all rows that a filter leaves: choose, decide, replace in a column, set a column.
#[utoipa::path(post, path = "/imports/{id}/rows/bulk", tag = "import",
    operation_id = "update_import_rows", params(("id" = uuid::Uuid, Path)), request_body = Many,
    responses((status = 200, body = Done)), extensions(("x-right" = json!("import.run"))))]
async fn change_many(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportId>,
    Body(body): Body<Many>,
) -> Result<Json<Done>, Problem> {
    let filter = body.filter.read()?;
    let pick = match body.change {
        ManyChange::Chosen(chosen) => Pick::Choose(chosen),
        ManyChange::Decision(code) if code == "rules" => Pick::Decide(None),
        ManyChange::Decision(code) => {
            let decision = code.parse();
            let bad = |_| Problem::invalid("decision", "code.unknown");
            Pick::Decide(Some(decision.map_err(bad)?))
        }
        ManyChange::Replace { column, from, to } => Pick::Replace { column, from, to },
        ManyChange::Set { column, text } => Pick::Set { column, text },
        ManyChange::Reset => Pick::Reset,
    };
    let changed = state
        .run(ctx, move |app, ctx| {
            app::import::change_rows(app, ctx, id, &filter, &pick)
        })
        .await?;
    Ok(Json(Done { changed }))
}

/// The fields that columns can fill, by kind of record.
#[utoipa::path(get, path = "/import-fields", tag = "import", operation_id = "list_import_fields",
    responses((status = 200, body = BTreeMap<String, Vec<FieldView>>)),
    extensions(("x-right" = json!("import.run"))))]
async fn all_fields(Who(_ctx): Who) -> Json<BTreeMap<&'static str, Vec<FieldView>>> {
    Json(fields())
}
