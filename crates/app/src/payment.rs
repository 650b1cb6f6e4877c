//! Payments, and what clients owe (R37).

use domain::funnel::Event;
use domain::id::{ClientId, OrderId, PaymentId};
use domain::money::{Currency, Money, MoneyError};
use domain::order::NOTE_LIMIT;
use domain::payment::{Payment, PaymentData, Receivable};
use domain::policy::{Action, Entity, Forbidden, Scope};
use domain::setting::Settings;
use domain::text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
pub use store::payment::Item;
use store::payment::ListQuery;
use uuid::Uuid;

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, deal, rate, setting};

const ENTITY: &str = "payment";

/// Why something is not done with a payment.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such payment (or client) for this reader.
    #[error("no such payment")]
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
    /// There is no rate for its day.
    #[error(transparent)]
    RateMissing(#[from] rate::Missing),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// What comes in. On creation absent fields have their defaults, on change they stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Who paid; needed for a new payment, fixed afterwards.
    pub client_id: Option<ClientId>,
    /// For which order.
    pub order_id: Patch<OrderId>,
    /// Business day, by default today.
    pub day: Option<String>,
    /// Currency, by default the one of the order, or the reporting one.
    pub currency: Option<String>,
    /// How much, minor units.
    pub amount_minor: Option<i64>,
    /// Free text.
    pub note: Patch<String>,
}

