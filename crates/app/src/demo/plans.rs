//! The plan of this month and the next: a tenth more than each employee sold in the month before.

use domain::id::UserId;
use domain::plan::{Month, PlanOf};
use domain::policy::Entity;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::context::Context;
use crate::plan::{self, Change};
use crate::{App, DbError};

/// Plans are round sums of so many minor units.
const ROUND: i64 = 100_000;

pub(super) fn write(app: &App, ctx: &Context, today: Date) -> Result<(), DbError> {
    let Ok(scope) = ctx.scope(Entity::Analysis) else {
        return Ok(());
    };
    let before = Month::of(today.first_of_month().saturating_sub(1.day()));
    let sold = app.db.read(|tx| store::plan::sold(tx, &scope, before))?;
    let more = |minor: i64| (minor + minor / 10) / ROUND * ROUND;
    let of_users = sold
        .iter()
        .filter_map(|(user, minor)| Some(((*user)?, more(*minor))))
        .filter(|(_, minor)| *minor > 0);
    let of_users: Vec<(UserId, i64)> = of_users.collect();
    let whole: i64 = of_users.iter().map(|(_, minor)| minor).sum();
    let change = |whose, of, minor| Change {
        whose,
        of,
        amount_minor: Some(minor),
    };
    let mut changes = vec![change(PlanOf::Company, None, whole)];
    changes.extend(
        of_users
            .iter()
            .map(|(user, minor)| change(PlanOf::User, Some(user.uuid()), *minor)),
    );
    for month in [today, today.saturating_add(1.month())] {
        match plan::set(app, ctx, &Month::of(month).text(), &changes) {
            Err(plan::Error::Db(error)) => return Err(error),
            Err(error) => tracing::warn!(%error, "the demo has no plan"),
            Ok(()) => {}
        }
    }
    Ok(())
}
