//! Which right each route needs, read from the `x-right` of its OpenAPI operation. The guard
//! refuses by it before a handler runs; the use case below checks again, record by record.

use std::collections::HashMap;

use app::Context;
use axum::http::Method;
use domain::policy::{Action, Entity, Forbidden};
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::Operation;

/// What a route needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Nothing: the few routes of people who are not signed in.
    Public,
    /// To be signed in; the route touches only what is one's own.
    SignedIn,
    /// To read this kind of records.
    Read(Entity),
    /// To do this.
    Do(Action),
}

impl Right {
    /// Reads the text of an `x-right`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "public" => Some(Self::Public),
            "signed_in" => Some(Self::SignedIn),
            _ => match text.strip_suffix(".read") {
                Some(entity) => entity.parse().ok().map(Self::Read),
                None => text.parse().ok().map(Self::Do),
            },
        }
    }

    /// Whether whoever acts has it.
    pub fn check(self, ctx: &Context) -> Result<(), Forbidden> {
        match self {
            Self::Public | Self::SignedIn => Ok(()),
            Self::Read(entity) => ctx.scope(entity).map(drop),
            Self::Do(action) => ctx.may(action),
        }
    }
}

/// The rights of all routes.
#[derive(Debug, Clone)]
pub struct Rights(HashMap<(String, Method), Right>);

impl Rights {
    /// Collects them; the error names the operations without a valid `x-right`.
    pub fn of(document: &OpenApi) -> Result<Self, Vec<String>> {
        let mut rights = HashMap::new();
        let mut missing = Vec::new();
        for (path, method, operation) in operations(document) {
            let text = operation
                .extensions
                .as_ref()
                .and_then(|extensions| extensions.get("x-right").and_then(|value| value.as_str()));
            match text.and_then(Right::parse) {
                Some(right) => {
                    rights.insert((path.to_owned(), method), right);
                }
                None => missing.push(format!("{method} {path}")),
            }
        }
        if missing.is_empty() {
            Ok(Self(rights))
        } else {
            Err(missing)
        }
    }

    /// What a route needs. `HEAD` is `GET` without the body.
    pub fn get(&self, path: &str, method: &Method) -> Option<Right> {
        let method = if method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        self.0.get(&(path.to_owned(), method.clone())).copied()
    }
}

/// Every operation of the document: path, method, operation.
pub fn operations(document: &OpenApi) -> Vec<(&str, Method, &Operation)> {
    let mut all = Vec::new();
    for (path, item) in &document.paths.paths {
        let methods = [
            (Method::GET, &item.get),
            (Method::POST, &item.post),
            (Method::PUT, &item.put),
            (Method::PATCH, &item.patch),
            (Method::DELETE, &item.delete),
        ];
        for (method, operation) in methods {
            if let Some(operation) = operation {
                all.push((path.as_str(), method, operation));
            }
        }
    }
    all
}
