//! Reading the journal within the reader's rights. A field that is hidden or masked on the card
//! is hidden or masked here too, in both values.

use domain::id::{ClientId, UserId};
use domain::policy::{Access, Action, Entity, Field, Forbidden};
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
    /// Of this client's card, and of those that were merged into it.
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
    /// Name of the record it was written on, where that was merged into the one asked for.
    pub origin: Option<String>,
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
    "import",
    "lead_form",
    "session",
    "setting",
    "setup",
    "system",
    "team",
    "token",
    "user",
];

/// The newest lines the reader may see, at most `limit`.
pub fn list(app: &App, ctx: &Context, filter: &Filter, limit: u32) -> Result<Page, Error> {
    let mut stored = within_rights(ctx, filter)?;
    let wanted = i64::from(limit) + 1;
    let (mut lines, absorbed) = app.db.read(|tx| {
        let absorbed = match filter.client_id {
            Some(client) => store::merge::absorbed_by(tx, client)?,
            None => Vec::new(),
        };
        stored.client_ids.truncate(1);
        stored.client_ids.extend(absorbed.iter().map(|(id, _)| *id));
        Ok::<_, DbError>((store::journal::list(tx, &stored, wanted)?, absorbed))
    })?;
    let more = lines.len() as i64 == wanted;
    if more {
        lines.pop();
    }
    let next = lines.last().filter(|_| more).map(|line| line.seq);
    let origin = |line: &Line| {
        let of = absorbed
            .iter()
            .find(|(id, _)| Some(*id) == line.entry.client_id);
        of.map(|(_, name)| name.clone())
    };
    let items = lines.into_iter().map(|line| Item {
        origin: origin(&line),
        ..item(ctx, line)
    });
    Ok(Page {
        items: items.collect(),
        next,
    })
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
        client_ids: filter.client_id.into_iter().collect(),
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
    let kind = kind_of(&before, &after);
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let changes = names.into_iter().filter_map(|name| {
        let shown = |side: &Map<String, Value>| {
            let value = side.get(name).cloned().unwrap_or(Value::Null);
            as_seen(ctx, &line.entry.entity, kind, name, value)
        };
        Some(Change {
            field: name.clone(),
            before: shown(&before)?,
            after: shown(&after)?,
        })
    });
    let changes = changes.collect();
    let undoable = is_undoable(&line) && ctx.may(Action::JournalUndo).is_ok();
    Item {
        line,
        changes,
        undoable,
        origin: None,
    }
}

/// The kind of a channel, which says what its value is.
fn kind_of<'v>(before: &'v Map<String, Value>, after: &'v Map<String, Value>) -> Option<&'v str> {
    after.get("kind").or_else(|| before.get("kind"))?.as_str()
}

/// A journalled value as the reader may see it, whatever depth its guarded parts lie at; `None`
/// when it is hidden as a whole.
pub(super) fn as_seen(
    ctx: &Context,
    entity: &str,
    kind: Option<&str>,
    name: &str,
    value: Value,
) -> Option<Value> {
    let access =
        guarded_field(entity, kind, name).map_or(Access::Shown, |field| ctx.actor.field(field));
    match (access, value) {
        (Access::Hidden, _) => None,
        (Access::Masked, Value::Null) => Some(Value::Null),
        (Access::Masked, _) => Some(Value::String("•••".to_owned())),
        (Access::Shown, Value::Object(fields)) => {
            let seen = fields.into_iter().filter_map(|(name, value)| {
                let value = as_seen(ctx, entity, kind, &name, value)?;
                Some((name, value))
            });
            Some(Value::Object(seen.collect()))
        }
        (Access::Shown, Value::Array(values)) => {
            let seen = values
                .into_iter()
                .filter_map(|value| as_seen(ctx, entity, kind, name, value));
            Some(Value::Array(seen.collect()))
        }
        (Access::Shown, value) => Some(value),
    }
}

/// The guarded field that a journalled value is, if it is one. A channel's value is a phone,
/// e-mail or account by its kind; an unknown kind is taken for a phone.
fn guarded_field(entity: &str, kind: Option<&str>, name: &str) -> Option<Field> {
    if entity == "channel" && name.starts_with("value") {
        return match kind {
            Some("email") => Some(Field::Email),
            Some("messenger" | "social") => Some(Field::Messenger),
            Some("site") => None,
            _ => Some(Field::Phone),
        };
    }
    let guarded = [
        ("phone", Field::Phone),
        ("email", Field::Email),
        ("messenger", Field::Messenger),
        ("social", Field::Messenger),
        ("margin", Field::Margin),
        ("cost", Field::Cost),
    ];
    guarded
        .into_iter()
        .find(|(part, _)| name.contains(part))
        .map(|(_, field)| field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::policy::Role;
    use serde_json::json;

    #[test]
    fn sec_13_a_guarded_value_is_guarded_in_the_journal_too() {
        let app = crate::testing::app();
        let order = json!({ "margin_minor": 5, "lines": [{ "amount_minor": 9, "cost_minor": 4 }] });
        let seller = app.ctx(Role::ActiveSeller);
        let seen = as_seen(&seller, "order", None, "data", order.clone());
        assert_eq!(seen, Some(json!({ "lines": [{ "amount_minor": 9 }] })));
        assert_eq!(
            as_seen(&seller, "order", None, "line_costs_minor", json!([1])),
            None
        );
        let owner = app.ctx(Role::Owner);
        assert_eq!(
            as_seen(&owner, "order", None, "data", order.clone()),
            Some(order)
        );
        let phone = json!("+38970123456");
        for kind in [
            None,
            Some("phone"),
            Some("email"),
            Some("messenger"),
            Some("social"),
        ] {
            let seen = as_seen(&seller, "channel", kind, "value", phone.clone());
            assert_eq!(seen, Some(json!("•••")), "{kind:?}");
        }
        let site = as_seen(
            &seller,
            "channel",
            Some("site"),
            "value",
            json!("example.com"),
        );
        assert_eq!(site, Some(json!("example.com")));
    }
}
