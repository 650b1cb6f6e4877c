//! Movement between classes, the months kept, the early warning, the key clients, and why a client stands where it
//! stands.

use app::analysis::{self, Answer, KeyClients, Months, Movement, Warnings, Why};
use axum::response::Response;
use domain::class::ClassKind;
use domain::id::ClientId;

use super::{Asked, json, told};
use crate::extract::{Path, Query, Who};
use crate::problem::Problem;
use crate::state::State;

impl Asked {
    fn class_kind(&self) -> Result<ClassKind, Problem> {
        let code = self.by.as_deref().unwrap_or(ClassKind::Abc.code());
        code.parse()
            .map_err(|_| Problem::invalid("by", "field.invalid"))
    }
}

/// Movement of clients between the classes of one kind, from one day to another.
#[utoipa::path(get, path = "/analysis/movement", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Movement>)),
    extensions(("x-right" = json!("analysis.read"))))]
pub(super) async fn movement(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    let by = q.class_kind()?;
    told(state, ctx, &q, move |app, ctx, question| {
        analysis::movement(app, ctx, question, by)
    })
    .await
}

/// The classes of one kind at the end of every month, as they were kept then.
#[utoipa::path(get, path = "/analysis/months", tag = "analysis", params(Asked),
    responses((status = 200, body = Months)),
    extensions(("x-right" = json!("analysis.read"))))]
pub(super) async fn months(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    let (by, question) = (q.class_kind()?, q.question()?);
    let months = state
        .run(ctx, move |app, ctx| {
            analysis::months(app, ctx, &question, by)
        })
        .await?;
    Ok(json(&months))
}

/// Regular clients whose rhythm, volume, assortment or word says that they are leaving.
#[utoipa::path(get, path = "/analysis/warnings", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<Warnings>)),
    extensions(("x-right" = json!("analysis.read"))))]
pub(super) async fn warnings(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::warnings).await
}

/// Who is key, by volume and by the marks people set, and how they are looked after.
#[utoipa::path(get, path = "/analysis/key-clients", tag = "analysis", params(Asked),
    responses((status = 200, body = Answer<KeyClients>)),
    extensions(("x-right" = json!("analysis.read"))))]
pub(super) async fn key_clients(
    state: State,
    Who(ctx): Who,
    Query(q): Query<Asked>,
) -> Result<Response, Problem> {
    told(state, ctx, &q, analysis::key_clients).await
}

/// Why a client stands in its classes today, and what would move it. Compared with the clients one
/// may see.
#[utoipa::path(get, path = "/analysis/why/{id}", tag = "analysis",
    params(("id" = Uuid, Path, description = "The client.")),
    responses((status = 200, body = Why)),
    extensions(("x-right" = json!("analysis.read"))))]
pub(super) async fn why(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
) -> Result<Response, Problem> {
    let why = state
        .run(ctx, move |app, ctx| analysis::why(app, ctx, id))
        .await?;
    why.map(|why| json(&why)).ok_or_else(Problem::not_found)
}
