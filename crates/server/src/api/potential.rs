//! Potential of clients: what they could buy of a product group in a year.

use app::part;
use app::potential::Input;
use axum::response::Response;
use domain::id::{ClientId, PotentialId, ProductGroupId};
use domain::part::Part;
use domain::potential::PotentialData;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Named;
use crate::extract::{Body, IfMatch, Path, Who};
use crate::problem::Problem;
use crate::respond::{self, List};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
}

/// A potential of a client.
#[derive(Serialize, ToSchema)]
struct PotentialView {
    #[schema(value_type = Uuid)]
    id: PotentialId,
    #[schema(value_type = Uuid)]
    product_group_id: ProductGroupId,
    /// Purchases of a year from anybody, reporting currency; 0: none are needed.
    amount_minor: i64,
    /// Who or what says so.
    origin: String,
    /// When it was found out; the newest of a group is in force.
    #[schema(value_type = String, format = Date)]
    day: Date,
    version: i64,
    created_at: Timestamp,
    created_by: Named,
}

impl PotentialView {
    fn of(part: Part<PotentialData>, author: String) -> Self {
        Self {
            id: part.id,
            product_group_id: part.data.product_group_id,
            amount_minor: part.data.amount_minor,
            origin: part.data.origin,
            day: part.data.day,
            version: part.version,
            created_at: part.created_at,
            created_by: Named {
                id: part.created_by.uuid(),
                name: author,
            },
        }
    }
}

/// What is written of a potential.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct PotentialInput {
    /// Needed for a new one, fixed afterwards.
    #[schema(value_type = Option<Uuid>)]
    product_group_id: Option<ProductGroupId>,
    amount_minor: Option<i64>,
    origin: Option<String>,
    /// Today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
}

impl From<PotentialInput> for Input {
    fn from(body: PotentialInput) -> Self {
        Self {
            product_group_id: body.product_group_id,
            amount_minor: body.amount_minor,
            origin: body.origin,
            day: body.day,
        }
    }
}

/// The potentials of a client, the newest first.
#[utoipa::path(get, path = "/clients/{id}/potentials", tag = "potential",
    operation_id = "list_potentials",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<PotentialView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<PotentialView>, Problem> {
    let parts = state
        .run(ctx, move |app, ctx| {
            part::list::<PotentialData>(app, ctx, client)
                .and_then(|parts| part::with_authors(app, parts))
        })
        .await?;
    Ok(List::whole(
        parts
            .into_iter()
            .map(|(part, name)| PotentialView::of(part, name))
            .collect(),
    ))
}

/// Add a potential to a client.
#[utoipa::path(post, path = "/clients/{id}/potentials", tag = "potential",
    operation_id = "create_potential",
    params(("id" = Uuid, Path)), request_body = PotentialInput,
    responses((status = 201, body = PotentialView)),
    extensions(("x-right" = json!("client.update"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<PotentialInput>,
) -> Result<Response, Problem> {
    let (part, author) = state
        .run(ctx, move |app, ctx| {
            let data = Input::from(body).create(ctx)?;
            let part = part::create(app, ctx, client, &data)?;
            part::with_author(app, part)
        })
        .await?;
    let location = format!("/api/v1/potentials/{}", part.id);
    Ok(respond::created(
        &location,
        Some(part.version),
        PotentialView::of(part, author),
    ))
}

/// Change a potential.
#[utoipa::path(patch, path = "/potentials/{id}", tag = "potential",
    operation_id = "update_potential",
    params(("id" = Uuid, Path)), request_body = PotentialInput,
    responses((status = 200, body = PotentialView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<PotentialId>,
    IfMatch(version): IfMatch,
    Body(body): Body<PotentialInput>,
) -> Result<Response, Problem> {
    let (part, author) = state
        .run(ctx, move |app, ctx| {
            let input = Input::from(body);
            let part =
                part::update::<PotentialData>(app, ctx, id, version, |data, _| input.apply(data))?;
            part::with_author(app, part)
        })
        .await?;
    Ok(respond::one(part.version, PotentialView::of(part, author)))
}

/// Delete a potential.
#[utoipa::path(delete, path = "/potentials/{id}", tag = "potential",
    operation_id = "delete_potential",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<PotentialId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<PotentialData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}
