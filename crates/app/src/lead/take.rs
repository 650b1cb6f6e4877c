//! Taking a lead into the base: a client is made of it or it is put to one, with the person, the
//! ways to reach them and an interaction in the history; all in one step, undone as one.

use domain::address::AddressParts;
use domain::channel::{Channel, ChannelData, ChannelKind, ChannelValue};
use domain::client::Client;
use domain::country::Country;
use domain::id::{ClientId, LeadId, PersonId};
use domain::interaction::{Direction, Effect, InteractionData, InteractionKind, Outcome};
use domain::lead::words::conceal;
use domain::lead::{Lead, LeadData, LeadState, LeadWay};
use domain::person::PersonData;
use domain::policy::{Action, Entity, Scope};
use domain::search::{fold, sort_key, sort_keys};
use domain::tax_number::TaxNumber;

use super::{Error, Input, Made, bulk_line, made, of_version, write};
use crate::client::{self, NewChannel, Refusal};
use crate::context::Context;
use crate::duplicate::{self, Typed, Who};
use crate::part::{self, Kind as _};
use crate::person::Input as PersonInput;
use crate::{App, DbTx, setting};

/// The most clients told of as known.
const KNOWN_LIMIT: usize = 10;
/// The most parts of a client that are looked through.
const PARTS_LIMIT: i64 = 1_000;

/// How a lead is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Take {
    /// Into which client; a new one when absent.
    pub client_id: Option<ClientId>,
    /// Corrections made along with it.
    pub fields: Input,
}

/// Takes a lead.
pub fn take(app: &App, ctx: &Context, id: LeadId, version: i64, how: &Take) -> Result<Made, Error> {
    ctx.may(Action::LeadTake)?;
    app.db.write(|tx| {
        let before = of_version(tx, ctx, id, version)?;
        let first = store::journal::last(tx)? + 1;
        let seq = take_in(tx, ctx, &before, how, first)?;
        made(tx, ctx, id, Some(seq))
    })
}

/// The same within a transaction; the journal line that undoes all from `first` on.
pub(super) fn take_in(
    tx: &mut DbTx,
    ctx: &Context,
    before: &Lead,
    how: &Take,
    first: i64,
) -> Result<i64, Error> {
    ctx.may(Action::InteractionWrite)?;
    if before.data.state != LeadState::New {
        return Err(Error::Decided);
    }
    let mut after = before.clone();
    how.fields.apply(tx, &mut after.data)?;
    let scope = ctx.scope(Entity::Client)?;
    let client = match how.client_id {
        Some(id) => attach(tx, ctx, &scope, id, &after.data)?,
        None => new_client(tx, ctx, &scope, &after.data)?,
    };
    let person = person_of(tx, ctx, &client, &after.data)?;
    note(tx, ctx, &client, person, &after)?;
    after.data.take(client.id, ctx.actor.user(), ctx.now);
    let of = (after.id, client.id);
    write(tx, ctx, before, after)?;
    Ok(bulk_line(tx, ctx, first, Some(of))?)
}

fn new_client(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    data: &LeadData,
) -> Result<Client, Error> {
    ctx.may(Action::ClientCreate)?;
    let channel = |kind: ChannelKind, value: &Option<String>| {
        value.clone().map(|value| NewChannel {
            kind: kind.code().to_owned(),
            value,
            label: None,
        })
    };
    let ways = [
        channel(ChannelKind::Phone, &data.phone),
        channel(ChannelKind::Email, &data.email),
    ];
    let kind = if data.company.is_some() || data.person.is_none() {
        "company"
    } else {
        "private"
    };
    let country = setting::load(tx)?.country();
    let input = client::Input {
        kind: Some(kind.to_owned()),
        name: data.name().map(str::to_owned),
        relation: Some("prospect".to_owned()),
        tax_number: data.tax_number.clone().map(Some),
        source_id: Some(data.source_id),
        temperature: data.temperature.map(|of| Some(of.code().to_owned())),
        channels: ways.into_iter().flatten().collect(),
        address: data.settlement.clone().map(|settlement| AddressParts {
            country: country.code().to_owned(),
            settlement,
            ..AddressParts::default()
        }),
        ..client::Input::default()
    };
    client::create_in(tx, ctx, scope, &input).map_err(|error| refusal(error, data))
}

/// A refusal of the card, on the field of the lead where it is met.
fn refusal(error: client::Error, data: &LeadData) -> Error {
    let first = if data.phone.is_some() {
        "phone"
    } else {
        "email"
    };
    let field = |refusal: &Refusal| match (refusal.field.as_str(), refusal.code) {
        ("name", _) => "company".to_owned(),
        ("address", _) => "settlement".to_owned(),
        ("channels", "gate.email") => "email".to_owned(),
        ("channels", _) => "phone".to_owned(),
        ("channels.0.value", _) => first.to_owned(),
        ("channels.1.value", _) => "email".to_owned(),
        (other, _) => other.to_owned(),
    };
    match error {
        client::Error::Forbidden(refusal) => Error::Forbidden(refusal),
        client::Error::Invalid(refusals) => Error::Invalid(
            refusals
                .into_iter()
                .map(|refusal| Refusal {
                    field: field(&refusal),
                    ..refusal
                })
                .collect(),
        ),
        client::Error::Db(error) => Error::Db(error),
        _ => Error::NotFound,
    }
}

