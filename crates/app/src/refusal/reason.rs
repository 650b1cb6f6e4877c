//! The reasons: those that every base has and those of the company. Whoever keeps dictionaries says
//! when one comes back, what is asked besides and in which order they stand; what was said once
//! stays in the figures, so a reason that was used is put away instead of removed.

use domain::id::RefusalReasonId;
use domain::policy::{Action, Entity};
use domain::refusal::{NAME_LIMIT, REASONS_LIMIT, Reason, ReasonData};
use domain::text;

use crate::client::{Patch, Refusal as Refused};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::part::Error;
use crate::{App, DbTx};

/// Name of a reason in the journal.
const ENTITY: &str = "refusal_reason";

/// What comes in about a reason; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReasonInput {
    /// What it is called; none: one that every base has is called in the reader's language.
    pub name: Patch<String>,
    /// One comes back after so many days at the earliest …
    pub from_days: Patch<i64>,
    /// … and at the latest; none: it is final.
    pub to_days: Patch<i64>,
    /// Code of what is wrong about it.
    pub trap: Patch<String>,
    /// Whether it is asked from whom the client buys.
    pub asks_competitor: Option<bool>,
    /// Whether it is asked which product it was about.
    pub asks_product: Option<bool>,
    /// Its place among the reasons.
    pub position: Option<i64>,
    /// No longer to be chosen.
    pub archived: Option<bool>,
}

impl ReasonInput {
    fn apply(&self, data: &mut ReasonData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        if let Some(name) = &self.name {
            match name.as_deref().map(str::trim) {
                None | Some("") => data.name = None,
                Some(name) => match text::line(name, NAME_LIMIT) {
                    Ok(name) => data.name = Some(name),
                    Err(error) => refusals.push(Refused::new("name", error.code())),
                },
            }
        }
        data.from_days = self.from_days.unwrap_or(data.from_days);
        data.to_days = self.to_days.unwrap_or(data.to_days);
        match self.trap.as_ref().map(|of| of.as_deref().map(str::parse)) {
            Some(Some(Ok(trap))) => data.trap = Some(trap),
            Some(Some(Err(_))) => refusals.push(Refused::new("trap", "code.unknown")),
            Some(None) => data.trap = None,
            None => {}
        }
        data.asks_competitor = self.asks_competitor.unwrap_or(data.asks_competitor);
        data.asks_product = self.asks_product.unwrap_or(data.asks_product);
        data.archived = self.archived.unwrap_or(data.archived);
        match self.position {
            Some(place) if (1..=1_000).contains(&place) => data.position = place,
            Some(_) => refusals.push(Refused::new("position", "number.out_of_range")),
            None => {}
        }
        if refusals.is_empty()
            && let Some((field, code)) = data.fault()
        {
            refusals.push(Refused::new(field, code));
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

/// All reasons in their order, those put away too.
pub fn reasons(app: &App, ctx: &Context) -> Result<Vec<Reason>, Error> {
    ctx.scope(Entity::Client)?;
    Ok(app.db.read(store::refusal::reasons)?)
}

/// Adds a reason of the company.
pub fn create(app: &App, ctx: &Context, input: &ReasonInput) -> Result<Reason, Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let all = store::refusal::reasons(tx)?;
        if all.len() >= REASONS_LIMIT {
            return Err(Error::refused("name", "refusal.reasons"));
        }
        let last = all.iter().map(|of| of.data.position).max().unwrap_or(0);
        let mut data = ReasonData {
            code: None,
            name: None,
            from_days: None,
            to_days: None,
            trap: None,
            asks_competitor: false,
            asks_product: false,
            position: last + 1,
            archived: false,
        };
        input.apply(&mut data)?;
        let made = Reason {
            id: ctx.id(),
            data,
            version: 1,
        };
        store::refusal::insert_reason(tx, &made)?;
        journal::record(tx, ctx, Entry::create(ENTITY, made.id, &made.data))?;
        Ok(made)
    })
}

fn found(tx: &mut DbTx, id: RefusalReasonId) -> Result<Option<Reason>, crate::DbError> {
    let all = store::refusal::reasons(tx)?;
    Ok(all.into_iter().find(|of| of.id == id))
}

fn current(tx: &mut DbTx, id: RefusalReasonId, version: i64) -> Result<Reason, Error> {
    let reason = found(tx, id)?.ok_or(Error::NotFound)?;
    if reason.version == version {
        Ok(reason)
    } else {
        Err(Error::VersionConflict {
            current: reason.version,
            fields: serde_json::to_value(&reason.data).expect("records are plain data"),
        })
    }
}

/// Changes a reason.
pub fn update(
    app: &App,
    ctx: &Context,
    id: RefusalReasonId,
    version: i64,
    input: &ReasonInput,
) -> Result<Reason, Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let before = current(tx, id, version)?;
        let mut after = before.clone();
        input.apply(&mut after.data)?;
        if after.data != before.data {
            after.version += 1;
            store::refusal::update_reason(tx, &after)?;
            let line = Entry::update(ENTITY, id, &before.data, &after.data);
            journal::record(tx, ctx, line)?;
        }
        Ok(after)
    })
}

/// Whether a reason has to stay: every base has it, or a refusal tells of it.
fn stays(tx: &mut DbTx, reason: &Reason) -> Result<bool, crate::DbError> {
    Ok(reason.data.code.is_some() || store::refusal::is_used(tx, reason.id)?)
}

/// Removes a reason of the company that was never used.
pub fn delete(app: &App, ctx: &Context, id: RefusalReasonId, version: i64) -> Result<(), Error> {
    ctx.may(Action::DictionaryWrite)?;
    app.db.write(|tx| {
        let reason = current(tx, id, version)?;
        if stays(tx, &reason)? {
            return Err(Error::refused("reason", "refusal.reason_used"));
        }
        store::refusal::delete_reason(tx, id)?;
        journal::record(tx, ctx, Entry::delete(ENTITY, id, &reason.data))?;
        Ok(())
    })
}

/// Takes a change of a reason back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::DictionaryWrite)?;
    let id = RefusalReasonId::from_uuid(undo.id);
    let known = found(tx, id)?;
    match undo.to_state(known.as_ref().map(|of| &of.data))? {
        Target::Absent => {
            if let Some(known) = &known
                && stays(tx, known)?
            {
                return Err(UndoError::Refused {
                    code: "refusal.reason_used",
                });
            }
            store::refusal::delete_reason(tx, id)?;
        }
        Target::Present(data) => match known {
            Some(known) => {
                let back = Reason {
                    data,
                    version: known.version + 1,
                    ..known
                };
                store::refusal::update_reason(tx, &back)?;
            }
            None => store::refusal::insert_reason(
                tx,
                &Reason {
                    id,
                    data,
                    version: 1,
                },
            )?,
        },
    }
    Ok(())
}
