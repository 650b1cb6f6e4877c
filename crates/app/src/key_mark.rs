//! Marks of key clients besides their volume.

use domain::client::Client;
use domain::code::UnknownCode;
use domain::id::{ClientId, KeyMarkId};
use domain::key_mark::{KeyMarkData, NOTE_LIMIT};
use domain::part::Part;
use domain::policy::Action;
use domain::text;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::context::Context;
use crate::part::{Error, Kind};
use crate::{DbError, DbTx, responsibility};

/// A new mark.
pub fn read(
    ctx: &Context,
    attribute: &str,
    note: &str,
    day: Option<Date>,
) -> Result<KeyMarkData, Error> {
    let unknown = |_: UnknownCode| Error::refused("attribute", "code.unknown");
    Ok(KeyMarkData {
        attribute: attribute.parse().map_err(unknown)?,
        note: read_note(note)?,
        day: day.unwrap_or_else(|| ctx.now.to_zoned(TimeZone::UTC).date()),
    })
}

/// The reason of a mark as it is kept.
pub fn read_note(note: &str) -> Result<String, Error> {
    text::block(note, NOTE_LIMIT).map_err(|error| Error::refused("note", error.code()))
}

impl Kind for KeyMarkData {
    const RIGHT: Action = Action::ClientUpdate;

    /// A mark makes the client key: its manager must be able to look after one more (R199).
    fn check(&self, tx: &mut DbTx, client: ClientId, id: Option<KeyMarkId>) -> Result<(), Error> {
        if id.is_some() || store::responsibility::is_key(tx, client)? {
            return Ok(());
        }
        let found = store::client::find_all(tx, &[client])?;
        let holder = found.first().and_then(|client| client.data.manager_id);
        let full = match holder {
            Some(holder) => responsibility::key_limit(tx, holder, client)?.is_some(),
            None => false,
        };
        if full {
            Err(Error::refused("attribute", "key.holder_limit"))
        } else {
            Ok(())
        }
    }

    fn follow(
        tx: &mut DbTx,
        client: &Client,
        _: Option<&Part<Self>>,
        _: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        // What was answered from the figures kept is out of date.
        store::order::mark_changed(tx, client.id)
    }
}
