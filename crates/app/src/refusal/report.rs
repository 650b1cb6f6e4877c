//! Refusals as they are looked at: the list behind every figure, and the report of a window (R165,
//! R170). Refusals are told beside the contacts they come from: many of them mean that somebody
//! looks for new clients (R162).

use std::collections::{BTreeMap, HashMap};

use domain::id::{ClientId, RefusalId, RefusalReasonId, UserId};
use domain::policy::{Entity, Scope};
use domain::refusal::{Share, pareto};
use domain::setting::REFUSAL_WINDOW;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::refusal::report::By;
pub use store::refusal::report::Item;
pub use store::refusal::report::{Counted, Filter, Tally};
use uuid::Uuid;

use crate::client::Refusal as Refused;
use crate::context::Context;
use crate::part::{self, Error};
use crate::{App, DbError, DbTx, setting};

/// The most lines of one figure.
const LINES: i64 = 50;
/// The longest window, in days.
const LONGEST: i32 = 3_660;

/// A refusal with the names of what it refers to.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The refusal, with the name of its client.
    pub item: Item,
    /// Names of people, competitors, products and groups by identifier.
    pub names: HashMap<Uuid, String>,
    /// What was said is a trap, and nobody asked what is behind it.
    pub untested: bool,
}

/// Which page of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// Which refusals.
    pub filter: Filter,
    /// At most so many.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
    /// Count all that are found, too.
    pub total: bool,
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(Date, Uuid);

/// A page of refusals.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The latest first.
    pub items: Vec<Seen>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// All that are found, if asked for.
    pub total: Option<i64>,
}

/// The refusals of clients the reader may see.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let after = request
            .after
            .map(|Place(day, id)| (day, RefusalId::from_uuid(id)));
        let limit = i64::from(request.limit) + 1;
        let found = store::refusal::report::list(tx, &scope, &request.filter, after, limit)?;
        let more = found.len() > request.limit as usize;
        let mut items = named(tx, found)?;
        items.truncate(request.limit as usize);
        let last = items.last().filter(|_| more).map(|seen| &seen.item.refusal);
        let next = last.map(|last| Place(last.data.day, last.id.uuid()));
        let total = if request.total {
            let tally = store::refusal::report::total(tx, &scope, &request.filter)?;
            Some(tally.refusals)
        } else {
            None
        };
        Ok(Page { items, next, total })
    })
}

/// The refusals of a client, the latest first.
pub fn of_client(app: &App, ctx: &Context, client: ClientId) -> Result<Vec<Seen>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        part::client_of(tx, &scope, client)?;
        let filter = Filter {
            client: Some(client),
            ..Filter::default()
        };
        let found = store::refusal::report::list(tx, &scope, &filter, None, 1_000)?;
        Ok(named(tx, found)?)
    })
}

/// One refusal of a client.
pub fn find(app: &App, ctx: &Context, client: ClientId, id: RefusalId) -> Result<Seen, Error> {
    let all = of_client(app, ctx, client)?;
    let found = all.into_iter().find(|seen| seen.item.refusal.id == id);
    found.ok_or(Error::NotFound)
}

fn named(tx: &mut DbTx, items: Vec<Item>) -> Result<Vec<Seen>, DbError> {
    let users = store::user::names(tx)?;
    let reasons = store::refusal::reasons(tx)?;
    let mut names: HashMap<Uuid, String> = HashMap::new();
    let products = items.iter().flat_map(|item| {
        let data = &item.refusal.data;
        data.product_id.into_iter().chain(data.had_product_id)
    });
    for product in store::product::find_all(tx, products.collect::<Vec<_>>())? {
        names.insert(product.id.uuid(), product.data.name);
    }
    let competitors = store::dictionary::names(tx, domain::dictionary::Dictionary::Competitor)?;
    for group in store::product_group::list(tx)? {
        names.insert(group.id.uuid(), group.name);
    }
    names.extend(competitors);
    names.extend(users.into_iter().map(|(id, name)| (id.uuid(), name)));
    let seen = items.into_iter().map(|item| {
        let data = &item.refusal.data;
        let of = [
            Some(item.refusal.created_by.uuid()),
            data.manager_id.map(Into::into),
            data.competitor_id.map(Into::into),
            data.product_id.map(Into::into),
            data.had_product_id.map(Into::into),
            data.product_group_id.map(Into::into),
        ];
        let own = of
            .into_iter()
            .flatten()
            .filter_map(|id: Uuid| Some((id, names.get(&id)?.clone())))
            .collect();
        let reason = reasons.iter().find(|of| of.id == data.reason_id);
        Seen {
            untested: reason.is_some_and(|reason| data.is_untested(&reason.data)),
            names: own,
            item,
        }
    });
    Ok(seen.collect())
}

