//! Verification: an employee has made sure that a critical field is still right.

use domain::id::ClientId;
use domain::part::Part;
use domain::policy::Action;
use domain::verification::{CriticalField, Verification, VerificationData};

use crate::context::Context;
use crate::part::{self, Error, Kind};
use crate::{App, setting};

impl Kind for VerificationData {
    const RIGHT: Action = Action::ClientUpdate;
}

/// Notes that these fields of a client were checked today.
pub fn verify(
    app: &App,
    ctx: &Context,
    client: ClientId,
    fields: &[CriticalField],
) -> Result<Vec<Verification>, Error> {
    let day = setting::today(&app.db.read(setting::load)?, ctx.now);
    let check = |field: &CriticalField| -> Result<Part<VerificationData>, Error> {
        part::create(app, ctx, client, &VerificationData { field: *field, day })
    };
    fields.iter().map(check).collect()
}
