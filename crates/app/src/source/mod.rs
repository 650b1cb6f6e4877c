//! The directory of sources (R64–R80): kinds, validity, costs, and what came of each.

mod cost;
mod gain;

use domain::dictionary::{Dictionary, NAME_LIMIT};
use domain::id::SourceId;
use domain::policy::{Action, Entity, Forbidden};
use domain::source::{NOTE_LIMIT, Source, SourceData};
use domain::text;
use jiff::civil::Date;

pub(crate) use cost::take_back as take_back_cost;
pub use cost::{CostInput, costs, create_cost, delete_cost, update_cost};
pub use gain::{Gains, Line, Period, export, gains};

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, rate};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "source";

/// Why something is not done with sources.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such source, or no such cost.
    #[error("not found")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// Another source has this name.
    #[error("the name is taken")]
    NameTaken,
    /// Clients refer to it.
    #[error("{used} clients refer to it")]
    Used {
        /// How many, deleted ones included.
        used: i64,
    },
    /// Leads or forms of web sites refer to it.
    #[error("leads refer to it")]
    HasLeads,
    /// It has costs.
    #[error("it has costs")]
    HasCosts,
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// There is no rate for the day of a cost.
    #[error(transparent)]
    RateMissing(#[from] rate::Missing),
    /// The file cannot be written.
    #[error(transparent)]
    Table(#[from] tables::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// What comes in about a source; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Its name; needed for a new one.
    pub name: Option<String>,
    /// Code of its kind; `other` when absent.
    pub kind: Option<String>,
    /// In use since.
    pub from_day: Patch<Date>,
    /// In use until.
    pub until_day: Patch<Date>,
    /// More about it.
    pub note: Patch<String>,
}

impl Input {
    fn apply(&self, data: &mut SourceData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(name) = &self.name {
            match text::line(name, NAME_LIMIT) {
                Ok(name) => data.name = name,
                Err(error) => refusals.push(Refusal::new("name", error.code())),
            }
        }
        match self.kind.as_deref().map(str::parse) {
            Some(Ok(kind)) => data.kind = kind,
            Some(Err(_)) => refusals.push(Refusal::new("kind", "code.unknown")),
            None => {}
        }
        data.from_day = self.from_day.unwrap_or(data.from_day);
        data.until_day = self.until_day.unwrap_or(data.until_day);
        if let (Some(from), Some(until)) = (data.from_day, data.until_day)
            && until < from
        {
            refusals.push(Refusal::new("until_day", "day.before_first"));
        }
        note(&self.note, &mut data.note, &mut refusals);
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

fn note(given: &Patch<String>, into: &mut Option<String>, refusals: &mut Vec<Refusal>) {
    match given.as_ref().map(|text| text.as_deref().map(str::trim)) {
        None => {}
        Some(None | Some("")) => *into = None,
        Some(Some(text)) => match text::block(text, NOTE_LIMIT) {
            Ok(text) => *into = Some(text),
            Err(error) => refusals.push(Refusal::new("note", error.code())),
        },
    }
}

/// The whole directory, each source with how many of the reader's clients refer to it.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Source>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    Ok(app.db.read(|tx| store::source::list(tx, &scope))?)
}

/// Adds a source.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Source, Error> {
    ctx.may(Action::DictionaryWrite)?;
    if input.name.is_none() {
        return Err(Error::refused("name", "text.empty"));
    }
    let mut data = SourceData::named(String::new());
    input.apply(&mut data)?;
    let source = Source {
        id: ctx.id(),
        data,
        used: 0,
        version: 1,
    };
    app.db.write(|tx| {
        check_name(tx, &source)?;
        store::source::insert(tx, [&source])?;
        journal::record(tx, ctx, Entry::create(ENTITY, source.id, &source.data))?;
        Ok(source.clone())
    })
}

fn check_name(tx: &mut DbTx, source: &Source) -> Result<(), Error> {
    match store::dictionary::named(tx, Dictionary::Source, &source.data.name)? {
        Some(other) if other != source.id.uuid() => Err(Error::NameTaken),
        _ => Ok(()),
    }
}

/// Changes a source.
pub fn update(
    app: &App,
    ctx: &Context,
    id: SourceId,
    version: i64,
    input: &Input,
) -> Result<Source, Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let before = found(tx, id, version)?;
        let mut after = before.clone();
        input.apply(&mut after.data)?;
        if after.data == before.data {
            return Ok(after);
        }
        check_name(tx, &after)?;
        after.version += 1;
        store::source::update(tx, &after)?;
        let line = Entry::update(ENTITY, id, &before.data, &after.data);
        journal::record(tx, ctx, line)?;
        Ok(after)
    })
}

/// Removes a source that no client refers to and nothing was paid for.
pub fn delete(app: &App, ctx: &Context, id: SourceId, version: i64) -> Result<(), Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let source = found(tx, id, version)?;
        if source.used > 0 {
            return Err(Error::Used { used: source.used });
        }
        if store::source::has_costs(tx, id)? {
            return Err(Error::HasCosts);
        }
        if store::lead::refers_to(tx, id)? {
            return Err(Error::HasLeads);
        }
        store::dictionary::delete(tx, Dictionary::Source, id.uuid())?;
        journal::record(tx, ctx, Entry::delete(ENTITY, id, &source.data))?;
        Ok(())
    })
}

fn found(tx: &mut DbTx, id: SourceId, version: i64) -> Result<Source, Error> {
    let source = store::source::find(tx, id)?.ok_or(Error::NotFound)?;
    if source.version == version {
        Ok(source)
    } else {
        Err(Error::VersionConflict {
            current: source.version,
        })
    }
}

/// Takes a change of a source back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::DictionaryWrite)?;
    let id = SourceId::from_uuid(undo.id);
    let current = store::source::find(tx, id)?;
    let refused = |code| UndoError::Refused { code };
    match undo.to_state(current.as_ref().map(|source| &source.data))? {
        Target::Absent => {
            if current.is_some_and(|source| source.used > 0) {
                return Err(refused("dictionary.used"));
            }
            if store::source::has_costs(tx, id)? {
                return Err(refused("source.has_costs"));
            }
            if store::lead::refers_to(tx, id)? {
                return Err(refused("source.has_leads"));
            }
            store::dictionary::delete(tx, Dictionary::Source, undo.id)?;
        }
        Target::Present(data) => {
            let version = current.as_ref().map_or(1, |source| source.version + 1);
            let source = Source {
                id,
                data,
                used: 0,
                version,
            };
            check_name(tx, &source).map_err(|error| match error {
                Error::Db(error) => UndoError::Db(error),
                _ => refused("dictionary.name_taken"),
            })?;
            if current.is_some() {
                store::source::update(tx, &source)?;
            } else {
                store::source::insert(tx, [&source])?;
            }
        }
    }
    Ok(())
}
