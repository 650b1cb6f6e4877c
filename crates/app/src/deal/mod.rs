//! Deals: whoever may change a client starts, moves and ends its deals; some moves are made by what
//! happens – contacts, orders, payments. Each move is journalled with the steps it reached, so taking
//! it back forgets exactly those.

mod board;
mod happened;
mod list;
mod start;

use std::collections::{BTreeSet, HashMap};

use domain::client::Client;
use domain::deal::{
    Command, Deal, DealState, Move, MoveKind, NOTE_LIMIT, Standing, Stop, TITLE_LIMIT, missing,
};
use domain::funnel::{Funnel, Version, goes_by};
use domain::id::{DealId, FunnelId, PersonId, ProductGroupId};
use domain::money::{Currency, Money};
use domain::person::PersonData;
use domain::policy::{Action, Entity, Forbidden, Scope};
use domain::refusal::RefusalData;
use domain::setting::Settings;
use domain::text;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::deal::Reach;

pub use board::{Ageing, Board, BoardColumn, BoardRequest, Standings, StockRow, board, standings};
pub(crate) use happened::{Happened, ended_in, happened};
pub use list::{Full, Page, Place, Request, Seen, find, list, of_client};
pub use start::{Start, Started, start, start_list};
pub use store::deal::{Column, Filter, Item, Reached, Sort};

