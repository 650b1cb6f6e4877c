//! Exchange rates: what is written, and the rate of a day for whoever converts. A rate that is
//! not known is an error with currency and day, never 1.

use domain::journal::JournalAction;
use domain::money::{Currency, Money, MoneyError};
use domain::policy::{Action, Entity, Forbidden};
use domain::rate::Rate;
use domain::setting::{RATE_VALID_DAYS, Settings};
use jiff::civil::Date;
use serde_json::json;
pub use store::rate::DayRate;

use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, setting};

/// Why rates are not read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The reporting currency has no rate: it is worth itself.
    #[error("the reporting currency has no rate")]
    Reporting,
    /// More rates in one call than [`WRITE_LIMIT`].
    #[error("too many rates")]
    TooMany,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// No rate for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no rate of {currency} for {day}")]
pub struct Missing {
    /// Of which currency.
    pub currency: Currency,
    /// For which day.
    pub day: Date,
}

/// The most rates that one call writes.
pub const WRITE_LIMIT: usize = 5_000;
/// The most rates that one call reads.
pub const READ_LIMIT: u32 = 1_000;

/// The rate of `currency` for `day`: the last one written that is not older than the setting
/// `rate.valid_days`. The reporting currency is worth itself.
pub(crate) fn on_day(
    tx: &mut DbTx,
    settings: &Settings,
    currency: Currency,
    day: Date,
) -> Result<Result<Rate, Missing>, DbError> {
    if currency == settings.currency() {
        return Ok(Ok(Rate::ONE));
    }
    let good_for = settings.whole(&RATE_VALID_DAYS);
    let found = store::rate::last(tx, currency, day)?;
    let fresh = found.filter(|rate| i64::from((day - rate.day).get_days()) <= good_for);
    Ok(fresh.map(|rate| rate.rate).ok_or(Missing { currency, day }))
}

/// The value of `money` in the reporting currency on `day`.
pub(crate) fn convert(
    tx: &mut DbTx,
    settings: &Settings,
    money: Money,
    day: Date,
) -> Result<Result<Result<Money, MoneyError>, Missing>, DbError> {
    let rate = on_day(tx, settings, money.currency(), day)?;
    Ok(rate.map(|rate| rate.convert(money, settings.currency())))
}

/// Rates between two days, the newest first.
pub fn list(
    app: &App,
    ctx: &Context,
    currency: Option<Currency>,
    (from, to): (Date, Date),
    limit: u32,
) -> Result<Vec<DayRate>, Error> {
    ctx.scope(Entity::Product)?;
    let limit = i64::from(limit.clamp(1, READ_LIMIT));
    Ok(app
        .db
        .read(|tx| store::rate::list(tx, currency, (from, to), limit))?)
}

/// Writes rates (`None`: removes one), all or none. Orders and payments keep the rate that they
/// were written at. Returns how many changed.
pub fn put(
    app: &App,
    ctx: &Context,
    rates: &[(Currency, Date, Option<Rate>)],
) -> Result<usize, Error> {
    ctx.may(Action::RateWrite)?;
    if rates.len() > WRITE_LIMIT {
        return Err(Error::TooMany);
    }
    app.db.write(|tx| {
        let reporting = setting::load(tx)?.currency();
        let mut changed = 0;
        for (currency, day, rate) in rates {
            if *currency == reporting {
                return Err(Error::Reporting);
            }
            let before = store::rate::find(tx, *currency, *day)?;
            if before == *rate {
                continue;
            }
            match rate {
                Some(rate) => {
                    store::rate::put(
                        tx,
                        [DayRate {
                            currency: *currency,
                            day: *day,
                            rate: *rate,
                        }],
                    )?;
                }
                None => {
                    store::rate::delete(tx, *currency, *day)?;
                }
            }
            let details = json!({
                "currency": currency, "day": day, "rate_before": before, "rate_after": rate,
            });
            journal::record(
                tx,
                ctx,
                Entry::note(JournalAction::Update, "rate", None, &details),
            )?;
            changed += 1;
        }
        Ok(changed)
    })
}
