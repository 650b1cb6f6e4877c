//! Holding a deal against what we can make and want, before it is accepted; the answer is written
//! down with the client.

use domain::conveyor::fit::{Deal, Fit, Limits, Means, Misfit, check};
use domain::conveyor::{Step, StepKind};
use domain::id::ClientId;
use domain::money::Currency;
use domain::policy::{Action, Entity};
use domain::setting::COMPANY_CURRENCY;
use serde_json::json;

use super::{Error, decides, step, write};
use crate::context::Context;
use crate::{App, setting};

/// A deal as it comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DealInput {
    /// Its amount in the reporting currency, minor units.
    pub amount_minor: i64,
    /// Months in which it has to be made.
    pub months: i64,
    /// It is made for this client alone.
    pub custom: bool,
    /// The margin expected, in percent.
    pub margin: Option<i64>,
}

/// How it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The answer; the shares are told to whoever assigns clients only, as they tell the turnover.
    pub fit: Fit,
    /// Capacity or turnover stands in no setting, so nothing is held against it.
    pub unknown: bool,
}

/// The longest time of a deal, in months.
const MOST_MONTHS: i64 = 120;

/// Checks a deal with a client (R193, R194).
pub fn check_deal(
    app: &App,
    ctx: &Context,
    id: ClientId,
    input: DealInput,
) -> Result<Checked, Error> {
    ctx.may(Action::InteractionWrite)?;
    let scope = ctx.scope(Entity::Client)?;
    if input.amount_minor <= 0 {
        return Err(Error::refused("amount_minor", "number.out_of_range"));
    }
    if !(1..=MOST_MONTHS).contains(&input.months) {
        return Err(Error::refused("months", "number.out_of_range"));
    }
    if input.margin.is_some_and(|of| !(-1_000..=100).contains(&of)) {
        return Err(Error::refused("margin", "number.out_of_range"));
    }
    app.db.write(|tx| {
        store::client::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        let settings = setting::load(tx)?;
        let currency: Option<Currency> = settings.text(&COMPANY_CURRENCY).parse().ok();
        let decimals = currency.map_or(2, Currency::decimals);
        let means = Means::of(&settings, 10_i64.pow(decimals));
        let deal = Deal {
            amount_minor: input.amount_minor,
            months: input.months,
            custom: input.custom,
            margin: input.margin,
        };
        let mut fit = check(deal, means, Limits::of(&settings));
        let misfits: Vec<&str> = fit.misfits.iter().copied().map(Misfit::code).collect();
        let made = Step {
            reason: misfits.first().map(|code| (*code).to_owned()),
            details: Some(json!({
                "amount_minor": input.amount_minor, "months": input.months,
                "custom": input.custom, "misfits": misfits,
            })),
            ..step(ctx, id, StepKind::Checked)
        };
        write(tx, ctx, &made)?;
        if !decides(ctx) {
            fit.of_capacity = None;
            fit.of_turnover = None;
        }
        Ok(Checked {
            fit,
            unknown: means.capacity_minor.is_none() || means.turnover_minor.is_none(),
        })
    })
}
