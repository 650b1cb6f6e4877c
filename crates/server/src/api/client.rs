//! Clients: lists, the card, adding, changing, deleting. Filters come as query parameters or, so
//! that no personal data stands in a URL, in a body.

mod bulk;
mod export;
mod filter;
mod view;

use app::client::{Error, Input, NewChannel, Page, Refusal, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::address::AddressParts;
use domain::id::{ClientId, CompanyGroupId, CompetitorId, SegmentId, SourceId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

pub(super) use export::{attached, attached_as, known};
pub(super) use filter::{each, from_body, from_query};
use view::{ClientCard, ClientItem, current};
pub(super) use view::{Named, told};

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(query))
        .routes(routes!(card, update, delete))
        .routes(routes!(restore))
        .routes(routes!(export::export, export::export_found))
        .routes(routes!(bulk::bulk))
        .routes(routes!(bulk::bulk_change))
}

/// Which clients.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Name in any script or keyboard layout, tax number, phone or e-mail.
    pub(super) q: Option<String>,
    /// Conditions by field: a value, a list of values (any of), or `{operator: value}` with the
    /// operators `eq`, `not`, `gte`, `lte`, `is` (`empty`, `present`).
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Value>)]
    pub(super) filter: Map<String, Value>,
    /// A key of the order; `-` before it: from the largest.
    pub(super) sort: Option<String>,
    /// How many, 1 to 1000.
    #[serde(default)]
    #[schema(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
    /// Count all, too.
    #[serde(default)]
    total: bool,
}

/// A page of clients; any filter field may stand in the query as `field=value` or
/// `field.operator=value`.
#[utoipa::path(get, path = "/clients", tag = "client", operation_id = "list_clients",
    params(("limit" = Option<u32>, Query, minimum = 1, maximum = 1000), ("cursor" = Option<String>, Query),
        ("sort" = Option<String>, Query), ("total" = Option<bool>, Query), ("q" = Option<String>, Query)),
    responses((status = 200, body = List<ClientItem>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<List<ClientItem>, Problem> {
    let (request, rest) = from_query(&pairs)?;
    if let Some((field, _)) = rest.first() {
        return Err(Problem::invalid(field.as_str(), "field.unknown"));
    }
    find(&state, ctx, request).await
}

/// A page of clients, asked for in the body.
#[utoipa::path(post, path = "/clients/query", tag = "client", operation_id = "query_clients",
    request_body = Wanted, responses((status = 200, body = List<ClientItem>)),
    extensions(("x-right" = json!("client.read"))))]
async fn query(
    state: State,
    Who(ctx): Who,
    Body(wanted): Body<Wanted>,
) -> Result<List<ClientItem>, Problem> {
    let request = Request {
        terms: from_body(&wanted.filter)?,
        order: filter::order(wanted.sort.as_deref())?,
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
        total: wanted.total,
        q: wanted.q,
    };
    find(&state, ctx, request).await
}

async fn find(
    state: &State,
    ctx: app::Context,
    request: Request,
) -> Result<List<ClientItem>, Problem> {
    let page: Page = state
        .run(ctx, move |app, ctx| app::client::list(app, ctx, &request))
        .await?;
    Ok(List {
        items: page.items.into_iter().map(ClientItem::from).collect(),
        next: page.next.map(|place| cursor(&place)),
        total: page.total,
    })
}

