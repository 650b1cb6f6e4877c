//! API tokens of the person signed in.

use app::token::Error;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::TokenId;
use domain::policy::TokenScope;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::user::bad_text;
use crate::extract::{Body, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(revoke))
}

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
struct TokenView {
    #[schema(value_type = uuid::Uuid)]
    id: TokenId,
    name: String,
    /// `read`, `write`, `export`, `admin`.
    #[schema(value_type = Vec<String>)]
    scopes: Vec<TokenScope>,
    created_at: Timestamp,
    expires_at: Timestamp,
    revoked_at: Option<Timestamp>,
    used_at: Option<Timestamp>,
}

impl From<app::token::Token> for TokenView {
    fn from(token: app::token::Token) -> Self {
        Self {
            id: token.id,
            name: token.name,
            scopes: token.scopes,
            created_at: token.created_at,
            expires_at: token.expires_at,
            revoked_at: token.revoked_at,
            used_at: token.used_at,
        }
    }
}

/// A new token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewToken {
    name: String,
    #[schema(value_type = Vec<String>)]
    scopes: Vec<TokenScope>,
    /// Days it lives, at most as many as the setting `token.lifetime` allows.
    days: i64,
}

/// A token with its secret; shown this once.
#[derive(Serialize, ToSchema)]
struct MadeToken {
    token: TokenView,
    secret: String,
}

/// One's own tokens, ended ones too.
#[utoipa::path(get, path = "/tokens", tag = "token", responses((status = 200, body = List<TokenView>)),
    extensions(("x-right" = json!("signed_in"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<TokenView>, Problem> {
    let tokens = state.run(ctx, app::token::list).await?;
    Ok(List::whole(
        tokens.into_iter().map(TokenView::from).collect(),
    ))
}

/// Make a token for oneself.
#[utoipa::path(post, path = "/tokens", tag = "token", request_body = NewToken,
    responses((status = 201, body = MadeToken)),
    extensions(("x-right" = json!("token.create"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<NewToken>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            app::token::create(app, ctx, &body.name, &body.scopes, body.days)
        })
        .await?;
    let location = format!("/api/v1/tokens/{}", made.token.id);
    let body = MadeToken {
        token: made.token.into(),
        secret: made.secret,
    };
    Ok(respond::secret(respond::created(&location, None, body)))
}

/// Revoke one of one's own tokens; it is dead when this answers.
#[utoipa::path(delete, path = "/tokens/{id}", tag = "token", params(("id" = uuid::Uuid, Path)),
    responses((status = 204)),
    extensions(("x-right" = json!("signed_in"))))]
async fn revoke(state: State, Who(ctx): Who, Path(id): Path<TokenId>) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| app::token::revoke(app, ctx, id))
        .await?;
    Ok(respond::none())
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::ThroughToken => Self::new(StatusCode::FORBIDDEN, "token.people_only"),
            Error::NotFound => Self::not_found(),
            Error::BadName(error) => bad_text("name", error),
            Error::NoScope => Self::invalid("scopes", "token.no_scope"),
            Error::BadLifetime { max } => {
                Self::invalid("days", "token.bad_lifetime").field_param("max", max)
            }
            Error::Db(error) => error.into(),
        }
    }
}
