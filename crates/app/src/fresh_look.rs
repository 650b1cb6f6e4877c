//! Fresh look: whoever assigns clients hides what was tried before from the employees who work a
//! client. What stands on its card and in lists is concluded without it, so nothing there tells it.

use domain::fresh_look::{FreshLook, Hides, REASON_LIMIT};
use domain::id::ClientId;
use domain::journal::JournalAction;
use domain::policy::{Action, Entity};
use domain::setting::{FRESH_LOOK_RETURNED, Settings};
use domain::text;
use serde_json::{Map, Value, json};

use crate::client::{Error, refresh_standing};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx};

/// Name of the feature in the journal.
const ENTITY: &str = "fresh_look";

/// The decision on a client, for those who decide.
pub fn find(app: &App, ctx: &Context, client: ClientId) -> Result<Option<FreshLook>, Error> {
    ctx.may(Action::ClientAssign)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        store::client::find(tx, &scope, client)?.ok_or(Error::NotFound)?;
        Ok(store::fresh_look::find(tx, client)?)
    })
}

/// Hides what happened with a client until now.
pub fn put(
    app: &App,
    ctx: &Context,
    client: ClientId,
    hides: Hides,
    reason: Option<&str>,
) -> Result<FreshLook, Error> {
    ctx.may(Action::ClientAssign)?;
    let scope = ctx.scope(Entity::Client)?;
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    let reason = reason
        .map(|reason| text::block(reason, REASON_LIMIT))
        .transpose()
        .map_err(|error| Error::refused("reason", error.code()))?;
    app.db.write(|tx| {
        store::client::find(tx, &scope, client)?.ok_or(Error::NotFound)?;
        Ok(keep(tx, ctx, client, hides, reason.clone())?)
    })
}

/// A client that was withdrawn or given back goes to somebody new: the rule of the settings hides
/// what was tried before.
pub(crate) fn reissued(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    client: ClientId,
) -> Result<(), DbError> {
    let rule = settings.choice(&FRESH_LOOK_RETURNED).parse::<Hides>();
    if let Ok(hides) = rule
        && store::holding::held_before(tx, client)?
    {
        keep(tx, ctx, client, hides, None)?;
    }
    Ok(())
}

fn keep(
    tx: &mut DbTx,
    ctx: &Context,
    client: ClientId,
    hides: Hides,
    reason: Option<String>,
) -> Result<FreshLook, DbError> {
    let after = FreshLook {
        client_id: client,
        since: ctx.now,
        hides,
        reason,
        decided_by: ctx.actor.user_or_system(),
    };
    let line = match store::fresh_look::find(tx, client)? {
        Some(before) => Entry::update(ENTITY, client.uuid(), &before, &after),
        None => Entry::create(ENTITY, client.uuid(), &after),
    };
    store::fresh_look::put(tx, &after)?;
    journal::record(tx, ctx, line.of_client(client))?;
    concluded(tx, client)?;
    forget(tx, client)?;
    Ok(after)
}

/// Why a client was given to its holder tells its last contact: that goes with the others.
fn forget(tx: &mut DbTx, client: ClientId) -> Result<(), DbError> {
    let stay = store::holding::open_of(tx, client)?;
    let why = stay.and_then(|stay| stay.why);
    let why = why.and_then(|why| serde_json::from_str::<Map<String, Value>>(&why).ok());
    let Some(mut why) = why else {
        return Ok(());
    };
    if why.remove("last_effective_at").is_some() {
        store::holding::explain(tx, client, &Value::Object(why).to_string())?;
    }
    Ok(())
}

/// Shows everything again.
pub fn end(app: &App, ctx: &Context, client: ClientId) -> Result<(), Error> {
    ctx.may(Action::ClientAssign)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        store::client::find(tx, &scope, client)?.ok_or(Error::NotFound)?;
        let before = store::fresh_look::find(tx, client)?;
        // Hidden ones may have come by a merge, without the decision of the other record.
        let shown = store::fresh_look::delete(tx, client)?;
        let line = match before {
            Some(before) => Entry::delete(ENTITY, client.uuid(), &before),
            None if shown == 0 => return Err(Error::NotFound),
            None => {
                let action = JournalAction::Update;
                Entry::note(
                    action,
                    ENTITY,
                    Some(client.uuid()),
                    &json!({ "shown": shown }),
                )
            }
        };
        journal::record(tx, ctx, line.of_client(client))?;
        Ok(concluded(tx, client)?)
    })
}

fn concluded(tx: &mut DbTx, client: ClientId) -> Result<(), DbError> {
    store::order::mark_changed(tx, client)?;
    crate::refusal::settle(tx, client)?;
    refresh_standing(tx, client)
}
