//! Bringing tables in: uploading, mapping, looking rows through, counting, writing, taking back.

mod feed;
mod file;
mod profile;
mod row;
mod upload;
mod view;

use app::import::{Change, Cursor, Error, Options};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ImportId, ImportProfileId};
use domain::import::{Kind, Mapping};
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::job::{Queued, queued};
use crate::extract::{Body, IfMatch, Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, none, read_cursor};
use crate::state::State;

use self::view::ImportView;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .merge(upload::routes())
        .routes(routes!(list))
        .routes(routes!(find, update, delete))
        .routes(routes!(check))
        .routes(routes!(run))
        .routes(routes!(undo))
        .merge(feed::routes())
        .merge(file::routes())
        .merge(row::routes())
        .merge(profile::routes())
}

/// Which imports.
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
}

/// Imports, the newest first: one's own, or all for those who see all clients.
#[utoipa::path(get, path = "/imports", tag = "import", operation_id = "list_imports",
    params(Wanted), responses((status = 200, body = List<ImportView>)),
    extensions(("x-right" = json!("import.run"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<ImportView>, Problem> {
    let below: Option<Cursor> = wanted.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = wanted.limit.get();
    let page = state
        .run(ctx, move |app, ctx| {
            app::import::list(app, ctx, below, limit)
        })
        .await?;
    Ok(List {
        items: page.items.into_iter().map(ImportView::short).collect(),
        next: page.next.map(|place| cursor(&place)),
        total: None,
    })
}

/// One import: what was seen in the file, the mapping, the counts, the job that works on it.
#[utoipa::path(get, path = "/imports/{id}", tag = "import", operation_id = "find_import",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = ImportView)),
    extensions(("x-right" = json!("import.run"))))]
async fn find(state: State, Who(ctx): Who, Path(id): Path<ImportId>) -> Result<Response, Problem> {
    let import = state
        .run(ctx, move |app, ctx| app::import::find(app, ctx, id))
        .await?;
    Ok(respond::one(import.run.version, ImportView::whole(import)))
}

/// What is changed; absent parts stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Changed {
    /// What the rows are.
    #[schema(value_type = Option<String>)]
    kind: Option<Kind>,
    /// How the file is read and written; parts that are absent are seen from the file.
    options: Option<Options>,
    /// How columns become fields.
    #[schema(value_type = Option<Object>)]
    mapping: Option<Value>,
    /// A profile whose mapping and options are taken.
    #[schema(value_type = Option<uuid::Uuid>)]
    profile_id: Option<ImportProfileId>,
    /// The code of a ready profile whose mapping is taken.
    ready_profile: Option<String>,
}

/// Change how the file is read, mapped or written. A job does what follows: the file is read again,
/// or its rows are staged again.
#[utoipa::path(patch, path = "/imports/{id}", tag = "import", operation_id = "update_import",
    params(("id" = uuid::Uuid, Path)), request_body = Changed,
    responses((status = 200, body = ImportView)),
    extensions(("x-right" = json!("import.run"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportId>,
    IfMatch(version): IfMatch,
    Body(body): Body<Changed>,
) -> Result<Response, Problem> {
    let change = Change {
        kind: body.kind,
        options: body.options,
        mapping: body.mapping.map(mapping).transpose()?,
        profile: body.profile_id,
        ready: body.ready_profile,
    };
    let import = state
        .run(ctx, move |app, ctx| {
            app::import::update(app, ctx, id, version, &change)
        })
        .await?;
    Ok(respond::one(import.run.version, ImportView::whole(import)))
}

/// A mapping from a body, or which part of it cannot be read.
fn mapping(value: Value) -> Result<Mapping, Problem> {
    serde_json::from_value(value).map_err(|error| {
        let problem = Problem::invalid("mapping", "import.mapping");
        problem.field_param("detail", error.to_string())
    })
}

/// Forget an import with its rows and its file; what it wrote stays.
#[utoipa::path(delete, path = "/imports/{id}", tag = "import", operation_id = "delete_import",
    params(("id" = uuid::Uuid, Path)),
    responses((status = 204)), extensions(("x-right" = json!("import.run"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::import::delete(app, ctx, id, version)
        })
        .await?;
    Ok(none())
}

/// Count what writing the rows would do: exactly, in the background, without writing.
#[utoipa::path(post, path = "/imports/{id}/check", tag = "import", operation_id = "check_import",
    params(("id" = uuid::Uuid, Path)), responses((status = 202, body = Queued)),
    extensions(("x-right" = json!("import.run"))))]
async fn check(state: State, Who(ctx): Who, Path(id): Path<ImportId>) -> Result<Response, Problem> {
    let job = state
        .run(ctx, move |app, ctx| app::import::check(app, ctx, id))
        .await?;
    Ok(queued(job))
}

/// Write the rows, in the background. Rows that have ended are passed over, so it can be asked for
/// again after some were mended or it was called off.
#[utoipa::path(post, path = "/imports/{id}/run", tag = "import", operation_id = "run_import",
    params(("id" = uuid::Uuid, Path)), responses((status = 202, body = Queued)),
    extensions(("x-right" = json!("import.run"))))]
async fn run(state: State, Who(ctx): Who, Path(id): Path<ImportId>) -> Result<Response, Problem> {
    let job = state
        .run(ctx, move |app, ctx| app::import::run(app, ctx, id))
        .await?;
    Ok(queued(job))
}

/// Take the whole import back, in the background: field by field, leaving alone what somebody has
/// changed since.
#[utoipa::path(post, path = "/imports/{id}/undo", tag = "import", operation_id = "undo_import",
    params(("id" = uuid::Uuid, Path)), responses((status = 202, body = Queued)),
    extensions(("x-right" = json!("import.run"))))]
async fn undo(state: State, Who(ctx): Who, Path(id): Path<ImportId>) -> Result<Response, Problem> {
    let job = state
        .run(ctx, move |app, ctx| app::import::undo(app, ctx, id))
        .await?;
    Ok(queued(job))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Busy => Self::new(StatusCode::CONFLICT, "import.busy"),
            Error::State(state) => {
                Self::new(StatusCode::CONFLICT, "import.state").with("state", state.code())
            }
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Mapping(error) => {
                Self::invalid("mapping", error.code()).field_param("detail", error.to_string())
            }
            Error::Invalid(refusals) => {
                let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "fields.invalid");
                refusals
                    .into_iter()
                    .fold(problem, |problem, r| problem.field(r.field, r.code))
            }
            Error::TooLarge { limit } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "import.too_large").with("limit", limit)
            }
            Error::NoPlace => Self::new(StatusCode::SERVICE_UNAVAILABLE, "import.no_place"),
            Error::File(error) => {
                tracing::error!(%error, "a file of an import");
                match error.kind() {
                    std::io::ErrorKind::StorageFull => {
                        Self::new(StatusCode::INSUFFICIENT_STORAGE, "db.full")
                    }
                    _ => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"),
                }
            }
            Error::Table(error) => {
                tracing::error!(%error, "a file of an import could not be written");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
            }
            Error::Db(error) => error.into(),
        }
    }
}
