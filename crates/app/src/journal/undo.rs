//! Undo: the record goes back to what it was before a journalled change, unless it has moved on
//! since. Features write the record; this module decides whether and what.

use domain::address::AddressData;
use domain::channel::ChannelData;
use domain::complaint::ComplaintData;
use domain::dictionary::Dictionary;
use domain::fact::FactData;
use domain::interaction::InteractionData;
use domain::journal::JournalAction;
use domain::key_mark::KeyMarkData;
use domain::person::PersonData;
use domain::policy::{Action, Forbidden};
use domain::potential::PotentialData;
use domain::quarantine::QuarantineData;
use domain::referral::ReferralData;
use domain::refusal::RefusalData;
use domain::rest::RestLiftData;
use domain::satisfaction::SatisfactionData;
use domain::verification::VerificationData;
use domain::winback::WinbackData;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use store::journal::Line;
use uuid::Uuid;

use super::entry::{Entry, fields, object};
use crate::context::Context;
use crate::{App, DbError, DbTx, part};

/// Why a change is not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// No right to undo, or to change this kind of thing.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such line, or not for this reader.
    #[error("no such journal line")]
    NotFound,
    /// It was undone already, by this line.
    #[error("already undone")]
    AlreadyUndone {
        /// The number of the undoing line.
        by: i64,
    },
    /// Sign-ins, reveals, exports and the like cannot be taken back.
    #[error("not a change that can be undone")]
    NotUndoable,
    /// The thing has changed since.
    #[error("changed since")]
    Conflict {
        /// The field that moved on.
        field: String,
        /// What the change had made of it.
        expected: Value,
        /// What it is now.
        current: Value,
    },
    /// The earlier state breaks a rule today.
    #[error("{code}")]
    Refused {
        /// The stable code of the rule.
        code: &'static str,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A change to be taken back.
#[derive(Debug, Clone)]
pub struct Reversal {
    /// The thing.
    pub id: Uuid,
    /// What the change left behind; `None`: it was deleted.
    expected: Option<Map<String, Value>>,
    /// What was there before; `None`: it was not there.
    wanted: Option<Map<String, Value>>,
    /// The change came with one's own taking of a lead. Who takes a lead by mistake gives it back,
    /// the client that it made included, without the right to delete clients.
    pub(crate) own_lead: bool,
}

/// What a record has to become.
#[derive(Debug, PartialEq)]
pub enum Target<T> {
    /// Not there.
    Absent,
    /// There, with these fields. `version` is the current one, to be raised by the writer.
    Present(T),
}

impl Reversal {
    pub(crate) fn of(line: &Line) -> Option<Self> {
        let side = |text: &Option<String>| text.as_deref().map(object);
        Some(Self {
            id: line.entry.entity_id?,
            expected: side(&line.entry.after),
            wanted: side(&line.entry.before),
            own_lead: false,
        })
    }

    /// Compares the record as it is (`None`: not there, or deleted) with what the change left,
    /// and says what it has to become. The fields of the change must be untouched; others may
    /// have moved on and stay as they are.
    pub fn to_state<T: Serialize + DeserializeOwned>(
        &self,
        current: Option<&T>,
    ) -> Result<Target<T>, UndoError> {
        let now = current.map(fields);
        match (&now, &self.expected) {
            (Some(now), Some(expected)) => unchanged(now, expected)?,
            (None, None) => {}
            (now, expected) => {
                return Err(UndoError::Conflict {
                    field: "deleted".to_owned(),
                    expected: Value::Bool(expected.is_none()),
                    current: Value::Bool(now.is_none()),
                });
            }
        }
        let Some(wanted) = &self.wanted else {
            return Ok(Target::Absent);
        };
        let mut state = now.unwrap_or_default();
        for (key, value) in wanted {
            if !is_counter(key) || !state.contains_key(key) {
                state.insert(key.clone(), value.clone());
            }
        }
        serde_json::from_value(Value::Object(state))
            .map(Target::Present)
            .map_err(|_| UndoError::NotUndoable)
    }
}

fn is_counter(key: &str) -> bool {
    key == "version" || key == "updated_at"
}

fn unchanged(now: &Map<String, Value>, expected: &Map<String, Value>) -> Result<(), UndoError> {
    let moved = expected.iter().find(|(key, value)| {
        // a field this version of the product no longer has cannot have moved
        !is_counter(key) && now.get(*key).is_some_and(|current| current != *value)
    });
    match moved {
        None => Ok(()),
        Some((field, value)) => Err(UndoError::Conflict {
            field: field.clone(),
            expected: value.clone(),
            current: now.get(field).cloned().unwrap_or(Value::Null),
        }),
    }
}

/// Takes back the change of line `seq` and returns the number of the line that tells so.
pub fn undo(app: &App, ctx: &Context, seq: i64) -> Result<i64, UndoError> {
    ctx.may(Action::JournalUndo)?;
    app.db.write(|tx| {
        let line = super::list::visible_line(tx, ctx, seq)?.ok_or(UndoError::NotFound)?;
        if let Some(by) = line.undone_by {
            return Err(UndoError::AlreadyUndone { by });
        }
        if !is_undoable(&line) {
            return Err(UndoError::NotUndoable);
        }
        if line.entry.action == JournalAction::Bulk {
            return undo_bulk(tx, ctx, &line);
        }
        let reversal = Reversal::of(&line).ok_or(UndoError::NotUndoable)?;
        let entity = dispatch(tx, ctx, &line.entry.entity, &reversal)
            .map_err(|error| as_seen(ctx, &line, error))?;
        let entry = Entry::undoing(&line, entity).into_stored(ctx);
        Ok(store::journal::append(tx, &entry)?)
    })
}

/// Takes back every change of a bulk change, from the last to the first. One that has moved on
/// since stops the whole: it is undone as it was made, entirely.
fn undo_bulk(tx: &mut DbTx, ctx: &Context, bulk: &Line) -> Result<i64, UndoError> {
    let (first, last) = bulk_range(bulk).ok_or(UndoError::NotUndoable)?;
    let own_lead = bulk.entry.entity == "lead" && bulk.entry.actor_id == Some(ctx.actor.user());
    for seq in (first..=last).rev() {
        let line = store::journal::find(tx, seq)?.ok_or(UndoError::NotUndoable)?;
        // A bulk change within one tells of lines that stand here by themselves.
        let nested = line.entry.action == JournalAction::Bulk;
        if nested || line.entry.request != bulk.entry.request || !is_undoable(&line) {
            continue;
        }
        let mut reversal = Reversal::of(&line).ok_or(UndoError::NotUndoable)?;
        reversal.own_lead = own_lead;
        let entity = dispatch(tx, ctx, &line.entry.entity, &reversal)
            .map_err(|error| as_seen(ctx, &line, error))?;
        store::journal::append(tx, &Entry::undoing(&line, entity).into_stored(ctx))?;
    }
    let of = BULK.iter().find(|entity| **entity == bulk.entry.entity);
    let entity = of.ok_or(UndoError::NotUndoable)?;
    let entry = Entry::undoing(bulk, entity).into_stored(ctx);
    Ok(store::journal::append(tx, &entry)?)
}

/// The kinds of things of which many are changed in one step that is undone as a whole.
const BULK: &[&str] = &["client", "lead", "place", "signal", "task"];

/// The lines of the changes that a bulk line tells of.
fn bulk_range(line: &Line) -> Option<(i64, i64)> {
    let details = object(line.entry.after.as_deref()?);
    let number = |name: &str| details.get(name).and_then(Value::as_i64);
    Some((number("first")?, number("last")?)).filter(|_| BULK.contains(&line.entry.entity.as_str()))
}

/// A conflict tells values: to whom they are hidden or masked, they stay so.
fn as_seen(ctx: &Context, line: &Line, error: UndoError) -> UndoError {
    let UndoError::Conflict {
        field,
        expected,
        current,
    } = error
    else {
        return error;
    };
    let seen = |value| {
        let value = super::list::as_seen(ctx, &line.entry.entity, None, &field, value);
        value.unwrap_or(Value::Null)
    };
    let (expected, current) = (seen(expected), seen(current));
    UndoError::Conflict {
        field,
        expected,
        current,
    }
}

/// Whether the line tells of a change that could be taken back.
pub(super) fn is_undoable(line: &Line) -> bool {
    if line.entry.action == JournalAction::Bulk {
        return line.undone_by.is_none() && bulk_range(line).is_some();
    }
    let is_change = matches!(
        line.entry.action,
        JournalAction::Create
            | JournalAction::Update
            | JournalAction::Delete
            | JournalAction::Restore
            | JournalAction::Undo
    );
    // an update that tells of no earlier state (a password) has none to go back to
    let has_before = line.entry.action != JournalAction::Update || line.entry.before.is_some();
    // accounts are disabled, never removed
    let is_account = line.entry.entity == "user" && line.entry.action == JournalAction::Create;
    is_change
        && has_before
        && !is_account
        && line.undone_by.is_none()
        && line.entry.entity_id.is_some()
        && UNDOABLE.contains(&line.entry.entity.as_str())
}

/// The kinds of things whose changes can be undone; each has a line in [`dispatch`].
const UNDOABLE: &[&str] = &[
    "address",
    "channel",
    "client",
    "company_group",
    "competitor",
    "complaint",
    "deal",
    "fact",
    "funnel_plan",
    "interaction",
    "key_mark",
    "lead",
    "lead_form",
    "order",
    "payment",
    "person",
    "place",
    "potential",
    "product",
    "product_group",
    "referral",
    "refusal",
    "refusal_reason",
    "responsibility",
    "rest_lift",
    "satisfaction",
    "script",
    "quarantine",
    "segment",
    "selection",
    "signal",
    "source",
    "source_cost",
    "task",
    "team",
    "territory",
    "training",
    "user",
    "verification",
    "view",
    "winback",
    "work_area",
];

/// The name of a kind of thing as it is written in the program.
pub(crate) fn entity_name(entity: &str) -> &'static str {
    let known = UNDOABLE.iter().find(|known| **known == entity);
    known.copied().unwrap_or("client")
}

