//! Orders: lists, one order, adding, changing, deleting, many at once.

mod bulk;
mod view;

use app::order::{Error, Input, NewLine, Request};
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{ClientId, OrderId, ProductId, UserId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::refused;
use crate::config::Config;
use crate::extract::{Body, IfMatch, Path, Query, Who, present};
use crate::problem::Problem;
use crate::respond::{self, Limit, List, cursor, read_cursor};
use crate::state::State;

pub(super) use view::named;
use view::{OrderCard, OrderItem};

/// The routes of this feature.
pub fn routes() -> OpenApiRouter<State> {
    let many = OpenApiRouter::new()
        .routes(routes!(bulk::bulk))
        .layer(DefaultBodyLimit::max(Config::default().bulk_body_limit));
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(card, update, delete))
        .merge(many)
}

/// A page of orders. Filters: `client_id`, `status`, `manager_id` (or `none`), `day`, `currency`,
/// `base_total_minor`, `margin_minor`, each with `.not`, `.gte`, `.lte`, `.is` where it has an
/// order; `q` is the beginning of the number; `sort` is `day`, `number` or `base_total_minor`,
/// from the largest with `-` before it, `-day` when not said.
#[utoipa::path(get, path = "/orders", tag = "order", operation_id = "list_orders",
    params(("limit" = Option<u32>, Query, minimum = 1, maximum = 1000), ("cursor" = Option<String>, Query),
        ("sort" = Option<String>, Query), ("total" = Option<bool>, Query), ("q" = Option<String>, Query),
        ("client_id" = Option<uuid::Uuid>, Query), ("status" = Option<String>, Query),
        ("manager_id" = Option<String>, Query), ("day.gte" = Option<String>, Query),
        ("day.lte" = Option<String>, Query), ("currency" = Option<String>, Query),
        ("base_total_minor.gte" = Option<i64>, Query), ("base_total_minor.lte" = Option<i64>, Query)),
    responses((status = 200, body = List<OrderItem>)),
    extensions(("x-right" = json!("order.read"))))]
async fn list(
    state: State,
    Who(ctx): Who,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<List<OrderItem>, Problem> {
    let request = request(&pairs)?;
    let shows_margin = view::shows_margin(&ctx);
    let page = state
        .run(ctx, move |app, ctx| app::order::list(app, ctx, &request))
        .await?;
    Ok(List {
        items: page
            .items
            .into_iter()
            .map(|item| OrderItem::new(item, shows_margin))
            .collect(),
        next: page.next.map(|place| cursor(&place)),
        total: page.total,
    })
}

/// A list asked for by a query string.
fn request(pairs: &[(String, String)]) -> Result<Request, Problem> {
    let mut request = Request::default();
    let bad = |field: &str| Problem::invalid(field, "field.invalid");
    for (name, value) in pairs {
        match name.as_str() {
            "q" => request.q = Some(value.clone()),
            "sort" => {
                let key = value.strip_prefix('-');
                request.descending = key.is_some();
                request.sort = key.unwrap_or(value).parse().map_err(|_| bad("sort"))?;
            }
            "cursor" => request.after = Some(read_cursor(value)?),
            "total" => request.total = value.parse().map_err(|_| bad("total"))?,
            "limit" => {
                let limit = value
                    .parse::<u32>()
                    .ok()
                    .and_then(|n| Limit::try_from(n).ok());
                request.limit = limit.ok_or_else(|| bad("limit"))?.get();
            }
            _ => {
                let (field, operator) = name.split_once('.').unwrap_or((name, ""));
                let values: Vec<String> = value.split(',').map(str::to_owned).collect();
                match request.add_term(field, operator, &values) {
                    None => return Err(Problem::invalid(name.as_str(), "field.unknown")),
                    Some(added) => {
                        added.map_err(|error| Problem::invalid(name.as_str(), error.code()))?;
                    }
                }
            }
        }
    }
    Ok(request)
}

/// A line of an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LineInput {
    #[schema(value_type = uuid::Uuid)]
    product_id: ProductId,
    /// Thousandths of the unit; negative: brought back.
    quantity_milli: i64,
    /// Of a unit, minor units of the order's currency.
    price_minor: i64,
    /// Hundredths of a percent.
    #[serde(default)]
    discount_bp: i64,
}

