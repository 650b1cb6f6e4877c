//! Refusals and their reasons; what they tell together is in `report`.

pub mod report;

use db::{Error, Row, Tx, Value, params};
use domain::id::{ClientId, DealId, InteractionId, RefusalReasonId, UserId};
use domain::refusal::{Reason, ReasonData, Refusal, RefusalData};
use domain::search::fold;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::part::{self, Stored};
use crate::read;

fn uuid<T: Into<Uuid>>(id: Option<T>) -> Value<'static> {
    Value::from(id.map(Into::<Uuid>::into))
}

impl Stored for RefusalData {
    const TABLE: &'static str = "refusal";
    const COLUMNS: &'static str = "reason_id, real_reason_id, day, step, deal_id, interaction_id, \
         manager_id, competitor_id, product_id, product_group_id, asked_for, had_product_id, \
         return_day, said_product, said_staff, said_sale, note";
    const ORDER: &'static str = "day DESC, created_at DESC, id";
    const TELLS_PAST: bool = true;

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            Value::from(self.reason_id.uuid()),
            uuid(self.real_reason_id),
            Value::from(self.day.to_string()),
            Value::from(self.step.clone()),
            uuid(self.deal_id),
            uuid(self.interaction_id),
            uuid(self.manager_id),
            uuid(self.competitor_id),
            uuid(self.product_id),
            uuid(self.product_group_id),
            Value::from(self.asked_for.clone()),
            uuid(self.had_product_id),
            Value::from(self.return_day.map(|day| day.to_string())),
            Value::from(self.said_product.clone()),
            Value::from(self.said_staff.clone()),
            Value::from(self.said_sale.clone()),
            Value::from(self.note.clone()),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            reason_id: read::id(row, at)?,
            real_reason_id: read::id_opt(row, at + 1)?,
            day: read::day(row, at + 2)?,
            step: row.get(at + 3)?,
            deal_id: read::id_opt(row, at + 4)?,
            interaction_id: read::id_opt(row, at + 5)?,
            manager_id: read::id_opt(row, at + 6)?,
            competitor_id: read::id_opt(row, at + 7)?,
            product_id: read::id_opt(row, at + 8)?,
            product_group_id: read::id_opt(row, at + 9)?,
            asked_for: row.get(at + 10)?,
            had_product_id: read::id_opt(row, at + 11)?,
            return_day: read::day_opt(row, at + 12)?,
            said_product: row.get(at + 13)?,
            said_staff: row.get(at + 14)?,
            said_sale: row.get(at + 15)?,
            note: row.get(at + 16)?,
        })
    }
}

const REASON: &str = "id, code, name, from_days, to_days, trap, asks_competitor, asks_product, \
     position, archived, version";

fn reason(row: &Row) -> Result<Reason, Error> {
    Ok(Reason {
        id: read::id(row, 0)?,
        data: ReasonData {
            code: read::code_opt(row, 1)?,
            name: row.get(2)?,
            from_days: row.get(3)?,
            to_days: row.get(4)?,
            trap: read::code_opt(row, 5)?,
            asks_competitor: row.get(6)?,
            asks_product: row.get(7)?,
            position: row.get(8)?,
            archived: row.get(9)?,
        },
        version: row.get(10)?,
    })
}

/// All reasons in their order.
pub fn reasons(tx: &mut Tx) -> Result<Vec<Reason>, Error> {
    let sql = format!("SELECT {REASON} FROM refusal_reason ORDER BY position, id");
    tx.query(&sql, &[])?.iter().map(reason).collect()
}

fn reason_params(of: &Reason) -> Vec<Value<'static>> {
    let data = &of.data;
    vec![
        Value::from(of.id.uuid()),
        Value::from(data.code.map(|code| code.code())),
        Value::from(data.name.clone()),
        Value::from(data.from_days),
        Value::from(data.to_days),
        Value::from(data.trap.map(|trap| trap.code())),
        Value::from(data.asks_competitor),
        Value::from(data.asks_product),
        Value::from(data.position),
        Value::from(data.archived),
        Value::from(of.version),
    ]
}

/// Adds a reason.
pub fn insert_reason(tx: &mut Tx, of: &Reason) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO refusal_reason ({REASON}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    tx.execute(&sql, &reason_params(of))?;
    Ok(())
}

/// Writes a reason; `of.version` is the new one. `false`: it moved on, or is gone.
pub fn update_reason(tx: &mut Tx, of: &Reason) -> Result<bool, Error> {
    let changed = tx.execute(
        "UPDATE refusal_reason SET code = $2, name = $3, from_days = $4, to_days = $5, trap = $6, \
         asks_competitor = $7, asks_product = $8, position = $9, archived = $10, version = $11 \
         WHERE id = $1 AND version = $11 - 1",
        &reason_params(of),
    )?;
    Ok(changed == 1)
}

/// Removes a reason that no refusal has; [`Error::ForeignKey`] otherwise.
pub fn delete_reason(tx: &mut Tx, id: RefusalReasonId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM refusal_reason WHERE id = $1",
        &params![id.uuid()],
    )?;
    Ok(())
}

/// Whether a refusal, a deleted one too, has this reason.
pub fn is_used(tx: &mut Tx, id: RefusalReasonId) -> Result<bool, Error> {
    let row = tx.query_opt(
        "SELECT 1 FROM refusal WHERE reason_id = $1 OR real_reason_id = $1 LIMIT 1",
        &params![id.uuid()],
    )?;
    Ok(row.is_some())
}

