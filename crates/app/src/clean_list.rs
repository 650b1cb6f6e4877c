//! Cleaned lists (R111): a set of clients is checked, and what passes is released as a list with
//! a number. A list is the input of the funnel: whoever wants its clients names it as
//! [`Clients::CleanList`], which refuses a list that was withdrawn. Who may not see phones and
//! e-mails sees no list: being on it tells of them.

mod export;
mod tally;

use std::collections::{BTreeSet, HashSet};

use domain::clean_list::{
    Candidate, CleanList, LeftOut, NAME_LIMIT, NOTE_LIMIT, Rules, Verdict, Withdrawal, judge,
};
use domain::id::{CleanListId, ClientId, UserId};
use domain::policy::{Access, Action, Entity, Field, Forbidden, Scope};
use domain::setting::COMPANY_TIME_ZONE;
use domain::text;
use jiff::tz::TimeZone;
use serde_json::json;
use store::clean_list::RowQuery;

use crate::client::{QuotaSpent, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::quality::fresh_since;
use crate::selection::{self, Clients, within_limit};
use crate::{App, DbError, DbTx, setting};

pub use export::export;
pub use store::clean_list::Listed;
pub use tally::{OfSource, Tally};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "clean_list";

/// Why something is not done with a list.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such list for this reader.
    #[error("no such list")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// The list was withdrawn.
    #[error("withdrawn")]
    Withdrawn,
    /// The set of clients is not told.
    #[error(transparent)]
    Clients(#[from] Box<selection::Error>),
    /// The day's quota of rows taken out is spent.
    #[error(transparent)]
    QuotaSpent(#[from] QuotaSpent),
    /// The file could not be written.
    #[error(transparent)]
    File(#[from] tables::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// What a release would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// By what it was checked.
    pub rules: Rules,
    /// What became of the clients.
    pub tally: Tally,
}

/// What comes in about a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub note: Option<String>,
}

/// A list as a reader sees it: its clients within the reader's scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The list.
    pub list: CleanList,
    /// Who released it.
    pub released_by: String,
    /// Who withdrew it.
    pub withdrawn_by: Option<String>,
    /// Clients of the set.
    pub clients: i64,
    /// On the list.
    pub released: i64,
}

/// Who may read lists: the reach over clients, and phones and e-mails in full.
fn reader(ctx: &Context) -> Result<Option<Scope>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let shown = [Field::Phone, Field::Email]
        .into_iter()
        .all(|field| ctx.actor.field(field) == Access::Shown);
    Ok(shown.then_some(scope))
}

fn judged(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    ids: &[ClientId],
) -> Result<(Rules, Vec<Verdict>), DbError> {
    let settings = setting::load(tx)?;
    let today = setting::today(&settings, ctx.now);
    let rules = Rules::of(&settings, fresh_since(&settings, today));
    let zone = TimeZone::get(settings.text(&COMPANY_TIME_ZONE)).unwrap_or(TimeZone::UTC);
    let candidates = store::clean_list::candidates(tx, scope, ids, &zone)?;
    let outside = outside(tx, &candidates)?;
    let others = store::clean_list::candidates(tx, scope, &outside, &zone)?;
    let verdicts = judge(&rules, &candidates, &others);
    Ok((rules, verdicts))
}

/// Clients of the base that share a number, a phone or an e-mail with one of the set and are not in
/// it. Which of them the reader may see is asked where their cards are read.
fn outside(tx: &mut DbTx, set: &[Candidate]) -> Result<Vec<ClientId>, DbError> {
    let of = |texts: &mut dyn Iterator<Item = &String>| {
        let texts: BTreeSet<String> = texts.cloned().collect();
        texts.into_iter().collect::<Vec<String>>()
    };
    let tax = of(&mut set.iter().filter_map(|one| one.tax_number.as_ref()));
    let register = of(&mut set
        .iter()
        .filter_map(|one| one.registration_number.as_ref()));
    let ways = of(&mut set
        .iter()
        .flat_map(|one| one.ways.iter().map(|way| &way.key)));
    let mut found = store::import::by_tax_numbers(tx, &tax)?;
    found.extend(store::import::by_registration_numbers(tx, &register)?);
    found.extend(store::import::by_channels(tx, &ways)?);
    let inside: HashSet<ClientId> = set.iter().map(|one| one.id).collect();
    let others = found.into_iter().map(|(_, client)| client);
    let others: BTreeSet<ClientId> = others.filter(|id| !inside.contains(id)).collect();
    Ok(others.into_iter().collect())
}

