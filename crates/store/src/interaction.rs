//! What interactions tell together: the events that colour a client, and a page of its history.
//! Writing and reading single ones is in `part`.

use db::{Error, Tx, params};
use domain::id::ClientId;
use domain::interaction::{Effect, Interaction, InteractionKind, Outcome};
use jiff::Timestamp;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::part;
use crate::read;

/// The last moment of each outcome and effect among the interactions of a client.
pub fn events(tx: &mut Tx, client: ClientId) -> Result<Vec<(Outcome, Effect, Timestamp)>, Error> {
    let rows = tx.query(
        "SELECT outcome, effect, MAX(happened_at) FROM interaction \
         WHERE client_id = $1 AND deleted_at IS NULL GROUP BY outcome, effect",
        &params![client.uuid()],
    )?;
    rows.iter()
        .map(|row| {
            Ok((
                read::code(row, 0)?,
                read::code(row, 1)?,
                read::moment(row, 2)?,
            ))
        })
        .collect()
}

/// How many interactions a client has.
pub fn count(tx: &mut Tx, client: ClientId) -> Result<i64, Error> {
    let row = tx.query_one(
        "SELECT COUNT(*) FROM interaction WHERE client_id = $1 AND deleted_at IS NULL",
        &params![client.uuid()],
    )?;
    row.get(0)
}

/// Interactions of a client, the latest first, before a moment (and identifier at that moment).
pub fn history(
    tx: &mut Tx,
    client: ClientId,
    kinds: &[InteractionKind],
    before: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<Interaction>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("client_id = $?", client.uuid());
    conditions.holds("deleted_at IS NULL");
    if !kinds.is_empty() {
        conditions.any_of("kind", kinds.iter().map(|kind| kind.code()));
    }
    if let Some((moment, id)) = before {
        let place = params![moment.as_microsecond(), id];
        conditions.compare_row("(happened_at, id)", "<", place);
    }
    part::page(tx, conditions, limit)
}
