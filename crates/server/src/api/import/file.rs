//! Files that leave an import and come back: rows to mend, the report, templates.

use app::client::ExportFormat;
use app::import::Upload;
use axum::Json;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::ImportId;
use domain::import::Kind;
use domain::language::Language;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::upload::take;
use crate::api::client::attached_as;
use crate::extract::{Path, Query, Who};
use crate::problem::Problem;
use crate::state::State;

pub(super) fn routes() -> OpenApiRouter<State> {
    let mending = OpenApiRouter::new()
        .routes(routes!(mend))
        .layer(DefaultBodyLimit::disable());
    OpenApiRouter::new()
        .routes(routes!(errors))
        .routes(routes!(report))
        .routes(routes!(template))
        .merge(mending)
}

/// As what.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `csv` or `xlsx`.
    format: String,
}

fn format(text: &str) -> Result<ExportFormat, Problem> {
    let format = text.parse().ok();
    format
        .filter(|format| matches!(format, ExportFormat::Csv | ExportFormat::Xlsx))
        .ok_or_else(|| Problem::invalid("format", "code.unknown"))
}

/// Rows that are doubtful, wrong or refused, each with what it is. Mended in a spreadsheet they
/// can be given back to `POST /imports/{id}/errors`.
#[utoipa::path(get, path = "/imports/{id}/errors", tag = "import",
    operation_id = "export_import_errors", params(("id" = uuid::Uuid, Path), Wanted),
    responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("import.run"))))]
async fn errors(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let format = format(&wanted.format)?;
    let file = state
        .run(ctx, move |app, ctx| {
            app::import::errors(app, ctx, id, format)
        })
        .await?;
    Ok(attached_as("errors", file, format))
}

/// Every row of the file with the one way it ended.
#[utoipa::path(get, path = "/imports/{id}/report", tag = "import",
    operation_id = "export_import_report", params(("id" = uuid::Uuid, Path), Wanted),
    responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("import.run"))))]
async fn report(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let format = format(&wanted.format)?;
    let file = state
        .run(ctx, move |app, ctx| {
            app::import::report(app, ctx, id, format)
        })
        .await?;
    Ok(attached_as("report", file, format))
}

/// What came back of a mended file.
#[derive(Serialize, ToSchema)]
struct MendedView {
    /// Rows whose cells differ now.
    changed: i64,
    /// Rows that say what they said.
    unchanged: i64,
    /// Rows that name no row that could still be changed.
    unknown: i64,
}

/// The form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "tells the document what the form holds")]
struct MendedForm {
    /// The mended file; its column `import_row` tells which row is which.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// Give mended rows back: a form with the file.
#[utoipa::path(post, path = "/imports/{id}/errors", tag = "import",
    operation_id = "mend_import_rows", params(("id" = uuid::Uuid, Path)),
    request_body(content = MendedForm, content_type = "multipart/form-data"),
    responses((status = 200, body = MendedView)),
    extensions(("x-right" = json!("import.run"))))]
async fn mend(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportId>,
    request: Request,
) -> Result<Json<MendedView>, Problem> {
    let broken = || Problem::new(StatusCode::BAD_REQUEST, "body.malformed");
    let form = Multipart::from_request(request, &state).await;
    let mut form = form.map_err(|_| broken())?;
    if let Some(field) = form.next_field().await.map_err(|_| broken())? {
        if field.name() != Some("file") {
            return Err(Problem::invalid(
                field.name().unwrap_or_default(),
                "field.unknown",
            ));
        }
        let upload = state.run(ctx.clone(), Upload::begin).await?;
        let upload = take(&state, upload, field).await?;
        let mended = state
            .run(ctx, move |app, ctx| app::import::mend(app, ctx, id, upload))
            .await?;
        return Ok(Json(MendedView {
            changed: mended.changed,
            unchanged: mended.unchanged,
            unknown: mended.unknown,
        }));
    }
    Err(Problem::invalid("file", "field.missing"))
}

/// Which template.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Template {
    /// What its rows are.
    #[param(value_type = String)]
    kind: Kind,
    /// Language of the headings; else one's own.
    #[param(value_type = Option<String>)]
    language: Option<Language>,
    /// `csv` or `xlsx`.
    format: String,
}

/// An empty table with the headings that are known.
#[utoipa::path(get, path = "/import-template", tag = "import",
    operation_id = "export_import_template", params(Template),
    responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("import.run"))))]
async fn template(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Template>,
) -> Result<Response, Problem> {
    let format = format(&wanted.format)?;
    let language = wanted.language.unwrap_or(ctx.language);
    let file = state
        .run(ctx, move |_, ctx| {
            app::import::template_of(ctx, wanted.kind, language, format)
        })
        .await?;
    Ok(attached_as("template", file, format))
}
