//! Lists of orders, and one order with all that hangs on it.

use domain::filter::{FilterError, TERMS_LIMIT, Term, Test, Value};
use domain::id::{OrderId, ProductId};
use domain::order::filter::{OrderField, OrderSort, OrderTerm};
use domain::order::{Order, OrderStatus};
use domain::policy::{Access, Action, Entity, Field};
use serde::{Deserialize, Serialize};
pub use store::order::Item;
use store::order::{Cut, ListQuery};
use uuid::Uuid;

use super::{Error, veil};
use crate::context::Context;
use crate::gate::{self, Warning};
use crate::{App, setting};

/// What to list.
#[derive(Debug, Clone)]
pub struct Request {
    /// The beginning of the number.
    pub q: Option<String>,
    /// Conditions, all of which hold.
    pub terms: Vec<OrderTerm>,
    /// The order.
    pub sort: OrderSort,
    /// From the end.
    pub descending: bool,
    /// At most so many, 1 to 1,000.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
    /// Count all that are found, too.
    pub total: bool,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            q: None,
            terms: Vec::new(),
            sort: OrderSort::Day,
            descending: true,
            limit: 50,
            after: None,
            total: false,
        }
    }
}

impl Request {
    /// Adds a condition given as texts; an unknown field is `None`.
    pub fn add_term(
        &mut self,
        field: &str,
        operator: &str,
        values: &[String],
    ) -> Option<Result<(), FilterError>> {
        let field: OrderField = field.parse().ok()?;
        if self.terms.len() >= TERMS_LIMIT {
            return Some(Err(FilterError::TooLong));
        }
        let test = Test::parse(field.kind(), operator, values);
        Some(test.map(|test| self.terms.push(Term { field, test })))
    }
}

/// A page of orders.
#[derive(Debug, Clone)]
pub struct Page {
    /// The orders.
    pub items: Vec<Item>,
    /// Where the page ended, when there is another.
    pub next: Option<Place>,
    /// All that are found, if asked for.
    pub total: Option<i64>,
}

/// A page of the orders the reader may see.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Order)?;
    // What may not be read may not be filtered by: the answer would tell it.
    let told = request
        .terms
        .iter()
        .filter_map(|term| term.field.discloses());
    if let Some(field) = told
        .into_iter()
        .find(|f| ctx.actor.field(*f) != Access::Shown)
    {
        return Err(Error::FieldForbidden(field));
    }
    let after = request
        .after
        .as_ref()
        .map(|place| place.cut(request))
        .transpose()?;
    let limit = request.limit.clamp(1, 1_000);
    let query = ListQuery {
        scope: &scope,
        terms: &request.terms,
        asked: request
            .q
            .as_deref()
            .map(str::trim)
            .filter(|q| !q.is_empty()),
        sort: request.sort,
        descending: request.descending,
        after: after.as_ref(),
        limit: i64::from(limit) + 1,
    };
    let (mut items, total) = app.db.read(|tx| {
        let items = store::order::list(tx, &query)?;
        let total = request
            .total
            .then(|| store::order::count(tx, &query))
            .transpose()?;
        Ok::<_, Error>((items, total))
    })?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let last = items.last().filter(|_| more);
    let next = last.map(|item| Place::of(&item.cut(request.sort), request));
    if ctx.actor.field(Field::Margin) != Access::Shown {
        for item in &mut items {
            item.margin_minor = None;
        }
    }
    Ok(Page { items, next, total })
}

/// Where a page ended, to be handed back for the next one: the order of the list, its value and
/// the order there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place(OrderSort, bool, Key, Uuid);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Key {
    Int(i64),
    Text(String),
}

impl Place {
    fn of(cut: &Cut, request: &Request) -> Self {
        let key = match &cut.value {
            Value::Int(number) => Key::Int(*number),
            Value::Text(text) => Key::Text(text.clone()),
            // No list is ordered by an id or a flag.
            Value::Id(_) | Value::Flag(_) => Key::Int(0),
        };
        Self(request.sort, request.descending, key, cut.id.uuid())
    }

    /// The cut it stands for, if it is one of this list.
    fn cut(&self, request: &Request) -> Result<Cut, Error> {
        let value = match &self.2 {
            Key::Int(number) if self.0 == OrderSort::Total => Value::Int(*number),
            Key::Text(text) if self.0 != OrderSort::Total => Value::Text(text.clone()),
            _ => return Err(Error::BadCursor),
        };
        if (self.0, self.1) != (request.sort, request.descending) {
            return Err(Error::BadCursor);
        }
        Ok(Cut {
            value,
            id: OrderId::from_uuid(self.3),
        })
    }
}

/// What a line's product is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductName {
    /// Which.
    pub id: ProductId,
    /// Article number.
    pub code: String,
    /// Name.
    pub name: String,
    /// Unit of sale.
    pub unit: String,
}

/// One order with all that hangs on it.
#[derive(Debug, Clone)]
pub struct Card {
    /// The order, without what the reader may not see.
    pub order: Order,
    /// Whether the reader may see costs and margin.
    pub shows_margin: bool,
    /// Name of the client.
    pub client_name: String,
    /// Name of the manager.
    pub manager_name: Option<String>,
    /// The products of the lines.
    pub products: Vec<ProductName>,
    /// Paid for it in its currency.
    pub paid_minor: i64,
    /// Statuses that may follow.
    pub next: &'static [OrderStatus],
    /// What the gate of orders finds missing on the client's card.
    pub warnings: Vec<Warning>,
    /// What the reader may do here.
    pub allowed: Vec<Action>,
}

const ACTIONS: [Action; 4] = [
    Action::OrderWrite,
    Action::OrderDelete,
    Action::PaymentWrite,
    Action::JournalUndo,
];

/// One order the reader may see.
pub fn card(app: &App, ctx: &Context, id: OrderId) -> Result<Card, Error> {
    let scope = ctx.scope(Entity::Order)?;
    app.db.read(|tx| {
        let mut order = store::order::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        let client = store::client::find(tx, &scope, order.client_id)?.ok_or(Error::NotFound)?;
        let manager = order
            .manager_id
            .map(|id| store::user::find(tx, id))
            .transpose()?
            .flatten();
        let products = store::product::find_all(tx, order.lines.iter().map(|l| l.data.product_id))?;
        let paid_minor = store::payment::paid_for(tx, id, order.currency)?;
        veil(ctx, &mut order);
        let warnings = if order.status.counts() {
            gate::of_order(&setting::load(tx)?, &client)
        } else {
            Vec::new()
        };
        let can_write = ctx.may(Action::OrderWrite).is_ok();
        Ok(Card {
            shows_margin: ctx.actor.field(Field::Margin) == Access::Shown,
            client_name: client.data.name,
            manager_name: manager.map(|user| user.name),
            products: products
                .into_iter()
                .map(|product| ProductName {
                    id: product.id,
                    code: product.data.code,
                    name: product.data.name,
                    unit: product.data.unit,
                })
                .collect(),
            paid_minor,
            warnings,
            next: if can_write { order.status.next() } else { &[] },
            allowed: ACTIONS
                .into_iter()
                .filter(|action| ctx.may(*action).is_ok())
                .collect(),
            order,
        })
    })
}
