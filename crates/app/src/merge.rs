//! Merging clients that are one, and taking it back (R113). A merge is an event: the absorbed
//! records keep their fields and lead to the one that stays; what hangs on them moves, and each
//! move is noted.

use std::collections::BTreeMap;

use domain::client::{Client, ClientData};
use domain::dictionary::Dictionary;
use domain::id::{ClientId, MergeId};
use domain::journal::JournalAction;
use domain::merge::{MERGE_LIMIT, MergeField, Preset, differing, propose, tax_numbers_differ};
use domain::policy::{Action, Actor, Entity, Forbidden, Scope};
use serde::Serialize;
use serde_json::{Map, Value, json};
pub use store::merge::Merge;

use crate::client::{self, ENTITY, Surroundings};
use crate::context::Context;
use crate::duplicate::decide;
use crate::journal::{self, Entry};
use crate::{App, DbError, DbTx, receivable};

/// Why clients are not merged, or a merge is not taken back.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// A client or merge that is not there, or not for this reader.
    #[error("not found")]
    NotFound,
    /// Fewer than two records, more than the limit, or one of them twice.
    #[error("two to five different records")]
    Number,
    /// The records have tax numbers of their own and nobody has said that this is a mistake.
    #[error("the tax numbers differ")]
    TaxNumbers,
    /// The record that stays has itself been merged into another since.
    #[error("merged further since")]
    MergedSince {
        /// The merge to be taken back first.
        into: ClientId,
    },
    /// It was taken back already.
    #[error("already taken back")]
    Undone,
    /// A rule of the card refuses.
    #[error(transparent)]
    Client(Box<client::Error>),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<client::Error> for Error {
    fn from(error: client::Error) -> Self {
        match error {
            client::Error::Forbidden(refusal) => Self::Forbidden(refusal),
            client::Error::NotFound => Self::NotFound,
            client::Error::Db(error) => Self::Db(error),
            error => Self::Client(Box::new(error)),
        }
    }
}

/// Which records are to be made one, and from which of them each field is taken.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The record that stays.
    pub survivor: ClientId,
    /// Those that will lead to it.
    pub absorbed: Vec<ClientId>,
    /// Who gives the fields that are not picked.
    pub preset: Preset,
    /// Fields with the record that gives them.
    pub picks: BTreeMap<MergeField, ClientId>,
    /// Different tax numbers are a mistake of one of the records.
    pub despite_tax_numbers: bool,
}

/// One of the records before a merge.
#[derive(Debug, Clone)]
pub struct Record {
    /// The card, masked for the reader.
    pub client: Client,
    /// Names of what it refers to.
    pub names: Surroundings,
    /// How much of each kind hangs on it.
    pub counts: Vec<(&'static str, i64)>,
}

/// What would come of a merge.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The records, the one that stays first.
    pub records: Vec<Record>,
    /// The card that would stay.
    pub data: ClientData,
    /// From which record each field comes.
    pub from: BTreeMap<MergeField, ClientId>,
    /// The fields in which the records differ.
    pub differing: Vec<MergeField>,
    /// Two of them have tax numbers of their own.
    pub tax_numbers_differ: bool,
}

/// What was not as the merge had left it when it was taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Fields of the card that were changed since and stay as they are.
    pub fields: Vec<String>,
    /// Records that were moved away since, by kind.
    pub records: Vec<(&'static str, i64)>,
}

/// The records of a wish within the actor's scope, the one that stays first.
fn records(tx: &mut DbTx, scope: &Scope, wish: &Wish) -> Result<Vec<Client>, Error> {
    let mut ids = vec![wish.survivor];
    ids.extend(&wish.absorbed);
    let mut distinct = ids.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() != ids.len() || !(2..=MERGE_LIMIT).contains(&ids.len()) {
        return Err(Error::Number);
    }
    ids.into_iter()
        .map(|id| store::client::find(tx, scope, id)?.ok_or(Error::NotFound))
        .collect()
}

fn picks(wish: &Wish, records: &[Client]) -> BTreeMap<MergeField, usize> {
    let place = |id: ClientId| records.iter().position(|record| record.id == id);
    let picks = wish.picks.iter();
    picks
        .filter_map(|(field, id)| Some((*field, place(*id)?)))
        .collect()
}

