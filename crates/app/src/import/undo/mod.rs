//! Taking an import back as a whole, field by field: what stands as the import left it goes back
//! to what it was; what somebody has changed since is left alone and listed; records the import
//! made are deleted unless somebody has worked on them.

mod along;

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::address::AddressData;
use domain::channel::ChannelData;
use domain::client::ClientData;
use domain::fact::FactData;
use domain::id::{ClientId, ImportId, JobId};
use domain::import::{Kind, Outcome, RunState, Undo, undo_field};
use domain::interaction::InteractionData;
use domain::job::JobKind;
use domain::journal::JournalAction;
use domain::person::PersonData;
use domain::policy::Action;
use serde_json::{Map, Value, json};
use store::import::{Card, Ended, Sight};
use store::job::Job;
use store::journal::Line;
use uuid::Uuid;

use self::along::along_back;
use super::{Error, failed, idle, may_write, note, of_job, request, shape, start};
use crate::context::Context;
use crate::job::{Failure, Progress};
use crate::journal::{self, Entry, Reversal, UndoError};
use crate::{App, DbError, DbTx, part};

/// Rows taken back in one transaction.
const PORTION: i64 = 500;

/// Takes an import back, in the background.
pub fn undo(app: &App, ctx: &Context, id: ImportId) -> Result<JobId, Error> {
    ctx.may(Action::JournalUndo)?;
    app.db.write(|tx| {
        let import = idle(tx, ctx, id)?;
        let mut run = import.run;
        let wrote = store::import::count_outcomes(tx, id)?
            .iter()
            .any(|(outcome, _)| wrote(*outcome));
        if run.undone_at.is_some() || !wrote {
            return Err(Error::State(import.state));
        }
        let mapping = shape::mapping(&run).ok_or(Error::State(import.state))?;
        may_write(ctx, &mapping)?;
        if mapping.kind == Kind::Clients {
            ctx.may(Action::ClientDelete)?;
        }
        let job = start(tx, ctx, &mut run, JobKind::ImportUndo)?;
        store::import::save(tx, &run)?;
        Ok(job)
    })
}

fn wrote(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Created | Outcome::Updated | Outcome::Merged
    )
}

/// The job.
pub(crate) fn undo_job(
    app: &App,
    ctx: &Context,
    job: &Job,
    progress: &Progress,
) -> Result<Value, Failure> {
    let (ctx, id) = of_job(app, ctx, job)?;
    // Its own lines are no part of what it takes back.
    let ctx = ctx.within(&format!("{}-undo", request(id)));
    let done = take_back(app, &ctx, id, progress);
    if let Err(failure) = &done {
        failed(app, id, failure);
    }
    done
}

/// What became of rows, by the words of [`Fate`].
type Fates = BTreeMap<String, i64>;

fn take_back(
    app: &App,
    ctx: &Context,
    id: ImportId,
    progress: &Progress,
) -> Result<Value, Failure> {
    let gone = || Failure::Code("not_found", "the import is gone".to_owned());
    let run = app
        .db
        .read(|tx| store::import::find(tx, Sight::All, id))?
        .ok_or_else(gone)?;
    let mut fates: Fates = run
        .undone
        .as_deref()
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    let total: i64 = app.db.read(|tx| {
        let counts = store::import::count_outcomes(tx, id)?;
        let written = counts.iter().filter(|(outcome, _)| wrote(*outcome));
        Ok::<_, DbError>(written.map(|(_, count)| count).sum())
    })?;
    let total = u64::try_from(total).unwrap_or(0);
    let mut done = u64::try_from(fates.values().sum::<i64>()).unwrap_or(0);
    let mut before = i64::MAX;
    loop {
        progress.report(done, total)?;
        let mut after = fates.clone();
        let (last, count) = app.db.write(|tx| {
            after.clone_from(&fates);
            let rows = store::import::written(tx, id, before, PORTION)?;
            let Some(last) = rows.last().map(|row| row.number) else {
                return Ok((None, 0));
            };
            let told = rows_back(tx, ctx, run.kind, id, &rows)?;
            for told in &told {
                *after.entry(told.fate.to_owned()).or_insert(0) += 1;
            }
            let undone = told
                .iter()
                .map(|told| (told.number, told.fate, told.conflicts.as_deref()));
            store::import::set_undo(tx, id, undone)?;
            if let Some(mut run) = store::import::find(tx, Sight::All, id)? {
                run.undone = Some(json!(after).to_string());
                store::import::save(tx, &run)?;
            }
            Ok::<_, DbError>((Some(last), rows.len() as u64))
        })?;
        let Some(last) = last else { break };
        fates = after;
        before = last;
        done += count;
    }
    app.db.write(|tx| {
        let Some(mut run) = store::import::find(tx, Sight::All, id)? else {
            return Ok(());
        };
        run.undone = Some(json!(fates).to_string());
        run.state = RunState::Undone;
        run.undone_at = Some(ctx.now);
        let along = along_back(tx, ctx, &run)?;
        note(tx, ctx, &run, json!({ "undone": fates, "along": along }))?;
        store::import::save(tx, &run)
    })?;
    Ok(json!(fates))
}

