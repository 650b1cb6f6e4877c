//! What is set aside, and the numbers that are dialled.

use db::{Error, Row, Tx, Value, params};
use domain::channel::{Channel, ChannelData, ChannelKind};
use domain::filter::{Test, Value as Wanted};
use domain::id::{ChannelId, ClientId, QuarantineId, UserId};
use domain::policy::Scope;
use domain::quarantine::{Quarantine, QuarantineData, QuarantineReason};
use jiff::civil::Date;
use uuid::Uuid;

use crate::conditions::Conditions;
use crate::part::{self, Stored};
use crate::read;

impl Stored for QuarantineData {
    const TABLE: &'static str = "quarantine";
    const COLUMNS: &'static str = "channel_id, reason, note, since_day, return_day, released_day";
    const ORDER: &'static str = "since_day DESC, created_at DESC, id";

    fn values(&self) -> Vec<Value<'static>> {
        vec![
            Value::from(self.channel_id.map(Uuid::from)),
            Value::from(self.reason.code()),
            Value::from(self.note.clone()),
            Value::from(self.since_day.to_string()),
            Value::from(self.return_day.to_string()),
            Value::from(self.released_day.map(|day| day.to_string())),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            channel_id: read::id_opt(row, at)?,
            reason: read::code(row, at + 1)?,
            note: row.get(at + 2)?,
            since_day: read::day(row, at + 3)?,
            return_day: read::day(row, at + 4)?,
            released_day: read::day_opt(row, at + 5)?,
        })
    }
}

/// Something set aside, with whose it is and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The record.
    pub quarantine: Quarantine,
    /// Name of the client.
    pub client_name: String,
    /// Who manages the client.
    pub manager: Option<(UserId, String)>,
    /// The number or address.
    pub channel: Option<(ChannelKind, String)>,
}

/// What to list, the earliest return first.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// For these reasons; none: for any.
    pub reasons: &'a [QuarantineReason],
    /// To be looked at again by this day.
    pub due_by: Option<Date>,
    /// Begin after this place.
    pub after: Option<(Date, QuarantineId)>,
    /// At most so many.
    pub limit: i64,
}

fn standing(query: &ListQuery<'_>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("c.id = p.client_id AND p.released_day IS NULL");
    conditions.holds("p.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(query.scope, "c.manager_id");
    if !query.reasons.is_empty() {
        conditions.any_of("p.reason", query.reasons.iter().map(|reason| reason.code()));
    }
    if let Some(day) = query.due_by {
        conditions.with("p.return_day <= $?", day.to_string());
    }
    conditions
}

/// A page of what stands aside.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let mut conditions = standing(query);
    if let Some((day, id)) = query.after {
        let place = [Value::from(day.to_string()), Value::from(id.uuid())];
        conditions.compare_row("(p.return_day, p.id)", ">", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    // CROSS JOIN keeps SQLite from walking all clients first; PostgreSQL decides for itself.
    let sql = format!(
        "SELECT {}, c.name, u.id, u.name, ch.kind, ch.value \
         FROM quarantine p CROSS JOIN client c \
         LEFT JOIN app_user u ON u.id = c.manager_id LEFT JOIN channel ch ON ch.id = p.channel_id\
         {clause} ORDER BY p.return_day, p.id LIMIT {limit}",
        part::qualified::<QuarantineData>()
    );
    let width = part::whole_width::<QuarantineData>();
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            let kind: Option<ChannelKind> = read::code_opt(row, width + 3)?;
            Ok(Item {
                quarantine: part::read_part(row)?,
                client_name: row.get(width)?,
                manager: read::id_opt(row, width + 1)?.zip(row.get(width + 2)?),
                channel: kind.zip(row.get(width + 4)?),
            })
        })
        .collect()
}

/// How many stand aside, whatever the page.
pub fn count(tx: &mut Tx, query: &ListQuery<'_>) -> Result<i64, Error> {
    let conditions = standing(query);
    let sql = format!(
        "SELECT COUNT(*) FROM quarantine p CROSS JOIN client c{}",
        conditions.clause()
    );
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// What stands aside at a client, which the caller has found within its scope.
pub fn standing_of(tx: &mut Tx, client: ClientId) -> Result<Vec<Quarantine>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("client_id = $?", client.uuid());
    conditions.holds("released_day IS NULL AND deleted_at IS NULL");
    part::page(tx, conditions, i64::from(u16::MAX))
}

/// Phones with this key at the clients within the scope.
pub fn phones(tx: &mut Tx, scope: &Scope, key: &str) -> Result<Vec<Channel>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("p.value_key = $?", key.to_owned());
    found(tx, scope, conditions)
}

/// One phone of a client within the scope.
pub fn phone(tx: &mut Tx, scope: &Scope, id: ChannelId) -> Result<Vec<Channel>, Error> {
    let mut conditions = Conditions::new();
    conditions.with("p.id = $?", id.uuid());
    found(tx, scope, conditions)
}

fn found(tx: &mut Tx, scope: &Scope, mut conditions: Conditions) -> Result<Vec<Channel>, Error> {
    conditions.holds("p.kind = 'phone' AND p.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let sql = format!(
        "SELECT {} FROM channel p JOIN client c ON c.id = p.client_id{} ORDER BY p.id",
        part::qualified::<ChannelData>(),
        conditions.clause()
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(part::read_part)
        .collect()
}

/// What stands aside of one channel.
pub fn of_channel(tx: &mut Tx, channel: ChannelId) -> Result<Option<Quarantine>, Error> {
    let sql = format!(
        "SELECT {} FROM quarantine p \
         WHERE p.channel_id = $1 AND p.released_day IS NULL AND p.deleted_at IS NULL",
        part::qualified::<QuarantineData>()
    );
    let row = tx.query_opt(&sql, &params![channel.uuid()])?;
    row.map(|row| part::read_part(&row)).transpose()
}

/// Adds what a filter asks of the quarantine of a client.
pub(crate) fn add_standing(conditions: &mut Conditions, test: &Test) {
    const CLIENT: &str = "EXISTS (SELECT 1 FROM quarantine q WHERE q.client_id = c.id \
         AND q.channel_id IS NULL AND q.released_day IS NULL AND q.deleted_at IS NULL)";
    const CONTACT: &str = "EXISTS (SELECT 1 FROM quarantine q WHERE q.client_id = c.id \
         AND q.channel_id IS NOT NULL AND q.released_day IS NULL AND q.deleted_at IS NULL)";
    let (wanted, any): (&[Wanted], bool) = match test {
        Test::AnyOf(values) => (values, true),
        Test::NoneOf(values) => (values, false),
        Test::Empty => (&[], false),
        // The field has no order: edges are refused when the filter is read.
        Test::Present | Test::AtLeast(_) | Test::AtMost(_) => (&[], true),
    };
    let pieces: Vec<&'static str> = wanted
        .iter()
        .map(|value| match value {
            Wanted::Text(text) if text == "client" => CLIENT,
            _ => CONTACT,
        })
        .collect();
    let both = [CLIENT, CONTACT];
    conditions.any_holds(if pieces.is_empty() { &both } else { &pieces }, any);
}
