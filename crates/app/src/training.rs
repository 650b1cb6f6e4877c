//! The register of training: a head keeps it for those they lead; everybody reads their own.

use domain::holding::TERMS;
use domain::id::{TrainingId, UserId};
use domain::policy::{Action, Entity, Forbidden, Scope};
use domain::setting::TRAINING_EVERY;
use domain::text;
use domain::training::{NOTE_LIMIT, Standing, TOPIC_LIMIT, TrainingData, TrainingKind, standings};
use domain::user::UserState;
use jiff::civil::Date;
pub use store::training::Training;

use crate::client::Refusal;
use crate::context::Context;
use crate::journal::{self, Entry, Reversal, Target, UndoError};
use crate::{App, DbError, DbTx, setting};

/// Name of the feature in journal, codes and words.
const ENTITY: &str = "training";
/// The most records that are listed.
const MOST: i64 = 1_000;
/// The most records that standings are taken from.
const LOOKED: i64 = 100_000;

/// Why something is not done with a record.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such record for this reader.
    #[error("not found")]
    NotFound,
    /// Values that break a rule.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A new record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Of whom.
    pub user_id: UserId,
    /// Code of what it is of.
    pub kind: String,
    /// What about.
    pub topic: String,
    /// When; today when absent.
    pub day: Option<Date>,
    /// The result, in percent.
    pub score: Option<i64>,
    /// More about it.
    pub note: Option<String>,
}

/// Whose records may be read: one's own, and with the right those of all one leads.
fn readable(ctx: &Context, user: Option<UserId>) -> Result<(Scope, Option<UserId>), Error> {
    let me = ctx.actor.user();
    if ctx.may(Action::TrainingWrite).is_ok() {
        return Ok((ctx.scope(Entity::Task)?, user));
    }
    if user.is_some_and(|user| user != me) {
        ctx.may(Action::TrainingWrite)?;
    }
    Ok((ctx.scope(Entity::User)?, Some(me)))
}

/// The records of an employee, or of all whose records the reader may see, the newest first.
pub fn list(app: &App, ctx: &Context, user: Option<UserId>) -> Result<Vec<Training>, Error> {
    let (scope, user) = readable(ctx, user)?;
    Ok(app
        .db
        .read(|tx| store::training::list(tx, &scope, user, MOST))?)
}

/// How an employee stands, and whether it is time to train them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// How they stand.
    pub standing: Standing,
    /// Whether nothing is arranged and the last training is too long ago (R285).
    pub due: bool,
}

/// How those stand whose records the reader may see: first those to be trained, then by name.
pub fn standing(app: &App, ctx: &Context) -> Result<Vec<Seen>, Error> {
    let (scope, user) = readable(ctx, None)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        let today = setting::today(&settings, ctx.now);
        let every = settings.whole(&TRAINING_EVERY);
        let records = store::training::list(tx, &scope, user, LOOKED)?;
        let all = standings(records.iter().map(|record| &record.data), today);
        let mut seen: Vec<Seen> = store::user::list(tx)?
            .into_iter()
            .filter(|of| of.state == UserState::Active && scope.covers(Some(of.id)))
            .filter(|of| user.is_none_or(|user| of.id == user))
            .map(|of| {
                let standing = all.get(&of.id).copied().unwrap_or_default();
                Seen {
                    // those who work clients
                    due: TERMS.iter().any(|(role, ..)| *role == of.role)
                        && standing.is_due(today, every),
                    standing,
                    user: of.id,
                    name: of.name,
                }
            })
            .collect();
        seen.sort_by(|one, other| (!one.due, &one.name).cmp(&(!other.due, &other.name)));
        Ok(seen)
    })
}

/// Writes a record.
pub fn create(app: &App, ctx: &Context, input: &Input) -> Result<Training, Error> {
    app.db.write(|tx| create_in(tx, ctx, input))
}

/// Writes a record as part of another change.
pub(crate) fn create_in(tx: &mut DbTx, ctx: &Context, input: &Input) -> Result<Training, Error> {
    ctx.may(Action::TrainingWrite)?;
    let scope = ctx.scope(Entity::Task)?;
    let refused = |field: &str, code| Error::Invalid(vec![Refusal::new(field, code)]);
    let kind: TrainingKind = input
        .kind
        .parse()
        .map_err(|_| refused("kind", "code.unknown"))?;
    let topic = text::line(&input.topic, TOPIC_LIMIT);
    let topic = topic.map_err(|error| refused("topic", error.code()))?;
    let note = match input.note.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(note) => {
            let note = text::block(note, NOTE_LIMIT);
            Some(note.map_err(|error| refused("note", error.code()))?)
        }
    };
    let today = setting::today(&setting::load(tx)?, ctx.now);
    let data = TrainingData {
        user_id: input.user_id,
        kind,
        topic,
        day: input.day.unwrap_or(today),
        score: input.score,
        note,
    };
    let known = store::user::find(tx, data.user_id)?;
    if known.is_none() || !scope.covers(Some(data.user_id)) {
        return Err(refused("user_id", "reference.unknown"));
    }
    if let Some((field, code)) = data.fault(today) {
        return Err(refused(field, code));
    }
    let training = Training {
        id: ctx.id(),
        data,
        created_at: ctx.now,
        created_by: ctx.actor.user(),
    };
    store::training::insert(tx, &training)?;
    let line = Entry::create(ENTITY, training.id, &training.data);
    journal::record(tx, ctx, line)?;
    Ok(training)
}

/// Removes a record.
pub fn delete(app: &App, ctx: &Context, id: TrainingId) -> Result<(), Error> {
    ctx.may(Action::TrainingWrite)?;
    let scope = ctx.scope(Entity::Task)?;
    app.db.write(|tx| {
        let found = store::training::find(tx, id)?;
        let found = found.filter(|found| scope.covers(Some(found.data.user_id)));
        let found = found.ok_or(Error::NotFound)?;
        store::training::delete(tx, id)?;
        journal::record(tx, ctx, Entry::delete(ENTITY, id, &found.data))?;
        Ok(())
    })
}

/// Takes a change of the register back.
pub(crate) fn take_back(tx: &mut DbTx, ctx: &Context, undo: &Reversal) -> Result<(), UndoError> {
    ctx.may(Action::TrainingWrite)?;
    let scope = ctx.scope(Entity::Task)?;
    let id = TrainingId::from_uuid(undo.id);
    let current = store::training::find(tx, id)?;
    match undo.to_state(current.as_ref().map(|found| &found.data))? {
        Target::Absent => store::training::delete(tx, id)?,
        Target::Present(data) => {
            let data: TrainingData = data;
            if !scope.covers(Some(data.user_id)) {
                return Err(UndoError::NotFound);
            }
            let back = Training {
                id,
                data,
                created_at: ctx.now,
                created_by: ctx.actor.user(),
            };
            store::training::delete(tx, id)?;
            store::training::insert(tx, &back)?;
        }
    }
    Ok(())
}
