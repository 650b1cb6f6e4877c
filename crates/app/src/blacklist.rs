//! The blacklist (R173): putting clients on it by the rule or by hand, ending a stay, and the gate
//! that contacts and orders pass.

use domain::blacklist::{Blacklisted, REASON_LIMIT, Rule, Stay};
use domain::id::{BlacklistId, ClientId};
use domain::interaction::{Direction, InteractionData, Purpose};
use domain::policy::{Action, Entity, Role, may_do};
use domain::setting::{BLACKLIST_MODE, Settings};
use domain::text;
use jiff::civil::Date;
use store::receivable::ListQuery;

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::receivable::Error;
use crate::{App, DbError, DbTx, part, setting};

/// Name of the feature in the journal.
const ENTITY: &str = "blacklist";
/// The most clients that one call puts on it.
pub const MOST: usize = 1_000;

/// Refuses to work with a client that stands on the blacklist.
pub(crate) fn pass(tx: &mut DbTx, client: ClientId) -> Result<(), Refused> {
    match store::blacklist::open_of(tx, client)? {
        None => Ok(()),
        Some(stay) => Err(Refused::Listed(Blacklisted {
            since: stay.since,
            late_minor: stay.late_minor,
        })),
    }
}

/// Why [`pass`] stops somebody.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The client stands on it.
    Listed(Blacklisted),
    /// The database failed.
    Db(DbError),
}

impl From<DbError> for Refused {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<Refused> for part::Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Listed(listed) => Self::Blacklisted(listed),
            Refused::Db(error) => Self::Db(error),
        }
    }
}

/// Whether an interaction is one that the blacklist stops: we turn to the client, and not for the
/// money it owes.
pub(crate) fn stops(data: &InteractionData) -> bool {
    data.direction == Direction::Out && data.purpose != Some(Purpose::Collection)
}

/// Who may end a stay before the client pays.
pub fn lifters() -> Vec<Role> {
    may_do(Action::ReceivableWrite)
}

/// Puts clients on the blacklist; those that stand on it already stay as they are. Tells how many
/// were put there.
pub fn add(
    app: &App,
    ctx: &Context,
    clients: &[ClientId],
    reason: Option<&str>,
) -> Result<usize, Error> {
    ctx.may(Action::ReceivableWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    if clients.len() > MOST {
        return Err(Error::Invalid(vec![
            Refusal::new("client_ids", "bulk.too_many_rows").with("max", MOST.to_string()),
        ]));
    }
    let reason = reason.map(|reason| text::block(reason, REASON_LIMIT));
    let reason = reason
        .transpose()
        .map_err(|error| Error::refused("reason", error.code()))?;
    app.db.write(|tx| {
        let today = setting::today(&setting::load(tx)?, ctx.now);
        let mut added = 0;
        for client in clients {
            if store::client::find(tx, &scope, *client)?.is_none() {
                return Err(Error::NotFound);
            }
            let by = Some(ctx.actor.user());
            let late = store::receivable::owed(tx, *client, today)?.late_minor;
            if late <= 0 && reason.is_none() {
                // Without a debt somebody has to say what it is there for.
                return Err(Error::refused("reason", "field.missing"));
            }
            added += usize::from(put(tx, ctx, *client, late, by, reason.clone())?);
        }
        Ok(added)
    })
}

fn put(
    tx: &mut DbTx,
    ctx: &Context,
    client: ClientId,
    late_minor: i64,
    by: Option<domain::id::UserId>,
    reason: Option<String>,
) -> Result<bool, DbError> {
    if store::blacklist::open_of(tx, client)?.is_some() {
        return Ok(false);
    }
    let stay = Stay {
        id: ctx.id::<BlacklistId>(),
        client_id: client,
        since: ctx.now,
        by,
        reason,
        late_minor: late_minor.max(0),
        ended_at: None,
        ended_by: None,
        ended_reason: None,
    };
    store::blacklist::insert(tx, &stay)?;
    let line = Entry::create(ENTITY, stay.id, &stay).of_client(client);
    journal::record(tx, ctx, line)?;
    Ok(true)
}

/// Ends the stay of a client before it paid.
pub fn lift(app: &App, ctx: &Context, client: ClientId, reason: &str) -> Result<(), Error> {
    ctx.may(Action::ReceivableWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    let reason = text::block(reason, REASON_LIMIT)
        .map_err(|error| Error::refused("reason", error.code()))?;
    app.db.write(|tx| {
        if store::client::find(tx, &scope, client)?.is_none() {
            return Err(Error::NotFound);
        }
        let stay = store::blacklist::open_of(tx, client)?.ok_or(Error::NotFound)?;
        let after = Stay {
            ended_at: Some(ctx.now),
            ended_by: Some(ctx.actor.user()),
            ended_reason: Some(reason.clone()),
            ..stay.clone()
        };
        end(tx, ctx, &stay, &after)?;
        Ok(())
    })
}

fn end(tx: &mut DbTx, ctx: &Context, before: &Stay, after: &Stay) -> Result<(), DbError> {
    let (by, reason) = (after.ended_by, after.ended_reason.as_deref());
    store::blacklist::end(tx, before.id, ctx.now, by, reason)?;
    let line = Entry::update(ENTITY, before.id, before, after).of_client(before.client_id);
    journal::record(tx, ctx, line)
}

/// What a client owes has changed: a stay that it paid for is over, in the same transaction.
pub(crate) fn settle(
    tx: &mut DbTx,
    ctx: &Context,
    client: ClientId,
    today: Date,
) -> Result<(), DbError> {
    let Some(stay) = store::blacklist::open_of(tx, client)? else {
        return Ok(());
    };
    let late = store::receivable::owed(tx, client, today)?.late_minor;
    if !stay.is_paid(late) {
        return Ok(());
    }
    let after = Stay {
        ended_at: Some(ctx.now),
        ..stay.clone()
    };
    end(tx, ctx, &stay, &after)
}

/// Puts the debtors on it that the rule names, when it acts by itself; tells how many.
pub(crate) fn by_rule(tx: &mut DbTx, ctx: &Context, settings: &Settings) -> Result<u64, DbError> {
    if settings.choice(&BLACKLIST_MODE) != "automatic" {
        return Ok(0);
    }
    let Ok(scope) = ctx.scope(Entity::Client) else {
        return Ok(0);
    };
    let today = setting::today(settings, ctx.now);
    let rule = Rule::of(settings, settings.currency());
    let mut added = 0;
    loop {
        let query = ListQuery {
            blacklisted: Some(false),
            limit: 500,
            ..candidates(&scope, settings, today, rule)
        };
        let found = store::receivable::list(tx, &query)?;
        for debtor in &found {
            let late = debtor.owed.late_minor;
            added += u64::from(put(tx, ctx, debtor.client, late, None, None)?);
        }
        if found.len() < 500 {
            return Ok(added);
        }
    }
}

/// The debtors that the rule names.
pub(crate) fn candidates<'a>(
    scope: &'a domain::policy::Scope,
    settings: &Settings,
    today: Date,
    rule: Rule,
) -> ListQuery<'a> {
    ListQuery {
        oldest_before: Some(rule.oldest(today)),
        least_late: rule.least_minor.max(1),
        ..ListQuery::all(scope, today, domain::receivable::Ages::of(settings))
    }
}
