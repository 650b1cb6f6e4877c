//! What every request passes before its handler: the host it was called by, who asks, that a
//! change comes from our own pages, and the right of the route. Deny by default.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use app::session::{Caller, Credential};
use axum::extract::{ConnectInfo, MatchedPath, Request, State as Given};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::user::UserState;

use crate::config::Config;
use crate::envelope::RequestId;
use crate::problem::Problem;
use crate::rights::{Right, Rights};
use crate::state::State;

/// What an invited employee may do: choose a password of their own, or leave.
const INVITED_MAY: &[(&str, Method)] = &[
    ("/api/v1/session", Method::GET),
    ("/api/v1/me/password", Method::POST),
    ("/api/v1/logout", Method::POST),
];

/// The one route that pages of other sites may send: it knows itself which.
const OPEN_TO_SITES: &str = "/api/v1/intake/{key}";

/// What the guard knows.
#[derive(Debug, Clone)]
pub struct Guard {
    /// The server.
    pub state: State,
    /// The rights of its routes.
    pub rights: Arc<Rights>,
}

/// Lets a request to the API pass, with its [`Caller`] and the [`Right`] of its route in the
/// extensions, or refuses it.
pub async fn guard(Given(guard): Given<Guard>, request: Request, next: Next) -> Response {
    match admit(&guard, request).await {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

async fn admit(guard: &Guard, request: Request) -> Result<Request, Problem> {
    let (mut parts, body) = request.into_parts();
    let path = parts
        .extensions
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let right = path
        .as_ref()
        .and_then(|path| guard.rights.get(path, &parts.method));
    let (Some(path), Some(right)) = (path, right) else {
        // unknown paths and methods: the router says 404 or 405 itself
        return Ok(Request::from_parts(parts, body));
    };
    if right == Right::Public {
        if is_change(&parts.method) && path != OPEN_TO_SITES {
            same_origin(&parts.headers, &guard.state.config)?;
        }
        return Ok(Request::from_parts(parts, body));
    }
    let caller = identify(&guard.state, &parts)
        .await?
        .ok_or_else(Problem::unauthenticated)?;
    if let Some(session) = &caller.session
        && is_change(&parts.method)
    {
        same_origin(&parts.headers, &guard.state.config)?;
        let token = parts
            .headers
            .get("x-csrf-token")
            .map(|value| value.as_bytes());
        if !token.is_some_and(|token| same_secret(token, session.csrf.as_bytes())) {
            return Err(Problem::new(StatusCode::FORBIDDEN, "csrf.refused"));
        }
    }
    let method = if parts.method == Method::HEAD {
        Method::GET
    } else {
        parts.method.clone()
    };
    if caller.user.state == UserState::Invited && !INVITED_MAY.contains(&(path.as_str(), method)) {
        return Err(Problem::new(StatusCode::FORBIDDEN, "password.must_change"));
    }
    right.check(&caller.ctx)?;
    parts.extensions.insert(caller);
    parts.extensions.insert(right);
    Ok(Request::from_parts(parts, body))
}

/// Who sends the request, if it carries anything that proves it.
async fn identify(state: &State, parts: &Parts) -> Result<Option<Caller>, Problem> {
    enum Proof {
        Cookie(String),
        Bearer(String),
    }
    let proof = match bearer(&parts.headers) {
        Some(secret) => Proof::Bearer(secret.to_owned()),
        None => match cookie(&parts.headers, &state.config) {
            Some(secret) => Proof::Cookie(secret.to_owned()),
            None => return Ok(None),
        },
    };
    let now = state.clock.now();
    let request = RequestId::of(parts);
    let outcome = state.block(move |app| {
        let credential = match &proof {
            Proof::Cookie(secret) => Credential::Cookie(secret),
            Proof::Bearer(secret) => Credential::Bearer(secret),
        };
        match app::session::resolve(app, credential, now, &request) {
            Ok(caller) => Ok(Some(caller)),
            Err(app::session::Error::Db(error)) => Err(Problem::from(error)),
            Err(_) => Ok(None),
        }
    });
    outcome.await
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ")
}

/// The name of the session cookie. The prefix binds it to this host and to https, where there is
/// https.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.is_secure() {
        "__Host-clientele"
    } else {
        "clientele"
    }
}

/// The secret in the session cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, config: &Config) -> Option<&'h str> {
    let name = cookie_name(config);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, secret)| secret)
}

fn is_change(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// A change must come from a page of ours: browsers say where it comes from.
fn same_origin(headers: &HeaderMap, config: &Config) -> Result<(), Problem> {
    let refused = || Err(Problem::new(StatusCode::FORBIDDEN, "csrf.refused"));
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if !matches!(text("sec-fetch-site"), None | Some("same-origin" | "none")) {
        return refused();
    }
    let Some(origin) = text("origin") else {
        return Ok(());
    };
    if config
        .public_url
        .as_ref()
        .is_some_and(|url| url.origin() == origin)
    {
        return Ok(());
    }
    // without a public address (or on loopback beside it) the page came from the host called
    let host = text("host").unwrap_or_default();
    match origin.split_once("://") {
        Some(("http" | "https", from)) if !from.is_empty() && from == host => Ok(()),
        _ => refused(),
    }
}

/// Compares secrets without telling by time where they differ.
fn same_secret(one: &[u8], other: &[u8]) -> bool {
    let differences = one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differences == 0
}

/// Refuses requests that call the server by a name that is not its own, and texts that no
/// database takes.
pub async fn host(Given(state): Given<State>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let called = text("host")
        .or_else(|| request.uri().host())
        .unwrap_or_default();
    let forwarded = text("x-forwarded-host").unwrap_or(called);
    if !state.config.knows_host(called) || !state.config.knows_host(forwarded) {
        return Problem::new(StatusCode::MISDIRECTED_REQUEST, "host.unknown").into_response();
    }
    if request.uri().to_string().contains("%00") {
        return Problem::new(StatusCode::BAD_REQUEST, "text.bad_character").into_response();
    }
    next.run(request).await
}

/// The network address a request comes from: the peer, or what a trusted proxy says of it.
pub fn address(parts: &Parts, config: &Config) -> String {
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    let Some(peer) = peer else {
        return "local".to_owned();
    };
    let forwarded = parts
        .headers
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok());
    let told = forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    match told {
        Some(told) if config.trusted_proxy == Some(peer) => told.to_string(),
        _ => peer.to_string(),
    }
}
