//! Bringing tables into the base: a file is read into a staging store, mapped, looked through,
//! mended, counted, written in the background and, if need be, taken back as a whole. Rules are in
//! `domain::import`; here is who may, in which order, and what stands in one transaction.

mod clients;
mod edit;
mod feed;
mod files;
mod found;
mod options;
mod papers;
mod place;
mod profile;
mod read;
mod report;
mod run;
mod shape;
mod stage;
mod undo;
mod upload;
mod wire;

use domain::duplicate::Known;
use domain::id::{ImportId, ImportProfileId, JobId};
use domain::import::{Kind, Mapping, MappingError, RunState};
use domain::job::{JobKind, JobState};
use domain::policy::{Action, Entity, Forbidden};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::import::{Run, Sight};
use store::job::Job;

pub use domain::import::feed::FeedData;
pub use edit::{Cells, Change as RowChange, Pick, change_row, change_rows};
pub use feed::{
    FeedItem, Folders, add_feed, change_feed, feed_folders, feeds, find_feed, look_now, plan_feeds,
    remove_feed,
};
pub use files::{Mended, errors, mend, report, template_of};
pub use found::Found;
pub use options::Options;
pub use place::{Place, Reader, Shelf};
pub use profile::{NewProfile, Profile, forget_profile, keep_profile, profiles, ready_profiles};
pub use report::{Row, RowFilter, rows};
pub use shape::{Head, SAMPLE};
pub use upload::{New, Upload};
pub use wire::serve as serve_rows;

pub(crate) use feed::feed_job;
pub(crate) use read::read;
pub(crate) use run::{check as check_job, run as run_job};
pub(crate) use stage::restage;
pub use undo::undo;
pub(crate) use undo::undo_job;

use crate::client::Refusal;
use crate::context::Context;
use crate::job::{self, Failure};
use crate::{App, DbError, DbTx};

/// Name of the feature in journal, codes and words.
pub(crate) const ENTITY: &str = "import";

/// Why something is not done with an import.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No right.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No such import, row or profile for this reader.
    #[error("no such import")]
    NotFound,
    /// A job works on it; wait for it or call it off.
    #[error("a job works on it")]
    Busy,
    /// Not possible as it stands.
    #[error("not possible in state {0}")]
    State(RunState),
    /// It was changed meanwhile.
    #[error("changed since")]
    VersionConflict {
        /// The version it has now.
        current: i64,
    },
    /// The mapping cannot hold.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// Values that break a rule; each with its field.
    #[error("values are refused")]
    Invalid(Vec<Refusal>),
    /// The file is larger than allowed.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The most bytes.
        limit: u64,
    },
    /// There is nowhere to put files.
    #[error("no folder for files")]
    NoPlace,
    /// The file cannot be kept or found.
    #[error(transparent)]
    File(#[from] std::io::Error),
    /// The file could not be written.
    #[error(transparent)]
    Table(#[from] tables::Error),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Error {
    fn refused(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![Refusal::new(field, code)])
    }
}

/// An import as it stands for people, with the job that works on it.
#[derive(Debug, Clone)]
pub struct Import {
    /// What is kept.
    pub run: Run,
    /// How far it is, the fate of its job included.
    pub state: RunState,
    /// The job.
    pub job: Option<Job>,
    /// Rows a second and seconds left, while a job goes on.
    pub pace: Option<Pace>,
    /// How many rows are known in which way, when no job goes on; the others are new.
    pub known: Vec<(Known, i64)>,
}

/// How fast a job goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Steps a second since it was begun.
    pub rate: f64,
    /// Seconds left at this pace, when the end is known.
    pub seconds_left: Option<i64>,
}

/// The job of a run, by its state.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct Params {
    /// Which import.
    pub(crate) import: ImportId,
}

fn sight(ctx: &Context) -> Result<Sight, Error> {
    ctx.may(Action::ImportRun)?;
    let scope = ctx.scope(Entity::Client)?;
    Ok(match scope.managers() {
        None => Sight::All,
        Some(_) => Sight::Of(ctx.actor.user()),
    })
}

