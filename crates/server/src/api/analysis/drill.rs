//! The clients behind a number of a figure.

use std::collections::BTreeMap;

use app::analysis::{self, Cell, Figures, Question, Resolved, Sort};
use app::client::Listed;
use domain::id::ClientId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Asked, json};
use crate::api::client::{attached, known};
use crate::extract::{Body, Who};
use crate::problem::Problem;
use crate::respond::{Limit, cursor, read_cursor};
use crate::state::State;
use axum::response::Response;

/// Which clients.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AnalysisDrill)]
pub(super) struct Wanted {
    /// The question of the figure.
    #[serde(default)]
    parameters: Asked,
    /// The number: `kind` and what narrows it down, as `{"kind": "abcxyz", "abc": "A"}`.
    cell: BTreeMap<String, String>,
    /// `value`, `orders`, `last_day` or `name`, with `-` the largest first; by default `-value`.
    sort: Option<String>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[schema(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
    /// Whether all are counted; yes when not said.
    total: Option<bool>,
}

/// Something with its name.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalysisClientName)]
struct Named {
    id: Uuid,
    name: String,
}

/// A client with its figures in the window of the question.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalysisClient)]
struct Item {
    #[schema(value_type = Uuid)]
    id: ClientId,
    name: String,
    kind: &'static str,
    relation: &'static str,
    marker: &'static str,
    ladder_step: &'static str,
    service_class: &'static str,
    segment: Option<Named>,
    region: Option<String>,
    manager: Option<Named>,
    version: i64,
    figures: Figures,
}

/// A page of the clients behind a number.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalysisClients)]
pub(super) struct Page {
    parameters: Resolved,
    items: Vec<Item>,
    next: Option<String>,
    /// All clients of the number, unless not asked for.
    total: Option<u64>,
    /// Their value.
    sum_minor: i64,
}

impl From<(Listed, Figures)> for Item {
    fn from((listed, figures): (Listed, Figures)) -> Self {
        Self {
            id: listed.id,
            name: listed.name,
            kind: listed.kind.code(),
            relation: listed.relation.code(),
            marker: listed.marker.code(),
            ladder_step: listed.ladder_step.code(),
            service_class: listed.service_class.code(),
            segment: listed.segment.map(|(id, name)| Named {
                id: id.uuid(),
                name,
            }),
            region: listed.region,
            manager: listed.manager.map(|(id, name)| Named {
                id: id.uuid(),
                name,
            }),
            version: listed.version,
            figures,
        }
    }
}

/// The clients behind a number of a figure.
#[utoipa::path(post, path = "/analysis/clients", tag = "analysis", request_body = Wanted,
    responses((status = 200, body = Page)),
    extensions(("x-right" = json!("analysis.read"))))]
pub(super) async fn clients(
    state: State,
    Who(ctx): Who,
    Body(wanted): Body<Wanted>,
) -> Result<Response, Problem> {
    let question = wanted.parameters.question()?;
    let cell = Cell::read(&wanted.cell)
        .map_err(|bad| Problem::invalid(format!("cell.{}", bad.0), "field.invalid"))?;
    let sort = Sort::read(wanted.sort.as_deref().unwrap_or("-value"))
        .ok_or_else(|| Problem::invalid("sort", "field.invalid"))?;
    let after = wanted.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = wanted.limit.get();
    let counted = wanted.total != Some(false);
    let found = state
        .run(ctx, move |app, ctx| {
            analysis::clients(app, ctx, &question, &cell, sort, after.as_ref(), limit)
        })
        .await?;
    Ok(json(&Page {
        parameters: found.parameters,
        items: found.items.into_iter().map(Item::from).collect(),
        next: found.next.as_ref().map(cursor),
        total: Some(found.total).filter(|_| counted),
        sum_minor: found.sum_minor,
    }))
}

/// Which clients as a file, and as what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AnalysisExport)]
pub(super) struct Exported {
    /// The question of the figure.
    #[serde(default)]
    parameters: BTreeMap<String, String>,
    /// The number, as for `POST /analysis/clients`.
    cell: BTreeMap<String, String>,
    /// As for `POST /analysis/clients`.
    sort: Option<String>,
    /// `csv`, `xlsx` or `ndjson`.
    format: String,
}

/// The clients behind a number of a figure as a file; journalled.
#[utoipa::path(post, path = "/analysis/clients/export", tag = "analysis",
    operation_id = "export_clients_of_figure", request_body = Exported,
    responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("client.export"))))]
pub(super) async fn export(
    state: State,
    Who(ctx): Who,
    Body(wanted): Body<Exported>,
) -> Result<Response, Problem> {
    let bad = |field: String| Problem::invalid(field, "field.invalid");
    let question =
        Question::read(&wanted.parameters).map_err(|name| bad(format!("parameters.{name}")))?;
    let cell = Cell::read(&wanted.cell).map_err(|part| bad(format!("cell.{}", part.0)))?;
    let sort = Sort::read(wanted.sort.as_deref().unwrap_or("-value"))
        .ok_or_else(|| bad("sort".to_owned()))?;
    let format = known(&wanted.format)?;
    let told = serde_json::json!({ "parameters": wanted.parameters, "cell": wanted.cell });
    let file = state
        .run(ctx, move |app, ctx| {
            analysis::export(app, ctx, &question, &cell, sort, format, &told)
        })
        .await?;
    Ok(attached(file, format))
}
