//! The REST API: one file for each feature, each with its routes, bodies and the codes of its
//! refusals. Nothing here decides a rule.

pub mod address;
pub mod analysis;
pub mod channel;
pub mod client;
pub mod dial;
pub mod dictionary;
mod document;
pub mod fact;
pub mod import;
pub mod interaction;
pub mod job;
pub mod journal;
pub mod key_mark;
pub mod meta;
pub mod order;
pub mod payment;
pub mod person;
pub mod policy;
pub mod potential;
pub mod product;
pub mod quality;
pub mod quarantine;
pub mod rate;
pub mod satisfaction;
pub mod search;
pub mod selection;
pub mod session;
pub mod setting;
pub mod setup;
pub mod system;
pub mod task;
pub mod team;
pub mod timeline;
pub mod token;
pub mod user;
pub mod view;

use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::problem::ProblemBody;
use crate::state::State;

/// Where the API lies.
pub const BASE: &str = "/api/v1";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Clientele",
        description = "Everything the interface does, for programs. Sign in with a session cookie \
            and `X-CSRF-Token`, or with `Authorization: Bearer clt_…`. `x-right` names the right an \
            operation needs.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(ProblemBody))
)]
struct Document;

/// All routes of the API with their document.
pub fn routes() -> OpenApiRouter<State> {
    let features = OpenApiRouter::new()
        .merge(address::routes())
        .merge(analysis::routes())
        .merge(channel::routes())
        .merge(client::routes())
        .merge(dial::routes())
        .merge(dictionary::routes())
        .merge(fact::routes())
        .merge(import::routes())
        .merge(potential::routes())
        .merge(interaction::routes())
        .merge(job::routes())
        .merge(journal::routes())
        .merge(key_mark::routes())
        .merge(meta::routes())
        .merge(order::routes())
        .merge(payment::routes())
        .merge(person::routes())
        .merge(policy::routes())
        .merge(product::routes())
        .merge(quality::routes())
        .merge(quarantine::routes())
        .merge(rate::routes())
        .merge(satisfaction::routes())
        .merge(search::routes())
        .merge(selection::routes())
        .merge(session::routes())
        .merge(setting::routes())
        .merge(setup::routes())
        .merge(system::routes())
        .merge(task::routes())
        .merge(team::routes())
        .merge(timeline::routes())
        .merge(token::routes())
        .merge(user::routes())
        .merge(view::routes());
    let mut all = OpenApiRouter::with_openapi(Document::openapi()).nest(BASE, features);
    document::complete(all.get_openapi_mut());
    all
}
