//! Orders as the API shows them.

use app::Context;
use app::order::{Card, Item};
use domain::id::ProductId;
use domain::policy::{Access, Field};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::client::{Named, told};
use crate::problem::FieldError;

/// A thing with its name.
pub(in crate::api) fn named(id: impl Into<Uuid>, name: String) -> Named {
    Named {
        id: id.into(),
        name,
    }
}

/// Whether the reader may see margins.
pub(super) fn shows_margin(ctx: &Context) -> bool {
    ctx.actor.field(Field::Margin) == Access::Shown
}

/// An order in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct OrderItem {
    id: Uuid,
    number: String,
    client: Named,
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// `draft`, `confirmed`, `shipped`, `done`, `cancelled`.
    status: &'static str,
    manager: Option<Named>,
    currency: String,
    /// In the order's currency.
    total_minor: i64,
    /// In the reporting currency.
    base_total_minor: i64,
    /// In the reporting currency; `null`: a cost is not known; absent: not for this reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    margin_minor: Option<Option<i64>>,
    /// Paid for it in its currency.
    paid_minor: i64,
    version: i64,
    updated_at: Timestamp,
}

impl OrderItem {
    pub(super) fn new(item: Item, shows_margin: bool) -> Self {
        Self {
            id: item.id.uuid(),
            number: item.number,
            client: named(item.client.0, item.client.1),
            day: item.day,
            status: item.status.code(),
            manager: item.manager.map(|(id, name)| named(id, name)),
            currency: item.currency.to_string(),
            total_minor: item.total_minor,
            base_total_minor: item.base_total_minor,
            margin_minor: shows_margin.then_some(item.margin_minor),
            paid_minor: item.paid_minor,
            version: item.version,
            updated_at: item.updated_at,
        }
    }
}

/// The product of a line.
#[derive(Serialize, ToSchema)]
struct LineProduct {
    id: Uuid,
    code: String,
    name: String,
    unit: String,
}

/// A line.
#[derive(Serialize, ToSchema)]
struct OrderLine {
    product: LineProduct,
    /// Thousandths of the unit; negative: brought back.
    quantity_milli: i64,
    price_minor: i64,
    /// Hundredths of a percent.
    discount_bp: i64,
    /// In the order's currency.
    amount_minor: i64,
    /// In the reporting currency.
    base_amount_minor: i64,
    /// In the reporting currency; `null`: not known; absent: not for this reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    cost_minor: Option<Option<i64>>,
}

/// An order with its lines.
#[derive(Serialize, ToSchema)]
pub(super) struct OrderCard {
    #[serde(flatten)]
    item: OrderItem,
    /// What a unit of its currency cost in the reporting currency on its day.
    rate: String,
    note: Option<String>,
    lines: Vec<OrderLine>,
    /// Statuses that may follow.
    next: Vec<&'static str>,
    /// What the gate of orders finds missing on the client's card, as a refusal would tell it.
    warnings: Vec<FieldError>,
    /// What the reader may do here.
    allowed: Vec<&'static str>,
    created_at: Timestamp,
}

impl From<Card> for OrderCard {
    fn from(card: Card) -> Self {
        let product = |id: ProductId| {
            let known = card.products.iter().find(|product| product.id == id);
            LineProduct {
                id: id.uuid(),
                code: known
                    .map(|product| product.code.clone())
                    .unwrap_or_default(),
                name: known
                    .map(|product| product.name.clone())
                    .unwrap_or_default(),
                unit: known
                    .map(|product| product.unit.clone())
                    .unwrap_or_default(),
            }
        };
        let order = card.order;
        let lines = order.lines.iter().zip(&order.line_costs_minor);
        let lines = lines.map(|(line, cost)| OrderLine {
            product: product(line.data.product_id),
            quantity_milli: line.data.quantity_milli,
            price_minor: line.data.price_minor,
            discount_bp: line.data.discount_bp,
            amount_minor: line.amount_minor,
            base_amount_minor: line.base_amount_minor,
            cost_minor: card.shows_margin.then_some(*cost),
        });
        let manager = order.manager_id.zip(card.manager_name);
        Self {
            rate: order.rate.to_string(),
            note: order.note.clone(),
            lines: lines.collect(),
            next: card.next.iter().map(|status| status.code()).collect(),
            warnings: told(&card.warnings, Some("client_id")),
            allowed: card.allowed.iter().map(|action| action.code()).collect(),
            created_at: order.created_at,
            item: OrderItem {
                id: order.id.uuid(),
                number: order.number,
                client: named(order.client_id, card.client_name),
                day: order.day,
                status: order.status.code(),
                manager: manager.map(|(id, name)| named(id, name)),
                currency: order.currency.to_string(),
                total_minor: order.total_minor,
                base_total_minor: order.base_total_minor,
                margin_minor: card.shows_margin.then_some(order.margin_minor),
                paid_minor: card.paid_minor,
                version: order.version,
                updated_at: order.updated_at,
            },
        }
    }
}