impl Input {
    fn apply(&self, data: &mut PaymentData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        match self.day.as_deref().map(str::parse) {
            Some(Ok(day)) => data.day = day,
            Some(Err(_)) => refusals.push(Refusal::new("day", "day.bad")),
            None => {}
        }
        match self.currency.as_deref().map(str::parse) {
            Some(Ok(currency)) => data.currency = currency,
            Some(Err(_)) => refusals.push(Refusal::new("currency", "money.not_a_currency")),
            None => {}
        }
        data.amount_minor = self.amount_minor.unwrap_or(data.amount_minor);
        if data.amount_minor == 0 {
            refusals.push(Refusal::new("amount_minor", "payment.nothing"));
        } else if let Err(error) = Money::new(data.amount_minor, data.currency) {
            refusals.push(Refusal::new("amount_minor", error.code()));
        }
        match &self.note {
            Some(Some(note)) if !note.trim().is_empty() => match text::block(note, NOTE_LIMIT) {
                Ok(note) => data.note = Some(note),
                Err(error) => refusals.push(Refusal::new("note", error.code())),
            },
            Some(_) => data.note = None,
            None => {}
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// Adds a payment.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Item, Error> {
    ctx.may(Action::PaymentWrite)?;
    let scope = ctx.scope(Entity::Order)?;
    app.db.write(|tx| {
        let settings = setting::load(tx)?;
        let payment = create_in(tx, ctx, &settings, &scope, input)?;
        named(tx, &scope, payment)
    })
}

/// The part of [`create`] that others use within their own transaction.
pub(crate) fn create_in(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    scope: &Scope,
    input: &Input,
) -> Result<Payment, Error> {
    let payment = drawn(tx, ctx, settings, scope, input)?;
    create_all(tx, ctx, std::slice::from_ref(&payment))?;
    Ok(payment)
}

/// A payment as it would be added: checked and valued.
pub(crate) fn drawn(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    scope: &Scope,
    input: &Input,
) -> Result<Payment, Error> {
    let client_id = input
        .client_id
        .ok_or(Error::refused("client_id", "field.missing"))?;
    if store::client::find(tx, scope, client_id)?.is_none() {
        return Err(Error::refused("client_id", "reference.unknown"));
    }
    let order_id = input.order_id.flatten();
    let order = order_id
        .map(|id| store::order::find(tx, scope, id))
        .transpose()?
        .flatten();
    let mut data = PaymentData {
        client_id,
        order_id,
        day: setting::today(settings, ctx.now),
        currency: order.map_or(settings.currency(), |order| order.currency),
        amount_minor: 0,
        note: None,
    };
    input.apply(&mut data)?;
    let mut payment = Payment {
        id: ctx.id(),
        data,
        rate: domain::rate::Rate::ONE,
        base_amount_minor: 0,
        version: 1,
        created_by: ctx.actor.user(),
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    check_order(tx, scope, &payment.data)?;
    value(tx, settings, &mut payment)?;
    Ok(payment)
}

/// Adds payments that were drawn in this transaction.
pub(crate) fn create_all(
    tx: &mut DbTx,
    ctx: &Context,
    payments: &[Payment],
) -> Result<(), DbError> {
    store::payment::insert(tx, payments)?;
    let line = |payment: &Payment| {
        Entry::create(ENTITY, payment.id, payment).of_client(payment.data.client_id)
    };
    journal::record_all(tx, ctx, payments.iter().map(line).collect())?;
    let mut happened = Vec::new();
    for payment in payments.iter().filter(|of| of.data.amount_minor > 0) {
        let order = match payment.data.order_id {
            Some(order) => store::order::day_of(tx, order)?.map(|day| (order, day)),
            None => None,
        };
        happened.push(deal::Happened {
            order,
            ..deal::Happened::new(payment.data.client_id, Event::Payment)
        });
    }
    deal::happened(tx, ctx, &happened)
}

/// The payment with the names it refers to.
fn named(tx: &mut DbTx, scope: &Scope, payment: Payment) -> Result<Item, Error> {
    let client = store::client::find(tx, scope, payment.data.client_id)?;
    let order = payment
        .data
        .order_id
        .map(|id| store::order::find(tx, scope, id))
        .transpose()?;
    Ok(Item {
        client_name: client.ok_or(Error::NotFound)?.data.name,
        order_number: order.flatten().map(|order| order.number),
        payment,
    })
}

/// The order of a payment has its client and its currency.
fn check_order(tx: &mut DbTx, scope: &Scope, data: &PaymentData) -> Result<(), Error> {
    let Some(id) = data.order_id else {
        return Ok(());
    };
    let order = store::order::find(tx, scope, id)?;
    let order = order.filter(|order| order.client_id == data.client_id);
    let order = order.ok_or(Error::refused("order_id", "reference.unknown"))?;
    if order.currency == data.currency {
        Ok(())
    } else {
        Err(Error::refused("currency", "payment.other_currency"))
    }
}

/// Values the payment at the rate of its day.
fn value(tx: &mut DbTx, settings: &Settings, payment: &mut Payment) -> Result<(), Error> {
    let out_of_range = |error: MoneyError| Error::refused("amount_minor", error.code());
    let data = &payment.data;
    let money = Money::new(data.amount_minor, data.currency).map_err(out_of_range)?;
    payment.rate = rate::on_day(tx, settings, data.currency, data.day)??;
    let base = payment
        .rate
        .convert(money, settings.currency())
        .map_err(out_of_range)?;
    payment.base_amount_minor = base.minor();
    Ok(())
}

/// Changes a payment; `version` is the one the change was made on.
pub fn update(
    app: &App,
    ctx: &Context,
    id: PaymentId,
    version: i64,
    input: &Input,
) -> Result<Item, Error> {
    ctx.may(Action::PaymentWrite)?;
    let scope = ctx.scope(Entity::Order)?;
    app.db.write(|tx| {
        let settings = setting::load(tx)?;
        let before = store::payment::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        if before.version != version {
            return Err(Error::VersionConflict {
                current: before.version,
            });
        }
        if input
            .client_id
            .is_some_and(|client| client != before.data.client_id)
        {
            return Err(Error::refused("client_id", "payment.client_fixed"));
        }
        let mut after = before.clone();
        after.data.order_id = input.order_id.unwrap_or(before.data.order_id);
        input.apply(&mut after.data)?;
        if after.data == before.data {
            return named(tx, &scope, after);
        }
        check_order(tx, &scope, &after.data)?;
        value(tx, &settings, &mut after)?;
        after.version += 1;
        after.updated_at = ctx.now;
        store::payment::update(tx, &after)?;
        let entry = Entry::update(ENTITY, id, &before, &after).of_client(after.data.client_id);
        journal::record(tx, ctx, entry)?;
        named(tx, &scope, after)
    })
}

/// Deletes a payment; undo brings it back.
pub fn delete(app: &App, ctx: &Context, id: PaymentId, version: i64) -> Result<(), Error> {
    ctx.may(Action::PaymentWrite)?;
    let scope = ctx.scope(Entity::Order)?;
    app.db.write(|tx| {
        let payment = store::payment::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        if payment.version != version {
            return Err(Error::VersionConflict {
                current: payment.version,
            });
        }
        store::payment::set_deleted(tx, id, version, ctx.now, Some(ctx.now))?;
        let entry = Entry::delete(ENTITY, id, &payment).of_client(payment.data.client_id);
        journal::record(tx, ctx, entry)?;
        Ok(())
    })
}

/// What to list, the newest day first.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Of this client.
    pub client_id: Option<ClientId>,
    /// For this order.
    pub order_id: Option<OrderId>,
    /// Not before.
    pub from: Option<Date>,
    /// Not after.
    pub to: Option<Date>,
    /// At most so many, 1 to 1,000.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
}

/// A page of payments.
#[derive(Debug, Clone)]
pub struct Page {
    /// The payments.
    pub items: Vec<Item>,
    /// Where the page ended, when there is another.
    pub next: Option<Place>,
}

/// Where a page ended: the day and the payment there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place(Date, Uuid);

/// A page of the payments the reader may see.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Order)?;
    let limit = request.limit.clamp(1, 1_000);
    let query = ListQuery {
        scope: &scope,
        client: request.client_id,
        order: request.order_id,
        from: request.from,
        to: request.to,
        after: request
            .after
            .map(|Place(day, id)| (day, PaymentId::from_uuid(id))),
        limit: i64::from(limit) + 1,
    };
    let mut items = app.db.read(|tx| store::payment::list(tx, &query))?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let last = items.last().filter(|_| more).map(|item| &item.payment);
    let next = last.map(|last| Place(last.data.day, last.id.uuid()));
    Ok(Page { items, next })
}

/// What a client owes: by currency, and in all in the reporting currency at today's rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// The day of the rates.
    pub day: Date,
    /// By currency.
    pub items: Vec<Receivable>,
    /// The reporting currency.
    pub currency: Currency,
    /// In all, minor units of the reporting currency; `None` when a rate is missing.
    pub base_owed_minor: Option<i64>,
    /// Currencies without a rate.
    pub missing_rates: Vec<Currency>,
}