/// Shows the records side by side, and what would come of the merge.
pub fn preview(app: &App, ctx: &Context, wish: &Wish) -> Result<Preview, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let records = records(tx, &scope, wish)?;
        let each: Vec<&Client> = records.iter().collect();
        let proposal = propose(&each, wish.preset, &picks(wish, &records)).ok_or(Error::Number)?;
        let from = proposal.from.iter();
        let from = from.map(|(field, place)| (*field, records[*place].id));
        let (from, differing) = (from.collect(), differing(&each));
        let tax_numbers_differ = tax_numbers_differ(&each);
        let records = records
            .into_iter()
            .map(|mut client| {
                client::veil_client(ctx, &mut client);
                Ok(Record {
                    names: store::client::surroundings(tx, client.id)?.0,
                    counts: store::merge::counts(tx, client.id)?,
                    client,
                })
            })
            .collect::<Result<_, Error>>()?;
        Ok(Preview {
            records,
            data: proposal.data,
            from,
            differing,
            tax_numbers_differ,
        })
    })
}

/// Makes the records one.
pub fn merge(app: &App, ctx: &Context, wish: &Wish) -> Result<Merge, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| {
        let merge = merge_in(tx, ctx, &scope, wish)?;
        decide::note_merge(tx, ctx, wish, merge.id, None)?;
        Ok(merge)
    })
}

/// The part of [`merge`] that others use within their own transaction.
pub(crate) fn merge_in(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    wish: &Wish,
) -> Result<Merge, Error> {
    let records = records(tx, scope, wish)?;
    let each: Vec<&Client> = records.iter().collect();
    if tax_numbers_differ(&each) && !wish.despite_tax_numbers {
        return Err(Error::TaxNumbers);
    }
    let proposal = propose(&each, wish.preset, &picks(wish, &records)).ok_or(Error::Number)?;
    let survivor = &records[0];
    let (before, after) = changed(&survivor.data, &proposal.data);
    let merge = Merge {
        id: ctx.id(),
        survivor: survivor.id,
        absorbed: records[1..]
            .iter()
            .map(|record| (record.id, record.data.name.clone()))
            .collect(),
        before: Value::Object(before).to_string(),
        after: Value::Object(after).to_string(),
        made_at: ctx.now,
        made_by: ctx.actor.user(),
        undone_at: None,
    };
    store::merge::insert(tx, &merge)?;
    let mut moved = BTreeMap::new();
    for absorbed in &records[1..] {
        let manager = proposal.data.manager_id;
        for (table, count) in
            store::merge::move_all(tx, merge.id, absorbed.id, survivor.id, manager)?
        {
            *moved.entry(table).or_insert(0) += count;
        }
        receivable::merged(tx, ctx, absorbed.id, survivor.id)?;
        store::client::set_deleted(tx, absorbed, ctx.now, Some(ctx.now))?;
        store::merge::lead(tx, absorbed.id, Some(survivor.id))?;
        let details = json!({"merge_id": merge.id, "survivor_id": survivor.id});
        note(tx, ctx, JournalAction::Merge, absorbed.id, &details)?;
    }
    // The identifier in the other system may come from an absorbed record, which has let it go now.
    client::rewrite(tx, ctx, survivor, proposal.data)?;
    client::settle(tx, survivor.id)?;
    receivable::follow(tx, ctx, survivor.id)?;
    let absorbed: Vec<ClientId> = merge.absorbed.iter().map(|(id, _)| *id).collect();
    let details = json!({"merge_id": merge.id, "absorbed": absorbed, "moved": moved});
    note(tx, ctx, JournalAction::Merge, survivor.id, &details)?;
    Ok(merge)
}

fn note(
    tx: &mut DbTx,
    ctx: &Context,
    action: JournalAction,
    client: ClientId,
    details: &Value,
) -> Result<(), DbError> {
    let entry = Entry::note(action, ENTITY, Some(client.uuid()), details);
    journal::record(tx, ctx, entry.of_client(client))?;
    Ok(())
}

/// The fields that differ, as they are and as they become.
pub(crate) fn changed<T: Serialize>(
    before: &T,
    after: &T,
) -> (Map<String, Value>, Map<String, Value>) {
    let object = |data: &T| match serde_json::to_value(data) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let (mut before, mut after) = (object(before), object(after));
    before.retain(|key, value| after.get(key) != Some(value));
    after.retain(|key, _| before.contains_key(key));
    (before, after)
}

/// The merges into a client, the newest first.
pub fn list(app: &App, ctx: &Context, client: ClientId) -> Result<Vec<Merge>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        store::client::find(tx, &scope, client)?.ok_or(Error::NotFound)?;
        Ok(store::merge::of_client(tx, client)?)
    })
}

/// The client that an identifier leads to after merges; `None`: to none the reader may see.
pub fn survivor(app: &App, ctx: &Context, absorbed: ClientId) -> Result<Option<ClientId>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let Some(survivor) = store::merge::survivor_of(tx, absorbed)? else {
            return Ok(None);
        };
        Ok(store::client::find(tx, &scope, survivor)?.map(|client| client.id))
    })
}

