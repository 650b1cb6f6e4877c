//! Signing in and out, one's own sessions, profile and password.

use app::session::{Attempt, Error, Opened, SignIn, SignInError};
use app::user::Profile;
use axum::Json;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::{SessionId, UserId};
use domain::language::Language;
use domain::policy::{Field, Role};
use domain::setting::{COMPANY_NAME, COMPANY_TIME_ZONE, SESSION_LIFETIME};
use domain::user::Theme;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::envelope::RequestId;
use crate::extract::{Body, Path, SignedIn, Who};
use crate::guard;
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(log_in))
        .routes(routes!(log_out))
        .routes(routes!(current))
        .routes(routes!(change_profile))
        .routes(routes!(change_password))
        .routes(routes!(list))
        .routes(routes!(end))
}

/// What somebody types to sign in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LogIn {
    login: String,
    password: String,
}

/// Who is signed in, and what the interface needs to know about them.
#[derive(Serialize, ToSchema)]
pub struct SessionView {
    user: Me,
    /// To be sent as `X-CSRF-Token` with every change; absent for a token.
    csrf: Option<String>,
    /// Codes of everything this person may do, `<entity>.read` included.
    allowed: Vec<String>,
    /// `shown`, `masked` or `hidden` for each guarded field.
    #[schema(value_type = BTreeMap<String, String>)]
    fields: BTreeMap<&'static str, &'static str>,
    /// A password of one's own must be chosen before anything else.
    must_change_password: bool,
    /// Currency of reports.
    currency: String,
    company: Company,
}

#[derive(Serialize, ToSchema)]
struct Me {
    #[schema(value_type = uuid::Uuid)]
    id: UserId,
    login: String,
    name: String,
    #[schema(value_type = String)]
    role: Role,
    #[schema(value_type = String)]
    language: Language,
    #[schema(value_type = String)]
    theme: Theme,
    /// IANA name; the company's when none is chosen.
    time_zone: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Company {
    /// Country of phones and tax numbers written without one.
    country: String,
    name: String,
    time_zone: String,
}

fn view(caller: &app::session::Caller) -> SessionView {
    let user = &caller.user;
    let fields = Field::ALL.iter();
    SessionView {
        user: Me {
            id: user.id,
            login: user.login.clone(),
            name: user.name.clone(),
            role: user.role,
            language: user.language,
            theme: user.theme,
            time_zone: user.time_zone.clone(),
        },
        csrf: caller.session.as_ref().map(|session| session.csrf.clone()),
        allowed: caller.ctx.actor.allowed(),
        fields: fields
            .map(|field| (field.code(), caller.ctx.actor.field(*field).code()))
            .collect(),
        must_change_password: user.state == domain::user::UserState::Invited,
        currency: caller.settings.currency().code().to_owned(),
        company: Company {
            country: caller.settings.country().code().to_owned(),
            name: caller.settings.text(&COMPANY_NAME).to_owned(),
            time_zone: caller.settings.text(&COMPANY_TIME_ZONE).to_owned(),
        },
    }
}

/// Where and when a request tries a password.
pub(super) fn attempt(state: &State, parts: &Parts) -> Attempt {
    let agent = parts.headers.get(header::USER_AGENT);
    Attempt {
        now: state.clock.now(),
        request: RequestId::of(parts),
        address: guard::address(parts, &state.config),
        agent: agent
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
    }
}

/// The answer that begins a session: its cookie and its view.
pub(super) fn opened(state: &State, status: StatusCode, opened: &Opened) -> Response {
    let seconds = opened.caller.settings.whole(&SESSION_LIFETIME) * 3600;
    let cookie = cookie(state, &opened.secret, seconds);
    let mut response = (status, Json(view(&opened.caller))).into_response();
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    respond::secret(response)
}

fn cookie(state: &State, secret: &str, seconds: i64) -> HeaderValue {
    let name = guard::cookie_name(&state.config);
    let secure = if state.config.is_secure() {
        "; Secure"
    } else {
        ""
    };
    let text =
        format!("{name}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).expect("a secret has only letters, digits, - and _")
}

/// Sign in.
#[utoipa::path(post, path = "/login", tag = "session", request_body = LogIn,
    responses((status = 200, body = SessionView), (status = 401, body = crate::problem::ProblemBody),
        (status = 429, body = crate::problem::ProblemBody)),
    extensions(("x-right" = json!("public"))))]
async fn log_in(state: State, parts: Parts, Body(body): Body<LogIn>) -> Result<Response, Problem> {
    let sign_in = SignIn {
        login: body.login,
        password: body.password,
        previous: guard::cookie(&parts.headers, &state.config).map(str::to_owned),
        at: attempt(&state, &parts),
    };
    let session = state
        .block(move |app| app::session::sign_in(app, &sign_in))
        .await?;
    Ok(opened(&state, StatusCode::OK, &session))
}