use crate::client::{self, Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::refusal::{self, RefusalInput, Said};
use crate::{App, DbError, DbTx, clean_list, part, rate, setting};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "deal";

/// Why something is not done with a deal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such deal, client or funnel for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// A rule of the funnel stands against it.
    #[error(transparent)]
    Stop(#[from] Stop),
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// There is no rate for the currency of the amount.
    #[error(transparent)]
    RateMissing(#[from] rate::Missing),
    /// The client could not be changed.
    #[error(transparent)]
    Client(client::Error),
    /// The cleaned list is not to be had.
    #[error(transparent)]
    List(#[from] clean_list::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    pub(crate) fn refused(field: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

impl From<part::Error> for Error {
    fn from(error: part::Error) -> Self {
        match error {
            part::Error::Forbidden(refusal) => Self::Forbidden(refusal),
            part::Error::Invalid(refusals) => Self::Invalid(refusals),
            part::Error::Db(error) => Self::Db(error),
            _ => Self::NotFound,
        }
    }
}

impl From<client::Error> for Error {
    fn from(error: client::Error) -> Self {
        match error {
            client::Error::Db(error) => Self::Db(error),
            client::Error::NotFound => Self::NotFound,
            client::Error::Invalid(refusals) => Self::Invalid(refusals),
            other => Self::Client(other),
        }
    }
}

/// The funnels with all their versions, as moves need them.
#[derive(Debug, Default)]
pub(crate) struct Funnels(HashMap<FunnelId, (Funnel, Vec<Version>)>);

impl Funnels {
    pub(crate) fn load(tx: &mut DbTx) -> Result<Self, DbError> {
        let mut all = HashMap::new();
        for funnel in store::funnel::list(tx)? {
            let versions = store::funnel::versions(tx, funnel.id)?;
            all.insert(funnel.id, (funnel, versions));
        }
        Ok(Self(all))
    }

    pub(crate) fn get(&self, id: FunnelId) -> Option<(&Funnel, &[Version])> {
        self.0
            .get(&id)
            .map(|(funnel, versions)| (funnel, &versions[..]))
    }

    /// The version by which a deal goes on.
    pub(crate) fn of_deal(&self, deal: &Deal, today: Date) -> Option<&Version> {
        let (_, versions) = self.get(deal.funnel_id)?;
        goes_by(versions, today, &deal.step, deal.funnel_version)
    }
}

/// What the journal keeps of a deal: with the steps it had reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Told {
    #[serde(flatten)]
    deal: Deal,
    reached: Vec<String>,
}

impl Told {
    fn of(deal: &Deal, reached: &BTreeSet<String>) -> Self {
        Self {
            deal: deal.clone(),
            reached: reached.iter().cloned().collect(),
        }
    }
}

/// What is written of a deal; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// What it is called.
    pub title: Patch<String>,
    /// What it is worth, minor units.
    pub amount_minor: Patch<i64>,
    /// Currency of the amount, by default the reporting one.
    pub currency: Option<String>,
    /// Whom it is spoken of with.
    pub person_id: Patch<PersonId>,
    /// What it is about.
    pub product_group_id: Patch<ProductGroupId>,
    /// When it is expected to be won.
    pub expected_day: Patch<Date>,
}

impl Fields {
    fn apply(
        &self,
        tx: &mut DbTx,
        settings: &Settings,
        scope: &Scope,
        today: Date,
        deal: &mut Deal,
    ) -> Result<(), Error> {
        match &self.title {
            Some(Some(title)) if !title.trim().is_empty() => {
                let title = text::line(title, TITLE_LIMIT);
                deal.title = Some(title.map_err(|error| Error::refused("title", error.code()))?);
            }
            Some(_) => deal.title = None,
            None => {}
        }
        let priced = (deal.amount_minor, deal.currency);
        if let Some(currency) = &self.currency {
            let currency: Currency = currency
                .parse()
                .map_err(|_| Error::refused("currency", "money.not_a_currency"))?;
            deal.currency = Some(currency);
        }
        deal.amount_minor = self.amount_minor.unwrap_or(deal.amount_minor);
        if (deal.amount_minor, deal.currency) != priced {
            price(tx, settings, today, deal)?;
        }
        if let Some(person) = self.person_id {
            if let Some(id) = person {
                let found = store::part::find::<PersonData>(tx, scope, id)?;
                if found.is_none_or(|person| person.client_id != deal.client_id) {
                    return Err(Error::refused("person_id", "reference.unknown"));
                }
            }
            deal.person_id = person;
        }
        if let Some(group) = self.product_group_id {
            if let Some(id) = group {
                let groups = store::product_group::list(tx)?;
                if !groups.iter().any(|group| group.id == id) {
                    return Err(Error::refused("product_group_id", "reference.unknown"));
                }
            }
            deal.product_group_id = group;
        }
        deal.expected_day = self.expected_day.unwrap_or(deal.expected_day);
        Ok(())
    }
}

/// Values the amount of a deal at the rate of the day.
fn price(tx: &mut DbTx, settings: &Settings, today: Date, deal: &mut Deal) -> Result<(), Error> {
    let Some(minor) = deal.amount_minor else {
        deal.currency = None;
        deal.base_amount_minor = None;
        return Ok(());
    };
    let currency = deal.currency.unwrap_or(settings.currency());
    if minor < 0 {
        return Err(Error::refused("amount_minor", "deal.amount"));
    }
    let of_range = |code| Error::refused("amount_minor", code);
    let money = Money::new(minor, currency).map_err(|error| of_range(error.code()))?;
    let base = rate::convert(tx, settings, money, today)??;
    let base = base.map_err(|error| of_range(error.code()))?;
    deal.currency = Some(currency);
    deal.base_amount_minor = Some(base.minor());
    Ok(())
}

/// What an employee does with a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Moves it to a step.
    To(String),
    /// Tells that the client said no, and why (R164).
    Refuse(Box<Said>),
    /// Tells that the client put it off until a day (R289).
    Postpone(Date),
    /// Takes it up again.
    Reopen,
}

impl Wish {
    fn command(&self) -> Command {
        match self {
            Self::To(step) => Command::To(step.clone()),
            Self::Refuse(_) => Command::Refuse,
            Self::Postpone(day) => Command::Postpone(*day),
            Self::Reopen => Command::Reopen,
        }
    }
}

fn noted(note: Option<&str>) -> Result<Option<String>, Error> {
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    note.map(|note| text::block(note, NOTE_LIMIT))
        .transpose()
        .map_err(|error| Error::refused("note", error.code()))
}

fn current(tx: &mut DbTx, scope: &Scope, id: DealId, version: i64) -> Result<Deal, Error> {
    let deal = store::deal::find(tx, scope, id)?.ok_or(Error::NotFound)?;
    if deal.version == version {
        Ok(deal)
    } else {
        Err(Error::VersionConflict {
            current: deal.version,
        })
    }
}

fn client_of(tx: &mut DbTx, scope: &Scope, deal: &Deal) -> Result<Client, Error> {
    store::client::find(tx, scope, deal.client_id)?.ok_or(Error::NotFound)
}

/// Moves a deal, ends it, or takes it up again.
pub fn advance(
    app: &App,
    ctx: &Context,
    id: DealId,
    version: i64,
    (wish, note): (&Wish, Option<&str>),
) -> Result<Seen, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    let note = noted(note)?;
    app.db.write(|tx| {
        let deal = current(tx, &scope, id, version)?;
        let client = client_of(tx, &scope, &deal)?;
        let settings = setting::load(tx)?;
        let funnels = Funnels::load(tx)?;
        let step = Carry {
            ctx,
            settings: &settings,
            funnels: &funnels,
            by_hand: true,
            note: note.clone(),
        };
        let moved = step.carry(tx, &client, &deal, &wish.command(), |tx, after| {
            let Wish::Refuse(said) = wish else {
                return Ok(());
            };
            let input = RefusalInput {
                client_id: after.client_id,
                deal_id: Some(after.id),
                step: Some(after.step.clone()),
                interaction_id: None,
                day: None,
                said: (**said).clone(),
            };
            let made = refusal::record_in(tx, ctx, &settings, &input)?;
            after.return_day = made.data.return_day;
            Ok(())
        })?;
        let after = moved.unwrap_or(deal);
        list::seen_one(tx, ctx, &scope, after.id)
    })
}

