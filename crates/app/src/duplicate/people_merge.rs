//! Two people at clients who are one: what would come of it, making them one, keeping them apart,
//! and taking either back. The absorbed record stays, deleted; ways to reach the person and facts
//! come along, and the history of a client stays with the client.

use std::collections::BTreeMap;

use domain::channel::ChannelData;
use domain::client::Client;
use domain::duplicate::Verdict;
use domain::duplicate::person::{PersonPart, differing, ordered, propose};
use domain::id::{ClientId, PersonDecisionId, PersonId};
use domain::journal::JournalAction;
use domain::part::{Part, PartData};
use domain::person::{Person, PersonData};
use domain::policy::{Action, Actor, Entity, Scope};
use jiff::Timestamp;
use matching::VERSION;
use serde_json::{Map, Value, json};
use store::duplicate::person::{self, Decision};
use store::duplicate::person_move;

use super::decide::ENTITY;
use super::live::Alike;
use super::record::{Subject, fingerprint, of_person};
use super::review::Error;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::merge::{self, Conflicts, changed};
use crate::part::{self, Kind as _};
use crate::{App, DbError, DbTx, client};

/// Which two become one, and which of them gives each field.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Who stays.
    pub survivor: PersonId,
    /// Who becomes one with them.
    pub absorbed: PersonId,
    /// Fields with the person who gives them.
    pub picks: BTreeMap<PersonPart, PersonId>,
}

/// What is said of two people.
#[derive(Debug, Clone)]
pub enum Said {
    /// One person.
    Same(Wish),
    /// Two people.
    Different,
}

/// One of the two before a merge.
#[derive(Debug, Clone)]
pub struct Record {
    /// The person.
    pub person: Person,
    /// Name of the client.
    pub client_name: String,
    /// Phones and e-mails, masked for the reader.
    pub ways: Vec<String>,
    /// How much of each kind hangs on them.
    pub counts: Vec<(&'static str, i64)>,
}

/// What would come of a merge.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Who stays, and who becomes one with them.
    pub records: [Record; 2],
    /// From whom each field comes.
    pub from: BTreeMap<PersonPart, PersonId>,
    /// The fields in which they differ.
    pub differing: Vec<PersonPart>,
}

/// A person with their client.
type AtClient = (Person, Client);

fn found(tx: &mut DbTx, scope: &Scope, id: PersonId) -> Result<AtClient, Error> {
    let person = store::part::find::<PersonData>(tx, scope, id)?.ok_or(Error::NotFound)?;
    let client = store::client::find(tx, scope, person.client_id)?.ok_or(Error::NotFound)?;
    Ok((person, client))
}

fn both(tx: &mut DbTx, scope: &Scope, wish: &Wish) -> Result<(AtClient, AtClient), Error> {
    if wish.survivor == wish.absorbed {
        return Err(merge::Error::Number.into());
    }
    Ok((
        found(tx, scope, wish.survivor)?,
        found(tx, scope, wish.absorbed)?,
    ))
}

/// Shows the two side by side, and what would come of the merge.
pub fn preview(app: &App, ctx: &Context, wish: &Wish) -> Result<Preview, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let (stays, goes) = both(tx, &scope, wish)?;
        let (_, from) = propose(&stays.0, &goes.0, &wish.picks);
        let differing = differing(&stays.0.data, &goes.0.data);
        let mut record = |(person, client): AtClient| {
            let channels = store::part::of_client::<ChannelData>(tx, client.id, 1_000)?;
            let own = channels
                .into_iter()
                .filter(|way| way.data.person_id == Some(person.id));
            Ok::<_, Error>(Record {
                ways: own
                    .filter_map(|way| client::veil_value(ctx, way.data.kind, Some(way.data.value)))
                    .collect(),
                counts: person_move::counts(tx, person.id)?,
                client_name: client.data.name,
                person,
            })
        };
        Ok(Preview {
            records: [record(stays)?, record(goes)?],
            from,
            differing,
        })
    })
}

/// What two people are compared by now.
fn marks(tx: &mut DbTx, people: [(PersonId, ClientId); 2]) -> Result<[i64; 2], DbError> {
    let cards = store::duplicate::cards(tx, &people.map(|(_, client)| client))?;
    Ok(people.map(|(id, client)| {
        let card = cards.iter().find(|card| card.id == client);
        let named = card.and_then(|card| {
            let (_, name) = card.people.iter().find(|(person, _)| *person == id)?;
            Some((card, name))
        });
        let client = client.to_string();
        named.map_or(0, |(card, name)| {
            fingerprint(&of_person(card, id, name, &client))
        })
    }))
}

