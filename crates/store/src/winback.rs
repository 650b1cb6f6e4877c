//! Cases of lost key clients.

use db::{Error, Row, Tx, Value, params};
use domain::id::{ClientId, UserId, WinbackId};
use domain::policy::Scope;
use domain::winback::{Winback, WinbackData, WinbackOutcome};
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::part::{self, Stored};
use crate::read;

impl Stored for WinbackData {
    const TABLE: &'static str = "winback";
    const COLUMNS: &'static str = "opened_day, reason, steps, outcome, note";
    const ORDER: &'static str = "opened_day DESC, created_at DESC, id";

    fn values(&self) -> Vec<Value<'static>> {
        let steps = serde_json::to_string(&self.steps).expect("steps are plain data");
        vec![
            Value::from(self.opened_day.to_string()),
            Value::from(self.reason.map(|of| of.code())),
            Value::from(steps),
            Value::from(self.outcome.code()),
            Value::from(self.note.clone()),
        ]
    }

    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        let steps = serde_json::from_str(row.get::<&str>(at + 2)?).map_err(|_| Error::Column {
            index: at + 2,
            wanted: "steps",
            found: "another text",
        })?;
        Ok(Self {
            opened_day: read::day(row, at)?,
            reason: read::code_opt(row, at + 1)?,
            steps,
            outcome: read::code(row, at + 3)?,
            note: row.get(at + 4)?,
        })
    }
}

/// A case with the names of its people.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The case.
    pub winback: Winback,
    /// Name of the client.
    pub client: String,
    /// Who manages the client.
    pub manager: Option<(UserId, String)>,
    /// Who opened the case.
    pub author: String,
}

/// Which cases.
#[derive(Debug, Clone, Copy)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// Of one client only.
    pub client: Option<ClientId>,
    /// Only the open ones.
    pub open: bool,
    /// The day since which an opened case is still in time without a step.
    pub last_start: Date,
    /// At most so many.
    pub limit: i64,
}

fn asked(query: &ListQuery<'_>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("p.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.visible(query.scope, "c.manager_id");
    if query.open {
        conditions.with("p.outcome = $?", WinbackOutcome::Open.code());
    }
    if let Some(client) = query.client {
        conditions.with("p.client_id = $?", client.uuid());
    }
    conditions
}

/// Cases: those that nobody began in time first, then the other open ones, then the closed ones;
/// of each those that wait longest.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let mut conditions = asked(query);
    let clause = conditions.clause();
    let last_start = conditions.bind(query.last_start.to_string());
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT {}, c.name, u.id, u.name, COALESCE(a.name, '') FROM winback p \
         JOIN client c ON c.id = p.client_id LEFT JOIN app_user u ON u.id = c.manager_id \
         LEFT JOIN app_user a ON a.id = p.created_by{clause} \
         ORDER BY CASE WHEN p.outcome <> 'open' THEN 2 \
         WHEN p.steps = '[]' AND p.opened_day < {last_start} THEN 0 ELSE 1 END, \
         p.opened_day, p.created_at, p.id LIMIT {limit}",
        part::qualified::<WinbackData>()
    );
    let at = part::whole_width::<WinbackData>();
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            Ok(Item {
                winback: part::read_part(row)?,
                client: row.get(at)?,
                manager: read::id_opt(row, at + 1)?.zip(row.get(at + 2)?),
                author: row.get(at + 3)?,
            })
        })
        .collect()
}

/// How many cases, whatever the limit.
pub fn count(tx: &mut Tx, query: &ListQuery<'_>) -> Result<i64, Error> {
    let conditions = asked(query);
    let sql = format!(
        "SELECT COUNT(*) FROM winback p JOIN client c ON c.id = p.client_id{}",
        conditions.clause()
    );
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// The open case of a client, which the caller has found within its scope.
pub fn open_of(tx: &mut Tx, client: ClientId) -> Result<Option<WinbackId>, Error> {
    let row = tx.query_opt(
        "SELECT id FROM winback WHERE client_id = $1 AND outcome = 'open' AND deleted_at IS NULL",
        &params![client.uuid()],
    )?;
    row.map(|row| read::id(&row, 0)).transpose()
}
