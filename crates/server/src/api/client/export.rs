//! Clients as a file.

use app::client::{ExportFormat, Wish};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{filter, from_body, from_query};
use crate::extract::{Body, Query, Who};
use crate::problem::Problem;
use crate::respond;
use crate::state::State;

/// The clients a list would show, as a file; journalled. The filter stands in the query as in
/// `GET /clients`.
#[utoipa::path(get, path = "/clients/export", tag = "client", operation_id = "export_clients",
    params(("format" = String, Query, description = "`csv`, `xlsx`, `parquet`, `ndjson` or `vcf`"),
        ("sort" = Option<String>, Query), ("q" = Option<String>, Query)),
    responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("client.export"))))]
pub(super) async fn export(
    state: State,
    Who(ctx): Who,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (request, rest) = from_query(&pairs)?;
    let mut format = None;
    for (name, value) in rest {
        if name != "format" {
            return Err(Problem::invalid(name, "field.unknown"));
        }
        format = Some(known(&value)?);
    }
    let format = format.ok_or_else(|| Problem::invalid("format", "field.missing"))?;
    let wish = Wish {
        q: request.q,
        terms: request.terms,
        order: request.order,
        format,
    };
    send(state, ctx, wish).await
}

/// Which clients, and as what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Exported {
    /// `csv`, `xlsx`, `parquet`, `ndjson` or `vcf`.
    format: String,
    /// As in `POST /clients/query`.
    q: Option<String>,
    /// As in `POST /clients/query`.
    #[serde(default)]
    #[schema(value_type = Object)]
    filter: Map<String, Value>,
    /// As in `POST /clients/query`.
    sort: Option<String>,
}

/// The clients that `POST /clients/query` finds, as a file; journalled.
#[utoipa::path(post, path = "/clients/export", tag = "client", operation_id = "export_found_clients",
    request_body = Exported,
    responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("client.export"))))]
pub(super) async fn export_found(
    state: State,
    Who(ctx): Who,
    Body(wanted): Body<Exported>,
) -> Result<Response, Problem> {
    let wish = Wish {
        terms: from_body(&wanted.filter)?,
        order: filter::order(wanted.sort.as_deref())?,
        format: known(&wanted.format)?,
        q: wanted.q,
    };
    send(state, ctx, wish).await
}

/// The format of a code.
pub(in crate::api) fn known(format: &str) -> Result<ExportFormat, Problem> {
    format
        .parse()
        .map_err(|_| Problem::invalid("format", "code.unknown"))
}

async fn send(state: State, ctx: app::Context, wish: Wish) -> Result<Response, Problem> {
    let format = wish.format;
    let file = state
        .run(ctx, move |app, ctx| app::client::export(app, ctx, &wish))
        .await?;
    Ok(attached(file, format))
}

/// A file to be saved, not shown.
pub(in crate::api) fn attached(file: Vec<u8>, format: ExportFormat) -> Response {
    attached_as("clients", file, format)
}

/// The same under another name.
pub(in crate::api) fn attached_as(
    name: &'static str,
    file: Vec<u8>,
    format: ExportFormat,
) -> Response {
    let kind = match format {
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat::Ndjson => "application/x-ndjson",
        ExportFormat::Parquet => "application/vnd.apache.parquet",
        ExportFormat::Vcard => "text/vcard; charset=utf-8",
    };
    let name = format!("attachment; filename=\"{name}.{}\"", format.code());
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = HeaderValue::from_str(&name).expect("a code is fine in a header");
    headers.insert(header::CONTENT_DISPOSITION, name);
    respond::secret((headers, file).into_response())
}
