//! Winning lost key clients back.

use app::winback::{self, Cases, Input, Item, Take};
use axum::response::Response;
use domain::id::{ClientId, WinbackId};
use domain::winback::WinbackData;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, attached_as, known};
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(export))
        .routes(routes!(of_client, open))
        .routes(routes!(update, delete))
}

/// A step that was taken.
#[derive(Serialize, ToSchema)]
struct WinbackStepView {
    /// `lunch`, `visit`, `what_if`, `farewell` or `referral`.
    step: &'static str,
    #[schema(value_type = String, format = Date)]
    day: Date,
    note: Option<String>,
}

/// A case of a lost key client.
#[derive(Serialize, ToSchema)]
struct WinbackView {
    #[schema(value_type = Uuid)]
    id: WinbackId,
    client: Named,
    /// Who manages the client.
    manager: Option<Named>,
    #[schema(value_type = String, format = Date)]
    opened_day: Date,
    /// `best_terms`, `service` or `no_need`; `null`: not found out yet.
    reason: Option<&'static str>,
    /// The steps taken, in their order.
    steps: Vec<WinbackStepView>,
    /// The next step; `null`: all are taken or the case is closed.
    next: Option<&'static str>,
    /// `open`, `returned` or `gone`.
    outcome: &'static str,
    /// Nobody began within the working days of the setting `winback.start_days`.
    overdue: bool,
    note: Option<String>,
    version: i64,
    created_at: Timestamp,
    created_by: Named,
}

impl WinbackView {
    fn of(item: Item, last_start: Date) -> Self {
        let part = item.winback;
        let data = part.data;
        Self {
            id: part.id,
            client: Named {
                id: part.client_id.uuid(),
                name: item.client,
            },
            manager: item.manager.map(|(id, name)| Named {
                id: id.uuid(),
                name,
            }),
            opened_day: data.opened_day,
            reason: data.reason.map(|of| of.code()),
            next: data.next().map(|of| of.code()),
            outcome: data.outcome.code(),
            overdue: data.overdue(last_start),
            steps: data
                .steps
                .into_iter()
                .map(|of| WinbackStepView {
                    step: of.step.code(),
                    day: of.day,
                    note: of.note,
                })
                .collect(),
            note: data.note,
            version: part.version,
            created_at: part.created_at,
            created_by: Named {
                id: part.created_by.uuid(),
                name: item.author,
            },
        }
    }

    fn all(cases: Cases) -> List<Self> {
        let views = cases.items.into_iter();
        let items = views.map(|item| Self::of(item, cases.last_start));
        List {
            items: items.collect(),
            next: None,
            total: Some(cases.total),
        }
    }

    fn alone(mut cases: Cases) -> Result<Self, Problem> {
        let item = cases.items.pop().ok_or_else(Problem::not_found)?;
        Ok(Self::of(item, cases.last_start))
    }
}

/// A step that was taken.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WinbackTake {
    /// `lunch`, `visit`, `what_if`, `farewell` or `referral`: only the next one can be taken.
    step: String,
    /// Today when absent; not before the day of the step before.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    /// What came of it.
    note: Option<String>,
}

/// What is written of a case; absent stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct WinbackInput {
    /// `best_terms`, `service` or `no_need`; `null`: not known.
    #[serde(deserialize_with = "present")]
    reason: Option<Option<String>>,
    /// `open`, `returned` or `gone`.
    outcome: Option<String>,
    #[serde(deserialize_with = "present")]
    note: Option<Option<String>>,
    /// The step that was taken.
    take: Option<WinbackTake>,
    /// The step that was not taken after all: only the last one.
    take_back: Option<String>,
}

impl From<WinbackInput> for Input {
    fn from(body: WinbackInput) -> Self {
        Self {
            reason: body.reason,
            outcome: body.outcome,
            note: body.note,
            take: body.take.map(|take| Take {
                step: take.step,
                day: take.day,
                note: take.note,
            }),
            take_back: body.take_back,
        }
    }
}

/// Which cases.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The closed ones too.
    all: bool,
}

/// The cases of the clients one may see: those that nobody began in time first, then those that
/// wait longest; at most 1,000.
#[utoipa::path(get, path = "/winbacks", tag = "winback", operation_id = "list_winbacks",
    params(Wanted), responses((status = 200, body = List<WinbackView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<WinbackView>, Problem> {
    let cases = state
        .run(ctx, move |app, ctx| winback::list(app, ctx, !wanted.all))
        .await?;
    Ok(WinbackView::all(cases))
}

/// Which cases, and as what.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Exported {
    /// `csv`, `xlsx` or `parquet`.
    format: String,
    /// The closed ones too.
    #[serde(default)]
    all: bool,
}

/// The list as a file, with the day of every step; journalled.
#[utoipa::path(get, path = "/winbacks/export", tag = "winback", operation_id = "export_winbacks",
    params(Exported), responses((status = 200, content_type = "application/octet-stream")),
    extensions(("x-right" = json!("client.export"))))]
async fn export(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Exported>,
) -> Result<Response, Problem> {
    let format = known(&wanted.format)?;
    let file = state
        .run(ctx, move |app, ctx| {
            winback::export(app, ctx, !wanted.all, format)
        })
        .await?;
    Ok(attached_as("winback", file, format))
}

/// The cases of a client: the open one first.
#[utoipa::path(get, path = "/clients/{id}/winbacks", tag = "winback",
    operation_id = "list_client_winbacks",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<WinbackView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn of_client(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<WinbackView>, Problem> {
    let cases = state
        .run(ctx, move |app, ctx| winback::of_client(app, ctx, client))
        .await?;
    Ok(WinbackView::all(cases))
}

/// Open a case; a client has one open case at a time.
#[utoipa::path(post, path = "/clients/{id}/winbacks", tag = "winback",
    operation_id = "create_winback",
    params(("id" = Uuid, Path)), request_body = WinbackInput,
    responses((status = 201, body = WinbackView)),
    extensions(("x-right" = json!("client.update"))))]
async fn open(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<WinbackInput>,
) -> Result<Response, Problem> {
    let cases = state
        .run(ctx, move |app, ctx| {
            winback::open(app, ctx, client, &body.into())
        })
        .await?;
    let view = WinbackView::alone(cases)?;
    let location = format!("/api/v1/winbacks/{}", view.id);
    Ok(respond::created(&location, Some(view.version), view))
}

/// Change a case: its reason, the next step, how it ended.
#[utoipa::path(patch, path = "/winbacks/{id}", tag = "winback", operation_id = "update_winback",
    params(("id" = Uuid, Path)), request_body = WinbackInput,
    responses((status = 200, body = WinbackView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<WinbackId>,
    IfMatch(version): IfMatch,
    Body(body): Body<WinbackInput>,
) -> Result<Response, Problem> {
    let cases = state
        .run(ctx, move |app, ctx| {
            winback::update(app, ctx, id, version, &body.into())
        })
        .await?;
    let view = WinbackView::alone(cases)?;
    Ok(respond::one(view.version, view))
}

/// Delete a case that was opened by mistake.
#[utoipa::path(delete, path = "/winbacks/{id}", tag = "winback", operation_id = "delete_winback",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<WinbackId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::part::delete::<WinbackData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

#[cfg(test)]
mod tests;
