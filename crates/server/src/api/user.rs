//! Employees: their accounts, and one-time passwords for them.

use app::user::{Change, Error, New, OneTime};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{TeamId, UserId};
use domain::language::Language;
use domain::policy::Role;
use domain::text::TextError;
use domain::user::UserState;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, change))
        .routes(routes!(set_password))
}

/// An employee.
#[derive(Serialize, ToSchema)]
struct UserView {
    #[schema(value_type = uuid::Uuid)]
    id: UserId,
    login: String,
    name: String,
    #[schema(value_type = String)]
    role: Role,
    #[schema(value_type = Option<uuid::Uuid>)]
    team_id: Option<TeamId>,
    #[schema(value_type = String)]
    language: Language,
    #[schema(value_type = String)]
    state: UserState,
    version: i64,
    created_at: Timestamp,
}

impl From<app::user::User> for UserView {
    fn from(user: app::user::User) -> Self {
        Self {
            id: user.id,
            login: user.login,
            name: user.name,
            role: user.role,
            team_id: user.team_id,
            language: user.language,
            state: user.state,
            version: user.version,
            created_at: user.created_at,
        }
    }
}

/// A new employee.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewUser {
    login: String,
    name: String,
    #[schema(value_type = String)]
    role: Role,
    #[schema(value_type = Option<uuid::Uuid>)]
    team_id: Option<TeamId>,
    #[schema(value_type = String)]
    language: Language,
}

/// Changes of an account; absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UserChange {
    login: Option<String>,
    name: Option<String>,
    #[schema(value_type = Option<String>)]
    role: Option<Role>,
    /// `null`: no team.
    #[serde(default, deserialize_with = "crate::extract::present")]
    #[schema(value_type = Option<uuid::Uuid>)]
    team_id: Option<Option<TeamId>>,
    /// `false` ends every session and token of the account at once.
    enabled: Option<bool>,
}

/// An account with a password that works once; shown this once.
#[derive(Serialize, ToSchema)]
struct OneTimeView {
    user: UserView,
    one_time_password: String,
    valid_until: Timestamp,
}

impl From<OneTime> for OneTimeView {
    fn from(made: OneTime) -> Self {
        Self {
            user: made.user.into(),
            one_time_password: made.password,
            valid_until: made.until,
        }
    }
}

/// Everybody.
#[utoipa::path(get, path = "/users", tag = "user", responses((status = 200, body = List<UserView>)),
    extensions(("x-right" = json!("user.read"))))]
async fn list(state: State, Who(ctx): Who) -> Result<List<UserView>, Problem> {
    let users = state.run(ctx, app::user::list).await?;
    Ok(List::whole(users.into_iter().map(UserView::from).collect()))
}

/// Add an employee; they choose a password of their own with the one-time one.
#[utoipa::path(post, path = "/users", tag = "user", request_body = NewUser,
    responses((status = 201, body = OneTimeView)),
    extensions(("x-right" = json!("user.manage"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<NewUser>,
) -> Result<Response, Problem> {
    let new = New {
        login: body.login,
        name: body.name,
        role: body.role,
        team_id: body.team_id,
        language: body.language,
    };
    let made = state
        .run(ctx, move |app, ctx| app::user::create(app, ctx, &new))
        .await?;
    let location = format!("/api/v1/users/{}", made.user.id);
    let version = Some(made.user.version);
    let response = respond::created(&location, version, OneTimeView::from(made));
    Ok(respond::secret(response))
}

/// One employee.
#[utoipa::path(get, path = "/users/{id}", tag = "user", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = UserView)),
    extensions(("x-right" = json!("user.read"))))]
async fn find(state: State, Who(ctx): Who, Path(id): Path<UserId>) -> Result<Response, Problem> {
    let user = state
        .run(ctx, move |app, ctx| app::user::find(app, ctx, id))
        .await?;
    Ok(respond::one(user.version, UserView::from(user)))
}

/// Change an account.
#[utoipa::path(patch, path = "/users/{id}", tag = "user", params(("id" = uuid::Uuid, Path)),
    request_body = UserChange, responses((status = 200, body = UserView)),
    extensions(("x-right" = json!("user.manage"))))]
async fn change(
    state: State,
    Who(ctx): Who,
    Path(id): Path<UserId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UserChange>,
) -> Result<Response, Problem> {
    let change = Change {
        login: body.login,
        name: body.name,
        role: body.role,
        team_id: body.team_id,
        enabled: body.enabled,
    };
    let user = state
        .run(ctx, move |app, ctx| {
            app::user::change(app, ctx, id, version, &change)
        })
        .await?;
    Ok(respond::one(user.version, UserView::from(user)))
}

/// Give somebody a one-time password. Every session and token of theirs ends.
#[utoipa::path(post, path = "/users/{id}/password", tag = "user",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = OneTimeView)),
    extensions(("x-right" = json!("user.manage"))))]
async fn set_password(
    state: State,
    Who(ctx): Who,
    Path(id): Path<UserId>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            app::user::set_one_time_password(app, ctx, id)
        })
        .await?;
    let response = respond::one(made.user.version, OneTimeView::from(made));
    Ok(respond::secret(response))
}

/// The refusal of a text in a field, with its limit when it was too long.
pub fn bad_text(field: &str, error: TextError) -> Problem {
    let problem = Problem::invalid(field, error.code());
    match error {
        TextError::TooLong { max } => problem.field_param("max", max),
        _ => problem,
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let code = error.code();
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::OwnerOnly | Error::ThroughToken => Self::new(StatusCode::FORBIDDEN, code),
            Error::OwnAccount | Error::LastOwner | Error::Disabled => {
                Self::new(StatusCode::CONFLICT, code)
            }
            Error::BadLogin(_) | Error::LoginTaken => Self::invalid("login", code),
            Error::BadName(error) => bad_text("name", error),
            Error::NoTeam => Self::invalid("team_id", code),
            Error::BadTimeZone => Self::invalid("time_zone", code),
            Error::BadPassword(_) => Self::invalid("new", code),
            Error::SignIn(app::session::SignInError::Wrong) => Self::invalid("current", code),
            Error::SignIn(error) => error.into(),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::Db(error) => error.into(),
        }
    }
}
