//! Saved views: one's own, and those shared with all.

use app::view::{Error, Input};
use axum::response::Response;
use domain::id::{UserId, ViewId};
use domain::view::View;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::refused;
use crate::extract::{Body, IfMatch, Path, Query, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
}

/// A saved view.
#[derive(Serialize, ToSchema)]
struct SavedView {
    #[schema(value_type = Uuid)]
    id: ViewId,
    #[schema(value_type = Uuid)]
    owner_id: UserId,
    page: String,
    name: String,
    shared: bool,
    state: String,
    version: i64,
}

impl From<View> for SavedView {
    fn from(view: View) -> Self {
        Self {
            id: view.id,
            owner_id: view.owner_id,
            page: view.data.page,
            name: view.data.name,
            shared: view.data.shared,
            state: view.data.state,
            version: view.version,
        }
    }
}

/// What is written of a view; its page stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct SavedViewInput {
    page: Option<String>,
    name: Option<String>,
    shared: Option<bool>,
    /// What the page keeps in its address: filter, columns, order.
    state: Option<String>,
}

impl From<SavedViewInput> for Input {
    fn from(body: SavedViewInput) -> Self {
        Self {
            page: body.page,
            name: body.name,
            shared: body.shared,
            state: body.state,
        }
    }
}

/// Of which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfPage {
    /// As in `clients`.
    page: Option<String>,
}

/// The views one may open.
#[utoipa::path(get, path = "/views", tag = "view", operation_id = "list_views", params(OfPage),
    responses((status = 200, body = List<SavedView>)),
    extensions(("x-right" = json!("signed_in"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(of): Query<OfPage>,
) -> Result<List<SavedView>, Problem> {
    let views = state
        .run(ctx, move |app, ctx| {
            app::view::list(app, ctx, of.page.as_deref())
        })
        .await?;
    Ok(List::whole(
        views.into_iter().map(SavedView::from).collect(),
    ))
}

/// Save a view.
#[utoipa::path(post, path = "/views", tag = "view", operation_id = "create_view",
    request_body = SavedViewInput, responses((status = 201, body = SavedView)),
    extensions(("x-right" = json!("signed_in"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<SavedViewInput>,
) -> Result<Response, Problem> {
    let view = state
        .run(ctx, move |app, ctx| {
            app::view::create(app, ctx, &body.into())
        })
        .await?;
    let location = format!("/api/v1/views/{}", view.id);
    Ok(respond::created(
        &location,
        Some(view.version),
        SavedView::from(view),
    ))
}

/// Change one's own view.
#[utoipa::path(patch, path = "/views/{id}", tag = "view", operation_id = "update_view",
    params(("id" = Uuid, Path)), request_body = SavedViewInput,
    responses((status = 200, body = SavedView)),
    extensions(("x-right" = json!("signed_in"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ViewId>,
    IfMatch(version): IfMatch,
    Body(body): Body<SavedViewInput>,
) -> Result<Response, Problem> {
    let view = state
        .run(ctx, move |app, ctx| {
            app::view::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(view.version, SavedView::from(view)))
}

/// Remove one's own view.
#[utoipa::path(delete, path = "/views/{id}", tag = "view", operation_id = "delete_view",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("signed_in"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ViewId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::view::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use domain::policy::Role;
    use serde_json::json;

    use crate::testing::TestServer;

    #[tokio::test]
    async fn a_view_is_private_until_it_is_shared() {
        let server = TestServer::new();
        let body = json!({ "page": "clients", "name": "Золотые", "state": "marker=gold" });
        let mine = server.post(Role::HeadOfSales, "/views", body.clone()).await;
        assert_eq!(mine.status, StatusCode::CREATED, "{}", mine.text);
        let one = mine.header("location").to_owned();
        let seen = |role| {
            let server = &server;
            async move {
                let list = server.get(role, "/views?page=clients").await.json();
                list["items"].as_array().unwrap().len()
            }
        };
        assert_eq!(
            (
                seen(Role::HeadOfSales).await,
                seen(Role::Telemarketer).await
            ),
            (1, 0)
        );
        let foreign = server
            .patch(Role::Telemarketer, &one, 1, json!({ "name": "x" }))
            .await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        let shared = server
            .patch(Role::HeadOfSales, &one, 1, json!({ "shared": true }))
            .await;
        assert_eq!(shared.json()["shared"], true);
        assert_eq!(seen(Role::Telemarketer).await, 1);
        let foreign = server.delete(Role::Telemarketer, &one, 2).await;
        assert_eq!(
            foreign.status,
            StatusCode::NOT_FOUND,
            "others open it, they do not change it"
        );
        let own = server
            .post(
                Role::Telemarketer,
                "/views",
                json!({
                    "page": "clients", "name": "x", "state": "", "shared": true
                }),
            )
            .await;
        assert_eq!(own.status, StatusCode::FORBIDDEN);
        let bad = server
            .post(
                Role::Owner,
                "/views",
                json!({ "page": "../x", "name": "x" }),
            )
            .await;
        assert_eq!(bad.field(), "page/field.invalid");
        assert_eq!(
            server.delete(Role::HeadOfSales, &one, 2).await.status,
            StatusCode::NO_CONTENT
        );
    }
}
