//! What is due every night. A night is named by its date, and the name can be queued once, so
//! that several processes plan the same and a machine that slept catches up when it wakes.

use domain::job::JobKind;
use jiff::Zoned;
use store::job::New;

use crate::context::Context;
use crate::{App, DbError};

/// Queues what is due since the last night hour (0–23, in the zone of `local`, which is "now"
/// on the wall of the installation).
pub fn plan(
    app: &App,
    ctx: &Context,
    local: &Zoned,
    night_hour: i8,
    kinds: &[JobKind],
) -> Result<(), DbError> {
    let night = if local.hour() >= night_hour {
        local.date()
    } else {
        local.date().yesterday().unwrap_or(local.date())
    };
    app.db.write(|tx| {
        for kind in kinds {
            let slot = format!("{kind} {night}");
            let new = New {
                id: ctx.id(),
                kind: *kind,
                slot: Some(&slot),
                started_by: None,
                params: "{}",
                created_at: ctx.now,
            };
            store::job::insert(tx, &new)?;
        }
        Ok(())
    })
}