/// The deal of a client that goes on, when it is the only one: its identity and its step.
pub fn open_deal(tx: &mut Tx, client: ClientId) -> Result<Option<(DealId, String)>, Error> {
    let rows = tx.query(
        "SELECT id, step FROM deal WHERE client_id = $1 AND state = 'open' LIMIT 2",
        &params![client.uuid()],
    )?;
    match &rows[..] {
        [row] => Ok(Some((read::id(row, 0)?, row.get(1)?))),
        _ => Ok(None),
    }
}

/// The refusal that was said in a contact, deleted ones too.
pub fn of_interaction(
    tx: &mut Tx,
    interaction: InteractionId,
) -> Result<Option<(Refusal, bool)>, Error> {
    let row = tx.query_opt(
        "SELECT id FROM refusal WHERE interaction_id = $1 \
         ORDER BY CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT 1",
        &params![interaction.uuid()],
    )?;
    let Some(row) = row else {
        return Ok(None);
    };
    let found = part::find_kept::<RefusalData>(tx, read::id(&row, 0)?)?;
    Ok(found.map(|(refusal, deleted)| (refusal, deleted.is_none())))
}

/// What the last refusal of a client says of the way back. One that a fresh look hides does not
/// count: nobody's list may be sorted by it (R124).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// When it was written.
    pub at: Timestamp,
    /// Its day.
    pub day: Date,
    /// When one comes back.
    pub return_day: Option<Date>,
    /// Nobody comes back by the rules of its reason.
    pub is_final: bool,
}

/// The last refusal of a client.
pub fn last(tx: &mut Tx, client: ClientId) -> Result<Option<Last>, Error> {
    let row = tx.query_opt(
        "SELECT COALESCE(i.happened_at, r.created_at), r.day, r.return_day, \
         CASE WHEN COALESCE(t.from_days, s.from_days) IS NULL THEN 1 ELSE 0 END \
         FROM refusal r JOIN refusal_reason s ON s.id = r.reason_id \
         LEFT JOIN refusal_reason t ON t.id = r.real_reason_id \
         LEFT JOIN interaction i ON i.id = r.interaction_id \
         WHERE r.client_id = $1 AND r.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM fresh_look f \
         WHERE f.client_id = r.client_id AND r.created_at <= f.since) \
         ORDER BY r.day DESC, r.created_at DESC, r.id DESC LIMIT 1",
        &params![client.uuid()],
    )?;
    row.map(|row| {
        Ok(Last {
            at: read::moment(&row, 0)?,
            day: read::day(&row, 1)?,
            return_day: read::day_opt(&row, 2)?,
            is_final: row.get::<i64>(3)? == 1,
        })
    })
    .transpose()
}

/// The last contact that took place and was no NO, and the last of these that showed interest.
pub fn contacts_since(
    tx: &mut Tx,
    client: ClientId,
    since: Timestamp,
) -> Result<(Option<Timestamp>, Option<Timestamp>), Error> {
    let row = tx.query_one(
        "SELECT MAX(happened_at), MAX(CASE WHEN outcome <> 'none' THEN happened_at END) \
         FROM interaction WHERE client_id = $1 AND deleted_at IS NULL AND effect = 'effective' \
         AND outcome NOT IN ('refused', 'stopped') AND happened_at > $2",
        &params![client.uuid(), since.as_microsecond()],
    )?;
    Ok((read::moment_opt(&row, 0)?, read::moment_opt(&row, 1)?))
}

/// Keeps on the row of a client when one comes back to it.
pub fn keep(tx: &mut Tx, client: ClientId, at: Option<Timestamp>) -> Result<(), Error> {
    let at = at.map(Timestamp::as_microsecond);
    tx.execute(
        "UPDATE client SET returns_at = $2 WHERE id = $1 \
         AND COALESCE(returns_at, -1) <> COALESCE($2, -1)",
        &params![client.uuid(), at],
    )?;
    Ok(())
}

/// How many clients of an employee come back by a moment.
pub fn returned(tx: &mut Tx, user: UserId, by: Timestamp) -> Result<Vec<Timestamp>, Error> {
    let rows = tx.query(
        "SELECT returns_at FROM client WHERE manager_id = $1 AND returns_at IS NOT NULL \
         AND returns_at <= $2 AND deleted_at IS NULL ORDER BY returns_at DESC LIMIT 1000",
        &params![user.uuid(), by.as_microsecond()],
    )?;
    rows.iter().map(|row| read::moment(row, 0)).collect()
}

/// Products of the catalogue whose name or article number has all these words, at most `limit`.
pub fn in_catalogue(
    tx: &mut Tx,
    asked: &str,
    limit: i64,
) -> Result<Vec<domain::product::Product>, Error> {
    let folded = fold(asked);
    if folded.trim().is_empty() {
        return Ok(Vec::new());
    }
    let query = crate::product::ListQuery {
        asked: Some(asked),
        groups: None,
        sort: domain::product::ProductSort::Name,
        descending: false,
        after: None,
        limit,
    };
    let found = crate::product::list(tx, &query)?;
    Ok(found.into_iter().map(|item| item.product).collect())
}

/// Whether an employee already has a lesson on this that lies ahead.
pub fn has_lesson(tx: &mut Tx, user: UserId, topic: &str, from: Date) -> Result<bool, Error> {
    let row = tx.query_opt(
        "SELECT 1 FROM training WHERE user_id = $1 AND kind = 'catalogue' AND topic = $2 \
         AND day >= $3 LIMIT 1",
        &params![user.uuid(), topic, from.to_string()],
    )?;
    Ok(row.is_some())
}
