//! The first start: the owner is made with the token that only the console has shown.

use app::setup::{Error, FirstOwner};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use domain::language::Language;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::session::{SessionView, attempt, opened};
use crate::extract::Body;
use crate::problem::Problem;
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(finish))
}

/// The first owner.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Owner {
    token: String,
    login: String,
    name: String,
    password: String,
    #[schema(value_type = String)]
    language: Language,
}

/// Make the first owner and sign them in. There is no such route once there is an account.
#[utoipa::path(post, path = "/setup", tag = "session", request_body = Owner,
    responses((status = 201, body = SessionView), (status = 404, body = crate::problem::ProblemBody)),
    extensions(("x-right" = json!("public"))))]
async fn finish(state: State, parts: Parts, Body(body): Body<Owner>) -> Result<Response, Problem> {
    let owner = FirstOwner {
        token: body.token,
        login: body.login,
        name: body.name,
        password: body.password,
        language: body.language,
    };
    let at = attempt(&state, &parts);
    let session = state
        .block(move |app| app::setup::finish(app, &owner, &at))
        .await?;
    Ok(opened(&state, StatusCode::CREATED, &session))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::BadLogin(error) => Self::invalid("login", error.code()),
            Error::BadName(error) => Self::invalid("name", error.code()),
            Error::BadPassword(error) => Self::invalid("password", error.code()),
            Error::Db(error) => error.into(),
        }
    }
}
