//! What interactions tell together: the events that colour a client, and a page of its history.
//! Writing and reading single ones is in `part`.

use db::{Error, Tx, params};
use domain::id::ClientId;
use domain::interaction::{Effect, Interaction, InteractionKind, Outcome};
use domain::policy::Scope;
use jiff::Timestamp;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::part;
use crate::read;

/// The last moment of each outcome and effect among the interactions of a client. What a fresh look
/// hides (R124) does not count: nobody's list may be filtered or sorted by it.
pub fn events(tx: &mut Tx, client: ClientId) -> Result<Vec<(Outcome, Effect, Timestamp)>, Error> {
    let rows = tx.query(
        "SELECT outcome, effect, MAX(happened_at) FROM interaction \
         WHERE client_id = $1 AND deleted_at IS NULL AND NOT veiled GROUP BY outcome, effect",
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

/// How many interactions a client has, as far as the reader sees them.
pub fn count(tx: &mut Tx, scope: &Scope, client: ClientId) -> Result<i64, Error> {
    let mut conditions = Conditions::new();
    conditions.with("client_id = $?", client.uuid());
    conditions.holds("deleted_at IS NULL");
    conditions.unveiled(scope, "veiled");
    let sql = format!("SELECT COUNT(*) FROM interaction{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// Interactions of a client that the reader sees, the latest first, before a moment (and identifier
/// at that moment).
pub fn history(
    tx: &mut Tx,
    scope: &Scope,
    client: ClientId,
    kinds: &[InteractionKind],
    before: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<Interaction>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("client_id = $?", client.uuid());
    conditions.holds("deleted_at IS NULL");
    conditions.unveiled(scope, "veiled");
    if !kinds.is_empty() {
        conditions.any_of("kind", kinds.iter().map(|kind| kind.code()));
    }
    if let Some((moment, id)) = before {
        let place = params![moment.as_microsecond(), id];
        conditions.compare_row("(happened_at, id)", "<", place);
    }
    part::page(tx, conditions, limit)
}
