//! Exchange rates: what a unit of a currency costs in the reporting currency, by day.

use db::{Error, Row, Tx, params};
use domain::money::Currency;
use domain::rate::Rate;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::read;

/// The rate of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRate {
    /// Of which currency.
    pub currency: Currency,
    /// On which day.
    pub day: Date,
    /// What a unit costs.
    pub rate: Rate,
}

/// The last rate of `currency` on `day` or before.
pub fn last(tx: &mut Tx, currency: Currency, day: Date) -> Result<Option<DayRate>, Error> {
    let row = tx.query_opt(
        "SELECT currency, day, rate FROM exchange_rate \
         WHERE currency = $1 AND day <= $2 ORDER BY day DESC LIMIT 1",
        &params![currency.code(), day.to_string()],
    )?;
    row.map(|row| read_rate(&row)).transpose()
}

/// The rate that was written for exactly that day.
pub fn find(tx: &mut Tx, currency: Currency, day: Date) -> Result<Option<Rate>, Error> {
    let rate = last(tx, currency, day)?;
    Ok(rate
        .filter(|found| found.day == day)
        .map(|found| found.rate))
}

/// Rates from the newest day back; at most `limit`.
pub fn list(
    tx: &mut Tx,
    currency: Option<Currency>,
    (from, to): (Date, Date),
    limit: i64,
) -> Result<Vec<DayRate>, Error> {
    let mut conditions = Conditions::new();
    if let Some(currency) = currency {
        conditions.with("currency = $?", currency.to_string());
    }
    conditions.with("day >= $?", from.to_string());
    conditions.with("day <= $?", to.to_string());
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT currency, day, rate FROM exchange_rate{} ORDER BY day DESC, currency LIMIT {limit}",
        conditions.clause()
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(read_rate).collect()
}

/// Writes rates, over those of the same days.
pub fn put(tx: &mut Tx, rates: impl IntoIterator<Item = DayRate>) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO exchange_rate (currency, day, rate) VALUES ($1, $2, $3) \
         ON CONFLICT (currency, day) DO UPDATE SET rate = excluded.rate",
        rates.into_iter().map(|rate| {
            params![
                rate.currency.to_string(),
                rate.day.to_string(),
                rate.rate.to_string()
            ]
        }),
    )
}

/// Removes the rate of a day.
pub fn delete(tx: &mut Tx, currency: Currency, day: Date) -> Result<bool, Error> {
    let removed = tx.execute(
        "DELETE FROM exchange_rate WHERE currency = $1 AND day = $2",
        &params![currency.code(), day.to_string()],
    )?;
    Ok(removed == 1)
}

fn read_rate(row: &Row) -> Result<DayRate, Error> {
    Ok(DayRate {
        currency: currency(row, 0)?,
        day: read::day(row, 1)?,
        rate: rate(row, 2)?,
    })
}

/// A currency from its code.
pub(crate) fn currency(row: &Row, index: usize) -> Result<Currency, Error> {
    let wrong = Error::Column {
        index,
        wanted: "a currency",
        found: "another text",
    };
    row.get::<&str>(index)?.parse().map_err(|_| wrong)
}

/// A rate from its decimal text.
pub(crate) fn rate(row: &Row, index: usize) -> Result<Rate, Error> {
    let wrong = Error::Column {
        index,
        wanted: "a rate",
        found: "another text",
    };
    row.get::<&str>(index)?.parse().map_err(|_| wrong)
}
