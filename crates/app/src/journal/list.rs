//! Reading the journal within the reader's rights. A field that is hidden or masked on the card
//! is hidden or masked here too, in both values.

use domain::id::{ClientId, UserId};
use domain::policy::{Access, Entity, Field, Forbidden};
use jiff::Timestamp;
use serde_json::{Map, Value};
use store::journal::Line;
use uuid::Uuid;

use super::entry::object;
use super::undo::is_undoable;
use crate::context::Context;
use crate::{App, DbError, DbTx};

/// Why the journal is not shown.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Which lines to list; an absent part does not limit.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this kind of thing.
    pub entity: Option<String>,
    /// Of this thing.
    pub entity_id: Option<Uuid>,
    /// Of this client's card.
    pub client_id: Option<ClientId>,
    /// By this employee.
    pub actor_id: Option<UserId>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// Below this number: the last one of the page before.
    pub below: Option<i64>,
}

/// One field of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The field.
    pub field: String,
    /// Its value before; `Null` when there was none.
    pub before: Value,
    /// Its value after.
    pub after: Value,
}

/// One line as a reader sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The line, without its raw sides.
    pub line: Line,
    /// What changed, masked as the reader's rights say.
    pub changes: Vec<Change>,
    /// Whether it could be undone now.
    pub undoable: bool,
}

/// A page of lines.
#[derive(Debug, Clone)]
pub struct Page {
    /// The newest first.
    pub items: Vec<Item>,
    /// `below` of the next page, when there is one.
    pub next: Option<i64>,
}

/// The kinds of things whose lines hold no client data.
const WITHOUT_CLIENT_DATA: &[&str] = &[
    "session", "setting", "setup", "system", "team", "token", "user",
];

/// The newest lines the reader may see, at most `limit`.
pub fn list(app: &App, ctx: &Context, filter: &Filter, limit: u32) -> Result<Page, Error> {
    let stored = within_rights(ctx, filter)?;
    let wanted = i64::from(limit) + 1;
    let mut lines = app
        .db
        .read(|tx| store::journal::list(tx, &stored, wanted))?;
    let more = lines.len() as i64 == wanted;
    if more {
        lines.pop();
    }
    let next = lines.last().filter(|_| more).map(|line| line.seq);
    let items = lines.into_iter().map(|line| item(ctx, line)).collect();
    Ok(Page { items, next })
}

/// One line, if the reader may see it.
pub(super) fn visible_line(
    tx: &mut DbTx,
    ctx: &Context,
    seq: i64,
) -> Result<Option<Line>, super::UndoError> {
    let filter = Filter {
        below: seq.checked_add(1),
        ..Filter::default()
    };
    let stored = within_rights(ctx, &filter).map_err(|error| match error {
        Error::Forbidden(refusal) => super::UndoError::Forbidden(refusal),
        Error::Db(error) => super::UndoError::Db(error),
    })?;
    let lines = store::journal::list(tx, &stored, 1)?;
    Ok(lines.into_iter().find(|line| line.seq == seq))
}

fn within_rights(ctx: &Context, filter: &Filter) -> Result<store::journal::Filter, Error> {
    let scope = ctx.scope(Entity::Journal)?;
    let sees_clients = ctx.scope(Entity::Client).is_ok();
    Ok(store::journal::Filter {
        entity: filter.entity.clone(),
        entity_id: filter.entity_id,
        client_id: filter.client_id,
        actor_id: filter.actor_id,
        from: filter.from,
        until: filter.until,
        below: filter.below,
        scope,
        entities: (!sees_clients).then_some(WITHOUT_CLIENT_DATA),
    })
}

fn item(ctx: &Context, line: Line) -> Item {
    let side = |text: &Option<String>| text.as_deref().map(object).unwrap_or_default();
    let (before, after) = (side(&line.entry.before), side(&line.entry.after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let changes = names.into_iter().filter_map(|name| {
        let access = guarded_field(&line.entry.entity, name, &before, &after)
            .map_or(Access::Shown, |field| ctx.actor.field(field));
        let value = |side: &Map<String, Value>| side.get(name).cloned().unwrap_or(Value::Null);
        match access {
            Access::Hidden => None,
            Access::Shown => Some(Change {
                field: name.clone(),
                before: value(&before),
                after: value(&after),
            }),
            Access::Masked => Some(Change {
                field: name.clone(),
                before: masked(value(&before)),
                after: masked(value(&after)),
            }),
        }
    });
    let changes = changes.collect();
    let undoable = is_undoable(&line) && ctx.may(domain::policy::Action::JournalUndo).is_ok();
    Item {
        line,
        changes,
        undoable,
    }
}

/// The guarded field that a journalled value is, if it is one. A channel's value is a phone,
/// e-mail or account by its kind; an unknown kind is taken for a phone, the strictest.
fn guarded_field(
    entity: &str,
    name: &str,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> Option<Field> {
    if entity == "channel" && name.starts_with("value") {
        let kind = after.get("kind").or_else(|| before.get("kind"));
        return match kind.and_then(Value::as_str) {
            Some("email") => Some(Field::Email),
            Some("messenger" | "social") => Some(Field::Messenger),
            Some("site") => None,
            _ => Some(Field::Phone),
        };
    }
    if name.contains("phone") {
        Some(Field::Phone)
    } else if name.contains("email") {
        Some(Field::Email)
    } else if name.contains("margin") {
        Some(Field::Margin)
    } else if name.contains("cost") {
        Some(Field::Cost)
    } else {
        None
    }
}

/// A value of which only its presence is told.
fn masked(value: Value) -> Value {
    if value.is_null() {
        value
    } else {
        Value::String("•••".to_owned())
    }
}