/// Sign out: the session is dead when this answers.
#[utoipa::path(post, path = "/logout", tag = "session", responses((status = 204)),
    extensions(("x-right" = json!("signed_in"))))]
async fn log_out(state: State, SignedIn(caller): SignedIn) -> Result<Response, Problem> {
    if let Some(session) = caller.session {
        state
            .run(caller.ctx, move |app, ctx| {
                app::session::end(app, ctx, session.id)
            })
            .await?;
    }
    let mut response = respond::none();
    response
        .headers_mut()
        .insert(header::SET_COOKIE, cookie(&state, "", 0));
    Ok(response)
}

/// Who is signed in.
#[utoipa::path(get, path = "/session", tag = "session",
    responses((status = 200, body = SessionView), (status = 401, body = crate::problem::ProblemBody)),
    extensions(("x-right" = json!("signed_in"))))]
async fn current(SignedIn(caller): SignedIn) -> Json<SessionView> {
    Json(view(&caller))
}

/// Changes of one's own interface; absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProfileChange {
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
    #[schema(value_type = Option<String>)]
    theme: Option<Theme>,
    /// `null`: the company's.
    #[serde(default, deserialize_with = "crate::extract::present")]
    #[schema(value_type = Option<String>)]
    time_zone: Option<Option<String>>,
}

/// Change the look of one's own interface.
#[utoipa::path(patch, path = "/me", tag = "session", request_body = ProfileChange,
    responses((status = 200, body = SessionView)),
    extensions(("x-right" = json!("signed_in"))))]
async fn change_profile(
    state: State,
    SignedIn(mut caller): SignedIn,
    Body(body): Body<ProfileChange>,
) -> Result<Json<SessionView>, Problem> {
    let profile = Profile {
        language: body.language,
        theme: body.theme,
        time_zone: body.time_zone,
    };
    let ctx = caller.ctx.clone();
    caller.user = state
        .run(ctx, move |app, ctx| {
            app::user::change_profile(app, ctx, &profile)
        })
        .await?;
    Ok(Json(view(&caller)))
}

/// A password of one's own, proven by the one before.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordChange {
    current: String,
    new: String,
}

/// Change one's own password. Every other session and every token of the account ends; the answer
/// begins a new session.
#[utoipa::path(post, path = "/me/password", tag = "session", request_body = PasswordChange,
    responses((status = 200, body = SessionView), (status = 422, body = crate::problem::ProblemBody)),
    extensions(("x-right" = json!("signed_in"))))]
async fn change_password(
    state: State,
    parts: Parts,
    Who(ctx): Who,
    Body(body): Body<PasswordChange>,
) -> Result<Response, Problem> {
    let at = attempt(&state, &parts);
    let session = state
        .run(ctx, move |app, ctx| {
            app::user::change_own_password(app, ctx, &body.current, &body.new, &at)
        })
        .await?;
    Ok(opened(&state, StatusCode::OK, &session))
}

/// One of one's own sessions.
#[derive(Serialize, ToSchema)]
struct SessionItem {
    #[schema(value_type = uuid::Uuid)]
    id: SessionId,
    created_at: Timestamp,
    seen_at: Timestamp,
    expires_at: Timestamp,
    /// Network address it began from.
    address: String,
    /// What the browser called itself.
    agent: String,
    /// Whether it is the one that asks.
    current: bool,
}

/// One's own sessions.
#[utoipa::path(get, path = "/me/sessions", tag = "session",
    responses((status = 200, body = List<SessionItem>)),
    extensions(("x-right" = json!("signed_in"))))]
async fn list(state: State, SignedIn(caller): SignedIn) -> Result<List<SessionItem>, Problem> {
    let this = caller.session.map(|session| session.id);
    let sessions = state.run(caller.ctx, app::session::list).await?;
    let items = sessions.into_iter().map(|session| SessionItem {
        id: session.id,
        created_at: session.created_at,
        seen_at: session.seen_at,
        expires_at: session.expires_at,
        address: session.address,
        agent: session.agent,
        current: Some(session.id) == this,
    });
    Ok(List::whole(items.collect()))
}

/// End one of one's own sessions.
#[utoipa::path(delete, path = "/me/sessions/{id}", tag = "session",
    params(("id" = uuid::Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("signed_in"))))]
async fn end(state: State, Who(ctx): Who, Path(id): Path<SessionId>) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| app::session::end(app, ctx, id))
        .await?;
    Ok(respond::none())
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::new(StatusCode::UNAUTHORIZED, "login.wrong"),
            SignInError::TooMany { retry_after } => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, "login.too_many").retry_after(retry_after)
            }
            SignInError::Db(error) => error.into(),
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Unauthenticated => Self::unauthenticated(),
            Error::NotFound => Self::not_found(),
            Error::Db(error) => error.into(),
        }
    }
}
