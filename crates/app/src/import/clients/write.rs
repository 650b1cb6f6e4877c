//! Cards into the base: what is new many at a time, what changed one by one, and the lines of the
//! journal in one pass. A new client is one line with all that hangs on it.

use std::collections::HashMap;

use domain::channel::ChannelKind;
use domain::id::ClientId;
use domain::part::{Part, PartData};
use serde_json::{Map, Value, json};
use store::import::Card;
use store::part::Stored;
use uuid::Uuid;

use super::card::Draft;
use super::references::References;
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{DbError, DbTx};

/// Writes what became of the cards of a portion.
pub(super) fn write(
    tx: &mut DbTx,
    ctx: &Context,
    drafts: &[Draft],
    refs: &References,
) -> Result<(), DbError> {
    let mut lines = journal::lines(ctx, refs.write(tx)?);
    let made: Vec<&Card> = drafts
        .iter()
        .filter(|draft| draft.before.is_none())
        .map(|draft| &draft.card)
        .collect();
    if !made.is_empty() {
        // Writing waits for the database on this thread; telling what is written need not.
        let told = std::thread::scope(|scope| {
            let told = scope.spawn(|| journal::lines(ctx, made.iter().map(|card| created(card))));
            insert(tx, &made)?;
            let told = told.join();
            Ok::<_, DbError>(told.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })?;
        lines.extend(told);
    }
    let mut changes = Vec::new();
    for draft in drafts {
        if let Some(before) = &draft.before
            && *before != draft.card
        {
            change(tx, ctx, before, &draft.card, &mut changes)?;
        }
    }
    lines.extend(journal::lines(ctx, changes));
    journal::append(tx, &lines)
}

fn insert(tx: &mut DbTx, made: &[&Card]) -> Result<(), DbError> {
    store::client::insert(tx, made.iter().map(|card| &card.client))?;
    let ids: Vec<ClientId> = made.iter().map(|card| card.client.id).collect();
    store::order::mark_added(tx, &ids)?;
    let people = made.iter().flat_map(|card| {
        let manager = card.client.data.manager_id;
        card.people.iter().map(move |person| (person, manager))
    });
    store::person::insert(tx, people)?;
    store::part::insert(tx, made.iter().flat_map(|card| &card.channels))?;
    store::part::insert(tx, made.iter().flat_map(|card| &card.addresses))?;
    store::part::insert(tx, made.iter().flat_map(|card| &card.facts))?;
    Ok(())
}

/// The line of a new client. Ways to reach it stand under the names by which they are guarded.
fn created(card: &Card) -> Entry {
    let client = &card.client;
    let Ok(Value::Object(mut told)) = serde_json::to_value(&client.data) else {
        return Entry::create("client", client.id, &client.data).of_client(client.id);
    };
    ways(&mut told, card, None);
    let mut add = |name: &str, values: Vec<Value>| {
        if !values.is_empty() {
            told.insert(name.to_owned(), Value::Array(values));
        }
    };
    add(
        "addresses",
        card.addresses.iter().map(|part| json!(part.data)).collect(),
    );
    add(
        "facts",
        card.facts.iter().map(|part| json!(part.data)).collect(),
    );
    let people = card.people.iter().map(|person| {
        let mut told = match json!(person.data) {
            Value::Object(told) => told,
            _ => Map::new(),
        };
        ways(&mut told, card, Some(person.id));
        Value::Object(told)
    });
    let people = people.collect();
    add("people", people);
    Entry::create("client", client.id, &Value::Object(told)).of_client(client.id)
}

fn ways(told: &mut Map<String, Value>, card: &Card, person: Option<domain::id::PersonId>) {
    let mut by_name: HashMap<&str, Vec<&str>> = HashMap::new();
    for channel in card
        .channels
        .iter()
        .filter(|channel| channel.data.person_id == person)
    {
        let name = match channel.data.kind {
            ChannelKind::Phone => "phones",
            ChannelKind::Email => "emails",
            ChannelKind::Messenger => "messengers",
            ChannelKind::Social => "socials",
            ChannelKind::Site => "sites",
        };
        by_name.entry(name).or_default().push(&channel.data.value);
    }
    for (name, values) in by_name {
        told.insert(name.to_owned(), json!(values));
    }
}

fn change(
    tx: &mut DbTx,
    ctx: &Context,
    before: &Card,
    card: &Card,
    lines: &mut Vec<Entry>,
) -> Result<(), DbError> {
    let id = card.client.id;
    if before.client.data != card.client.data {
        let mut after = card.client.clone();
        after.version = before.client.version + 1;
        after.updated_at = ctx.now;
        // Channels and regions are copied onto the row below, from what stands there then.
        store::client::update(tx, &before.client, &after)?;
        let line = Entry::update("client", id, &before.client.data, &after.data);
        lines.push(line.of_client(id));
    }
    let manager = card.client.data.manager_id;
    let people: Vec<_> = card.people.iter().skip(before.people.len()).collect();
    store::person::insert(tx, people.iter().map(|person| (*person, manager)))?;
    lines.extend(people.iter().map(|part| added(part)));
    changed(tx, ctx, &before.people, &card.people, lines)?;
    add(tx, &before.addresses, &card.addresses, lines)?;
    changed(tx, ctx, &before.addresses, &card.addresses, lines)?;
    add(tx, &before.channels, &card.channels, lines)?;
    add(tx, &before.facts, &card.facts, lines)?;
    if before.channels.len() != card.channels.len() {
        store::client::refresh_channels(tx, id)?;
    }
    if before.addresses != card.addresses {
        store::client::refresh_region(tx, id)?;
    }
    if before.client.data.mailing_consent != card.client.data.mailing_consent {
        crate::client::refresh_standing(tx, id)?;
    }
    Ok(())
}

fn added<D: Stored + PartData>(part: &Part<D>) -> Entry {
    Entry::create(D::ENTITY, part.id, &part.data).of_client(part.client_id)
}

/// Parts that were put behind those that stood there.
fn add<D: Stored>(
    tx: &mut DbTx,
    before: &[Part<D>],
    after: &[Part<D>],
    lines: &mut Vec<Entry>,
) -> Result<(), DbError> {
    let new = &after[before.len().min(after.len())..];
    store::part::insert(tx, new)?;
    lines.extend(new.iter().map(added));
    Ok(())
}

/// Parts whose content differs now.
fn changed<D: Stored>(
    tx: &mut DbTx,
    ctx: &Context,
    before: &[Part<D>],
    after: &[Part<D>],
    lines: &mut Vec<Entry>,
) -> Result<(), DbError> {
    for (old, new) in before.iter().zip(after) {
        if old.data == new.data {
            continue;
        }
        let mut part = new.clone();
        part.version = old.version + 1;
        part.updated_at = ctx.now;
        store::part::update(tx, &part)?;
        let id: Uuid = part.id.into();
        lines.push(Entry::update(D::ENTITY, id, &old.data, &part.data).of_client(part.client_id));
    }
    Ok(())
}