/// What is written of a client. On creation absent fields have their defaults, on change they
/// stay; `null` clears.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ClientInput {
    /// `company` or `private`.
    kind: Option<String>,
    name: Option<String>,
    /// `prospect`, `current`, `former`, `competitors`.
    relation: Option<String>,
    #[serde(deserialize_with = "present")]
    tax_number: Option<Option<String>>,
    /// ISO 3166-1 alpha-2.
    tax_country: Option<String>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<uuid::Uuid>)]
    segment_id: Option<Option<SegmentId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<uuid::Uuid>)]
    source_id: Option<Option<SourceId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<uuid::Uuid>)]
    competitor_id: Option<Option<CompetitorId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<uuid::Uuid>)]
    company_group_id: Option<Option<CompanyGroupId>>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<uuid::Uuid>)]
    manager_id: Option<Option<UserId>>,
    /// `ordinary` or `vip`.
    service_class: Option<String>,
    /// `hot`, `warm` or `cold`.
    #[serde(deserialize_with = "present")]
    temperature: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    purchase_habits: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    deal_terms: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    website: Option<Option<String>>,
    only_us: Option<bool>,
    recommends: Option<bool>,
    mailing_consent: Option<bool>,
    publication_consent: Option<bool>,
    #[serde(deserialize_with = "present")]
    external_id: Option<Option<String>>,
    /// The first channels of a new client; later they are added one by one.
    channels: Vec<ChannelInput>,
    /// The address of a new client.
    address: Option<AddressInput>,
    /// Of a new client: whoever seems to be the same in the base is known, and this is another.
    despite_duplicates: bool,
}

/// A way to reach a new client or person.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChannelInput {
    kind: String,
    value: String,
    label: Option<String>,
}

impl From<ChannelInput> for NewChannel {
    fn from(channel: ChannelInput) -> Self {
        Self {
            kind: channel.kind,
            value: channel.value,
            label: channel.label,
        }
    }
}

/// The address of a new client.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AddressInput {
    country: String,
    region: String,
    district: String,
    settlement: String,
    street: String,
    house: String,
    postcode: String,
}

impl From<ClientInput> for Input {
    fn from(body: ClientInput) -> Self {
        let address = |address: AddressInput| AddressParts {
            country: address.country,
            region: address.region,
            district: address.district,
            settlement: address.settlement,
            street: address.street,
            house: address.house,
            postcode: address.postcode,
        };
        Self {
            kind: body.kind,
            name: body.name,
            relation: body.relation,
            tax_number: body.tax_number,
            tax_country: body.tax_country,
            segment_id: body.segment_id,
            source_id: body.source_id,
            competitor_id: body.competitor_id,
            company_group_id: body.company_group_id,
            manager_id: body.manager_id,
            service_class: body.service_class,
            temperature: body.temperature,
            purchase_habits: body.purchase_habits,
            deal_terms: body.deal_terms,
            website: body.website,
            only_us: body.only_us,
            recommends: body.recommends,
            mailing_consent: body.mailing_consent,
            publication_consent: body.publication_consent,
            external_id: body.external_id,
            channels: body.channels.into_iter().map(Into::into).collect(),
            address: body.address.map(address),
            despite_duplicates: body.despite_duplicates,
        }
    }
}

/// Add a client. One that the base seems to have is refused with who that may be (`409`,
/// `duplicate.found`), unless `despite_duplicates` says that this is another.
#[utoipa::path(post, path = "/clients", tag = "client", operation_id = "create_client",
    request_body = ClientInput, responses((status = 201, body = ClientCard)),
    extensions(("x-right" = json!("client.create"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<ClientInput>,
) -> Result<Response, Problem> {
    let card = state
        .run(ctx, move |app, ctx| {
            let client = app::duplicate::add_client(app, ctx, &body.into())?;
            app::client::card(app, ctx, client.id)
        })
        .await?;
    let card = ClientCard::from(card);
    let location = format!("/api/v1/clients/{}", card.id());
    Ok(respond::created(&location, Some(card.version()), card))
}

/// The card of a client. The identifier of a record that was merged into another leads there.
#[utoipa::path(get, path = "/clients/{id}", tag = "client", operation_id = "client_card",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = ClientCard),
        (status = 307, description = "Merged into another; `Location` is where it lives now.")),
    extensions(("x-right" = json!("client.read"))))]
