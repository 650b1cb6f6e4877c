//! Lists of deals, and one deal with all that happened.

use std::collections::HashMap;

use domain::deal::Move;
use domain::funnel::{Step, place};
use domain::id::{ClientId, DealId, UserId};
use domain::policy::{Entity, Scope};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::deal::{Filter, Item, ListQuery, Sort, Stuck};
use uuid::Uuid;

use super::{Error, Funnels};
use crate::context::Context;
use crate::{App, DbTx, setting};

/// The most moves told of a deal.
const MOST_MOVES: i64 = 500;
/// The most deals told of a client.
const MOST_DEALS: u32 = 200;

/// A deal as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The deal, with names.
    pub item: Item,
    /// Own name of its step; none: the words have it.
    pub step_name: Option<String>,
    /// Whole days it stands there.
    pub days: i64,
    /// Whether that is too long.
    pub stuck: bool,
}

/// Deals as they are shown.
pub(super) fn seen(ctx: &Context, funnels: &Funnels, today: Date, items: Vec<Item>) -> Vec<Seen> {
    let one = |item: Item| {
        let deal = &item.deal;
        let version = funnels.of_deal(deal, today);
        let step = version.and_then(|version| {
            let at = place(&version.steps, &deal.step)?;
            version.steps.get(at)
        });
        let days = ctx.now.duration_since(deal.stepped_at).as_hours() / 24;
        let open = deal.state == domain::deal::DealState::Open;
        Seen {
            step_name: step.and_then(|step| step.name.clone()),
            stuck: open && step.is_some_and(|step| days >= step.stuck_days),
            days,
            item,
        }
    };
    items.into_iter().map(one).collect()
}

/// The moments before which deals on these steps are stuck.
pub(super) fn stuck(ctx: &Context, steps: &[Step]) -> Vec<Stuck> {
    let of = |step: &Step| {
        let days = SignedDuration::from_hours(24 * step.stuck_days);
        (step.key.clone(), ctx.now - days)
    };
    steps.iter().map(of).collect()
}

/// What to list.
#[derive(Debug, Clone)]
pub struct Request {
    /// Which deals.
    pub filter: Filter,
    /// Only those that stand on a step for too long.
    pub stuck: bool,
    /// In what order.
    pub sort: Sort,
    /// At most so many, 1 to 1,000.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
    /// Count all that are found, too.
    pub total: bool,
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(pub i64, pub Uuid);

/// A page of deals.
#[derive(Debug, Clone)]
pub struct Page {
    /// The deals.
    pub items: Vec<Seen>,
    /// Where the page ended, when there is another.
    pub next: Option<Place>,
    /// All that are found, if asked for.
    pub total: Option<i64>,
}

/// The steps of a funnel that may be stuck on, or those of all funnels.
fn stuck_in(ctx: &Context, funnels: &Funnels, filter: &Filter, today: Date) -> Vec<Stuck> {
    let all = funnels.0.iter();
    let of = all.filter(|(id, _)| filter.funnel.is_none_or(|wanted| wanted == **id));
    of.filter_map(|(_, (_, versions))| domain::funnel::in_force(versions, today))
        .flat_map(|version| stuck(ctx, &version.steps))
        .collect()
}

/// A page of the deals the reader may see.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| page(tx, ctx, &scope, request))
}

pub(super) fn page(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    request: &Request,
) -> Result<Page, Error> {
    let settings = setting::load(tx)?;
    let today = setting::today(&settings, ctx.now);
    let funnels = Funnels::load(tx)?;
    let mut filter = request.filter.clone();
    if request.stuck {
        filter.stuck = Some(stuck_in(ctx, &funnels, &filter, today));
    }
    let limit = request.limit.clamp(1, 1_000) as usize;
    let query = ListQuery {
        scope,
        filter: &filter,
        sort: request.sort,
        after: request
            .after
            .map(|place| (place.0, DealId::from_uuid(place.1))),
        limit: limit as i64 + 1,
    };
    let mut items = store::deal::list(tx, &query)?;
    let total = request
        .total
        .then(|| store::deal::count(tx, scope, &filter))
        .transpose()?;
    let more = items.len() > limit;
    items.truncate(limit);
    let last = items.last().filter(|_| more);
    let next = last.map(|item| {
        let (value, id) = item.place(request.sort);
        Place(value, id.uuid())
    });
    Ok(Page {
        items: seen(ctx, &funnels, today, items),
        next,
        total,
    })
}

/// The deals of a client, the latest first.
pub fn of_client(app: &App, ctx: &Context, client: ClientId) -> Result<Vec<Seen>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        store::client::find(tx, &scope, client)?.ok_or(Error::NotFound)?;
        let request = Request {
            filter: Filter {
                client: Some(client),
                ..Filter::default()
            },
            stuck: false,
            sort: Sort::Newest,
            limit: MOST_DEALS,
            after: None,
            total: false,
        };
        Ok(page(tx, ctx, &scope, &request)?.items)
    })
}

/// A deal as its change leaves it.
pub(super) fn seen_one(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    id: DealId,
) -> Result<Seen, Error> {
    let deal = store::deal::find(tx, scope, id)?.ok_or(Error::NotFound)?;
    let client = store::client::find(tx, scope, deal.client_id)?.ok_or(Error::NotFound)?;
    let manager_id = client.data.manager_id;
    let manager = match manager_id {
        Some(id) => store::user::find(tx, id)?.map(|user| user.name),
        None => None,
    };
    let settings = setting::load(tx)?;
    let today = setting::today(&settings, ctx.now);
    let funnels = Funnels::load(tx)?;
    let item = Item {
        deal,
        client: client.data.name,
        manager_id,
        manager,
    };
    let mut all = seen(ctx, &funnels, today, vec![item]);
    all.pop().ok_or(Error::NotFound)
}

/// One deal with all that happened.
#[derive(Debug, Clone)]
pub struct Full {
    /// The deal.
    pub seen: Seen,
    /// The steps by which it goes on.
    pub steps: Vec<Step>,
    /// What happened, the latest first.
    pub moves: Vec<Move>,
    /// The names of the employees in it.
    pub names: HashMap<UserId, String>,
}

/// One deal.
pub fn find(app: &App, ctx: &Context, id: DealId) -> Result<Full, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let seen = seen_one(tx, ctx, &scope, id)?;
        let deal = &seen.item.deal;
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let funnels = Funnels::load(tx)?;
        let version = funnels.of_deal(deal, today);
        Ok(Full {
            steps: version
                .map(|version| version.steps.clone())
                .unwrap_or_default(),
            moves: store::deal::moves(tx, id, MOST_MOVES)?,
            names: store::user::names(tx)?,
            seen,
        })
    })
}
