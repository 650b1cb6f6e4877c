//! Adding somebody the base does not have: who seems to be in it already is added only when it is
//! said that they are known and this is another. That is written down, and the pair is not asked
//! about again.

use domain::channel::{ChannelData, ChannelKind, ChannelValue};
use domain::client::Client;
use domain::duplicate::{Borders, Level, Verdict, ordered};
use domain::id::{ClientId, PersonId};
use domain::journal::JournalAction;
use domain::person::PersonData;
use domain::policy::{Action, Entity, Scope};
use domain::search::sort_key;
use domain::setting::{DUPLICATE_ENTRY, Settings};
use domain::tax_number::TaxNumber;
use matching::{Index, Kind, VERSION};
use serde_json::{Value, json};
use store::duplicate::decision::Decision;
use uuid::Uuid;

use super::batch::{Batch, Judged, Whom};
use super::live::{Alike, Looked};
use super::record::{Subject, fingerprint, kind_of, of_client, of_person};
use super::typed::{Typed, Who};
use super::{Candidate, decide, level, people_merge, shown};
use crate::client::{self, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, part, setting};

/// Adds a client. One that the base seems to have is refused with who that may be, unless the input
/// says that they are known and this is another.
pub fn add_client(
    app: &App,
    ctx: &Context,
    input: &client::Input,
) -> Result<Client, client::Error> {
    ctx.may(Action::ClientCreate)?;
    let scope = ctx.scope(Entity::Client)?;
    let settings = setting::current(app)?;
    input.check(settings.country())?;
    let borders = Borders::of(&settings);
    let asks = asks(&settings);
    let typed = Typed::of_input(input, settings.country());
    let clients = |subject| matches!(subject, Subject::Client(_));
    loop {
        let Looked { alike, seq } = if asks {
            asked(app, &typed, borders, &clients)?
        } else {
            Looked::default()
        };
        if !alike.is_empty() && !input.despite_duplicates {
            let candidates = shown(app, ctx, &scope, borders, &alike)?;
            return Err(client::Error::Duplicates(candidates));
        }
        let added = app.db.write(|tx| {
            if asks && came_meanwhile(tx, &typed, seq, &clients)? {
                return Ok(None);
            }
            let mut client = client::create_in(tx, ctx, &scope, input)?;
            insisted(tx, ctx, &scope, client.id, client.id.uuid(), &alike)?;
            client::veil_client(ctx, &mut client);
            Ok::<_, client::Error>(Some(client))
        })?;
        if let Some(client) = added {
            return Ok(client);
        }
    }
}

fn asks(settings: &Settings) -> bool {
    settings.choice(&DUPLICATE_ENTRY) == "ask"
}

/// Those of the base that the typed one may be, and about whom whoever adds is asked.
fn asked(
    app: &App,
    typed: &Typed,
    borders: Borders,
    of: &dyn Fn(Subject) -> bool,
) -> Result<Looked, DbError> {
    let mut looked = match typed.alike_soon(app, of)? {
        Some(looked) => looked,
        None => app.db.read(|tx| by_keys(tx, typed, of))?,
    };
    looked
        .alike
        .retain(|alike| level(borders, &alike.told) != Level::Possible);
    Ok(looked)
}

/// Somebody alike came into the base after it was looked up to a line of the journal: another
/// request for the same client, at the same moment. It has to be looked up again. Asked within the
/// transaction that adds, before which nobody else's can be any more.
fn came_meanwhile(
    tx: &mut DbTx,
    typed: &Typed,
    seq: i64,
    of: &dyn Fn(Subject) -> bool,
) -> Result<bool, DbError> {
    let mut ids = store::duplicate::changed_since(tx, seq, None)?;
    if let Who::Person(Some(client)) = typed.who {
        ids.retain(|id| *id == client);
    }
    if ids.is_empty() {
        return Ok(false);
    }
    let (mut index, _) = index_of(tx, typed, &ids, of)?;
    Ok(!index.candidates(&typed.fields(&typed.client())).is_empty())
}

