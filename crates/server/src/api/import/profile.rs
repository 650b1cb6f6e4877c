//! Mappings kept for the next file of the same layout.

use app::import::NewProfile;
use app::import::Options;
use axum::response::Response;
use domain::id::{ImportId, ImportProfileId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::mapping;
use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond::{List, created, none};
use crate::state::State;

pub(super) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(delete))
        .routes(routes!(ready))
}

/// A kept mapping.
#[derive(Serialize, ToSchema)]
struct ProfileView {
    #[schema(value_type = uuid::Uuid)]
    id: ImportProfileId,
    name: String,
    /// What the rows are.
    kind: &'static str,
    /// The layout it was made for.
    layout_key: Option<String>,
    #[schema(value_type = Object)]
    mapping: Value,
    options: Value,
    /// Everybody's.
    shared: bool,
    version: i64,
    created_at: Timestamp,
}

impl From<app::import::Profile> for ProfileView {
    fn from(profile: app::import::Profile) -> Self {
        let value = |json: &str| serde_json::from_str(json).unwrap_or(Value::Null);
        Self {
            id: profile.id,
            mapping: value(&profile.mapping),
            options: value(&profile.options),
            name: profile.name,
            kind: profile.kind.code(),
            layout_key: profile.layout_key,
            shared: profile.user.is_none(),
            version: profile.version,
            created_at: profile.created_at,
        }
    }
}

/// One's own profiles and everybody's.
#[utoipa::path(get, path = "/import-profiles", tag = "import", operation_id = "list_import_profiles",
    responses((status = 200, body = List<ProfileView>)),
    extensions(("x-right" = json!("import.run"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<ProfileView>, Problem> {
    let profiles = state.run(ctx, app::import::profiles).await?;
    Ok(List::whole(
        profiles.into_iter().map(ProfileView::from).collect(),
    ))
}

/// A ready mapping for the export of another system.
#[derive(Serialize, ToSchema)]
struct ReadyProfileView {
    /// What `ready_profile` of an import takes.
    code: &'static str,
    /// What the rows are.
    kind: &'static str,
    /// The headings it knows.
    columns: Vec<ReadyColumn>,
}

/// A heading that a ready mapping knows.
#[derive(Serialize, ToSchema)]
struct ReadyColumn {
    heading: &'static str,
    field: &'static str,
}

/// Ready mappings for the exports of other systems.
#[utoipa::path(get, path = "/import-ready-profiles", tag = "import",
    operation_id = "list_import_ready_profiles",
    responses((status = 200, body = List<ReadyProfileView>)),
    extensions(("x-right" = json!("import.run"))))]
async fn ready(state: State, Who(ctx): Who) -> Result<List<ReadyProfileView>, Problem> {
    let profiles = state
        .run(ctx, |_, ctx| app::import::ready_profiles(ctx))
        .await?;
    let view = |profile: &'static domain::import::Profile| ReadyProfileView {
        code: &profile.code,
        kind: profile.kind.code(),
        columns: profile
            .headings()
            .map(|(heading, field)| ReadyColumn {
                heading,
                field: field.code(),
            })
            .collect(),
    };
    Ok(List::whole(profiles.iter().map(view).collect()))
}

/// A mapping to keep: that of an import, or one written out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Kept {
    name: String,
    /// The import whose mapping, options and layout are kept.
    #[schema(value_type = Option<uuid::Uuid>)]
    import_id: Option<ImportId>,
    /// The mapping, when it is not that of an import.
    #[schema(value_type = Option<Object>)]
    mapping: Option<Value>,
    options: Option<Options>,
    /// For everybody.
    #[serde(default)]
    shared: bool,
}

/// Keep a mapping for the next file of the same layout.
#[utoipa::path(post, path = "/import-profiles", tag = "import",
    operation_id = "create_import_profile", request_body = Kept,
    responses((status = 201, body = ProfileView)),
    extensions(("x-right" = json!("import.run"))))]
async fn create(state: State, Who(ctx): Who, Body(body): Body<Kept>) -> Result<Response, Problem> {
    let new = NewProfile {
        name: body.name,
        import: body.import_id,
        mapping: body.mapping.map(mapping).transpose()?,
        options: body.options,
        shared: body.shared,
    };
    let profile = state
        .run(ctx, move |app, ctx| {
            app::import::keep_profile(app, ctx, &new)
        })
        .await?;
    let location = format!("/api/v1/import-profiles/{}", profile.id);
    let version = profile.version;
    Ok(created(
        &location,
        Some(version),
        ProfileView::from(profile),
    ))
}

/// Remove a profile.
#[utoipa::path(delete, path = "/import-profiles/{id}", tag = "import",
    operation_id = "delete_import_profile",
    params(("id" = uuid::Uuid, Path)),
    responses((status = 204)), extensions(("x-right" = json!("import.run"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportProfileId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::import::forget_profile(app, ctx, id, version)
        })
        .await?;
    Ok(none())
}