/// A decision as it would be written, the people in the order of pairs.
fn drawn(
    tx: &mut DbTx,
    ctx: &Context,
    people: [(PersonId, ClientId); 2],
    verdict: Verdict,
) -> Result<Decision, DbError> {
    let (a, b) = ordered(people[0].0, people[1].0);
    let [mut a_mark, mut b_mark] = marks(tx, people)?;
    if people[0].0 != a {
        std::mem::swap(&mut a_mark, &mut b_mark);
    }
    let pair = person::find(tx, a, b)?;
    Ok(Decision {
        id: ctx.id(),
        a,
        b,
        verdict,
        told: pair.map(|pair| (pair.chance, pair.pattern)),
        engine: i64::from(VERSION),
        a_mark,
        b_mark,
        survivor: None,
        before: None,
        after: None,
        made_at: ctx.now,
        made_by: ctx.actor.user(),
        undone_at: None,
    })
}

/// Says what two people are.
pub fn decide(
    app: &App,
    ctx: &Context,
    (a, b): (PersonId, PersonId),
    said: &Said,
) -> Result<Decision, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| match said {
        Said::Same(wish) => {
            if ordered(a, b) != ordered(wish.survivor, wish.absorbed) {
                return Err(Error::MergeWithout);
            }
            let (stays, goes) = both(tx, &scope, wish)?;
            merge(tx, ctx, &scope, (&stays, &goes), &wish.picks)
        }
        Said::Different => {
            let (a, b) = (found(tx, &scope, a)?, found(tx, &scope, b)?);
            if a.0.id == b.0.id {
                return Err(merge::Error::Number.into());
            }
            let people = [(a.0.id, a.1.id), (b.0.id, b.1.id)];
            let made = drawn(tx, ctx, people, Verdict::Different)?;
            person::insert(tx, &made)?;
            note_apart(tx, ctx, &made, [a.1.id, b.1.id], false)?;
            Ok(made)
        }
    })
}

fn merge(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    ((survivor, home), (absorbed, left)): (&AtClient, &AtClient),
    picks: &BTreeMap<PersonPart, PersonId>,
) -> Result<Decision, Error> {
    let (data, _) = propose(survivor, absorbed, picks);
    let (before, after) = changed(&survivor.data, &data);
    let people = [(survivor.id, home.id), (absorbed.id, left.id)];
    let made = Decision {
        survivor: Some(survivor.id),
        before: Some(Value::Object(before).to_string()),
        after: Some(Value::Object(after).to_string()),
        ..drawn(tx, ctx, people, Verdict::Same)?
    };
    person::insert(tx, &made)?;
    let to = (survivor.id, home.id);
    let now = ctx.now.as_microsecond();
    let moved = person_move::move_all(tx, made.id, absorbed.id, to, now)?;
    set_gone(tx, ctx, absorbed, Some(ctx.now))?;
    PersonData::follow(tx, left, Some(absorbed), None)?;
    rewrite(tx, ctx, home, survivor, data)?;
    refresh(tx, home, left)?;
    if left.id != home.id {
        let gate = part::check_gate::<ChannelData>(tx, scope, left);
        gate.map_err(of_part)?;
    }
    let moved: BTreeMap<_, _> = moved.into_iter().collect();
    let details = json!({"decision_id": made.id, "survivor_id": survivor.id,
        "absorbed_id": absorbed.id, "moved": moved});
    note(tx, ctx, JournalAction::Merge, people, &details)?;
    Ok(made)
}

fn of_part(error: part::Error) -> Error {
    match error {
        part::Error::Forbidden(refusal) => Error::Forbidden(refusal),
        part::Error::Invalid(refusals) => client::Error::Invalid(refusals).into(),
        part::Error::Db(error) => Error::Db(error),
        part::Error::NotFound
        | part::Error::VersionConflict { .. }
        | part::Error::Duplicates(_)
        | part::Error::Resting(_)
        | part::Error::Blacklisted(_) => Error::NotFound,
    }
}

fn set_gone(
    tx: &mut DbTx,
    ctx: &Context,
    person: &Person,
    at: Option<Timestamp>,
) -> Result<(), DbError> {
    store::part::set_deleted::<PersonData>(tx, person.id, person.version, ctx.now, at)?;
    Ok(())
}

/// Writes what the survivor becomes, with its line.
fn rewrite(
    tx: &mut DbTx,
    ctx: &Context,
    client: &Client,
    before: &Person,
    data: PersonData,
) -> Result<(), DbError> {
    if data == before.data {
        return Ok(());
    }
    let mut after = Part {
        data,
        ..before.clone()
    };
    part::write(tx, ctx, client, before, &mut after)?;
    let entry = Entry::update(PersonData::ENTITY, after.id, &before.data, &after.data);
    journal::record(tx, ctx, entry.of_client(client.id))
}

fn refresh(tx: &mut DbTx, home: &Client, left: &Client) -> Result<(), DbError> {
    store::client::refresh_channels(tx, home.id)?;
    if left.id != home.id {
        store::client::refresh_channels(tx, left.id)?;
    }
    Ok(())
}