/// The records of these clients that `of` lets through, to compare the typed one with.
fn index_of(
    tx: &mut DbTx,
    typed: &Typed,
    ids: &[ClientId],
    of: &dyn Fn(Subject) -> bool,
) -> Result<(Index, Vec<Subject>), DbError> {
    let mut index = Index::new(typed.kind());
    let mut subjects = Vec::new();
    for card in &store::duplicate::cards(tx, ids)? {
        let subject = Subject::Client(card.id);
        if kind_of(card.kind) == typed.kind() && of(subject) {
            index.add(&of_client(card));
            subjects.push(subject);
        }
        let id = card.id.to_string();
        for (person, name) in &card.people {
            let subject = Subject::Person(*person, card.id);
            if typed.is_about_people() && of(subject) {
                index.add(&of_person(card, *person, name, &id));
                subjects.push(subject);
            }
        }
    }
    Ok((index, subjects))
}

/// Those of the base that the typed one may be by a sure key – tax number, phone, e-mail, the whole
/// name – or, of a person, among the people of its client: without the index, while that is read.
fn by_keys(tx: &mut DbTx, typed: &Typed, of: &dyn Fn(Subject) -> bool) -> Result<Looked, DbError> {
    let seq = store::journal::last(tx)?;
    let ids = match (typed.who, typed.country) {
        (Who::Person(Some(client)), _) => vec![client],
        (_, None) => Vec::new(),
        (_, Some(country)) => {
            let tax = TaxNumber::parse(country, &typed.tax_number).ok();
            let numbers: Vec<String> = tax.iter().map(|of| of.value().to_owned()).collect();
            let of_kind = |kind, values: &[String]| {
                let parsed = values.iter();
                parsed
                    .filter_map(|value| ChannelValue::parse(kind, country, value).ok())
                    .map(|value| value.key)
                    .collect::<Vec<String>>()
            };
            let mut ways = of_kind(ChannelKind::Phone, &typed.phones);
            ways.extend(of_kind(ChannelKind::Email, &typed.emails));
            let names = [sort_key(&typed.name)];
            let mut found = store::import::by_tax_numbers(tx, &numbers)?;
            found.extend(store::import::by_channels(tx, &ways)?);
            found.extend(store::import::by_names(tx, &names)?);
            let mut ids: Vec<ClientId> = found.into_iter().map(|(_, id)| id).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        }
    };
    let (mut index, subjects) = index_of(tx, typed, &ids, of)?;
    let found = index.candidates(&typed.fields(&typed.client()));
    let alike = found.into_iter().map(|told| Alike {
        subject: subjects[told.record],
        told,
    });
    Ok(Looked {
        alike: alike.collect(),
        seq,
    })
}

/// Adds a person to a client, with ways to reach them. One that the client seems to have already is
/// refused likewise; people of the same name at other clients are no reason, for a person may work
/// for several.
pub fn add_person(
    app: &App,
    ctx: &Context,
    client: ClientId,
    data: &PersonData,
    channels: &[client::NewChannel],
    despite_duplicates: bool,
) -> Result<part::Part<PersonData>, part::Error> {
    ctx.may(Action::ClientUpdate)?;
    let scope = ctx.scope(Entity::Client)?;
    let settings = setting::current(app)?;
    let country = part::country(app, ctx, client)?;
    let ways = client::read_channels(channels, country).map_err(part::Error::Invalid)?;
    let borders = Borders::of(&settings);
    let asks = asks(&settings);
    let of_kind = |kind: &str| {
        let ways = channels.iter().filter(|way| way.kind == kind);
        ways.map(|way| way.value.clone()).collect()
    };
    let typed = Typed {
        who: Who::Person(Some(client)),
        name: data.name.clone(),
        country: Some(country),
        phones: of_kind("phone"),
        emails: of_kind("email"),
        ..Typed::default()
    };
    let here = |subject| matches!(subject, Subject::Person(_, of) if of == client);
    loop {
        let Looked { alike, seq } = if asks {
            asked(app, &typed, borders, &here)?
        } else {
            Looked::default()
        };
        if !alike.is_empty() && !despite_duplicates {
            let candidates = shown(app, ctx, &scope, borders, &alike)?;
            return Err(part::Error::Duplicates(candidates));
        }
        let added = app.db.write(|tx| {
            if asks && came_meanwhile(tx, &typed, seq, &here)? {
                return Ok(None);
            }
            let person = part::create_in(tx, ctx, &scope, client, data)?;
            for way in &ways {
                let way = ChannelData {
                    person_id: Some(person.id),
                    ..way.clone()
                };
                part::create_in(tx, ctx, &scope, client, &way)?;
            }
            insisted(tx, ctx, &scope, client, person.id.uuid(), &alike)?;
            Ok::<_, part::Error>(Some(person))
        })?;
        if let Some(person) = added {
            return Ok(person);
        }
    }
}

