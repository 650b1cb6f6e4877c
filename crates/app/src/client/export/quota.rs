//! The day's quota of rows taken out, and the line in the journal without which nothing leaves.

use domain::journal::JournalAction;
use domain::policy::Role;
use domain::setting::EXPORT_ROWS;
use serde::Serialize;
use serde_json::Value;

use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{DbError, DbTx, setting};

/// More rows than the rule lets an employee take out in a day. The owner has no such limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{taken} rows were taken out today; {wanted} more are over the {quota} of a day")]
pub struct QuotaSpent {
    /// How many a day.
    pub quota: i64,
    /// Taken out today.
    pub taken: i64,
    /// Asked for now.
    pub wanted: i64,
}

/// Notes in the journal that `rows` clients leave, or tells that the day's quota is spent.
pub(crate) fn note(
    tx: &mut DbTx,
    ctx: &Context,
    rows: i64,
    details: &impl Serialize,
) -> Result<Result<(), QuotaSpent>, DbError> {
    let settings = setting::load(tx)?;
    let quota = settings.whole(&EXPORT_ROWS);
    if ctx.actor.role() != Role::Owner {
        let since = setting::start_of_day(&settings, ctx.now);
        let lines = store::journal::details(tx, ctx.actor.user(), JournalAction::Export, since)?;
        let taken = lines.iter().filter_map(|line| rows_in(line)).sum::<i64>();
        if taken.saturating_add(rows) > quota {
            return Ok(Err(QuotaSpent {
                quota,
                taken,
                wanted: rows,
            }));
        }
    }
    let entry = Entry::note(JournalAction::Export, super::ENTITY, None, details);
    journal::record(tx, ctx, entry)?;
    Ok(Ok(()))
}

fn rows_in(line: &str) -> Option<i64> {
    serde_json::from_str::<Value>(line).ok()?["rows"].as_i64()
}
