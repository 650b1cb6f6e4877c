//! Duplicates: whether somebody is in the base already, and cards that may be one client.

mod bulk;
mod candidates;
mod people;
mod review;

use utoipa_axum::router::OpenApiRouter;

pub(in crate::api) use candidates::*;

use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .merge(bulk::routes())
        .merge(candidates::routes())
        .merge(people::routes())
        .merge(review::routes())
}
