//! Clients from rows: matched by keys, decided upon, merged by rules, written a portion at a time.
//! Everything is worked out on cards in memory first, so counting and writing are the same work up
//! to the last step.

mod card;
mod decide;
pub(super) mod index;
mod likeness;
mod people;
mod references;
mod write;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Mutex;

use domain::id::ClientId;
use domain::import::{
    Decision, Field, Kind, MatchKey, MergeRules, Outcome, StagedRow, StagedValue, merge_values,
};
use domain::policy::{Action, Entity, Scope};
use domain::setting::Settings;
use store::import::{Card, Staged};
use uuid::Uuid;

use self::card::{Draft, Pen, base, mergeable};
use self::index::{Index, Marks, look_up};
use self::likeness::Likeness;
pub(super) use self::likeness::{Comparison, Likes};
use self::references::References;
use super::Options;
use super::run::{Portion, Row, Shared, Writer};
use super::stage::Stager;
use crate::context::Context;
use crate::job::Failure;
use crate::{DbError, DbTx, gate, setting};

/// Writes clients.
pub(super) struct Clients<'a> {
    ctx: &'a Context,
    run: domain::id::ImportId,
    /// The rows are people at clients.
    people: bool,
    stager: &'a Stager,
    rules: MergeRules,
    /// The settings, where gates refuse cards.
    gated: Option<&'a Settings>,
    new_entries: bool,
    scope: Scope,
    pen: PenOf,
    /// Clients that rows of this file stand for.
    touched: HashSet<ClientId>,
    /// When counting: keys of clients that would be made, by the row that would make each; and the
    /// rows that would change a client.
    made: HashMap<u64, i64>,
    changed: HashMap<ClientId, Vec<i64>>,
    likeness: Likeness,
    /// Until it goes to its thread.
    comparison: Option<Comparison>,
    /// Weighs the person of a row against the people of a client.
    alike: Mutex<matching::Index>,
}

/// What a [`Pen`] is made of.
struct PenOf {
    today: jiff::civil::Date,
    regular: u32,
    country: domain::country::Country,
    may_assign: bool,
    own: Option<domain::id::UserId>,
    source: Option<domain::id::SourceId>,
}

fn hash(key: &MatchKey) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The stand-in for the identifier of a client that a row would make.
fn virtual_id(row: i64) -> ClientId {
    ClientId::from_uuid(Uuid::from_u128(u128::from(row.unsigned_abs())))
}

impl<'a> Clients<'a> {
    pub(super) fn new(shared: &Shared<'a>, dry: bool) -> Result<Self, Failure> {
        let ctx = shared.ctx;
        let options = Options::parse(&shared.run.options);
        let forbidden =
            |error: domain::policy::Forbidden| Failure::Code("policy.forbidden", error.to_string());
        let scope = ctx.scope(Entity::Client).map_err(forbidden)?;
        let may_assign = ctx.may(Action::ClientAssign).is_ok();
        let own = (!may_assign && scope.managers().is_some())
            .then(|| ctx.actor.user_or_system())
            .flatten();
        // A source that was removed meanwhile is no source.
        let source = shared.app.db.read(|tx| {
            let known = options.source_id.map(|id| store::source::find(tx, id));
            Ok::<_, DbError>(known.transpose()?.flatten().map(|source| source.id))
        })?;
        let mut touched = HashSet::new();
        if !dry || shared.run.finished_at.is_some() {
            shared.app.db.read(|tx| {
                store::import::touched(tx, shared.run.id, |id| {
                    touched.insert(ClientId::from_uuid(id));
                    Ok::<_, DbError>(())
                })
            })?;
        }
        let rules = options.rules(shared.settings);
        // What a check has found of rows that were not changed since holds for writing them too:
        // it foretells exactly.
        let kept = (!dry && shared.run.checked.is_some()).then_some(shared.run.id);
        let borders = rules.borders(shared.settings);
        let people = shared.run.kind == Kind::People;
        let request = super::request(shared.run.id);
        Ok(Self {
            ctx,
            likeness: Likeness::new(borders),
            comparison: (!people).then(|| Comparison::new(borders, kept, &request)),
            alike: Mutex::new(matching::Index::new(matching::Kind::Person)),
            run: shared.run.id,
            people,
            stager: shared.stager,
            rules,
            gated: gate::refuses_cards(shared.settings).then_some(shared.settings),
            new_entries: options.new_entries,
            scope,
            pen: PenOf {
                today: setting::today(shared.settings, ctx.now),
                regular: shared.settings.regular_purchases(),
                country: shared.stager.context.country,
                may_assign,
                own,
                source,
            },
            touched,
            made: HashMap::new(),
            changed: HashMap::new(),
        })
    }