async fn card(state: State, Who(ctx): Who, Path(id): Path<ClientId>) -> Result<Response, Problem> {
    let found = state
        .run(ctx, move |app, ctx| match app::client::card(app, ctx, id) {
            Err(Error::NotFound) => match app::merge::survivor(app, ctx, id)? {
                Some(survivor) => Ok(Err(survivor)),
                None => Err(Problem::from(Error::NotFound)),
            },
            card => Ok(Ok(card?)),
        })
        .await?;
    Ok(match found {
        Ok(card) => {
            let card = ClientCard::from(card);
            respond::one(card.version(), card)
        }
        Err(survivor) => {
            Redirect::temporary(&format!("/api/v1/clients/{survivor}")).into_response()
        }
    })
}

/// Change a client.
#[utoipa::path(patch, path = "/clients/{id}", tag = "client", operation_id = "update_client",
    params(("id" = uuid::Uuid, Path)), request_body = ClientInput,
    responses((status = 200, body = ClientCard)),
    extensions(("x-right" = json!("client.update"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
    IfMatch(version): IfMatch,
    Body(body): Body<ClientInput>,
) -> Result<Response, Problem> {
    let of_new = [
        ("channels", !body.channels.is_empty()),
        ("address", body.address.is_some()),
        ("despite_duplicates", body.despite_duplicates),
    ];
    if let Some((field, _)) = of_new.into_iter().find(|(_, given)| *given) {
        return Err(Problem::invalid(field, "field.unknown"));
    }
    let card = state
        .run(ctx, move |app, ctx| {
            app::client::update(app, ctx, id, version, &body.into())?;
            app::client::card(app, ctx, id)
        })
        .await?;
    let card = ClientCard::from(card);
    Ok(respond::one(card.version(), card))
}

/// Delete a client; it can be brought back.
#[utoipa::path(delete, path = "/clients/{id}", tag = "client", operation_id = "delete_client",
    params(("id" = uuid::Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("client.delete"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::client::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// Bring a deleted client back.
#[utoipa::path(post, path = "/clients/{id}/restore", tag = "client",
    operation_id = "restore_client", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = ClientCard)),
    extensions(("x-right" = json!("client.delete"))))]
async fn restore(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
) -> Result<Response, Problem> {
    let card = state
        .run(ctx, move |app, ctx| {
            app::client::restore(app, ctx, id)?;
            app::client::card(app, ctx, id)
        })
        .await?;
    let card = ClientCard::from(card);
    Ok(respond::one(card.version(), card))
}

/// A refusal of several fields.
pub(super) fn refused(refusals: Vec<Refusal>) -> Problem {
    let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "fields.invalid");
    refusals
        .into_iter()
        .fold(problem, |problem, refusal| problem.refusal(refusal.into()))
}

/// A file that could not be made.
pub(super) fn not_written(error: &dyn std::error::Error) -> Problem {
    tracing::error!(%error, "an export could not be written");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
}

/// The day's quota of rows taken out is spent: which rule, and how much is left.
pub(super) fn export_quota(spent: app::client::QuotaSpent) -> Problem {
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "client.export_quota")
        .with("quota", spent.quota)
        .with("taken", spent.taken)
        .with("wanted", spent.wanted)
        .with("setting", domain::setting::EXPORT_ROWS.name)
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::FieldForbidden(field) => {
                Self::new(StatusCode::FORBIDDEN, "policy.field_forbidden")
                    .with("field", field.code())
            }
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::VersionConflict(client) => {
                Self::version_conflict(client.version).with("current", current(&client))
            }
            Error::ExternalIdTaken => Self::new(StatusCode::CONFLICT, "client.external_id_taken"),
            Error::Duplicates(candidates) => super::duplicate::found(candidates),
            Error::QuotaSpent(spent) => export_quota(spent),
            Error::File(error) => not_written(&error),
            Error::KeyLimit(limit) => super::responsibility::key_limit(limit),
            Error::BadCursor => Self::invalid("cursor", "field.invalid"),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests;
