//! On what terms clients are supplied, and what was decided about their debts.

use db::{Error, Tx, params};
use domain::id::{ClientId, UserId};
use domain::receivable::{ClientTerms, Third};
use jiff::Timestamp;

use crate::read;

/// What was decided about the debt of a client (R175).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What becomes of it.
    pub third: Third,
    /// Why.
    pub note: Option<String>,
    /// Who decided.
    pub decided_by: UserId,
    /// When.
    pub decided_at: Timestamp,
    /// What was owed then, in the reporting currency.
    pub owed_minor: i64,
}

/// The terms of a client; those of everybody when nothing is written.
pub fn terms(tx: &mut Tx, client: ClientId) -> Result<ClientTerms, Error> {
    let row = tx.query_opt(
        "SELECT days, regime, limit_minor, prepaid_percent, document, document_until, note, \
         version FROM client_terms WHERE client_id = $1",
        &params![client.uuid()],
    )?;
    let Some(row) = row else {
        return Ok(ClientTerms::usual(client));
    };
    Ok(ClientTerms {
        client_id: client,
        days: row.get(0)?,
        regime: read::code(&row, 1)?,
        limit_minor: row.get(2)?,
        prepaid_percent: row.get(3)?,
        document: row.get(4)?,
        document_until: read::day_opt(&row, 5)?,
        note: row.get(6)?,
        version: row.get(7)?,
    })
}

/// Keeps the terms of a client.
pub fn set_terms(tx: &mut Tx, terms: &ClientTerms) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO client_terms (client_id, days, regime, limit_minor, prepaid_percent, \
         document, document_until, note, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (client_id) DO UPDATE SET days = excluded.days, regime = excluded.regime, \
         limit_minor = excluded.limit_minor, prepaid_percent = excluded.prepaid_percent, \
         document = excluded.document, document_until = excluded.document_until, \
         note = excluded.note, version = excluded.version",
        &params![
            terms.client_id.uuid(),
            terms.days,
            terms.regime.code(),
            terms.limit_minor,
            terms.prepaid_percent,
            terms.document.as_deref(),
            terms.document_until.map(|day| day.to_string()),
            terms.note.as_deref(),
            terms.version,
        ],
    )?;
    Ok(())
}

/// What was decided about the debt of a client.
pub fn decision(tx: &mut Tx, client: ClientId) -> Result<Option<Decision>, Error> {
    let row = tx.query_opt(
        "SELECT third, note, decided_by, decided_at, owed_minor FROM debt_decision \
         WHERE client_id = $1",
        &params![client.uuid()],
    )?;
    row.map(|row| {
        Ok(Decision {
            third: read::code(&row, 0)?,
            note: row.get(1)?,
            decided_by: read::id(&row, 2)?,
            decided_at: read::moment(&row, 3)?,
            owed_minor: row.get(4)?,
        })
    })
    .transpose()
}

/// Keeps a decision in place of the one before.
pub fn decide(tx: &mut Tx, client: ClientId, decision: &Decision) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO debt_decision (client_id, third, note, decided_by, decided_at, owed_minor) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (client_id) DO UPDATE SET \
         third = excluded.third, note = excluded.note, decided_by = excluded.decided_by, \
         decided_at = excluded.decided_at, owed_minor = excluded.owed_minor",
        &params![
            client.uuid(),
            decision.third.code(),
            decision.note.as_deref(),
            decision.decided_by.uuid(),
            decision.decided_at.as_microsecond(),
            decision.owed_minor,
        ],
    )?;
    Ok(())
}

/// Forgets the decision about a client that owes nothing any more.
pub fn undecide(tx: &mut Tx, client: ClientId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM debt_decision WHERE client_id = $1",
        &params![client.uuid()],
    )?;
    Ok(())
}
