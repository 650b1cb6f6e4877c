//! The search of the whole product, for the palette: a few clients, people and orders at once.

use domain::order::filter::OrderSort;
use domain::policy::{Entity, Forbidden};
use store::order::{Item as OrderItem, ListQuery};

use crate::client::{self, Listed};
use crate::context::Context;
use crate::person::{self, Found};
use crate::{App, DbError};

/// How many of each kind are shown.
pub const LIMIT: u32 = 10;

/// Why nothing is looked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The search of clients failed.
    #[error(transparent)]
    Client(#[from] client::Error),
    /// The search of people failed.
    #[error(transparent)]
    Person(#[from] crate::part::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Clients, masked for the reader.
    pub clients: Vec<Listed>,
    /// People.
    pub people: Vec<Found>,
    /// Orders whose number begins so.
    pub orders: Vec<OrderItem>,
}

/// Looks for `q` in clients, people and orders the reader may see.
pub fn find(app: &App, ctx: &Context, q: &str) -> Result<Answer, Error> {
    let q = q.trim();
    if q.is_empty() {
        return Ok(Answer::default());
    }
    let q = Some(q.to_owned());
    let request = client::Request {
        q: q.clone(),
        limit: LIMIT,
        ..Default::default()
    };
    let clients = client::list(app, ctx, &request)?.items;
    let request = person::Request {
        q: q.clone(),
        limit: LIMIT,
        ..Default::default()
    };
    let people = person::find(app, ctx, &request)?.items;
    let scope = ctx.scope(Entity::Order)?;
    let query = ListQuery {
        scope: &scope,
        terms: &[],
        asked: q.as_deref(),
        sort: OrderSort::Number,
        descending: false,
        after: None,
        limit: i64::from(LIMIT),
    };
    let orders = app.db.read(|tx| store::order::list(tx, &query))?;
    Ok(Answer {
        clients,
        people,
        orders,
    })
}
