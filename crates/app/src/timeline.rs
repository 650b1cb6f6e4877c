//! The timeline of a client: interactions, facts, orders and payments in one order of time, by
//! pages. Changes of the card are the journal's.

use std::collections::HashMap;

use domain::code::UnknownCode;
use domain::id::{ClientId, UserId};
use domain::interaction::Interaction;
use domain::policy::Entity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
pub use store::timeline::{Point, What};
use uuid::Uuid;

use crate::App;
use crate::context::Context;
use crate::part::Error;

/// A kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Interactions.
    Interaction,
    /// Orders.
    Order,
    /// Payments.
    Payment,
    /// Facts.
    Fact,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Interaction, Self::Order, Self::Payment, Self::Fact];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Interaction => "interaction",
            Self::Order => "order",
            Self::Payment => "payment",
            Self::Fact => "fact",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == text)
            .ok_or(UnknownCode("Kind"))
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// An interaction.
    Interaction(Interaction),
    /// A fact, order or payment.
    Point(Point),
}

impl Entry {
    /// When it happened.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Interaction(part) => part.data.happened_at,
            Self::Point(point) => point.at,
        }
    }

    /// The thing.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Interaction(part) => part.id.uuid(),
            Self::Point(point) => point.id,
        }
    }

    /// By whom.
    pub fn by(&self) -> UserId {
        match self {
            Self::Interaction(part) => part.created_by,
            Self::Point(point) => point.by,
        }
    }
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(Timestamp, Uuid);

/// A page of the timeline.
#[derive(Debug, Clone)]
pub struct Page {
    /// The latest first.
    pub items: Vec<Entry>,
    /// Names of the employees in it.
    pub names: HashMap<UserId, String>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// A page of the timeline of a client, of some kinds (none: all).
pub fn page(
    app: &App,
    ctx: &Context,
    client: ClientId,
    kinds: &[Kind],
    after: Option<Place>,
    limit: u32,
) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let sees_orders = ctx.scope(Entity::Order).is_ok();
    let wanted = |kind: Kind| kinds.is_empty() || kinds.contains(&kind);
    let limit = limit.clamp(1, 1000) as usize;
    let most = i64::try_from(limit).unwrap_or(1000) + 1;
    let before = after.map(|place| (place.0, place.1));
    app.db.read(|tx| {
        store::client::find(tx, &scope, client)?.ok_or(Error::NotFound)?;
        let mut items: Vec<Entry> = Vec::new();
        if wanted(Kind::Interaction) {
            let found = store::interaction::history(tx, &scope, client, &[], before, most)?;
            items.extend(found.into_iter().map(Entry::Interaction));
        }
        let mut points = Vec::new();
        if wanted(Kind::Fact) {
            points.extend(store::timeline::facts(tx, client, before, most)?);
        }
        if sees_orders && wanted(Kind::Order) {
            points.extend(store::timeline::orders(tx, client, before, most)?);
        }
        if sees_orders && wanted(Kind::Payment) {
            points.extend(store::timeline::payments(tx, client, before, most)?);
        }
        items.extend(points.into_iter().map(Entry::Point));
        items.sort_by_key(|entry| std::cmp::Reverse((entry.at(), entry.id())));
        let more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| more);
        let next = last.map(|entry| Place(entry.at(), entry.id()));
        let names = store::user::names(tx)?;
        Ok(Page { items, names, next })
    })
}
