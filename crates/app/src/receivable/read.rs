//! What is owed: all of it, by debtor, by order of one client.

use domain::blacklist::Rule;
use domain::id::{ClientId, UserId};
use domain::money::Currency;
use domain::policy::{Action, Entity};
use domain::receivable::{Age, Ages, ClientTerms, Third, late_days};
use domain::setting::{
    RECEIVABLE_LOSS_CRISIS, RECEIVABLE_LOSS_USUAL, RECEIVABLE_TERM_DAYS, RECEIVABLE_TIMES, Settings,
};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
pub use store::blacklist::NamedStay;
use store::receivable::ListQuery;
pub use store::receivable::{Debtor, Decision, Month, OfAge, OpenOrder, Owed};
use uuid::Uuid;

use super::Error;
use crate::context::Context;
use crate::{App, blacklist, setting};

/// Months that planned and actual losses are told of.
const MONTHS: i32 = 12;
/// The days over which the days of sales outstanding are told.
const OUTSTANDING_DAYS: i64 = 90;

/// What of all debts falls into a third.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfThird {
    /// Which.
    pub third: Third,
    /// What the rule proposes for it: clients and their debts in the reporting currency.
    pub proposed: (i64, i64),
    /// What was decided.
    pub decided: (i64, i64),
}

/// All that is owed to those one may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The day on which ages are told.
    pub day: Date,
    /// The reporting currency.
    pub currency: Currency,
    /// How many clients owe something.
    pub debtors: i64,
    /// What they owe.
    pub owed_minor: i64,
    /// Of it late.
    pub late_minor: i64,
    /// The bounds of the ages in days.
    pub bounds: [i64; 3],
    /// By age.
    pub ages: Vec<OfAge>,
    /// The thirds of the triage (R175).
    pub thirds: Vec<OfThird>,
    /// How many stand on the blacklist.
    pub blacklisted: i64,
    /// How many the rule would put there (R176).
    pub candidates: i64,
    /// Days of sales that are outstanding: what is owed, over what was billed in 90 days, times 90;
    /// none: nothing was billed.
    pub outstanding_days: Option<i64>,
    /// The planned loss of what is billed, in percent (R290).
    pub planned_percent: i64,
    /// Which of the two plans that is.
    pub times: &'static str,
    /// Months, the first one first.
    pub months: Vec<Month>,
}

/// The planned loss of payments in percent, and of which times it is (R290).
pub(crate) fn planned_loss(settings: &Settings) -> (i64, &'static str) {
    if settings.choice(&RECEIVABLE_TIMES) == "crisis" {
        (settings.whole(&RECEIVABLE_LOSS_CRISIS), "crisis")
    } else {
        (settings.whole(&RECEIVABLE_LOSS_USUAL), "usual")
    }
}

/// All that is owed.
pub fn summary(app: &App, ctx: &Context) -> Result<Summary, Error> {
    let scope = ctx.scope(Entity::Order)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let day = setting::today(&settings, ctx.now);
        let ages = Ages::of(&settings);
        let all = ListQuery::all(&scope, day, ages);
        let (debtors, owed_minor, late_minor) = store::receivable::totals(tx, &all)?;
        let rule = Rule::of(&settings, settings.currency());
        let wanted = ListQuery {
            blacklisted: Some(false),
            ..blacklist::candidates(&scope, &settings, day, rule)
        };
        let candidates = store::receivable::totals(tx, &wanted)?.0;
        let mut thirds = Vec::with_capacity(Third::ALL.len());
        for third in Third::ALL {
            let (after, before) = third.late_between(&settings);
            let proposed = ListQuery {
                oldest_before: after.map(|days| day.saturating_sub(days.days())),
                oldest_from: before.map(|days| day.saturating_sub(days.days())),
                ..all
            };
            let decided = ListQuery {
                third: Some(*third),
                ..all
            };
            let pair = |(clients, owed, _): (i64, i64, i64)| (clients, owed);
            thirds.push(OfThird {
                third: *third,
                proposed: pair(store::receivable::totals(tx, &proposed)?),
                decided: pair(store::receivable::totals(tx, &decided)?),
            });
        }
        let since = day.first_of_month().saturating_sub((MONTHS - 1).months());
        let months = store::receivable::by_month(tx, &scope, since, day)?;
        let from = day.saturating_sub((OUTSTANDING_DAYS - 1).days());
        let billed = store::receivable::billed(tx, &scope, from, day)?;
        let (planned_percent, times) = planned_loss(&settings);
        Ok(Summary {
            day,
            currency: settings.currency(),
            debtors,
            owed_minor,
            late_minor,
            bounds: ages.bounds(),
            ages: store::receivable::by_age(tx, &scope, ages, day)?,
            thirds,
            blacklisted: store::blacklist::count(tx, &scope)?,
            candidates,
            outstanding_days: (billed > 0).then(|| {
                let days = i128::from(owed_minor) * i128::from(OUTSTANDING_DAYS);
                i64::try_from(days / i128::from(billed)).unwrap_or(i64::MAX)
            }),
            planned_percent,
            times,
            months,
        })
    })
}

