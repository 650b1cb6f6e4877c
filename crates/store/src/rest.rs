//! The rest of clients between contacts.

use db::{Error, Row, Tx, Value, params};
use domain::id::{ClientId, SegmentId, UserId};
use domain::policy::Scope;
use domain::rest::{Rest, RestLiftData};
use domain::setting::{REST_COLD, REST_CURRENT, REST_DAYS, REST_HOT, REST_WARM, Settings};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::part::Stored;
use crate::read;

impl Stored for RestLiftData {
    const TABLE: &'static str = "rest_lift";
    const COLUMNS: &'static str = "reason";
    const ORDER: &'static str = "created_at DESC, id";
    const TELLS_PAST: bool = true;

    fn values(&self) -> Vec<Value<'static>> {
        vec![Value::from(self.reason.clone())]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            reason: row.get(at)?,
        })
    }
}

/// An effective contact that we made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: UserId,
    /// The day that was agreed on for the next one.
    pub agreed_day: Option<Date>,
}

const OUT: &str = "SELECT happened_at, created_by, agreed_day FROM interaction \
     WHERE client_id = $1 AND deleted_at IS NULL AND direction = 'out' AND effect = 'effective'";

fn made(row: &Row) -> Result<Made, Error> {
    Ok(Made {
        at: read::moment(row, 0)?,
        by: read::id(row, 1)?,
        agreed_day: read::day_opt(row, 2)?,
    })
}

/// The last effective contact that we made.
pub fn last(tx: &mut Tx, client: ClientId) -> Result<Option<Made>, Error> {
    let sql = format!("{OUT} ORDER BY happened_at DESC, id DESC LIMIT 1");
    let row = tx.query_opt(&sql, &params![client.uuid()])?;
    row.map(|row| made(&row)).transpose()
}

/// The effective contacts that we made from `from` to `to`.
pub fn between(
    tx: &mut Tx,
    client: ClientId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Made>, Error> {
    let sql = format!("{OUT} AND happened_at BETWEEN $2 AND $3");
    let range = params![client.uuid(), from.as_microsecond(), to.as_microsecond()];
    tx.query(&sql, &range)?.iter().map(made).collect()
}

/// The latest day that was agreed on for the next contact in what we made or tried since a moment.
pub fn agreed_since(
    tx: &mut Tx,
    client: ClientId,
    since: Timestamp,
) -> Result<Option<Date>, Error> {
    let row = tx.query_one(
        "SELECT MAX(agreed_day) FROM interaction WHERE client_id = $1 AND deleted_at IS NULL \
         AND direction = 'out' AND happened_at >= $2",
        &params![client.uuid(), since.as_microsecond()],
    )?;
    read::day_opt(&row, 0)
}

/// When the client turned to us last, and when its rest was lifted last.
pub fn opened_last(
    tx: &mut Tx,
    client: ClientId,
) -> Result<(Option<Timestamp>, Option<Timestamp>), Error> {
    let row = tx.query_one(
        "SELECT (SELECT MAX(happened_at) FROM interaction \
         WHERE client_id = $1 AND deleted_at IS NULL AND direction = 'in'), \
         (SELECT MAX(created_at) FROM rest_lift WHERE client_id = $1 AND deleted_at IS NULL)",
        &params![client.uuid()],
    )?;
    Ok((read::moment_opt(&row, 0)?, read::moment_opt(&row, 1)?))
}

/// When the client turned to us, and when its rest was lifted, since `from`.
pub fn opened(tx: &mut Tx, client: ClientId, from: Timestamp) -> Result<Vec<Timestamp>, Error> {
    let rows = tx.query(
        "SELECT happened_at FROM interaction \
         WHERE client_id = $1 AND deleted_at IS NULL AND direction = 'in' AND happened_at >= $2 \
         UNION ALL SELECT created_at FROM rest_lift \
         WHERE client_id = $1 AND deleted_at IS NULL AND created_at >= $2",
        &params![client.uuid(), from.as_microsecond()],
    )?;
    rows.iter().map(|row| read::moment(row, 0)).collect()
}

/// How many contacts we made or tried since `from`.
pub fn tried(tx: &mut Tx, scope: &Scope, client: ClientId, from: Timestamp) -> Result<i64, Error> {
    let mut conditions = Conditions::new();
    conditions.with("client_id = $?", client.uuid());
    conditions.with("happened_at >= $?", from.as_microsecond());
    conditions.holds("deleted_at IS NULL AND direction = 'out'");
    conditions.unveiled(scope, "veiled");
    let sql = format!("SELECT COUNT(*) FROM interaction{}", conditions.clause());
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// The days that the clients of a segment rest, when it has its own.
pub fn of_segment(tx: &mut Tx, segment: SegmentId) -> Result<Option<i64>, Error> {
    let row = tx.query_opt(
        "SELECT rest_days FROM segment WHERE id = $1",
        &params![segment.uuid()],
    )?;
    row.map_or(Ok(None), |row| row.get(0))
}

/// Keeps what was concluded on the row of the client.
pub fn keep(tx: &mut Tx, client: ClientId, rest: Rest) -> Result<(), Error> {
    let micros = |moment: Option<Timestamp>| moment.map(Timestamp::as_microsecond);
    tx.execute(
        "UPDATE client SET rest_from = $2, rest_agreed_at = $3, rest_until = $4, turned_at = $5 \
         WHERE id = $1",
        &params![
            client.uuid(),
            micros(rest.from),
            micros(rest.agreed_at),
            micros(rest.until),
            micros(rest.turned_at)
        ],
    )?;
    Ok(())
}

/// Concludes the end of every rest that may still go on afresh, after a rule changed.
pub fn conclude_all(tx: &mut Tx, settings: &Settings, since: Timestamp) -> Result<u64, Error> {
    let days = |of| settings.whole(of);
    tx.execute(
        include_str!("rest_conclude.sql"),
        &params![
            days(&REST_CURRENT),
            days(&REST_HOT),
            days(&REST_WARM),
            days(&REST_COLD),
            days(&REST_DAYS),
            since.as_microsecond()
        ],
    )
}
