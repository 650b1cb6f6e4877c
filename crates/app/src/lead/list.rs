//! The inbox of leads, page by page.

use domain::id::{ClientId, LeadId, SourceId};
use domain::lead::{LeadState, LeadWay};
use domain::policy::Entity;
use domain::search::fold;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::lead::ListQuery;
use uuid::Uuid;

use super::{Error, Seen, seen};
use crate::App;
use crate::context::Context;

/// The most words that are looked for.
const WORDS: usize = 8;

/// Which leads to list.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// In one of these states; none: in any.
    pub states: Vec<LeadState>,
    /// By this way.
    pub way: Option<LeadWay>,
    /// Of this source.
    pub source: Option<SourceId>,
    /// Taken into this client.
    pub client: Option<ClientId>,
    /// Only those that the reader decided.
    pub mine: bool,
    /// Only those that the reader wrote down.
    pub written: bool,
    /// Words of company, person and town.
    pub q: Option<String>,
    /// At most so many.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
}

impl Request {
    /// The words that are looked for, as they stand in the search key.
    pub(super) fn words(&self) -> Vec<String> {
        let folded = fold(self.q.as_deref().unwrap_or_default());
        let words = folded.split_whitespace().take(WORDS);
        words.map(str::to_owned).collect()
    }
}

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(Timestamp, Uuid);

/// A page of leads.
#[derive(Debug, Clone)]
pub struct Page {
    /// The newest first.
    pub items: Vec<Seen>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// All that are found.
    pub total: i64,
}

/// The leads the reader may see.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Lead)?;
    let limit = request.limit.clamp(1, 1_000);
    let words = request.words();
    let query = ListQuery {
        scope: &scope,
        states: &request.states,
        way: request.way,
        source: request.source,
        client: request.client,
        decider: request.mine.then(|| ctx.actor.user()),
        author: request.written.then(|| ctx.actor.user()),
        words: &words,
        after: request
            .after
            .as_ref()
            .map(|place| (place.0, LeadId::from_uuid(place.1))),
        limit: i64::from(limit) + 1,
    };
    app.db.read(|tx| {
        let mut items = store::lead::list(tx, &query)?;
        let total = store::lead::count(tx, &query)?;
        let more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let last = items.last().filter(|_| more);
        let next = last.map(|item| Place(item.lead.arrived_at, item.lead.id.uuid()));
        let items = items
            .into_iter()
            .map(|item| seen(ctx, item))
            .collect::<Result<_, Error>>()?;
        Ok(Page { items, next, total })
    })
}