/// Makes the records several again: what was moved and is still there goes back, fields that the
/// merge wrote and nobody changed since too. What came after the merge stays with the survivor.
pub fn undo(app: &App, ctx: &Context, id: MergeId) -> Result<Conflicts, Error> {
    ctx.may(Action::ClientMerge)?;
    let scope = ctx.scope(Entity::Client)?;
    app.db.write(|tx| undo_in(tx, ctx, &scope, id))
}

/// The part of [`undo`] that others use within their own transaction.
pub(crate) fn undo_in(
    tx: &mut DbTx,
    ctx: &Context,
    scope: &Scope,
    id: MergeId,
) -> Result<Conflicts, Error> {
    let merge = store::merge::find(tx, id)?.ok_or(Error::NotFound)?;
    let Some(survivor) = store::client::find(tx, scope, merge.survivor)? else {
        return Err(match store::merge::survivor_of(tx, merge.survivor)? {
            Some(into) if store::client::find(tx, scope, into)?.is_some() => {
                Error::MergedSince { into }
            }
            _ => Error::NotFound,
        });
    };
    if !store::merge::set_undone(tx, id, ctx.now, ctx.actor.user())? {
        return Err(Error::Undone);
    }
    let mut conflicts = Conflicts::default();
    let data = restored(tx, &merge, &survivor.data, &mut conflicts)?;
    // Whoever sees the survivor sees what it was made of, whoever manages the parts.
    let everyone = Actor::system().scope(Entity::Client)?;
    // First the survivor lets go of what it took, then the others have it again.
    client::rewrite(tx, ctx, &survivor, data)?;
    for (absorbed, _) in &merge.absorbed {
        let member = store::client::find_merged(tx, &everyone, *absorbed)?;
        let member = member.ok_or(Error::NotFound)?;
        client::free_external_id(tx, &member)?;
        store::merge::lead(tx, member.id, None)?;
        store::client::set_deleted(tx, &member, ctx.now, None)?;
        let manager = member.data.manager_id;
        let gone = store::merge::move_back(tx, id, survivor.id, member.id, manager)?;
        for (table, missing) in gone {
            match conflicts
                .records
                .iter_mut()
                .find(|(known, _)| *known == table)
            {
                Some((_, count)) => *count += missing,
                None => conflicts.records.push((table, missing)),
            }
        }
        client::settle(tx, member.id)?;
        // the survivor lets go of its orders first
        receivable::follow(tx, ctx, survivor.id)?;
        receivable::follow(tx, ctx, member.id)?;
        let details = json!({"merge_id": id, "survivor_id": survivor.id});
        note(tx, ctx, JournalAction::Unmerge, member.id, &details)?;
    }
    client::settle(tx, survivor.id)?;
    receivable::follow(tx, ctx, survivor.id)?;
    let absorbed: Vec<ClientId> = merge.absorbed.iter().map(|(id, _)| *id).collect();
    let details = json!({
        "merge_id": id,
        "absorbed": absorbed,
        "kept_fields": conflicts.fields,
        "missing": conflicts.records.iter().copied().collect::<BTreeMap<_, _>>(),
    });
    note(tx, ctx, JournalAction::Unmerge, survivor.id, &details)?;
    decide::forget_merge(tx, ctx, id)?;
    Ok(conflicts)
}

/// The card of the survivor with the merge's fields taken out of it, but for those that were
/// changed since or refer to what is no longer there.
fn restored(
    tx: &mut DbTx,
    merge: &Merge,
    now: &ClientData,
    conflicts: &mut Conflicts,
) -> Result<ClientData, DbError> {
    let object = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
    let (before, after) = (object(&merge.before), object(&merge.after));
    let Ok(Value::Object(mut fields)) = serde_json::to_value(now) else {
        return Ok(now.clone());
    };
    for (field, was) in before {
        if fields.get(&field) == Some(&was) {
            continue;
        }
        if fields.get(&field) == after.get(&field) && leads_somewhere(tx, &field, &was)? {
            fields.insert(field, was);
        } else {
            conflicts.fields.push(field);
        }
    }
    Ok(serde_json::from_value(Value::Object(fields)).unwrap_or_else(|_| now.clone()))
}

/// Whether a value that refers to an entry of a dictionary or an employee still does.
fn leads_somewhere(tx: &mut DbTx, field: &str, value: &Value) -> Result<bool, DbError> {
    let dictionary = match field {
        "segment_id" => Dictionary::Segment,
        "source_id" => Dictionary::Source,
        "competitor_id" => Dictionary::Competitor,
        "company_group_id" => Dictionary::CompanyGroup,
        _ => return Ok(true),
    };
    let id = value.as_str().and_then(|text| text.parse().ok());
    id.map_or(Ok(true), |id| store::dictionary::exists(tx, dictionary, id))
}
