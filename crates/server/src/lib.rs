//! HTTP: the REST API with its OpenAPI document, sessions, and the embedded interface. The only
//! asynchronous part of the product; it decides no rule and touches no table.

pub mod api;
pub mod config;
mod envelope;
mod extract;
mod guard;
mod idempotency;
mod problem;
mod respond;
pub mod rights;
mod serve;
mod state;
pub mod testing;
#[cfg(feature = "ui")]
mod ui;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use sha2::{Digest, Sha256};
use tower_http::compression::CompressionLayer;

pub use config::{Config, PublicUrl};
pub use serve::serve;
pub use state::{Clock, State};

use problem::Problem;
use rights::Rights;

/// The whole server over one state.
///
/// # Panics
/// When a route names no right: a fault of the program that the first test meets.
pub fn router(state: State) -> Router {
    let (routes, document) = api::routes().split_for_parts();
    let rights = Rights::of(&document).unwrap_or_else(|missing| {
        panic!("operations without a valid x-right: {}", missing.join(", "))
    });
    let guard = guard::Guard {
        state: state.clone(),
        rights: Arc::new(rights),
    };
    let router = routes
        .route("/calendar/{file}", get(api::calendar::file))
        .method_not_allowed_fallback(|| async {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "route.method")
        })
        .layer(from_fn_with_state(state.clone(), idempotency::once))
        .layer(from_fn_with_state(guard, guard::guard))
        .layer(from_fn(envelope::note_route))
        .layer(DefaultBodyLimit::max(state.config.body_limit));
    #[cfg(feature = "ui")]
    let router = router.fallback(ui::file);
    #[cfg(not(feature = "ui"))]
    let router = router.fallback(|| async { Problem::not_found() });
    router
        .layer(from_fn_with_state(state.clone(), guard::host))
        .layer(from_fn_with_state(state.clone(), envelope::envelope))
        .layer(CompressionLayer::new())
        .with_state(state)
}

/// SHA-256, hexadecimal, of several parts with their lengths.
fn sha256_hex(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
