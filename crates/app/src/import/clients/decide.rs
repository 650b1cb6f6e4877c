//! What becomes of a row: whom it is about, by keys or by likeness, and what rules and people say of
//! that.

use domain::id::ClientId;
use domain::import::{Decision, Field, KeyKind, Outcome, StagedRow};
use store::import::{Card, Staged};

use super::card::Draft;
use super::index::{Facets, Index, Marks, Match, find, look_up, may_be};
use super::likeness::{Like, known};
use super::references::References;
use super::{Clients, Desk, nameless, row_of};
use crate::duplicate::{Subject, Whom};
use crate::gate;
use crate::import::found;
use crate::import::run::Verdict;

impl Clients<'_> {
    /// Decides what becomes of a row, and puts it on the desk.
    pub(super) fn row(
        &self,
        row: &Staged,
        values: &StagedRow,
        marks: &Marks,
        desk: &mut Desk,
        index: &mut Index,
        refs: &mut References,
    ) -> Verdict {
        if let Some(code) = found::refusal(values) {
            return match row.decision {
                Some(Decision::Skip) => Verdict::new(row, Outcome::Skipped, None),
                _ => Verdict::refused(row, code),
            };
        }
        let of_file = |client: ClientId| {
            self.touched.contains(&client)
                || desk.of_portion.contains(&client)
                || row_of(client).is_some()
        };
        let seen = |client: ClientId| {
            let card = desk.card(client)?;
            self.scope
                .covers(card.client.data.manager_id)
                .then(|| Facets::of(card))
        };
        let by_key = find(marks, index, &seen, &of_file);
        let (found, like) = match by_key {
            Some(Match { sure: true, .. }) => (by_key, None),
            by_key => match self.alike(row.number, marks, desk, &seen) {
                // a key that both have tells no less than the rest
                Some((found, like)) if found.sure || by_key.is_none() => (Some(found), Some(like)),
                _ => (by_key, None),
            },
        };
        let told = found.map(|found| {
            known(
                row.number,
                found.key,
                found.sure,
                self.whom(desk, found.client),
                like,
            )
        });
        let mut verdict = self.decide((row, values, marks), found, desk, index, refs);
        verdict.known = told;
        verdict
    }

    /// The client of the base that was found; or the earlier row that makes it.
    fn whom(&self, desk: &Desk, client: ClientId) -> Whom {
        if let Some(row) = row_of(client) {
            return Whom::Row(row);
        }
        let at = desk.by_client.get(&client);
        let is_new = at.is_some_and(|at| desk.drafts[*at].before.is_none());
        let makes = desk.rows.iter().filter(|(_, made)| **made == client);
        match makes.map(|(row, _)| *row).min() {
            Some(row) if is_new => Whom::Row(row),
            _ => Whom::Base(Subject::Client(client)),
        }
    }

    /// Whom a row is like as a whole, unless what is certain of both speaks against it.
    fn alike(
        &self,
        number: i64,
        marks: &Marks,
        desk: &Desk,
        seen: &dyn Fn(ClientId) -> Option<Facets>,
    ) -> Option<(Match, &Like)> {
        let (like, sure) = self.likeness.of(number)?;
        let client = self.likeness.client(like, &desk.rows)?;
        let certain = may_be(marks, &seen(client)?)?;
        let found = Match {
            client,
            key: KeyKind::Likeness,
            sure: sure && certain,
        };
        Some((found, like))
    }

    /// Decides what becomes of a row that was found to be somebody, or nobody.
    fn decide(
        &self,
        (row, values, marks): (&Staged, &StagedRow, &Marks),
        found: Option<Match>,
        desk: &mut Desk,
        index: &mut Index,
        refs: &mut References,
    ) -> Verdict {
        let of_file = |client: ClientId| {
            self.touched.contains(&client)
                || desk.of_portion.contains(&client)
                || row_of(client).is_some()
        };
        let again = found.is_some_and(|found| found.sure && of_file(found.client));
        let decision = match (row.decision, &found) {
            (Some(decision), _) => decision,
            (None, _) if again => Decision::Merge,
            (None, Some(Match { sure: true, .. })) => self.rules.same,
            (None, Some(_)) => self.rules.doubtful,
            (None, None) => self.rules.new,
        };
        match (decision, found) {
            (Decision::Skip, found) => {
                let record = found.map(|found| found.client.uuid());
                let verdict = Verdict::new(row, Outcome::Skipped, record);
                match found {
                    Some(found) => verdict.by(found.key.code()),
                    None => verdict,
                }
            }
            (Decision::Update | Decision::Merge, None) if row.decision.is_some() => {
                Verdict::refused(row, "import.no_match")
            }
            (Decision::Update | Decision::Merge, Some(found)) => {
                let Some(at) = desk.by_client.get(&found.client).copied() else {
                    return Verdict::refused(row, "import.no_match");
                };
                let led = values
                    .one(Field::ExternalId)
                    .is_some_and(|id| index.is_led(id));
                let mut values = std::borrow::Cow::Borrowed(values);
                if led {
                    nameless(values.to_mut());
                }
                let before = self.gated.map(|_| desk.drafts[at].card.clone());
                let changed = self.merge(&mut desk.drafts[at].card, &values, decision, refs);
                if let Some(before) = before
                    && let Some(code) = self.stopped(Some(&before), &desk.drafts[at].card)
                {
                    desk.drafts[at].card = before;
                    return Verdict::refused(row, code).by(found.key.code());
                }
                let outcome = match (changed, again, decision) {
                    (false, true, _) => Outcome::DuplicateInFile,
                    (false, false, _) => Outcome::Unchanged,
                    (true, _, Decision::Merge) => Outcome::Merged,
                    (true, _, _) => Outcome::Updated,
                };
                if changed {
                    learn(index, marks, found.client);
                }
                desk.of_portion.insert(found.client);
                Verdict::new(row, outcome, Some(found.client.uuid())).by(found.key.code())
            }
            _ => self.create(row, values, marks, desk, index, refs),
        }
    }

    /// A person at a client that the base has.
    pub(super) fn person(
        &self,
        row: &Staged,
        values: &StagedRow,
        marks: &Marks,
        desk: &mut Desk,
        index: &Index,
        refs: &mut References,
    ) -> Verdict {
        if row.decision == Some(Decision::Skip) {
            return Verdict::new(row, Outcome::Skipped, None);
        }
        if let Some(code) = found::refusal(values) {
            return Verdict::refused(row, code);
        }
        let seen = |client: ClientId| {
            let card = desk.card(client)?;
            self.scope
                .covers(card.client.data.manager_id)
                .then(|| Facets::of(card))
        };
        let found = find(marks, index, &seen, &|_| false);
        let at = found
            .filter(|found| found.sure || marks.names_nobody())
            .and_then(|found| Some((found, *desk.by_client.get(&found.client)?)));
        let Some((found, at)) = at else {
            return Verdict::refused(row, "import.client_unknown");
        };
        let card = &desk.drafts[at].card;
        let about = self.about(card, values, row.decision);
        let told = about.namesake.as_ref();
        let told = told.map(|namesake| namesake.known(row.number, card));
        let verdict = |outcome| {
            let mut verdict = Verdict::new(row, outcome, Some(found.client.uuid()));
            verdict.known = told;
            verdict.by(found.key.code())
        };
        if about.decision == Decision::Skip {
            return verdict(Outcome::Skipped);
        }
        let known = about.renamed.is_some();
        let values = about.renamed.as_ref().unwrap_or(values);
        // The client itself is not changed by a row about a person.
        let decision = match about.decision {
            Decision::Create => Decision::Update,
            other => other,
        };
        let changed = self.merge(&mut desk.drafts[at].card, values, decision, refs);
        let outcome = match (changed, known, decision) {
            (true, false, _) => Outcome::Created,
            (true, true, Decision::Merge) => Outcome::Merged,
            (true, true, _) => Outcome::Updated,
            (false, ..) => Outcome::Unchanged,
        };
        verdict(outcome)
    }

    fn create(
        &self,
        row: &Staged,
        values: &StagedRow,
        marks: &Marks,
        desk: &mut Desk,
        index: &mut Index,
        refs: &mut References,
    ) -> Verdict {
        // The identifier is unique in the base, also among clients this reader does not see.
        let taken = marks
            .keys
            .iter()
            .find(|key| key.kind == KeyKind::ExternalId)
            .is_some_and(|key| index.has(key));
        if taken {
            return Verdict::refused(row, "client.external_id_taken");
        }
        let card = self.pen().create(values, refs);
        if let Some(code) = self.stopped(None, &card) {
            return Verdict::refused(row, code);
        }
        let client = card.client.id;
        desk.add(Draft { before: None, card });
        desk.of_portion.insert(client);
        learn(index, marks, client);
        Verdict::new(row, Outcome::Created, Some(client.uuid()))
    }
}

impl Clients<'_> {
    /// Why a gate lets a card not pass: what is missing and the rule that asks for it. The staging of
    /// the row has told of what its columns could have held; here it is known whether the card is
    /// new, and what it has in columns that the table lacks.
    fn stopped(&self, before: Option<&Card>, card: &Card) -> Option<String> {
        let before = before.map(|card| &card.client);
        let refused = gate::of_card(self.gated?, before, &card.client).err()?;
        let first = refused.first()?;
        let rule = first.params.iter().find(|(name, _)| *name == "rule");
        let rule = rule.map_or("", |(_, rule)| rule.as_str());
        Some(format!("{}/{rule}", first.code))
    }
}

/// The client has the keys of the row from now on.
fn learn(index: &mut Index, marks: &Marks, client: ClientId) {
    for key in &marks.keys {
        index.add(look_up(key), client);
    }
}