/// An employee in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employee {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Refusals of their clients.
    pub tally: Tally,
    /// Contacts they made: what refusals come from (R162).
    pub contacts: i64,
}

/// A line of the report with its part of all.
pub type Answer = Share<Counted>;

/// What refusals of a window tell together.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How many in all.
    pub total: Tally,
    /// And in as many days before.
    pub before: Tally,
    /// Contacts that were made.
    pub contacts: i64,
    /// By reason.
    pub reasons: Vec<Answer>,
    /// By whose client it was, with the contacts they made.
    pub employees: Vec<Employee>,
    /// By competitor.
    pub competitors: Vec<Answer>,
    /// By product.
    pub products: Vec<Answer>,
    /// By product group.
    pub product_groups: Vec<Answer>,
    /// By step of the funnel; none: on no step.
    pub steps: Vec<Share<Option<String>>>,
    /// By week: its Monday, and how many for which reason.
    pub weeks: Vec<(Date, Vec<(RefusalReasonId, i64)>)>,
}

/// The report. Without days it is of the window of the setting, up to today (R165).
pub fn report(app: &App, ctx: &Context, filter: &Filter) -> Result<Report, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let to = filter.to.unwrap_or(setting::today(&settings, ctx.now));
        let days = settings.whole(&REFUSAL_WINDOW);
        let from = filter.from.unwrap_or(to.saturating_sub((days - 1).days()));
        let length = (to - from).get_days() + 1;
        if !(1..=LONGEST).contains(&length) {
            return Err(Error::Invalid(vec![Refused::new("to", "refusal.window")]));
        }
        let of = Filter {
            from: Some(from),
            to: Some(to),
            ..filter.clone()
        };
        let past = Filter {
            from: Some(from.saturating_sub(length.days())),
            to: Some(from.saturating_sub(1.day())),
            ..filter.clone()
        };
        let starts = setting::start_of(&settings, from);
        let ends = setting::start_of(&settings, to.saturating_add(1.day()));
        let contacts = store::refusal::report::contacts(tx, &scope, starts, ends)?;
        let employees = employees(tx, &scope, &of, &contacts)?;
        let steps = store::refusal::report::by_step(tx, &scope, &of)?;
        let mut weeks: BTreeMap<Date, BTreeMap<RefusalReasonId, i64>> = BTreeMap::new();
        for (day, reason, count) in store::refusal::report::by_day(tx, &scope, &of)? {
            let monday =
                day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
            *weeks.entry(monday).or_default().entry(reason).or_default() += count;
        }
        Ok(Report {
            from,
            to,
            total: store::refusal::report::total(tx, &scope, &of)?,
            before: store::refusal::report::total(tx, &scope, &past)?,
            contacts: contacts.values().sum(),
            reasons: shares(tx, &scope, &of, By::Reason)?,
            employees,
            competitors: shares(tx, &scope, &of, By::Competitor)?,
            products: shares(tx, &scope, &of, By::Product)?,
            product_groups: shares(tx, &scope, &of, By::ProductGroup)?,
            steps: pareto(steps.into_iter().map(|(step, of)| (step, of.refusals))),
            weeks: weeks
                .into_iter()
                .map(|(monday, of)| (monday, of.into_iter().collect()))
                .collect(),
        })
    })
}

fn shares(tx: &mut DbTx, scope: &Scope, filter: &Filter, by: By) -> Result<Vec<Answer>, DbError> {
    let found = store::refusal::report::counts(tx, scope, filter, by, LINES)?;
    Ok(pareto(found.into_iter().map(|of| {
        let count = of.tally.refusals;
        (of, count)
    })))
}

fn employees(
    tx: &mut DbTx,
    scope: &Scope,
    filter: &Filter,
    contacts: &HashMap<UserId, i64>,
) -> Result<Vec<Employee>, DbError> {
    let names = store::user::names(tx)?;
    let mut all: BTreeMap<UserId, Tally> = contacts
        .keys()
        .map(|user| (*user, Tally::default()))
        .collect();
    for of in store::refusal::report::counts(tx, scope, filter, By::Manager, LINES)? {
        if let Some(id) = of.id {
            all.insert(UserId::from_uuid(id), of.tally);
        }
    }
    let mut all: Vec<Employee> = all
        .into_iter()
        .filter_map(|(id, tally)| {
            Some(Employee {
                id,
                name: names.get(&id)?.clone(),
                tally,
                contacts: contacts.get(&id).copied().unwrap_or(0),
            })
        })
        .collect();
    all.sort_by(|one, other| {
        let key = |of: &Employee| (std::cmp::Reverse(of.tally.refusals), of.name.clone());
        key(one).cmp(&key(other))
    });
    Ok(all)
}