/// What is written of an order. On creation absent fields have their defaults, on change they
/// stay; `null` clears. Sums, rate and costs follow.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrderInput {
    /// By default the next free one.
    number: Option<String>,
    /// Needed for a new order, fixed afterwards.
    #[schema(value_type = Option<uuid::Uuid>)]
    client_id: Option<ClientId>,
    /// By default today.
    day: Option<String>,
    /// `draft` (by default), `confirmed`, `shipped`, `done`, `cancelled`.
    status: Option<String>,
    /// By default the client's manager.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<uuid::Uuid>)]
    manager_id: Option<Option<UserId>>,
    /// ISO 4217, by default the reporting currency.
    currency: Option<String>,
    #[serde(default, deserialize_with = "present")]
    note: Option<Option<String>>,
    /// All of them, in their order.
    lines: Option<Vec<LineInput>>,
}

impl From<OrderInput> for Input {
    fn from(body: OrderInput) -> Self {
        let line = |line: LineInput| NewLine {
            product_id: line.product_id,
            quantity_milli: line.quantity_milli,
            price_minor: line.price_minor,
            discount_bp: line.discount_bp,
        };
        Self {
            number: body.number,
            client_id: body.client_id,
            day: body.day,
            status: body.status,
            manager_id: body.manager_id,
            currency: body.currency,
            note: body.note,
            lines: body
                .lines
                .map(|lines| lines.into_iter().map(line).collect()),
        }
    }
}

/// Add an order.
#[utoipa::path(post, path = "/orders", tag = "order", operation_id = "create_order",
    request_body = OrderInput, responses((status = 201, body = OrderCard)),
    extensions(("x-right" = json!("order.write"))))]
async fn create(
    state: State,
    Who(ctx): Who,
    Body(body): Body<OrderInput>,
) -> Result<Response, Problem> {
    let card = state
        .run(ctx, move |app, ctx| {
            let order = app::order::create(app, ctx, &body.into())?;
            app::order::card(app, ctx, order.id)
        })
        .await?;
    let location = format!("/api/v1/orders/{}", card.order.id);
    Ok(respond::created(
        &location,
        Some(card.order.version),
        OrderCard::from(card),
    ))
}

/// One order with its lines.
#[utoipa::path(get, path = "/orders/{id}", tag = "order", operation_id = "order_card",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = OrderCard)),
    extensions(("x-right" = json!("order.read"))))]
async fn card(state: State, Who(ctx): Who, Path(id): Path<OrderId>) -> Result<Response, Problem> {
    let card = state
        .run(ctx, move |app, ctx| app::order::card(app, ctx, id))
        .await?;
    Ok(respond::one(card.order.version, OrderCard::from(card)))
}

/// Change an order.
#[utoipa::path(patch, path = "/orders/{id}", tag = "order", operation_id = "update_order",
    params(("id" = uuid::Uuid, Path)), request_body = OrderInput,
    responses((status = 200, body = OrderCard)),
    extensions(("x-right" = json!("order.write"))))]
async fn update(
    state: State,
    Who(ctx): Who,
    Path(id): Path<OrderId>,
    IfMatch(version): IfMatch,
    Body(body): Body<OrderInput>,
) -> Result<Response, Problem> {
    let card = state
        .run(ctx, move |app, ctx| {
            app::order::update(app, ctx, id, version, &body.into())?;
            app::order::card(app, ctx, id)
        })
        .await?;
    Ok(respond::one(card.order.version, OrderCard::from(card)))
}

/// Delete an order; undo brings it back.
#[utoipa::path(delete, path = "/orders/{id}", tag = "order", operation_id = "delete_order",
    params(("id" = uuid::Uuid, Path)), responses((status = 204)),
    extensions(("x-right" = json!("order.delete"))))]
async fn delete(
    state: State,
    Who(ctx): Who,
    Path(id): Path<OrderId>,
    IfMatch(version): IfMatch,
) -> Result<Response, Problem> {
    state
        .run(ctx, move |app, ctx| {
            app::order::delete(app, ctx, id, version)
        })
        .await?;
    Ok(respond::none())
}

/// A refusal for want of a rate.
pub(super) fn rate_missing(missing: app::rate::Missing) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "rate.missing")
        .with("currency", missing.currency.code())
        .with("day", missing.day.to_string())
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
            Error::VersionConflict { current } => Self::version_conflict(current),
            Error::NumberTaken => Self::new(StatusCode::CONFLICT, "order.number_taken"),
            Error::Status { from, to } => Self::new(StatusCode::CONFLICT, "order.status")
                .with("from", from.code())
                .with("to", to.code()),
            Error::Blacklisted(listed) => super::blacklist::refused(listed),
            Error::Terms(refusal) => super::receivable::against_terms(refusal),
            Error::RateMissing(missing) => rate_missing(missing),
            Error::BadCursor => Self::invalid("cursor", "field.invalid"),
            Error::TooMany => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "bulk.too_many_rows")
                .with("max", app::order::ROWS_LIMIT),
            Error::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
#[path = "order/tests.rs"]
mod tests;
