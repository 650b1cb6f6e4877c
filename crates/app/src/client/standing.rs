//! Marker, ladder step and last interactions follow from events; they are concluded again
//! whenever one happens, in its transaction.

use domain::client::{Client, Standing};
use domain::holding::Event;
use domain::id::ClientId;
use domain::policy::{Actor, Entity};
use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::{DbError, DbTx, holding, setting};

/// Concludes the standing of a client from what is stored.
pub(super) fn conclude(tx: &mut DbTx, client: &Client) -> Result<Standing, DbError> {
    let regular = setting::load(tx)?.regular_purchases();
    let interactions = store::interaction::events(tx, client.id)?;
    let lost = store::client::is_lost_by_rhythm(tx, client.id)?;
    let kept = &client.standing;
    let (purchases, day) = (kept.purchases, kept.last_purchase_day);
    let concluded = Standing::conclude(&client.data, purchases, day, &interactions, lost, regular);
    // The rest is concluded where contacts are made, see `crate::rest`.
    Ok(Standing {
        rest: kept.rest,
        ..concluded
    })
}

/// Concludes it and keeps it. Whoever calls has written the event and asked for the rights.
pub fn refresh_standing(tx: &mut DbTx, id: ClientId) -> Result<(), DbError> {
    change(tx, id, |_| {})
}

/// An order of the client was written: `purchases` counted ones, the last on `last_day`.
pub fn purchases_changed(
    tx: &mut DbTx,
    id: ClientId,
    purchases: u32,
    last_day: Option<Date>,
) -> Result<(), DbError> {
    let mut more = false;
    change(tx, id, |standing| {
        more = purchases > standing.purchases;
        standing.purchases = purchases;
        standing.last_purchase_day = last_day;
    })?;
    let bought_at = last_day.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    match bought_at {
        // An order is a result when it came after the client was taken, by its day.
        Some(at) if more => holding::happened(tx, id, Event::Purchase, at.timestamp() + DAY),
        _ => Ok(()),
    }
}

/// Orders have days, not moments: one counts as made at the end of its day.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Concludes everything that is kept on the row of a client, after what hangs on it was moved.
pub(crate) fn settle(tx: &mut DbTx, id: ClientId) -> Result<(), DbError> {
    let (purchases, last_day) = store::order::purchases(tx, id)?;
    purchases_changed(tx, id, purchases, last_day)?;
    store::client::refresh_channels(tx, id)?;
    crate::rest::settle(tx, id)?;
    crate::refusal::settle(tx, id)?;
    store::client::refresh_region(tx, id)
}

fn change(tx: &mut DbTx, id: ClientId, event: impl FnOnce(&mut Standing)) -> Result<(), DbError> {
    // The product itself concludes, whoever made the event.
    let Ok(everything) = Actor::system().scope(Entity::Client) else {
        return Ok(());
    };
    let Some(mut client) = store::client::find(tx, &everything, id)? else {
        return Ok(());
    };
    let before = client.standing.clone();
    event(&mut client.standing);
    let after = conclude(tx, &client)?;
    if after != before {
        store::client::set_standing(tx, id, &after)?;
    }
    Ok(())
}
