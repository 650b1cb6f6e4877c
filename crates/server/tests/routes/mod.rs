//! Every route of the API, from its document, for tests that hold for all of them.

#![allow(dead_code, reason = "each test takes what it needs")]

use axum::http::Method;
use server::rights::{Right, Rights, operations};

/// What a refused request may leave behind: marks of being seen, and failed attempts.
pub const MAY_MOVE: &[&str] = &[
    "session",
    "journal",
    "journal_head",
    "login_attempt",
    "api_token",
];

/// A route with its right.
pub struct Route {
    pub method: Method,
    pub path: String,
    pub right: Right,
}

/// Every route.
pub fn routes() -> Vec<Route> {
    let document = server::api::routes().into_openapi();
    let rights = Rights::of(&document).expect("every operation names its right");
    operations(&document)
        .into_iter()
        .map(|(path, method, _)| Route {
            right: rights.get(path, &method).expect("it was just collected"),
            path: path.to_owned(),
            method,
        })
        .collect()
}

/// The path with ids of things that are not there.
pub fn concrete(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{seq}" | "{number}" => "999999",
        part if part.starts_with('{') => "01900000-0000-7000-8000-000000000001",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}
