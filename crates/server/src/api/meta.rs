//! The API about itself: whether the server answers, the OpenAPI document, and a page of it.

use std::fmt::Write as _;
use std::sync::OnceLock;

use axum::Json;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Who;
use crate::problem::Problem;
use crate::rights::operations;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(health))
        .routes(routes!(document))
        .routes(routes!(page))
}

/// The server answers.
#[derive(Serialize, ToSchema)]
struct Health {
    /// Always `ok`: a server that cannot reach its database answers 503.
    status: &'static str,
}

/// Whether the server and its database answer. Tells nothing else.
#[utoipa::path(get, path = "/health", tag = "meta", responses((status = 200, body = Health)),
    extensions(("x-right" = json!("public"))))]
async fn health(state: State) -> Result<Json<Health>, Problem> {
    state
        .block(|app| app::setting::current(app).map(drop))
        .await?;
    Ok(Json(Health { status: "ok" }))
}

fn openapi() -> &'static utoipa::openapi::OpenApi {
    static DOCUMENT: OnceLock<utoipa::openapi::OpenApi> = OnceLock::new();
    DOCUMENT.get_or_init(|| super::routes().into_openapi())
}

/// The OpenAPI document.
#[utoipa::path(get, path = "/openapi.json", tag = "meta", responses((status = 200)),
    extensions(("x-right" = json!("signed_in"))))]
async fn document(_: Who) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let text = openapi().to_pretty_json().unwrap_or_default();
    (kind, text).into_response()
}

/// The operations as a page.
#[utoipa::path(get, path = "/docs", tag = "meta", responses((status = 200)),
    extensions(("x-right" = json!("signed_in"))))]
async fn page(_: Who) -> Html<String> {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Clientele API</title>\
         <h1>Clientele API</h1><p>The whole document: <a href=\"openapi.json\">openapi.json</a>.\
         <table><thead><tr><th>Operation<th>Right<th>Meaning<tbody>",
    );
    for (path, method, operation) in operations(openapi()) {
        let right = operation
            .extensions
            .as_ref()
            .and_then(|all| all.get("x-right"));
        let right = right.and_then(|right| right.as_str()).unwrap_or_default();
        let meaning = operation.summary.as_deref().unwrap_or_default();
        let [path, right, meaning] = [path, right, meaning].map(escape);
        write!(
            html,
            "<tr><td><code>{method} {path}</code><td><code>{right}</code><td>{meaning}"
        )
        .expect("writing to a String cannot fail");
    }
    html.push_str("</table></html>");
    Html(html)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