fn load(tx: &mut DbTx, ctx: &Context, id: ImportId) -> Result<Import, Error> {
    let run = store::import::find(tx, sight(ctx)?, id)?.ok_or(Error::NotFound)?;
    with_job(tx, ctx, run)
}

fn with_job(tx: &mut DbTx, ctx: &Context, run: Run) -> Result<Import, Error> {
    let everything = domain::policy::Actor::system().scope(Entity::Job)?;
    let job = match run.job {
        Some(job) => store::job::find(tx, &everything, job)?,
        None => None,
    };
    let state = match &job {
        _ if !run.state.is_busy() => run.state,
        Some(job) if job.state == JobState::Cancelled => RunState::Cancelled,
        Some(job) if !job.state.is_final() => run.state,
        // Ended without saying so: its process died too often, or it is forgotten.
        _ => RunState::Failed,
    };
    let pace = job.as_ref().and_then(|job| pace(job, ctx.now));
    let known = if state.is_busy() {
        Vec::new()
    } else {
        store::import::count_known(tx, run.id)?
    };
    Ok(Import {
        run,
        state,
        job,
        pace,
        known,
    })
}

fn pace(job: &Job, now: Timestamp) -> Option<Pace> {
    let begun = job.started_at.filter(|_| job.state == JobState::Running)?;
    let seconds = now.duration_since(begun).as_secs_f64();
    if seconds <= 0.0 || job.progress <= 0 {
        return None;
    }
    let rate = job.progress as f64 / seconds;
    let left = job.total - job.progress;
    let seconds_left = (job.total > 0 && left >= 0).then(|| (left as f64 / rate).ceil() as i64);
    Some(Pace { rate, seconds_left })
}

/// Where a page of imports ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cursor(Timestamp, ImportId);

/// A page of imports.
#[derive(Debug, Clone)]
pub struct Page {
    /// The newest first.
    pub items: Vec<Import>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// Imports the reader may see, the newest first.
pub fn list(app: &App, ctx: &Context, below: Option<Cursor>, limit: u32) -> Result<Page, Error> {
    let sight = sight(ctx)?;
    app.db.read(|tx| {
        let below = below.map(|place| (place.0, place.1));
        let mut runs = store::import::list(tx, sight, below, i64::from(limit) + 1)?;
        let more = runs.len() > limit as usize;
        runs.truncate(limit as usize);
        let next = runs
            .last()
            .filter(|_| more)
            .map(|run| Cursor(run.created_at, run.id));
        let items = runs
            .into_iter()
            .map(|run| with_job(tx, ctx, run))
            .collect::<Result<_, _>>()?;
        Ok(Page { items, next })
    })
}

/// One import.
pub fn find(app: &App, ctx: &Context, id: ImportId) -> Result<Import, Error> {
    app.db.read(|tx| load(tx, ctx, id))
}

/// What people change in an import; absent parts stay.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// What the rows are; the mapping is made anew unless it is given too.
    pub kind: Option<Kind>,
    /// How the file is read, and the rules of writing.
    pub options: Option<Options>,
    /// How columns become fields.
    pub mapping: Option<Mapping>,
    /// A profile whose mapping and options are taken.
    pub profile: Option<ImportProfileId>,
    /// A ready profile whose mapping is taken.
    pub ready: Option<String>,
}