    fn pen(&self) -> Pen<'_> {
        Pen {
            ctx: self.ctx,
            today: self.pen.today,
            regular: self.pen.regular,
            country: self.pen.country,
            may_assign: self.pen.may_assign,
            own: self.pen.own,
            source: self.pen.source,
        }
    }

    /// The cards that rows would have made by now, for keys of this portion.
    fn imagined(
        &self,
        tx: &mut DbTx,
        marks: &[Marks],
        index: &mut Index,
        refs: &mut References,
    ) -> Result<Vec<Card>, DbError> {
        let like = self.likeness.clients().into_iter().filter_map(row_of);
        let mut rows: HashSet<i64> = like.collect();
        for key in marks.iter().flat_map(|marks| &marks.keys).map(look_up) {
            if let Some(row) = self.made.get(&hash(&key)) {
                rows.insert(*row);
                index.add(key, virtual_id(*row));
            }
        }
        let mut cards = Vec::new();
        for row in rows {
            let Some(kept) = store::import::row(tx, self.run, row)? else {
                continue;
            };
            let mut card = self.pen().create(&self.stager.row(&kept.row), refs);
            card.client.id = virtual_id(row);
            cards.push(card);
        }
        Ok(cards)
    }

    /// Puts into a card what earlier rows would have put there by now.
    fn foresee(
        &self,
        tx: &mut DbTx,
        card: &mut Card,
        refs: &mut References,
    ) -> Result<(), DbError> {
        for number in self.changed.get(&card.client.id).into_iter().flatten() {
            if let Some(kept) = store::import::row(tx, self.run, *number)? {
                let mut values = self.values(&kept.row);
                if let Some(id) = values.one(Field::ExternalId).map(str::to_owned) {
                    let named = store::import::by_external_ids(tx, &[id])?;
                    if named.iter().any(|named| named.led) {
                        nameless(&mut values);
                    }
                }
                if self.people {
                    let about = self.about(card, &values, kept.row.decision);
                    values = about.renamed.unwrap_or(values);
                }
                let decision = kept.row.decision.unwrap_or(self.rules.same);
                self.merge(card, &values, decision, refs);
            }
        }
        Ok(())
    }

    /// The values of a row in the words of a client's row.
    fn values(&self, row: &Staged) -> StagedRow {
        let values = self.stager.row(row);
        if self.people {
            as_client(&values)
        } else {
            values
        }
    }

    /// Puts what the rules take from a row into a card; whether that is anything.
    fn merge(
        &self,
        card: &mut Card,
        row: &StagedRow,
        decision: Decision,
        refs: &mut References,
    ) -> bool {
        let row = &*if self.people {
            Cow::Borrowed(row)
        } else {
            self.as_known(card, row)
        };
        let mut values = mergeable(card, row, &self.rules);
        if self.people {
            values.retain(|value| card::is_of_person(value.field));
        }
        let known = base(card, row, refs);
        let country = card.client.data.tax_country;
        let mut changes = merge_values(&known, &values, decision, &self.rules, country);
        // The identifier that the record has in another system is not overwritten by the way.
        changes.retain(|change| {
            let named = self.rules.wins.contains_key(&change.field);
            change.field != Field::ExternalId || change.before.is_none() || named
        });
        if changes.is_empty() {
            return false;
        }
        let before = card.clone();
        self.pen().apply(card, row, &changes, refs);
        *card != before
    }
}

/// The cards of a portion: those found, those being made.
struct Desk {
    drafts: Vec<Draft>,
    /// Whom the rows of this portion stand for.
    rows: HashMap<i64, ClientId>,
    by_client: HashMap<ClientId, usize>,
    /// Drafts that rows of this portion stand for.
    of_portion: HashSet<ClientId>,
}

impl Desk {
    fn card(&self, client: ClientId) -> Option<&Card> {
        let at = self.by_client.get(&client)?;
        Some(&self.drafts[*at].card)
    }

    fn add(&mut self, draft: Draft) -> usize {
        self.by_client
            .insert(draft.card.client.id, self.drafts.len());
        self.drafts.push(draft);
        self.drafts.len() - 1
    }
}