/// Hands the reversal to the feature that owns the thing.
pub(crate) fn dispatch(
    tx: &mut DbTx,
    ctx: &Context,
    entity: &str,
    reversal: &Reversal,
) -> Result<&'static str, UndoError> {
    match entity {
        "address" => part::take_back::<AddressData>(tx, ctx, reversal).map(|()| "address"),
        "competitor" => dictionary(tx, ctx, Dictionary::Competitor, reversal),
        "company_group" => dictionary(tx, ctx, Dictionary::CompanyGroup, reversal),
        "segment" => dictionary(tx, ctx, Dictionary::Segment, reversal),
        "deal" => crate::deal::take_back(tx, ctx, reversal).map(|()| "deal"),
        "funnel_plan" => crate::funnel::take_back_plan(tx, ctx, reversal).map(|()| "funnel_plan"),
        "training" => crate::training::take_back(tx, ctx, reversal).map(|()| "training"),
        "script" => crate::script::take_back(tx, ctx, reversal).map(|()| "script"),
        "signal" => crate::signal::take_back(tx, ctx, reversal).map(|()| "signal"),
        "source" => crate::source::take_back(tx, ctx, reversal).map(|()| "source"),
        "source_cost" => crate::source::take_back_cost(tx, ctx, reversal).map(|()| "source_cost"),
        "view" => crate::view::take_back(tx, ctx, reversal).map(|()| "view"),
        "channel" => part::take_back::<ChannelData>(tx, ctx, reversal).map(|()| "channel"),
        "client" => crate::client::take_back(tx, ctx, reversal).map(|()| "client"),
        "fact" => part::take_back::<FactData>(tx, ctx, reversal).map(|()| "fact"),
        "interaction" => {
            part::take_back::<InteractionData>(tx, ctx, reversal).map(|()| "interaction")
        }
        "responsibility" => {
            crate::responsibility::take_back(tx, ctx, reversal).map(|()| "responsibility")
        }
        "refusal" => part::take_back::<RefusalData>(tx, ctx, reversal).map(|()| "refusal"),
        "refusal_reason" => {
            crate::refusal::take_back_reason(tx, ctx, reversal).map(|()| "refusal_reason")
        }
        "complaint" => part::take_back::<ComplaintData>(tx, ctx, reversal).map(|()| "complaint"),
        "rest_lift" => part::take_back::<RestLiftData>(tx, ctx, reversal).map(|()| "rest_lift"),
        "key_mark" => part::take_back::<KeyMarkData>(tx, ctx, reversal).map(|()| "key_mark"),
        "lead" => crate::lead::take_back(tx, ctx, reversal).map(|()| "lead"),
        "lead_form" => crate::lead::take_back_form(tx, ctx, reversal).map(|()| "lead_form"),
        "person" => part::take_back::<PersonData>(tx, ctx, reversal).map(|()| "person"),
        "potential" => part::take_back::<PotentialData>(tx, ctx, reversal).map(|()| "potential"),
        "place" => crate::coverage::take_back_place(tx, ctx, reversal).map(|()| "place"),
        "referral" => part::take_back::<ReferralData>(tx, ctx, reversal).map(|()| "referral"),
        "satisfaction" => {
            part::take_back::<SatisfactionData>(tx, ctx, reversal).map(|()| "satisfaction")
        }
        "quarantine" => part::take_back::<QuarantineData>(tx, ctx, reversal).map(|()| "quarantine"),
        "task" => crate::task::take_back(tx, ctx, reversal).map(|()| "task"),
        "team" => crate::team::restore(tx, ctx, reversal).map(|()| "team"),
        "territory" => {
            crate::coverage::take_back_territory(tx, ctx, reversal).map(|()| "territory")
        }
        "order" => crate::order::take_back(tx, ctx, reversal).map(|()| "order"),
        "payment" => crate::payment::take_back(tx, ctx, reversal).map(|()| "payment"),
        "product" => crate::product::take_back(tx, ctx, reversal).map(|()| "product"),
        "product_group" => {
            crate::product_group::take_back(tx, ctx, reversal).map(|()| "product_group")
        }
        "selection" => crate::selection::take_back(tx, ctx, reversal).map(|()| "selection"),
        "user" => crate::user::restore(tx, ctx, reversal).map(|()| "user"),
        "verification" => {
            part::take_back::<VerificationData>(tx, ctx, reversal).map(|()| "verification")
        }
        "winback" => part::take_back::<WinbackData>(tx, ctx, reversal).map(|()| "winback"),
        "work_area" => crate::work_area::take_back(tx, ctx, reversal).map(|()| "work_area"),
        _ => Err(UndoError::NotUndoable),
    }
}