/// Changes how an import is read, mapped or written. What follows from it is done by a job: the
/// file is read again, or its rows are staged again.
pub fn update(
    app: &App,
    ctx: &Context,
    id: ImportId,
    version: i64,
    change: &Change,
) -> Result<Import, Error> {
    app.db.write(|tx| {
        let import = idle(tx, ctx, id)?;
        let mut run = import.run;
        if run.version != version {
            return Err(Error::VersionConflict {
                current: run.version,
            });
        }
        if run.finished_at.is_some() {
            return Err(Error::State(import.state));
        }
        let before = run.clone();
        let mut change = change.clone();
        if let Some(profile) = change.profile {
            let kept = store::import::find_profile(tx, ctx.actor.user(), profile)?;
            let kept = kept.ok_or_else(|| Error::refused("profile_id", "reference.unknown"))?;
            change.kind.get_or_insert(kept.kind);
            change.mapping = change.mapping.or(serde_json::from_str(&kept.mapping).ok());
            change.options = change.options.or(serde_json::from_str(&kept.options).ok());
        }
        if let Some(code) = &change.ready {
            let mapping = profile::take_ready(&mut run, code)?;
            change.kind = Some(mapping.kind);
            change.mapping = Some(mapping);
        }
        let old = Options::parse(&run.options);
        if let Some(options) = &change.options {
            options.check()?;
            options.source(tx)?;
            run.options = options.to_json();
        }
        let new = Options::parse(&run.options);
        let columns = shape::columns(&run);
        if let Some(mapping) = &change.mapping {
            mapping.check(columns)?;
            run.kind = mapping.kind;
            run.mapping = Some(json!(mapping).to_string());
        }
        if let Some(kind) = change.kind.filter(|kind| *kind != run.kind) {
            if change.mapping.is_some() {
                return Err(Error::refused("kind", "import.other_kind"));
            }
            run.kind = kind;
            shape::propose(&mut run, &crate::setting::load(tx)?);
        }
        let reads_again = old.reading() != new.reading() || run.state == RunState::Failed;
        let stages_again = before.mapping != run.mapping || old.staging() != new.staging();
        if before.options == run.options && !reads_again && !stages_again {
            return with_job(tx, ctx, run);
        }
        run.checked = None;
        run.error = None;
        store::import::clear_plan(tx, id)?;
        store::import::clear_known(tx, id)?;
        run.version += 1;
        if reads_again {
            // Headings may be others now, so the mapping is made anew unless it was just given.
            if change.mapping.is_none() {
                run.mapping = None;
            }
            run.source = None;
            start(tx, ctx, &mut run, JobKind::ImportRead)?;
        } else if stages_again {
            start(tx, ctx, &mut run, JobKind::ImportStage)?;
        }
        store::import::save(tx, &run)?;
        with_job(tx, ctx, run)
    })
}

/// The import, if no job works on it.
fn idle(tx: &mut DbTx, ctx: &Context, id: ImportId) -> Result<Import, Error> {
    let import = load(tx, ctx, id)?;
    if import.state.is_busy() {
        return Err(Error::Busy);
    }
    Ok(import)
}

/// Queues a job for the run and says so in it; the caller saves it.
fn start(tx: &mut DbTx, ctx: &Context, run: &mut Run, kind: JobKind) -> Result<JobId, DbError> {
    run.state = match kind {
        JobKind::ImportRead => RunState::Reading,
        JobKind::ImportStage => RunState::Staging,
        JobKind::ImportCheck => RunState::Checking,
        JobKind::ImportUndo => RunState::Undoing,
        _ => RunState::Running,
    };
    let id = job::enqueue(tx, ctx, kind, &Params { import: run.id })?;
    run.job = Some(id);
    Ok(id)
}

/// Counts what a run would do, in the background; nothing is written.
pub fn check(app: &App, ctx: &Context, id: ImportId) -> Result<JobId, Error> {
    app.db.write(|tx| {
        let mut run = ready(tx, ctx, id)?;
        run.checked = None;
        store::import::clear_plan(tx, id)?;
        let job = start(tx, ctx, &mut run, JobKind::ImportCheck)?;
        store::import::save(tx, &run)?;
        Ok(job)
    })
}

/// Writes the rows in the background. What was written before stays: rows that have ended are
/// passed over.
pub fn run(app: &App, ctx: &Context, id: ImportId) -> Result<JobId, Error> {
    app.db.write(|tx| {
        let mut run = ready(tx, ctx, id)?;
        let job = start(tx, ctx, &mut run, JobKind::ImportRun)?;
        store::import::save(tx, &run)?;
        Ok(job)
    })
}

