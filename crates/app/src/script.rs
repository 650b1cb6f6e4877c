//! Scripts: heads write what is said on calls; whoever calls reads what suits the client.

use domain::dictionary::Dictionary;
use domain::id::{ClientId, ScriptId, SegmentId};
use domain::policy::{Action, Entity, Forbidden};
use domain::script::{ANSWER_LIMIT, Pace, ScriptData, ScriptKind, Step, TEXT_LIMIT, TITLE_LIMIT};
use domain::setting::{SCRIPT_PACE, SCRIPT_PITCH, Settings};
use domain::text;
use store::script::Script;

use crate::client::{Patch, Refusal};
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, setting};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "script";

/// Why something is not done with a script.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such script, or no such client, for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// It was changed by somebody else.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What comes in about a script; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Code of what it is for; needed for a new one.
    pub kind: Option<String>,
    /// Its name.
    pub title: Option<String>,
    /// Only for clients of this segment.
    pub segment_id: Patch<SegmentId>,
    /// What is said.
    pub steps: Option<Vec<Step>>,
}

/// A script with how long its longest step takes to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The script.
    pub script: Script,
    /// Seconds.
    pub seconds: i64,
}

fn pace(settings: &Settings) -> Pace {
    Pace {
        words_per_minute: settings.whole(&SCRIPT_PACE),
        pitch_seconds: settings.whole(&SCRIPT_PITCH),
    }
}

fn seen(script: Script, pace: Pace) -> Seen {
    let seconds = script
        .data
        .steps
        .iter()
        .map(|step| pace.seconds(&step.text));
    Seen {
        seconds: seconds.max().unwrap_or(0),
        script,
    }
}

impl Input {
    fn apply(&self, tx: &mut DbTx, data: &mut ScriptData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        match self.kind.as_deref().map(str::parse) {
            Some(Ok(kind)) => data.kind = kind,
            Some(Err(_)) => refusals.push(Refusal::new("kind", "code.unknown")),
            None => {}
        }
        if let Some(title) = &self.title {
            match text::line(title, TITLE_LIMIT) {
                Ok(title) => data.title = title,
                Err(error) => refusals.push(Refusal::new("title", error.code())),
            }
        }
        if let Some(segment) = self.segment_id {
            data.segment_id = segment;
        }
        if let Some(steps) = &self.steps {
            data.steps = steps.clone();
            for (at, step) in data.steps.iter_mut().enumerate() {
                match text::block(&step.text, TEXT_LIMIT) {
                    Ok(text) => step.text = text,
                    Err(error) => {
                        refusals.push(Refusal::new(format!("steps[{at}].text"), error.code()));
                    }
                }
                for (of, answer) in step.answers.iter_mut().enumerate() {
                    match text::line(&answer.said, ANSWER_LIMIT) {
                        Ok(said) => answer.said = said,
                        Err(error) => {
                            let field = format!("steps[{at}].answers[{of}].said");
                            refusals.push(Refusal::new(field, error.code()));
                        }
                    }
                }
            }
        }
        if data.title.is_empty() && refusals.is_empty() {
            refusals.push(Refusal::new("title", "text.empty"));
        }
        check(tx, data, &mut refusals)?;
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }
}

fn check(tx: &mut DbTx, data: &ScriptData, refusals: &mut Vec<Refusal>) -> Result<(), DbError> {
    if let Some(segment) = data.segment_id
        && !store::dictionary::exists(tx, Dictionary::Segment, segment.uuid())?
    {
        refusals.push(Refusal::new("segment_id", "reference.unknown"));
    }
    let settings = setting::load(tx)?;
    if refusals.is_empty()
        && let Some((field, code)) = data.fault(pace(&settings))
    {
        refusals.push(Refusal::new(field, code));
    }
    Ok(())
}

/// All scripts.
pub fn list(app: &App, ctx: &Context) -> Result<Vec<Seen>, Error> {
    ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let pace = pace(&setting::load(tx)?);
        let all = store::script::list(tx)?;
        Ok(all.into_iter().map(|script| seen(script, pace)).collect())
    })
}

