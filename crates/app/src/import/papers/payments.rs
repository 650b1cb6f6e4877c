//! Payments from rows: bank statements, cash books. A payment has no number of its own: as many
//! equal ones as the base has are the same, any more are new.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::id::ClientId;
use domain::import::{Decision, Field, Outcome, StagedRow};
use domain::money::Currency;
use domain::payment::Payment;
use store::import::Staged;
use uuid::Uuid;

use super::super::run::{Portion, Row, Shared, Verdict, Writer};
use super::{Desk, code, number, refused};
use crate::job::Failure;
use crate::payment::{self, Error, Input};
use crate::{DbError, DbTx};

/// Writes payments.
pub(in crate::import) struct Payments<'a> {
    desk: Desk<'a>,
    /// Payments that rows of this file stand for.
    touched: HashSet<Uuid>,
}

impl<'a> Payments<'a> {
    pub(in crate::import) fn new(
        shared: &Shared<'a>,
        touched: HashSet<Uuid>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            desk: Desk::new(shared)?,
            touched,
        })
    }
}

impl Writer for Payments<'_> {
    fn portion(&self, tx: &mut DbTx, rows: &[Row], _: bool) -> Result<Portion, DbError> {
        let clients = self.desk.clients(tx, rows)?;
        let distinct: BTreeSet<ClientId> = clients.iter().flatten().copied().collect();
        let mut known: HashMap<ClientId, Vec<Payment>> = HashMap::new();
        for client in distinct {
            let mut payments = store::payment::of_client(tx, client)?;
            payments.retain(|payment| !self.touched.contains(&payment.id.uuid()));
            known.insert(client, payments);
        }
        let mut portion = Portion::default();
        let mut made = Vec::new();
        for ((row, values), client) in rows.iter().zip(clients) {
            let verdict = match (refused(row, values), client) {
                (Some(verdict), _) => verdict,
                (None, Err(code)) => Verdict::refused(row, code),
                (None, Ok(client)) => {
                    let known = known.entry(client).or_default();
                    self.payment(tx, row, values, client, known, &mut made)?
                }
            };
            portion.verdicts.push(verdict);
        }
        payment::create_all(tx, self.desk.ctx, &made)?;
        Ok(portion)
    }

    fn keep(&mut self, portion: &Portion, _: bool) {
        let records = portion.verdicts.iter().filter_map(|verdict| verdict.record);
        self.touched.extend(records);
    }
}

impl Payments<'_> {
    fn payment(
        &self,
        tx: &mut DbTx,
        row: &Staged,
        values: &StagedRow,
        client: ClientId,
        known: &mut Vec<Payment>,
        made: &mut Vec<Payment>,
    ) -> Result<Verdict, DbError> {
        let desk = &self.desk;
        let order = match values.one(Field::OrderNumber) {
            Some(number) => store::order::by_number(tx, &desk.scope, number)?,
            None => None,
        };
        // A payment for an order of somebody else is one without an order.
        let order = order.filter(|order| order.client_id == client);
        let currency: Currency = values
            .one(Field::Currency)
            .and_then(|code| code.parse().ok())
            .or(order.as_ref().map(|order| order.currency))
            .unwrap_or_else(|| desk.settings.currency());
        let order = order.filter(|order| order.currency == currency);
        let Some(amount) = number(values, Field::Amount, currency.decimals()) else {
            return Ok(Verdict::refused(row, "money.out_of_range"));
        };
        let day = values.one(Field::Day).unwrap_or_default();
        let note = values.one(Field::Note);
        let same = |payment: &Payment| {
            let data = &payment.data;
            data.amount_minor == amount
                && data.currency == currency
                && data.day.to_string() == day
                && data.note.as_deref() == note
        };
        if let Some(at) = known.iter().position(same) {
            let payment = known.swap_remove(at);
            return Ok(Verdict::new(
                row,
                Outcome::Unchanged,
                Some(payment.id.uuid()),
            ));
        }
        if desk.new_one(row) == Decision::Skip {
            return Ok(Verdict::new(row, Outcome::Skipped, None));
        }
        let input = Input {
            client_id: Some(client),
            order_id: Some(order.map(|order| order.id)),
            day: Some(day.to_owned()),
            currency: Some(currency.to_string()),
            amount_minor: Some(amount),
            note: note.map(|note| Some(note.to_owned())),
        };
        Ok(
            match payment::drawn(tx, desk.ctx, desk.settings, &desk.scope, &input) {
                Ok(payment) => {
                    let verdict = Verdict::new(row, Outcome::Created, Some(payment.id.uuid()));
                    made.push(payment);
                    verdict
                }
                Err(Error::Db(error)) => return Err(error),
                Err(Error::Invalid(refusals)) => Verdict::refused(row, code(&refusals)),
                Err(Error::RateMissing(_)) => Verdict::refused(row, "rate.missing"),
                Err(_) => Verdict::refused(row, "not_found"),
            },
        )
    }
}
