//! Scores of clients: what they are made of is read by portions, what came out is kept.

use std::collections::HashMap;

use db::{Error, Row, Tx, params};
use domain::id::ClientId;
use domain::policy::Scope;
use domain::scoring::{Importance, Known, Reason, Reliability, Score};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::read;

/// As of when clients are scored.
#[derive(Debug, Clone, Copy)]
pub struct AsOf {
    /// Now.
    pub now: Timestamp,
    /// A contact or payment since then is of the last year.
    pub year_ago: Timestamp,
    /// The same as a day.
    pub year_ago_day: Date,
    /// A check since this day is fresh.
    pub fresh_since: Date,
    /// What was sold up to this day should have been paid.
    pub due_by: Date,
}

/// What is known of the next clients after one, in the order of their identifiers.
pub fn known(
    tx: &mut Tx,
    as_of: &AsOf,
    after: Option<ClientId>,
    limit: i64,
) -> Result<Vec<(ClientId, Known)>, Error> {
    let rows = tx.query(
        include_str!("known.sql"),
        &params![
            after.map_or(uuid::Uuid::nil(), ClientId::uuid),
            as_of.year_ago.as_microsecond(),
            as_of.fresh_since.to_string(),
            as_of.year_ago_day.to_string(),
            as_of.due_by.to_string(),
            as_of.now.as_microsecond(),
            limit
        ],
    )?;
    rows.iter()
        .map(|row| {
            let is = |at| row.get::<i64>(at).map(|number| number == 1);
            let class: Option<String> = row.get(2)?;
            Ok((
                read::id(row, 0)?,
                Known {
                    potential_minor: row.get(1)?,
                    class: class.and_then(|class| class.chars().next()),
                    key_mark: is(3)?,
                    temperature: read::code_opt(row, 4)?,
                    tax_number: is(5)?,
                    spoken: is(6)?,
                    decider: is(7)?,
                    checked: is(8)?,
                    pays: is(9)?,
                    debt: is(10)?,
                    refused: is(11)?,
                    set_aside: is(12)?,
                },
            ))
        })
        .collect()
}

/// Keeps the scores of clients.
pub fn keep(tx: &mut Tx, at: Timestamp, scores: &[(ClientId, Score)]) -> Result<(), Error> {
    let rows = scores.iter().map(|(client, score)| {
        let reasons = serde_json::to_string(&score.reasons).expect("reasons are plain data");
        params![
            client.uuid(),
            score.importance,
            score.reliability,
            score.importance_class.code(),
            score.reliability_class.code(),
            reasons,
            at.as_microsecond()
        ]
        .to_vec()
    });
    tx.execute_many(
        "INSERT INTO client_score (client_id, importance, reliability, importance_class, \
         reliability_class, reasons, at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (client_id) DO UPDATE SET importance = excluded.importance, \
         reliability = excluded.reliability, importance_class = excluded.importance_class, \
         reliability_class = excluded.reliability_class, reasons = excluded.reasons, \
         at = excluded.at",
        rows,
    )?;
    Ok(())
}

fn score(row: &Row, at: usize) -> Result<Score, Error> {
    let reasons: Vec<Reason> =
        serde_json::from_str(row.get::<&str>(at + 4)?).map_err(|_| Error::Column {
            index: at + 4,
            wanted: "reasons",
            found: "another text",
        })?;
    Ok(Score {
        importance: row.get(at)?,
        reliability: row.get(at + 1)?,
        importance_class: read::code(row, at + 2)?,
        reliability_class: read::code(row, at + 3)?,
        reasons,
    })
}

/// The score of a client, which the caller has found within the scope, and when it was made.
pub fn of_client(tx: &mut Tx, client: ClientId) -> Result<Option<(Score, Timestamp)>, Error> {
    let row = tx.query_opt(
        "SELECT importance, reliability, importance_class, reliability_class, reasons, at \
         FROM client_score WHERE client_id = $1",
        &params![client.uuid()],
    )?;
    row.map(|row| Ok((score(&row, 0)?, read::moment(&row, 5)?)))
        .transpose()
}

/// The clients of one pair of classes, and what became of their deals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Class {
    /// Clients.
    pub clients: i64,
    /// Deals that ended.
    pub ended: i64,
    /// Of these: won.
    pub won: i64,
}

/// Clients within the scope by their classes, with the deals that ended.
pub fn classes(
    tx: &mut Tx,
    scope: &Scope,
) -> Result<HashMap<(Importance, Reliability), Class>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible(scope, "c.manager_id");
    let clause = conditions.clause();
    let sql = format!(
        "SELECT s.importance_class, s.reliability_class, COUNT(*), COALESCE(SUM(d.ended), 0), \
         COALESCE(SUM(d.won), 0) FROM client_score s JOIN client c ON c.id = s.client_id \
         LEFT JOIN (SELECT client_id, COUNT(*) AS ended, \
         SUM(CASE WHEN state = 'won' THEN 1 ELSE 0 END) AS won FROM deal \
         WHERE state IN ('won', 'refused') GROUP BY client_id) d ON d.client_id = c.id{clause} \
         GROUP BY s.importance_class, s.reliability_class"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(|row| {
            let class = Class {
                clients: row.get(2)?,
                ended: row.get(3)?,
                won: row.get(4)?,
            };
            Ok(((read::code(row, 0)?, read::code(row, 1)?), class))
        })
        .collect()
}

/// When clients were scored last.
pub fn last(tx: &mut Tx) -> Result<Option<Timestamp>, Error> {
    let row = tx.query_one("SELECT MAX(at) FROM client_score", &[])?;
    read::moment_opt(&row, 0)
}