impl Writer for Clients<'_> {
    fn comparison(&mut self) -> Option<Comparison> {
        self.comparison.take()
    }

    fn take(&mut self, likes: Likes) {
        self.likeness.take(likes);
    }

    fn portion(&self, tx: &mut DbTx, rows: &[Row], dry: bool) -> Result<Portion, DbError> {
        let of_clients: Vec<StagedRow>;
        let values: Vec<&StagedRow> = if self.people {
            of_clients = rows.iter().map(|(_, values)| as_client(values)).collect();
            of_clients.iter().collect()
        } else {
            rows.iter().map(|(_, values)| values).collect()
        };
        let marks: Vec<Marks> = values
            .iter()
            .map(|values| Marks::of(values, self.pen.country))
            .collect();
        let mut refs = References::load(tx, self.ctx, self.new_entries)?;
        let mut index = Index::of_keys(tx, marks.iter().flat_map(|marks| &marks.keys))?;
        let mut desk = Desk {
            drafts: Vec::new(),
            by_client: HashMap::new(),
            of_portion: HashSet::new(),
            rows: HashMap::new(),
        };
        let mut wanted = index.clients();
        wanted.extend(self.likeness.clients());
        wanted.sort_unstable();
        wanted.dedup();
        let mut cards: Vec<Card> = store::import::cards(tx, &wanted)?.into_values().collect();
        if dry {
            cards.extend(self.imagined(tx, &marks, &mut index, &mut refs)?);
        }
        for mut card in cards {
            if dry {
                self.foresee(tx, &mut card, &mut refs)?;
            }
            desk.add(Draft {
                before: Some(card.clone()),
                card,
            });
        }
        let mut portion = Portion::default();
        for (((row, _), values), marks) in rows.iter().zip(values).zip(&marks) {
            let verdict = if self.people {
                self.person(row, values, marks, &mut desk, &index, &mut refs)
            } else {
                self.row(row, values, marks, &mut desk, &mut index, &mut refs)
            };
            if let Some(record) = verdict.record.map(ClientId::from_uuid) {
                desk.rows.insert(row.number, record);
            }
            if dry && verdict.outcome == Outcome::Created && !self.people {
                let keys = marks
                    .keys
                    .iter()
                    .map(|key| (hash(&look_up(key)), row.number));
                portion.seen.extend(keys);
            }
            portion.verdicts.push(verdict);
        }
        if !dry {
            write::write(tx, self.ctx, &desk.drafts, &refs)?;
        }
        Ok(portion)
    }

    fn keep(&mut self, portion: &Portion, dry: bool) {
        for verdict in &portion.verdicts {
            let Some(record) = verdict.record.map(ClientId::from_uuid) else {
                continue;
            };
            if !self.people {
                let stands_for = match verdict.outcome {
                    Outcome::Created if dry => virtual_id(verdict.number),
                    _ => record,
                };
                self.likeness.keep(verdict.number, stands_for);
            }
            let made = verdict.outcome == Outcome::Created && !self.people;
            if !(dry && made) && verdict.outcome != Outcome::Skipped {
                self.touched.insert(record);
            }
            let changes = matches!(verdict.outcome, Outcome::Merged | Outcome::Updated)
                || self.people && verdict.outcome == Outcome::Created;
            if dry && changes {
                self.changed.entry(record).or_default().push(verdict.number);
            }
        }
        for (key, row) in &portion.seen {
            self.made.entry(*key).or_insert(*row);
        }
    }
}

/// The row that a stand-in stands for.
fn row_of(client: ClientId) -> Option<i64> {
    i64::try_from(client.uuid().as_u128()).ok()
}

/// Takes the identifier away by which a record that was merged into the client was known: it stays
/// with that record, for the day on which the merge is taken back.
fn nameless(row: &mut StagedRow) {
    row.values.retain(|value| value.field != Field::ExternalId);
}

/// A row about a person in the words of a row about their client.
fn as_client(row: &StagedRow) -> StagedRow {
    let values = row.values.iter().filter_map(|value| {
        let field = match value.field {
            Field::Name => Field::PersonName,
            Field::Phone => Field::PersonPhone,
            Field::Email => Field::PersonEmail,
            Field::ClientName => Field::Name,
            Field::ClientExternalId => Field::ExternalId,
            Field::ClientTaxNumber => Field::TaxNumber,
            Field::ClientPhone => Field::Phone,
            Field::ClientEmail => Field::Email,
            field @ (Field::PersonPosition | Field::PersonRole | Field::PersonLevel) => field,
            _ => return None,
        };
        Some(StagedValue {
            field,
            ..value.clone()
        })
    });
    StagedRow {
        values: values.collect(),
        findings: row.findings.clone(),
    }
}
