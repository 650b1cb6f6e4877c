//! Interactions from rows: the history of contacts of another system. As many equal ones as the
//! base has are the same, any more are new.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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
use super::{Desk, refused};
use crate::job::Failure;
use crate::part::{self, Kind};
use crate::{DbError, DbTx, refusal};

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
        row: &Staged,
        values: &StagedRow,
        card: &Card,
        known: &mut Vec<Interaction>,
        made: &mut Vec<Interaction>,
    ) -> Verdict {
        let Some(happened_at) = self.moment(values) else {
            return Verdict::refused(row, "day.bad");
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
            agreed_day: None,
            minutes: None,
            purpose: None,
        };
        let same = |other: &Interaction| {
            let other = &other.data;
            // A person may have been added to the card since.
            (other.kind, other.happened_at, other.direction, &other.note)
                == (data.kind, data.happened_at, data.direction, &data.note)
        };
        if let Some(at) = known.iter().position(same) {
            let interaction = known.swap_remove(at);
            return Verdict::new(row, Outcome::Unchanged, Some(interaction.id.uuid()));
        }
        if self.desk.new_one(row) == Decision::Skip {
            return Verdict::new(row, Outcome::Skipped, None);
        }
        let interaction = part::drawn(self.desk.ctx, card.client.id, data);
        let verdict = Verdict::new(row, Outcome::Created, Some(interaction.id.uuid()));
        made.push(interaction);
        verdict
    }
}

/// What follows from new interactions, once for each client.
fn follow(
    tx: &mut DbTx,
    cards: &HashMap<ClientId, Card>,
    made: &[Interaction],
) -> Result<(), DbError> {
    let mut of_client: BTreeMap<ClientId, &Interaction> = BTreeMap::new();
    for interaction in made {
        let telling = interaction.data.outcome != domain::interaction::Outcome::None;
        let told = of_client
            .entry(interaction.client_id)
            .or_insert(interaction);
        // One whose outcome says something stands for the others.
        if telling {
            *told = interaction;
        }
    }
    for (client, interaction) in of_client {
        if let Some(card) = cards.get(&client) {
            InteractionData::follow(tx, &card.client, None, Some(interaction))?;
        }
    }
    Ok(())
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
        let mut made = Vec::new();
        for ((row, values), client) in rows.iter().zip(clients) {
            let verdict = match (refused(row, values), client) {
                (Some(verdict), _) => verdict,
                (None, Err(code)) => Verdict::refused(row, code),
                (None, Ok(client)) => match cards.get(&client) {
                    None => Verdict::refused(row, "import.client_unknown"),
                    Some(card) => {
                        let known = known.entry(client).or_default();
                        self.interaction(row, values, card, known, &mut made)
                    }
                },
            };
            portion.verdicts.push(verdict);
        }
        part::insert_all(tx, self.desk.ctx, &made)?;
        refusal::untold(tx, self.desk.ctx, &made)?;
        follow(tx, &cards, &made)?;
        Ok(portion)
    }

    fn keep(&mut self, portion: &Portion, _: bool) {
        let records = portion.verdicts.iter().filter_map(|verdict| verdict.record);
        self.touched.extend(records);
    }
}
