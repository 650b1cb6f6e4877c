//! Marker, ladder step and last interactions follow from events; they are concluded again
//! whenever one happens, in its transaction.

use domain::client::{Client, Standing};
use domain::id::ClientId;
use domain::policy::{Actor, Entity};
use jiff::civil::Date;

use crate::{DbError, DbTx, setting};

/// Concludes the standing of a client from what is stored.
pub(super) fn conclude(tx: &mut DbTx, client: &Client) -> Result<Standing, DbError> {
    let regular = setting::load(tx)?.regular_purchases();
    let interactions = store::interaction::events(tx, client.id)?;
    let lost = store::client::is_lost_by_rhythm(tx, client.id)?;
    let kept = &client.standing;
    let (purchases, day) = (kept.purchases, kept.last_purchase_day);
    Ok(Standing::conclude(
        &client.data,
        purchases,
        day,
        &interactions,
        lost,
        regular,
    ))
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
    change(tx, id, |standing| {
        standing.purchases = purchases;
        standing.last_purchase_day = last_day;
    })
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
