//! Segments, sources, competitors, groups of companies and employees by the names a file writes.
//! What the lists lack is added to them, by whoever may.

use std::collections::HashMap;

use domain::dictionary::{Dictionary, Entry, EntryData, NAME_LIMIT};
use domain::id::UserId;
use domain::policy::Action;
use domain::search::fold;
use domain::text;
use uuid::Uuid;

use crate::context::Context;
use crate::journal::Entry as Line;
use crate::{DbError, DbTx};

/// Names and what they stand for.
pub(super) struct References {
    entries: HashMap<(Dictionary, String), Uuid>,
    employees: HashMap<String, UserId>,
    may_add: bool,
    added: Vec<(Dictionary, Entry)>,
}

impl References {
    pub(super) fn load(tx: &mut DbTx, ctx: &Context, new_entries: bool) -> Result<Self, DbError> {
        let mut entries = HashMap::new();
        for dictionary in Dictionary::ALL {
            for (key, id) in store::dictionary::keys(tx, *dictionary)? {
                entries.insert((*dictionary, key), id);
            }
        }
        Ok(Self {
            entries,
            employees: store::import::employees(tx)?,
            may_add: new_entries && ctx.may(Action::DictionaryWrite).is_ok(),
            added: Vec::new(),
        })
    }

    /// The entry of this name; nothing when there is none and none may be added.
    pub(super) fn find(&self, dictionary: Dictionary, name: &str) -> Option<Uuid> {
        self.entries.get(&(dictionary, fold(name))).copied()
    }

    /// The same, added if need be.
    pub(super) fn entry(
        &mut self,
        ctx: &Context,
        dictionary: Dictionary,
        name: &str,
    ) -> Option<Uuid> {
        if let Some(id) = self.find(dictionary, name) {
            return Some(id);
        }
        let name = text::line(name, NAME_LIMIT).ok().filter(|_| self.may_add)?;
        let id: Uuid = ctx.id();
        self.entries.insert((dictionary, fold(&name)), id);
        let data = EntryData::named(name);
        self.added.push((
            dictionary,
            Entry {
                id,
                data,
                used: 0,
                version: 1,
            },
        ));
        Some(id)
    }

    /// The employee whom a file calls so.
    pub(super) fn employee(&self, name: &str) -> Option<UserId> {
        self.employees.get(&fold(name)).copied()
    }

    /// Writes what was added; with the lines of the journal.
    pub(super) fn write(&self, tx: &mut DbTx) -> Result<Vec<Line>, DbError> {
        let mut lines = Vec::new();
        for (dictionary, entry) in &self.added {
            store::dictionary::insert(tx, *dictionary, entry)?;
            lines.push(Line::create(dictionary.code(), entry.id, &entry.data));
        }
        Ok(lines)
    }
}