/// What a client owes (R37).
pub fn debt(app: &App, ctx: &Context, client: ClientId) -> Result<Debt, Error> {
    let scope = ctx.scope(Entity::Order)?;
    app.db.read(|tx| {
        if store::client::find(tx, &scope, client)?.is_none() {
            return Err(Error::NotFound);
        }
        let settings = setting::load(tx)?;
        let day = setting::today(&settings, ctx.now);
        let items = store::payment::receivables(tx, client)?;
        let mut missing_rates = Vec::new();
        let mut owed = Some(0_i64);
        for item in &items {
            let money = Money::new(item.owed_minor(), item.currency);
            let base = match money {
                Ok(money) => rate::convert(tx, &settings, money, day)?,
                Err(error) => Ok(Err(error)),
            };
            match base {
                Ok(Ok(base)) => owed = owed.and_then(|owed| owed.checked_add(base.minor())),
                Ok(Err(_)) => owed = None,
                Err(missing) => {
                    missing_rates.push(missing.currency);
                    owed = None;
                }
            }
        }
        let currency = settings.currency();
        Ok(Debt {
            day,
            items,
            currency,
            base_owed_minor: owed,
            missing_rates,
        })
    })
}

/// Takes a change of a payment back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::PaymentWrite)?;
    let scope = ctx.scope(Entity::Order)?;
    let id = PaymentId::from_uuid(undo.id);
    let (kept, deleted_at) = store::payment::find_kept(tx, id)?.ok_or(UndoError::NotFound)?;
    if store::client::find(tx, &scope, kept.data.client_id)?.is_none() {
        return Err(UndoError::NotFound);
    }
    let current = deleted_at.is_none().then_some(&kept);
    match undo.to_state(current)? {
        Target::Absent => {
            store::payment::set_deleted(tx, id, kept.version, ctx.now, Some(ctx.now))?;
        }
        Target::Present(_) if current.is_none() => {
            store::payment::set_deleted(tx, id, kept.version, ctx.now, None)?;
        }
        Target::Present(payment) => {
            if check_order(tx, &scope, &payment.data).is_err() {
                return Err(UndoError::Refused {
                    code: "payment.order_gone",
                });
            }
            let payment = Payment {
                version: kept.version + 1,
                updated_at: ctx.now,
                ..payment
            };
            store::payment::update(tx, &payment)?;
        }
    }
    Ok(())
}