/// Writes down that somebody was added though the base seemed to have them: what whoever adds a
/// client could see of others is a decision that they are others.
pub(crate) fn insisted(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    client: ClientId,
    record: Uuid,
    alike: &[Alike],
) -> Result<(), DbError> {
    if alike.is_empty() {
        return Ok(());
    }
    let like: Vec<Value> = alike
        .iter()
        .map(|alike| {
            let percent = (alike.told.chance * 100.0).round();
            match alike.subject {
                Subject::Client(id) => json!({ "client_id": id, "chance": percent }),
                Subject::Person(id, of) => {
                    json!({ "client_id": of, "person_id": id, "chance": percent })
                }
            }
        })
        .collect();
    let details = json!({ "alike": like });
    let entry = Entry::note(JournalAction::Insist, "duplicate", Some(record), &details);
    journal::record(tx, ctx, entry.of_client(client))?;
    if record == client.uuid() {
        apart(tx, ctx, scope, client, alike)
    } else {
        people_merge::keep_apart(tx, ctx, client, PersonId::from_uuid(record), alike)
    }
}

/// The client is none of those who are alike: the queue need not ask.
fn apart(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    client: ClientId,
    alike: &[Alike],
) -> Result<(), DbError> {
    let mut ids: Vec<ClientId> = alike.iter().map(|one| one.subject.client()).collect();
    ids.push(client);
    let cards = store::duplicate::cards(tx, &ids)?;
    // of one that may not be seen nothing could be said
    let seen = |id| {
        let card = cards.iter().find(|card| card.id == id);
        card.filter(|card| scope.covers(card.manager))
    };
    let Some(own) = seen(client) else {
        return Ok(());
    };
    for one in alike {
        let Some(other) = seen(one.subject.client()).filter(|other| other.kind == own.kind) else {
            continue;
        };
        let (a, b) = ordered(own.id, other.id);
        let mark = |id| fingerprint(&of_client(if id == own.id { own } else { other }));
        let made = Decision {
            id: ctx.id(),
            a,
            b,
            verdict: Verdict::Different,
            chance: one.told.chance,
            pattern: one.told.pattern.cast_signed(),
            engine: i64::from(VERSION),
            sampled: false,
            a_mark: mark(a),
            b_mark: mark(b),
            merge: None,
            relation: None,
            made_at: ctx.now,
            made_by: ctx.actor.user(),
            undone_at: None,
        };
        decide::replace(tx, ctx, std::slice::from_ref(&made))?;
        decide::note(tx, ctx, &made, false)?;
    }
    Ok(())
}

/// What is known of the rows of a load that would add a client.
pub(crate) struct Rows {
    batch: [Batch; 2],
    borders: Borders,
    asks: bool,
    settings: Settings,
}

/// A row is about somebody who is known already.
pub(crate) enum Doubt {
    /// The one that its identifier names.
    Known,
    /// Nobody.
    None,
    /// Somebody; the row says that this is another.
    Insists(Vec<Alike>),
    /// Somebody.
    Refused(Refusal),
}

