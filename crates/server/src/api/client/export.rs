//! Clients as a file.

use app::client::{ExportFormat, Wish};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::from_query;
use crate::extract::{Query, Who};
use crate::problem::Problem;
use crate::respond;
use crate::state::State;

/// The clients a list would show, as a file; journalled. The filter stands in the query as in
/// `GET /clients`.
#[utoipa::path(get, path = "/clients/export", tag = "client", operation_id = "export_clients",
    params(("format" = String, Query, description = "`csv`, `xlsx` or `ndjson`"),
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
        let known: ExportFormat = value
            .parse()
            .map_err(|_| Problem::invalid("format", "code.unknown"))?;
        format = Some(known);
    }
    let format = format.ok_or_else(|| Problem::invalid("format", "field.missing"))?;
    let wish = Wish {
        q: request.q,
        terms: request.terms,
        order: request.order,
        format,
    };
    let file = state
        .run(ctx, move |app, ctx| app::client::export(app, ctx, &wish))
        .await?;
    let kind = match format {
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat::Ndjson => "application/x-ndjson",
    };
    let name = format!("attachment; filename=\"clients.{}\"", format.code());
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = HeaderValue::from_str(&name).expect("a code is fine in a header");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(respond::secret((headers, file).into_response()))
}