fn dictionary(
    tx: &mut DbTx,
    ctx: &Context,
    dictionary: Dictionary,
    reversal: &Reversal,
) -> Result<&'static str, UndoError> {
    crate::dictionary::take_back(tx, ctx, dictionary, reversal).map(|()| dictionary.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Thing {
        name: String,
        note: Option<String>,
        version: i64,
    }

    fn thing(name: &str, note: Option<&str>, version: i64) -> Thing {
        Thing {
            name: name.to_owned(),
            note: note.map(str::to_owned),
            version,
        }
    }

    fn reversal(expected: Option<Value>, wanted: Option<Value>) -> Reversal {
        let side = |value: Option<Value>| value.map(|value| fields(&value));
        Reversal {
            id: Uuid::nil(),
            expected: side(expected),
            wanted: side(wanted),
            own_lead: false,
        }
    }

    #[test]
    fn only_the_fields_of_the_change_go_back() {
        let undo = reversal(Some(json!({"name": "B"})), Some(json!({"name": "A"})));
        let state = undo.to_state(Some(&thing("B", Some("new"), 3))).unwrap();
        assert_eq!(state, Target::Present(thing("A", Some("new"), 3)));
    }

    #[test]
    fn a_field_that_moved_on_is_a_conflict_with_both_values() {
        let undo = reversal(Some(json!({"name": "B"})), Some(json!({"name": "A"})));
        let Err(UndoError::Conflict {
            field,
            expected,
            current,
        }) = undo.to_state(Some(&thing("C", None, 3)))
        else {
            panic!("no conflict");
        };
        assert_eq!(
            (field.as_str(), expected, current),
            ("name", json!("B"), json!("C"))
        );
    }

    #[test]
    fn creation_and_deletion() {
        let whole = json!({"name": "A", "note": null, "version": 1});
        let create = reversal(Some(whole.clone()), None);
        assert_eq!(
            create.to_state(Some(&thing("A", None, 1))).unwrap(),
            Target::Absent
        );
        assert!(create.to_state::<Thing>(None).is_err());
        let delete = reversal(None, Some(whole));
        let back = delete.to_state::<Thing>(None).unwrap();
        assert_eq!(back, Target::Present(thing("A", None, 1)));
        assert!(delete.to_state(Some(&thing("A", None, 1))).is_err());
    }
}