fn chosen(app: &App, ctx: &Context, set: &Clients) -> Result<(Scope, Vec<ClientId>), Error> {
    ctx.may(Action::CleanListRelease)?;
    let scope = reader(ctx)?.ok_or(Error::NotFound)?;
    let ids = selection::clients(app, ctx, set).and_then(within_limit);
    Ok((scope, ids.map_err(Box::new)?))
}

/// What releasing a set of clients would come to; nothing is written.
pub fn check(app: &App, ctx: &Context, set: &Clients) -> Result<Checked, Error> {
    let (scope, ids) = chosen(app, ctx, set)?;
    app.db.read(|tx| {
        let (rules, verdicts) = judged(tx, ctx, &scope, &ids)?;
        let tally = tally::of_verdicts(tx, &scope, &verdicts)?;
        Ok(Checked { rules, tally })
    })
}

/// Checks a set of clients and releases what passes.
pub fn release(app: &App, ctx: &Context, input: &Input, set: &Clients) -> Result<Seen, Error> {
    let (scope, ids) = chosen(app, ctx, set)?;
    let name = text::line(&input.name, NAME_LIMIT)
        .map_err(|error| Error::refused("name", error.code()))?;
    let note = noted("note", input.note.as_deref())?;
    let id: CleanListId = ctx.id();
    let selection_id = match set {
        Clients::Selection(id) => Some(*id),
        Clients::Ids(_) | Clients::CleanList(_) | Clients::Drawn(_) => None,
    };
    app.db.write(|tx| {
        let (rules, verdicts) = judged(tx, ctx, &scope, &ids)?;
        let released = verdicts.iter().filter(|one| one.reason.is_none()).count() as i64;
        if released == 0 {
            return Err(Error::refused("clients", "clean_list.empty"));
        }
        let settings = setting::load(tx)?;
        let list = CleanList {
            id,
            number: store::clean_list::next_number(tx)?,
            name: name.clone(),
            note: note.clone(),
            selection_id,
            rules,
            day: setting::today(&settings, ctx.now),
            released_at: ctx.now,
            released_by: ctx.actor.user(),
            withdrawal: None,
        };
        store::clean_list::insert(tx, &list, &verdicts)?;
        let clients = verdicts.len() as i64;
        let mut told = json!(list);
        told["clients"] = json!(clients);
        told["released"] = json!(released);
        journal::record(tx, ctx, Entry::create(ENTITY, id, &told))?;
        Ok(Seen {
            list,
            released_by: ctx.actor.name().to_owned(),
            withdrawn_by: None,
            clients,
            released,
        })
    })
}

fn noted(field: &'static str, note: Option<&str>) -> Result<Option<String>, Error> {
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    note.map(|note| text::block(note, NOTE_LIMIT))
        .transpose()
        .map_err(|error| Error::refused(field, error.code()))
}

/// The lists, the latest first.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Seen>, Error> {
    let Some(scope) = reader(ctx)? else {
        return Ok(Vec::new());
    };
    app.db.read(|tx| {
        let counts = store::clean_list::counts(tx, &scope)?;
        let names = store::user::names(tx)?;
        let named = |id: UserId| names.get(&id).cloned().unwrap_or_default();
        let lists = store::clean_list::list(tx)?.into_iter().map(|list| {
            let (clients, released) = counts.get(&list.id).copied().unwrap_or_default();
            Seen {
                released_by: named(list.released_by),
                withdrawn_by: list.withdrawal.as_ref().map(|one| named(one.by)),
                list,
                clients,
                released,
            }
        });
        Ok(lists.collect())
    })
}

