//! What a handler asks of a request. Whatever cannot be read is refused here with a code and the
//! field, so that handlers and use cases see well-formed values only.

use app::Context;
use app::session::Caller;
use axum::extract::{FromRequest, FromRequestParts, Request, path};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::problem::Problem;
use crate::state::State;

/// Who asks: their context.
#[derive(Debug, Clone)]
pub struct Who(pub Context);

impl FromRequestParts<State> for Who {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Caller>();
        caller
            .map(|caller| Self(caller.ctx.clone()))
            .ok_or_else(Problem::unauthenticated)
    }
}

/// Who asks, with account, session and settings.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Caller);

impl FromRequestParts<State> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Caller>().cloned();
        caller.map(Self).ok_or_else(Problem::unauthenticated)
    }
}

/// A part of the path. What is no identifier names nothing: 404.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<State> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let path = path::Path::<T>::from_request_parts(parts, state).await;
        path.map(|path| Self(path.0))
            .map_err(|_| Problem::not_found())
    }
}

/// The query string. The type must deny unknown fields.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<State> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Problem> {
        match axum::extract::Query::<T>::try_from_uri(&parts.uri) {
            Ok(query) => Ok(Self(query.0)),
            Err(error) => Err(bad_query(&error.body_text())),
        }
    }
}

/// The refusal of a query, from what the reader of queries says: "… unknown field `x`, …" or
/// "…: x: why".
fn bad_query(text: &str) -> Problem {
    if text.contains("unknown field") {
        return Problem::invalid(quoted(text).unwrap_or_default(), "field.unknown");
    }
    let mut parts = text.split(": ").skip(1);
    let is_name = |part: &&str| {
        part.chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
    };
    let field = parts.next().filter(is_name).unwrap_or_default();
    Problem::invalid(field, "field.invalid")
}

/// A JSON body. The type must deny unknown fields.
#[derive(Debug, Clone)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<State> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_json = kind
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| {
                kind.split(';')
                    .next()
                    .is_some_and(|kind| kind.trim() == "application/json")
            });
        if !is_json {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "body.not_json",
            ));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|error| {
            match error.into_response_status() {
                StatusCode::PAYLOAD_TOO_LARGE => too_large(),
                _ => Problem::new(StatusCode::BAD_REQUEST, "body.unreadable"),
            }
        })?;
        parse(&bytes).map(Self)
    }
}

/// The refusal of a body beyond the limit.
pub fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body.too_large")
}

trait RejectionStatus {
    fn into_response_status(self) -> StatusCode;
}

impl RejectionStatus for axum::extract::rejection::BytesRejection {
    fn into_response_status(self) -> StatusCode {
        self.status()
    }
}

/// Reads a JSON document; says which field is at fault when one is.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let error = match serde_json::from_slice::<T>(bytes) {
        Ok(_) if has_nul(bytes) => {
            let code = "text.bad_character";
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code));
        }
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if !error.is_data() {
        let problem = Problem::new(StatusCode::BAD_REQUEST, "body.malformed");
        return Err(problem
            .with("line", error.line())
            .with("column", error.column()));
    }
    let text = error.to_string();
    let code = if text.starts_with("unknown field") {
        "field.unknown"
    } else if text.starts_with("missing field") {
        "field.missing"
    } else {
        "field.invalid"
    };
    let field = match code {
        "field.invalid" => culprit::<T>(bytes),
        _ => quoted(&text),
    };
    Err(Problem::invalid(field.unwrap_or_default(), code))
}

/// The top-level field without which the document would not fail as it does.
fn culprit<T: DeserializeOwned>(bytes: &[u8]) -> Option<String> {
    let Ok(Value::Object(fields)) = serde_json::from_slice::<Value>(bytes) else {
        return None;
    };
    let without = |name: &String| {
        let mut rest = fields.clone();
        rest.remove(name);
        match serde_json::from_value::<T>(Value::Object(rest)) {
            Ok(_) => true,
            Err(error) => error.to_string() == format!("missing field `{name}`"),
        }
    };
    fields.keys().take(100).find(|name| without(name)).cloned()
}

/// The first name between backticks.
fn quoted(text: &str) -> Option<String> {
    text.split('`')
        .nth(1)
        .map(|name| name.chars().take(80).collect())
}

/// Whether a JSON text has an escaped NUL, which no text column takes.
fn has_nul(json: &[u8]) -> bool {
    const NUL: &[u8] = b"\\u0000";
    json.windows(NUL.len()).enumerate().any(|(place, window)| {
        let slashes = json[..place]
            .iter()
            .rev()
            .take_while(|b| **b == b'\\')
            .count();
        window == NUL && slashes % 2 == 0
    })
}

/// Tells `null` from absent: for `Option<Option<T>>` with `#[serde(default)]`.
pub fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// The version a change is based on, from `If-Match: "v7"`.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub i64);

impl FromRequestParts<State> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Err(Problem::new(
                StatusCode::PRECONDITION_REQUIRED,
                "precondition.required",
            ));
        };
        let number = value.to_str().ok().and_then(|text| {
            let number = text.trim().strip_prefix("\"v")?.strip_suffix('"')?;
            number.parse().ok()
        });
        number
            .map(Self)
            .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "precondition.malformed"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the shape matters")]
    struct Thing {
        name: String,
        count: Option<u8>,
    }

    #[test]
    fn sec_44_unknown_fields_are_refused_by_name() {
        let cases = [
            (
                r#"{"name":"a","owner":1}"#,
                "fields.invalid",
                "owner/field.unknown",
            ),
            (r#"{"count":1}"#, "fields.invalid", "name/field.missing"),
            (
                r#"{"name":"a","count":300}"#,
                "fields.invalid",
                "count/field.invalid",
            ),
            (
                r#"{"name":["a"],"count":3}"#,
                "fields.invalid",
                "name/field.invalid",
            ),
            (
                r#"{"name":"a","name":"b"}"#,
                "fields.invalid",
                "/field.invalid",
            ),
            (r#"[1]"#, "fields.invalid", "/field.invalid"),
            (r#"{"name":"a\u0000b"}"#, "text.bad_character", ""),
            (r#"{"name":"#, "body.malformed", ""),
            ("", "body.malformed", ""),
        ];
        for (json, code, field) in cases {
            let problem = parse::<Thing>(json.as_bytes()).unwrap_err();
            assert_eq!(problem.code(), code, "{json}");
            let answer = format!("{problem:?}");
            let parts: Vec<&str> = field.split('/').collect();
            for part in parts {
                assert!(answer.contains(part), "{json}: {answer}");
            }
        }
        assert!(parse::<Thing>(br#"{"name":"a\\u0000b"}"#).is_ok());
    }
}
