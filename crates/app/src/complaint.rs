//! Complaints: written down with the client, worked by somebody, closed with what came of it. The
//! register shows them beside cancelled orders and returned goods (R169).

use domain::client::Client;
use domain::complaint::{ComplaintData, ComplaintState, ComplaintTopic, TEXT_LIMIT, Trouble};
use domain::id::{ClientId, ComplaintId, OrderId, PersonId, UserId};
use domain::part::Part;
use domain::policy::{Action, Entity};
use domain::text;
use domain::user::UserState;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::complaint::After;
pub use store::complaint::{Filter, Line};
use uuid::Uuid;

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::part::{self, Error, Kind};
use crate::person::{filled, keep};
use crate::{App, DbError, DbTx, setting};

/// What comes in about a complaint; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Code of what it is about; needed for a new one.
    pub topic: Option<String>,
    /// What the client said; needed for a new one.
    pub text: Option<String>,
    /// When it came; today when absent.
    pub day: Option<Date>,
    /// Who said it.
    pub person_id: Patch<PersonId>,
    /// About which order.
    pub order_id: Patch<OrderId>,
    /// Who works it; whoever writes it when absent.
    pub owner_id: Patch<UserId>,
    /// Code of how far it is.
    pub state: Option<String>,
    /// What came of it.
    pub result: Patch<String>,
}

impl Input {
    fn apply(&self, ctx: &Context, today: Date, data: &mut ComplaintData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        match self.topic.as_deref().map(str::parse) {
            Some(Ok(topic)) => data.topic = topic,
            Some(Err(_)) => refusals.push(Refusal::new("topic", "code.unknown")),
            None => {}
        }
        if let Some(told) = self.text.as_deref().or(data.text.is_empty().then_some("")) {
            match text::block(told, TEXT_LIMIT) {
                Ok(told) => data.text = told,
                Err(error) => refusals.push(Refusal::new("text", error.code())),
            }
        }
        let result = self
            .result
            .as_ref()
            .map(|result| filled(result).map(|text| text::block(text, TEXT_LIMIT)));
        keep(&mut refusals, "result", result, &mut data.result);
        data.day = self.day.unwrap_or(data.day);
        data.person_id = self.person_id.unwrap_or(data.person_id);
        data.order_id = self.order_id.unwrap_or(data.order_id);
        data.owner_id = self.owner_id.unwrap_or(data.owner_id);
        match self.state.as_deref().map(str::parse) {
            Some(Ok(state)) => data.set_state(state, ctx.actor.user_or_system(), today),
            Some(Err(_)) => refusals.push(Refusal::new("state", "code.unknown")),
            None => {}
        }
        if refusals.is_empty()
            && let Some((field, code)) = data.fault(today)
        {
            refusals.push(Refusal::new(field, code));
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// Writes a complaint down.
pub fn create(
    app: &App,
    ctx: &Context,
    client: ClientId,
    input: &Input,
) -> Result<Part<ComplaintData>, Error> {
    if input.topic.is_none() {
        return Err(Error::refused("topic", "field.missing"));
    }
    let today = setting::today(&setting::current(app)?, ctx.now);
    let mut data = ComplaintData {
        topic: ComplaintTopic::Other,
        text: String::new(),
        day: today,
        person_id: None,
        order_id: None,
        owner_id: ctx.actor.user_or_system(),
        state: ComplaintState::Open,
        result: None,
        closed_day: None,
        closed_by: None,
    };
    input.apply(ctx, today, &mut data)?;
    part::create(app, ctx, client, &data)
}

/// Changes a complaint, and closes it.
pub fn update(
    app: &App,
    ctx: &Context,
    id: ComplaintId,
    version: i64,
    input: &Input,
) -> Result<Part<ComplaintData>, Error> {
    let today = setting::today(&setting::current(app)?, ctx.now);
    part::update(app, ctx, id, version, |data, _| {
        input.apply(ctx, today, data)
    })
}

impl Kind for ComplaintData {
    const RIGHT: Action = Action::InteractionWrite;

    fn person(&self) -> Option<PersonId> {
        self.person_id
    }

    fn check(&self, tx: &mut DbTx, client: ClientId, _: Option<Self::Id>) -> Result<(), Error> {
        if let Some(order) = self.order_id
            && !store::order::find_kept(tx, order)?.is_some_and(|(order, deleted)| {
                order.data().client_id == client && deleted.is_none()
            })
        {
            return Err(Error::refused("order_id", "reference.unknown"));
        }
        if let Some(owner) = self.owner_id {
            let works =
                store::user::find(tx, owner)?.is_some_and(|user| user.state == UserState::Active);
            if !works && self.state == ComplaintState::Open {
                return Err(Error::refused("owner_id", "reference.unknown"));
            }
        }
        Ok(())
    }

    fn follow(
        _: &mut DbTx,
        _: &Client,
        _: Option<&Part<Self>>,
        _: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        Ok(())
    }
}

/// Which page of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// Which lines.
    pub filter: Filter,
    /// At most so many.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
}

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(Date, Trouble, Uuid);

/// A page of the register.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The latest first.
    pub items: Vec<Line>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many lines of each kind there are, and what they came to in the reporting currency.
    pub totals: Vec<(Trouble, i64, i64)>,
}

/// The register of cancellations, returns and complaints of clients the reader may see.
pub fn register(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Client)?;
    ctx.scope(Entity::Order)?;
    let filter = &request.filter;
    let shown = |kind: &Trouble| {
        filter.kind.is_none_or(|of| of == *kind)
            && (filter.state.is_none() || *kind == Trouble::Complaint)
    };
    app.db.read(|tx| {
        let limit = request.limit as usize;
        let mut items: Vec<Line> = Vec::new();
        let mut totals = Vec::new();
        for kind in Trouble::ALL.iter().copied().filter(shown) {
            // within a day the kinds stand one after the other
            let after = request
                .after
                .as_ref()
                .map(|Place(day, at, id)| match kind.cmp(at) {
                    std::cmp::Ordering::Less => After::Day(*day),
                    std::cmp::Ordering::Equal => After::Line(*day, *id),
                    std::cmp::Ordering::Greater => After::Before(*day),
                });
            let most = i64::from(request.limit) + 1;
            items.extend(store::complaint::page(
                tx, &scope, filter, kind, after, most,
            )?);
            let (count, sum) = store::complaint::total(tx, &scope, filter, kind)?;
            totals.push((kind, count, sum));
        }
        items.sort_by(|one, other| {
            (other.day, one.kind, other.id).cmp(&(one.day, other.kind, one.id))
        });
        let more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| more);
        let next = last.map(|last| Place(last.day, last.kind, last.id));
        Ok(Page {
            items,
            next,
            totals,
        })
    })
}
