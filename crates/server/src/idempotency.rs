//! `Idempotency-Key` on any POST of somebody signed in: the first answer is kept and given again.
//! An answer with a secret is not kept; repeating such a request tells only that it was done.

use app::idempotency::{self, Answer, Error, Verdict};
use app::session::Caller;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State as Given};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use crate::extract::too_large;
use crate::problem::Problem;
use crate::respond::Secret;
use crate::rights::Right;
use crate::state::State;

/// The headers of an answer worth repeating.
const REPEATED: [HeaderName; 3] = [header::CONTENT_TYPE, header::ETAG, header::LOCATION];

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Mismatch => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency.mismatch"),
            Error::InProgress => Self::new(StatusCode::CONFLICT, "idempotency.in_progress"),
            Error::Db(error) => error.into(),
        }
    }
}

/// Runs a request once per key.
pub async fn once(Given(state): Given<State>, request: Request, next: Next) -> Response {
    let key = request.headers().get("idempotency-key").cloned();
    let caller = request.extensions().get::<Caller>().cloned();
    let (Some(key), Some(caller)) = (key, caller) else {
        return next.run(request).await;
    };
    // a query with a body is a POST too, but repeating it does no harm
    let reads = matches!(request.extensions().get::<Right>(), Some(Right::Read(_)));
    if request.method() != Method::POST || reads {
        return next.run(request).await;
    }
    // A task of its own: a caller that goes away half-way must not leave the key without its answer.
    let run = async move { run_once(&state, key, caller, request, next).await };
    match tokio::spawn(run).await {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => problem.into_response(),
        Err(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").into_response(),
    }
}

async fn run_once(
    state: &State,
    key: HeaderValue,
    caller: Caller,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let key = key
        .to_str()
        .ok()
        .filter(|key| (1..=128).contains(&key.len()))
        .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "idempotency.bad_key"))?
        .to_owned();
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, state.config.bulk_body_limit)
        .await
        .map_err(|_| too_large())?;
    let hash = crate::sha256_hex(&[
        parts.method.as_str().as_bytes(),
        parts.uri.to_string().as_bytes(),
        &body,
    ]);
    let asked = key.clone();
    let verdict = state
        .run(caller.ctx.clone(), move |app, ctx| {
            idempotency::begin(app, ctx, &asked, &hash)
        })
        .await?;
    if let Verdict::Repeat(answer) = verdict {
        return Ok(repeat(answer));
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    let problem = response.extensions().get::<Problem>().cloned();
    if response.status().is_server_error() {
        // of an unknown outcome nothing may be tried again under this key
        if problem.is_none_or(|problem| problem.code() != "db.unknown_outcome") {
            let forget =
                move |app: &app::App, ctx: &app::Context| idempotency::abandon(app, ctx, &key);
            state.run(caller.ctx, forget).await?;
        }
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX)
        .await
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))?;
    let answer = if parts.extensions.get::<Secret>().is_some() {
        Answer {
            status: StatusCode::CONFLICT.as_u16(),
            headers: "{}".to_owned(),
            body: "idempotency.not_repeatable".to_owned(),
        }
    } else {
        Answer {
            status: parts.status.as_u16(),
            headers: kept_headers(&parts.headers),
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    };
    state
        .run(caller.ctx, move |app, ctx| {
            idempotency::finish(app, ctx, &key, &answer)
        })
        .await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn kept_headers(headers: &HeaderMap) -> String {
    let kept = REPEATED.iter().filter_map(|name| {
        let value = headers.get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), Value::from(value)))
    });
    Value::Object(kept.collect::<Map<_, _>>()).to_string()
}

fn repeat(answer: Answer) -> Response {
    if answer.body == "idempotency.not_repeatable" {
        return Problem::new(StatusCode::CONFLICT, answer.body).into_response();
    }
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, answer.body).into_response();
    let kept: Map<String, Value> = serde_json::from_str(&answer.headers).unwrap_or_default();
    for name in &REPEATED {
        let value = kept.get(name.as_str()).and_then(Value::as_str);
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    let yes = HeaderValue::from_static("true");
    response.headers_mut().insert("idempotency-replayed", yes);
    response
}