/// How deals are moved in this transaction.
pub(crate) struct Carry<'a> {
    ctx: &'a Context,
    settings: &'a Settings,
    funnels: &'a Funnels,
    /// Somebody moves it, rather than what happened.
    by_hand: bool,
    note: Option<String>,
}

impl Carry<'_> {
    /// Does with a deal what the command comes to. `also` changes what stands on the deal besides.
    /// `None`: nothing.
    pub(crate) fn carry(
        &self,
        tx: &mut DbTx,
        client: &Client,
        before: &Deal,
        command: &Command,
        also: impl FnOnce(&mut DbTx, &mut Deal) -> Result<(), Error>,
    ) -> Result<Option<Deal>, Error> {
        let ctx = self.ctx;
        let today = setting::today(self.settings, ctx.now);
        let version = self.funnels.of_deal(before, today);
        let version = version.ok_or(Stop("deal.step"))?;
        let standing = Standing {
            step: before.step.clone(),
            state: before.state,
            reached: store::deal::reached(tx, before.id)?,
        };
        let Some(moved) = standing.obey(&version.steps, command, today)? else {
            return Ok(None);
        };
        if self.by_hand && matches!(moved.kind, MoveKind::Forward | MoveKind::Won) {
            let lacks = missing(&version.steps, &before.step, &moved.step, before, client);
            if !lacks.is_empty() {
                let refused = lacks.iter().map(|of| Refusal::new(of.code(), of.refusal()));
                return Err(Error::Invalid(refused.collect()));
            }
        }
        let mut after = before.clone();
        let stays = after.step == moved.step && moved.state != DealState::Open;
        after.step.clone_from(&moved.step);
        after.state = moved.state;
        if !stays {
            after.stepped_at = ctx.now;
        }
        after.ended_at = (moved.state != DealState::Open).then_some(ctx.now);
        after.return_day = match command {
            Command::Postpone(day) => Some(*day),
            _ => None,
        };
        after.funnel_version = version.number;
        after.version += 1;
        after.updated_at = ctx.now;
        also(tx, &mut after)?;
        if !store::deal::update(tx, &after)? {
            return Err(Error::NotFound);
        }
        let manager = client.data.manager_id;
        let reach = Reach {
            deal: &after,
            steps: &moved.passed,
            at: ctx.now,
            day: today,
            manager,
        };
        store::deal::reach(tx, &[reach])?;
        let line = Move {
            id: ctx.id(),
            deal_id: after.id,
            at: ctx.now,
            day: today,
            kind: moved.kind,
            from_step: Some(before.step.clone()),
            to_step: moved.step.clone(),
            by_id: ctx.actor.user_or_system().filter(|_| self.by_hand),
            manager_id: manager,
            note: self.note.clone(),
        };
        store::deal::insert_moves(tx, &[line])?;
        let reached = standing.after(&moved).reached;
        let told = Entry::update(
            ENTITY,
            after.id,
            &Told::of(before, &standing.reached),
            &Told::of(&after, &reached),
        );
        journal::record(tx, ctx, told.of_client(after.client_id))?;
        if moved.kind == MoveKind::Won {
            happened::won(tx, ctx, self.funnels, client, &after)?;
        }
        Ok(Some(after))
    }
}

