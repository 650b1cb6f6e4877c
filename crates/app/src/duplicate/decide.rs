//! Decisions on pairs: one client and merged, two clients, related companies, not to be told. Each is
//! one event that can be taken back.

use std::collections::BTreeMap;

use domain::client::Client;
use domain::dictionary::{Dictionary, Entry as Group, EntryData, NAME_LIMIT};
use domain::duplicate::{Verdict, ordered};
use domain::id::{ClientId, CompanyGroupId, DuplicateDecisionId, MergeId};
use domain::journal::JournalAction;
use domain::policy::{Action, Entity, Scope};
use domain::text;
use jiff::Timestamp;
use matching::VERSION;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::duplicate::decision::{self, Decision};
use store::duplicate::pair::{self, Pair};
use uuid::Uuid;

use super::review::Error;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::merge::{self, Conflicts, Wish};
use crate::{App, DbError, DbTx, client};

/// Name of the feature in the journal.
pub(crate) const ENTITY: &str = "duplicate";

/// Where a page of decisions ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(pub Timestamp, pub DuplicateDecisionId);

/// What is said of a pair.
#[derive(Debug, Clone)]
pub enum Said {
    /// One client: merged so.
    Same(Wish),
    /// Two clients.
    Different,
    /// Cannot be told now.
    Unsure,
    /// Two companies that belong together.
    Related {
        /// One is a branch of the other.
        branch: bool,
        /// The group of companies they come into.
        into: Destination,
    },
}

/// Which group of companies.
#[derive(Debug, Clone)]
pub enum Destination {
    /// The one that one of them is in, else a new one that has the name of the first.
    Theirs,
    /// This one.
    Known(CompanyGroupId),
    /// A new one of this name.
    New(String),
}

/// The group of companies that a decision led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Relation {
    group: CompanyGroupId,
    /// The decision made it.
    made: bool,
    /// What the cards it was given to had before.
    before: BTreeMap<ClientId, Option<CompanyGroupId>>,
}

/// Says what a pair of the queue is.
pub fn decide(
    app: &App,
    ctx: &Context,
    (a, b): (ClientId, ClientId),
    said: &Said,
) -> Result<Decision, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    let (a, b) = ordered(a, b);
    app.db.write(|tx| {
        let pair = pair::find(tx, &scope, a, b)?.ok_or(Error::NotFound)?;
        let before = decision::in_force(tx, (a, pair.a_mark), (b, pair.b_mark))?;
        if before.is_some_and(|before| before.verdict != Verdict::Unsure) {
            return Err(Error::Decided);
        }
        let mut made = drawn(ctx, &pair, verdict(said), pair.sampled);
        match said {
            Said::Same(wish) => {
                let named = |id| wish.survivor == id || wish.absorbed.contains(&id);
                if !named(a) || !named(b) {
                    return Err(Error::MergeWithout);
                }
                let merge = merge::merge_in(tx, ctx, &scope, wish)?;
                made.merge = Some(merge.id);
                note_merge(tx, ctx, wish, merge.id, Some(&pair))?;
            }
            Said::Related { into, .. } => {
                let relation = relate(tx, ctx, &scope, (a, b), into)?;
                made.relation = Some(json!(relation).to_string());
            }
            Said::Different | Said::Unsure => {}
        }
        replace(tx, ctx, std::slice::from_ref(&made))?;
        note(tx, ctx, &made, false)?;
        Ok(made)
    })
}

fn verdict(said: &Said) -> Verdict {
    match said {
        Said::Same(_) => Verdict::Same,
        Said::Different => Verdict::Different,
        Said::Unsure => Verdict::Unsure,
        Said::Related { branch: true, .. } => Verdict::Branch,
        Said::Related { branch: false, .. } => Verdict::Group,
    }
}

fn drawn(ctx: &Context, pair: &Pair, verdict: Verdict, sampled: bool) -> Decision {
    Decision {
        id: ctx.id(),
        a: pair.a,
        b: pair.b,
        verdict,
        chance: pair.chance,
        pattern: pair.pattern,
        engine: i64::from(VERSION),
        sampled,
        a_mark: pair.a_mark,
        b_mark: pair.b_mark,
        merge: None,
        relation: None,
        made_at: ctx.now,
        made_by: ctx.actor.user(),
        undone_at: None,
    }
}

/// Writes decisions; each takes the place of what was said of its pair before.
pub(super) fn replace(tx: &mut DbTx, ctx: &Context, made: &[Decision]) -> Result<(), DbError> {
    for one in made {
        let before = decision::of_cards(tx, &[one.a, one.b])?;
        let before: Vec<_> = before.iter().map(|before| before.id).collect();
        decision::set_undone(tx, &before, ctx.now, ctx.actor.user_or_system())?;
    }
    decision::insert(tx, made)
}

/// The pairs of the last sweep that a merge has made one, told as decisions; `asked` is told by the
/// caller. Only a pair that was asked counts to what was drawn by lot: whoever merges cards of their
/// own accord chooses those that are one.
pub(crate) fn note_merge(
    tx: &mut DbTx,
    ctx: &Context,
    wish: &Wish,
    merge: MergeId,
    asked: Option<&Pair>,
) -> Result<(), DbError> {
    let mut cards = wish.absorbed.clone();
    cards.push(wish.survivor);
    let mut others = pair::among(tx, &cards)?;
    others.retain(|one| asked.is_none_or(|asked| (one.a, one.b) != (asked.a, asked.b)));
    let made: Vec<Decision> = others
        .iter()
        .map(|pair| Decision {
            merge: Some(merge),
            ..drawn(ctx, pair, Verdict::Same, false)
        })
        .collect();
    replace(tx, ctx, &made)
}

