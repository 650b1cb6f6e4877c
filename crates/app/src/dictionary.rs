//! Dictionaries: segments, sources, competitors, groups of companies. An entry that clients refer to is not deleted.

use domain::dictionary::{Dictionary, Entry as Record, EntryData, NAME_LIMIT, is_share};
use domain::policy::{Action, Entity, Forbidden};
use domain::text;
use domain::{holding, rest as rest_rule};
use uuid::Uuid;

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, rest};

/// Why something is not done with a dictionary.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such entry.
    #[error("no such entry")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// Another entry has this name.
    #[error("the name is taken")]
    NameTaken,
    /// Clients refer to it.
    #[error("{used} clients refer to it")]
    Used {
        /// How many, deleted ones included.
        used: i64,
    },
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// As it is now.
        current: Box<Record>,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What comes in about an entry.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Input {
    /// Its name.
    pub name: Option<String>,
    /// Share of the market of a competitor.
    pub share: Patch<f64>,
    /// Days the clients of a segment rest.
    pub rest_days: Patch<i64>,
    /// Days a client of a segment is held without a result.
    pub holding_days: Patch<i64>,
}

impl Input {
    fn apply(&self, dictionary: Dictionary, data: &mut EntryData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(name) = &self.name {
            match text::line(name, NAME_LIMIT) {
                Ok(name) => data.name = name,
                Err(error) => refusals.push(Refusal::new("name", error.code())),
            }
        }
        if let Some(share) = self.share {
            let fits = dictionary == Dictionary::Competitor && share.is_none_or(is_share);
            if fits {
                data.share = share;
            } else if share.is_some() {
                refusals.push(Refusal::new("share", "number.out_of_range"));
            }
        }
        let mut days = |field, wanted: Patch<i64>, kept: &mut Option<i64>, most| match wanted {
            None => {}
            Some(None) => *kept = None,
            Some(Some(days)) if dictionary == Dictionary::Segment && (0..=most).contains(&days) => {
                *kept = Some(days);
            }
            Some(Some(_)) => refusals.push(Refusal::new(field, "number.out_of_range")),
        };
        days(
            "rest_days",
            self.rest_days,
            &mut data.rest_days,
            rest_rule::MOST_DAYS,
        );
        days(
            "holding_days",
            self.holding_days,
            &mut data.holding_days,
            holding::MOST_DAYS,
        );
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// The whole dictionary, each entry with how many of the reader's clients refer to it.
pub fn list(app: &App, ctx: &Context, dictionary: Dictionary) -> Result<Vec<Record>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    Ok(app
        .db
        .read(|tx| store::dictionary::list(tx, &scope, dictionary))?)
}

/// Adds an entry.
pub fn create(
    app: &App,
    ctx: &Context,
    dictionary: Dictionary,
    input: &Input,
) -> Result<Record, Error> {
    ctx.may(Action::DictionaryWrite)?;
    let mut data = EntryData::named(String::new());
    if input.name.is_none() {
        return Err(Error::Invalid(vec![Refusal::new("name", "text.empty")]));
    }
    input.apply(dictionary, &mut data)?;
    let entry = Record {
        id: ctx.id(),
        data,
        used: 0,
        version: 1,
    };
    app.db.write(|tx| {
        check_name(tx, dictionary, &entry)?;
        store::dictionary::insert(tx, dictionary, &entry)?;
        let line = Entry::create(dictionary.code(), entry.id, &entry.data);
        journal::record(tx, ctx, line)?;
        Ok(entry.clone())
    })
}

fn check_name(tx: &mut DbTx, dictionary: Dictionary, entry: &Record) -> Result<(), Error> {
    match store::dictionary::named(tx, dictionary, &entry.data.name)? {
        Some(other) if other != entry.id => Err(Error::NameTaken),
        _ => Ok(()),
    }
}

/// Changes an entry.
pub fn update(
    app: &App,
    ctx: &Context,
    dictionary: Dictionary,
    id: Uuid,
    version: i64,
    input: &Input,
) -> Result<Record, Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let before = found(tx, dictionary, id, version)?;
        let mut after = before.clone();
        input.apply(dictionary, &mut after.data)?;
        if after.data == before.data {
            return Ok(after);
        }
        check_name(tx, dictionary, &after)?;
        after.version += 1;
        store::dictionary::update(tx, dictionary, &after)?;
        if before.data.rest_days != after.data.rest_days {
            rest::rules_changed(tx, ctx.now)?;
        }
        let line = Entry::update(dictionary.code(), id, &before.data, &after.data);
        journal::record(tx, ctx, line)?;
        Ok(after)
    })
}

/// Removes an entry that no client refers to.
pub fn delete(
    app: &App,
    ctx: &Context,
    dictionary: Dictionary,
    id: Uuid,
    version: i64,
) -> Result<(), Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let entry = found(tx, dictionary, id, version)?;
        if entry.used > 0 {
            return Err(Error::Used { used: entry.used });
        }
        store::dictionary::delete(tx, dictionary, id)?;
        journal::record(tx, ctx, Entry::delete(dictionary.code(), id, &entry.data))?;
        Ok(())
    })
}

fn found(tx: &mut DbTx, dictionary: Dictionary, id: Uuid, version: i64) -> Result<Record, Error> {
    let entry = store::dictionary::find(tx, dictionary, id)?.ok_or(Error::NotFound)?;
    if entry.version == version {
        Ok(entry)
    } else {
        Err(Error::VersionConflict {
            current: Box::new(entry),
        })
    }
}

/// Takes a change of an entry back.
pub(crate) fn take_back(
    tx: &mut DbTx,
    ctx: &Context,
    dictionary: Dictionary,
    undo: &Reversal,
) -> Result<(), UndoError> {
    ctx.may(Action::DictionaryWrite)?;
    let current = store::dictionary::find(tx, dictionary, undo.id)?;
    let refused = |code| UndoError::Refused { code };
    match undo.to_state(current.as_ref().map(|entry| &entry.data))? {
        Target::Absent => {
            if current.is_some_and(|entry| entry.used > 0) {
                return Err(refused("dictionary.used"));
            }
            store::dictionary::delete(tx, dictionary, undo.id)?;
        }
        Target::Present(data) => {
            let version = current.as_ref().map_or(1, |entry| entry.version + 1);
            let entry = Record {
                id: undo.id,
                data,
                used: 0,
                version,
            };
            check_name(tx, dictionary, &entry).map_err(|_| refused("dictionary.name_taken"))?;
            if current.is_some() {
                store::dictionary::update(tx, dictionary, &entry)?;
                rest::rules_changed(tx, ctx.now)?;
            } else {
                store::dictionary::insert(tx, dictionary, &entry)?;
            }
        }
    }
    Ok(())
}
