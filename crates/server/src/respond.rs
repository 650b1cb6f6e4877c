//! The shapes of answers: one versioned thing, a thing just made, a page of a list, nothing.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;

/// A page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct List<T> {
    /// The things.
    pub items: Vec<T>,
    /// The cursor of the next page, when there is one.
    pub next: Option<String>,
    /// How many there are in all, when asked for.
    pub total: Option<i64>,
}

impl<T> List<T> {
    /// A list that is whole in one page.
    pub fn whole(items: Vec<T>) -> Self {
        Self {
            items,
            next: None,
            total: None,
        }
    }
}

impl<T: Serialize> IntoResponse for List<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// How many things a page holds: 1 to 1000, 50 when not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u32")]
pub struct Limit(u32);

impl Limit {
    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl TryFrom<u32> for Limit {
    type Error = &'static str;

    fn try_from(number: u32) -> Result<Self, &'static str> {
        if (1..=1000).contains(&number) {
            Ok(Self(number))
        } else {
            Err("1 to 1000")
        }
    }
}

/// An opaque cursor from the key of the last row of a page.
pub fn cursor<T: Serialize>(key: &T) -> String {
    let json = serde_json::to_vec(key).expect("a key is plain data");
    json.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The key in a cursor; a cursor not made here is refused.
pub fn read_cursor<T: DeserializeOwned>(cursor: &str) -> Result<T, Problem> {
    let digits = cursor.as_bytes();
    let byte = |pair: &[u8]| {
        let text = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(text, 16).ok()
    };
    let json: Option<Vec<u8>> = digits.chunks(2).map(byte).collect();
    json.filter(|_| digits.len().is_multiple_of(2) && digits.len() <= 4096)
        .and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or_else(|| Problem::invalid("cursor", "field.invalid"))
}

/// One thing with its version as `ETag`.
pub fn one<T: Serialize>(version: i64, body: T) -> Response {
    let mut response = Json(body).into_response();
    response.headers_mut().insert(header::ETAG, etag(version));
    response
}

/// A thing just made: 201 with `Location`, and `ETag` when it is versioned.
pub fn created<T: Serialize>(location: &str, version: Option<i64>, body: T) -> Response {
    let mut response = (StatusCode::CREATED, Json(body)).into_response();
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    if let Some(version) = version {
        response.headers_mut().insert(header::ETAG, etag(version));
    }
    response
}

/// Done, and nothing to say.
pub fn none() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// Marks an answer that holds a secret: it is never kept to be given again.
#[derive(Debug, Clone, Copy)]
pub struct Secret;

/// The same answer, marked as holding a secret.
pub fn secret(mut response: Response) -> Response {
    response.extensions_mut().insert(Secret);
    response
}

fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"v{version}\"")).expect("digits are fine in a header")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_come_back_or_are_refused() {
        let text = cursor(&("Ромашка", 7));
        assert_eq!(
            read_cursor::<(String, i64)>(&text).unwrap(),
            ("Ромашка".to_owned(), 7)
        );
        for bad in ["", "x", "zz", "7b7", "7b", "ю", &"0".repeat(5000), "+1+1"] {
            assert!(read_cursor::<(String, i64)>(bad).is_err(), "{bad}");
        }
    }
}