/// Gives a client what the lead knows and the card lacks.
fn attach(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    id: ClientId,
    data: &LeadData,
) -> Result<Client, Error> {
    ctx.may(Action::ClientUpdate)?;
    let unknown = || Error::refused("client_id", "reference.unknown");
    let client = store::client::find(tx, scope, id)?.ok_or_else(unknown)?;
    let has = store::part::of_client::<ChannelData>(tx, id, PARTS_LIMIT)?;
    let mut position = has.iter().map(|one| one.data.position).max().unwrap_or(-1);
    let ways = [
        ("phone", ChannelKind::Phone, &data.phone),
        ("email", ChannelKind::Email, &data.email),
    ];
    let mut added = false;
    for (field, kind, value) in ways {
        let Some(value) = value else { continue };
        let value = ChannelValue::parse(kind, client.data.tax_country, value)
            .map_err(|error| Error::refused(field, error.code()))?;
        let same = |one: &Channel| one.data.kind == kind && one.data.value_key == value.key;
        if has.iter().any(same) {
            continue;
        }
        position = (position + 1).min(10_000);
        let channel = ChannelData {
            person_id: None,
            kind,
            value: value.value,
            value_key: value.key,
            label: None,
            position,
            dial_result: None,
            dialled_at: None,
            unanswered: 0,
        };
        part::insert(tx, ctx, id, channel)?;
        added = true;
    }
    if added {
        store::client::refresh_channels(tx, id)?;
    }
    let lacks = client::Input {
        source_id: (client.data.source_id.is_none() && data.source_id.is_some())
            .then_some(data.source_id),
        temperature: data.temperature.map(|of| Some(of.code().to_owned())),
        ..client::Input::default()
    };
    let client = store::client::find(tx, scope, id)?.ok_or_else(unknown)?;
    client::change_in(tx, ctx, &client, &lacks).map_err(|error| refusal(error, data))
}

/// The person of the lead at the client: the one of this name, or a new one.
fn person_of(
    tx: &mut DbTx,
    ctx: &Context,
    client: &Client,
    data: &LeadData,
) -> Result<Option<PersonId>, Error> {
    let Some(name) = &data.person else {
        return Ok(None);
    };
    if sort_key(name) == sort_key(&client.data.name) {
        return Ok(None);
    }
    let known = store::part::of_client::<PersonData>(tx, client.id, PARTS_LIMIT)?;
    let same = known.iter().find(|one| fold(&one.data.name) == fold(name));
    if let Some(person) = same {
        return Ok(Some(person.id));
    }
    let input = PersonInput {
        name: Some(name.clone()),
        ..PersonInput::default()
    };
    let person = input.create().map_err(|error| match error {
        part::Error::Db(error) => Error::Db(error),
        _ => Error::refused("person", "text.bad_character"),
    })?;
    let person = part::insert(tx, ctx, client.id, person)?;
    PersonData::follow(tx, client, None, Some(&person))?;
    Ok(Some(person.id))
}

/// What they asked stands in the history. Contacts in it are masked: they are on the card, and who
/// sees them masked there reads the history too. The words themselves stay with the lead.
fn note(
    tx: &mut DbTx,
    ctx: &Context,
    client: &Client,
    person: Option<PersonId>,
    lead: &Lead,
) -> Result<(), Error> {
    let said = [&lead.data.products, &lead.text.message];
    let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).collect();
    let words = conceal(&said.join("\n\n"));
    let kind = match lead.data.way {
        LeadWay::Form => InteractionKind::Message,
        LeadWay::Mail => InteractionKind::Email,
        LeadWay::Event => InteractionKind::ConferenceMeeting,
        LeadWay::Hand => InteractionKind::Call,
    };
    let asked = !words.is_empty() && lead.data.way != LeadWay::Event;
    let data = InteractionData {
        person_id: person,
        kind,
        effect: Effect::Effective,
        direction: Direction::In,
        outcome: if asked {
            Outcome::InfoRequested
        } else {
            Outcome::None
        },
        happened_at: lead.arrived_at,
        note: (!words.is_empty()).then_some(words),
        agreed_day: None,
        minutes: None,
        purpose: None,
    };
    let made = part::insert(tx, ctx, client.id, data)?;
    InteractionData::follow(tx, client, None, Some(&made))?;
    Ok(())
}

