//! Money owed: what is open of which order, on what terms a client is supplied, and the triage of
//! debts.

mod decide;
mod read;

use domain::blacklist::Blacklisted;
use domain::id::ClientId;
use domain::order::Order;
use domain::policy::Forbidden;
use domain::receivable::{Asked, TermsRefusal, open};
use domain::setting::{RECEIVABLE_TERM_DAYS, Settings};
use serde_json::{Value, json};

pub use decide::{Deciding, TermsInput, decide, set_terms};
pub(crate) use decide::{merged, take_back};
pub use read::{
    Debtor, Decision, Month, NamedStay, OfAge, OfClient, OfThird, OpenOrder, Owed, Page, Place,
    Request, Seen, Summary, list, of_client, summary,
};

use crate::client::Refusal;
use crate::context::Context;
use crate::job::{Failure, Progress};
use crate::{App, DbError, DbTx, blacklist, setting, task};

/// Clients whose debts are counted anew in one transaction.
const PORTION: i64 = 500;

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such client for this reader, or it does not stand on the blacklist.
    #[error("not found")]
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
    /// A task could not be made.
    #[error(transparent)]
    Task(#[from] task::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    pub(crate) fn refused(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// What follows from a change of a client's orders or payments: what is open of which order, and
/// whether a stay on the blacklist is paid off.
pub(crate) fn follow(tx: &mut DbTx, ctx: &Context, client: ClientId) -> Result<(), DbError> {
    let settings = setting::load(tx)?;
    count(tx, ctx, &settings, client)
}

fn count(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    client: ClientId,
) -> Result<(), DbError> {
    let days = store::receivable::terms(tx, client)?.days;
    let days = days.unwrap_or_else(|| settings.whole(&RECEIVABLE_TERM_DAYS));
    let bills = store::receivable::bills(tx, client)?;
    let paid = store::receivable::paid(tx, client)?;
    let open = open(&bills, &paid, days);
    store::receivable::keep(tx, client, &open)?;
    if open.is_empty() {
        store::receivable::undecide(tx, client)?;
    }
    blacklist::settle(tx, ctx, client, setting::today(settings, ctx.now))
}

/// Counts what is open anew, so that changed terms of the settings and bulk loads are in it, and
/// puts debtors on the blacklist where the rule acts by itself. Tells how many clients were counted
/// and how many came to the blacklist. `go_on` hears the count so far and says whether to go on.
pub fn nightly(
    app: &App,
    ctx: &Context,
    mut go_on: impl FnMut(u64) -> bool,
) -> Result<(u64, u64), DbError> {
    let mut after = None;
    let mut done = 0;
    loop {
        let portion = app.db.write(|tx| {
            let settings = setting::load(tx)?;
            let clients = store::receivable::clients_after(tx, after, PORTION)?;
            for client in &clients {
                count(tx, ctx, &settings, *client)?;
            }
            Ok::<_, DbError>(clients)
        })?;
        done += portion.len() as u64;
        let Some(last) = portion.last() else { break };
        after = Some(*last);
        if !go_on(done) {
            return Ok((done, 0));
        }
    }
    let listed = app.db.write(|tx| {
        let settings = setting::load(tx)?;
        blacklist::by_rule(tx, ctx, &settings)
    })?;
    Ok((done, listed))
}

/// The same as a job of the night.
pub(crate) fn job(app: &App, ctx: &Context, progress: &Progress) -> Result<Value, Failure> {
    let mut stopped = Ok(());
    let counted = nightly(app, ctx, |so_far| {
        stopped = progress.report(so_far, so_far);
        stopped.is_ok()
    });
    stopped?;
    let (clients, blacklisted) = counted?;
    Ok(json!({ "clients": clients, "blacklisted": blacklisted }))
}

/// Whether an order may be agreed on, or leave: its client is not on the blacklist and keeps its
/// terms. `before`: as it was.
pub(crate) fn pass(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    before: Option<&Order>,
    after: &Order,
) -> Result<(), Stopped> {
    let agreed = before.is_some_and(|before| before.status.counts());
    let left = before.is_some_and(|before| before.status.is_billed());
    let more = before.is_none_or(|before| after.base_total_minor > before.base_total_minor);
    let leaves = after.status.is_billed() && !left;
    if !after.status.counts() || (agreed && !leaves && !more) || after.base_total_minor <= 0 {
        return Ok(());
    }
    match blacklist::pass(tx, after.client_id) {
        Ok(()) => {}
        Err(blacklist::Refused::Listed(listed)) => return Err(Stopped::Blacklisted(listed)),
        Err(blacklist::Refused::Db(error)) => return Err(Stopped::Db(error)),
    }
    let terms = store::receivable::terms(tx, after.client_id)?;
    if terms.version == 0 {
        return Ok(());
    }
    let today = setting::today(settings, ctx.now);
    let owed = store::receivable::owed(tx, after.client_id, today)?.base_minor;
    // What is open of the order itself is no debt beside it.
    let own = store::receivable::open_of_order(tx, after.id)?;
    let asked = Asked {
        leaves,
        total_minor: after.total_minor,
        base_total_minor: after.base_total_minor,
        paid_minor: store::payment::paid_for(tx, after.id, after.currency)?,
        base_owed_minor: owed.saturating_sub(own),
    };
    terms.check(asked, today).map_err(Stopped::Terms)
}

/// Why [`pass`] stops an order.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// The client stands on the blacklist.
    Blacklisted(Blacklisted),
    /// It does not keep its terms.
    Terms(TermsRefusal),
    /// The database failed.
    Db(DbError),
}

impl From<DbError> for Stopped {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}