/// Changes what is written of a deal.
pub fn update(
    app: &App,
    ctx: &Context,
    id: DealId,
    version: i64,
    fields: &Fields,
) -> Result<Seen, Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let before = current(tx, &scope, id, version)?;
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let mut after = before.clone();
        fields.apply(tx, &settings, &scope, today, &mut after)?;
        if after != before {
            after.version += 1;
            after.updated_at = ctx.now;
            store::deal::update(tx, &after)?;
            let line = Entry::update(ENTITY, id, &before, &after);
            journal::record(tx, ctx, line.of_client(after.client_id))?;
        }
        list::seen_one(tx, ctx, &scope, id)
    })
}

/// Takes a change of a deal back: a move forgets the steps that it reached.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    let id = DealId::from_uuid(undo.id);
    let current = store::deal::find(tx, &scope, id)?;
    let current = current.ok_or(UndoError::NotFound)?;
    let reached = store::deal::reached(tx, id)?;
    let now = Told::of(&current, &reached);
    let told: Told = match undo.to_state(Some(&now))? {
        Target::Absent => return Ok(store::deal::delete(tx, id)?),
        Target::Present(told) => told,
    };
    let client = store::client::find(tx, &scope, current.client_id)?;
    let client = client.ok_or(UndoError::NotFound)?;
    let after = Deal {
        version: current.version + 1,
        updated_at: ctx.now,
        ..told.deal
    };
    store::deal::update(tx, &after)?;
    let said_no = |deal: &Deal| deal.state == DealState::Refused;
    if said_no(&current) != said_no(&after)
        && let Some((refusal, version)) = store::deal::refusal_of(tx, &current, said_no(&current))?
    {
        let gone = said_no(&current).then_some(ctx.now);
        store::part::set_deleted::<RefusalData>(tx, refusal, version, ctx.now, gone)?;
        refusal::settle(tx, client.id)?;
    }
    for step in &now.reached {
        if !told.reached.contains(step) {
            store::deal::forget_reach(tx, id, step)?;
        }
    }
    let again: Vec<String> = told
        .reached
        .into_iter()
        .filter(|step| !reached.contains(step))
        .collect();
    let today = setting::today(&setting::load(tx)?, ctx.now);
    let manager = client.data.manager_id;
    let reach = Reach {
        deal: &after,
        steps: &again,
        at: ctx.now,
        day: today,
        manager,
    };
    store::deal::reach(tx, &[reach])?;
    if (&after.step, after.state) != (&current.step, current.state) {
        let line = Move {
            id: ctx.id(),
            deal_id: id,
            at: ctx.now,
            day: today,
            kind: MoveKind::Undone,
            from_step: Some(current.step),
            to_step: after.step,
            by_id: ctx.actor.user_or_system(),
            manager_id: manager,
            note: None,
        };
        store::deal::insert_moves(tx, &[line])?;
    }
    Ok(())
}