/// One list and what became of the clients it was made of.
pub fn find(app: &App, ctx: &Context, id: CleanListId) -> Result<(Seen, Tally), Error> {
    let scope = reader(ctx)?.ok_or(Error::NotFound)?;
    let all = list(app, ctx)?;
    let seen = all.into_iter().find(|seen| seen.list.id == id);
    let seen = seen.ok_or(Error::NotFound)?;
    let tally = app.db.read(|tx| tally::of_list(tx, &scope, id))?;
    Ok((seen, tally))
}

/// Which clients of a list are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only those left out for this reason, or only those on the list; none: all.
    pub reason: Option<Option<LeftOut>>,
    /// Where the page before ended.
    pub after: Option<(String, ClientId)>,
    /// At most so many.
    pub limit: u32,
}

/// A page of the clients of a list.
#[derive(Debug, Clone)]
pub struct Page {
    /// The clients, with the name of the one each is the same as, if it may be seen.
    pub items: Vec<(Listed, Option<String>)>,
    /// Where the next page begins.
    pub next: Option<(String, ClientId)>,
}

/// A page of the clients of a list, by name.
pub fn rows(app: &App, ctx: &Context, id: CleanListId, wanted: &Wanted) -> Result<Page, Error> {
    let scope = reader(ctx)?.ok_or(Error::NotFound)?;
    let limit = wanted.limit.clamp(1, 1000) as usize;
    app.db.read(|tx| {
        store::clean_list::find(tx, id)?.ok_or(Error::NotFound)?;
        let query = RowQuery {
            scope: &scope,
            list: id,
            reason: wanted.reason,
            after: wanted.after.clone(),
            limit: limit as i64 + 1,
        };
        let mut rows = store::clean_list::rows(tx, &query)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| (row.name_key.clone(), row.verdict.client_id));
        let items = with_twins(tx, &scope, rows)?;
        Ok(Page { items, next })
    })
}

fn with_twins(
    tx: &mut DbTx,
    scope: &Scope,
    rows: Vec<Listed>,
) -> Result<Vec<(Listed, Option<String>)>, DbError> {
    let mut twins: Vec<ClientId> = rows.iter().filter_map(|row| row.verdict.twin_id).collect();
    twins.sort_unstable();
    twins.dedup();
    let known = store::client::chosen(tx, scope, &twins)?;
    let name = |id: ClientId| known.iter().find(|item| item.id == id);
    let named = rows.into_iter().map(|row| {
        let twin = row.verdict.twin_id.and_then(name);
        let twin = twin.map(|item| item.name.clone());
        (row, twin)
    });
    Ok(named.collect())
}

/// The clients of a list for whoever works on: those that are on it and still there.
pub(crate) fn members(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    id: CleanListId,
) -> Result<Vec<ClientId>, Error> {
    reader(ctx)?.ok_or(Error::NotFound)?;
    let list = store::clean_list::find(tx, id)?.ok_or(Error::NotFound)?;
    if list.withdrawal.is_some() {
        return Err(Error::Withdrawn);
    }
    Ok(store::clean_list::members(tx, scope, id)?)
}

/// Withdraws a list: nothing takes clients from it any more. It is not taken back.
pub fn withdraw(app: &App, ctx: &Context, id: CleanListId, reason: &str) -> Result<(), Error> {
    ctx.may(Action::CleanListRelease)?;
    reader(ctx)?.ok_or(Error::NotFound)?;
    let reason = noted("reason", Some(reason))?;
    let reason = reason.ok_or_else(|| Error::refused("reason", "text.empty"))?;
    app.db.write(|tx| {
        let before = store::clean_list::find(tx, id)?.ok_or(Error::NotFound)?;
        let withdrawal = Withdrawal {
            at: ctx.now,
            by: ctx.actor.user(),
            reason: reason.clone(),
        };
        if !store::clean_list::withdraw(tx, id, &withdrawal)? {
            return Err(Error::Withdrawn);
        }
        let after = CleanList {
            withdrawal: Some(withdrawal),
            ..before.clone()
        };
        journal::record(tx, ctx, Entry::update(ENTITY, id, &before, &after))?;
        Ok(())
    })
}