/// On both people, and so on the cards of their clients.
fn note(
    tx: &mut DbTx,
    ctx: &Context,
    action: JournalAction,
    people: [(PersonId, ClientId); 2],
    details: &Value,
) -> Result<(), DbError> {
    for (person, client) in people {
        let entry = Entry::note(action, PersonData::ENTITY, Some(person.uuid()), details);
        journal::record(tx, ctx, entry.of_client(client))?;
    }
    Ok(())
}

fn note_apart(
    tx: &mut DbTx,
    ctx: &Context,
    made: &Decision,
    clients: [ClientId; 2],
    undone: bool,
) -> Result<(), DbError> {
    let details = json!({"verdict": made.verdict, "person_ids": [made.a, made.b],
        "chance": made.told.map(|(chance, _)| (chance * 1000.0).round() / 1000.0),
        "undone": undone});
    let mut cards = clients.to_vec();
    cards.dedup();
    for card in cards {
        let id = Some(made.id.uuid());
        let entry = Entry::note(JournalAction::Decide, ENTITY, id, &details);
        journal::record(tx, ctx, entry.of_client(card))?;
    }
    Ok(())
}

/// Whoever added a person said that these at the client are others.
pub(super) fn keep_apart(
    tx: &mut DbTx,
    ctx: &Context,
    client: ClientId,
    added: PersonId,
    alike: &[Alike],
) -> Result<(), DbError> {
    for one in alike {
        let Subject::Person(other, of) = one.subject else {
            continue;
        };
        let people = [(added, client), (other, of)];
        let made = Decision {
            told: Some((one.told.chance, one.told.pattern.cast_signed())),
            ..drawn(tx, ctx, people, Verdict::Different)?
        };
        person::insert(tx, &made)?;
        note_apart(tx, ctx, &made, [client, of], false)?;
    }
    Ok(())
}

/// Takes a decision back: one person is two again, each with what they had. What came since stays
/// with the survivor and is listed.
pub fn undo(app: &App, ctx: &Context, id: PersonDecisionId) -> Result<Conflicts, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let made = person::decided(tx, id)?.ok_or(Error::NotFound)?;
        let Some(survivor) = made.survivor else {
            let (a, b) = (found(tx, &scope, made.a)?, found(tx, &scope, made.b)?);
            take_back(tx, ctx, id)?;
            note_apart(tx, ctx, &made, [a.1.id, b.1.id], true)?;
            return Ok(Conflicts::default());
        };
        let (survivor, home) = match found(tx, &scope, survivor) {
            Err(Error::NotFound) if person::is_absorbed(tx, survivor)? => {
                return Err(Error::PersonMergedSince);
            }
            found => found?,
        };
        take_back(tx, ctx, id)?;
        let absorbed = if made.a == survivor.id {
            made.b
        } else {
            made.a
        };
        let kept = store::part::find_kept::<PersonData>(tx, absorbed)?;
        let (absorbed, _) = kept.ok_or(Error::NotFound)?;
        // whoever sees the survivor sees what it was made of, whoever manages the client
        let everyone = Actor::system().scope(Entity::Client)?;
        let left = store::client::find(tx, &everyone, absorbed.client_id)?;
        let left = left.ok_or(Error::NotFound)?;
        set_gone(tx, ctx, &absorbed, None)?;
        let back = Part {
            version: absorbed.version + 1,
            ..absorbed
        };
        PersonData::follow(tx, &left, None, Some(&back))?;
        let to = (back.id, left.id);
        let mut conflicts = Conflicts {
            records: person_move::move_back(tx, id, survivor.id, to)?,
            ..Conflicts::default()
        };
        let data = restored(&made, &survivor.data, &mut conflicts);
        rewrite(tx, ctx, &home, &survivor, data)?;
        refresh(tx, &home, &left)?;
        let missing: BTreeMap<_, _> = conflicts.records.iter().copied().collect();
        let details = json!({"decision_id": id, "survivor_id": survivor.id,
            "absorbed_id": back.id, "kept_fields": conflicts.fields, "missing": missing});
        let people = [(survivor.id, home.id), (back.id, left.id)];
        note(tx, ctx, JournalAction::Unmerge, people, &details)?;
        Ok(conflicts)
    })
}

fn take_back(tx: &mut DbTx, ctx: &Context, id: PersonDecisionId) -> Result<(), Error> {
    match person::set_undone(tx, id, ctx.now, ctx.actor.user())? {
        true => Ok(()),
        false => Err(Error::Undone),
    }
}

/// The survivor with the fields of the merge taken out, but for those that were changed since.
fn restored(made: &Decision, now: &PersonData, conflicts: &mut Conflicts) -> PersonData {
    let object = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default()
    };
    let (before, after) = (object(&made.before), object(&made.after));
    let Ok(Value::Object(mut fields)) = serde_json::to_value(now) else {
        return now.clone();
    };
    for (field, was) in before {
        if fields.get(&field) == after.get(&field) {
            fields.insert(field, was);
        } else if fields.get(&field) != Some(&was) {
            conflicts.fields.push(field);
        }
    }
    serde_json::from_value(Value::Object(fields)).unwrap_or_else(|_| now.clone())
}