/// A client that the base has and the lead may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The client.
    pub id: ClientId,
    /// Its name.
    pub name: String,
    /// By what: `phone`, `email`, `tax_number`, `name`.
    pub by: Vec<&'static str>,
}

/// The clients within the reader's reach that the lead may be: by its phone, e-mail and tax number,
/// by what is alike in all that it says, then by its name.
pub fn known(app: &App, ctx: &Context, id: LeadId) -> Result<Vec<Known>, Error> {
    let leads = ctx.scope(Entity::Lead)?;
    let clients = ctx.scope(Entity::Client)?;
    let (mut found, data) = app.db.read(|tx| {
        let item = store::lead::find(tx, &leads, id)?.ok_or(Error::NotFound)?;
        let data = item.lead.data;
        let found = known_by_keys(tx, Some(&clients), &data)?;
        Ok::<_, Error>((found, data))
    })?;
    let country = setting::current(app)?.country();
    let alike = duplicate::candidates(app, ctx, &typed(&data, country));
    let alike = alike.map_err(|error| match error {
        duplicate::Error::Forbidden(error) => Error::Forbidden(error),
        duplicate::Error::Db(error) => Error::Db(error),
    })?;
    for shown in alike.candidates.into_iter().filter_map(|one| one.shown) {
        add(
            &mut found,
            shown.client.id,
            shown.client.data.name,
            "likeness",
        );
    }
    // A number or an address as a name would ask for contacts.
    let is_name = |name: &String| name.chars().any(char::is_alphabetic) && !name.contains('@');
    if let Some(q) = data.company.or(data.person).filter(is_name) {
        let request = client::Request {
            q: Some(q),
            limit: 5,
            ..client::Request::default()
        };
        let listed = client::list(app, ctx, &request).map_err(|error| match error {
            client::Error::Db(error) => Error::Db(error),
            client::Error::Forbidden(error) => Error::Forbidden(error),
            _ => Error::NotFound,
        })?;
        for item in listed.items {
            add(&mut found, item.id, item.name, "name");
        }
    }
    found.truncate(KNOWN_LIMIT);
    Ok(found)
}

/// What a lead says, in the words of the comparison.
fn typed(data: &LeadData, country: Country) -> Typed {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let who = match (&data.company, &data.person) {
        (None, Some(_)) => Who::Private,
        _ => Who::Company,
    };
    Typed {
        who,
        name: text(if who == Who::Company {
            &data.company
        } else {
            &data.person
        }),
        tax_number: text(&data.tax_number),
        country: Some(country),
        phones: data.phone.iter().cloned().collect(),
        emails: data.email.iter().cloned().collect(),
        city: text(&data.settlement),
        ..Typed::default()
    }
}

fn add(found: &mut Vec<Known>, id: ClientId, name: String, by: &'static str) {
    match found.iter_mut().find(|known| known.id == id) {
        Some(known) if known.by.contains(&by) => {}
        Some(known) => known.by.push(by),
        None => found.push(Known {
            id,
            name,
            by: vec![by],
        }),
    }
}

/// The clients with the lead's sure keys or its very name: within a reach, or any at all.
pub(super) fn known_by_keys(
    tx: &mut DbTx,
    scope: Option<&Scope>,
    data: &LeadData,
) -> Result<Vec<Known>, Error> {
    let country = setting::load(tx)?.country();
    let mut ids: Vec<(ClientId, &'static str)> = Vec::new();
    for (by, kind, value) in [
        ("phone", ChannelKind::Phone, &data.phone),
        ("email", ChannelKind::Email, &data.email),
    ] {
        let value = value.as_deref();
        let key = value.and_then(|value| ChannelValue::parse(kind, country, value).ok());
        if let Some(key) = key {
            let same = store::import::by_channels(tx, &[key.key])?;
            ids.extend(same.into_iter().map(|(_, id)| (id, by)));
        }
    }
    let tax = data.tax_number.as_deref();
    if let Some(number) = tax.and_then(|text| TaxNumber::parse(country, text).ok()) {
        let wanted = format!("{}:{}", country.code(), number.value());
        let same = store::import::by_tax_numbers(tx, &[number.value().to_owned()])?;
        let same = same.into_iter().filter(|(key, _)| *key == wanted);
        ids.extend(same.map(|(_, id)| (id, "tax_number")));
    }
    if let Some(name) = data.company.as_ref().or(data.person.as_ref()) {
        let same = store::import::by_names(tx, &sort_keys(name))?;
        ids.extend(same.into_iter().map(|(_, id)| (id, "name")));
    }
    let mut found = Vec::new();
    for (id, by) in ids {
        let known = match scope {
            Some(scope) => store::client::find(tx, scope, id)?,
            None => store::client::find_all(tx, &[id])?.pop(),
        };
        if let Some(client) = known {
            add(&mut found, id, client.data.name, by);
        }
    }
    Ok(found)
}
