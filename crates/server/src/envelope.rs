//! What every answer carries: the id of its request, the security headers, and in refusals the
//! id once more. One log line per request, without query or body: no personal data.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State as Given};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::state::State;

/// What ties log, journal and answer together.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

impl RequestId {
    /// The id of this request.
    pub fn of(parts: &Parts) -> String {
        parts
            .extensions
            .get::<Self>()
            .map(|id| id.0.clone())
            .unwrap_or_default()
    }
}

/// Only our own files run; nothing is framed, sent or loaded elsewhere. Charts set style
/// attributes, which can do no more than look wrong.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CSP),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    ),
];

/// Puts a request and its answer into their envelope; bounds its time and catches panics.
pub async fn envelope(Given(state): Given<State>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let random: [u8; 8] = state.app.chance().bytes();
    let id = format!("{:016x}", u64::from_be_bytes(random));
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let is_api = request.uri().path().starts_with("/api/");
    let answer = tokio::time::timeout(state.config.time_limit, catch(next.run(request))).await;
    let mut response = answer.unwrap_or_else(|_| {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "request.timeout").into_response()
    });
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        let again = problem.respond(Some(&id));
        let (parts, body) = again.into_parts();
        response.headers_mut().extend(parts.headers);
        *response.body_mut() = body;
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response.extensions_mut().insert(problem);
    }
    let headers = response.headers_mut();
    headers.extend(HEADERS);
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert("x-request-id", value);
    }
    if state.config.is_secure() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if is_api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let route = response
        .extensions()
        .get::<Route>()
        .map_or("-", |route| route.0.as_str());
    tracing::info!(
        request = id,
        %method,
        route,
        status = response.status().as_u16(),
        ms = begun.elapsed().as_millis() as u64,
        "answered"
    );
    response
}

/// The template of the route that answered, for the log.
#[derive(Debug, Clone)]
struct Route(String);

/// Notes the template of the route, which only layers within the router know.
pub async fn note_route(path: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(path) = path {
        response
            .extensions_mut()
            .insert(Route(path.as_str().to_owned()));
    }
    response
}

/// A panic in the asynchronous edge costs one request.
async fn catch(answer: impl Future<Output = Response>) -> Response {
    let mut answer = Box::pin(answer);
    std::future::poll_fn(move |task| {
        let polled = std::panic::catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(task)));
        polled.unwrap_or_else(|_| {
            tracing::error!("a handler panicked");
            let problem = Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal");
            std::task::Poll::Ready(problem.into_response())
        })
    })
    .await
}
