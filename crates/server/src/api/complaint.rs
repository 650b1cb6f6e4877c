//! Complaints, and the register of cancellations, returns and complaints.

use app::complaint::{self, Filter, Input, Line, Request};
use axum::Json;
use axum::response::Response;
use domain::complaint::{ComplaintData, ComplaintState, Trouble};
use domain::id::{ClientId, ComplaintId, OrderId, PersonId, UserId};
use domain::part::Part;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::client::Named;
use super::order::named;
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(register))
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
}

/// A complaint of a client.
#[derive(Serialize, ToSchema)]
#[schema(as = Complaint)]
struct ComplaintView {
    #[schema(value_type = Uuid)]
    id: ComplaintId,
    #[schema(value_type = Uuid)]
    client_id: ClientId,
    /// `product`, `delivery`, `staff`, `documents`, `other`.
    topic: &'static str,
    text: String,
    #[schema(value_type = String, format = Date)]
    day: Date,
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<PersonId>,
    #[schema(value_type = Option<Uuid>)]
    order_id: Option<OrderId>,
    /// Who works it.
    #[schema(value_type = Option<Uuid>)]
    owner_id: Option<UserId>,
    /// `open`, `solved`, `rejected`.
    state: &'static str,
    result: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    closed_day: Option<Date>,
    #[schema(value_type = Option<Uuid>)]
    closed_by: Option<UserId>,
    version: i64,
    created_at: Timestamp,
    #[schema(value_type = Uuid)]
    created_by: UserId,
}

impl From<Part<ComplaintData>> for ComplaintView {
    fn from(part: Part<ComplaintData>) -> Self {
        let data = part.data;
        Self {
            id: part.id,
            client_id: part.client_id,
            topic: data.topic.code(),
            text: data.text,
            day: data.day,
            person_id: data.person_id,
            order_id: data.order_id,
            owner_id: data.owner_id,
            state: data.state.code(),
            result: data.result,
            closed_day: data.closed_day,
            closed_by: data.closed_by,
            version: part.version,
            created_at: part.created_at,
            created_by: part.created_by,
        }
    }
}

/// What is written of a complaint; absent fields stay.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct ComplaintInput {
    /// `product`, `delivery`, `staff`, `documents`, `other`; needed for a new one.
    topic: Option<String>,
    /// Needed for a new one.
    text: Option<String>,
    /// Today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    person_id: Option<Option<PersonId>>,
    /// An order of the same client.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    order_id: Option<Option<OrderId>>,
    /// Whoever writes it when absent.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    owner_id: Option<Option<UserId>>,
    /// `open`, `solved`, `rejected`.
    state: Option<String>,
    /// Needed to close it.
    #[serde(deserialize_with = "present")]
    result: Option<Option<String>>,
}

impl From<ComplaintInput> for Input {
    fn from(body: ComplaintInput) -> Self {
        Self {
            topic: body.topic,
            text: body.text,
            day: body.day,
            person_id: body.person_id,
            order_id: body.order_id,
            owner_id: body.owner_id,
            state: body.state,
            result: body.result,
        }
    }
}

/// The complaints of a client, the latest first.
#[utoipa::path(get, path = "/clients/{id}/complaints", tag = "complaint",
    operation_id = "list_client_complaints", params(("id" = Uuid, Path)),
    responses((status = 200, body = List<ComplaintView>)),
    extensions(("x-right" = json!("client.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
) -> Result<List<ComplaintView>, Problem> {
    let parts = state
        .run(ctx, move |app, ctx| {
            app::part::list::<ComplaintData>(app, ctx, client)
        })
        .await?;
    Ok(List::whole(
        parts.into_iter().map(ComplaintView::from).collect(),
    ))
}

/// Write a complaint down.
#[utoipa::path(post, path = "/clients/{id}/complaints", tag = "complaint",
    operation_id = "create_complaint", params(("id" = Uuid, Path)),
    request_body = ComplaintInput, responses((status = 201, body = ComplaintView)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Path(client): Path<ClientId>,
    Body(body): Body<ComplaintInput>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            complaint::create(app, ctx, client, &body.into())
        })
        .await?;
    let location = format!("/api/v1/complaints/{}", made.id);
    Ok(respond::created(
        &location,
        Some(made.version),
        ComplaintView::from(made),
    ))
}

