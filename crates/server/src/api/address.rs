//! Addresses of clients.

use app::address::Input;
use app::part;
use axum::response::Response;
use domain::address::AddressData;
use domain::id::{AddressId, ClientId};
use domain::part::Part;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

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

/// An address of a client.
#[derive(Serialize, ToSchema)]
pub(super) struct AddressView {
    #[schema(value_type = Uuid)]
    id: AddressId,
    kind: &'static str,
    country: String,
    region: String,
    district: String,
    settlement: String,
    street: String,
    house: String,
    postcode: String,
    version: i64,
}

impl From<Part<AddressData>> for AddressView {
    fn from(part: Part<AddressData>) -> Self {
        let parts = part.data.parts;
        Self {
            id: part.id,
            kind: part.data.kind.code(),
            country: parts.country,
            region: parts.region,
            district: parts.district,
            settlement: parts.settlement,
            street: parts.street,
            house: parts.house,
            postcode: parts.postcode,
            version: part.version,
        }
    }
}

/// What is written of an address.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = AddressPatch)]
struct AddressInput {
    /// `legal`, `actual`, `delivery`, `post`.
    kind: Option<String>,
    country: Option<String>,
    region: Option<String>,
    district: Option<String>,
    settlement: Option<String>,
    street: Option<String>,
    house: Option<String>,
    postcode: Option<String>,
}

impl From<AddressInput> for Input {
    fn from(body: AddressInput) -> Self {
        Self {
            kind: body.kind,
            country: body.country,
            region: body.region,
            district: body.district,
            settlement: body.settlement,
            street: body.street,
            house: body.house,
            postcode: body.postcode,
        }
    }
}

/// The addresses of a client.
#[utoipa::path(get, path = "/clients/{id}/addresses", tag = "address", operation_id = "list_addresses",
    params(("id" = Uuid, Path)), responses((status = 200, body = List<AddressView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<AddressView>, Problem> {
    let parts = state
        .run(ctx, move |app, ctx| part::list(app, ctx, client))
        .await?;
    Ok(List::whole(
        parts.into_iter().map(AddressView::from).collect(),
    ))
}

/// Add an address to a client.
#[utoipa::path(post, path = "/clients/{id}/addresses", tag = "address", operation_id = "create_address",
    params(("id" = Uuid, Path)), request_body = AddressInput,
    responses((status = 201, body = AddressView)),
    extensions(("x-right" = json!("client.update"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<AddressInput>,
) -> Result<Response, Problem> {
    let part = state
        .run(ctx, move |app, ctx| {
            let data = Input::from(body).create()?;
            part::create(app, ctx, client, &data)
        })
        .await?;
    let location = format!("/api/v1/addresses/{}", part.id);
    Ok(respond::created(
        &location,
        Some(part.version),
        AddressView::from(part),
    ))
}

/// Change an address.
#[utoipa::path(patch, path = "/addresses/{id}", tag = "address", operation_id = "update_address",
    params(("id" = Uuid, Path)), request_body = AddressInput,
    responses((status = 200, body = AddressView)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<AddressId>,
    IfMatch(version): IfMatch,
    Body(body): Body<AddressInput>,
) -> Result<Response, Problem> {
    let part = state
        .run(ctx, move |app, ctx| {
            let input = Input::from(body);
            part::update::<AddressData>(app, ctx, id, version, |data, _| input.apply(data))
        })
        .await?;
    Ok(respond::one(part.version, AddressView::from(part)))
}

/// Delete an address.
#[utoipa::path(delete, path = "/addresses/{id}", tag = "address", operation_id = "delete_address",
    params(("id" = Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.update"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<AddressId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            part::delete::<AddressData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}