/// What suits a client, what is meant for its segment first.
pub fn for_client(app: &App, ctx: &Context, client: ClientId) -> Result<Vec<Seen>, Error> {
    let scope = ctx.scope(Entity::Client)?;
    app.db.read(|tx| {
        let client = store::client::find(tx, &scope, client)?.ok_or(Error::NotFound)?;
        let pace = pace(&setting::load(tx)?);
        let mut all = store::script::list(tx)?;
        all.retain(|script| script.data.suits(client.data.segment_id));
        all.sort_by_key(|script| script.data.segment_id.is_none());
        Ok(all.into_iter().map(|script| seen(script, pace)).collect())
    })
}

/// Writes a script.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Seen, Error> {
    ctx.may(Action::ScriptWrite)?;
    app.db.write(|tx| {
        if input.kind.is_none() {
            return Err(Error::Invalid(vec![Refusal::new("kind", "field.missing")]));
        }
        let mut data = ScriptData {
            kind: ScriptKind::Talk,
            title: String::new(),
            segment_id: None,
            steps: Vec::new(),
        };
        input.apply(tx, &mut data)?;
        let script = Script {
            id: ctx.id(),
            data,
            version: 1,
            created_at: ctx.now,
            created_by: ctx.actor.user(),
            updated_at: ctx.now,
        };
        store::script::insert(tx, &script)?;
        journal::record(tx, ctx, Entry::create(ENTITY, script.id, &script.data))?;
        Ok(seen(script, pace(&setting::load(tx)?)))
    })
}

fn current(tx: &mut DbTx, id: ScriptId, version: i64) -> Result<Script, Error> {
    let script = store::script::find(tx, id)?.ok_or(Error::NotFound)?;
    if script.version == version {
        Ok(script)
    } else {
        Err(Error::VersionConflict {
            current: script.version,
        })
    }
}

/// Changes a script.
pub fn update(
    app: &App,
    ctx: &Context,
    id: ScriptId,
    version: i64,
    input: &Input,
) -> Result<Seen, Error> {
    ctx.may(Action::ScriptWrite)?;
    app.db.write(|tx| {
        let before = current(tx, id, version)?;
        let mut after = before.clone();
        input.apply(tx, &mut after.data)?;
        if after.data != before.data {
            after.version += 1;
            after.updated_at = ctx.now;
            store::script::update(tx, &after)?;
            journal::record(
                tx,
                ctx,
                Entry::update(ENTITY, id, &before.data, &after.data),
            )?;
        }
        Ok(seen(after, pace(&setting::load(tx)?)))
    })
}

/// Removes a script.
pub fn delete(app: &App, ctx: &Context, id: ScriptId, version: i64) -> Result<(), Error> {
    ctx.may(Action::ScriptWrite)?;
    app.db.write(|tx| {
        let script = current(tx, id, version)?;
        store::script::delete(tx, id)?;
        journal::record(tx, ctx, Entry::delete(ENTITY, id, &script.data))?;
        Ok(())
    })
}

/// Takes a change of a script back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::ScriptWrite)?;
    let id = ScriptId::from_uuid(undo.id);
    let current = store::script::find(tx, id)?;
    match undo.to_state(current.as_ref().map(|script| &script.data))? {
        Target::Absent => store::script::delete(tx, id)?,
        Target::Present(data) => {
            let mut refusals = Vec::new();
            check(tx, &data, &mut refusals)?;
            if let Some(refusal) = refusals.first() {
                return Err(UndoError::Refused { code: refusal.code });
            }
            match current {
                Some(known) => {
                    let back = Script {
                        data,
                        version: known.version + 1,
                        updated_at: ctx.now,
                        ..known
                    };
                    store::script::update(tx, &back)?;
                }
                None => {
                    let back = Script {
                        id,
                        data,
                        version: 1,
                        created_at: ctx.now,
                        created_by: ctx.actor.user(),
                        updated_at: ctx.now,
                    };
                    store::script::insert(tx, &back)?;
                }
            }
        }
    }
    Ok(())
}
