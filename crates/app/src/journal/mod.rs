//! The journal: every change and sensitive read, written in the transaction of the change, read
//! within the reader's rights, and taken back by `undo`.

mod entry;
mod list;
mod undo;

use domain::policy::Action;

pub use entry::Entry;
pub use list::{Change, Error, Filter, Item, Page, list};
use store::journal as stored;
pub use store::journal::{Fault, Verified};
pub use undo::{Reversal, Target, UndoError, undo};
pub(crate) use undo::{dispatch, entity_name};

use crate::context::Context;
use crate::{App, DbError, DbTx};

/// Writes a line in the running transaction; an update that changed nothing leaves none.
pub fn record(tx: &mut DbTx, ctx: &Context, entry: Entry) -> Result<(), DbError> {
    if !entry.is_empty() {
        stored::append(tx, &entry.into_stored(ctx))?;
    }
    Ok(())
}

/// Writes many lines in one pass, in their order; updates that changed nothing leave none.
pub(crate) fn record_all(tx: &mut DbTx, ctx: &Context, entries: Vec<Entry>) -> Result<(), DbError> {
    append(tx, &lines(ctx, entries))
}

/// The lines as they are stored, without the updates that changed nothing.
pub(crate) fn lines(ctx: &Context, entries: impl IntoIterator<Item = Entry>) -> Vec<stored::Entry> {
    let entries = entries.into_iter().filter(|entry| !entry.is_empty());
    entries.map(|entry| entry.into_stored(ctx)).collect()
}

/// Writes lines in one pass, in their order.
pub(crate) fn append(tx: &mut DbTx, lines: &[stored::Entry]) -> Result<(), DbError> {
    if !lines.is_empty() {
        stored::append_all(tx, lines)?;
    }
    Ok(())
}

/// A stored side of a line.
pub(crate) fn side(text: Option<&str>) -> serde_json::Map<String, serde_json::Value> {
    text.map(entry::object).unwrap_or_default()
}

/// Walks the chain of the whole journal.
pub fn verify(app: &App, ctx: &Context) -> Result<Result<Verified, Fault>, Error> {
    ctx.may(Action::SystemCheck)?;
    Ok(app.db.read(store::journal::verify)?)
}