impl Doubt {
    /// The row would add a client of whom nobody has said that it is another.
    pub(crate) fn adds(&self) -> bool {
        matches!(self, Self::None)
    }
}

impl Rows {
    pub(crate) fn new(app: &App) -> Result<Self, DbError> {
        let settings = setting::current(app)?;
        Ok(Self {
            batch: [Batch::new(Kind::Company), Batch::new(Kind::Person)],
            borders: Borders::of(&settings),
            asks: asks(&settings),
            settings,
        })
    }

    /// Takes in what was changed in the base before a portion of rows: the line of the journal up to
    /// which it is known, if anybody is compared with it.
    pub(crate) fn follow(&self, app: &App) -> Result<Option<i64>, DbError> {
        self.asks.then(|| app.duplicates().follow(app)).transpose()
    }

    /// Whether somebody alike came into the base since that line: another load of the same rows, at
    /// the same moment. Then the portion has to be looked up again. Asked within the transaction that
    /// writes, of rows that would add somebody.
    pub(crate) fn came_meanwhile<'r>(
        &self,
        tx: &mut DbTx,
        seq: i64,
        rows: impl Iterator<Item = &'r client::Input>,
    ) -> Result<bool, DbError> {
        let ids = store::duplicate::changed_since(tx, seq, None)?;
        if ids.is_empty() {
            return Ok(false);
        }
        let clients = |subject| matches!(subject, Subject::Client(_));
        let mut of_kinds: [Option<Index>; 2] = [None, None];
        for row in rows {
            let typed = Typed::of_input(row, self.settings.country());
            let of_kind = &mut of_kinds[usize::from(typed.is_about_people())];
            let index = match of_kind {
                Some(index) => index,
                None => of_kind.insert(index_of(tx, &typed, &ids, &clients)?.0),
            };
            if !index.candidates(&typed.fields("")).is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The rows from a number on are to be looked up again.
    pub(crate) fn forget(&mut self, from: i64) {
        for batch in &mut self.batch {
            batch.forget(from);
        }
    }

    /// Looks a row up that would add a client.
    pub(crate) fn doubt(
        &mut self,
        app: &App,
        ctx: &Context,
        scope: &Scope,
        number: i64,
        input: &client::Input,
    ) -> Result<Doubt, DbError> {
        if !self.asks || input.check(self.settings.country()).is_err() {
            return Ok(Doubt::None);
        }
        let typed = Typed::of_input(input, self.settings.country());
        let fields = typed.fields("");
        let batch = &mut self.batch[usize::from(typed.is_about_people())];
        let clients = |subject| matches!(subject, Subject::Client(_));
        let (draft, judged) = batch.judge(app, &fields, &clients)?;
        let judged = judged.filter(|judged| level(self.borders, &judged.told) != Level::Possible);
        let Some(Judged { whom, told }) = judged else {
            batch.add(number, draft);
            return Ok(Doubt::None);
        };
        let percent = (told.chance * 100.0).floor();
        let refusal = Refusal::new("name", "duplicate.found").with("chance", percent.to_string());
        Ok(match whom {
            Whom::Base(subject) if input.despite_duplicates => {
                batch.add(number, draft);
                Doubt::Insists(vec![Alike { subject, told }])
            }
            Whom::Row(_) if input.despite_duplicates => {
                batch.add(number, draft);
                Doubt::None
            }
            Whom::Row(row) => Doubt::Refused(refusal.with("row", row.to_string())),
            Whom::Base(subject) => {
                let alike = [Alike { subject, told }];
                let seen = shown(app, ctx, scope, self.borders, &alike)?;
                let one: Option<&Candidate> = seen.first();
                let holder = one.and_then(|one| one.holder.clone()).unwrap_or_default();
                let who = one.and_then(|one| one.shown.as_ref());
                let refusal = refusal.with("holder", holder);
                Doubt::Refused(match who {
                    Some(who) => refusal
                        .with("client_id", who.client.id.to_string())
                        .with("name", who.client.data.name.clone()),
                    None => refusal,
                })
            }
        })
    }
}
