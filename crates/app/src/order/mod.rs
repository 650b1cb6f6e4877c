//! Orders: adding, reading, changing, deleting. Sums follow from the lines, the rate of the day
//! and the costs of the products; what a client has bought follows in the same transaction, and
//! so does the note to the analysis.

mod bulk;
mod input;
mod list;

use domain::client::Client;
use domain::gate::Stage;
use domain::id::{ClientId, OrderId};
use domain::money::MoneyError;
use domain::order::{
    LineData, Order, OrderData, OrderError, OrderStatus, Priced, PricingError, line_cost,
};
use domain::policy::{Access, Action, Entity, Field, Forbidden, Scope};
use domain::rate::Rate;
use domain::setting::Settings;

pub use bulk::{BulkLine, BulkRow, Outcome, ROWS_LIMIT, bulk};
pub use input::{Input, NewLine};
pub use list::{Card, Item, Page, Place, ProductName, Request, card, list};

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, deal, gate, rate, setting};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "order";

/// Why something is not done with an order.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The field may not be used by this reader: neither to filter nor to count.
    #[error("{0} may not be read")]
    FieldForbidden(Field),
    /// No such order for this reader.
    #[error("no such order")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// Another order has this number.
    #[error("the number is taken")]
    NumberTaken,
    /// The status may not follow the present one.
    #[error("not from {from} to {to}")]
    Status {
        /// The present status.
        from: OrderStatus,
        /// The refused one.
        to: OrderStatus,
    },
    /// There is no rate for the day of the order.
    #[error(transparent)]
    RateMissing(#[from] rate::Missing),
    /// The cursor belongs to another list or order.
    #[error("not a place in this list")]
    BadCursor,
    /// More rows than one call takes.
    #[error("too many rows")]
    TooMany,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    pub(crate) fn refused(field: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

impl From<PricingError> for Error {
    fn from(fault: PricingError) -> Self {
        let part = match fault.error {
            OrderError::NoQuantity => "quantity_milli",
            OrderError::NegativePrice => "price_minor",
            OrderError::Discount => "discount_bp",
            _ => "",
        };
        let field = match fault.line {
            None => "lines".to_owned(),
            Some(line) if part.is_empty() => format!("lines.{line}"),
            Some(line) => format!("lines.{line}.{part}"),
        };
        Self::refused(field, fault.error.code())
    }
}

/// Takes away what the reader may not see.
fn veil(ctx: &Context, order: &mut Order) {
    if ctx.actor.field(Field::Margin) != Access::Shown {
        order.margin_minor = None;
    }
    if ctx.actor.field(Field::Cost) != Access::Shown {
        order.line_costs_minor.fill(None);
    }
}

/// Adds an order.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Order, Error> {
    ctx.may(Action::OrderWrite)?;
    let scope = ctx.scope(Entity::Order)?;
    app.db.write(|tx| {
        let settings = setting::load(tx)?;
        let client = input
            .client_id
            .ok_or(Error::refused("client_id", "field.missing"))?;
        let client = find_client(tx, &scope, client)?;
        let mut order = create_in(tx, ctx, &settings, &client, input)?;
        if order.status.counts() {
            check_gate(&settings, &client)?;
        }
        follow(tx, order.client_id)?;
        veil(ctx, &mut order);
        Ok(order)
    })
}

fn find_client(tx: &mut DbTx, scope: &Scope, id: ClientId) -> Result<Client, Error> {
    let found = store::client::find(tx, scope, id)?;
    found.ok_or(Error::refused("client_id", "reference.unknown"))
}

/// An order counts only when enough is known of its client (R103). Orders that come in bulk from
/// another system happened already and are not stopped.
fn check_gate(settings: &Settings, client: &Client) -> Result<(), Error> {
    gate::pass(settings, Stage::Order, None, client, |_| "client_id").map_err(Error::Invalid)
}

/// Adds an order of a client that was found within the actor's scope; [`follow`] is the caller's.
pub(crate) fn create_in(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    client: &Client,
    input: &Input,
) -> Result<Order, Error> {
    let order = drawn(tx, ctx, settings, client, input)?;
    create_all(tx, ctx, std::slice::from_ref(&order))?;
    Ok(order)
}

/// An order as it would be added: numbered, checked and valued.
pub(crate) fn drawn(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    client: &Client,
    input: &Input,
) -> Result<Order, Error> {
    let mut data = OrderData {
        number: String::new(),
        client_id: client.id,
        day: setting::today(settings, ctx.now),
        status: OrderStatus::Draft,
        manager_id: client.data.manager_id,
        currency: settings.currency(),
        note: None,
        lines: Vec::new(),
    };
    input.apply(&mut data)?;
    let id: OrderId = ctx.id();
    if data.number.is_empty() {
        data.number = free_number(tx, id, data.day.year())?;
    }
    let mut order = Order {
        id,
        number: String::new(),
        client_id: client.id,
        day: data.day,
        status: data.status,
        manager_id: client.data.manager_id,
        currency: data.currency,
        rate: Rate::ONE,
        note: None,
        lines: Vec::new(),
        line_costs_minor: Vec::new(),
        total_minor: 0,
        base_total_minor: 0,
        margin_minor: None,
        version: 1,
        created_by: ctx.actor.user(),
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    check_references(tx, ctx, client, &order, &data)?;
    fill(tx, settings, &mut order, data)?;
    Ok(order)
}

/// Adds orders that were drawn in this transaction; [`follow`] is the caller's.
pub(crate) fn create_all(tx: &mut DbTx, ctx: &Context, orders: &[Order]) -> Result<(), DbError> {
    store::order::insert(tx, orders)?;
    let line = |order: &Order| Entry::create(ENTITY, order.id, order).of_client(order.client_id);
    journal::record_all(tx, ctx, orders.iter().map(line).collect())?;
    let counted = orders.iter().filter(|order| moves_deals(order));
    let happened: Vec<deal::Happened> = counted.map(deal::Happened::order).collect();
    deal::happened(tx, ctx, &happened)
}

/// Whether an order is a sale that moves a deal.
fn moves_deals(order: &Order) -> bool {
    order.status.counts() && order.total_minor > 0
}

fn free_number(tx: &mut DbTx, id: OrderId, year: i16) -> Result<String, DbError> {
    loop {
        // Somebody may have given this number by hand.
        let number = format!("{year}-{:05}", store::order::next_number(tx)?);
        if !store::order::number_taken(tx, &number, id)? {
            return Ok(number);
        }
    }
}

/// Changes an order; `version` is the one the change was made on.
pub fn update(
    app: &App,
    ctx: &Context,
    id: OrderId,
    version: i64,
    input: &Input,
) -> Result<Order, Error> {
    ctx.may(Action::OrderWrite)?;
    let scope = ctx.scope(Entity::Order)?;
    app.db.write(|tx| {
        let settings = setting::load(tx)?;
        let before = store::order::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        if before.version != version {
            return Err(Error::VersionConflict {
                current: before.version,
            });
        }
        let client = find_client(tx, &scope, before.client_id)?;
        let mut after = update_in(tx, ctx, &settings, &client, &before, input)?;
        if after.status.counts() && !before.status.counts() {
            check_gate(&settings, &client)?;
        }
        if after.version != before.version {
            follow(tx, after.client_id)?;
        }
        veil(ctx, &mut after);
        Ok(after)
    })
}

/// Changes an order that was found within the actor's scope; [`follow`] is the caller's. What is
/// the same afterwards keeps its version.
pub(crate) fn update_in(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    client: &Client,
    before: &Order,
    input: &Input,
) -> Result<Order, Error> {
    let mut data = before.data();
    input.apply(&mut data)?;
    if input
        .client_id
        .is_some_and(|client| client != before.client_id)
    {
        return Err(Error::refused("client_id", "order.client_fixed"));
    }
    if data == before.data() {
        return Ok(before.clone());
    }
    check_references(tx, ctx, client, before, &data)?;
    let mut after = before.clone();
    fill(tx, settings, &mut after, data)?;
    after.version += 1;
    after.updated_at = ctx.now;
    if !store::order::update(tx, &after)? {
        return Err(Error::NotFound);
    }
    let entry = Entry::update(ENTITY, after.id, before, &after).of_client(after.client_id);
    journal::record(tx, ctx, entry)?;
    if moves_deals(&after) && !moves_deals(before) {
        deal::happened(tx, ctx, &[deal::Happened::order(&after)])?;
    }
    Ok(after)
}

/// What an order says must be allowed from where it was, and what it refers to must be there.
fn check_references(
    tx: &mut DbTx,
    ctx: &Context,
    client: &Client,
    before: &Order,
    after: &OrderData,
) -> Result<(), Error> {
    if before.status != after.status && !before.status.next().contains(&after.status) {
        return Err(Error::Status {
            from: before.status,
            to: after.status,
        });
    }
    if before.number != after.number && store::order::number_taken(tx, &after.number, before.id)? {
        return Err(Error::NumberTaken);
    }
    if let Some(manager) = after.manager_id
        && before.manager_id != after.manager_id
        && client.data.manager_id != after.manager_id
    {
        // To whom a sale counts is money: others than the client's manager and oneself only by
        // who may assign clients.
        if ctx.actor.user() != manager {
            ctx.may(Action::ClientAssign)?;
        }
        if store::user::find(tx, manager)?.is_none() {
            return Err(Error::refused("manager_id", "reference.unknown"));
        }
    }
    Ok(())
}

/// Puts `data` into the order with the rate of its day and the costs of its products. What stays
/// as it was keeps the rate and the costs it had.
fn fill(
    tx: &mut DbTx,
    settings: &Settings,
    order: &mut Order,
    data: OrderData,
) -> Result<(), Error> {
    let dated = (order.day, order.currency) == (data.day, data.currency);
    let rate = if dated && !order.lines.is_empty() {
        order.rate
    } else {
        rate::on_day(tx, settings, data.currency, data.day)??
    };
    let costs = costs(tx, settings, order, &data.lines)?;
    let priced = Priced::new(
        &data.lines,
        data.currency,
        rate,
        settings.currency(),
        &costs,
    )?;
    order.set(data, rate, priced);
    Ok(())
}

fn costs(
    tx: &mut DbTx,
    settings: &Settings,
    order: &Order,
    lines: &[LineData],
) -> Result<Vec<Option<i64>>, Error> {
    let same = |line: &LineData| {
        order.lines.iter().position(|kept| {
            (kept.data.product_id, kept.data.quantity_milli)
                == (line.product_id, line.quantity_milli)
        })
    };
    let products = store::product::find_all(tx, lines.iter().map(|line| line.product_id))?;
    let mut costs = Vec::with_capacity(lines.len());
    for (number, line) in lines.iter().enumerate() {
        if let Some(kept) = same(line) {
            costs.push(order.line_costs_minor[kept]);
            continue;
        }
        let product = products
            .iter()
            .find(|product| product.id == line.product_id);
        let unknown = || Error::refused(format!("lines.{number}.product_id"), "reference.unknown");
        let unit_cost = product.ok_or_else(unknown)?.data.cost_minor;
        let cost = line_cost(line.quantity_milli, unit_cost, settings.currency());
        let out_of_range =
            |error: MoneyError| Error::refused(format!("lines.{number}"), error.code());
        costs.push(cost.map_err(out_of_range)?);
    }
    Ok(costs)
}

/// What follows from a change of a client's orders: what it has bought, and the note to the
/// analysis.
pub(crate) fn follow(tx: &mut DbTx, client: ClientId) -> Result<(), DbError> {
    let (purchases, last_day) = store::order::purchases(tx, client)?;
    crate::client::purchases_changed(tx, client, purchases, last_day)?;
    store::order::mark_changed(tx, client)
}

/// Deletes an order: it is found no more, and can be brought back by undo.
pub fn delete(app: &App, ctx: &Context, id: OrderId, version: i64) -> Result<(), Error> {
    ctx.may(Action::OrderDelete)?;
    let scope = ctx.scope(Entity::Order)?;
    app.db.write(|tx| {
        let order = store::order::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        if order.version != version {
            return Err(Error::VersionConflict {
                current: order.version,
            });
        }
        store::order::set_deleted(tx, id, version, ctx.now, Some(ctx.now))?;
        let entry = Entry::delete(ENTITY, id, &order).of_client(order.client_id);
        journal::record(tx, ctx, entry)?;
        follow(tx, order.client_id)?;
        Ok(())
    })
}

/// Takes a change of an order back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    let scope = ctx.scope(Entity::Order)?;
    let id = OrderId::from_uuid(undo.id);
    let (kept, deleted_at) = store::order::find_kept(tx, id)?.ok_or(UndoError::NotFound)?;
    let client = store::client::find(tx, &scope, kept.client_id)?.ok_or(UndoError::NotFound)?;
    let current = deleted_at.is_none().then_some(&kept);
    match undo.to_state(current)? {
        Target::Absent => {
            ctx.may(Action::OrderDelete)?;
            store::order::set_deleted(tx, id, kept.version, ctx.now, Some(ctx.now))?;
        }
        Target::Present(order) => {
            ctx.may(if current.is_some() {
                Action::OrderWrite
            } else {
                Action::OrderDelete
            })?;
            if store::order::number_taken(tx, &order.number, id)? {
                return Err(UndoError::Refused {
                    code: "order.number_taken",
                });
            }
            if current.is_none() {
                store::order::set_deleted(tx, id, kept.version, ctx.now, None)?;
            } else {
                let order = Order {
                    version: kept.version + 1,
                    updated_at: ctx.now,
                    ..order
                };
                store::order::update(tx, &order)?;
            }
        }
    }
    follow(tx, client.id)?;
    Ok(())
}