/// The run of an import that could be written: staged, by somebody who may write its records.
fn ready(tx: &mut DbTx, ctx: &Context, id: ImportId) -> Result<Run, Error> {
    let import = idle(tx, ctx, id)?;
    let run = import.run;
    if run.undone_at.is_some() || run.source.is_none() || run.error.is_some() {
        return Err(Error::State(import.state));
    }
    let mapping = shape::mapping(&run).ok_or(Error::State(import.state))?;
    may_write(ctx, &mapping)?;
    Ok(run)
}

/// The rights that the records of a mapping ask for.
fn may_write(ctx: &Context, mapping: &Mapping) -> Result<(), Error> {
    let actions: &[Action] = match mapping.kind {
        Kind::Clients => &[Action::ClientCreate, Action::ClientUpdate],
        Kind::People => &[Action::ClientUpdate],
        Kind::Orders => &[Action::OrderBulk],
        Kind::Payments => &[Action::PaymentWrite],
        Kind::Products => &[Action::ProductWrite],
        Kind::Interactions => &[Action::InteractionWrite],
    };
    for action in actions {
        ctx.may(*action)?;
    }
    let assigns = mapping
        .columns
        .iter()
        .any(|rule| rule.field == domain::import::Field::Manager);
    if assigns && mapping.kind == Kind::Clients {
        ctx.may(Action::ClientAssign)?;
    }
    Ok(())
}

/// Forgets an import with its rows and its file; what it wrote stays.
pub fn delete(app: &App, ctx: &Context, id: ImportId, version: i64) -> Result<(), Error> {
    let place = app.imports().place();
    app.db.write(|tx| {
        let import = idle(tx, ctx, id)?;
        if import.run.version != version {
            return Err(Error::VersionConflict {
                current: import.run.version,
            });
        }
        store::import::delete(tx, id)?;
        note(tx, ctx, &import.run, json!({ "deleted": true }))?;
        Ok(())
    })?;
    if let Some(place) = place {
        // Gone already, or in the way until the next clean-up: neither is the asker's trouble.
        let _gone = std::fs::remove_file(place.file(id));
    }
    Ok(())
}

/// A line of the journal about the import as a whole.
fn note(tx: &mut DbTx, ctx: &Context, run: &Run, details: Value) -> Result<(), DbError> {
    use crate::journal::{Entry, record};
    let mut told = json!({ "file": run.file_name, "kind": run.kind });
    if let (Some(told), Value::Object(details)) = (told.as_object_mut(), details) {
        told.extend(details);
    }
    let id = Some(run.id.uuid());
    let action = domain::journal::JournalAction::Bulk;
    record(tx, ctx, Entry::note(action, ENTITY, id, &told))
}

/// The run of a job, in the name of who started it. The journal lines of all attempts carry the
/// same request, by which the import is taken back.
pub(crate) fn of_job(app: &App, ctx: &Context, job: &Job) -> Result<(Context, ImportId), Failure> {
    let params: Params = serde_json::from_str(&job.params)
        .map_err(|error| Failure::Code("internal", error.to_string()))?;
    let request = request(params.import);
    let ctx = match job.started_by {
        None => ctx.clone().within(&request),
        Some(user) => {
            let gone =
                |error: crate::session::Error| Failure::Code("user.not_found", error.to_string());
            crate::session::active_context_of(app, user, ctx.now, &request).map_err(gone)?
        }
    };
    Ok((ctx, params.import))
}

/// What ties the journal lines of an import together.
pub(crate) fn request(id: ImportId) -> String {
    format!("import-{id}")
}

/// The import failed: its state says so and why.
pub(crate) fn failed(app: &App, id: ImportId, failure: &Failure) {
    let Failure::Code(code, _) = failure else {
        return;
    };
    let noted = app.db.write(|tx| {
        if let Some(mut run) = store::import::find(tx, Sight::All, id)? {
            run.state = RunState::Failed;
            run.error = Some((*code).to_owned());
            store::import::save(tx, &run)?;
        }
        Ok::<_, DbError>(())
    });
    if let Err(error) = noted {
        tracing::warn!(%error, import = %id, "the failure of an import could not be noted");
    }
}
