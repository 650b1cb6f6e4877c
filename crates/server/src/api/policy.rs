//! The rights policy as a table, for the page that explains it.

use axum::Json;
use domain::policy::{Role, describe};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Who;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(matrix))
}

/// The whole policy.
#[derive(Serialize, ToSchema)]
struct Matrix {
    /// The columns.
    roles: Vec<&'static str>,
    /// One row for each entity, action and field.
    rows: Vec<Row>,
}

/// One row of the policy.
#[derive(Serialize, ToSchema)]
struct Row {
    /// `read`, `do` or `see`.
    kind: &'static str,
    /// The code of the entity, action or field.
    code: &'static str,
    /// One word for each role: how far it reads, whether it may, how much it sees.
    words: Vec<&'static str>,
}

/// Who may do what.
#[utoipa::path(get, path = "/policy", tag = "policy", responses((status = 200, body = Matrix)),
    extensions(("x-right" = json!("signed_in"))))]
async fn matrix(_: Who) -> Json<Matrix> {
    let rows = describe().into_iter();
    Json(Matrix {
        roles: Role::ALL.iter().map(|role| role.code()).collect(),
        rows: rows
            .map(|(kind, code, words)| Row { kind, code, words })
            .collect(),
    })
}
