//! Regular imports: folders that are looked into again and again.

use app::import::{FeedData, FeedItem};
use axum::Json;
use axum::response::Response;
use domain::id::{ImportFeedId, ImportProfileId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::view::ImportView;
use crate::api::job::{Queued, queued};
use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List, created, none};
use crate::state::State;

pub(super) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, update, delete))
        .routes(routes!(look))
        .routes(routes!(folders))
}

/// A folder that is looked into.
#[derive(Serialize, ToSchema)]
struct FeedView {
    #[schema(value_type = uuid::Uuid)]
    id: ImportFeedId,
    name: String,
    /// The folder, right under the root of the configuration.
    folder: String,
    /// Which names of files are meant; `*` and `?`.
    pattern: String,
    #[schema(value_type = uuid::Uuid)]
    profile_id: ImportProfileId,
    /// Name of the kept mapping.
    profile_name: Option<String>,
    /// What the rows are.
    kind: Option<&'static str>,
    /// Minutes from look to look.
    minutes: i64,
    active: bool,
    /// In whose name it works: who changed it last.
    #[schema(value_type = uuid::Uuid)]
    user_id: UserId,
    looked_at: Option<Timestamp>,
    /// Why the last look failed.
    error: Option<String>,
    /// The newest import that came of it.
    last: Option<ImportView>,
    version: i64,
}

impl From<FeedItem> for FeedView {
    fn from(item: FeedItem) -> Self {
        let FeedItem {
            feed,
            profile,
            last,
        } = item;
        Self {
            id: feed.id,
            name: feed.data.name,
            folder: feed.data.folder,
            pattern: feed.data.pattern,
            profile_id: feed.data.profile_id,
            kind: profile.as_ref().map(|profile| profile.kind.code()),
            profile_name: profile.map(|profile| profile.name),
            minutes: feed.data.minutes,
            active: feed.data.active,
            user_id: feed.user,
            looked_at: feed.looked_at,
            error: feed.error,
            last: last.map(ImportView::short),
            version: feed.version,
        }
    }
}

/// What is said of a folder.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FeedGiven {
    name: String,
    folder: String,
    /// `*` stands for any characters, `?` for one.
    pattern: String,
    #[schema(value_type = uuid::Uuid)]
    profile_id: ImportProfileId,
    /// 1 to 10080.
    minutes: i64,
    active: bool,
}

impl From<FeedGiven> for FeedData {
    fn from(given: FeedGiven) -> Self {
        Self {
            name: given.name,
            folder: given.folder,
            pattern: given.pattern,
            profile_id: given.profile_id,
            minutes: given.minutes,
            active: given.active,
        }
    }
}

/// Regular imports, by name.
#[utoipa::path(get, path = "/import-feeds", tag = "import", operation_id = "list_import_feeds",
    responses((status = 200, body = List<FeedView>)),
    extensions(("x-right" = json!("import.run"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<FeedView>, Problem> {
    let feeds = state.run(ctx, app::import::feeds).await?;
    Ok(List::whole(feeds.into_iter().map(FeedView::from).collect()))
}

/// One regular import.
#[utoipa::path(get, path = "/import-feeds/{id}", tag = "import", operation_id = "find_import_feed",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = FeedView)),
    extensions(("x-right" = json!("import.run"))))]
async fn find(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportFeedId>,
) -> Result<Response, Problem> {
    let item = state
        .run(ctx, move |app, ctx| app::import::find_feed(app, ctx, id))
        .await?;
    Ok(respond::one(item.feed.version, FeedView::from(item)))
}

/// Have a folder looked into.
#[utoipa::path(post, path = "/import-feeds", tag = "import", operation_id = "create_import_feed",
    request_body = FeedGiven, responses((status = 201, body = FeedView)),
    extensions(("x-right" = json!("import.run"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(given): Body<FeedGiven>,
) -> Result<Response, Problem> {
    let item = state
        .run(ctx, move |app, ctx| {
            app::import::add_feed(app, ctx, given.into())
        })
        .await?;
    let location = format!("/api/v1/import-feeds/{}", item.feed.id);
    let version = item.feed.version;
    Ok(created(&location, Some(version), FeedView::from(item)))
}

/// Change a regular import. From now on it works in one's own name.
#[utoipa::path(patch, path = "/import-feeds/{id}", tag = "import",
    operation_id = "update_import_feed", params(("id" = uuid::Uuid, Path)),
    request_body = FeedGiven, responses((status = 200, body = FeedView)),
    extensions(("x-right" = json!("import.run"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportFeedId>,
    IfMatch(version): IfMatch,
    Body(given): Body<FeedGiven>,
) -> Result<Response, Problem> {
    let item = state
        .run(ctx, move |app, ctx| {
            app::import::change_feed(app, ctx, id, version, given.into())
        })
        .await?;
    Ok(respond::one(item.feed.version, FeedView::from(item)))
}

/// Have a folder looked into no more; what came of it stays.
#[utoipa::path(delete, path = "/import-feeds/{id}", tag = "import",
    operation_id = "delete_import_feed", params(("id" = uuid::Uuid, Path)),
    responses((status = 204)), extensions(("x-right" = json!("import.run"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportFeedId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::import::remove_feed(app, ctx, id, version)
        })
        .await?;
    Ok(none())
}

/// Look into a folder now, in the background.
#[utoipa::path(post, path = "/import-feeds/{id}/look", tag = "import",
    operation_id = "look_import_feed", params(("id" = uuid::Uuid, Path)),
    responses((status = 202, body = Queued)),
    extensions(("x-right" = json!("import.run"))))]
async fn look(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ImportFeedId>,
) -> Result<Response, Problem> {
    let job = state
        .run(ctx, move |app, ctx| app::import::look_now(app, ctx, id))
        .await?;
    Ok(queued(job))
}

/// The folders that can be looked into.
#[derive(Serialize, ToSchema)]
struct FoldersView {
    /// Whether the configuration names a root (`import_folders`).
    configured: bool,
    names: Vec<String>,
}

/// The folders that can be looked into.
#[utoipa::path(get, path = "/import-feed-folders", tag = "import",
    operation_id = "list_import_feed_folders", responses((status = 200, body = FoldersView)),
    extensions(("x-right" = json!("import.run"))))]
async fn folders(state: State, Who(ctx): Who) -> Result<Json<FoldersView>, Problem> {
    let folders = state.run(ctx, app::import::feed_folders).await?;
    Ok(Json(FoldersView {
        configured: folders.configured,
        names: folders.names,
    }))
}
