//! Payments, and what clients owe.

use app::payment::{Debt, Error, Input, Item, Request};
use axum::Json;
use axum::response::Response;
use domain::id::{ClientId, OrderId, PaymentId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::{Named, refused};
use super::order::{named, rate_missing};
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
        .routes(routes!(debt))
}

/// The order of a payment.
#[derive(Serialize, ToSchema)]
struct PaidOrder {
    #[schema(value_type = uuid::Uuid)]
    id: OrderId,
    number: String,
}

/// A payment.
#[derive(Serialize, ToSchema)]
struct PaymentView {
    #[schema(value_type = uuid::Uuid)]
    id: PaymentId,
    client: Named,
    order: Option<PaidOrder>,
    #[schema(value_type = String, format = Date)]
    day: Date,
    currency: String,
    /// In its currency; below zero: given back.
    amount_minor: i64,
    /// In the reporting currency at the rate of its day.
    base_amount_minor: i64,
    note: Option<String>,
    version: i64,
    created_at: Timestamp,
}

impl From<Item> for PaymentView {
    fn from(item: Item) -> Self {
        let payment = item.payment;
        let data = payment.data;
        let order = data.order_id.zip(item.order_number);
        Self {
            id: payment.id,
            client: named(data.client_id, item.client_name),
            order: order.map(|(id, number)| PaidOrder { id, number }),
            day: data.day,
            currency: data.currency.to_string(),
            amount_minor: data.amount_minor,
            base_amount_minor: payment.base_amount_minor,
            note: data.note,
            version: payment.version,
            created_at: payment.created_at,
        }
    }
}

/// Which payments.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    client_id: Option<ClientId>,
    order_id: Option<OrderId>,
    #[serde(rename = "day.gte")]
    from: Option<Date>,
    #[serde(rename = "day.lte")]
    to: Option<Date>,
    #[serde(default)]
    limit: Limit,
    cursor: Option<String>,
}