/// Change a complaint, or close it with what came of it.
#[utoipa::path(patch, path = "/complaints/{id}", tag = "complaint",
    operation_id = "update_complaint", params(("id" = Uuid, Path)),
    request_body = ComplaintInput, responses((status = 200, body = ComplaintView)),
    extensions(("x-right" = json!("interaction.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ComplaintId>,
    IfMatch(version): IfMatch,
    Body(body): Body<ComplaintInput>,
) -> Result<Response, Problem> {
    let made = state
        .run(ctx, move |app, ctx| {
            complaint::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(made.version, ComplaintView::from(made)))
}

/// Delete a complaint.
#[utoipa::path(delete, path = "/complaints/{id}", tag = "complaint",
    operation_id = "delete_complaint", params(("id" = Uuid, Path)),
    responses((status = 204)), extensions(("x-right" = json!("interaction.write"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ComplaintId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::part::delete::<ComplaintData>(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// Which lines of the register.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct TroublesWanted {
    /// `cancellation`, `return`, `complaint`; all when absent.
    #[param(value_type = Option<String>)]
    kind: Option<Trouble>,
    /// Not before this day.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Not after this day.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    #[param(value_type = Option<Uuid>)]
    client_id: Option<ClientId>,
    /// Of clients of this employee.
    #[param(value_type = Option<Uuid>)]
    manager_id: Option<UserId>,
    /// Complaints that are `open`, `solved`, `rejected`.
    #[param(value_type = Option<String>)]
    state: Option<ComplaintState>,
    /// How many, 1 to 1000.
    #[param(value_type = Option<u32>)]
    limit: Limit,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// A line of the register.
#[derive(Serialize, ToSchema)]
struct TroubleLine {
    /// `cancellation`, `return`, `complaint`.
    kind: &'static str,
    /// The complaint or the order.
    id: Uuid,
    #[schema(value_type = String, format = Date)]
    day: Date,
    client: Named,
    /// Whose client it is.
    manager: Option<String>,
    /// The order, by its number.
    order: Option<Named>,
    /// The whole order, or the goods that came back; in the reporting currency.
    base_amount_minor: Option<i64>,
    /// What a complaint is about.
    topic: Option<String>,
    /// What the client said, or the note of the order.
    text: Option<String>,
    /// How far a complaint is.
    state: Option<&'static str>,
    result: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    closed_day: Option<Date>,
    closed_by: Option<String>,
    /// Of a complaint.
    version: Option<i64>,
}

impl From<Line> for TroubleLine {
    fn from(line: Line) -> Self {
        let (closed_day, closed_by) = line.closed.unzip();
        Self {
            kind: line.kind.code(),
            id: line.id,
            day: line.day,
            client: named(line.client.0, line.client.1),
            manager: line.manager,
            order: line.order.map(|(id, number)| named(id, number)),
            base_amount_minor: line.base_amount_minor,
            topic: line.topic,
            text: line.text,
            state: line.state.map(|state| state.code()),
            result: line.result,
            closed_day,
            closed_by: closed_by.flatten(),
            version: line.version,
        }
    }
}

/// How many lines of a kind.
#[derive(Serialize, ToSchema)]
struct TroubleTotal {
    /// `cancellation`, `return`, `complaint`.
    kind: &'static str,
    count: i64,
    /// What they came to, in the reporting currency.
    base_amount_minor: i64,
}

/// A page of the register.
#[derive(Serialize, ToSchema)]
struct TroublePage {
    items: Vec<TroubleLine>,
    next: Option<String>,
    totals: Vec<TroubleTotal>,
}

/// Cancelled orders, returned goods and complaints of clients one may see, the latest first.
#[utoipa::path(get, path = "/complaints", tag = "complaint", operation_id = "list_troubles",
    params(TroublesWanted), responses((status = 200, body = TroublePage)),
    extensions(("x-right" = json!("order.read"))))]
async fn register(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<TroublesWanted>,
) -> Result<Json<TroublePage>, Problem> {
    let request = Request {
        filter: Filter {
            kind: wanted.kind,
            from: wanted.from,
            to: wanted.to,
            client: wanted.client_id,
            manager: wanted.manager_id,
            state: wanted.state,
        },
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
    };
    let page = state
        .run(ctx, move |app, ctx| complaint::register(app, ctx, &request))
        .await?;
    Ok(Json(TroublePage {
        items: page.items.into_iter().map(TroubleLine::from).collect(),
        next: page.next.map(|place| cursor(&place)),
        totals: page
            .totals
            .into_iter()
            .map(|(kind, count, sum)| TroubleTotal {
                kind: kind.code(),
                count,
                base_amount_minor: sum,
            })
            .collect(),
    }))
}