/// What became of a row.
struct Told {
    number: i64,
    /// `deleted`: what it made is gone. `restored`: what it changed is as before. `kept`: somebody
    /// has worked on what it made. `conflict`: some of what it changed was changed again.
    fate: &'static str,
    /// JSON of what was left alone.
    conflicts: Option<String>,
}

/// Something that was left alone.
fn left_alone(
    entity: &str,
    id: Option<Uuid>,
    field: &str,
    was: &Value,
    made: &Value,
    now: &Value,
) -> Value {
    json!({ "entity": entity, "id": id, "field": field, "before": was, "after": made, "now": now })
}

fn rows_back(
    tx: &mut DbTx,
    ctx: &Context,
    kind: Kind,
    id: ImportId,
    rows: &[Ended],
) -> Result<Vec<Told>, DbError> {
    match kind {
        // A row of a person stands for the card it was put on.
        Kind::Clients | Kind::People => clients_back(tx, ctx, id, rows),
        _ => records_back(tx, ctx, id, kind, rows),
    }
}

/// Rows of clients: the last row of a client takes all of it back, the others share its fate.
fn clients_back(
    tx: &mut DbTx,
    ctx: &Context,
    id: ImportId,
    rows: &[Ended],
) -> Result<Vec<Told>, DbError> {
    let own = request(id);
    let ids: Vec<ClientId> = rows
        .iter()
        .filter_map(|row| row.record.map(ClientId::from_uuid))
        .collect::<HashSet<_>>()
        .into_iter()
        .collect();
    let cards = store::import::cards(tx, &ids)?;
    let mut by_client: HashMap<ClientId, Vec<Line>> = HashMap::new();
    for line in store::journal::of_clients(tx, &ids, &own)? {
        if let Some(client) = line.entry.client_id {
            by_client.entry(client).or_default().push(line);
        }
    }
    let undo = format!("{own}-undo");
    let worked: HashSet<ClientId> = store::import::worked_on(tx, &ids, &[&own, &undo])?
        .into_iter()
        .collect();
    let mut fates: HashMap<ClientId, (&'static str, Vec<Value>)> = HashMap::new();
    let mut deleted: Vec<&Card> = Vec::new();
    let mut lines = Vec::new();
    for client in &ids {
        let of_client = by_client.get(client).map_or(&[][..], Vec::as_slice);
        let is_made = |line: &&Line| {
            line.entry.action == JournalAction::Create && line.entry.entity == "client"
        };
        let made = of_client.iter().find(is_made);
        let Some(card) = cards.get(client) else {
            // Somebody has deleted it meanwhile: what was made is gone already.
            fates.insert(*client, ("deleted", Vec::new()));
            continue;
        };
        match made {
            Some(line) if line.undone_by.is_some() => {
                fates.insert(*client, ("deleted", Vec::new()));
            }
            Some(line) if !worked.contains(client) => {
                deleted.push(card);
                lines.push(Entry::undoing(line, "client"));
                fates.insert(*client, ("deleted", Vec::new()));
            }
            Some(_) => {
                let kept = left_alone(
                    "client",
                    Some(client.uuid()),
                    "",
                    &Value::Null,
                    &Value::Null,
                    &Value::Null,
                );
                fates.insert(*client, ("kept", vec![kept]));
            }
            None => {
                let mut conflicts = Vec::new();
                for line in of_client.iter().rev() {
                    line_back(tx, ctx, line, card, &mut conflicts)?;
                }
                let fate = if conflicts.is_empty() {
                    "restored"
                } else {
                    "conflict"
                };
                fates.insert(*client, (fate, conflicts));
            }
        }
    }
    store::import::delete_clients(tx, &deleted, ctx.now)?;
    let gone: Vec<ClientId> = deleted.iter().map(|card| card.client.id).collect();
    for client in gone {
        store::order::mark_changed(tx, client)?;
    }
    journal::record_all(tx, ctx, lines)?;
    Ok(rows
        .iter()
        .map(|row| {
            let client = row.record.map(ClientId::from_uuid);
            let (fate, conflicts) = client
                .and_then(|client| fates.get(&client))
                .map_or(("restored", &[][..]), |(fate, conflicts)| {
                    (*fate, conflicts.as_slice())
                });
            Told {
                number: row.number,
                fate,
                conflicts: (!conflicts.is_empty()).then(|| json!(conflicts).to_string()),
            }
        })
        .collect())
}

/// Takes one change of an existing client, or of what hangs on it, back as far as nobody changed
/// it since.
fn line_back(
    tx: &mut DbTx,
    ctx: &Context,
    line: &Line,
    card: &Card,
    conflicts: &mut Vec<Value>,
) -> Result<(), DbError> {
    if line.undone_by.is_some() {
        return Ok(());
    }
    let entity = line.entry.entity.as_str();
    if line.entry.action == JournalAction::Update && entity == "client" {
        return fields_back(tx, ctx, line, card, conflicts);
    }
    let Some(reversal) = Reversal::of(line) else {
        return Ok(());
    };
    let back = tx.savepoint(|tx| match entity {
        "channel" => part::take_back::<ChannelData>(tx, ctx, &reversal),
        "address" => part::take_back::<AddressData>(tx, ctx, &reversal),
        "person" => part::take_back::<PersonData>(tx, ctx, &reversal),
        "fact" => part::take_back::<FactData>(tx, ctx, &reversal),
        "interaction" => part::take_back::<InteractionData>(tx, ctx, &reversal),
        _ => Err(UndoError::NotUndoable),
    });
    told(tx, ctx, line, back, conflicts)
}

/// Journals what went back, lists what did not.
fn told(
    tx: &mut DbTx,
    ctx: &Context,
    line: &Line,
    back: Result<(), UndoError>,
    conflicts: &mut Vec<Value>,
) -> Result<(), DbError> {
    let (entity, id) = (line.entry.entity.as_str(), line.entry.entity_id);
    match back {
        Ok(()) => {
            let entity: &'static str = journal::entity_name(entity);
            journal::record_all(tx, ctx, vec![Entry::undoing(line, entity)])
        }
        Err(UndoError::Db(error)) => Err(error),
        Err(UndoError::Conflict {
            field,
            expected,
            current,
        }) => {
            let before = journal::side(line.entry.before.as_deref());
            let was = before.get(&field).cloned().unwrap_or(Value::Null);
            conflicts.push(left_alone(entity, id, &field, &was, &expected, &current));
            Ok(())
        }
        // Gone already: nothing of the import is left of it.
        Err(UndoError::NotFound | UndoError::AlreadyUndone { .. }) => Ok(()),
        Err(_) => {
            conflicts.push(left_alone(
                entity,
                id,
                "",
                &Value::Null,
                &Value::Null,
                &Value::Null,
            ));
            Ok(())
        }
    }
}

/// The fields of a client, each for itself.
fn fields_back(
    tx: &mut DbTx,
    ctx: &Context,
    line: &Line,
    card: &Card,
    conflicts: &mut Vec<Value>,
) -> Result<(), DbError> {
    let before = journal::side(line.entry.before.as_deref());
    let after = journal::side(line.entry.after.as_deref());
    // The card was read before other lines of it were taken back.
    let found = store::client::find_all(tx, &[card.client.id])?;
    let Some(current) = found.into_iter().next() else {
        return Ok(());
    };
    let Ok(Value::Object(now)) = serde_json::to_value(&current.data) else {
        return Ok(());
    };
    let mut wanted: Map<String, Value> = now.clone();
    let mut restored = Map::new();
    for (field, made) in &after {
        let was = before.get(field).unwrap_or(&Value::Null);
        let is = now.get(field).unwrap_or(&Value::Null);
        match undo_field(was, made, is) {
            Undo::Restore => {
                wanted.insert(field.clone(), was.clone());
                restored.insert(field.clone(), was.clone());
            }
            Undo::AlreadyBack => {}
            Undo::Conflict => {
                let id = Some(card.client.id.uuid());
                conflicts.push(left_alone("client", id, field, was, made, is));
            }
        }
    }
    if restored.is_empty() {
        return Ok(());
    }
    let Ok(data) = serde_json::from_value::<ClientData>(Value::Object(wanted)) else {
        return Ok(());
    };
    if let Some(external) = &data.external_id
        && data.external_id != current.data.external_id
        && store::client::external_id_taken(tx, external, current.id)?
    {
        let id = Some(current.id.uuid());
        let taken = json!(external);
        conflicts.push(left_alone(
            "client",
            id,
            "external_id",
            &taken,
            &Value::Null,
            &Value::Null,
        ));
        return Ok(());
    }
    let mut changed = current.clone();
    changed.data = data;
    changed.version += 1;
    changed.updated_at = ctx.now;
    store::client::update(tx, &current, &changed)?;
    if current.data.mailing_consent != changed.data.mailing_consent {
        crate::client::refresh_standing(tx, current.id)?;
    }
    let whole = restored.len() == after.len();
    let entry = if whole {
        Entry::undoing(line, "client")
    } else {
        Entry::update("client", current.id, &current.data, &changed.data).of_client(current.id)
    };
    journal::record_all(tx, ctx, vec![entry])
}

/// Rows of other kinds: each record goes back by the lines it has in the journal.
fn records_back(
    tx: &mut DbTx,
    ctx: &Context,
    id: ImportId,
    kind: Kind,
    rows: &[Ended],
) -> Result<Vec<Told>, DbError> {
    let entity = match kind {
        Kind::Orders => "order",
        Kind::Payments => "payment",
        Kind::Products => "product",
        Kind::Interactions => "interaction",
        Kind::People | Kind::Clients => "client",
    };
    let ids: Vec<Uuid> = rows
        .iter()
        .filter_map(|row| row.record)
        .collect::<HashSet<_>>()
        .into_iter()
        .collect();
    let mut by_record: HashMap<Uuid, Vec<Line>> = HashMap::new();
    for line in store::journal::of_records(tx, entity, &ids, &request(id))? {
        if let Some(record) = line.entry.entity_id {
            by_record.entry(record).or_default().push(line);
        }
    }
    let mut fates: HashMap<Uuid, (&'static str, Vec<Value>)> = HashMap::new();
    for record in &ids {
        let lines = by_record.get(record).map_or(&[][..], Vec::as_slice);
        let made = lines
            .iter()
            .any(|line| line.entry.action == JournalAction::Create);
        let mut conflicts = Vec::new();
        for line in lines.iter().rev().filter(|line| line.undone_by.is_none()) {
            let Some(reversal) = Reversal::of(line) else {
                continue;
            };
            let back = tx.savepoint(|tx| journal::dispatch(tx, ctx, entity, &reversal).map(drop));
            told(tx, ctx, line, back, &mut conflicts)?;
        }
        let fate = match (made, conflicts.is_empty()) {
            (true, true) => "deleted",
            (false, true) => "restored",
            (true, false) => "kept",
            (false, false) => "conflict",
        };
        fates.insert(*record, (fate, conflicts));
    }
    Ok(rows
        .iter()
        .map(|row| {
            let (fate, conflicts) = row
                .record
                .and_then(|record| fates.get(&record))
                .map_or(("restored", &[][..]), |(fate, conflicts)| {
                    (*fate, conflicts.as_slice())
                });
            Told {
                number: row.number,
                fate,
                conflicts: (!conflicts.is_empty()).then(|| json!(conflicts).to_string()),
            }
        })
        .collect())
}