/// A page of payments, the newest day first.
#[utoipa::path(get, path = "/payments", tag = "payment", operation_id = "list_payments",
    params(("limit" = Option<u32>, Query, minimum = 1, maximum = 1000), ("cursor" = Option<String>, Query),
        ("client_id" = Option<uuid::Uuid>, Query), ("order_id" = Option<uuid::Uuid>, Query),
        ("day.gte" = Option<String>, Query), ("day.lte" = Option<String>, Query)),
    responses((status = 200, body = List<PaymentView>)),
    extensions(("x-right" = json!("order.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Result<List<PaymentView>, Problem> {
    let request = Request {
        client_id: wanted.client_id,
        order_id: wanted.order_id,
        from: wanted.from,
        to: wanted.to,
        limit: wanted.limit.get(),
        after: wanted.cursor.as_deref().map(read_cursor).transpose()?,
    };
    let page = state
        .run(ctx, move |app, ctx| app::payment::list(app, ctx, &request))
        .await?;
    Ok(List {
        items: page.items.into_iter().map(PaymentView::from).collect(),
        next: page.next.map(|place| cursor(&place)),
        total: None,
    })
}

/// What is written of a payment. On creation absent fields have their defaults, on change they
/// stay; `null` clears.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PaymentInput {
    /// Needed for a new payment, fixed afterwards.
    #[schema(value_type = Option<uuid::Uuid>)]
    client_id: Option<ClientId>,
    /// An order of the same client and currency.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<uuid::Uuid>)]
    order_id: Option<Option<OrderId>>,
    /// By default today.
    day: Option<String>,
    /// By default the currency of the order, or the reporting one.
    currency: Option<String>,
    /// Needed for a new payment; below zero: given back.
    amount_minor: Option<i64>,
    #[serde(default, deserialize_with = "present")]
    note: Option<Option<String>>,
}

impl From<PaymentInput> for Input {
    fn from(body: PaymentInput) -> Self {
        Self {
            client_id: body.client_id,
            order_id: body.order_id,
            day: body.day,
            currency: body.currency,
            amount_minor: body.amount_minor,
            note: body.note,
        }
    }
}

/// Add a payment.
#[utoipa::path(post, path = "/payments", tag = "payment", operation_id = "create_payment",
    request_body = PaymentInput, responses((status = 201, body = PaymentView)),
    extensions(("x-right" = json!("payment.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<PaymentInput>,
) -> Result<Response, Problem> {
    let item = state
        .run(ctx, move |app, ctx| {
            app::payment::create(app, ctx, &body.into())
        })
        .await?;
    let location = format!("/api/v1/payments/{}", item.payment.id);
    Ok(respond::created(
        &location,
        Some(item.payment.version),
        PaymentView::from(item),
    ))
}

/// Change a payment.
#[utoipa::path(patch, path = "/payments/{id}", tag = "payment", operation_id = "update_payment",
    params(("id" = uuid::Uuid, Path)), request_body = PaymentInput,
    responses((status = 200, body = PaymentView)),
    extensions(("x-right" = json!("payment.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<PaymentId>,
    IfMatch(version): IfMatch,
    Body(body): Body<PaymentInput>,
) -> Result<Response, Problem> {
    let item = state
        .run(ctx, move |app, ctx| {
            app::payment::update(app, ctx, id, version, &body.into())
        })
        .await?;
    Ok(respond::one(item.payment.version, PaymentView::from(item)))
}

/// Delete a payment; undo brings it back.
#[utoipa::path(delete, path = "/payments/{id}", tag = "payment", operation_id = "delete_payment",
    params(("id" = uuid::Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("payment.write"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<PaymentId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::payment::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// What a client owes in one currency.
#[derive(Serialize, ToSchema)]
struct ReceivableView {
    currency: String,
    /// Orders that have left, less what was brought back.
    billed_minor: i64,
    paid_minor: i64,
    /// Below zero the client has paid ahead.
    owed_minor: i64,
}

/// What a client owes.
#[derive(Serialize, ToSchema)]
struct DebtView {
    /// The day of the rates.
    #[schema(value_type = String, format = Date)]
    day: Date,
    items: Vec<ReceivableView>,
    /// The reporting currency.
    currency: String,
    /// In all in the reporting currency at the rates of the day; `null`: a rate is missing.
    base_owed_minor: Option<i64>,
    /// Currencies without a rate.
    missing_rates: Vec<String>,
}

impl From<Debt> for DebtView {
    fn from(debt: Debt) -> Self {
        let item = |item: &domain::payment::Receivable| ReceivableView {
            currency: item.currency.to_string(),
            billed_minor: item.billed_minor,
            paid_minor: item.paid_minor,
            owed_minor: item.owed_minor(),
        };
        Self {
            day: debt.day,
            items: debt.items.iter().map(item).collect(),
            currency: debt.currency.to_string(),
            base_owed_minor: debt.base_owed_minor,
            missing_rates: debt.missing_rates.iter().map(ToString::to_string).collect(),
        }
    }
}

/// What a client owes: billed less paid, by currency and in all.
#[utoipa::path(get, path = "/clients/{id}/receivable", tag = "payment",
    operation_id = "client_receivable", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = DebtView)),
    extensions(("x-right" = json!("order.read"))))]
async fn debt(
    state: State,
    Who(ctx): Who,
    Path(id): Path<ClientId>,
) -> Result<Json<DebtView>, Problem> {
    let debt = state
        .run(ctx, move |app, ctx| app::payment::debt(app, ctx, id))
        .await?;
    Ok(Json(debt.into()))
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden(refusal) => refusal.into(),
            Error::NotFound => Self::not_found(),
            Error::Invalid(refusals) => refused(refusals),
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::RateMissing(missing) => rate_missing(missing),
            Error::Db(error) => error.into(),
        }
    }
}
