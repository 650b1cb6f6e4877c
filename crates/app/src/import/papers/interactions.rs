//! Interactions from rows: the history of contacts of another system. As many equal ones as the
//! base has are the same, any more are new.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::id::ClientId;
use domain::import::{Decision, Field, Outcome, StagedRow};
use domain::interaction::{Direction, Effect, Interaction, InteractionData, InteractionKind};
use domain::person::PersonData;
use domain::search::fold;
use domain::setting::COMPANY_TIME_ZONE;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use store::import::{Card, Staged};
use uuid::Uuid;

use super::super::run::{Portion, Row, Shared, Verdict, Writer};
use super::{Desk, is_of_row, refused};
use crate::job::Failure;
use crate::part::{self, Kind};
use crate::{DbError, DbTx};

/// Writes interactions.
pub(in crate::import) struct Interactions<'a> {
    desk: Desk<'a>,
    zone: TimeZone,
    /// Interactions that rows of this file stand for.
    touched: HashSet<Uuid>,
}

impl<'a> Interactions<'a> {
    pub(in crate::import) fn new(
        shared: &Shared<'a>,
        touched: HashSet<Uuid>,
    ) -> Result<Self, Failure> {
        let zone = TimeZone::get(shared.settings.text(&COMPANY_TIME_ZONE));
        Ok(Self {
            desk: Desk::new(shared)?,
            zone: zone.unwrap_or(TimeZone::UTC),
            touched,
        })
    }

    /// The moment of a row; a day alone is its noon, so that no zone makes another day of it.
    fn moment(&self, values: &StagedRow) -> Option<Timestamp> {
        let text = values.one(Field::HappenedAt)?;
        let told: DateTime = text.parse().ok()?;
        let told = if text.len() <= 10 {
            told.date().at(12, 0, 0, 0)
        } else {
            told
        };
        told.to_zoned(self.zone.clone())
            .ok()
            .map(|zoned| zoned.timestamp())
    }

    fn interaction(
        &self,
        tx: &mut DbTx,
        row: &Staged,
        values: &StagedRow,
        card: &Card,
        known: &mut Vec<Interaction>,
    ) -> Result<Verdict, DbError> {
        let Some(happened_at) = self.moment(values) else {
            return Ok(Verdict::refused(row, "day.bad"));
        };
        let code = |field| values.one(field);
        let person = values.one(Field::PersonName).map(fold).and_then(|name| {
            let named = |person: &&domain::part::Part<PersonData>| fold(&person.data.name) == name;
            card.people.iter().find(named).map(|person| person.id)
        });
        let data = InteractionData {
            person_id: person,
            kind: code(Field::InteractionKind)
                .and_then(|code| code.parse().ok())
                .unwrap_or(InteractionKind::Call),
            effect: code(Field::Effect)
                .and_then(|code| code.parse().ok())
                .unwrap_or(Effect::Effective),
            direction: code(Field::Direction)
                .and_then(|code| code.parse().ok())
                .unwrap_or(Direction::Out),
            outcome: code(Field::Result)
                .and_then(|code| code.parse().ok())
                .unwrap_or(domain::interaction::Outcome::None),
            happened_at,
            note: values.one(Field::Note).map(str::to_owned),
        };
        let same = |other: &Interaction| {
            let other = &other.data;
            // A person may have been added to the card since.
            (other.kind, other.happened_at, other.direction, &other.note)
                == (data.kind, data.happened_at, data.direction, &data.note)
        };
        if let Some(at) = known.iter().position(same) {
            let interaction = known.swap_remove(at);
            return Ok(Verdict::new(
                row,
                Outcome::Unchanged,
                Some(interaction.id.uuid()),
            ));
        }
        if self.desk.new_one(row) == Decision::Skip {
            return Ok(Verdict::new(row, Outcome::Skipped, None));
        }
        let made = tx.savepoint(|tx| {
            let made = part::insert(tx, self.desk.ctx, card.client.id, data.clone())?;
            InteractionData::follow(tx, &card.client, None, Some(&made))?;
            Ok::<_, DbError>(made)
        });
        Ok(match made {
            Ok(made) => Verdict::new(row, Outcome::Created, Some(made.id.uuid())),
            Err(error) if !is_of_row(&error) => return Err(error),
            Err(_) => Verdict::refused(row, "reference.unknown"),
        })
    }
}

impl Writer for Interactions<'_> {
    fn portion(&self, tx: &mut DbTx, rows: &[Row], _: bool) -> Result<Portion, DbError> {
        let clients = self.desk.clients(tx, rows)?;
        let distinct: BTreeSet<ClientId> = clients.iter().flatten().copied().collect();
        let ids: Vec<ClientId> = distinct.into_iter().collect();
        let cards = store::import::cards(tx, &ids)?;
        let mut known: HashMap<ClientId, Vec<Interaction>> = HashMap::new();
        for interaction in store::import::interactions(tx, &ids)? {
            if !self.touched.contains(&interaction.id.uuid()) {
                known
                    .entry(interaction.client_id)
                    .or_default()
                    .push(interaction);
            }
        }
        let mut portion = Portion::default();
        for ((row, values), client) in rows.iter().zip(clients) {
            let verdict = match (refused(row, values), client) {
                (Some(verdict), _) => verdict,
                (None, Err(code)) => Verdict::refused(row, code),
                (None, Ok(client)) => match cards.get(&client) {
                    None => Verdict::refused(row, "import.client_unknown"),
                    Some(card) => {
                        let known = known.entry(client).or_default();
                        self.interaction(tx, row, values, card, known)?
                    }
                },
            };
            portion.verdicts.push(verdict);
        }
        Ok(portion)
    }

    fn keep(&mut self, portion: &Portion, _: bool) {
        let records = portion.verdicts.iter().filter_map(|verdict| verdict.record);
        self.touched.extend(records);
    }
}
