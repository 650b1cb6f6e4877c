//! A file on its way in: streamed to the disk piece by piece, or pasted as text.

use app::import::{Import, New, Options, Upload};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::Response;
use domain::id::ImportProfileId;
use domain::import::Kind;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::view::ImportView;
use crate::extract::{Body, Who, parse, too_large};
use crate::problem::Problem;
use crate::respond::created;
use crate::state::State;

/// Pieces gathered before they are written.
const PIECE: usize = 1 << 20;
/// The longest other field of the form.
const FIELD_LIMIT: usize = 1 << 20;

pub(super) fn routes() -> OpenApiRouter<State> {
    // The size of a file has a limit of its own, in the configuration.
    OpenApiRouter::new()
        .routes(routes!(upload))
        .layer(DefaultBodyLimit::disable())
}

/// A table as it stands in the clipboard: text with tabs, or HTML.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Pasted {
    /// The text.
    text: String,
    /// What to call it.
    #[serde(default)]
    name: String,
    /// What the rows are; else the headings tell.
    #[schema(value_type = Option<String>)]
    kind: Option<Kind>,
    /// How it is read and written.
    #[serde(default)]
    options: Options,
    /// A kept mapping.
    #[schema(value_type = Option<uuid::Uuid>)]
    profile_id: Option<ImportProfileId>,
}

/// The fields of the form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "tells the document what the form holds")]
struct Form {
    /// What the rows are; else the headings tell.
    kind: Option<String>,
    /// How it is read and written, JSON.
    options: Option<Options>,
    /// A kept mapping.
    profile_id: Option<uuid::Uuid>,
    /// The file; it comes last.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// Bring a table in: a form with the file as its last field, or JSON with a pasted text. Its rows
/// are read in the background.
#[utoipa::path(post, path = "/imports", tag = "import", operation_id = "create_import",
    request_body(content((Form = "multipart/form-data"), (Pasted = "application/json"))),
    responses((status = 201, body = ImportView)),
    extensions(("x-right" = json!("import.run"))))]
async fn upload(state: State, Who(ctx): Who, request: Request) -> Result<Response, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let import = if kind.starts_with("multipart/form-data") {
        form(&state, ctx, request).await?
    } else {
        let limit = state.config.bulk_body_limit;
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, limit)
            .await
            .map_err(|_| too_large())?;
        let request = Request::from_parts(parts, axum::body::Body::from(body));
        let Body(pasted) = Body::<Pasted>::from_request(request, &state).await?;
        state
            .run(ctx, move |app, ctx| {
                let mut upload = Upload::begin(app, ctx)?;
                upload.write(pasted.text.as_bytes())?;
                let new = New {
                    file_name: pasted.name,
                    kind: pasted.kind,
                    options: pasted.options,
                    profile: pasted.profile_id,
                };
                upload.finish(app, ctx, &new)
            })
            .await?
    };
    let location = format!("/api/v1/imports/{}", import.run.id);
    let version = import.run.version;
    Ok(created(&location, Some(version), ImportView::whole(import)))
}

async fn form(state: &State, ctx: app::Context, request: Request) -> Result<Import, Problem> {
    let broken = || Problem::new(StatusCode::BAD_REQUEST, "body.malformed");
    let mut form = Multipart::from_request(request, state)
        .await
        .map_err(|_| broken())?;
    let mut new = New::default();
    while let Some(mut field) = form.next_field().await.map_err(|_| broken())? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            new.file_name = field.file_name().unwrap_or_default().to_owned();
            let begun = ctx.clone();
            let upload = state.run(begun, Upload::begin).await?;
            let upload = take(state, upload, field).await?;
            return state
                .run(ctx, move |app, ctx| upload.finish(app, ctx, &new))
                .await;
        }
        let mut text = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|_| broken())? {
            text.extend_from_slice(&chunk);
            if text.len() > FIELD_LIMIT {
                return Err(too_large());
            }
        }
        let text = String::from_utf8(text).map_err(|_| Problem::invalid(&name, "field.invalid"))?;
        match name.as_str() {
            "kind" => {
                let kind = text.parse();
                new.kind = Some(kind.map_err(|_| Problem::invalid("kind", "code.unknown"))?);
            }
            "options" => new.options = parse(text.as_bytes())?,
            "profile_id" => {
                let id = text.parse();
                let bad = |_| Problem::invalid("profile_id", "field.invalid");
                new.profile = Some(id.map_err(bad)?);
            }
            _ => return Err(Problem::invalid(name, "field.unknown")),
        }
    }
    Err(Problem::invalid("file", "field.missing"))
}

/// Takes the pieces of a file to the disk.
pub(super) async fn take(
    state: &State,
    mut upload: Upload,
    mut field: Field<'_>,
) -> Result<Upload, Problem> {
    let broken = || Problem::new(StatusCode::BAD_REQUEST, "body.malformed");
    let mut piece = Vec::with_capacity(PIECE);
    loop {
        let chunk = field.chunk().await.map_err(|_| broken())?;
        let last = chunk.is_none();
        piece.extend_from_slice(&chunk.unwrap_or_default());
        if piece.len() >= PIECE || last {
            (upload, piece) = state
                .block(move |_| {
                    upload.write(&piece)?;
                    piece.clear();
                    Ok::<_, app::import::Error>((upload, piece))
                })
                .await?;
        }
        if last {
            return Ok(upload);
        }
    }
}