/// Which debtors to list, those that owe most first.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Only those that owe something of this age.
    pub age: Option<Age>,
    /// Only the clients of this employee.
    pub manager: Option<UserId>,
    /// Only those on the blacklist, or only those that are not.
    pub blacklisted: Option<bool>,
    /// Only those of which this was decided.
    pub third: Option<Third>,
    /// Only those that the rule of the blacklist names and that do not stand on it (R176).
    pub candidates: bool,
    /// At most so many, 1 to 1,000.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<Place>,
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place(i64, Uuid);

/// A debtor with what is proposed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The debtor.
    pub debtor: Debtor,
    /// Days since its oldest debt was due; below one all is in time.
    pub late_days: i64,
    /// What the rule proposes (R175).
    pub proposed: Third,
    /// Whether the rule of the blacklist names it.
    pub candidate: bool,
}

/// A page of debtors.
#[derive(Debug, Clone)]
pub struct Page {
    /// The debtors.
    pub items: Vec<Seen>,
    /// Where the page ended, when there is another.
    pub next: Option<Place>,
    /// How many there are in all.
    pub total: i64,
    /// What they owe in all.
    pub owed_minor: i64,
}

/// A page of debtors the reader may see.
pub fn list(app: &App, ctx: &Context, request: &Request) -> Result<Page, Error> {
    let scope = ctx.scope(Entity::Order)?;
    let limit = request.limit.clamp(1, 1_000);
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let rule = Rule::of(&settings, settings.currency());
        let base = if request.candidates {
            blacklist::candidates(&scope, &settings, today, rule)
        } else {
            ListQuery::all(&scope, today, Ages::of(&settings))
        };
        let query = ListQuery {
            age: request.age,
            manager: request.manager,
            blacklisted: if request.candidates {
                Some(false)
            } else {
                request.blacklisted
            },
            third: request.third,
            after: request
                .after
                .map(|Place(owed, id)| (owed, ClientId::from_uuid(id))),
            limit: i64::from(limit) + 1,
            ..base
        };
        let mut found = store::receivable::list(tx, &query)?;
        let (total, owed_minor, _) = store::receivable::totals(tx, &query)?;
        let more = found.len() > limit as usize;
        found.truncate(limit as usize);
        let next = found.last().filter(|_| more);
        let next = next.map(|last| Place(last.owed.base_minor, last.client.uuid()));
        let items = found
            .into_iter()
            .map(|debtor| seen(&settings, rule, today, debtor))
            .collect();
        Ok(Page {
            items,
            next,
            total,
            owed_minor,
        })
    })
}

fn seen(settings: &Settings, rule: Rule, today: Date, debtor: Debtor) -> Seen {
    let oldest = debtor.owed.oldest_due;
    let late_days = oldest.map_or(0, |due| late_days(due, today));
    Seen {
        late_days,
        proposed: Third::proposed(settings, late_days),
        candidate: !debtor.blacklisted && rule.applies(oldest, debtor.owed.late_minor, today),
        debtor,
    }
}

/// What is known of the money of one client.
#[derive(Debug, Clone, PartialEq)]
pub struct OfClient {
    /// The day on which ages are told.
    pub day: Date,
    /// The reporting currency.
    pub currency: Currency,
    /// What it owes.
    pub owed: Owed,
    /// Its open orders with their ages.
    pub orders: Vec<(OpenOrder, Age)>,
    /// Its terms.
    pub terms: ClientTerms,
    /// Days to pay that count.
    pub term_days: i64,
    /// What was decided about its debt.
    pub decision: Option<Decision>,
    /// What the rule proposes.
    pub proposed: Third,
    /// Its stays on the blacklist, the latest first; one that goes on has no end.
    pub stays: Vec<NamedStay>,
    /// Whether the reader may decide on it.
    pub may_decide: bool,
}

/// What is known of the money of one client.
pub fn of_client(app: &App, ctx: &Context, client: ClientId) -> Result<OfClient, Error> {
    let scope = ctx.scope(Entity::Order)?;
    app.db.read(|tx| {
        if store::client::find(tx, &scope, client)?.is_none() {
            return Err(Error::NotFound);
        }
        let settings = setting::load(tx)?;
        let day = setting::today(&settings, ctx.now);
        let ages = Ages::of(&settings);
        let owed = store::receivable::owed(tx, client, day)?;
        let orders = store::receivable::of_client(tx, client)?;
        let terms = store::receivable::terms(tx, client)?;
        let late = owed.oldest_due.map_or(0, |due| late_days(due, day));
        Ok(OfClient {
            day,
            currency: settings.currency(),
            owed,
            orders: orders
                .into_iter()
                .map(|order| {
                    let age = ages.age(order.open.due_day, day);
                    (order, age)
                })
                .collect(),
            term_days: terms
                .days
                .unwrap_or_else(|| settings.whole(&RECEIVABLE_TERM_DAYS)),
            terms,
            decision: store::receivable::decision(tx, client)?,
            proposed: Third::proposed(&settings, late),
            stays: store::blacklist::history(tx, client)?,
            may_decide: ctx.may(Action::ReceivableWrite).is_ok(),
        })
    })
}
