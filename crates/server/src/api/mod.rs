//! The REST API: one file for each feature, each with its routes, bodies and the codes of its
//! refusals. Nothing here decides a rule.

pub mod absence;
pub mod address;
pub mod analysis;
pub mod blacklist;
pub mod calendar;
pub mod channel;
pub mod clean_list;
pub mod client;
pub mod coefficient;
pub mod complaint;
pub mod conveyor;
pub mod coverage;
pub mod deal;
pub mod diagnosis;
pub mod dial;
pub mod dictionary;
mod document;
pub mod duplicate;
pub mod fact;
pub mod fresh_look;
pub mod funnel;
pub mod holding;
pub mod import;
pub mod inbox;
pub mod interaction;
pub mod job;
pub mod journal;
pub mod key_mark;
pub mod lead;
pub mod lead_form;
pub mod merge;
pub mod meta;
pub mod order;
pub mod payment;
pub mod person;
pub mod plan;
pub mod policy;
pub mod pool;
pub mod potential;
pub mod product;
pub mod quality;
pub mod quarantine;
pub mod rate;
pub mod receivable;
pub mod referral;
pub mod refusal;
pub mod report;
pub mod responsibility;
pub mod rest;
pub mod rule;
pub mod satisfaction;
pub mod scoring;
pub mod script;
pub mod search;
pub mod selection;
pub mod session;
pub mod setting;
pub mod setup;
pub mod signal;
pub mod source;
pub mod system;
pub mod task;
pub mod team;
pub mod timeline;
pub mod today;
pub mod token;
pub mod training;
pub mod user;
pub mod view;
pub mod winback;

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
        .merge(absence::routes())
        .merge(address::routes())
        .merge(analysis::routes())
        .merge(blacklist::routes())
        .merge(calendar::routes())
        .merge(channel::routes())
        .merge(clean_list::routes())
        .merge(client::routes())
        .merge(conveyor::routes())
        .merge(coverage::routes())
        .merge(deal::routes())
        .merge(dial::routes())
        .merge(dictionary::routes())
        .merge(duplicate::routes())
        .merge(fact::routes())
        .merge(fresh_look::routes())
        .merge(funnel::routes())
        .merge(holding::routes())
        .merge(import::routes())
        .merge(pool::routes())
        .merge(responsibility::routes())
        .merge(potential::routes())
        .merge(interaction::routes())
        .merge(job::routes())
        .merge(journal::routes())
        .merge(key_mark::routes())
        .merge(lead::routes())
        .merge(lead_form::routes())
        .merge(merge::routes())
        .merge(meta::routes())
        .merge(order::routes())
        .merge(payment::routes())
        .merge(person::routes())
        .merge(policy::routes())
        .merge(product::routes())
        .merge(quality::routes())
        .merge(quarantine::routes())
        .merge(rate::routes())
        .merge(receivable::routes())
        .merge(referral::routes())
        .merge(report::routes())
        .merge(satisfaction::routes())
        .merge(rest::routes())
        .merge(search::routes())
        .merge(selection::routes())
        .merge(session::routes())
        .merge(setting::routes())
        .merge(setup::routes())
        .merge(inbox::routes())
        .merge(rule::routes())
        .merge(training::routes())
        .merge(coefficient::routes())
        .merge(plan::routes())
        .merge(refusal::routes())
        .merge(scoring::routes())
        .merge(diagnosis::routes())
        .merge(complaint::routes())
        .merge(script::routes())
        .merge(signal::routes())
        .merge(source::routes())
        .merge(system::routes())
        .merge(task::routes())
        .merge(team::routes())
        .merge(timeline::routes())
        .merge(today::routes())
        .merge(token::routes())
        .merge(user::routes())
        .merge(view::routes())
        .merge(winback::routes());
    let mut all = OpenApiRouter::with_openapi(Document::openapi()).nest(BASE, features);
    document::complete(all.get_openapi_mut());
    all
}
