//! What goes into the journal: the record as flat JSON, narrowed to what changed.

use domain::id::ClientId;
use domain::journal::JournalAction;
use serde::Serialize;
use serde_json::{Map, Value};
use store::journal as stored;
use uuid::Uuid;

use crate::context::Context;

/// A change or sensitive read, about to be journalled.
#[derive(Debug, Clone)]
pub struct Entry {
    action: JournalAction,
    entity: &'static str,
    id: Option<Uuid>,
    client: Option<ClientId>,
    before: Option<Map<String, Value>>,
    after: Option<Map<String, Value>>,
    undo_of: Option<i64>,
}

impl Entry {
    /// A record was added.
    pub fn create<T: Serialize>(entity: &'static str, id: impl Into<Uuid>, after: &T) -> Self {
        let id = Some(id.into());
        Self::new(JournalAction::Create, entity, id, None, Some(fields(after)))
    }

    /// A record was changed. Fields that stay are left out; when none changed, nothing is
    /// journalled. The counters `version` and `updated_at` are not changes.
    pub fn update<T: Serialize>(
        entity: &'static str,
        id: impl Into<Uuid>,
        before: &T,
        after: &T,
    ) -> Self {
        let (mut before, mut after) = (fields(before), fields(after));
        before.retain(|key, value| {
            let same = after.get(key) == Some(value) || key == "version" || key == "updated_at";
            if same {
                after.remove(key);
            }
            !same
        });
        let id = Some(id.into());
        Self::new(JournalAction::Update, entity, id, Some(before), Some(after))
    }

    /// A record was deleted.
    pub fn delete<T: Serialize>(entity: &'static str, id: impl Into<Uuid>, before: &T) -> Self {
        let id = Some(id.into());
        Self::new(
            JournalAction::Delete,
            entity,
            id,
            Some(fields(before)),
            None,
        )
    }

    /// Something else that must be remembered: a sign-in, a reveal, an export.
    pub fn note<T: Serialize>(
        action: JournalAction,
        entity: &'static str,
        id: Option<Uuid>,
        details: &T,
    ) -> Self {
        Self::new(action, entity, id, None, Some(fields(details)))
    }

    /// It belongs to this client's card.
    #[must_use]
    pub fn of_client(mut self, client: ClientId) -> Self {
        self.client = Some(client);
        self
    }

    /// The line that takes `line` back.
    pub(crate) fn undoing(line: &stored::Line, entity: &'static str) -> Self {
        let side = |text: &Option<String>| text.as_deref().map(object);
        Self {
            action: JournalAction::Undo,
            entity,
            id: line.entry.entity_id,
            client: line.entry.client_id,
            before: side(&line.entry.after),
            after: side(&line.entry.before),
            undo_of: Some(line.seq),
        }
    }

    fn new(
        action: JournalAction,
        entity: &'static str,
        id: Option<Uuid>,
        before: Option<Map<String, Value>>,
        after: Option<Map<String, Value>>,
    ) -> Self {
        Self {
            action,
            entity,
            id,
            client: None,
            before,
            after,
            undo_of: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        let none = |side: &Option<Map<String, Value>>| side.as_ref().is_some_and(Map::is_empty);
        self.action == JournalAction::Update && none(&self.before) && none(&self.after)
    }

    pub(super) fn into_stored(self, ctx: &Context) -> stored::Entry {
        let text = |side: Map<String, Value>| Value::Object(side).to_string();
        stored::Entry {
            made_at: ctx.now,
            actor_id: ctx.actor.user_or_system(),
            actor_name: ctx.actor.name().to_owned(),
            action: self.action,
            entity: self.entity.to_owned(),
            entity_id: self.id,
            client_id: self.client,
            before: self.before.map(text),
            after: self.after.map(text),
            request: ctx.request.clone(),
            undo_of: self.undo_of,
        }
    }
}

/// A record as an object; anything else stands under `value`.
pub(super) fn fields<T: Serialize>(record: &T) -> Map<String, Value> {
    match serde_json::to_value(record).expect("records are plain data") {
        Value::Object(fields) => fields,
        Value::Null => Map::new(),
        other => Map::from_iter([("value".to_owned(), other)]),
    }
}

/// A stored side of a line; one that is no object (only a tampered journal has such) is empty.
pub(super) fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}