/// A merge was taken back: what was said with it holds no more.
pub(crate) fn forget_merge(tx: &mut DbTx, ctx: &Context, merge: MergeId) -> Result<(), DbError> {
    let made = decision::of_merge(tx, merge)?;
    decision::set_undone(tx, &made, ctx.now, ctx.actor.user_or_system())
}

/// Brings two companies into one group.
fn relate(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    (a, b): (ClientId, ClientId),
    into: &Destination,
) -> Result<Relation, Error> {
    let mut find = |id| store::client::find(tx, scope, id)?.ok_or(Error::NotFound);
    let cards = [find(a)?, find(b)?];
    let had = |card: &Client| card.data.company_group_id;
    let (group, made) = match into {
        Destination::Known(id) => {
            let there = store::dictionary::exists(tx, Dictionary::CompanyGroup, id.uuid())?;
            if !there {
                return Err(Error::GroupUnknown);
            }
            (*id, false)
        }
        Destination::New(name) => (new_group(tx, ctx, name)?, true),
        Destination::Theirs => match (had(&cards[0]), had(&cards[1])) {
            (Some(one), Some(other)) if one != other => return Err(Error::GroupsDiffer),
            (Some(one), _) | (None, Some(one)) => (one, false),
            (None, None) => (new_group(tx, ctx, &cards[0].data.name)?, true),
        },
    };
    let mut before = BTreeMap::new();
    for card in cards.iter().filter(|card| had(card) != Some(group)) {
        before.insert(card.id, had(card));
        let mut data = card.data.clone();
        data.company_group_id = Some(group);
        client::rewrite(tx, ctx, card, data)?;
    }
    Ok(Relation {
        group,
        made,
        before,
    })
}

fn new_group(tx: &mut DbTx, ctx: &Context, name: &str) -> Result<CompanyGroupId, Error> {
    ctx.may(Action::DictionaryWrite)?;
    let short: String = name.chars().take(NAME_LIMIT).collect();
    let name = text::line(&short, NAME_LIMIT).map_err(|_| Error::GroupUnknown)?;
    if store::dictionary::named(tx, Dictionary::CompanyGroup, &name)?.is_some() {
        return Err(Error::GroupNameTaken);
    }
    let group = Group {
        id: ctx.id(),
        data: EntryData::named(name),
        used: 0,
        version: 1,
    };
    store::dictionary::insert(tx, Dictionary::CompanyGroup, &group)?;
    let line = Entry::create(Dictionary::CompanyGroup.code(), group.id, &group.data);
    journal::record(tx, ctx, line)?;
    Ok(group.id.into())
}

/// Takes a decision back: cards that were merged are several again, related ones have the group they
/// had before.
pub fn undo(app: &App, ctx: &Context, id: DuplicateDecisionId) -> Result<Conflicts, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let made = decision::find(tx, &scope, id)?.ok_or(Error::NotFound)?;
        if made.undone_at.is_some() {
            return Err(Error::Undone);
        }
        let mut conflicts = Conflicts::default();
        if let Some(merge) = made.merge {
            conflicts = merge::undo_in(tx, ctx, &scope, merge)?;
        }
        let relation = made.relation.as_deref();
        let relation = relation.and_then(|json| serde_json::from_str::<Relation>(json).ok());
        if let Some(relation) = relation {
            separate(tx, ctx, &scope, &relation, &mut conflicts)?;
        }
        decision::set_undone(tx, &[id], ctx.now, ctx.actor.user_or_system())?;
        note(tx, ctx, &made, true)?;
        Ok(conflicts)
    })
}

fn separate(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    relation: &Relation,
    conflicts: &mut Conflicts,
) -> Result<(), Error> {
    for (id, had) in &relation.before {
        let card = store::client::find(tx, scope, *id)?;
        let there = match had {
            Some(group) => store::dictionary::exists(tx, Dictionary::CompanyGroup, group.uuid())?,
            None => true,
        };
        match card {
            Some(card) if card.data.company_group_id == Some(relation.group) && there => {
                let mut data = card.data.clone();
                data.company_group_id = *had;
                client::rewrite(tx, ctx, &card, data)?;
            }
            _ => conflicts.fields.push("company_group_id".to_owned()),
        }
    }
    conflicts.fields.dedup();
    if relation.made {
        let group: Uuid = relation.group.uuid();
        let entry = store::dictionary::find(tx, Dictionary::CompanyGroup, group)?;
        if let Some(entry) = entry.filter(|entry| entry.used == 0) {
            store::dictionary::delete(tx, Dictionary::CompanyGroup, group)?;
            let line = Entry::delete(Dictionary::CompanyGroup.code(), group, &entry.data);
            journal::record(tx, ctx, line)?;
        }
    }
    Ok(())
}

/// On both cards: who said what of them, and how likely it was.
pub(super) fn note(
    tx: &mut DbTx,
    ctx: &Context,
    made: &Decision,
    undone: bool,
) -> Result<(), DbError> {
    for (card, other) in [(made.a, made.b), (made.b, made.a)] {
        let details = json!({
            "verdict": made.verdict,
            "client_id": other,
            "chance": (made.chance * 1000.0).round() / 1000.0,
            "undone": undone,
        });
        let entry = Entry::note(
            JournalAction::Decide,
            ENTITY,
            Some(made.id.uuid()),
            &details,
        );
        journal::record(tx, ctx, entry.of_client(card))?;
    }
    Ok(())
}
