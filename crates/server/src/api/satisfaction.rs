//! Satisfaction of clients: what they answered when they were asked.

use app::part;
use app::satisfaction::{self, Input};
use axum::response::Response;
use domain::id::{ClientId, SatisfactionId, UserId};
use domain::part::Part;
use domain::satisfaction::SatisfactionData;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Named;
use crate::extract::{Body, IfMatch, Path, Who, present};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
}

/// What a client answered.
#[derive(Serialize, ToSchema)]
struct SatisfactionView {
    #[schema(value_type = Uuid)]
    id: SatisfactionId,
    /// How likely it is to recommend us, from 0 to 10.
    score: i64,
    /// The newest answer of a client in a window counts.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// Who asked; `null`: a survey did.
    asked_by: Option<Named>,
    /// `call`, `visit`, `email`, `message` or `survey`.
    channel: &'static str,
    note: Option<String>,
    version: i64,
    created_at: Timestamp,
    created_by: Named,
}

impl SatisfactionView {
    fn of((part, author, asker): satisfaction::Named) -> Self {
        let data = part.data;
        Self {
            id: part.id,
            score: data.score,
            day: data.day,
            asked_by: data.asked_by.zip(asker).map(|(id, name)| Named {
                id: id.uuid(),
                name,
            }),
            channel: data.channel.code(),
            note: data.note,
            version: part.version,
            created_at: part.created_at,
            created_by: Named {
                id: part.created_by.uuid(),
                name: author,
            },
        }
    }
}

/// What is written of an answer.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct SatisfactionInput {
    /// From 0 to 10; needed for a new one.
    score: Option<i64>,
    /// `call`, `visit`, `email`, `message` or `survey`; needed for a new one.
    channel: Option<String>,
    /// Today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    /// Whoever writes it when absent; `null`: nobody.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    asked_by: Option<Option<UserId>>,
    #[serde(deserialize_with = "present")]
    note: Option<Option<String>>,
}

impl From<SatisfactionInput> for Input {
    fn from(body: SatisfactionInput) -> Self {
        Self {
            score: body.score,
            channel: body.channel,
            day: body.day,
            asked_by: body.asked_by,
            note: body.note,
        }
    }
}

fn one(
    app: &app::App,
    part: Part<SatisfactionData>,
) -> Result<(i64, SatisfactionView), part::Error> {
    let version = part.version;
    let named = satisfaction::with_names(app, vec![part])?.pop();
    let named = named.ok_or(part::Error::NotFound)?;
    Ok((version, SatisfactionView::of(named)))
}

/// The answers of a client, the newest first.
#[utoipa::path(get, path = "/clients/{id}/satisfactions", tag = "satisfaction",
    operation_id = "list_satisfactions",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<SatisfactionView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<SatisfactionView>, Problem> {
    let named = state
        .run(ctx, move |app, ctx| {
            part::list::<SatisfactionData>(app, ctx, client)
                .and_then(|parts| satisfaction::with_names(app, parts))
        })
        .await?;
    Ok(List::whole(
        named.into_iter().map(SatisfactionView::of).collect(),
    ))
}

/// Add what a client answered.
#[utoipa::path(post, path = "/clients/{id}/satisfactions", tag = "satisfaction",
    operation_id = "create_satisfaction",
    params(("id" = Uuid, Path)), request_body = SatisfactionInput,
    responses((status = 201, body = SatisfactionView)),
    extensions(("x-right" = json!("client.update"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<SatisfactionInput>,
) -> Result<Response, Problem> {
    let (version, view) = state
        .run(ctx, move |app, ctx| {
            let data = Input::from(body).create(ctx)?;
            one(app, part::create(app, ctx, client, &data)?)
        })
        .await?;
    let location = format!("/api/v1/satisfactions/{}", view.id);
    Ok(respond::created(&location, Some(version), view))
}

/// Change an answer.
#[utoipa::path(patch, path = "/satisfactions/{id}", tag = "satisfaction",
    operation_id = "update_satisfaction",
    params(("id" = Uuid, Path)), request_body = SatisfactionInput,
    responses((status = 200, body = SatisfactionView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SatisfactionId>,
    IfMatch(version): IfMatch,
    Body(body): Body<SatisfactionInput>,
) -> Result<Response, Problem> {
    let (version, view) = state
        .run(ctx, move |app, ctx| {
            let input = Input::from(body);
            let change = |data: &mut SatisfactionData, _: &_| input.apply(data);
            one(app, part::update(app, ctx, id, version, change)?)
        })
        .await?;
    Ok(respond::one(version, view))
}

/// Delete an answer.
#[utoipa::path(delete, path = "/satisfactions/{id}", tag = "satisfaction",
    operation_id = "delete_satisfaction",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<SatisfactionId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<SatisfactionData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}
